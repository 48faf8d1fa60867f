"""The exchange: asked back, replied, answered, rated, and taken up again within its term."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.cases import service as cases
from bot.cases import telling
from bot.cases.models import Paper, Purpose, Status
from bot.cases.service import subject
from bot.errors import UserError
from bot.legal import absences
from bot.legal.questions import (
    CARD,
    Asked,
    asker,
    desk_of,
    on_record,
    own,
    promise,
    put_in_queue,
    refresh,
    rules_of,
    staff_name,
    tell,
    tell_asker,
    tell_desk,
)
from bot.members.service import Viewer
from bot.regulations import Desk, Regulations

ENDED = (Status.ANSWERED, Status.CLOSED)


class NotReopened(UserError):
    """Withdrawn, or its term for coming back has passed."""

    key = "question-not-reopened"


class WasWithdrawn(UserError):
    """The member took his question back: nothing is sent to him."""

    key = "question-was-withdrawn"


class NotAnswered(UserError):
    """A rating is for an answer, and the lawyer is at work on it again."""

    key = "question-not-answered"


# The lawyer speaks


async def ask_back(session: AsyncSession, viewer: Viewer, asked: Asked) -> None:
    """Send what was written as a question to the member; the promise's clock stands still.

    A repeat finds nothing written and changes nothing.
    """
    ensure_not_withdrawn(asked)
    now = clock.now()
    text, papers = await cases.send_written(
        session, asked.id, viewer.account_id, Purpose.CLARIFY, now
    )
    if not text and not papers:
        return
    case = asked.case
    case.status, case.lease_until = Status.WAITING, None
    case.paused_at = case.paused_at or now
    event = await cases.record(session, asked.id, viewer.account_id, "asked-back")
    await _speak(session, asked, "clarify", event.id, text, papers)
    await refresh(session, asked)


async def answer(session: AsyncSession, viewer: Viewer, asked: Asked) -> None:
    """Send what was written as the answer. A repeat finds nothing written and changes nothing."""
    ensure_not_withdrawn(asked)
    now = clock.now()
    text, papers = await cases.send_written(
        session, asked.id, viewer.account_id, Purpose.ANSWER, now
    )
    if not text and not papers:
        return
    case = asked.case
    case.status, case.lease_until, case.paused_at = Status.ANSWERED, None, None
    case.answered_at, case.closed_at, case.helped = now, None, None
    event = await cases.record(session, asked.id, viewer.account_id, "answered")
    await _speak(session, asked, "answer", event.id, text, papers)
    await refresh(session, asked)


def ensure_not_withdrawn(asked: Asked) -> None:
    if asked.case.status is Status.WITHDRAWN:
        raise WasWithdrawn


async def _speak(
    session: AsyncSession, asked: Asked, kind: str, event: int, text: str, papers: list[Paper]
) -> None:
    """Each part and each file is a notice of its own: a crash between them repeats none."""
    parts = cases.split_text(text) or [""]
    for place, part in enumerate(parts):
        await tell_asker(
            session,
            asked,
            kind,
            f"{event}:{place}",
            part=part,
            first=place == 0,
            last=place == len(parts) - 1,
        )
    for paper in papers:
        await tell_asker(session, asked, "paper", f"{event}:file:{paper.id}", paper_id=paper.id)


async def add_late(session: AsyncSession, asked: Asked, paper: Paper, text: str) -> None:
    """An item of the album that came after the rest was sent, with the words under it."""
    key = f"late:{paper.id}"
    if text:
        await tell_asker(
            session, asked, "answer", f"{key}:words", part=text, first=False, last=False
        )
    await tell_asker(session, asked, "paper", key, paper_id=paper.id)


# The member speaks


async def replying(
    session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
) -> Asked:
    """The member's question, if anything more can be written to it."""
    asked = await own(session, viewer, case_id, lock=True)
    if not takes_replies(asked, regulations, clock.now()):
        raise NotReopened
    return asked


def takes_replies(asked: Asked, regulations: Regulations, now: datetime) -> bool:
    if asked.case.status in ENDED:
        return may_reopen(asked, regulations.desks[asked.question.desk], now)
    return asked.case.status is not Status.WITHDRAWN


def may_reopen(asked: Asked, desk: Desk, now: datetime) -> bool:
    """The term runs from the answer, whoever closed the question and when."""
    return asked.case.answered_at is None or (
        asked.case.answered_at + timedelta(days=desk.reopen_days) >= now
    )


async def reply(
    session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
) -> Asked:
    """The member's answer to a question back, a later addition, or a return within the term.

    The same number goes on with the same lawyer; one whose role has ended gives it to the desk.
    """
    asked = await replying(session, viewer, case_id, regulations)
    now = clock.now()
    text, papers = await cases.send_written(
        session, case_id, viewer.account_id, Purpose.REPLY, now
    )
    if not text and not papers:
        return asked
    reopened = asked.case.status in ENDED
    event = await cases.record(
        session,
        case_id,
        on_record(asked, viewer.account_id),
        "reopened" if reopened else "replied",
    )
    if reopened or asked.case.status is Status.WAITING:
        await _go_on(session, asked, regulations, now, reopened=reopened)
    lawyer = asked.case.assignee_id
    if lawyer is not None:
        await tell(
            session, asked, lawyer, "member-replied", f"{event.id}:lawyer", reopened=int(reopened)
        )
    await tell(
        session,
        asked,
        viewer.account_id,
        "reply-accepted",
        f"{event.id}:accepted",
        promised=asked.case.promised_on,
    )
    await refresh(session, asked)
    return asked


async def _go_on(
    session: AsyncSession, asked: Asked, regulations: Regulations, now: datetime, *, reopened: bool
) -> None:
    case = asked.case
    if reopened:
        rules = await rules_of(session, case.organisation_id, regulations)
        desk = regulations.desks[asked.question.desk]
        case.promised_on = promise(desk, asked.question, rules.calendar, now)
        case.due_at = rules.calendar.end_of_day(case.promised_on)
    await go_on_counting(session, asked, regulations, now)
    case.answered_at = case.closed_at = case.helped = None
    before, lawyer_id = case.assignee_id, await _goes_on_with(session, asked, regulations)
    case.assignee_id = lawyer_id
    if lawyer_id is None:
        await put_in_queue(session, asked, regulations)
        await cases.record(session, asked.id, before, "returned")
        await tell_desk(session, asked, regulations.desks, anew=True)
        return
    case.status, case.lease_until = Status.TAKEN, await lease(session, asked, regulations)
    if before is not None and lawyer_id != before:
        event = await cases.record(session, asked.id, before, "handed-over")
        who = await staff_name(session, before)
        await notices.post_card(session, lawyer_id, CARD, subject(asked.id))
        await tell(session, asked, lawyer_id, "handed-to-you", f"{event.id}:handed", who=who)


async def _goes_on_with(
    session: AsyncSession, asked: Asked, regulations: Regulations
) -> int | None:
    """Its lawyer, or his deputy while he is away; None: it waits for whoever takes it."""
    if asked.case.assignee_id is None:
        return None
    lawyer_id = await absences.stand_in(session, asked.case.assignee_id)
    desk = {account.id for account in await desk_of(session, asked, regulations.desks)}
    return lawyer_id if lawyer_id in desk else None


async def go_on_counting(
    session: AsyncSession, asked: Asked, regulations: Regulations, now: datetime
) -> None:
    """The promise moves by the working days that its clock stood still."""
    rules = await rules_of(session, asked.case.organisation_id, regulations)
    telling.go_on_counting(asked.case, rules.calendar, now)


async def lease(session: AsyncSession, asked: Asked, regulations: Regulations) -> datetime:
    """Until when a taken question is this lawyer's alone."""
    rules = await rules_of(session, asked.case.organisation_id, regulations)
    hours = regulations.desks[asked.question.desk].lease_hours
    return rules.calendar.add_working_hours(clock.now(), hours)


async def rate(session: AsyncSession, viewer: Viewer, case_id: int, *, helped: bool) -> Asked:
    """«Помогло» ends it; «Не помогло» stands on the card and leaves it open to return."""
    asked = await own(session, viewer, case_id, lock=True)
    case = asked.case
    if case.status not in ENDED:
        raise NotAnswered
    if case.helped is helped:
        return asked
    case.helped = helped
    action = "helped" if helped else "not-helped"
    event = await cases.record(session, case_id, on_record(asked, viewer.account_id), action)
    if helped and case.status is Status.ANSWERED:
        case.status, case.closed_at = Status.CLOSED, clock.now()
    reader = await asker(session, case)
    if reader is not None:
        await tell(session, asked, reader, f"rated-{action}", f"{event.id}:rated")
    await refresh(session, asked)
    return asked
