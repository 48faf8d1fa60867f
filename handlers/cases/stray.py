"""What was written outside any form. Nothing is dropped: it finds its case, or asks which."""

from dataclasses import asdict
from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button
from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications import access
from bot.cases import service as cases
from bot.cases.models import FOR_MONEY, Case, CaseKind, Purpose, Side, Status
from bot.cases.service import File, Words
from bot.cases.telling import is_own
from bot.cases.uploads import ensure_of_use
from bot.db import Database
from bot.legal import desk, questions
from bot.legal import service as legal
from bot.legal.conversation import excerpt
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.cases.adding import add_at_once
from handlers.cases.kinds import KINDS, kind_of
from handlers.cases.opening import is_number, open_number
from handlers.cases.writing import open_writing
from handlers.legal.actions import open_question
from handlers.menu import show_menu, start
from handlers.screens import (
    STRAY,
    Say,
    Sent,
    cancel_button,
    choices,
    contents_of,
    finish,
    here,
    left_over,
    message_key,
    say_refused,
    state_of,
)
from handlers.staff.importing import offered
from handlers.states import Ask, Stray

router = Router(name=__name__)
router.message.filter(F.chat.type == "private")

# More buttons are not read; the rest is in «Мои обращения».
OFFERED = 4


@router.message()
async def stray(message: Message, dialog_manager: DialogManager, viewer: Viewer) -> None:
    await receive(message, dialog_manager, viewer)


async def unasked(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """Written to a window that lists things and asks for nothing."""
    # It is not shown once more under what is said of the message.
    manager.show_mode = ShowMode.NO_UPDATE
    await receive(message, manager, here(manager).viewer)


async def receive(message: Message, manager: DialogManager, viewer: Viewer) -> None:
    if await offered(message, manager, viewer):
        return
    if not message.reply_to_message and is_number(message.text or "", here(manager).regulations):
        await open_number(manager, message.text or "")
        return
    about = await _replied_to(message, manager, viewer)
    if about is not None and await _is_held(manager, about):
        await open_writing(manager, about, Purpose.ANSWER, await contents_of(message))
    elif viewer.account is None or not viewer.is_active_member:
        await _explain(message, viewer)
    elif not await _was_wanted(message, manager, viewer, about):
        await _ask_where(message, manager, viewer, about)


async def _explain(message: Message, viewer: Viewer) -> None:
    if viewer.serves:
        await message.answer(viewer.texts("stray-lawyer"))
    else:
        await show_menu(message, viewer)


async def _replied_to(message: Message, manager: DialogManager, viewer: Viewer) -> int | None:
    """The case of the notice or card that this message is a reply to."""
    if message.reply_to_message is None or viewer.account is None:
        return None
    async with here(manager).database.reading() as session:
        return await cases.case_of_notice(
            session, viewer.account.id, message.reply_to_message.message_id
        )


async def _is_held(manager: DialogManager, case_id: int) -> bool:
    """A lawyer's reply to the card of a question that he has: the answer to it."""
    viewer = here(manager).viewer
    async with here(manager).database.reading() as session:
        case = await session.get(Case, case_id)
        # A draft whose files he was shown may be gone.
        if case is None or case.kind is not CaseKind.QUESTION:
            return False
        asked = await questions.get(session, case_id)
        return (
            asked.case.assignee_id == viewer.account_id
            and asked.case.status in desk.HELD
            and await questions.may_see(session, viewer, asked)
        )


async def _was_wanted(
    message: Message, manager: DialogManager, viewer: Viewer, about: int | None
) -> bool:
    """A file while one application waits for a paper: it is that paper, and goes at once."""
    if not (message.photo or message.document):
        return False
    key = message_key(message)
    async with here(manager).database.reading() as session:
        known = await _known(session, viewer)
        waiting = [case for case in known if case.status is Status.WAITING]
        kept = await cases.kept_file(session, key)
    if kept:
        # Handled once more after a crash: it is where it belongs.
        return True
    meant = [case for case in waiting if about in (None, case.id)]
    if len(meant) != 1 or meant[0].kind not in FOR_MONEY:
        return False
    sent = await contents_of(message, papers_only=True)
    await say_refused(message, manager, sent)
    return await add_at_once(manager, meant[0].id, sent)


async def _ask_where(
    message: Message, manager: DialogManager, viewer: Viewer, about: int | None
) -> None:
    sent = await contents_of(message)
    if about is None:
        async with here(manager).database.reading() as session:
            known = await _known(session, viewer)
        waiting = [case.id for case in known if case.status is Status.WAITING]
        about = waiting[0] if len(waiting) == 1 else None
    await say_refused(message, manager, sent)
    await start(manager, Stray.choose, case_id=about)
    await _add(manager, sent)
    # The window is out and knows nothing of the message yet.
    await manager.show(ShowMode.EDIT)


async def _known(session: AsyncSession, viewer: Viewer) -> list[Case]:
    """His own, and those that wait for a paper which he sends for somebody else."""
    member_id = viewer.member.id if viewer.member else None
    own = await cases.cases_of(session, viewer.account_id, member_id)
    return [*own, *await access.spoken_for(session, viewer)]


async def more(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if (named := await _named(message.text or "", manager)) is not None:
        await _put_into(manager, named)
        return
    sent = await contents_of(message)
    await _add(manager, sent)
    await say_refused(message, manager, sent)


async def _named(text: str, manager: DialogManager) -> int | None:
    """The case that was chosen by its number, typed instead of pressed."""
    place = here(manager)
    if not is_number(text, place.regulations):
        return None
    async with place.database.reading() as session:
        case = await cases.by_number(session, text)
        if case is None or not is_own(place.viewer, case):
            return None
        takes = await KINDS[case.kind].takes_more(session, case.id, place.regulations)
    return case.id if takes else None


async def _add(manager: DialogManager, sent: Sent) -> None:
    """Kept beside the dialog: a press on the menu closes the window and loses no word."""
    state = state_of(manager)
    item = {
        "words": asdict(sent.words) if sent.words else None,
        "file": asdict(sent.file) if sent.file else None,
    }
    await state.update_data({STRAY: [*await left_over(state), item]})


async def _items(manager: DialogManager) -> list[Sent]:
    return [
        Sent(
            Words(**item["words"]) if item["words"] else None,
            File(**item["file"]) if item["file"] else None,
        )
        for item in await left_over(state_of(manager))
    ]


async def _placed(manager: DialogManager) -> None:
    await state_of(manager).update_data({STRAY: []})


async def drop(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """«Отмена» is the one way to send it nowhere, and it is said."""
    await _placed(manager)
    await finish(manager)
    if isinstance(query.message, Message):
        await query.message.answer(here(manager).texts("stray-dropped"))


async def offered_cases(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    assert isinstance(dialog_manager.start_data, dict)
    about = dialog_manager.start_data["case_id"]
    async with database.reading() as session:
        taking = await _taking_more(session, await _known(session, viewer), regulations)
    items = await _items(dialog_manager)
    meant = [case for case in taking if case.id == about]
    offered = meant or taking[:OFFERED]
    return {
        "cases": [
            (str(case.id), viewer.texts("stray-to", number=case.number)) for case in offered
        ],
        "count": len(items),
        "preview": excerpt(" ".join(item.words.text for item in items if item.words)),
        "known": len(offered),
        "desks": [
            (name, rules.labels.new.in_language(viewer.texts.language))
            for name, rules in regulations.desks.items()
            if not rules.closed
        ],
    }


async def _taking_more(
    session: AsyncSession, known: list[Case], regulations: Regulations
) -> list[Case]:
    return [
        case for case in known if await KINDS[case.kind].takes_more(session, case.id, regulations)
    ]


async def to_case(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    await _put_into(manager, int(chosen))


async def _put_into(manager: DialogManager, case_id: int) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        kind = await kind_of(session, case_id)
        case = await kind.own(session, place.viewer, case_id)
        if kind.papers_only:
            await _ensure_papers(manager)
        await _move(session, manager, case, Purpose.REPLY)
        await kind.added(session, place.viewer, case.id, place.regulations)
    await _placed(manager)
    await finish(manager)


async def _ensure_papers(manager: DialogManager) -> None:
    for sent in await _items(manager):
        if sent.file:
            file = sent.file
            ensure_of_use(file.kind, file.name, file.mime, papers_only=True)


async def to_new_question(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        asked = await legal.begin(session, place.viewer, place.regulations, chosen)
        await _move(session, manager, asked.case, Purpose.QUESTION)
        messages, _ = await cases.being_written(
            session, asked.id, place.viewer.account_id, Purpose.QUESTION
        )
        step = Ask.text
        if cases.joined(messages):
            to_ask = legal.still_to_ask(asked, place.regulations.desks[chosen])
            step = Ask.detail if to_ask else Ask.summary
        asked.case.step = step.state
    await _placed(manager)
    await open_question(manager, place.viewer, place.database, place.regulations, chosen, at=step)


async def _move(
    session: AsyncSession, manager: DialogManager, case: Case, purpose: Purpose
) -> None:
    account_id = here(manager).viewer.account_id
    for sent in await _items(manager):
        if sent.file:
            await cases.attach(session, case, account_id, Side.MEMBER, purpose, sent.file)
        if sent.words:
            await cases.say(session, case, account_id, Side.MEMBER, purpose, sent.words)


dialog = Dialog(
    Window(
        Say("stray-choose"),
        choices("cases", to_case),
        choices("desks", to_new_question),
        cancel_button(drop),
        MessageInput(more),
        state=Stray.choose,
        getter=offered_cases,
    ),
)
