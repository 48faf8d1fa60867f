"""The whole bot's conversations without the spine under them: aiogram's own polling, a state
storage that writes per call, and notices sent right after the commit that they belong to. What the
process has in hand when it dies is lost."""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.fsm.storage.memory import SimpleEventIsolation
from aiogram_dialog import setup_dialogs
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.contenders.echo import spare_garbage_collection
from benchmarks.contenders.whole import UNLIMITED, settings_for
from bot import app as wiring
from bot import notices
from bot.db import Database
from bot.i18n import Texts
from bot.members.models import Account
from bot.notices import Reader
from bot.regulations import Regulations
from bot.security import seal, unseal
from bot.settings import Settings
from bot.telegram.limits import Limits
from bot.telegram.models import StateRow
from bot.telegram.outbox import _inline
from bot.telegram.windows import WindowManagers
from handlers import DIALOGS, LAST, ROUTERS
from handlers.errors import remember_blocked
from handlers.viewer import Identify


class WritesPerCall(BaseStorage):
    """As the ready-made storages: a row a key, read and written whenever aiogram asks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        await self._write(key, state=state.state if isinstance(state, State) else state)

    async def get_state(self, key: StorageKey) -> str | None:
        return (await self._value(key)).get("state")

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._write(key, data=dict(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return (await self._value(key)).get("data") or {}

    async def close(self) -> None:
        """The database is closed by the end of the process."""

    async def _value(self, key: StorageKey) -> dict[str, Any]:
        async with self._database.reading() as session:
            return _opened(await session.get(StateRow, _place(key)))

    async def _write(self, key: StorageKey, **changed: Any) -> None:
        async with self._database.writing() as session:
            row = await session.get(StateRow, _place(key))
            data = seal(json.dumps(_opened(row) | changed).encode())
            if row:
                row.data = data
            else:
                chat_id, name = _place(key)
                session.add(StateRow(chat_id=chat_id, key=name, data=data))


def _place(key: StorageKey) -> tuple[int, str]:
    return key.chat_id, f"{key.user_id}:{key.destiny}"


def _opened(row: StateRow | None) -> dict[str, Any]:
    return dict(json.loads(unseal(row.data))) if row else {}


@dataclass(frozen=True)
class Told:
    """A notice that has no row: nothing to find again after a crash, to repeat or to edit."""

    account_id: int
    kind: str
    values: str


async def tell(
    session: AsyncSession, table: object, row: dict[str, Any], *, unique: Sequence[str]
) -> None:
    """In place of the outbox's insert: to be sent when the transaction is over."""
    values = json.dumps(row["values"] | {"subject": row["subject"]})
    told = Told(row["account_id"], row["kind"], values)
    session.info.setdefault("posted", set()).add(told)


class Teller:
    def __init__(self, bot: Bot, database: Database, rules: Regulations, settings: Settings):
        self._bot, self._database = bot, database
        self._rules, self._settings = rules, settings
        self._sending: set[asyncio.Task[None]] = set()

    def posted(self, waiting: set[Any]) -> None:
        for told in waiting:
            if isinstance(told, Told):
                task = asyncio.create_task(self._send(told))
                self._sending.add(task)
                task.add_done_callback(self._sending.discard)

    async def _send(self, told: Told) -> None:
        values = notices.read_values(json.loads(told.values))
        async with self._database.reading() as session:
            account = await session.get_one(Account, told.account_id)
            texts = Texts(account.language, self._settings.timezone)
            reader = Reader(account.id, texts, self._rules, values)
            screen = await notices.render(session, told.kind, reader)
        if screen:
            markup = _inline(screen)
            await self._bot.send_message(account.telegram_id, screen.text, reply_markup=markup)


async def main(api: str, token: str, database_url: str) -> None:
    settings = settings_for(api, token, database_url)
    regulations, database = await wiring.prepare(settings)
    app = wiring.build(settings, regulations, database, Limits(UNLIMITED, UNLIMITED))
    vars(notices)["insert_new"] = tell
    database.posted = Teller(app.bot, database, regulations, settings).posted
    # Else a press that comes while the window's state is being written finds no window.
    isolation = SimpleEventIsolation()
    dispatcher = Dispatcher(storage=WritesPerCall(database), events_isolation=isolation)
    dispatcher.update.outer_middleware(Identify())
    dispatcher.include_routers(*ROUTERS, *DIALOGS, *LAST)
    setup_dialogs(dispatcher, dialog_manager_factory=WindowManagers(remember_blocked))
    spare_garbage_collection()
    await dispatcher.start_polling(
        app.bot, database=database, regulations=regulations, settings=settings, inbox=app.inbox
    )


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
