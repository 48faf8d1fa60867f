"""Telegram's limits, kept in one place through which every call goes.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import asyncio
import heapq
import itertools
import random
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import Response, TelegramMethod

Result = TypeVar("Result")

PER_SECOND: Final = 30.0
# Slots are spaced a little wider than the limit: calls jitter on their way.
MARGIN: Final = 0.03
CHAT_PER_SECOND: Final = 1.0
# Two calls may arrive nearer to each other than they were let go.
CHAT_MARGIN: Final = 0.05
CHAT_BURST: Final = 5
GROUP_PER_SECOND: Final = 20 / 60
GROUP_BURST: Final = 1
CHATS_REMEMBERED: Final = 20_000
RETRY_FIRST_SECONDS: Final = 0.5
RETRY_LAST_SECONDS: Final = 30.0
SERVER_ERRORS: Final = 20
PEOPLE, BULK = 0, 1

log = structlog.get_logger(__name__)
_priority: ContextVar[int] = ContextVar("telegram_priority", default=PEOPLE)


@contextmanager
def priority(value: int) -> Iterator[None]:
    """Calls within the block wait behind those of people (PEOPLE) or beside them."""
    token = _priority.set(value)
    try:
        yield
    finally:
        _priority.reset(token)


class Slots:
    """Evenly spaced slots for all calls: people take the next one, bulk what is left."""

    def __init__(self, per_second: float) -> None:
        self._spacing = (1 + MARGIN) / per_second
        self._next = 0.0
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    async def take(self, priority: int) -> None:
        loop = asyncio.get_running_loop()
        if not self._waiting and loop.time() >= self._next:
            self._next = loop.time() + self._spacing
            return
        turn: asyncio.Future[None] = loop.create_future()
        heapq.heappush(self._waiting, (priority, next(self._order), turn))
        if self._timer is None:
            self._timer = loop.call_at(self._next, self._give)
        await turn

    def hold(self, until: float) -> None:
        """No slot before this moment of the loop's clock: Telegram asked everyone to wait."""
        self._next = max(self._next, until)

    def _give(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = None
        if loop.time() < self._next:
            self._timer = loop.call_at(self._next, self._give)
            return
        while self._waiting:
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                turn.set_result(None)
                self._next = loop.time() + self._spacing
                break
        if self._waiting:
            self._timer = loop.call_at(self._next, self._give)


@dataclass
class ChatAllowance:
    """A bucket: `burst` calls at once, then `rate` a second."""

    rate: float
    burst: int
    tokens: float
    at: float
    held_until: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self, cost: int = 1) -> None:
        """An album larger than the bucket passes once the bucket is full."""
        loop = asyncio.get_running_loop()
        cost = min(cost, self.burst)
        async with self.turn:
            await self.let_go()
            self._refill(loop.time())
            if self.tokens < cost:
                await asyncio.sleep((cost - self.tokens) / self.rate)
                self._refill(loop.time())
            self.tokens -= cost

    def departs(self) -> None:
        """Telegram counts from when a call comes, not from when it began to wait for a slot."""
        self.at = asyncio.get_running_loop().time()

    async def let_go(self) -> bool:
        """Wait as long as Telegram asked to; whether it had."""
        loop = asyncio.get_running_loop()
        was_held = False
        while (held := self.held_until - loop.time()) > 0:
            was_held = True
            await asyncio.sleep(held)
        return was_held

    def _refill(self, now: float) -> None:
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now


class Limits(BaseRequestMiddleware):
    """Waits for a slot, obeys retry_after, and repeats what failed for a passing reason.

    A handler thus sees permanent refusals alone, and never has to repeat what it said already.
    """

    def __init__(
        self, per_second: float = PER_SECOND, chat_per_second: float = CHAT_PER_SECOND
    ) -> None:
        self._slots = Slots(per_second)
        self._chat_per_second = chat_per_second
        self._chats: OrderedDict[int, ChatAllowance] = OrderedDict()
        self._accepted = 0

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[Any],
        bot: Bot,
        method: TelegramMethod[Any],
    ) -> Response[Any]:
        chat_id = getattr(method, "chat_id", None)
        retry = RETRY_FIRST_SECONDS
        accepted = self._accepted
        for attempt in itertools.count(1):
            if isinstance(chat_id, int):
                await self._take(chat_id, _cost(method, chat_id))
            try:
                response = await make_request(bot, method)
                self._accepted += 1
            except TelegramRetryAfter as refusal:
                self._hold(chat_id, refusal.retry_after)
                if not isinstance(chat_id, int):
                    await asyncio.sleep(refusal.retry_after)
            except (TelegramServerError, ClientDecodeError, TelegramNetworkError) as failure:
                if _is_final(failure, attempt, others_pass=self._accepted > accepted):
                    raise
                log.warning(
                    "telegram call repeated", method=method.__api_method__, attempt=attempt
                )
                await asyncio.sleep(retry * random.uniform(0.8, 1.2))
                retry = min(retry * 2, RETRY_LAST_SECONDS)
            else:
                return response
        raise AssertionError("the count has no end")

    async def _take(self, chat_id: int, cost: int) -> None:
        chat = self._chat(chat_id)
        if cost:
            await chat.take(cost)
        else:
            await chat.let_go()
        await self._slots.take(_priority.get())
        # The chat may have been held by another call while this one waited for its slot.
        while await chat.let_go():
            await self._slots.take(_priority.get())
        for _ in range(cost - 1):
            await self._slots.take(_priority.get())
        if cost:
            chat.departs()

    def _chat(self, chat_id: int) -> ChatAllowance:
        if found := self._chats.get(chat_id):
            self._chats.move_to_end(chat_id)
            return found
        group = chat_id < 0
        rate = GROUP_PER_SECOND if group else self._chat_per_second
        burst = GROUP_BURST if group else CHAT_BURST
        now = asyncio.get_running_loop().time()
        allowance = ChatAllowance(rate / (1 + CHAT_MARGIN), burst, burst, now)
        self._chats[chat_id] = allowance
        if len(self._chats) > CHATS_REMEMBERED:
            self._chats.popitem(last=False)
        return allowance

    def _hold(self, chat_id: Any, seconds: float) -> None:
        """Hold the chat; a second chat that is refused meanwhile means that all must wait."""
        now = asyncio.get_running_loop().time()
        log.info("telegram asks to wait", seconds=seconds)
        others = any(
            other.held_until > now for chat, other in self._chats.items() if chat != chat_id
        )
        if isinstance(chat_id, int):
            self._chat(chat_id).held_until = now + seconds
        if others:
            self._slots.hold(now + seconds)


def _cost(method: TelegramMethod[Any], chat_id: int) -> int:
    """How many of the chat's messages it counts for. An album counts by its items.

    In a private chat an edit or a deletion counts for none: a press must be answered at once,
    though the lawyer's cards are being edited above it. In groups edits are limited too.
    """
    name = method.__api_method__
    if name == "leaveChat" or (chat_id > 0 and name.startswith(("edit", "delete"))):
        return 0
    media = getattr(method, "media", None)
    return len(media) if isinstance(media, list) and media else 1


def _is_final(failure: Exception, attempt: int, *, others_pass: bool) -> bool:
    """The network may be away for hours, and so may Telegram.

    A server that fails on this call for minutes and passes others will go on. A gateway's page
    instead of JSON is such a failure; JSON that does not fit the schema is not, and an upload
    that is too large does not shrink.
    """
    if isinstance(failure, TelegramEntityTooLarge):
        return True
    if isinstance(failure, TelegramNetworkError):
        return False
    if isinstance(failure, ClientDecodeError) and isinstance(failure.data, dict):
        return True
    return attempt >= SERVER_ERRORS and others_pass
