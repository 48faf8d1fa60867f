"""Where people meet the bot outside a conversation: blocking it, groups, buttons nobody knows."""

import re
from contextlib import suppress
from typing import Final

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import JOIN_TRANSITION, ChatMemberUpdatedFilter
from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, Message
from aiogram_dialog import DialogManager
from magic_filter import RegexpMode

from bot import clock
from bot.db import Database
from bot.members import service as members
from bot.members.service import Viewer
from bot.telegram.inbox import Inbox
from handlers.menu import show_current
from handlers.screens import change_buttons

# No id of ours, and more than a database takes: only a doctored client sends it.
LONG_NUMBER: Final = r"\d{19}"

membership = Router(name=f"{__name__}.membership")
groups = Router(name=f"{__name__}.groups")
forged = Router(name=f"{__name__}.forged")
router = Router(name=__name__)


@membership.my_chat_member(F.chat.type == "private")
async def blocked_or_back(event: ChatMemberUpdated, viewer: Viewer, database: Database) -> None:
    if viewer.account is None:
        return
    gone = event.new_chat_member.status == "kicked"
    async with database.writing() as session:
        await members.set_blocked(session, viewer.account.id, clock.now() if gone else None)


@membership.my_chat_member(F.chat.type != "channel", ChatMemberUpdatedFilter(JOIN_TRANSITION))
async def invited(event: ChatMemberUpdated, bot: Bot, viewer: Viewer) -> None:
    await _leave(bot, event.chat, viewer)


@groups.message(F.chat.type != "private")
async def in_a_group(message: Message, bot: Bot, viewer: Viewer) -> None:
    """It is still in: word of the invitation did not reach us."""
    await _leave(bot, message.chat, viewer)


async def _leave(bot: Bot, chat: Chat, viewer: Viewer) -> None:
    """Personal data in private chats only: in a group the bot says so once and leaves.

    What was written there meanwhile comes when it is out already, and is refused.
    """
    with suppress(TelegramForbiddenError, TelegramBadRequest):
        await bot.send_message(chat.id, viewer.texts("group-write-me"))
    with suppress(TelegramForbiddenError, TelegramBadRequest):
        await bot.leave_chat(chat.id)


@groups.callback_query(F.message.chat.type != "private")
async def pressed_in_a_group(query: CallbackQuery) -> None:
    await query.answer()


@router.callback_query(F.data.regexp(r"^retry:(\d{1,18})$").as_("asked"))
async def retry(query: CallbackQuery, asked: re.Match[str], inbox: Inbox) -> None:
    """«Повторить» under the word that something failed: the same update is handled once more."""
    await query.answer()
    await change_buttons(query)
    await inbox.revive(int(asked[1]), query.from_user.id)


@forged.callback_query(F.data.regexp(LONG_NUMBER, mode=RegexpMode.SEARCH))
@router.callback_query()
async def unknown_button(
    query: CallbackQuery, viewer: Viewer, dialog_manager: DialogManager
) -> None:
    await query.answer(viewer.texts("old-button"))
    await show_current(dialog_manager, viewer, query.message)
