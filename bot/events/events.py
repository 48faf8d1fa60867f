"""An event: found, for whom it is, and who runs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases.numbers import numbers_meant
from bot.errors import NoAccess, Trespass, UserError
from bot.events.models import (
    LISTED,
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
from bot.members import organisations
from bot.members import service as members
from bot.members.models import Account, Member, Organisation
from bot.members.service import ORGANISER_ROLES as ORGANISERS
from bot.members.service import Viewer

CARD: Final = "event-card"


class MembersOnly(UserError):
    """Events are for members in good standing."""

    key = "event-members-only"


class NotForYou(NoAccess):
    """The event is for others: the same words whether it exists or not."""

    key = "event-not-for-you"


class Closed(UserError):
    """Registration is over, or the event has begun."""

    key = "event-closed"


class Cancelled(UserError):
    key = "event-is-cancelled"


class NotOnList(UserError):
    key = "event-not-on-list"


class AlreadyPublished(UserError):
    """Who has a place goes by how it was: such a change needs another event."""

    key = "event-published-already"


def subject(event_id: int) -> str:
    return f"event:{event_id}"


async def get(session: AsyncSession, event_id: int) -> Event:
    event = await session.get(Event, event_id)
    if event is None:
        raise NotForYou
    return event


async def locked(session: AsyncSession, event_id: int) -> Event:
    """Nobody else counts its places before this transaction ends."""
    event = await session.scalar(
        select(Event)
        .where(Event.id == event_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if event is None:
        raise NotForYou
    return event


async def sessions_of(session: AsyncSession, event_id: int) -> Sequence[Session]:
    rows = await session.scalars(
        select(Session).where(Session.event_id == event_id).order_by(Session.starts_at, Session.id)
    )
    return rows.all()


async def questions_of(session: AsyncSession, event_id: int) -> Sequence[Question]:
    rows = await session.scalars(
        select(Question).where(Question.event_id == event_id).order_by(Question.id)
    )
    return rows.all()


async def quotas_of(session: AsyncSession, event_id: int) -> Sequence[Quota]:
    rows = await session.scalars(
        select(Quota).where(Quota.event_id == event_id).order_by(Quota.id)
    )
    return rows.all()


async def registration_of(
    session: AsyncSession, event_id: int, member_id: int | None
) -> Registration | None:
    if member_id is None:
        return None
    return await session.scalar(
        select(Registration).where(
            Registration.event_id == event_id, Registration.member_id == member_id
        )
    )


async def on_list(session: AsyncSession, event_id: int) -> Sequence[Registration]:
    rows = await session.scalars(
        select(Registration)
        .where(Registration.event_id == event_id, Registration.standing.in_(LISTED))
        .order_by(Registration.turn)
    )
    return rows.all()


async def by_number(session: AsyncSession, text: str) -> Registration | None:
    meant = Registration.number.in_(numbers_meant(text))
    return await session.scalar(select(Registration).where(meant))


async def account_of(session: AsyncSession, registration: Registration) -> Account | None:
    """Whom to tell; somebody entered by hand has no Telegram, or none that we know."""
    if registration.member_id is None:
        return None
    return await members.account_of_member(session, registration.member_id)


async def name_of(session: AsyncSession, registration: Registration) -> str:
    if registration.member_id is None:
        return registration.guest or ""
    return (await session.get_one(Member, registration.member_id)).person.full_name


# Who runs it


async def path_of(session: AsyncSession, event: Event) -> str:
    return (await session.get_one(Organisation, event.organisation_id)).path


async def runs(session: AsyncSession, viewer: Viewer, event: Event) -> bool:
    return viewer.reaches(await path_of(session, event), ORGANISERS)


async def own(
    session: AsyncSession, viewer: Viewer, event_id: int, *, lock: bool = False
) -> Event:
    """An event that this viewer's offices run. Any other is refused, and the attempt audited."""
    found = await session.get(Event, event_id)
    if found is None or not await runs(session, viewer, found):
        raise Trespass("event-refused", subject(event_id))
    return await locked(session, event_id) if lock else found


async def is_helper(session: AsyncSession, viewer: Viewer, event_id: int) -> bool:
    if viewer.member is None:
        return False
    return bool(
        await session.scalar(
            select(
                exists().where(Helper.event_id == event_id, Helper.member_id == viewer.member.id)
            )
        )
    )


def within(viewer: Viewer) -> ColumnElement[bool]:
    """Organisations whose events the viewer's offices run."""
    scopes = {office.path for office in viewer.offices if office.role in ORGANISERS}
    return or_(false(), *(Organisation.path.startswith(s, autoescape=True) for s in scopes))


async def run_by(
    session: AsyncSession, viewer: Viewer, *, past: bool, limit: int, offset: int = 0
) -> tuple[Sequence[Event], int]:
    """Drafts and what is to come, soonest first; or what is over, newest first."""
    over = and_(Event.ends_at.is_not(None), Event.ends_at < clock.now())
    found = (
        select(Event)
        .join(Organisation, Organisation.id == Event.organisation_id)
        .where(within(viewer), over if past else ~over | Event.ends_at.is_(None))
    )
    order = Event.starts_at.desc() if past else Event.starts_at
    count = await session.scalar(select(func.count()).select_from(found.subquery()))
    rows = await session.scalars(found.order_by(order, Event.id).limit(limit).offset(offset))
    return rows.all(), count or 0


# For whom it is


def open_to(viewer: Viewer) -> ColumnElement[bool]:
    """Published, and for this member; or he is on its list already."""
    member, organisation = viewer.member, viewer.organisation
    if member is None or organisation is None:
        return false()
    below = Event.of_id.in_(
        select(Organisation.id).where(Organisation.path.in_(members.upwards(organisation.path)))
    )
    named = exists().where(Invitee.event_id == Event.id, Invitee.member_id == member.id)
    on_list = exists().where(
        Registration.event_id == Event.id,
        Registration.member_id == member.id,
        Registration.standing.in_(LISTED),
    )
    fits = or_(
        Event.audience == Audience.ALL,
        and_(Event.audience == Audience.CATEGORY, Event.category == member.category),
        and_(Event.audience == Audience.ORGANISATION, below),
        and_(Event.audience.in_([Audience.NOMINATED, Audience.INVITED]), named),
    )
    return and_(Event.stage != Stage.DRAFT, or_(fits, on_list))


async def is_for(session: AsyncSession, viewer: Viewer, event_id: int) -> bool:
    found = await session.scalar(select(Event.id).where(Event.id == event_id, open_to(viewer)))
    return found is not None


@dataclass(frozen=True)
class Sought:
    """Which events of those for him: of a month as «2026-12», of a rubric, his own."""

    month: str | None = None
    rubric: str | None = None
    mine: bool = False


async def coming(session: AsyncSession, viewer: Viewer) -> Sequence[Event]:
    """Of those for him all that are not over, soonest first."""
    rows = await session.scalars(
        select(Event)
        .where(open_to(viewer), Event.stage == Stage.PUBLISHED, Event.ends_at > clock.now())
        .order_by(Event.starts_at, Event.id)
    )
    return rows.all()


def month_of(viewer: Viewer, event: Event) -> str:
    assert event.starts_at is not None
    return f"{event.starts_at.astimezone(viewer.texts.zone):%Y-%m}"


async def found(session: AsyncSession, viewer: Viewer, sought: Sought) -> Sequence[Event]:
    if sought.mine:
        return await _mine(session, viewer)
    return [
        event
        for event in await coming(session, viewer)
        if sought.month in (None, month_of(viewer, event))
        and sought.rubric in (None, event.rubric.value)
    ]


async def _mine(session: AsyncSession, viewer: Viewer) -> Sequence[Event]:
    """What he is registered for, soonest first; then what is over, newest first."""
    if viewer.member is None:
        return []
    rows = await session.scalars(
        select(Event)
        .join(Registration, Registration.event_id == Event.id)
        .where(Registration.member_id == viewer.member.id, Registration.standing.in_(LISTED))
        .order_by(Event.starts_at, Event.id)
    )
    now, mine = clock.now(), rows.all()
    ahead = [event for event in mine if event.ends_at and event.ends_at > now]
    return [*ahead, *reversed([event for event in mine if event not in ahead])]


async def registrations_of(
    session: AsyncSession, member_id: int | None
) -> Sequence[tuple[Registration, Event]]:
    """All that he ever registered for, newest first."""
    rows = await session.execute(
        select(Registration, Event)
        .join(Event, Event.id == Registration.event_id)
        .where(Registration.member_id == member_id, Registration.member_id.is_not(None))
        .order_by(Registration.id.desc())
    )
    return [(registration, event) for registration, event in rows]


async def at_the_same_time(session: AsyncSession, event: Event, member_id: int) -> Sequence[Event]:
    """Others for which he has a place, and whose sessions cross this one's."""
    one, other = Session.__table__.alias("one"), Session.__table__.alias("other")
    crossing = exists().where(
        one.c.event_id == event.id,
        other.c.event_id == Event.id,
        one.c.starts_at < other.c.ends_at,
        other.c.starts_at < one.c.ends_at,
    )
    rows = await session.scalars(
        select(Event)
        .join(Registration, Registration.event_id == Event.id)
        .where(
            Registration.member_id == member_id,
            Registration.standing == Standing.CONFIRMED,
            Event.id != event.id,
            Event.stage == Stage.PUBLISHED,
            crossing,
        )
        .order_by(Event.starts_at)
    )
    return rows.all()


def has_begun(event: Event, now: datetime | None = None) -> bool:
    return event.starts_at is not None and event.starts_at <= (now or clock.now())


@organisations.goes_to_heir
async def _go_to_heir(session: AsyncSession, ended_id: int, heir_id: int) -> None:
    ahead = or_(Event.ends_at.is_(None), Event.ends_at > clock.now())
    for column in (Event.organisation_id, Event.of_id):
        await session.execute(
            update(Event).where(column == ended_id, ahead).values({column.key: heir_id})
        )


def is_over(event: Event) -> bool:
    return event.ends_at is not None and event.ends_at <= clock.now()
