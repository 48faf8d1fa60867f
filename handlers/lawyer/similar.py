"""«Похожие ответы»: what the desk answered before to the like, one at a time."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from bot.cases.models import Purpose
from bot.db import Database
from bot.legal import desk, similar
from bot.legal.conversation import beginning, excerpt
from bot.legal.questions import Asked
from bot.legal.similar import Earlier, EarlierAnswers
from bot.legal.titles import topic_title
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.cases.writing import open_writing
from handlers.menu import start
from handlers.screens import Say, cancel_button, here, press_expected
from handlers.states import Similar

QUESTION_TEXT = 300
ANSWER_TEXT = 2500


async def open_similar(
    manager: DialogManager, case_id: int, earlier_answers: EarlierAnswers
) -> bool:
    """False where the desk has answered nothing like it."""
    place = here(manager)
    async with place.database.reading() as session:
        asked = await desk.held(session, place.viewer, case_id)
    found = await earlier_answers.like(place.viewer, asked)
    if not found:
        return False
    async with place.database.writing() as session:
        await similar.note_seen(session, place.viewer, found)
    await start(manager, Similar.one, case_id=case_id, found=[e.case_id for e in found])
    return True


def _case_id(manager: DialogManager) -> int:
    assert isinstance(manager.start_data, dict)
    return int(manager.start_data["case_id"])


def _shown(manager: DialogManager) -> tuple[int, int, int]:
    """Which is shown, its place, and of how many."""
    assert isinstance(manager.start_data, dict)
    found: list[int] = manager.start_data["found"]
    place = int(manager.dialog_data.get("place", 0)) % len(found)
    return found[place], place + 1, len(found)


async def earlier(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    shown, place, count = _shown(dialog_manager)
    async with database.reading() as session:
        asked = await desk.held(session, viewer, _case_id(dialog_manager))
        found = await similar.one(session, viewer, asked, shown)
    return _words(viewer, asked, found, regulations) | {
        "number": asked.case.number,
        "place": place,
        "count": count,
        "several": count > 1,
    }


def _words(
    viewer: Viewer, asked: Asked, found: Earlier, regulations: Regulations
) -> dict[str, Any]:
    return {
        "at": found.answered_at,
        "topic": topic_title(regulations.desks[asked.question.desk], found.topic, viewer.texts),
        "question": excerpt(found.question, QUESTION_TEXT),
        "answer": beginning(found.answer, ANSWER_TEXT),
    }


async def following(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    _, place, count = _shown(manager)
    manager.dialog_data["place"] = place % count


async def take_as_base(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, case_id = here(manager), _case_id(manager)
    shown, _, _ = _shown(manager)
    # Unique by the screen: a second tap adds nothing.
    key = f"base:{manager.current_context().id}:{shown}"
    async with place.database.writing() as session:
        asked = await desk.keep(session, place.viewer, case_id, place.regulations)
        await similar.take_as_base(session, place.viewer, asked, shown, key)
    await open_writing(manager, case_id, Purpose.ANSWER)


dialog = Dialog(
    Window(
        Say("similar-one"),
        Button(Say("button-take-as-base"), id="base", on_click=take_as_base),
        Button(Say("button-next-similar"), id="next", on_click=following, when="several"),
        cancel_button(),
        MessageInput(press_expected),
        state=Similar.one,
        getter=earlier,
    )
)
