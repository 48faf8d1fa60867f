"""A lawyer's lists: what waits, and what he has."""

from functools import partial
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Start

from bot.cases import service as cases
from bot.db import Database
from bot.legal import desk, questions
from bot.legal.questions import CARD
from bot.members.service import Viewer
from bot.notices import post_card
from bot.regulations import Regulations
from handlers.cases import stray
from handlers.lawyer.pages import one_page
from handlers.menu import NoSection
from handlers.pages import numbers
from handlers.screens import Say, here
from handlers.states import Away, Desk, Head, Templates


async def queue(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    assert isinstance(dialog_manager.start_data, dict)
    name = dialog_manager.start_data["desk"]
    served = regulations.desks.get(name)
    if served is None:
        raise NoSection
    async with database.reading() as session:
        count = await desk.count(session, desk.waiting_for(viewer, name))
        listed = partial(desk.queue, session, viewer, name)
        page = await one_page(session, dialog_manager, viewer, regulations, count, listed)
    is_head = any(led.key == name for led in viewer.leads)
    return {**page, **served.words(viewer.texts.language), "is_head": is_head}


async def mine(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    async with database.reading() as session:
        count = await desk.count(session, desk.held_by(viewer))
        listed = partial(desk.mine, session, viewer)
        page = await one_page(session, dialog_manager, viewer, regulations, count, listed)
    return page | {"heads": bool(viewer.leads)}


async def whole_queue(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    assert isinstance(manager.start_data, dict)
    await manager.start(Head.queue, {"desk": manager.start_data["desk"]})


async def open_card(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    """The card anew, at the end of the chat."""
    place = here(manager)
    async with place.database.writing() as session:
        await questions.seen(session, place.viewer, int(chosen))
        subject = cases.subject(int(chosen))
        await post_card(session, place.viewer.account_id, CARD, subject, anew=True)
    manager.show_mode = ShowMode.NO_UPDATE


dialog = Dialog(
    Window(
        Say("desk-queue"),
        *numbers(open_card),
        Button(Say("button-whole-queue"), id="whole", on_click=whole_queue, when="is_head"),
        MessageInput(stray.unasked),
        state=Desk.queue,
        getter=queue,
    ),
    Window(
        Say("desk-mine"),
        *numbers(open_card),
        Start(Say("button-duty"), id="duty", state=Away.main),
        Start(Say("button-templates"), id="templates", state=Templates.all, when="heads"),
        MessageInput(stray.unasked),
        state=Desk.mine,
        getter=mine,
    ),
)
