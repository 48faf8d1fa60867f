"""Those of an event as a list prints them: for whoever runs it, and each look is audited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import events, family
from bot.events.models import LISTED, Answer, Event, Question, Registration
from bot.i18n import Texts
from bot.members import service as members
from bot.members.models import Member
from bot.members.service import Viewer


@dataclass(frozen=True)
class Person:
    """Someone of a list, as it is printed. `answers` are those of the event's questions."""

    line: int
    number: str
    name: str
    place: str
    position: str
    phone: str
    standing: str
    registered: datetime
    came: datetime | None
    companions: Sequence[str] = ()
    answers: Sequence[str] = ()


async def people(
    session: AsyncSession, viewer: Viewer, event_id: int, texts: Texts
) -> tuple[Event, Sequence[Question], dict[Registration, Person]]:
    event = await events.own(session, viewer, event_id)
    await members.audit(session, viewer.account_id, "event-list-seen", events.subject(event_id))
    questions = await events.questions_of(session, event_id)
    rows = await session.scalars(
        select(Registration)
        .where(Registration.event_id == event_id, Registration.standing.in_(LISTED))
        .order_by(Registration.turn)
    )
    answers = await _answers(session, event_id)
    places: dict[int, str] = {}
    listed = {}
    for registration in rows.all():
        said = answers.get(registration.id, {})
        listed[registration] = await _person(session, registration, texts, places, questions, said)
    return event, questions, listed


async def _answers(session: AsyncSession, event_id: int) -> dict[int, dict[int, str]]:
    rows = await session.scalars(
        select(Answer)
        .join(Registration, Registration.id == Answer.registration_id)
        .where(Registration.event_id == event_id)
    )
    found: dict[int, dict[int, str]] = {}
    for answer in rows.all():
        found.setdefault(answer.registration_id, {})[answer.question_id] = answer.text
    return found


async def _person(
    session: AsyncSession,
    registration: Registration,
    texts: Texts,
    places: dict[int, str],
    questions: Sequence[Question],
    said: dict[int, str],
) -> Person:
    known = None
    if registration.member_id is not None:
        known = (await session.get_one(Member, registration.member_id)).person
    organisation_id = registration.organisation_id
    if organisation_id is not None and organisation_id not in places:
        places[organisation_id] = await members.place_by_id(session, organisation_id)
    companions = await family.companions_of(session, registration.id)
    return Person(
        line=registration.turn,
        number=registration.number,
        name=known.full_name if known else registration.guest or "",
        place=places.get(organisation_id or 0, ""),
        position=known.position if known else "",
        phone=f"+{known.phones[0]}" if known and known.phones else "",
        standing=texts(f"event-listed-{registration.standing}"),
        registered=registration.at,
        came=registration.came_at,
        companions=[companion.name for companion in companions],
        answers=[said.get(question.id, "") for question in questions],
    )


async def files(
    session: AsyncSession, viewer: Viewer, event_id: int
) -> Sequence[tuple[Answer, str, str]]:
    """What came as a file, with the name of who sent it and the question."""
    await events.own(session, viewer, event_id)
    await members.audit(session, viewer.account_id, "event-files-seen", events.subject(event_id))
    rows = await session.execute(
        select(Answer, Registration, Question)
        .join(Registration, Registration.id == Answer.registration_id)
        .join(Question, Question.id == Answer.question_id)
        .where(
            Registration.event_id == event_id,
            Registration.standing.in_(LISTED),
            Answer.file_id.is_not(None),
        )
        .order_by(Registration.turn)
    )
    return [
        (answer, await events.name_of(session, registration), question.text)
        for answer, registration, question in rows.all()
    ]
