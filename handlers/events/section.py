"""`📅 Мероприятия` for those who come: soonest first, by month, by rubric, one's own."""

from typing import Any

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, SwitchTo
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.events import after, events
from bot.events.events import Sought
from bot.events.models import Event
from bot.i18n import Html, Texts
from bot.members.service import Viewer
from bot.rubrics import Rubric
from handlers.cases.stray import unasked
from handlers.events.opening import open_card
from handlers.screens import Say, back_to, choices, complain, here, paged_choices
from handlers.states import Events

PAGE = 6


def _sought(manager: DialogManager) -> Sought:
    return Sought(**manager.dialog_data.get("sought", {}))


async def listed(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    sought = _sought(dialog_manager)
    async with database.reading() as session:
        found = await events.found(session, viewer, sought)
        standings = await _standings(session, viewer) if sought.mine else {}
    return {
        "events": [
            (str(event.id), line(viewer.texts, event) + standings.get(event.id, ""))
            for event in found
        ],
        "count": len(found),
        "what": _what(viewer.texts, sought),
        "chosen": sought != Sought(),
        "mine": sought.mine,
        "others": not sought.mine,
    }


async def _standings(session: AsyncSession, viewer: Viewer) -> dict[int, str]:
    """How he stands with each, as the end of its line."""
    rows = await events.registrations_of(session, viewer.member.id if viewer.member else None)
    return {
        event.id: f" · {viewer.texts(f'event-listed-{registration.standing}')}"
        for registration, event in rows
    }


def line(texts: Texts, event: Event) -> str:
    return texts.plain(
        "event-line", day=event.starts_at or "", dated=bool(event.starts_at), title=event.title
    )


def _what(texts: Texts, sought: Sought) -> Html | str:
    if sought.mine:
        return texts("events-mine")
    if sought.rubric:
        return texts(f"rubric-{sought.rubric}")
    return texts("events-month", month=_month_number(sought.month)) if sought.month else ""


def _month_number(month: str) -> int:
    return int(month.partition("-")[2])


async def choose(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.show_mode = ShowMode.NO_UPDATE
    await open_card(query.bot, here(manager), int(chosen))


async def months(viewer: Viewer, database: Database, **_: Any) -> dict[str, Any]:
    async with database.reading() as session:
        coming = await events.coming(session, viewer)
    counts: dict[str, int] = {}
    for event in coming:
        month = events.month_of(viewer, event)
        counts[month] = counts.get(month, 0) + 1
    return {
        "months": [
            (month, viewer.texts("events-month-line", month=_month_number(month), count=count))
            for month, count in counts.items()
        ]
    }


async def rubrics(viewer: Viewer, database: Database, **_: Any) -> dict[str, Any]:
    async with database.reading() as session:
        coming = await events.coming(session, viewer)
    counts = {rubric: sum(event.rubric is rubric for event in coming) for rubric in Rubric}
    return {
        "rubrics": [
            (rubric.value, f"{viewer.texts(f'rubric-{rubric}')} · {count}")
            for rubric, count in counts.items()
            if count
        ]
    }


async def by_month(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["sought"] = {"month": chosen}
    await manager.switch_to(Events.all)


async def by_rubric(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["sought"] = {"rubric": chosen}
    await manager.switch_to(Events.all)


async def mine(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["sought"] = {"mine": True}


async def everything(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["sought"] = {}


async def check(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await say_certificate(message, manager, message.text or "")


async def say_certificate(message: Message, manager: DialogManager, typed: str) -> None:
    place = here(manager)
    async with place.database.reading() as session:
        found = await after.check(session, typed)
    if found is None:
        await complain(message, manager, "event-certificate-unknown")
        return
    await complain(
        message,
        manager,
        "event-certificate-true",
        number=found.number,
        name=found.name,
        title=found.event.title,
        day=found.event.starts_at,
    )


async def number_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "event-certificate-unknown")


dialog = Dialog(
    Window(
        Say("events-all"),
        paged_choices("events", choose, PAGE),
        Row(
            SwitchTo(Say("button-events-months"), id="months", state=Events.months),
            SwitchTo(Say("button-events-rubrics"), id="rubrics", state=Events.rubrics),
        ),
        Row(
            Button(Say("button-events-mine"), id="mine", on_click=mine, when="others"),
            Button(Say("button-events-all"), id="all", on_click=everything, when="chosen"),
        ),
        SwitchTo(Say("button-check-certificate"), id="check", state=Events.check),
        MessageInput(unasked),
        state=Events.all,
        getter=listed,
    ),
    Window(
        Say("events-by-month"),
        choices("months", by_month),
        back_to(Events.all),
        MessageInput(unasked),
        state=Events.months,
        getter=months,
    ),
    Window(
        Say("events-by-rubric"),
        choices("rubrics", by_rubric),
        back_to(Events.all),
        MessageInput(unasked),
        state=Events.rubrics,
        getter=rubrics,
    ),
    Window(
        Say("event-certificate-check"),
        back_to(Events.all),
        MessageInput(check, content_types=[ContentType.TEXT]),
        MessageInput(number_expected),
        state=Events.check,
    ),
)
