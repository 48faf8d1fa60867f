"""One call of the Bot API: checks, faults, limits, the method itself, and the log of it."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox import schema
from sandbox.errors import Refusal, forbidden, not_simulated, too_many_requests
from sandbox.faults import Faults
from sandbox.files import Upload
from sandbox.limits import Limits
from sandbox.methods import SIMULATED
from sandbox.schema import Method, Params
from sandbox.telegram import Telegram

JSON = dict[str, Any]

logger = logging.getLogger(__name__)

# A benchmark makes half a million calls; the log keeps the last of them.
CALLS_KEPT = 200_000


@dataclass(slots=True)
class Call:
    """What the bot asked, and what became of it."""

    method: str
    params: JSON
    chat_id: int | str | None
    ok: bool = False
    error_code: int | None = None
    description: str | None = None
    fault: str | None = None
    at: float = 0.0
    seconds: float = 0.0


class Cut(Exception):
    """The connection is to be cut instead of answered."""


class Api:
    def __init__(self, telegram: Telegram, limits: Limits, faults: Faults) -> None:
        self.telegram = telegram
        self.limits = limits
        self.faults = faults
        self.calls: list[Call] = []

    async def answer(
        self,
        name: str,
        values: JSON,
        uploads: dict[str, Upload],
        connected: Callable[[], bool] = lambda: True,
    ) -> JSON:
        """The body Telegram answers with, `ok` or not; raises Cut instead where it must."""
        call = self.logged(name, values)
        try:
            result = await self.perform(call, values, uploads, connected)
        except Refusal as refusal:
            call.error_code, call.description = refusal.code, refusal.description
            return refusal.body()
        except Cut:
            call.description = "connection cut"
            raise
        finally:
            call.seconds = time.time() - call.at
        call.ok = True
        if call.fault == "cut_after":
            raise Cut
        return {"ok": True, "result": result}

    def logged(self, name: str, values: JSON) -> Call:
        call = Call(name, values, values.get("chat_id"), at=time.time())
        if len(self.calls) >= CALLS_KEPT:
            del self.calls[: CALLS_KEPT // 2]
        self.calls.append(call)
        return call

    async def perform(
        self,
        call: Call,
        values: JSON,
        uploads: dict[str, Upload],
        connected: Callable[[], bool],
    ) -> Any:
        method = schema.find(call.method)
        if method is None:
            raise Refusal(404, "Not Found")
        call.method = method.name
        key = method.name.lower()
        call.fault = self.faults.pick(key)
        if call.fault:
            await self.suffer(call.fault)
        params = schema.check(method, values, uploads)
        call.params = params
        call.chat_id = params.get("chat_id")
        if key == "getupdates":
            return await self.get_updates(params, connected)
        return self.run(method, key, params)

    async def suffer(self, fault: str) -> None:
        match fault:
            case "429":
                raise too_many_requests(self.faults.retry_after())
            case "500":
                raise Refusal(500, "Internal Server Error")
            case "502":
                raise Refusal(502, "Bad Gateway")
            case "blocked":
                raise forbidden("bot was blocked by the user")
            case "cut_before":
                raise Cut
            case "stall":
                await asyncio.sleep(self.faults.stall_seconds)

    def run(self, method: Method, key: str, params: Params) -> Any:
        simulated = SIMULATED.get(key)
        if simulated is None:
            raise not_simulated(method.name)
        if self.limits.enabled and "chat_id" in params:
            chat = self.telegram.find_chat(params["chat_id"])
            if chat is not None:
                self.limits.check(key, chat.id, len(params.get("media") or ()) or 1)
        try:
            return simulated(self.telegram, params)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            # Most likely an object inside a parameter that is not what Telegram expects.
            logger.exception("%s stumbled over %s", method.name, params)
            raise Refusal(500, f"Internal Server Error: {method.name}: {error!r}") from error

    async def get_updates(self, params: Params, connected: Callable[[], bool]) -> list[JSON]:
        updates = self.telegram.updates
        updates.allow(params.get("allowed_updates"))
        try:
            return await updates.get(
                params.get("offset", 0), params.get("limit", 100), params.get("timeout", 0)
            )
        except Refusal:
            # A client that hangs up and asks anew terminates only itself.
            if connected():
                raise
            return []
