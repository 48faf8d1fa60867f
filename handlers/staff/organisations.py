"""The union's tree on a phone: one organisation a screen, and what staff may do about it."""

from typing import Any

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, SwitchTo

from bot.db import Database
from bot.members import organisations
from bot.members import service as members
from bot.members.service import Viewer
from handlers.screens import (
    Say,
    back_button,
    back_out,
    back_to,
    choices,
    complain,
    here,
    press_expected,
)
from handlers.staff.lists import (
    PAGE,
    first_page,
    forget_sought,
    own_places,
    page_of,
    pager,
    paging,
    place_window,
    subject_id,
)
from handlers.staff.people import choose_person
from handlers.states import Orgs


def _organisation_id(manager: DialogManager) -> int:
    chosen = manager.dialog_data.get("organisation_id")
    return int(chosen) if chosen else subject_id(manager, "organisation_id")


async def tops(viewer: Viewer, database: Database, **_: Any) -> dict[str, Any]:
    async with database.reading() as session:
        found = await organisations.tops(session, viewer)
    return {"organisations": [(str(o.id), o.name) for o in found]}


async def open_tree(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Of one office its organisation at once, of several the choice."""
    place = here(manager)
    async with place.database.reading() as session:
        found = await organisations.tops(session, place.viewer)
    if len(found) == 1:
        await manager.start(Orgs.one, {"organisation_id": found[0].id})
    else:
        await manager.start(Orgs.tops)


async def choose(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["organisation_id"] = int(chosen)
    first_page(manager)
    await manager.switch_to(Orgs.one)


async def one(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        shown = await organisations.card(
            session, viewer, _organisation_id(dialog_manager), page_of(dialog_manager), PAGE
        )
    return {
        "place": shown.place,
        "own": shown.own,
        "all": shown.all,
        "below": shown.children_count,
        "organisations": [(str(o.id), o.name) for o in shown.children],
        "has_people": shown.own > 0,
        "may_manage": shown.may_manage,
        "may_close": shown.may_manage and shown.all == 0 and shown.children_count == 0,
        **paging(dialog_manager, shown.children_count),
    }


async def up(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """One level higher, or out of the tree where the scope ends."""
    place = here(manager)
    async with place.database.reading() as session:
        shown = await organisations.card(session, place.viewer, _organisation_id(manager), 0, PAGE)
    if shown.parent_id is None:
        await manager.done()
        return
    manager.dialog_data["organisation_id"] = shown.parent_id
    first_page(manager)


# Its people


async def open_people(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await organisations.open_people(session, place.viewer, _organisation_id(manager))
    first_page(manager)
    await manager.switch_to(Orgs.people)


async def its_people(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    organisation_id = _organisation_id(dialog_manager)
    async with database.reading() as session:
        found, count = await organisations.people(
            session, viewer, organisation_id, page_of(dialog_manager), PAGE
        )
        place = await members.place_by_id(session, organisation_id)
    return {
        "place": place,
        "count": count,
        "people": [(str(line.id), line.name) for line in found],
        **paging(dialog_manager, count),
    }


async def back_to_one(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    first_page(manager)
    await manager.switch_to(Orgs.one)


# Changes


async def rename(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await organisations.rename(
            session, place.viewer, _organisation_id(manager), message.text or ""
        )
    await message.answer(place.texts("organisations-renamed"))
    await manager.switch_to(Orgs.one)


async def name_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "organisations-bad-name")


async def to_merge(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    forget_sought(manager)
    await manager.switch_to(Orgs.merge)


async def choose_heir(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await organisations.ensure_can_merge(
            session, place.viewer, _organisation_id(manager), int(chosen)
        )
    manager.dialog_data["into_id"] = int(chosen)
    await manager.switch_to(Orgs.merge_sure)


async def merge_words(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    values = await one(dialog_manager, viewer, database)
    into_id = dialog_manager.dialog_data.get("into_id")
    async with database.reading() as session:
        into = await members.place_by_id(session, int(into_id)) if into_id else ""
    return {**values, "into": into}


async def merge(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, into_id = here(manager), int(manager.dialog_data["into_id"])
    async with place.database.writing() as session:
        await organisations.merge(session, place.viewer, _organisation_id(manager), into_id)
    if isinstance(query.message, Message):
        await query.message.answer(place.texts("organisations-merged"))
    manager.dialog_data["organisation_id"] = into_id
    await back_to_one(query, button, manager)


async def close(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, closed = here(manager), _organisation_id(manager)
    async with place.database.writing() as session:
        await organisations.close(session, place.viewer, closed)
        above = (await organisations.card(session, place.viewer, closed, 0, PAGE)).parent_id
    if isinstance(query.message, Message):
        await query.message.answer(place.texts("organisations-closed"))
    if above is None:
        await manager.done()
        return
    manager.dialog_data["organisation_id"] = above
    await back_to_one(query, button, manager)


dialog = Dialog(
    Window(
        Say("organisations-tops"),
        choices("organisations", choose),
        back_out(),
        MessageInput(press_expected),
        state=Orgs.tops,
        getter=tops,
    ),
    Window(
        Say("organisations-one"),
        choices("organisations", choose),
        pager(),
        Button(
            Say("button-organisation-people"), id="people", on_click=open_people, when="has_people"
        ),
        Row(
            SwitchTo(Say("button-rename"), id="rename", state=Orgs.rename),
            Button(Say("button-merge"), id="merge", on_click=to_merge),
            when="may_manage",
        ),
        SwitchTo(Say("button-close"), id="close", state=Orgs.close, when="may_close"),
        Button(Say("button-back"), id="up", on_click=up),
        MessageInput(press_expected),
        state=Orgs.one,
        getter=one,
    ),
    Window(
        Say("organisations-people"),
        choices("people", choose_person),
        pager(),
        back_button(back_to_one),
        MessageInput(press_expected),
        state=Orgs.people,
        getter=its_people,
    ),
    Window(
        Say("organisations-rename"),
        back_to(Orgs.one),
        MessageInput(rename, content_types=[ContentType.TEXT]),
        MessageInput(name_expected),
        state=Orgs.rename,
        getter=one,
    ),
    place_window(Orgs.merge, "organisations-merge", own_places, choose_heir, back_to(Orgs.one)),
    Window(
        Say("organisations-merge-sure"),
        Button(Say("button-merge"), id="sure", on_click=merge),
        back_to(Orgs.merge),
        MessageInput(press_expected),
        state=Orgs.merge_sure,
        getter=merge_words,
    ),
    Window(
        Say("organisations-close"),
        Button(Say("button-close"), id="sure", on_click=close),
        back_to(Orgs.one),
        MessageInput(press_expected),
        state=Orgs.close,
        getter=one,
    ),
)
