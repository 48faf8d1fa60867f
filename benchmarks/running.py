"""Contenders as processes of their own, and the server that all of them talk to."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp

from benchmarks.plans import Outcome, Plan, Sends

ROOT: Final = Path(__file__).parent.parent
START_SECONDS: Final = 15.0
STOP_SECONDS: Final = 20.0
TICKS_PER_SECOND: Final = os.sysconf("SC_CLK_TCK")


class ContenderEnded(Exception):
    """It, or the server, should be at work and is not."""


class Server:
    """The Bot API of all contenders."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self._session = session

    async def play(self, token: str, plan: Plan | Sends) -> Outcome:
        patience = aiohttp.ClientTimeout(total=plan.patience + 30)
        url = f"{self.url}/bot{token}/play"
        try:
            async with self._session.post(url, json=plan.as_json(), timeout=patience) as answer:
                return Outcome.read(await answer.json())
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ContenderEnded(f"сервер замеров не отвечает: {error}") from None


@asynccontextmanager
async def server() -> AsyncIterator[Server]:
    port = _free_port()
    command = [sys.executable, "-m", "benchmarks.telegram", str(port)]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    try:
        async with aiohttp.ClientSession() as session:
            await _until_it_listens(port)
            yield Server(f"http://127.0.0.1:{port}", session)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def _until_it_listens(port: int) -> None:
    async with asyncio.timeout(START_SECONDS):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass(frozen=True)
class Turn:
    """One measurement of one contender."""

    outcome: Outcome
    # Of the process and its threads; a database server's is not in it.
    cpu_seconds: float

    @property
    def cpu_ms_per_update(self) -> float:
        return 1000 * self.cpu_seconds / max(1, self.outcome.answered)


class Contender:
    """`python -m MODULE ARGUMENTS` in a folder of its own; its log is kept there."""

    _tokens = iter(range(1, 1_000_000))

    def __init__(self, name: str, folder: Path, module: str, *arguments: str) -> None:
        self.name = name
        self.token = f"{next(self._tokens)}:BENCH"
        self.started_at = 0.0
        self._folder = folder / self.token.replace(":", "-")
        self._folder.mkdir(parents=True)
        self._command = [sys.executable, "-m", module]
        self._arguments = arguments
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, api: Server, environment: dict[str, str] | None = None) -> None:
        with self.log.open("ab") as log:
            self.started_at = time.monotonic()
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                *[argument.format(api=api.url, token=self.token) for argument in self._arguments],
                cwd=self._folder,
                env=os.environ | {"PYTHONPATH": str(ROOT)} | (environment or {}),
                stdout=log,
                stderr=log,
            )

    async def play(self, api: Server, plan: Plan | Sends) -> Turn:
        assert self._process
        before = self.cpu_seconds()
        playing = asyncio.create_task(api.play(self.token, plan))
        ending = asyncio.create_task(self._process.wait())
        await asyncio.wait({playing, ending}, return_when=asyncio.FIRST_COMPLETED)
        if ending.done():
            playing.cancel()
            last = self.log.read_text().strip().splitlines()[-1:]
            raise ContenderEnded(f"{self.name}: {' '.join(last)}")
        ending.cancel()
        return Turn(playing.result(), self.cpu_seconds() - before)

    async def ended(self) -> None:
        """A command that ends by itself."""
        assert self._process
        await self._process.wait()

    @property
    def returncode(self) -> int | None:
        return self._process.returncode if self._process else None

    async def stop(self) -> None:
        if self._process is None:
            return
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()
        self._process = None

    @property
    def log(self) -> Path:
        return self._folder / "log"

    def cpu_seconds(self) -> float:
        assert self._process
        # The name in parentheses may hold spaces.
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND

    def resident_mb(self) -> float:
        assert self._process
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024
