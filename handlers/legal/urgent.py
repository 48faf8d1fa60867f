"""The urgent branch of a question: what it is about, and the day a term of law runs from."""

from datetime import date, timedelta

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from bot.legal import service as legal
from handlers.days import LONGEST_DATE, YEAR, read_day
from handlers.legal import actions
from handlers.screens import CannotRead, complain, contents_of, here, say_refused
from handlers.states import Ask

NO_MATTER = "none"
# A day without a year is the last one of that name; this near ahead it is meant as coming.
AHEAD = timedelta(days=120)


async def urgent(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Urgent it is with the choice of a matter: who goes back has chosen nothing."""
    await actions.go(manager, Ask.matter)


async def not_urgent(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    async with here(manager).database.writing() as session:
        legal.set_not_urgent(await actions.own_draft(session, manager))
    await actions.to_words(manager)


async def leave_matter(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await actions.to_words(manager)


async def choose_matter(
    query: CallbackQuery, widget: object, manager: DialogManager, matter: str
) -> None:
    kind = None if matter == NO_MATTER else matter
    async with here(manager).database.writing() as session:
        legal.set_matter(await actions.own_draft(session, manager), kind)
    if kind is None:
        await actions.to_words(manager)
    else:
        await actions.go(manager, Ask.date)


async def write_date(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """A day. A file, or a story, is kept for the question, and the day is asked for again."""
    text = (message.text or "").strip()
    if not message.text or len(text) > LONGEST_DATE:
        try:
            sent = await contents_of(message)
        except CannotRead:
            await complain(message, manager, "date-expected")
            return
        await actions.keep(manager, sent)
        await say_refused(message, manager, sent)
        await complain(message, manager, "date-expected-kept")
        return
    today = legal.today(here(manager).viewer)
    learned_on = read_day(text, today, earliest=today + AHEAD - YEAR)
    if learned_on is None:
        await complain(message, manager, "date-expected")
    elif learned_on > today:
        await complain(message, manager, "date-in-future")
    else:
        await set_date(manager, learned_on)


async def choose_day(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    days = {"today": 0, "yesterday": 1}[button.widget_id or ""]
    await set_date(manager, legal.today(here(manager).viewer) - timedelta(days=days))


async def skip_date(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await set_date(manager, None)


async def set_date(manager: DialogManager, learned_on: date | None) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        asked = await actions.own_draft(session, manager)
        kind = asked.question.urgent_kind
        await legal.set_deadline(
            session, place.viewer, asked.id, kind, learned_on, place.regulations
        )
    await actions.to_words(manager)
