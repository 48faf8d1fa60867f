"""A question to a desk: what it is, which rules apply to it, and who may see it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.calendar import WorkCalendar
from bot.cases import service as cases
from bot.cases import telling
from bot.cases.models import Case, CaseEvent, Status
from bot.cases.service import subject
from bot.cases.telling import asker as asker  # the rest of the feature takes them from here
from bot.cases.telling import rules_of as rules_of
from bot.errors import NoAccess, Trespass, UserError
from bot.legal import absences
from bot.legal.models import Question
from bot.members import service as members
from bot.members.models import Account, Member, Organisation
from bot.members.service import OFFICES, Office, Viewer
from bot.regulations import Desk, Regulations

# The desk that every union has: what asks for no other goes to it.
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


async def desks_of(session: AsyncSession, case_ids: Collection[int]) -> dict[int, str]:
    rows = await session.execute(
        select(Question.case_id, Question.desk).where(Question.case_id.in_(case_ids))
    )
    return {case_id: desk for case_id, desk in rows}  # noqa: C416  a Row is no pair to mypy


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


async def put_in_queue(session: AsyncSession, asked: Asked, regulations: Regulations) -> None:
    """Nobody has it: it waits for whoever takes it."""
    asked.case.status, asked.case.assignee_id, asked.case.lease_until = Status.QUEUED, None, None
    await expect_taker(session, asked, regulations)


async def expect_taker(session: AsyncSession, asked: Asked, regulations: Regulations) -> None:
    """Who waits for longer than a working day of his own organisation waits too long."""
    rules = await rules_of(session, asked.case.organisation_id, regulations)
    asked.case.take_by = rules.calendar.add_working_day(clock.now())


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


async def desk_of(session: AsyncSession, asked: Asked, desks: Mapping[str, Desk]) -> list[Account]:
    """Those of its desk who may see it: within their scope, without an office in the member's
    own organisation, and never the one who asks."""
    return await _serving(session, asked, desks[asked.question.desk].roles)


async def heads_of(
    session: AsyncSession, asked: Asked, desks: Mapping[str, Desk]
) -> list[Account]:
    """Those of them who lead the desk."""
    return await _serving(session, asked, [desks[asked.question.desk].head])


async def _serving(session: AsyncSession, asked: Asked, roles: Collection[str]) -> list[Account]:
    found = await members.holders(session, roles, await path_of(session, asked))
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
    return await telling.path_of(session, asked.case)


async def may_see(session: AsyncSession, viewer: Viewer, asked: Asked) -> bool:
    """A question is seen by those of its desk alone."""
    if viewer.account is None or asked.case.status is Status.DRAFT:
        return False
    desk = viewer.desks[asked.question.desk]
    if not viewer.reaches(await path_of(session, asked) or "/", desk.roles):
        return False
    return _may_serve(viewer.account, viewer.offices, asked)


def seen_by(viewer: Viewer, *, leading: bool = False) -> ColumnElement[bool]:
    """`may_see` as the database asks it, for lists: the rules stand in both.

    `leading`: of those that he may see, what his offices as a head reach.
    """
    desks = viewer.leads if leading else viewer.serves
    if viewer.account is None or not desks:
        return false()
    within = or_(
        *(_of_desk(viewer, desk, [desk.head] if leading else desk.roles) for desk in desks)
    )
    in_scope = exists().where(Organisation.id == Case.organisation_id, within)
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


async def leads(session: AsyncSession, viewer: Viewer, asked: Asked) -> bool:
    """Whether he heads the desk of this question."""
    path = await path_of(session, asked) or "/"
    head = viewer.desks[asked.question.desk].head
    return viewer.reaches(path, [head]) and await may_see(session, viewer, asked)


def _of_desk(viewer: Viewer, desk: Desk, roles: Collection[str]) -> ColumnElement[bool]:
    """A desk's questions from where he has a role of it."""
    within = [
        Organisation.path.startswith(o.path, autoescape=True)
        for o in viewer.offices
        if o.role in roles
    ]
    return and_(Question.desk == desk.key, or_(*within))


def may_read(viewer: Viewer, asked: Asked) -> bool:
    """The words of a confidential question are for the one who took it, and for nobody else."""
    if not asked.question.confidential:
        return True
    return viewer.account is not None and asked.case.assignee_id == viewer.account.id


def hides_who(asked: Asked) -> bool:
    """Who asks stays between him and one lawyer, or nobody: his words are used nowhere else."""
    return asked.question.confidential or asked.question.anonymous


# The same as the database asks it: staff who see a person's card don't learn of these.
cases.never_told_of(
    exists().where(Question.case_id == Case.id, or_(Question.confidential, Question.anonymous))
)


def ensure_may_read(viewer: Viewer, asked: Asked) -> None:
    if not may_read(viewer, asked):
        raise NotYours


def knows_who(viewer: Viewer, asked: Asked) -> bool:
    """Name, post and place: of whoever asks without a name nobody of the desk learns them."""
    return not asked.question.anonymous and may_read(viewer, asked)


def on_record(asked: Asked, account_id: int | None) -> int | None:
    """Whom the history names for what the asker did: it is read by the desk."""
    return None if asked.question.anonymous else account_id


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
    if not telling.is_own(viewer, asked.case) or asked.case.status is Status.DRAFT:
        raise Trespass("case-refused", subject(case_id))
    return asked


# Who is told


async def tell_asker(
    session: AsyncSession, asked: Asked, kind: str, key: str, **values: Any
) -> None:
    await telling.tell_asker(session, asked.case, kind, key, **values)


async def tell(
    session: AsyncSession, asked: Asked, reader: int, kind: str, key: str, **values: Any
) -> None:
    """A notice about this question; `key` names the event, so that a repeat says nothing."""
    await telling.tell(session, asked.case, reader, kind, key, **values)


async def tell_desk(
    session: AsyncSession, asked: Asked, desks: Mapping[str, Desk], *, anew: bool = False
) -> None:
    """A card to each who is at work; `anew` at the end of the chat, for it waits again."""
    for lawyer in await absences.at_work(session, await desk_of(session, asked, desks)):
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
