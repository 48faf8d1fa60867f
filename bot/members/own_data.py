"""What the registry, the account and the journal keep on a person, for his file."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases.models import Case
from bot.members.models import (
    Account,
    Audit,
    Consent,
    Grant,
    Member,
    MemberPhone,
    Organisation,
    Request,
    Transfer,
)
from bot.members.mydata import (
    Asking,
    Coded,
    Record,
    Whose,
    exports,
    in_words,
)
from bot.members.service import chain_of, place_name, role_words
from bot.notices import Notice
from bot.regulations.blocks import Consents

# What of the journal is a look at him or a deed about him; all else is told as «other».
LOOKS = frozenset(
    {
        "case-seen",
        "case-refused",
        "card-sent",
        "request-seen",
        "request-refused",
        "request-confirmed",
        "request-declined",
        "mydata-exported",
        "member-seen",
        "member-refused",
        "confirmed",
        "bound",
        "unbound",
        "invited",
        "transfer",
        "transfer-cancelled",
        "granted",
        "revoked",
    }
)


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


@exports("transfers", 15, Transfer)
async def transfers(session: AsyncSession, asking: Asking) -> list[Record]:
    rows = await session.scalars(
        select(Transfer)
        .where(Transfer.member_id == asking.whose.member_id)
        .order_by(Transfer.starts_on)
    )
    return [
        {
            "left": (await session.get_one(Organisation, row.from_id)).name,
            "joined": (await session.get_one(Organisation, row.to_id)).name,
            "starts_on": row.starts_on,
            "done_at": row.done_at,
            "cancelled_at": row.cancelled_at,
        }
        for row in rows.all()
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
            "role": Coded(grant.role, _role_words(grant.role, asking)),
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


def _role_words(role: str, asking: Asking) -> str:
    return role_words(role, asking.regulations.desks, asking.texts)


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
        {
            "kind": in_words(asking.texts, kind, f"mydata-notice-{kind}", "mydata-notice-other"),
            "at": created_at,
            "sent_at": sent_at,
            "delivery": Coded(status, asking.texts(f"mydata-delivery-{status}")),
        }
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
    numbers = await _numbers(session, asking.whose)
    return [
        {
            "at": row.at,
            "who": await _kind_of_role(session, row, asking),
            "action": _look(row.action, asking),
            "about": _about(row.subject, numbers, asking),
        }
        for row in rows
    ]


def _look(action: str, asking: Asking) -> Coded:
    # «granted-chair»: which role it was stands with the roles.
    begun = action.partition("-")[0]
    known = next((each for each in (action, begun) if each in LOOKS), "other")
    return Coded(action, asking.texts(f"mydata-look-{known}"))


async def _kind_of_role(session: AsyncSession, row: Audit, asking: Asking) -> Coded:
    texts = asking.texts
    if row.account_id is None:
        return Coded("command", texts("mydata-who-command"))
    actor = await session.get(Account, row.account_id)
    day = clock.day_of(row.at)
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
    return Coded(
        role or "unknown", _role_words(role, asking) if role else texts("mydata-who-unknown")
    )


async def _numbers(session: AsyncSession, whose: Whose) -> dict[str, str]:
    """His own cases as the journal names them, with their numbers."""
    rows = await session.execute(
        select(Case.id, Case.number).where(_either(Case.account_id, Case.member_id, whose))
    )
    return {f"case:{case_id}": number for case_id, number in rows if number}


def _about(subject: str, numbers: dict[str, str], asking: Asking) -> Coded:
    kind = subject.partition(":")[0]
    known = in_words(asking.texts, kind, f"mydata-about-{kind}", "mydata-about-other")
    return Coded(subject, numbers.get(subject) or known.words)


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
    numbers = await _numbers(session, asking.whose)
    return [
        {
            "at": row.at,
            "action": in_words(
                asking.texts, row.action, f"mydata-deed-{row.action}", "mydata-deed-other"
            ),
            "about": _about(row.subject, numbers, asking),
        }
        for row in rows
    ]
