"""What must be true after a figure was measured; else it is FAILED, however fast."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from benchmarks.people import DATA_KEY
from benchmarks.running import Contender, Turn
from bot.cases.models import Case, CaseMessage, Status
from bot.db import Database
from bot.notices import Delivery, Notice
from bot.security import use_keys
from bot.telegram.models import InboxRow

# Marks come in groups shortly after the last answer.
SETTLE_SECONDS: Final = 15.0

Count = Callable[[AsyncSession], Awaitable[int]]


def answered(contender: Contender, turns: Sequence[Turn], *, strictly: bool = False) -> list[str]:
    """Each update was answered, `strictly` once and with nothing beside."""
    wanted = sum(turn.outcome.wanted for turn in turns)
    got = sum(turn.outcome.answered for turn in turns)
    unasked = sum(turn.outcome.unasked for turn in turns)
    found = [] if got == wanted else [f"{contender.name}: без ответа {wanted - got} из {wanted}"]
    if strictly and unasked:
        found.append(f"{contender.name}: лишних сообщений {unasked}")
    return found


async def nothing_unmarked(name: str, url: str) -> list[str]:
    """No update without its mark, no notice that is not out."""
    return await _become_zero(name, url, {"не отмечено": unmarked, "не отправлено": unsent})


async def rows_kept(
    name: str, url: str, wanted: int, *, seconds: float = SETTLE_SECONDS
) -> list[str]:
    """A row for each message, and not one more."""

    async def missing(session: AsyncSession) -> int:
        kept = await session.scalar(select(func.count()).select_from(CaseMessage))
        return wanted - (kept or 0)

    return await _become_zero(name, url, {"строк потеряно": missing}, seconds)


async def questions_numbered(name: str, url: str, wanted: int) -> list[str]:
    """Each question submitted once, numbers without a gap."""

    async def missing(session: AsyncSession) -> int:
        count = await session.scalar(
            select(func.count()).where(Case.status == Status.QUEUED, Case.number.is_not(None))
        )
        last = await session.scalar(select(func.max(Case.number)))
        return wanted - min(count or 0, int((last or "0")[-6:]))

    return await _become_zero(name, url, {"вопросов потеряно": missing})


async def usual_rows_kept(name: str, url: str, wanted: int) -> list[str]:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        kept = await connection.scalar(text("SELECT count(*) FROM usual_messages"))
    await engine.dispose()
    return [] if kept == wanted else [f"{name}: строк {kept} из {wanted}"]


async def unmarked(session: AsyncSession) -> int:
    waiting = select(func.count()).select_from(InboxRow).where(InboxRow.done_at.is_(None))
    return await session.scalar(waiting) or 0


async def unsent(session: AsyncSession) -> int:
    waiting = select(func.count()).select_from(Notice).where(Notice.status != Delivery.SENT)
    return await session.scalar(waiting) or 0


async def _become_zero(
    name: str, url: str, counts: dict[str, Count], seconds: float = SETTLE_SECONDS
) -> list[str]:
    use_keys([DATA_KEY])
    database = Database(url)
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    try:
        while True:
            async with database.reading() as session:
                found = {what: await count(session) for what, count in counts.items()}
            if not any(found.values()) or loop.time() > end:
                return [f"{name}: {what} {number}" for what, number in found.items() if number]
            await asyncio.sleep(0.2)
    finally:
        await database.close()
