"""Telegram's flood limits: 30 a second in all, a message a second a chat, 20 a minute a group.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.errors import too_many_requests

OVERALL_PER_SECOND = 30
CHAT_PER_SECOND = 1
CHAT_BURST = 5
GROUP_PER_MINUTE = 20

# Methods that put a message into a chat; an edit weighs on groups and on the whole alike.
SENDS = ("send", "copymessage", "forwardmessage")
EDITS = ("editmessage", "stoppoll")
FREE = {"sendchataction"}


@dataclass(slots=True)
class Bucket:
    """Holds `size` calls and is refilled evenly."""

    size: float
    per_second: float
    left: float
    at: float

    def wait(self, cost: int, now: float) -> float:
        """Seconds until `cost` calls fit, 0 where they do now."""
        self.left = min(self.size, self.left + (now - self.at) * self.per_second)
        self.at = now
        # An album larger than the bucket passes once the bucket is full.
        missing = min(cost, self.size) - self.left
        return missing / self.per_second if missing > 1e-9 else 0


@dataclass(slots=True)
class Limits:
    enabled: bool = False
    clock: Callable[[], float] = time.monotonic
    overall: Bucket | None = None
    chats: dict[int, Bucket] = field(default_factory=dict)

    def check(self, method: str, chat_id: int, cost: int = 1) -> None:
        """Counts the call, or refuses it for some seconds."""
        if not self.enabled:
            return
        edits = method.startswith(EDITS)
        if method in FREE or not (edits or method.startswith(SENDS)):
            return
        now = self.clock()
        buckets = [self.overall_bucket(now)]
        if chat_id < 0 or not edits:
            buckets.append(self.chat_bucket(chat_id, now))
        wait = max(bucket.wait(cost, now) for bucket in buckets)
        if wait:
            raise too_many_requests(max(1, math.ceil(wait)))
        for bucket in buckets:
            bucket.left -= cost

    def overall_bucket(self, now: float) -> Bucket:
        if self.overall is None:
            self.overall = Bucket(OVERALL_PER_SECOND, OVERALL_PER_SECOND, OVERALL_PER_SECOND, now)
        return self.overall

    def chat_bucket(self, chat_id: int, now: float) -> Bucket:
        bucket = self.chats.get(chat_id)
        if bucket is None:
            size, rate = (
                (GROUP_PER_MINUTE, GROUP_PER_MINUTE / 60)
                if chat_id < 0
                else (CHAT_BURST, CHAT_PER_SECOND)
            )
            bucket = self.chats[chat_id] = Bucket(size, rate, size, now)
        return bucket

    def forget(self) -> None:
        """Starts every count anew."""
        self.overall = None
        self.chats.clear()
