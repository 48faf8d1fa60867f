"""«Заметка коллегам»: said at once, for it goes to no member."""

from typing import Any

from aiogram.types import Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput

from bot.cases import kinds
from bot.cases import service as cases
from bot.db import Database
from bot.members.service import Viewer
from handlers.screens import Say, cancel_button, complain, finish, here, words_of
from handlers.states import Note


def _case_id(manager: DialogManager) -> int:
    assert isinstance(manager.start_data, dict)
    return int(manager.start_data["case_id"])


async def about(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        case = await cases.get(session, _case_id(dialog_manager))
    return {"number": case.number}


async def keep(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    place, words = here(manager), words_of(message)
    if words is None or not message.text:
        await complain(message, manager, "text-expected")
        return
    async with place.database.writing() as session:
        how = await kinds.of(session, _case_id(manager))
        await how.note(session, place.viewer, _case_id(manager), words)
        case = await cases.get(session, _case_id(manager))
    await finish(manager)
    await message.answer(place.texts("note-kept", number=case.number))


dialog = Dialog(
    Window(
        Say("note-text"),
        cancel_button(),
        MessageInput(keep),
        state=Note.text,
        getter=about,
    )
)
