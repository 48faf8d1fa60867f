"""The break in the work: found by the last sign of life, told to those who wrote meanwhile and,
once what waited is done, to the administrators."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.admin import service as admin
from bot.cases.models import CaseEvent
from bot.db import Database, alone, insert_new
from bot.members import service as members
from bot.members.models import Account, Role
from bot.notices import BULK, Delivery, Notice
from bot.security import keys
from bot.telegram.models import InboxRow
from bot.watch.models import Cause, Downtime, Process

BREAK: Final = timedelta(minutes=2)
# A process that was not seen for so long is none.
ALIVE: Final = timedelta(seconds=30)
# https://core.telegram.org/bots/api#getting-updates: older updates are lost.
TELEGRAM_KEEPS: Final = timedelta(hours=24)
# Who wrote so recently before may have written during it too.
ACTIVE: Final = timedelta(days=3)
# What Telegram kept for us comes at once; a press has no time of its own.
CATCH_UP: Final = timedelta(seconds=10)
GIVE_UP: Final = timedelta(minutes=10)
MISSED = "promise-missed"


async def beat(
    session: AsyncSession, owner: str, *, serves: bool, cause: Cause | None = None
) -> None:
    """Say that this process lives. With a cause: nobody having served for a while is written
    down."""
    await alone(session)
    now = clock.now()
    if serves and cause:
        last = await session.scalar(select(func.max(Process.served_at)))
        if last and now - last >= BREAK:
            await _write_down(session, last, now, cause)
    row = {"owner": owner, "keys": _names(), "started_at": now, "seen_at": now, "served_at": now}
    if await insert_new(session, Process, row, unique=("owner",)) is not None:
        await admin.installed(session)
        # Of those that ended, what they said last has been read.
        await session.execute(
            delete(Process).where(Process.owner != owner, Process.seen_at < now - ALIVE)
        )
        return
    values: dict[str, Any] = {"seen_at": now, "keys": _names()}
    if serves:
        values["served_at"] = now
    await session.execute(update(Process).where(Process.owner == owner).values(values))


async def _write_down(
    session: AsyncSession, began: datetime, ended: datetime, cause: Cause
) -> None:
    row = {"began_at": began, "ended_at": ended, "cause": cause}
    downtime_id = await insert_new(session, Downtime, row, unique=("began_at",))
    if downtime_id is None or ended - began < TELEGRAM_KEEPS:
        return
    # Now, while the inbox still remembers who wrote before.
    active = await session.scalars(
        select(Account.id).where(
            Account.telegram_id.in_(
                select(InboxRow.chat_id).where(InboxRow.received_at > began - ACTIVE)
            )
        )
    )
    for account_id in active.all():
        await notices.post(
            session,
            account_id,
            "break-lost",
            key=f"break-lost:{downtime_id}:{account_id}",
            priority=BULK,
            began=began,
            ended=ended,
            kept=ended - TELEGRAM_KEEPS,
        )


async def latest(session: AsyncSession) -> Downtime | None:
    """The last break, while someone who wrote in it may still be met."""
    newest = select(Downtime).order_by(Downtime.ended_at.desc()).limit(1)
    found: Downtime | None = await session.scalar(newest)
    return found if found and clock.now() - found.ended_at < TELEGRAM_KEEPS else None


def wrote_during(raw: dict[str, Any], downtime: Downtime) -> bool:
    """Whether an update was made before the bot was back: its author waited."""
    message = raw.get("message") or raw.get("edited_message")
    if isinstance(message, dict) and isinstance(message.get("date"), int):
        written: int = message.get("edit_date") or message["date"]
        return written <= downtime.ended_at.timestamp()
    return "callback_query" in raw and clock.now() - downtime.ended_at < CATCH_UP


async def excuse(session: AsyncSession, telegram_id: int, downtime: Downtime) -> None:
    """Once a break and person, before his screen."""
    account = await session.scalar(select(Account).where(Account.telegram_id == telegram_id))
    if account is not None:
        await notices.post(
            session,
            account.id,
            "break",
            key=f"break:{downtime.id}:{account.id}",
            began=downtime.began_at,
            ended=downtime.ended_at,
        )


async def report(session: AsyncSession, catch_up: timedelta = CATCH_UP) -> None:
    """One message to each administrator, once what waited is done."""
    untold = await session.scalar(
        select(Downtime).where(Downtime.told_at.is_(None)).order_by(Downtime.id).limit(1)
    )
    if untold is None or not await _is_caught_up(session, untold, catch_up):
        return
    ours = await session.scalar(
        update(Downtime)
        .where(Downtime.id == untold.id, Downtime.told_at.is_(None))
        .values(told_at=clock.now())
        .returning(Downtime.id)
    )
    if ours is None:
        return
    caught_up = await _caught_up(session, untold)
    for account in await members.holders(session, [Role.ADMIN]):
        await notices.post(
            session,
            account.id,
            "downtime",
            key=f"downtime:{untold.id}:{account.id}",
            began=untold.began_at,
            ended=untold.ended_at,
            seconds=int((untold.ended_at - untold.began_at).total_seconds()),
            cause=untold.cause,
            lost=int(untold.ended_at - untold.began_at >= TELEGRAM_KEEPS),
            **caught_up,
        )


async def _is_caught_up(session: AsyncSession, untold: Downtime, catch_up: timedelta) -> bool:
    age = clock.now() - untold.ended_at
    if age < catch_up:
        return False
    waiting = await session.scalar(
        select(InboxRow.id)
        .where(
            InboxRow.done_at.is_(None),
            InboxRow.dead_at.is_(None),
            InboxRow.received_at < untold.ended_at + CATCH_UP,
        )
        .limit(1)
    )
    late = await session.scalar(
        select(Notice.id)
        .where(Notice.status == Delivery.QUEUED, Notice.created_at < untold.ended_at)
        .limit(1)
    )
    return (waiting is None and late is None) or age > GIVE_UP


async def _caught_up(session: AsyncSession, untold: Downtime) -> dict[str, Any]:
    began, ended = untold.began_at, untold.ended_at
    updates = select(func.count()).where(
        InboxRow.done_at >= ended, InboxRow.received_at < ended + CATCH_UP
    )
    late = select(func.count()).where(
        Notice.created_at < ended, Notice.sent_at >= ended, Notice.kind != "break"
    )
    moved = select(func.count()).where(CaseEvent.action == MISSED, CaseEvent.at >= began)
    return {
        "updates": await session.scalar(updates) or 0,
        "late": await session.scalar(late) or 0,
        "moved": await session.scalar(moved) or 0,
    }


async def is_anybody_alive(database: Database) -> bool:
    async with database.reading() as session:
        return bool(await _alive(session))


async def who_lacks_the_key(database: Database) -> int:
    """How many running processes do not know our newest key."""
    newest = keys().names[0]
    async with database.reading() as session:
        return sum(newest not in process.keys.split(",") for process in await _alive(session))


async def _alive(session: AsyncSession) -> list[Process]:
    found = await session.scalars(select(Process).where(Process.seen_at > clock.now() - ALIVE))
    return list(found)


async def leave(session: AsyncSession, owner: str) -> None:
    """At the end in good order: nobody need wait to see that this one is gone. What it said last
    stays, for the next start measures from it."""
    await session.execute(
        update(Process).where(Process.owner == owner).values(seen_at=clock.now() - ALIVE, keys="")
    )


def _names() -> str:
    return ",".join(keys().names)[:400]
