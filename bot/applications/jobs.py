"""What the clock does to applications: missing papers, promises that passed, missed sessions."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.applications import route
from bot.applications.access import refresh, tell_officers
from bot.applications.models import Application, Meeting, TermsRow
from bot.applications.paperwork import ticks
from bot.applications.promising import promise
from bot.applications.reading import Filed, filed_where, get, listed, locked
from bot.cases import service as cases
from bot.cases import telling
from bot.cases.models import FOR_MONEY, Case, Status
from bot.db import Database
from bot.regulations import Regulations

PAPER_REMINDER: Final = timedelta(days=7)


async def remind_of_papers(database: Database, regulations: Regulations) -> None:
    """What was asked for a week ago and did not come, or is still to be brought on paper: once."""
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
        await telling.tell_asker(
            session, filed.case, "application-paper-reminder", key, paper=application.wanted or ""
        )
        return
    noted = await ticks(session, filed.id)
    missing = [p.title for p in filed.terms.ticked if p.key not in noted and not p.petition]
    if filed.case.status is Status.REVIEW and missing:
        reader = await telling.asker(session, filed.case)
        if reader is not None:
            await telling.tell(
                session,
                filed.case,
                reader,
                "application-bring-paper",
                key,
                papers_ru=", ".join(title.ru for title in missing),
                papers_kk=", ".join(title.kk for title in missing),
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
    await telling.tell_asker(
        session, filed.case, "application-promise-moved", key, promised=promised
    )
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
    """An application of each body whose last session passed without a meeting, and that day."""
    found: dict[tuple[str, str, str, date], int] = {}
    rows = await listed(session, filed_where(Case.status == Status.REVIEW).order_by(Case.id))
    for filed in rows:
        if not filed.body.sessions or filed.case.submitted_at is None:
            continue
        path = await route.path_of(session, filed)
        seat = route.seat(path, filed.body.level)
        rules = await telling.rules_of(session, filed.case.organisation_id, regulations)
        today = clock.now().astimezone(rules.timezone).date()
        passed = [day for day in filed.body.sessions if day < today]
        if seat is None or not passed or filed.case.submitted_at.date() > max(passed):
            continue
        if await _was_held(session, filed, seat, max(passed)):
            continue
        found.setdefault((filed.application.fund, filed.body.key, seat, max(passed)), filed.id)
    return [(case_id, day) for (_, _, _, day), case_id in found.items()]


async def _was_held(session: AsyncSession, filed: Filed, seat: str, day: date) -> bool:
    """On that day or since: a meeting that was put off was not missed."""
    organisation_id = int(seat.rstrip("/").rpartition("/")[2])
    held = await session.scalar(
        select(Meeting.id)
        .where(
            Meeting.fund == filed.application.fund,
            Meeting.body == filed.body.key,
            Meeting.organisation_id == organisation_id,
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
