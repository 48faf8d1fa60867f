"""At nine where the lawyer works: what waits, once a day."""

from datetime import UTC, datetime

import pytest
import time_machine

from bot.legal import digest
from bot.members.models import Role
from tests.legal.acting import ask, jump, lawyer, said_to, take
from tests.telegram import Town

# Thursday, 9:00 in Barnaul.
NINE = datetime(2026, 11, 19, 2, tzinfo=UTC)


async def run(place: Town, clock: time_machine.Traveller, moment: datetime) -> None:
    await place.settled()
    clock.move_to(moment)
    await digest.send_digests(place.database, place.app.regulations)
    await place.settled()


@pytest.mark.both
async def test_at_nine_a_lawyer_hears_what_waits_once(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    mine, waiting = await ask(anna), await ask(anna)
    await take(leo, mine)
    await run(place, clock, NINE.replace(hour=1, minute=59))
    assert not said_to(leo, "Что ждёт сегодня")
    for minute in (0, 1, 45):
        await run(place, clock, NINE.replace(minute=minute))
    told = said_to(leo, "Что ждёт сегодня")
    assert len(told) == 1
    assert f"В очереди: 1. {waiting}" in told[0]
    assert f"У вас открыто: 1. {mine}" in told[0]
    assert "Просрочено" not in told[0]
    await leo.press("🗂 Мои вопросы")
    await leo.wait_for(f"{mine} · ")
    # The next working day again.
    await run(place, clock, NINE.replace(day=20))
    assert len(said_to(leo, "Что ждёт сегодня")) == 2


async def test_what_is_late_is_said_to_its_lawyer_and_the_head(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    head = await lawyer(place, 2003, "Старшая Нина", role=Role.HEAD_LAWYER)
    number = await ask(anna)
    await jump(place, clock, datetime(2026, 11, 23, 11, 1, tzinfo=UTC))
    await take(leo, number)
    await run(place, clock, NINE.replace(day=24))
    for person in (leo, head):
        assert said_to(person, "Что ждёт сегодня", f"Просрочено: 1. {number}")
    assert not said_to(maya, "Что ждёт сегодня")


async def test_nothing_is_sent_where_nothing_waits_nor_later_that_day(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await run(place, clock, NINE)
    await ask(anna)
    await run(place, clock, NINE.replace(hour=3))
    assert not said_to(leo, "Что ждёт сегодня")


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(datetime(2026, 11, 22, 2, 5, tzinfo=UTC), id="Sunday"),
        pytest.param(datetime(2026, 11, 19, 5, tzinfo=UTC), id="noon"),
    ],
)
async def test_not_on_days_off_and_not_after_noon(
    place: Town, clock: time_machine.Traveller, moment: datetime
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await ask(anna)
    await run(place, clock, moment)
    assert not said_to(leo, "Что ждёт сегодня")


async def test_it_comes_at_nine_of_the_lawyers_own_zone(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await ask(anna)
    async with place.database.writing() as session:
        (await session.merge(await place.account(leo))).timezone = "Europe/Moscow"
    await run(place, clock, NINE)
    assert not said_to(leo, "Что ждёт сегодня")
    await run(place, clock, NINE.replace(hour=6))
    assert said_to(leo, "Что ждёт сегодня")
