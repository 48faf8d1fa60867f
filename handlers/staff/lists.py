"""What the windows of this section share: pages read one by one, and finding an organisation."""

from typing import Any

from aiogram.enums import ContentType
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Keyboard, Row

from bot.db import Database
from bot.members import service as members
from bot.members.service import Viewer
from handlers.screens import Chosen, Say, choices, complain

PAGE = 8


def subject_id(manager: DialogManager, name: str) -> int:
    """Whose window it is: what the dialog was opened with."""
    assert isinstance(manager.start_data, dict)
    return int(manager.start_data[name])


def start_value(manager: DialogManager, name: str) -> int | None:
    data = manager.start_data
    return int(data[name]) if isinstance(data, dict) and name in data else None


def page_of(manager: DialogManager) -> int:
    return int(manager.dialog_data.get("page", 0))


def paging(manager: DialogManager, count: int) -> dict[str, bool]:
    page = page_of(manager)
    return {"has_earlier": page > 0, "has_later": (page + 1) * PAGE < count}


def first_page(manager: DialogManager) -> None:
    manager.dialog_data["page"] = 0


async def turn(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    step = 1 if button.widget_id == "later" else -1
    manager.dialog_data["page"] = max(page_of(manager) + step, 0)


def pager() -> Row:
    return Row(
        Button(Say("button-earlier"), id="earlier", on_click=turn, when="has_earlier"),
        Button(Say("button-later"), id="later", on_click=turn, when="has_later"),
    )


# An organisation by a part of its name


async def any_places(
    dialog_manager: DialogManager, database: Database, **_: Any
) -> dict[str, Any]:
    return await _places(dialog_manager, database, None)


async def own_places(
    dialog_manager: DialogManager, database: Database, viewer: Viewer, **_: Any
) -> dict[str, Any]:
    return await _places(dialog_manager, database, viewer)


async def _places(
    manager: DialogManager, database: Database, viewer: Viewer | None
) -> dict[str, Any]:
    sought = manager.dialog_data.get("sought", "")
    found = []
    if sought:
        async with database.reading() as session:
            found = await members.find_places(session, sought, viewer)
    return {
        "sought": sought,
        "asked": bool(sought),
        "count": len(found),
        "more": len(found) > PAGE,
        "places": [(str(place.id), place.name) for place in found[:PAGE]],
    }


async def seek(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    manager.dialog_data["sought"] = message.text or ""


async def name_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "people-organisation-expected")


def forget_sought(manager: DialogManager) -> None:
    manager.dialog_data.pop("sought", None)


def place_window(
    state: State, key: str, getter: Any, on_click: Chosen, *buttons: Keyboard
) -> Window:
    """The organisation is written, and chosen of those that were found."""
    return Window(
        Say(key),
        choices("places", on_click),
        *buttons,
        MessageInput(seek, content_types=[ContentType.TEXT]),
        MessageInput(name_expected),
        state=state,
        getter=getter,
    )
