"""What an administrator is told unasked: a cause and a remedy, each once a day."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.admin import service as admin
from bot.counts import Counts
from bot.watch import health

DAY_MINUTES: Final = 24 * 60
LEAST_FREE_MB: Final = 500
FAILURES: Final = 3
BACKUP_DAYS: Final = 7


async def raise_alerts(
    session: AsyncSession, counts: Counts, folder: Path, least_free_mb: int = LEAST_FREE_MB
) -> None:
    free = free_megabytes(folder)
    if free < least_free_mb:
        await _alert(session, "alert-disk", megabytes=free)
    state = await health.look(session)
    if state.is_inbox_late:
        await _alert(
            session, "alert-inbox", count=state.inbox_waiting, seconds=state.inbox_seconds
        )
    if state.is_outbox_late:
        await _alert(session, "alert-outbox", seconds=state.outbox_seconds)
    for job, times in list(counts.failing.items()):
        if times >= FAILURES:
            await _alert(session, "alert-job", cause=job, job=job, times=times)
    days = await days_without_backup(session)
    if days is not None and days >= BACKUP_DAYS:
        await _alert(session, "alert-backup", days=days)


async def _alert(
    session: AsyncSession, kind: str, *, cause: str = "", **values: str | int
) -> None:
    await admin.alert(session, kind, cause=cause, minutes=DAY_MINUTES, **values)


async def days_without_backup(session: AsyncSession) -> int | None:
    """Since the last backup, or since the first start where there was none."""
    since = await admin.fact(session, admin.BACKUP) or await admin.fact(session, admin.INSTALLED)
    if since is None:
        return None
    return (clock.now() - datetime.fromisoformat(since)) // timedelta(days=1)


def free_megabytes(folder: Path) -> int:
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free // (1024 * 1024)
