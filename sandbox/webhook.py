"""Sends updates to the bot's webhook: one at a time, in order, again until it takes them."""

import asyncio
import json
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from sandbox.api import Api, Cut

JSON = dict[str, Any]

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
ANSWER_SECONDS = 60
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    def __init__(self, api: Api) -> None:
        self.api = api
        self.updates = api.telegram.updates
        self.first_pause = FIRST_PAUSE_SECONDS

    async def run(self) -> None:
        async with ClientSession(timeout=ClientTimeout(total=ANSWER_SECONDS)) as session:
            while True:
                await self.deliver_all(session)
                self.updates.for_webhook.clear()
                await self.updates.for_webhook.wait()

    async def deliver_all(self, session: ClientSession) -> None:
        pause = self.first_pause
        while self.updates.delivery.url and self.updates.pending:
            update_id, update = next(iter(self.updates.pending.items()))
            url = self.updates.delivery.url
            trouble = await self.deliver(session, update)
            if trouble is None:
                pause = self.first_pause
                self.updates.confirm(update_id + 1)
                continue
            self.note(trouble)
            if self.updates.delivery.url == url:
                await self.rest(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def rest(self, seconds: float) -> None:
        """Sleeps, but not on when the bot sets another webhook meanwhile."""
        url = self.updates.delivery.url
        deadline = asyncio.get_running_loop().time() + seconds
        while self.updates.delivery.url == url:
            left = deadline - asyncio.get_running_loop().time()
            self.updates.for_webhook.clear()
            try:
                await asyncio.wait_for(self.updates.for_webhook.wait(), left)
            except TimeoutError:
                return

    async def deliver(self, session: ClientSession, update: JSON) -> str | None:
        """What went wrong, in Telegram's words."""
        delivery = self.updates.delivery
        headers = {"Content-Type": "application/json"}
        if delivery.secret:
            headers[SECRET_HEADER] = delivery.secret
        self.updates.store.flush()
        body = json.dumps(update, ensure_ascii=False).encode()
        try:
            # A webhook on one's own desk has no certificate anybody signed.
            async with session.post(
                delivery.url, data=body, headers=headers, ssl=False
            ) as response:
                answer = await response.read()
                if not response.ok:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
                await self.obey(response.content_type, answer)
                return None
        except TimeoutError:
            return "Read timeout expired"
        except ClientError as error:
            return f"Connection failed: {error}"

    async def obey(self, kind: str, answer: bytes) -> None:
        """A webhook may answer with a method to call; what comes of it nobody is told."""
        if kind != "application/json" or not answer:
            return
        try:
            values = json.loads(answer)
        except ValueError:
            return
        if isinstance(values, dict) and isinstance(values.get("method"), str):
            try:
                await self.api.answer(values.pop("method"), values, {})
            except Cut:
                return

    def note(self, trouble: str) -> None:
        delivery = self.updates.delivery
        delivery.last_error_date = self.api.telegram.now()
        delivery.last_error_message = trouble
        self.updates.save()
        self.api.telegram.touched()
