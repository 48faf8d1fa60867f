"""The organisation's own channels: binding one by a code, and what is posted there."""

from contextlib import suppress
from typing import Any

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import (
    IS_MEMBER,
    IS_NOT_MEMBER,
    ChatMemberUpdatedFilter,
)
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.db import Database
from bot.members import service as members
from bot.members.service import Viewer
from bot.news import channels
from bot.news.channels import CHANNEL_ROLES, CODE_HOURS, Said
from bot.regulations import Regulations
from handlers.cases.stray import unasked
from handlers.news.contents import file_of, html_of
from handlers.screens import Say, back_out, back_to, choices, here, press_expected
from handlers.staff.lists import PAGE, forget_sought, place_window
from handlers.states import Channels

router = Router(name=__name__)
router.my_chat_member.filter(F.chat.type == "channel")


# What is posted there. Nobody can be answered in a channel, so nothing is refused aloud.


@router.my_chat_member(
    F.chat.type == "channel", ChatMemberUpdatedFilter(IS_NOT_MEMBER >> IS_MEMBER)
)
async def put_in(event: ChatMemberUpdated, bot: Bot, database: Database) -> None:
    """Where no code is awaited it is none of our business: the bot leaves."""
    await _leave_unless_awaited(event.chat.id, bot, database)


@router.my_chat_member(
    F.chat.type == "channel", ChatMemberUpdatedFilter(IS_MEMBER >> IS_NOT_MEMBER)
)
async def put_out(event: ChatMemberUpdated, database: Database) -> None:
    async with database.writing() as session:
        await channels.lost(session, event.chat.id)


@router.channel_post()
async def posted(message: Message, bot: Bot, database: Database, regulations: Regulations) -> None:
    said = _said(message)
    async with database.writing() as session:
        channel = await channels.bound(session, said.chat_id)
        if channel is not None:
            await channels.receive(session, channel, said, regulations)
            return
        if await channels.bind(session, said):
            return
    await _leave_unless_awaited(said.chat_id, bot, database)


@router.edited_channel_post()
async def edited(message: Message, database: Database) -> None:
    said = _said(message)
    async with database.writing() as session:
        if channel := await channels.bound(session, said.chat_id):
            await channels.edit(session, channel, said)


def _said(message: Message) -> Said:
    return Said(
        chat_id=message.chat.id,
        title=message.chat.title or "",
        message_id=message.message_id,
        html=html_of(message),
        file=file_of(message),
        media_group_id=message.media_group_id,
        at=message.date,
    )


async def _leave_unless_awaited(chat_id: int, bot: Bot, database: Database) -> None:
    async with database.reading() as session:
        if await channels.awaited(session):
            return
    await _leave(chat_id, bot)


async def _leave(chat_id: int, bot: Bot) -> None:
    with suppress(TelegramForbiddenError, TelegramBadRequest):
        await bot.leave_chat(chat_id)


# Binding, for administrators


async def bound(viewer: Viewer, database: Database, **_: Any) -> dict[str, Any]:
    async with database.reading() as session:
        found = await channels.within_reach(session, viewer)
    return {
        "channels": [
            (str(channel.id), viewer.texts("channel-line", title=channel.title, place=place))
            for channel, place in found
        ],
        "count": len(found),
    }


async def choose(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["channel_id"] = int(chosen)
    await manager.switch_to(Channels.one)


async def new(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    forget_sought(manager)
    await manager.switch_to(Channels.place)


async def places(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    sought = dialog_manager.dialog_data.get("sought", "")
    async with database.reading() as session:
        if sought:
            places = await members.find_places(session, sought, viewer, CHANNEL_ROLES)
            found = [(str(place.id), place.name) for place in places]
        else:
            ids = {o.organisation_id for o in viewer.offices if o.role in CHANNEL_ROLES}
            found = [(str(i), await members.place_by_id(session, i)) for i in sorted(ids)]
    return {
        "places": found[:PAGE],
        "sought": sought,
        "count": len(found),
        "more": len(found) > PAGE,
    }


async def choose_place(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    """The code stands on this screen alone; another press makes another."""
    place = here(manager)
    async with place.database.writing() as session:
        manager.dialog_data["code"] = await channels.offer(session, place.viewer, int(chosen))
        manager.dialog_data["place"] = await members.place_by_id(session, int(chosen))
    await manager.switch_to(Channels.code)


async def code(dialog_manager: DialogManager, bot: Bot, **_: Any) -> dict[str, Any]:
    me = await bot.me()
    return {
        "code": dialog_manager.dialog_data.get("code", ""),
        "place": dialog_manager.dialog_data.get("place", ""),
        "bot": me.username or "",
        "hours": CODE_HOURS,
    }


async def one(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        channel = await channels.reach(session, viewer, dialog_manager.dialog_data["channel_id"])
        place = await members.place_by_id(session, channel.organisation_id)
    return {"title": channel.title or "", "place": place}


async def unbind(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        chat_id = await channels.unbind(session, place.viewer, manager.dialog_data["channel_id"])
    if chat_id is not None and query.bot:
        await _leave(chat_id, query.bot)
    await manager.switch_to(Channels.all)


dialog = Dialog(
    Window(
        Say("channels"),
        choices("channels", choose),
        Button(Say("button-new-channel"), id="new", on_click=new),
        back_out(),
        MessageInput(unasked),
        state=Channels.all,
        getter=bound,
    ),
    place_window(Channels.place, "channel-place", places, choose_place, back_to(Channels.all)),
    Window(
        Say("channel-code"),
        SwitchTo(Say("button-done"), id="done", state=Channels.all),
        MessageInput(press_expected),
        state=Channels.code,
        getter=code,
    ),
    Window(
        Say("channel-one"),
        Button(Say("button-unbind-channel"), id="unbind", on_click=unbind),
        back_to(Channels.all),
        MessageInput(press_expected),
        state=Channels.one,
        getter=one,
    ),
)
