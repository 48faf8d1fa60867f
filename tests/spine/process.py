"""The real program as a process of its own: started, killed, ended, started again."""

import asyncio
import multiprocessing
import os
import runpy
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlalchemy import Select, select

from bot.db import Database
from bot.telegram.models import InboxRow
from tests.telegram import TEST_KEY, TOKEN

ROOT = Path(__file__).parent.parent.parent


# Importing aiogram takes seconds of a core, and a test of kills starts the program ten times: a
# server that has imported it forks each of them, and each command. They are processes like any
# other.
PROCESSES = multiprocessing.get_context("forkserver")
# Python before 3.12 does not hand sys.path on to it.
os.environ["PYTHONPATH"] = str(ROOT)
PROCESSES.set_forkserver_preload(["bot.running"])


def run(folder: Path, environment: dict[str, str], log: Path, *arguments: str) -> None:
    """What a shell does for `python -m bot`: folder, environment, output."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with log.open("ab") as said:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(said.fileno(), stream.fileno())
    sys.argv = ["bot", *arguments]
    runpy.run_module("bot", run_name="__main__")


class BotProcess:
    """`python -m bot run` in a folder of its own, against a sandbox of the test."""

    def __init__(self, folder: Path, database_url: str, api_url: str, **environment: str) -> None:
        self._folder = folder
        self._environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api_url,
            "DATABASE_URL": database_url,
            "DATA_KEYS": TEST_KEY,
            "ADMIN_IDS": "9001",
            "HTTP_PORT": "0",
            **environment,
        }
        self._process: ForkServerProcess | None = None
        self.log = folder / "bot.log"

    async def start(self) -> None:
        self.log.touch()
        self._process = await self._started(self.log, "run")

    async def command(self, *arguments: str) -> str:
        """Another command of the program beside it, and what it printed."""
        output = self._folder / "command.log"
        process = await self._started(output, *arguments)
        await asyncio.to_thread(process.join)
        assert process.exitcode == 0
        return output.read_text(encoding="utf-8")

    async def _started(self, output: Path, *arguments: str) -> ForkServerProcess:
        given = (self._folder, dict(self._environment), output, *arguments)
        process = PROCESSES.Process(target=run, args=given, daemon=True)
        # The first start waits for the server, which imports the program.
        await asyncio.to_thread(process.start)
        return process

    def send(self, name: signal.Signals) -> None:
        assert self._process is not None
        assert self._process.pid is not None
        os.kill(self._process.pid, name)

    async def kill(self) -> None:
        """As the power cut does it: nothing is finished, nothing is written any more."""
        await self._end(signal.SIGKILL)

    async def terminate(self) -> int:
        """SIGTERM; returns the exit code."""
        return await self._end(signal.SIGTERM)

    async def ended(self) -> int:
        """Wait until it ends by itself; returns the exit code."""
        assert self._process is not None
        await asyncio.to_thread(self._process.join)
        assert self._process.exitcode is not None
        return self._process.exitcode

    async def said(self, text: str) -> str:
        """Wait until it prints a line with this text; returns the line."""
        assert self._process is not None
        while True:
            for line in self.log.read_text(encoding="utf-8").splitlines():
                if text in line:
                    return line
            if self._process.exitcode is not None:
                raise AssertionError(self.log.read_text(encoding="utf-8"))
            await asyncio.sleep(0.05)

    async def _end(self, name: signal.Signals) -> int:
        assert self._process is not None
        if self._process.exitcode is None:
            self.send(name)
        return await self.ended()


async def handled(database_url: str) -> None:
    """Nothing waits for the process that runs now."""
    waiting = select(InboxRow.id).where(InboxRow.done_at.is_(None), InboxRow.dead_at.is_(None))
    async with opened(database_url) as database:
        while await _finds(database, waiting):  # noqa: ASYNC110  another process takes it up
            await asyncio.sleep(0.05)


async def _finds(database: Database, rows: Select[int]) -> bool:
    async with database.reading() as session:
        return await session.scalar(rows.limit(1)) is not None


@asynccontextmanager
async def opened(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    try:
        yield database
    finally:
        await database.close()
