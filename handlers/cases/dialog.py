"""`📂 Мои обращения`: number, status, promised date, the conversation."""

from datetime import datetime
from operator import itemgetter
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot import clock
from bot.cases import service as cases
from bot.cases.models import OPEN, Case, CaseKind, Purpose, Side, Status
from bot.db import Database
from bot.events import events
from bot.i18n import Html
from bot.legal import answering, conversation, questions
from bot.legal import service as legal
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.cases import stray
from handlers.cases.kinds import KINDS, window_of
from handlers.cases.opening import is_number, open_number
from handlers.cases.writing import open_writing
from handlers.events.opening import open_card
from handlers.screens import (
    Say,
    back_button,
    back_to,
    contents_of,
    here,
    paged_choices,
    press_expected,
)
from handlers.states import Cases

PAGE = 6
TAIL = 3
QUESTION_TEXT = 300
# How the keys of registrations begin among those of cases.
EVENT = "event-"


async def all_cases(
    viewer: Viewer, database: Database, regulations: Regulations, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        found = await cases.cases_of(
            session, viewer.account_id, viewer.member.id if viewer.member else None
        )
        statuses: dict[int, Html] = {}
        for kind, of_kind in _by_kind(found).items():
            statuses |= await KINDS[kind].statuses(session, viewer, of_kind, regulations)
        registered = await events.registrations_of(
            session, viewer.member.id if viewer.member else None
        )
    asked: list[tuple[datetime, str, str]] = [
        (
            case.submitted_at or case.created_at,
            str(case.id),
            viewer.texts("case-line", number=case.number, status=statuses[case.id]),
        )
        for case in found
    ]
    asked += [
        (
            registration.at,
            f"{EVENT}{event.id}",
            viewer.texts.plain("event-case-line", number=registration.number, title=event.title),
        )
        for registration, event in registered
    ]
    # Whatever it was, the newest first.
    listed = [(key, words) for _, key, words in sorted(asked, key=itemgetter(0), reverse=True)]
    return {"cases": listed, "count": len(listed)}


def _by_kind(found: list[Case]) -> dict[CaseKind, list[Case]]:
    sorted_out: dict[CaseKind, list[Case]] = {}
    for case in found:
        sorted_out.setdefault(case.kind, []).append(case)
    return sorted_out


async def choose(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    if chosen.startswith(EVENT):
        manager.show_mode = ShowMode.NO_UPDATE
        await open_card(query.bot, here(manager), int(chosen.removeprefix(EVENT)))
        return
    await manager.start(
        await window_of(here(manager).database, int(chosen)), {"case_id": int(chosen)}
    )


def _case_id(manager: DialogManager) -> int:
    assert isinstance(manager.start_data, dict)
    return int(manager.start_data["case_id"])


async def one(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    texts = viewer.texts
    async with database.reading() as session:
        asked = await questions.own(session, viewer, _case_id(dialog_manager))
        question = await conversation.question_text(session, asked.id)
        messages = await cases.said(session, asked.id)
        papers = await cases.papers_of(session, asked.id)
    case, desk = asked.case, regulations.desks[asked.question.desk]
    later = [message for message in messages if message.purpose is not Purpose.QUESTION]
    tail = "\n\n".join(
        conversation.line_of(texts, message, Side.MEMBER, desk) for message in later[-TAIL:]
    )
    shown = all(len(m.text) <= conversation.TAIL_EXCERPT for m in messages) and len(later) <= TAIL
    return {
        **desk.words(texts.language),
        "number": case.number,
        "status": texts(f"status-{case.status}", **desk.words(texts.language)),
        "question": conversation.excerpt(question, QUESTION_TEXT),
        "promise": texts("case-promise", promised=case.promised_on)
        if case.status in (Status.QUEUED, Status.TAKEN) and case.promised_on
        else "",
        "tail": Html(tail),
        "files": conversation.files_words(texts, papers) if papers else "",
        "more": not shown,
        "may_write": answering.takes_replies(asked, regulations, clock.now()),
        "may_withdraw": case.status in OPEN,
    }


async def talk(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.reading() as session:
        asked = await questions.own(session, place.viewer, _case_id(manager))
        desk = place.regulations.desks[asked.question.desk]
        parts = await conversation.conversation(session, place.texts, asked, Side.MEMBER, desk)
    if isinstance(query.message, Message):
        for part in parts:
            await query.message.answer(part)


async def write(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await open_writing(manager, _case_id(manager), Purpose.REPLY)


async def write_at_once(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """He writes without a press on «Дописать»: it goes to the case he is looking at."""
    if is_number(message.text or "", here(manager).regulations):
        await open_number(manager, message.text or "")
        return
    await open_writing(manager, _case_id(manager), Purpose.REPLY, await contents_of(message))


async def withdraw(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await legal.withdraw(session, place.viewer, _case_id(manager))
    await manager.switch_to(Cases.one)


async def to_all(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await manager.start(Cases.all, mode=StartMode.RESET_STACK)


dialog = Dialog(
    Window(
        Say("cases-all"),
        paged_choices("cases", choose, PAGE),
        MessageInput(stray.unasked),
        state=Cases.all,
        getter=all_cases,
    ),
    Window(
        Say("case-one"),
        Button(Say("button-write-more"), id="write", on_click=write, when="may_write"),
        Button(Say("button-conversation"), id="talk", on_click=talk, when="more"),
        SwitchTo(Say("button-withdraw"), id="withdraw", state=Cases.withdraw, when="may_withdraw"),
        back_button(to_all),
        MessageInput(write_at_once),
        state=Cases.one,
        getter=one,
    ),
    Window(
        Say("case-withdraw"),
        Button(Say("button-yes"), id="yes", on_click=withdraw),
        back_to(Cases.one),
        MessageInput(press_expected),
        state=Cases.withdraw,
        getter=one,
    ),
)
