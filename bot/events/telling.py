"""What those on a list are told, and what they are reminded of."""

from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices, reminders
from bot.events import events
from bot.events.events import CARD, subject
from bot.events.models import Event, Registration, Stage, Standing
from bot.events.places import place_in_line

OFFER: Final = "event-offer"
DAY_BEFORE, SOON, AFTERWARDS = "event-day", "event-soon", "event-feedback"
REMIND_BEFORE: Final = {DAY_BEFORE: timedelta(hours=24), SOON: timedelta(hours=2)}
# When what was is fresh, and all have left.
ASK_AFTER: Final = timedelta(hours=1)


async def confirmed(session: AsyncSession, event: Event, registration: Registration) -> None:
    """He has his place: he is told, and reminded from now on."""
    await tell(session, event, registration, "event-joined")
    await set_reminders(session, event, registration)


async def set_reminders(session: AsyncSession, event: Event, registration: Registration) -> None:
    """Of what lies ahead as the event stands now; what was written before goes."""
    account = await events.account_of(session, registration)
    if account is None:
        return
    await reminders.forget(session, subject(event.id), account_id=account.id)
    if registration.standing is not Standing.CONFIRMED or event.stage is not Stage.PUBLISHED:
        return
    assert event.starts_at is not None
    assert event.ends_at is not None
    for kind, before in REMIND_BEFORE.items():
        await reminders.remind(
            session, account.id, subject(event.id), kind, event.starts_at - before
        )
    await reminders.remind(
        session, account.id, subject(event.id), AFTERWARDS, event.ends_at + ASK_AFTER
    )


async def tell(session: AsyncSession, event: Event, registration: Registration, kind: str) -> None:
    """A short new message, once a turn; the card he has is shown as things stand."""
    account = await events.account_of(session, registration)
    if account is None:
        return
    await refresh_card(session, event.id, account.id)
    place = await place_in_line(session, registration)
    await notices.post(
        session,
        account.id,
        kind,
        key=f"{kind}:{registration.id}:{registration.turn}",
        subject=f"registration:{registration.id}",
        event_id=event.id,
        registration_id=registration.id,
        place=place,
        until=registration.offer_until,
    )


async def refresh_card(session: AsyncSession, event_id: int, account_id: int) -> None:
    await notices.refresh_cards(session, CARD, subject(event_id), account_id)


async def tell_offer(
    session: AsyncSession, event: Event, registration: Registration, account_id: int
) -> None:
    await refresh_card(session, event.id, account_id)
    await notices.post(
        session,
        account_id,
        OFFER,
        key=f"{OFFER}:{registration.id}:{registration.turn}",
        subject=offer_subject(registration),
    )


def offer_subject(registration: Registration) -> str:
    """Of one offer: a later one of the same person is another."""
    return f"offer:{registration.id}:{registration.turn}"
