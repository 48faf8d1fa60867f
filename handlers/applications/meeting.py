"""«Заседание»: the agenda, case by case, what was decided, and the closing that tells everyone."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from aiogram.fsm.state import State
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram_dialog import Data, Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Group, Row, Start, SwitchTo
from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications import meetings
from bot.applications.budgets import OverBudget
from bot.applications.cards import card_text
from bot.applications.meetings import Sitting
from bot.applications.models import Meeting as MeetingRow
from bot.applications.models import Verdict
from bot.applications.reading import Filed, get
from bot.applications.wording import (
    body_title,
    ground_title,
    money,
    short_name,
    today,
)
from bot.cases import kinds
from bot.db import Database
from bot.i18n import Html, Texts
from bot.members import service as members
from bot.members.service import Viewer
from bot.money import sum_words
from bot.regulations import Body, Regulations
from handlers.applications.deciding import DECIDED, may_override
from handlers.applications.typed import read_numbered
from handlers.pages import Line, numbers, one_page
from handlers.screens import Say, Value, back_to, complain, here, press_expected
from handlers.staff.lists import choices
from handlers.states import Applications, Decide, Meeting

# Meetings that were closed, for their extracts.
CLOSED_SHOWN: Final = 3
OPEN_SHOWN: Final = 5
SESSIONS_SHOWN: Final = 2


def _meeting_id(manager: DialogManager) -> int:
    return int(manager.dialog_data["meeting_id"])


def _deferred(manager: DialogManager) -> list[int]:
    return list(manager.dialog_data.get("deferred", []))


async def _meeting(session: AsyncSession, manager: DialogManager) -> MeetingRow:
    return await meetings.seen_meeting(session, here(manager).viewer, _meeting_id(manager))


# Which body, and when


async def bodies(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    async with database.reading() as session:
        sittings = await meetings.sittings(session, viewer)
        going_on = await meetings.held(session, viewer, closed=False, limit=OPEN_SHOWN)
        closed = await meetings.held(session, viewer, closed=True, limit=CLOSED_SHOWN)
        found = [
            (str(n), await _sitting_words(session, viewer.texts, sitting))
            for n, sitting in enumerate(sittings)
        ]
        titles = {
            meeting.id: await title_of(session, viewer.texts, meeting, regulations)
            for meeting in [*going_on, *closed]
        }
    texts = viewer.texts
    return {
        "count": len(found),
        "bodies": found,
        "going_on": [
            (str(m.id), texts("button-meeting-goes-on", title=Html(titles[m.id])))
            for m in going_on
        ],
        "closed": [
            (str(m.id), texts("button-meeting-closed", title=Html(titles[m.id]))) for m in closed
        ],
    }


async def _sitting_words(session: AsyncSession, texts: Texts, sitting: Sitting) -> str:
    place = await members.place_by_id(session, sitting.organisation.id)
    # A label is plain text.
    title, place = Html(body_title(sitting.body, texts)), Html(place)
    return texts("button-body", body=title, place=place, count=sitting.count)


def body_of(meeting: MeetingRow, regulations: Regulations) -> Body | None:
    """None: the regulations have lost it since."""
    fund = regulations.aid.funds.get(meeting.fund) if regulations.aid else None
    return fund.route.get(meeting.body) if fund else None


async def title_of(
    session: AsyncSession, texts: Texts, meeting: MeetingRow, regulations: Regulations
) -> str:
    body = body_of(meeting, regulations)
    place = await members.place_by_id(session, meeting.organisation_id)
    name = body_title(body, texts) if body else meeting.body
    return texts("meeting-title", body=name, place=place, day=meeting.held_on)


async def choose_body(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    async with place.database.reading() as session:
        found = await meetings.sittings(session, place.viewer)
    if int(chosen) >= len(found):
        # What waited was decided meanwhile.
        return
    sitting = found[int(chosen)]
    manager.dialog_data.update(
        fund=sitting.fund, body=sitting.body.key, organisation_id=sitting.organisation.id
    )
    await manager.switch_to(Meeting.day)


async def days(
    dialog_manager: DialogManager, viewer: Viewer, regulations: Regulations, **_: Any
) -> dict[str, Any]:
    """Today, and the sessions of the regulations that are nearest."""
    now, texts = today(viewer.texts), viewer.texts
    data = dialog_manager.dialog_data
    body = regulations.aid.funds[data["fund"]].route[data["body"]] if regulations.aid else None
    sessions = sorted(body.sessions, key=lambda day: abs((day - now).days)) if body else []
    offered = [now, *(day for day in sessions[:SESSIONS_SHOWN] if day != now)]
    return {
        "body": body_title(body, texts) if body else "",
        "days": [
            (day.isoformat(), texts("button-meeting-day", day=day, now=int(day == now)))
            for day in offered
        ],
    }


async def open_on(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place, data = here(manager), manager.dialog_data
    assert place.regulations.aid is not None
    body = place.regulations.aid.funds[data["fund"]].route[data["body"]]
    async with place.database.writing() as session:
        meeting = await meetings.open_meeting(
            session,
            place.viewer,
            data["fund"],
            body,
            data["organisation_id"],
            date.fromisoformat(chosen),
            f"meeting:{manager.current_context().id}:{chosen}",
        )
    manager.dialog_data["meeting_id"] = meeting.id
    await manager.switch_to(Meeting.agenda)


async def go_on(query: CallbackQuery, widget: object, manager: DialogManager, chosen: str) -> None:
    manager.dialog_data["meeting_id"] = int(chosen)
    await manager.switch_to(Meeting.agenda)


# The agenda


async def agenda(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    texts = viewer.texts
    async with database.reading() as session:
        meeting = await _meeting(session, dialog_manager)
        waiting = [] if meeting.closed_at else await meetings.agenda(session, viewer, meeting)
        decided = await meetings.decided(session, meeting.id)
        title = await title_of(session, texts, meeting, regulations)
    granted = [(filed, d.amount or 0) for filed, d in decided if d.verdict is Verdict.APPROVED]
    return {
        "title": Html(title),
        "waiting": len(waiting),
        "asked": total_words(
            [(f, f.application.proposed or f.application.amount) for f in waiting]
        ),
        "decided": len(decided),
        "approved": len(granted),
        "granted": total_words(granted),
        "refused": len(decided) - len(granted),
        "is_closed": meeting.closed_at is not None,
        "is_open": meeting.closed_at is None,
        "protocol": meeting.protocol_number or "",
        "may_begin": bool(waiting) and meeting.closed_at is None,
        "may_close": bool(decided) and meeting.closed_at is None,
    }


def total_words(amounts: Iterable[tuple[Filed, int | None]]) -> str:
    """Roubles and tenge apart."""
    sums: dict[str, int] = {}
    for filed, amount in amounts:
        currency = filed.application.currency
        sums[currency] = sums.get(currency, 0) + (amount or 0)
    return ", ".join(sum_words(total, currency) for currency, total in sums.items())


async def send_agenda_pdf(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    from bot.applications.documents import agenda_pdf

    place = here(manager)
    async with place.database.writing() as session:
        meeting = await _meeting(session, manager)
        content = await agenda_pdf(session, place.viewer, meeting, place.texts, place.regulations)
        await _note(session, place.viewer, meeting, "agenda-exported")
    await send_document(query, content, f"agenda-{meeting.held_on}.pdf", manager)


async def send_agenda_xlsx(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    from bot.applications.documents import agenda_xlsx

    place = here(manager)
    async with place.database.writing() as session:
        meeting = await _meeting(session, manager)
        content = await agenda_xlsx(session, place.viewer, meeting, place.texts, place.regulations)
        await _note(session, place.viewer, meeting, "agenda-exported")
    await send_document(query, content, f"agenda-{meeting.held_on}.xlsx", manager)


async def send_extract(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    from bot.applications.documents import extract_pdf

    place = here(manager)
    async with place.database.writing() as session:
        meeting = await _meeting(session, manager)
        content = await extract_pdf(session, place.viewer, meeting, place.texts)
        await _note(session, place.viewer, meeting, "extract-exported")
    await send_document(query, content, f"extract-{meeting.held_on}.pdf", manager)


async def _note(session: AsyncSession, viewer: Viewer, meeting: MeetingRow, action: str) -> None:
    await members.audit(session, viewer.account_id, action, f"meeting:{meeting.id}")


async def send_document(
    query: CallbackQuery, content: bytes, name: str, manager: DialogManager
) -> None:
    manager.show_mode = ShowMode.NO_UPDATE
    if isinstance(query.message, Message):
        await query.message.answer_document(BufferedInputFile(content, filename=name))


# Case by case


async def begin(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """From the first that waits: what was put off earlier comes again."""
    manager.dialog_data["deferred"] = []
    await _advance(manager)


async def _advance(manager: DialogManager) -> None:
    """To the next one, or to the agenda where none is left."""
    place = here(manager)
    async with place.database.reading() as session:
        meeting = await _meeting(session, manager)
        case_id = await meetings.next_case(session, place.viewer, meeting, _deferred(manager))
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
        meeting = await _meeting(session, dialog_manager)
        filed = await get(session, data["case_id"])
        decided = len(await meetings.decided(session, meeting.id))
        waiting = await meetings.waiting_count(session, viewer, meeting)
        text = await card_text(session, viewer, filed, regulations)
    place = decided + len(_deferred(dialog_manager)) + 1
    return {
        "heading": viewer.texts("meeting-case", place=place, count=decided + waiting),
        "card": Html(text),
        "amounts": _amounts(filed, viewer.texts),
    }


def _amounts(filed: Filed, texts: Texts) -> list[tuple[str, str]]:
    """«Одобрить 15 000 ₽»: as the body below found right, and as was asked."""
    asked, proposed = filed.application.amount, filed.application.proposed
    found = [proposed] if proposed else []
    found += [asked] if asked and asked != proposed else []
    return [(str(sum_), texts("button-approve-sum", amount=money(filed, sum_))) for sum_ in found]


async def approve(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    """One press. Over the budget a form asks for the words that this takes."""
    try:
        await _approve(manager, int(chosen), f"meeting:{query.id}")
    except OverBudget:
        if not await may_override(here(manager), int(manager.dialog_data["case_id"])):
            raise
        await _open_form(manager, Decide.override, amount=int(chosen))
        return
    await _advance(manager)


async def _approve(manager: DialogManager, amount: int, key: str) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await meetings.decide(
            session,
            place.viewer,
            _meeting_id(manager),
            int(manager.dialog_data["case_id"]),
            amount,
            None,
            key,
            place.regulations,
        )


async def put_off(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """It stays where it is and waits for the next session."""
    manager.dialog_data["deferred"] = [*_deferred(manager), manager.dialog_data["case_id"]]
    await _advance(manager)


async def other_sum(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _open_form(manager, Decide.amount)


async def refuse(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _open_form(manager, Decide.reason)


async def _open_form(manager: DialogManager, state: State, **more: Any) -> None:
    data = {"case_id": manager.dialog_data["case_id"], "meeting_id": _meeting_id(manager)}
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
        meeting = await _meeting(session, dialog_manager)
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


# The closing


async def type_number(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    found = read_numbered(message.text or "", today(here(manager).texts))
    if found is None:
        await complain(message, manager, "protocol-number-expected")
        return
    manager.dialog_data["number"] = found.number
    await manager.switch_to(Meeting.close)


async def closing(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **more: Any,
) -> dict[str, Any]:
    shown = await agenda(dialog_manager, viewer, database, regulations, **more)
    return {**shown, "number": dialog_manager.dialog_data.get("number", "")}


async def close(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await meetings.close(
            session, place.viewer, _meeting_id(manager), manager.dialog_data["number"]
        )
    await manager.switch_to(Meeting.agenda)


dialog = Dialog(
    Window(
        Say("meeting-bodies"),
        choices("going_on", go_on),
        choices("bodies", choose_body),
        choices("closed", go_on),
        Start(Say("button-back"), id="back", state=Applications.list),
        MessageInput(press_expected),
        state=Meeting.bodies,
        getter=bodies,
    ),
    Window(
        Say("meeting-day"),
        choices("days", open_on),
        back_to(Meeting.bodies),
        MessageInput(press_expected),
        state=Meeting.day,
        getter=days,
    ),
    Window(
        Say("meeting-agenda"),
        Button(Say("button-meeting-begin"), id="begin", on_click=begin, when="may_begin"),
        Row(
            Button(Say("button-agenda-pdf"), id="pdf", on_click=send_agenda_pdf, when="is_open"),
            Button(
                Say("button-agenda-xlsx"), id="xlsx", on_click=send_agenda_xlsx, when="is_open"
            ),
            Button(Say("button-extract"), id="extract", on_click=send_extract, when="is_closed"),
        ),
        Row(
            SwitchTo(
                Say("button-meeting-decided"), id="decided", state=Meeting.decided, when="decided"
            ),
            SwitchTo(
                Say("button-meeting-close"), id="close", state=Meeting.number, when="may_close"
            ),
        ),
        back_to(Meeting.bodies),
        MessageInput(press_expected),
        state=Meeting.agenda,
        getter=agenda,
    ),
    Window(
        Value("heading"),
        Value("card"),
        choices("amounts", approve),
        Group(
            Button(Say("button-refuse"), id="refuse", on_click=refuse),
            Button(Say("button-put-off"), id="put_off", on_click=put_off),
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
    Window(
        Say("meeting-number"),
        back_to(Meeting.agenda),
        MessageInput(type_number),
        state=Meeting.number,
        getter=agenda,
    ),
    Window(
        Say("meeting-close"),
        Button(Say("button-meeting-close"), id="close", on_click=close),
        back_to(Meeting.agenda),
        MessageInput(press_expected),
        state=Meeting.close,
        getter=closing,
    ),
    on_process_result=came_back,
)
