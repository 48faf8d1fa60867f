"""A list of questions page by page, of which the database gives one page at a time."""

from collections.abc import Awaitable, Callable
from operator import itemgetter
from typing import Any

from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.common import ManagedScroll
from aiogram_dialog.widgets.kbd import (
    CurrentPage,
    Group,
    Keyboard,
    NextPage,
    PrevPage,
    Row,
    Select,
    StubScroll,
)
from aiogram_dialog.widgets.kbd.select import OnItemClick
from aiogram_dialog.widgets.text import Const, Format
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.i18n import Html
from bot.legal import questions
from bot.legal.questions import Asked
from bot.legal.titles import topic_title
from bot.members.models import Member
from bot.members.service import Viewer
from bot.regulations import Regulations

ROWS, COLUMNS = 4, 2
PAGE = ROWS * COLUMNS
PAGES = "pages"

# Up to so many of them, beginning with that one.
Listed = Callable[[int, int], Awaitable[list[Asked]]]


async def one_page(
    session: AsyncSession,
    manager: DialogManager,
    viewer: Viewer,
    regulations: Regulations,
    count: int,
    listed: Listed,
    *,
    holders: bool = False,
) -> dict[str, Any]:
    """The lines and the buttons of the page that is open; the last one where it is gone.

    With `holders` a line says who has the question.
    """
    pages = max(-(-count // PAGE), 1)
    scroll = manager.find(PAGES)
    assert isinstance(scroll, ManagedScroll)
    page = min(await scroll.get_page(), pages - 1)
    await scroll.set_page(page)
    found = await listed(PAGE, page * PAGE)
    lines = [await line(session, viewer, regulations, asked, holders=holders) for asked in found]
    return {
        "lines": Html("\n\n".join(lines)),
        "count": count,
        "questions": [(str(asked.id), asked.case.number) for asked in found],
        "pages": pages,
        "is_long": pages > 1,
    }


async def line(
    session: AsyncSession,
    viewer: Viewer,
    regulations: Regulations,
    asked: Asked,
    *,
    holders: bool = False,
) -> str:
    """Number, topic, age, promised date; of a confidential one no name."""
    case, question, texts = asked.case, asked.question, viewer.texts
    who = ""
    if case.member_id is not None and questions.knows_who(viewer, asked):
        who = (await session.get_one(Member, case.member_id)).person.short_name
    holder = ""
    if holders and case.assignee_id is not None:
        holder = await questions.staff_name(session, case.assignee_id)
    return texts(
        "queue-line",
        number=case.number,
        topic=topic_title(regulations.desks[question.desk], question.topic, texts),
        age=int((clock.now() - (case.submitted_at or case.created_at)).total_seconds()),
        promised=case.promised_on or "",
        who=who,
        named=bool(who),
        status=str(case.status),
        **regulations.desks[question.desk].words(texts.language),
        holder=holder,
        held=bool(holder),
        confidential=int(question.confidential),
        anonymous=int(question.anonymous),
        urgent=int(question.urgent),
        deadline=question.deadline or "",
        dated=int(question.deadline is not None),
    )


def numbers(on_click: OnItemClick[Any, str]) -> tuple[Keyboard, ...]:
    """A button for each question of the page, and the way to the other pages."""
    return (
        Group(
            Select(
                Format("{item[1]}"),
                id="question",
                item_id_getter=itemgetter(0),
                items="questions",
                on_click=on_click,
            ),
            width=COLUMNS,
        ),
        StubScroll(PAGES, pages="pages"),
        Row(
            PrevPage(PAGES, id="earlier", text=Const("<")),
            CurrentPage(PAGES, id="here", text=Format("{current_page1} / {pages}")),
            NextPage(PAGES, id="later", text=Const(">")),
            when="is_long",
        ),
    )
