"""What the clock does to applications: missing papers, promises that passed, missed sessions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.applications import route, seats
from bot.applications.access import refresh, tell_member, tell_officers
from bot.applications.models import Application, Meeting, TermsRow
from bot.applications.paperwork import ticks
from bot.applications.promising import promise
from bot.applications.reading import Filed, get, locked
from bot.cases import service as cases
from bot.cases import telling
from bot.cases.models import FOR_MONEY, Case, CaseEvent, Purpose, Status
from bot.db import Database
from bot.members.models import Organisation
from bot.regulations import Regulations, RequiredPaper

PAPER_REMINDER: Final = timedelta(days=7)
# What of its history put an application before the body that has it.
CAME_TO_A_BODY: Final = ("submitted", "proposed", "passed-on", "appealed")


async def remind_of_papers(database: Database, regulations: Regulations) -> None:
    """What was asked for, or should have come with it, and is not there after a week: once."""
    since = clock.now() - PAPER_REMINDER
    wanted = (Case.status == Status.WAITING) & (Application.wanted_at < since)
    unnoted = (Case.status == Status.REVIEW) & (Case.submitted_at < since)
    for case_id in await _ids(database, Application.reminded_at.is_(None), or_(wanted, unnoted)):
        async with database.writing() as session:
            await _remind(session, await locked(session, case_id))


async def _remind(session: AsyncSession, filed: Filed) -> None:
    application = filed.application
    if application.reminded_at is not None:
        return
    application.reminded_at = now = clock.now()
    key = f"paper:{now:%Y%m%d}"
    if filed.case.status is Status.WAITING:
        await tell_member(
            session, filed, "application-paper-reminder", key, paper=application.wanted or ""
        )
        return
    if filed.case.status is not Status.REVIEW:
        return
    noted = await ticks(session, filed.id)
    unnoted = [p for p in filed.terms.ticked if p.key not in noted and not p.petition]
    await _remind_of(session, filed, "application-bring-paper", f"{key}:bring", unnoted)
    # Which file is which paper nobody knows; that none came at all is known.
    papers = await cases.papers_of(session, filed.id)
    if all(paper.purpose is Purpose.SIGNED for paper in papers):
        unsent = filed.terms.sent
        await _remind_of(session, filed, "application-send-paper", f"{key}:send", unsent)


async def _remind_of(
    session: AsyncSession, filed: Filed, kind: str, key: str, missing: Sequence[RequiredPaper]
) -> None:
    if missing:
        await tell_member(
            session,
            filed,
            kind,
            key,
            papers_ru=", ".join(paper.title.ru for paper in missing),
            papers_kk=", ".join(paper.title.kk for paper in missing),
        )


async def move_missed_promises(database: Database, regulations: Regulations) -> None:
    """The day has passed undecided: the member hears a new one, those who decide hear it too."""
    due = (Case.status == Status.REVIEW, Case.due_at <= clock.now())
    for case_id in await _ids(database, *due):
        async with database.writing() as session:
            await _move_missed(session, await locked(session, case_id), regulations)


async def _move_missed(session: AsyncSession, filed: Filed, regulations: Regulations) -> None:
    due_at = filed.case.due_at
    if filed.case.status is not Status.REVIEW or due_at is None or due_at > clock.now():
        return
    key = f"missed:{due_at:%Y%m%d%H%M}"
    promised = await promise(session, filed, regulations)
    await cases.record(session, filed.id, None, "promise-missed")
    await tell_member(session, filed, "application-promise-moved", key, promised=promised)
    await tell_officers(session, filed, "application-promise-missed", key, promised=promised)
    await refresh(session, filed)


async def tell_of_missed_sessions(database: Database, regulations: Regulations) -> None:
    """A day on which a body should have met has passed, nobody opened a meeting, and applications
    wait for it: those who sit in it are told, once."""
    async with database.reading() as session:
        missed = await _missed_sessions(session, regulations)
    for case_id, day in missed:
        async with database.writing() as session:
            filed = await get(session, case_id)
            path = await route.path_of(session, filed)
            seat = route.seat(path, filed.body.level) or path
            for account in await route.officers(session, filed, filed.body, path):
                # One word a body, place and day, however many wait.
                await notices.post(
                    session,
                    account.id,
                    "meeting-missed",
                    key=f"missed:{filed.application.fund}:{filed.body.key}:{seat}:{day}:{account.id}",
                    body_ru=filed.body.title.ru,
                    body_kk=filed.body.title.kk,
                    day=day,
                )


async def _missed_sessions(
    session: AsyncSession, regulations: Regulations
) -> list[tuple[int, date]]:
    """An application of each body whose last session passed without a meeting, and that day.

    By rules and bodies, which are few, however many applications wait.
    """
    today = clock.now().astimezone(regulations.union.timezone).date()
    found: dict[tuple[str, str, str, date], tuple[datetime, int]] = {}
    for terms_id, stage, terms in await seats.waiting_terms(session):
        body = terms.stages[stage]
        day = max(
            (session_day for session_day in body.sessions if session_day < today), default=None
        )
        if day is None:
            continue
        for path, since, case_id in await _waiting(session, terms_id, stage):
            if seat := route.seat(path, body.level):
                key = (terms.fund.key, body.key, seat, day)
                found[key] = min(found.get(key, (since, case_id)), (since, case_id))
    return [
        (case_id, day)
        for (fund, body, seat, day), (since, case_id) in found.items()
        if await _passed_in_vain(session, seat, day, since, regulations)
        and not await _was_held(session, fund, body, seat, day)
    ]


async def _waiting(
    session: AsyncSession, terms_id: int, stage: int
) -> list[tuple[str, datetime, int]]:
    """Where something waits: the organisation's path, since when at this body, and one case."""
    came = (
        select(func.max(CaseEvent.at))
        .where(CaseEvent.case_id == Case.id, CaseEvent.action.in_(CAME_TO_A_BODY))
        .correlate(Case)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(Organisation.path, func.min(came), func.min(Case.id))
        .join(Case, Case.organisation_id == Organisation.id)
        .join(Application, Application.case_id == Case.id)
        .where(
            Case.status == Status.REVIEW,
            Application.terms_id == terms_id,
            Application.stage == stage,
        )
        .group_by(Organisation.path)
    )
    return [(path, since, case_id) for path, since, case_id in rows]


async def _passed_in_vain(
    session: AsyncSession, seat: str, day: date, since: datetime, regulations: Regulations
) -> bool:
    """By the days of where the body sits: to the west it may be that day yet, and what came to it
    afterwards did not wait for it."""
    rules = await telling.rules_of(session, route.seat_id(seat), regulations)
    today = clock.now().astimezone(rules.timezone).date()
    return since.astimezone(rules.timezone).date() <= day < today


async def _was_held(session: AsyncSession, fund: str, body: str, seat: str, day: date) -> bool:
    """On that day or since: a meeting that was put off was not missed."""
    held = await session.scalar(
        select(Meeting.id)
        .where(
            Meeting.fund == fund,
            Meeting.body == body,
            Meeting.organisation_id == route.seat_id(seat),
            Meeting.held_on >= day,
        )
        .limit(1)
    )
    return held is not None


async def _ids(database: Database, *conditions: ColumnElement[bool]) -> list[int]:
    async with database.reading() as session:
        rows = await session.scalars(
            select(Case.id)
            .join(Application, Application.case_id == Case.id)
            .join(TermsRow, TermsRow.id == Application.terms_id)
            .where(Case.kind.in_(FOR_MONEY), *conditions)
            .order_by(Case.id)
        )
        return list(rows)
