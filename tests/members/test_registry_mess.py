"""What registries look like when people have made them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot import security
from bot.members.models import Membership
from tests.members.test_registry import HEADER, Import, counts, row, sqlite, xlsx


@pytest.fixture(autouse=True)
def _keys() -> None:
    security.use_keys([security.new_key()])


@pytest.fixture
async def quick(tmp_path: Path) -> AsyncIterator[Import]:
    database = await sqlite(tmp_path)
    yield Import(database, tmp_path)
    await database.close()


async def place_of(run: Import, card: str) -> str:
    paths = {path: name for name, path in (await run.organisations()).items()}
    organisation_id = (await run.members())[card].organisation_id
    async with run.database.reading() as session:
        from bot.members.models import Organisation

        found = await session.get_one(Organisation, organisation_id)
    assert found.name in paths.values()
    return found.name


async def test_a_header_of_merged_cells_is_read_as_a_person_reads_it(quick: Import) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Список членов профсоюза"])
    sheet.append(["№", "ФИО", None, None, "Дата", None, "Организация", "№ профбилета"])
    sheet.append([None, "Фамилия", "Имя", "Отчество", "рождения", "вступления"])
    sheet.append([1, 2, 3, 4, 5, 6, 7, 8])
    sheet.append([1, "Ким", "Олег", None, "01.02.1980", "01.09.2001", "Школа", "0042"])
    sheet.append(["Итого членов", None, None, None, None, None, None, 1])
    sheet.merge_cells("A1:H1")
    sheet.merge_cells("B2:D2")
    sheet.merge_cells("E2:F2")
    sheet.merge_cells("G2:G3")
    sheet.merge_cells("H2:H3")
    book.save(quick.folder / "registry.xlsx")
    said = await quick(quick.folder / "registry.xlsx")
    assert counts(said) == [1, 0, 0, 0, 0]
    assert "Пропущены итоги и повторы заголовка: 2" in said
    (member,) = (await quick.members()).values()
    assert member.person.full_name == "Ким Олег"
    assert f"{member.joined_on:%d.%m.%Y}" == "01.09.2001"


async def test_a_total_with_its_number_under_the_cards_is_no_member(quick: Import) -> None:
    total = row("2", "", Имя="", Дата_рождения="", Организация="", Должность="Всего по школе")
    said = await quick([row("1"), row("22"), total])
    assert counts(said) == [2, 0, 0, 0, 0]


async def test_a_sheet_is_a_school_where_the_rows_name_none(quick: Import) -> None:
    header = [title for title in HEADER if title != "Организация"]
    without = row("1", Территориальная_организация="Бийская")
    del without[HEADER.index("Организация")]
    empty = row("2", Организация="", Территориальная_организация="Бийская")
    named = row("3", Организация="Гимназия", Территориальная_организация="Бийская")
    path = xlsx(quick.folder, {"Школа № 5": [header, without], "Лицей": [HEADER, empty, named]})
    said = await quick(path)
    assert counts(said) == [3, 0, 0, 0, 0]
    assert "взята из названия листа: «Школа № 5», «Лицей»" in said
    assert [await place_of(quick, card) for card in "123"] == ["Школа № 5", "Лицей", "Гимназия"]


async def test_a_sheet_that_nobody_named_is_no_school(quick: Import) -> None:
    empty = row("2", Организация="")
    said = await quick(xlsx(quick.folder, {"Лист1": [HEADER, row("1")], "Лист2": [HEADER, empty]}))
    assert counts(said) == [1, 0, 0, 0, 1]
    assert "Организация: пусто" in said


async def test_who_works_in_two_schools_is_one_member_of_the_first(quick: Import) -> None:
    rows = [
        row("1", "Семёнова", Организация="Школа № 1"),
        row("2"),
        row("1", "СЕМЕНОВА\u00a0", Организация="Школа № 2"),
    ]
    said = await quick(rows)
    assert counts(said) == [2, 0, 0, 0, 0]
    assert "Человек записан дважды, загружена одна строка из двух: 1" in said
    assert "строка 4: организация взята из другой строки (строка 2)" in said
    assert await place_of(quick, "1") == "Школа № 1"
    # The same again changes nothing, and he is not taken for one who left.
    assert counts(await quick(rows)) == [0, 0, 0, 2, 0]


async def test_who_left_one_school_stays_in_the_other(quick: Import) -> None:
    await quick(
        [
            row("1", Организация="Школа № 1", Статус="исключён"),
            row("1", Организация="Школа № 2"),
        ]
    )
    assert await place_of(quick, "1") == "Школа № 2"
    assert (await quick.statuses())["1"] == Membership.ACTIVE


async def test_one_card_of_two_people_is_a_mistake(quick: Import) -> None:
    said = await quick([row("1"), row("1", Дата_рождения="02.02.1980"), row("2")])
    assert counts(said) == [1, 0, 0, 0, 2]
    assert "тот же в файле ещё раз" in said
    assert set(await quick.members()) == {"2"}


async def test_a_remark_beside_a_phone_does_no_harm(quick: Import) -> None:
    said = await quick([row("1", Телефон="8913-123-45-67 (мама), 8(385)2 63-12-34, доб. 12")])
    assert "нечитаемым" not in said
    (member,) = (await quick.members()).values()
    assert member.person.phones == ("79131234567", "73852631234")
