"""Where refusals meet people. What is unknown here goes to the inbox, which tries again."""

from html import unescape
from typing import Any

from aiogram import Router
from aiogram.exceptions import TelegramForbiddenError
from aiogram.filters import ExceptionTypeFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import ErrorEvent, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.api.exceptions import (
    NoContextError,
    OutdatedIntent,
    UnknownIntent,
    UnknownState,
)
from aiogram_dialog.utils import remove_intent_id

from bot import clock
from bot.db import Database
from bot.errors import Trespass, UserError
from bot.members import service as members
from bot.members.contact import contact_words
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.menu import show_current
from handlers.screens import FINISHED

router = Router(name=__name__)

ALERT_LENGTH = 200


@router.error(ExceptionTypeFilter(UserError))
async def explain(
    event: ErrorEvent, viewer: Viewer, database: Database, regulations: Regulations
) -> None:
    refusal = event.exception
    assert isinstance(refusal, UserError)
    if isinstance(refusal, Trespass):
        account_id = viewer.account.id if viewer.account else None
        async with database.writing() as session:
            await members.audit(session, account_id, refusal.action, refusal.subject)
    contact = contact_words(viewer, regulations)
    text = viewer.texts(refusal.key, **{"contact": contact} | refusal.values)
    query = event.update.callback_query
    # An alert is plain text: «Иванова &amp; Ко» would stand there as it is written here.
    if query and len(plain := unescape(text)) <= ALERT_LENGTH:
        await query.answer(plain, show_alert=True)
        return
    if query:
        await query.answer()
    message = query.message if query else event.update.message or event.update.edited_message
    if isinstance(message, Message):
        await message.answer(text)


@router.error(ExceptionTypeFilter(UnknownIntent, OutdatedIntent, UnknownState, NoContextError))
async def open_current(
    event: ErrorEvent, viewer: Viewer, dialog_manager: DialogManager, state: FSMContext
) -> None:
    """A button of an old screen opens the current one; a finished form's is a repeated tap."""
    query = event.update.callback_query
    if query and query.data:
        intent, _ = remove_intent_id(query.data)
        if intent and intent == (await state.get_data()).get(FINISHED):
            await query.answer()
            return
        await query.answer(viewer.texts("old-button"))
    await show_current(dialog_manager, viewer, query.message if query else event.update.message)


async def remember_blocked(data: dict[str, Any]) -> None:
    """The person blocked the bot while it was answering: there is nobody to tell."""
    viewer, database = data["viewer"], data["database"]
    if viewer.account is not None:
        async with database.writing() as session:
            await members.set_blocked(session, viewer.account.id, clock.now())


@router.error(ExceptionTypeFilter(TelegramForbiddenError))
async def answered_nobody(event: ErrorEvent, viewer: Viewer, database: Database) -> None:
    await remember_blocked({"viewer": viewer, "database": database})
