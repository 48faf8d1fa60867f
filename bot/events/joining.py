"""Coming: one press for a place, or a turn on the waiting list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases.numbers import next_number
from bot.events import events
from bot.events.events import Cancelled, Closed, MembersOnly, NotForYou
from bot.events.models import Answer, Event, Registration, Stage, Standing
from bot.events.offers import accept, pass_on
from bot.members.models import Member
from bot.members.service import Viewer

PREFIX: Final = "СБ"


@dataclass(frozen=True)
class Said:
    """An answer to a question of those who come."""

    text: str
    file_id: str | None = None
    file_kind: str | None = None


async def register(
    session: AsyncSession,
    viewer: Viewer,
    event_id: int,
    said: Mapping[int, Said] | None = None,
) -> Registration:
    """A place, or a place on the waiting list; of an offer, the place it keeps.

    A repeat returns what stands.
    """
    if viewer.member is None or not viewer.is_active_member:
        raise MembersOnly
    event = await events.locked(session, event_id)
    known = await events.registration_of(session, event_id, viewer.member.id)
    if known and known.standing in (Standing.CONFIRMED, Standing.WAITING):
        return known
    if known and known.standing is Standing.OFFERED:
        return await accept(session, event, known)
    ensure_open(event)
    if not await events.is_for(session, viewer, event_id):
        raise NotForYou
    registration = await enter(session, event, viewer.member, known, viewer.account_id)
    await answer(session, registration, said or {})
    await pass_on(session, event, newcomer=registration)
    return registration


def ensure_open(event: Event) -> None:
    ensure_ahead(event)
    if event.closes_at is not None and event.closes_at <= clock.now():
        raise Closed


def ensure_ahead(event: Event) -> None:
    """Its organiser may enter someone by hand until it begins, closed or not."""
    if event.stage is Stage.CANCELLED:
        raise Cancelled
    if event.stage is not Stage.PUBLISHED or events.has_begun(event):
        raise Closed


async def enter(
    session: AsyncSession, event: Event, member: Member, known: Registration | None, by_id: int
) -> Registration:
    turn = await next_turn(session, event)
    if known is None:
        known = Registration(
            event_id=event.id,
            number=await new_number(session, event),
            member_id=member.id,
            standing=Standing.WAITING,
            turn=turn,
        )
        session.add(known)
    known.standing, known.turn, known.at = Standing.WAITING, turn, clock.now()
    known.organisation_id, known.by_id = member.organisation_id, by_id
    known.quota_id = known.offer_until = known.ended_at = known.coming_at = None
    await session.flush()
    return known


async def next_turn(session: AsyncSession, event: Event) -> int:
    turn = await session.scalar(
        update(Event)
        .where(Event.id == event.id)
        .values(turns=Event.turns + 1)
        .returning(Event.turns)
        .execution_options(synchronize_session=False)
    )
    assert turn is not None
    return turn


async def new_number(session: AsyncSession, event: Event) -> str:
    return await next_number(session, PREFIX, clock.now().astimezone(event.zone).year)


async def answer(
    session: AsyncSession, registration: Registration, said: Mapping[int, Said]
) -> None:
    await session.execute(delete(Answer).where(Answer.registration_id == registration.id))
    for question_id, words in said.items():
        session.add(
            Answer(
                registration_id=registration.id,
                question_id=question_id,
                text=words.text,
                file_id=words.file_id,
                file_kind=words.file_kind,
            )
        )
