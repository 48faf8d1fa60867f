"""Freed places: offered to those who wait, in their order, taken, passed on."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.errors import UserError
from bot.events import events
from bot.events.events import Cancelled
from bot.events.models import Event, Registration, Stage, Standing
from bot.events.places import room
from bot.events.telling import OFFER, confirmed, offer_subject, tell, tell_offer
from bot.members.models import Member, Membership, Organisation

# An offer lasts a quarter of what is left until the event, within these.
LONGEST_OFFER: Final = timedelta(hours=24)
SHORTEST_OFFER: Final = timedelta(hours=2)


class OfferOver(UserError):
    """The moment until which a place was kept has passed."""

    key = "event-offer-over"


async def pass_on(
    session: AsyncSession, event: Event, newcomer: Registration | None = None
) -> None:
    """Free places go to those who wait, in their order: an offer to each, to the newcomer the
    place itself. The event is locked."""
    left = await room(session, event)
    begun = event.stage is not Stage.PUBLISHED or events.has_begun(event)
    if not left.is_full and not begun:
        for registration, path in await _waiting(session, event.id):
            fits, quota_id = left.take(path, registration.places)
            if fits:
                registration.quota_id = quota_id
                await _give(session, event, registration, registration is newcomer)
            if left.is_full:
                break
    if newcomer is not None and newcomer.standing is Standing.WAITING:
        await session.flush()
        await tell(session, event, newcomer, "event-waiting")


async def _waiting(session: AsyncSession, event_id: int) -> Sequence[tuple[Registration, str]]:
    """A suspended member keeps his turn and is passed by: he may take no place now."""
    rows = await session.execute(
        select(Registration, Organisation.path)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .outerjoin(Member, Member.id == Registration.member_id)
        .where(
            Registration.event_id == event_id,
            Registration.standing == Standing.WAITING,
            or_(Member.id.is_(None), Member.status == Membership.ACTIVE),
        )
        .order_by(Registration.turn)
    )
    return [(registration, path or "") for registration, path in rows]


async def _give(
    session: AsyncSession, event: Event, registration: Registration, at_once: bool
) -> None:
    account = await events.account_of(session, registration)
    if at_once or account is None:
        # Somebody without Telegram cannot answer an offer: his organiser calls him.
        registration.standing = Standing.CONFIRMED
        await session.flush()
        await confirmed(session, event, registration)
        return
    registration.standing = Standing.OFFERED
    registration.offer_until = offered_until(event, clock.now())
    await session.flush()
    await tell_offer(session, event, registration, account.id)


def offered_until(event: Event, now: datetime) -> datetime:
    """A day where there is time, two hours the night before; never past the beginning."""
    assert event.starts_at is not None
    window = min(max((event.starts_at - now) / 4, SHORTEST_OFFER), LONGEST_OFFER)
    return min(now + window, event.starts_at).replace(second=0, microsecond=0)


async def accept(session: AsyncSession, event: Event, registration: Registration) -> Registration:
    now = clock.now()
    if event.stage is not Stage.PUBLISHED:
        raise Cancelled
    if registration.offer_until is None or registration.offer_until <= now:
        raise OfferOver
    registration.standing, registration.offer_until = Standing.CONFIRMED, None
    await confirmed(session, event, registration)
    await notices.refresh_cards(session, OFFER, offer_subject(registration))
    return registration


async def end_offer(session: AsyncSession, registration_id: int) -> None:
    """Its moment has passed: one conditional update decides between it and a late press."""
    known = await session.get(Registration, registration_id)
    if known is None:
        return
    event = await events.locked(session, known.event_id)
    ended = await session.scalar(
        update(Registration)
        .where(
            Registration.id == registration_id,
            Registration.standing == Standing.OFFERED,
            Registration.offer_until <= clock.now(),
        )
        .values(standing=Standing.EXPIRED, quota_id=None, ended_at=clock.now())
        .returning(Registration.id)
    )
    if ended is None:
        return
    await session.refresh(known)
    await tell(session, event, known, "event-offer-expired")
    await notices.refresh_cards(session, OFFER, offer_subject(known))
    await _tell_of_missed(session, event, known)
    await pass_on(session, event)


async def _tell_of_missed(session: AsyncSession, event: Event, known: Registration) -> None:
    """Nothing ran from the end of an offer until the beginning: whoever waited could have come."""
    assert known.offer_until is not None
    assert event.starts_at is not None
    if not events.has_begun(event) or known.offer_until >= event.starts_at:
        return
    if waiting := await _waiting(session, event.id):
        await notices.post(
            session,
            event.created_by,
            "event-offers-missed",
            key=f"event-offers-missed:{event.id}",
            event_id=event.id,
            due=known.offer_until,
            waiting=len(waiting),
        )


async def end_turn(session: AsyncSession, registration_id: int) -> None:
    """It has begun and no place came free: he is told once, and after its end nothing any more."""
    waited = await session.scalar(
        update(Registration)
        .where(
            Registration.id == registration_id,
            Registration.standing == Standing.WAITING,
            Registration.ended_at.is_(None),
        )
        .values(ended_at=clock.now())
        .returning(Registration)
    )
    if waited is None:
        return
    event = await events.get(session, waited.event_id)
    if not events.is_over(event):
        await tell(session, event, waited, "event-no-place")


async def return_quotas(session: AsyncSession, event_id: int) -> None:
    """What organisations did not use by the day is for all who wait."""
    event = await events.locked(session, event_id)
    if event.quota_over or event.quota_until is None or event.quota_until > clock.now():
        return
    event.quota_over = True
    await session.flush()
    await pass_on(session, event)
