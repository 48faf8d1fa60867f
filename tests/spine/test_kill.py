"""kill -9 of the real process at random moments, and SIGTERM."""

import asyncio
import os
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from sandbox import Sandbox
from tests.spine import story
from tests.spine.process import BotProcess, handled, opened
from tests.telegram import TOKEN, Town, bot_in

pytestmark = pytest.mark.slow

# A long run: KILLS=100 make test ARGS="-k killed"
KILLS = int(os.environ.get("KILLS", "10"))
MEMBERS, LAWYERS = 10, 3
# The program comes up in three to six seconds: some kills hit it while it does.
SHORTEST_LIFE, LONGEST_LIFE = 1.0, 6.0
# It has 10 s to finish what it holds; the rest is for a busy machine.
STOP_SECONDS = 20.0


@pytest.fixture(autouse=True)
def _in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def test_nothing_is_lost_or_doubled_when_the_process_is_killed_again_and_again(
    database_url: str, tmp_path: Path
) -> None:
    async with performance(database_url, tmp_path) as (bot, cast):
        telling = asyncio.create_task(story.tell(cast))
        kills = await kill_at_random(bot, telling)
        numbers = await telling
        # The last kill may have come after the last word and before its mark.
        await handled(database_url)
        await bot.terminate()
        await checked(database_url, cast, numbers, doubled=kills)


async def test_it_finishes_what_it_holds_when_it_is_told_to_stop(
    database_url: str, tmp_path: Path
) -> None:
    async with performance(database_url, tmp_path, members=4, lawyers=2) as (bot, cast):
        telling = asyncio.create_task(story.tell(cast))
        await cast.members[0].wait_for(" принят", story.PATIENCE)
        assert await asyncio.wait_for(bot.terminate(), STOP_SECONDS) == 0
        await bot.start()
        numbers = await telling
        await bot.terminate()
        await checked(database_url, cast, numbers, doubled=0)


@asynccontextmanager
async def performance(
    database_url: str, folder: Path, members: int = MEMBERS, lawyers: int = LAWYERS
) -> AsyncIterator[tuple[BotProcess, story.Cast]]:
    """Members and lawyers who know each other's bot, and the bot as a process of its own."""
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, folder) as app:
            cast = await story.gather_people(Town(app, box), members, lawyers)
        bot = BotProcess(folder, database_url, box.url)
        await bot.start()
        try:
            yield bot, cast
        finally:
            await bot.kill()


async def kill_at_random(bot: BotProcess, telling: "asyncio.Task[dict[int, str]]") -> int:
    """Kill while the story goes on; how often it was."""
    chance = random.Random(417)
    kills = 0
    while kills < KILLS and not telling.done():
        await asyncio.sleep(chance.uniform(SHORTEST_LIFE, LONGEST_LIFE))
        await bot.kill()
        kills += 1
        await bot.start()
    return kills


async def checked(
    database_url: str, cast: story.Cast, numbers: dict[int, str], doubled: int
) -> None:
    async with opened(database_url) as database:
        await story.check(database, cast, numbers, doubled)
