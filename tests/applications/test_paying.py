"""Money that leaves: one payment for several, several for one, and one that came back."""

import pytest
from openpyxl import load_workbook

from bot.cases.models import Status
from sandbox import Person
from tests.applications.acting import (
    apply,
    approve,
    card_of,
    case_with,
    last_file,
    member,
    officer,
    plain,
    press_card,
    said_to,
    town_officer,
    treasurer,
)
from tests.telegram import Town


async def approved(place: Town, *sums: int) -> list[tuple[Person, str]]:
    s1 = await town_officer(place)
    found = []
    for n, roubles in enumerate(sums):
        person = await member(place, 1001 + n, f"Петрова{n} Анна")
        number = await apply(place, person, roubles)
        await approve(place, s1, number, "сколько просит", "12")
        found.append((person, number))
    return found


@pytest.mark.both
async def test_several_are_paid_by_one_order(place: Town) -> None:
    inna = await treasurer(place)
    (anna, first), (vera, second) = await approved(place, 8_000, 9_000)
    assert said_to(inna, first, "Можно платить")
    await inna.send("📋 Заявления")
    await inna.wait_for("к выплате")
    await inna.press("Выплаты")
    listed = await inna.wait_for("Всего 2 на 17 000 ₽")
    assert "Петрова0 А. · Лечение · 8 000 ₽" in plain(listed.text)
    await inna.press("Список XLSX")
    await place.settled()
    rows = list(load_workbook(last_file(inna)).worksheets[0].values)
    assert any(second in row for row in rows)
    for number in (first, second):
        await inna.press(number)
        await inna.wait_for(f"✓ {number}")
    await inna.press("Выплачено: 2 на 17 000 ₽")
    await inna.wait_for("Номер и дата платёжного поручения")
    await inna.send("118 от 26.11.2026")
    sure = await inna.wait_for("Проверьте перед отправкой")
    assert "Вместе 17 000 ₽, платёжное поручение № 118 от 26 ноября" in plain(sure.text)
    await inna.press("Отправить")
    await inna.wait_for("Записал")
    await place.settled()
    for person, number, amount in ((anna, first, "8 000 ₽"), (vera, second, "9 000 ₽")):
        assert len(said_to(person, number, amount, "26 ноября")) == 1
        case, _ = await case_with(place, number)
        assert case.status is Status.PAID


async def test_one_is_paid_in_parts_and_a_part_comes_back(place: Town) -> None:
    inna = await treasurer(place)
    ((anna, number),) = await approved(place, 8_000)
    await inna.send(f"/case {number}")
    await inna.wait_for("К выплате: 8 000 ₽")
    for typed, order in (("5000", "118"), ("", "119")):
        await press_card(inna, number, "Выплачено")
        await inna.wait_for("Сколько выплачено")
        if typed:
            await inna.send("9000")
            await inna.wait_for("осталось выплатить 8 000 ₽")
        await (inna.send(typed) if typed else inna.press("Всё: 3 000 ₽"))
        await inna.wait_for("Номер и дата платёжного поручения")
        await inna.send(order)
        await inna.wait_for("Проверьте перед отправкой")
        await inna.press("Отправить")
        await inna.wait_for("Записал")
        await place.settled()
    card = plain(card_of(inna, number).text)
    assert "Выплачено 5 000 ₽ 27 ноября, платёжное поручение № 118" in card
    assert (await case_with(place, number))[0].status is Status.PAID
    await press_card(inna, number, "Выплата вернулась")
    await inna.wait_for("Какая выплата вернулась")
    await inna.press("3 000 ₽ от 27 ноября, № 119")
    await inna.wait_for("Почему вернулась")
    await inna.send("неверный номер счёта")
    await inna.wait_for("Проверьте перед отправкой")
    await inna.press("Отправить")
    await inna.wait_for("снова к выплате")
    await place.settled()
    assert said_to(anna, number, "3 000 ₽", "неверный номер счёта")
    assert "К выплате: 3 000 ₽" in plain(card_of(inna, number).text)
    assert (await case_with(place, number))[0].status is Status.APPROVED


async def test_who_comes_late_sees_who_decided_and_not_who_paid(place: Town) -> None:
    s1, inna = await officer(place, 3011, "Речная Ольга"), await treasurer(place)
    [(_, number)] = await approved(place, 8_000)
    case, _ = await case_with(place, number)
    await inna.send(f"/case {number}")
    await inna.wait_for("К выплате: 8 000 ₽")
    await press_card(inna, number, "Выплачено")
    await inna.wait_for("Сколько")
    await inna.send("3000")
    await inna.wait_for("Номер и дата")
    await inna.send("118")
    await inna.wait_for("Проверьте")
    await inna.press("Отправить")
    await inna.wait_for("Записал")
    await place.settled()
    late = await s1.press_data(s1.messages[-1], f"app:approve:{case.id}")
    assert "Заявление уже одобрено (Горин С." in str(late)
