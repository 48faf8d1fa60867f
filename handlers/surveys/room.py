"""Surveys for those who make them: questions step by step, opening, what was answered."""

import asyncio
from typing import Any

from aiogram.enums import ContentType
from aiogram.types import BufferedInputFile, CallbackQuery, InputMediaPhoto, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, SwitchTo

from bot.db import Database
from bot.i18n import Html, Texts
from bot.members import service as members
from bot.members.service import ORGANISER_ROLES, Viewer
from bot.surveys import service as surveys
from bot.surveys.models import QuestionKind, SurveyStatus
from bot.surveys.results import results
from bot.surveys.service import FEWEST_CHOICES, MOST_CHOICES
from handlers.cases.stray import unasked
from handlers.news.room import own_offices
from handlers.screens import (
    Say,
    back_out,
    back_to,
    choices,
    complain,
    here,
    press_expected,
)
from handlers.staff.lists import (
    PAGE,
    first_page,
    forget_sought,
    page_of,
    pager,
    paging,
    place_window,
)
from handlers.states import SurveyRoom

ALBUM = 10
# A button is read whole on a phone.
LONGEST_CHOICE = 60
LONGEST_QUESTION = 300


async def main(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    texts = viewer.texts
    async with database.reading() as session:
        found, count = await surveys.made(session, viewer, page_of(dialog_manager), PAGE)
    return {
        "surveys": [
            (
                str(survey.id),
                texts(
                    "newsroom-line",
                    status=texts(f"survey-status-{survey.status}"),
                    title=surveys.title(survey, texts),
                ),
            )
            for survey in found
        ],
        "count": count,
        **paging(dialog_manager, count),
    }


async def choose(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    async with place.database.reading() as session:
        await surveys.reach(session, place.viewer, int(chosen))
    manager.dialog_data["survey_id"] = int(chosen)
    await manager.switch_to(SurveyRoom.one)


def _survey_id(manager: DialogManager) -> int:
    return int(manager.dialog_data["survey_id"])


# A new one


async def new(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    forget_sought(manager)
    manager.dialog_data["key"] = f"press:{query.id}"
    await manager.switch_to(SurveyRoom.place)


async def places(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    sought = dialog_manager.dialog_data.get("sought", "")
    if sought:
        async with database.reading() as session:
            below = await members.find_places(session, sought, viewer, ORGANISER_ROLES)
        found = [(str(place.id), place.name) for place in below]
    else:
        found = await own_offices(viewer, database)
    return {
        "places": found[:PAGE],
        "sought": sought,
        "count": len(found),
        "more": len(found) > PAGE,
    }


async def choose_place(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["organisation_id"] = int(chosen)
    await manager.switch_to(SurveyRoom.title)


async def _line(message: Message, manager: DialogManager) -> str | None:
    text = " ".join((message.text or "").split())
    if not text:
        await complain(message, manager, "text-expected")
    elif len(text) > LONGEST_QUESTION:
        await complain(message, manager, "text-too-long", limit=LONGEST_QUESTION)
    else:
        return text
    return None


async def name(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if text := await _line(message, manager):
        manager.dialog_data["title_ru"] = text
        await manager.switch_to(SurveyRoom.title_kk)


async def name_in_kazakh(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if text := await _line(message, manager):
        manager.dialog_data["title_kk"] = text
        await manager.switch_to(SurveyRoom.anonymous)


async def no_kazakh_name(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["title_kk"] = None
    await manager.switch_to(SurveyRoom.anonymous)


async def choose_anonymity(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, data = here(manager), manager.dialog_data
    async with place.database.writing() as session:
        data["survey_id"] = await surveys.begin(
            session,
            place.viewer,
            data["organisation_id"],
            data["key"],
            data["title_ru"],
            data["title_kk"],
            anonymous=button.widget_id == "anonymous",
        )
    await manager.switch_to(SurveyRoom.one)


# Questions


async def new_question(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["question_key"] = f"press:{query.id}"
    await manager.switch_to(SurveyRoom.kind)


async def choose_kind(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["kind"] = str(QuestionKind(str(button.widget_id)))
    await manager.switch_to(SurveyRoom.question)


async def ask(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if text := await _line(message, manager):
        manager.dialog_data["question_ru"] = text
        await manager.switch_to(SurveyRoom.question_kk)


async def ask_in_kazakh(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if text := await _line(message, manager):
        await _asked(manager, text)


async def not_in_kazakh(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _asked(manager, None)


async def _asked(manager: DialogManager, kazakh: str | None) -> None:
    manager.dialog_data["question_kk"] = kazakh
    if manager.dialog_data["kind"] == QuestionKind.CHOICE:
        await manager.switch_to(SurveyRoom.choices)
    else:
        await _add(manager, [])


async def list_choices(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    lines = await _choices(message, manager)
    if lines:
        manager.dialog_data["choices_ru"] = lines
        await manager.switch_to(SurveyRoom.choices_kk)


async def list_in_kazakh(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    russian = manager.dialog_data["choices_ru"]
    lines = await _choices(message, manager)
    if not lines:
        return
    if len(lines) != len(russian):
        await complain(message, manager, "survey-as-many-choices", count=len(russian))
        return
    await _add(manager, list(zip(russian, lines, strict=True)))


async def no_kazakh_choices(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _add(manager, [(line, None) for line in manager.dialog_data["choices_ru"]])


async def _choices(message: Message, manager: DialogManager) -> list[str] | None:
    lines = [" ".join(line.split()) for line in (message.text or "").split("\n")]
    lines = [line for line in lines if line]
    if not FEWEST_CHOICES <= len(lines) <= MOST_CHOICES:
        await complain(message, manager, "survey-choices-expected")
    elif any(len(line) > LONGEST_CHOICE for line in lines):
        await complain(message, manager, "survey-choice-too-long", limit=LONGEST_CHOICE)
    else:
        return lines
    return None


async def _add(manager: DialogManager, found: list[tuple[str, str | None]]) -> None:
    place, data = here(manager), manager.dialog_data
    async with place.database.writing() as session:
        await surveys.add_question(
            session,
            place.viewer,
            _survey_id(manager),
            data["question_key"],
            QuestionKind(data["kind"]),
            (data["question_ru"], data["question_kk"]),
            found,
        )
    await manager.switch_to(SurveyRoom.one)


async def drop_last(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await surveys.drop_question(session, place.viewer, _survey_id(manager), int(chosen))


async def text_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "text-expected")


# One survey


async def one(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    texts = viewer.texts
    async with database.reading() as session:
        survey = await surveys.reach(session, viewer, _survey_id(dialog_manager))
        questions = await surveys.questions_of(session, survey.id)
        place = await members.place_by_id(session, survey.organisation_id)
        asked = await surveys.asked(session, survey)
        answered = await surveys.answered(session, survey.id)
    lines = [
        texts(
            "survey-question-line",
            question=question.said(texts),
            has_choices=bool(question.choices),
            choices=" · ".join(choice.said(texts) for choice in question.choices),
        )
        for question in questions
    ]
    draft = survey.status is SurveyStatus.DRAFT
    return {
        "title": surveys.title(survey, texts),
        "status": survey.status,
        "place": place,
        "anonymous": survey.anonymous,
        "lines": Html("\n".join(lines)),
        "count": len(questions),
        "asked": asked,
        "answered": answered,
        "draft": draft,
        "ready": draft and bool(questions),
        "drop": [(str(q.id), texts("button-drop-question")) for q in questions[-1:] if draft],
        "open": survey.status is SurveyStatus.OPEN,
        "was_open": not draft,
    }


async def open_survey(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    both = (Texts("ru", place.texts.zone), Texts("kk", place.texts.zone))
    async with place.database.writing() as session:
        await surveys.open_survey(
            session, place.viewer, _survey_id(manager), both, place.regulations
        )
    await manager.switch_to(SurveyRoom.one)


async def close(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await surveys.close(session, place.viewer, _survey_id(manager))
    await manager.switch_to(SurveyRoom.one)


async def discard(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await surveys.discard(session, place.viewer, _survey_id(manager))
    first_page(manager)
    await manager.switch_to(SurveyRoom.main)


async def send_pictures(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        found = await results(session, place.viewer, _survey_id(manager), "survey-seen")
    from bot.surveys.picture import draw

    pictures = await asyncio.to_thread(draw, found, place.texts)
    if not isinstance(query.message, Message):
        return
    files = [
        BufferedInputFile(picture, f"survey-{number}.png")
        for number, picture in enumerate(pictures, start=1)
    ]
    for place_in in range(0, len(files), ALBUM):
        part = files[place_in : place_in + ALBUM]
        if len(part) > 1:
            await query.message.answer_media_group([InputMediaPhoto(media=f) for f in part])
        else:
            await query.message.answer_photo(part[0])


async def send_table(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        found = await results(session, place.viewer, _survey_id(manager), "survey-exported")
    from bot.surveys.table import write

    table = await asyncio.to_thread(write, found, place.texts)
    if isinstance(query.message, Message):
        await query.message.answer_document(
            BufferedInputFile(table, f"survey-{found.survey.id}.xlsx"),
            caption=place.texts("survey-table-caption", anonymous=found.survey.anonymous),
        )


def _text_step(state: Any, key: str, on_text: Any, *buttons: Any, getter: Any = None) -> Window:
    return Window(
        Say(key),
        *buttons,
        MessageInput(on_text, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=state,
        getter=getter,
    )


def _skip(on_click: Any) -> Button:
    return Button(Say("button-skip"), id="skip", on_click=on_click)


dialog = Dialog(
    Window(
        Say("surveys-made"),
        Button(Say("button-new-survey"), id="new", on_click=new),
        choices("surveys", choose),
        pager(),
        back_out(),
        MessageInput(unasked),
        state=SurveyRoom.main,
        getter=main,
    ),
    place_window(SurveyRoom.place, "survey-place", places, choose_place, back_to(SurveyRoom.main)),
    _text_step(SurveyRoom.title, "survey-title", name, back_to(SurveyRoom.place)),
    _text_step(
        SurveyRoom.title_kk,
        "survey-title-kk",
        name_in_kazakh,
        _skip(no_kazakh_name),
        back_to(SurveyRoom.title),
    ),
    Window(
        Say("survey-anonymous"),
        Button(Say("button-anonymous"), id="anonymous", on_click=choose_anonymity),
        Button(Say("button-with-names"), id="named", on_click=choose_anonymity),
        back_to(SurveyRoom.title_kk),
        MessageInput(press_expected),
        state=SurveyRoom.anonymous,
    ),
    Window(
        Say("survey-one"),
        SwitchTo(Say("button-open-survey"), id="open", state=SurveyRoom.open, when="ready"),
        Button(Say("button-new-question"), id="add", on_click=new_question, when="draft"),
        choices("drop", drop_last),
        Row(
            Button(Say("button-picture"), id="picture", on_click=send_pictures, when="was_open"),
            Button(Say("button-table"), id="table", on_click=send_table, when="was_open"),
        ),
        SwitchTo(Say("button-close-survey"), id="close", state=SurveyRoom.close, when="open"),
        SwitchTo(Say("button-discard-post"), id="discard", state=SurveyRoom.discard, when="draft"),
        back_to(SurveyRoom.main),
        MessageInput(press_expected),
        state=SurveyRoom.one,
        getter=one,
    ),
    Window(
        Say("survey-kind"),
        Button(Say("button-kind-choice"), id="choice", on_click=choose_kind),
        Button(Say("button-kind-text"), id="text", on_click=choose_kind),
        back_to(SurveyRoom.one),
        MessageInput(press_expected),
        state=SurveyRoom.kind,
    ),
    _text_step(SurveyRoom.question, "survey-ask", ask, back_to(SurveyRoom.kind)),
    _text_step(
        SurveyRoom.question_kk,
        "survey-ask-kk",
        ask_in_kazakh,
        _skip(not_in_kazakh),
        back_to(SurveyRoom.question),
    ),
    _text_step(
        SurveyRoom.choices, "survey-choices", list_choices, back_to(SurveyRoom.question_kk)
    ),
    _text_step(
        SurveyRoom.choices_kk,
        "survey-choices-kk",
        list_in_kazakh,
        _skip(no_kazakh_choices),
        back_to(SurveyRoom.choices),
    ),
    Window(
        Say("survey-open"),
        Button(Say("button-yes"), id="yes", on_click=open_survey),
        back_to(SurveyRoom.one),
        MessageInput(press_expected),
        state=SurveyRoom.open,
        getter=one,
    ),
    Window(
        Say("survey-close"),
        Button(Say("button-yes"), id="yes", on_click=close),
        back_to(SurveyRoom.one),
        MessageInput(press_expected),
        state=SurveyRoom.close,
        getter=one,
    ),
    Window(
        Say("survey-discard"),
        Button(Say("button-yes"), id="yes", on_click=discard),
        back_to(SurveyRoom.one),
        MessageInput(press_expected),
        state=SurveyRoom.discard,
        getter=one,
    ),
)
