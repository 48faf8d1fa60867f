"""What the registry, the account and the journal keep on a person: shown, let go of, kept, due."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, delete, false, func, or_, select, update
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
    MemberPhone,
    Mode,
    Organisation,
    Request,
)
from bot.members.mydata import (
    Asking,
    Coded,
    Kept,
    Record,
    Whose,
    certainly_begun_by,
    expires,
    exports,
    is_over,
    keeps,
    let_go_of,
)
from bot.members.recognising import withdraw_requests
from bot.members.service import GONE, chain_of, place_name
from bot.notices import Notice
from bot.regulations import Regulations
from bot.regulations.blocks import Consents
from bot.regulations.values import StorageTerm

AT_ONCE = 1000
# What of the journal is a look at him or a deed about him; all else is told as «other».
LOOKS = frozenset(
    {
        "case-seen",
        "case-refused",
        "card-sent",
        "request-seen",
        "request-refused",
        "mydata-exported",
    }
)


# Shown


@exports("person", 10, Member, MemberPhone, Organisation)
async def registry_row(session: AsyncSession, asking: Asking) -> list[Record]:
    if asking.whose.member_id is None:
        return []
    member = await session.get_one(Member, asking.whose.member_id)
    place = await session.get_one(Organisation, member.organisation_id)
    texts, person = asking.texts, member.person
    return [
        {
            "surname": person.surname,
            "first_name": person.first_name,
            "patronymic": person.patronymic,
            "born": person.born,
            "card": person.card,
            "phones": ", ".join(f"+{phone}" for phone in person.phones),
            "position": person.position,
            "organisation": place_name(await chain_of(session, place)),
            "category": Coded(member.category, texts(f"mydata-category-{member.category}")),
            "membership": Coded(member.status, texts(f"membership-{member.status}")),
            "joined_on": member.joined_on,
            "gone_on": member.gone_on,
        }
    ]


@exports("account", 20, Account)
async def account(session: AsyncSession, asking: Asking) -> list[Record]:
    if asking.whose.account_id is None:
        return []
    found = await session.get_one(Account, asking.whose.account_id)
    return [
        {
            "telegram_id": found.telegram_id,
            "language": Coded(found.language, asking.texts(f"language-{found.language}")),
            "timezone": found.timezone,
            "mode": Coded(found.mode, asking.texts(f"mydata-mode-{found.mode}")),
            "created_at": found.created_at,
            "failed_tries": found.failed_tries,
            "locked_until": found.locked_until,
            "blocked_at": found.blocked_at,
        }
    ]


@exports("consents", 30, Consent)
async def consents(session: AsyncSession, asking: Asking) -> list[Record]:
    rows = await session.scalars(
        select(Consent).where(Consent.account_id == asking.whose.account_id).order_by(Consent.id)
    )
    return [
        {
            "consent": Coded(row.kind, _consent_title(row.kind, asking)),
            "version": row.version,
            "given": row.given,
            "at": row.at,
            "text_hash": row.text_hash,
        }
        for row in rows
    ]


def _consent_title(kind: str, asking: Asking) -> str:
    if kind not in Consents.model_fields:
        return kind
    title: str = getattr(asking.regulations.consents, kind).title.in_language(
        asking.texts.language
    )
    return title


@exports("roles", 40, Grant)
async def roles(session: AsyncSession, asking: Asking) -> list[Record]:
    rows = await session.execute(
        select(Grant, Organisation.name)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .where(_holds(asking.whose))
        .order_by(Grant.id)
    )
    return [
        {
            "role": Coded(grant.role, asking.texts(f"mydata-role-{grant.role}")),
            "organisation": name,
            "starts_on": grant.starts_on,
            "ends_on": grant.ends_on,
        }
        for grant, name in rows
    ]


def _holds(whose: Whose) -> ColumnElement[bool]:
    return _either(Grant.account_id, Grant.member_id, whose)


def _either(accounts: object, members: object, whose: Whose) -> ColumnElement[bool]:
    """By whichever of the two he is known: None would find the rows of everybody without one."""
    pairs = ((accounts, whose.account_id), (members, whose.member_id))
    conditions: list[ColumnElement[bool]] = [
        column == known  # type: ignore[misc]
        for column, known in pairs
        if known is not None
    ]
    return or_(false(), *conditions)


@exports("requests", 50, Request)
async def requests(session: AsyncSession, asking: Asking) -> list[Record]:
    rows = await session.scalars(
        select(Request).where(Request.account_id == asking.whose.account_id).order_by(Request.id)
    )
    return [
        {
            "status": Coded(row.status, asking.texts(f"mydata-request-{row.status}")),
            "said": [{name: said for name, said in row.claim.items() if said}],
            "created_at": row.created_at,
            "decided_at": row.decided_at,
        }
        for row in rows
    ]


@exports("notices", 70, Notice)
async def told(session: AsyncSession, asking: Asking) -> list[Record]:
    """What we wrote to him. What an officer was told about others is theirs, not his."""
    rows = await session.execute(
        select(Notice.kind, Notice.created_at, Notice.sent_at, Notice.status)
        .where(Notice.account_id == asking.whose.account_id)
        .order_by(Notice.id)
    )
    return [
        {"kind": kind, "at": created_at, "sent_at": sent_at, "delivery": status.value}
        for kind, created_at, sent_at, status in rows
    ]


@exports("looked", 80, Audit)
async def looked(session: AsyncSession, asking: Asking) -> list[Record]:
    """Who of the union looked at his data: when and in which role, not who by name."""
    rows = await session.scalars(
        select(Audit)
        .where(
            Audit.subject.in_(await _subjects(session, asking.whose)),
            or_(Audit.account_id.is_(None), Audit.account_id != (asking.whose.account_id or 0)),
        )
        .order_by(Audit.id)
    )
    return [
        {
            "at": row.at,
            "who": await _kind_of_role(session, row, asking),
            "action": _look(row.action, asking),
            "about": row.subject,
        }
        for row in rows
    ]


def _look(action: str, asking: Asking) -> Coded:
    known = action if action in LOOKS else "other"
    return Coded(action, asking.texts(f"mydata-look-{known}"))


async def _kind_of_role(session: AsyncSession, row: Audit, asking: Asking) -> Coded:
    texts = asking.texts
    if row.account_id is None:
        return Coded("command", texts("mydata-who-command"))
    actor = await session.get(Account, row.account_id)
    day = row.at.date()
    role = None
    if actor is not None:
        role = await session.scalar(
            select(Grant.role)
            .where(
                _holds(Whose(actor.id, actor.member_id)),
                Grant.starts_on <= day,
                or_(Grant.ends_on.is_(None), Grant.ends_on >= day - timedelta(days=1)),
            )
            .order_by(Grant.id)
            .limit(1)
        )
    return Coded(role or "unknown", texts(f"mydata-role-{role}" if role else "mydata-who-unknown"))


async def _subjects(session: AsyncSession, whose: Whose) -> Sequence[str]:
    """What the journal calls him and his."""
    cases = await session.scalars(
        select(Case.id).where(_either(Case.account_id, Case.member_id, whose))
    )
    asked = await session.scalars(select(Request.id).where(Request.account_id == whose.account_id))
    return [
        f"account:{whose.account_id}",
        f"member:{whose.member_id}",
        *(f"case:{case_id}" for case_id in cases),
        *(f"request:{request_id}" for request_id in asked),
    ]


@exports("deeds", 90, Audit)
async def deeds(session: AsyncSession, asking: Asking) -> list[Record]:
    """What the journal keeps of his own doings."""
    rows = await session.scalars(
        select(Audit).where(Audit.account_id == asking.whose.account_id).order_by(Audit.id)
    )
    return [{"at": row.at, "action": row.action, "about": row.subject} for row in rows]


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
        .values(ends_on=clock.now().date() - timedelta(days=1))
    )
    await _withdraw_consents(session, account.id)
    account.parting_chat_id = account.telegram_id
    # Nobody's: ids of people are positive, and this one is unique as it must be.
    account.telegram_id = -account.id
    account.erased_at = clock.now()
    account.member_id = account.timezone = account.locked_until = account.blocked_at = None
    account.mode, account.failed_tries = Mode.MEMBER, 0
    await session.flush()
    await notices.part_with(session, account.id)


def _lasts() -> ColumnElement[bool]:
    return or_(Grant.ends_on.is_(None), Grant.ends_on >= clock.now().date())


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
    today, terms = clock.now().date(), regulations.retention
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
        .values(gone_on=clock.now().date())
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
