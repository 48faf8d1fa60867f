"""Updates by webhook: the same store, the same promises."""

import json
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select
from starlette.applications import Starlette
from starlette.routing import Route

from bot.app import WEBHOOK_PATH
from bot.telegram.models import InboxRow
from bot.telegram.polling import SECRET_HEADER, Webhook
from sandbox import Sandbox
from tests.databases import PostgresServer, fresh_postgres
from tests.spine.parts import Spine, eventually, message, running
from tests.telegram import TOKEN, Town, bot_in

SECRET = "s" * 32


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def webhook_settings() -> dict[str, Any]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    return {"webhook_url": url, "webhook_secret": SECRET, "http_port": port}


@pytest.fixture
async def spine(database_url: str, tmp_path: Path) -> AsyncIterator[Spine]:
    async with running(database_url, tmp_path) as at_work:
        yield at_work


Post = Callable[..., Any]


def post_to(spine: Spine) -> Post:
    route = Route(WEBHOOK_PATH, Webhook(spine.inbox, SECRET).receive, methods=["POST"])
    transport = httpx.ASGITransport(Starlette(routes=[route]))

    async def post(body: Any, secret: str | None = SECRET) -> int:
        given = secret.encode() if secret is not None else None
        headers = {SECRET_HEADER.encode(): given} if given is not None else {}
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            answer = await client.post(WEBHOOK_PATH, content=content, headers=headers)
            return int(answer.status_code)

    return post


async def stored(spine: Spine) -> int:
    async with spine.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(InboxRow)) or 0


async def test_without_the_right_secret_nothing_is_taken(spine: Spine) -> None:
    for secret in (None, "", "another", SECRET[:-1], "секрет"):
        assert await post_to(spine)(message(1, "раз"), secret) == 403
    assert await stored(spine) == 0


async def test_nonsense_is_refused(spine: Spine) -> None:
    for body in (b"", b"{", b"[]", b'"text"', b"5", b"{}", b'{"update_id": "nine"}', b"\xff\xfe"):
        assert await post_to(spine)(body) == 400
    assert await stored(spine) == 0


async def test_an_update_is_in_the_database_when_it_is_accepted(spine: Spine) -> None:
    post, raw = post_to(spine), message(1, "раз")
    assert await post(raw) == 200
    assert await stored(spine) == 1
    assert await post(raw) == 200
    await spine.settled()
    assert spine.handled == ["раз"]


async def test_a_conversation_over_the_webhook(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with Sandbox(token=TOKEN) as box:
        box.webhook.first_pause = 0.1
        async with bot_in(box, database_url, tmp_path, **webhook_settings()) as app:
            place = Town(app, box)
            anna = await place.member(1001, "Петрова Анна Сергеевна")
            await anna.send("/help")
            await anna.wait_for("номер в Telegram")
            await anna.send("/mydata")
            await anna.wait_for("")
            await place.settled()
            assert not [call for call in box.calls if call.method == "getUpdates"]
            assert not box.telegram.updates.pending


async def test_while_the_database_is_away_telegram_is_asked_to_come_again(
    postgres_server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with Sandbox(token=TOKEN) as box, fresh_postgres(postgres_server.url) as url:
        box.webhook.first_pause = 0.1
        async with bot_in(box, url, tmp_path, **webhook_settings()):
            anna = box.person("Анна", id=1001)
            await anna.send("/start")
            await anna.wait_for("соглас")
            await postgres_server.stop()
            await anna.send("/help")
            delivery = box.telegram.updates.delivery
            await eventually(lambda: "503" in (delivery.last_error_message or ""))
            assert len(box.telegram.updates.pending) == 1
            before = len(anna.messages)
            await postgres_server.start()
            await anna.wait_until(lambda: len(anna.messages) > before, timeout=30)
            await box.drained()
            assert len(anna.messages) == before + 1
