import asyncio
import csv
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from rich.console import Console
from sqlalchemy import func, select

from bot import security
from bot.db import Base, Database
from bot.errors import SetupError
from bot.members import import_command, portions, registry, registry_staging
from bot.members.import_command import import_members
from bot.members.models import (
    Category,
    Member,
    MemberPhone,
    Membership,
    Organisation,
    Person,
    StagedRow,
)
from bot.members.registry_file import open_registry
from bot.members.registry_lock import only_import

pytestmark = pytest.mark.both

ROOT = "Краевая организация"
HEADER = (
    "Фамилия", "Имя", "Отчество", "Дата рождения", "№ профбилета", "Организация",
    "Территориальная организация", "Телефон", "Категория", "Должность", "Дата вступления",
    "Статус",
)  # fmt: skip
# Excel knows no time zones.
NOON = datetime(1980, 2, 1, 12)  # noqa: DTZ001
Rows = Sequence[Sequence[Any]]


def row(card: Any, surname: str = "Иванова", **other: Any) -> list[Any]:
    values = dict.fromkeys(HEADER, "") | {
        "Фамилия": surname, "Имя": "Анна", "Дата рождения": "01.02.1980", "№ профбилета": card,
        "Организация": "Школа № 1", "Территориальная организация": "Барнаульская",
    }  # fmt: skip
    return list((values | {key.replace("_", " "): value for key, value in other.items()}).values())


def many(count: int) -> list[list[Any]]:
    return [row(f"{number:05}") for number in range(count)]


def xlsx(folder: Path, sheets: dict[str, Rows] | Rows) -> Path:
    book = Workbook(write_only=True)
    for title, rows in (sheets if isinstance(sheets, dict) else {"Лист1": sheets}).items():
        sheet = book.create_sheet(title)
        for cells in rows:
            sheet.append(list(cells))
    book.save(folder / "registry.xlsx")
    return folder / "registry.xlsx"


@pytest.fixture(autouse=True)
def _keys() -> None:
    security.use_keys([security.new_key()])


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


class Import:
    """Writes a registry and imports it, as the administrator does."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self.said = ""

    async def __call__(
        self,
        rows: Rows | Path,
        header: Sequence[str] = HEADER,
        *,
        apply: bool = True,
        confirm_removal: bool = False,
        encoding: str = "utf-8-sig",
        delimiter: str = ";",
    ) -> str:
        path = rows if isinstance(rows, Path) else self.folder / "registry.csv"
        if not isinstance(rows, Path):
            with path.open("w", newline="", encoding=encoding) as file:
                csv.writer(file, delimiter=delimiter).writerows([header, *rows])
        said = StringIO()
        try:
            code = await import_members(
                self.database,
                path,
                apply=apply,
                confirm_removal=confirm_removal,
                console=Console(file=said),
                root_name=ROOT,
            )
        finally:
            self.said = said.getvalue()
        assert code == 0
        return self.said

    async def members(self) -> dict[str, Member]:
        async with self.database.reading() as session:
            members = await session.scalars(select(Member))
            return {member.person.card: member for member in members}

    async def statuses(self) -> dict[str, str]:
        return {card: member.status for card, member in (await self.members()).items()}

    async def organisations(self) -> dict[str, str]:
        """Names of all above it, and the path, by its own name."""
        async with self.database.reading() as session:
            found = {o.id: o for o in await session.scalars(select(Organisation))}
        for organisation in found.values():
            above = found.get(organisation.parent_id or 0)
            assert organisation.path == f"{above.path if above else '/'}{organisation.id}/"
        return {
            o.name: " / ".join(found[int(step)].name for step in o.path.split("/")[1:-1])
            for o in found.values()
        }


@pytest.fixture
def run(database: Database, tmp_path: Path) -> Import:
    return Import(database, tmp_path)


def counts(said: str) -> list[int]:
    """Added, changed, removed, the same, bad."""
    lines = [line for line in said.splitlines() if not line.startswith(" ")]
    titles = ("Добавлено", "Изменено", "Выбыло", "Без изменений", "Ошибочных строк")
    found = [line for title in titles for line in lines if line.startswith(title)]
    return [int(line.split(":")[1].split("(")[0]) for line in found]


async def test_a_dry_run_says_everything_and_changes_nothing(run: Import) -> None:
    said = await run([row("1"), row("2")], apply=False)
    assert counts(said) == [2, 0, 0, 0, 0]
    assert f"{ROOT} / Барнаульская / Школа № 1" in said
    assert await run.members() == {}
    assert await run.organisations() == {}


async def test_a_member_is_stored_as_the_file_says(run: Import) -> None:
    await run([
        row(
            "№ 00 12-3", "Семёнова", Отчество="Ивановна", Телефон="8 913 123-45-67, 83852631234",
            Категория="Студент", Должность="лаборант", Дата_вступления="2001-09-01",
            Статус="приостановлен",
        )
    ])  # fmt: skip
    (member,) = (await run.members()).values()
    assert member.person == Person(
        "Семёнова", "Анна", "Ивановна", date(1980, 2, 1), "00123",
        ("79131234567", "73852631234"), "лаборант",
    )  # fmt: skip
    assert (member.category, member.status) == (Category.STUDENT, Membership.SUSPENDED)
    assert member.joined_on == date(2001, 9, 1)
    assert member.card_hash == security.keys().hash("card:00123")
    async with run.database.reading() as session:
        phones = await session.scalars(select(MemberPhone.phone_hash))
        staged = await session.scalar(select(func.count()).select_from(StagedRow))
    hashed = {security.keys().hash(f"phone:{each}") for each in member.person.phones}
    assert set(phones) == hashed
    assert staged == 0


async def test_the_same_file_again_changes_nothing(run: Import) -> None:
    await run(many(30))
    assert counts(await run(many(30))) == [0, 0, 0, 30, 0]


async def test_a_changed_row_replaces_the_member_and_his_phones(run: Import) -> None:
    await run([row("1", Телефон="89131234567"), row("2", Телефон="89130000002")])
    before = (await run.members())["1"].id
    rows = [row("1", "Петрова", Телефон="89137654321"), row("2", Телефон="89130000002")]
    assert counts(await run(rows)) == [0, 1, 0, 1, 0]
    member = (await run.members())["1"]
    assert (member.id, member.person.surname) == (before, "Петрова")
    async with run.database.reading() as session:
        phones = await session.scalars(
            select(MemberPhone.phone_hash).where(MemberPhone.member_id == before)
        )
    assert list(phones) == [security.keys().hash("phone:79137654321")]


async def test_who_is_missing_has_left_and_may_come_back(run: Import) -> None:
    await run(many(30))
    assert counts(await run(many(29))) == [0, 0, 1, 29, 0]
    assert (await run.statuses())["00029"] == Membership.LEFT
    assert counts(await run(many(29))) == [0, 0, 0, 29, 0]
    assert counts(await run(many(30))) == [0, 1, 0, 29, 0]
    assert (await run.statuses())["00029"] == Membership.ACTIVE


async def test_more_than_a_twentieth_is_removed_only_on_a_second_word(run: Import) -> None:
    await run(many(30))
    with pytest.raises(SetupError, match="--confirm-removal"):
        await run(many(28))
    assert set((await run.statuses()).values()) == {Membership.ACTIVE}
    assert "--confirm-removal" in await run(many(28), apply=False)
    await run(many(28), confirm_removal=True)
    assert list((await run.statuses()).values()).count(Membership.LEFT) == 2


async def test_excluding_counts_as_removing(run: Import) -> None:
    await run(many(30))
    rows = [*many(28), row("00028", Статус="исключен"), row("00029", Статус="Исключён")]
    with pytest.raises(SetupError, match="--confirm-removal"):
        await run(rows)
    await run(rows, confirm_removal=True)
    assert (await run.statuses())["00029"] == Membership.EXCLUDED


async def test_who_was_added_by_hand_is_never_removed_but_updated(run: Import) -> None:
    await run(many(30))
    async with run.database.writing() as session:
        school = await session.scalar(select(Organisation.id).where(Organisation.name != ROOT))
        for card in ("777", "888"):
            session.add(
                Member(
                    card_hash=security.keys().hash(f"card:{card}"),
                    person=Person("Ким", "Олег", card=card),
                    organisation_id=school,
                )
            )
            await session.flush()
    assert counts(await run([*many(30), row("888", "Кимова")])) == [0, 1, 0, 30, 0]
    members = await run.members()
    assert members["777"].status == Membership.ACTIVE
    assert members["888"].person.surname == "Кимова"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row("7", ""), "Фамилия: пусто, нужна фамилия"),
        (row("7", Имя=" "), "Имя: пусто, нужно имя"),
        (row(""), "№ профбилета: пусто, нужен номер"),
        (row("б/н"), "№ профбилета: «б/н», нужен номер"),
        (row("1,23457E+15"), "Excel испортил"),
        (row("7", Дата_рождения=""), "Дата рождения: пусто, нужна дата вида 01.02.1980"),
        (row("7", Дата_рождения="31.02.1980"), "«31.02.1980», нужна дата вида"),
        (row("7", Дата_рождения="01.02.1880"), "не раньше 01.01.1900"),
        (row("7", Дата_рождения="01.02.2090"), "нужна дата в прошлом"),
        (row("7", Дата_рождения="01.02.2020"), "нужен возраст от 14 лет"),
        (row("7", Дата_вступления="скоро"), "Дата вступления: «скоро», нужна дата вида"),
        (row("7", Дата_вступления="01.02.2090"), "не позже сегодняшней"),
        (row("7", Дата_вступления="01.02.1970"), "после рождения"),
        (row("7", Категория="космонавт"), "«космонавт», нужно одно из: работник, студент, пенс"),
        (row("7", Статус="?"), "нужно одно из: состоит, приостановлен, исключён"),
        (row("7", Организация=""), "Организация: пусто, нужно название"),
        (row("7", Организация="Ш" * 301), "нужно не длиннее 300 знаков"),
    ],
)
async def test_a_bad_row_is_named_with_what_is_expected(
    tmp_path: Path, bad: list[Any], reason: str
) -> None:
    run = Import(await sqlite(tmp_path), tmp_path)
    said = await run([row("1"), bad, row("2")])
    assert counts(said) == [2, 0, 0, 0, 1]
    assert any("строка 3: " in line and reason in line for line in said.splitlines())
    assert set(await run.members()) == {"1", "2"}
    await run.database.close()


async def sqlite(folder: Path) -> Database:
    """Where the kind of database makes no difference."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'members.db'}")
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    return database


@pytest.fixture
async def quick(tmp_path: Path) -> AsyncIterator[Import]:
    database = await sqlite(tmp_path)
    yield Import(database, tmp_path)
    await database.close()


async def test_a_card_twice_makes_both_rows_bad_and_keeps_its_member(run: Import) -> None:
    await run([row("1"), row("2")])
    said = await run([row("1"), row("00-2"), row("2"), row(" 2 ", "Другая"), row("002", "Третья")])
    assert counts(said) == [0, 0, 0, 1, 4]
    assert "строка 4: № профбилета: тот же в файле ещё раз (строка 5)" in said
    assert "строка 5: № профбилета: тот же в файле ещё раз (строка 4)" in said
    assert "строка 3: № профбилета: тот же в файле ещё раз (строка 6)" in said
    assert (await run.statuses()) == {"1": "active", "2": "active"}


async def test_the_member_of_a_bad_row_stays_as_he_is(run: Import) -> None:
    await run(many(3))
    said = await run([*many(2), row("00002", "")])
    assert counts(said) == [0, 0, 0, 2, 1]
    assert (await run.statuses())["00002"] == Membership.ACTIVE


async def test_organisations_are_found_or_made_in_the_tree(run: Import) -> None:
    await run([row("1"), row("2", Организация="Вуз", Территориальная_организация="")])
    said = await run(
        [
            row("1"),
            row("2", Организация="Вуз", Территориальная_организация=""),
            row("3", Организация="ШКОЛА  №\u00a01", Территориальная_организация="барнаульская"),
            row("4", Организация="Школа № 1", Территориальная_организация="Бийская"),
            row("5", Организация="Школа № 1", Территориальная_организация=""),
            row("6", Организация=ROOT, Территориальная_организация=""),
            row("7", Организация="Бийская", Территориальная_организация="Бийская"),
            row("8", "", Организация="Не будет создана"),
        ]
    )
    assert counts(said) == [5, 0, 0, 2, 1]
    assert "Новые организации: 2" in said
    async with run.database.reading() as session:
        names = {o.id: o.name for o in await session.scalars(select(Organisation))}
    paths = await run.organisations()
    assert sorted(paths) == sorted({ROOT, "Барнаульская", "Бийская", "Вуз", "Школа № 1"})
    assert len(names) == 6
    members = await run.members()
    assert members["3"].organisation_id == members["1"].organisation_id
    assert members["5"].organisation_id == members["1"].organisation_id
    assert members["4"].organisation_id != members["1"].organisation_id
    assert names[members["6"].organisation_id] == ROOT
    assert names[members["7"].organisation_id] == "Бийская"


async def test_two_imports_at_once_are_refused(run: Import) -> None:
    async with only_import(run.database):
        with pytest.raises(SetupError, match="другой процесс"):
            await run(many(2))
    await run(many(2))


async def test_a_crash_in_the_middle_leaves_the_members_as_they_were(run: Import) -> None:
    await run(many(3))
    file = open_registry(run.folder / "registry.csv")
    with pytest.raises(KeyboardInterrupt):
        await registry.compare(run.database, file, ROOT, _pull_the_plug)
    file.close()
    assert set((await run.statuses()).values()) == {Membership.ACTIVE}
    assert counts(await run([*many(3), row("new")])) == [0, 0, 0, 3, 1]
    assert counts(await run([*many(3), row("new1")])) == [1, 0, 0, 3, 0]


def _pull_the_plug(_fraction: float) -> None:
    raise KeyboardInterrupt


async def test_a_large_import_is_written_in_portions(
    run: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "MOST_ROWS", 7)
    monkeypatch.setattr(registry_staging, "CHUNK_ROWS", 5)
    await run([row(f"{n:03}", Телефон=f"8913000{n:04}, 8914000{n:04}") for n in range(40)])
    rows = [row(f"{n:03}", "Новая", Телефон=f"8913000{n:04}") for n in range(1, 61)]
    assert counts(await run(rows)) == [21, 39, 1, 0, 0]
    members = await run.members()
    assert {m.person.surname for m in members.values() if m.status == "active"} == {"Новая"}
    async with run.database.reading() as session:
        # Who left keeps what he had.
        assert await session.scalar(select(func.count()).select_from(MemberPhone)) == 62


async def test_an_import_under_a_new_key_waits_for_the_rotation(run: Import) -> None:
    old, new = security.new_key(), security.new_key()
    security.use_keys([old])
    await run(many(3))
    security.use_keys([new, old])
    with pytest.raises(SetupError, match="keys rotate"):
        await run(many(3))
    assert len(await run.members()) == 3


async def test_other_tasks_run_on_while_a_registry_is_read(quick: Import) -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.005)
            turns += 1

    task = asyncio.create_task(others())
    await quick(many(6_000))
    task.cancel()
    assert turns > 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
async def test_csv_as_every_program_writes_it(
    quick: Import, encoding: str, delimiter: str
) -> None:
    said = await quick([row("001", "Семёнова")], encoding=encoding, delimiter=delimiter)
    assert counts(said) == [1, 0, 0, 0, 0]
    assert (await quick.members())["001"].person.surname == "Семёнова"


@pytest.mark.parametrize(
    "card",
    ["№ профбилета", "№ билета", "номер профбилета", "N профбилета", "НОМЕР  ПРОФБИЛЕТА",
     "№профбилета", "No профбилета", "Профбилет №", "Номер профсоюзного билета"],
)  # fmt: skip
async def test_columns_in_any_order_case_and_spelling(quick: Import, card: str) -> None:
    header = ["организация ", card, "ДАТА\nРОЖДЕНИЯ (дд.мм.гггг)", "Ф.И.О.", "Примечание"]
    rows = [["Школа", "01", "1/2/1980", "Иванова  Анна\u00a0Петровна", "—"],
            ["Школа", "02", "1980-02-01", "Ким Олег", ""],
            ["Школа", "03", "29252", "Ли", ""]]  # fmt: skip
    said = await quick(rows, header)
    assert counts(said) == [2, 0, 0, 0, 1]
    members = await quick.members()
    assert members["01"].person.full_name == "Иванова Анна Петровна"
    assert members["02"].person.full_name == "Ким Олег"
    assert members["01"].person.born == members["02"].person.born == date(1980, 2, 1)
    assert "Нет столбцов" in said


async def test_excel_with_titles_totals_types_and_several_sheets(quick: Import) -> None:
    header = [title.upper() for title in HEADER]
    first = [
        ["Список членов профсоюза"], [], header,
        row(123, Дата_рождения=NOON, Телефон=89131234567),
        row(124.0, Дата_рождения=29252),
        row("0125", Дата_рождения=date(1980, 2, 1)),
        [None] * 12, header, ["Итого:", 3],
    ]  # fmt: skip
    second = [HEADER, row("200"), row("201", "")]
    path = xlsx(quick.folder, {"Школа 1": first, "Справка": [["пусто"]], "Школа 2": second})
    said = await quick(path)
    assert counts(said) == [4, 0, 0, 0, 1]
    members = await quick.members()
    assert set(members) == {"123", "124", "0125", "200"}
    assert {member.person.born for member in members.values()} == {date(1980, 2, 1)}
    assert members["123"].person.phones == ("79131234567",)
    assert "лист «Школа 2», строка 3: Фамилия: пусто" in said
    assert "Лист «Справка» пропущен" in said
    assert "Пропущены итоги и повторы заголовка: 2 (лист «Школа 1», строка 8," in said


async def test_zeros_that_excel_only_shows_are_kept(quick: Import) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    sheet.append(row(123))
    sheet["E2"].number_format = "00000000"
    sheet.append(row(1234567890123450))
    book.save(quick.folder / "registry.xlsx")
    said = await quick(quick.folder / "registry.xlsx")
    assert set(await quick.members()) == {"00000123"}
    assert "строка 3: № профбилета: «1234567890123450», Excel испортил" in said


async def test_an_unread_phone_is_left_out_and_counted(quick: Import) -> None:
    said = await quick([row("1", Телефон="нет"), row("2", Телефон="89131234567 доб. 12")])
    assert counts(said) == [2, 0, 0, 0, 0]
    assert "Строк с нечитаемым телефоном (загружаются без него): 1" in said
    assert (await quick.members())["2"].person.phones == ("79131234567",)


async def test_a_registry_is_not_markup_and_long_lines_stay_whole(quick: Import) -> None:
    said = await quick([row("1"), row("2", Дата_рождения="[bold]" + "x" * 20, Имя="")])
    assert "строка 3: Имя: пусто, нужно имя; Дата рождения: «[bold]xxxxx" in said


async def test_a_bar_is_shown_to_who_sees_it_and_waits(
    quick: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_command, "PROGRESS_AFTER_S", 0)
    assert "Чтение реестра" not in await quick(many(3))
    said = StringIO()
    await import_members(
        quick.database,
        quick.folder / "registry.csv",
        apply=False,
        confirm_removal=False,
        console=Console(file=said, force_terminal=True),
        root_name=ROOT,
    )
    assert "Чтение реестра" in said.getvalue()


def file(name: str, content: bytes, folder: Path) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("r.csv", b"", "пуст"),
        ("r.xls", b"abc", "Сохранить как"),
        ("r.xlsx", b"\xd0\xcf\x11\xe0abc", "под паролем"),
        ("r.xlsx", b"PK\x03\x04abc", "повреждён"),
        ("r.docx", b"PK\x03\x04abc", "нужен файл .xlsx или .csv"),
        ("r.csv", b"\x00\x01\x02", "не текст"),
        ("r.csv", "Фамилия;Имя;Возраст\n".encode(), "Найдены: «Фамилия», «Имя», «Возраст»"),
        ("r.csv", "ФИО;№ билета\n".encode(), "нет столбцов «Дата рождения», «Организация»"),
        ("r.csv", ("\ufeff" + ";".join(HEADER) + "\n").encode(), "ни одной годной строки"),
    ],
)
async def test_a_file_that_is_none_is_refused_in_one_line(
    quick: Import, name: str, content: bytes, line: str
) -> None:
    with pytest.raises(SetupError, match=line) as refused:
        await quick(file(name, content, quick.folder))
    assert "\n" not in str(refused.value)


async def test_a_missing_file_or_column_is_refused_in_one_line(quick: Import) -> None:
    with pytest.raises(SetupError, match="не найден"):
        await quick(quick.folder / "none.csv")
    with pytest.raises(SetupError, match=r"лист «Лист1».*Нужны: «Фамилия»"):
        await quick(xlsx(quick.folder, [["Фамилия", "№ билета"], ["Ким", 1]]))
    with pytest.raises(SetupError, match="ни на одном листе"):
        await quick(xlsx(quick.folder, {"А": [["а"]], "Б": [["б"]]}))
