"""An event made step by step, and any of its fields later."""

import re
from typing import Any

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Group, Row, SwitchTo

from bot.events import making
from bot.members.service import Viewer
from bot.rubrics import Rubric
from handlers.menu import start
from handlers.organisers import asking, when, whom
from handlers.organisers.form import (
    LONGEST,
    change,
    event_id,
    footer,
    go_on,
    known_id,
    onward,
    read_number,
    shown,
    words_window,
    write_words,
)
from handlers.screens import (
    Say,
    back_to,
    choices,
    complain,
    file_of,
    here,
    message_key,
    press_expected,
)
from handlers.states import Make, Organise

COORDINATES = re.compile(r"(-?\d{1,2}\.\d+)[,;\s]\s*(-?\d{1,3}\.\d+)")


async def write_title(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """The first word makes the draft: nothing that follows can be lost."""
    if event_id(manager) is not None:
        await write_words(message, widget, manager)
        return
    title = " ".join((message.text or "").split())
    if len(title) > LONGEST["title"]:
        await complain(message, manager, "text-too-long", limit=LONGEST["title"])
        return
    place = here(manager)
    async with place.database.writing() as session:
        event = await making.create(
            session, place.viewer, title, message_key(message), str(place.texts.zone)
        )
    manager.dialog_data["event_id"] = event.id
    await onward(manager)


async def write_capacity(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    places = read_number(message.text)
    if places is None:
        await complain(message, manager, "event-number-expected")
        return
    await change(manager, message_key(message), capacity=places)
    await onward(manager)


async def no_limit(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await change(manager, query.id, capacity=None)
    await onward(manager)


# Picture, point, rubric, family


async def write_picture(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    file = file_of(message)
    if file is None or file.kind != "photo":
        await complain(message, manager, "organise-picture-expected")
        return
    await change(manager, message_key(message), picture=file.file_id)
    await onward(manager)


async def no_picture(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await change(manager, query.id, picture=None)
    await onward(manager)


async def write_point(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """From a phone as a place on the map; a computer's Telegram sends none, so in figures too."""
    point = message.location or (message.venue.location if message.venue else None)
    found = (point.latitude, point.longitude) if point else read_point(message.text or "")
    if found is None:
        await complain(message, manager, "organise-point-expected")
        return
    await change(manager, message_key(message), latitude=found[0], longitude=found[1])
    await onward(manager)


def read_point(text: str) -> tuple[float, float] | None:
    """«53.348, 83.776», as maps copy it."""
    found = COORDINATES.fullmatch(text.strip())
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


async def no_point(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await change(manager, query.id, latitude=None, longitude=None)
    await onward(manager)


async def rubrics(viewer: Viewer, **_: Any) -> dict[str, Any]:
    return {"rubrics": [(one.value, viewer.texts(f"rubric-{one}")) for one in Rubric]}


async def choose_rubric(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    await change(manager, query.id, rubric=Rubric(chosen))
    await onward(manager)


async def set_family(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await change(manager, query.id, family=button.widget_id == "yes")
    await onward(manager)


# All fields


async def fields_done(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await start(manager, Organise.one, event_id=known_id(manager))


def _to(name: str, state: State, when: str | None = None) -> SwitchTo:
    return SwitchTo(Say(f"event-field-{name}"), id=name, state=state, when=when)


dialog = Dialog(
    words_window(Make.title, "organise-title", write=write_title),
    words_window(
        Make.text,
        "organise-text",
        Button(Say("button-skip"), id="skip", on_click=go_on, when="is_new"),
    ),
    words_window(Make.place, "organise-place"),
    words_window(
        Make.capacity,
        "organise-capacity",
        Button(Say("button-no-limit"), id="nolimit", on_click=no_limit),
        write=write_capacity,
    ),
    Window(
        Say("organise-fields"),
        Group(
            _to("title", Make.title),
            _to("text", Make.text),
            _to("when", Make.when),
            _to("place", Make.place),
            _to("capacity", Make.capacity),
            _to("audience", Make.audience),
            _to("contact", Make.contact),
            SwitchTo(Say("button-more-fields"), id="more", state=Make.more),
            width=2,
        ),
        Button(Say("button-done"), id="done", on_click=fields_done),
        MessageInput(press_expected),
        state=Make.fields,
        getter=shown,
    ),
    Window(
        Say("organise-more-fields"),
        Group(
            _to("picture", Make.picture),
            _to("point", Make.point),
            _to("quotas", Make.quotas),
            _to("questions", Make.questions, when="draft"),
            _to("family", Make.family),
            _to("rubric", Make.rubric),
            _to("closes", Make.closes),
            _to("cancel_until", Make.cancel),
            width=2,
        ),
        Row(
            back_to(Make.fields),
            Button(Say("button-done"), id="done", on_click=fields_done),
        ),
        MessageInput(press_expected),
        state=Make.more,
        getter=shown,
    ),
    Window(
        Say("organise-picture"),
        Button(Say("button-no-picture"), id="none", on_click=no_picture, when="has_picture"),
        footer(),
        MessageInput(write_picture),
        state=Make.picture,
        getter=shown,
    ),
    Window(
        Say("organise-point"),
        Button(Say("button-no-point"), id="none", on_click=no_point, when="has_point"),
        footer(),
        MessageInput(write_point),
        state=Make.point,
        getter=shown,
    ),
    Window(
        Say("organise-rubric"),
        choices("rubrics", choose_rubric),
        footer(),
        MessageInput(press_expected),
        state=Make.rubric,
        getter=(shown, rubrics),
    ),
    Window(
        Say("organise-family"),
        Row(
            Button(Say("button-yes"), id="yes", on_click=set_family),
            Button(Say("button-no"), id="no", on_click=set_family),
        ),
        footer(),
        MessageInput(press_expected),
        state=Make.family,
        getter=shown,
    ),
    words_window(Make.contact, "organise-contact"),
    *when.windows,
    *whom.windows,
    *asking.windows,
)
