"""The registry from the chat: an administrator sends the file, sees what it would change, says."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.filters.callback_data import CallbackData
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.common import Whenable
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.errors import UserError
from bot.i18n import Html
from bot.members import importing
from bot.members.service import Viewer
from bot.telegram.files import MAX_DOWNLOAD_BYTES
from handlers.menu import start
from handlers.screens import MEGABYTE, Say, back_button, complain, here, message_key
from handlers.states import People, Registry

router = Router(name=__name__)


class TooBig(UserError):
    """Telegram lets bots download no more: the shell reads any size."""

    key = "registry-too-big"


class OldExcel(UserError):
    key = "registry-old-excel"


class Step(CallbackData, prefix="registry"):
    """A button of an import's card; `number` is what stood on it: `registry:remove:5:2118`."""

    name: str
    import_id: int
    number: int


Act = Callable[[AsyncSession, Viewer, int], Awaitable[None]]
STEPS: dict[str, Act] = {
    "check": importing.check,
    "other": importing.cancel,
    "cancel": importing.cancel,
    "apply": importing.apply,
    "undo": importing.ask_undo,
    "keep": importing.keep,
    "return": importing.undo,
}


@router.callback_query(Step.filter(F.name.in_(STEPS)))
async def step(
    query: CallbackQuery, callback_data: Step, viewer: Viewer, database: Database
) -> None:
    async with database.writing() as session:
        await STEPS[callback_data.name](session, viewer, callback_data.import_id)
    await query.answer()


@router.callback_query(Step.filter(F.name == "remove"))
async def remove(
    query: CallbackQuery, callback_data: Step, viewer: Viewer, database: Database
) -> None:
    async with database.writing() as session:
        await importing.confirm(session, viewer, callback_data.import_id, callback_data.number)
    await query.answer()


@router.callback_query(Step.filter(F.name == "mistakes"))
async def mistakes(
    query: CallbackQuery, callback_data: Step, viewer: Viewer, database: Database
) -> None:
    """Every bad row with its reasons, as a file."""
    async with database.writing() as session:
        rows = await importing.bad_rows(session, viewer, callback_data.import_id)
    texts = viewer.texts
    if not rows:
        await query.answer(texts("registry-mistakes-gone"), show_alert=True)
        return
    titles = [texts("registry-mistakes-where"), texts("registry-mistakes-why")]
    content = await asyncio.to_thread(importing.as_workbook, titles, rows)
    await query.answer()
    if isinstance(query.message, Message):
        file = BufferedInputFile(content, f"{texts('registry-mistakes-file')}.xlsx")
        await query.message.answer_document(file)


async def offered(message: Message, manager: DialogManager, viewer: Viewer) -> bool:
    """A table that an administrator sent outside any form: is it the registry?"""
    document = message.document
    if (
        document is None
        or message.reply_to_message is not None
        or not importing.looks_like_registry(document.file_name or "")
        or not importing.is_administrator(viewer)
    ):
        return False
    await _receive(message, here(manager).database, viewer, sure=False)
    return True


async def _receive(message: Message, database: Database, viewer: Viewer, *, sure: bool) -> None:
    document = message.document
    assert document
    name = document.file_name or ""
    if name.lower().endswith(importing.OLD_EXCEL):
        raise OldExcel
    if (document.file_size or 0) > MAX_DOWNLOAD_BYTES:
        raise TooBig(
            size=round((document.file_size or 0) / MEGABYTE),
            limit=MAX_DOWNLOAD_BYTES // MEGABYTE,
        )
    async with database.writing() as session:
        await importing.receive(
            session,
            viewer,
            key=message_key(message),
            name=name,
            file_id=document.file_id,
            sure=sure,
        )


# The window that asks for the file


def for_administrators(data: dict[str, Any], widget: Whenable, manager: DialogManager) -> bool:
    return importing.is_administrator(here(manager).viewer)


async def open_importing(query: CallbackQuery, button: object, manager: DialogManager) -> None:
    importing.ensure_administrator(here(manager).viewer)
    await start(manager, Registry.file)


async def last_import(viewer: Viewer, database: Database, **_: Any) -> dict[str, Any]:
    async with database.reading() as session:
        found = await importing.last(session, viewer)
    said = Html("")
    if found and found.begun_at:
        said = viewer.texts("registry-last", at=found.begun_at)
    return {"last": said, "import_id": found.id if found else None}


async def take_file(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    place = here(manager)
    name = message.document.file_name if message.document else None
    if not importing.looks_like_registry(name or ""):
        await complain(message, manager, "registry-file-expected")
        return
    await _receive(message, place.database, place.viewer, sure=True)
    # What comes next stands on the card.
    await manager.reset_stack()


async def file_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "registry-file-expected")


async def undo_last(query: CallbackQuery, button: object, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        found = await importing.last(session, place.viewer)
        if found:
            await importing.ask_undo(session, place.viewer, found.id)
    await manager.reset_stack()


async def back(query: CallbackQuery, button: object, manager: DialogManager) -> None:
    await start(manager, People.main)


dialog = Dialog(
    Window(
        Say("registry-file"),
        Button(
            Say("button-registry-undo"),
            id="undo",
            on_click=undo_last,
            when=lambda data, widget, manager: data["import_id"] is not None,
        ),
        back_button(back),
        MessageInput(take_file, content_types=[ContentType.DOCUMENT]),
        MessageInput(file_expected),
        state=Registry.file,
        getter=last_import,
    ),
)
