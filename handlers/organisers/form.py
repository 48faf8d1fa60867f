"""What all windows of an event's form share: which event, which step, where next."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiogram.enums import ContentType
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Keyboard, Row

from bot import clock
from bot.db import Database
from bot.events import changing, events
from bot.events.models import Event, Stage
from bot.events.when import moment_words, span_words, when_words, zone_words
from bot.i18n import Html, Texts
from bot.members import service as members
from bot.members.service import Viewer
from handlers.menu import start
from handlers.organisers.shown import audience_words
from handlers.screens import Say, back_button, cancel_button, complain, here, message_key
from handlers.staff.lists import start_value
from handlers.states import Make, Organise

# Asked one after another; all else has a default and waits under «Изменить».
STEPS = (Make.title, Make.text, Make.when, Make.place, Make.capacity, Make.audience)
# What few events need: one press further away.
MORE = (
    Make.point,
    Make.picture,
    Make.quotas,
    Make.questions,
    Make.family,
    Make.closes,
    Make.cancel,
    Make.rubric,
)
LONGEST = {"title": 150, "text": 2500, "place": 300, "contact": 200}
MOST_PLACES = 100_000
OnClick = Callable[[CallbackQuery, Button, DialogManager], Awaitable[None]]


def event_id(manager: DialogManager) -> int | None:
    chosen = manager.dialog_data.get("event_id")
    return int(chosen) if chosen is not None else start_value(manager, "event_id")


def is_new(manager: DialogManager) -> bool:
    return start_value(manager, "event_id") is None


def known_id(manager: DialogManager) -> int:
    found = event_id(manager)
    assert found is not None
    return found


async def the_event(manager: DialogManager) -> Event:
    place = here(manager)
    async with place.database.reading() as session:
        return await events.own(session, place.viewer, known_id(manager))


def state_now(manager: DialogManager) -> State:
    return manager.current_context().state


# Onward and back


async def onward(manager: DialogManager) -> None:
    """The next step of a new one; of another, back to where its fields are listed."""
    state, data = state_now(manager), manager.start_data
    if is_new(manager):
        if state in STEPS[:-1]:
            await manager.switch_to(STEPS[STEPS.index(state) + 1])
        else:
            await start(manager, Organise.one, event_id=known_id(manager))
    elif isinstance(data, dict) and data.get("then") == "one":
        await start(manager, Organise.one, event_id=known_id(manager))
    else:
        await _to_fields(manager)


async def _to_fields(manager: DialogManager) -> None:
    await manager.switch_to(Make.more if state_now(manager) in MORE else Make.fields)


async def go_on(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await onward(manager)


async def go_back(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    state = state_now(manager)
    if is_new(manager) and state in STEPS[1:]:
        await manager.switch_to(STEPS[STEPS.index(state) - 1])
    elif is_new(manager):
        await leave(query, button, manager)
    elif isinstance(manager.start_data, dict) and manager.start_data.get("then") == "one":
        await start(manager, Organise.one, event_id=known_id(manager))
    else:
        await _to_fields(manager)


async def leave(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """What was set stays in the draft."""
    if event_id(manager) is None:
        await start(manager, Organise.main)
    else:
        await start(manager, Organise.one, event_id=known_id(manager))


def footer() -> Row:
    return Row(back_button(go_back), cancel_button(leave))


async def change(manager: DialogManager, key: str, **fields: Any) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await changing.change(session, place.viewer, known_id(manager), key, **fields)


# What is shown


async def shown(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    """What every window of the form may show."""
    number = event_id(dialog_manager)
    if number is None:
        return {"now": "", "said": False, "is_new": True}
    texts = viewer.texts
    async with database.reading() as session:
        event = await events.own(session, viewer, number)
        audience = await audience_words(session, texts, event)
        sessions = await events.sessions_of(session, number)
        questions = await events.questions_of(session, number)
        quotas = [
            (await members.place_by_id(session, quota.organisation_id), quota.places)
            for quota in await events.quotas_of(session, number)
        ]
    spans = spans_of(dialog_manager) or [(s.starts_at, s.ends_at, s.title) for s in sessions]
    there = Texts(texts.language, event.zone)
    now = _now(event, state_now(dialog_manager))
    return {
        "title": event.title,
        "now": now,
        "said": bool(now),
        "is_new": is_new(dialog_manager),
        "audience": audience,
        "zone": zone_words(there, event.starts_at or clock.now()),
        "sessions": Html("\n".join(session_line(there, *span) for span in spans)),
        "count": len(spans),
        "unsaved": bool(spans_of(dialog_manager)),
        "live": event.stage is Stage.PUBLISHED,
        "draft": event.stage is Stage.DRAFT,
        "capacity": event.capacity or 0,
        "when": when_words(texts, event),
        "family": event.family,
        "rubric": texts(f"rubric-{event.rubric}"),
        "closes": moment_words(there, event.closes_at) if event.closes_at else "",
        "closing": event.closes_at is not None,
        "cancelling": event.cancel_until is not None,
        "quota_dated": event.quota_until is not None,
        "cancel": moment_words(there, event.cancel_until) if event.cancel_until else "",
        "quota_until": moment_words(there, event.quota_until) if event.quota_until else "",
        "quotas": Html(
            "\n".join(texts("organise-quota-line", name=n, places=p) for n, p in quotas)
        ),
        "has_quotas": bool(quotas),
        "questions": Html(
            "\n".join(
                texts(
                    "organise-question-line",
                    number=place,
                    text=question.text,
                    kind=texts(f"event-answer-{question.kind}"),
                )
                for place, question in enumerate(questions, start=1)
            )
        ),
        "has_questions": bool(questions),
        "has_picture": event.picture is not None,
        "has_point": event.latitude is not None,
    }


def _now(event: Event, state: State) -> str:
    """What the field says at present."""
    name = (state.state or "").partition(":")[2]
    value = getattr(event, name, "") if name in LONGEST else ""
    return str(value or "")


def spans_of(manager: DialogManager) -> list[tuple[datetime, datetime, str]]:
    return [
        (datetime.fromisoformat(start), datetime.fromisoformat(end), title)
        for start, end, title in manager.dialog_data.get("spans", [])
    ]


def session_line(texts: Texts, start: datetime, end: datetime, title: str) -> Html:
    return texts(
        "event-session", span=span_words(texts, start, end), titled=bool(title), title=title
    )


# Read


async def write_words(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    name = (state_now(manager).state or "").partition(":")[2]
    text = (message.text or "").strip()
    if len(text) > LONGEST[name]:
        await complain(message, manager, "text-too-long", limit=LONGEST[name])
        return
    await change(manager, message_key(message), **{name: text})
    await onward(manager)


async def text_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "text-expected")


def read_number(text: str | None) -> int | None:
    digits = "".join((text or "").split())
    if not (digits.isascii() and digits.isdigit()) or not 1 <= int(digits[:9]) <= MOST_PLACES:
        return None
    return int(digits)


def words_window(state: State, key: str, *buttons: Keyboard, write: Any = write_words) -> Window:
    return Window(
        Say(key),
        *buttons,
        footer(),
        MessageInput(write, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=state,
        getter=shown,
    )


def as_label(words: str) -> str:
    """What stands in the middle of a sentence elsewhere begins a button here."""
    return words[:1].upper() + words[1:]
