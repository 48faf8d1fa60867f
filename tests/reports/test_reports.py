"""What a desk did, in numbers: right ones, within scope, and nobody to be found in them."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from openpyxl import Workbook

from bot.bars import WIDTH
from bot.cases.models import Case, CaseEvent, CaseKind, Status
from bot.legal.models import Question
from bot.members.models import Member, Role
from bot.reports.service import Period, span, too_few
from sandbox import Person
from tests.legal.acting import audited, lawyer
from tests.telegram import Town

# Tuesday of the same month, 11:00 in Barnaul.
TUESDAY = datetime(2026, 11, 17, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def asked(
    place: Town,
    person: Person,
    count: int,
    *,
    topic: str = "pay",
    at: datetime = TUESDAY,
    hours: float | None = 2,
    helped: bool | None = None,
    result: str | None = None,
    effect: int | None = None,
    missed: bool = False,
    anonymous: bool = False,
) -> None:
    """So many questions of this member, asked back after an hour and answered after `hours`."""
    account = await place.account(person)
    async with place.database.writing() as session:
        member = await session.get_one(Member, account.member_id)
        for _ in range(count):
            case = Case(
                kind=CaseKind.QUESTION,
                account_id=account.id,
                member_id=account.member_id,
                organisation_id=member.organisation_id,
                status=Status.ANSWERED if hours is not None else Status.QUEUED,
                submitted_at=at,
                due_at=at + timedelta(days=3),
                helped=helped,
            )
            session.add(case)
            await session.flush()
            session.add(
                Question(
                    case_id=case.id,
                    desk="legal",
                    topic=topic,
                    language="ru",
                    result=result,
                    effect=effect,
                    anonymous=anonymous,
                )
            )
            events = [("submitted", at)]
            if hours is not None:
                events += [("asked-back", at + HOUR), ("answered", at + hours * HOUR)]
            if missed:
                events.append(("promise-missed", at + HOUR))
            session.add_all(CaseEvent(case_id=case.id, action=a, at=t) for a, t in events)


async def chair(place: Town, *scope: str, telegram_id: int = 3001) -> Person:
    human = await place.member(telegram_id, "Краева Нина Павловна", at=("Барнаул", "аппарат"))
    await place.give_role(human, Role.CHAIR, *scope)
    return human


async def open_reports(person: Person, period: str = "Ноябрь 2026") -> None:
    await person.send("🔁 Режим сотрудника")
    await person.wait_for("Вы в режиме сотрудника")
    await person.send("📊 Отчёты")
    # A head has his own desk, a chair sees what each of them did.
    if not (await person.wait_for("Отчёты")).text.endswith("За какое время?"):
        await person.press("Правовая служба")
        await person.wait_for("За какое время?")
    await person.press(period)
    await person.wait_for(f"{period} · Правовая служба")


async def table_of(person: Person) -> Workbook:
    await person.press("Таблица XLSX")
    message = await person.wait_for("Все разрезы")
    return openpyxl.load_workbook(BytesIO(message.files[0].content()))


def rows_of(book: Workbook, sheet: str) -> dict[object, tuple[object, ...]]:
    rows = list(book[sheet].iter_rows(min_row=2, values_only=True))
    return {row[0]: tuple(row[1:]) for row in rows}


@pytest.mark.both
async def test_a_head_sees_his_desk_in_a_picture_and_a_table(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    maria = await lawyer(place, 2002, "Правдина Мария", role=Role.HEAD_LAWYER)
    await asked(place, anna, 4, hours=2, helped=True, result="documents", effect=10_000_00)
    await asked(place, anna, 2, hours=4, helped=False, missed=True, result="documents",
                effect=5_000_50)  # fmt: skip
    await asked(place, anna, 5, topic="leave", hours=6)
    await asked(place, anna, 9, at=datetime(2026, 10, 5, 4, tzinfo=UTC))
    await open_reports(maria)
    await maria.press("По темам")
    picture = await maria.wait_for("Ноябрь 2026")
    assert picture.files[0].width == WIDTH
    caption = picture.caption or ""
    assert "Вопросов: 11" in caption
    assert "до первого слова 1 ч · до ответа 4 ч" in caption
    # Nine of the eleven promises.
    assert "в обещанный срок 81,8 %" in caption
    assert "помогло 4 · не помогло 2" in caption
    assert "50 001 ₽" in caption.replace("\N{NO-BREAK SPACE}", " ")
    assert "Петрова" not in caption
    assert await audited(place, maria, "report-seen") == 1
    book = await table_of(maria)
    assert await audited(place, maria, "report-exported") == 1
    topics = rows_of(book, "По темам")
    assert topics["Оплата труда"] == (6, 1, 2, 66.7, 4, 2, 50_001, None)
    assert topics["Отпуск"] == (5, 1, 6, 100, None, None, None, None)
    assert list(rows_of(book, "По месяцам")) == [datetime(2026, 11, 1)]  # noqa: DTZ001
    assert book["По темам"].freeze_panes == "B2"
    assert rows_of(book, "Сводка")["Вопросов"] == (11,)
    assert all("Петрова" not in str(row) for sheet in book for row in sheet.values)


async def test_a_chair_counts_his_organisation_and_below_and_reads_nothing(place: Town) -> None:
    near = await place.member(1001, "Петрова Анна", at=("Барнаул", "школа № 7"))
    also = await place.member(1002, "Сидоров Борис", at=("Барнаул", "школа № 8"))
    far = await place.member(1003, "Дальний Пётр", at=("Бийск", "школа № 1"))
    nina = await chair(place, "Барнаул")
    for person in (near, also, far):
        await asked(place, person, 6)
    await open_reports(nina)
    places = rows_of(await table_of(nina), "По организациям")
    assert {name: row[0] for name, row in places.items()} == {"школа № 7": 6, "школа № 8": 6}
    assert not any("Взять" in row for m in nina.messages for row in m.buttons)


async def test_where_those_without_a_name_are_is_not_told(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна", at=("Барнаул", "школа № 7"))
    nina = await chair(place, "Барнаул")
    maria = await lawyer(place, 2002, "Правдина Мария", role=Role.HEAD_LAWYER)
    await asked(place, anna, 5)
    await asked(place, anna, 6, anonymous=True)
    await open_reports(nina)
    assert rows_of(await table_of(nina), "Сводка")["Вопросов"] == (5,)
    await open_reports(maria)
    places = rows_of(await table_of(maria), "По организациям")
    assert {name: row[0] for name, row in places.items()} == {"Барнаул": 5, "Без имени": 6}


async def test_groups_under_five_are_hidden_and_not_found_by_subtraction(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    maria = await lawyer(place, 2002, "Правдина Мария", role=Role.HEAD_LAWYER)
    for topic, count in (("pay", 9), ("leave", 6), ("pension", 2)):
        await asked(place, anna, count, topic=topic)
    await open_reports(maria)
    topics = rows_of(await table_of(maria), "По темам")
    assert topics.pop("Оплата труда")[0] == 9
    # With the six shown, the total of seventeen would leave the two.
    assert set(topics.pop("Досрочная пенсия и стаж")) == {"меньше 5"}
    assert topics["Отпуск"][0] == "скрыто"
    assert not any(isinstance(cell, int | float) for cell in topics["Отпуск"])


async def test_fewer_than_five_questions_are_told_as_that_and_no_more(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    nina = await chair(place)
    await asked(place, anna, 4)
    await open_reports(nina)
    window = await nina.wait_for("Вопросов меньше пяти", after=0)
    assert window.buttons == [["⬅️ Назад"]]
    await nina.press("⬅️ Назад")
    await nina.wait_for("За какое время?")
    await nina.press("2025 год")
    await nina.wait_for("За это время никто не спрашивал")


async def test_who_has_no_office_has_no_reports(place: Town) -> None:
    leo = await lawyer(place)
    await leo.send("🔁 Режим сотрудника")
    await leo.wait_for("Вы в режиме сотрудника")
    assert "📊 Отчёты" not in leo.keyboard
    await leo.send("📊 Отчёты")
    await leo.wait_for("этот раздел вам не открыт")


async def test_a_chair_whose_office_ended_gets_no_table_from_an_open_window(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    nina = await chair(place)
    await asked(place, anna, 6)
    await open_reports(nina)
    await place.revoke("chair", "3001")
    assert "этот раздел вам не открыт" in str(await nina.press("Таблица XLSX"))
    assert await audited(place, nina, "report-refused") == 1
    assert await audited(place, nina, "report-exported") == 0


async def test_reports_are_in_the_readers_language(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    aigul = await place.member(3002, "Нұрланова Айгүл", at=("Барнаул", "аппарат"), language="kk")
    await place.give_role(aigul, Role.CHAIR)
    await asked(place, anna, 6)
    await aigul.send("📊 Есептер")
    await aigul.wait_for("Қай қызмет бойынша?")
    await aigul.press("Құқықтық қызмет")
    await aigul.wait_for("Қай уақыт үшін?")
    await aigul.press("2026 жылғы қараша")
    await aigul.wait_for("6 сұрақты не бойынша бөлеміз?")
    await aigul.press("Тақырып бойынша")
    picture = await aigul.wait_for("жауапқа дейін 2 сағ")
    assert picture.files


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.MONTH, date(2026, 1, 1), date(2026, 1, 31)),
        (Period.LAST_MONTH, date(2025, 12, 1), date(2025, 12, 31)),
        (Period.QUARTER, date(2026, 1, 1), date(2026, 3, 31)),
        (Period.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        (Period.LAST_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_periods_are_whole(period: Period, first: date, last: date) -> None:
    assert span(period, date(2026, 1, 15)) == (first, last)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 9, "b": 5}, set()),
        ({"a": 9, "b": 7, "c": 1}, {"b", "c"}),
        ({"a": 9, "b": 7, "c": 1, "d": 2}, {"b", "c", "d"}),
        ({"a": 9, "b": 4, "c": 4}, {"b", "c"}),
        ({"a": 9, "b": 0, "c": 3}, {"a", "c"}),
        ({"a": 9, "b": 0}, set()),
    ],
)
def test_as_many_are_hidden_as_keep_the_small_from_being_found(
    counts: dict[str | date, int], hidden: set[str]
) -> None:
    assert too_few(counts) == hidden
