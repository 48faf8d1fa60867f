"""A list of cases page by page, of which the database gives one page at a time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
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
    StubScroll,
)
from aiogram_dialog.widgets.kbd.select import OnItemClick
from aiogram_dialog.widgets.text import Const, Format

from bot.i18n import Html
from handlers.screens import choice

ROWS, COLUMNS = 4, 2
PAGE = ROWS * COLUMNS
PAGES = "pages"


@dataclass(frozen=True)
class Line:
    """A case in a list: what is said of it, and its number for the button."""

    id: int
    number: str
    text: str


# Up to so many of them, beginning with that one.
Lines = Callable[[int, int], Awaitable[list[Line]]]


async def one_page(manager: DialogManager, count: int, lines: Lines) -> dict[str, Any]:
    """The lines and the buttons of the page that is open; the last one where it is gone."""
    pages = max(-(-count // PAGE), 1)
    scroll = manager.find(PAGES)
    assert isinstance(scroll, ManagedScroll)
    page = min(await scroll.get_page(), pages - 1)
    await scroll.set_page(page)
    found = await lines(PAGE, page * PAGE)
    return {
        "lines": Html("\n\n".join(line.text for line in found)),
        "count": count,
        "numbered": [(str(line.id), line.number) for line in found],
        "pages": pages,
        "is_long": pages > 1,
    }


async def first_page(manager: DialogManager) -> None:
    """The list is another one now."""
    scroll = manager.find(PAGES)
    assert isinstance(scroll, ManagedScroll)
    await scroll.set_page(0)


def numbers(on_click: OnItemClick[Any, str]) -> tuple[Keyboard, ...]:
    """A button for each case of the page, and the way to the other pages."""
    return (
        Group(choice("numbered", on_click), width=COLUMNS),
        StubScroll(PAGES, pages="pages"),
        Row(
            PrevPage(PAGES, id="earlier", text=Const("<")),
            CurrentPage(PAGES, id="here", text=Format("{current_page1} / {pages}")),
            NextPage(PAGES, id="later", text=Const(">")),
            when="is_long",
        ),
    )
