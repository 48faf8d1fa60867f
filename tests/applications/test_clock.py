"""What the clock does to applications: once, in time, and said to whom it concerns."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from bot.applications import jobs, meetings, paperwork, passing
from bot.applications.reading import get
from bot.cases import service as cases
from bot.cases.models import Case, Purpose, Side
from bot.cases.service import File, Words, subject
from bot.db import Database
from bot.notices import Notice
from bot.security import use_keys
from tests.applications.world import RULES, World, town
from tests.telegram import TEST_KEY

FILED = datetime(2026, 11, 27, 5, 0, tzinfo=UTC)
WEEK = timedelta(days=7, hours=1)


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    use_keys([TEST_KEY])
    database = Database(database_url)
    with time_machine.travel(FILED, tick=False):
        yield await town(database)
    await database.close()


async def said(world: World, kind: str) -> list[Notice]:
    async with world.database.reading() as session:
        rows = await session.scalars(select(Notice).where(Notice.kind == kind))
        return list(rows)


async def test_a_paper_that_was_asked_for_is_reminded_of_once(world: World) -> None:
    async with world.database.writing() as session:
        case_id = await world.file(session, "Петрова", 900_000)
        officer = await world.viewer(session, "Горин")
        await paperwork.ask_paper(session, officer, case_id, Words("справка из аптеки", "k"))
    await jobs.remind_of_papers(world.database, RULES)
    assert await said(world, "application-paper-reminder") == []
    with time_machine.travel(FILED + WEEK, tick=False):
        for _ in range(2):
            await jobs.remind_of_papers(world.database, RULES)
    [reminder] = await said(world, "application-paper-reminder")
    assert reminder.values["paper"] == "справка из аптеки"


async def test_what_is_to_be_brought_on_paper_is_reminded_of(world: World) -> None:
    async with world.database.writing() as session:
        await world.file(session, "Петрова", 900_000)
        noted = await world.file(session, "Сидорова", 900_000)
        chair = await world.viewer(session, "Школина")
        await paperwork.tick(session, chair, noted, "medical", there=True)
    with time_machine.travel(FILED + WEEK, tick=False):
        for _ in range(2):
            await jobs.remind_of_papers(world.database, RULES)
    [reminder] = await said(world, "application-bring-paper")
    assert reminder.values["papers_ru"] == "Медицинская справка"


async def test_papers_that_never_came_are_reminded_of(world: World) -> None:
    async with world.database.writing() as session:
        for name in ("Петрова", "Сидорова"):
            await world.file(session, name, 900_000)
        sent = (await session.scalars(select(Case).order_by(Case.id.desc()))).first()
        assert sent is not None
        receipt = File("photo", "a-receipt", "m:1:1")
        written = (sent.account_id, Side.MEMBER, Purpose.REQUEST, receipt, FILED)
        await cases.attach(session, sent, *written)
    with time_machine.travel(FILED + WEEK, tick=False):
        for _ in range(2):
            await jobs.remind_of_papers(world.database, RULES)
    [reminder] = await said(world, "application-send-paper")
    assert reminder.values["papers_ru"] == "Чеки или договор"
    assert reminder.subject != subject(sent.id)


async def test_a_promise_that_passed_moves_once_and_is_said_to_both(world: World) -> None:
    async with world.database.writing() as session:
        case_id = await world.file(session, "Петрова", 900_000)
    async with world.database.reading() as session:
        before = (await get(session, case_id)).case.promised_on
    with time_machine.travel(FILED + timedelta(days=20), tick=False):
        for _ in range(2):
            await jobs.move_missed_promises(world.database, RULES)
    async with world.database.reading() as session:
        after = (await get(session, case_id)).case.promised_on
    assert before is not None
    assert after is not None
    assert before < after
    assert len(await said(world, "application-promise-moved")) == 1
    # Those of the town who decide: the one with the lower limit and its chair.
    assert len(await said(world, "application-promise-missed")) == 2


async def test_no_promise_moves_while_a_paper_is_wanted(world: World) -> None:
    async with world.database.writing() as session:
        case_id = await world.file(session, "Петрова", 900_000)
        officer = await world.viewer(session, "Горин")
        await paperwork.ask_paper(session, officer, case_id, Words("справка из аптеки", "k"))
        before = (await get(session, case_id)).case.promised_on
    with time_machine.travel(FILED + timedelta(days=20), tick=False):
        await jobs.move_missed_promises(world.database, RULES)
    async with world.database.reading() as session:
        assert (await get(session, case_id)).case.promised_on == before
    assert await said(world, "application-promise-moved") == []


async def test_a_session_that_passed_unnoticed_is_said_to_those_who_sit_in_it(
    world: World,
) -> None:
    async with world.database.writing() as session:
        ids = [await world.file(session, name, 2_000_000) for name in ("Петрова", "Сидорова")]
        for case_id in ids:
            officer = await world.viewer(session, "Городов")
            await passing.pass_on(session, officer, case_id, 0, 1, RULES)
    with time_machine.travel(datetime(2026, 12, 10, 5, 0, tzinfo=UTC), tick=False):
        await jobs.tell_of_missed_sessions(world.database, RULES)
    assert await said(world, "meeting-missed") == []
    with time_machine.travel(datetime(2026, 12, 11, 5, 0, tzinfo=UTC), tick=False):
        for _ in range(2):
            await jobs.tell_of_missed_sessions(world.database, RULES)
    [told] = await said(world, "meeting-missed")
    assert told.values["day"] == {"$date": "2026-12-10"}


async def test_a_session_that_was_held_is_not_missed(world: World) -> None:
    async with world.database.writing() as session:
        case_id = await world.file(session, "Петрова", 2_000_000)
        officer = await world.viewer(session, "Городов")
        await passing.pass_on(session, officer, case_id, 0, 1, RULES)
        region = await world.viewer(session, "Краев")
        (sitting,) = await meetings.sittings(session, region)
        day = date(2026, 12, 10)
        await meetings.open_meeting(
            session, region, "region", sitting.body, sitting.organisation.id, day, "k"
        )
    with time_machine.travel(datetime(2026, 12, 11, 5, 0, tzinfo=UTC), tick=False):
        await jobs.tell_of_missed_sessions(world.database, RULES)
    assert await said(world, "meeting-missed") == []
