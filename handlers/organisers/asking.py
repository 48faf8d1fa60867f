"""What those who come are asked."""

from typing import Any

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.events import changing
from bot.events.models import AnswerKind
from bot.members.service import Viewer
from handlers.organisers.form import as_label, footer, known_id, shown, text_expected
from handlers.screens import Say, back_to, choices, complain, here, press_expected
from handlers.states import Make

LONGEST_QUESTION = 300
MOST_OPTIONS, LONGEST_OPTION = 10, 60


async def kinds(viewer: Viewer, **_: Any) -> dict[str, Any]:
    return {
        "kinds": [(one.value, as_label(viewer.texts(f"event-answer-{one}"))) for one in AnswerKind]
    }


async def choose_kind(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["kind"] = AnswerKind(chosen).value
    await manager.switch_to(Make.question_text)


async def write_question(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    text = " ".join((message.text or "").split())
    if len(text) > LONGEST_QUESTION:
        await complain(message, manager, "text-too-long", limit=LONGEST_QUESTION)
        return
    manager.dialog_data["question"] = text
    if manager.dialog_data["kind"] == AnswerKind.CHOICE:
        await manager.switch_to(Make.question_options)
    else:
        await _keep_question(manager, ())


async def write_options(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    lines = [" ".join(line.split()) for line in (message.text or "").splitlines()]
    options = list(dict.fromkeys(filter(None, lines)))
    too_long = any(len(option) > LONGEST_OPTION for option in options)
    if not 2 <= len(options) <= MOST_OPTIONS or too_long:
        await complain(
            message, manager, "organise-options-expected", most=MOST_OPTIONS, length=LONGEST_OPTION
        )
        return
    await _keep_question(manager, options)


async def _keep_question(manager: DialogManager, options: Any) -> None:
    place, data = here(manager), manager.dialog_data
    async with place.database.writing() as session:
        await changing.add_question(
            session,
            place.viewer,
            known_id(manager),
            AnswerKind(data["kind"]),
            data["question"],
            options,
        )
    await manager.switch_to(Make.questions)


async def drop_questions(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await changing.drop_questions(session, place.viewer, known_id(manager))


windows = (
    Window(
        Say("organise-questions"),
        SwitchTo(Say("button-add-question"), id="add", state=Make.question_kind),
        Button(
            Say("button-drop-questions"), id="drop", on_click=drop_questions, when="has_questions"
        ),
        footer(),
        MessageInput(press_expected),
        state=Make.questions,
        getter=shown,
    ),
    Window(
        Say("organise-question-kind"),
        choices("kinds", choose_kind),
        back_to(Make.questions),
        MessageInput(press_expected),
        state=Make.question_kind,
        getter=(shown, kinds),
    ),
    Window(
        Say("organise-question-text"),
        back_to(Make.question_kind),
        MessageInput(write_question, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Make.question_text,
        getter=shown,
    ),
    Window(
        Say("organise-question-options"),
        back_to(Make.question_text),
        MessageInput(write_options, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Make.question_options,
        getter=shown,
    ),
)
