"""Duty and absence: saying when one is away, who stands in, and handing over all that one has."""

import re
from datetime import date, timedelta
from typing import Any

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row

from bot import clock
from bot.db import Database
from bot.legal import absences, duty, questions
from bot.legal.duty import EARLIEST, LONGEST
from bot.legal.duty_notices import AWAY
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.cases import stray
from handlers.days import example, read_day
from handlers.menu import start
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
from handlers.states import Away

router = Router(name=__name__)

DAY = timedelta(days=1)
WORKING_WEEK = timedelta(days=4)
# «с 23 ноября по 5 декабря», «23.11–05.12»
BETWEEN = re.compile(r"\s+(?:по|до)\s+|\s*[–—-]\s*", re.IGNORECASE)


def _account_id(manager: DialogManager) -> int:
    """Whose absence: one's own, or a lawyer's whose head opened it."""
    data = manager.start_data
    if isinstance(data, dict) and "account_id" in data:
        return int(data["account_id"])
    return here(manager).viewer.account_id


async def main(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    account_id, texts = _account_id(dialog_manager), viewer.texts
    async with database.reading() as session:
        lawyer = await duty.person(session, viewer, account_id, regulations)
        absence = await absences.current_or_planned(session, account_id)
        deputy_id = absence.deputy_id if absence else None
        deputy = await questions.staff_name(session, deputy_id) if deputy_id else ""
        gone = await duty.away_now(session, await duty.colleagues(session, lawyer))
        count = await duty.open_of(session, viewer, account_id)
        who = await questions.staff_name(session, account_id)
    others = ", ".join(texts("duty-away", who=name, ends=ends) for name, ends in gone)
    return {
        "who": who,
        "own": int(account_id == viewer.account_id),
        "absent": int(absence is not None),
        "starts": absence.starts_on if absence else "",
        "ends": absence.ends_on if absence else "",
        "deputy": deputy,
        "has_deputy": int(bool(deputy)),
        "others": others,
        "some_away": int(bool(others)),
        "count": count,
        "may_set": absence is None,
        "may_end": absence is not None,
        "has_open": count > 0,
    }


# When


async def begin(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    # Names the absence that follows: the last press of it, handled again, makes no other.
    manager.dialog_data["key"] = f"absence:{query.id}"
    await manager.switch_to(Away.starts)


async def write_days(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """The first day; «с 23 ноября по 5 декабря» says both at once."""
    today = _today(manager)
    days = read_days(message.text or "", today)
    if not days:
        await complain(message, manager, "duty-date-expected", **example(today))
    elif not today - EARLIEST <= days[0] <= today + LONGEST:
        await complain(message, manager, "duty-date-far")
    else:
        manager.dialog_data["starts"] = days[0].isoformat()
        if len(days) == 1:
            await manager.switch_to(Away.ends)
        else:
            await _take_end(message, manager, days[1])


async def choose_start(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    days = {"today": 0, "tomorrow": 1}[button.widget_id or ""]
    manager.dialog_data["starts"] = (_today(manager) + days * DAY).isoformat()
    await manager.switch_to(Away.ends)


async def write_end(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    starts = _starts(manager)
    last = read_day(message.text or "", _today(manager), starts - EARLIEST)
    if last is None:
        await complain(message, manager, "duty-date-expected", **example(starts))
    else:
        await _take_end(message, manager, last)


async def _take_end(message: Message, manager: DialogManager, last: date) -> None:
    starts, today = _starts(manager), _today(manager)
    if last < starts or last < today:
        await complain(message, manager, "duty-end-early", starts=max(starts, today))
    elif last - starts > LONGEST:
        await complain(message, manager, "duty-date-far")
    else:
        manager.dialog_data["ends"] = last.isoformat()
        await manager.switch_to(Away.deputy)


async def one_day(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["ends"] = max(_starts(manager), _today(manager)).isoformat()
    await manager.switch_to(Away.deputy)


def _starts(manager: DialogManager) -> date:
    return date.fromisoformat(manager.dialog_data["starts"])


def _today(manager: DialogManager) -> date:
    return clock.now().astimezone(here(manager).texts.zone).date()


def read_days(text: str, today: date) -> list[date]:
    """One day or two; none where it can't be read.

    What was a month ago at most is meant so: an illness is written down later.
    """
    text = re.sub(r"^с\s+", "", text.strip(), flags=re.IGNORECASE)
    if whole := read_day(text, today, today - EARLIEST):
        return [whole]
    parts = BETWEEN.split(text)
    if len(parts) != 2:
        return []
    first, last = parts
    if first.isdecimal():
        # «с 23 по 27 ноября»: the month stands once.
        first += re.sub(r"^\d+", "", last)
    begins = read_day(first, today, today - EARLIEST)
    ends = read_day(last, today, begins - EARLIEST) if begins else None
    return [begins, ends] if begins and ends else []


async def days(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What is asked for, with days that may be copied: none of them is refused."""
    today = _today(dialog_manager)
    starts = date.fromisoformat(dialog_manager.dialog_data.get("starts", today.isoformat()))
    last = max(starts, today) + WORKING_WEEK
    return {"today": today, "starts": starts, "last": last, **example(last)}


# Who stands in


async def deputies(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    async with database.reading() as session:
        account_id = _account_id(dialog_manager)
        lawyer = await duty.person(session, viewer, account_id, regulations)
        found = await duty.colleagues(session, lawyer)
        labels = await duty.labelled(session, viewer.texts, found, besides=account_id)
        count = await duty.open_of(session, viewer, account_id)
    data = dialog_manager.dialog_data
    return {
        "colleagues": [(str(colleague.id), name) for colleague, name in labels],
        "number": len(labels),
        "count": count,
        "starts": date.fromisoformat(data["starts"]) if "starts" in data else "",
        "ends": date.fromisoformat(data["ends"]) if "ends" in data else "",
    }


async def choose_deputy(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    await _announce(manager, int(chosen))


async def no_deputy(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _announce(manager, None)


async def _announce(manager: DialogManager, deputy_id: int | None) -> None:
    place, data = here(manager), manager.dialog_data
    async with place.database.writing() as session:
        await duty.announce(
            session,
            place.viewer,
            _account_id(manager),
            date.fromisoformat(data["starts"]),
            date.fromisoformat(data["ends"]),
            deputy_id,
            place.regulations,
            key=data["key"],
        )
    await manager.switch_to(Away.main)


async def end(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await duty.end(session, place.viewer, _account_id(manager), place.regulations)


# All at once


class HandAll(CallbackData, prefix=AWAY):
    """The button under the message that nobody stands in for this lawyer."""

    account_id: int


@router.callback_query(HandAll.filter())
async def hand_all_of(
    query: CallbackQuery, callback_data: HandAll, dialog_manager: DialogManager
) -> None:
    account_id = callback_data.account_id
    await start(dialog_manager, Away.colleague, account_id=account_id, direct=True)
    await query.answer()


async def to_colleague(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await manager.switch_to(Away.colleague)


async def hand_all(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        moved = await duty.hand_all(
            session, place.viewer, _account_id(manager), int(chosen), place.regulations
        )
    if isinstance(query.message, Message):
        handed, returned = len(moved.handed), len(moved.returned)
        await query.message.answer(place.texts("handed-all", handed=handed, returned=returned))
    manager.show_mode = ShowMode.SEND
    await _back(query, widget, manager)


async def _back(query: CallbackQuery, widget: object, manager: DialogManager) -> None:
    """To the person's duty; to the head's list where it was opened from there."""
    data = manager.start_data
    if isinstance(data, dict) and data.get("direct"):
        await manager.done()
    else:
        await manager.switch_to(Away.main)


dialog = Dialog(
    Window(
        Say("duty-main"),
        Button(Say("button-away"), id="away", on_click=begin, when="may_set"),
        Button(Say("button-back-at-work"), id="at_work", on_click=end, when="may_end"),
        Button(Say("button-hand-all"), id="hand_all", on_click=to_colleague, when="has_open"),
        back_out(),
        MessageInput(stray.unasked),
        state=Away.main,
        getter=main,
    ),
    Window(
        Say("duty-starts"),
        Row(
            Button(Say("button-today"), id="today", on_click=choose_start),
            Button(Say("button-tomorrow"), id="tomorrow", on_click=choose_start),
        ),
        back_to(Away.main),
        MessageInput(write_days),
        state=Away.starts,
        getter=days,
    ),
    Window(
        Say("duty-ends"),
        Button(Say("button-one-day"), id="one_day", on_click=one_day),
        back_to(Away.starts),
        MessageInput(write_end),
        state=Away.ends,
        getter=days,
    ),
    Window(
        Say("duty-deputy"),
        choices("colleagues", choose_deputy),
        Button(Say("button-no-deputy"), id="nobody", on_click=no_deputy),
        back_to(Away.ends),
        MessageInput(press_expected),
        state=Away.deputy,
        getter=deputies,
    ),
    Window(
        Say("duty-colleague"),
        choices("colleagues", hand_all),
        back_button(_back),
        MessageInput(press_expected),
        state=Away.colleague,
        getter=deputies,
    ),
)
