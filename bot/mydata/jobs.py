"""What was kept long enough goes, and leaves a number behind."""

from typing import Any

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.db import Base, Database
from bot.i18n import FALLBACK
from bot.members.models import Account, Consent, Grant, Member, Request
from bot.members.mydata import certainly_begun_by, expirers, is_over
from bot.members.service import GONE
from bot.mydata import service
from bot.notices import Delivery, Notice
from bot.regulations import Regulations

AT_ONCE = 1000


async def delete_what_is_due(database: Database, regulations: Regulations) -> None:
    await _let_go_of_the_long_gone(database, regulations)
    for kind, expire in expirers.items():
        if count := await expire(database, regulations):
            async with database.writing() as session:
                await service.record(session, kind, count)
    await _delete_empty_accounts(database)


async def _let_go_of_the_long_gone(database: Database, regulations: Regulations) -> None:
    """Members who left and strangers who never came back are let go of as if they had asked."""
    async with database.reading() as session:
        due = [*await _members_gone(session, regulations), *await _idle(session, regulations)]
    for account_id in due:
        async with database.writing() as session:
            await service.erase(session, account_id, regulations)


async def _members_gone(session: AsyncSession, regulations: Regulations) -> list[int]:
    term = regulations.retention.members
    rows = await session.execute(
        select(Account.id, Member.gone_on)
        .join(Member, Member.id == Account.member_id)
        .where(
            Member.status.in_(GONE),
            Member.gone_on < certainly_begun_by(term).date(),
            Account.erased_at.is_(None),
        )
        .limit(AT_ONCE)
    )
    return [account_id for account_id, gone_on in rows if gone_on and is_over(term, gone_on)]


async def _idle(session: AsyncSession, regulations: Regulations) -> list[int]:
    """Known by a Telegram id alone, without an office, silent for the term of a consent."""
    term = regulations.retention.consents
    early = certainly_begun_by(term)
    lively = (
        _has(Grant, or_(Grant.ends_on.is_(None), Grant.ends_on >= early.date())),
        _has(Consent, Consent.at >= early),
        _has(Request, Request.created_at >= early),
    )
    rows = await session.execute(
        select(Account.id, Account.created_at)
        .where(
            Account.member_id.is_(None),
            Account.erased_at.is_(None),
            Account.created_at < early,
            *(~alive for alive in lively),
        )
        .limit(AT_ONCE)
    )
    return [account_id for account_id, since in rows if is_over(term, clock.day_of(since))]


async def part_with_the_erased(database: Database, regulations: Regulations) -> None:
    """The cards in his chat are empty: which chat it was is of no use to us any more."""
    waiting = _has(Notice, Notice.status == Delivery.QUEUED)
    async with database.reading() as session:
        found = await session.scalars(
            select(Account.id).where(Account.parting_chat_id.is_not(None), ~waiting)
        )
        parted = found.all()
    for account_id in parted:
        async with database.writing() as session:
            account = await session.get_one(Account, account_id)
            account.parting_chat_id = account.blocked_at = None
            account.language = FALLBACK


async def _delete_empty_accounts(database: Database) -> None:
    """An erased account to which nothing that is kept refers any more."""
    async with database.reading() as session:
        kept = [exists().where(column == Account.id) for column in _referring()]
        found = await session.scalars(
            select(Account.id)
            .where(
                Account.erased_at.is_not(None),
                Account.parting_chat_id.is_(None),
                *(~reference for reference in kept),
            )
            .limit(AT_ONCE)
        )
        empty = found.all()
    for account_id in empty:
        async with database.writing() as session:
            await session.execute(delete(Notice).where(Notice.account_id == account_id))
            await session.execute(delete(Account).where(Account.id == account_id))


def _referring() -> list[ColumnElement[Any]]:
    """Every column of every feature that names an account. What was sent to it goes with it."""
    return [
        key.parent
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == Account.__tablename__ and table.name != Notice.__tablename__
    ]


def _has(table: Any, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(table.account_id == Account.id, condition)
