"""A decision: the sum and its protocol, sent after a last look; a refusal is beside it."""

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, SwitchTo

from bot.applications import deciding, passing
from bot.applications.budgets import OverBudget
from bot.applications.deciding import OverLimit
from bot.applications.reading import Filed, get
from bot.applications.wording import money, waits_for
from bot.money import parse_money
from handlers.applications import refusing
from handlers.applications.entering import (
    DECIDED,
    about,
    amount_in,
    back_or_out,
    decide_in_meeting,
    in_meeting,
    may_override,
)
from handlers.applications.forms import end, form_of, keep_words, key_of, number_input, protocol_in
from handlers.screens import Say, back_to, cancel_button, choices, complain, here, press_expected
from handlers.states import Decide


async def choose_amount(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    await _take_amount(query, manager, int(chosen))


async def type_amount(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """A typed sum is shown as it was read, before anything follows from it."""
    place = here(manager)
    amount = parse_money(message.text or "")
    if amount is None:
        await complain(message, manager, "money-expected")
        return
    async with place.database.reading() as session:
        deciding.ensure_ceiling(await get(session, form_of(manager).case_id), amount)
    manager.dialog_data["amount"] = amount
    await manager.switch_to(Decide.echo)


async def is_right(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _take_amount(query, manager, amount_in(manager))


async def _take_amount(query: CallbackQuery, manager: DialogManager, amount: int) -> None:
    """Within his limit it goes on; what is above it goes to whoever decides it, at once."""
    form = form_of(manager)
    manager.dialog_data["amount"] = amount
    if form.meeting_id is not None:
        await decide_in_meeting(query, manager, amount, None)
    elif form.change or await _is_within(manager, amount):
        await manager.switch_to(Decide.protocol)
    else:
        await _propose(query, manager, amount)


async def _is_within(manager: DialogManager, amount: int) -> bool:
    place = here(manager)
    async with place.database.reading() as session:
        filed = await get(session, form_of(manager).case_id)
        try:
            await deciding.ensure_within(session, place.viewer, filed, amount)
        except OverLimit:
            return False
        return True


async def _propose(query: CallbackQuery, manager: DialogManager, amount: int) -> None:
    place, form = here(manager), form_of(manager)
    async with place.database.writing() as session:
        filed = await passing.propose(
            session, place.viewer, form.case_id, amount, form.stage, place.regulations
        )
        body, names = await waits_for(session, filed, place.texts)
    await end(
        query,
        manager,
        place.texts(
            "application-proposed",
            number=filed.case.number,
            amount=money(filed, amount),
            body=body,
            who=names,
            promised=filed.case.promised_on,
        ),
    )


async def type_override(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """Why it is decided in spite of the budget: his name and these words stay with it."""
    if not await keep_words(message, manager, "override"):
        return
    if form_of(manager).meeting_id is None:
        await manager.switch_to(Decide.approve)
        return
    place, amount = here(manager), amount_in(manager)
    async with place.database.writing() as session:
        await in_meeting(session, manager, amount, None)
    await manager.done(DECIDED)


async def approve(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    try:
        filed = await _approve(manager)
    except OverBudget:
        if not await may_override(here(manager), form_of(manager).case_id):
            raise
        await manager.switch_to(Decide.override)
        return
    texts = here(manager).texts
    await end(query, manager, texts("application-approved-said", number=filed.case.number))


async def _approve(manager: DialogManager) -> Filed:
    place, form, data = here(manager), form_of(manager), manager.dialog_data
    protocol = protocol_in(manager)
    assert protocol is not None, "the last look follows the protocol"
    key, override = key_of(manager, "decision"), data.get("override", "")
    async with place.database.writing() as session:
        if form.change:
            return await deciding.change(
                session,
                place.viewer,
                form.case_id,
                amount_in(manager),
                None,
                protocol,
                key,
                place.regulations,
                override,
            )
        return await deciding.approve(
            session,
            place.viewer,
            form.case_id,
            amount_in(manager),
            protocol,
            key,
            place.regulations,
            override,
        )


dialog = Dialog(
    Window(
        Say("decide-change"),
        Row(
            SwitchTo(Say("button-other-sum"), id="sum", state=Decide.amount),
            SwitchTo(Say("button-refuse"), id="refuse", state=Decide.reason),
        ),
        cancel_button(),
        MessageInput(press_expected),
        state=Decide.change,
        getter=about,
    ),
    Window(
        Say("decide-amount"),
        choices("amounts", choose_amount),
        cancel_button(back_or_out),
        MessageInput(type_amount),
        state=Decide.amount,
        getter=about,
    ),
    Window(
        Say("decide-echo"),
        Row(
            Button(Say("button-yes"), id="yes", on_click=is_right),
            SwitchTo(Say("button-no"), id="no", state=Decide.amount),
        ),
        cancel_button(back_or_out),
        MessageInput(type_amount),
        state=Decide.echo,
        getter=about,
    ),
    Window(
        Say("decide-protocol"),
        Row(back_to(Decide.amount), cancel_button()),
        number_input("protocol-expected", Decide.approve),
        state=Decide.protocol,
        getter=about,
    ),
    Window(
        Say("decide-override"),
        cancel_button(back_or_out),
        MessageInput(type_override),
        state=Decide.override,
        getter=about,
    ),
    Window(
        Say("decide-approve"),
        Button(Say("button-send"), id="send", on_click=approve),
        Row(back_to(Decide.protocol), cancel_button()),
        MessageInput(press_expected),
        state=Decide.approve,
        getter=about,
    ),
    *refusing.windows,
)
