"""The one sender of what must reach someone. Woken by commits, in order within a chat."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from sqlalchemy import Select, bindparam, case, false, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from bot import clock, notices
from bot.db import Database, is_outage
from bot.leases import SENDER, Leases
from bot.logs import place_of
from bot.notices import BULK, PEOPLE, Attachment, Button, Delivery, Notice, Reader, Screen
from bot.telegram.limits import priority

# Notices of commands in a shell are looked for this often, and those of other processes.
SCAN_SECONDS: Final = 1.0
SHARED_SCAN_SECONDS: Final = 0.1
SCAN_ROWS: Final = 100
# Bulk under way. People's notices have no such bound: they would wait behind it.
AT_ONCE: Final = 50
OUTAGE_SECONDS: Final = 1.0
REASON_LENGTH: Final = 200
ALBUM_ITEMS: Final = 10
# What stands together in an album; anything else stands alone.
ALBUM_OF: Final = {"photo": "seen", "video": "seen", "document": "document", "audio": "audio"}
FAILED_NOTICE: Final = "delivery-failed"

log = structlog.get_logger(__name__)

FindReader = Callable[[AsyncSession, int], Awaitable[tuple[int | None, Reader]]]
ReadCopy = Callable[[str], Awaitable[bytes]]
# Tells every administrator: the session, the kind of the notice, its values.
Alert = Callable[..., Awaitable[None]]
# The account blocked the bot, or is gone.
Blocked = Callable[[AsyncSession, int], Awaitable[None]]


@dataclass(frozen=True)
class Shown:
    """What Telegram said of one notice."""

    status: Delivery
    message_id: int | None = None
    reason: str | None = None
    beside_ids: list[int] | None = None

    @classmethod
    def as_before(cls, status: Delivery, notice: Notice, reason: str | None = None) -> "Shown":
        """Nothing changed in his chat."""
        return cls(status, notice.message_id, reason, notice.beside_ids)


@dataclass(frozen=True)
class Mark:
    notice: Notice
    shown: Shown
    # The sender's lease when the notice was taken up.
    epoch: int
    done: asyncio.Future[None]


class Outbox:
    def __init__(
        self,
        database: Database,
        leases: Leases,
        bot: Bot,
        find_reader: FindReader,
        read_copy: ReadCopy,
        alert: Alert,
        blocked: Blocked,
    ) -> None:
        self._database = database
        self._leases = leases
        self._bot = bot
        self._find_reader = find_reader
        self._read_copy = read_copy
        self._alert = alert
        self._blocked = blocked
        self._wake = asyncio.Event()
        self._look_at = 0.0
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._bulk: set[int] = set()
        # What was committed here for an account, and has not been seen to be out yet.
        self._posted: dict[int, list[asyncio.Event]] = {}
        self._marks: list[Mark] = []
        self._marking: asyncio.Task[None] | None = None
        self._stopping = False
        database.posted = self.posted
        leases.gained.append(lambda name: self._look_soon())

    def posted(self, accounts: set[int]) -> None:
        for account_id in accounts:
            self._posted.setdefault(account_id, []).append(asyncio.Event())
        self._wake.set()

    async def said(self, account_id: int) -> None:
        """Wait until all that was posted to this account is out: nothing arrives out of order."""
        for event in tuple(self._posted.get(account_id, ())):
            await event.wait()

    async def is_idle(self) -> bool:
        """Whether nothing waits to be sent."""
        async with self._database.reading() as session:
            waiting = await session.scalar(
                select(Notice.id).where(Notice.status == Delivery.QUEUED).limit(1)
            )
        return waiting is None and not self._tasks

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._stopping:
            self._wake.clear()
            try:
                if not self._leases.holds(SENDER):
                    await self._watch()
                else:
                    self._begin(self._posted, PEOPLE)
                    if loop.time() >= self._look_at:
                        await self._look()
            except Exception as error:
                if not is_outage(error):
                    raise
                await asyncio.sleep(OUTAGE_SECONDS)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._pause)

    async def stop(self, seconds: float) -> None:
        """Begin nothing more. What was sent is marked, unless the database is away."""
        self._stopping = True
        self._wake.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._marking:
            await asyncio.wait([self._marking], timeout=seconds)
            self._marking.cancel()
            await asyncio.gather(self._marking, return_exceptions=True)

    @property
    def _pause(self) -> float:
        return SCAN_SECONDS if self._leases.is_alone else SHARED_SCAN_SECONDS

    def _look_soon(self) -> None:
        self._look_at = 0.0
        self._wake.set()

    async def _look(self) -> None:
        """Find notices that nobody here knows of, and the next of a broadcast."""
        self._look_at = asyncio.get_running_loop().time() + self._pause
        async with self._database.reading() as session:
            rows = await session.execute(
                select(Notice.account_id, Notice.priority)
                .where(
                    Notice.status == Delivery.QUEUED, Notice.account_id.not_in(list(self._tasks))
                )
                .order_by(Notice.priority, Notice.id)
                .limit(SCAN_ROWS)
            )
            waiting = rows.all()
        for account_id, rank in waiting:
            if rank < BULK or len(self._bulk) < AT_ONCE:
                self._begin([account_id], rank)

    async def _watch(self) -> None:
        """Another process sends. Handlers here wait until it has sent what they posted."""
        posted = {account_id: tuple(events) for account_id, events in self._posted.items()}
        if not posted:
            return
        async with self._database.reading() as session:
            waiting = await session.scalars(
                select(Notice.account_id).where(
                    Notice.status == Delivery.QUEUED,
                    Notice.priority < BULK,
                    Notice.account_id.in_(posted),
                )
            )
            held_up = set(waiting)
        for account_id in posted.keys() - held_up:
            self._release(account_id, posted[account_id])

    def _begin(self, accounts: Iterable[int], rank: int) -> None:
        for account_id in accounts:
            if account_id in self._tasks or self._stopping:
                continue
            if rank >= BULK:
                self._bulk.add(account_id)
            self._tasks[account_id] = asyncio.create_task(self._deliver_all(account_id, rank))

    def _release(self, account_id: int, events: Sequence[asyncio.Event]) -> None:
        """Let go on who waited for these; what was posted later is waited for still."""
        left = [event for event in self._posted.pop(account_id, []) if event not in events]
        if left:
            self._posted[account_id] = left
        for event in events:
            event.set()

    async def _deliver_all(self, account_id: int, rank: int) -> None:
        try:
            while not self._stopping and await self._deliver_next(account_id, rank):
                continue
        except TelegramUnauthorizedError:
            await asyncio.sleep(OUTAGE_SECONDS)
        except Exception as error:
            if not is_outage(error):
                log.error("notices not delivered", account=account_id, exc_info=error)
            await asyncio.sleep(OUTAGE_SECONDS)
        finally:
            del self._tasks[account_id]
            self._wake.set()
            if account_id in self._bulk:
                self._bulk.discard(account_id)
                if len(self._bulk) <= AT_ONCE // 2:
                    self._look_soon()

    async def _deliver_next(self, account_id: int, rank: int) -> bool:
        """Show one notice. False: nothing of this rank waits, or it is not ours to send."""
        epoch = self._leases.epochs.get(SENDER)
        if epoch is None or not self._leases.holds(SENDER):
            return False
        seen = tuple(self._posted.get(account_id, ()))
        notice: Notice | None = None
        try:
            async with self._database.reading() as session:
                notice = await session.scalar(_next_of(account_id))
                if notice is None or notice.priority >= BULK:
                    self._release(account_id, seen)
                if notice is None or notice.priority > rank:
                    return False
                chat_id, reader = await self._find_reader(session, account_id)
                screen = await self._render(session, notice, reader)
        except Exception as error:
            if is_outage(error):
                raise
            log.error("a notice cannot be shown", account=account_id, exc_info=error)
            notice = notice or await self._unreadable(account_id)
            if notice is None:
                return True
            shown = Shown.as_before(Delivery.FAILED, notice, place_of(error))
        else:
            shown = Shown.as_before(Delivery.MISSED, notice)
            if screen and chat_id is not None:
                shown = await self._show(chat_id, notice, screen)
        await self._mark(notice, shown, epoch)
        return True

    async def _unreadable(self, account_id: int) -> Notice | None:
        """The notice whose values cannot be read: their key is gone."""
        async with self._database.reading() as session:
            notice = await session.scalar(_next_of(account_id).options(defer(Notice.values)))
            if notice is None:
                return None
            try:
                await session.refresh(notice, ["values"])
            except Exception as error:
                if is_outage(error):
                    raise
                return notice
            return None

    async def _render(
        self, session: AsyncSession, notice: Notice, reader: Reader
    ) -> Screen | None:
        values = notices.read_values(notice.values)
        values["subject"] = notice.subject
        return await notices.render(
            session,
            notice.kind,
            Reader(
                reader.account_id,
                reader.texts,
                reader.rules,
                values,
                shown=notice.message_id is not None,
            ),
        )

    async def _show(self, chat_id: int, notice: Notice, screen: Screen) -> Shown:
        if chat_id < 0:
            # A member whose Telegram was unbound: it waits for his next one.
            return Shown.as_before(Delivery.BLOCKED, notice)
        try:
            with priority(notice.priority):
                ids = await self._put(chat_id, notice, screen)
                return Shown(Delivery.SENT, ids[0], None, ids[1:] or None)
        except TelegramUnauthorizedError:
            # The token was revoked, which stops the program: nothing is wrong with the notice.
            raise
        except TelegramForbiddenError as refusal:
            return Shown.as_before(Delivery.BLOCKED, notice, _said_by(refusal))
        except Exception as error:
            if is_outage(error):
                raise
            if accepted := _accepted(error):
                return Shown(Delivery.SENT, accepted[0], None, accepted[1:] or None)
            log.error("a notice was refused", kind=notice.kind, exc_info=error)
            reason = _said_by(error) if isinstance(error, TelegramAPIError) else place_of(error)
            return Shown.as_before(Delivery.FAILED, notice, reason)

    async def _put(self, chat_id: int, notice: Notice, screen: Screen) -> list[int]:
        """Edit the message that is there, or send one; returns its id, and those beside it."""
        beside = notice.beside_ids or []
        if notice.message_id and screen.gone:
            await self._remove(chat_id, [notice.message_id, *beside], screen)
            return [notice.message_id, *beside]
        if notice.message_id and not notice.anew:
            return await self._edit(chat_id, [notice.message_id, *beside], screen)
        if notice.message_id:
            await self._take_away(chat_id, notice.message_id)
        return await self._send(chat_id, screen)

    async def _remove(self, chat_id: int, ids: list[int], screen: Screen) -> None:
        """Bots may delete what is younger than 48 hours; an older one says that it is no more."""
        try:
            for message_id in ids:
                await self._bot.delete_message(chat_id, message_id)
        except TelegramBadRequest:
            with suppress(TelegramBadRequest):
                await self._edit_words(chat_id, ids[0], screen)

    async def _edit(self, chat_id: int, ids: list[int], screen: Screen) -> list[int]:
        try:
            if screen.new_files:
                await self._edit_files(chat_id, ids, screen)
            if screen.apart or not screen.new_files or not _files(screen):
                await self._edit_words(chat_id, ids[0], screen)
        except TelegramBadRequest as refusal:
            if _is_same(refusal):
                return ids
            if "message to edit not found" not in refusal.message and (
                "message can't be edited" not in refusal.message
            ):
                raise
            return ids if screen.once else await self._send(chat_id, screen)
        return ids

    async def _edit_words(self, chat_id: int, message_id: int, screen: Screen) -> None:
        there: dict[str, Any] = {
            "chat_id": chat_id,
            "message_id": message_id,
            "reply_markup": _inline(screen),
        }
        if _files(screen) and not screen.apart:
            await self._bot.edit_message_caption(caption=screen.text or None, **there)
        else:
            await self._bot.edit_message_text(screen.text, **there)

    async def _edit_files(self, chat_id: int, ids: list[int], screen: Screen) -> None:
        """Item by item. What was added since stands in the section alone: albums do not grow."""
        places = ids[1:] if screen.apart else ids
        for message_id, file in zip(places, _files(screen), strict=False):
            words = screen.text if message_id == ids[0] else None
            try:
                await self._bot.edit_message_media(
                    _input_media(file, words or None),
                    chat_id=chat_id,
                    message_id=message_id,
                    reply_markup=_inline(screen) if len(places) == 1 and words else None,
                )
            except TelegramBadRequest as refusal:
                if not _is_same(refusal):
                    raise

    async def _take_away(self, chat_id: int, message_id: int) -> None:
        """Bots may delete what is younger than 48 hours; an older card loses its buttons."""
        try:
            await self._bot.delete_message(chat_id, message_id)
        except TelegramBadRequest:
            with suppress(TelegramBadRequest):
                await self._bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id)

    async def _send(self, chat_id: int, screen: Screen) -> list[int]:
        options: dict[str, Any] = {
            "disable_notification": screen.silent or None,
            "reply_parameters": ReplyParameters(
                message_id=screen.reply_to, allow_sending_without_reply=True
            )
            if screen.reply_to
            else None,
        }
        keyboard = _inline(screen) or _menu(screen)
        if not _files(screen):
            sent = await self._bot.send_message(
                chat_id, screen.text, reply_markup=keyboard, **options
            )
            return [sent.message_id]
        if screen.apart:
            ids = await self._send_files(chat_id, screen, None, options)
            sent = await self._bot.send_message(
                chat_id, screen.text, reply_markup=keyboard, **options
            )
            return [sent.message_id, *ids]
        if not screen.album:
            options["reply_markup"] = keyboard
        return await self._send_files(chat_id, screen, screen.text or None, options)

    async def _send_files(
        self, chat_id: int, screen: Screen, caption: str | None, options: dict[str, Any]
    ) -> list[int]:
        """What cannot stand in one album goes as several, and one file goes by itself."""
        ids: list[int] = []
        for files in _albums(_files(screen)):
            if caption and not ids:
                files[0] = replace(files[0], caption=caption)
            if len(files) > 1:
                messages = await self._send_album(chat_id, files, options)
            else:
                messages = [await self._send_file(chat_id, files[0], options)]
            ids += [message.message_id for message in messages]
        return ids

    async def _send_album(
        self, chat_id: int, files: Sequence[Attachment], options: dict[str, Any]
    ) -> list[Message]:
        media = [_input_media(file, file.caption or None) for file in files]
        try:
            return await self._bot.send_media_group(chat_id, media, **options)
        except TelegramBadRequest as refusal:
            if not any(_has_died(file, refusal) for file in files):
                raise
        return await self._send_each(chat_id, files, options)

    async def _send_each(
        self, chat_id: int, files: Sequence[Attachment], options: dict[str, Any]
    ) -> list[Message]:
        """Telegram does not say which of an album has died: whatever still lives is sent."""
        sent, refused = [], None
        for file in files:
            try:
                sent.append(await self._send_file(chat_id, file, options))
            except TelegramBadRequest as refusal:
                refused = refusal
        if refused:
            raise refused
        return sent

    async def _send_file(
        self, chat_id: int, attachment: Attachment, options: dict[str, Any]
    ) -> Message:
        send: Any = {
            "photo": self._bot.send_photo,
            "voice": self._bot.send_voice,
            "video": self._bot.send_video,
            "video_note": self._bot.send_video_note,
            "audio": self._bot.send_audio,
            "animation": self._bot.send_animation,
        }.get(attachment.kind, self._bot.send_document)
        if attachment.caption:
            options = {**options, "caption": attachment.caption}
        if attachment.content is not None:
            made = BufferedInputFile(attachment.content, attachment.name or attachment.kind)
            message: Message = await send(chat_id, made, **options)
            return message
        try:
            sent: Message = await send(chat_id, attachment.file_id, **options)
        except TelegramBadRequest as refusal:
            if not _has_died(attachment, refusal):
                raise
        else:
            return sent
        assert attachment.copy is not None, "it has died, and our own copy has not"
        content = await self._read_copy(attachment.copy)
        upload = BufferedInputFile(content, attachment.name or attachment.kind)
        uploaded: Message = await send(chat_id, upload, **options)
        return uploaded

    async def _mark(self, notice: Notice, shown: Shown, epoch: int) -> None:
        """Returns when the mark rests in the database; marks that wait share a commit."""
        done = asyncio.get_running_loop().create_future()
        self._marks.append(Mark(notice, shown, epoch, done))
        if self._marking is None:
            self._marking = asyncio.create_task(self._mark_all())
        await done

    async def _mark_all(self) -> None:
        while self._marks:
            # Swapped without an await between: what comes from now on is the next group's.
            group, self._marks = self._marks, []
            failure = await self._commit(group)
            for mark in group:
                if mark.done.done():
                    continue
                if failure:
                    mark.done.set_exception(failure)
                else:
                    mark.done.set_result(None)
        self._marking = None

    async def _commit(self, group: list[Mark]) -> Exception | None:
        while True:
            try:
                async with self._database.writing() as session:
                    held = await self._leases.held_now(session, [SENDER])
                    ours = [mark for mark in group if mark.epoch == held.get(SENDER)]
                    if len(ours) < len(group):
                        log.warning("the sender was taken over: its new owner marks and sends")
                    await self._write_marks(session, ours)
            except Exception as error:
                if not is_outage(error):
                    return error
                await asyncio.sleep(OUTAGE_SECONDS)
            else:
                return None

    async def _write_marks(self, session: AsyncSession, marks: list[Mark]) -> None:
        if not marks:
            return
        now = clock.now()
        connection = await session.connection()
        await connection.execute(
            _MARK,
            [
                {
                    "b_id": mark.notice.id,
                    "b_account": mark.notice.account_id,
                    "b_revision": mark.notice.revision,
                    "b_message": mark.shown.message_id,
                    "b_beside": mark.shown.beside_ids,
                    "b_status": mark.shown.status,
                    "b_reason": mark.shown.reason and mark.shown.reason[:REASON_LENGTH],
                    "b_sent": now if mark.shown.status is Delivery.SENT else None,
                }
                for mark in marks
            ],
        )
        for mark in marks:
            if mark.shown.status in (Delivery.BLOCKED, Delivery.FAILED):
                await self._tell(session, mark)

    async def _tell(self, session: AsyncSession, mark: Mark) -> None:
        """Who should know; a mistake in that must not send the whole group once more."""
        notice, shown = mark.notice, mark.shown
        try:
            async with session.begin_nested():
                if shown.status is Delivery.BLOCKED:
                    await self._blocked(session, notice.account_id)
                    await notices.tell_undelivered(session, notice)
                # Of what goes to many, its own report says how many failed.
                elif notice.kind != FAILED_NOTICE and notice.priority < BULK:
                    await self._alert(
                        session,
                        FAILED_NOTICE,
                        notice=notice.id,
                        about=notice.kind,
                        reason=shown.reason,
                    )
        except Exception as error:
            if is_outage(error):
                raise
            log.error("nobody was told of a notice that failed", exc_info=error)


def _next_of(account_id: int) -> Select[Notice]:
    return (
        select(Notice)
        .where(Notice.account_id == account_id, Notice.status == Delivery.QUEUED)
        .order_by(Notice.priority, Notice.id)
        .limit(1)
    )


def _unmoved(name: str, column: Any) -> Any:
    """The value, unless the notice was changed while it was sent: then it is shown once more.

    Typed by its column: inside a CASE nothing else tells how a moment rests in SQLite.
    """
    value = bindparam(name, type_=column.type)
    return case((Notice.revision == bindparam("b_revision"), value), else_=column)


_MARK = (
    update(Notice)
    # An account may have been changed for the person's new one meanwhile.
    .where(Notice.id == bindparam("b_id"), Notice.account_id == bindparam("b_account"))
    .values(
        message_id=bindparam("b_message"),
        beside_ids=bindparam("b_beside", type_=Notice.beside_ids.type),
        anew=case((Notice.revision == bindparam("b_revision"), false()), else_=Notice.anew),
        status=_unmoved("b_status", Notice.status),
        reason=_unmoved("b_reason", Notice.reason),
        sent_at=_unmoved("b_sent", Notice.sent_at),
    )
)


def _said_by(refusal: TelegramAPIError) -> str:
    """Telegram's words, up to where they may quote."""
    return refusal.message.partition('"')[0].strip()


def _is_same(refusal: TelegramBadRequest) -> bool:
    return "message is not modified" in refusal.message


def _accepted(error: Exception) -> list[int]:
    """Message ids in an answer that aiogram cannot read: it was sent all the same."""
    if not isinstance(error, ClientDecodeError) or not isinstance(error.data, dict):
        return []
    result = error.data.get("result")
    messages = result if isinstance(result, list) else [result]
    ids = [message.get("message_id") for message in messages if isinstance(message, dict)]
    known = [message_id for message_id in ids if isinstance(message_id, int)]
    return known if error.data.get("ok") else []


def _has_died(file: Attachment, refusal: TelegramBadRequest) -> bool:
    """File ids die with the bot that got them; our own copy does not."""
    return file.copy is not None and "file" in refusal.message


def _files(screen: Screen) -> Sequence[Attachment]:
    return screen.album or ([screen.attachment] if screen.attachment else [])


def _albums(files: Sequence[Attachment]) -> list[list[Attachment]]:
    """Ten at most, documents and sound apart: core.telegram.org/bots/api#sendmediagroup."""
    albums: list[list[Attachment]] = []
    for file in files:
        kind = ALBUM_OF.get(file.kind)
        last = albums[-1] if albums else []
        if kind and last and ALBUM_OF.get(last[0].kind) == kind and len(last) < ALBUM_ITEMS:
            last.append(file)
        else:
            albums.append([file])
    return albums


def _input_media(file: Attachment, caption: str | None) -> Any:
    kinds: dict[str, Any] = {
        "photo": InputMediaPhoto,
        "video": InputMediaVideo,
        "audio": InputMediaAudio,
        "animation": InputMediaAnimation,
    }
    return kinds.get(file.kind, InputMediaDocument)(media=file.file_id, caption=caption)


def _inline(screen: Screen) -> InlineKeyboardMarkup | None:
    return inline_markup(screen.buttons) if screen.buttons else None


def inline_markup(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=b.text, callback_data=b.action) for b in row]
            for row in rows
        ]
    )


def _menu(screen: Screen) -> ReplyKeyboardMarkup | None:
    if not screen.menu:
        return None
    return menu_markup(screen.menu)


def menu_markup(rows: Any) -> ReplyKeyboardMarkup:
    return ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text=label) for label in row] for row in rows],
        resize_keyboard=True,
        is_persistent=True,
    )
