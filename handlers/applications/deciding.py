"""A decision: the sum and its protocol, or the reason of a refusal; sent after a last look."""

from typing import Any, Final

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, SwitchTo

from bot.applications import deciding, meetings, passing, route
from bot.applications.budgets import OverBudget
from bot.applications.cards import budget_words
from bot.applications.deciding import OverLimit, Refusal
from bot.applications.reading import Filed, get
from bot.applications.wording import (
    decision_words,
    ground_title,
    money,
    protocol_words,
    refusal_words,
    short_name,
    waits_for,
)
from bot.db import Database
from bot.members.service import Viewer
from bot.money import parse_money
from bot.regulations import Regulations
from handlers.applications.forms import (
    end,
    form_of,
    keep_protocol,
    key_of,
    protocol_in,
    refusal_in,
)
from handlers.screens import (
    Here,
    Say,
    back_to,
    cancel_button,
    complain,
    here,
    leave,
    press_expected,
)
from handlers.staff.lists import choices
from handlers.states import Decide

LONGEST_WORDS: Final = 500
# What a form that was opened from a meeting gives back to it when it has decided.
DECIDED: Final = "decided"


async def about(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    """What every step shows: whose application it is, and what was entered so far."""
    form, texts, data = form_of(dialog_manager), viewer.texts, dialog_manager.dialog_data
    async with database.reading() as session:
        filed = await get(session, form.case_id)
        name = await short_name(session, filed)
        budget = await budget_words(session, viewer, filed, regulations)
        before = await deciding.newest(session, filed.id) if form.change else None
        earlier = await decision_words(session, texts, filed, before) if before else ""
    amount = _amount(dialog_manager)
    refusal = refusal_in(dialog_manager)
    return {
        "number": filed.case.number,
        "who": name,
        "ground": ground_title(filed, texts),
        "asked": money(filed, filed.application.amount),
        "ceiling": money(filed, filed.terms.ground.ceiling),
        "budget": budget,
        "amounts": _offered(filed, viewer),
        "reasons": _reasons(filed, viewer),
        "amount": money(filed, amount) if amount else "",
        "reason": refusal_words(filed, refusal, texts) if refusal else "",
        "protocol": protocol_words(protocol_in(dialog_manager), texts),
        "override": data.get("override", ""),
        "change": form.change,
        "in_meeting": form.meeting_id is not None,
        "earlier": earlier,
    }


def _amount(manager: DialogManager) -> int:
    """What was entered; a form may be opened with it."""
    return int(manager.dialog_data.get("amount") or form_of(manager).amount)


def _offered(filed: Filed, viewer: Viewer) -> list[tuple[str, str]]:
    """The sums that need no typing: what was asked, and what a body below found right."""
    asked, proposed = filed.application.amount, filed.application.proposed
    found = [(asked, "button-sum-asked")] if asked else []
    if proposed and proposed != asked:
        found.insert(0, (proposed, "button-sum-proposed"))
    return [(str(sum_), viewer.texts(key, amount=money(filed, sum_))) for sum_, key in found]


def _reasons(filed: Filed, viewer: Viewer) -> list[tuple[str, str]]:
    language = viewer.texts.language
    return [
        (key, reason.title.in_language(language)) for key, reason in filed.terms.reasons.items()
    ]


# The sum


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
    await _take_amount(query, manager, _amount(manager))


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


async def type_protocol(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if await keep_protocol(message, manager, "protocol-expected"):
        await manager.switch_to(Decide.approve)


async def type_override(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """Why it is decided in spite of the budget: his name and these words stay with it."""
    if not message.text or len(message.text) > LONGEST_WORDS:
        await complain(message, manager, "application-words-expected", limit=LONGEST_WORDS)
        return
    manager.dialog_data["override"] = message.text
    if form_of(manager).meeting_id is None:
        await manager.switch_to(Decide.approve)
        return
    place, amount = here(manager), _amount(manager)
    async with place.database.writing() as session:
        await _in_meeting(session, manager, amount, None)
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
                _amount(manager),
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
            _amount(manager),
            protocol,
            key,
            place.regulations,
            override,
        )


async def may_override(place: Here, case_id: int) -> bool:
    """Who decides any sum may go over the budget, by name."""
    async with place.database.reading() as session:
        filed = await get(session, case_id)
        return route.power(place.viewer, filed, await route.path_of(session, filed)) is None


# The refusal


async def choose_reason(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["reason"] = chosen
    await manager.switch_to(Decide.words)


async def type_words(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if not message.text or len(message.text) > LONGEST_WORDS:
        await complain(message, manager, "application-words-expected", limit=LONGEST_WORDS)
        return
    manager.dialog_data["words"] = message.text
    await _after_words(message, manager)


async def skip_words(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["words"] = ""
    await _after_words(query, manager)


async def _after_words(event: CallbackQuery | Message, manager: DialogManager) -> None:
    if form_of(manager).meeting_id is None:
        await manager.switch_to(Decide.refusal_protocol)
        return
    await decide_in_meeting(event, manager, None, refusal_in(manager))


async def type_refusal_protocol(
    message: Message, widget: MessageInput, manager: DialogManager
) -> None:
    if await keep_protocol(message, manager, "protocol-expected"):
        await manager.switch_to(Decide.refuse)


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


# In a meeting


async def decide_in_meeting(
    event: CallbackQuery | Message,
    manager: DialogManager,
    amount: int | None,
    refusal: Refusal | None,
) -> None:
    """Entered, and back to the meeting: the member hears of it when that is closed."""
    try:
        async with here(manager).database.writing() as session:
            await _in_meeting(session, manager, amount, refusal)
    except OverBudget:
        if not await may_override(here(manager), form_of(manager).case_id):
            raise
        await manager.switch_to(Decide.override)
        return
    await manager.done(DECIDED)


async def _in_meeting(
    session: Any, manager: DialogManager, amount: int | None, refusal: Refusal | None
) -> None:
    place, form = here(manager), form_of(manager)
    assert form.meeting_id is not None
    await meetings.decide(
        session,
        place.viewer,
        form.meeting_id,
        form.case_id,
        amount,
        refusal,
        key_of(manager, "decision"),
        place.regulations,
        manager.dialog_data.get("override", ""),
    )


def _not_minuted(data: dict[str, Any], *_: Any) -> bool:
    return not data["change"]


def _not_in_meeting(data: dict[str, Any], *_: Any) -> bool:
    return not data["in_meeting"]


async def back_or_out(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Out of the form: to the meeting it was opened from, else to the menu."""
    if form_of(manager).meeting_id is None:
        await leave(query, button, manager)
    else:
        await manager.done()


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
        MessageInput(type_protocol),
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
        MessageInput(type_refusal_protocol),
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
