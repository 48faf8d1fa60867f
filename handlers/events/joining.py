"""What an event asks of those who come, whom they bring, and how it was."""

from typing import Any

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row

from bot.db import Database
from bot.events import after, events, family, joining
from bot.events.joining import Said
from bot.events.models import AnswerKind, Question, Standing
from bot.i18n import Html
from bot.members.service import Viewer
from handlers.screens import (
    Say,
    back_button,
    cancel_button,
    choices,
    complain,
    file_of,
    finish,
    here,
    message_key,
)
from handlers.staff.lists import subject_id
from handlers.states import Family, Feedback, Join

LONGEST_ANSWER = 500
LONGEST_NAME = 100
LONGEST_FEEDBACK = 1500


def event_id(manager: DialogManager) -> int:
    return subject_id(manager, "event_id")


# Questions


def _said(manager: DialogManager) -> list[list[str | None]]:
    said: list[list[str | None]] = manager.dialog_data.setdefault("said", [])
    return said


async def _questions(manager: DialogManager) -> list[Question]:
    async with here(manager).database.reading() as session:
        return list(await events.questions_of(session, event_id(manager)))


async def asked(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    questions = await _questions(dialog_manager)
    place = len(_said(dialog_manager))
    async with database.reading() as session:
        event = await events.get(session, event_id(dialog_manager))
    question = questions[min(place, len(questions) - 1)]
    return {
        "title": event.title,
        "question": question.text,
        "kind": question.kind.value,
        "number": place + 1,
        "count": len(questions),
        # A second tap on one question must be no answer to the next.
        "options": [
            (f"{place}-{number}", option)
            for number, option in enumerate(_options(viewer, question))
        ],
        "has_back": place > 0,
    }


def _options(viewer: Viewer, question: Question) -> list[str]:
    if question.kind is AnswerKind.YES_NO:
        return [viewer.texts("button-yes"), viewer.texts("button-no")]
    return [str(option) for option in question.options or ()]


async def choose(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place, _, number = chosen.partition("-")
    if int(place) != len(_said(manager)):
        return
    question = (await _questions(manager))[int(place)]
    await _answer(manager, _options(here(manager).viewer, question)[int(number)])


async def write(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    questions = await _questions(manager)
    question = questions[len(_said(manager))]
    text = (message.text or message.caption or "").strip()
    if question.kind is AnswerKind.FILE:
        file = file_of(message)
        if file is None:
            await complain(message, manager, "event-file-expected")
            return
        await _answer(manager, file.name or text or file.kind, file.file_id, file.kind)
    elif question.kind in (AnswerKind.CHOICE, AnswerKind.YES_NO):
        options = _options(here(manager).viewer, question)
        fitting = [option for option in options if option.casefold() == text.casefold()]
        if fitting:
            await _answer(manager, fitting[0])
        else:
            await complain(message, manager, "press-a-button")
    elif not text or message.text is None:
        await complain(message, manager, "text-expected")
    elif len(text) > LONGEST_ANSWER:
        await complain(message, manager, "text-too-long", limit=LONGEST_ANSWER)
    elif question.kind is AnswerKind.NUMBER and not _is_number(text):
        await complain(message, manager, "event-number-expected")
    else:
        await _answer(manager, text)


def _is_number(text: str) -> bool:
    plain = text.replace(" ", "").replace(",", ".").removeprefix("-")
    return plain.replace(".", "", 1).isdecimal()


async def _answer(manager: DialogManager, *answer: str | None) -> None:
    said = _said(manager)
    said.append(list(answer))
    manager.dialog_data["said"] = said
    questions = await _questions(manager)
    if len(said) < len(questions):
        return
    place = here(manager)
    answers = {
        question.id: Said(*words)  # type: ignore[arg-type]
        for question, words in zip(questions, said, strict=False)
    }
    async with place.database.writing() as session:
        await joining.register(session, place.viewer, event_id(manager), answers)
    await finish(manager)


async def back(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    said = _said(manager)
    manager.dialog_data["said"] = said[:-1]


ask = Dialog(
    Window(
        Say("event-question"),
        choices("options", choose),
        Row(
            back_button(back, when="has_back"),
            cancel_button(),
        ),
        MessageInput(write),
        state=Join.ask,
        getter=asked,
    )
)


# Family


async def brought(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        event = await events.get(session, event_id(dialog_manager))
        known = await events.registration_of(
            session, event.id, viewer.member.id if viewer.member else None
        )
        if known is None or known.standing not in (Standing.CONFIRMED, Standing.WAITING):
            raise events.NotOnList
        companions = await family.companions_of(session, known.id)
    return {
        "title": event.title,
        "names": Html("\n".join(viewer.texts("event-companion", name=c.name) for c in companions)),
        "count": len(companions),
        "limit": family.MOST_COMPANIONS,
        "companions": [
            (str(companion.id), viewer.texts.plain("button-leave-behind", name=companion.name))
            for companion in companions
        ],
    }


async def bring(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    place, name = here(manager), " ".join((message.text or "").split())
    if len(name) > LONGEST_NAME:
        await complain(message, manager, "text-too-long", limit=LONGEST_NAME)
        return
    async with place.database.writing() as session:
        await family.bring(session, place.viewer, event_id(manager), name, message_key(message))


async def leave_behind(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await family.leave_behind(session, place.viewer, event_id(manager), int(chosen))


async def done(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await finish(manager)


async def name_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "text-expected")


bring_family = Dialog(
    Window(
        Say("event-family"),
        choices("companions", leave_behind),
        Button(Say("button-done"), id="done", on_click=done),
        MessageInput(bring, content_types=[ContentType.TEXT]),
        MessageInput(name_expected),
        state=Family.main,
        getter=brought,
    )
)


# Feedback


async def rated(dialog_manager: DialogManager, database: Database, **_: Any) -> dict[str, Any]:
    async with database.reading() as session:
        event = await events.get(session, event_id(dialog_manager))
    return {"title": event.title, "rating": subject_id(dialog_manager, "rating")}


async def write_feedback(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    place, text = here(manager), (message.text or "").strip()
    if len(text) > LONGEST_FEEDBACK:
        await complain(message, manager, "text-too-long", limit=LONGEST_FEEDBACK)
        return
    async with place.database.writing() as session:
        await after.write(session, place.viewer, event_id(manager), text)
    await finish(manager)
    await message.answer(place.texts("event-feedback-thanks"))


async def no_words(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    texts = here(manager).texts
    await finish(manager)
    if isinstance(query.message, Message):
        await query.message.answer(texts("event-feedback-thanks"))


feedback = Dialog(
    Window(
        Say("event-feedback"),
        Button(Say("button-skip"), id="skip", on_click=no_words),
        MessageInput(write_feedback, content_types=[ContentType.TEXT]),
        MessageInput(name_expected),
        state=Feedback.text,
        getter=rated,
    )
)
