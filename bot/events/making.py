"""Events made, changed, published, called off; and who is let in, by whom."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices, reminders
from bot.db import insert_new
from bot.errors import NoAccess, Trespass, UserError
from bot.events import events, joining
from bot.events.card import may_nominate
from bot.events.events import CARD, subject
from bot.events.models import (
    HOLDING,
    LISTED,
    AnswerKind,
    Audience,
    Event,
    Helper,
    Invitee,
    Question,
    Quota,
    Registration,
    Session,
    Stage,
    Standing,
)
from bot.members import service as members
from bot.members.models import Member, Membership, Organisation, Role
from bot.members.scope import reach_member
from bot.members.service import ORGANISER_ROLES as ORGANISERS
from bot.members.service import Viewer

MOST_QUESTIONS: Final = 10
SECRET_BYTES: Final = 9
# What those who are registered hear of when it changes.
TOLD: Final = frozenset({"title", "text", "when", "place", "contact", "family", "cancel_until"})


class NotReady(UserError):
    """Something is missing without which nobody could come."""

    key = "event-not-ready"


class AlreadyPublished(UserError):
    """Who has a place goes by how it was: such a change needs another event."""

    key = "event-published-already"


class TooFew(UserError):
    """More have a place than would be left."""

    key = "event-too-few-places"


class QuotasTooBig(UserError):
    key = "event-quotas-too-big"


class EnoughQuestions(UserError):
    key = "event-enough-questions"


def may_organise(viewer: Viewer) -> bool:
    return bool(viewer.roles & ORGANISERS)


# Made


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


COPIED: Final = (
    "organisation_id", "title", "text", "picture", "rubric", "place", "latitude", "longitude",
    "timezone", "capacity", "audience", "category", "of_id", "family", "contact",
)  # fmt: skip


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


# Changed


async def change(
    session: AsyncSession, viewer: Viewer, event_id: int, key: str, **fields: Any
) -> Event:
    """Who is registered hears what changed; his card shows it. `key` names the change."""
    event = await events.own(session, viewer, event_id, lock=True)
    before = {name: getattr(event, name) for name in fields}
    if "capacity" in fields:
        await _ensure_enough(session, event, fields["capacity"])
    for name, value in fields.items():
        setattr(event, name, value)
    await session.flush()
    if event.stage is not Stage.PUBLISHED:
        return event
    for name in fields.keys() & TOLD:
        if before[name] != fields[name]:
            said = {"before": str(before[name] or "—"), "after": str(fields[name] or "—")}
            if name in ("family", "cancel_until"):
                said = {}
            await _tell_changed(session, event, name, key, **said)
    if {"capacity", "quota_until"} & fields.keys():
        await joining.pass_on(session, event)
    await notices.refresh_cards(session, CARD, subject(event.id))
    return event


async def _ensure_enough(session: AsyncSession, event: Event, capacity: int | None) -> None:
    held = await session.scalar(
        select(func.sum(Registration.places)).where(
            Registration.event_id == event.id, Registration.standing.in_(HOLDING)
        )
    )
    if capacity is not None and capacity < (held or 0):
        raise TooFew(held=held)
    await _ensure_quotas_fit(session, event, capacity)


async def _ensure_quotas_fit(
    session: AsyncSession, event: Event, capacity: int | None, more: int = 0
) -> None:
    kept = await session.scalar(select(func.sum(Quota.places)).where(Quota.event_id == event.id))
    if capacity is None and (kept or more):
        raise QuotasTooBig(capacity=0)
    if capacity is not None and (kept or 0) + more > capacity and not event.quota_over:
        raise QuotasTooBig(capacity=capacity)


async def _tell_changed(
    session: AsyncSession, event: Event, field: str, key: str, **values: Any
) -> None:
    for registration in await on_list(session, event.id):
        account = await events.account_of(session, registration)
        if account is not None:
            await notices.post(
                session,
                account.id,
                "event-changed",
                key=f"{key}:{field}:{account.id}",
                subject=f"registration:{registration.id}",
                event_id=event.id,
                field=field,
                **values,
            )


async def on_list(session: AsyncSession, event_id: int) -> Sequence[Registration]:
    rows = await session.scalars(
        select(Registration)
        .where(Registration.event_id == event_id, Registration.standing.in_(LISTED))
        .order_by(Registration.turn)
    )
    return rows.all()


async def set_sessions(
    session: AsyncSession,
    viewer: Viewer,
    event_id: int,
    spans: Sequence[tuple[datetime, datetime, str]],
    key: str,
) -> Event:
    """All its days anew. Reminders of those who come move with it, offers are cut by it."""
    event = await events.own(session, viewer, event_id, lock=True)
    starts, ends = event.starts_at, event.ends_at
    await session.execute(delete(Session).where(Session.event_id == event_id))
    for start, end, title in sorted(spans):
        session.add(Session(event_id=event_id, starts_at=start, ends_at=end, title=title))
    event.starts_at = min((start for start, _, _ in spans), default=None)
    event.ends_at = max((end for _, end, _ in spans), default=None)
    await session.flush()
    if event.stage is not Stage.PUBLISHED or (starts, ends) == (event.starts_at, event.ends_at):
        return event
    _shift_terms(event, starts)
    await session.flush()
    await _tell_changed(session, event, "when", key, starts=starts, ends=ends)
    for registration in await on_list(session, event_id):
        await joining.set_reminders(session, event, registration)
        if registration.offer_until and event.starts_at:
            # No offer outlasts the beginning.
            registration.offer_until = min(registration.offer_until, event.starts_at)
    await notices.refresh_cards(session, CARD, subject(event_id))
    await joining.pass_on(session, event)
    return event


def _shift_terms(event: Event, starts: datetime | None) -> None:
    """Days that were counted from the beginning go with it."""
    if starts is None or event.starts_at is None:
        return
    by = event.starts_at - starts
    for name in ("closes_at", "cancel_until", "quota_until"):
        moment = getattr(event, name)
        if moment is not None:
            setattr(event, name, min(moment + by, event.starts_at))


async def add_quota(
    session: AsyncSession, viewer: Viewer, event_id: int, organisation_id: int, places: int
) -> None:
    event = await events.own(session, viewer, event_id, lock=True)
    known = await session.scalar(
        select(Quota).where(Quota.event_id == event_id, Quota.organisation_id == organisation_id)
    )
    await _ensure_quotas_fit(
        session, event, event.capacity, places - (known.places if known else 0)
    )
    if known is not None:
        known.places = places
    else:
        session.add(Quota(event_id=event_id, organisation_id=organisation_id, places=places))
    await session.flush()


async def drop_quotas(session: AsyncSession, viewer: Viewer, event_id: int) -> None:
    """All places are for all."""
    event = await events.own(session, viewer, event_id, lock=True)
    for registration in await on_list(session, event_id):
        registration.quota_id = None
    await session.flush()
    await session.execute(delete(Quota).where(Quota.event_id == event_id))
    if event.stage is Stage.PUBLISHED:
        await joining.pass_on(session, event)


async def add_question(
    session: AsyncSession,
    viewer: Viewer,
    event_id: int,
    kind: AnswerKind,
    text: str,
    options: Sequence[str] = (),
) -> None:
    event = await events.own(session, viewer, event_id, lock=True)
    if event.stage is not Stage.DRAFT:
        raise AlreadyPublished
    if len(await events.questions_of(session, event_id)) >= MOST_QUESTIONS:
        raise EnoughQuestions(limit=MOST_QUESTIONS)
    session.add(Question(event_id=event_id, kind=kind, text=text, options=list(options)))
    await session.flush()


async def drop_questions(session: AsyncSession, viewer: Viewer, event_id: int) -> None:
    event = await events.own(session, viewer, event_id, lock=True)
    if event.stage is not Stage.DRAFT:
        raise AlreadyPublished
    await session.execute(delete(Question).where(Question.event_id == event_id))


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
        raise joining.Cancelled
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
    for registration in await on_list(session, event_id):
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
            session, joining.OFFER, joining.offer_subject(registration), account.id
        )
    await reminders.forget(session, subject(event_id))
    await notices.refresh_cards(session, CARD, subject(event_id))
    await members.audit(session, viewer.account_id, "event-called-off", subject(event_id))
    return event


# Who is let in


async def invite(
    session: AsyncSession, viewer: Viewer, event_id: int, secret: str
) -> Event | None:
    """He opened the link. None: it is not this event's."""
    event = await session.get(Event, event_id)
    if event is None or event.stage is Stage.DRAFT or viewer.member is None:
        return None
    if event.audience is Audience.INVITED:
        if not secrets.compare_digest(event.secret, secret):
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


async def enter_member(
    session: AsyncSession, viewer: Viewer, event_id: int, member_id: int
) -> Registration:
    """By hand: someone of the registry, with or without Telegram. A repeat changes nothing."""
    event = await events.own(session, viewer, event_id, lock=True)
    joining.ensure_open(event)
    member, _ = await reach_member(session, viewer, member_id, ORGANISERS)
    if member.status is not Membership.ACTIVE:
        raise events.MembersOnly
    known = await events.registration_of(session, event_id, member_id)
    if known and known.standing in LISTED:
        return known
    registration = await joining.enter(session, event, member, known, viewer.account_id)
    await joining.pass_on(session, event, newcomer=registration)
    await session.flush()
    return registration


async def enter_guest(
    session: AsyncSession, viewer: Viewer, event_id: int, name: str, key: str
) -> Registration:
    """By hand: somebody whom the registry has not."""
    event = await events.own(session, viewer, event_id, lock=True)
    joining.ensure_open(event)
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
    await joining.pass_on(session, event, newcomer=registration)
    await session.flush()
    return registration


# A message to them


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


async def organisation_name(session: AsyncSession, organisation_id: int) -> str:
    organisation = await session.get_one(Organisation, organisation_id)
    return members.place_name(await members.chain_of(session, organisation))
