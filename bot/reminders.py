"""What is due to be said at a moment: rows that survive restarts, each said once or missed.

The jobs only tick. Whoever writes a reminder registers what its kind says with `@reminds`.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    delete,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot import clock
from bot.db import Base, Database, insert_new, is_outage
from bot.regulations import Regulations

AT_ONCE: Final = 200

log = structlog.get_logger(__name__)


class Reminder(Base):
    """To one person, about one thing, of one kind, at one moment: unique, so once."""

    __tablename__ = "reminders"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    subject: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    # Too late to be of use when it could be said: nothing ran at its moment.
    missed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("account_id", "subject", "kind", "due_at"),
        Index("ix_reminders_due", "sent_at", "missed_at", "due_at"),
        Index("ix_reminders_subject", "subject", "kind"),
    )


# Says it. False: it is of no use any more, and is marked missed; a moment: not before that.
Say = Callable[[AsyncSession, Reminder, Regulations], Awaitable["bool | datetime"]]
_kinds: dict[str, Say] = {}


def reminds(kind: str) -> Callable[[Say], Say]:
    """The function that says a kind of reminder, in the transaction that marks it."""

    def register(say: Say) -> Say:
        _kinds[kind] = say
        return say

    return register


async def remind(
    session: AsyncSession, account_id: int, subject: str, kind: str, due_at: datetime
) -> None:
    """Written once, however often it is asked for; a moment that has passed is left alone."""
    if due_at <= clock.now():
        return
    row = {"account_id": account_id, "subject": subject, "kind": kind, "due_at": due_at}
    await insert_new(session, Reminder, row, unique=("account_id", "subject", "kind", "due_at"))


async def forget(session: AsyncSession, subject: str, *, account_id: int | None = None) -> None:
    """What was not said yet is not said any more."""
    query = delete(Reminder).where(Reminder.subject == subject, *_waiting())
    if account_id is not None:
        query = query.where(Reminder.account_id == account_id)
    await session.execute(query)


async def move(session: AsyncSession, old_id: int, new_id: int) -> None:
    """A person has a new account: what is still to be said is said there."""
    waiting = await session.scalars(
        select(Reminder).where(Reminder.account_id == old_id, *_waiting())
    )
    for reminder in waiting.all():
        await remind(session, new_id, reminder.subject, reminder.kind, reminder.due_at)
        await session.delete(reminder)


async def say_what_is_due(database: Database, regulations: Regulations) -> None:
    """In order of their moments. Each in a transaction of its own: one that fails stops none."""
    failed: list[int] = []
    while due := await _due(database, failed):
        for reminder_id in due:
            try:
                async with database.writing() as session:
                    await _say(session, reminder_id, regulations)
            except Exception as error:
                if is_outage(error):
                    raise
                log.error("a reminder cannot be said", reminder=reminder_id, exc_info=error)
                failed.append(reminder_id)


async def _due(database: Database, besides: Sequence[int]) -> Sequence[int]:
    async with database.reading() as session:
        found = await session.scalars(
            select(Reminder.id)
            .where(
                *_waiting(),
                Reminder.due_at <= clock.now(),
                Reminder.kind.in_(_kinds),
                Reminder.id.not_in(besides),
            )
            .order_by(Reminder.due_at, Reminder.id)
            .limit(AT_ONCE)
        )
        return found.all()


async def _say(session: AsyncSession, reminder_id: int, regulations: Regulations) -> None:
    # Claimed first: of two processes one says it, and what it says is in the same transaction.
    reminder = await session.scalar(
        update(Reminder)
        .where(Reminder.id == reminder_id, *_waiting(), Reminder.due_at <= clock.now())
        .values(sent_at=clock.now())
        .returning(Reminder)
    )
    if reminder is None:
        return
    said = await _kinds[reminder.kind](session, reminder, regulations)
    if isinstance(said, datetime):
        reminder.sent_at, reminder.due_at = None, said
    elif not said:
        reminder.sent_at, reminder.missed_at = None, clock.now()


def _waiting() -> tuple[ColumnElement[bool], ...]:
    return Reminder.sent_at.is_(None), Reminder.missed_at.is_(None)
