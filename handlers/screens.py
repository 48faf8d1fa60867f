"""What the dialogs share: texts by key, the buttons of every step, and reading what was sent."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.api.internal import ButtonVariant, RawKeyboard
from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import (
    Button,
    Cancel,
    Column,
    Group,
    Keyboard,
    ScrollingGroup,
    Select,
    SwitchTo,
)
from aiogram_dialog.widgets.text import Format, Text
from aiohttp import ClientError

from bot.cases.service import File, Words
from bot.cases.uploads import ensure_of_use, ensure_opens, is_pdf
from bot.db import Database
from bot.errors import UserError
from bot.i18n import Texts
from bot.members.service import Viewer
from bot.regulations import Regulations
from bot.telegram.files import MAX_DOWNLOAD_BYTES

MEGABYTE = 1024 * 1024
# A PDF that takes longer to come is accepted as it is: nobody waits for a look into it.
LOOK_SECONDS = 10
# The sender's program names it, and may name anything.
LONGEST_MIME = 100
FRAMEWORK = frozenset({"dialog_data", "start_data", "middleware_data", "event"})
# Letters of a label for which half the width of a phone is enough.
HALF_ROW = 18
# Where a chat keeps the id of the form whose work is done.
FINISHED = "finished"


class FileTooBig(UserError):
    """Telegram lets bots download no more."""

    key = "file-too-big"


class CannotRead(UserError):
    """A sticker, a location: nothing of it can go into a case."""

    key = "cannot-read"


@dataclass(frozen=True)
class Here:
    """Where a dialog's handler stands, with types."""

    viewer: Viewer
    database: Database
    regulations: Regulations

    @property
    def texts(self) -> Texts:
        return self.viewer.texts


def here(manager: DialogManager) -> Here:
    data = manager.middleware_data
    return Here(data["viewer"], data["database"], data["regulations"])


class Say(Text):
    """A text of the locale files; the window's getter gives its values."""

    def __init__(self, key: str, when: WhenCondition = None) -> None:
        super().__init__(when=when)
        self._key = key

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        values = {name: value for name, value in data.items() if name not in FRAMEWORK}
        return here(manager).texts(self._key, **values)


class Value(Text):
    """A text that the getter made."""

    def __init__(self, name: str, when: WhenCondition = None) -> None:
        super().__init__(when=when)
        self._name = name

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        return str(data[self._name])


# What was written outside any form and has not found its case yet.
STRAY: Final = "stray"


def state_of(manager: DialogManager) -> FSMContext:
    """What is remembered of the chat beside its dialogs."""
    state = manager.middleware_data["state"]
    assert isinstance(state, FSMContext)
    return state


async def left_over(state: FSMContext) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await state.get_data()).get(STRAY, [])
    return items


@dataclass(frozen=True)
class Begun:
    """An unfinished form: the newest of them is offered to go on with."""

    case_id: int
    resume: Callable[[DialogManager], Awaitable[None]]


OnClick = Callable[[CallbackQuery, Button, DialogManager], Awaitable[None]]


async def leave(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Close the form; what was written in it stays where it was kept."""
    texts = here(manager).texts
    await manager.done()
    if isinstance(query.message, Message):
        await query.message.answer(texts("form-left"))


def cancel_button(on_click: OnClick = leave) -> Button:
    return Button(Say("button-cancel"), id="cancel", on_click=on_click)


class Pairs(Group):
    """Two buttons a row where both labels fit: a phone cuts a longer one, and has no way to
    show the rest of it."""

    def __init__(self, *buttons: Keyboard, when: WhenCondition = None) -> None:
        super().__init__(*buttons, width=2, when=when)

    def _wrap_kbd(self, kbd: Iterable[InlineKeyboardButton]) -> RawKeyboard:
        rows: list[list[ButtonVariant]] = []
        for button in kbd:
            if rows and len(rows[-1]) == 1 and _fits(rows[-1][0]) and _fits(button):
                rows[-1].append(button)
            else:
                rows.append([button])
        return list(rows)


def _fits(button: ButtonVariant) -> bool:
    return len(button.text) <= HALF_ROW


# Called with the query, the widget, the manager and the chosen id; the library types it by widget.
Chosen = Any


def choice(name: str, on_click: Chosen) -> Select[str]:
    """A button for each of the getter's list of this name: pairs of an id and a label."""
    return Select(
        Format("{item[1]}"),
        id=name,
        item_id_getter=itemgetter(0),
        items=name,
        on_click=on_click,
    )


def choices(name: str, on_click: Chosen, rows: type[Column | Pairs] = Column) -> Keyboard:
    """The same, one button a row, or two."""
    return rows(choice(name, on_click))


def paged_choices(name: str, on_click: Chosen, height: int) -> Keyboard:
    """The same, `height` buttons at a time."""
    return ScrollingGroup(
        choice(name, on_click), id="pages", width=1, height=height, hide_on_single_page=True
    )


def back_to(state: Any, when: WhenCondition = None) -> SwitchTo:
    return SwitchTo(Say("button-back"), id="back", state=state, when=when)


def back_button(on_click: OnClick, when: WhenCondition = None) -> Button:
    return Button(Say("button-back"), id="back", on_click=on_click, when=when)


def back_out() -> Cancel:
    """Back to the window from which this dialog was opened."""
    return Cancel(Say("button-back"), id="back")


async def change_buttons(
    query: CallbackQuery, buttons: InlineKeyboardMarkup | None = None
) -> None:
    """Those under the message that was pressed go, or give way. A second tap finds it done."""
    if isinstance(query.message, Message):
        with suppress(TelegramBadRequest):
            await query.message.edit_reply_markup(reply_markup=buttons)


async def finish(manager: DialogManager) -> None:
    """Close a form whose work is done: further taps on its button are a repeat."""
    state: FSMContext = manager.middleware_data["state"]
    await state.update_data({FINISHED: manager.current_context().id})
    await manager.done()


async def complain(message: Message, manager: DialogManager, key: str, **values: Any) -> None:
    """Say what is expected instead; the step does not change."""
    manager.show_mode = ShowMode.NO_UPDATE
    await message.answer(here(manager).texts(key, **values))


async def press_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """A window of buttons alone: what is written to it gets an answer too."""
    await complain(message, manager, "press-a-button")


def message_key(message: Message) -> str:
    """Names what a message made: the same when its update is handled again."""
    return f"m:{message.chat.id}:{message.message_id}"


def words_of(message: Message) -> Words | None:
    text = message.text or message.caption
    return Words(text, message_key(message), message.message_id) if text else None


def file_of(message: Message) -> File | None:
    """The file of a message, by Telegram's id. None: there is none."""
    found = _media(message)
    if found is None:
        return None
    kind, media = found
    return File(
        kind=kind,
        file_id=media.file_id,
        key=message_key(message),
        name=getattr(media, "file_name", None),
        mime=(getattr(media, "mime_type", None) or "")[:LONGEST_MIME] or None,
        size=getattr(media, "file_size", None),
        media_group_id=message.media_group_id,
    )


async def _ensure_of_use(message: Message, file: File, *, papers_only: bool) -> None:
    """Whether a person could open it later: told now, before anything is kept."""
    if file.size and file.size > MAX_DOWNLOAD_BYTES:
        raise FileTooBig(size=round(file.size / MEGABYTE), limit=MAX_DOWNLOAD_BYTES // MEGABYTE)
    ensure_of_use(file.kind, file.name, file.mime, papers_only=papers_only)
    if is_pdf(file.name, file.mime) and (content := await _downloaded(message, file)):
        await asyncio.to_thread(ensure_opens, content)


async def _downloaded(message: Message, file: File) -> bytes | None:
    """None where Telegram does not give it now: the file itself is not to blame."""
    assert message.bot is not None
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            content = await message.bot.download(file.file_id)
    except (AiogramError, ClientError, OSError):
        return None
    return content.read() if content else None


def _media(message: Message) -> tuple[str, Any] | None:
    if message.photo:
        return "photo", message.photo[-1]
    for kind in ("document", "voice", "video", "video_note", "audio"):
        if media := getattr(message, kind):
            return kind, media
    return None


@dataclass(frozen=True)
class Sent:
    """What a message brings into a case; `refused` is said when the rest is kept."""

    words: Words | None
    file: File | None
    refused: UserError | None = None


async def contents_of(message: Message, *, papers_only: bool = False) -> Sent:
    """A clear refusal where it brings nothing. Called outside any transaction: it may look into
    a PDF."""
    words, file, refused = words_of(message), file_of(message), None
    if words is None and file is None:
        raise CannotRead
    if file is not None:
        try:
            await _ensure_of_use(message, file, papers_only=papers_only)
        except UserError as refusal:
            if words is None:
                raise
            file, refused = None, refusal
    return Sent(words, file, refused)


async def say_refused(message: Message, manager: DialogManager, sent: Sent) -> None:
    if sent.refused:
        await message.answer(here(manager).texts(sent.refused.key, **sent.refused.values))
