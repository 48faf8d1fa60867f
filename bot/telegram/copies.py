"""Copies of submitted papers are taken soon after, outside any transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramNotFound
from aiohttp import ClientError

from bot.db import Database, is_outage
from bot.leases import SCHEDULER, Leases
from bot.telegram.files import Files

SCAN_SECONDS: Final = 3.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Shelf:
    """Where papers are listed (id and Telegram's file id) and marked: whose they are says how."""

    wanted: Callable[[Database], Awaitable[Sequence[tuple[int, str]]]]
    copied: Callable[[Database, int, str], Awaitable[None]]
    failed: Callable[[Database, int, str], Awaitable[None]]
    # Names of copies whose papers are gone, and that a file is off the disk.
    unwanted: Callable[[Database], Awaitable[Sequence[str]]]
    removed: Callable[[Database, str], Awaitable[None]]


class Copies:
    def __init__(
        self, database: Database, leases: Leases, files: Files, bot: Bot, shelf: Shelf
    ) -> None:
        self._database = database
        self._leases = leases
        self._files = files
        self._bot = bot
        self._shelf = shelf

    async def run(self) -> None:
        while True:
            if self._leases.holds(SCHEDULER):
                await self.catch_up()
            await asyncio.sleep(SCAN_SECONDS)

    async def catch_up(self) -> None:
        """Copies that are missing are fetched, those that nobody needs go."""
        try:
            for paper_id, file_id in await self._shelf.wanted(self._database):
                await self._fetch(paper_id, file_id)
            for name in await self._shelf.unwanted(self._database):
                await self._files.delete(name)
                await self._shelf.removed(self._database, name)
        except Exception as error:
            log.warning("copies wait", outage=is_outage(error), exc_info=error)

    async def _fetch(self, paper_id: int, file_id: str) -> None:
        try:
            name = await self._files.fetch(self._bot, file_id)
        except (TelegramBadRequest, TelegramNotFound) as refusal:
            await self._shelf.failed(self._database, paper_id, refusal.message[:80])
        except (AiogramError, ClientError, TimeoutError) as error:
            # Away today, there tomorrow: this paper keeps waiting for its copy, not the others.
            log.warning("a copy waits", paper=paper_id, exc_info=error)
        else:
            await self._shelf.copied(self._database, paper_id, name)
