"""A meeting case by case: three buttons, what was put off, and what was entered wrongly."""

from typing import Any

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from aiogram_dialog import Data, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo

from bot.applications import meetings
from bot.applications.budgets import OverBudget
from bot.applications.cards import card_text
from bot.applications.models import Verdict
from bot.applications.reading import Filed, get
from bot.applications.wording import ground_title, money, short_name
from bot.cases import kinds
from bot.db import Database
from bot.i18n import Html, Texts
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.applications.entering import DECIDED, may_override
from handlers.applications.sitting import meeting_id, meeting_of
from handlers.pages import Line, numbers, one_page
from handlers.screens import Say, Value, back_to, choices, here, press_expected
from handlers.states import Decide, Meeting


def deferred(manager: DialogManager) -> list[int]:
    return list(manager.dialog_data.get("deferred", []))


async def begin(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """From the first that waits: what was put off earlier comes again."""
    manager.dialog_data["deferred"] = []
    await _advance(manager)


async def _advance(manager: DialogManager) -> None:
    """To the next one, or to the agenda where none is left."""
    place = here(manager)
    async with place.database.reading() as session:
        meeting = await meeting_of(session, manager)
        case_id = await meetings.next_case(session, place.viewer, meeting, deferred(manager))
    manager.dialog_data["case_id"] = case_id
    await manager.switch_to(Meeting.agenda if case_id is None else Meeting.case)


async def one_case(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    data = dialog_manager.dialog_data
    async with database.reading() as session:
        meeting = await meeting_of(session, dialog_manager)
        filed = await get(session, data["case_id"])
        decided = len(await meetings.decided(session, meeting.id))
        waiting = await meetings.waiting_count(session, viewer, meeting)
        text = await card_text(session, viewer, filed, regulations)
    place = decided + len(deferred(dialog_manager)) + 1
    return {
        "heading": viewer.texts("meeting-case", place=place, count=decided + waiting),
        "card": Html(text),
        "amounts": _amounts(filed, viewer.texts),
        "put_off": [(str(filed.id), viewer.texts("button-put-off"))],
    }


def _amounts(filed: Filed, texts: Texts) -> list[tuple[str, str]]:
    """«Одобрить 15 000 ₽»: as the body below found right, and as was asked."""
    asked, proposed = filed.application.amount, filed.application.proposed
    found = [proposed] if proposed else []
    found += [asked] if asked and asked != proposed else []
    return [
        (f"{filed.id}/{sum_}", texts("button-approve-sum", amount=money(filed, sum_)))
        for sum_ in found
    ]


def _is_before_him(manager: DialogManager, case_id: str) -> bool:
    """One window shows all cases: a second tap comes when the next one stands in it."""
    return int(case_id) == int(manager.dialog_data["case_id"])


async def approve(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    """One press. Over the budget a form asks for the words that this takes."""
    case_id, _, amount = chosen.partition("/")
    if not _is_before_him(manager, case_id):
        return
    try:
        await _approve(manager, int(amount), f"meeting:{query.id}")
    except OverBudget:
        if not await may_override(here(manager), int(manager.dialog_data["case_id"])):
            raise
        await _open_form(manager, Decide.override, amount=int(amount))
        return
    await _advance(manager)


async def _approve(manager: DialogManager, amount: int, key: str) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await meetings.decide(
            session,
            place.viewer,
            meeting_id(manager),
            int(manager.dialog_data["case_id"]),
            amount,
            None,
            key,
            place.regulations,
        )


async def put_off(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    """It stays where it is and waits for the next session."""
    if not _is_before_him(manager, chosen):
        return
    manager.dialog_data["deferred"] = [*deferred(manager), manager.dialog_data["case_id"]]
    await _advance(manager)


async def other_sum(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _open_form(manager, Decide.amount)


async def refuse(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _open_form(manager, Decide.reason)


async def _open_form(manager: DialogManager, state: State, **more: Any) -> None:
    data = {"case_id": manager.dialog_data["case_id"], "meeting_id": meeting_id(manager)}
    await manager.start(state, {**data, **more})


async def came_back(start_data: Data, result: Any, manager: DialogManager) -> None:
    if result == DECIDED:
        await _advance(manager)


async def files(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await kinds.send_papers(
            session, place.viewer, int(manager.dialog_data["case_id"]), query.id
        )
    manager.show_mode = ShowMode.NO_UPDATE


# What was decided


async def decided(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        meeting = await meeting_of(session, dialog_manager)
        entered = await meetings.decided(session, meeting.id)

        async def lines(limit: int, offset: int) -> list[Line]:
            return [
                Line(
                    filed.id,
                    viewer.texts("button-fix", number=filed.case.number)
                    if meeting.closed_at is None
                    else filed.case.number or "",
                    viewer.texts(
                        "meeting-line",
                        number=filed.case.number,
                        ground=ground_title(filed, viewer.texts),
                        who=await short_name(session, filed),
                        refused=int(decision.verdict is Verdict.REFUSED),
                        amount=money(filed, decision.amount),
                    ),
                )
                for filed, decision in entered[offset : offset + limit]
            ]

        page = await one_page(dialog_manager, len(entered), lines)
    return {**page, "is_closed": meeting.closed_at is not None}


async def undo(query: CallbackQuery, widget: object, manager: DialogManager, chosen: str) -> None:
    """Entered wrongly: it is on the agenda again, and comes first."""
    place = here(manager)
    async with place.database.writing() as session:
        filed = await meetings.undo(session, place.viewer, int(chosen), place.regulations)
    manager.dialog_data["case_id"] = filed.id
    await query.answer(place.texts("meeting-undone", number=filed.case.number))
    await manager.switch_to(Meeting.case)


windows = (
    Window(
        Value("heading"),
        Value("card"),
        choices("amounts", approve),
        Group(
            Button(Say("button-refuse"), id="refuse", on_click=refuse),
            choices("put_off", put_off),
            Button(Say("button-other-sum"), id="sum", on_click=other_sum),
            Button(Say("button-files"), id="files", on_click=files),
            width=2,
        ),
        SwitchTo(Say("button-to-agenda"), id="agenda", state=Meeting.agenda),
        MessageInput(press_expected),
        state=Meeting.case,
        getter=one_case,
    ),
    Window(
        Say("meeting-decided"),
        *numbers(undo),
        back_to(Meeting.agenda),
        MessageInput(press_expected),
        state=Meeting.decided,
        getter=decided,
    ),
)
