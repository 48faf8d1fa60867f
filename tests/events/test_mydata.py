"""What events keep on a person is in his file; he leaves, and his place is passed on."""

from datetime import timedelta

import time_machine
from sqlalchemy import select

from bot.events.models import Companion, Registration
from bot.reminders import Reminder
from tests.events.acting import SATURDAY, event, join, jump, open_event, organiser
from tests.legal.acting import said_to
from tests.members.test_mydata import files_of, open_leaving, run_daily
from tests.telegram import Town


async def test_who_leaves_gives_up_his_place_and_takes_his_family_along(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    boris = await place.member(1002, "Сидоров Борис")
    await event(place, nina, capacity=2, family=True)
    await join(anna)
    await open_event(anna)
    await anna.press("Взять с собой семью")
    await anna.wait_for("Напишите имя и фамилию")
    await anna.send("Пётр Петров")
    await anna.wait_for("С вами придут")
    await join(boris)
    # Of many the rest is one line: he must be able to read it before he leaves.
    for number in range(5):
        await event(place, nina, f"Ещё {number}", capacity=2)
        await join(anna, f"Ещё {number}")
    page, data = await files_of(anna)
    assert "СБ-2026-000001" in page
    assert data["events"][-1]["family"] == "Пётр Петров"
    assert data["events"][-1]["event"] == "Школа профактива"
    await anna.send("/cancel")
    await place.settled()
    told = await open_leaving(anna)
    assert "Ещё записи на мероприятия, 1: последняя до" in told.text
    await anna.press("Удалить насовсем")
    await anna.wait_for("Теперь я вас не знаю")
    await boris.wait_for("Освободилось место", after=0)
    async with place.database.reading() as session:
        assert (await session.scalars(select(Companion))).all() == []
    await jump(place, clock, SATURDAY - timedelta(hours=2) + timedelta(seconds=30))
    assert not said_to(anna, "Скоро начало")


async def test_who_was_there_is_forgotten_after_the_term(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await event(place, nina)
    await join(anna)
    await place.settled()
    for days, kept in ((365, 1), (367, 0)):
        clock.move_to(SATURDAY + timedelta(days=days))
        await run_daily(place)
        async with place.database.reading() as session:
            assert len((await session.scalars(select(Registration))).all()) == kept
    async with place.database.reading() as session:
        assert (await session.scalars(select(Reminder))).all() == []
