"""Writing into a case, with a last look before it goes: a reply, an answer, a question back."""

from typing import Any

from aiogram import F
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, SwitchTo
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases import service as cases
from bot.cases.models import Case, Purpose, Side
from bot.db import Database
from bot.legal import answering, desk, questions, templates
from bot.legal.cards import action
from bot.legal.conversation import beginning, files_words
from bot.members.service import Viewer
from handlers.cases.adding import add, add_at_once
from handlers.cases.kinds import kind_of
from handlers.cases.preview import show_files_button
from handlers.screens import (
    Here,
    Say,
    Sent,
    back_to,
    cancel_button,
    contents_of,
    finish,
    here,
    paged_choices,
    say_refused,
)
from handlers.states import Write

PREVIEW = 700
TEMPLATES = 6


async def open_writing(
    manager: DialogManager, case_id: int, purpose: Purpose, sent: Sent | None = None
) -> None:
    """Begin to write, or go on where it was left: what is written rests with the case."""
    place = here(manager)
    async with place.database.writing() as session:
        kind = await kind_of(session, case_id)
        case = await _ensure_may_write(session, place, case_id, purpose)
        if sent:
            await _keep(session, place, case, purpose, sent)
        begun = any(await cases.being_written(session, case_id, place.viewer.account_id, purpose))
    await manager.reset_stack()
    await manager.start(
        Write.summary if begun else Write.text,
        {
            "case_id": case_id,
            "purpose": str(purpose),
            "number": case.number,
            "papers_only": kind.papers_only,
        },
        mode=StartMode.RESET_STACK,
        show_mode=ShowMode.SEND,
    )


async def _ensure_may_write(
    session: AsyncSession, place: Here, case_id: int, purpose: Purpose
) -> Case:
    if purpose is Purpose.REPLY:
        kind = await kind_of(session, case_id)
        return await kind.adding(session, place.viewer, case_id, place.regulations)
    asked = await desk.keep(session, place.viewer, case_id, place.regulations)
    answering.ensure_not_withdrawn(asked)
    return asked.case


async def _keep(
    session: AsyncSession, place: Here, case: Case, purpose: Purpose, sent: Sent
) -> None:
    if purpose is Purpose.REPLY:
        await add(session, place.viewer, case, sent)
        return
    to = (case, place.viewer.account_id, Side.STAFF, purpose)
    if sent.file:
        await cases.attach(session, *to, sent.file)
    if sent.words:
        await cases.say(session, *to, sent.words)


def _where(manager: DialogManager) -> tuple[int, Purpose]:
    assert isinstance(manager.start_data, dict)
    return int(manager.start_data["case_id"]), Purpose(manager.start_data["purpose"])


def _papers_only(manager: DialogManager) -> bool:
    assert isinstance(manager.start_data, dict)
    return bool(manager.start_data.get("papers_only"))


async def write(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    case_id, purpose = _where(manager)
    place = here(manager)
    sent = await contents_of(message, papers_only=_papers_only(manager))
    if purpose is Purpose.REPLY and await add_at_once(manager, case_id, sent):
        await finish(manager)
        return
    async with place.database.writing() as session:
        case = await _ensure_may_write(session, place, case_id, purpose)
        await _keep(session, place, case, purpose, sent)
    await say_refused(message, manager, sent)
    await manager.switch_to(Write.summary)


async def use_template(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    """Its text, filled, stands in the draft: nothing has gone out, and more can be written."""
    case_id, purpose = _where(manager)
    place = here(manager)
    # Unique by the draft's form: a second tap adds nothing.
    key = f"template:{manager.current_context().id}:{chosen}"
    async with place.database.writing() as session:
        await _ensure_may_write(session, place, case_id, purpose)
        asked = await questions.get(session, case_id)
        await templates.use(session, place.viewer, asked, purpose, int(chosen), key)
    await manager.switch_to(Write.summary)


async def _templates(
    session: AsyncSession, case_id: int, purpose: Purpose
) -> list[tuple[str, str]]:
    """Those of the question's desk, of its language first; for lawyers."""
    if purpose is Purpose.REPLY:
        return []
    asked = await questions.get(session, case_id)
    found = await templates.of_desk(session, asked.question.desk, asked.question.language)
    return [(str(template.id), template.title) for template in found]


async def send(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    case_id, purpose = _where(manager)
    place = here(manager)
    async with place.database.writing() as session:
        if purpose is Purpose.REPLY:
            kind = await kind_of(session, case_id)
            await kind.added(session, place.viewer, case_id, place.regulations)
        else:
            asked = await desk.held(session, place.viewer, case_id, lock=True)
            speak = answering.ask_back if purpose is Purpose.CLARIFY else answering.answer
            await speak(session, place.viewer, asked)
    await finish(manager)
    if purpose is not Purpose.REPLY and isinstance(query.message, Message):
        marking = _to_mark(place, case_id) if purpose is Purpose.ANSWER else None
        await query.message.answer(place.texts(f"sent-{purpose}"), reply_markup=marking)


def _to_mark(place: Here, case_id: int) -> InlineKeyboardMarkup:
    """The card may be far above by now."""
    label = place.texts("button-mark-result")
    button = InlineKeyboardButton(text=label, callback_data=action("mark", case_id))
    return InlineKeyboardMarkup(inline_keyboard=[[button]])


async def write_anew(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    case_id, purpose = _where(manager)
    place = here(manager)
    async with place.database.writing() as session:
        await cases.discard_written(session, case_id, place.viewer.account_id, purpose)
    await manager.switch_to(Write.text)


async def leave(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    case_id, purpose = _where(manager)
    place = here(manager)
    async with place.database.reading() as session:
        kept = any(await cases.being_written(session, case_id, place.viewer.account_id, purpose))
    await manager.done()
    if isinstance(query.message, Message):
        await query.message.answer(place.texts("writing-kept" if kept else "form-left"))


async def written(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    case_id, purpose = _where(dialog_manager)
    async with database.reading() as session:
        messages, files = await cases.being_written(session, case_id, viewer.account_id, purpose)
        known = await _templates(session, case_id, purpose)
    text = cases.joined(messages)
    assert isinstance(dialog_manager.start_data, dict)
    return {
        "number": dialog_manager.start_data["number"],
        "purpose": "supply" if _papers_only(dialog_manager) else str(purpose),
        "preview": beginning(text, PREVIEW),
        "length": len(text),
        "count": len(files),
        "has_files": bool(files),
        "files": files_words(viewer.texts, files) if files else "",
        "templates": known,
    }


dialog = Dialog(
    Window(
        Say("writing-text"),
        SwitchTo(
            Say("button-templates"),
            id="templates",
            state=Write.templates,
            when="templates",
        ),
        cancel_button(leave),
        MessageInput(write),
        state=Write.text,
        getter=written,
    ),
    Window(
        Say("writing-summary"),
        Button(Say("button-send"), id="send", on_click=send),
        show_files_button(_where),
        Row(
            Button(Say("button-write-anew"), id="anew", on_click=write_anew),
            SwitchTo(
                Say("button-templates"),
                id="templates",
                state=Write.templates,
                when="templates",
            ),
        ),
        cancel_button(leave),
        MessageInput(write),
        state=Write.summary,
        getter=written,
    ),
    Window(
        Say("writing-templates"),
        paged_choices("templates", use_template, TEMPLATES),
        back_to(Write.text, when=~F["length"] & ~F["count"]),
        SwitchTo(
            Say("button-back"), id="back_on", state=Write.summary, when=F["length"] | F["count"]
        ),
        MessageInput(write),
        state=Write.templates,
        getter=written,
    ),
)
