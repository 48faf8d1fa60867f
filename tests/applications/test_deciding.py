"""The officers' side: one card, decisions within a limit and above it, and who may not decide."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from aiogram_dialog.api.entities import stack

from bot.cases.models import Status
from bot.members.models import Role
from sandbox import Person
from tests.applications.acting import (
    CITY,
    SCHOOL,
    apply,
    approve,
    audited,
    card_of,
    case_with,
    member,
    officer,
    plain,
    press_card,
    refuse,
    region_officer,
    said_to,
    town_officer,
)
from tests.telegram import Town


async def test_each_officer_has_one_card_with_all_that_it_takes(place: Town) -> None:
    anna, s1, s2 = await member(place), await town_officer(place), await region_officer(place)
    chair = await officer(place, 3005, "Школина Ольга", Role.CHAIR, SCHOOL)
    number = await apply(place, anna, 15_000, files=3)
    text = plain(card_of(s1, number).text)
    for said in (
        "Лечение · на рассмотрении, ждёт",
        "Президиум городской организации",
        "Просит 15 000 ₽",
        "Петрова Анна, учитель, школа № 7, Барнаул, Алтайский край",
        "Была операция, помогите с лекарствами.",
        "Файлы: 3 фотографии",
        "На бумаге: не отмечено (Медицинская справка)",
        "– Член профсоюза: да",
        "– Стаж от 6 месяцев: да, 16 лет",
        "– Раз в календарный год: да, в этом году не было",
        # With its moment: nobody makes the card anew when another decision moves it.
        "Осталось по основанию на 2026 год: 3 000 000 ₽, на 27 ноября, 11:0",
        "Решение до пятницы, 11 декабря",
    ):
        assert said in text, text
    assert card_of(s1, number).buttons == [
        ["Одобрить", "Отказать"],
        ["Запросить документ", "Передать"],
        ["Принято на бумаге: Медицинская справка"],
        ["Принято на бумаге: Подписанное заявление"],
        ["Файлы", "Переписка", "Заметка"],
        ["Это мой родственник"],
    ]
    await press_card(s1, number, "Файлы")
    await place.settled()
    papers = [m for m in s1.messages if m.media]
    assert [m.caption for m in papers] == ["Фото 1", "Фото 2", "Фото 3"]
    assert len({m.raw["media_group_id"] for m in papers}) == 1
    # The chair of the primary notes papers and decides nothing; the region has no card yet.
    assert card_of(chair, number).buttons == [
        ["Принято на бумаге: Медицинская справка"],
        ["Принято на бумаге: Подписанное заявление"],
        ["Файлы", "Переписка", "Заметка"],
    ]
    assert not said_to(s2, number)
    assert not said_to(anna, "На бумаге: не отмечено")


@pytest.mark.both
async def test_a_sum_above_the_limit_goes_up_and_is_decided_there(place: Town) -> None:
    anna, s1, s2 = await member(place), await town_officer(place), await region_officer(place)
    number = await apply(place, anna, 15_000)
    await press_card(s1, number, "Одобрить")
    await s1.wait_for("Сколько одобрить")
    await s1.press("15 000 ₽, сколько просит")
    told = await s1.wait_for("больше, чем решаете вы")
    assert "Президиум краевой организации (Краева Н.)" in told.text
    assert "до четверга, 10 декабря" in told.text
    await place.settled()
    assert "Одобрить" not in str(card_of(s1, number).buttons)
    assert said_to(anna, number, "Президиум краевой организации")
    card = card_of(s2, number)
    assert "согласовано ниже: 15 000 ₽" in plain(card.text)
    await approve(place, s2, number, "15 000 ₽, сколько просит")
    (heard,) = said_to(anna, number, "15 000 ₽", "№ 12 от 10 декабря")
    assert "Краева" not in heard
    decided = plain(card_of(s1, number).text)
    assert "Одобрено 15 000 ₽ · протокол № 12 от 10 декабря" in decided
    assert "К выплате: 15 000 ₽" in decided
    # Every step, with who and when.
    await press_card(s2, number, "Переписка")
    history = (await s2.wait_for("заявление подано", after=0)).text
    for who, what in (("Горин С.", "согласовано и передано выше"), ("Краева Н.", "одобрено")):
        assert any(who in line and what in line for line in history.split("\n\n")), history


async def test_who_sits_in_two_bodies_decides_as_the_one_that_may(place: Town) -> None:
    """The city has nobody: its cases are before the region, and so is a sum above its limit."""
    anna, boris = await member(place), await member(place, 1002, "Сидоров Борис")
    s2 = await region_officer(place)
    large, small = await apply(place, anna, 18_000), await apply(place, boris, 8_000)
    await approve(place, s2, large, "18 000 ₽, сколько просит")
    await approve(place, s2, small, "8 000 ₽, сколько просит")
    assert said_to(anna, large, "Президиум краевой организации, протокол № 12")
    assert said_to(boris, small, "Президиум городской организации, протокол № 12")


async def test_a_typed_sum_is_shown_as_it_was_read(place: Town) -> None:
    anna, s1 = await member(place), await town_officer(place)
    number = await apply(place, anna, 15_000)
    await press_card(s1, number, "Одобрить")
    await s1.wait_for("Сколько одобрить")
    await s1.send("много")
    await s1.wait_for("Нужна сумма цифрами")
    await s1.send("25 тыс")
    await s1.wait_for("до 20 000 ₽")
    await s1.send("8 тыс")
    await s1.wait_for("8 000 ₽, верно?")
    await s1.press("Да")
    await s1.wait_for("Номер и дата протокола")
    await s1.send("двенадцать")
    await s1.wait_for("Нужны номер и дата протокола")
    await s1.send("12")
    look = await s1.wait_for("Проверьте перед отправкой")
    assert "8 000 ₽, протокол № 12 от 27 ноября" in plain(look.text)
    await s1.press("Отправить")
    await s1.wait_for("одобрено, член профсоюза уже знает")
    await place.settled()
    assert said_to(anna, "8 000 ₽", "№ 12 от 27 ноября")


async def test_a_refusal_is_read_exactly_as_the_last_look_showed_it(place: Town) -> None:
    anna, s1 = await member(place), await town_officer(place)
    number = await apply(place, anna)
    words = "Чек за <март> не читается & помят. Пришлите новый до пятницы."
    await refuse(place, s1, number, "Не хватает документов", words)
    (look,) = said_to(s1, "Проверьте перед отправкой", words)
    shown = look[look.index("Не хватает документов") :].split("\n")[:2]
    (heard,) = said_to(anna, number, words)
    for line in shown:
        assert line in heard
    assert "Отказано: Не хватает документов" in card_of(s1, number).text
    case, application = await case_with(place, number)
    assert (case.status, application.granted) == (Status.REFUSED, None)


@pytest.mark.both
async def test_of_two_officers_at_once_one_decides_and_the_other_sees_who(place: Town) -> None:
    anna = await member(place)
    pair = [await town_officer(place), await officer(place, 3011, "Речная Ольга")]
    number = await apply(place, anna, 8_000)
    for person in pair:
        await press_card(person, number, "Одобрить")
        await person.wait_for("Сколько одобрить")
        await person.press("сколько просит")
        await person.wait_for("Номер и дата")
        await person.send("12")
        await person.wait_for("Проверьте")
    answers = await asyncio.gather(*(person.press("Отправить") for person in pair))
    await place.settled()
    (late,) = [answer for answer in answers if answer]
    winner = pair[0] if answers[1] else pair[1]
    assert "Заявление уже одобрено" in late
    assert ("Горин С." if winner is pair[0] else "Речная О.") in late
    assert len(said_to(anna, number, "№ 12 от 27 ноября")) == 1
    _, application = await case_with(place, number)
    assert application.granted == 8_000_00


async def test_forms_of_two_officers_with_one_id_decide_both(
    place: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library makes ids of the second: of two forms in one, some have the same."""
    anna, boris = await member(place), await member(place, 1002, "Сидоров Борис")
    pair = [await town_officer(place), await officer(place, 3011, "Речная Ольга")]
    numbers = [await apply(place, person, 8_000) for person in (anna, boris)]
    monkeypatch.setattr(stack, "new_int_id", lambda: 417)
    for person, number in zip(pair, numbers, strict=True):
        await approve(place, person, number, "8 000 ₽, сколько просит")
    for number in numbers:
        assert (await case_with(place, number))[0].status is Status.APPROVED


async def test_nobody_decides_his_own_or_his_relatives(place: Town) -> None:
    s1, other = await town_officer(place), await officer(place, 3011, "Речная Ольга")
    s2 = await region_officer(place)
    number = await apply(place, s1, 8_000)
    await place.settled()
    # His own never comes to him, whatever he presses or types.
    assert not said_to(s1, number, "Просит")
    # One from within what he reads.
    own = await apply(place, s2, 5_000)
    listed = await all_of(place, s2)
    assert number in listed
    assert own not in listed
    case, _ = await case_with(place, number)
    window = await s1.send("/menu")
    for name in ("approve", "refuse", "paper", "pass"):
        assert "Это ваше заявление" in str(await s1.press_data(window, f"app:{name}:{case.id}"))
    await s1.send(f"/case {number}")
    await s1.wait_for("Сейчас у:")
    # A member of staff of the office: the region decides.
    card = card_of(s2, number)
    await s2.press("Это мой родственник", message=card)
    await s2.wait_for("решать будет другой сотрудник")
    await s2.press("Да, решает другой")
    await s2.wait_for("Отметил")
    await place.settled()
    assert "Одобрить" not in str(card_of(s2, number).buttons)
    assert "родственник" in card_of(s2, number).text
    assert "родственник" in str(await s2.press_data(card, f"app:approve:{case.id}"))
    assert not said_to(other, number)


async def ask_paper(place: Town, person: Person, number: str, paper: str) -> None:
    await press_card(person, number, "Запросить документ")
    await person.wait_for("Какого документа не хватает")
    await person.send(paper)
    await person.wait_for("Проверьте перед отправкой")
    await person.press("Отправить")
    await person.wait_for("Попросил")
    await place.settled()


async def test_a_paper_is_asked_for_in_the_officers_own_words(place: Town) -> None:
    anna, s1 = await member(place), await town_officer(place)
    number = await apply(place, anna)
    await ask_paper(place, s1, number, "справка из аптеки")
    assert said_to(anna, "справка из аптеки")
    assert "ждём документ" in card_of(s1, number).text
    assert "Попросили прислать: «справка из аптеки»" in card_of(s1, number).text
    await anna.press("Приложить документ")
    await anna.wait_for(number)
    await anna.send_photo()
    await anna.wait_for("снова на рассмотрении")
    await place.settled()
    assert said_to(s1, number, "прислали дополнение")
    assert "на рассмотрении" in card_of(s1, number).text
    assert "Файлы: 1 фотография" in card_of(s1, number).text


async def test_a_paper_that_was_asked_for_below_comes_to_the_body_above(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna, s1, s2 = await member(place), await town_officer(place), await region_officer(place)
    number = await apply(place, anna)
    await ask_paper(place, s1, number, "справка из аптеки")
    clock.move_to(datetime.now(UTC) + timedelta(days=4))
    await press_card(s1, number, "Передать")
    await s1.wait_for("Кому передать")
    await s1.press("Президиум краевой организации")
    await place.settled()
    assert "Попросили прислать: «справка из аптеки»" in card_of(s2, number).text
    await anna.send_photo()
    await anna.wait_for("Куда это отнести")
    await anna.press(f"Добавить к {number}")
    await anna.wait_for("Приложил")
    await place.settled()
    assert "Попросили прислать" not in card_of(s2, number).text
    # Asked anew, its clock stands still from then on, and not from the first time.
    promised = (await case_with(place, number))[0].promised_on
    assert promised is not None
    await ask_paper(place, s2, number, "договор")
    clock.move_to(datetime.now(UTC) + timedelta(days=1))
    await anna.send("/menu")
    await anna.send_photo()
    await anna.wait_for("снова на рассмотрении")
    assert (await case_with(place, number))[0].promised_on == promised + timedelta(days=1)


async def test_what_was_asked_for_is_not_awaited_after_the_decision(place: Town) -> None:
    anna, s1 = await member(place), await town_officer(place)
    number = await apply(place, anna, 8_000)
    await ask_paper(place, s1, number, "справка из аптеки")
    await approve(place, s1, number, "сколько просит")
    assert "Попросили прислать" not in card_of(s1, number).text


async def test_papers_on_paper_are_noted_and_a_petition_is_given(place: Town) -> None:
    anna = await member(place)
    chair = await officer(place, 3005, "Школина Ольга", Role.CHAIR, SCHOOL)
    s1 = await town_officer(place)
    number = await apply(place, anna, 4_000, "region/hardship")
    assert "Поддержать" in str(card_of(chair, number).buttons)
    await press_card(chair, number, "Поддержать")
    await place.settled()
    for person in (chair, s1):
        assert "принято (Ходатайство" in card_of(person, number).text
    await press_card(chair, number, "Отозвать поддержку")
    await place.settled()
    assert "не отмечено (Ходатайство" in card_of(s1, number).text


async def test_withdrawn_by_its_member_the_card_changes_in_place(place: Town) -> None:
    anna, s1 = await member(place), await town_officer(place)
    number = await apply(place, anna)
    before = card_of(s1, number).id
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Мои обращения")
    await anna.press(number)
    await anna.wait_for(number)
    await anna.press("Отозвать")
    await anna.wait_for("Отозвать")
    await anna.press("Да")
    await place.settled()
    card = card_of(s1, number)
    assert card.id == before
    assert "отозвано" in card.text
    assert card.buttons == [["Переписка", "Заметка"]]
    assert said_to(s1, number, "Решать больше нечего")


async def test_what_was_told_is_changed_by_a_decision_that_says_so(place: Town) -> None:
    anna, s1 = await member(place), await town_officer(place)
    number = await apply(place, anna, 8_000)
    await approve(place, s1, number, "8 000 ₽, сколько просит")
    await press_card(s1, number, "Изменить решение")
    await s1.wait_for("Член профсоюза его уже знает")
    await s1.press("Другая сумма")
    await s1.wait_for("Новая сумма")
    await s1.send("6000")
    await s1.wait_for("6 000 ₽, верно?")
    await s1.press("Да")
    await s1.wait_for("Номер и дата протокола")
    await s1.send("14 от 11.12.2026")
    await s1.wait_for("Новое решение")
    await s1.press("Отправить")
    await place.settled()
    assert said_to(anna, number, "6 000 ₽", "заменяет прежнее")
    assert "Решение изменено, теперь одобрено 6 000 ₽" in plain(card_of(s1, number).text)
    _, application = await case_with(place, number)
    assert application.granted == 6_000_00


async def test_over_the_budget_only_by_name_and_with_a_reason(
    place: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, boris = await member(place), await member(place, 1002, "Сидоров Борис")
    s1, s2 = await town_officer(place), await region_officer(place)
    rules = place.app.regulations
    assert rules.aid is not None
    # For this test alone: the rules are read once a run.
    budget = rules.aid.funds["region"].grounds["treatment"].budget
    monkeypatch.setitem(budget, 2026, 10_000_00)
    first, second = await apply(place, anna, 8_000), await apply(place, boris, 9_000)
    await approve(place, s1, first, "8 000 ₽, сколько просит", "12")
    await press_card(s1, second, "Одобрить")
    await s1.wait_for("Осталось по основанию на 2026 год: 2 000 ₽")
    await s1.press("сколько просит")
    await s1.wait_for("Номер и дата")
    await s1.send("13")
    await s1.wait_for("Проверьте")
    assert "осталось 2 000 ₽" in plain(str(await s1.press("Отправить")))
    # The region sees it too, and may, with a word why.
    await s2.send(f"/case {second}")
    await s2.wait_for("Просит")
    await press_card(s2, second, "Одобрить")
    await s2.wait_for("Сколько одобрить")
    await s2.press("сколько просит")
    await s2.wait_for("Номер и дата")
    await s2.send("13")
    await s2.wait_for("Проверьте")
    await s2.press("Отправить")
    await s2.wait_for("Вы можете решить сверх бюджета")
    await s2.send("операция не ждёт")
    await s2.wait_for("Сверх бюджета: «операция не ждёт»")
    await s2.press("Отправить")
    await place.settled()
    card = plain(card_of(s2, second).text)
    assert "сверх бюджета: «операция не ждёт»" in card
    assert "бюджет превышен на 7 000 ₽" in card
    assert said_to(boris, second, "9 000 ₽")
    assert not said_to(boris, "операция не ждёт")


async def test_a_case_is_handed_to_a_colleague_and_noted_for_him(place: Town) -> None:
    anna, s1 = await member(place), await town_officer(place)
    olga = await officer(place, 3011, "Речная Ольга")
    number = await apply(place, anna)
    await press_card(s1, number, "Передать")
    await s1.wait_for("Кому передать")
    await s1.press("Речная О.")
    await s1.wait_for("передано: Речная О.")
    await place.settled()
    assert said_to(olga, number, "Горин С. передаёт вам")
    assert "у сотрудника Речная О." in card_of(s1, number).text
    await press_card(s1, number, "Заметка")
    await s1.wait_for("Заметка коллегам")
    await s1.send("Звонил в школу, всё верно.")
    await s1.wait_for("Записал")
    await place.settled()
    assert "Звонил в школу" in card_of(olga, number).text
    assert said_to(olga, number, "оставил(а) вам заметку")
    assert not said_to(anna, "Звонил в школу")


async def test_another_districts_application_is_refused_and_noted(place: Town) -> None:
    anna, s1 = await member(place), await town_officer(place)
    other = await officer(place, 3009, "Чужина Вера", scope=("Алтайский край", "Бийск"))
    number = await apply(place, anna, files=1)
    await other.send(f"/case {number}")
    await other.wait_for("этого обращения я вам показать не могу")
    assert await audited(place, other, "case-refused") == 1
    card = card_of(s1, number)
    forwarded = [b["callback_data"] for row in keyboard(card.raw) for b in row]
    window = await other.send("/menu")
    for data in forwarded:
        assert "Нет доступа" in str(await other.press_data(window, data)), data
    assert await audited(place, other, "case-refused") == 1 + len(forwarded)
    assert not said_to(other, number, "Просит")
    await other.send("📋 Заявления")
    await other.wait_for("Сейчас решать нечего")
    assert number not in await all_of(place, other)
    assert number in await all_of(place, s1)
    case, _ = await case_with(place, number)
    assert case.status is Status.REVIEW


def keyboard(raw: dict[str, dict[str, list[list[dict[str, str]]]]]) -> list[list[dict[str, str]]]:
    return raw["reply_markup"]["inline_keyboard"]


async def test_an_officer_above_is_not_asked_while_one_sits_nearer(place: Town) -> None:
    """Each has in «решить мне» what he has a card of."""
    anna, s1, s2 = await member(place), await town_officer(place), await region_officer(place)
    number = await apply(place, anna)
    assert number in await mine(place, s1)
    assert number not in await mine(place, s2)
    assert not said_to(s2, "Просит")
    # The district's own application goes to the region at once.
    own = await apply(place, s1, 5_000)
    assert card_of(s2, own)
    assert own in await mine(place, s2)


async def mine(place: Town, person: Person) -> str:
    await person.send("📋 Заявления")
    await place.settled()
    return said_to(person, "решить вам")[-1]


async def all_of(place: Town, person: Person) -> str:
    """The newest of what he may open at all."""
    await person.send("📋 Заявления")
    await place.settled()
    await person.press("Все")
    await person.wait_for("Заявления · все")
    await place.settled()
    return said_to(person, "Заявления · все")[-1]


async def test_a_city_without_officers_is_decided_by_the_region(place: Town) -> None:
    anna, s2 = await member(place), await region_officer(place)
    number = await apply(place, anna)
    assert number in await mine(place, s2)
    assert "Одобрить" in str(card_of(s2, number).buttons)
    assert CITY[1] in card_of(s2, number).text
