"""The spine under one small conversation: a message is stored as a row and answered.

`on`: inbox, one transaction, outbox, state, mark. `off`: the same code without inbox and outbox.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.types import Message, Update
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.contenders.echo import say, spare_garbage_collection
from benchmarks.people import DATA_KEY
from bot import notices
from bot.admin import service as admin
from bot.cases import service as cases
from bot.cases.models import Case, Purpose, Side
from bot.cases.service import Words
from bot.counts import Counts
from bot.db import Database
from bot.i18n import Texts
from bot.leases import Leases, lane_of
from bot.members.models import Account
from bot.notices import Reader, Screen
from bot.regulations import Regulations
from bot.security import use_keys
from bot.settings import SHIPPED_REGULATIONS
from bot.telegram import inbox as inboxes
from bot.telegram.files import Files
from bot.telegram.inbox import Inbox, Received, chat_of
from bot.telegram.limits import Limits
from bot.telegram.outbox import Outbox
from bot.telegram.polling import GetRawUpdates, poll
from bot.telegram.storage import Journal, StateStorage, buffering

# Telegram's own pace is not what is measured here.
UNLIMITED = 1_000_000.0
POLL_SECONDS = 10

router = Router()


@router.message()
async def keep(message: Message, state: FSMContext, database: Database, promised: bool) -> None:
    words = Words(
        message.text or "", f"m:{message.chat.id}:{message.message_id}", message.message_id
    )
    async with database.writing() as session:
        mine = select(Case).join(Account, Account.id == Case.account_id)
        found = await session.scalars(mine.where(Account.telegram_id == message.chat.id))
        case = found.one()
        await cases.say(session, case, case.account_id, Side.MEMBER, Purpose.QUESTION, words)
        if promised:
            await notices.post(session, case.account_id, "kept", key=words.key, text=words.text)
    await state.update_data(last=message.message_id)
    if not promised:
        await message.answer(say(words.text))


@notices.renders("kept")
async def kept(session: AsyncSession, reader: Reader) -> Screen:
    return Screen(say(reader.values["text"]))


async def find_reader(session: AsyncSession, account_id: int) -> tuple[int, Reader]:
    account = await session.get_one(Account, account_id)
    return account.telegram_id, Reader(account_id, TEXTS, RULES)


async def blocked(session: AsyncSession, account_id: int) -> None:
    raise AssertionError("nobody blocks a bot here")


async def apologise(received: Received) -> None:
    """The gate finds what failed."""


TEXTS = Texts("ru", ZoneInfo("Asia/Barnaul"))
RULES = Regulations.load(SHIPPED_REGULATIONS)


def open_database(url: str, synchronous: str) -> Database:
    database = Database(url)
    if synchronous == "NORMAL":
        event.listen(database.engine.sync_engine, "connect", _normal)
    return database


def _normal(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=NORMAL")


async def main(api: str, token: str, database_url: str, synchronous: str, kind: str) -> None:
    use_keys([DATA_KEY])
    database = open_database(database_url, synchronous)
    session = AiohttpSession(api=TelegramAPIServer.from_base(api), timeout=75)
    session.middleware(Limits() if kind == "bulk" else Limits(UNLIMITED, UNLIMITED))
    bot = Bot(token, session=session)
    dispatcher = Dispatcher(storage=StateStorage())
    dispatcher.include_router(router)
    leases = Leases(database)
    journal = Journal(database, leases, inboxes.mark if kind == "on" else _mark_nothing)

    async def handle(received: Received) -> None:
        update = Update.model_validate(received.raw, context={"bot": bot})
        await dispatcher.feed_update(bot, update, database=database, promised=kind == "on")

    inbox = Inbox(database, leases, journal, handle, admin.alert, apologise)
    files = Files(Path("files"))
    outbox = Outbox(database, leases, bot, find_reader, files.read, admin.alert, blocked)
    spare_garbage_collection()
    await leases.renew()
    works = [leases.run(), journal.run()]
    if kind == "off":
        works += [_poll_without_inbox(bot, database, leases, journal, handle)]
    else:
        works += [inbox.run(), outbox.run(), poll(bot, leases, inbox, Counts())]
    await asyncio.gather(*works)


async def _mark_nothing(session: AsyncSession, ids: list[int]) -> None:
    """There is no inbox."""


async def _poll_without_inbox(
    bot: Bot, database: Database, leases: Leases, journal: Journal, handle: Any
) -> None:
    """As aiogram polls: what the process has in hand when it dies is lost."""
    tasks: set[asyncio.Task[None]] = set()

    async def finish(raw: dict[str, Any]) -> None:
        chat_id = chat_of(raw)
        async with buffering(database, journal, chat_id) as buffer:
            await handle(Received(0, raw["update_id"], chat_id, raw))
        lane = lane_of(chat_id)
        journal.finish(lane, leases.epochs[lane], 0, buffer)

    offset: int | None = None
    while True:
        raws: Any = await bot(GetRawUpdates(offset=offset, timeout=POLL_SECONDS))
        for raw in raws:
            offset = raw["update_id"] + 1
            task = asyncio.create_task(finish(raw))
            tasks.add(task)
            task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
