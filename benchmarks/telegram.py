"""A Bot API server that costs next to nothing, with the people of a plan behind it.

`python -m benchmarks.telegram PORT`. It knows what the contenders call and checks nothing: the
sandbox does that. A token is a world of its own, so one server serves all contenders.
"""

import asyncio
import json
import random
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

BATCH: Final = 100
# A bot that is started again must not take a new world's updates for ones it has handled.
WORLD_SIZE: Final = 10_000_000
WINDOW_SECONDS: Final = 1.0
RETRY_AFTER_SECONDS: Final = 1
BOT: Final = {"id": 42, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"

Reply = Callable[[Any], None]


@dataclass
class Chat:
    """What a person's chat shows, as far as the next step needs it."""

    message: dict[str, Any] = field(default_factory=dict)
    # The newest message with buttons: the one under which he presses.
    window: dict[str, Any] = field(default_factory=dict)


@dataclass
class Walker:
    """A person on his way through the steps."""

    chat_id: int
    left: deque[dict[str, Any]]
    until: str = ""
    began: float = 0.0


worlds: dict[str, "World"] = {}


class World:
    """Everything about one token."""

    def __init__(self) -> None:
        self.updates: deque[dict[str, Any]] = deque()
        self.poll: Reply | None = None
        self.chats: dict[int, Chat] = {}
        self.number = len(worlds) * WORLD_SIZE
        self.walkers: dict[int, Walker] = {}
        self.coming: deque[Walker] = deque()
        self.latencies: list[float] = []
        self.wanted = self.unasked = self.refusals = self.limit = 0
        self.jitter = self.began = self.ended = 0.0
        self.accepted: deque[float] = deque()
        self.over = asyncio.Event()

    # The plan

    async def play(self, plan: dict[str, Any]) -> dict[str, Any]:
        self.latencies, self.walkers, self.coming = [], {}, deque()
        self.unasked = self.refusals = 0
        self.over.clear()
        self.accepted.clear()
        self.limit, self.jitter = plan.get("limit", 0), plan.get("jitter", 0.0)
        self.began = self.ended = time.monotonic()
        pacing = None
        if "sends" in plan:
            self.wanted = plan["sends"]
        else:
            pacing = self._let_people_in(plan)
        try:
            async with asyncio.timeout(plan["patience"]):
                await self.over.wait()
        except TimeoutError:
            pass
        if pacing:
            pacing.cancel()
        return {
            "wanted": self.wanted,
            "answered": len(self.latencies),
            "seconds": self.ended - self.began,
            "latencies": self.latencies,
            "unasked": self.unasked,
            "refusals": self.refusals,
            "ended_at": self.ended,
        }

    def _let_people_in(self, plan: dict[str, Any]) -> asyncio.Task[None] | None:
        steps = plan["steps"] * plan["rounds"]
        self.wanted = plan["people"] * len(steps)
        people = range(plan["first"], plan["first"] + plan["people"])
        self.coming = deque(Walker(chat_id, deque(steps)) for chat_id in people)
        if plan["rate"]:
            return asyncio.create_task(self._pace(1 / plan["rate"]))
        for _ in range(min(plan["at_once"], len(self.coming))):
            self._next_person()
        return None

    async def _pace(self, spacing: float) -> None:
        loop = asyncio.get_running_loop()
        at = loop.time()
        while self.coming:
            self._next_person()
            at += spacing
            await asyncio.sleep(max(0.0, at - loop.time()))

    def _next_person(self) -> None:
        if self.coming:
            walker = self.coming.popleft()
            self.walkers[walker.chat_id] = walker
            self._step(walker)

    def _step(self, walker: Walker) -> None:
        step = walker.left.popleft()
        self.number += 1
        number = self.number
        walker.until = step["until"].replace("{n}", f"№{number}.")
        walker.began = time.monotonic()
        person = {
            "id": walker.chat_id,
            "is_bot": False,
            "first_name": "Вера",
            "language_code": "ru",
        }
        if step["say"] is None:
            self._press(number, step["press"], person)
            return
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": walker.chat_id, "type": "private", "first_name": "Вера"},
            "from": person,
            "text": step["say"].replace("{n}", f"№{number}."),
        }
        self._release({"update_id": number, "message": message})

    def _press(self, number: int, label: str, person: dict[str, Any]) -> None:
        """A label that is not there leaves the person stuck: the plan ends at its patience."""
        window = self.chats[person["id"]].window
        for row in window.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if label in button["text"]:
                    query = {
                        "id": str(number),
                        "from": person,
                        "chat_instance": "1",
                        "message": window,
                        "data": button["callback_data"],
                    }
                    self._release({"update_id": number, "callback_query": query})
                    return

    def _release(self, update: dict[str, Any]) -> None:
        self.updates.append(update)
        if self.poll and len(self.updates) == 1:
            # At the end of this turn: what is released together is fetched together.
            asyncio.get_running_loop().call_soon(self._hand_over)

    def _hand_over(self) -> None:
        if self.poll is None or not self.updates:
            return
        reply, self.poll = self.poll, None
        reply([self.updates.popleft() for _ in range(min(BATCH, len(self.updates)))])

    def _saw(self, chat_id: int, text: str) -> None:
        walker = self.walkers.get(chat_id)
        if walker is None or walker.until not in text:
            self.unasked += 1
            return
        self._count(walker.began)
        if walker.left:
            self._step(walker)
            return
        del self.walkers[chat_id]
        self._next_person()

    def _count(self, began: float) -> None:
        self.ended = time.monotonic()
        self.latencies.append(self.ended - began)
        if len(self.latencies) == self.wanted:
            self.over.set()

    # The calls

    def call(self, method: str, body: bytes, reply: Reply, refuse: Reply) -> None:
        if method == "getUpdates":
            self._get_updates(dict(parse_qsl(body.decode())), reply)
        elif method in ("sendMessage", "editMessageText", "editMessageReplyMarkup"):
            given = dict(parse_qsl(body.decode()))
            if self.jitter:
                delay = random.uniform(0.0, self.jitter)
                asyncio.get_running_loop().call_later(delay, self._put, given, reply, refuse)
            else:
                self._put(given, reply, refuse)
        else:
            reply(BOT if method == "getMe" else True)

    def _get_updates(self, given: dict[str, str], reply: Reply) -> None:
        self.poll = reply
        if self.updates or given.get("timeout", "0") == "0":
            self.poll = None
            reply([self.updates.popleft() for _ in range(min(BATCH, len(self.updates)))])
            return
        loop = asyncio.get_running_loop()
        loop.call_later(float(given["timeout"]), self._end_poll, reply)

    def _end_poll(self, reply: Reply) -> None:
        if self.poll is reply:
            self.poll = None
            reply([])

    def _put(self, given: dict[str, str], reply: Reply, refuse: Reply) -> None:
        if self.limit and self._is_over_limit():
            self.refusals += 1
            refuse(RETRY_AFTER_SECONDS)
            return
        chat_id = int(given["chat_id"])
        chat = self.chats.setdefault(chat_id, Chat())
        message_id = int(given.get("message_id", 0))
        if not message_id:
            self.number += 1
        chat.message = message = {
            "message_id": message_id or self.number,
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": "private", "first_name": "Вера"},
            "from": BOT,
            "text": given.get("text", ""),
        }
        if "inline_keyboard" in given.get("reply_markup", ""):
            message["reply_markup"] = json.loads(given["reply_markup"])
            chat.window = message
        reply(message)
        if self.limit:
            if not self.latencies:
                self.began = time.monotonic()
            self._count(self.began)
        else:
            self._saw(chat_id, given.get("text", ""))

    def _is_over_limit(self) -> bool:
        now = time.monotonic()
        while self.accepted and self.accepted[0] <= now - WINDOW_SECONDS:
            self.accepted.popleft()
        if len(self.accepted) >= self.limit:
            return True
        self.accepted.append(now)
        return False


class Connection(asyncio.Protocol):
    """HTTP/1.1 as far as clients of the Bot API speak it: one request at a time."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._buffer = b""

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        first, *lines = head.split(b"\r\n")
        length = 0
        for line in lines:
            if line[:15].lower() == b"content-length:":
                length = int(line[15:])
        if len(rest) < length:
            return
        self._buffer = b""
        target = urlsplit(first.split(b" ")[1].decode())
        token, _, method = target.path.lstrip("/").partition("/")
        world = worlds.setdefault(token.removeprefix("bot"), World())
        if method == "play":
            playing = asyncio.create_task(world.play(json.loads(rest)))
            playing.add_done_callback(lambda task: self._answer(task.result()))
        else:
            world.call(method, rest or target.query.encode(), self._reply, self._refuse)

    def _reply(self, result: Any) -> None:
        self._answer({"ok": True, "result": result})

    def _refuse(self, seconds: int) -> None:
        answer = {
            "ok": False,
            "error_code": 429,
            "description": f"Too Many Requests: retry after {seconds}",
            "parameters": {"retry_after": seconds},
        }
        self._answer(answer)

    def _answer(self, answer: Any) -> None:
        body = json.dumps(answer).encode()
        self._transport.write(HEAD % len(body) + body)


async def serve(port: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
