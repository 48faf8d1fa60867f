"""A message to those who come to an event, or to some of them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.events import events
from bot.events.events import subject
from bot.events.models import Registration, Standing
from bot.members import service as members
from bot.members.service import Viewer


async def whom(session: AsyncSession, event_id: int, group: str) -> Sequence[Registration]:
    """Of the registered those who wait, who came, who did not."""
    base = select(Registration).where(Registration.event_id == event_id)
    confirmed = Registration.standing == Standing.CONFIRMED
    condition = {
        "confirmed": confirmed,
        "waiting": Registration.standing.in_([Standing.WAITING, Standing.OFFERED]),
        "came": Registration.came_at.is_not(None),
        "absent": confirmed & Registration.came_at.is_(None),
    }[group]
    rows = await session.scalars(base.where(condition).order_by(Registration.turn))
    return rows.all()


async def say_to(
    session: AsyncSession, viewer: Viewer, event_id: int, group: str, words: str, key: str
) -> int:
    """How many it goes to: those without Telegram have to be called."""
    await events.own(session, viewer, event_id)
    told = 0
    for registration in await whom(session, event_id, group):
        account = await events.account_of(session, registration)
        if account is None or account.telegram_id < 0:
            continue
        told += 1
        await notices.post(
            session,
            account.id,
            "event-said",
            key=f"event-said:{key}:{account.id}",
            subject=f"registration:{registration.id}",
            priority=notices.BULK,
            event_id=event_id,
            words=words,
        )
    await members.audit(session, viewer.account_id, "event-said", subject(event_id))
    return told
