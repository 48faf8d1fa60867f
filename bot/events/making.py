"""Events made, published, called off."""

import secrets
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices, reminders
from bot.db import insert_new
from bot.errors import NoAccess, UserError
from bot.events import events, telling
from bot.events.events import CARD, AlreadyPublished, subject
from bot.events.models import (
    Audience,
    Event,
    Helper,
    Invitee,
    Question,
    Quota,
    Session,
    Stage,
    Standing,
)
from bot.members import service as members
from bot.members.service import ORGANISER_ROLES as ORGANISERS
from bot.members.service import Viewer

SECRET_BYTES: Final = 9
COPIED: Final = (
    "organisation_id", "title", "text", "picture", "rubric", "place", "latitude", "longitude",
    "timezone", "capacity", "audience", "category", "of_id", "family", "contact",
)  # fmt: skip


class NotReady(UserError):
    """Something is missing without which nobody could come."""

    key = "event-not-ready"


async def create(session: AsyncSession, viewer: Viewer, title: str, key: str, zone: str) -> Event:
    """A draft, of the widest of the organiser's offices."""
    offices = [office for office in viewer.offices if office.role in ORGANISERS]
    if not offices:
        raise NoAccess
    widest = min(offices, key=lambda office: len(office.path))
    row = {
        "key": key,
        "organisation_id": widest.organisation_id,
        "of_id": widest.organisation_id,
        "created_by": viewer.account_id,
        "title": title,
        "timezone": zone,
        "secret": secrets.token_urlsafe(SECRET_BYTES),
    }
    await insert_new(session, Event, row, unique=("key",))
    found = await session.scalars(select(Event).where(Event.key == key))
    return found.one()


async def copy(session: AsyncSession, viewer: Viewer, event_id: int, key: str) -> Event:
    """All but its days and those who came: a draft to set the days in."""
    old = await events.own(session, viewer, event_id)
    new = await create(session, viewer, old.title, key, old.timezone)
    for name in COPIED:
        setattr(new, name, getattr(old, name))
    if not await events.questions_of(session, new.id):
        for asked in await events.questions_of(session, old.id):
            session.add(
                Question(event_id=new.id, kind=asked.kind, text=asked.text, options=asked.options)
            )
    if not await events.quotas_of(session, new.id):
        for kept in await events.quotas_of(session, old.id):
            row = Quota(organisation_id=kept.organisation_id, places=kept.places)
            row.event_id = new.id
            session.add(row)
    await session.flush()
    return new


async def drop(session: AsyncSession, viewer: Viewer, event_id: int) -> None:
    """A draft leaves nothing behind."""
    event = await events.own(session, viewer, event_id, lock=True)
    if event.stage is not Stage.DRAFT:
        raise AlreadyPublished
    for table in (Session, Quota, Question, Invitee, Helper):
        await session.execute(delete(table).where(table.event_id == event_id))
    await session.delete(event)


# Published, called off


def missing(event: Event) -> list[str]:
    """What must be said before anyone can come."""
    found = []
    if event.starts_at is None:
        found.append("when")
    if not event.place:
        found.append("place")
    return found


async def publish(
    session: AsyncSession, viewer: Viewer, event_id: int, *, announced: bool
) -> Event:
    event = await events.own(session, viewer, event_id, lock=True)
    if event.stage is Stage.PUBLISHED:
        return event
    if event.stage is Stage.CANCELLED:
        raise events.Cancelled
    if missing(event) or events.has_begun(event):
        raise NotReady(missing=missing(event))
    event.stage, event.published_at = Stage.PUBLISHED, clock.now()
    open_to_many = event.audience not in (Audience.NOMINATED, Audience.INVITED)
    event.announced_to = 0 if announced and open_to_many else None
    await members.audit(session, viewer.account_id, "event-published", subject(event_id))
    await session.flush()
    return event


async def call_off(session: AsyncSession, viewer: Viewer, event_id: int, why: str) -> Event:
    """Everybody on its list is told once, and reminded of nothing."""
    event = await events.own(session, viewer, event_id, lock=True)
    if event.stage is not Stage.PUBLISHED:
        return event
    event.stage, event.cancelled_at, event.announced_to = Stage.CANCELLED, clock.now(), None
    await session.flush()
    for registration in await events.on_list(session, event_id):
        account = await events.account_of(session, registration)
        if registration.standing is Standing.OFFERED:
            registration.standing, registration.offer_until = Standing.CANCELLED, None
        if account is None:
            continue
        await notices.post(
            session,
            account.id,
            "event-off",
            key=f"event-off:{event_id}:{account.id}",
            subject=f"registration:{registration.id}",
            event_id=event_id,
            why=why,
        )
        await notices.refresh_cards(
            session, telling.OFFER, telling.offer_subject(registration), account.id
        )
    await reminders.forget(session, subject(event_id))
    await notices.refresh_cards(session, CARD, subject(event_id))
    await members.audit(session, viewer.account_id, "event-called-off", subject(event_id))
    return event
