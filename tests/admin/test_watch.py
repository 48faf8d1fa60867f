"""Health, metrics, alerts and the doctor: what an administrator learns without asking for it."""

import asyncio
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot import doctor, jobs, keeping
from bot.admin import service as admin
from bot.db import Database
from bot.jobs import Job, _tick
from bot.members.models import Role
from bot.regulations import Regulations
from bot.telegram.models import InboxRow
from bot.watch import alerts, health
from sandbox import Person, Sandbox
from tests.legal.acting import ask, said_to
from tests.spine.test_webhook import free_port
from tests.telegram import TEST_KEY, TOKEN, Town, bot_in


async def get(port: int, path: str) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.get(f"http://127.0.0.1:{port}{path}", timeout=10)


async def administrator(place: Town) -> Person:
    olga = await place.member(9001, "Админова Ольга Ивановна")
    await place.give_role(olga, Role.ADMIN)
    return olga


@pytest.mark.both
async def test_health_and_metrics_are_there_while_the_bot_polls(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    port = free_port()
    async with (
        Sandbox(token=TOKEN) as box,
        bot_in(box, database_url, tmp_path, http_port=port) as app,
    ):
        place = Town(app, box)
        anna = await place.member(1001, "Петрова Анна Сергеевна")
        await ask(anna)
        await place.settled()
        healthy = await get(port, "/health")
        assert healthy.status_code == 200
        assert healthy.json() == {
            "status": "ok",
            "database": True,
            "telegram": True,
            "inbox_seconds": 0,
            "sender": True,
            "scheduler": True,
        }
        metrics = (await get(port, "/metrics")).text
        assert 'profbot_cases{status="queued"} 1.0' in metrics
        assert "profbot_updates_handled_total" in metrics
        assert "profbot_database_up 1.0" in metrics
        assert "Петрова" not in metrics
        assert "1001" not in metrics
        app.counts.token_refused = True
        assert (await get(port, "/health")).status_code == 503
        app.counts.token_refused = False


async def test_an_update_that_waits_too_long_is_no_health(place: Town) -> None:
    async with place.database.writing() as session:
        assert (await health.look(session)).is_well
        hour_ago = datetime.now(UTC) - timedelta(hours=1)
        session.add(InboxRow(update_id=1, chat_id=0, payload=b"", received_at=hour_ago))
        await session.flush()
        state = await health.look(session)
        assert state.inbox_seconds >= 3600
        assert not state.is_well
        await session.rollback()


async def test_a_busy_port_does_not_stop_a_bot_that_polls(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        async with (
            Sandbox(token=TOKEN) as box,
            bot_in(box, database_url, tmp_path, http_port=port) as app,
        ):
            anna = await Town(app, box).member(1001, "Петрова Анна Сергеевна")
            await anna.send("/help")
            await anna.wait_for("номер в Telegram")


async def test_each_trouble_is_told_once_a_day_with_what_to_do(place: Town) -> None:
    olga = await administrator(place)
    app = place.app
    long_ago = datetime.now(UTC) - timedelta(days=9)

    async def failing(database: Database, regulations: Regulations) -> None:
        raise ValueError

    while app.counts.failing.get("failing", 0) < 3:
        # On a busy machine the lease may have run out for a moment.
        await app.leases.renew()
        await _tick(Job(failing, 60), app.database, app.regulations, app.leases, app.counts)
    async with app.database.writing() as session:
        await admin.remember(session, admin.BACKUP, long_ago.isoformat())
    for _ in range(2):
        async with app.database.writing() as session:
            await alerts.raise_alerts(session, app.counts, app.settings.data, least_free_mb=10**9)
        await place.settled()
    for words in ("На диске сервера осталось", "failing не выполнилось 3 раза", "не было 9 дней"):
        assert len(said_to(olga, words)) == 1, olga.screen()
        (told,) = said_to(olga, words)
        assert "Что сделать:" in told

    async def well(database: Database, regulations: Regulations) -> None:
        return

    well.__name__ = "failing"
    await app.leases.renew()
    await _tick(Job(well, 60), app.database, app.regulations, app.leases, app.counts)
    assert not app.counts.failing


async def test_a_job_that_the_end_cuts_short_is_no_failure(
    place: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An administrator who stops the bot is not shown a trace."""
    app, begun = place.app, asyncio.Event()

    async def long(database: Database, regulations: Regulations) -> None:
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(jobs, "JOBS", (Job(long, 60),))
    ticking = jobs.scheduler(app.database, app.regulations, app.leases, app.counts)
    ticking.start()
    await begun.wait()
    (running,) = ticking._executors["default"]._pending_futures
    with caplog.at_level("WARNING", logger="apscheduler"):
        ticking.shutdown(wait=False)
        await asyncio.wait([running])
    assert not caplog.records
    assert not app.counts.failing


async def test_the_doctor_sees_what_the_running_bot_lacks(
    place: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = place.app.settings
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", place.box.url)
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("DATA_KEYS", TEST_KEY)
    async with place.database.writing() as session:
        session.add(
            InboxRow(update_id=1, chat_id=0, payload=b"", dead_at=datetime.now(UTC), error="x")
        )
    found = [finding async for finding in doctor.findings()]
    good = [line for ok, line in found if ok]
    wrong = [line for ok, line in found if not ok]
    for words in ("Бот работает.", "Файл базы цел.", "Очереди нет", "сертификат не нужен",
                  "На диске свободно"):  # fmt: skip
        assert any(words in line for line in good), words
    assert any("из-за ошибки сообщений: 1" in line for line in wrong)
    assert any("python -m bot backup" in line for line in wrong)
    await keeping.backup(settings, tmp_path / "copy.tar.gz")
    found = [finding async for finding in doctor.findings()]
    assert any("резервная копия: 0 дн. назад" in line for ok, line in found if ok)
