"""The one part of a running bot that looks at the others."""

import asyncio
from pathlib import Path
from typing import Any, Final

import structlog

from bot.counts import Counts
from bot.db import Database, is_outage
from bot.errors import TokenRefused
from bot.leases import SCHEDULER, Leases
from bot.watch import alerts, downtime
from bot.watch.models import Cause, Downtime

BEAT_SECONDS: Final = 5.0
OUTAGE_SECONDS: Final = 1.0
ALERTS_EVERY: Final = 12

log = structlog.get_logger(__name__)


class Watch:
    def __init__(self, database: Database, leases: Leases, counts: Counts, folder: Path) -> None:
        self._database = database
        self._leases = leases
        self._counts = counts
        self._folder = folder
        self._downtime: Downtime | None = None
        self._beats = 0
        self._was_away = False
        self._served = 0.0

    async def begin(self) -> None:
        """Before the first update: was there a break, and until when."""
        await self._beat(Cause.STOPPED)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            if self._counts.token_refused:
                # Behind a webhook nobody else would notice: Telegram just falls silent.
                raise TokenRefused
            try:
                await self.tick()
            except Exception as error:
                if not is_outage(error):
                    raise
                await asyncio.sleep(OUTAGE_SECONDS)

    async def tick(self) -> None:
        cause = Cause.TELEGRAM if self._was_away else Cause.DATABASE
        self._was_away = self._counts.telegram_away
        await self._beat(cause if self._stood_still else None)
        if not self._leases.holds(SCHEDULER):
            return
        async with self._database.writing() as session:
            await downtime.report(session)
            if self._beats % ALERTS_EVERY == 1:
                await alerts.raise_alerts(session, self._counts, self._folder)

    async def end(self) -> None:
        async with self._database.writing() as session:
            await downtime.leave(session, self._leases.owner)

    async def excuse(self, raw: dict[str, Any], telegram_id: int) -> None:
        """A word to someone who wrote while nobody served, before his screen."""
        if self._stood_still:
            # His update is handled sooner than the next beat.
            await self.tick()
        if self._downtime is None or not downtime.wrote_during(raw, self._downtime):
            return
        async with self._database.writing() as session:
            await downtime.excuse(session, telegram_id, self._downtime)

    @property
    def _stood_still(self) -> bool:
        """By the loop's clock: one that was set is no break."""
        return self._now - self._served >= downtime.BREAK.total_seconds()

    @property
    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    async def _beat(self, cause: Cause | None) -> None:
        serves = not self._counts.telegram_away
        async with self._database.writing() as session:
            await downtime.beat(session, self._leases.owner, serves=serves, cause=cause)
            self._downtime = await downtime.latest(session)
        self._beats += 1
        if serves:
            self._served = self._now
