"""What was applied for and paid, in numbers: within scope, and nobody to be found in them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
import time_machine

from bot.applications import deciding, paying
from bot.applications.deciding import Protocol, Refusal
from bot.db import Database
from bot.reports import table
from bot.reports.service import AID, By, Figure, NoNumbers, Period, read, report
from bot.security import use_keys
from tests.applications.world import PROTOCOL_DAY, RULES, World, town
from tests.telegram import TEST_KEY

FILED = datetime(2026, 12, 14, 5, 0, tzinfo=UTC)
DECIDED = FILED + timedelta(days=4)
MANY = [f"Учитель{number}" for number in range(7)]


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """Seven filed for treatment in one school: five were granted 9 000, one was refused."""
    use_keys([TEST_KEY])
    database = Database(database_url)
    with time_machine.travel(FILED, tick=False):
        world = await town(database)
        async with database.writing() as session:
            for name in MANY:
                await world.person(session, name, "Барнаул", "школа № 7")
            ids = [await world.file(session, name, 900_000) for name in MANY]
    protocol = Protocol("12", PROTOCOL_DAY)
    with time_machine.travel(DECIDED, tick=False):
        async with database.writing() as session:
            officer = await world.viewer(session, "Горин")
            for case_id in ids[:5]:
                await deciding.approve(
                    session, officer, case_id, 900_000, protocol, f"a{case_id}", RULES
                )
            refusal = Refusal("no_papers")
            await deciding.refuse(session, officer, ids[5], refusal, protocol, "r")
            treasurer = await world.viewer(session, "Казначеева")
            amounts: dict[int, int | None] = {ids[0]: None, ids[1]: 100_000}
            await paying.pay(session, treasurer, amounts, "501", PROTOCOL_DAY, "p")
    yield world
    await database.close()


async def test_counts_sums_and_days(world: World) -> None:
    with time_machine.travel(DECIDED, tick=False):
        async with world.database.reading() as session:
            chair = await world.viewer(session, "Городов")
            source = await read(session, chair, AID, Period.MONTH, RULES)
    found = report(source, By.GROUND, chair.texts)
    [line] = found.lines
    assert line.label == "Лечение"
    said = {figure: line.cells[figure].value for figure in source.kind.figures}
    assert said[Figure.FILED] == 7
    assert said[Figure.APPROVED] == 5
    assert said[Figure.REFUSED] == 1
    assert said[Figure.DAYS] == 4
    assert said[Figure.GRANTED_RUBLES] == 45_000
    assert said[Figure.PAID_RUBLES] == 10_000
    sheet = openpyxl.load_workbook(BytesIO(table.write(source, chair.texts)))
    assert "По основаниям" in sheet.sheetnames


async def test_the_one_who_was_refused_is_not_found(world: World) -> None:
    with time_machine.travel(DECIDED, tick=False):
        async with world.database.reading() as session:
            chair = await world.viewer(session, "Городов")
            source = await read(session, chair, AID, Period.MONTH, RULES)
    lines = {line.label: line for line in report(source, By.REASON, chair.texts).lines}
    assert lines["Не хватает документов"].is_hidden
    # Two are hidden with him, or the total would give him away.
    assert all(line.is_hidden for line in lines.values())


async def test_another_town_has_no_numbers_of_it(world: World) -> None:
    with time_machine.travel(DECIDED, tick=False):
        async with world.database.reading() as session:
            stranger = await world.viewer(session, "Чужин")
            source = await read(session, stranger, AID, Period.MONTH, RULES)
            assert source.facts == []
            member = await world.viewer(session, "Петрова")
            with pytest.raises(NoNumbers):
                await read(session, member, AID, Period.MONTH, RULES)
