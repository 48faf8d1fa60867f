"""`📋 Заявления`: what waits for whom, narrowed and page by page."""

import time_machine

from tests.applications.acting import apply, member, plain, said_to, town_officer
from tests.telegram import Town


async def test_lists_say_who_waits_for_how_long_and_are_narrowed(
    place: Town, clock: time_machine.Traveller
) -> None:
    s1 = await town_officer(place)
    anna, boris = await member(place), await member(place, 1002, "Сидоров Борис")
    first = await apply(place, anna, 15_000)
    clock.shift(4 * 24 * 3600)
    second = await apply(place, boris, 4_000, "region/hardship")
    await s1.send("📋 Заявления")
    await s1.wait_for("решить вам")
    await place.settled()
    listed = plain(said_to(s1, "решить вам")[-1])
    assert f"{first} · Лечение · 15 000 ₽ · ждёт 4 дня · до 11 декабря" in listed
    assert listed.index(first) < listed.index(second)
    assert "Решить мне · 2" in s1.buttons
    await s1.press("Отбор")
    await s1.wait_for("По чему сузить")
    await s1.press("Давность")
    await s1.wait_for("Сколько ждут")
    await s1.press("дольше 3 дней")
    await s1.wait_for("решить вам · дольше 3 дней")
    await place.settled()
    assert second not in said_to(s1, "решить вам · дольше 3 дней")[-1]
    await s1.press("Ждут документов")
    await s1.wait_for("По этому отбору ничего нет")
    await s1.press("Отбор")
    await s1.press("Снять отбор")
    await s1.wait_for("Ни от кого документов не ждём")
    await s1.press("Все")
    await s1.wait_for("Заявления · все")
    await s1.press(first)
    await s1.wait_for("Правила")
