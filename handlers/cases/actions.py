"""The buttons under what a case sends: the member's answers, the lawyer's card."""

from aiogram import Bot, F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.cases import conversation, kinds
from bot.cases.models import Purpose
from bot.db import Database
from bot.legal import answering, desk, head
from bot.legal.similar import EarlierAnswers
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.aid.actions import hand_statement
from handlers.cases.applied import open_appeal, open_signed
from handlers.cases.opening import open_case
from handlers.cases.writing import open_writing
from handlers.lawyer.similar import open_similar
from handlers.menu import start
from handlers.states import HandOver, Head, Mark, Note

router = Router(name=__name__)


class Press(CallbackData, prefix="case"):
    """A button of a card or of a notice: `case:take:17`."""

    name: str
    case_id: int


@router.callback_query(Press.filter(F.name == "take"))
async def take(
    query: CallbackQuery,
    callback_data: Press,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
) -> None:
    async with database.writing() as session:
        asked = await desk.take(session, viewer, callback_data.case_id, regulations)
    until = asked.case.lease_until
    await query.answer(viewer.texts("question-taken", until=until) if until else None)


@router.callback_query(Press.filter(F.name.in_({"answer", "clarify"})))
async def write_to_member(
    query: CallbackQuery, callback_data: Press, dialog_manager: DialogManager
) -> None:
    await open_writing(dialog_manager, callback_data.case_id, Purpose(callback_data.name))
    await query.answer()


@router.callback_query(Press.filter(F.name == "reply"))
async def write_to_desk(
    query: CallbackQuery, callback_data: Press, dialog_manager: DialogManager
) -> None:
    await open_writing(dialog_manager, callback_data.case_id, Purpose.REPLY)
    await query.answer()


@router.callback_query(Press.filter(F.name.in_({"helped", "nothelped"})))
async def rate(
    query: CallbackQuery, callback_data: Press, viewer: Viewer, database: Database
) -> None:
    helped = callback_data.name == "helped"
    async with database.writing() as session:
        await answering.rate(session, viewer, callback_data.case_id, helped=helped)
    await query.answer()


@router.callback_query(Press.filter(F.name == "over"))
async def hand_over(
    query: CallbackQuery, callback_data: Press, dialog_manager: DialogManager
) -> None:
    await start(dialog_manager, HandOver.choose, case_id=callback_data.case_id)
    await query.answer()


@router.callback_query(Press.filter(F.name == "assign"))
async def assign(
    query: CallbackQuery,
    callback_data: Press,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
) -> None:
    async with database.writing() as session:
        await head.look(session, viewer, callback_data.case_id)
    await start(dialog_manager, Head.assign, case_id=callback_data.case_id)
    await query.answer()


@router.callback_query(Press.filter(F.name == "mark"))
async def mark(query: CallbackQuery, callback_data: Press, dialog_manager: DialogManager) -> None:
    await start(dialog_manager, Mark.topic, case_id=callback_data.case_id)
    await query.answer()


@router.callback_query(Press.filter(F.name == "note"))
async def note(
    query: CallbackQuery,
    callback_data: Press,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
) -> None:
    async with database.writing() as session:
        how = await kinds.of(session, callback_data.case_id)
        await how.ensure_may_note(session, viewer, callback_data.case_id)
    await start(dialog_manager, Note.text, case_id=callback_data.case_id)
    await query.answer()


@router.callback_query(Press.filter(F.name == "similar"))
async def similar_answers(
    query: CallbackQuery,
    callback_data: Press,
    viewer: Viewer,
    dialog_manager: DialogManager,
    earlier_answers: EarlierAnswers,
) -> None:
    if await open_similar(dialog_manager, callback_data.case_id, earlier_answers):
        await query.answer()
    else:
        await query.answer(viewer.texts("similar-none"), show_alert=True)


@router.callback_query(Press.filter(F.name == "show"))
async def show(query: CallbackQuery, callback_data: Press, dialog_manager: DialogManager) -> None:
    await open_case(dialog_manager, callback_data.case_id)
    await query.answer()


@router.callback_query(Press.filter(F.name == "appeal"))
async def appeal(
    query: CallbackQuery, callback_data: Press, dialog_manager: DialogManager
) -> None:
    await open_appeal(dialog_manager, callback_data.case_id)
    await query.answer()


@router.callback_query(Press.filter(F.name == "statement"))
async def statement(
    query: CallbackQuery, callback_data: Press, dialog_manager: DialogManager
) -> None:
    await hand_statement(query, dialog_manager, callback_data.case_id)
    await query.answer()


@router.callback_query(Press.filter(F.name == "signed"))
async def signed(
    query: CallbackQuery, callback_data: Press, dialog_manager: DialogManager
) -> None:
    await open_signed(dialog_manager, callback_data.case_id)
    await query.answer()


@router.callback_query(Press.filter(F.name == "talk"))
async def read(
    query: CallbackQuery, callback_data: Press, viewer: Viewer, database: Database, bot: Bot
) -> None:
    """The whole conversation."""
    async with database.writing() as session:
        how = await kinds.read(session, viewer, callback_data.case_id)
        parts = await how.conversation(session, viewer, callback_data.case_id)
    await query.answer()
    # Not below the card: of an old one Telegram says nothing more than its id.
    for part in parts:
        await bot.send_message(viewer.telegram_id, part)


@router.callback_query(Press.filter(F.name == "versions"))
async def read_versions(
    query: CallbackQuery, callback_data: Press, viewer: Viewer, database: Database, bot: Bot
) -> None:
    """What was written before the edits."""
    async with database.writing() as session:
        await kinds.read(session, viewer, callback_data.case_id)
        parts = await conversation.versions(session, viewer.texts, callback_data.case_id)
    await query.answer()
    for part in parts:
        await bot.send_message(viewer.telegram_id, part)


@router.callback_query(Press.filter(F.name == "files"))
async def files(
    query: CallbackQuery, callback_data: Press, viewer: Viewer, database: Database
) -> None:
    async with database.writing() as session:
        await kinds.send_papers(session, viewer, callback_data.case_id, query.id)
    await query.answer()
