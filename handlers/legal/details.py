"""What a desk asks for beside the words, a window each; and asking without a name."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from bot.db import Database
from bot.legal import service as legal
from bot.legal.questions import Asked
from bot.members.service import Viewer
from bot.regulations import Desk, Detail, Regulations
from handlers.legal import actions
from handlers.screens import complain, contents_of, here, say_refused
from handlers.states import Ask

# «у входа в спортзал», «с понедельника»: what is longer tells the story.
LONGEST_DETAIL = 200
# Which of them is open; without it the first that was not answered yet.
OPEN = "detail"


def _opened(manager: DialogManager, asked: Asked, desk: Desk) -> Detail | None:
    """None: the desk asks for nothing any more."""
    chosen = desk.asks.get(manager.dialog_data.get(OPEN, ""))
    return chosen or legal.still_to_ask(asked, desk) or next(iter(desk.asks.values()), None)


async def _open(manager: DialogManager, key: str) -> None:
    manager.dialog_data[OPEN] = key
    await actions.go(manager, Ask.detail)


async def shown(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    async with database.reading() as session:
        asked = await legal.own_draft(session, viewer, actions.case_id(dialog_manager))
    detail = _opened(dialog_manager, asked, regulations.desks[asked.question.desk])
    told = asked.question.told.get(detail.key, "") if detail else ""
    return {
        "question": detail.question.in_language(viewer.texts.language)
        if detail
        else viewer.texts("detail-needless"),
        "optional": detail is None or detail.optional,
        "told": told,
        "has_told": int(bool(told)),
    }


async def write(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """The answer. A file, or a story, is kept for the question, and this is asked again."""
    if message.text and len(message.text) <= LONGEST_DETAIL:
        await _tell(manager, message.text)
        return
    sent = await contents_of(message)
    await actions.keep(manager, sent)
    await say_refused(message, manager, sent)
    if message.media_group_id is None:
        await complain(message, manager, "detail-expected")


async def skip(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _tell(manager, "")


async def keep(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _go_on(manager, *await _place_of(manager))


async def _tell(manager: DialogManager, text: str) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        asked = await actions.own_draft(session, manager)
        desk = place.regulations.desks[asked.question.desk]
        detail = _opened(manager, asked, desk)
        if detail is not None and (text or detail.optional):
            legal.tell_detail(asked, detail.key, text)
    await _go_on(manager, desk, detail.key if detail else None)


async def _place_of(manager: DialogManager) -> tuple[Desk, str | None]:
    place = here(manager)
    async with place.database.reading() as session:
        asked = await legal.own_draft(session, place.viewer, actions.case_id(manager))
    desk = place.regulations.desks[asked.question.desk]
    detail = _opened(manager, asked, desk)
    return desk, detail.key if detail else None


async def _go_on(manager: DialogManager, desk: Desk, key: str | None) -> None:
    """To the question after this one; after the last of them to what else is missing."""
    keys = list(desk.asks)
    if key is not None and key != keys[-1]:
        await _open(manager, keys[keys.index(key) + 1])
    else:
        manager.dialog_data.pop(OPEN, None)
        await actions.to_words(manager)


async def back(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """To the question before this one; from the first of them to where it was opened from."""
    desk, key = await _place_of(manager)
    keys = list(desk.asks)
    if key is not None and key != keys[0]:
        await _open(manager, keys[keys.index(key) - 1])
        return
    manager.dialog_data.pop(OPEN, None)
    await actions.go(manager, Ask.rewrite if await actions.to_ask(manager) else Ask.summary)


async def ask_anew(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    desk = here(manager).regulations.desks[actions.desk_of(manager)]
    await _open(manager, next(iter(desk.asks)))


async def go_anonymous(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _set_anonymous(manager, anonymous=True)


async def show_name(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _set_anonymous(manager, anonymous=False)


async def _set_anonymous(manager: DialogManager, *, anonymous: bool) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        asked = await actions.own_draft(session, manager)
        legal.set_anonymous(place.viewer, asked, place.regulations, anonymous=anonymous)
    await actions.go(manager, Ask.summary)
