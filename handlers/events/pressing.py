"""The buttons of an event's card and of what is told about it: `event:join:17`."""

from contextlib import suppress

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardMarkup,
    Message,
)
from aiogram_dialog import DialogManager

from bot.db import Database
from bot.events import after, card, door, events, joining, leaving, papers
from bot.events.models import LISTED
from bot.events.when import moment_words
from bot.members.service import Viewer
from bot.regulations import Regulations
from bot.telegram.outbox import inline_markup
from handlers.events.opening import open_card
from handlers.menu import start
from handlers.screens import Here, change_buttons
from handlers.states import Door, Family, Feedback, Join, Pick

router = Router(name=__name__)


class Press(CallbackData, prefix="event"):
    name: str
    event_id: int


class Rate(CallbackData, prefix="event-rate"):
    event_id: int
    rating: int


@router.callback_query(Press.filter(F.name == "join"))
async def join(
    query: CallbackQuery,
    callback_data: Press,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
) -> None:
    """At once, where nothing is asked of those who come."""
    event_id = callback_data.event_id
    async with database.reading() as session:
        asked = await events.questions_of(session, event_id)
        known = await events.registration_of(
            session, event_id, viewer.member.id if viewer.member else None
        )
        if asked and (known is None or known.standing not in LISTED):
            event = await events.get(session, event_id)
            joining.ensure_open(event)
            if not await events.is_for(session, viewer, event_id):
                raise events.NotForYou
        else:
            asked = ()
    if asked:
        await start(dialog_manager, Join.ask, event_id=event_id)
        await query.answer()
        return
    async with database.writing() as session:
        registration = await joining.register(session, viewer, event_id)
    await query.answer(viewer.texts(f"event-toast-{registration.standing}"))


@router.callback_query(Press.filter(F.name == "cancel"))
async def cancel(
    query: CallbackQuery, callback_data: Press, viewer: Viewer, database: Database
) -> None:
    async with database.writing() as session:
        await leaving.cancel(session, viewer, callback_data.event_id)
    await query.answer(viewer.texts("event-toast-cancelled"))


@router.callback_query(Press.filter(F.name == "open"))
async def open_event(
    query: CallbackQuery,
    callback_data: Press,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
) -> None:
    await open_card(query.bot, Here(viewer, database, regulations), callback_data.event_id)
    await query.answer()


@router.callback_query(Press.filter(F.name == "coming"))
async def coming(
    query: CallbackQuery, callback_data: Press, viewer: Viewer, database: Database
) -> None:
    async with database.writing() as session:
        await leaving.still_coming(session, viewer, callback_data.event_id)
    await query.answer(viewer.texts("event-toast-coming"))
    await change_buttons(query, _buttons(viewer, callback_data.event_id, "pass", "open"))


@router.callback_query(Press.filter(F.name == "notcoming"))
async def not_coming(
    query: CallbackQuery, callback_data: Press, viewer: Viewer, database: Database
) -> None:
    async with database.writing() as session:
        await leaving.not_coming(session, viewer, callback_data.event_id)
    await query.answer(viewer.texts("event-toast-cancelled"))
    await change_buttons(query)


def _buttons(viewer: Viewer, event_id: int, *names: str) -> InlineKeyboardMarkup:
    return inline_markup([card.row(viewer.texts, event_id, *names)])


# At the door


@router.callback_query(Press.filter(F.name.in_({"pass", "renew"})))
async def show_pass(
    query: CallbackQuery, callback_data: Press, viewer: Viewer, database: Database, bot: Bot
) -> None:
    """A new QR and its digits; the ones before go from the screen."""
    event_id = callback_data.event_id
    async with database.writing() as session:
        event = await events.get(session, event_id)
        shown = await door.show(session, viewer, event_id)
    await query.answer()
    me = await bot.me()
    picture = papers.qr(f"https://t.me/{me.username}?start={shown.token}")
    if callback_data.name == "renew" and isinstance(query.message, Message):
        with suppress(TelegramBadRequest):
            await query.message.delete()
    await bot.send_photo(
        viewer.telegram_id,
        BufferedInputFile(picture, "pass.png"),
        caption=viewer.texts(
            "event-pass",
            title=event.title,
            digits=f"{shown.digits[:3]} {shown.digits[3:]}",
            until=moment_words(viewer.texts, shown.until),
        ),
        reply_markup=_buttons(viewer, event_id, "renew"),
    )


@router.callback_query(Press.filter(F.name == "door"))
async def open_door(
    query: CallbackQuery,
    callback_data: Press,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
) -> None:
    async with database.reading() as session:
        await door.ensure_may_mark(session, viewer, callback_data.event_id)
    await start(dialog_manager, Door.main, event_id=callback_data.event_id)
    await query.answer()


# Taken along


@router.callback_query(Press.filter(F.name == "ics"))
async def to_calendar(
    query: CallbackQuery, callback_data: Press, viewer: Viewer, database: Database, bot: Bot
) -> None:
    async with database.reading() as session:
        event = await events.get(session, callback_data.event_id)
        if not await card.may_see(session, viewer, event):
            raise events.NotForYou
        sessions = await events.sessions_of(session, event.id)
    await query.answer()
    me = await bot.me()
    await bot.send_document(
        viewer.telegram_id,
        BufferedInputFile(papers.calendar(event, sessions, me.username or ""), "event.ics"),
        caption=viewer.texts("event-ics", title=event.title),
    )


@router.callback_query(Press.filter(F.name == "map"))
async def on_map(
    query: CallbackQuery, callback_data: Press, viewer: Viewer, database: Database, bot: Bot
) -> None:
    async with database.reading() as session:
        event = await events.get(session, callback_data.event_id)
        if not await card.may_see(session, viewer, event):
            raise events.NotForYou
    await query.answer()
    if event.latitude is not None and event.longitude is not None:
        await bot.send_location(viewer.telegram_id, event.latitude, event.longitude)


@router.callback_query(Press.filter(F.name == "family"))
async def family(
    query: CallbackQuery, callback_data: Press, dialog_manager: DialogManager
) -> None:
    await start(dialog_manager, Family.main, event_id=callback_data.event_id)
    await query.answer()


@router.callback_query(Press.filter(F.name == "nominate"))
async def nominate(
    query: CallbackQuery,
    callback_data: Press,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
) -> None:
    async with database.reading() as session:
        event = await events.get(session, callback_data.event_id)
        if not await card.may_nominate(session, viewer, event):
            raise events.NotForYou
    await start(dialog_manager, Pick.find, event_id=callback_data.event_id, purpose="nominate")
    await query.answer()


# Afterwards


@router.callback_query(Rate.filter())
async def rate(
    query: CallbackQuery,
    callback_data: Rate,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
) -> None:
    rating = min(max(callback_data.rating, 1), 5)
    async with database.writing() as session:
        await after.rate(session, viewer, callback_data.event_id, rating)
    await start(dialog_manager, Feedback.text, event_id=callback_data.event_id, rating=rating)
    await query.answer()


@router.callback_query(Press.filter(F.name == "certificate"))
async def certificate(
    query: CallbackQuery, callback_data: Press, viewer: Viewer, database: Database, bot: Bot
) -> None:
    async with database.writing() as session:
        found = await after.certificate(session, viewer, callback_data.event_id)
    await query.answer()
    me = await bot.me()
    paper = papers.certificates(viewer.texts, [found], me.username or "")
    await bot.send_document(
        viewer.telegram_id,
        BufferedInputFile(paper, f"{found.number}.pdf"),
        caption=viewer.texts("event-certificate-caption", number=found.number),
    )
