"""People who use the bot: what a person can do in Telegram, and what he sees."""

# ruff: noqa: ASYNC109 - a wait that fails shows the screen, which asyncio.timeout() could not.

import asyncio
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sandbox import keyboards
from sandbox.entities import TEXT_LIMIT, with_found
from sandbox.errors import (
    BotIsBlocked,
    NoPhone,
    NoSuchMessage,
    NothingToSend,
    NotHisMessage,
    WrongAlbum,
)
from sandbox.files import File, video_note, voice_note
from sandbox.models import Account, Callback, Chat, Message
from sandbox.pictures import snapshot
from sandbox.screen import (
    address_of,
    fresh_of_bot,
    matcher,
    newest_of_bot,
    screen,
    visible_buttons,
)
from sandbox.telegram import Telegram

JSON = dict[str, Any]

TIMEOUT_SECONDS = 10.0
ANSWER_SECONDS = 5.0
# Somewhere in Barnaul.
PLACE = {"latitude": 53.346785, "longitude": 83.776856}
ALBUM_PLACES = 10


class Group:
    """A chat of several people; what all of them see."""

    def __init__(self, telegram: Telegram, chat: Chat) -> None:
        self.telegram = telegram
        self.chat = chat
        self.id = chat.id

    @property
    def messages(self) -> list[Message]:
        return list(self.chat.messages.values())

    @property
    def last(self) -> Message | None:
        """The bot's newest message."""
        return newest_of_bot(self.chat)

    def screen(self) -> str:
        return screen(self.chat)

    @property
    def bot_is_in(self) -> bool:
        return self.chat.bot_status not in {"left", "kicked"}


class Channel(Group):
    """Its administrators write there with `person.send(…, chat=channel)`: it is the channel that
    speaks, and nobody's name stands on it."""

    async def add_bot(self) -> None:
        """As an administrator: to a bot that is no administrator a channel says nothing."""
        self.telegram.move_bot(self.chat, "administrator", by=self.telegram.bot)

    async def remove_bot(self) -> None:
        self.telegram.move_bot(self.chat, "kicked", by=self.telegram.bot)

    async def post(self, text: str) -> Message:
        entities = with_found(text, [])
        fields = {"text": text, **({"entities": entities} if entities else {})}
        message = self.telegram.post(self.chat, self.chat.raw, fields)
        self.telegram.updates.add("channel_post", message.raw)
        return message


Where: TypeAlias = "Group | Chat | None"


class Person:
    def __init__(self, telegram: Telegram, account: Account) -> None:
        self.telegram = telegram
        self.account = account
        self.id = account.id
        self.name = account.name
        self.acted = telegram.tick
        """The sandbox's counter when he last did something."""

    def __repr__(self) -> str:
        return f"Person({self.name!r}, id={self.id})"

    # --- writing

    async def send(
        self,
        text: str,
        *,
        chat: Where = None,
        reply_to: Message | None = None,
        thread: int | None = None,
    ) -> Message:
        """A text too long for one message goes as several; returns the last."""
        text = text.strip()
        if not text:
            raise NothingToSend("Telegram's clients send no empty message")
        for begin in range(0, len(text), TEXT_LIMIT):
            part = text[begin : begin + TEXT_LIMIT]
            entities = with_found(part, [])
            fields: JSON = {"text": part, **({"entities": entities} if entities else {})}
            message = self.say(fields, chat=chat, reply_to=reply_to, thread=thread)
        return message

    async def edit(self, message: Message | int, text: str, *, chat: Where = None) -> Message:
        message = self.own(message, chat)
        field, marks = ("caption", "caption_entities") if message.media else ("text", "entities")
        entities = with_found(text, [])
        self.act()
        fields: JSON = {field: text, **({marks: entities} if entities else {})}
        self.telegram.edit(message, fields, without=(field, marks))
        if self.bot_sees(message):
            of_channel = message.chat.type == "channel"
            kind = "edited_channel_post" if of_channel else "edited_message"
            self.telegram.updates.add(kind, message.raw)
        return message

    async def replace_photo(
        self, message: Message | int, data: bytes, *, chat: Where = None
    ) -> Message:
        """An edit that brings another picture and leaves the caption."""
        message = self.own(message, chat)
        self.act()
        self.telegram.edit(message, media(self.photo(data)))
        of_channel = message.chat.type == "channel"
        kind = "edited_channel_post" if of_channel else "edited_message"
        self.telegram.updates.add(kind, message.raw)
        return message

    async def delete(self, message: Message | int, *, chat: Where = None) -> None:
        """Deletes for both sides; the bot never learns of it."""
        where = self.where(chat)
        message_id = message if isinstance(message, int) else message.id
        if message_id not in where.messages:
            raise NoSuchMessage(f"no message {message_id}; on the screen:\n{screen(where)}")
        self.telegram.delete(where, [message_id])

    async def send_photo(
        self, data: bytes | None = None, caption: str | None = None, *, chat: Where = None
    ) -> Message:
        file = self.photo(data)
        return self.say(media(file, caption), chat=chat)

    async def send_document(
        self,
        name: str,
        data: bytes = b"",
        mime: str | None = None,
        size: int | None = None,
        caption: str | None = None,
        *,
        chat: Where = None,
    ) -> Message:
        """`size` alone plays a file of that size without its bytes."""
        given = data if size is None or data else None
        file = self.telegram.add_file("document", name, mime or "", given, size)
        return self.say(media(file, caption), chat=chat)

    async def send_voice(
        self, seconds: int = 3, data: bytes | None = None, *, chat: Where = None
    ) -> Message:
        """Without `data` a note of three seconds, however long it is said to be."""
        file = self.telegram.add_file("voice", "", "", voice_note() if data is None else data)
        file.duration = seconds
        return self.say(media(file), chat=chat)

    async def send_video(
        self,
        data: bytes | None = None,
        caption: str | None = None,
        *,
        seconds: int = 5,
        chat: Where = None,
    ) -> Message:
        content = data or b"\0\0\0\x18ftypmp42" + bytes(20_000)
        file = self.telegram.add_file("video", "video.mp4", "", content)
        file.width, file.height, file.duration = 640, 360, seconds
        return self.say(media(file, caption), chat=chat)

    async def send_video_note(
        self, seconds: int = 3, data: bytes | None = None, *, chat: Where = None
    ) -> Message:
        """A round message: clients let nobody write a caption under it."""
        file = self.telegram.add_file("video_note", "", "", video_note() if data is None else data)
        file.duration = seconds
        return self.say(media(file), chat=chat)

    async def send_sticker(self, *, chat: Where = None) -> Message:
        file = self.telegram.add_file("sticker", "", "", b"RIFF\0\0\0\0WEBP")
        return self.say(media(file), chat=chat)

    async def send_location(
        self,
        latitude: float | None = None,
        longitude: float | None = None,
        *,
        chat: Where = None,
    ) -> Message:
        place = dict(PLACE)
        if latitude is not None and longitude is not None:
            place = {"latitude": latitude, "longitude": longitude}
        return self.say({"location": place}, chat=chat)

    async def share_contact(
        self,
        phone: str | None = None,
        *,
        name: str | None = None,
        chat: Where = None,
    ) -> Message:
        """His own contact; with `phone`, somebody else's out of his address book."""
        first, _, last = (name or self.name).partition(" ")
        contact: JSON = {"phone_number": phone or self.account.phone, "first_name": first}
        if last:
            contact["last_name"] = last
        if not contact["phone_number"]:
            raise NoPhone(f"{self.name} has no phone: give one to box.person(…, phone=)")
        if phone is None or phone == self.account.phone:
            contact["user_id"] = self.id
        return self.say({"contact": contact}, chat=chat)

    async def send_album(
        self,
        items: Sequence[tuple[Any, ...]],
        gap: float = 0.0,
        caption: str | None = None,
        *,
        chat: Where = None,
    ) -> list[Message]:
        """Items are `("photo", bytes or None)` and `("document", name, bytes)`.

        Each is a message and an update of its own; `gap` seconds lie between two.
        """
        if not 2 <= len(items) <= ALBUM_PLACES:
            raise WrongAlbum("an album has 2 to 10 items")
        group = str(self.id * 1000 + next(self.telegram.numbers))
        sent = []
        for number, item in enumerate(items):
            if number and gap:
                await asyncio.sleep(gap)
            fields = media(self.album_file(item), caption if number == 0 else None)
            sent.append(self.say({**fields, "media_group_id": group}, chat=chat))
        return sent

    def album_file(self, item: tuple[Any, ...]) -> File:
        kind, *rest = item
        if kind == "photo":
            return self.photo(rest[0] if rest else None)
        name, data = (*rest, b"")[:2]
        return self.telegram.add_file(kind, name, "", data or b"%PDF-1.4\n")

    def photo(self, data: bytes | None) -> File:
        return self.telegram.add_file("photo", "", "", data or snapshot())

    # --- pressing

    async def press(
        self,
        label: str,
        *,
        message: Message | int | None = None,
        chat: Where = None,
        timeout: float = ANSWER_SECONDS,
        nowait: bool = False,
    ) -> str | None:
        """Presses the newest visible button with this label, or with this in its label.

        An inline button: returns the text of the bot's answer, None where it has none. A
        button of the reply keyboard sends its text. A link: returns its address.
        """
        where = self.where(chat)
        found, button = self.find_button(label, where, message)
        if found is not None and "callback_data" in button:
            return await self.press_data(
                found, button["callback_data"], timeout=timeout, nowait=nowait
            )
        if found is not None:
            return address_of(button)
        if button.get("request_contact"):
            await self.share_contact()
        elif button.get("request_location"):
            await self.send_location()
        else:
            await self.send(button["text"], chat=chat)
        return None

    async def press_data(
        self,
        message: Message | int,
        data: str,
        *,
        chat: Where = None,
        timeout: float = ANSWER_SECONDS,
        nowait: bool = False,
    ) -> str | None:
        """A callback with any data, as a doctored client may send it."""
        callback = self.start_callback(self.seen(message, chat), data)
        if nowait:
            return None
        await self.telegram.wait_until(callback.answered.is_set, timeout, chat=callback.chat)
        return callback.text

    def start_callback(self, message: Message, data: str) -> Callback:
        self.check_free(message.chat)
        callback = self.telegram.add_callback(message.chat, self.account)
        self.act()
        self.telegram.updates.add(
            "callback_query",
            {
                "id": callback.id,
                "from": self.account.user,
                "message": message.raw,
                "chat_instance": str(message.chat.id * 7919),
                "data": data,
            },
        )
        return callback

    def find_button(
        self, label: str, chat: Chat, message: Message | int | None = None
    ) -> tuple[Message | None, JSON]:
        """The message is None for a button of the reply keyboard."""
        within = None if message is None else self.seen(message, chat)
        for fits in (label.__eq__, lambda text: label in text):
            for found, buttons in visible_buttons(chat, within):
                matching = [button for button in buttons if fits(button["text"])]
                if len({button["text"] for button in matching}) > 1:
                    names = ", ".join(button["text"] for button in matching)
                    raise LookupError(f"{label!r} may be any of: {names}")
                if matching:
                    return found, matching[0]
        labels = [b["text"] for _, buttons in visible_buttons(chat, within) for b in buttons]
        raise LookupError(
            f"no button {label!r}; visible: {', '.join(labels) or 'none'}\n{screen(chat)}"
        )

    # --- blocking

    async def block(self) -> None:
        if not self.account.blocked:
            self.turn_block(blocked=True)

    async def unblock(self) -> None:
        if self.account.blocked:
            self.turn_block(blocked=False)

    def turn_block(self, *, blocked: bool) -> None:
        self.account.blocked = blocked
        self.act()
        self.telegram.save_account(self.account)
        chat = self.where(None)
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        self.telegram.bot_moved(chat, before, after, self.account.user)

    async def deactivate(self) -> None:
        """Deletes his account: the bot learns of it only when it writes to him."""
        self.account.deactivated = True
        self.telegram.save_account(self.account)

    # --- looking

    @property
    def messages(self) -> list[Message]:
        return list(self.where(None).messages.values())

    @property
    def last(self) -> Message | None:
        """The bot's newest message in his private chat."""
        return newest_of_bot(self.where(None))

    @property
    def keyboard(self) -> list[str]:
        rows = keyboards.labels(self.where(None).keyboard, "keyboard")
        return [label for row in rows for label in row]

    @property
    def buttons(self) -> list[str]:
        """Labels of all inline buttons, those of the newest message first."""
        found = reversed(self.where(None).messages.values())
        return [label for message in found for row in message.buttons for label in row]

    def screen(self) -> str:
        return screen(self.where(None))

    async def wait_for(
        self,
        text: str | re.Pattern[str],
        timeout: float = TIMEOUT_SECONDS,
        after: Message | int | None = None,
        *,
        chat: Where = None,
    ) -> Message:
        """The bot's first message with this in its text or caption.

        Only what was sent or edited after his last action counts, or after `after` was sent,
        a message or its id; `after=0` looks at all there is. The text may be a regular
        expression.
        """
        where = self.where(chat)
        since = self.acted if after is None else self.change_of(after, where)
        fits = matcher(text)

        def found() -> Message | None:
            fitting = (m for m in fresh_of_bot(where, since) if fits(m))
            return min(fitting, key=lambda message: message.changed, default=None)

        message = await self.telegram.wait_until(found, timeout, chat=where)
        if message is None:
            raise AssertionError(
                f"{self.name} waited {timeout} s for {text!r} in vain:\n{screen(where)}"
            )
        assert isinstance(message, Message)
        return message

    async def wait_until(
        self, condition: Callable[[], Any], timeout: float = TIMEOUT_SECONDS
    ) -> Any:
        """Waits until the condition holds; it is asked whenever something happens."""
        value = await self.telegram.wait_until(condition, timeout)
        if not value:
            raise AssertionError(f"{self.name} waited {timeout} s in vain:\n{self.screen()}")
        return value

    def change_of(self, after: Message | int, chat: Chat) -> int:
        if isinstance(after, Message):
            return after.sent
        # That message may be gone: then the one before it.
        before = (m for m in reversed(chat.messages.values()) if m.id <= after)
        message = next(before, None)
        return message.sent if message else 0

    # --- how it is done

    def where(self, chat: Where) -> Chat:
        if chat is None:
            return self.telegram.chats[self.id]
        found = chat.chat if isinstance(chat, Group) else chat
        if found.id != self.id and self.id not in found.members:
            self.telegram.add_member(found, self.id)
        return found

    def seen(self, message: Message | int, chat: Where) -> Message:
        if isinstance(message, Message):
            if message.deleted:
                raise NoSuchMessage(f"message {message.id} was deleted")
            return message
        where = self.where(chat)
        if message not in where.messages:
            raise NoSuchMessage(f"no message {message}; on the screen:\n{screen(where)}")
        return where.messages[message]

    def own(self, message: Message | int, chat: Where) -> Message:
        message = self.seen(message, chat)
        # What a channel says, any of its administrators may edit.
        of_channel = message.chat.type == "channel" and not message.from_bot
        if not of_channel and message.raw.get("from", {}).get("id") != self.id:
            raise NotHisMessage(f"message {message.id} is not by {self.name}")
        return message

    def act(self) -> None:
        self.acted = self.telegram.touched()

    def check_free(self, chat: Chat) -> None:
        if self.account.blocked and chat.id == self.id:
            raise BotIsBlocked(f"{self.name} has blocked the bot: unblock it first")

    def say(
        self,
        fields: JSON,
        *,
        chat: Where = None,
        reply_to: Message | None = None,
        thread: int | None = None,
    ) -> Message:
        where = self.where(chat)
        self.check_free(where)
        if where.type == "private" and not self.account.started:
            self.account.started = True
            self.telegram.save_account(self.account)
        if reply_to is not None:
            fields = {"reply_to_message": dict(reply_to.raw), **fields}
        if thread is not None:
            fields = {"message_thread_id": thread, "is_topic_message": True, **fields}
        message = self.telegram.post(where, self.account.user, fields)
        self.acted = message.changed
        if self.bot_sees(message):
            kind = "channel_post" if where.type == "channel" else "message"
            self.telegram.updates.add(kind, message.raw)
        return message

    def bot_sees(self, message: Message) -> bool:
        chat = message.chat
        if chat.bot_status in {"left", "kicked"}:
            return False
        if chat.type == "private" or chat.bot_status == "administrator":
            return True
        # Privacy mode: of a group's talk a bot gets what is meant for it.
        replied = message.raw.get("reply_to_message", {}).get("from", {})
        mention = f"@{self.telegram.bot['username']}"
        return (
            message.text.startswith("/")
            or mention in message.text
            or replied.get("id") == self.telegram.bot["id"]
        )


def media(file: File, caption: str | None = None) -> JSON:
    fields: JSON = {file.kind: file.as_photo() if file.kind == "photo" else file.as_media()}
    if caption:
        fields["caption"] = caption
        if entities := with_found(caption, []):
            fields["caption_entities"] = entities
    return fields
