"""A refusal: a reason of the list, the officer's own words, and a protocol where there is one."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row

from bot.applications import deciding
from handlers.applications.entering import about, back_or_out, decide_in_meeting
from handlers.applications.forms import (
    end,
    form_of,
    keep_words,
    key_of,
    number_input,
    protocol_in,
    refusal_in,
)
from handlers.screens import Say, back_to, cancel_button, choices, here, press_expected
from handlers.states import Decide


async def choose_reason(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["reason"] = chosen
    await manager.switch_to(Decide.words)


async def type_words(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if await keep_words(message, manager, "words"):
        await _after_words(message, manager)


async def skip_words(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["words"] = ""
    await _after_words(query, manager)


async def _after_words(event: CallbackQuery | Message, manager: DialogManager) -> None:
    if form_of(manager).meeting_id is None:
        await manager.switch_to(Decide.refusal_protocol)
        return
    await decide_in_meeting(event, manager, None, refusal_in(manager))


async def skip_protocol(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["number"] = ""
    await manager.switch_to(Decide.refuse)


async def refuse(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, form = here(manager), form_of(manager)
    refusal, protocol = refusal_in(manager), protocol_in(manager)
    assert refusal is not None, "the last look follows the reason"
    key = key_of(manager, "decision")
    async with place.database.writing() as session:
        if form.change:
            assert protocol is not None, "a change is minuted"
            filed = await deciding.change(
                session,
                place.viewer,
                form.case_id,
                None,
                refusal,
                protocol,
                key,
                place.regulations,
            )
        else:
            filed = await deciding.refuse(
                session, place.viewer, form.case_id, refusal, protocol, key
            )
    await end(query, manager, place.texts("application-refused-said", number=filed.case.number))


def _not_minuted(data: dict[str, Any], *_: Any) -> bool:
    return not data["change"]


windows = (
    Window(
        Say("decide-reason"),
        choices("reasons", choose_reason),
        cancel_button(back_or_out),
        MessageInput(press_expected),
        state=Decide.reason,
        getter=about,
    ),
    Window(
        Say("decide-words"),
        Button(Say("button-skip"), id="skip", on_click=skip_words),
        Row(back_to(Decide.reason), cancel_button(back_or_out)),
        MessageInput(type_words),
        state=Decide.words,
        getter=about,
    ),
    Window(
        Say("decide-refusal-protocol"),
        Button(Say("button-skip"), id="skip", on_click=skip_protocol, when=_not_minuted),
        Row(back_to(Decide.words), cancel_button()),
        number_input("protocol-expected", Decide.refuse),
        state=Decide.refusal_protocol,
        getter=about,
    ),
    Window(
        Say("decide-refuse"),
        Button(Say("button-send"), id="send", on_click=refuse),
        Row(back_to(Decide.words), cancel_button()),
        MessageInput(press_expected),
        state=Decide.refuse,
        getter=about,
    ),
)
