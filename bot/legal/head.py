"""The head of a desk: everything that is open, who carries how many, and giving it to someone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, literal, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases import service as cases
from bot.cases.models import OPEN, Case, CaseEvent, Status
from bot.cases.service import subject
from bot.db import Database
from bot.errors import Trespass
from bot.legal import absences, desk, questions
from bot.legal.answering import ensure_not_withdrawn, lease
from bot.legal.models import Absence, Question
from bot.legal.questions import CARD, Asked, asked_where, seen_by
from bot.members import service as members
from bot.members.models import Account
from bot.members.service import Viewer
from bot.notices import Notice, post_card
from bot.regulations import Regulations

WITH_THE_DESK = (Status.QUEUED, Status.TAKEN)


class Which(StrEnum):
    ALL = "all"
    UNTAKEN = "untaken"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Load:
    """What a lawyer carries. `oldest` is when the oldest of it was asked."""

    account_id: int
    name: str
    open: int = 0
    overdue: int = 0
    oldest: datetime | None = None
    away: Absence | None = None


def is_head(viewer: Viewer) -> bool:
    return any(at_desk.head in viewer.roles for at_desk in viewer.serves)


def is_open(asked: Asked) -> bool:
    return asked.case.status in OPEN


# What is open


def led_by(viewer: Viewer, which: Which, of_desk: str | None = None) -> ColumnElement[bool]:
    """The open questions of the desk, or of all the desks, that he leads."""
    at_desk = true() if of_desk is None else Question.desk == of_desk
    led = and_(Case.status.in_(OPEN), at_desk, seen_by(viewer, leading=True))
    match which:
        case Which.UNTAKEN:
            return and_(led, is_untaken_long())
        case Which.OVERDUE:
            return and_(led, is_overdue())
    return led


def is_overdue() -> ColumnElement[bool]:
    """Its promise was broken, though a new one was made since; a return begins it anew."""
    reopened = (
        select(func.coalesce(func.max(CaseEvent.id), 0))
        .where(CaseEvent.case_id == Case.id, CaseEvent.action == "reopened")
        .correlate(Case)
        .scalar_subquery()
    )
    missed = exists().where(
        CaseEvent.case_id == Case.id,
        CaseEvent.action == "promise-missed",
        CaseEvent.id > reopened,
    )
    late = or_(Case.due_at <= clock.now(), missed)
    return and_(Case.status.in_(WITH_THE_DESK), late)


def is_untaken_long() -> ColumnElement[bool]:
    """It waits for longer than a working day of the organisation that it came from."""
    return and_(Case.status == Status.QUEUED, Case.take_by <= clock.now())


def is_with_someone_away() -> ColumnElement[bool]:
    """Its lawyer is away, and nobody who stands in for him has it."""
    now = clock.now()
    away = exists().where(
        Absence.account_id == Case.assignee_id, Absence.begins_at <= now, Absence.over_at > now
    )
    return and_(Case.status.in_(desk.UNDER_WAY), away)


async def listed(
    session: AsyncSession, condition: ColumnElement[bool], limit: int, offset: int
) -> list[Asked]:
    return await desk.page(session, condition, desk.BY_URGENCY, limit, offset)


# Who carries how many


async def loads(session: AsyncSession, viewer: Viewer, of_desk: str | None) -> list[Load]:
    """Everyone of the desk, and whoever else still holds a question; the fullest first."""
    led = led_by(viewer, Which.ALL, of_desk)
    held = await _by_lawyer(session, led)
    late = await _by_lawyer(session, and_(led, is_overdue()))
    people = {a.id for a in await _at_desk(session, viewer, of_desk)} | held.keys()
    gone = await absences.away(session, people)
    carried = [
        Load(
            account_id,
            await questions.staff_name(session, account_id),
            *(held.get(account_id, (0, None))[0], late.get(account_id, (0, None))[0]),
            oldest=held.get(account_id, (0, None))[1],
            away=gone.get(account_id),
        )
        for account_id in people
    ]
    return sorted(carried, key=lambda load: (-load.open, load.name))


async def _by_lawyer(
    session: AsyncSession, condition: ColumnElement[bool]
) -> dict[int, tuple[int, datetime | None]]:
    rows = await session.execute(
        asked_where(condition, Case.assignee_id.is_not(None))
        .with_only_columns(Case.assignee_id, func.count(), func.min(Case.submitted_at))
        .group_by(Case.assignee_id)
    )
    return {account_id: (count, oldest) for account_id, count, oldest in rows if account_id}


async def _at_desk(session: AsyncSession, viewer: Viewer, of_desk: str | None) -> list[Account]:
    found = []
    for at_desk in viewer.serves:
        if of_desk not in (None, at_desk.key):
            continue
        for account in await members.all_holders(session, at_desk.roles):
            offices = await members.offices_of(session, account)
            scopes = [o.path for o in offices if o.role in at_desk.roles]
            if any(viewer.reaches(scope, [at_desk.head]) for scope in scopes):
                found.append(account)
    return found


# Giving it to someone


async def led(session: AsyncSession, viewer: Viewer, case_id: int, *, lock: bool = False) -> Asked:
    """A question of the desk that he leads; each attempt at another is audited."""
    asked = await (questions.locked if lock else questions.get)(session, case_id)
    if not await questions.leads(session, viewer, asked):
        raise Trespass("case-refused", subject(case_id))
    return asked


async def look(session: AsyncSession, viewer: Viewer, case_id: int) -> Asked:
    asked = await led(session, viewer, case_id)
    await members.audit(session, viewer.account_id, "case-seen", subject(case_id))
    return asked


async def candidates(session: AsyncSession, viewer: Viewer, case_id: int) -> list[Account]:
    """Who may be given it: the desk, himself among it, without the one who has it."""
    asked = await led(session, viewer, case_id)
    at_desk = await questions.desk_of(session, asked, viewer.desks)
    return [account for account in at_desk if account.id != asked.case.assignee_id]


async def assign(
    session: AsyncSession, viewer: Viewer, case_id: int, to: int, regulations: Regulations
) -> int:
    """Give an open question to a lawyer of its desk, whoever has it now. Returns who got it.

    The two lawyers are told; a repeat finds it done.
    """
    asked = await led(session, viewer, case_id, lock=True)
    ensure_not_withdrawn(asked)
    if asked.case.status not in OPEN:
        raise desk.NotWaiting
    to = await desk.receiver(session, viewer, asked, to)
    before = asked.case.assignee_id
    if before == to:
        return to
    asked.case.assignee_id = to
    if asked.case.status is not Status.WAITING:
        asked.case.status = Status.TAKEN
        asked.case.lease_until = await lease(session, asked, regulations)
    event = await cases.record(session, case_id, viewer.account_id, "assigned")
    await post_card(session, to, CARD, subject(case_id), anew=True)
    await questions.refresh(session, asked)
    if to != viewer.account_id:
        who = await questions.staff_name(session, viewer.account_id)
        await questions.tell(session, asked, to, "assigned-to-you", f"{event.id}:to", who=who)
    if before not in (None, viewer.account_id):
        who = await questions.staff_name(session, to)
        await questions.tell(session, asked, before, "assigned-away", f"{event.id}:from", who=who)
    return to


# Nobody takes it


async def alert_of_untaken(database: Database, regulations: Regulations) -> None:
    """A question that nobody took for a working day: its head hears of it, once each time."""
    told = exists().where(
        Notice.subject == literal("case:") + cast(Case.id, String),
        Notice.kind == "untaken-head",
        Notice.created_at >= Case.take_by,
    )
    async with database.reading() as session:
        waiting = asked_where(is_untaken_long(), ~told).order_by(Case.id)
        found = [case.id for case, _ in await session.execute(waiting)]
    for case_id in found:
        async with database.writing() as session:
            await _alert(session, case_id, regulations)


async def _alert(session: AsyncSession, case_id: int, regulations: Regulations) -> None:
    asked = await questions.locked(session, case_id)
    take_by = asked.case.take_by
    if asked.case.status is not Status.QUEUED or take_by is None or take_by > clock.now():
        return
    key = f"untaken:{take_by:%Y%m%d%H%M}"
    heads = await questions.heads_of(session, asked, regulations.desks)
    for head in await absences.at_work(session, heads):
        await questions.tell(session, asked, head.id, "untaken-head", f"{key}:{head.id}")
