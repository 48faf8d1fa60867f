"""Days of a body that sits west of the union, and of one that sits west of its members."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from bot.applications import jobs, meetings, passing
from bot.applications.reading import Filed, get
from bot.db import Database
from bot.notices import Notice
from bot.regulations import Regulations
from bot.security import use_keys
from bot.settings import SHIPPED_REGULATIONS
from tests.applications.world import World
from tests.telegram import TEST_KEY

REGION, CITY = "Калининградская область", "Калининград"
SCHOOL = (REGION, CITY, "школа № 1")
FAR_SCHOOL = (REGION, "Барнаул", "школа № 7")
# The session of 10 December, where the body sits: five hours west of the union and of Барнаул.
SESSION, PAPERS_BY, NEXT = date(2026, 12, 10), date(2026, 12, 3), date(2027, 1, 14)
MORE_THAN_A_TOWN_DECIDES = 2_000_000


def in_kaliningrad(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour - 2, minute, tzinfo=UTC)


def western(folder: Path, *, cut_off_days: int = 7) -> Regulations:
    """The shipped rules, with a region five hours west of the union; Барнаул keeps its own."""
    text = SHIPPED_REGULATIONS.read_text(encoding="utf-8")
    text = text.replace(
        "organisations:\n",
        f"organisations:\n  {REGION}:\n    timezone: Europe/Kaliningrad\n",
        1,
    )
    text = text.replace("  Барнаул:\n", "  Барнаул:\n    timezone: Asia/Barnaul\n", 1)
    text = text.replace("cut_off_days: 7", f"cut_off_days: {cut_off_days}", 1)
    file = folder / "western.yaml"
    file.write_text(text, encoding="utf-8")
    return Regulations.load(file)


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    use_keys([TEST_KEY])
    database = Database(database_url)
    world = World(database, western(tmp_path))
    with time_machine.travel(in_kaliningrad(date(2026, 11, 27), 10), tick=False):
        async with database.writing() as session:
            await world.person(session, "Петрова", *SCHOOL)
            await world.person(session, "Сидорова", *SCHOOL)
            await world.person(session, "Дальняя", *FAR_SCHOOL)
            await world.person(session, "Горин", *SCHOOL, role="staff", scope=(REGION, CITY))
            await world.person(session, "Краев", *SCHOOL, role="staff", scope=(REGION,))
        yield world
    await database.close()


async def file(world: World, name: str = "Петрова") -> Filed:
    async with world.database.writing() as session:
        case_id = await world.file(session, name, MORE_THAN_A_TOWN_DECIDES)
    return await found(world, case_id)


async def found(world: World, case_id: int) -> Filed:
    async with world.database.reading() as session:
        return await get(session, case_id)


async def pass_on(world: World, case_id: int) -> None:
    async with world.database.writing() as session:
        officer = await world.viewer(session, "Горин")
        await passing.pass_on(session, officer, case_id, 0, 1, world.regulations)


async def said(world: World, kind: str) -> list[Notice]:
    async with world.database.reading() as session:
        rows = await session.scalars(select(Notice).where(Notice.kind == kind))
        return list(rows)


@pytest.mark.parametrize(
    ("name", "filed_at", "promised"),
    [
        # To the union it is the 4th: there it is the last day for papers yet.
        ("Петрова", in_kaliningrad(PAPERS_BY, 23), SESSION),
        ("Петрова", in_kaliningrad(date(2026, 12, 4), 2), NEXT),
        # Who lives to the east goes by the days he reads in his own place.
        ("Дальняя", in_kaliningrad(PAPERS_BY, 18), SESSION),
        ("Дальняя", in_kaliningrad(PAPERS_BY, 20), NEXT),
    ],
)
async def test_the_last_day_for_papers_is_that_of_the_members_place(
    world: World, name: str, filed_at: datetime, promised: date
) -> None:
    with time_machine.travel(filed_at, tick=False):
        assert (await file(world, name)).case.promised_on == promised


@pytest.mark.parametrize("name", ["Петрова", "Дальняя"])
async def test_no_promise_is_missed_while_the_body_may_still_sit(world: World, name: str) -> None:
    """At 17:00 where it sits it is 22:00 in Барнаул."""
    filed = await file(world, name)
    with time_machine.travel(in_kaliningrad(SESSION, 17), tick=False):
        await jobs.move_missed_promises(world.database, world.regulations)
    assert await said(world, "application-promise-moved") == []
    with time_machine.travel(in_kaliningrad(SESSION, 18), tick=False):
        await jobs.move_missed_promises(world.database, world.regulations)
    [moved] = await said(world, "application-promise-moved")
    assert moved.values["promised"] == {"$date": NEXT.isoformat()}
    assert (await found(world, filed.id)).case.promised_on == NEXT


async def test_a_session_is_missed_when_its_day_is_over_where_the_body_sits(world: World) -> None:
    await pass_on(world, (await file(world)).id)
    # In the union it is the 11th for hours.
    with time_machine.travel(in_kaliningrad(SESSION, 23, 30), tick=False):
        await jobs.tell_of_missed_sessions(world.database, world.regulations)
    assert await said(world, "meeting-missed") == []
    with time_machine.travel(in_kaliningrad(date(2026, 12, 11), 2), tick=False):
        for _ in range(2):
            await jobs.tell_of_missed_sessions(world.database, world.regulations)
    [told] = await said(world, "meeting-missed")
    assert told.values["day"] == {"$date": SESSION.isoformat()}


async def test_one_opened_in_the_last_hour_of_its_day_was_held(world: World) -> None:
    await pass_on(world, (await file(world)).id)
    with time_machine.travel(in_kaliningrad(SESSION, 23, 30), tick=False):
        async with world.database.writing() as session:
            region = await world.viewer(session, "Краев")
            (sitting,) = await meetings.sittings(session, region)
            organisation = sitting.organisation.id
            await meetings.open_meeting(
                session, region, "region", sitting.body, organisation, SESSION, "k"
            )
    with time_machine.travel(in_kaliningrad(date(2026, 12, 11), 10), tick=False):
        await jobs.tell_of_missed_sessions(world.database, world.regulations)
    assert await said(world, "meeting-missed") == []


async def test_what_came_to_the_body_after_its_session_did_not_wait_for_it(world: World) -> None:
    early = await file(world)
    with time_machine.travel(in_kaliningrad(date(2026, 12, 11), 2), tick=False):
        # By UTC it is the 10th yet.
        await pass_on(world, (await file(world, "Сидорова")).id)
    with time_machine.travel(in_kaliningrad(date(2026, 12, 11), 12), tick=False):
        await pass_on(world, early.id)
        await jobs.tell_of_missed_sessions(world.database, world.regulations)
    assert await said(world, "meeting-missed") == []


async def test_papers_due_on_the_very_day_of_a_session_move_its_promise_once(
    world: World, tmp_path: Path
) -> None:
    world.regulations = western(tmp_path, cut_off_days=0)
    filed = await file(world, "Дальняя")
    assert filed.case.promised_on == SESSION
    with time_machine.travel(in_kaliningrad(SESSION, 18), tick=False):
        for _ in range(3):
            await jobs.move_missed_promises(world.database, world.regulations)
    [moved] = await said(world, "application-promise-moved")
    assert moved.values["promised"] == {"$date": NEXT.isoformat()}
