"""A lawyer's lists: what waits, and what he has."""

from operator import itemgetter
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.common import ManagedScroll
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import ScrollingGroup, Select, Start
from aiogram_dialog.widgets.text import Format
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases import service as cases
from bot.db import Database
from bot.i18n import Html
from bot.legal import desk, questions, templates
from bot.legal.cards import topic_title
from bot.legal.questions import CARD, Asked
from bot.members.models import Member
from bot.members.service import Viewer
from bot.notices import post_card
from bot.regulations import Regulations
from handlers.cases import stray
from handlers.screens import Say, here
from handlers.states import Desk, Templates

ROWS, COLUMNS = 4, 2
PAGE = ROWS * COLUMNS


async def queue(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    async with database.reading() as session:
        waiting = await desk.queue(session, viewer)
        return await _page(session, dialog_manager, viewer, regulations, waiting)


async def mine(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    async with database.reading() as session:
        taken = await desk.mine(session, viewer)
        page = await _page(session, dialog_manager, viewer, regulations, taken)
    return page | {"heads": bool(templates.headed(viewer, regulations))}


async def _page(
    session: AsyncSession,
    manager: DialogManager,
    viewer: Viewer,
    regulations: Regulations,
    found: list[Asked],
) -> dict[str, Any]:
    """The lines of the page whose buttons are shown; the buttons of all."""
    scroll = manager.find("pages")
    assert isinstance(scroll, ManagedScroll)
    begin = PAGE * min(await scroll.get_page(), max(len(found) - 1, 0) // PAGE)
    lines = [
        await _line(session, viewer, regulations, asked) for asked in found[begin : begin + PAGE]
    ]
    return {
        "lines": Html("\n\n".join(lines)),
        "count": len(found),
        "questions": [(str(asked.id), asked.case.number) for asked in found],
    }


async def _line(
    session: AsyncSession, viewer: Viewer, regulations: Regulations, asked: Asked
) -> str:
    """Number, topic, age, promised date; of a confidential one no name."""
    case, question, texts = asked.case, asked.question, viewer.texts
    who = ""
    if case.member_id is not None and questions.knows_who(viewer, asked):
        who = (await session.get_one(Member, case.member_id)).person.short_name
    return texts(
        "queue-line",
        number=case.number,
        topic=topic_title(regulations.desks[question.desk], question.topic, texts),
        age=int((clock.now() - (case.submitted_at or case.created_at)).total_seconds()),
        promised=case.promised_on or "",
        who=who,
        named=bool(who),
        status=str(case.status),
        confidential=int(question.confidential),
        urgent=int(question.urgent),
        deadline=question.deadline or "",
        dated=int(question.deadline is not None),
    )


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


def _numbers() -> ScrollingGroup:
    return ScrollingGroup(
        Select(
            Format("{item[1]}"),
            id="question",
            item_id_getter=itemgetter(0),
            items="questions",
            on_click=open_card,
        ),
        id="pages",
        width=COLUMNS,
        height=ROWS,
        hide_on_single_page=True,
    )


dialog = Dialog(
    Window(
        Say("desk-queue"),
        _numbers(),
        MessageInput(stray.unasked),
        state=Desk.queue,
        getter=queue,
    ),
    Window(
        Say("desk-mine"),
        _numbers(),
        Start(Say("button-templates"), id="templates", state=Templates.all, when="heads"),
        MessageInput(stray.unasked),
        state=Desk.mine,
        getter=mine,
    ),
)
