"""Away: no cards, no reminders, a deputy; and all that someone holds handed over at once."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from bot.cases.models import Status
from bot.legal import absences, digest, duty
from bot.members.models import Role
from handlers.lawyer.absences import read_days
from sandbox import Person
from tests.legal.acting import (
    ask,
    audited,
    card_of,
    case_with,
    lawyer,
    reply,
    run_jobs,
    said_to,
    speak,
    take,
)
from tests.telegram import Town

TODAY = date(2026, 11, 18)


async def duty_of(person: Person) -> None:
    await person.send("🗂 Мои вопросы")
    await person.wait_for("Мои вопросы")
    await person.press("Дежурство и отпуск")
    await person.wait_for("Дежурство и отпуск")


async def be_away(person: Person, days: str, deputy: str = "Без заместителя") -> None:
    await duty_of(person)
    await person.press("Указать отсутствие")
    await person.wait_for("Первый день")
    await person.send(days)
    await person.wait_for("Кто заменит")
    await person.press(deputy)
    await person.wait_for("Отсутствие: с")


async def run_duty(place: Town) -> None:
    await place.settled()
    for job in (duty.begin_absences, duty.return_from_leavers):
        await job(place.database, place.app.regulations)
    await place.settled()


async def test_who_is_away_gets_no_cards_until_he_is_back(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    await duty_of(leo)
    await leo.press("Указать отсутствие")
    await leo.wait_for("Первый день")
    await leo.send("когда-нибудь")
    await leo.wait_for("Нужна дата")
    await leo.press("Сегодня")
    await leo.wait_for("По какой день")
    await leo.send("17 ноября")
    await leo.wait_for("не может быть раньше")
    await leo.send("27.11")
    await leo.wait_for("Кто заменит с 18 ноября по 27 ноября?")
    await leo.press("Без заместителя")
    await leo.wait_for("Отсутствие: с 18 ноября по 27 ноября")
    number = await ask(anna)
    await maya.wait_for(number)
    await place.settled()
    assert not said_to(leo, number)
    await duty_of(maya)
    await maya.wait_for("Сейчас нет: Законов Л. П. по 27 ноября.")
    await duty_of(leo)
    await leo.press("Убрать отсутствие")
    await leo.wait_for("На дежурстве")
    second = await ask(anna)
    await leo.wait_for(second)


async def test_all_away_is_told_to_all(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await be_away(leo, "с 18 по 27 ноября")
    number = await ask(anna)
    await leo.wait_for(number)


async def test_nobody_away_is_reminded_of_a_promise(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    number = await ask(anna)
    await leo.wait_for(number)
    await be_away(leo, "20.11-30.11")
    await place.settled()
    clock.move_to(datetime(2026, 11, 23, 7, 30, tzinfo=UTC))
    await run_jobs(place)
    assert said_to(maya, number, "обещали ответить")
    assert not said_to(leo, "обещали ответить")


@pytest.mark.both
async def test_his_questions_are_the_deputys_from_the_first_day(
    place: Town, clock: time_machine.Traveller
) -> None:
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    numbers = []
    for n in range(2):
        anna = await place.member(1001 + n, f"Петрова{n} Анна")
        numbers.append(await ask(anna))
        await take(leo, numbers[-1])
    await speak(leo, numbers[1], "Уточнить", "Есть ли приказ?")
    await be_away(leo, "19.11-27.11", "Правова М.")
    await maya.wait_for("Вы заменяете коллегу.*: Законов Л. П.")
    await run_duty(place)
    assert not said_to(maya, "Теперь у вас")
    # Thursday, midnight in Barnaul.
    clock.move_to(datetime(2026, 11, 18, 17, 1, tzinfo=UTC))
    await run_duty(place)
    await run_duty(place)
    told = said_to(maya, "Теперь у вас 2 вопроса", "Законов Л. П.")
    assert len(told) == 1
    assert all(number in told[0] for number in numbers)
    assert "Ответить" in card_of(maya, numbers[0]).buttons[0]
    assert card_of(leo, numbers[0]).buttons == [["Заметка коллегам"]]
    assert (await case_with(place, numbers[1])).status is Status.WAITING
    # The promise stands, so the members hear nothing.
    assert not said_to(anna, "задерживается")
    # What he takes all the same stays his.
    boris = await place.member(1009, "Сидоров Борис")
    third = await ask(boris)
    await leo.send(f"/case {third}")
    await take(leo, third)
    await run_duty(place)
    assert "Ответить" in card_of(leo, third).buttons[0]


@pytest.mark.both
async def test_without_a_deputy_the_head_has_the_list_and_moves_it_in_one_go(
    place: Town, clock: time_machine.Traveller
) -> None:
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    head = await lawyer(place, 2003, "Старшая Нина", role=Role.HEAD_LAWYER)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    numbers = [await ask(anna), await ask(anna)]
    for number in numbers:
        await take(leo, number)
    await speak(leo, numbers[1], "Уточнить", "Есть ли приказ?")
    await be_away(leo, "19.11-27.11")
    await leo.wait_for("Заместителя нет: в первый день отсутствия список открытых вопросов")
    await run_duty(place)
    assert not said_to(head, "заместителя нет")
    # Thursday, midnight in Barnaul.
    clock.move_to(datetime(2026, 11, 18, 17, 1, tzinfo=UTC))
    await run_duty(place)
    await run_duty(place)
    (told,) = said_to(head, "Законов Л. П. не на работе по 27 ноября", "Открыто 2 вопроса")
    assert all(number in told for number in numbers)
    assert not said_to(maya, "не на работе")
    # Until it is moved, each morning says it.
    clock.move_to(datetime(2026, 11, 19, 2, 1, tzinfo=UTC))
    await digest.send_digests(place.database, place.app.regulations)
    await head.wait_for("У тех, кого нет на работе: 2")
    message = next(m for m in head.messages if m.text == told)
    await head.press("Передать всё: 2", message=message)
    await head.wait_for("Кому передать все открытые вопросы: 2?")
    await head.press("Правова М.")
    await maya.wait_for("Теперь у вас 2 вопроса")
    assert (await case_with(place, numbers[1])).status is Status.WAITING
    await head.press("Передать всё: 2", message=message)
    await head.wait_for("Передавать больше нечего")
    # Nobody else may press it.
    account = await place.account(leo)
    assert "Нет доступа" in str(await maya.press_data(message, f"away:{account.id}"))


async def test_without_a_deputy_and_a_head_what_he_took_waits_in_the_queue(place: Town) -> None:
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    taken, waiting = await ask(anna), await ask(anna)
    for number in (taken, waiting):
        await take(leo, number)
    await speak(leo, waiting, "Уточнить", "Есть ли приказ?")
    await be_away(leo, "18.11-27.11")
    await place.settled()
    assert (await case_with(place, taken)).status is Status.QUEUED
    assert card_of(maya, taken).buttons[0] == ["Взять"]
    assert (await case_with(place, waiting)).status is Status.WAITING


async def test_what_is_handed_to_someone_away_goes_to_his_deputy(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    zoya = await lawyer(place, 2004, "Судова Зоя")
    number = await ask(anna)
    await take(leo, number)
    await be_away(maya, "18.11-27.11", "Судова З.")
    await leo.press("Передать", message=card_of(leo, number))
    await leo.wait_for("Кому передать")
    await leo.press("Правова М. не на работе → Судова З.")
    await zoya.wait_for(f"{number} теперь у вас")
    await place.settled()
    assert not said_to(maya, "теперь у вас")


async def test_a_member_who_replies_reaches_the_deputy_or_the_queue(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    number = await ask(anna)
    await take(leo, number)
    await speak(leo, number, "Уточнить", "Есть ли приказ?")
    await anna.wait_for("Есть ли приказ?")
    await be_away(leo, "18.11-27.11")
    await reply(anna, "Ответить", "Приказа нет.")
    await place.settled()
    assert (await case_with(place, number)).status is Status.QUEUED
    assert card_of(maya, number).buttons[0] == ["Взять"]


async def test_a_leaver_hands_over_everything_at_once(
    place: Town, clock: time_machine.Traveller
) -> None:
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    first = await ask(anna)
    # Maya asked it herself: it is never hers to answer.
    own = await ask(maya, "Мне самой не доплатили.")
    for number in (first, own):
        await take(leo, number)
    await place.settled()
    # Monday is promised: with four hours left it can't be kept any more.
    clock.move_to(datetime(2026, 11, 23, 7, 30, tzinfo=UTC))
    await duty_of(leo)
    await leo.press("Передать всё: 2")
    await leo.wait_for("Кому передать все открытые вопросы: 2?")
    await leo.press("Правова М.")
    await leo.wait_for("Передан 1 вопрос.\nВернулось в очередь")
    await place.settled()
    assert len(said_to(maya, "Теперь у вас 1 вопрос", first)) == 1
    assert len(said_to(anna, first, "задерживается", "до среды, 25 ноября")) == 1
    assert (await case_with(place, own)).status is Status.QUEUED
    await duty_of(leo)
    assert not any("Передать всё" in label for label in leo.buttons)


@pytest.mark.both
async def test_when_a_role_ends_the_questions_wait_and_the_head_knows(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    head = await lawyer(place, 2003, "Старшая Нина", role=Role.HEAD_LAWYER)
    number = await ask(anna)
    await take(leo, number)
    await run_duty(place)
    assert (await case_with(place, number)).status is Status.TAKEN
    await place.revoke("lawyer", "2001")
    await run_duty(place)
    await run_duty(place)
    assert (await case_with(place, number)).status is Status.QUEUED
    assert len(said_to(head, "вернулся в очередь", "Законов Л. П.", number)) == 1
    assert not said_to(maya, "вернулся в очередь")
    assert card_of(maya, number).buttons == [["Взять"]]


async def test_the_head_says_it_for_another_and_a_lawyer_does_not(place: Town) -> None:
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    head = await lawyer(place, 2003, "Старшая Нина", role=Role.HEAD_LAWYER)
    await head.send("📥 Очередь вопросов")
    await head.wait_for("Очередь вопросов")
    await head.press("Вся очередь отдела")
    await head.wait_for("Все открытые: 0")
    await head.press("Кто сколько ведёт")
    await head.wait_for("Кто сколько ведёт")
    await head.press("Законов Л. П.")
    await head.wait_for("Открытых вопросов нет")
    await head.press("Дежурство и отпуск коллеги")
    await head.wait_for("Дежурство и отпуск: Законов Л. П.")
    await head.press("Указать отсутствие")
    await head.wait_for("Первый день")
    await head.press("Завтра")
    await head.wait_for("По какой день")
    await head.press("Только один день")
    await head.wait_for("Кто заменит 19 ноября?")
    await head.press("Правова М.")
    await leo.wait_for("Вам указали отсутствие: 19 ноября")
    await maya.wait_for("Вы заменяете")
    await head.press("Убрать отсутствие")
    await leo.wait_for("Ваше отсутствие снято")
    await maya.wait_for("заменять больше не нужно")
    assert await audited(place, head, "absence") == 1
    account, other = await place.account(leo), await place.account(maya)
    async with place.database.reading() as session:
        assert not await absences.away(session, [account.id, other.id])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("23.11", ["2026-11-23"]),
        ("завтра", ["2026-11-19"]),
        ("1 ноября", ["2026-11-01"]),
        ("12 января", ["2027-01-12"]),
        ("12.01.27", ["2027-01-12"]),
        ("с 23 ноября по 5 января", ["2026-11-23", "2027-01-05"]),
        ("с 23 по 27 ноября", ["2026-11-23", "2026-11-27"]),
        ("23.11–05.12.2026", ["2026-11-23", "2026-12-05"]),
        ("2026-11-23", ["2026-11-23"]),
        ("23 қараша", ["2026-11-23"]),
        ("неделю", []),
        ("", []),
    ],
)
def test_days_are_read_as_people_write_them(
    text: str, days: list[str], clock: time_machine.Traveller
) -> None:
    assert [day.isoformat() for day in read_days(text, TODAY)] == days
