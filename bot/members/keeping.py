"""How long the registry, the account and the journal keep what they know: let go of, kept, due."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot import clock, notices
from bot.cases.models import Case
from bot.db import Database
from bot.members.models import (
    Account,
    Audit,
    Consent,
    Grant,
    Member,
    Mode,
    Request,
)
from bot.members.mydata import (
    Kept,
    Whose,
    certainly_begun_by,
    expires,
    is_over,
    keeps,
    let_go_of,
)
from bot.members.recognising import withdraw_requests
from bot.members.service import GONE
from bot.regulations import Regulations
from bot.regulations.values import StorageTerm

AT_ONCE = 1000
# Below the ids under which a member waits for his next Telegram (bot/members/people.py).
ERASED = 10**12


# Let go of


async def unbind(session: AsyncSession, account: Account) -> None:
    """After all features let go of him, the account is nobody's: its roles end, its cards are
    emptied, what he claimed is gone.

    The journal and the consents, which prove that he agreed once, keep a number without a person.
    """
    await withdraw_requests(session, account)
    await session.execute(update(Request).where(Request.account_id == account.id).values(claim={}))
    await session.execute(
        update(Grant)
        .where(Grant.account_id == account.id, _lasts())
        .values(ends_on=clock.today() - timedelta(days=1))
    )
    await _withdraw_consents(session, account.id)
    account.parting_chat_id = account.telegram_id
    # Nobody's: ids of people are positive, and this one is unique as it must be.
    account.telegram_id = -(ERASED + account.id)
    account.erased_at = clock.now()
    account.member_id = account.timezone = account.locked_until = account.blocked_at = None
    account.mode, account.failed_tries = Mode.MEMBER, 0
    await session.flush()
    await notices.part_with(session, account.id)


def _lasts() -> ColumnElement[bool]:
    return or_(Grant.ends_on.is_(None), Grant.ends_on >= clock.today())


async def _withdraw_consents(session: AsyncSession, account_id: int) -> None:
    rows = await session.scalars(
        select(Consent).where(Consent.account_id == account_id).order_by(Consent.id)
    )
    newest = {row.kind: row for row in rows}
    for row in newest.values():
        if row.given:
            session.add(
                Consent(
                    account_id=account_id,
                    kind=row.kind,
                    version=row.version,
                    text_hash=row.text_hash,
                    given=False,
                )
            )


# Kept


@keeps
async def registry_and_proofs(
    session: AsyncSession, whose: Whose, regulations: Regulations
) -> list[Kept]:
    today, terms = clock.today(), regulations.retention
    kept = [
        Kept("consents", terms.consents.after(today)),
        Kept("journal", terms.journal.after(today)),
    ]
    if whose.member_id is None:
        return kept
    member = await session.get_one(Member, whose.member_id)
    until = None
    if member.status in GONE:
        until = terms.members.after(member.gone_on or today)
    return [Kept("members", until), *kept]


# Due


@expires("members")
async def members_long_gone(database: Database, regulations: Regulations) -> int:
    """Who left and whose term is over; while a case of his is kept, his row is kept with it."""
    async with database.writing() as session:
        await _note_who_is_gone(session)
    term = regulations.retention.members
    async with database.reading() as session:
        rows = await session.execute(
            select(Member.id, Member.gone_on)
            .outerjoin(Account, Account.member_id == Member.id)
            .outerjoin(Case, Case.member_id == Member.id)
            .where(
                Member.gone_on < certainly_begun_by(term).date(),
                Account.id.is_(None),
                Case.id.is_(None),
            )
            .limit(AT_ONCE)
        )
        due = [member_id for member_id, gone_on in rows if gone_on and is_over(term, gone_on)]
    for member_id in due:
        async with database.writing() as session:
            await _delete_member(session, member_id)
    return len(due)


async def _note_who_is_gone(session: AsyncSession) -> None:
    await session.execute(
        update(Member)
        .where(Member.status.in_(GONE), Member.gone_on.is_(None))
        .values(gone_on=clock.today())
    )
    await session.execute(
        update(Member)
        .where(Member.status.not_in(GONE), Member.gone_on.is_not(None))
        .values(gone_on=None)
    )


async def _delete_member(session: AsyncSession, member_id: int) -> None:
    await session.execute(delete(Grant).where(Grant.member_id == member_id))
    await let_go_of(session, Member, member_id)
    await session.execute(delete(Member).where(Member.id == member_id))


@expires("journal")
async def old_journal(database: Database, regulations: Regulations) -> int:
    return await _delete_old(database, Audit, Audit.at, regulations.retention.journal)


@expires("roles")
async def old_roles(database: Database, regulations: Regulations) -> int:
    return await _delete_old(database, Grant, Grant.ends_on, regulations.retention.journal)


@expires("requests")
async def old_requests(database: Database, regulations: Regulations) -> int:
    return await _delete_old(database, Request, Request.decided_at, regulations.retention.consents)


@expires("consents")
async def old_consents(database: Database, regulations: Regulations) -> int:
    """Answers that are not in force any more: another came after, or their person is gone."""
    later = aliased(Consent)
    term = regulations.retention.consents
    async with database.writing() as session:
        rows = await session.execute(
            select(Consent.id, func.min(func.coalesce(later.at, Consent.at)))
            .join(Account, Account.id == Consent.account_id)
            .outerjoin(
                later,
                and_(
                    later.account_id == Consent.account_id,
                    later.kind == Consent.kind,
                    later.id > Consent.id,
                ),
            )
            .where(
                or_(later.id.is_not(None), Account.erased_at.is_not(None)),
                Consent.at < certainly_begun_by(term),
            )
            .group_by(Consent.id)
        )
        due = [consent_id for consent_id, ended in rows if is_over(term, ended.date())]
        await session.execute(delete(Consent).where(Consent.id.in_(due)))
    return len(due)


async def _delete_old(
    database: Database, table: Any, since: InstrumentedAttribute[Any], term: StorageTerm
) -> int:
    """By portions: a journal is long, and others want to write too."""
    moment: Any = certainly_begun_by(term)
    if isinstance(since.type, Date):
        moment = moment.date()
    deleted = 0
    while True:
        async with database.writing() as session:
            rows = await session.execute(
                select(table.id, since).where(since < moment).order_by(since).limit(AT_ONCE)
            )
            due = [row_id for row_id, begun in rows if is_over(term, _day(begun))]
            await session.execute(delete(table).where(table.id.in_(due)))
        deleted += len(due)
        if len(due) < AT_ONCE:
            return deleted


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
