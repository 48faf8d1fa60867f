"""Answering a survey: what becomes of the answer is said first, and one may look it over."""

from typing import Any

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from bot.db import Database
from bot.i18n import Html
from bot.members import service as members
from bot.members.service import Viewer
from bot.surveys import service as surveys
from bot.surveys.service import LONGEST_TEXT, Given, Question
from handlers.cases.stray import unasked
from handlers.menu import start
from handlers.screens import (
    Say,
    back_button,
    back_out,
    cancel_button,
    choices,
    complain,
    finish,
    here,
    press_expected,
)
from handlers.states import Survey


async def open_survey(manager: DialogManager, survey_id: int) -> None:
    place = here(manager)
    async with place.database.reading() as session:
        await surveys.to_answer(session, place.viewer, survey_id)
    await start(manager, Survey.begin, survey_id=survey_id)


async def waiting(viewer: Viewer, database: Database, **_: Any) -> dict[str, Any]:
    async with database.reading() as session:
        found = await surveys.waiting(session, viewer)
    return {
        "surveys": [(str(survey.id), surveys.title(survey, viewer.texts)) for survey in found],
        "count": len(found),
    }


async def choose(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    await open_survey(manager, int(chosen))


def _survey_id(manager: DialogManager) -> int:
    assert isinstance(manager.start_data, dict)
    return int(manager.start_data["survey_id"])


async def about(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        survey = await surveys.to_answer(session, viewer, _survey_id(dialog_manager))
        questions = await surveys.questions_of(session, survey.id)
        place = await members.place_by_id(session, survey.organisation_id)
    return {
        "title": surveys.title(survey, viewer.texts),
        "place": place,
        "anonymous": survey.anonymous,
        "count": len(questions),
    }


async def begin(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["at"] = 0
    await manager.switch_to(Survey.question)


# What he said so far rests in this form alone, and goes with it.


def _at(manager: DialogManager) -> int:
    return int(manager.dialog_data.get("at", 0))


async def _asked(manager: DialogManager) -> tuple[list[Question], Question]:
    async with here(manager).database.reading() as session:
        questions = await surveys.questions_of(session, _survey_id(manager))
    return questions, questions[min(_at(manager), len(questions) - 1)]


async def question(dialog_manager: DialogManager, viewer: Viewer, **_: Any) -> dict[str, Any]:
    questions, asked = await _asked(dialog_manager)
    return {
        "number": _at(dialog_manager) + 1,
        "count": len(questions),
        "question": asked.said(viewer.texts),
        "choices": [(str(c.id), c.said(viewer.texts)) for c in asked.choices],
        "is_text": not asked.choices,
        # A second tap must not leave out the next one too: the button says which it means.
        "skip": [] if asked.choices else [(str(asked.id), viewer.texts("button-skip"))],
        "is_later": _at(dialog_manager) > 0,
    }


async def pick(query: CallbackQuery, widget: object, manager: DialogManager, chosen: str) -> None:
    _, asked = await _asked(manager)
    if int(chosen) in {choice.id for choice in asked.choices}:
        await _keep(manager, asked, {"choice_id": int(chosen)})


async def write(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    _, asked = await _asked(manager)
    text = (message.text or "").strip()
    if asked.choices:
        await complain(message, manager, "press-a-button")
    elif len(text) > LONGEST_TEXT:
        await complain(message, manager, "text-too-long", limit=LONGEST_TEXT)
    else:
        await _keep(manager, asked, {"text": text})


async def text_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "text-expected")


async def skip(query: CallbackQuery, widget: object, manager: DialogManager, chosen: str) -> None:
    _, asked = await _asked(manager)
    if int(chosen) == asked.id:
        await _keep(manager, asked, {})


async def _keep(manager: DialogManager, asked: Question, said: dict[str, Any]) -> None:
    questions, _ = await _asked(manager)
    given = dict(manager.dialog_data.get("given", {}))
    manager.dialog_data["given"] = given | {str(asked.id): said}
    following = _at(manager) + 1
    if following < len(questions):
        manager.dialog_data["at"] = following
        await manager.switch_to(Survey.question)
    else:
        await manager.switch_to(Survey.last)


async def back(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    if _at(manager) == 0:
        await manager.switch_to(Survey.begin)
    else:
        manager.dialog_data["at"] = _at(manager) - 1


async def back_from_last(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await manager.switch_to(Survey.question)


async def look_over(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    questions, _asked_last = await _asked(dialog_manager)
    given = dialog_manager.dialog_data.get("given", {})
    lines = [
        viewer.texts(
            "survey-said",
            question=asked.said(viewer.texts),
            said=_words(asked, given.get(str(asked.id), {}), viewer),
        )
        for asked in questions
    ]
    async with database.reading() as session:
        survey = await surveys.to_answer(session, viewer, _survey_id(dialog_manager))
    return {"lines": Html("\n".join(lines)), "anonymous": survey.anonymous}


def _words(asked: Question, said: dict[str, Any], viewer: Viewer) -> str:
    chosen = next((c for c in asked.choices if c.id == said.get("choice_id")), None)
    return chosen.said(viewer.texts) if chosen else said.get("text") or "—"


async def send(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    given = {
        int(question_id): Given(**said)
        for question_id, said in manager.dialog_data.get("given", {}).items()
    }
    async with place.database.writing() as session:
        await surveys.answer(session, place.viewer, _survey_id(manager), given)
    await finish(manager)
    if isinstance(query.message, Message):
        await query.message.answer(place.texts("survey-thanks"))


dialog = Dialog(
    Window(
        Say("surveys-waiting"),
        choices("surveys", choose),
        back_out(),
        MessageInput(unasked),
        state=Survey.all,
        getter=waiting,
    ),
    Window(
        Say("survey-begin"),
        Button(Say("button-survey-begin"), id="begin", on_click=begin),
        cancel_button(),
        MessageInput(press_expected),
        state=Survey.begin,
        getter=about,
    ),
    Window(
        Say("survey-question"),
        choices("choices", pick),
        choices("skip", skip),
        back_button(back),
        MessageInput(write, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Survey.question,
        getter=question,
    ),
    Window(
        Say("survey-last"),
        Button(Say("button-send"), id="send", on_click=send),
        back_button(back_from_last),
        MessageInput(press_expected),
        state=Survey.last,
        getter=look_over,
    ),
)
