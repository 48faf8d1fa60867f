"""What a figure needs: the server, a folder, databases, and the contenders over them."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import text

from benchmarks import people
from benchmarks.plans import Plan, Step
from benchmarks.running import Contender, Server, Turn, server
from benchmarks.sizes import Sizes
from bot.db import Database
from tests.databases import fresh_postgres, fresh_sqlite, postgres_url

FULL: Final = "SQLite WAL, FULL"
NORMAL: Final = "SQLite WAL, NORMAL"
POSTGRES: Final = "PostgreSQL"
FIRST: Final = 1_000_000
TALK: Final = (Step(say="Сообщение {n}", until="Сообщение {n}"),)
PROCESS: Final = "benchmarks.contenders"
CALL: Final = ("{api}", "{token}")


@dataclass
class Bench:
    """Contenders that were started stay until the end of the figure."""

    api: Server
    folder: Path
    sizes: Sizes
    exits: AsyncExitStack
    urls: dict[str, str] = field(default_factory=dict)
    contenders: dict[str, Contender] = field(default_factory=dict)
    # Updates that each was given, warm-up and all.
    given: dict[str, int] = field(default_factory=dict)

    @property
    def has_postgres(self) -> bool:
        return postgres_url() is not None

    async def database(self, promise: str) -> str:
        if promise == POSTGRES:
            return await self.exits.enter_async_context(fresh_postgres())
        return fresh_sqlite(self.folder)

    async def add(
        self, name: str, module: str, *arguments: str, url: str = "", warm_up: Plan | None = None
    ) -> Contender:
        """Start it and wait until it answers: what others do meanwhile is not to be measured."""
        contender = Contender(name, self.folder, f"{PROCESS}.{module}", *arguments)
        self.contenders[name], self.urls[name], self.given[name] = contender, url, 0
        self.exits.push_async_callback(contender.stop)
        await contender.start(self.api)
        await self.play(name, warm_up or Plan(self.sizes.warm_up, TALK))
        return contender

    async def spine(self, name: str, promise: str, kind: str) -> None:
        url = await self.database(promise)
        database = Database(url)
        most = max(self.sizes.messages, self.sizes.paced, self.sizes.warm_up)
        await people.prepare(database, FIRST, most)
        await database.close()
        arguments = (*CALL, url, "NORMAL" if promise == NORMAL else "FULL", kind)
        await self.add(name, "spine", *arguments, url=url)

    async def usual(self, name: str, promise: str, spared: str = "") -> None:
        url = await self.database(promise)
        synchronous = {FULL: "FULL", NORMAL: "NORMAL"}.get(promise, "")
        await self.add(name, "usual", *CALL, url, synchronous, spared, url=url)

    async def play(self, name: str, plan: Plan) -> Turn:
        self.given[name] += plan.count
        return await self.contenders[name].play(self.api, plan)

    async def in_turns(self, plan: Plan, *names: str) -> dict[str, list[Turn]]:
        """A B A B …, so that what else the machine does meets all of them."""
        turns: dict[str, list[Turn]] = {name: [] for name in names}
        for _ in range(self.sizes.rounds):
            for name in names:
                turns[name].append(await self.play(name, plan))
        return turns


@asynccontextmanager
async def bench(sizes: Sizes) -> AsyncIterator[Bench]:
    with TemporaryDirectory(prefix="profbot-bench-", ignore_cleanup_errors=True) as folder:
        async with server() as api, AsyncExitStack() as exits:
            yield Bench(api, Path(folder), sizes, exits)


async def commit_ms(url: str, count: int) -> float:
    """One insert and its commit, by our own session: what a commit of this database costs."""
    database = Database(url)
    taken = []
    async with database.writing() as session:
        await session.execute(text("CREATE TABLE commits (number INTEGER)"))
    for _ in range(count):
        began = time.perf_counter()
        async with database.writing() as session:
            await session.execute(text("INSERT INTO commits VALUES (1)"))
        taken.append(1000 * (time.perf_counter() - began))
    await database.close()
    return median(taken)
