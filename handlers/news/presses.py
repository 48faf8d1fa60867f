"""Buttons under what news sends: they carry their post and need no form."""

from typing import Literal

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.db import Database
from bot.members.service import Viewer
from bot.news import posts, reading
from handlers.menu import start
from handlers.states import Newsroom

router = Router(name=__name__)


class Press(CallbackData, prefix="news"):
    """`news:open:17`."""

    name: Literal["open", "card"]
    post_id: int


@router.callback_query(Press.filter(F.name == "open"))
async def open_post(
    query: CallbackQuery, callback_data: Press, viewer: Viewer, database: Database
) -> None:
    async with database.writing() as session:
        await reading.open_post(session, viewer, callback_data.post_id, f"open:{query.id}")
    await query.answer()


@router.callback_query(Press.filter(F.name == "card"))
async def open_card(
    query: CallbackQuery,
    callback_data: Press,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
) -> None:
    async with database.reading() as session:
        await posts.reach(session, viewer, callback_data.post_id)
    await start(dialog_manager, Newsroom.post, post_id=callback_data.post_id)
    await query.answer()
