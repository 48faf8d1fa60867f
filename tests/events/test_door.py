"""At the door: a code of a quarter of an hour, once; a list; and what is given afterwards."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader
from sqlalchemy import select

from bot.events import after, door
from bot.events.models import Registration
from sandbox import Message, Person
from tests.events.acting import (
    SATURDAY,
    event,
    join,
    jump,
    open_event,
    organiser,
    viewer_of,
)
from tests.events.test_organising import document, staff_section
from tests.legal.acting import audited, said_to
from tests.telegram import Town


async def show_pass(human: Person) -> tuple[str, Message]:
    """The six digits on his screen."""
    await open_event(human)
    await human.press("Код для входа")
    shown = await human.wait_for("Покажите QR-код")
    digits = re.search(r"(\d{3}) (\d{3})", shown.caption)
    assert digits
    return digits[1] + digits[2], shown


async def token_of(place: Town, human: Person, event_id: int) -> str:
    """What the camera reads."""
    async with place.database.writing() as session:
        return (await door.show(session, await viewer_of(place, human), event_id)).token


@pytest.mark.both
async def test_a_helper_marks_by_digits_and_by_link_and_hears_of_a_second_time(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    boris = await place.member(1002, "Сидоров Борис")
    vera = await place.member(1006, "Дверева Вера")
    event_id = await event(place, nina, capacity=5)
    await join(anna)
    await join(boris)
    await staff_section(nina)
    await nina.press("Школа профактива")
    await nina.wait_for("Опубликовано.")
    await nina.press("Ещё")
    await nina.wait_for("Что сделать?")
    await nina.press("Помощники")
    await nina.wait_for("Назначьте помощников")
    await nina.press("Назначить помощника")
    await nina.wait_for("Кто поможет на входе?")
    await nina.send("Дверева")
    await nina.wait_for("Выберите:")
    await nina.press("Дверева В.")
    await nina.wait_for("Помощник: Дверева В.")
    await vera.wait_for("Вас попросили помочь на входе", after=0)

    await jump(place, clock, SATURDAY - timedelta(minutes=20))
    digits, shown = await show_pass(anna)
    await anna.press("Новый код")
    renewed = await anna.wait_for("Покажите QR-код")
    assert shown.deleted
    assert digits[:3] + " " + digits[3:] not in renewed.caption
    newest = "".join(re.findall(r"(\d{3}) (\d{3})", renewed.caption)[0])
    await vera.press("Отметить пришедших")
    await vera.wait_for("Пришли 0 из 2")
    await vera.send(digits)
    await vera.wait_for("Такого кода сейчас нет")
    await vera.send(newest)
    await vera.wait_for("Отмечен в 11:4")
    first = said_to(vera, "Отмечен в ")[0]
    assert "Петрова Анна Сергеевна" in first
    token = await token_of(place, anna, event_id)
    clock.shift(timedelta(minutes=10))
    await vera.send(f"/start {token}")
    again = await vera.wait_for("Уже отмечен в 11:4")
    assert first.split("Отмечен в ")[1][:5] == again.text.split("Уже отмечен в ")[1][:5]

    # After a quarter of an hour it opens nothing, and a doctored one never did.
    late = await token_of(place, boris, event_id)
    await vera.send("/start " + late[:-1] + ("0" if late[-1] != "0" else "1"))
    await vera.wait_for("больше не действует")
    clock.shift(timedelta(minutes=16))
    await vera.send(f"/start {late}")
    await vera.wait_for("больше не действует")


async def test_nobody_else_marks_anybody(place: Town) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    boris = await place.member(1002, "Сидоров Борис")
    event_id = await event(place, nina, capacity=5)
    await join(anna)
    token = await token_of(place, anna, event_id)
    await anna.send(f"/start {token}")
    await anna.wait_for("Это ваш код для входа")
    await boris.send(f"/start {token}")
    await boris.wait_for("Нет доступа")
    assert await audited(place, boris, "event-door-refused") == 1
    async with place.database.reading() as session:
        assert not (await session.scalars(select(Registration.came_at))).one()


async def test_a_printed_list_is_entered_in_one_message(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    people = [await place.member(1001 + n, f"Народов{n} Иван") for n in range(4)]
    await event(place, nina, capacity=3)
    for human in people:
        await join(human)
    await jump(place, clock, SATURDAY + timedelta(hours=7))
    await staff_section(nina)
    await nina.press("Прошедшие")
    await nina.wait_for("Прошедшие")
    await nina.press("Школа профактива")
    await nina.wait_for("Прошло.")
    await nina.press("Отметить пришедших")
    await nina.wait_for("Пришли 0 из 3")
    await nina.send("1, 3 сб-2026-1;4 77")
    told = await nina.wait_for("Отмечены 2 участника")
    assert "Народов0 Иван, Народов2 Иван" in told.text
    assert "Были отмечены раньше: Народов0 Иван" in told.text
    # The fourth waited and had no place; there is no line 77.
    assert "Не нашёл среди записанных: 4, 77" in told.text
    await nina.press("Готово")
    await nina.wait_for("Прошло. Пришли 2")
    await nina.press("Написать участникам")
    await nina.wait_for("Кому написать?")
    assert nina.buttons[:4] == ["Записаны · 3", "Ждут · 1", "Пришли · 2", "Не пришли · 1"]
    await nina.press("Не пришли · 1")
    await nina.wait_for("Напишите сообщение")
    await nina.send("Жаль, что вас не было.")
    await nina.wait_for("Проверьте перед отправкой")
    await nina.press("Отправить")
    await nina.wait_for("Отправляю 1 человеку")
    await people[1].wait_for("Жаль, что вас не было", after=0)
    await place.settled()
    assert [len(said_to(human, "Жаль, что вас не было")) for human in people] == [0, 1, 0, 0]


async def test_a_certificate_has_a_number_that_anyone_can_check(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    boris = await place.member(1002, "Сидоров Борис")
    event_id = await event(place, nina, capacity=5)
    await join(anna)
    await join(boris)
    viewer = await viewer_of(place, nina)
    async with place.database.writing() as session:
        await door.by_list(session, viewer, event_id, "1")
    await jump(place, clock, SATURDAY + timedelta(hours=7, minutes=5))
    # Only who came is asked how it was.
    await anna.wait_for("Как прошло: Школа профактива", after=0)
    assert not said_to(boris, "Как прошло")
    await anna.press("Сертификат")
    given = await anna.wait_for("По номеру его может проверить любой")
    page = PdfReader(BytesIO(document(anna, given))).pages[0].extract_text()
    assert "Петрова Анна Сергеевна" in page
    found = re.search(r"СВ-2026-000001-\d{6}", given.caption)
    assert found
    assert found[0] in page
    stranger = place.box.person("Прохожий", id=7001)
    await stranger.send("/start cert-" + re.sub(r"\D", "", found[0]))
    told = await stranger.wait_for("настоящий")
    assert "Петрова А. С." in told.text
    await stranger.send("/start cert-2026000001000000")
    await stranger.wait_for("Сертификата с таким номером нет")
    await boris.send("📅 Мероприятия")
    await boris.wait_for("Пока ничего нет")
    await boris.press("Проверить сертификат")
    await boris.wait_for("Напишите его номер")
    await boris.send(found[0].lower())
    await boris.wait_for("настоящий")


async def test_ratings_of_few_are_not_shown_and_those_of_many_are_a_picture(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    people = [await place.member(1001 + n, f"Народов{n} Иван") for n in range(5)]
    event_id = await event(place, nina, capacity=5)
    for human in people:
        await join(human)
    await jump(place, clock, SATURDAY + timedelta(hours=7, minutes=5))
    viewers = [await viewer_of(place, human) for human in people]
    async with place.database.writing() as session:
        for viewer in viewers[:4]:
            await after.rate(session, viewer, event_id, 4)
        await after.write(session, viewers[0], event_id, "Мало <времени>")
    await staff_section(nina)
    await nina.press("Прошедшие")
    await nina.wait_for("Прошедшие")
    await nina.press("Школа профактива")
    await nina.wait_for("оценили 4")
    await nina.press("Отзывы")
    await nina.wait_for("Ответов 4. Оценки покажу")
    async with place.database.writing() as session:
        await after.rate(session, viewers[4], event_id, 5)
    await nina.press("Отзывы")
    picture = await nina.wait_for("Средняя оценка 4,2, ответов 5")
    assert picture.raw["photo"]
    await nina.wait_for("«Мало <времени>»")
