"""Handing a question over: to a colleague, or back to the queue."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from bot.db import Database
from bot.legal import desk, duty
from bot.members.service import Viewer
from handlers.screens import Say, cancel_button, choices, finish, here, press_expected
from handlers.states import HandOver


def _case_id(manager: DialogManager) -> int:
    assert isinstance(manager.start_data, dict)
    return int(manager.start_data["case_id"])


async def colleagues(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        asked = await desk.held(session, viewer, _case_id(dialog_manager))
        found = await desk.colleagues(session, viewer, asked)
        labels = await duty.labelled(session, viewer.texts, found, besides=viewer.account_id)
        people = [(str(colleague.id), name) for colleague, name in labels]
    return {"number": asked.case.number, "colleagues": people, "count": len(people)}


async def hand_over(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place, to = here(manager), int(chosen)
    async with place.database.writing() as session:
        await desk.hand_over(session, place.viewer, _case_id(manager), to, place.regulations)
    await _say(query, manager, "handed-over")


async def to_queue(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await desk.give_back(session, place.viewer, _case_id(manager), place.regulations)
    await _say(query, manager, "given-back")


async def _say(query: CallbackQuery, manager: DialogManager, key: str) -> None:
    texts = here(manager).texts
    await finish(manager)
    if isinstance(query.message, Message):
        await query.message.answer(texts(key))


dialog = Dialog(
    Window(
        Say("hand-over-choose"),
        choices("colleagues", hand_over),
        Button(Say("button-to-queue"), id="to_queue", on_click=to_queue),
        cancel_button(),
        MessageInput(press_expected),
        state=HandOver.choose,
        getter=colleagues,
    ),
)
