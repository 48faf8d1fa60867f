"""Who may ask for what, and from which day: the rules of grounds, told before a word is typed."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from bot.aid import service as aid
from bot.aid.eligibility import Eligibility, check
from bot.applications import filing
from bot.db import Database
from bot.members.models import Member
from bot.security import use_keys
from tests.applications.world import RULES, World, town
from tests.telegram import TEST_KEY

SUMMER = datetime(2026, 7, 1, 5, 0, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 2, 5, 0, tzinfo=UTC)


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    use_keys([TEST_KEY])
    database = Database(database_url)
    with time_machine.travel(SUMMER, tick=False):
        yield await town(database)
    await database.close()


async def found(
    world: World,
    ground: str,
    *,
    joined_on: date | None = date(2010, 9, 1),
    event_on: date | None = None,
    name: str = "Петрова",
) -> Eligibility:
    assert RULES.aid is not None
    fund = RULES.aid.funds["region"]
    async with world.database.writing() as session:
        viewer = await world.viewer(session, name)
        assert viewer.member is not None
        member = await session.get_one(Member, viewer.member.id)
        member.joined_on = joined_on
        person = await aid.person_of(session, viewer, None, RULES)
        return await check(
            session, member, fund, fund.grounds[ground], person.rules, event_on=event_on
        )


async def file(world: World, name: str, ground: str = "region/treatment") -> int:
    async with world.database.writing() as session:
        return await world.file(session, name, 1_000_000, ground)


async def test_a_new_member_hears_from_which_day(world: World) -> None:
    eligibility = await found(world, "treatment", joined_on=date(2026, 3, 15))
    assert [stop.rule for stop in eligibility.stops] == ["tenure"]
    assert eligibility.possible_from == date(2026, 9, 15)


async def test_a_member_of_unknown_tenure_is_not_stopped(world: World) -> None:
    eligibility = await found(world, "treatment", joined_on=None)
    assert eligibility.is_open
    assert [c.ok for c in eligibility.checks if c.rule == "tenure"] == [None]


async def test_once_a_year_until_new_year(world: World) -> None:
    case_id = await file(world, "Петрова")
    eligibility = await found(world, "treatment")
    assert [stop.rule for stop in eligibility.stops] == ["frequency-year"]
    assert eligibility.possible_from == date(2027, 1, 1)
    # What he took back was not used.
    async with world.database.writing() as session:
        await filing.withdraw(session, await world.viewer(session, "Петрова"), case_id)
    assert (await found(world, "treatment")).is_open


async def test_what_is_undecided_still_stands_in_the_way_next_year(world: World) -> None:
    await file(world, "Петрова")
    with time_machine.travel(NEW_YEAR, tick=False):
        eligibility = await found(world, "treatment")
        assert [stop.rule for stop in eligibility.stops] == ["frequency-year"]
        assert eligibility.possible_from is None


async def test_misfortune_knows_no_tenure_and_no_year(world: World) -> None:
    eligibility = await found(
        world, "disaster", joined_on=date(2026, 6, 30), event_on=date(2026, 6, 29)
    )
    assert eligibility.is_open
    # Staff read that it happened before he joined.
    assert [c.ok for c in eligibility.checks if c.rule == "before-joining"] == [None]


async def test_after_its_term_it_is_too_late(world: World) -> None:
    in_time = await found(world, "birth", event_on=date(2026, 1, 1))
    assert in_time.is_open
    late = await found(world, "birth", event_on=date(2025, 12, 31))
    assert [stop.rule for stop in late.stops] == ["term"]
    assert late.stops[0].values["until"] == date(2026, 6, 30)


async def test_each_event_once(world: World) -> None:
    with time_machine.travel(datetime(2026, 12, 1, 5, 0, tzinfo=UTC), tick=False):
        await file(world, "Петрова", "region/birth")
        same = await found(world, "birth", event_on=date(2026, 11, 27))
        assert [stop.rule for stop in same.stops] == ["frequency-event"]
        assert (await found(world, "birth", event_on=date(2026, 11, 20))).is_open


async def test_the_same_ground_of_another_purse_is_said_and_no_obstacle(world: World) -> None:
    await file(world, "Петрова")
    async with world.database.reading() as session:
        viewer = await world.viewer(session, "Петрова")
        person = await aid.person_of(session, viewer, None, RULES)
        offered = await aid.offer(session, person, "school/treatment", RULES)
        assert offered.eligibility.is_open
        assert [e.number for e in await aid.already_elsewhere(session, person, offered)] == [
            "МП-2026-000001"
        ]
