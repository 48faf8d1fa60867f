"""What the clock does to questions: leases end, promises are kept in mind, or moved and said."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases import service as cases
from bot.cases.models import Case, Status
from bot.cases.service import subject
from bot.db import Database
from bot.legal import absences, questions
from bot.legal.answering import may_reopen
from bot.legal.promising import is_near, promise_anew
from bot.legal.questions import Asked, asked_where
from bot.notices import Notice
from bot.regulations import Regulations

# No reminder lies further ahead: 100 working hours, holidays among them.
REMINDERS_AHEAD = timedelta(days=60)
WITH_THE_DESK = Case.status.in_([Status.QUEUED, Status.TAKEN])


async def end_leases(database: Database, regulations: Regulations) -> None:
    """Taken and silent past the lease: back in the queue; lawyer and head lawyer are told."""
    over = Case.lease_until < clock.now()
    for case_id in await _found(database, Case.status == Status.TAKEN, over):
        async with database.writing() as session:
            await _end_lease(session, case_id, regulations)


async def _end_lease(session: AsyncSession, case_id: int, regulations: Regulations) -> None:
    asked = await questions.locked(session, case_id)
    lawyer_id = asked.case.assignee_id
    # The lawyer may answer at this very moment: one conditional update decides.
    ended = await session.scalar(
        update(Case)
        .where(Case.id == case_id, Case.status == Status.TAKEN, Case.lease_until < clock.now())
        .values(status=Status.QUEUED, assignee_id=None, lease_until=None)
        .returning(Case.id)
    )
    if ended is None or lawyer_id is None:
        return
    await session.refresh(asked.case)
    await questions.expect_taker(session, asked, regulations)
    event = await cases.record(session, case_id, lawyer_id, "lease-ended")
    if not await absences.away(session, [lawyer_id]):
        await questions.tell(session, asked, lawyer_id, "lease-ended", f"{event.id}:lawyer")
    await _tell_heads(
        session, asked, regulations, "lease-ended-head", f"{event.id}:head", besides=lawyer_id
    )
    if await is_near(session, asked, regulations):
        await promise_anew(session, asked, regulations, f"{event.id}:moved")
    await questions.refresh(session, asked)
    await questions.tell_desk(session, asked, regulations.desks, anew=True)


async def remind_of_promises(database: Database, regulations: Regulations) -> None:
    """Some working hours before the promise: its lawyer, or the whole desk if nobody has it."""
    now = clock.now()
    ahead = (WITH_THE_DESK, Case.due_at > now, Case.due_at < now + REMINDERS_AHEAD)
    for case_id in await _near(database, regulations, *ahead):
        async with database.reading() as session:
            wanted = await _reminders(session, case_id, regulations)
        if wanted:
            async with database.writing() as session:
                await _remind(session, case_id, regulations)


async def _remind(session: AsyncSession, case_id: int, regulations: Regulations) -> None:
    asked = await questions.locked(session, case_id)
    for reader, key in await _reminders(session, case_id, regulations):
        due_at = asked.case.due_at
        await questions.tell(session, asked, reader, "promise-near", key, due=due_at)


async def _reminders(
    session: AsyncSession, case_id: int, regulations: Regulations
) -> list[tuple[int, str]]:
    """To whom, and the notice's key: those who were not reminded of this promise yet."""
    asked = await questions.get(session, case_id)
    due_at = asked.case.due_at
    if due_at is None or asked.case.status not in (Status.QUEUED, Status.TAKEN):
        return []
    if not await is_near(session, asked, regulations):
        return []
    readers = await _to_remind(session, asked, regulations)
    keys = {reader: f"near:{due_at:%Y%m%d%H%M}:{reader}" for reader in readers}
    known = await session.scalars(
        select(Notice.key).where(Notice.subject == subject(case_id), Notice.kind == "promise-near")
    )
    said = set(known)
    return [(r, key) for r, key in keys.items() if f"{subject(case_id)}:{key}" not in said]


async def _to_remind(session: AsyncSession, asked: Asked, regulations: Regulations) -> list[int]:
    """Its lawyer; who is away is not reminded, his head is. If nobody has it, the desk."""
    lawyer_id = asked.case.assignee_id
    if lawyer_id is None:
        told = await questions.desk_of(session, asked, regulations.desks)
    elif not await absences.away(session, [lawyer_id]):
        return [lawyer_id]
    else:
        told = await questions.heads_of(session, asked, regulations.desks)
    return [account.id for account in await absences.at_work(session, told)]


async def _near(
    database: Database, regulations: Regulations, *conditions: ColumnElement[bool]
) -> list[int]:
    """Those whose promise is near. Many share an organisation and a day: it is counted once."""
    known: dict[tuple[int | None, str, datetime], bool] = {}
    near = []
    async with database.reading() as session:
        rows = await session.execute(asked_where(*conditions).order_by(Case.id))
        for case, question in rows:
            assert case.due_at is not None
            same = (case.organisation_id, question.desk, case.due_at)
            if same not in known:
                known[same] = await is_near(session, Asked(case, question), regulations)
            if known[same]:
                near.append(case.id)
    return near


async def move_missed_promises(database: Database, regulations: Regulations) -> None:
    """The date has passed: the member hears an apology and a new one, the head lawyer hears it."""
    for case_id in await _found(database, WITH_THE_DESK, Case.due_at <= clock.now()):
        async with database.writing() as session:
            await _move_missed(session, case_id, regulations)


async def _move_missed(session: AsyncSession, case_id: int, regulations: Regulations) -> None:
    asked = await questions.locked(session, case_id)
    due_at = asked.case.due_at
    with_the_desk = asked.case.status in (Status.QUEUED, Status.TAKEN)
    if not with_the_desk or due_at is None or due_at > clock.now():
        return
    key = f"missed:{due_at:%Y%m%d%H%M}"
    await promise_anew(session, asked, regulations, key)
    await cases.record(session, case_id, None, "promise-missed")
    await _tell_heads(session, asked, regulations, "promise-missed-head", key)
    await questions.refresh(session, asked)


async def close_answered(database: Database, regulations: Regulations) -> None:
    """Nobody came back within the term: the question is closed."""
    days = min(desk.reopen_days for desk in regulations.desks.values())
    old = Case.answered_at < clock.now() - timedelta(days=days)
    for case_id in await _found(database, Case.status == Status.ANSWERED, old):
        async with database.writing() as session:
            asked = await questions.locked(session, case_id)
            desk = regulations.desks[asked.question.desk]
            if asked.case.status is not Status.ANSWERED or may_reopen(asked, desk, clock.now()):
                continue
            asked.case.status, asked.case.closed_at = Status.CLOSED, clock.now()
            await cases.record(session, case_id, None, "closed")
            await questions.refresh(session, asked)


async def _tell_heads(
    session: AsyncSession,
    asked: Asked,
    regulations: Regulations,
    kind: str,
    key: str,
    besides: int | None = None,
) -> None:
    heads = await questions.heads_of(session, asked, regulations.desks)
    for head in await absences.at_work(session, heads):
        if head.id != besides:
            promised = asked.case.promised_on
            await questions.tell(
                session, asked, head.id, kind, f"{key}:{head.id}", promised=promised
            )


async def _found(database: Database, *conditions: ColumnElement[bool]) -> list[int]:
    async with database.reading() as session:
        rows = await session.execute(asked_where(*conditions).order_by(Case.id))
        return [case.id for case, _ in rows]
