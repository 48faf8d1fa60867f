"""When an event is: its days and hours, by whose clock, and until when one may come and go."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, SwitchTo

from bot import clock
from bot.errors import UserError
from bot.events import changing, events
from bot.events.when import LONGEST_AHEAD, read_moment, read_span
from bot.members.service import Viewer
from handlers.organisers.form import (
    change,
    footer,
    known_id,
    onward,
    shown,
    spans_of,
    state_now,
    text_expected,
    the_event,
    words_window,
)
from handlers.profile.dialog import ZONES, zone_name
from handlers.screens import Say, back_to, choices, complain, here, message_key, press_expected
from handlers.states import Make

MOST_SESSIONS = 30


class FieldUnknown(UserError):
    """A button of a window that is gone."""


async def write_when(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """A day and hours; several lines are several days. Nothing is set until «Готово»."""
    event, now = await the_event(manager), clock.now()
    spans = spans_of(manager)
    for line in filter(str.strip, (message.text or "").splitlines()):
        written, _, title = line.partition(";")
        span = read_span(written, event.zone, now)
        if span is None:
            await complain(message, manager, "organise-when-expected")
            return
        start, end = span
        if end <= start:
            end += timedelta(days=1)
        if not now < start < now + LONGEST_AHEAD:
            await complain(message, manager, "organise-when-past")
            return
        spans.append((start, end, title.strip()[:150]))
    spans = sorted(set(spans))[:MOST_SESSIONS]
    manager.dialog_data["spans"] = [
        [start.isoformat(), end.isoformat(), title] for start, end, title in spans
    ]


async def save_when(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, spans = here(manager), spans_of(manager)
    if spans:
        async with place.database.writing() as session:
            await changing.set_sessions(
                session, place.viewer, known_id(manager), spans, f"when:{query.id}"
            )
        manager.dialog_data.pop("spans")
    await onward(manager)


async def clear_when(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data.pop("spans", None)


# The clock


async def zones(viewer: Viewer, **_: Any) -> dict[str, Any]:
    return {"zones": [(zone, zone_name(viewer.texts, zone)) for zone in ZONES]}


async def choose_zone(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    """The hours that were named stay as they were named: it is others' clocks that differ."""
    if chosen not in ZONES:
        raise FieldUnknown
    place, event, zone = here(manager), await the_event(manager), ZoneInfo(chosen)

    def moved(moment: datetime) -> datetime:
        return moment.astimezone(event.zone).replace(tzinfo=zone)

    manager.dialog_data["spans"] = [
        [moved(start).isoformat(), moved(end).isoformat(), title]
        for start, end, title in spans_of(manager)
    ]
    async with place.database.writing() as session:
        sessions = [
            (moved(one.starts_at), moved(one.ends_at), one.title)
            for one in await events.sessions_of(session, event.id)
        ]
        await changing.change(session, place.viewer, event.id, query.id, timezone=chosen)
        if sessions:
            await changing.set_sessions(
                session, place.viewer, event.id, sessions, f"zone:{query.id}"
            )
    await manager.switch_to(Make.when)


# Terms


async def write_closes(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if await set_moment(message, manager, "closes_at"):
        await onward(manager)


async def write_cancel(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if await set_moment(message, manager, "cancel_until"):
        await onward(manager)


async def set_moment(message: Message, manager: DialogManager, name: str) -> bool:
    """False: it is none, and that was said."""
    event = await the_event(manager)
    moment = read_moment(message.text or "", event.zone, clock.now())
    if moment is None or moment <= clock.now():
        await complain(message, manager, "organise-moment-expected")
        return False
    if event.starts_at is not None and moment > event.starts_at:
        await complain(message, manager, "organise-moment-late")
        return False
    await change(manager, message_key(message), **{name: moment})
    return True


async def no_term(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    name = "closes_at" if state_now(manager) == Make.closes else "cancel_until"
    await change(manager, query.id, **{name: None})
    await onward(manager)


windows = (
    Window(
        Say("organise-when"),
        Button(Say("button-done"), id="done", on_click=save_when, when="count"),
        Row(
            Button(Say("button-clear-days"), id="clear", on_click=clear_when, when="unsaved"),
            SwitchTo(Say("button-timezone"), id="zone", state=Make.zone),
        ),
        footer(),
        MessageInput(write_when, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Make.when,
        getter=shown,
    ),
    Window(
        Say("organise-zone"),
        choices("zones", choose_zone),
        back_to(Make.when),
        MessageInput(press_expected),
        state=Make.zone,
        getter=(shown, zones),
    ),
    words_window(
        Make.closes,
        "organise-closes",
        Button(Say("button-no-term"), id="none", on_click=no_term, when="closing"),
        write=write_closes,
    ),
    words_window(
        Make.cancel,
        "organise-cancel",
        Button(Say("button-no-term"), id="none", on_click=no_term, when="cancelling"),
        write=write_cancel,
    ),
)
