"""The head of a desk: all that is open, who carries how many, and giving it to someone."""

from functools import partial
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.common import ManagedScroll
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot import clock
from bot.cases.models import Case
from bot.db import Database
from bot.i18n import Html, Texts
from bot.legal import desk, duty, head, questions
from bot.legal.cards import card_text
from bot.legal.head import Load, Which
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.cases import stray
from handlers.lawyer.lists import open_card
from handlers.lawyer.pages import one_page
from handlers.pages import PAGES, numbers
from handlers.screens import Pairs, Say, back_out, back_to, choices, finish, here, press_expected
from handlers.states import Away, Head

Getter = dict[str, Any]


# The whole queue


def _desk(manager: DialogManager) -> str | None:
    """That from whose queue it was opened; from a button under an alert, all that he leads."""
    data = manager.start_data
    return data.get("desk") if isinstance(data, dict) else None


async def whole_queue(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> Getter:
    which = Which(dialog_manager.dialog_data.get("which", Which.ALL))
    led = partial(head.led_by, viewer, of_desk=_desk(dialog_manager))
    condition = led(which)
    async with database.reading() as session:
        counts = {f"count_{w}": await desk.count(session, led(w)) for w in Which}
        count, listed = counts[f"count_{which}"], partial(head.listed, session, condition)
        page = await one_page(
            session, dialog_manager, viewer, regulations, count, listed, holders=True
        )
    return {**page, **counts, "which": str(which)}


async def choose_which(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["which"] = button.widget_id
    await _to_first_page(manager)


async def _to_first_page(manager: DialogManager) -> None:
    scroll = manager.find(PAGES)
    assert isinstance(scroll, ManagedScroll)
    await scroll.set_page(0)


async def choose_question(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await head.look(session, place.viewer, int(chosen))
    manager.dialog_data["case_id"] = int(chosen)
    await manager.switch_to(Head.one)


# One question


def _case_id(manager: DialogManager) -> int:
    """From the list, or from the button under an alert."""
    chosen = manager.dialog_data.get("case_id")
    if chosen is None:
        assert isinstance(manager.start_data, dict)
        chosen = manager.start_data["case_id"]
    return int(chosen)


async def one(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> Getter:
    async with database.reading() as session:
        asked = await head.led(session, viewer, _case_id(dialog_manager))
        card = await card_text(session, viewer, asked, regulations)
    return {"card": Html(card), "is_open": head.is_open(asked)}


async def show_card(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await open_card(query, button, manager, str(_case_id(manager)))


async def candidates(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> Getter:
    case_id = _case_id(dialog_manager)
    async with database.reading() as session:
        asked = await head.led(session, viewer, case_id)
        found = await head.candidates(session, viewer, case_id)
        people = [
            (str(lawyer.id), name)
            for lawyer, name in await duty.labelled(session, viewer.texts, found)
        ]
    return {"number": asked.case.number, "people": people, "count": len(people)}


async def assign(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place, case_id = here(manager), _case_id(manager)
    async with place.database.writing() as session:
        to = await head.assign(session, place.viewer, case_id, int(chosen), place.regulations)
        asked = await questions.get(session, case_id)
        name = await questions.staff_name(session, to)
    from_list = "case_id" in manager.dialog_data
    if from_list:
        await manager.switch_to(Head.queue, show_mode=ShowMode.SEND)
    else:
        await finish(manager)
    if isinstance(query.message, Message):
        number = asked.case.number
        await query.message.answer(place.texts("assigned", number=number, who=name))


# Who carries how many


async def lawyers(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> Getter:
    async with database.reading() as session:
        carried = await head.loads(session, viewer, _desk(dialog_manager))
    return {
        "lines": Html("\n".join(_load_line(viewer.texts, load) for load in carried)),
        "lawyers": [(str(load.account_id), load.name) for load in carried],
        "count": len(carried),
    }


def _load_line(texts: Texts, load: Load) -> str:
    age = int((clock.now() - load.oldest).total_seconds()) if load.oldest else 0
    return texts(
        "load-line",
        who=load.name,
        open=load.open,
        overdue=load.overdue,
        age=age,
        away=int(load.away is not None),
        ends=load.away.ends_on if load.away else "",
    )


async def choose_lawyer(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["lawyer_id"] = int(chosen)
    await manager.switch_to(Head.lawyer)
    await _to_first_page(manager)


async def lawyer(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> Getter:
    account_id = int(dialog_manager.dialog_data["lawyer_id"])
    led = head.led_by(viewer, Which.ALL, _desk(dialog_manager))
    led &= Case.assignee_id == account_id
    async with database.reading() as session:
        who = await questions.staff_name(session, account_id)
        count, listed = await desk.count(session, led), partial(head.listed, session, led)
        page = await one_page(session, dialog_manager, viewer, regulations, count, listed)
    return {**page, "who": who, "has_open": bool(count)}


async def hand_all(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    whose = {"account_id": manager.dialog_data["lawyer_id"], "direct": True}
    await manager.start(Away.colleague, whose)


async def absence(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await manager.start(Away.main, {"account_id": manager.dialog_data["lawyer_id"]})


def _filter(which: Which) -> Button:
    return Button(Say(f"button-head-{which}"), id=which, on_click=choose_which)


dialog = Dialog(
    Window(
        Say("head-queue"),
        *numbers(choose_question),
        Pairs(
            _filter(Which.ALL),
            _filter(Which.OVERDUE),
            _filter(Which.UNTAKEN),
            SwitchTo(Say("button-head-lawyers"), id="lawyers", state=Head.lawyers),
        ),
        back_out(),
        MessageInput(stray.unasked),
        state=Head.queue,
        getter=whole_queue,
    ),
    Window(
        Say("head-one"),
        SwitchTo(Say("button-assign"), id="assign", state=Head.assign, when="is_open"),
        Button(Say("button-open-case"), id="card", on_click=show_card),
        back_to(Head.queue),
        MessageInput(stray.unasked),
        state=Head.one,
        getter=one,
    ),
    Window(
        Say("head-assign"),
        choices("people", assign),
        back_to(Head.one),
        MessageInput(press_expected),
        state=Head.assign,
        getter=candidates,
    ),
    Window(
        Say("head-lawyers"),
        choices("lawyers", choose_lawyer, Pairs),
        back_to(Head.queue),
        MessageInput(stray.unasked),
        state=Head.lawyers,
        getter=lawyers,
    ),
    Window(
        Say("head-lawyer"),
        *numbers(choose_question),
        Button(Say("button-hand-all"), id="hand_all", on_click=hand_all, when="has_open"),
        Button(Say("button-absence-of"), id="absence", on_click=absence),
        back_to(Head.lawyers),
        MessageInput(stray.unasked),
        state=Head.lawyer,
        getter=lawyer,
    ),
)
