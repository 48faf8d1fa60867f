"""Places: taken at once by many, waited for, offered, passed on."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from bot.events import changing, making, offers
from bot.events.models import AnswerKind, Registration
from bot.members.models import Account, Member, Membership
from sandbox import Message, Person
from tests.events.acting import (
    ALMATY,
    SATURDAY,
    event,
    in_hours,
    join,
    jump,
    open_event,
    organiser,
    standings,
    the_event,
    tick,
    viewer_of,
)
from tests.legal.acting import audited, said_to
from tests.members.test_mydata import run_daily
from tests.telegram import Town


def said_by(human: Person, words: str) -> Message:
    """The message of the bot that says so."""
    return next(m for m in human.messages if m.from_bot and words in m.text)


async def become(place: Town, human: Person, status: Membership) -> None:
    """As an import of the registry would make him."""
    async with place.database.writing() as session:
        await session.execute(
            update(Member).where(Member.id == await member_id(place, human)).values(status=status)
        )


async def member_id(place: Town, human: object) -> int:
    account: Account = await place.account(human)  # type: ignore[arg-type]
    assert account.member_id is not None
    return account.member_id


@pytest.mark.both
async def test_two_places_three_people_and_an_offer_that_passes_on(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    boris = await place.member(1002, "Сидоров Борис")
    kairat = await place.member(1003, "Қайратов Қайрат", at=ALMATY, language="kk")
    dina = await place.member(1004, "Дина Динова", at=ALMATY)
    event_id = await event(place, nina)
    for human in (anna, boris, kairat, dina):
        await open_event(human)
    # All three within a moment, Anna five times.
    presses = [human.press("Записаться", nowait=True) for human in (anna, anna, boris, anna)]
    await asyncio.gather(*presses, anna.press("Записаться", nowait=True))
    # Who of three is last is chance; here it shall be him.
    await place.settled()
    await kairat.press("Тіркелу", nowait=True)
    await place.settled()
    found = await standings(place, event_id)
    assert (len(found["confirmed"]), len(found["waiting"])) == (2, 1)
    assert len(said_to(anna, "Вы записаны: Школа профактива")) == 1
    assert said_to(kairat, "Сіз күту тізіміндесіз, кезегіңіз: 1")
    await dina.press("Записаться")
    assert "место 2" in (await dina.wait_for("Все места заняты")).text

    await anna.press("Отменить запись")
    await anna.wait_for("Запись отменена")
    offer = await kairat.wait_for("Орын босады", after=0)
    # A day, in his own zone: Wednesday 9:00 in Almaty and the card that says the same.
    assert "19 қараша, 09:0" in offer.text
    assert "Алматы, UTC+5" in offer.text
    assert "Тіркелу" in offer.buttons[0]
    assert not said_to(dina, "Освободилось")

    await jump(place, clock, datetime(2026, 11, 19, 4, 30, tzinfo=UTC))
    await kairat.wait_for("Орын ұсынысының мерзімі өтті", after=0)
    # What was offered can't be pressed any more; the place went to the next.
    assert not any("Тіркелу" in row for row in offer.buttons)
    assert "енді жарамсыз" in offer.text
    await dina.wait_for("Освободилось место", after=0)
    await dina.press("Записаться")
    await dina.wait_for("Номер записи")
    found = await standings(place, event_id)
    assert found["confirmed"] == [await member_id(place, boris), await member_id(place, dina)]
    assert found["expired"] == [await member_id(place, kairat)]
    # He comes back to the end of the line, with the number he had.
    await open_event(kairat, menu="📅 Іс-шаралар")
    await kairat.press("Тіркелу")
    await kairat.wait_for("кезегіңіз: 1")


async def test_a_late_press_on_an_offer_takes_nothing(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    boris = await place.member(1002, "Сидоров Борис")
    event_id = await event(place, nina, capacity=1)
    await join(anna)
    await join(boris)
    await anna.press("Отменить запись")
    offer = await boris.wait_for("Освободилось место", after=0)
    await place.settled()
    # The job has not run yet: it was down.
    clock.move_to(datetime(2026, 11, 20, 4, tzinfo=UTC))
    await boris.press("Записаться", message=offer)
    assert not (await standings(place, event_id))["confirmed"]
    await tick(place)
    await boris.wait_for("Предложение места истекло", after=0)


async def test_down_over_an_offers_end_it_passes_on_late_and_once(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna, boris, dina, vera = [await place.member(1001 + n, f"Народов{n} Иван") for n in range(4)]
    event_id = await event(place, nina, capacity=1)
    for human in (anna, boris, dina, vera):
        await join(human)
    await anna.press("Отменить запись", message=said_by(anna, "Номер записи"))
    await boris.wait_for("Освободилось место", after=0)
    # Two days without the program: the offer ended in the first.
    await jump(place, clock, datetime(2026, 11, 20, 4, tzinfo=UTC))
    await tick(place)
    assert len(said_to(boris, "Предложение места истекло: ")) == 1
    offered = said_to(dina, "Освободилось место")
    assert len(offered) == 1
    # From now on, not from when it should have been.
    assert "21 ноября" in offered[0]
    # Two processes saw both ends; she pressed in time, and it is hers.
    await dina.press("Записаться")
    await dina.wait_for("Номер записи")
    async with place.database.reading() as session:
        rows = await session.scalars(select(Registration.id))
        ids = rows.all()
    for registration_id in ids:
        async with place.database.writing() as session:
            await offers.end_offer(session, registration_id)
    await place.settled()
    found = await standings(place, event_id)
    assert found["confirmed"] == [await member_id(place, dina)]
    assert found["expired"] == [await member_id(place, boris)]
    assert not said_to(vera, "Освободилось место")


@pytest.mark.both
async def test_down_until_the_beginning_nobody_is_offered_anything_and_the_organiser_knows(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna, boris, dina = [await place.member(1001 + n, f"Народов{n} Иван") for n in range(3)]
    await event(place, nina, capacity=1)
    for human in (anna, boris, dina):
        await join(human)
    await anna.press("Отменить запись", message=said_by(anna, "Номер записи"))
    await boris.wait_for("Освободилось место", after=0)
    await jump(place, clock, SATURDAY + timedelta(minutes=10))
    await tick(place)
    (over,) = said_to(boris, "Предложение места истекло: ")
    assert "мероприятие уже началось" in over
    assert not said_to(dina, "Освободилось место")
    assert len(said_to(dina, "Место не освободилось: Школа профактива")) == 1
    (missed,) = said_to(nina, "Место осталось свободным: Школа профактива")
    assert "Ждал 1 человек" in missed
    # It was over before anything ran: that is no news to anybody any more.
    assert not said_to(boris, "Место не освободилось")


async def test_after_its_end_nobody_is_told_that_no_place_came_free(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna, boris = [await place.member(1001 + n, f"Народов{n} Иван") for n in range(2)]
    await event(place, nina, capacity=1)
    for human in (anna, boris):
        await join(human)
    await jump(place, clock, SATURDAY + timedelta(hours=7))
    assert not said_to(boris, "Место не освободилось")


async def test_who_is_excluded_loses_his_place_the_day_after_and_the_next_gets_it(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna, boris, dina, vera = [await place.member(1001 + n, f"Народов{n} Иван") for n in range(4)]
    event_id = await event(place, nina, capacity=1)
    for human in (anna, boris, dina, vera):
        await join(human)
    await become(place, anna, Membership.EXCLUDED)
    await become(place, boris, Membership.SUSPENDED)
    await tick(place)
    await run_daily(place)
    # The list may have been a mistake: today it can be taken back.
    await tick(place)
    assert len((await standings(place, event_id))["confirmed"]) == 1
    clock.move_to(datetime(2026, 11, 19, 4, tzinfo=UTC))
    await tick(place)
    told = await anna.wait_for("Ваша запись снята: Школа профактива", after=0)
    assert "Если это ошибка, позвоните: Барнаульская" in told.text
    # A suspended member keeps his turn, and the place goes to the first who may come.
    await dina.wait_for("Освободилось место", after=0)
    await tick(place)
    assert not said_to(boris, "Освободилось место")
    assert not said_to(vera, "Освободилось место")
    assert len(said_to(anna, "Ваша запись снята")) == 1
    await jump(place, clock, SATURDAY - timedelta(hours=24) + timedelta(minutes=1))
    assert not said_to(anna, "Напоминаю")


@pytest.mark.parametrize(("hours_left", "offer_hours"), [(200, 24), (40, 10), (5, 2), (1, 1)])
async def test_an_offer_is_shorter_the_nearer_the_beginning_is(
    place: Town, hours_left: float, offer_hours: float
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    boris = await place.member(1002, "Сидоров Борис")
    event_id = await event(place, nina, capacity=1, starts=in_hours(hours_left))
    await join(anna)
    await join(boris)
    await anna.press("Отменить запись")
    await boris.wait_for("Освободилось место", after=0)
    async with place.database.reading() as session:
        until = await session.scalar(
            select(Registration.offer_until).where(
                Registration.event_id == event_id, Registration.offer_until.is_not(None)
            )
        )
    assert until is not None
    assert abs(until - in_hours(offer_hours)) < timedelta(minutes=3)


@pytest.mark.both
async def test_sixty_press_at_once_for_ten_places(place: Town) -> None:
    nina = await organiser(place)
    event_id = await event(place, nina, capacity=10)
    people = [await place.member(1001 + n, f"Народов{n} Иван") for n in range(60)]
    card = f"event:join:{event_id}"
    windows = [human.messages[-1] for human in people]
    await asyncio.gather(
        *(
            human.press_data(window, card, nowait=True)
            for human, window in zip(people, windows, strict=True)
            for _ in range(2)
        )
    )
    await place.settled()
    found = await standings(place, event_id)
    assert (len(found["confirmed"]), len(found["waiting"])) == (10, 50)
    ids = found["confirmed"] + found["waiting"]
    assert len(set(ids)) == 60
    places = sorted(
        int(match[1])
        for human in people
        for text in said_to(human, "Все места заняты")
        if (match := re.search(r"место (\d+)", text))
    )
    assert places == list(range(1, 51))


async def test_kept_places_are_the_organisations_until_the_day(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна", at=("Барнаул", "школа № 7"))
    boris = await place.member(1002, "Сидоров Борис", at=("Барнаул", "школа № 7"))
    kairat = await place.member(1003, "Қайратов Қайрат", at=ALMATY)
    dina = await place.member(1004, "Дина Динова", at=ALMATY)
    event_id = await event(place, nina, capacity=3)
    viewer = await viewer_of(place, nina)
    almaty = await place.organisation("Казахстан", "Алматы")
    async with place.database.writing() as session:
        await changing.add_quota(session, viewer, event_id, almaty.id, 2)
        await changing.change(
            session, viewer, event_id, "quota", quota_until=SATURDAY - timedelta(days=7)
        )
    assert "Номер записи" in (await join(anna)).text
    # Two places are free, but kept; he reads so before he asks for one.
    card = await open_event(boris)
    assert "для вас свободных пока нет: 2 до 28 ноября" in card.text
    assert "свободно 2" in (await open_event(kairat)).text
    assert "место 1" in (await join(boris)).text
    # The section's window still stands above the card.
    await boris.press("Мои записи")
    await boris.wait_for("Сначала ближайшие")
    assert any("Школа профактива · ждёт" in label for label in boris.buttons)
    assert "Номер записи" in (await join(kairat)).text
    await jump(place, clock, SATURDAY - timedelta(days=7) + timedelta(minutes=1))
    await boris.wait_for("Освободилось место", after=0)
    assert "место 1" in (await join(dina)).text


async def test_who_may_not_come_does_not_see_it(place: Town) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    kairat = await place.member(1003, "Қайратов Қайрат", at=ALMATY)
    barnaul = await place.organisation("Барнаул")
    event_id = await event(place, nina, audience="organisation", of_id=barnaul.id)
    await open_event(anna)
    await kairat.send("📅 Мероприятия")
    await kairat.wait_for("Пока ничего нет")
    window = kairat.messages[-1]
    assert "Нет доступа" in (await kairat.press_data(window, f"event:join:{event_id}") or "")
    assert "Нет доступа" in (await kairat.press_data(window, f"event:open:{event_id}") or "")
    assert not (await standings(place, event_id))["confirmed"]


async def test_another_organisations_event_is_refused_and_audited(place: Town) -> None:
    nina = await organiser(place)
    other = await place.member(3002, "Чужов Олег", at=ALMATY)
    await place.give_role(other, "staff", "Казахстан")
    event_id = await event(place, nina)
    await other.send("🔁 Режим сотрудника")
    await other.wait_for("в режиме сотрудника")
    await other.send("📅 Мероприятия")
    await other.wait_for("Впереди ничего нет")
    window = other.messages[-1]
    said = await other.press_data(window, f"event:door:{event_id}")
    assert "Нет доступа" in (said or "")
    assert await audited(place, other, "event-door-refused") == 1


async def test_a_place_for_each_of_the_family(place: Town) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    boris = await place.member(1002, "Сидоров Борис")
    event_id = await event(place, nina, capacity=3, family=True)
    await join(anna)
    await open_event(anna)
    await anna.press("Взять с собой семью")
    await anna.wait_for("Напишите имя и фамилию")
    await anna.send("Пётр Петров")
    await anna.wait_for("С вами придут")
    await anna.send("Вера Петрова")
    await anna.wait_for("Вера Петрова")
    await anna.send("Зоя Петрова")
    await anna.wait_for("свободных мест уже нет")
    assert "место 1" in (await join(boris)).text
    await anna.press("Не придёт: Вера Петрова")
    await boris.wait_for("Освободилось место", after=0)
    async with place.database.reading() as session:
        kept = await session.scalar(
            select(Registration.places)
            .join(Member, Member.id == Registration.member_id)
            .where(Registration.event_id == event_id, Registration.standing == "confirmed")
        )
    assert kept == 2
    assert (await the_event(place, event_id)).capacity == 3


async def test_a_double_tap_on_one_question_does_not_answer_the_next(place: Town) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    viewer = await viewer_of(place, nina)
    async with place.database.writing() as session:
        made = await making.create(session, viewer, "Турслёт", "test:asks", "Asia/Barnaul")
        await changing.change(session, viewer, made.id, "t", place="Лес", capacity=5)
        span = (SATURDAY, SATURDAY + timedelta(hours=2), "")
        await changing.set_sessions(session, viewer, made.id, [span], "t")
        for asked in ("Едете автобусом?", "Нужен ночлег?"):
            await changing.add_question(session, viewer, made.id, AnswerKind.YES_NO, asked)
        await making.publish(session, viewer, made.id, announced=False)
    await open_event(anna, "Турслёт")
    await anna.press("Записаться")
    first = await anna.wait_for("Вопрос 1 из 2")
    await asyncio.gather(*(anna.press("Да", message=first, nowait=True) for _ in range(3)))
    await place.settled()
    await anna.wait_for("Вопрос 2 из 2. Нужен ночлег?")
    assert not (await standings(place, made.id))["confirmed"]
    await anna.press("Нет")
    await anna.wait_for("Номер записи")


async def test_what_is_asked_of_those_who_come(place: Town) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    viewer = await viewer_of(place, nina)
    async with place.database.writing() as session:
        made = await making.create(session, viewer, "Турслёт", "test:asks", "Asia/Barnaul")
        await changing.change(session, viewer, made.id, "t", place="Лес", capacity=5)
        span = (SATURDAY, SATURDAY + timedelta(hours=2), "")
        await changing.set_sessions(session, viewer, made.id, [span], "t")
        kinds = AnswerKind
        await changing.add_question(
            session, viewer, made.id, kinds.CHOICE, "Меню?", ["Рыба", "Каша"]
        )
        await changing.add_question(session, viewer, made.id, kinds.NUMBER, "Сколько вам лет?")
        await changing.add_question(session, viewer, made.id, kinds.FILE, "Пришлите справку")
        await making.publish(session, viewer, made.id, announced=False)
    await open_event(anna, "Турслёт")
    await anna.press("Записаться")
    await anna.wait_for("Вопрос 1 из 3. Меню?")
    await anna.send("Мясо")
    await anna.wait_for("нажать одну из кнопок")
    await anna.press("Каша")
    await anna.wait_for("Вопрос 2 из 3")
    await anna.send("сорок")
    await anna.wait_for("Нужно число цифрами")
    await anna.press("⬅️ Назад")
    await anna.wait_for("Вопрос 1 из 3")
    await anna.press("Рыба")
    await anna.wait_for("Вопрос 2 из 3")
    await anna.send("41")
    await anna.wait_for("Вопрос 3 из 3")
    await anna.send_document("справка.pdf", b"%PDF-1.4")
    await anna.wait_for("Номер записи")
    assert len((await standings(place, made.id))["confirmed"]) == 1
