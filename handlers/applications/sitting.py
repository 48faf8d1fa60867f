"""Which meeting a window is of, and its agenda: in numbers, and on paper."""

from collections.abc import Iterable
from typing import Any

from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.widgets.kbd import Button
from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications import meetings
from bot.applications.models import Meeting as MeetingRow
from bot.applications.models import Verdict
from bot.applications.reading import Filed
from bot.applications.wording import body_title
from bot.db import Database
from bot.i18n import Html, Texts
from bot.members import service as members
from bot.members.service import Viewer
from bot.money import sum_words
from bot.regulations import Body, Regulations
from handlers.screens import here


def meeting_id(manager: DialogManager) -> int:
    return int(manager.dialog_data["meeting_id"])


async def meeting_of(session: AsyncSession, manager: DialogManager) -> MeetingRow:
    return await meetings.seen_meeting(session, here(manager).viewer, meeting_id(manager))


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


async def agenda(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    texts = viewer.texts
    async with database.reading() as session:
        meeting = await meeting_of(session, dialog_manager)
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
        meeting = await meeting_of(session, manager)
        content = await agenda_pdf(session, place.viewer, meeting, place.texts, place.regulations)
        await _note(session, place.viewer, meeting, "agenda-exported")
    await send_document(query, content, f"agenda-{meeting.held_on}.pdf", manager)


async def send_agenda_xlsx(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    from bot.applications.documents import agenda_xlsx

    place = here(manager)
    async with place.database.writing() as session:
        meeting = await meeting_of(session, manager)
        content = await agenda_xlsx(session, place.viewer, meeting, place.texts, place.regulations)
        await _note(session, place.viewer, meeting, "agenda-exported")
    await send_document(query, content, f"agenda-{meeting.held_on}.xlsx", manager)


async def send_extract(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    from bot.applications.documents import extract_pdf

    place = here(manager)
    async with place.database.writing() as session:
        meeting = await meeting_of(session, manager)
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
