"""What is no decision: a paper asked for, a body or colleague who has it now, a relative."""

from typing import Any, Final

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row

from bot.applications import paperwork, passing, route
from bot.applications.reading import get
from bot.applications.wording import body_title, short_name, waits_for
from bot.cases.service import Words
from bot.db import Database
from bot.members import service as members
from bot.members.service import Viewer
from handlers.applications.forms import end, form_of
from handlers.screens import (
    Say,
    back_to,
    cancel_button,
    choices,
    complain,
    here,
    press_expected,
    words_of,
)
from handlers.states import PassOn, Recuse, WantPaper

LONGEST_PAPER: Final = 300


async def about(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        filed = await get(session, form_of(dialog_manager).case_id)
        who = await short_name(session, filed)
    wanted = dialog_manager.dialog_data.get("wanted", {}).get("text", "")
    return {"number": filed.case.number, "who": who, "paper": wanted}


# A paper


async def name_paper(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    words = words_of(message)
    if words is None or not message.text or len(words.text) > LONGEST_PAPER:
        await complain(message, manager, "application-words-expected", limit=LONGEST_PAPER)
        return
    manager.dialog_data["wanted"] = {
        "text": words.text,
        "key": words.key,
        "message_id": words.message_id,
    }
    await manager.switch_to(WantPaper.sure)


async def ask_paper(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, words = here(manager), Words(**manager.dialog_data["wanted"])
    async with place.database.writing() as session:
        filed = await paperwork.ask_paper(session, place.viewer, form_of(manager).case_id, words)
    await end(query, manager, place.texts("application-paper-asked", number=filed.case.number))


# To another


async def receivers(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    """The bodies above with those who sit there, and the colleagues of this one."""
    async with database.reading() as session:
        filed = await get(session, form_of(dialog_manager).case_id)
        path = await route.path_of(session, filed)
        bodies = [
            (f"body:{n}", body_title(filed.terms.stages[n], viewer.texts))
            for n in passing.bodies_above(filed, path)
        ]
        people = [
            (f"person:{colleague}", await members.name_of(session, colleague))
            for colleague in await passing.colleagues(session, viewer, filed)
        ]
        who = await short_name(session, filed)
    receivers = [*people, *bodies]
    return {
        "number": filed.case.number,
        "who": who,
        "count": len(receivers),
        "receivers": receivers,
    }


async def pass_on(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place, form = here(manager), form_of(manager)
    kind, _, target = chosen.partition(":")
    async with place.database.writing() as session:
        if kind == "person":
            filed = await passing.assign(session, place.viewer, form.case_id, int(target))
            body, names = "", await members.name_of(session, int(target))
        else:
            filed = await passing.pass_on(
                session, place.viewer, form.case_id, form.stage, int(target), place.regulations
            )
            body, names = await waits_for(session, filed, place.texts)
    text = place.texts("application-passed-said", number=filed.case.number, body=body, who=names)
    await end(query, manager, text)


# A relative


async def recuse(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        filed = await passing.recuse(session, place.viewer, form_of(manager).case_id)
    await end(query, manager, place.texts("application-recused-said", number=filed.case.number))


wanting = Dialog(
    Window(
        Say("want-paper"),
        cancel_button(),
        MessageInput(name_paper),
        state=WantPaper.text,
        getter=about,
    ),
    Window(
        Say("want-paper-sure"),
        Button(Say("button-send"), id="send", on_click=ask_paper),
        Row(back_to(WantPaper.text), cancel_button()),
        MessageInput(name_paper),
        state=WantPaper.sure,
        getter=about,
    ),
)

handing = Dialog(
    Window(
        Say("pass-on"),
        choices("receivers", pass_on),
        cancel_button(),
        MessageInput(press_expected),
        state=PassOn.choose,
        getter=receivers,
    )
)

recusing = Dialog(
    Window(
        Say("recuse-sure"),
        Button(Say("button-recuse"), id="yes", on_click=recuse),
        cancel_button(),
        MessageInput(press_expected),
        state=Recuse.sure,
        getter=about,
    )
)
