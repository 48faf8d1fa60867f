"""The templates of a desk, kept by its head."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, SwitchTo

from bot.db import Database
from bot.legal import templates
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.screens import (
    Say,
    back_out,
    back_to,
    choices,
    complain,
    here,
    paged_choices,
    press_expected,
    words_of,
)
from handlers.states import Templates

PAGE = 6
PREVIEW = 3000


def _template_id(manager: DialogManager) -> int:
    return int(manager.dialog_data["template"])


# What the windows show


async def listed(
    viewer: Viewer, database: Database, regulations: Regulations, **_: Any
) -> dict[str, Any]:
    desks = templates.headed(viewer)
    language = viewer.texts.language
    async with database.reading() as session:
        found = [t for desk in desks for t in await templates.of_desk(session, desk, language)]
    names = {desk: regulations.desks[desk].name.in_language(language) for desk in desks}
    several = len(desks) > 1
    return {
        "count": len(found),
        "templates": [(str(template.id), template.title) for template in found],
        "desks": [
            (desk, viewer.texts("button-template-add", several=several, desk=name))
            for desk, name in names.items()
        ],
    }


async def new(dialog_manager: DialogManager, viewer: Viewer, **_: Any) -> dict[str, Any]:
    return {
        "title": dialog_manager.dialog_data.get("title", ""),
        "places": templates.places_words(viewer.texts.language),
    }


async def one(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    async with database.reading() as session:
        found = await templates.one(session, viewer, _template_id(dialog_manager))
    return {
        "title": found.title,
        "body": found.body[:PREVIEW],
        "places": templates.places_words(viewer.texts.language),
    }


# What a press or a message does


async def choose(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["template"] = int(chosen)
    await manager.switch_to(Templates.one)


async def add(query: CallbackQuery, widget: object, manager: DialogManager, chosen: str) -> None:
    manager.dialog_data["desk"] = chosen
    await manager.switch_to(Templates.title)


async def name(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if (title := await _line(message, manager)) is not None:
        templates.check_title(title)
        manager.dialog_data["title"] = title
        await manager.switch_to(Templates.body)


async def write(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    place, words, data = here(manager), words_of(message), manager.dialog_data
    if words is None or not message.text:
        await complain(message, manager, "text-expected")
        return
    async with place.database.writing() as session:
        await templates.add(session, place.viewer, data["desk"], data["title"], words)
    await manager.switch_to(Templates.all)


async def rename(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    place = here(manager)
    if (title := await _line(message, manager)) is None:
        return
    async with place.database.writing() as session:
        await templates.rename(session, place.viewer, _template_id(manager), title)
    await manager.switch_to(Templates.one)


async def rewrite(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    place = here(manager)
    if not message.text:
        await complain(message, manager, "text-expected")
        return
    async with place.database.writing() as session:
        await templates.rewrite(session, place.viewer, _template_id(manager), message.text)
    await manager.switch_to(Templates.one)


async def remove(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await templates.retire(session, place.viewer, _template_id(manager))
    await manager.switch_to(Templates.all)


async def _line(message: Message, manager: DialogManager) -> str | None:
    title = " ".join((message.text or "").split())
    if title:
        return title
    await complain(message, manager, "text-expected")
    return None


dialog = Dialog(
    Window(
        Say("templates-all"),
        paged_choices("templates", choose, PAGE),
        choices("desks", add),
        back_out(),
        MessageInput(press_expected),
        state=Templates.all,
        getter=listed,
    ),
    Window(
        Say("template-title"),
        back_to(Templates.all),
        MessageInput(name),
        state=Templates.title,
    ),
    Window(
        Say("template-body"),
        back_to(Templates.title),
        MessageInput(write),
        state=Templates.body,
        getter=new,
    ),
    Window(
        Say("template-one"),
        Row(
            SwitchTo(Say("button-template-rewrite"), id="rewrite", state=Templates.rewrite),
            SwitchTo(Say("button-template-rename"), id="rename", state=Templates.rename),
        ),
        SwitchTo(Say("button-template-remove"), id="remove", state=Templates.remove),
        back_to(Templates.all),
        MessageInput(press_expected),
        state=Templates.one,
        getter=one,
    ),
    Window(
        Say("template-rewrite"),
        back_to(Templates.one),
        MessageInput(rewrite),
        state=Templates.rewrite,
        getter=one,
    ),
    Window(
        Say("template-rename"),
        back_to(Templates.one),
        MessageInput(rename),
        state=Templates.rename,
        getter=one,
    ),
    Window(
        Say("template-remove"),
        Button(Say("button-yes"), id="yes", on_click=remove),
        back_to(Templates.one),
        MessageInput(press_expected),
        state=Templates.remove,
        getter=one,
    ),
)
