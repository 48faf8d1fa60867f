"""What the forms of a decision share: which case, from where it was opened, how they end."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.widgets.input import MessageInput

from bot.applications.deciding import Protocol, Refusal
from bot.applications.wording import today
from handlers.applications.typed import read_numbered
from handlers.screens import complain, finish, here

LONGEST_WORDS: Final = 500


@dataclass(frozen=True)
class Form:
    """`stage` is the body that had it when the form was opened; `change`: in place of a decision
    that the member knows; `meeting_id`: nobody is told before that meeting is closed, and
    `amount` was pressed there already."""

    case_id: int
    stage: int = 0
    change: bool = False
    meeting_id: int | None = None
    amount: int = 0


def form_of(manager: DialogManager) -> Form:
    assert isinstance(manager.start_data, dict)
    return Form(**manager.start_data)


async def open_form(manager: DialogManager, state: State, **data: Any) -> None:
    """From a card: whatever was open is left."""
    await manager.reset_stack()
    await manager.start(state, data, mode=StartMode.RESET_STACK, show_mode=ShowMode.SEND)


def key_of(manager: DialogManager, what: str) -> str:
    """Names what this form makes: its last press, handled again, makes no other.

    By its officer too: no form of his is ever another's, whatever the library calls them.
    """
    return f"{what}:{here(manager).viewer.account_id}:{manager.current_context().id}"


async def end(query: CallbackQuery | Message, manager: DialogManager, text: str) -> None:
    """The form is done: what came of it stands below."""
    await finish(manager)
    message = query.message if isinstance(query, CallbackQuery) else query
    if isinstance(message, Message):
        await message.answer(text)


async def keep_protocol(message: Message, manager: DialogManager, key: str) -> bool:
    """Number and day into the form; False where they can't be read, which is said by `key`."""
    texts = here(manager).texts
    found = read_numbered(message.text or "", today(texts))
    if found is None:
        await complain(message, manager, key)
        return False
    manager.dialog_data["number"] = found.number
    manager.dialog_data["on"] = found.on.isoformat()
    return True


def number_input(complaint: str, then: State) -> MessageInput:
    """Takes a number with its day and goes on."""

    async def typed(message: Message, widget: MessageInput, manager: DialogManager) -> None:
        if await keep_protocol(message, manager, complaint):
            await manager.switch_to(then)

    return MessageInput(typed)


async def keep_words(
    message: Message, manager: DialogManager, name: str, longest: int = LONGEST_WORDS
) -> bool:
    """What was typed into the form under this name; False where it is no text, or too long."""
    if not message.text or len(message.text) > longest:
        await complain(message, manager, "application-words-expected", limit=longest)
        return False
    manager.dialog_data[name] = message.text
    return True


def protocol_in(manager: DialogManager) -> Protocol | None:
    data = manager.dialog_data
    if not data.get("number"):
        return None
    return Protocol(data["number"], date.fromisoformat(data["on"]))


def refusal_in(manager: DialogManager) -> Refusal | None:
    data = manager.dialog_data
    return Refusal(data["reason"], data.get("words", "")) if data.get("reason") else None
