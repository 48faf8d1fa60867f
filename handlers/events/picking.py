"""A member of one's own for an event: to come, to be entered by hand, to help at the door."""

from typing import Any

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, SwitchTo

from bot.db import Database
from bot.events import admitting, events
from bot.events.models import Registration
from bot.i18n import Html
from bot.members import people
from bot.members.service import Viewer
from handlers.events.joining import event_id
from handlers.screens import Say, back_to, choices, complain, here, message_key
from handlers.states import Pick

LONGEST_SOUGHT = 100


def _purpose(manager: DialogManager) -> str:
    assert isinstance(manager.start_data, dict)
    return str(manager.start_data["purpose"])


async def found(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    ids = dialog_manager.dialog_data.get("found")
    async with database.reading() as session:
        event = await events.get(session, event_id(dialog_manager))
        lines = await people.lines(session, viewer, ids) if ids else []
    return {
        "title": event.title,
        "purpose": _purpose(dialog_manager),
        "asked": ids is not None,
        "count": len(lines),
        "done": Html(dialog_manager.dialog_data.get("done", "")),
        "by_hand": _purpose(dialog_manager) == "enter",
        "people": [(str(line.id), f"{line.name} · {line.place}") for line in lines],
    }


async def search(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    place, typed = here(manager), (message.text or "")[:LONGEST_SOUGHT]
    async with place.database.writing() as session:
        manager.dialog_data["found"] = await people.search(session, place.viewer, typed)
    manager.dialog_data["done"] = ""


async def choose(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place, purpose = here(manager), _purpose(manager)
    async with place.database.writing() as session:
        if purpose == "nominate":
            member = await admitting.nominate(
                session, place.viewer, event_id(manager), int(chosen)
            )
            done = place.texts("event-picked-nominate", name=member.person.short_name)
        elif purpose == "helper":
            member = await admitting.name_helper(
                session, place.viewer, event_id(manager), int(chosen)
            )
            done = place.texts("event-picked-helper", name=member.person.short_name)
        else:
            registration = await admitting.enter_member(
                session, place.viewer, event_id(manager), int(chosen)
            )
            done = _entered(manager, registration, await events.name_of(session, registration))
    manager.dialog_data["done"] = done
    manager.dialog_data["found"] = None


def _entered(manager: DialogManager, registration: Registration, name: str) -> Html:
    return here(manager).texts(
        "event-picked-enter",
        name=name,
        number=registration.number,
        standing=here(manager).texts(f"event-listed-{registration.standing}"),
    )


async def enter_guest(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    place, name = here(manager), " ".join((message.text or "").split())
    if len(name) > LONGEST_SOUGHT:
        await complain(message, manager, "text-too-long", limit=LONGEST_SOUGHT)
        return
    async with place.database.writing() as session:
        registration = await admitting.enter_guest(
            session, place.viewer, event_id(manager), name, message_key(message)
        )
    manager.dialog_data["done"] = _entered(manager, registration, name)
    manager.dialog_data["found"] = None
    await manager.switch_to(Pick.find)


async def done(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await manager.done()


async def name_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "people-find-expected")


dialog = Dialog(
    Window(
        Say("event-pick"),
        choices("people", choose),
        Row(
            SwitchTo(Say("button-guest"), id="guest", state=Pick.guest, when="by_hand"),
            Button(Say("button-done"), id="done", on_click=done),
        ),
        MessageInput(search, content_types=[ContentType.TEXT]),
        MessageInput(name_expected),
        state=Pick.find,
        getter=found,
    ),
    Window(
        Say("event-guest"),
        back_to(Pick.find),
        MessageInput(enter_guest, content_types=[ContentType.TEXT]),
        MessageInput(name_expected),
        state=Pick.guest,
        getter=found,
    ),
)
