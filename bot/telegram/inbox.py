"""Every update is stored before Telegram may forget it, then handled in its chat's order."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from aiogram.exceptions import (
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from cryptography.fernet import InvalidToken
from pydantic import ValidationError
from sqlalchemy import select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.db import Database, insert_new, is_outage
from bot.leases import LANES, Leases, lane_of
from bot.logs import place_of
from bot.security import seal, unseal
from bot.telegram.models import InboxRow
from bot.telegram.storage import Journal, StateBuffer, buffering

RETRY_SECONDS: Final = (0.5, 2.0, 5.0, 10.0)
OUTAGE_SECONDS: Final = 1.0
# Rows of earlier runs are looked for this often, and those that another process received.
SCAN_SECONDS: Final = 2.0
SHARED_SCAN_SECONDS: Final = 0.1
SCAN_ROWS: Final = 1000

log = structlog.get_logger(__name__)

# Tells every administrator: the session, the kind of the notice, its values.
Alert = Callable[..., Awaitable[None]]


@dataclass
class Received:
    """An update in memory, on its way through its chat's lane."""

    id: int
    update_id: int
    chat_id: int
    raw: dict[str, Any]
    attempts: int = 0

    @property
    def lane(self) -> str:
        return lane_of(self.chat_id)


@dataclass
class Lane:
    waiting: deque[Received] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None


def chat_of(raw: dict[str, Any]) -> int:
    """The chat whose order an update belongs to; without a chat, the person.

    Whatever Telegram may send some day, it is stored: 0 where neither is found.
    """
    for event in raw.values():
        if not isinstance(event, dict):
            continue
        message = event.get("message")
        within = message.get("chat") if isinstance(message, dict) else None
        for place in (event.get("chat"), within, event.get("from"), event.get("user")):
            if isinstance(place, dict) and isinstance(place.get("id"), int):
                return int(place["id"])
    return 0


async def mark(session: AsyncSession, inbox_ids: list[int]) -> None:
    if inbox_ids:
        await session.execute(
            update(InboxRow)
            .where(InboxRow.id.in_(inbox_ids))
            .values(done_at=clock.now(), payload=None)
        )


@dataclass
class Stored:
    """What was not known yet, and the chats in which something older waits too: (chat, row)."""

    new: list[Received] = field(default_factory=list)
    older: list[tuple[int, int]] = field(default_factory=list)


async def store(database: Database, raws: Sequence[dict[str, Any]]) -> Stored:
    """Store updates in one transaction.

    Polling confirms and the webhook answers 200 only after this has returned.
    """
    stored = Stored()
    async with database.writing() as session:
        for raw in raws:
            update_id, chat_id = int(raw["update_id"]), chat_of(raw)
            payload = seal(json.dumps(raw).encode())
            row = {"update_id": update_id, "chat_id": chat_id, "payload": payload}
            row_id = await insert_new(session, InboxRow, row, unique=("update_id",))
            if row_id is not None:
                stored.new.append(Received(row_id, update_id, chat_id, raw))
        if stored.new:
            rows = await session.execute(
                select(InboxRow.chat_id, InboxRow.id).where(
                    InboxRow.done_at.is_(None),
                    InboxRow.dead_at.is_(None),
                    InboxRow.chat_id.in_({received.chat_id for received in stored.new}),
                    InboxRow.id.not_in([received.id for received in stored.new]),
                )
            )
            stored.older = [(chat_id, row_id) for chat_id, row_id in rows]
    return stored


class Inbox:
    """A lane per chat: its updates in order, different chats side by side."""

    def __init__(
        self,
        database: Database,
        leases: Leases,
        journal: Journal,
        handle: Callable[[Received], Awaitable[None]],
        alert: Alert,
        apologise: Callable[[Received], Awaitable[None]],
        retries: Sequence[float] = RETRY_SECONDS,
    ) -> None:
        self._database = database
        self._leases = leases
        self._journal = journal
        self._handle = handle
        self._alert = alert
        self._apologise = apologise
        self._retries = retries
        self._lanes: dict[int, Lane] = {}
        # Known here and not yet marked: a scan must not take them a second time.
        self._known: set[int] = set()
        # Counted to tell a scan that its picture is old; and what was marked while it looked.
        self._given_back = 0
        self._settled: set[int] = set()
        self._scan_now = asyncio.Event()
        self._scanning = self._stopping = False
        journal.marked = self._marked
        leases.gained.append(self._gained)
        leases.busy = self._is_busy

    @property
    def is_idle(self) -> bool:
        return not (self._lanes or self._scanning or self._scan_now.is_set())

    async def take(self, raws: Sequence[dict[str, Any]]) -> None:
        """Store updates and hand them on. When it returns, Telegram may forget them."""
        stored = await store(self._database, raws)
        # An older one that nobody here knows, of a crash or of another process, goes first.
        behind = {chat_id for chat_id, row_id in stored.older if row_id not in self._known}
        self._put(received for received in stored.new if received.chat_id not in behind)
        if behind:
            self._scan_now.set()

    def _put(self, updates: Iterable[Received]) -> None:
        """Hand stored updates to their lanes. What is not ours is found by its owner's scan."""
        for received in updates:
            if received.id in self._known or not self._leases.holds(received.lane):
                continue
            self._known.add(received.id)
            lane = self._lanes.setdefault(received.chat_id, Lane())
            lane.waiting.append(received)
            if lane.task is None and not self._stopping:
                lane.task = asyncio.create_task(self._run(received.chat_id, lane))

    async def scan(self) -> None:
        """Find stored updates that nobody here knows: of a crash, of another process.

        What was given back or marked while it looked makes its picture an old one: an update
        would overtake one that was given back, or be handled a second time.
        """
        given_back = self._given_back
        self._settled.clear()
        async with self._database.reading() as session:
            rows = await session.scalars(
                select(InboxRow)
                .where(
                    InboxRow.done_at.is_(None),
                    InboxRow.dead_at.is_(None),
                    # Of a negative number SQL's remainder is negative.
                    ((InboxRow.chat_id % LANES + LANES) % LANES).in_(self._leases.lanes),
                    InboxRow.id.not_in(self._known) if len(self._known) < SCAN_ROWS else true(),
                )
                .order_by(InboxRow.update_id)
                .limit(SCAN_ROWS)
            )
            waiting = rows.all()
        found = []
        for row in waiting:
            received = Received(row.id, row.update_id, row.chat_id, {}, row.attempts)
            try:
                received.raw = json.loads(unseal(row.payload or b""))
            except (InvalidToken, ValueError) as error:
                # Sealed with a key that is gone: it must not hold up the rest.
                await self._bury(received, self._leases.epochs.get(received.lane), error)
            else:
                found.append(received)
        if self._given_back != given_back:
            self._scan_now.set()
            return
        self._put(received for received in found if received.id not in self._settled)

    def _marked(self, ids: Iterable[int]) -> None:
        done = set(ids)
        self._known -= done
        self._settled |= done

    async def run(self) -> None:
        while not self._stopping:
            self._scanning = True
            self._scan_now.clear()
            try:
                await self.scan()
            except Exception as error:
                if not is_outage(error):
                    raise
            self._scanning = False
            pause = SCAN_SECONDS if self._leases.is_alone else SHARED_SCAN_SECONDS
            with suppress(TimeoutError):
                await asyncio.wait_for(self._scan_now.wait(), pause)

    async def stop(self, seconds: float) -> None:
        """Begin nothing more; wait for what is under way. What is left is handled next time."""
        self._stopping = True
        tasks = [lane.task for lane in self._lanes.values() if lane.task]
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _is_busy(self, name: str) -> bool:
        return any(lane_of(chat) == name for chat in self._lanes) or self._journal.is_busy(name)

    def _gained(self, name: str) -> None:
        """What waited since before a lane was lost may be done by now: the scan asks anew."""
        for chat_id, lane in self._lanes.items():
            if lane_of(chat_id) == name:
                self._forget(lane, but=1)
        self._scan_now.set()

    def _forget(self, lane: Lane, but: int = 0) -> None:
        """Leave what waits in a lane, but for the first, which is in hand, to a scan."""
        self._given_back += 1
        while len(lane.waiting) > but:
            self._known.discard(lane.waiting.pop().id)
        self._scan_now.set()

    async def _run(self, chat_id: int, lane: Lane) -> None:
        try:
            while lane.waiting and not self._stopping:
                received = lane.waiting[0]
                epoch = self._leases.epochs.get(received.lane)
                if not self._leases.holds(received.lane) or epoch is None:
                    self._forget(lane)
                elif await self._finish(received, epoch):
                    lane.waiting.popleft()
                else:
                    self._forget(lane)
        finally:
            # Whatever is left, be it by a mistake of ours, is found by a later scan.
            self._forget(lane)
            lane.task = None
            self._lanes.pop(chat_id, None)

    async def _finish(self, received: Received, epoch: int) -> bool:
        """Handle one update to its end: done, or given up with a word to those concerned.

        False: the lane was lost meanwhile, and its owner handles the update.
        """
        while self._leases.epochs.get(received.lane) == epoch:
            try:
                async with buffering(self._database, self._journal, received.chat_id) as buffer:
                    await self._handle(received)
            except TelegramForbiddenError:
                # The person blocked the bot while it answered: there is nobody to say it to again.
                return self._mark(received, epoch, StateBuffer(received.chat_id, {}))
            except Exception as error:
                if not await self._wait_to_retry(received, error):
                    await self._bury(received, epoch, error)
                    return True
            else:
                return self._mark(received, epoch, buffer)
        return False

    def _mark(self, received: Received, epoch: int, buffer: StateBuffer) -> bool:
        if self._leases.epochs.get(received.lane) != epoch:
            return False
        self._journal.finish(received.lane, epoch, received.id, buffer)
        return True

    async def _wait_to_retry(self, received: Received, error: Exception) -> bool:
        # A revoked token stops the program in a moment: the update waits for the next start.
        away = isinstance(
            error,
            (
                TelegramNetworkError,
                TelegramServerError,
                TelegramRetryAfter,
                TelegramUnauthorizedError,
            ),
        )
        if is_outage(error) or (away and not isinstance(error, TelegramEntityTooLarge)):
            log.warning("update waits for an outage to end", update_id=received.update_id)
            await asyncio.sleep(OUTAGE_SECONDS)
            return True
        log.error("update failed", update_id=received.update_id, exc_info=error)
        if isinstance(error, ValidationError) or received.attempts >= len(self._retries):
            return False
        await asyncio.sleep(self._retries[received.attempts])
        received.attempts += 1
        return True

    async def _bury(self, received: Received, epoch: int | None, error: Exception) -> None:
        """A dead letter keeps its payload, sealed: it can be tried again."""
        while True:
            try:
                buried = await self._mark_dead(received, epoch, place_of(error))
            except Exception as failure:
                if not is_outage(failure):
                    raise
                await asyncio.sleep(OUTAGE_SECONDS)
            else:
                break
        self._known.discard(received.id)
        if buried and received.raw:
            try:
                await self._apologise(received)
            except Exception as failure:
                log.error("nobody was told of a dead letter", exc_info=failure)

    async def _mark_dead(self, received: Received, epoch: int | None, reason: str) -> bool:
        async with self._database.writing() as session:
            held = await self._leases.held_now(session, [received.lane])
            if held.get(received.lane) != epoch:
                return False
            await session.execute(
                update(InboxRow)
                .where(InboxRow.id == received.id, InboxRow.done_at.is_(None))
                .values(dead_at=clock.now(), error=reason[:300], attempts=received.attempts)
            )
            await self._alert(session, "update-failed", update=received.update_id, reason=reason)
        return True

    async def revive(self, inbox_id: int, chat_id: int) -> None:
        """Try a dead letter of this chat again."""
        async with self._database.writing() as session:
            await session.execute(
                update(InboxRow)
                .where(InboxRow.id == inbox_id, InboxRow.chat_id == chat_id)
                .values(dead_at=None, attempts=0)
            )
        self._scan_now.set()
