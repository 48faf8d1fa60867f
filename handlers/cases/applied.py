"""An application as its member follows it: who has it, by when, what is needed; and what is his
to do."""

from typing import Any

from aiogram import F
from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, StartMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row
from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications import access, filing, paperwork
from bot.applications.member_words import (
    appeal_words,
    asked_words,
    brought_words,
    has_it_words,
    listed_words,
    outcome_words,
    promised_words,
    status_words,
)
from bot.applications.reading import Filed
from bot.applications.states import UNDECIDED
from bot.cases import service as cases
from bot.cases.models import Purpose, Status
from bot.cases.service import Words
from bot.db import Database
from bot.i18n import Html, Texts
from bot.legal.conversation import beginning, files_words
from bot.members import service as members
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.aid.actions import hand_statement
from handlers.cases.adding import add_at_once
from handlers.cases.writing import open_writing
from handlers.menu import start
from handlers.screens import (
    Say,
    back_button,
    back_to,
    cancel_button,
    complain,
    contents_of,
    finish,
    here,
    message_key,
    press_expected,
)
from handlers.states import Applied, Cases

SHOWN_TEXT = 600
LAST_LOOK = 1200
TAIL = 3


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
        filed = await access.own(session, viewer, _case_id(dialog_manager))
        said = await cases.said(session, filed.id)
        papers = [
            paper
            for paper in await cases.papers_of(session, filed.id)
            if paper.purpose is not Purpose.SIGNED
        ]
        how = await paperwork.signed_how(session, filed.id)
        stands = await _stands(session, texts, filed, regulations)
        until = await filing.may_appeal(session, filed, regulations)
        by = await _filed_by(session, texts, filed)
        above = await appeal_words(session, texts, filed, regulations)
    text = cases.joined([m for m in said if m.purpose is Purpose.REQUEST])
    undecided = filed.case.status in UNDECIDED
    return {
        "number": filed.case.number,
        "status": status_words(texts, filed.case),
        "asked": asked_words(texts, filed),
        "text": texts("application-quote", text=beginning(text, SHOWN_TEXT)) if text else "",
        "files": texts("application-files", files=files_words(texts, papers)) if papers else "",
        "signed": texts("application-signed", how=how),
        "by": by,
        "stands": Html("\n".join(stands)),
        "waits": filed.case.status is Status.WAITING,
        "may_add": undecided,
        "may_withdraw": undecided,
        "may_sign": undecided,
        "may_appeal": until is not None,
        "above": above,
        "appeal": texts(
            "application-quote", text=beginning(_appeal_text(dialog_manager), LAST_LOOK)
        ),
    }


async def _stands(
    session: AsyncSession, texts: Texts, filed: Filed, regulations: Regulations
) -> list[str]:
    """What is going on with it, in plain words, by its status."""
    status = filed.case.status
    if status is Status.WITHDRAWN:
        return [texts("application-withdrawn-line", day=filed.case.closed_at)]
    if status is Status.DECIDED:
        return [has_it_words(texts, filed), texts("application-after-session")]
    if status not in UNDECIDED:
        return await outcome_words(session, texts, filed, regulations)
    brought = brought_words(texts, filed.terms, await paperwork.ticks(session, filed.id))
    wanted = filed.application.wanted or ""
    lines = [
        texts("application-wanted", paper=wanted) if status is Status.WAITING else "",
        has_it_words(texts, filed),
        promised_words(texts, filed) if status is Status.REVIEW else "",
        listed_words(texts, "application-brought", brought),
    ]
    return [line for line in lines if line]


async def _filed_by(session: AsyncSession, texts: Texts, filed: Filed) -> str:
    if filed.application.filed_by is None:
        return ""
    # His account of today: he may have moved to another one since.
    who = await members.name_of(session, filed.case.account_id)
    return texts("application-filed-by", who=who)


async def write(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await open_writing(manager, _case_id(manager), Purpose.REPLY)


async def write_at_once(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """He writes without a press: it goes to the application he is looking at."""
    sent = await contents_of(message, papers_only=True)
    if sent.file and await add_at_once(manager, _case_id(manager), sent):
        return
    await open_writing(manager, _case_id(manager), Purpose.REPLY, sent)


async def send_statement(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await hand_statement(query, manager, _case_id(manager))


async def to_signed(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await manager.switch_to(Applied.signed)


async def send_signed(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    place = here(manager)
    sent = await contents_of(message, papers_only=True)
    if sent.file is None:
        await complain(message, manager, "application-signed-expected")
        return
    async with place.database.writing() as session:
        await filing.send_signed(session, place.viewer, _case_id(manager), sent.file)
    await finish(manager)


async def open_signed(manager: DialogManager, case_id: int) -> None:
    """From the button under the number, or under the statement that is to be signed."""
    place = here(manager)
    async with place.database.writing() as session:
        await filing.adding(session, place.viewer, case_id)
    await start(manager, Applied.signed, case_id=case_id)


async def withdraw(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await filing.withdraw(session, place.viewer, _case_id(manager))
    await manager.switch_to(Applied.one)


async def to_all(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await manager.start(Cases.all, mode=StartMode.RESET_STACK)


async def to_withdraw(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await manager.switch_to(Applied.withdraw)


async def to_appeal(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["texts"] = []
    await manager.switch_to(Applied.appeal)


async def write_appeal(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """A client cuts what is long: each message goes on from the one before."""
    data = manager.dialog_data
    written = data.get("texts", [])
    data["texts"] = [*written, message.text]
    data["key"] = message_key(message)
    # An edit of one of several would be taken for the whole.
    data["message_id"] = None if written else message.message_id
    await manager.switch_to(Applied.appeal_sure)


def _appeal_text(manager: DialogManager) -> str:
    return cases.in_one(manager.dialog_data.get("texts", []))


async def words_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "application-appeal-expected")


async def appeal(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, data = here(manager), manager.dialog_data
    words = Words(_appeal_text(manager), data["key"], data["message_id"])
    async with place.database.writing() as session:
        await filing.appeal(session, place.viewer, _case_id(manager), words, place.regulations)
    await finish(manager)


async def open_appeal(manager: DialogManager, case_id: int) -> None:
    """From the button under the refusal."""
    place = here(manager)
    async with place.database.reading() as session:
        filed = await access.own(session, place.viewer, case_id)
        if await filing.may_appeal(session, filed, place.regulations) is None:
            raise filing.NoAppeal
    await start(manager, Applied.appeal, case_id=case_id)


dialog = Dialog(
    Window(
        Say("application-one"),
        Button(Say("button-attach"), id="attach", on_click=write, when=F["waits"]),
        Button(
            Say("button-write-or-attach"),
            id="write",
            on_click=write,
            when=F["may_add"] & ~F["waits"],
        ),
        Button(Say("button-appeal"), id="appeal", on_click=to_appeal, when="may_appeal"),
        Row(
            Button(
                Say("button-statement"), id="statement", on_click=send_statement, when="may_sign"
            ),
            Button(Say("button-signed"), id="signed", on_click=to_signed, when="may_sign"),
        ),
        Button(Say("button-withdraw"), id="withdraw", on_click=to_withdraw, when="may_withdraw"),
        back_button(to_all),
        MessageInput(write_at_once),
        state=Applied.one,
        getter=one,
    ),
    Window(
        Say("application-sign"),
        back_to(Applied.one),
        MessageInput(send_signed),
        state=Applied.signed,
        getter=one,
    ),
    Window(
        Say("application-withdraw"),
        Button(Say("button-yes"), id="yes", on_click=withdraw),
        back_to(Applied.one),
        MessageInput(press_expected),
        state=Applied.withdraw,
        getter=one,
    ),
    Window(
        Say("application-appeal"),
        back_to(Applied.one),
        MessageInput(write_appeal, content_types=[ContentType.TEXT]),
        MessageInput(words_expected),
        state=Applied.appeal,
        getter=one,
    ),
    Window(
        Say("application-appeal-sure"),
        Button(Say("button-send"), id="send", on_click=appeal),
        Button(Say("button-write-anew"), id="anew", on_click=to_appeal),
        cancel_button(),
        MessageInput(write_appeal, content_types=[ContentType.TEXT]),
        MessageInput(words_expected),
        state=Applied.appeal_sure,
        getter=one,
    ),
)
