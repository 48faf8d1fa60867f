"""What a desk asks for beside the words, a window each; and asking without a name."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from bot.db import Database
from bot.legal import service as legal
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.legal import actions
from handlers.screens import complain, contents_of, here, say_refused
from handlers.states import Ask

# «у входа в спортзал», «с понедельника»: what is longer tells the story.
LONGEST_DETAIL = 200


async def shown(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    async with database.reading() as session:
        asked = await legal.own_draft(session, viewer, actions.case_id(dialog_manager))
    detail = legal.still_to_ask(asked, regulations.desks[asked.question.desk])
    return {
        "question": detail.question.in_language(viewer.texts.language)
        if detail
        else viewer.texts("detail-needless"),
        "optional": detail is None or detail.optional,
    }


async def write(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """The answer. A file, or a story, is kept for the question, and this is asked again."""
    if message.text and len(message.text) <= LONGEST_DETAIL:
        await _tell(manager, message.text)
        return
    sent = contents_of(message)
    await actions.keep(manager, sent)
    await say_refused(message, manager, sent)
    if message.media_group_id is None:
        await complain(message, manager, "detail-expected")


async def skip(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _tell(manager, "")


async def _tell(manager: DialogManager, text: str) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        asked = await actions.own_draft(session, manager)
        detail = legal.still_to_ask(asked, place.regulations.desks[asked.question.desk])
        if detail is not None and (text or detail.optional):
            legal.tell_detail(asked, detail.key, text)
    await actions.to_words(manager)


async def back(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """To the question before this one; from the first of them to the words."""
    place = here(manager)
    async with place.database.writing() as session:
        question = (await actions.own_draft(session, manager)).question
        told = [key for key in place.regulations.desks[question.desk].asks if key in question.told]
        question.details = {key: question.told[key] for key in told[:-1]}
    if told:
        await actions.go(manager, Ask.detail)
    else:
        await actions.go(manager, Ask.rewrite)


async def ask_anew(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    async with here(manager).database.writing() as session:
        (await actions.own_draft(session, manager)).question.details = None
    await actions.to_words(manager)


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
