"""Updates on their way to the bot: a queue, read by long polling or sent to a webhook."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import conflict
from sandbox.store import Store

JSON = dict[str, Any]

KINDS_ONLY_IF_ASKED = {"chat_member", "message_reaction", "message_reaction_count"}
FIRST_UPDATE_ID = 100_000_001
LONGEST_POLL_SECONDS = 50
MOST_AT_ONCE = 100

TERMINATED = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_IS_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
    "webhook first"
)


@dataclass(slots=True)
class Update:
    raw: JSON

    def record(self) -> JSON:
        return self.raw


@dataclass(slots=True)
class Delivery:
    """How the bot wants its updates."""

    last_id: int = FIRST_UPDATE_ID - 1
    allowed: list[str] | None = None
    url: str = ""
    secret: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None

    def record(self) -> JSON:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(eq=False)
class Updates:
    store: Store
    touched: Callable[[], Any]
    pending: dict[int, JSON] = field(default_factory=dict)
    delivery: Delivery = field(default_factory=Delivery)
    for_webhook: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when there may be something to deliver."""
    parked: "asyncio.Future[bool] | None" = None
    """The getUpdates that waits now; its result tells whether it was terminated."""
    closed: bool = False

    def __post_init__(self) -> None:
        for record in self.store.load("delivery"):
            self.delivery = Delivery(**record)
        records = self.store.load("update")
        for raw in sorted(records, key=lambda record: int(record["update_id"])):
            self.pending[raw["update_id"]] = raw

    def add(self, kind: str, payload: JSON) -> None:
        if not self.wanted(kind):
            return
        self.delivery.last_id += 1
        raw = {"update_id": self.delivery.last_id, kind: payload}
        self.pending[self.delivery.last_id] = raw
        self.store.put("update", self.delivery.last_id, Update(raw))
        self.save()
        self.wake(terminated=False)
        self.for_webhook.set()
        self.touched()

    def wanted(self, kind: str) -> bool:
        allowed = self.delivery.allowed
        return kind in allowed if allowed else kind not in KINDS_ONLY_IF_ASKED

    def allow(self, kinds: list[str] | None) -> None:
        if kinds is not None and kinds != self.delivery.allowed:
            self.delivery.allowed = kinds
            self.save()

    def save(self) -> None:
        self.store.put("delivery", "", self.delivery)

    def confirm(self, update_id: int) -> None:
        """Forget the updates before this one."""
        # Oldest first, so this looks only at what goes.
        confirmed = list(itertools.takewhile(lambda pending: pending < update_id, self.pending))
        for gone in confirmed:
            del self.pending[gone]
            self.store.drop("update", gone)
        if confirmed:
            self.touched()

    def confirm_all(self) -> None:
        self.confirm(self.delivery.last_id + 1)

    def confirm_all_but_last(self, count: int) -> None:
        kept = list(self.pending)[-count:]
        self.confirm(kept[0] if kept else 0)

    async def get(
        self, offset: int = 0, limit: int = MOST_AT_ONCE, seconds: int = 0
    ) -> list[JSON]:
        if self.delivery.url:
            raise conflict(WEBHOOK_IS_ACTIVE)
        self.interrupt()
        if offset > 0:
            self.confirm(offset)
        elif offset < 0:
            self.confirm_all_but_last(-offset)
        if not self.pending and seconds > 0 and not self.closed:
            await self.park(min(seconds, LONGEST_POLL_SECONDS))
        # What the bot is about to see must not be numbered anew after a crash.
        self.store.flush()
        limit = limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE
        return list(self.pending.values())[:limit]

    def interrupt(self) -> None:
        self.wake(terminated=True)

    def wake(self, *, terminated: bool) -> None:
        if self.parked is not None and not self.parked.done():
            self.parked.set_result(terminated)

    async def park(self, seconds: float) -> None:
        mine = self.parked = asyncio.get_running_loop().create_future()
        self.touched()
        await asyncio.wait([mine], timeout=seconds)
        if self.parked is mine:
            self.parked = None
        if mine.done() and mine.result() and not self.closed:
            raise conflict(TERMINATED)

    def close(self) -> None:
        self.closed = True
        self.interrupt()
