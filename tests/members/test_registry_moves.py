"""A registry that does not know yet whom his chair has moved, and an import that is taken back
after people went on: the newer word counts, and is said."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from sqlalchemy import select

from bot import clock
from bot.members.import_command import undo_import
from bot.members.models import Member, Membership, Organisation, Role
from bot.members.transfers import move_members
from sandbox import Person
from tests.members.steps import ANNA, later
from tests.members.test_importing import load, own
from tests.members.test_organisations import merge, organisation_of
from tests.members.test_people import chair_of, transfer
from tests.members.test_registry import Import, counts, row
from tests.telegram import Town

SEVENTH, NINTH, ELEVENTH = "школа № 7", "школа № 9", "школа № 11"
TODAY = "Сегодня"


def at(school: str, card: str = "1001", surname: str = "Петрова", **more: Any) -> list[Any]:
    where = {"Организация": school, "Территориальная_организация": "Барнаул"}
    return row(card, surname, **where | {"Отчество": "Сергеевна"} | more)


def registry(*rows: list[Any]) -> list[list[Any]]:
    """With the officer of these tests, and enough others for one to be missed."""
    others = [at(NINTH, f"7{number:03}", "Другая") for number in range(30)]
    return [*rows, at("аппарат", "2001", "Главная"), *others]


@pytest.fixture
async def run(place: Town, tmp_path: Path) -> Import:
    """Anna is in the seventh school, as the registry says."""
    await place.member(1001, ANNA, bound=False)
    run = Import(place.database, tmp_path)
    await chair_of(place, "Барнаул", role=Role.STAFF)
    await run(registry(at(SEVENTH)))
    return run


@pytest.fixture
def officer(place: Town, run: Import) -> Person:
    return place.people["Главная Ольга Ивановна"]


async def move(officer: Person, where: str, day: str = TODAY, who: str = "Петрова") -> None:
    await transfer(officer, where, day, who)
    await officer.wait_for("Перевод сделан|Записал")


async def taken_back(place: Town) -> str:
    said = StringIO()
    await undo_import(place.database, Console(file=said))
    return said.getvalue()


@pytest.mark.both
async def test_who_was_moved_by_hand_stays_until_the_registry_shows_it(
    place: Town, run: Import, officer: Person
) -> None:
    await move(officer, NINTH)
    late = registry(at(SEVENTH, Должность="завуч"))
    said = await run(late, apply=False)
    assert counts(said) == [0, 1, 0, 31, 0]
    assert "Останутся по переводу от руки, в файле ещё прежняя организация: 1" in said
    today = f"{clock.today():%d.%m.%Y}"
    line = f"строка 2: останется по переводу от {today} в «школа № 9», в файле «школа № 7»"
    assert line in said
    await run(late)
    assert await organisation_of(place, "1001") == NINTH
    assert (await run.members())["1001"].person.position == "завуч"
    # The same file again: nothing to do, and he still stays.
    said = await run(late)
    assert counts(said) == [0, 0, 0, 32, 0]
    assert line in said
    # The registry has caught up: from here on it is the newer word.
    known = await run(registry(at(NINTH, Должность="завуч")))
    assert "по переводу" not in known
    assert await organisation_of(place, "1001") == NINTH
    assert "по переводу" not in await run(late)
    assert await organisation_of(place, "1001") == SEVENTH


async def test_a_third_organisation_in_the_registry_is_newer_than_the_transfer(
    place: Town, run: Import, officer: Person
) -> None:
    await move(officer, NINTH)
    said = await run(registry(at(ELEVENTH)))
    assert "Переведены от руки, но в файле уже другая организация: 1" in said
    assert await organisation_of(place, "1001") == ELEVENTH


async def test_a_transfer_that_waits_for_its_day_wins_on_it(
    place: Town, run: Import, officer: Person
) -> None:
    day = clock.today() + timedelta(days=30)
    await move(officer, NINTH, f"{day:%d.%m.%Y}")
    said = await run(registry(at(ELEVENTH)))
    assert "на будущий день назначен перевод от руки: 1" in said
    assert await organisation_of(place, "1001") == ELEVENTH
    async with later(days=31):
        await move_members(place.database, place.app.regulations)
        assert await organisation_of(place, "1001") == NINTH
        said = await run(registry(at(ELEVENTH, Должность="завуч")))
        assert f"по переводу от {day:%d.%m.%Y} в «школа № 9», в файле «школа № 11»" in said
        assert await organisation_of(place, "1001") == NINTH


async def test_the_old_school_is_known_by_its_heir(
    place: Town, run: Import, officer: Person
) -> None:
    await place.organisation("Барнаул", ELEVENTH)
    await move(officer, NINTH)
    await merge(officer, SEVENTH, ELEVENTH)
    said = await run(registry(at(SEVENTH, Должность="завуч")))
    assert "в «школа № 9», в файле «школа № 11»" in said
    assert await organisation_of(place, "1001") == NINTH


async def test_who_came_back_by_hand_is_where_the_registry_has_him(
    place: Town, run: Import, officer: Person
) -> None:
    await move(officer, NINTH)
    await move(officer, SEVENTH)
    assert "по переводу" not in await run(registry(at(SEVENTH, Должность="завуч")))
    await run(registry(at(ELEVENTH)))
    assert await organisation_of(place, "1001") == ELEVENTH


async def test_the_chat_says_who_stays_where(place: Town, run: Import, officer: Person) -> None:
    await move(officer, NINTH)
    await place.give_role(officer, Role.ADMIN)
    await officer.send("/cancel")
    await officer.wait_for("")
    said = await load(officer, [*own(officer), at(SEVENTH, Должность="завуч")])
    assert "1 человек останется по переводу, сделанному от руки" in said


# Taken back


@pytest.mark.both
async def test_a_transfer_after_the_import_outlives_its_undo(
    place: Town, run: Import, officer: Person
) -> None:
    await run(registry(at(ELEVENTH, Должность="завуч"), at(SEVENTH, "1002", "Новая")))
    await move(officer, NINTH)
    await move(officer, NINTH, who="Новая")
    said = await taken_back(place)
    assert "Остались там, куда их перевели после загрузки: 1\n  Петрова А. С., билет 1001" in said
    # Whom the import brought and somebody has moved since is not thrown away with it.
    assert "роли или перевод: 1\n  Новая А. С., билет 1002" in said
    assert await organisation_of(place, "1001") == NINTH
    assert await organisation_of(place, "1002") == NINTH
    assert (await run.members())["1001"].person.position == ""
    # And the old file leaves her there still.
    assert "в файле «школа № 7»" in await run(registry(at(SEVENTH), at(SEVENTH, "1002", "Новая")))
    assert await organisation_of(place, "1001") == NINTH


async def test_what_was_changed_by_hand_since_is_not_taken_back(
    place: Town, run: Import, officer: Person
) -> None:
    """Whichever way it was changed: of a member the registry wrote, nothing is as it wrote it."""
    await run(registry(at(ELEVENTH)))
    async with place.database.writing() as session:
        for member in await session.scalars(select(Member)):
            if member.person.card == "1001":
                member.status = Membership.SUSPENDED
    said = await taken_back(place)
    assert "Не тронуты, после загрузки их изменили от руки: 1\n  Петрова А. С." in said
    assert (await run.statuses())["1001"] == Membership.SUSPENDED
    assert await organisation_of(place, "1001") == ELEVENTH


async def test_whoever_comes_back_comes_to_the_heir_of_his_school(
    place: Town, run: Import, officer: Person
) -> None:
    await run(registry(at(ELEVENTH)))
    await merge(officer, SEVENTH, NINTH)
    said = await taken_back(place)
    assert "после загрузки" not in said
    assert await organisation_of(place, "1001") == NINTH


async def test_a_closed_school_is_opened_for_those_who_come_back(
    place: Town, run: Import, officer: Person
) -> None:
    await run(registry(at(ELEVENTH)))
    seventh = await place.organisation("Барнаул", SEVENTH)
    async with place.database.writing() as session:
        (await session.get_one(Organisation, seventh.id)).closed_on = clock.today()
    await taken_back(place)
    assert (await place.organisation("Барнаул", SEVENTH)).id == seventh.id
