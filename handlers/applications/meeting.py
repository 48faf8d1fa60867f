"""«Заседание»: which body and day, the agenda, and the closing that tells everyone."""

from datetime import date
from typing import Any, Final

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, Start, SwitchTo
from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications import meetings
from bot.applications.meetings import Sitting
from bot.applications.wording import body_title, today
from bot.db import Database
from bot.i18n import Html, Texts
from bot.members import service as members
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.applications import case_by_case
from handlers.applications.case_by_case import begin, came_back
from handlers.applications.forms import key_of
from handlers.applications.sitting import (
    agenda,
    meeting_id,
    send_agenda_pdf,
    send_agenda_xlsx,
    send_extract,
    title_of,
)
from handlers.applications.typed import read_numbered
from handlers.screens import Say, back_to, choices, complain, here, press_expected
from handlers.states import Applications, Meeting

# Meetings that were closed, for their extracts.
CLOSED_SHOWN: Final = 3
OPEN_SHOWN: Final = 5
SESSIONS_SHOWN: Final = 2


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
            f"{key_of(manager, 'meeting')}:{chosen}",
        )
    manager.dialog_data["meeting_id"] = meeting.id
    await manager.switch_to(Meeting.agenda)


async def go_on(query: CallbackQuery, widget: object, manager: DialogManager, chosen: str) -> None:
    manager.dialog_data["meeting_id"] = int(chosen)
    await manager.switch_to(Meeting.agenda)


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
            session, place.viewer, meeting_id(manager), manager.dialog_data["number"]
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
    *case_by_case.windows,
    Window(
        Say("meeting-number"),
        back_to(Meeting.agenda),
        MessageInput(type_number),
        state=Meeting.number,
        getter=agenda,
    ),
    Window(
        Say("meeting-close"),
        # Named apart from that of the agenda, which opens when it is closed: of a double tap the
        # second is for nothing.
        Button(Say("button-meeting-close"), id="close_it", on_click=close),
        back_to(Meeting.agenda),
        MessageInput(press_expected),
        state=Meeting.close,
        getter=closing,
    ),
    on_process_result=came_back,
)
