"""Not coming: who gives up his place or his turn, and who says that he still comes."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.errors import UserError
from bot.events import events
from bot.events.events import NotOnList
from bot.events.models import LISTED, Event, Registration, Standing
from bot.events.offers import pass_on
from bot.events.telling import OFFER, offer_subject, set_reminders, tell
from bot.members.service import Viewer


class TooLate(UserError):
    """The day until which one may cancel has passed."""

    key = "event-cancel-too-late"


async def cancel(session: AsyncSession, viewer: Viewer, event_id: int) -> Registration:
    """He gives up his place, or his turn."""
    event = await events.locked(session, event_id)
    member_id = viewer.member.id if viewer.member else None
    known = await events.registration_of(session, event_id, member_id)
    if known is None:
        raise NotOnList
    if known.standing not in LISTED:
        return known
    late = event.cancel_until is not None and event.cancel_until <= clock.now()
    if (late and known.standing is Standing.CONFIRMED) or events.has_begun(event):
        raise TooLate(named=bool(event.contact), organiser=event.contact)
    await give_up(session, event, known)
    return known


async def give_up(
    session: AsyncSession, event: Event, registration: Registration, *, told: bool = True
) -> None:
    """The event is locked. What he had is passed on in the same transaction."""
    offered = registration.standing is Standing.OFFERED
    registration.standing, registration.ended_at = Standing.CANCELLED, clock.now()
    registration.quota_id = registration.offer_until = None
    await session.flush()
    if told:
        await tell(session, event, registration, "event-left")
    await set_reminders(session, event, registration)
    if offered:
        await notices.refresh_cards(session, OFFER, offer_subject(registration))
    await pass_on(session, event)


async def strike_off(session: AsyncSession, registration_id: int) -> None:
    """He is in the union no more: what he had goes to the next, and he hears where to ask."""
    known = await session.get_one(Registration, registration_id)
    event = await events.locked(session, known.event_id)
    await session.refresh(known)
    if known.standing in LISTED and not events.has_begun(event):
        await give_up(session, event, known, told=False)
        await tell(session, event, known, "event-struck-off")


async def not_coming(session: AsyncSession, viewer: Viewer, event_id: int) -> Registration:
    """«Не приду», to our own question a day before: taken even after the deadline."""
    event = await events.locked(session, event_id)
    known = await events.registration_of(
        session, event_id, viewer.member.id if viewer.member else None
    )
    if known is None:
        raise NotOnList
    if known.standing in LISTED and not events.has_begun(event):
        await give_up(session, event, known)
    return known


async def still_coming(session: AsyncSession, viewer: Viewer, event_id: int) -> None:
    member_id = viewer.member.id if viewer.member else None
    known = await events.registration_of(session, event_id, member_id)
    if known is None or known.standing is not Standing.CONFIRMED:
        raise NotOnList
    known.coming_at = known.coming_at or clock.now()
