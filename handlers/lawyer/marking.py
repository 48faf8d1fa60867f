"""What a lawyer notes when a question is done, for the union's reports."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row

from bot.db import Database
from bot.legal import desk
from bot.legal.titles import topic_title
from bot.members.service import Viewer
from bot.money import money_words, parse_money
from bot.regulations import Desk, Regulations
from handlers.screens import (
    Pairs,
    Say,
    back_to,
    cancel_button,
    choices,
    complain,
    finish,
    here,
    press_expected,
)
from handlers.states import Mark


def _case_id(manager: DialogManager) -> int:
    assert isinstance(manager.start_data, dict)
    return int(manager.start_data["case_id"])


async def mark_options(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    async with database.reading() as session:
        asked = await desk.held(session, viewer, _case_id(dialog_manager))
    rules, language = regulations.desks[asked.question.desk], viewer.texts.language
    effect = dialog_manager.dialog_data.get("effect")
    return {
        "number": asked.case.number,
        "topic": topic_title(rules, asked.question.topic, viewer.texts),
        "topics": [(k, t.title.in_language(language)) for k, t in rules.topics.items()],
        "results": [(k, r.title.in_language(language)) for k, r in rules.results.items()],
        "effect": money_words(effect) if effect else "",
        "paid": int(bool(effect)),
    }


async def mark_topic(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["topic"] = chosen
    await manager.switch_to(Mark.result)


async def mark_result(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["result"] = chosen
    if (await _desk(manager)).money:
        await manager.switch_to(Mark.effect)
    else:
        await _record(query, manager, effect=None, court=False)


async def _desk(manager: DialogManager) -> Desk:
    place = here(manager)
    async with place.database.reading() as session:
        asked = await desk.held(session, place.viewer, _case_id(manager))
    return place.regulations.desks[asked.question.desk]


async def mark_effect(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    money = parse_money(message.text or "")
    if money is None:
        await complain(message, manager, "money-expected")
        return
    manager.dialog_data["effect"] = money
    await manager.switch_to(Mark.court)


async def no_effect(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["effect"] = None
    await manager.switch_to(Mark.court)


async def mark_court(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    effect = manager.dialog_data["effect"]
    await _record(query, manager, effect=effect, court=button.widget_id == "yes")


async def _record(
    query: CallbackQuery, manager: DialogManager, *, effect: int | None, court: bool
) -> None:
    place, data = here(manager), manager.dialog_data
    async with place.database.writing() as session:
        await desk.mark(
            session,
            place.viewer,
            _case_id(manager),
            topic=data["topic"],
            result=data["result"],
            effect=effect,
            court=court,
        )
    await finish(manager)
    if isinstance(query.message, Message):
        await query.message.answer(place.texts("marked"))


dialog = Dialog(
    Window(
        Say("mark-topic"),
        choices("topics", mark_topic, Pairs),
        cancel_button(),
        MessageInput(press_expected),
        state=Mark.topic,
        getter=mark_options,
    ),
    Window(
        Say("mark-result"),
        choices("results", mark_result),
        Row(back_to(Mark.topic), cancel_button()),
        MessageInput(press_expected),
        state=Mark.result,
        getter=mark_options,
    ),
    Window(
        Say("mark-effect"),
        Button(Say("button-skip"), id="skip", on_click=no_effect),
        Row(back_to(Mark.result), cancel_button()),
        MessageInput(mark_effect),
        state=Mark.effect,
        getter=mark_options,
    ),
    Window(
        Say("mark-court"),
        Row(
            Button(Say("button-yes"), id="yes", on_click=mark_court),
            Button(Say("button-no"), id="no", on_click=mark_court),
        ),
        Row(back_to(Mark.effect), cancel_button()),
        MessageInput(press_expected),
        state=Mark.court,
        getter=mark_options,
    ),
)
