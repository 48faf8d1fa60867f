"""After an event: its certificates, and what people say of it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases.numbers import next_number
from bot.errors import UserError
from bot.events import events
from bot.events.events import NotOnList
from bot.events.models import Event, Registration, Stage, Standing
from bot.members.models import Member
from bot.members.service import Viewer

PREFIX: Final = "СВ"
# Stands behind the number, so that nobody learns by counting up who was where.
TAIL_DIGITS: Final = 6
# A rating of so few would say whose it is.
FEWEST: Final = 5


class NotYet(UserError):
    """Certificates are given for what is over, to those who came."""

    key = "event-certificate-not-yet"


@dataclass(frozen=True)
class Certificate:
    number: str
    name: str
    event: Event


@dataclass(frozen=True)
class Feedback:
    """How many gave each rating, and what was written. Ratings of few are not shown."""

    counts: dict[int, int]
    texts: Sequence[str]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def hidden(self) -> bool:
        return self.total < FEWEST

    @property
    def average(self) -> float:
        return sum(rating * count for rating, count in self.counts.items()) / max(self.total, 1)


async def certificate(session: AsyncSession, viewer: Viewer, event_id: int) -> Certificate:
    """His own; the number is given out once."""
    member_id = viewer.member.id if viewer.member else None
    known = await events.registration_of(session, event_id, member_id)
    if known is None:
        raise NotOnList
    return await certify(session, known)


async def certify(session: AsyncSession, known: Registration) -> Certificate:
    event = await events.get(session, known.event_id)
    if known.came_at is None or not events.is_over(event) or event.stage is not Stage.PUBLISHED:
        raise NotYet
    if known.certificate is None:
        year = clock.now().astimezone(event.zone).year
        number = await next_number(session, PREFIX, year)
        tail = f"{secrets.randbelow(10**TAIL_DIGITS):0{TAIL_DIGITS}d}"
        await session.execute(
            update(Registration)
            .where(Registration.id == known.id, Registration.certificate.is_(None))
            .values(certificate=f"{number}-{tail}")
        )
        await session.refresh(known)
    assert known.certificate is not None
    return Certificate(known.certificate, await events.name_of(session, known), event)


async def check(session: AsyncSession, typed: str) -> Certificate | None:
    """Whose certificate this is, for anyone who holds it."""
    digits = "".join(sign for sign in typed if sign.isdigit())
    if len(digits) != 4 + 6 + TAIL_DIGITS:
        return None
    number = f"{PREFIX}-{digits[:4]}-{digits[4:10]}-{digits[10:]}"
    known = await session.scalar(select(Registration).where(Registration.certificate == number))
    if known is None:
        return None
    name = known.guest or ""
    if known.member_id is not None:
        name = (await session.get_one(Member, known.member_id)).person.short_name
    return Certificate(number, name, await events.get(session, known.event_id))


async def came(session: AsyncSession, event_id: int) -> Sequence[Registration]:
    rows = await session.scalars(
        select(Registration)
        .where(Registration.event_id == event_id, Registration.came_at.is_not(None))
        .order_by(Registration.turn)
    )
    return rows.all()


async def rated(session: AsyncSession, event_id: int) -> int:
    count = await session.scalar(
        select(func.count()).where(
            Registration.event_id == event_id, Registration.rating.is_not(None)
        )
    )
    return count or 0


async def rate(session: AsyncSession, viewer: Viewer, event_id: int, rating: int) -> None:
    """The newest press counts."""
    known = await _his(session, viewer, event_id)
    known.rating = rating


async def write(session: AsyncSession, viewer: Viewer, event_id: int, text: str) -> None:
    known = await _his(session, viewer, event_id)
    known.feedback = text


async def _his(session: AsyncSession, viewer: Viewer, event_id: int) -> Registration:
    member_id = viewer.member.id if viewer.member else None
    known = await events.registration_of(session, event_id, member_id)
    if known is None or known.standing is not Standing.CONFIRMED:
        raise NotOnList
    return known


async def feedback(session: AsyncSession, viewer: Viewer, event_id: int) -> Feedback:
    await events.own(session, viewer, event_id)
    rows = await session.scalars(
        select(Registration)
        .where(Registration.event_id == event_id, Registration.rating.is_not(None))
        .order_by(Registration.id)
    )
    told = rows.all()
    counts = {rating: sum(one.rating == rating for one in told) for rating in range(1, 6)}
    texts = [one.feedback for one in told if one.feedback]
    # In no order that would tell who came first.
    return Feedback(counts, sorted(texts))
