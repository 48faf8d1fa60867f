"""The world behind the Bot API: people, chats, messages, files, and updates for the bot."""

# ruff: noqa: ASYNC109 - a wait that fails shows the screen, which asyncio.timeout() could not.

import asyncio
import itertools
import json
import re
import time
from collections.abc import Callable
from typing import Any

from sandbox.files import File, new_file
from sandbox.models import Account, Callback, Chat, Message, Settings, member
from sandbox.shown import shown, shown_group, shown_keyboard
from sandbox.store import Store
from sandbox.updates import Updates

JSON = dict[str, Any]

# Telegram does not say for how long; a client stops waiting for an answer sooner.
CALLBACK_SECONDS = 60


class Telegram:
    def __init__(self, token: str, name: str, username: str, store: Store) -> None:
        self.token = token
        self.bot: JSON = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": name,
            "username": username,
        }
        self.store = store
        self.accounts: dict[int, Account] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.numbered: dict[int, File] = {}
        self.callbacks: dict[str, Callback] = {}
        self.settings = Settings()
        self.updates = Updates(store, self.touched)
        self.callback_seconds = CALLBACK_SECONDS
        self.clock_offset = 0.0
        self.tick = 0
        self.numbers = itertools.count(1)
        self.listeners: list[Callable[[JSON], None]] = []
        self.waiters: set[asyncio.Future[None]] = set()
        self.load()

    # --- time and waiting

    def now(self) -> int:
        return int(time.time() + self.clock_offset)

    def touched(self, chat: Chat | None = None) -> int:
        """Something changed: wake who waits for it."""
        self.tick += 1
        if chat is not None and chat.waiters:
            wake(chat.waiters)
        if self.waiters:
            wake(self.waiters)
        return self.tick

    async def wait_until(
        self, condition: Callable[[], Any], timeout: float, chat: Chat | None = None
    ) -> Any:
        """The condition's first true value, or its last false one when time is out."""
        waiters = self.waiters if chat is None else chat.waiters
        deadline = time.monotonic() + timeout
        while not (value := condition()):
            left = deadline - time.monotonic()
            if left <= 0:
                return value
            changed = asyncio.get_running_loop().create_future()
            waiters.add(changed)
            try:
                await asyncio.wait([changed], timeout=left)
            finally:
                waiters.discard(changed)
        return value

    def tell(self, kind: str, chat: Chat | None = None, **event: Any) -> None:
        about = {"type": kind} if chat is None else {"type": kind, "chat": chat.id}
        for listener in self.listeners:
            listener({**about, **event})

    # --- people and chats

    def add_account(self, account: Account) -> Account:
        self.accounts[account.id] = account
        chat = self.chats.get(account.id)
        if chat is None:
            chat = Chat(self, account.id, account.chat(), members=[account.id])
            self.chats[account.id] = chat
        chat.raw = account.chat()
        self.store.put("chat", chat.id, chat)
        self.save_account(account)
        self.tell_commands(account)
        return account

    def save_account(self, account: Account) -> None:
        self.store.put("account", account.id, account)
        if self.listeners:
            self.tell("person", person=account.shown())
        self.touched()

    def add_chat(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        self.store.put("chat", chat.id, chat)
        if self.listeners:
            self.tell("group", group=shown_group(chat))
        return chat

    def add_member(self, chat: Chat, member_id: int) -> None:
        chat.members.append(member_id)
        self.store.put("chat", chat.id, chat)
        if self.listeners:
            self.tell("group", group=shown_group(chat))

    def find_chat(self, address: int | str) -> Chat | None:
        if isinstance(address, int):
            return self.chats.get(address)
        name = address.removeprefix("@").lower()
        known = self.chats.values()
        return next((c for c in known if c.raw.get("username", "").lower() == name), None)

    def move_bot(self, chat: Chat, status: str, by: JSON) -> None:
        """Somebody added, promoted, blocked or removed the bot: Telegram tells it so."""
        before, chat.bot_status = chat.bot_status, status
        self.store.put("chat", chat.id, chat)
        self.bot_moved(chat, before, status, by)

    def bot_moved(self, chat: Chat, before: str, after: str, by: JSON) -> None:
        self.updates.add(
            "my_chat_member",
            {
                "chat": chat.raw,
                "from": by,
                "date": self.now(),
                "old_chat_member": member(self.bot, before),
                "new_chat_member": member(self.bot, after),
            },
        )
        self.touched(chat)

    # --- messages

    def post(
        self,
        chat: Chat,
        sender: JSON,
        fields: JSON,
        *,
        markup: JSON | None = None,
        silent: bool = False,
    ) -> Message:
        """A new message; nobody is told but those who look at the chat."""
        chat.last_id += 1
        raw: JSON = {"message_id": chat.last_id}
        if chat.type == "channel":
            raw["sender_chat"] = chat.raw
        else:
            raw["from"] = sender
        raw |= {"chat": chat.raw, "date": self.now(), **fields}
        by_bot = sender is self.bot
        message = Message(self, chat, chat.last_id, raw, from_bot=by_bot, silent=silent)
        if by_bot:
            chat.last_from_bot = message
            self.give_keyboard(message, markup)
        chat.messages[message.id] = message
        self.store.put("chat", chat.id, chat)
        self.saved(message)
        return message

    def give_keyboard(self, message: Message, markup: JSON | None) -> None:
        if markup is None:
            return
        chat = message.chat
        if "inline_keyboard" in markup:
            message.raw["reply_markup"] = markup
            return
        # Telegram lets nobody edit a message that brought, or took away, a reply keyboard.
        message.uneditable = True
        if "force_reply" not in markup:
            chat.keyboard = markup if "keyboard" in markup else None
            chat.keyboard_id = message.id
            if self.listeners:
                self.tell("keyboard", chat, keyboard=shown_keyboard(chat.keyboard))

    def edit(self, message: Message, fields: JSON, *, without: tuple[str, ...] = ()) -> Message:
        # A new dict, never a change in place: updates and answers hold the old one.
        kept = {name: value for name, value in message.raw.items() if name not in without}
        message.raw = {**kept, **fields, "edit_date": self.now()}
        self.saved(message)
        return message

    def saved(self, message: Message) -> None:
        self.store.put("message", f"{message.chat.id}:{message.id}", message)
        message.changed = self.touched(message.chat)
        message.sent = message.sent or message.changed
        if self.listeners:
            self.tell("message", message.chat, message=shown(message))

    def delete(self, chat: Chat, ids: list[int]) -> None:
        for message_id in ids:
            message = chat.messages.pop(message_id)
            message.deleted = True
            if message_id in chat.pinned:
                chat.pinned.remove(message_id)
            self.store.drop("message", f"{chat.id}:{message_id}")
        self.touched(chat)
        if self.listeners:
            self.tell("deleted", chat, ids=ids)

    # --- files

    def add_file(
        self, kind: str, name: str, mime: str, data: bytes | None, size: int | None = None
    ) -> File:
        file = new_file(len(self.files) + 1, kind, name, mime, data, size)
        self.files[file.id] = self.numbered[file.number] = file
        self.save_file(file)
        if data is not None:
            self.store.put_blob(file.id, data)
        return file

    def save_file(self, file: File) -> None:
        self.store.put("file", file.id, file)

    def find_file(self, file_id: str) -> File | None:
        # A photo's smaller sizes are named by a letter behind the id of the largest.
        return self.files.get(re.sub(r"\.[sm]$", "", file_id))

    def find_path(self, path: str) -> File | None:
        number = re.search(r"/file_(\d+)", path)
        file = self.numbered.get(int(number[1])) if number else None
        return file if file and file.path == path else None

    # --- what the bot says of itself

    def save_settings(self) -> None:
        self.store.put("settings", "", self.settings)

    def commands_for(self, account: Account) -> list[JSON]:
        """The narrowest list Telegram would show: this chat, private chats, everybody."""
        scopes: list[JSON] = [
            {"type": "chat", "chat_id": account.id},
            {"type": "all_private_chats"},
            {"type": "default"},
        ]
        for scope in scopes:
            for language in (account.language, ""):
                key = json.dumps([scope, language], sort_keys=True)
                if key in self.settings.commands:
                    return self.settings.commands[key]
        return []

    def tell_commands(self, *accounts: Account) -> None:
        if self.listeners:
            for account in accounts or self.accounts.values():
                commands = self.commands_for(account)
                self.tell("commands", self.chats[account.id], commands=commands)

    # --- callbacks

    def add_callback(self, chat: Chat, account: Account) -> Callback:
        number = self.bot["id"] * 10**9 + time.time_ns() % 10**15 + next(self.numbers)
        callback = Callback(str(number), chat, account, time.time() + self.clock_offset)
        self.callbacks[callback.id] = callback
        if len(self.callbacks) > 10_000:
            self.callbacks.pop(next(iter(self.callbacks)))
        return callback

    def is_fresh(self, callback: Callback) -> bool:
        return time.time() + self.clock_offset - callback.at <= self.callback_seconds

    # --- what was there before a restart

    def load(self) -> None:
        for record in self.store.load("account"):
            account = Account(**record)
            self.accounts[account.id] = account
        for record in self.store.load("chat"):
            self.chats[record["id"]] = Chat(self, **record)
        records = sorted(self.store.load("message"), key=lambda record: int(record["id"]))
        for record in records:
            chat = self.chats[record.pop("chat")]
            message = Message(self, chat, **record)
            message.sent = message.changed = self.touched()
            chat.messages[message.id] = message
            if message.from_bot:
                chat.last_from_bot = message
        for record in sorted(self.store.load("file"), key=lambda record: int(record["number"])):
            file = File(**record, data=self.store.blob(record["id"]))
            self.files[file.id] = self.numbered[file.number] = file
        for record in self.store.load("settings"):
            self.settings = Settings(**record)


def wake(waiters: "set[asyncio.Future[None]]") -> None:
    for waiter in waiters:
        if not waiter.done():
            waiter.set_result(None)
