"""Who is let in: by a link, by name, by hand; and who helps at the door."""

import secrets

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.db import insert_new
from bot.errors import Trespass
from bot.events import events, joining, offers
from bot.events.card import may_nominate
from bot.events.events import subject
from bot.events.models import (
    LISTED,
    Audience,
    Event,
    Helper,
    Invitee,
    Registration,
    Stage,
    Standing,
)
from bot.members import service as members
from bot.members.models import Member, Membership, Role
from bot.members.scope import reach_member
from bot.members.service import ORGANISER_ROLES as ORGANISERS
from bot.members.service import Viewer


async def invite(
    session: AsyncSession, viewer: Viewer, event_id: int, secret: str
) -> Event | None:
    """He opened the link. None: it is not this event's."""
    event = await session.get(Event, event_id)
    if event is None or event.stage is Stage.DRAFT or viewer.member is None:
        return None
    if event.audience is Audience.INVITED:
        if not secrets.compare_digest(event.secret.encode(), secret.encode()):
            return None
        row = {"event_id": event_id, "member_id": viewer.member.id}
        await insert_new(session, Invitee, row, unique=("event_id", "member_id"))
    return event


async def nominate(session: AsyncSession, viewer: Viewer, event_id: int, member_id: int) -> Member:
    """A chair, or whoever runs the event, names one of his people: he is told."""
    event = await events.get(session, event_id)
    runs = await events.runs(session, viewer, event)
    if not runs and not await may_nominate(session, viewer, event):
        raise Trespass("event-refused", subject(event_id))
    roles = ORGANISERS if runs else [Role.CHAIR]
    member, _ = await reach_member(session, viewer, member_id, roles)
    if member.status is not Membership.ACTIVE:
        raise events.MembersOnly
    row = {"event_id": event_id, "member_id": member_id, "by_id": viewer.account_id}
    made = await insert_new(session, Invitee, row, unique=("event_id", "member_id"))
    account = await members.account_of_member(session, member_id)
    if made is not None and account is not None and event.stage is Stage.PUBLISHED:
        await notices.post(
            session,
            account.id,
            "event-nominated",
            key=f"event-nominated:{event_id}:{account.id}",
            subject=subject(event_id),
            event_id=event_id,
        )
    return member


async def nominees(session: AsyncSession, event_id: int) -> int:
    count = await session.scalar(select(func.count()).where(Invitee.event_id == event_id))
    return count or 0


# Helpers


async def name_helper(
    session: AsyncSession, viewer: Viewer, event_id: int, member_id: int
) -> Member:
    event = await events.own(session, viewer, event_id)
    member, _ = await reach_member(session, viewer, member_id, ORGANISERS)
    row = {"event_id": event.id, "member_id": member_id, "by_id": viewer.account_id}
    made = await insert_new(session, Helper, row, unique=("event_id", "member_id"))
    account = await members.account_of_member(session, member_id)
    if made is not None and account is not None:
        await notices.post(
            session,
            account.id,
            "event-helper",
            key=f"event-helper:{event_id}:{account.id}",
            subject=subject(event_id),
            event_id=event_id,
        )
    return member


async def helpers(session: AsyncSession, event_id: int) -> list[str]:
    rows = await session.scalars(
        select(Member)
        .join(Helper, Helper.member_id == Member.id)
        .where(Helper.event_id == event_id)
        .order_by(Helper.id)
    )
    return [member.person.short_name for member in rows]


async def drop_helpers(session: AsyncSession, viewer: Viewer, event_id: int) -> None:
    await events.own(session, viewer, event_id)
    await session.execute(delete(Helper).where(Helper.event_id == event_id))


# By hand


async def enter_member(
    session: AsyncSession, viewer: Viewer, event_id: int, member_id: int
) -> Registration:
    """By hand: someone of the registry, with or without Telegram. A repeat changes nothing."""
    event = await events.own(session, viewer, event_id, lock=True)
    joining.ensure_ahead(event)
    member, _ = await reach_member(session, viewer, member_id, ORGANISERS)
    if member.status is not Membership.ACTIVE:
        raise events.MembersOnly
    known = await events.registration_of(session, event_id, member_id)
    if known and known.standing in LISTED:
        return known
    registration = await joining.enter(session, event, member, known, viewer.account_id)
    await offers.pass_on(session, event, newcomer=registration)
    await session.flush()
    return registration


async def enter_guest(
    session: AsyncSession, viewer: Viewer, event_id: int, name: str, key: str
) -> Registration:
    """By hand: somebody whom the registry has not."""
    event = await events.own(session, viewer, event_id, lock=True)
    joining.ensure_ahead(event)
    known = await session.scalar(select(Registration).where(Registration.key == key))
    if known is not None:
        return known
    registration = Registration(
        event_id=event_id,
        number=await joining.new_number(session, event),
        guest=name,
        key=key,
        organisation_id=event.organisation_id,
        standing=Standing.WAITING,
        turn=await joining.next_turn(session, event),
        by_id=viewer.account_id,
    )
    session.add(registration)
    await session.flush()
    await offers.pass_on(session, event, newcomer=registration)
    await session.flush()
    return registration
