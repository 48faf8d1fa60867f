"""Whatever is away for a while: nothing is lost, and everything goes on by itself."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot import app as wiring
from bot.app import App
from bot.telegram.limits import Limits
from bot.telegram.models import InboxRow
from bot.telegram.polling import SAY_AGAIN_SECONDS, Patience
from sandbox import Person, Sandbox
from tests.databases import PostgresServer, fresh_postgres, fresh_sqlite
from tests.spine.parts import eventually
from tests.telegram import FAST, TOKEN, bot_in, settings_for

pytestmark = pytest.mark.slow

# 20 and more for a thorough run.
AWAY_SECONDS = float(os.environ.get("OUTAGE_SECONDS", "3"))
PEOPLE = 5


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def crowd_of(box: Sandbox) -> list[Person]:
    return [box.person(f"Человек {n}", id=n) for n in range(1001, 1001 + PEOPLE)]


def answers(person: Person) -> int:
    return len([m for m in person.messages if m.from_bot])


def confirmed(box: Sandbox) -> int:
    offsets = [c.params.get("offset") or 0 for c in box.calls if c.method == "getUpdates"]
    return max(offsets, default=0) - 1


async def newest_stored(app: App) -> int:
    async with app.database.reading() as session:
        return await session.scalar(select(func.max(InboxRow.update_id))) or 0


async def write_while_away(
    box: Sandbox, app: App, go: Callable[[], Any], come: Callable[[], Any]
) -> None:
    """People write before, while and after; each question has its one answer in the end."""
    crowd = crowd_of(box)
    await asyncio.gather(*(person.send("/help") for person in crowd))
    await eventually(lambda: all(answers(person) == 1 for person in crowd))
    stored = await newest_stored(app)
    # Some are in the middle of being handled when it goes.
    await asyncio.gather(*(person.send("/help") for person in crowd))
    await go()
    for _ in range(2):
        await asyncio.gather(*(person.send("/help") for person in crowd))
        await asyncio.sleep(AWAY_SECONDS / 2)
    pending = set(box.telegram.updates.pending)
    await come()
    # What Telegram had forgotten by then was in the database.
    assert await newest_stored(app) >= confirmed(box) >= stored
    assert pending
    await eventually(lambda: all(answers(person) >= 4 for person in crowd), 40)
    await box.drained()
    await asyncio.gather(*(person.send("/help") for person in crowd))
    await eventually(lambda: all(answers(person) >= 5 for person in crowd), 20)
    assert {answers(person) for person in crowd} == {5}


async def test_postgresql_is_stopped_while_people_write(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    async with (
        Sandbox(token=TOKEN) as box,
        fresh_postgres(postgres_server.url) as url,
        bot_in(box, url, tmp_path) as app,
    ):
        await write_while_away(box, app, postgres_server.stop, postgres_server.start)


async def test_sqlite_is_locked_by_another_program_while_people_write(tmp_path: Path) -> None:
    url = fresh_sqlite(tmp_path)
    path = url.removeprefix("sqlite+aiosqlite:///")
    async with Sandbox(token=TOKEN) as box, bot_in(box, url, tmp_path) as app:
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

        async def lock() -> None:
            await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")

        async def unlock() -> None:
            other.execute("COMMIT")

        await write_while_away(box, app, lock, unlock)
        other.close()


async def test_telegram_goes_away_and_comes_back(tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as box, bot_in(box, fresh_sqlite(tmp_path), tmp_path):
        crowd = crowd_of(box)
        await asyncio.gather(*(person.send("/help") for person in crowd))
        await eventually(lambda: all(answers(person) == 1 for person in crowd))
        with capture_logs() as lines:
            box.faults.down = True
            await asyncio.gather(*(person.send("/help") for person in crowd))
            await asyncio.sleep(2.5)
            box.faults.down = False
            await eventually(lambda: all(answers(person) == 2 for person in crowd))
        said = [line["event"] for line in lines if "Telegram" in line["event"]]
        assert said == ["Telegram недоступен, пробую снова.", "Telegram снова отвечает."]


async def test_a_gateways_page_instead_of_updates_is_waited_out(tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as box:
        box.faults.next("502", "getUpdates", times=2)
        async with bot_in(box, fresh_sqlite(tmp_path), tmp_path):
            anna = crowd_of(box)[0]
            await anna.send("/help")
            await anna.wait_for("")
        assert [c.error_code for c in box.refusals] == [502, 502]


async def test_telegram_away_at_the_start_is_said_and_waited_for(tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as box:
        settings = settings_for(fresh_sqlite(tmp_path), box.url, tmp_path)
        regulations, database = await wiring.prepare(settings)
        app = wiring.build(settings, regulations, database, Limits(FAST, FAST))
        box.faults.down = True
        with capture_logs() as lines:
            meeting = asyncio.create_task(wiring.meet_telegram(app))
            await asyncio.sleep(2.5)
            assert not meeting.done()
            box.faults.down = False
            # The first page of a gateway that wakes up is waited out as well.
            box.faults.next("502", "getMe")
            me = await meeting
        assert me.username == "sandbox_bot"
        said = [line["event"] for line in lines]
        assert said == ["Telegram недоступен, пробую снова.", "Telegram отвечает."]
        await app.bot.session.close()
        await database.close()


async def test_what_is_away_is_said_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: now)
    patience = Patience("нет", "есть")
    with capture_logs() as lines:
        for _ in range(int(3 * SAY_AGAIN_SECONDS)):
            patience.away()
            now += 1
        patience.back()
        patience.back()
        patience.away()
    assert [line["event"] for line in lines] == ["нет", "нет", "нет", "есть", "нет"]
