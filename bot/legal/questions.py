"""A question to a desk: what it is, which rules apply to it, and who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.calendar import WorkCalendar
from bot.cases.models import Case, CaseEvent, Status
from bot.cases.service import subject
from bot.errors import NoAccess, Trespass, UserError
from bot.legal.models import Question
from bot.members import service as members
from bot.members.models import Account, Member, Organisation
from bot.members.service import DESK_ROLES, OFFICES, Office, Viewer
from bot.regulations import Desk, OrganisationRules, Regulations

LEGAL = "legal"
CARD = "question-card"


class NotYours(UserError):
    """The lawyer does not hold this question, or does not hold it any more."""

    key = "question-not-yours"


@dataclass(frozen=True)
class Asked:
    """A question with its case: what everything here works on."""

    case: Case
    question: Question

    @property
    def id(self) -> int:
        return self.case.id


def asked_where(*conditions: ColumnElement[bool]) -> Select[Case, Question]:
    return select(Case, Question).join(Question, Question.case_id == Case.id).where(*conditions)


async def get(session: AsyncSession, case_id: int) -> Asked:
    return await _one(session, asked_where(Case.id == case_id))


async def locked(session: AsyncSession, case_id: int) -> Asked:
    """The question as it stands, nobody changing it before this transaction ends.

    PostgreSQL would else let a withdrawal and an answer both go by what they read before.
    """
    query = asked_where(Case.id == case_id).with_for_update(of=Case)
    return await _one(session, query.execution_options(populate_existing=True))


async def _one(session: AsyncSession, query: Select[Case, Question]) -> Asked:
    row = (await session.execute(query)).first()
    if row is None:
        raise NoAccess
    return Asked(row[0], row[1])


# Rules


async def rules_of(
    session: AsyncSession, organisation_id: int | None, regulations: Regulations
) -> OrganisationRules:
    if organisation_id is None:
        return regulations.settings_for(())
    organisation = await session.get_one(Organisation, organisation_id)
    return regulations.settings_for(await members.chain_of(session, organisation))


def promise(desk: Desk, question: Question, calendar: WorkCalendar, now: datetime) -> date:
    """The day by which an answer is promised."""
    days = desk.days_to_answer(question.topic, urgent=question.urgent)
    return promise_in(days, question, calendar, now)


def promise_in(days: int, question: Question, calendar: WorkCalendar, now: datetime) -> date:
    """So many working days from now, but not after the term of law that runs."""
    promised, deadline = calendar.add_working_days(now, days), question.deadline
    if deadline and deadline < promised and calendar.end_of_day(deadline) > now:
        return deadline
    return promised


# Who may see it


async def desk_of(session: AsyncSession, asked: Asked) -> list[Account]:
    """The lawyers who may see it: within their scope, without an office in the member's own
    organisation, and never the one who asks."""
    path = await path_of(session, asked)
    found = await members.holders(session, DESK_ROLES, path)
    return [
        account
        for account in found
        if _may_serve(account, await members.offices_of(session, account), asked)
    ]


def _may_serve(account: Account, offices: Iterable[Office], asked: Asked) -> bool:
    if account.id == asked.case.account_id or (
        account.member_id is not None and account.member_id == asked.case.member_id
    ):
        return False
    return not any(
        office.role in OFFICES and office.organisation_id == asked.case.organisation_id
        for office in offices
    )


async def path_of(session: AsyncSession, asked: Asked) -> str | None:
    if asked.case.organisation_id is None:
        return None
    return (await session.get_one(Organisation, asked.case.organisation_id)).path


async def may_see(session: AsyncSession, viewer: Viewer, asked: Asked) -> bool:
    """A legal question is seen by the lawyers of its desk alone."""
    if viewer.account is None or asked.case.status is Status.DRAFT:
        return False
    if not viewer.reaches(await path_of(session, asked) or "/", DESK_ROLES):
        return False
    return _may_serve(viewer.account, viewer.offices, asked)


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """`may_see` as the database asks it, for lists: the rules stand in both."""
    within = [
        Organisation.path.startswith(o.path, autoescape=True)
        for o in viewer.offices
        if o.role in DESK_ROLES
    ]
    if viewer.account is None or not within:
        return false()
    in_scope = exists().where(Organisation.id == Case.organisation_id, or_(*within))
    not_own = Case.account_id != viewer.account.id
    if viewer.member is not None:
        not_own &= or_(Case.member_id.is_(None), Case.member_id != viewer.member.id)
    own_offices = [o.organisation_id for o in viewer.offices if o.role in OFFICES]
    return and_(
        Case.status != Status.DRAFT,
        in_scope,
        not_own,
        Case.organisation_id.not_in(own_offices),
    )


def knows_who(viewer: Viewer, asked: Asked) -> bool:
    """Who asks a confidential question is known to the lawyer who took it, and to nobody else."""
    if not asked.question.confidential:
        return True
    return viewer.account is not None and asked.case.assignee_id == viewer.account.id


def hides_who(asked: Asked) -> bool:
    """Who asks stays between him and one lawyer, or nobody: his words are used nowhere else."""
    return asked.question.confidential


def ensure_knows_who(viewer: Viewer, asked: Asked) -> None:
    if not knows_who(viewer, asked):
        raise NotYours


async def seen(session: AsyncSession, viewer: Viewer, case_id: int) -> Asked:
    """The question for a lawyer who opens it. Each look is audited, and each attempt."""
    asked = await get(session, case_id)
    if not await may_see(session, viewer, asked):
        raise Trespass("case-refused", subject(case_id))
    await members.audit(session, viewer.account_id, "case-seen", subject(case_id))
    return asked


async def own(session: AsyncSession, viewer: Viewer, case_id: int, *, lock: bool = False) -> Asked:
    """The member's own question, from whichever of his accounts it was asked. A draft is none."""
    asked = await (locked if lock else get)(session, case_id)
    case = asked.case
    if case.member_id is None:
        is_own = case.account_id == viewer.account_id
    else:
        is_own = viewer.member is not None and case.member_id == viewer.member.id
    if not is_own or case.status is Status.DRAFT:
        raise Trespass("case-refused", subject(case_id))
    return asked


# Who is told


async def asker(session: AsyncSession, case: Case) -> int | None:
    """The account to write to: a member may talk from another one than he asked from."""
    if case.member_id is None:
        return case.account_id
    account = await members.account_of_member(session, case.member_id)
    return account.id if account else None


async def tell_asker(
    session: AsyncSession, asked: Asked, kind: str, key: str, **values: Any
) -> None:
    reader = await asker(session, asked.case)
    if reader is not None:
        await tell(session, asked, reader, kind, key, **values)


async def tell(
    session: AsyncSession, asked: Asked, reader: int, kind: str, key: str, **values: Any
) -> None:
    """A notice about this question; `key` names the event, so that a repeat says nothing."""
    await notices.post(
        session,
        reader,
        kind,
        key=f"{subject(asked.id)}:{key}",
        subject=subject(asked.id),
        case_id=asked.id,
        number=asked.case.number,
        **values,
    )


async def tell_desk(session: AsyncSession, asked: Asked, *, anew: bool = False) -> None:
    """A card to each lawyer of the desk; `anew` at the end of the chat, for it waits again."""
    for lawyer in await desk_of(session, asked):
        await notices.post_card(session, lawyer.id, CARD, subject(asked.id), anew=anew)
        await members.audit(session, lawyer.id, "card-sent", subject(asked.id))


async def refresh(session: AsyncSession, asked: Asked) -> None:
    await notices.refresh_cards(session, CARD, subject(asked.id))


async def last_event(session: AsyncSession, case_id: int, action: str) -> datetime | None:
    return await session.scalar(
        select(CaseEvent.at)
        .where(CaseEvent.case_id == case_id, CaseEvent.action == action)
        .order_by(CaseEvent.id.desc())
        .limit(1)
    )


async def staff_name(session: AsyncSession, account_id: int) -> str:
    """«Законов Л. П.»; a lawyer without a card is known by his number in the system."""
    account = await session.get_one(Account, account_id)
    if account.member_id is None:
        return f"№ {account.id}"
    return (await session.get_one(Member, account.member_id)).person.short_name
