"""A digest comes at the reader's own hour, once, with what he has not had yet."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from bot.news.models import Digest
from sandbox import Person
from tests.news.acting import ALMATY, copies, editor, jump, post, reader, run_jobs
from tests.news.test_channels import administrator
from tests.news.test_reading import open_wishes
from tests.telegram import Town

ANNA, AIGUL = "Петрова Анна Сергеевна", "Нұрланова Айгүл"
# 9:00 in Barnaul, and in Almaty two hours later.
BARNAUL_NINE = datetime(2026, 11, 19, 2, tzinfo=UTC)
ALMATY_NINE = BARNAUL_NINE + timedelta(hours=2)
SOON = timedelta(seconds=30)


async def choose_digest(place: Town, human: Person, hour: str = "9:00") -> None:
    await open_wishes(human)
    await human.press("Раз в день, сводкой")
    await human.wait_for("В какой час")
    await human.press(hour)
    await human.wait_for(f"раз в день, в {hour}")
    await run_jobs(place)


@pytest.mark.both
async def test_a_digest_has_what_came_since_at_the_hour_of_ones_own_zone(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera = await editor(place, scope=())
    anna = await reader(place, 1001, ANNA)
    aigul = await reader(place, 1003, AIGUL, at=(*ALMATY, "гимназия"))
    await choose_digest(place, anna)
    await choose_digest(place, aigul)
    union = place.app.regulations.union.name.ru
    await post(vera, "Первая за день", union)
    await post(vera, "Вторая за день", union)
    await place.settled()
    assert not copies(anna, "Первая")
    await jump(place, clock, BARNAUL_NINE + SOON)
    (digest,) = copies(anna, "Новости, 19 ноября")
    assert "Первая за день" in digest.text
    assert "Вторая за день" in digest.text
    assert not copies(aigul, "Новости, 19 ноября")
    await jump(place, clock, ALMATY_NINE + SOON)
    assert len(copies(aigul, "Новости, 19 ноября")) == 1
    await anna.press("Вторая за день")
    await anna.wait_for("Вторая за день")
    # With nothing new there is no message.
    await jump(place, clock, BARNAUL_NINE + timedelta(days=1) + SOON)
    assert len(copies(anna, "Новости, ")) == 1


async def test_down_over_the_hour_it_comes_late_on_the_same_day(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await choose_digest(place, anna)
    await post(vera, "За день")
    await jump(place, clock, BARNAUL_NINE + timedelta(hours=7))
    assert len(copies(anna, "Новости, 19 ноября")) == 1
    await run_jobs(place)
    assert len(copies(anna, "Новости, 19 ноября")) == 1


async def test_down_for_the_whole_day_it_is_missed_told_and_made_up_for_by_the_next(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera, admin = await editor(place), await administrator(place)
    anna = await reader(place, 1001, ANNA)
    await choose_digest(place, anna)
    await post(vera, "За первый день")
    await jump(place, clock, BARNAUL_NINE + timedelta(hours=20))
    await admin.wait_for("Сводка новостей за 19 ноября не отправлена", after=0)
    assert not copies(anna, "Новости, ")
    await jump(place, clock, BARNAUL_NINE + timedelta(days=1) + SOON)
    (digest,) = copies(anna, "Новости, 20 ноября")
    assert "За первый день" in digest.text
    async with place.database.reading() as session:
        rows = (await session.scalars(select(Digest).order_by(Digest.due_at))).all()
    assert [bool(row.missed_at) for row in rows[:2]] == [True, False]


async def test_who_goes_over_to_a_digest_is_not_told_twice(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await post(vera, "Уже пришла")
    await anna.wait_for("Уже пришла", after=0)
    await choose_digest(place, anna)
    await post(vera, "Ещё не пришла")
    await jump(place, clock, BARNAUL_NINE + SOON)
    (digest,) = copies(anna, "Новости, 19 ноября")
    assert "Ещё не пришла" in digest.text
    assert "Уже пришла" not in digest.text


async def test_switched_off_before_its_hour_it_does_not_come(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await choose_digest(place, anna)
    await post(vera, "За день")
    await open_wishes(anna)
    await anna.press("Не присылать новости")
    await anna.wait_for("новости вам не приходят")
    await jump(place, clock, BARNAUL_NINE + SOON)
    assert not copies(anna, "Новости, 19")
