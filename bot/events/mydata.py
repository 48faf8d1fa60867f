"""What events keep on a person: where he was registered, with whom, what he answered and wrote."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.db import Database
from bot.events import events, family, leaving
from bot.events.models import (
    LISTED,
    Answer,
    Companion,
    Event,
    Helper,
    Invitee,
    Pass,
    Question,
    Registration,
)
from bot.members.mydata import (
    Asking,
    Coded,
    Kept,
    Record,
    Whose,
    certainly_begun_by,
    expires,
    exports,
    forgets,
    is_over,
    keeps,
)
from bot.notices import Notice
from bot.regulations import Regulations
from bot.reminders import Reminder

AT_ONCE = 500


@exports("events", 65, Registration, Companion, Answer)
async def registrations(session: AsyncSession, asking: Asking) -> list[Record]:
    return [
        await _registration(session, registration, event, asking)
        for registration, event in await events.registrations_of(session, asking.whose.member_id)
    ]


async def _registration(
    session: AsyncSession, registration: Registration, event: Event, asking: Asking
) -> Record:
    answers = await session.execute(
        select(Question.text, Answer.text)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.registration_id == registration.id)
        .order_by(Question.id)
    )
    companions = await family.companions_of(session, registration.id)
    return {
        "number": registration.number,
        "event": event.title,
        "starts_at": event.starts_at,
        "status": Coded(
            registration.standing, asking.texts(f"event-listed-{registration.standing}")
        ),
        "submitted_at": registration.at,
        "came_at": registration.came_at,
        "certificate": registration.certificate,
        "rating": registration.rating,
        "text": registration.feedback,
        "family": ", ".join(companion.name for companion in companions),
        "told": "; ".join(f"{question} {answer}" for question, answer in answers),
    }


@exports("event-roles", 66, Helper, Invitee, Event)
async def helping(session: AsyncSession, asking: Asking) -> list[Record]:
    """Where he was named to come or to help, and what he made as an organiser."""
    told: list[Record] = []
    for table, code in ((Helper, "helper"), (Invitee, "invitee")):
        rows = await session.scalars(
            select(Event)
            .join(table, table.event_id == Event.id)
            .where(table.member_id == asking.whose.member_id)
        )
        told += [_role(event, code, asking) for event in rows.all()]
    made = await session.scalars(select(Event).where(Event.created_by == asking.whose.account_id))
    return [*told, *(_role(event, "organiser", asking) for event in made.all())]


def _role(event: Event, code: str, asking: Asking) -> Record:
    return {
        "event": event.title,
        "starts_at": event.starts_at,
        "role": Coded(code, asking.texts(f"event-role-{code}")),
    }


@exports("reminders", 67, Reminder)
async def to_be_reminded(session: AsyncSession, asking: Asking) -> list[Record]:
    rows = await session.scalars(
        select(Reminder)
        .where(Reminder.account_id == asking.whose.account_id)
        .order_by(Reminder.due_at)
    )
    return [
        {"due_at": row.due_at, "sent_at": row.sent_at, "missed_at": row.missed_at} for row in rows
    ]


@forgets
async def give_up_his_places(
    session: AsyncSession, whose: Whose, regulations: Regulations
) -> None:
    """He leaves: his places are passed on, what he wrote of others and of events goes."""
    if whose.account_id is not None:
        await session.execute(delete(Reminder).where(Reminder.account_id == whose.account_id))
    if whose.member_id is None:
        return
    for registration, event in await events.registrations_of(session, whose.member_id):
        await session.execute(
            delete(Companion).where(Companion.registration_id == registration.id)
        )
        await session.execute(delete(Answer).where(Answer.registration_id == registration.id))
        await session.execute(delete(Pass).where(Pass.registration_id == registration.id))
        registration.feedback = None
        if registration.standing in LISTED and not events.has_begun(event):
            locked = await events.locked(session, event.id)
            await leaving.give_up(session, locked, registration, told=False)
    await session.execute(delete(Helper).where(Helper.member_id == whose.member_id))
    await session.execute(delete(Invitee).where(Invitee.member_id == whose.member_id))


@keeps
async def registrations_until_their_term(
    session: AsyncSession, whose: Whose, regulations: Regulations
) -> list[Kept]:
    term, today = regulations.retention.events, clock.today()
    kept = []
    for registration, event in await events.registrations_of(session, whose.member_id):
        ended = clock.day_of(event.ends_at) if event.ends_at and events.is_over(event) else today
        kept.append(Kept("events", term.after(ended), registration.number))
    return kept


@expires("events")
async def old_events(database: Database, regulations: Regulations) -> int:
    """Who was there goes with the term; what it was stays as long as a certificate names it."""
    term = regulations.retention.events
    async with database.reading() as session:
        rows = await session.execute(
            select(Registration.id, Event.ends_at)
            .join(Event, Event.id == Registration.event_id)
            .where(Event.ends_at < certainly_begun_by(term))
            .order_by(Registration.id)
            .limit(AT_ONCE)
        )
        due = [one for one, ended in rows if ended and is_over(term, clock.day_of(ended))]
    for registration_id in due:
        async with database.writing() as session:
            await _delete(session, registration_id)
    await _drop_reminders(database, certainly_begun_by(term))
    return len(due)


async def _delete(session: AsyncSession, registration_id: int) -> None:
    for table in (Companion, Answer, Pass):
        await session.execute(delete(table).where(table.registration_id == registration_id))
    await session.execute(
        delete(Notice).where(Notice.subject == f"registration:{registration_id}")
    )
    await session.execute(delete(Registration).where(Registration.id == registration_id))


async def _drop_reminders(database: Database, before: datetime) -> None:
    async with database.writing() as session:
        await session.execute(delete(Reminder).where(Reminder.due_at < before))
