"""What a card says of others of its ground: their number and the middle, and of few nothing."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot.applications import deciding
from bot.applications.deciding import Protocol, Refusal
from bot.applications.history import Similar, similar
from bot.applications.reading import get
from bot.db import Database
from bot.security import use_keys
from tests.applications.world import PROTOCOL_DAY, RULES, World, town
from tests.telegram import TEST_KEY

FILED = datetime(2026, 11, 27, 5, 0, tzinfo=UTC)
SUMS = (300_000, 900_000, 500_000, 700_000)
PROTOCOL = Protocol("12", PROTOCOL_DAY)


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    use_keys([TEST_KEY])
    database = Database(database_url)
    with time_machine.travel(FILED, tick=False):
        yield await town(database)
    await database.close()


async def granted(world: World, name: str, amount: int) -> int:
    """Filed by somebody new, and approved."""
    async with world.database.writing() as session:
        await world.person(session, name, "Барнаул", "школа № 7")
        case_id = await world.file(session, name, 1_500_000)
        chair = await world.viewer(session, "Городов")
        await deciding.approve(session, chair, case_id, amount, PROTOCOL, f"k:{name}", RULES)
    return case_id


async def others(world: World, case_id: int) -> Similar | None:
    async with world.database.reading() as session:
        return await similar(session, await get(session, case_id))


@pytest.mark.both
async def test_the_middle_of_what_others_got_in_a_year(world: World) -> None:
    async with world.database.writing() as session:
        asking = await world.file(session, "Петрова", 900_000)
    ids = [await granted(world, f"Первая{n}", amount) for n, amount in enumerate(SUMS)]
    assert await others(world, asking) is None
    ids.append(await granted(world, "Пятая", 1_100_000))
    assert await others(world, asking) == Similar(5, 700_000)
    # Of itself nothing is told.
    assert await others(world, ids[0]) is None
    ids.append(await granted(world, "Шестая", 1_100_000))
    assert await others(world, asking) == Similar(6, 800_000)
    assert await others(world, ids[0]) == Similar(5, 900_000)
    async with world.database.writing() as session:
        chair = await world.viewer(session, "Городов")
        refusal = Refusal("other", "ошибка")
        await deciding.change(session, chair, ids[0], None, refusal, PROTOCOL, "c", RULES)
    assert await others(world, asking) == Similar(5, 900_000)
    with time_machine.travel(FILED + timedelta(days=366), tick=False):
        assert await others(world, asking) is None
