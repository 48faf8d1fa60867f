"""Where a person stands in a form. An update's writes are kept until it is handled, and become one
short commit together with its mark; many updates' ends share a commit."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database, is_outage
from bot.leases import Leases
from bot.security import seal, unseal
from bot.telegram.models import StateRow

GROUP_SECONDS: Final = 0.005
OUTAGE_SECONDS: Final = 0.5
# JSON may carry half of a surrogate pair: one such letter must not stop everybody's commit.
LOSSLESS: Final = ("utf-8", "surrogatepass")

log = structlog.get_logger(__name__)

Address = tuple[int, str]
Mark = Callable[[AsyncSession, list[int]], Awaitable[None]]


@dataclass
class StateBuffer:
    """All states of a chat as they were, and what this update changed. None: to be deleted."""

    chat_id: int
    known: dict[str, str]
    changed: dict[str, str | None] = field(default_factory=dict)

    def read(self, key: str) -> dict[str, Any]:
        text = self.changed[key] if key in self.changed else self.known.get(key)
        return json.loads(text) if text else {}

    def write(self, key: str, value: dict[str, Any]) -> None:
        empty = not value.get("state") and not value.get("data")
        text = None if empty else json.dumps(value, ensure_ascii=False)
        if text != self.known.get(key):
            self.changed[key] = text
        else:
            self.changed.pop(key, None)


_buffer: ContextVar[StateBuffer] = ContextVar("state_buffer")


@asynccontextmanager
async def buffering(
    database: Database, journal: "Journal", chat_id: int
) -> AsyncIterator[StateBuffer]:
    """All states of a chat, read once; what the block changes is kept in the buffer."""
    # Taken before the rows are read: a commit that ends while they are read is in neither.
    waiting = {key: text for (chat, key), text in journal.unsaved.items() if chat == chat_id}
    async with database.reading() as session:
        rows = await session.execute(
            select(StateRow.key, StateRow.data).where(StateRow.chat_id == chat_id)
        )
        known = {key: unseal(data).decode(*LOSSLESS) for key, data in rows}
    # What waits for its commit is newer than what was read.
    for key, text in waiting.items():
        if text is None:
            known.pop(key, None)
        else:
            known[key] = text
    buffer = StateBuffer(chat_id, known)
    token = _buffer.set(buffer)
    try:
        yield buffer
    finally:
        _buffer.reset(token)


class StateStorage(BaseStorage):
    """aiogram's storage over the buffer of the update that is being handled; it keeps nothing."""

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        value = self._value(key)
        value["state"] = state.state if isinstance(state, State) else state
        _buffer.get().write(_name(key), value)

    async def get_state(self, key: StorageKey) -> str | None:
        return self._value(key).get("state")

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        value = self._value(key)
        value["data"] = dict(data)
        _buffer.get().write(_name(key), value)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return self._value(key).get("data") or {}

    async def close(self) -> None:
        """Nothing of its own to close: the database is closed by whoever opened it."""

    def _value(self, key: StorageKey) -> dict[str, Any]:
        return _buffer.get().read(_name(key))


@dataclass
class Finished:
    """A handled update, with the lane and the epoch under which it was begun."""

    lane: str
    epoch: int
    inbox_id: int
    changed: dict[Address, str | None]


class Journal:
    """States and marks of handled updates, committed in groups.

    After a crash the updates not yet marked are handled again from the last stored state; use
    cases that happen once make that harmless.
    """

    def __init__(self, database: Database, leases: Leases, mark: Mark) -> None:
        self._database = database
        self._leases = leases
        self._mark = mark
        self._group: list[Finished] = []
        self._writing: list[Finished] = []
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()
        self.unsaved: dict[Address, str | None] = {}
        self.marked: Callable[[Iterable[int]], None] = lambda ids: None
        leases.gained.append(self._drop_stale)

    @property
    def is_idle(self) -> bool:
        return not self._group and not self._writing

    def finish(self, lane: str, epoch: int, inbox_id: int, buffer: StateBuffer) -> None:
        changed = {(buffer.chat_id, key): text for key, text in buffer.changed.items()}
        self.unsaved.update(changed)
        self._group.append(Finished(lane, epoch, inbox_id, changed))
        self._wake.set()

    def is_busy(self, lane: str) -> bool:
        return any(finished.lane == lane for finished in (*self._group, *self._writing))

    async def run(self) -> None:
        while True:
            await self._wake.wait()
            await asyncio.sleep(GROUP_SECONDS)
            await self.flush()

    async def flush(self) -> None:
        """Commit all that is finished. Returns when it rests in the database."""
        async with self._turn:
            self._wake.clear()
            # Swapped without an await between: what finishes from now on is the next group's.
            # A flush that was cancelled or failed leaves its group to this one.
            self._writing, self._group = self._writing + self._group, []
            await self._write()

    async def _write(self) -> None:
        while self._writing:
            try:
                await self._commit(self._writing)
            except Exception as error:
                if not is_outage(error):
                    raise
                log.warning("marks wait: the database is away", updates=len(self._writing))
                await asyncio.sleep(OUTAGE_SECONDS)
            else:
                self._forget(self._writing)
                self._writing = []

    async def _commit(self, group: list[Finished]) -> None:
        async with self._database.writing() as session:
            held = await self._leases.held_now(session, {finished.lane for finished in group})
            ours = [finished for finished in group if held.get(finished.lane) == finished.epoch]
            if len(ours) < len(group):
                log.warning("a lane was taken over: its updates are handled by its new owner")
            states: dict[Address, str | None] = {}
            for finished in ours:
                states |= finished.changed
            await _save(session, states)
            await self._mark(session, [finished.inbox_id for finished in ours])

    def _drop_stale(self, lane: str) -> None:
        """The lane was lost and is ours again: what was done before is somebody else's by now."""
        epoch = self._leases.epochs.get(lane)
        stale = [done for done in self._group if done.lane == lane and done.epoch != epoch]
        if stale:
            self._group = [done for done in self._group if done not in stale]
            self._forget(stale)

    def _forget(self, group: list[Finished]) -> None:
        for finished in group:
            for address, text in finished.changed.items():
                # A later update may have written the same state again.
                if address in self.unsaved and self.unsaved[address] is text:
                    del self.unsaved[address]
        self.marked([finished.inbox_id for finished in group])


async def _save(session: AsyncSession, states: Mapping[Address, str | None]) -> None:
    gone = [address for address, text in states.items() if text is None]
    kept = [
        {"chat_id": chat_id, "key": key, "data": seal(text.encode(*LOSSLESS))}
        for (chat_id, key), text in states.items()
        if text is not None
    ]
    connection = await session.connection()
    if gone:
        await connection.execute(
            delete(StateRow).where(
                StateRow.chat_id == bindparam("chat"), StateRow.key == bindparam("name")
            ),
            [{"chat": chat_id, "name": key} for chat_id, key in gone],
        )
    if kept:
        insert = sqlite_insert if connection.dialect.name == "sqlite" else postgres_insert
        upsert = insert(StateRow)
        await connection.execute(
            upsert.on_conflict_do_update(
                index_elements=["chat_id", "key"], set_={"data": upsert.excluded.data}
            ),
            kept,
        )


def _name(key: StorageKey) -> str:
    return f"{key.user_id}:{key.thread_id or ''}:{key.destiny}"
