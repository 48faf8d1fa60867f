"""Places: taken, waited for, given up, passed on. Exact, because the event's row is locked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices, reminders
from bot.cases.numbers import next_number
from bot.db import insert_new
from bot.errors import UserError
from bot.events import events
from bot.events.events import CARD, MembersOnly, NotForYou, subject
from bot.events.models import (
    HOLDING,
    LISTED,
    Answer,
    Companion,
    Event,
    Quota,
    Registration,
    Stage,
    Standing,
)
from bot.members.models import Member, Organisation
from bot.members.service import Viewer

PREFIX: Final = "СБ"
OFFER: Final = "event-offer"
DAY_BEFORE, SOON, AFTERWARDS = "event-day", "event-soon", "event-feedback"
REMIND_BEFORE: Final = {DAY_BEFORE: timedelta(hours=24), SOON: timedelta(hours=2)}
# When what was is fresh, and all have left.
ASK_AFTER: Final = timedelta(hours=1)
# An offer lasts a quarter of what is left until the event, within these.
LONGEST_OFFER: Final = timedelta(hours=24)
SHORTEST_OFFER: Final = timedelta(hours=2)
MOST_COMPANIONS: Final = 5


class Closed(UserError):
    """Registration is over, or the event has begun."""

    key = "event-closed"


class Cancelled(UserError):
    key = "event-is-cancelled"


class OfferOver(UserError):
    """The moment until which a place was kept has passed."""

    key = "event-offer-over"


class TooLate(UserError):
    """The day until which one may cancel has passed."""

    key = "event-cancel-too-late"


class NotOnList(UserError):
    key = "event-not-on-list"


class NoRoom(UserError):
    """Not so many places are left."""

    key = "event-no-room"


class EnoughCompanions(UserError):
    key = "event-enough-companions"


@dataclass(frozen=True)
class Said:
    """An answer to a question of those who come."""

    text: str
    file_id: str | None = None
    file_kind: str | None = None


@dataclass
class Room:
    """Free places: those for all, and those kept for an organisation. None: no end of them."""

    common: int | None
    kept: dict[int, int] = field(default_factory=dict)
    # An organisation's path, and its quota.
    paths: Mapping[str, int] = field(default_factory=dict)
    # Somebody waits for more places than are free: nobody passes him by.
    held_up: bool = False

    @property
    def is_full(self) -> bool:
        return (
            self.common is not None
            and self.common <= 0
            and not any(left > 0 for left in self.kept.values())
        )

    def take(self, path: str, places: int) -> tuple[bool, int | None]:
        """Whether there is room, and of which quota."""
        for above in sorted(self.paths, key=len, reverse=True):
            quota_id = self.paths[above]
            if path.startswith(above) and self.kept[quota_id] >= places:
                self.kept[quota_id] -= places
                return True, quota_id
        if self.common is None:
            return True, None
        if self.held_up or self.common < places:
            self.held_up = True
            return False, None
        self.common -= places
        return True, None


async def room(session: AsyncSession, event: Event) -> Room:
    """As it stands while the event is locked."""
    if event.capacity is None:
        return Room(None)
    rows = await session.execute(
        select(Registration.quota_id, func.sum(Registration.places))
        .where(Registration.event_id == event.id, Registration.standing.in_(HOLDING))
        .group_by(Registration.quota_id)
    )
    taken = {quota_id: int(places) for quota_id, places in rows}
    quotas = [] if event.quota_over else await _quotas(session, event.id)
    if not quotas:
        return Room(event.capacity - sum(taken.values()))
    kept = {quota.id: quota.places - taken.pop(quota.id, 0) for quota, _ in quotas}
    promised = sum(quota.places for quota, _ in quotas)
    paths = {path: quota.id for quota, path in quotas}
    return Room(event.capacity - promised - sum(taken.values()), kept, paths)


async def _quotas(session: AsyncSession, event_id: int) -> list[tuple[Quota, str]]:
    rows = await session.execute(
        select(Quota, Organisation.path)
        .join(Organisation, Organisation.id == Quota.organisation_id)
        .where(Quota.event_id == event_id)
    )
    return [(quota, path) for quota, path in rows]


# Coming


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
    if event.stage is Stage.CANCELLED:
        raise Cancelled
    ends = event.closes_at or event.starts_at
    if event.stage is not Stage.PUBLISHED or ends is None or ends <= clock.now():
        raise Closed
    if events.has_begun(event):
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


async def place_in_line(session: AsyncSession, registration: Registration) -> int:
    """How many wait before him, and himself; 0 for one who does not wait."""
    if registration.standing is not Standing.WAITING:
        return 0
    before = await session.scalar(
        select(func.count()).where(
            Registration.event_id == registration.event_id,
            Registration.standing == Standing.WAITING,
            Registration.turn < registration.turn,
        )
    )
    return (before or 0) + 1


# Places passed on


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
    rows = await session.execute(
        select(Registration, Organisation.path)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(Registration.event_id == event_id, Registration.standing == Standing.WAITING)
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


def offered_until(event: Event, now: datetime) -> datetime:
    """A day where there is time, two hours the night before; never past the beginning."""
    assert event.starts_at is not None
    window = min(max((event.starts_at - now) / 4, SHORTEST_OFFER), LONGEST_OFFER)
    return min(now + window, event.starts_at).replace(second=0, microsecond=0)


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
    await pass_on(session, event)


async def return_quotas(session: AsyncSession, event_id: int) -> None:
    """What organisations did not use by the day is for all who wait."""
    event = await events.locked(session, event_id)
    if event.quota_over or event.quota_until is None or event.quota_until > clock.now():
        return
    event.quota_over = True
    await session.flush()
    await pass_on(session, event)


# Not coming


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


# Family


async def companions_of(session: AsyncSession, registration_id: int) -> Sequence[Companion]:
    rows = await session.scalars(
        select(Companion)
        .where(Companion.registration_id == registration_id)
        .order_by(Companion.id)
    )
    return rows.all()


async def bring(
    session: AsyncSession, viewer: Viewer, event_id: int, name: str, key: str
) -> Registration:
    """Someone of his family comes with him, on a place of his own."""
    event, known = await _with_family(session, viewer, event_id)
    if len(await companions_of(session, known.id)) >= MOST_COMPANIONS:
        raise EnoughCompanions(limit=MOST_COMPANIONS)
    row = {"registration_id": known.id, "name": name, "key": key}
    if await insert_new(session, Companion, row, unique=("key",)) is None:
        return known
    if known.standing is not Standing.WAITING:
        left = await room(session, event)
        kept = left.kept.get(known.quota_id) if known.quota_id else None
        free = left.common if kept is None else kept
        if free is not None and free < 1:
            raise NoRoom
    known.places += 1
    await session.flush()
    await refresh_card(session, event_id, viewer.account_id)
    return known


async def leave_behind(
    session: AsyncSession, viewer: Viewer, event_id: int, companion_id: int
) -> Registration:
    event, known = await _with_family(session, viewer, event_id)
    gone = await session.scalar(
        delete(Companion)
        .where(Companion.id == companion_id, Companion.registration_id == known.id)
        .returning(Companion.id)
    )
    if gone is not None:
        known.places -= 1
        await session.flush()
        await refresh_card(session, event_id, viewer.account_id)
        await pass_on(session, event)
    return known


async def _with_family(
    session: AsyncSession, viewer: Viewer, event_id: int
) -> tuple[Event, Registration]:
    event = await events.locked(session, event_id)
    member_id = viewer.member.id if viewer.member else None
    known = await events.registration_of(session, event_id, member_id)
    if known is None or known.standing not in (Standing.CONFIRMED, Standing.WAITING):
        raise NotOnList
    if not event.family or events.has_begun(event):
        raise Closed
    return event, known


# Counted


@dataclass(frozen=True)
class Numbers:
    confirmed: int = 0
    offered: int = 0
    waiting: int = 0
    came: int = 0


async def numbers(session: AsyncSession, event_id: int) -> Numbers:
    rows = await session.execute(
        select(
            Registration.standing,
            func.sum(Registration.places),
            func.count(Registration.came_at),
        )
        .where(Registration.event_id == event_id)
        .group_by(Registration.standing)
    )
    counted = {standing: (int(places), int(came)) for standing, places, came in rows}
    return Numbers(
        confirmed=counted.get(Standing.CONFIRMED, (0, 0))[0],
        offered=counted.get(Standing.OFFERED, (0, 0))[0],
        waiting=counted.get(Standing.WAITING, (0, 0))[0],
        came=sum(came for _, came in counted.values()),
    )
