"""The head of a desk: the whole queue, who carries how many, and giving a question to someone."""

import asyncio
from datetime import UTC, datetime

import pytest
import time_machine

from bot.cases.models import Status
from bot.legal import head as heads
from bot.members.models import Role
from sandbox import Person
from tests.legal.acting import (
    answer,
    ask,
    audited,
    begin,
    card_of,
    case_with,
    jump,
    lawyer,
    said_to,
    speak,
    submit,
    take,
)
from tests.legal.test_desks import inspector, report
from tests.telegram import Town


async def leader(place: Town, telegram_id: int = 2003, name: str = "Старшая Нина") -> Person:
    return await lawyer(place, telegram_id, name, role=Role.HEAD_LAWYER)


async def whole_queue(person: Person) -> str:
    await person.send("📥 Очередь вопросов")
    await person.wait_for("Очередь вопросов")
    await person.press("Вся очередь отдела")
    return (await person.wait_for("Все открытые")).text


async def run_alerts(place: Town) -> None:
    await place.settled()
    await heads.alert_of_untaken(place.database, place.app.regulations)
    await place.settled()


@pytest.mark.both
async def test_the_whole_queue_is_read_by_what_is_wrong_with_it(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    head = await leader(place)
    held = await ask(anna)
    await take(leo, held)
    await speak(leo, held, "Уточнить", "Есть ли приказ?")
    untaken = await ask(anna)
    # A day and an hour of work later.
    clock.move_to(datetime(2026, 11, 19, 5, tzinfo=UTC))
    fresh = await ask(anna)
    text = await whole_queue(head)
    assert "Все открытые: 3" in text
    assert all(number in text for number in (held, untaken, fresh))
    await head.press("Ждут больше дня: 1")
    text = (await head.wait_for("Не взяты дольше рабочего дня: 1")).text
    assert untaken in text
    assert fresh not in text
    # The promise of the first two was Monday; one waits for the member, so it is not late.
    await jump(place, clock, datetime(2026, 11, 23, 11, 1, tzinfo=UTC))
    await whole_queue(head)
    await head.press("Просрочены: 1")
    text = (await head.wait_for("Просрочены, ответа ещё нет: 1")).text
    assert untaken in text
    await head.press("Кто сколько ведёт")
    text = (await head.wait_for("Кто сколько ведёт")).text
    assert "Законов Л. П.: 1 открытый, самому давнему 5 дней" in text
    assert "Правова М.: открытых нет" in text
    await head.press("Законов Л. П.")
    await head.wait_for(f"{held} · ")
    await maya.send("📥 Очередь вопросов")
    await maya.wait_for("Очередь вопросов")
    assert "Вся очередь отдела" not in maya.buttons


async def test_the_head_gives_a_waiting_question_to_a_lawyer(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    head = await leader(place)
    number = await ask(anna)
    await whole_queue(head)
    await head.press(number)
    await head.wait_for("стимулирующую", after=head.messages[-1].id)
    assert await audited(place, head, "case-seen") == 1
    await head.press("Назначить")
    await head.wait_for("Кому назначить")
    await head.press("Законов Л. П.")
    await head.wait_for(f"{number} теперь ведёт Законов Л. П.")
    await leo.wait_for(f"{number} теперь у вас. Назначение: Старшая Н.")
    await place.settled()
    assert (await case_with(place, number)).status is Status.TAKEN
    assert "у юриста: Законов Л. П." in card_of(maya, number).text
    # The head reads in the list itself who has what.
    assert "у юриста: Законов Л. П." in await whole_queue(head)
    # And away from him again: both hear of it.
    await head.press(number)
    await head.wait_for(f"{number} · ", after=head.messages[-1].id - 1)
    await head.press("Назначить")
    await head.wait_for("Кому назначить")
    await head.press("Правова М.")
    await maya.wait_for(f"{number} теперь у вас")
    await leo.wait_for(f"{number} передан коллеге: Правова М.")
    await place.settled()
    assert card_of(leo, number).buttons == [["Заметка коллегам"]]
    await answer(maya, number)
    await anna.wait_for("Ответ на ваш вопрос")


@pytest.mark.both
async def test_taking_and_assigning_at_once_end_with_one_lawyer(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    head = await leader(place)
    number = await ask(anna)
    await leo.wait_for(number)
    await whole_queue(head)
    await head.press(number)
    await head.wait_for(f"{number} · ", after=head.messages[-1].id - 1)
    await head.press("Назначить")
    await head.wait_for("Кому назначить")
    await asyncio.gather(
        head.press("Правова М."), leo.press("Взять", message=card_of(leo, number))
    )
    await place.settled()
    case, account = await case_with(place, number), await place.account(maya)
    # Whoever was first, the head's word is the last.
    assert (case.status, case.assignee_id) == (Status.TAKEN, account.id)
    assert "Ответить" in card_of(maya, number).buttons[0]
    assert card_of(leo, number).buttons == [["Заметка коллегам"]]


async def test_a_confidential_question_is_assigned_without_a_name(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, head = await lawyer(place), await leader(place)
    await begin(anna)
    await anna.send("Директор меня травит.")
    await anna.wait_for("Проверьте")
    await anna.press("Сделать закрытым: только один юрист")
    await anna.wait_for("Кто увидит: только один юрист")
    number = await submit(anna)
    text = await whole_queue(head)
    assert "закрытый" in text
    await head.press(number)
    await head.wait_for("Закрытый вопрос")
    await head.press("Назначить")
    await head.wait_for("Кому назначить")
    await head.press("Законов Л. П.")
    await leo.wait_for(f"{number} теперь у вас")
    await place.settled()
    assert "травит" in card_of(leo, number).text
    assert not said_to(head, "травит")
    assert not said_to(head, "Петрова")


async def test_what_nobody_takes_for_a_working_day_is_said_to_the_head_once(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, head = await lawyer(place), await leader(place)
    number = await ask(anna)
    await place.settled()
    clock.move_to(datetime(2026, 11, 19, 3, 30, tzinfo=UTC))
    await run_alerts(place)
    assert not said_to(head, "дольше рабочего дня")
    clock.move_to(datetime(2026, 11, 19, 5, tzinfo=UTC))
    await run_alerts(place)
    await run_alerts(place)
    assert len(said_to(head, number, "ждёт дольше рабочего дня")) == 1
    assert not said_to(leo, "дольше рабочего дня")
    await head.press("Назначить")
    await head.wait_for("Кому назначить")
    await head.press("Законов Л. П.")
    await leo.wait_for(f"{number} теперь у вас")


@pytest.mark.both
async def test_the_working_day_is_that_of_the_organisation_the_question_came_from(
    place: Town, clock: time_machine.Traveller
) -> None:
    leo, head = await lawyer(place), await leader(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    aigul = await place.member(
        1002, "Ахметова Айгүл", at=("Казахстан", "Алматы", "мектеп № 7"), card="KZ-1"
    )
    # A quarter to six in Barnaul, a quarter to four in Almaty, where the next day is a holiday.
    clock.move_to(datetime(2026, 12, 15, 10, 45, tzinfo=UTC))
    russian, kazakh = await ask(anna), await ask(aigul)
    clock.move_to(datetime(2026, 12, 16, 10, 50, tzinfo=UTC))
    await run_alerts(place)
    assert said_to(head, russian, "ждёт дольше рабочего дня")
    clock.move_to(datetime(2026, 12, 17, 10, 40, tzinfo=UTC))
    await run_alerts(place)
    assert not said_to(head, kazakh, "ждёт дольше рабочего дня")
    await whole_queue(head)
    await head.press("Ждут больше дня: 1")
    assert kazakh not in (await head.wait_for("Не взяты дольше рабочего дня: 1")).text
    clock.move_to(datetime(2026, 12, 17, 10, 50, tzinfo=UTC))
    await run_alerts(place)
    assert len(said_to(head, kazakh, "ждёт дольше рабочего дня")) == 1
    # Back in the queue it has a working day again, and waits too long again.
    await take(leo, kazakh)
    await leo.press("Передать", message=card_of(leo, kazakh))
    await leo.wait_for("Кому передать")
    await leo.press("Вернуть в очередь")
    await leo.wait_for("Вернул в очередь")
    await run_alerts(place)
    assert len(said_to(head, kazakh, "ждёт дольше рабочего дня")) == 1
    clock.move_to(datetime(2026, 12, 18, 11, tzinfo=UTC))
    await run_alerts(place)
    assert len(said_to(head, kazakh, "ждёт дольше рабочего дня")) == 2


async def test_a_lawyer_assigns_nothing_and_a_head_only_what_he_leads(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    far = await lawyer(place, 3005, "Дальняя Зоя", role=Role.HEAD_LAWYER, scope=("Казахстан",))
    number = await ask(anna)
    card = await leo.wait_for(number)
    case = await case_with(place, number)
    for person in (leo, far):
        window = card if person is leo else await person.send("/menu")
        assert "Нет доступа" in str(await person.press_data(window, f"case:assign:{case.id}"))
        assert await audited(place, person, "case-refused") == 1
    assert "Все открытые: 0" in await whole_queue(far)


async def test_what_was_answered_meanwhile_is_not_assigned(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, head = await lawyer(place), await leader(place)
    number = await ask(anna)
    await take(leo, number)
    await whole_queue(head)
    await head.press(number)
    await head.wait_for(f"{number} · ", after=head.messages[-1].id - 1)
    await head.press("Назначить")
    await head.wait_for("Кому назначить")
    await answer(leo, number)
    assert "уже не ждёт" in str(await head.press("Старшая Н."))
    assert (await case_with(place, number)).status is Status.ANSWERED


async def test_each_head_leads_his_own_desk(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, peter = await lawyer(place), await inspector(place)
    head = await leader(place)
    chief = await inspector(place, 2102, "Главная Вера", role="head_inspector")
    asked, danger = await ask(anna), await report(anna)
    assert danger not in await whole_queue(head)
    await chief.send("🦺 Охрана труда")
    await chief.wait_for(danger)
    await chief.press("Вся очередь отдела")
    text = (await chief.wait_for("Все открытые: 1")).text
    assert danger in text
    assert asked not in text
    await chief.press("Кто сколько ведёт")
    text = (await chief.wait_for("Касков П.: открытых нет")).text
    assert "Законов" not in text
    case = await case_with(place, asked)
    refusal = await chief.press_data(chief.messages[-1], f"case:assign:{case.id}")
    assert "Нет доступа" in str(refusal)
    await peter.send("🗂 Мои вопросы")
    await peter.wait_for("Мои вопросы")
    await peter.press("Дежурство и отпуск")
    await peter.wait_for("На дежурстве")
    await peter.press("Указать отсутствие")
    await peter.wait_for("Первый день")
    await peter.send("20 ноября")
    await peter.wait_for("По какой день")
    await peter.press("Только один день")
    await peter.wait_for("Кто заменит")
    assert "Главная В." in peter.buttons
    assert "Законов Л. П." not in peter.buttons
    assert not said_to(leo, danger)
