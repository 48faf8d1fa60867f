"""A tenth of the calls fail in every way Telegram knows: the outcome is the same."""

import asyncio
import os
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.notices import Delivery, Notice
from sandbox import Sandbox
from tests.spine import insistent, story
from tests.telegram import TOKEN, Town, bot_in

pytestmark = pytest.mark.slow

SHARE = 0.1
# Shorter than the 30 s that were seen; `STALL=30` plays them.
STALL_SECONDS = float(os.environ.get("STALL", "2"))
PASSING = ("429", "500", "502", "cut_before", "cut_after", "stall")


@pytest.fixture(autouse=True)
def _in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def test_passing_faults_change_nothing_for_people(database_url: str, tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as box, bot_in(box, database_url, tmp_path) as app:
        place = Town(app, box)
        cast = await story.gather_people(place, members=6, lawyers=2)
        box.faults.stall_seconds, box.faults.longest_retry = STALL_SECONDS, 2
        box.faults.random(SHARE, kinds=PASSING, seed=417)
        numbers = await story.tell(cast)
        box.faults.clear()
        await place.settled()
        # Only what Telegram had accepted before the connection was cut may have come twice.
        doubled = sum(call.fault == "cut_after" for call in box.calls)
        assert any(call.fault for call in box.calls), "the faults did not happen"
        await story.check(place.database, cast, numbers, doubled)


async def test_people_whom_telegram_calls_blocked_get_everything_when_they_are_back(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box, bot_in(box, database_url, tmp_path) as app:
        place = Town(app, box)
        cast = await story.gather_people(place, members=6, lawyers=2)
        box.faults.stall_seconds, box.faults.longest_retry = 0.5, 1
        box.faults.random(SHARE, kinds=(*PASSING, "blocked"), seed=42)

        async def rest() -> None:
            while box.telegram.updates.pending or not app.inbox.is_idle:  # noqa: ASYNC110
                await asyncio.sleep(0.05)

        numbers = await insistent.tell(cast, rest)
        box.faults.clear()
        for person in (*cast.members, *cast.lawyers):
            await person.send("/menu")
        await place.settled()
        doubled = sum(call.fault == "cut_after" for call in box.calls)
        await story.check(place.database, cast, numbers, doubled)
        async with place.database.reading() as session:
            left = await session.scalars(select(Notice.kind).where(Notice.status != Delivery.SENT))
            assert set(left) <= set(), "somebody is back and did not get what he missed"


async def test_who_blocked_is_recorded(database_url: str, tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as box, bot_in(box, database_url, tmp_path) as app:
        place = Town(app, box)
        cast = await story.gather_people(place, members=1, lawyers=1)
        box.faults.next("blocked", method="sendMessage")
        await cast.members[0].send("/menu")
        await place.settled()
        assert (await place.account(cast.members[0])).blocked_at is not None
        await cast.members[0].send("/menu")
        await cast.members[0].wait_for("Выберите раздел")
        await place.settled()
        assert (await place.account(cast.members[0])).blocked_at is None
