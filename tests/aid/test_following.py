"""What a member sees of his application after its number, and what is his to do."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from bot.applications import deciding, jobs, paying
from bot.cases.models import Purpose, Status
from bot.members.models import Role
from sandbox import Person, Sandbox
from tests.aid.acting import (
    CITY,
    PROTOCOL,
    SCHOOL,
    approve,
    ask_paper,
    case_with,
    file,
    member,
    officer,
    open_case,
    papers_with,
    refuse,
    town_officer,
    viewer_of,
)
from tests.legal.acting import ask as ask_lawyer
from tests.legal.acting import send_late
from tests.telegram import TOKEN, Town, bot_in, cut_power

WANTED = "справка из аптеки"


@pytest.mark.both
async def test_one_file_into_the_chat_and_it_is_in_review_again(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna, nina = await member(place), await officer(place)
    number = await file(anna)
    promised = (await case_with(place, number)).promised_on
    assert promised is not None
    await ask_paper(place, nina, number, WANTED)
    asked = await anna.wait_for(WANTED)
    assert asked.buttons == [["Приложить документ"]]
    waiting = await open_case(anna, number)
    assert "нужен документ" in waiting.text
    assert f"Ждём от вас: {WANTED}" in waiting.text
    await place.settled()
    # A week: five working days, and the clock stood still.
    clock.move_to(datetime.now(UTC) + timedelta(days=7))
    await anna.send("/menu")
    await anna.send_photo()
    back = await anna.wait_for("снова на рассмотрении")
    assert "получено 1" in back.text
    case = await case_with(place, number)
    assert case.status is Status.REVIEW
    assert case.promised_on == promised + timedelta(days=7)
    assert len(await papers_with(place, number)) == 1


async def test_the_button_and_an_album(place: Town) -> None:
    anna, nina = await member(place), await officer(place)
    number = await file(anna)
    await ask_paper(place, nina, number, WANTED)
    await anna.wait_for(WANTED)
    await anna.press("Приложить документ")
    await anna.wait_for("Напишите или приложите")
    sent = await anna.send_album([("photo",)] * 3)
    await anna.wait_for("снова на рассмотрении")
    await anna.wait_for("Получено 3", after=0)
    send_late(anna, sent[0].raw["media_group_id"])
    await anna.wait_for("Получено 4")
    assert len(await papers_with(place, number)) == 4
    assert (await case_with(place, number)).status is Status.REVIEW


async def test_the_signed_statement_is_filed_as_such(place: Town) -> None:
    anna, gorin = await member(place), await town_officer(place)
    number = await file(anna)
    await place.settled()
    await anna.press("Прислать подписанное")
    await anna.wait_for("подписанное заявление")
    await anna.send("Подписала.")
    await anna.wait_for("Нужна фотография подписанного заявления")
    await anna.send_album([("photo",)] * 2)
    await anna.wait_for("Подписанное заявление к")
    await place.settled()
    assert [p.purpose for p in await papers_with(place, number)] == [Purpose.SIGNED] * 2
    card = next(m for m in gorin.messages if m.text.startswith(f"{number} · "))
    assert "Подписанное заявление: прислано" in card.text
    assert "Файлы: нет" in card.text
    assert "Подписанное" not in str(card.buttons)
    await gorin.press("Файлы", message=card)
    await place.settled()
    captions = [m.caption for m in gorin.messages if m.media]
    assert captions == ["Подписанное заявление"] * 2
    assert "Подписанное заявление прислано" in (await open_case(anna, number)).text


async def test_the_signed_statement_is_noted_on_paper(place: Town) -> None:
    anna, gorin = await member(place), await town_officer(place)
    number = await file(anna)
    await place.settled()
    card = next(m for m in gorin.messages if m.text.startswith(f"{number} · "))
    assert "Подписанное заявление: нет" in card.text
    await gorin.press("Принято на бумаге: Подписанное заявление", message=card)
    await place.settled()
    assert "Подписанное заявление: принято на бумаге" in card.text
    assert "заявление принято на бумаге" in (await open_case(anna, number)).text
    await gorin.press("Переписка", message=card)
    await gorin.wait_for("принято на бумаге: Подписанное заявление", after=0)
    await gorin.press("Снять отметку: Подписанное заявление", message=card)
    await place.settled()
    assert "Подписанное заявление: нет" in card.text


async def test_a_wanted_file_handled_twice_is_there_once(
    database_url: str, tmp_path: Path, clock: time_machine.Traveller
) -> None:
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            anna, nina = await member(place), await officer(place)
            number = await file(anna)
            await ask_paper(place, nina, number, WANTED)
            await anna.wait_for(WANTED)
            await place.settled()
            cut_power(app)
            await anna.send_photo()
            await anna.wait_for("снова на рассмотрении")
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            await place.handled()
            assert len(await papers_with(place, number)) == 1
            assert "Куда это отнести" not in anna.screen()


async def test_a_stray_file_is_offered_to_the_application(place: Town) -> None:
    anna = await member(place)
    number = await file(anna)
    await ask_lawyer(anna)
    await anna.send_document("чек.pdf", b"%PDF-1.4")
    await anna.wait_for("Куда это отнести?")
    await anna.press(f"Добавить к {number}")
    await anna.wait_for("получено 1")
    assert [paper.name for paper in await papers_with(place, number)] == ["чек.pdf"]
    await anna.send_voice()
    await anna.wait_for("Куда это отнести?")
    await anna.press(f"Добавить к {number}")
    assert len(await papers_with(place, number)) == 1


async def test_words_and_files_can_be_added_and_words_edited(place: Town) -> None:
    anna, gorin = await member(place), await town_officer(place)
    number = await file(anna)
    await open_case(anna, number)
    await anna.press("Дописать или приложить")
    await anna.wait_for("Напишите или приложите")
    words = await anna.send("Забыл: счёт из больницы.")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.press("Отправить")
    await anna.wait_for(f"Передал: {number}")
    await anna.edit(words, "Забыла: счёт из больницы.")
    await anna.wait_for(f"Исправил в {number}")
    await place.settled()
    assert len([m for m in gorin.messages if m.text.startswith(number)]) == 1


@pytest.mark.both
async def test_it_is_withdrawn_before_the_decision_and_not_after(place: Town) -> None:
    anna, nina = await member(place), await officer(place)
    number = await file(anna)
    await open_case(anna, number)
    await anna.press("Отозвать")
    await anna.wait_for(f"Отозвать {number}?")
    await anna.press("Да")
    ended = await anna.wait_for("отозвано")
    assert "Вы отозвали заявление" in ended.text
    assert ended.buttons == [["⬅️ Назад"]]
    other = await file(anna, "9000")
    before = await open_case(anna, other)
    await anna.press("Отозвать")
    await anna.wait_for(f"Отозвать {other}?")
    await approve(place, nina, other, 9_000)
    told = await anna.wait_for("одобрено 9 000 ₽")
    for fact in ("9 000 ₽", "№ 12", "27 ноября"):
        assert fact in told.text
    assert "уже принято" in str(await anna.press("Да"))
    await anna.press("⬅️ Назад", message=before)
    decided = await anna.wait_for("Одобрено: 9 000 ₽")
    assert not any("Отозвать" in label for row in decided.buttons for label in row)


@pytest.mark.both
async def test_a_refusal_is_seen_exactly_and_appealed_within_its_term(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await member(place)
    gorin, nina = await town_officer(place), await officer(place)
    number = await file(anna, "9000")
    await refuse(place, gorin, number, "Нет <чека> на операцию.")
    told = await anna.wait_for("отказано")
    for fact in ("Не хватает документов", "«Нет <чека> на операцию.»", "№ 12", "28 декабря",
                 "Президиум краевой организации"):  # fmt: skip
        assert fact in told.text
    await anna.press("Обжаловать")
    await anna.wait_for("с чем вы не согласны")
    await anna.send_sticker()
    await anna.wait_for("Напишите словами")
    await anna.send("Чек я отдала председателю.")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.press("Отправить")
    await anna.wait_for(f"Обращение по {number} принято")
    await place.settled()
    again = await open_case(anna, number)
    assert "Сейчас у: Президиум краевой организации" in again.text
    assert any(number in m.text for m in nina.messages), nina.screen()
    await refuse_again(place, nina, number)
    last = await anna.wait_for("отказано")
    assert "Обжаловать" not in str(last.buttons)


async def test_a_long_appeal_is_whole_though_the_client_cut_it(place: Town) -> None:
    anna, gorin, nina = await member(place), await town_officer(place), await officer(place)
    number = await file(anna, "9000")
    await refuse(place, gorin, number)
    await anna.wait_for("отказано")
    await anna.press("Обжаловать")
    await anna.wait_for("с чем вы не согласны")
    long = "Не согласна. " * 400
    await anna.send(long[:4096])
    await anna.wait_for("Проверьте перед отправкой")
    await anna.press("Написать заново")
    await anna.wait_for("с чем вы не согласны")
    await anna.send(long[:4096])
    await anna.wait_for("Проверьте перед отправкой")
    await anna.send(f"{long[4096:]}Чек у председателя.")
    await place.settled()
    await anna.press("Отправить")
    await anna.wait_for(f"Обращение по {number} принято")
    await place.settled()
    case = await case_with(place, number)
    await nina.press_data(nina.messages[-1], f"case:talk:{case.id}")
    await nina.wait_for("Чек у председателя.")
    told = "".join(m.text for m in nina.messages if m.from_bot)
    assert told.count("Не согласна.") >= 400


async def refuse_again(place: Town, by: Person, number: str) -> None:
    case, viewer = await case_with(place, number), await viewer_of(place, by)
    async with place.database.writing() as session:
        refusal = deciding.Refusal("other")
        await deciding.refuse(session, viewer, case.id, refusal, PROTOCOL, "refuse:again")


async def test_after_the_term_there_is_nothing_to_appeal(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna, gorin = await member(place), await town_officer(place)
    number = await file(anna, "9000")
    await refuse(place, gorin, number)
    told = await anna.wait_for("отказано")
    await place.settled()
    clock.move_to(datetime(2027, 2, 1, 4, tzinfo=UTC))
    assert "срок прошёл" in str(await anna.press("Обжаловать", message=told))


async def test_what_is_paid_and_what_came_back(place: Town) -> None:
    anna, nina = await member(place), await officer(place)
    till = await place.member(3003, "Счётова Инна", at=("Алтайский край", "аппарат"))
    await place.give_role(till, Role.TREASURER, "Алтайский край")
    number = await file(anna)
    await approve(place, nina, number)
    await anna.wait_for("одобрено 15 000 ₽")
    case, viewer = await case_with(place, number), await viewer_of(place, till)
    day = PROTOCOL.on
    async with place.database.writing() as session:
        await paying.pay(session, viewer, {case.id: 500_000}, "77", day, "pay:1")
    part = await anna.wait_for("выплачено 5 000 ₽")
    assert "Осталось выплатить 10 000 ₽" in part.text
    async with place.database.writing() as session:
        await paying.pay(session, viewer, {case.id: None}, "78", day, "pay:2")
    await anna.wait_for("выплачено 10 000 ₽")
    assert "выплачено" in (await open_case(anna, number)).text
    async with place.database.writing() as session:
        share = (await paying.shares_of(session, case.id))[-1][1]
        await paying.returned(session, viewer, share.id, day, "Счёт закрыт")
    back = await anna.wait_for("вернулся")
    assert "Счёт закрыт" in back.text


async def test_a_changed_decision_says_so(place: Town) -> None:
    anna, nina = await member(place), await officer(place)
    number = await file(anna)
    await approve(place, nina, number)
    await anna.wait_for("одобрено 15 000 ₽")
    case, viewer = await case_with(place, number), await viewer_of(place, nina)
    async with place.database.writing() as session:
        await deciding.change(
            session, viewer, case.id, 900_000, None, PROTOCOL, "change:1", place.app.regulations
        )
    told = await anna.wait_for("одобрено 9 000 ₽")
    assert "заменяет прежнее" in told.text


BORIS_NUMBER = "МП-2026-000001"


async def file_for_boris(chair: Person) -> None:
    """A chair in the staff menu files for one of his school who has no Telegram."""
    await chair.send("/start")
    await chair.wait_for("")
    await chair.press("🔁 Режим сотрудника")
    await chair.wait_for("режиме сотрудника")
    await chair.press("👥 Члены профсоюза")
    await chair.wait_for("Члены профсоюза")
    await chair.press("Найти")
    await chair.wait_for("фамил")
    await chair.send("Сельский")
    await chair.wait_for("Сельский Борис Ильич")
    await chair.press("Подать заявление за него")
    consent = await chair.wait_for("согласия на бумаге")
    assert "Сельский Борис Ильич" in consent.text
    await chair.press("Согласие на бумаге есть")
    await chair.wait_for("платит профсоюз")
    await chair.press("Лечение · до 20 000 ₽")
    await chair.wait_for("Для кого: Сельский Борис Ильич")
    await chair.press("Подать заявление")
    await chair.wait_for("Какая сумма")
    await chair.send("9000")
    await chair.wait_for("Расскажите")
    await chair.press("Готово")
    assert "Сельский Борис Ильич" in (await chair.wait_for("Проверьте")).text
    await chair.press("Отправить")
    accepted = await chair.wait_for(f"{BORIS_NUMBER} принято")
    assert "за члена профсоюза: Сельский Борис Ильич" in accepted.text


async def chair_of_school(place: Town) -> Person:
    chair = await place.member(3005, "Школина Ольга Ивановна", at=SCHOOL)
    await place.give_role(chair, Role.CHAIR, *SCHOOL)
    return chair


async def boris_without_telegram(place: Town) -> Person:
    return await place.member(1003, "Сельский Борис Ильич", at=SCHOOL, bound=False)


@pytest.mark.both
async def test_a_chair_files_for_a_member_without_telegram(place: Town) -> None:
    chair, nina = await chair_of_school(place), await officer(place)
    boris, number = await boris_without_telegram(place), BORIS_NUMBER
    await file_for_boris(chair)
    # He has no Telegram: the chair hears what is needed, and sends it.
    await ask_paper(place, nina, number, WANTED)
    wanted = await chair.wait_for("нужен документ", after=0)
    assert wanted.text.startswith(f"{number} (Сельский Б. И.)")
    await chair.press("Приложить документ")
    await chair.wait_for("Напишите или приложите")
    await chair.send_photo()
    await chair.wait_for("снова на рассмотрении")
    assert len(await papers_with(place, number)) == 1
    # He joins, and finds it.
    await join(place, boris)
    opened = await open_case(boris, number)
    assert "Подал за вас: Школина О. И." in opened.text
    await approve(place, nina, number, 9_000)
    await boris.wait_for("одобрено 9 000 ₽")
    assert "одобрено 9 000" not in chair.screen()


async def test_what_the_clock_says_to_one_without_telegram_his_chair_hears(
    place: Town, clock: time_machine.Traveller
) -> None:
    chair, nina = await chair_of_school(place), await officer(place)
    await boris_without_telegram(place)
    await file_for_boris(chair)
    named = f"{BORIS_NUMBER} (Сельский Б. И.)"
    week = timedelta(days=7, hours=1)
    clock.move_to(datetime.now(UTC) + week)
    await jobs.remind_of_papers(place.database, place.app.regulations)
    brought = await chair.wait_for("ещё не принесли на бумаге", after=0)
    assert brought.text.startswith(f"Для {named}")
    await ask_paper(place, nina, BORIS_NUMBER, WANTED)
    clock.move_to(datetime.now(UTC) + week)
    await jobs.remind_of_papers(place.database, place.app.regulations)
    reminded = await chair.wait_for(f"ждёт от вас документ: {WANTED}", after=0)
    assert reminded.text.startswith(named)
    await chair.press("Приложить документ", message=reminded)
    await chair.wait_for("Напишите или приложите")
    await chair.send_photo()
    await chair.wait_for("снова на рассмотрении")
    clock.move_to(datetime.now(UTC) + timedelta(days=40))
    await jobs.move_missed_promises(place.database, place.app.regulations)
    moved = await chair.wait_for("не успели принять", after=0)
    assert moved.text.startswith(f"Решение по {named}")


async def test_a_chair_sends_what_is_wanted_into_the_chat(place: Town) -> None:
    chair, nina = await chair_of_school(place), await officer(place)
    await boris_without_telegram(place)
    await file_for_boris(chair)
    await ask_paper(place, nina, BORIS_NUMBER, WANTED)
    await chair.wait_for("Пришлите его сюда одним файлом", after=0)
    await chair.send("/menu")
    await chair.send_photo()
    await chair.wait_for("снова на рассмотрении")
    assert len(await papers_with(place, BORIS_NUMBER)) == 1


async def join(place: Town, human: Person) -> None:
    await human.send("/start")
    await human.wait_for("согласи")
    await human.press("Согласен")
    await human.wait_for("номер профсоюзного билета")
    await human.send("1003")
    await human.wait_for("фамили")
    await human.send("Сельский")
    await human.wait_for("рожд")
    await human.send("12.03.1985")
    await human.wait_for("Это вы?")
    await human.press("Да")
    await human.wait_for("")
    await place.settled()


async def test_nobody_follows_what_is_not_his(place: Town) -> None:
    anna = await member(place)
    number = await file(anna)
    boris = await place.member(1003, "Сельский Борис", at=(*CITY, "школа № 8"))
    case = await case_with(place, number)
    for name in ("show", "reply", "appeal", "statement"):
        said = await boris.press_data(boris.messages[-1], f"case:{name}:{case.id}")
        assert "Нет доступа" in str(said), name
