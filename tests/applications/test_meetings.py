"""A session of a body: case by case, nobody told before it is closed, and the power of an undo."""

import asyncio
from pathlib import Path

import pytest
import time_machine
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from bot.applications.models import Budget, Decision
from bot.cases.models import Status
from sandbox import Person, Sandbox
from tests.applications.acting import (
    apply,
    approve,
    card_of,
    case_with,
    last_file,
    member,
    officer,
    plain,
    said_to,
    town_officer,
)
from tests.telegram import TOKEN, Town, bot_in, cut_power

NAMES = ("Петрова Анна", "Сидоров Борис", "Иванова Вера", "Кузьмин Глеб")


async def open_agenda(place: Town, person: Person) -> None:
    await person.send("📋 Заявления")
    await person.wait_for("решить вам")
    await person.press("Заседание")
    await person.wait_for("Выберите орган")
    await person.press("Президиум городской организации")
    await person.wait_for("На какой день")
    await person.press("Сегодня, 27 ноября")
    await person.wait_for("В повестке")


@pytest.mark.both
async def test_nobody_is_told_before_the_meeting_is_closed(place: Town) -> None:
    s1 = await town_officer(place)
    people = [await member(place, 1001 + n, name) for n, name in enumerate(NAMES)]
    sums = (8_000, 9_000, 7_000, 5_000)
    numbers = [await apply(place, *each) for each in zip(people, sums, strict=True)]
    await open_agenda(place, s1)
    agenda = await s1.wait_for("В повестке: 4, просят 29 000 ₽", after=0)
    assert "Барнаул" in agenda.text
    await s1.press("Начать")
    first = await s1.wait_for("1 из 4")
    assert numbers[0] in first.text
    await s1.press("Одобрить 8 000 ₽")
    await s1.wait_for("2 из 4")
    await s1.press("Другая сумма")
    await s1.wait_for("Сколько одобрить")
    await s1.send("6 500")
    await s1.wait_for("6 500 ₽, верно?")
    await s1.press("Да")
    await s1.wait_for("3 из 4")
    await s1.press("Отказать")
    await s1.wait_for("Почему отказать")
    await s1.press("Не хватает документов")
    await s1.wait_for("слово в слово")
    await s1.send("Принесите справку.")
    await s1.wait_for("4 из 4")
    await s1.press("Отложить")
    done = await s1.wait_for("Решено: 3")
    assert "Одобрено 2 на 14 500 ₽, отказано 1" in plain(done.text)
    # Entered wrongly: it is open again, and nobody has heard a word.
    await s1.press("Решено: 3")
    await s1.wait_for("Решено на заседании")
    await s1.press(f"Исправить {numbers[0]}")
    await s1.wait_for("4 из 4")
    await s1.press("Одобрить 8 000 ₽")
    await s1.wait_for("Решено: 3")
    await place.settled()
    for person, number in zip(people, numbers, strict=True):
        assert not said_to(person, number, "одобрено")
        assert not said_to(person, number, "отказано")
    assert "пока не объявлено" in card_of(s1, numbers[1]).text
    await s1.press("Заседание закрыто")
    await s1.wait_for("Какой номер у протокола")
    await s1.send("12")
    sure = await s1.wait_for("Закрыть заседание?")
    assert "Извещу 3 человек" in sure.text
    assert "Без решения остаётся 1" in sure.text
    await s1.press("Заседание закрыто")
    await s1.wait_for("Заседание закрыто, протокол № 12")
    await place.settled()
    for person, number, heard in (
        (people[0], numbers[0], "8 000 ₽"),
        (people[1], numbers[1], "6 500 ₽"),
        (people[2], numbers[2], "Принесите справку."),
    ):
        assert len(said_to(person, number, heard, "№ 12 от 27 ноября")) == 1
    assert not said_to(people[3], numbers[3], "№ 12")
    case, _ = await case_with(place, numbers[3])
    assert case.status is Status.REVIEW
    await s1.press("Выписка PDF")
    await place.settled()
    extract = PdfReader(last_file(s1))
    assert numbers[0] in "".join(page.extract_text() for page in extract.pages)


@pytest.mark.parametrize(
    ("label", "done"), [("Одобрить 8 000 ₽", "Решено: 1"), ("Отложить", "В повестке: 2")]
)
async def test_a_second_tap_is_not_for_the_next_case(place: Town, label: str, done: str) -> None:
    s1 = await town_officer(place)
    people = [await member(place, 1001 + n, name) for n, name in enumerate(NAMES[:2])]
    numbers = [await apply(place, person, 8_000) for person in people]
    await open_agenda(place, s1)
    await s1.press("Начать")
    await s1.wait_for("1 из 2")
    window, button = s1.find_button(label, s1.where(None))
    assert window is not None
    pressed = (s1.press_data(window, button["callback_data"]) for _ in range(3))
    await asyncio.gather(*pressed)
    shown = await s1.wait_for("2 из 2")
    assert numbers[1] in shown.text
    await s1.press("К повестке")
    await s1.wait_for(done)


async def test_a_double_tap_closes_a_meeting_and_asks_nothing_more(place: Town) -> None:
    s1, anna = await town_officer(place), await member(place)
    number = await apply(place, anna, 8_000)
    await open_agenda(place, s1)
    await s1.press("Начать")
    await s1.wait_for("1 из 1")
    await s1.press("Одобрить 8 000 ₽")
    await s1.wait_for("Решено: 1")
    await s1.press("Заседание закрыто")
    await s1.wait_for("Какой номер у протокола")
    await s1.send("12")
    await s1.wait_for("Извещу 1 человек")
    window, button = s1.find_button("Заседание закрыто", s1.where(None))
    assert window is not None
    pressed = (s1.press_data(window, button["callback_data"]) for _ in range(2))
    await asyncio.gather(*pressed)
    await place.settled()
    assert said_to(s1, "Заседание закрыто, протокол № 12")
    # Once, before it was closed.
    assert len(said_to(s1, "Какой номер у протокола")) == 1
    assert len(said_to(anna, number, "№ 12 от 27 ноября")) == 1


@pytest.mark.both
async def test_a_meeting_goes_on_where_a_power_cut_left_it(
    database_url: str, tmp_path: Path, clock: time_machine.Traveller
) -> None:
    """Each time the press was done and not marked: the next process handles it once more."""

    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            s1 = await town_officer(place)
            people = [await member(place, 1001 + n, name) for n, name in enumerate(NAMES[:3])]
            numbers = [await apply(place, person, 8_000) for person in people]
            await open_agenda(place, s1)
            await s1.press("Начать")
            await s1.wait_for("1 из 3")
            await place.settled()
            cut_power(app)
            await s1.press("Одобрить 8 000 ₽", nowait=True)
            await s1.wait_for("2 из 3")
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            await place.handled()
            await s1.press("Отложить")
            await s1.wait_for("3 из 3")
            await s1.press("Одобрить 8 000 ₽")
            done = await s1.wait_for("Решено: 2")
            assert "В повестке: 1" in done.text
            await s1.press("Решено: 2")
            await s1.wait_for("Решено на заседании")
            await place.settled()
            cut_power(app)
            await s1.press(f"Исправить {numbers[0]}", nowait=True)
            await s1.wait_for("3 из 3")
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            await place.handled()
            assert (await case_with(place, numbers[0]))[0].status is Status.REVIEW
            await s1.press("Одобрить 8 000 ₽")
            await s1.wait_for("Решено: 2")
            await s1.press("Заседание закрыто")
            await s1.wait_for("Какой номер у протокола")
            await s1.send("12")
            await s1.wait_for("Извещу 2 человек")
            await place.settled()
            cut_power(app)
            await s1.press("Заседание закрыто", nowait=True)
            await s1.wait_for("Заседание закрыто, протокол № 12")
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            await place.handled()
            async with place.database.reading() as session:
                in_force = await session.scalars(
                    select(Decision.case_id).where(Decision.undone_at.is_(None))
                )
                granted = await session.scalar(select(Budget.granted))
            assert len(in_force.all()) == 2
            assert granted == 16_000_00
            for person, number in ((people[0], numbers[0]), (people[2], numbers[2])):
                assert len(said_to(person, number, "№ 12 от 27 ноября")) == 1
            assert not said_to(people[1], numbers[1], "№ 12")


async def test_the_agenda_leaves_as_pdf_and_xlsx(place: Town) -> None:
    s1, anna = await town_officer(place), await member(place)
    number = await apply(place, anna, 8_000)
    await open_agenda(place, s1)
    await s1.press("Повестка PDF")
    await place.settled()
    pdf = PdfReader(last_file(s1))
    assert number in "".join(page.extract_text() for page in pdf.pages)
    await s1.press("Повестка XLSX")
    await place.settled()
    rows = load_workbook(last_file(s1)).worksheets[0].values
    assert any(number in row for row in rows)


async def test_what_was_decided_beside_the_meeting_is_not_decided_again(place: Town) -> None:
    s1, anna = await town_officer(place), await member(place)
    olga = await officer(place, 3011, "Речная Ольга")
    number = await apply(place, anna, 8_000)
    await open_agenda(place, s1)
    await s1.press("Начать")
    await s1.wait_for("1 из 1")
    await approve(place, olga, number, "8 000 ₽, сколько просит")
    assert "Заявление уже одобрено (Речная О." in str(await s1.press("Одобрить 8 000 ₽"))
    assert len(said_to(anna, number, "одобрено 8 000 ₽")) == 1
