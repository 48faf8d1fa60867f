"""An event's fields, days, quotas and questions: set, changed, and told to those on its list."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.errors import UserError
from bot.events import events, offers, telling
from bot.events.events import CARD, AlreadyPublished, subject
from bot.events.models import (
    HOLDING,
    AnswerKind,
    Event,
    Question,
    Quota,
    Registration,
    Session,
    Stage,
)
from bot.members.service import Viewer

MOST_QUESTIONS: Final = 10
# What those who are registered hear of when it changes.
TOLD: Final = frozenset({"title", "text", "when", "place", "contact", "family", "cancel_until"})


class TooFew(UserError):
    """More have a place than would be left."""

    key = "event-too-few-places"


class QuotasTooBig(UserError):
    key = "event-quotas-too-big"


class EnoughQuestions(UserError):
    key = "event-enough-questions"


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
        await offers.pass_on(session, event)
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
    for registration in await events.on_list(session, event.id):
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


# Days


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
    for registration in await events.on_list(session, event_id):
        await telling.set_reminders(session, event, registration)
        registration.ended_at = None
        if registration.offer_until and event.starts_at:
            # No offer outlasts the beginning.
            registration.offer_until = min(registration.offer_until, event.starts_at)
    await notices.refresh_cards(session, CARD, subject(event_id))
    await offers.pass_on(session, event)
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


# Quotas


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
    for registration in await events.on_list(session, event_id):
        registration.quota_id = None
    await session.flush()
    await session.execute(delete(Quota).where(Quota.event_id == event_id))
    if event.stage is Stage.PUBLISHED:
        await offers.pass_on(session, event)


# Questions


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
    asked = await events.questions_of(session, event_id)
    # Nobody asks the same twice in a row: after a power cut it is the same message once more.
    if asked and (asked[-1].kind, asked[-1].text, asked[-1].options) == (kind, text, [*options]):
        return
    if len(asked) >= MOST_QUESTIONS:
        raise EnoughQuestions(limit=MOST_QUESTIONS)
    session.add(Question(event_id=event_id, kind=kind, text=text, options=list(options)))
    await session.flush()


async def drop_questions(session: AsyncSession, viewer: Viewer, event_id: int) -> None:
    event = await events.own(session, viewer, event_id, lock=True)
    if event.stage is not Stage.DRAFT:
        raise AlreadyPublished
    await session.execute(delete(Question).where(Question.event_id == event_id))
