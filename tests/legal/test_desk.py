"""The lawyers' side: who gets a question, who takes it, and what becomes of it in time."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from sqlalchemy import delete

from bot import notices
from bot.cases.models import Status
from bot.members import service as members
from bot.members.models import Role
from bot.telegram.models import InboxRow
from sandbox import Person
from sandbox.models import Message
from tests.legal.acting import (
    answer,
    ask,
    audited,
    begin,
    card_of,
    case_with,
    jump,
    lawyer,
    run_jobs,
    said_to,
    speak,
    submit,
    take,
    wait,
    write,
)
from tests.telegram import Town


async def test_each_lawyer_on_duty_gets_one_card(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    number = await ask(anna, "Директор снял мне стимулирующую часть. Законно ли это?")
    for person in (leo, maya):
        card = await person.wait_for(number)
        assert "Оплата труда" in card.text
        assert "Законно ли это?" in card.text
        assert "Петрова Анна Сергеевна, учитель, школа № 7, Барнаул" in card.text
        assert "Ответить до понедельника, 23 ноября" in card.text
        assert card.buttons == [["Взять"]]
    await leo.press("Взять")
    await maya.wait_for("у юриста: Законов Л. П.")
    assert card_of(maya, number).buttons == [["Заметка коллегам"]]


async def test_nobody_else_gets_a_card_or_the_question_by_its_number(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    school = ("Барнаул", "школа № 7")
    chair = await place.member(3001, "Главная Ольга")
    await place.give_role(chair, Role.CHAIR, *school)
    treasurer = await place.member(3002, "Казначеева Инна")
    await place.give_role(treasurer, Role.TREASURER, *school)
    staff = await place.member(3003, "Штатный Иван", at=("Барнаул", "аппарат"))
    await place.give_role(staff, Role.STAFF)
    admin = await place.member(3004, "Хозяев Пётр", at=("Барнаул", "аппарат"))
    await place.give_role(admin, Role.ADMIN)
    other = await lawyer(place, 3005, "Дальняя Зоя", scope=("Казахстан",))
    # A lawyer who is chair in the member's own school.
    both = await lawyer(place, 3006, "Двойной Глеб", at=school)
    await place.give_role(both, Role.CHAIR, *school)
    outsiders = [chair, treasurer, staff, admin, other, both]
    number = await ask(anna)
    card = await leo.wait_for(number)
    await place.settled()
    for person in outsiders:
        assert not said_to(person, number)
        await person.send(f"/case {number}")
        refusal = await person.wait_for("Нет доступа")
        assert "стимулирующую" not in refusal.text
        assert await audited(place, person, "case-refused") == 1
        # The same by a button that was forwarded to him.
        window = await person.send("/menu")
        for data in take_buttons(card.raw):
            assert "Нет доступа" in str(await person.press_data(window, data))
        assert await audited(place, person, "case-refused") == 2
    assert (await case_with(place, number)).status is Status.QUEUED
    await both.send("📥 Очередь вопросов")
    await both.wait_for("Никто не ждёт")


def take_buttons(raw: dict[str, Any]) -> list[str]:
    rows = raw["reply_markup"]["inline_keyboard"]
    return [button["callback_data"] for row in rows for button in row]


async def test_ones_own_question_never_comes_to_oneself(place: Town) -> None:
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    number = await ask(leo)
    await maya.wait_for(number)
    await place.settled()
    assert not any("Взять" in row for m in leo.messages for row in m.buttons)
    await leo.send(f"/case {number}")
    await leo.wait_for("в очереди")
    assert "Взять" not in leo.buttons
    await leo.send("📂 Мои обращения")
    await leo.wait_for("Нажмите на обращение")


@pytest.mark.parametrize("typed", ["вю-2026-1", "BЮ-2026-000001", "vu 2026 1", "ВЮ2026000001"])
async def test_a_number_is_found_however_it_is_typed(place: Town, typed: str) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await ask(anna)
    await place.settled()
    await leo.send(f"/case {typed}")
    await leo.wait_for("ВЮ-2026-000001 · ")
    assert await audited(place, leo, "case-seen") == 1


async def test_a_member_opens_his_own_by_its_number_and_nobody_elses(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    boris = await place.member(1002, "Сидоров Борис")
    leo = await lawyer(place)
    own, other = await ask(anna, "Сняли премию."), await ask(boris, "Не дали отпуск.")
    await place.settled()
    for typed in ("вю-2026-1", "/case vyu 2026 1", "BIO-2026-000001"):
        await anna.send("/cancel")
        await anna.wait_for("Меню внизу")
        await anna.send(typed)
        assert "Сняли премию." in (await anna.wait_for("в очереди")).text
    # Where something is open, too: here it is no addition to the case on the screen.
    await anna.send(other)
    await anna.wait_for("Нет доступа")
    assert await audited(place, anna, "case-refused") == 1
    await anna.send("ВЮ-2026-77")
    await anna.wait_for("Нет доступа")
    assert not said_to(anna, "отпуск")
    # What begins so, or is of no kind that there is, is words.
    await anna.send(f"{own} и ещё: расчётный лист не дали.")
    await anna.wait_for("Проверьте перед отправкой")
    # A lawyer need not type the command.
    await leo.send(other.lower())
    await leo.wait_for(f"{other} · ")
    assert await audited(place, leo, "case-seen") == 1


async def test_a_number_that_does_not_exist_is_refused_as_any_other(place: Town) -> None:
    leo = await lawyer(place)
    await leo.send("/case ВЮ-2026-000077")
    await leo.wait_for("Нет доступа")
    await leo.send("/case")
    await leo.wait_for("Напишите номер после команды")


@pytest.mark.both
async def test_the_queue_has_legal_terms_first_and_the_rest_by_age(
    place: Town, clock: time_machine.Traveller
) -> None:
    leo = await lawyer(place)
    people = [await place.member(1001 + n, f"Петрова{n} Анна") for n in range(5)]
    numbers = []
    for n, person in enumerate(people):
        if n == 2:
            await begin(person)
            await person.press("Срочно")
            await person.press("Увольнение")
            await person.send("20 октября")
            await person.wait_for("20 ноября")
            await person.send("Уволили.")
            await person.wait_for("Проверьте")
        else:
            await write(person, f"Вопрос об отпуске, {n}.")
        if n == 3:
            await person.press("Сделать закрытым: только один юрист")
            await person.wait_for("только один юрист, тот")
        numbers.append(await submit(person))
        await wait(place, clock, minutes=20)
    await leo.send("📥 Очередь вопросов")
    queue = await leo.wait_for("Очередь вопросов")
    lines = queue.text.split("\n\n")
    lines[0] = lines[0].removeprefix("📥 Очередь вопросов\n")
    assert [line.split(" · ")[0] for line in lines] == [
        numbers[2], numbers[0], numbers[1], numbers[3], numbers[4]
    ]  # fmt: skip
    assert lines[0] == (
        f"{numbers[2]} · Увольнение и сокращение · 1 ч · по закону до 20 ноября"
        " · ответ до четверга, 19 ноября · Петрова2 А."
    )
    assert lines[1] == (
        f"{numbers[0]} · Отпуск · 1 ч · ответ до понедельника, 23 ноября · Петрова0 А."
    )
    assert (
        lines[3] == f"{numbers[3]} · Отпуск · 40 мин · ответ до понедельника, 23 ноября · закрытый"
    )


async def test_a_long_queue_is_read_page_by_page(place: Town) -> None:
    leo = await lawyer(place)
    for n in range(3):
        person = await place.member(1001 + n, f"Петрова{n} Анна")
        for m in range(4):
            await ask(person, f"Вопрос {n}.{m}")
    await leo.send("📥 Очередь вопросов")
    queue = await leo.wait_for("Очередь вопросов")
    assert "ВЮ-2026-000008" in queue.text
    assert "ВЮ-2026-000009" not in queue.text
    await leo.press(">")
    queue = await leo.wait_for("ВЮ-2026-000012")
    assert "ВЮ-2026-000008" not in queue.text
    await leo.press("ВЮ-2026-000012")
    await leo.wait_for("Вопрос 2.3")


async def test_a_confidential_question_is_read_by_its_lawyer_alone(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    head = await lawyer(place, 2003, "Старшая Нина", role=Role.HEAD_LAWYER)
    await begin(anna)
    await anna.send_photo(caption="Директор меня травит.")
    await anna.wait_for("Проверьте")
    await anna.press("Сделать закрытым: только один юрист")
    await anna.wait_for("Кто увидит: только один юрист")
    number = await submit(anna)
    for person in (leo, maya, head):
        card = await person.wait_for(number)
        assert "Закрытый вопрос" in card.text
        assert "травит" not in card.text
        assert "Петрова" not in card.text
        assert card.buttons == [["Взять"]]
        # Nor its files by a doctored button.
        case = await case_with(place, number)
        refusal = await person.press_data(card, f"case:files:{case.id}")
        assert "не у вас" in str(refusal)
    await take(leo, number)
    assert "травит" in card_of(leo, number).text
    assert "Петрова" in card_of(leo, number).text
    await answer(leo, number)
    await place.settled()
    for person in (maya, head):
        assert not said_to(person, "травит")
        assert not said_to(person, "Петрова")
        assert not said_to(person, "Снизить")
        assert "не у вас" in str(
            await person.press_data(card_of(person, number), f"case:talk:{case.id}")
        )
        assert not any(m.media for m in person.messages)


@pytest.mark.both
async def test_two_lawyers_press_at_once_and_one_has_it(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    number = await ask(anna)
    for person in (leo, maya):
        await person.wait_for(number)
    answers = await gathered(leo, maya, "Взять")
    won = [text for text in answers if "ваш до" in text]
    lost = [text for text in answers if "Вопрос уже у юриста" in text]
    assert (len(won), len(lost)) == (1, 1)
    winner = leo if answers[0] == won[0] else maya
    assert ("Законов Л. П." if winner is leo else "Правова М.") in lost[0]
    await place.settled()
    await answer(winner, number)
    await place.settled()
    assert len(said_to(anna, "Ответ на ваш вопрос")) == 1


async def gathered(first: Person, second: Person, label: str) -> list[str]:
    return [str(t) for t in await asyncio.gather(first.press(label), second.press(label))]


@pytest.mark.both
async def test_a_lawyer_who_falls_silent_loses_the_question(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    head = await lawyer(place, 2003, "Старшая Нина", role=Role.HEAD_LAWYER)
    number = await ask(anna)
    await take(leo, number)
    # The lease is four working hours: until 15:00.
    await jump(place, clock, datetime(2026, 11, 18, 7, 59, tzinfo=UTC))
    assert not said_to(leo, "вернулся в очередь")
    await jump(place, clock, datetime(2026, 11, 18, 8, 1, tzinfo=UTC))
    assert len(said_to(leo, number, "вы взяли его и не ответили")) == 1
    assert len(said_to(head, number, "юрист взял его и не ответил")) == 1
    assert (await case_with(place, number)).status is Status.QUEUED
    assert card_of(head, number).buttons == [["Взять"]]
    # The promise stands, so the member hears nothing.
    assert not said_to(anna, "задерживается")
    await run_jobs(place)
    assert len(said_to(leo, "вернулся в очередь")) == 1


async def test_the_member_is_told_when_the_lost_time_moves_the_date(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    # Monday 23 November is promised; taken that day at 11:00.
    clock.move_to(datetime(2026, 11, 23, 4, tzinfo=UTC))
    await take(leo, number)
    await jump(place, clock, datetime(2026, 11, 23, 8, 5, tzinfo=UTC))
    told = said_to(anna, number, "задерживается")
    assert len(told) == 1
    assert "до среды, 25 ноября" in told[0]


async def test_work_on_it_renews_the_lease(place: Town, clock: time_machine.Traveller) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    clock.move_to(datetime(2026, 11, 18, 7, tzinfo=UTC))
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Ответ на")
    await leo.send("Начал писать.")
    await leo.wait_for("Начал писать")
    await jump(place, clock, datetime(2026, 11, 18, 8, 30, tzinfo=UTC))
    assert (await case_with(place, number)).status is Status.TAKEN


async def test_the_promise_is_kept_in_mind_once(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    number = await ask(anna)
    await jump(place, clock, datetime(2026, 11, 23, 6, tzinfo=UTC))
    assert not said_to(leo, "обещали ответить")
    await jump(place, clock, datetime(2026, 11, 23, 7, 30, tzinfo=UTC))
    await run_jobs(place)
    for person in (leo, maya):
        assert len(said_to(person, number, "обещали ответить", "18:00")) == 1


@pytest.mark.both
async def test_a_missed_promise_is_owned_up_to_once_with_a_new_date(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await lawyer(place)
    head = await lawyer(place, 2003, "Старшая Нина", role=Role.HEAD_LAWYER)
    number = await ask(anna)
    await jump(place, clock, datetime(2026, 11, 23, 11, 1, tzinfo=UTC))
    await run_jobs(place)
    told = said_to(anna, number, "задерживается, простите")
    assert len(told) == 1
    # After hours on Monday: Tuesday is the first day, then two more.
    assert "до четверга, 26 ноября" in told[0]
    assert len(said_to(head, number, "срок прошёл без ответа", "26 ноября")) == 1
    assert "до четверга, 26 ноября" in card_of(head, number).text


async def test_a_promise_never_lies_after_the_term_of_law(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await lawyer(place)
    await begin(anna)
    await anna.press("Срочно")
    await anna.press("Увольнение")
    # The last day is Thursday, 19 November.
    await anna.send("19 октября")
    await anna.wait_for("19 ноября")
    await anna.send("Уволили.")
    await anna.wait_for("Уволили.")
    number = await submit(anna)
    assert "до четверга, 19 ноября" in said_to(anna, "принят")[0]
    await jump(place, clock, datetime(2026, 11, 19, 11, 30, tzinfo=UTC))
    await run_jobs(place)
    await run_jobs(place)
    assert len(said_to(anna, number, "задерживается")) == 1


@pytest.mark.both
async def test_a_question_is_handed_to_a_colleague(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    number = await ask(anna)
    await take(leo, number)
    await leo.press("Передать")
    await leo.wait_for("Кому передать")
    await leo.press("Правова М.")
    await leo.wait_for("Передал")
    await maya.wait_for(f"{number} теперь у вас, передал юрист Законов Л. П.")
    await place.settled()
    assert card_of(leo, number).buttons == [["Заметка коллегам"]]
    assert "Ответить" in card_of(maya, number).buttons[0]
    await answer(maya, number)
    await anna.wait_for("Ответ на ваш вопрос")


async def test_a_question_goes_back_to_the_queue(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo, maya = await lawyer(place), await lawyer(place, 2002, "Правова Майя")
    number = await ask(anna)
    await take(leo, number)
    await place.settled()
    old = card_of(maya, number).id
    await leo.press("Передать")
    await leo.wait_for("Кому передать")
    await leo.press("Вернуть в очередь")
    await leo.wait_for("Вернул в очередь")
    await place.settled()
    # It waits again, so it comes as a new message, and the old card is gone.
    assert card_of(maya, number).id > old
    assert card_of(maya, number).buttons == [["Взять"]]


@pytest.mark.both
async def test_on_closing_the_lawyer_marks_what_came_of_it(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await answer(leo, number)
    await place.settled()
    # Beside the card, which may be far above by now.
    sent = await leo.wait_for("отметьте итог", after=0)
    assert sent.buttons == [["Отметить итог"]]
    await leo.press("Отметить итог")
    topics = await leo.wait_for("о чём был вопрос")
    # A phone cuts a long label in half a row.
    assert ["Нагрузка и рабочее время"] in topics.buttons
    assert all(len(label) <= 18 for row in topics.buttons if len(row) > 1 for label in row)
    await leo.press("Взыскания")
    await leo.wait_for("Чем закончилось")
    await leo.press("Решено в пользу члена профсоюза")
    await leo.wait_for("Сколько денег")
    await leo.send("много")
    await leo.wait_for("Нужна сумма цифрами")
    await leo.send("50 тыс")
    await leo.wait_for("50 000")
    await leo.press("Да")
    await leo.wait_for("Записал")
    await place.settled()
    assert "Решено в пользу члена профсоюза, 50 000, суд" in card_of(leo, number).text
    assert (await case_with(place, number)).status is Status.CLOSED


async def test_a_question_asked_at_night_comes_at_once_and_without_sound(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await ask(anna)
    await leo.wait_for("ВЮ-2026-000001")
    await place.settled()
    # Sunday, 3 in the night.
    clock.move_to(datetime(2026, 11, 21, 20, tzinfo=UTC))
    await ask(anna)
    await leo.wait_for("ВЮ-2026-000002")
    sent = [
        call for call in place.box.calls
        if call.method == "sendMessage" and "Взять" in str(call.params.get("reply_markup"))
    ]  # fmt: skip
    assert [bool(call.params.get("disable_notification")) for call in sent] == [False, True]


@pytest.mark.both
async def test_a_role_that_ended_empties_the_cards(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await leo.wait_for(number)
    await place.settled()
    account = await place.account(leo)
    async with place.database.writing() as session:
        await members.revoke(session, Role.LAWYER, account, None)
        await notices.refresh_cards_of(session, account.id)
    await leo.wait_for("больше не доступно")
    assert not said_to(leo, "стимулирующую")


async def test_the_card_says_in_which_language_it_was_asked(place: Town) -> None:
    kairat = await place.member(1003, "Қайратов Қайрат", language="kk")
    leo, aigul = await lawyer(place), await lawyer(place, 2002, "Аймақова Айгүл", language="kk")
    await kairat.send("⚖️ Заңгерге сұрақ")
    await kairat.wait_for("Не болғанын жазыңыз")
    await kairat.send("Директор үстемеақыны алып тастады. Бұл заңды ма?")
    await kairat.wait_for("Жіберер алдында тексеріңіз")
    await kairat.press("Жіберу")
    await kairat.wait_for("қабылданды")
    card = await leo.wait_for("Спрошено на казахском")
    assert "Директор үстемеақыны" in card.text
    own = await aigul.wait_for("Еңбекақы төлеу")
    assert "тілінде сұралған" not in own.text


async def test_the_newest_words_stand_on_the_card_and_the_earlier_ones_are_kept(
    place: Town,
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await begin(anna)
    mine = await anna.send("Сняли премию.")
    await anna.wait_for("Проверьте")
    number = await submit(anna)
    await leo.wait_for("Сняли премию.")
    await anna.edit(mine, "Сняли премию в мае.")
    await anna.wait_for("Исправил")
    await anna.edit(mine, "Сняли премию в июне.")
    await anna.wait_for("Исправил")
    await leo.wait_for("изменено 2 раза")
    card = card_of(leo, number)
    assert "в июне" in card.text
    assert "в мае" not in card.text
    await leo.press("Ранние версии")
    earlier = await leo.wait_for("Вариант 1")
    assert "Сняли премию." in earlier.text
    assert "в мае" in earlier.text
    assert "в июне" not in earlier.text
    # Once it is taken, its lawyer hears of an edit.
    await take(leo, number)
    await anna.edit(mine, "Сняли премию в июле.")
    await leo.wait_for(f"В {number} исправили текст")


async def edit(place: Town, person: Person, message: Message, text: str) -> dict[str, Any]:
    """The edit's update, as Telegram sent it."""
    await person.edit(message, text)
    update_id = place.box.telegram.updates.delivery.last_id
    return {"update_id": update_id, "edited_message": message.raw}


async def handle_again(place: Town, updates: Sequence[dict[str, Any]]) -> None:
    """As after a power cut: what they did is there, that they were done is not."""
    await place.settled()
    ids = [update["update_id"] for update in updates]
    async with place.database.writing() as session:
        gone = await session.execute(
            delete(InboxRow).where(InboxRow.update_id.in_(ids)).returning(InboxRow.id)
        )
    assert len(gone.all()) == len(ids)
    await place.app.inbox.take(updates)
    await place.settled()


async def test_an_edit_that_is_handled_again_is_no_other_edit(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await begin(anna)
    mine = await anna.send("Сняли премию.")
    await anna.wait_for("Проверьте")
    # Two of the draft, within a second, and then it is sent.
    drafted = [await edit(place, anna, mine, text) for text in ("В мае.", "В июне.")]
    await anna.wait_for("«В июне.»")
    number = await submit(anna)
    await handle_again(place, drafted)
    assert "изменено" not in card_of(leo, number).text
    edits = [await edit(place, anna, mine, text) for text in ("В июле.", "В августе.")]
    await leo.wait_for("изменено 2 раза")
    await handle_again(place, edits)
    assert "изменено 2 раза" in card_of(leo, number).text
    assert "В августе." in card_of(leo, number).text
    # Back to the words of before is an edit like any other.
    await anna.edit(mine, "В июле.")
    await leo.wait_for("изменено 3 раза")


async def test_a_withdrawn_question_is_answered_by_nobody(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Ответ на")
    await leo.send("Ответ, которого не ждут.")
    await leo.wait_for("Ответ, которого не ждут")
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Нажмите на обращение")
    await anna.press(number)
    await anna.wait_for("у юриста")
    await anna.press("Отозвать")
    await anna.wait_for("Юрист больше не будет")
    await anna.press("Да")
    await anna.wait_for("отозвано")
    await leo.wait_for(f"{number} отозвали")
    refusal = await leo.press("Отправить")
    assert "больше не нужно" in str(refusal)
    await place.settled()
    assert "отозван" in card_of(leo, number).text
    assert not said_to(anna, "которого не ждут")


async def test_after_the_answer_there_is_nothing_to_withdraw(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await answer(leo, number)
    await anna.wait_for("Ответ на ваш вопрос")
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Нажмите на обращение")
    await anna.press(number)
    await anna.wait_for("есть ответ")
    assert "Отозвать" not in anna.buttons


@pytest.mark.both
async def test_an_answer_and_a_withdrawal_at_once_end_in_one_of_them(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Ответ на")
    await leo.send("Снизить нельзя.")
    await leo.wait_for("Снизить нельзя")
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Нажмите на обращение")
    await anna.press(number)
    await anna.wait_for("у юриста")
    await anna.press("Отозвать")
    await anna.wait_for("Юрист больше не будет")
    await asyncio.gather(anna.press("Да"), leo.press("Отправить"))
    await place.settled()
    status = (await case_with(place, number)).status
    got = bool(said_to(anna, "Ответ на ваш вопрос"))
    assert (status, got) in [(Status.ANSWERED, True), (Status.WITHDRAWN, False)]


async def test_what_a_lawyer_writes_into_a_lost_question_is_kept(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    number = await ask(anna)
    await take(leo, number)
    await speak_without_sending(leo, number, "Начало ответа.")
    await wait(place, clock, hours=30)
    refusal = await leo.press("Отправить")
    assert "не у вас" in str(refusal)
    await place.settled()
    await leo.press("Взять", message=card_of(leo, number))
    await leo.wait_for("у вас до")
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Начало ответа.")
    await leo.press("Отправить")
    await anna.wait_for("Начало ответа.")


async def speak_without_sending(person: Person, number: str, text: str) -> None:
    await person.press("Ответить", message=card_of(person, number))
    await person.wait_for("Ответ на")
    await person.send(text)
    await person.wait_for(text)


@pytest.mark.both
async def test_ask_back_pauses_the_promise_and_moves_it_by_the_days_waited(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    head = await lawyer(place, 2003, "Старшая Нина", role=Role.HEAD_LAWYER)
    number = await ask(anna)
    await take(leo, number)
    await speak(leo, number, "Уточнить", "Есть ли приказ?")
    await anna.wait_for("Есть ли приказ?")
    # The promised Monday goes by without a word: its clock stands still.
    await jump(place, clock, datetime(2026, 11, 24, 4, tzinfo=UTC))
    assert not said_to(anna, "задерживается")
    assert not said_to(head, "срок прошёл")
    await anna.press("Ответить")
    await anna.wait_for("Напишите по")
    await anna.send("Приказа не показали.")
    await anna.wait_for("Проверьте")
    await anna.press("Отправить")
    told = await anna.wait_for("Передал юристу")
    # Wednesday to Tuesday: four working days after Monday the 23rd.
    assert "до пятницы, 27 ноября" in told.text
    await leo.wait_for(f"В {number} вам написали")
    assert "Приказа не показали." in card_of(leo, number).text
