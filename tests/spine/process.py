"""The real program as a process of its own: started, killed, ended, started again."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from tests.telegram import TEST_KEY, TOKEN

ROOT = Path(__file__).parent.parent.parent


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
        self._process: asyncio.subprocess.Process | None = None
        self.log = folder / "bot.log"

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=log,
            )

    async def command(self, *arguments: str) -> str:
        """Another command of the program beside it, and what it printed."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=self._folder,
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await process.communicate()
        assert process.returncode == 0
        return said.decode()

    async def kill(self) -> None:
        """As the power cut does it: nothing is finished, nothing is written any more."""
        await self._end(signal.SIGKILL)

    async def terminate(self) -> int:
        """SIGTERM; returns the exit code."""
        return await self._end(signal.SIGTERM)

    async def ended(self) -> int:
        """Wait until it ends by itself; returns the exit code."""
        assert self._process is not None
        return await self._process.wait()

    async def said(self, text: str) -> str:
        """Wait until it prints a line with this text; returns the line."""
        assert self._process is not None
        while True:
            for line in self.log.read_text(encoding="utf-8").splitlines():
                if text in line:
                    return line
            if self._process.returncode is not None:
                raise AssertionError(self.log.read_text(encoding="utf-8"))
            await asyncio.sleep(0.05)

    async def _end(self, name: signal.Signals) -> int:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(name)
        return await self._process.wait()
