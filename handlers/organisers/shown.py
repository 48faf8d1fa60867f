"""One event before those who run it."""

from typing import Any

from aiogram_dialog import DialogManager
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.events import admitting, after, events, making, places
from bot.events.models import AnswerKind, Audience, Event, Stage
from bot.events.when import moment_words, programme_words, when_words
from bot.i18n import Html, Texts
from bot.members import service as members
from bot.members.service import Viewer


def event_id(manager: DialogManager) -> int:
    chosen = manager.dialog_data.get("event_id")
    if chosen is None:
        assert isinstance(manager.start_data, dict)
        chosen = manager.start_data["event_id"]
    return int(chosen)


async def one(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    texts = viewer.texts
    async with database.reading() as session:
        event = await events.own(session, viewer, event_id(dialog_manager))
        sessions = await events.sessions_of(session, event.id)
        numbers = await places.numbers(session, event.id)
        questions = await events.questions_of(session, event.id)
        quotas = await _quota_words(session, texts, event)
        named = await admitting.nominees(session, event.id)
        rated = await after.rated(session, event.id)
        audience = await audience_words(session, texts, event)
    draft, live = event.stage is Stage.DRAFT, event.stage is Stage.PUBLISHED
    over, lacking = events.is_over(event), making.missing(event)
    return {
        "title": event.title,
        "stage": event.stage.value,
        "over": over,
        "when": when_words(texts, event),
        "programme": programme_words(texts, sessions),
        "place": texts("event-place", place=event.place) if event.place else "",
        "capacity": event.capacity or 0,
        "confirmed": numbers.confirmed,
        "offered": numbers.offered,
        "waiting": numbers.waiting,
        "came": numbers.came,
        "rated": rated,
        "quotas": quotas,
        "audience": audience,
        "named": named,
        "asked": len(questions),
        "files": any(question.kind is AnswerKind.FILE for question in questions),
        "closes": texts("event-closes", at=moment_words(texts, event.closes_at))
        if event.closes_at
        else "",
        "cancel": texts("event-cancel-until", at=moment_words(texts, event.cancel_until))
        if event.cancel_until
        else "",
        "lacking": ", ".join(texts(f"event-field-{name}") for name in lacking),
        "incomplete": draft and bool(lacking),
        "ready": draft and not lacking,
        "draft": draft,
        "made": not draft,
        "live": live,
        "ahead": live and not over,
        "after": live and over,
        "nominated": live and event.audience is Audience.NOMINATED,
        "editable": draft or (live and not over),
        "to_many": draft
        and not lacking
        and event.audience not in (Audience.NOMINATED, Audience.INVITED),
    }


async def _quota_words(session: AsyncSession, texts: Texts, event: Event) -> Html | str:
    quotas = await events.quotas_of(session, event.id)
    if not quotas:
        return ""
    lines = [
        f"{await members.place_by_id(session, quota.organisation_id)}: {quota.places}"
        for quota in quotas
    ]
    return texts(
        "organise-quotas",
        lines=", ".join(lines),
        over=event.quota_over,
        until=moment_words(texts, event.quota_until) if event.quota_until else "",
        dated=event.quota_until is not None,
    )


async def audience_words(session: AsyncSession, texts: Texts, event: Event) -> Html:
    place = ""
    if event.audience is Audience.ORGANISATION and event.of_id is not None:
        place = await members.place_by_id(session, event.of_id)
    category = texts(f"category-{event.category}") if event.category else ""
    return texts(f"event-audience-{event.audience}", place=place, category=category)
