"""Asking the lawyer: what each press and each message does."""

from collections.abc import Awaitable, Callable

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases import service as cases
from bot.cases.models import Purpose, Side
from bot.db import Database
from bot.legal import service as legal
from bot.legal.questions import Asked
from bot.legal.service import DeskClosed, DraftGone
from bot.members.service import Viewer
from bot.regulations import Desk, Regulations
from handlers.screens import (
    Begun,
    Here,
    OnClick,
    Sent,
    contents_of,
    finish,
    here,
    say_refused,
)
from handlers.states import Ask


async def begun(session: AsyncSession, place: Here) -> list[Begun]:
    """His unfinished questions, for /start to offer."""
    return [
        Begun(asked.id, _resuming(asked.question.desk))
        for asked in await legal.drafts(session, place.viewer.account_id)
        if asked.question.desk in place.regulations.desks and await _is_begun(session, asked)
    ]


def _resuming(desk: str) -> Callable[[DialogManager], Awaitable[None]]:
    async def resume(manager: DialogManager) -> None:
        place = here(manager)
        await open_question(manager, place.viewer, place.database, place.regulations, desk)

    return resume


async def _is_begun(session: AsyncSession, asked: Asked) -> bool:
    words, files = await cases.being_written(
        session, asked.id, asked.case.account_id, Purpose.QUESTION
    )
    return bool(words or files or asked.question.urgent or asked.question.told)


async def open_question(
    manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    desk: str,
    at: State | None = None,
) -> None:
    """The section: an unfinished question is offered first, at the step where it was left."""
    async with database.writing() as session:
        asked = await legal.begin(session, viewer, regulations, desk)
        unfinished = await _is_begun(session, asked)
    await manager.reset_stack()
    await manager.start(
        at or (Ask.resume if unfinished else Ask.text),
        {"case_id": asked.id, "desk": desk},
        mode=StartMode.RESET_STACK,
        show_mode=ShowMode.SEND,
    )


def case_id(manager: DialogManager) -> int:
    assert isinstance(manager.start_data, dict)
    return int(manager.start_data["case_id"])


def question(manager: DialogManager) -> tuple[int, Purpose]:
    return case_id(manager), Purpose.QUESTION


def desk_of(manager: DialogManager) -> str:
    assert isinstance(manager.start_data, dict)
    return str(manager.start_data["desk"])


def rules_of_desk(manager: DialogManager) -> Desk:
    """A window of the day before may name a desk that is no more."""
    found = here(manager).regulations.desks.get(desk_of(manager))
    if found is None:
        raise DeskClosed
    return found


async def own_draft(session: AsyncSession, manager: DialogManager) -> Asked:
    """The draft of this form. One that was sent or dropped meanwhile is begun anew, so that
    nothing that is written now gets lost."""
    place = here(manager)
    try:
        return await legal.own_draft(session, place.viewer, case_id(manager))
    except DraftGone:
        asked = await legal.begin(session, place.viewer, place.regulations, desk_of(manager))
    assert isinstance(manager.start_data, dict)
    manager.start_data["case_id"] = asked.id
    return asked


async def go(manager: DialogManager, state: State) -> None:
    """To another step; the draft remembers it for tomorrow."""
    async with here(manager).database.writing() as session:
        (await own_draft(session, manager)).case.step = state.state
    await manager.switch_to(state)


def goes_to(state: State) -> OnClick:
    async def on_click(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
        await go(manager, state)

    return on_click


async def keep(manager: DialogManager, sent: Sent) -> None:
    """Put it into the draft, before anything else can go wrong."""
    place = here(manager)
    async with place.database.writing() as session:
        asked = await own_draft(session, manager)
        account_id = place.viewer.account_id
        side, purpose = Side.MEMBER, Purpose.QUESTION
        if sent.file:
            await cases.attach(session, asked.case, account_id, side, purpose, sent.file)
        if sent.words:
            await cases.say(session, asked.case, account_id, side, purpose, sent.words)


async def to_ask(manager: DialogManager) -> bool:
    place = here(manager)
    async with place.database.reading() as session:
        asked = await legal.own_draft(session, place.viewer, case_id(manager))
        return legal.still_to_ask(asked, place.regulations.desks[asked.question.desk]) is not None


async def words_of_draft(manager: DialogManager) -> str:
    place = here(manager)
    async with place.database.reading() as session:
        messages, _ = await cases.being_written(
            session, case_id(manager), place.viewer.account_id, Purpose.QUESTION
        )
    return cases.joined(messages)


async def to_words(manager: DialogManager) -> None:
    """On to what is missing: the words, what else this desk asks for, or the last look."""
    if not await words_of_draft(manager):
        await go(manager, Ask.text)
    else:
        await go(manager, Ask.detail if await to_ask(manager) else Ask.summary)


async def write(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """Words or a file into the question. What was sent is kept, whatever follows."""
    sent = await contents_of(message)
    await keep(manager, sent)
    await say_refused(message, manager, sent)
    await to_words(manager)


async def write_here(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """The same in a step that asks for something else: it goes on asking."""
    sent = await contents_of(message)
    await keep(manager, sent)
    await say_refused(message, manager, sent)


async def rewrite(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """New words in place of the old ones; files stay."""
    sent = await contents_of(message)
    if sent.words:
        place = here(manager)
        async with place.database.writing() as session:
            asked = await own_draft(session, manager)
            await cases.discard_written(
                session, asked.id, place.viewer.account_id, Purpose.QUESTION, files=False
            )
    await keep(manager, sent)
    await say_refused(message, manager, sent)
    if sent.words:
        await to_words(manager)
    else:
        await go(manager, Ask.rewrite)


async def done_with_files(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await to_words(manager)


async def drop_file(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Take the last file away again."""
    place = here(manager)
    async with place.database.writing() as session:
        asked = await own_draft(session, manager)
        _, files = await cases.being_written(
            session, asked.id, place.viewer.account_id, Purpose.QUESTION
        )
        if files:
            await session.delete(files[-1])


async def resume(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    async with here(manager).database.writing() as session:
        step = (await own_draft(session, manager)).case.step
    await manager.switch_to(_state(step))


async def write_on(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """Instead of a press on «Продолжить» he goes on writing: to the question, where it stood."""
    sent = await contents_of(message)
    await keep(manager, sent)
    await say_refused(message, manager, sent)
    async with here(manager).database.writing() as session:
        step = _state((await own_draft(session, manager)).case.step)
    if step in (Ask.matter, Ask.date, Ask.detail):
        await manager.switch_to(step)
    else:
        await to_words(manager)


def _state(step: str | None) -> State:
    return next((state for state in Ask.__all_states__ if state.state == step), Ask.text)


async def start_anew(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await cases.delete_draft(session, (await own_draft(session, manager)).case)
        fresh = await legal.begin(session, place.viewer, place.regulations, desk_of(manager))
    assert isinstance(manager.start_data, dict)
    manager.start_data["case_id"] = fresh.id
    await manager.switch_to(Ask.text)


# The last look


async def toggle_confidential(
    query: CallbackQuery, button: Button, manager: DialogManager
) -> None:
    async with here(manager).database.writing() as session:
        question = (await own_draft(session, manager)).question
        question.confidential = not question.confidential


async def toggle_call_back(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    async with here(manager).database.writing() as session:
        question = (await own_draft(session, manager)).question
        question.call_back = not question.call_back


async def choose_topic(
    query: CallbackQuery, widget: object, manager: DialogManager, topic: str
) -> None:
    async with here(manager).database.writing() as session:
        question = (await own_draft(session, manager)).question
        question.topic, question.topic_chosen = topic, True
    await to_words(manager)


async def submit(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """The number comes by the outbox: it arrives even if this very moment the power goes."""
    place = here(manager)
    async with place.database.writing() as session:
        await legal.submit(session, place.viewer, case_id(manager), place.regulations)
    await finish(manager)


async def leave(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Leave the form. An empty draft goes, one that was begun stays until tomorrow."""
    place, desk = here(manager), desk_of(manager)
    async with place.database.writing() as session:
        begun = await _leave_draft(session, manager)
    await manager.done()
    if isinstance(query.message, Message):
        if begun:
            words = place.regulations.desks[desk].words(place.texts.language)
            await query.message.answer(place.texts("question-draft-kept", **words))
        else:
            await query.message.answer(place.texts("form-left"))


async def _leave_draft(session: AsyncSession, manager: DialogManager) -> bool:
    """Whether anything is left in it. Of one that is gone there is nothing to keep."""
    try:
        asked = await legal.own_draft(session, here(manager).viewer, case_id(manager))
    except DraftGone:
        return False
    begun = await _is_begun(session, asked)
    if not begun:
        await cases.delete_draft(session, asked.case)
    return begun
