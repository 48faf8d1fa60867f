"""Those who came are marked: by a link, by six digits, by a printed list; and other links."""

from typing import Any

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from bot.db import Database
from bot.events import admitting, door, events, family
from bot.events.door import PASS, Entered, Listed
from bot.events.papers import CHECK
from bot.i18n import Html, Texts
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.events.joining import event_id
from handlers.events.opening import open_card
from handlers.events.section import say_certificate
from handlers.screens import Here, Say, complain, finish, here
from handlers.start import ask_consent
from handlers.states import Door

# How the link of an event begins.
EVENT = "ev-"
# As many names are read in an answer; of more only how many.
MOST_NAMED = 30

router = Router(name=__name__)
router.message.filter(F.chat.type == "private")


# Links


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(PASS)))
async def scanned(
    message: Message, command: CommandObject, viewer: Viewer, database: Database
) -> None:
    """A pass was read by the camera of whoever stands at the door."""
    token = command.args or ""
    async with database.reading() as session:
        mine = await door.is_own(session, viewer, token)
    if mine is not None:
        await message.answer(viewer.texts("event-own-pass"))
        return
    async with database.writing() as session:
        entered = await door.by_token(session, viewer, token)
        brought = await family.companions_of(session, entered.registration.id)
    await message.answer(entered_words(viewer.texts, entered, [c.name for c in brought]))


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(EVENT)))
async def invited(
    message: Message,
    command: CommandObject,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    dialog_manager: DialogManager,
) -> None:
    """The link of an event. Who has not agreed yet is asked first and opens it once more."""
    if not viewer.consented:
        await dialog_manager.reset_stack()
        await ask_consent(message, viewer.texts, regulations)
        return
    number, _, secret = (command.args or "").removeprefix(EVENT).partition("-")
    event = None
    if number.isascii() and number.isdigit():
        async with database.writing() as session:
            event = await admitting.invite(session, viewer, int(number[:18]), secret)
    if event is None:
        raise events.NotForYou
    await open_card(message.bot, Here(viewer, database, regulations), event.id)


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(CHECK)))
async def check_certificate(
    message: Message, command: CommandObject, dialog_manager: DialogManager
) -> None:
    """Anybody who holds the paper may see whether it is true."""
    await say_certificate(message, dialog_manager, (command.args or "").removeprefix(CHECK))


# The door


def entered_words(texts: Texts, entered: Entered, brought: list[str]) -> Html:
    return texts(
        "event-entered",
        name=entered.name,
        number=entered.registration.number,
        at=entered.registration.came_at,
        before=entered.before,
        brought=texts("event-entered-with", names=", ".join(brought)) if brought else "",
    )


async def at_the_door(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        event = await door.ensure_may_mark(session, viewer, event_id(dialog_manager))
        listed = await door.coming(session, event.id)
    return {
        "title": event.title,
        "briefly": dialog_manager.dialog_data.get("briefly", False),
        "came": sum(one.came_at is not None for one in listed),
        "count": len(listed),
    }


async def mark(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """Six digits of one who stands here, or a whole list."""
    place, typed = here(manager), (message.text or "").strip()
    digits = "".join(typed.split())
    if len(digits) == door.DIGITS and digits.isascii() and digits.isdigit() and "\n" not in typed:
        async with place.database.writing() as session:
            entered = await door.by_digits(session, place.viewer, event_id(manager), digits)
            brought = await family.companions_of(session, entered.registration.id)
        await message.answer(entered_words(place.texts, entered, [c.name for c in brought]))
    else:
        async with place.database.writing() as session:
            told = await door.by_list(session, place.viewer, event_id(manager), typed)
        await message.answer(list_words(place.texts, told))
    manager.show_mode = ShowMode.SEND
    # How it is done he knows by now; a queue stands before him.
    manager.dialog_data["briefly"] = True


def list_words(texts: Texts, told: Listed) -> Html:
    new = [one for one in told.entered if not one.before]
    before = [one for one in told.entered if one.before]
    return texts(
        "event-list-entered",
        new=len(new),
        names=", ".join(one.name for one in new[:MOST_NAMED]) if new else "",
        repeated=len(before),
        before=", ".join(one.name for one in before[:MOST_NAMED]),
        lost=len(told.unknown),
        unknown=", ".join(told.unknown[:MOST_NAMED]),
    )


async def digits_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "event-digits-expected")


async def close(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await finish(manager)


dialog = Dialog(
    Window(
        Say("event-door"),
        Button(Say("button-done"), id="done", on_click=close),
        MessageInput(mark, content_types=[ContentType.TEXT]),
        MessageInput(digits_expected),
        state=Door.main,
        getter=at_the_door,
    )
)
