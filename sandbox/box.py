"""A Telegram on your desk."""

# ruff: noqa: ASYNC109 - a wait that fails shows the screen, which asyncio.timeout() could not.

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.api import Api, Call
from sandbox.control import Control
from sandbox.faults import Faults
from sandbox.limits import Limits
from sandbox.live import Page
from sandbox.models import Account, Chat, Message
from sandbox.people import Channel, Group, Person
from sandbox.server import REQUEST_LIMIT, BotServer, Server
from sandbox.store import Store
from sandbox.telegram import Telegram
from sandbox.webhook import Webhook

TOKEN = "42:SANDBOX"
# Telegram's ids outgrew 32 bits long ago; a column that is too narrow shows at once.
FIRST_ID = 5_000_000_001
FIRST_GROUP_ID = -1_001_000_000_001


class Sandbox:
    """A Bot API server on this machine, and the people who write to the bot.

    `data` is a folder in which everything is kept over a restart. `limits` switches on
    Telegram's flood limits.
    """

    def __init__(
        self,
        token: str = TOKEN,
        data: Path | str | None = None,
        limits: bool = False,
        *,
        name: str = "Sandbox",
        username: str = "sandbox_bot",
    ) -> None:
        self.token = token
        self.store = Store(data)
        self.telegram = Telegram(token, name, username, self.store)
        self.limits = Limits(enabled=limits)
        self.faults = Faults()
        self.faults.when_down = self.telegram.updates.interrupt
        self.api = Api(self.telegram, self.limits, self.faults)
        self.bot_server = BotServer(token, self.api)
        self.webhook = Webhook(self.api)
        self.people: dict[int, Person] = {}
        self.url = ""
        self.server: Server | None = None
        self.delivering: asyncio.Task[None] | None = None
        for account in self.telegram.accounts.values():
            self.people[account.id] = Person(self.telegram, account)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        app = web.Application(client_max_size=REQUEST_LIMIT)
        self.bot_server.add_routes(app)
        Control(self).add_routes(app)
        Page(self).add_routes(app)
        app.on_response_prepare.append(self.write_first)
        self.server = Server(app)
        bound = await self.server.start(host, port)
        self.url = f"http://{host}:{bound}"
        self.delivering = asyncio.create_task(self.webhook.run(), name="sandbox webhook")

    async def stop(self) -> None:
        self.telegram.updates.close()
        if self.delivering is not None:
            self.delivering.cancel()
            with suppress(asyncio.CancelledError):
                await self.delivering
        if self.server is not None:
            await self.server.stop()
        self.store.close()

    async def __aenter__(self) -> "Sandbox":
        await self.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.stop()

    async def write_first(self, request: web.Request, response: web.StreamResponse) -> None:
        await self.store.written()

    def revoke(self, token: str) -> None:
        """As /revoke of @BotFather: from now on the bot has this token, and no other answers."""
        self.token = self.bot_server.token = token

    @property
    def page_url(self) -> str:
        return f"{self.url}/"

    # --- who is there

    def person(
        self,
        name: str,
        id: int | None = None,
        *,
        language: str = "ru",
        phone: str | None = None,
        username: str | None = None,
        started: bool = False,
        about: str = "",
    ) -> Person:
        """Gets the person with this id, or else this name, or creates him.

        `started` is for one who wrote to the bot before the story begins: the bot may
        write to him first. `about` is shown on the page to whoever tries the bot as him, and
        alone of all this may be given anew to one who is known.
        """
        known = self.people.get(id) if id is not None else self.named(name)
        if known is not None:
            if about and about != known.account.about:
                known.account.about = about
                self.telegram.save_account(known.account)
            return known
        account = Account(
            id=id if id is not None else max([FIRST_ID - 1, *self.people]) + 1,
            name=name,
            language=language,
            phone=phone,
            username=username,
            started=started,
            about=about,
        )
        self.telegram.add_account(account)
        person = self.people[account.id] = Person(self.telegram, account)
        return person

    def named(self, name: str) -> Person | None:
        return next((person for person in self.people.values() if person.name == name), None)

    def group(
        self,
        title: str,
        id: int | None = None,
        members: list[Person] | None = None,
        *,
        forum: bool = False,
        admin: bool = True,
    ) -> Group:
        """Gets or creates a group with the bot in it, added by the first of its members.

        Where the bot is no `admin` it sees only commands, mentions and replies to itself.
        """
        raw = {"title": title, "type": "supergroup"} | ({"is_forum": True} if forum else {})
        return Group(self.telegram, self.chat(raw, id, members or [], admin=admin))

    def channel(self, title: str, id: int | None = None, username: str | None = None) -> Channel:
        raw = {"title": title, "type": "channel"} | ({"username": username} if username else {})
        return Channel(self.telegram, self.chat(raw, id, [], admin=True))

    def chat(
        self, raw: dict[str, Any], id: int | None, members: list[Person], *, admin: bool
    ) -> Chat:
        chats = self.telegram.chats
        known = [c for c in chats.values() if c.raw.get("title") == raw["title"]]
        found = chats.get(id) if id is not None else next(iter(known), None)
        if found is not None:
            return found
        id = id if id is not None else min([FIRST_GROUP_ID + 1, *chats]) - 1
        ids = [member.id for member in members]
        chat = Chat(self.telegram, id, {"id": id, **raw}, members=ids, bot_status="left")
        self.telegram.add_chat(chat)
        by = members[0].account.user if members else self.telegram.bot
        self.telegram.move_bot(chat, "administrator" if admin else "member", by=by)
        return chat

    # --- what happened

    @property
    def calls(self) -> list[Call]:
        """The bot's calls in order; getUpdates among them."""
        return self.api.calls

    @property
    def refusals(self) -> list[Call]:
        return [call for call in self.api.calls if not call.ok and call.error_code]

    def clear_calls(self) -> None:
        self.api.calls.clear()

    def file_bytes(self, file_id: str) -> bytes:
        file = self.telegram.find_file(file_id)
        if file is None:
            raise LookupError(f"no file {file_id}")
        return file.content()

    async def drained(self, timeout: float = 10.0) -> None:
        """Waits until the bot has confirmed every update."""
        pending = self.telegram.updates.pending
        await self.telegram.wait_until(lambda: not pending, timeout)
        if pending:
            kinds = [list(update)[1] for update in pending.values()]
            raise AssertionError(f"{len(pending)} updates wait unconfirmed: {kinds[:10]}")

    async def wait_until(self, condition: Any, timeout: float = 10.0) -> Any:
        value = await self.telegram.wait_until(condition, timeout)
        assert value, f"nothing came of it in {timeout} s"
        return value

    def advance(self, seconds: float) -> None:
        """Moves Telegram's clock on: messages grow old, button presses go stale."""
        self.telegram.clock_offset += seconds

    def message(self, chat_id: int, message_id: int) -> Message:
        return self.telegram.chats[chat_id].messages[message_id]
