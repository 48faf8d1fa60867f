"""At the door: a member's pass for a quarter of an hour, and who was let in when."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases.numbers import numbers_meant
from bot.db import insert_new
from bot.errors import Trespass, UserError
from bot.events import events
from bot.events.events import NotOnList
from bot.events.models import Event, Pass, Registration, Stage, Standing
from bot.members.service import Viewer, audit
from bot.security import keys

VALID: Final = timedelta(minutes=15)
DIGITS: Final = 6
SIGNATURE_BYTES: Final = 10
# How a deep link of a pass begins.
PASS: Final = "in-"
_LIST = re.compile(r"[\s,;]+")


class PassOver(UserError):
    """Its quarter of an hour is over, or it is none of ours."""

    key = "event-pass-over"


class NoSuchDigits(UserError):
    key = "event-no-such-digits"


@dataclass(frozen=True)
class Shown:
    """What a member shows at the door."""

    token: str
    digits: str
    until: datetime


@dataclass(frozen=True)
class Entered:
    registration: Registration
    name: str
    # He was let in before this.
    before: bool


@dataclass
class Listed:
    """What came of a list: its lines as they were typed."""

    entered: list[Entered] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


# The pass


async def show(session: AsyncSession, viewer: Viewer, event_id: int) -> Shown:
    """A new one each time; the one before dies by itself."""
    member_id = viewer.member.id if viewer.member else None
    known = await events.registration_of(session, event_id, member_id)
    if known is None or known.standing is not Standing.CONFIRMED:
        raise NotOnList
    until = (clock.now() + VALID).replace(microsecond=0)
    await session.execute(
        delete(Pass).where(
            (Pass.registration_id == known.id)
            | ((Pass.event_id == event_id) & (Pass.expires_at <= clock.now()))
        )
    )
    return Shown(_token(known.id, until), await _digits(session, known, until), until)


async def _digits(session: AsyncSession, known: Registration, until: datetime) -> str:
    while True:
        digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        row = {
            "registration_id": known.id,
            "event_id": known.event_id,
            "digits": digits,
            "expires_at": until,
        }
        # Another who stands at this door may have the same.
        if await insert_new(session, Pass, row, unique=("event_id", "digits")) is not None:
            return digits


def _token(registration_id: int, until: datetime) -> str:
    moment = int(until.timestamp())
    signature = _signature(keys().hash(_signed(registration_id, moment)))
    return f"{PASS}{registration_id}-{moment}-{signature}"


def _signed(registration_id: int, until: int) -> str:
    return f"check-in:{registration_id}:{until}"


def _signature(hashed: bytes) -> str:
    """As much as a guess never hits; a QR with less in it is read more easily."""
    return hashed[:SIGNATURE_BYTES].hex()


def read_token(token: str) -> int:
    """Whose pass it is. Raises PassOver."""
    parts = token.removeprefix(PASS).split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts[:2]):
        raise PassOver
    registration_id, until = int(parts[0][:18]), int(parts[1][:12])
    signatures = [_signature(hashed) for hashed in keys().hashes(_signed(registration_id, until))]
    if not any(secrets.compare_digest(parts[2].encode(), one.encode()) for one in signatures):
        raise PassOver
    if datetime.fromtimestamp(until, UTC) <= clock.now():
        raise PassOver
    return registration_id


# The door


async def ensure_may_mark(session: AsyncSession, viewer: Viewer, event_id: int) -> Event:
    """Whoever runs it, and whom he named to help. Anybody else is refused and audited."""
    event = await session.get(Event, event_id)
    if event is not None and event.stage is Stage.PUBLISHED:
        helps = await events.is_helper(session, viewer, event_id)
        if helps or await events.runs(session, viewer, event):
            return event
    raise Trespass("event-door-refused", events.subject(event_id))


async def by_token(session: AsyncSession, viewer: Viewer, token: str) -> Entered:
    registration = await session.get(Registration, read_token(token))
    if registration is None:
        raise PassOver
    await ensure_may_mark(session, viewer, registration.event_id)
    return await _enter(session, viewer, registration)


async def is_own(session: AsyncSession, viewer: Viewer, token: str) -> int | None:
    """The event of a pass that its own member opened: he shows it to others."""
    registration = await session.get(Registration, read_token(token))
    if registration is None or viewer.member is None:
        return None
    return registration.event_id if registration.member_id == viewer.member.id else None


async def by_digits(session: AsyncSession, viewer: Viewer, event_id: int, digits: str) -> Entered:
    await ensure_may_mark(session, viewer, event_id)
    found = await _of_digits(session, event_id, digits)
    if found is None:
        raise NoSuchDigits
    return await _enter(session, viewer, found)


async def _of_digits(session: AsyncSession, event_id: int, digits: str) -> Registration | None:
    return await session.scalar(
        select(Registration)
        .join(Pass, Pass.registration_id == Registration.id)
        .where(Pass.event_id == event_id, Pass.digits == digits, Pass.expires_at > clock.now())
    )


async def by_list(session: AsyncSession, viewer: Viewer, event_id: int, typed: str) -> Listed:
    """A printed list, entered later in one message: numbers of its lines, codes, СБ-numbers."""
    await ensure_may_mark(session, viewer, event_id)
    told = Listed()
    for word in filter(None, _LIST.split(typed)):
        registration = await _find(session, event_id, word)
        if registration is None or registration.standing is not Standing.CONFIRMED:
            told.unknown.append(word)
        else:
            told.entered.append(await _enter(session, viewer, registration))
    return told


async def _find(session: AsyncSession, event_id: int, word: str) -> Registration | None:
    of_event = select(Registration).where(Registration.event_id == event_id)
    if meant := numbers_meant(word):
        return await session.scalar(of_event.where(Registration.number.in_(meant)))
    if not (word.isascii() and word.isdigit()):
        return None
    if len(word) == DIGITS:
        return await _of_digits(session, event_id, word)
    return await session.scalar(of_event.where(Registration.turn == int(word[:9])))


async def _enter(session: AsyncSession, viewer: Viewer, registration: Registration) -> Entered:
    if registration.standing is not Standing.CONFIRMED:
        raise NotOnList
    # Two doors at once: one lets him in, the other says when that was.
    marked = await session.scalar(
        update(Registration)
        .where(Registration.id == registration.id, Registration.came_at.is_(None))
        .values(came_at=clock.now(), came_by=viewer.account_id)
        .returning(Registration.id)
    )
    await session.refresh(registration)
    await audit(session, viewer.account_id, "event-entered", f"registration:{registration.id}")
    name = await events.name_of(session, registration)
    return Entered(registration, name, before=marked is None)


async def coming(session: AsyncSession, event_id: int) -> Sequence[Registration]:
    rows = await session.scalars(
        select(Registration)
        .where(Registration.event_id == event_id, Registration.standing == Standing.CONFIRMED)
        .order_by(Registration.turn)
    )
    return rows.all()
