"""Reminders: in the reader's zone, once, not after a cancellation, made up for after a break."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot.events import changing, making
from bot.events.when import read_moment, read_span
from bot.rubrics import Rubric
from tests.events.acting import (
    ALMATY,
    SATURDAY,
    event,
    join,
    jump,
    open_event,
    organiser,
    tick,
    viewer_of,
)
from tests.legal.acting import said_to
from tests.telegram import Town

DAY, SOON = "Напоминаю: ", "Скоро начало: "
MOMENT = timedelta(seconds=30)


@pytest.mark.both
async def test_each_is_reminded_twice_in_his_own_zone(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    kairat = await place.member(1003, "Қайратов Қайрат", at=ALMATY, language="kk")
    await event(place, nina, capacity=5)
    told = await join(anna)
    assert "суббота, 5 декабря, 12:00–18:00 (Барнаул, UTC+7)" in told.text
    assert "На месте: суббота, 5 декабря, 10:00–16:00 (Алматы, UTC+5)" in told.text
    await open_event(kairat, menu="📅 Іс-шаралар")
    await kairat.press("Тіркелу")
    seen = await kairat.wait_for("Сіз тіркелдіңіз")
    assert "10:00–16:00 (Алматы, UTC+5)" in seen.text
    assert "Өтетін жерде" not in seen.text

    await jump(place, clock, SATURDAY - timedelta(hours=24) - MOMENT)
    assert not said_to(anna, DAY)
    await jump(place, clock, SATURDAY - timedelta(hours=24) + MOMENT)
    await tick(place)
    assert len(said_to(anna, DAY)) == 1
    assert len(said_to(kairat, "Еске саламын: ")) == 1
    assert "12:00" in said_to(anna, DAY)[0]
    await anna.press("Приду")
    await jump(place, clock, SATURDAY - timedelta(hours=2) + MOMENT)
    await tick(place)
    assert len(said_to(anna, SOON)) == 1
    assert len(said_to(kairat, "Жақында басталады: ")) == 1


async def test_not_coming_passes_the_place_on_and_is_reminded_of_nothing(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    boris = await place.member(1002, "Сидоров Борис")
    await event(place, nina, capacity=1, cancel_until=SATURDAY - timedelta(days=3))
    await join(anna)
    await join(boris)
    await jump(place, clock, SATURDAY - timedelta(hours=24) + MOMENT)
    # It is late for a cancellation, but we asked.
    await open_event(anna)
    assert "Отменить запись самому уже нельзя" in (await anna.press("Отменить запись") or "")
    await anna.press("Не приду")
    await anna.wait_for("Запись отменена")
    await boris.wait_for("Освободилось место", after=0)
    await boris.press("Записаться")
    await boris.wait_for("Напомню за два часа")
    await jump(place, clock, SATURDAY - timedelta(hours=2) + MOMENT)
    assert (len(said_to(anna, SOON)), len(said_to(boris, SOON))) == (0, 1)
    # He has his place since the day before: of that moment there is nothing to say.
    assert not said_to(boris, DAY)


async def test_a_break_over_the_moment_is_made_up_for_while_it_is_of_use(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await event(place, nina, capacity=5)
    await join(anna)
    # Nothing ran from before the first reminder to an hour after it.
    await jump(place, clock, SATURDAY - timedelta(hours=23))
    assert len(said_to(anna, DAY)) == 1
    # And none over the second, until it has begun.
    await jump(place, clock, SATURDAY + timedelta(minutes=5))
    assert not said_to(anna, SOON)
    missed = said_to(nina, "Напоминание не отправлено: Школа профактива")
    assert len(missed) == 1
    await tick(place)
    assert (len(said_to(anna, DAY)), len(said_to(anna, SOON))) == (1, 0)


async def test_of_two_that_are_due_at_once_the_nearer_is_said(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await event(place, nina, capacity=5)
    await join(anna)
    await jump(place, clock, SATURDAY - timedelta(hours=1))
    assert (len(said_to(anna, DAY)), len(said_to(anna, SOON))) == (0, 1)
    assert not said_to(nina, "Напоминание не отправлено")


@pytest.mark.both
async def test_an_event_that_moves_takes_its_reminders_along(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    event_id = await event(place, nina, capacity=5)
    await join(anna)
    later = SATURDAY + timedelta(days=1, hours=1)
    viewer = await viewer_of(place, nina)
    async with place.database.writing() as session:
        span = (later, later + timedelta(hours=6), "")
        await changing.set_sessions(session, viewer, event_id, [span], "moved")
    told = await anna.wait_for("Изменилось: Школа профактива", after=0)
    assert "Было: суббота, 5 декабря, 12:00" in told.text
    assert "Стало: воскресенье, 6 декабря, 13:00" in told.text
    # The card in the chat says so too.
    assert said_to(anna, "Вы записаны · СБ-2026-000001", "6 декабря, 13:00")
    await jump(place, clock, SATURDAY - timedelta(hours=2) + MOMENT)
    assert not said_to(anna, DAY)
    await jump(place, clock, later - timedelta(hours=24) + MOMENT)
    assert len(said_to(anna, DAY)) == 1
    async with place.database.writing() as session:
        await making.call_off(session, viewer, event_id, "Снегопад")
    off = await anna.wait_for("Мероприятие отменено: Школа профактива", after=0)
    assert "Причина: Снегопад" in off.text
    await jump(place, clock, later - timedelta(hours=2) + MOMENT)
    assert not said_to(anna, SOON)


async def test_two_events_at_one_time_are_named(place: Town) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await event(place, nina, "Турслёт", capacity=5)
    await event(place, nina, "Семинар", capacity=5, starts=SATURDAY + timedelta(hours=5))
    support = Rubric.SUPPORT
    await event(place, nina, "Поход", starts=SATURDAY + timedelta(days=40), rubric=support)
    await anna.send("📅 Мероприятия")
    await anna.wait_for("Выберите, чтобы прочитать")
    assert [label[-7:] for label in anna.buttons[:3]] == ["Турслёт", "Семинар", "· Поход"]
    await anna.press("По месяцам")
    await anna.wait_for("Какой месяц?")
    await anna.press("Январь · 1")
    await anna.wait_for("Январь")
    assert "14 января 2027 · Поход" in anna.buttons
    await anna.press("По темам")
    await anna.wait_for("Какая тема?")
    assert any(label.endswith(" · 2") for label in anna.buttons)
    await anna.press("#ПРОФподдержка · Помощь и здоровье · 1")
    await anna.wait_for("#ПРОФподдержка")
    assert "14 января 2027 · Поход" in anna.buttons
    await join(anna, "Турслёт")
    card = await open_event(anna, "Семинар")
    assert "В это же время у вас «Турслёт»" in card.text
    await anna.press("Записаться")
    assert "В это же время у вас «Турслёт»" in (await anna.wait_for("Номер записи")).text


async def test_nobody_is_asked_how_it_was_at_night(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await event(place, nina, capacity=5, starts=SATURDAY + timedelta(hours=4))
    await join(anna)
    # It ended at 22:00 in Barnaul; quiet are 22:00–08:00.
    await jump(place, clock, SATURDAY + timedelta(hours=11, minutes=5))
    assert not said_to(anna, "Как прошло: Школа профактива")
    await jump(place, clock, datetime(2026, 12, 6, 1, 0, 30, tzinfo=UTC))
    await anna.wait_for("Как прошло: Школа профактива", after=0)
    await anna.press("4")
    await anna.wait_for("Ваша оценка: 4")
    await anna.send("Хорошо, но мало.")
    await anna.wait_for("передал организатору")


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("5 декабря 10:00–16:00", "2026-12-05 10:00", "2026-12-05 16:00"),
        ("05.12.2026 в 10:00", "2026-12-05 10:00", "2026-12-05 12:00"),
        ("5.12 с 9.30 до 11.00", "2026-12-05 09:30", "2026-12-05 11:00"),
        ("завтра 18:30-20:00", "2026-11-19 18:30", "2026-11-19 20:00"),
        ("5 желтоқсан 10:00–16:00", "2026-12-05 10:00", "2026-12-05 16:00"),
        ("3 января в 10 часов", "2027-01-03 10:00", "2027-01-03 12:00"),
        ("в субботу", None, None),
        ("5 декабря", None, None),
    ],
)
def test_a_time_is_read_as_people_write_it(
    clock: time_machine.Traveller, typed: str, start: str | None, end: str | None
) -> None:
    from zoneinfo import ZoneInfo

    zone, now = ZoneInfo("Asia/Barnaul"), datetime.now(UTC)
    span = read_span(typed, zone, now)
    said = tuple(f"{moment:%Y-%m-%d %H:%M}" for moment in span) if span else (None, None)
    assert said == (start, end)
    if typed == "5 декабря":
        assert f"{read_moment(typed, zone, now):%d.%m %H:%M}" == "05.12 23:59"
