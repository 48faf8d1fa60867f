"""The lawyers' side of a question: the queue, taking, handing over, the marks at its end."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot import clock
from bot.cases import service as cases
from bot.cases.models import Case, Status
from bot.cases.service import subject
from bot.errors import Trespass, UserError
from bot.legal import absences
from bot.legal.answering import ensure_not_withdrawn, go_on_counting, lease
from bot.legal.models import Question
from bot.legal.questions import (
    CARD,
    LEGAL,
    Asked,
    NotYours,
    asked_where,
    desk_of,
    get,
    last_event,
    locked,
    may_see,
    put_in_queue,
    refresh,
    seen,
    seen_by,
    staff_name,
    tell,
    tell_desk,
)
from bot.members.models import Account
from bot.members.service import Viewer
from bot.notices import post_card
from bot.regulations import Regulations

HELD = (Status.TAKEN, Status.WAITING, Status.ANSWERED)
UNDER_WAY = (Status.TAKEN, Status.WAITING)


class AlreadyTaken(UserError):
    """A colleague was faster; the text says who and when."""

    key = "question-already-taken"


class NotWaiting(UserError):
    """It is not in the queue any more: withdrawn, or closed."""

    key = "question-not-waiting"


class IsAway(UserError):
    """The colleague is away, and nobody stands in for him."""

    key = "colleague-is-away"


# Legal terms first, by their last day; the rest by age.
BY_URGENCY = (
    Question.urgent.desc(),
    Question.deadline.is_(None),
    Question.deadline,
    Case.submitted_at,
    Case.id,
)
# With him first, by the promise; then those with the member, and answered but not marked.
BY_PROMISE = (Case.status != Status.TAKEN, Case.due_at, Case.id)


def waiting_for(viewer: Viewer, desk: str | None = None) -> ColumnElement[bool]:
    """What waits for him: at one desk, or at all where he works."""
    waiting = and_(Case.status == Status.QUEUED, seen_by(viewer))
    return and_(waiting, Question.desk == desk) if desk else waiting


def held_by(viewer: Viewer) -> ColumnElement[bool]:
    """What this lawyer has taken."""
    return and_(Case.assignee_id == viewer.account_id, Case.status.in_(HELD), seen_by(viewer))


async def count(session: AsyncSession, *conditions: ColumnElement[bool]) -> int:
    listed = asked_where(*conditions).with_only_columns(func.count())
    return await session.scalar(listed) or 0


async def queue(
    session: AsyncSession,
    viewer: Viewer,
    desk: str = LEGAL,
    limit: int | None = None,
    offset: int = 0,
) -> list[Asked]:
    return await page(session, waiting_for(viewer, desk), BY_URGENCY, limit, offset)


async def mine(
    session: AsyncSession, viewer: Viewer, limit: int | None = None, offset: int = 0
) -> list[Asked]:
    return await page(session, held_by(viewer), BY_PROMISE, limit, offset)


async def page(
    session: AsyncSession,
    condition: ColumnElement[bool],
    order: Sequence[ColumnElement[Any] | InstrumentedAttribute[Any]],
    limit: int | None,
    offset: int,
) -> list[Asked]:
    listed = asked_where(condition).order_by(*order).limit(limit).offset(offset)
    return [Asked(case, question) for case, question in await session.execute(listed)]


async def take(
    session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
) -> Asked:
    """Claim a waiting question. Two lawyers may press at once: one has it, the other sees who."""
    asked = await seen(session, viewer, case_id)
    taken = await session.scalar(
        update(Case)
        .where(Case.id == case_id, Case.status == Status.QUEUED)
        .values(
            status=Status.TAKEN,
            assignee_id=viewer.account_id,
            lease_until=await lease(session, asked, regulations),
        )
        .returning(Case.id)
    )
    await session.refresh(asked.case)
    if taken is None:
        if asked.case.assignee_id == viewer.account_id and asked.case.status in HELD:
            return asked
        raise await _not_free(session, viewer, asked)
    await cases.record(session, case_id, viewer.account_id, "taken")
    await refresh(session, asked)
    return asked


async def _not_free(session: AsyncSession, viewer: Viewer, asked: Asked) -> UserError:
    if asked.case.assignee_id is None or asked.case.status not in HELD:
        return NotWaiting()
    at = await last_event(session, asked.id, "taken")
    age = int((clock.now() - at).total_seconds()) if at else 0
    words = viewer.desks[asked.question.desk].words(viewer.texts.language)
    return AlreadyTaken(**words, who=await staff_name(session, asked.case.assignee_id), age=age)


async def held(
    session: AsyncSession, viewer: Viewer, case_id: int, *, lock: bool = False
) -> Asked:
    """The question this lawyer holds; whoever lost it meanwhile is told so."""
    asked = await (locked if lock else get)(session, case_id)
    if not await may_see(session, viewer, asked):
        raise Trespass("case-refused", subject(case_id))
    if asked.case.assignee_id != viewer.account_id:
        raise NotYours
    return asked


async def _under_way(session: AsyncSession, viewer: Viewer, case_id: int) -> Asked:
    """The question he holds, if it may go on: it may have been taken back a moment ago."""
    asked = await held(session, viewer, case_id, lock=True)
    ensure_not_withdrawn(asked)
    if asked.case.status not in UNDER_WAY:
        raise NotWaiting
    return asked


async def keep(
    session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
) -> Asked:
    """Work on it goes on: the lease runs anew."""
    asked = await held(session, viewer, case_id, lock=True)
    if asked.case.status is Status.TAKEN:
        asked.case.lease_until = await lease(session, asked, regulations)
    return asked


async def hand_over(
    session: AsyncSession, viewer: Viewer, case_id: int, to: int, regulations: Regulations
) -> Asked:
    """Give it to a colleague, or to his deputy; who has it then has the whole lease for it."""
    asked = await _under_way(session, viewer, case_id)
    to = await receiver(session, viewer, asked, to)
    if to == viewer.account_id:
        raise IsAway
    asked.case.assignee_id = to
    if asked.case.status is Status.TAKEN:
        asked.case.lease_until = await lease(session, asked, regulations)
    event = await cases.record(session, case_id, viewer.account_id, "handed-over")
    who = await staff_name(session, viewer.account_id)
    await post_card(session, to, CARD, subject(case_id))
    await tell(session, asked, to, "handed-to-you", f"{event.id}:handed", who=who)
    await refresh(session, asked)
    return asked


async def give_back(
    session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
) -> Asked:
    """Back to the queue, for whoever takes it next."""
    asked = await _under_way(session, viewer, case_id)
    await go_on_counting(session, asked, regulations, clock.now())
    await put_in_queue(session, asked, regulations)
    await cases.record(session, case_id, viewer.account_id, "returned")
    await refresh(session, asked)
    await tell_desk(session, asked, regulations.desks, anew=True)
    return asked


async def colleagues(session: AsyncSession, viewer: Viewer, asked: Asked) -> list[Account]:
    found = await desk_of(session, asked, viewer.desks)
    return [account for account in found if account.id != viewer.account_id]


async def receiver(session: AsyncSession, viewer: Viewer, asked: Asked, to: int) -> int:
    """Who gets what is given to this colleague: while he is away, his deputy."""
    at_desk = {account.id for account in await desk_of(session, asked, viewer.desks)}
    if to not in at_desk:
        raise Trespass("case-refused", subject(asked.id))
    stands_in = await absences.stand_in(session, to)
    if stands_in not in at_desk:
        raise IsAway
    assert stands_in is not None
    return stands_in


async def mark(
    session: AsyncSession,
    viewer: Viewer,
    case_id: int,
    *,
    topic: str,
    result: str,
    effect: int | None,
    court: bool,
) -> Asked:
    """What the lawyer notes at the end, for the union's reports. Money in kopecks or tiyn."""
    asked = await held(session, viewer, case_id, lock=True)
    question = asked.question
    noted = (question.topic, question.result, question.effect, question.court)
    if noted == (topic, result, effect, court) and asked.case.status is not Status.ANSWERED:
        return asked
    question.topic, question.result = topic, result
    question.effect, question.court = effect, court
    if asked.case.status is Status.ANSWERED:
        asked.case.status, asked.case.closed_at = Status.CLOSED, clock.now()
    await cases.record(session, case_id, viewer.account_id, "marked")
    await refresh(session, asked)
    return asked
