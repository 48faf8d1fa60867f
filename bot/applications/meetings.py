"""A session of a body: its agenda, decisions case by case, and the closing that tells everyone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot import clock
from bot.applications import budgets, route, seats
from bot.applications.access import (
    already_decided,
    ensure_decides,
    ensure_undecided,
    refresh,
    seen_by,
)
from bot.applications.deciding import (
    NoReason,
    NotOverridden,
    OverLimit,
    Refusal,
    decided_by,
    ensure_within,
    tell_decision,
)
from bot.applications.models import Application, Decision, Meeting, Recusal, Verdict
from bot.applications.reading import Filed, filed_where, get, listed, terms_of
from bot.applications.states import UNDECIDED, Step, moved
from bot.cases import service as cases
from bot.cases.models import Case
from bot.db import insert_new
from bot.errors import NoAccess, Trespass, UserError
from bot.members import service as members
from bot.members.models import Organisation
from bot.members.service import Viewer
from bot.regulations import Body, Regulations


class MeetingClosed(UserError):
    """It is closed: its decisions are changed by new ones alone."""

    key = "meeting-closed"


class NotOnAgenda(UserError):
    """The application is before another body."""

    key = "meeting-not-on-agenda"


@dataclass(frozen=True)
class Sitting:
    """A body in its place, and what waits for it: how many, and how much they ask for."""

    fund: str
    body: Body
    organisation: Organisation
    count: int
    amount: int
    currency: str


async def sittings(session: AsyncSession, viewer: Viewer) -> list[Sitting]:
    """The bodies in which he sits and for which something waits."""
    # `seen_by` asks for the organisation by itself.
    filed_in = aliased(Organisation)
    rows = await session.execute(
        select(
            Application.terms_id,
            Application.stage,
            Application.currency,
            filed_in.path,
            func.count(),
            func.sum(func.coalesce(Application.proposed, Application.amount)),
        )
        .join(Case, Case.id == Application.case_id)
        .join(filed_in, filed_in.id == Case.organisation_id)
        .where(Case.status.in_(UNDECIDED), seen_by(viewer), await seats.before(session, viewer))
        .group_by(Application.terms_id, Application.stage, Application.currency, filed_in.path)
    )
    waiting = rows.all()
    known = await terms_of(session, {row.terms_id for row in waiting if row.terms_id})
    found: dict[tuple[str, str, str, str], tuple[Body, int, int]] = {}
    for terms_id, stage, currency, path, count, amount in waiting:
        assert terms_id is not None, "what was filed has its rules"
        terms = known[terms_id]
        body = terms.stages[stage]
        key = (terms.fund.key, body.key, route.seat(path, body.level) or path, currency)
        _, counted, asked = found.get(key, (body, 0, 0))
        found[key] = (body, counted + count, asked + int(amount or 0))
    rows_at = await session.scalars(
        select(Organisation).where(Organisation.path.in_({seat for _, _, seat, _ in found}))
    )
    at = {organisation.path: organisation for organisation in rows_at}
    return [
        Sitting(fund, body, at[seat], counted, asked, currency)
        for (fund, _, seat, currency), (body, counted, asked) in sorted(
            found.items(), key=itemgetter(0)
        )
    ]


def sits(viewer: Viewer, body: Body, seat: str) -> bool:
    return viewer.reaches(seat, list(body.decides))


async def held(
    session: AsyncSession, viewer: Viewer, *, closed: bool, limit: int
) -> list[Meeting]:
    """Meetings of his places: those that go on, or the newest that were closed."""
    inside = or_(
        false(),
        *(
            Organisation.path.startswith(office.path, autoescape=True)
            for office in viewer.offices
            if office.role in route.OF_PRIMARY
        ),
    )
    is_closed = Meeting.closed_at.is_not(None) if closed else Meeting.closed_at.is_(None)
    rows = await session.scalars(
        select(Meeting)
        .join(Organisation, Organisation.id == Meeting.organisation_id)
        .where(inside, is_closed)
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
        .limit(limit)
    )
    return list(rows)


async def seen_meeting(session: AsyncSession, viewer: Viewer, meeting_id: int) -> Meeting:
    """For an officer who opens it."""
    meeting = await session.get(Meeting, meeting_id, populate_existing=True)
    if meeting is None:
        raise NoAccess
    await _ensure_sits(session, viewer, meeting)
    return meeting


async def open_meeting(
    session: AsyncSession,
    viewer: Viewer,
    fund: str,
    body: Body,
    organisation_id: int,
    held_on: date,
    key: str,
) -> Meeting:
    """One a body, place and day: a second opening is the same meeting."""
    organisation = await session.get_one(Organisation, organisation_id)
    if not sits(viewer, body, organisation.path):
        raise Trespass("meeting-refused", f"organisation:{organisation_id}")
    row = {
        "fund": fund,
        "body": body.key,
        "organisation_id": organisation_id,
        "held_on": held_on,
        "opened_by": viewer.account_id,
        "key": key,
    }
    await insert_new(session, Meeting, row, unique=("fund", "body", "organisation_id", "held_on"))
    found = await session.scalars(
        select(Meeting).where(
            Meeting.fund == fund,
            Meeting.body == body.key,
            Meeting.organisation_id == organisation_id,
            Meeting.held_on == held_on,
        )
    )
    return found.one()


async def agenda(session: AsyncSession, viewer: Viewer, meeting: Meeting) -> list[Filed]:
    """What waits for this body and was not decided in the meeting yet, the oldest first."""
    waiting = filed_where(await _on_agenda(session, viewer, meeting))
    return await listed(session, waiting.order_by(Case.submitted_at, Case.id))


async def next_case(
    session: AsyncSession, viewer: Viewer, meeting: Meeting, besides: Collection[int]
) -> int | None:
    """The oldest on the agenda that was not put off."""
    waiting = filed_where(await _on_agenda(session, viewer, meeting), Case.id.not_in(besides))
    return await session.scalar(
        waiting.with_only_columns(Case.id).order_by(Case.submitted_at, Case.id).limit(1)
    )


async def waiting_count(session: AsyncSession, viewer: Viewer, meeting: Meeting) -> int:
    waiting = filed_where(await _on_agenda(session, viewer, meeting))
    return await session.scalar(waiting.with_only_columns(func.count())) or 0


async def _on_agenda(
    session: AsyncSession, viewer: Viewer, meeting: Meeting
) -> ColumnElement[bool]:
    organisation = await session.get_one(Organisation, meeting.organisation_id)
    inside = select(Organisation.id).where(
        Organisation.path.startswith(organisation.path, autoescape=True)
    )
    recused = exists().where(Recusal.case_id == Case.id, Recusal.account_id == viewer.account_id)
    return and_(
        Case.status.in_(UNDECIDED),
        Case.organisation_id.in_(inside),
        seen_by(viewer),
        ~recused,
        await seats.at_body(session, meeting.fund, meeting.body),
    )


async def decided(session: AsyncSession, meeting_id: int) -> list[tuple[Filed, Decision]]:
    """What the meeting has decided, in that order; what was undone is not in it."""
    rows = await session.scalars(
        select(Decision)
        .where(Decision.meeting_id == meeting_id, Decision.undone_at.is_(None))
        .order_by(Decision.id)
    )
    return [(await get(session, decision.case_id), decision) for decision in rows.all()]


async def decide(
    session: AsyncSession,
    viewer: Viewer,
    meeting_id: int,
    case_id: int,
    amount: int | None,
    refusal: Refusal | None,
    key: str,
    regulations: Regulations,
    override: str = "",
) -> Filed:
    """A sum, or a refusal. The member hears of it when the meeting is closed."""
    filed = await ensure_decides(session, viewer, case_id)
    if await decided_by(session, key):
        return filed
    meeting = await _open(session, viewer, meeting_id)
    await ensure_undecided(session, filed)
    if filed.application.fund != meeting.fund or filed.body.key != meeting.body:
        raise NotOnAgenda
    if amount is not None:
        # What he decides by an office above is for a meeting of that body.
        if await ensure_within(session, viewer, filed, amount) != filed.application.stage:
            raise OverLimit
        path = await route.path_of(session, filed)
        if override and route.power(viewer, filed, path) is not None:
            raise NotOverridden
        year = meeting.held_on.year
        await budgets.move(session, filed, year, amount, regulations, over=bool(override))
    elif refusal is None or refusal.reason not in filed.terms.reasons:
        raise NoReason
    if not await moved(session, case_id, Step.DECIDE, paused_at=None):
        raise await already_decided(session, filed)
    session.add(
        Decision(
            case_id=case_id,
            verdict=Verdict.REFUSED if amount is None else Verdict.APPROVED,
            body=meeting.body,
            amount=amount,
            reason=refusal.reason if refusal else None,
            words=refusal.words or None if refusal else None,
            year=meeting.held_on.year,
            override=override or None,
            meeting_id=meeting_id,
            by_id=viewer.account_id,
            key=key,
        )
    )
    await session.flush()
    await session.refresh(filed.case)
    filed.application.granted = amount
    await cases.record(session, case_id, viewer.account_id, "decided-in-meeting")
    await refresh(session, filed)
    return filed


async def undo(
    session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
) -> Filed:
    """Entered wrongly, and nobody was told yet: it is undecided again. A repeat finds it so."""
    filed = await ensure_decides(session, viewer, case_id)
    decision = await session.scalar(
        select(Decision).where(
            Decision.case_id == case_id,
            Decision.meeting_id.is_not(None),
            Decision.told_at.is_(None),
            Decision.undone_at.is_(None),
        )
    )
    if decision is None:
        if filed.case.status in UNDECIDED and await _was_undone(session, case_id):
            return filed
        raise MeetingClosed
    assert decision.meeting_id is not None
    await _open(session, viewer, decision.meeting_id)
    if not await moved(session, case_id, Step.UNDO):
        raise await already_decided(session, filed)
    decision.undone_at = clock.now()
    if decision.amount:
        await budgets.move(session, filed, decision.year, -decision.amount, regulations)
    await session.refresh(filed.case)
    filed.application.granted = None
    await cases.record(session, case_id, viewer.account_id, "decision-undone")
    await refresh(session, filed)
    return filed


async def _was_undone(session: AsyncSession, case_id: int) -> bool:
    newest = await session.scalar(
        select(Decision).where(Decision.case_id == case_id).order_by(Decision.id.desc()).limit(1)
    )
    return newest is not None and newest.undone_at is not None


async def close(
    session: AsyncSession, viewer: Viewer, meeting_id: int, protocol_number: str
) -> Meeting:
    """«Заседание закрыто»: the protocol's number stands on all of it, and everyone is told."""
    meeting = await session.get(Meeting, meeting_id)
    if meeting is None:
        raise NoAccess
    await _ensure_sits(session, viewer, meeting)
    closed = await session.scalar(
        update(Meeting)
        .where(Meeting.id == meeting_id, Meeting.closed_at.is_(None))
        .values(
            closed_at=clock.now(), closed_by=viewer.account_id, protocol_number=protocol_number
        )
        .returning(Meeting.id)
    )
    await session.refresh(meeting)
    if closed is None:
        return meeting
    now = clock.now()
    for filed, decision in await decided(session, meeting_id):
        refused = decision.verdict is Verdict.REFUSED
        step = Step.CLOSE_REFUSED if refused else Step.CLOSE_APPROVED
        decision.protocol_number, decision.protocol_on = protocol_number, meeting.held_on
        await moved(
            session,
            filed.id,
            step,
            answered_at=now,
            closed_at=now if refused else None,
        )
        await session.refresh(filed.case)
        await cases.record(session, filed.id, viewer.account_id, f"{decision.verdict}")
        await tell_decision(session, filed, decision)
        await refresh(session, filed)
    await members.audit(session, viewer.account_id, "meeting-closed", f"meeting:{meeting_id}")
    return meeting


async def _open(session: AsyncSession, viewer: Viewer, meeting_id: int) -> Meeting:
    # Locked, so that nothing is decided in it while it is being closed.
    meeting = await session.scalar(
        select(Meeting).where(Meeting.id == meeting_id).with_for_update()
    )
    if meeting is None:
        raise NoAccess
    await _ensure_sits(session, viewer, meeting)
    if meeting.closed_at is not None:
        raise MeetingClosed
    return meeting


async def _ensure_sits(session: AsyncSession, viewer: Viewer, meeting: Meeting) -> None:
    organisation = await session.get_one(Organisation, meeting.organisation_id)
    if not viewer.reaches(organisation.path, route.OF_PRIMARY):
        raise Trespass("meeting-refused", f"meeting:{meeting.id}")
