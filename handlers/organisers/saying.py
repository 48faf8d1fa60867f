"""What an organiser says to those on his list: a message, or that it is called off."""

from typing import Any

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from bot.db import Database
from bot.events import addressing, events, making
from bot.members.service import Viewer
from handlers.organisers.shown import event_id, one
from handlers.screens import Say, back_to, choices, complain, here, message_key, press_expected
from handlers.states import Organise

LONGEST_MESSAGE = 2000
LONGEST_REASON = 500
GROUPS = ("confirmed", "waiting", "came", "absent")


async def groups(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    texts = viewer.texts
    async with database.reading() as session:
        event = await events.own(session, viewer, event_id(dialog_manager))
        counts = {group: len(await addressing.whom(session, event.id, group)) for group in GROUPS}
    chosen = dialog_manager.dialog_data.get("group", GROUPS[0])
    return {
        "title": event.title,
        "groups": [
            (group, f"{texts(f'event-group-{group}')} · {count}")
            for group, count in counts.items()
        ],
        "group": texts(f"event-group-{chosen}"),
        "count": counts[chosen],
        "words": dialog_manager.dialog_data.get("words", ""),
    }


async def choose_group(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["group"] = chosen
    await manager.switch_to(Organise.words)


async def write_words(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    text = (message.text or "").strip()
    if len(text) > LONGEST_MESSAGE:
        await complain(message, manager, "text-too-long", limit=LONGEST_MESSAGE)
        return
    manager.dialog_data["words"], manager.dialog_data["words_key"] = text, message_key(message)
    await manager.switch_to(Organise.sure)


async def say(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, data = here(manager), manager.dialog_data
    async with place.database.writing() as session:
        told = await addressing.say_to(
            session,
            place.viewer,
            event_id(manager),
            data["group"],
            data["words"],
            data["words_key"],
        )
    await manager.switch_to(Organise.one)
    if isinstance(query.message, Message):
        await query.message.answer(place.texts("organise-said", count=told))


async def text_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "text-expected")


# Called off


async def call_off(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    reason = (message.text or "").strip()
    if len(reason) > LONGEST_REASON:
        await complain(message, manager, "text-too-long", limit=LONGEST_REASON)
        return
    await end_it(manager, reason)


async def call_off_silently(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await end_it(manager, "")


async def end_it(manager: DialogManager, reason: str) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await making.call_off(session, place.viewer, event_id(manager), reason)
    await manager.switch_to(Organise.one)


windows = (
    Window(
        Say("organise-message"),
        choices("groups", choose_group),
        back_to(Organise.one),
        MessageInput(press_expected),
        state=Organise.message,
        getter=groups,
    ),
    Window(
        Say("organise-words"),
        back_to(Organise.message),
        MessageInput(write_words, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Organise.words,
        getter=groups,
    ),
    Window(
        Say("organise-sure"),
        Button(Say("button-send"), id="send", on_click=say),
        back_to(Organise.words),
        MessageInput(press_expected),
        state=Organise.sure,
        getter=groups,
    ),
    Window(
        Say("organise-off"),
        Button(Say("button-call-off-silently"), id="off", on_click=call_off_silently),
        back_to(Organise.more),
        MessageInput(call_off, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Organise.off,
        getter=one,
    ),
)
