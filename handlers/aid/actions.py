"""Asking for material aid: what each press and each message does."""

from datetime import timedelta
from typing import Any

from aiogram.fsm.state import State
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.aid import service as aid
from bot.aid.service import Draft, DraftGone
from bot.aid.statement import statement_of
from bot.cases import service as cases
from bot.cases.models import Paper, Purpose, Side
from bot.money import parse_money
from handlers.aid.typed import read_day_alone, read_day_and_sum
from handlers.cases.preview import show_files
from handlers.screens import (
    Begun,
    Here,
    OnClick,
    Sent,
    complain,
    contents_of,
    finish,
    here,
    press_expected,
    say_refused,
)
from handlers.states import Aid

# Opening


async def begun(session: AsyncSession, place: Here) -> list[Begun]:
    """His unfinished applications, for /start to offer."""
    return [
        Begun(unsent.id, _resuming(unsent.case.member_id))
        for unsent in await aid.drafts(session, place.viewer, place.regulations)
        if await aid.is_begun(session, unsent)
    ]


def _resuming(for_member: int | None) -> Any:
    async def resume(manager: DialogManager) -> None:
        await open_aid(manager, for_member)

    return resume


async def open_aid(manager: DialogManager, for_member: int | None = None) -> None:
    """The section: an unfinished application is offered first, at the step where it was left."""
    place = here(manager)
    async with place.database.reading() as session:
        await aid.person_of(session, place.viewer, for_member, place.regulations)
        unsent = await aid.draft(session, place.viewer, for_member, place.regulations)
        is_begun = unsent is not None and await aid.is_begun(session, unsent)
    await _start(manager, Aid.resume if is_begun else Aid.grounds, for_member, unsent)


async def open_for_member(manager: DialogManager, member_id: int) -> None:
    """An officer files for a member without Telegram: first that he has his consent on paper."""
    place = here(manager)
    async with place.database.reading() as session:
        await aid.person_of(session, place.viewer, member_id, place.regulations)
    await _start(manager, Aid.consent, member_id, None)


async def _start(
    manager: DialogManager, state: State, for_member: int | None, unsent: Draft | None
) -> None:
    await manager.reset_stack()
    await manager.start(
        state,
        {"for_member": for_member, "case_id": unsent.id if unsent else None},
        mode=StartMode.RESET_STACK,
        show_mode=ShowMode.SEND,
    )


async def has_consent(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await open_aid(manager, for_member(manager))


# Where one stands


def _begun_with(manager: DialogManager) -> dict[str, Any]:
    assert isinstance(manager.start_data, dict)
    return manager.start_data


def for_member(manager: DialogManager) -> int | None:
    found: int | None = _begun_with(manager)["for_member"]
    return found


def case_id(manager: DialogManager) -> int:
    """There is a draft in every step behind «Подать заявление»."""
    found: int | None = _begun_with(manager)["case_id"]
    if found is None:
        raise DraftGone
    return found


async def own_draft(session: AsyncSession, manager: DialogManager) -> Draft:
    place = here(manager)
    return await aid.own_draft(session, place.viewer, case_id(manager), place.regulations)


def steps(unsent: Draft) -> list[State]:
    """What this ground asks for, in order."""
    ground = unsent.terms.ground
    asked = [Aid.event] if ground.event else []
    if ground.fixed is None:
        asked.append(Aid.amount)
    return [*asked, Aid.papers, Aid.summary]


async def _go(manager: DialogManager, state: State) -> None:
    """To another step; the draft remembers it for tomorrow."""
    async with here(manager).database.writing() as session:
        (await own_draft(session, manager)).case.step = state.state
    await manager.switch_to(state)


def goes_to(state: State) -> OnClick:
    async def on_click(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
        await _go(manager, state)

    return on_click


def changes(state: State) -> OnClick:
    """From the last look back to one step, and then to the last look again."""

    async def on_click(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
        manager.dialog_data["changing"] = True
        await _go(manager, state)

    return on_click


async def _go_on(manager: DialogManager, after: State) -> None:
    async with here(manager).database.reading() as session:
        asked = steps(await own_draft(session, manager))
    changing = manager.dialog_data.pop("changing", False)
    # The rules may have lost this step while he stood there: then all others are before him.
    following = asked[asked.index(after) + 1] if after in asked else asked[0]
    await _go(manager, Aid.summary if changing else following)


def onwards(after: State) -> OnClick:
    async def on_click(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
        await _go_on(manager, after)

    return on_click


def back_from(state: State) -> OnClick:
    """To the step before; from the first of them to the ground's card. Nothing is erased."""

    async def on_click(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
        async with here(manager).database.reading() as session:
            asked = steps(await own_draft(session, manager))
        place = asked.index(state) if state in asked else 0
        before = asked[place - 1] if place else Aid.ground
        changing = manager.dialog_data.pop("changing", False)
        await _go(manager, Aid.summary if changing else before)

    return on_click


# Grounds


async def choose_ground(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["ground"] = chosen
    await manager.switch_to(Aid.ground)


async def to_grounds(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await manager.switch_to(Aid.grounds)


async def apply(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """«Подать заявление»: from here on there is a draft."""
    place = here(manager)
    async with place.database.writing() as session:
        unsent = await aid.begin(
            session,
            place.viewer,
            for_member(manager),
            await ground_key(session, manager),
            place.regulations,
        )
        first = steps(unsent)[0]
        unsent.case.step = first.state
    _begun_with(manager)["case_id"] = unsent.id
    await manager.switch_to(first)


async def ground_key(session: AsyncSession, manager: DialogManager) -> str:
    """Which ground's card is open: the one that was pressed, or that of the draft."""
    if chosen := manager.dialog_data.get("ground"):
        return str(chosen)
    application = (await own_draft(session, manager)).application
    return f"{application.fund}/{application.ground}"


async def written_to_a_list(
    message: Message, widget: MessageInput, manager: DialogManager
) -> None:
    """A file that comes late, while he looks at grounds again, is still his draft's."""
    if _begun_with(manager)["case_id"] is None or message.text:
        await press_expected(message, widget, manager)
        return
    await write_here(message, widget, manager)


# What is written


async def keep(manager: DialogManager, sent: Sent) -> None:
    """Put it into the draft, before anything else can go wrong."""
    place = here(manager)
    async with place.database.writing() as session:
        unsent = await own_draft(session, manager)
        to = (unsent.case, place.viewer.account_id, Side.MEMBER, Purpose.REQUEST)
        if sent.file:
            await cases.attach(session, *to, sent.file)
        if sent.words:
            await cases.say(session, *to, sent.words)


async def write_here(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """Into the draft; the step goes on asking."""
    sent = await contents_of(message, papers_only=True)
    await keep(manager, sent)
    await say_refused(message, manager, sent)


async def write_anew(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """New words in place of the old ones; files stay."""
    async with here(manager).database.writing() as session:
        unsent = await own_draft(session, manager)
        await cases.discard_written(
            session, unsent.id, unsent.case.account_id, Purpose.REQUEST, files=False
        )


# The day


async def write_event(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if message.photo or message.document:
        await write_here(message, widget, manager)
        return
    today, text = await _today(manager), message.text or ""
    async with here(manager).database.reading() as session:
        asks_sum = Aid.amount in steps(await own_draft(session, manager))
    told = read_day_and_sum(text, today) if asks_sum else read_day_alone(text, today)
    if told is None:
        await complain(message, manager, "aid-date-expected", with_sum=asks_sum)
        return
    await _set_event(manager, told.day)
    if told.amount is None:
        await _go_on(manager, Aid.event)
    else:
        await _read_amount(manager, told.amount, told.written)


async def choose_day(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    days = {"today": 0, "yesterday": 1}[button.widget_id or ""]
    await _set_event(manager, await _today(manager) - timedelta(days=days))
    await _go_on(manager, Aid.event)


async def _today(manager: DialogManager) -> Any:
    place = here(manager)
    async with place.database.reading() as session:
        person = await aid.person_of(session, place.viewer, for_member(manager), place.regulations)
    return clock.now().astimezone(person.rules.timezone).date()


async def _set_event(manager: DialogManager, day: Any) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        unsent = await own_draft(session, manager)
        await aid.set_event(session, place.viewer, unsent, day, place.regulations)


# The sum


async def write_amount(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if message.photo or message.document:
        await write_here(message, widget, manager)
        return
    text = message.text or ""
    amount = parse_money(text)
    if amount is None:
        await complain(message, manager, "money-expected")
    else:
        await _read_amount(manager, amount, text)


async def _read_amount(manager: DialogManager, amount: int, written: str) -> None:
    """Digits are taken as they are; what had to be read is shown as it was understood."""
    manager.dialog_data["amount"] = amount
    if _is_plain(written):
        await _take_amount(manager)
    else:
        manager.dialog_data["over"] = False
        await manager.switch_to(Aid.amount_sure)


def _is_plain(text: str) -> bool:
    digits = "".join(text.split())
    return digits.isascii() and digits.isdigit()


async def amount_is_right(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _take_amount(manager)


async def choose_ceiling(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    async with here(manager).database.reading() as session:
        ceiling = (await own_draft(session, manager)).terms.ground.ceiling
    manager.dialog_data["amount"] = ceiling
    await _take_amount(manager)


async def _take_amount(manager: DialogManager) -> None:
    """More than the ground pays is not refused: the most that it does is offered."""
    amount = int(manager.dialog_data["amount"])
    async with here(manager).database.writing() as session:
        unsent = await own_draft(session, manager)
        over = amount > unsent.terms.ground.ceiling
        if not over:
            aid.set_amount(unsent, amount)
    if over:
        manager.dialog_data["over"] = True
        await manager.switch_to(Aid.amount_sure)
    else:
        await _go_on(manager, Aid.amount)


# Papers


async def open_files(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """The files, and under them a short window in which one can be taken out."""
    await show_files(query, manager, case_id(manager), Purpose.REQUEST)
    await manager.switch_to(Aid.files, show_mode=ShowMode.DELETE_AND_SEND)


async def remove_file(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    """The rest is shown anew: each photo is called by its place among them."""
    async with here(manager).database.writing() as session:
        unsent = await own_draft(session, manager)
        paper = await session.get(Paper, int(chosen))
        if paper is not None and paper.case_id == unsent.id:
            await session.delete(paper)
            await session.flush()
        _, left = await aid.written(session, unsent)
    if left:
        await show_files(query, manager, unsent.id, Purpose.REQUEST)
        manager.show_mode = ShowMode.DELETE_AND_SEND
    else:
        await manager.switch_to(_left_at(unsent))


async def send_statement(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await hand_statement(query, manager, case_id(manager))


async def hand_statement(query: CallbackQuery, manager: DialogManager, of_case: int) -> None:
    """The paper to sign, filled in. It rests nowhere: it is made whenever it is asked for."""
    place = here(manager)
    async with place.database.reading() as session:
        content = await statement_of(session, place.viewer, of_case, place.regulations)
    assert query.bot is not None
    manager.show_mode = ShowMode.NO_UPDATE
    await query.bot.send_document(
        place.viewer.telegram_id,
        BufferedInputFile(content, place.texts("aid-statement-name")),
        caption=place.texts("aid-statement"),
    )


# The end of it


async def submit(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """The number comes by the outbox: it arrives even if this very moment the power goes."""
    place = here(manager)
    async with place.database.writing() as session:
        await aid.submit(session, place.viewer, case_id(manager), place.regulations)
    await finish(manager)


async def resume(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    async with here(manager).database.reading() as session:
        unsent = await own_draft(session, manager)
    await manager.switch_to(_left_at(unsent))


def _left_at(unsent: Draft) -> State:
    known = [Aid.ground, *steps(unsent)]
    return next((state for state in known if state.state == unsent.case.step), known[1])


async def write_on(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """Instead of a press on «Продолжить» he goes on: what he sends is kept, and the step opens."""
    sent = await contents_of(message, papers_only=True)
    await keep(manager, sent)
    await say_refused(message, manager, sent)
    async with here(manager).database.reading() as session:
        unsent = await own_draft(session, manager)
    await manager.switch_to(_left_at(unsent))


async def start_anew(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    async with here(manager).database.writing() as session:
        await aid.drop(session, await own_draft(session, manager))
    await _start(manager, Aid.grounds, for_member(manager), None)


async def leave(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Leave the form. An empty draft goes, one that was begun stays until tomorrow."""
    place = here(manager)
    async with place.database.writing() as session:
        begun = await _leave_draft(session, manager)
    await manager.done()
    if isinstance(query.message, Message):
        await query.message.answer(place.texts("aid-draft-kept" if begun else "form-left"))


async def _leave_draft(session: AsyncSession, manager: DialogManager) -> bool:
    """Whether anything is left in it. Of one that is gone there is nothing to keep."""
    try:
        unsent = await own_draft(session, manager)
    except DraftGone:
        return False
    begun = await aid.is_begun(session, unsent)
    if not begun:
        await aid.drop(session, unsent)
    return begun
