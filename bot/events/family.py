"""Whom a member brings: each of his family on a place of his own."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert_new
from bot.errors import UserError
from bot.events import events
from bot.events.events import Closed, NotOnList
from bot.events.models import Companion, Event, Registration, Standing
from bot.events.offers import pass_on
from bot.events.places import room
from bot.events.telling import refresh_card
from bot.members.service import Viewer

MOST_COMPANIONS: Final = 5


class NoRoom(UserError):
    """Not so many places are left."""

    key = "event-no-room"


class EnoughCompanions(UserError):
    key = "event-enough-companions"


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
