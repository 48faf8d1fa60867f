import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox import Person, Sandbox
from tests.sandbox.client import JSON, Bot

SECRET = "not-for-strangers_1"


class Hook:
    """A bot's webhook that does as it is told."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[JSON] = []
        self.secrets: list[str | None] = []
        self.failures = 0
        self.answer: JSON | None = None
        self.busy = 0

    async def take(self, request: web.Request) -> web.Response:
        assert self.busy == 0, "two updates at once"
        self.busy += 1
        await asyncio.sleep(0)
        self.busy -= 1
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.failures:
            self.failures -= 1
            return web.Response(status=500)
        self.got.append(await request.json())
        return web.json_response(self.answer) if self.answer else web.Response()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    server = TestServer(app)
    await server.start_server()
    hook.url = str(server.make_url("/hook"))
    yield hook
    await server.close()


async def test_updates_come_in_order_with_the_secret(
    box: Sandbox, anna: Person, bot: Bot, hook: Hook
) -> None:
    await anna.send("до")
    await bot.do("setWebhook", url=hook.url, secret_token=SECRET)
    await anna.send("раз")
    await anna.send("два")
    await box.drained()

    assert [update["message"]["text"] for update in hook.got] == ["до", "раз", "два"]
    assert set(hook.secrets) == {SECRET}


async def test_what_failed_is_sent_again(box: Sandbox, anna: Person, bot: Bot, hook: Hook) -> None:
    box.webhook.first_pause = 0.001
    hook.failures = 3
    await bot.do("setWebhook", url=hook.url)
    await anna.send("раз")
    await anna.send("два")
    await box.drained()

    assert [update["message"]["text"] for update in hook.got] == ["раз", "два"]
    assert len(hook.secrets) == 5
    info = await bot.do("getWebhookInfo")
    assert info["url"] == hook.url
    assert info["pending_update_count"] == 0
    assert "500" in info["last_error_message"]


async def test_a_webhook_that_is_away_is_noted(
    box: Sandbox, anna: Person, bot: Bot, unused_tcp_port: int
) -> None:
    await bot.do("setWebhook", url=f"http://127.0.0.1:{unused_tcp_port}/")
    await anna.send("есть кто?")
    await box.wait_until(lambda: box.telegram.updates.delivery.last_error_message)

    info = await bot.do("getWebhookInfo")
    assert info["last_error_message"].startswith("Connection failed")
    assert info["pending_update_count"] == 1


async def test_polling_is_refused_while_a_webhook_is_set(bot: Bot, hook: Hook) -> None:
    await bot.do("setWebhook", url=hook.url)
    refusal = await bot.call("getUpdates")
    assert refusal["error_code"] == 409
    assert refusal["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to "
        "delete the webhook first"
    )
    await bot.do("deleteWebhook")
    assert await bot.do("getUpdates") == []


async def test_a_webhook_may_answer_with_a_method(anna: Person, bot: Bot, hook: Hook) -> None:
    hook.answer = {"method": "sendMessage", "chat_id": anna.id, "text": "Сразу отвечаю"}
    await bot.do("setWebhook", url=hook.url)
    await anna.send("/start")
    await anna.wait_for("Сразу отвечаю")


async def test_waiting_updates_can_be_dropped(anna: Person, bot: Bot, hook: Hook) -> None:
    await anna.send("старое")
    await bot.do("setWebhook", url=hook.url, drop_pending_updates=True)
    await bot.do("deleteWebhook")
    assert await bot.do("getUpdates") == []
    assert hook.got == []
