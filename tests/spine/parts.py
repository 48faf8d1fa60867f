"""The spine without the conversations: what a test gives it to handle is what it handles."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from sqlalchemy import event, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.admin import service as admin
from bot.db import Database
from bot.i18n import Texts
from bot.leases import Lease, Leases
from bot.members import service as members
from bot.members.models import Account, Role
from bot.migrating import migrate
from bot.notices import Notice, Reader
from bot.regulations import Regulations
from bot.security import use_keys
from bot.settings import SHIPPED_REGULATIONS
from bot.telegram import inbox as inboxes
from bot.telegram.files import Files
from bot.telegram.inbox import Inbox, Received
from bot.telegram.limits import Limits
from bot.telegram.models import InboxRow
from bot.telegram.outbox import Outbox
from bot.telegram.storage import Journal, Mark
from sandbox import Sandbox
from tests.telegram import FAST, TEST_KEY, TOKEN

Handle = Callable[["Spine", Received], Awaitable[None]]
TIMEOUT_SECONDS = 15.0
RULES = Regulations.load(SHIPPED_REGULATIONS)
TEXTS = Texts("ru", ZoneInfo("Asia/Barnaul"))
numbers = itertools.count(1)


@dataclass
class Spine:
    database: Database
    leases: Leases
    journal: Journal
    inbox: Inbox
    outbox: Outbox
    bot: Bot
    files: Files
    # The texts that were handled, in the order in which their handling ended.
    handled: list[str] = field(default_factory=list)
    apologies: list[int] = field(default_factory=list)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def start(self) -> None:
        works = (self.journal.run(), self.inbox.run(), self.outbox.run())
        self.tasks += [asyncio.create_task(work) for work in works]

    async def settled(self) -> None:
        async def quiet() -> bool:
            idle = self.inbox.is_idle and self.journal.is_idle
            return idle and await self.outbox.is_idle()

        await eventually(quiet)

    async def row(self, update_id: int) -> InboxRow:
        async with self.database.reading() as session:
            rows = await session.scalars(select(InboxRow).where(InboxRow.update_id == update_id))
            return rows.one()

    async def notices(self) -> Sequence[Notice]:
        async with self.database.reading() as session:
            return (await session.scalars(select(Notice).order_by(Notice.id))).all()

    async def account(self, telegram_id: int) -> Account:
        async with self.database.writing() as session:
            return await members.ensure_account(session, telegram_id, "ru")

    async def administrator(self, telegram_id: int) -> Account:
        async with self.database.writing() as session:
            account = await members.ensure_account(session, telegram_id, "ru")
            union = await members.root(session, RULES.union.name.ru)
            await members.grant(session, Role.ADMIN, account, union)
            return account


async def eventually(
    condition: Callable[[], Awaitable[bool]] | Callable[[], bool],
    seconds: float = TIMEOUT_SECONDS,
) -> None:
    async with asyncio.timeout(seconds):
        while True:
            found = condition()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.01)


def message(chat_id: int, text: str, update_id: int | None = None) -> dict[str, Any]:
    number = update_id or next(numbers)
    person = {"id": chat_id, "is_bot": False, "first_name": "Анна"}
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 1_750_000_000,
            "chat": {"id": chat_id, "type": "private", "first_name": "Анна"},
            "from": person,
            "text": text,
        },
    }


def text_of(received: Received) -> str:
    return str(received.raw["message"]["text"])


async def remember(spine: Spine, received: Received) -> None:
    spine.handled.append(text_of(received))


async def find_reader(session: AsyncSession, account_id: int) -> tuple[int, Reader]:
    account = await session.get_one(Account, account_id)
    return account.telegram_id, Reader(account_id, TEXTS, RULES)


async def blocked(session: AsyncSession, account_id: int) -> None:
    await members.set_blocked(session, account_id, clock.now())


def bot_for(url: str, limits: Limits | None = None) -> Bot:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url), timeout=10)
    session.middleware(limits or Limits(per_second=FAST, chat_per_second=FAST))
    return Bot(TOKEN, session=session)


def build(
    database: Database,
    folder: Path,
    url: str = "http://127.0.0.1:9",
    handle: Handle = remember,
    *,
    mark: Mark = inboxes.mark,
    retries: Sequence[float] = (0.0, 0.0),
    limits: Limits | None = None,
    same_machine: bool = True,
) -> Spine:
    leases = Leases(database, folder if same_machine else None)
    journal = Journal(database, leases, mark)
    files = Files(folder / "files")
    bot = bot_for(url, limits)

    async def handle_it(received: Received) -> None:
        await handle(spine, received)

    async def apologise(received: Received) -> None:
        spine.apologies.append(received.update_id)

    inbox = Inbox(database, leases, journal, handle_it, admin.alert, apologise, retries)
    outbox = Outbox(database, leases, bot, find_reader, files.read, admin.alert, blocked)
    spine = Spine(database, leases, journal, inbox, outbox, bot, files)
    return spine


@asynccontextmanager
async def prepared(url: str) -> AsyncIterator[Database]:
    use_keys([TEST_KEY])
    database = Database(url)
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def at_work(spine: Spine, *, start: bool = True) -> AsyncIterator[Spine]:
    await spine.leases.renew()
    if start:
        spine.start()
    try:
        yield spine
        for task in spine.tasks:
            if task.done():
                task.result()
    finally:
        await stop(spine)


async def stop(spine: Spine) -> None:
    await spine.inbox.stop(0)
    await spine.outbox.stop(0)
    for task in spine.tasks:
        task.cancel()
    await asyncio.gather(*spine.tasks, return_exceptions=True)
    spine.tasks.clear()
    with suppress(Exception):
        await spine.leases.release()
    await spine.bot.session.close()


@asynccontextmanager
async def running(
    database_url: str, folder: Path, box: Sandbox | None = None, **more: Any
) -> AsyncIterator[Spine]:
    async with prepared(database_url) as database:
        url = box.url if box else "http://127.0.0.1:9"
        async with at_work(build(database, folder, url, **more)) as spine:
            yield spine


async def expire(database: Database, *names: str) -> None:
    """As if their owner had not been heard of for a while."""
    async with database.writing() as session:
        await session.execute(update(Lease).where(Lease.name.in_(names)).values(expires=0.0))


async def seize(database: Database, *names: str) -> None:
    """Another process takes these leases over."""
    async with database.writing() as session:
        await session.execute(
            update(Lease)
            .where(Lease.name.in_(names))
            .values(owner="elsewhere:1:other", epoch=Lease.epoch + 1, expires=9e12)
        )


class Commits:
    """Counts them."""

    def __init__(self, database: Database) -> None:
        self.count = 0
        event.listen(database.engine.sync_engine, "commit", self._count)

    def _count(self, connection: Any) -> None:
        self.count += 1
