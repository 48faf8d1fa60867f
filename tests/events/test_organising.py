"""Those who make events: step by step, by copying, and what they may do with those who come."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.events import admitting, changing, events, making
from bot.events.models import AnswerKind, Stage, Standing
from bot.members import service as members
from bot.members.models import Category, Member
from sandbox import Message, Person, Sandbox
from tests.events.acting import (
    ALMATY,
    SATURDAY,
    event,
    join,
    jump,
    open_event,
    organiser,
    standings,
    the_event,
    viewer_of,
)
from tests.legal.acting import audited, said_to
from tests.telegram import TOKEN, Town, bot_in, cut_power


async def staff_section(human: Person) -> None:
    await human.send("🔁 Режим сотрудника")
    await human.wait_for("в режиме сотрудника")
    await human.send("📅 Мероприятия")
    await human.wait_for("Мероприятия вашей организации")


async def test_a_question_is_added_once_though_the_power_was_cut(
    database_url: str, tmp_path: Path, clock: time_machine.Traveller
) -> None:
    """It was added and not marked: the next process handles the same message once more."""
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            nina = await organiser(place)
            viewer = await viewer_of(place, nina)
            async with place.database.writing() as session:
                made = await making.create(session, viewer, "Турслёт", "test:1", "Asia/Barnaul")
            await staff_section(nina)
            await nina.press("Турслёт")
            await nina.wait_for("Турслёт")
            for label in ("Изменить", "Ещё настройки", "Вопросы", "Добавить вопрос", "Да или нет"):
                await nina.press(label)
                await place.settled()
            await nina.wait_for("Напишите вопрос")
            await place.settled()
            cut_power(app)
            await nina.send("Нужен ночлег?")
            await nina.wait_for("Нужен ночлег")
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            await place.handled()
            async with place.database.reading() as session:
                asked = await events.questions_of(session, made.id)
            assert [question.text for question in asked] == ["Нужен ночлег?"]


def document(human: Person, message: Message) -> bytes:
    return human.telegram.files[message.raw["document"]["file_id"]].content()


@pytest.mark.both
async def test_step_by_step_previewed_published_joined_and_copied(place: Town) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await staff_section(nina)
    await nina.press("Создать мероприятие")
    await nina.wait_for("Как называется")
    await nina.send("Школа профактива <лучшая>")
    await nina.wait_for("О чём оно?")
    await nina.send("Учимся говорить с работодателем.")
    await nina.wait_for("Когда?")
    await nina.press("Часовой пояс")
    await nina.wait_for("По каким часам")
    await nina.press("Алматы")
    await nina.wait_for("Алматы, UTC+5")
    await nina.send("вчера в обед")
    await nina.wait_for("Не понял время")
    await nina.send("5 декабря 10:00–16:00; Открытие\n6 декабря 9:00–12:00; Круглый стол")
    await nina.wait_for("6 декабря, 09:00–12:00: Круглый стол")
    await nina.press("Готово")
    await nina.wait_for("Где?")
    await nina.send("Алматы, Дом учителя")
    await nina.wait_for("Сколько мест?")
    await nina.send("много")
    await nina.wait_for("Нужно число")
    await nina.send("2")
    await nina.wait_for("Кто может прийти?")
    await nina.press("Все члены профсоюза")
    overview = await nina.wait_for("Черновик: его видите только вы")
    assert "суббота, 5 декабря, 12:00 – воскресенье, 6 декабря, 14:00" in overview.text
    await anna.send("📅 Мероприятия")
    await anna.wait_for("Пока ничего нет")
    await nina.press("Как видит участник")
    preview = await nina.wait_for("Учимся говорить с работодателем.")
    assert "Программа:" in preview.text
    await nina.press("Опубликовать")
    await nina.wait_for("Опубликовано: оно уже в разделе")
    assert "Вы записаны" not in preview.text
    card = await open_event(anna, "Школа профактива <лучшая>")
    assert "• воскресенье, 6 декабря, 11:00–14:00: Круглый стол" in card.text
    assert "Мест 2, свободно 2." in card.text
    await anna.press("Записаться")
    await anna.wait_for("СБ-2026-000001")
    # It stands among all that she asked for, too.
    await anna.send("📂 Мои обращения")
    await anna.wait_for("обращени")
    await anna.press("СБ-2026-000001")
    await anna.wait_for("Вы записаны · СБ-2026-000001")
    await anna.press("В календарь")
    calendar = document(anna, await anna.wait_for("для календаря"))
    assert b"DTSTART:20261205T050000Z" in calendar
    assert calendar.count(b"BEGIN:VEVENT") == 2

    await nina.press("Ещё")
    await nina.wait_for("Что сделать?")
    await nina.press("Создать такое же")
    await nina.wait_for("Когда?")
    await nina.send("12 декабря 10:00")
    await nina.wait_for("12 декабря, 10:00–12:00")
    await nina.press("Готово")
    await nina.wait_for("Черновик: его видите только вы")
    await nina.press("Опубликовать")
    await nina.wait_for("Опубликовано: оно уже в разделе")
    assert (await the_event(place, 2)).capacity == 2


async def test_a_change_is_told_to_those_on_the_list(place: Town) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    event_id = await event(place, nina)
    await join(anna)
    await staff_section(nina)
    await nina.press("Школа профактива")
    await nina.wait_for("Есть место у 1 из 2")
    await nina.press("Изменить")
    await nina.wait_for("Что изменить?")
    await nina.press("Место")
    await nina.wait_for("Сейчас: Дом учителя")
    await nina.send("Школа № 7, актовый зал")
    await nina.wait_for("Что изменить?")
    told = await anna.wait_for("Изменилось: Школа профактива", after=0)
    assert "Было: Дом учителя" in told.text
    assert "Стало: Школа № 7, актовый зал" in told.text
    await nina.press("Ещё настройки")
    await nina.wait_for("Что ещё настроить?")
    await nina.press("Точка на карте")
    await nina.wait_for("Пришлите точку на карте")
    await nina.send_location()
    await nina.wait_for("Что ещё настроить?")
    await nina.press("Точка на карте")
    await nina.wait_for("Сейчас точка есть")
    # A computer sends no place on the map.
    await nina.send("ул. Ленина, 23")
    await nina.wait_for("Или координаты")
    await nina.send("53.348, 83.776")
    await nina.wait_for("Что ещё настроить?")
    await nina.press("⬅️ Назад")
    await nina.wait_for("Что изменить?")
    await nina.press("Число мест")
    await nina.wait_for("Сколько мест?")
    await nina.send("1")
    await nina.wait_for("Что изменить?")
    await nina.press("Готово")
    await nina.wait_for("Есть место у 1 из 1")
    await nina.press("Ещё")
    await nina.wait_for("Что сделать?")
    await nina.press("Отменить мероприятие")
    await nina.wait_for("Напишите причину")
    await nina.send("Снегопад")
    await nina.wait_for("Отменено.")
    await anna.wait_for("Мероприятие отменено: Школа профактива", after=0)
    off = await the_event(place, event_id)
    assert (off.stage, off.latitude, off.longitude) == (Stage.CANCELLED, 53.348, 83.776)


async def edit(human: Person, field: str, asks: str) -> None:
    await human.press(field)
    await human.wait_for(asks)


async def test_a_picture_a_category_and_the_close_of_registration(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    boris = await place.member(1002, "Сидоров Борис")
    vera = await place.member(1003, "Студентова Вера")
    async with place.database.writing() as session:
        for human in (boris, vera):
            account = await place.account(human)
            student = await session.get_one(Member, account.member_id)
            student.category = Category.STUDENT
    event_id = await event(place, nina, capacity=1, zone="Asia/Barnaul")
    await staff_section(nina)
    await nina.press("Школа профактива")
    await nina.wait_for("Опубликовано.")
    await nina.press("Изменить")
    await nina.wait_for("Что изменить?")
    await edit(nina, "Кто может прийти", "Сейчас: все члены профсоюза")
    await nina.press("Категория")
    await nina.wait_for("Какая категория?")
    await nina.press("Студент")
    await nina.wait_for("Что изменить?")
    await edit(nina, "Ещё настройки", "Что ещё настроить?")
    await edit(nina, "Картинка", "Пришлите картинку")
    await nina.send("красивая")
    await nina.wait_for("Нужна картинка")
    await nina.send_photo(b"a picture")
    await nina.wait_for("Что ещё настроить?")
    await edit(nina, "Срок записи", "Сейчас до самого начала")
    await nina.send("6 декабря 18:00")
    await nina.wait_for("Это позже начала")
    await nina.send("3 декабря 18:00")
    await nina.wait_for("Что ещё настроить?")
    await nina.press("Готово")
    overview = await nina.wait_for("Кто может прийти: категория «студент»")
    assert "Запись до 3 декабря, 18:00" in overview.text
    await edit(nina, "Ещё", "Что сделать?")
    await nina.press("Как видит участник")
    await nina.wait_for("Запись до 3 декабря")
    assert [m.files[0].content() for m in nina.messages if m.from_bot and m.media] == [
        b"a picture"
    ]

    await anna.send("📅 Мероприятия")
    await anna.wait_for("Пока ничего нет")
    card = await open_event(boris)
    (picture,) = [m for m in boris.messages if m.from_bot and m.media]
    assert picture.files[0].content() == b"a picture"
    assert picture.id < card.id
    await boris.press("Записаться")
    await boris.wait_for("Номер записи")
    await join(vera)
    await jump(place, clock, datetime(2026, 12, 3, 11, 1, tzinfo=UTC))
    await boris.press("Отменить запись")
    # It is closed to others; whoever waited still gets the place that came free.
    await vera.wait_for("Освободилось место", after=0)
    await vera.press("Записаться")
    await vera.wait_for("Номер записи")
    late = await open_event(boris)
    assert not any("Записаться" in row for row in late.buttons)
    assert "Запись до" not in late.text
    told = await boris.press_data(late, f"event:join:{event_id}")
    assert "Запись уже закрыта" in (told or "")
    # Its organiser still may enter someone who called.
    viewer = await viewer_of(place, nina)
    async with place.database.writing() as session:
        entered = await admitting.enter_guest(session, viewer, event_id, "Гостев Пётр", "late")
    assert entered.standing is Standing.WAITING


async def test_what_is_asked_is_in_the_table_and_the_files_come_as_they_were_sent(
    place: Town,
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    viewer = await viewer_of(place, nina)
    async with place.database.writing() as session:
        made = await making.create(session, viewer, "Турслёт", "test:asks", "Asia/Barnaul")
        await changing.change(session, viewer, made.id, "t", place="Лес", capacity=5)
        span = (SATURDAY, SATURDAY + timedelta(hours=2), "")
        await changing.set_sessions(session, viewer, made.id, [span], "t")
        other = await making.create(session, viewer, "Другое", "test:ten", "Asia/Barnaul")
        for number in range(changing.MOST_QUESTIONS):
            await changing.add_question(
                session, viewer, other.id, AnswerKind.TEXT, f"Вопрос {number}"
            )
        with pytest.raises(changing.EnoughQuestions):
            await changing.add_question(session, viewer, other.id, AnswerKind.TEXT, "Лишний")
    await staff_section(nina)
    await nina.press("Черновик · Турслёт")
    await nina.wait_for("Черновик: его видите")
    await nina.press("Изменить")
    await nina.wait_for("Что изменить?")
    await edit(nina, "Ещё настройки", "Что ещё настроить?")
    await edit(nina, "Вопросы участникам", "Пока ни одного")
    asked = {"текст": "Что вы любите петь?", "да или нет": "Нужен автобус?", "файл": "Справка"}
    for number, (kind, words) in enumerate(asked.items(), start=1):
        await nina.press("Добавить вопрос")
        await nina.wait_for("Какой нужен ответ?")
        await nina.press(kind.capitalize())
        await nina.wait_for("Напишите вопрос")
        await nina.send(words)
        await nina.wait_for(re.escape(f"{number}. {words} ({kind})"))
    await nina.press("⬅️ Назад")
    await nina.wait_for("Что ещё настроить?")
    await nina.press("Готово")
    await nina.wait_for("Вопросов участникам: 3")
    await nina.press("Опубликовать")
    await nina.wait_for("Опубликовано: оно уже")

    await open_event(anna, "Турслёт")
    await anna.press("Записаться")
    await anna.wait_for("Вопрос 1 из 3. Что вы любите петь")
    await anna.send_photo()
    await anna.wait_for("Здесь нужен текст")
    await anna.send("=Романсы")
    await anna.wait_for("Вопрос 2 из 3. Нужен автобус")
    await anna.send("может быть")
    await anna.wait_for("нажать одну из кнопок")
    await anna.press("Нет")
    await anna.wait_for("Вопрос 3 из 3. Справка")
    await anna.send("потом")
    await anna.wait_for("Здесь нужен файл")
    await anna.send_document("справка.pdf", b"%PDF-1.4 a paper")
    await anna.wait_for("Номер записи")

    await nina.press("Участники")
    await nina.wait_for("Есть место у 1")
    await nina.press("Таблица")
    table = await nina.wait_for("Участники: Турслёт")
    rows = load_workbook(BytesIO(document(nina, table)))["Записаны"].iter_rows(values_only=True)
    heads, answers = next(rows), next(rows)
    said = dict(zip(heads, answers, strict=True))
    assert said["Что вы любите петь?"] == "'=Романсы"
    assert said["Нужен автобус?"] == "Нет"
    assert said["Справка"] == "справка.pdf"
    await nina.press("Файлы из ответов")
    sent = await nina.wait_for("Петрова Анна Сергеевна")
    assert sent.files[0].content() == b"%PDF-1.4 a paper"
    assert "Справка" in sent.caption
    assert await audited(place, nina, "event-files-seen") == 1


async def test_lists_badges_words_and_somebody_without_telegram(place: Town) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна", phone="79130000001")
    await place.member(1005, "Безтелефонов Иван", bound=False)
    event_id = await event(place, nina, capacity=2)
    await join(anna)
    await staff_section(nina)
    await nina.press("Школа профактива")
    await nina.wait_for("Опубликовано.")
    await nina.press("Участники")
    await nina.wait_for("Есть место у 1")
    await nina.press("Записать вручную")
    await nina.wait_for("Кого записать?")
    await nina.send("Безтелефонов")
    await nina.wait_for("Выберите:")
    await nina.press("Безтелефонов И.")
    await nina.wait_for("СБ-2026-000002: есть место")
    await nina.press("Нет в реестре")
    await nina.wait_for("кого нет в реестре")
    await nina.send("=Гостев Пётр")
    await nina.wait_for("СБ-2026-000003: ждёт")
    await nina.press("Готово")
    await nina.wait_for("Есть место у 2")
    await nina.press("Таблица")
    table = await nina.wait_for("Участники: Школа профактива")
    book = load_workbook(BytesIO(document(nina, table)))
    rows = list(book["Записаны"].iter_rows(values_only=True))
    assert [row[1] for row in rows] == [
        "Фамилия, имя, отчество", "Петрова Анна Сергеевна", "Безтелефонов Иван"
    ]  # fmt: skip
    assert rows[1][4] == "'+79130000001"
    assert next(book["Ждут"].iter_rows(min_row=2, values_only=True))[1] == "'=Гостев Пётр"
    await nina.press("Бейджи")
    badges = document(nina, await nina.wait_for("Бейджи: Школа профактива"))
    assert "Петрова" in PdfReader(BytesIO(badges)).pages[0].extract_text()
    await nina.press("Список для печати")
    printed = document(nina, await nina.wait_for("Список для печати: Школа"))
    assert "Безтелефонов Иван" in PdfReader(BytesIO(printed)).pages[0].extract_text()
    assert await audited(place, nina, "event-list-seen") == 3

    await nina.press("⬅️ Назад")
    await nina.wait_for("Опубликовано.")
    await nina.press("Написать участникам")
    await nina.wait_for("Кому написать?")
    await nina.press("Записаны · 2")
    await nina.wait_for("Напишите сообщение")
    await nina.send("Возьмите сменную обувь.")
    await nina.wait_for("Проверьте перед отправкой")
    await nina.press("Отправить")
    await nina.wait_for("Отправляю 1 человеку")
    await anna.wait_for("Возьмите сменную обувь.", after=0)
    assert len((await standings(place, event_id))["waiting"]) == 1


async def test_a_chair_names_those_who_may_come(place: Town) -> None:
    nina = await organiser(place)
    olga = await place.member(3003, "Школина Ольга Ивановна")
    await place.give_role(olga, "chair", "Барнаул", "школа № 7")
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    kairat = await place.member(1003, "Қайратов Қайрат", at=ALMATY)
    await event(place, nina, audience="nominated")
    await anna.send("📅 Мероприятия")
    await anna.wait_for("Пока ничего нет")
    await olga.send("/start ev-1")
    await olga.wait_for("Школа профактива")
    await olga.press("Выдвинуть участников")
    await olga.wait_for("Кого выдвинуть?")
    await olga.send("Қайратов")
    await olga.wait_for("Никого не нашёл")
    await olga.send("Петрова")
    await olga.wait_for("Выберите:")
    await olga.press("Петрова А. С.")
    await olga.wait_for("Среди выдвинутых: Петрова А. С.")
    await anna.wait_for("Вас выдвинули: Школа профактива", after=0)
    await anna.press("Записаться")
    await anna.wait_for("Номер записи")
    assert not said_to(kairat, "Вас выдвинули")


async def test_the_invited_come_by_the_link_alone(place: Town) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    event_id = await event(place, nina, audience="invited")
    secret = (await the_event(place, event_id)).secret
    await anna.send(f"/start ev-{event_id}-guess")
    await anna.wait_for("Нет доступа")
    await anna.send(f"/start ev-{event_id}-{secret}")
    await anna.wait_for("Школа профактива")
    await anna.press("Записаться")
    await anna.wait_for("Номер записи")


async def test_it_is_announced_to_those_who_want_news_and_not_at_night(
    place: Town, clock: time_machine.Traveller
) -> None:
    nina = await organiser(place)
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    boris = await place.member(1002, "Сидоров Борис")
    await anna.send("/start")
    async with place.database.writing() as session:
        await members.answer_consent(
            session, anna.id, "news", given=True, language="ru",
            regulations=place.app.regulations,
        )  # fmt: skip
    viewer = await viewer_of(place, nina)
    # Midnight in Barnaul.
    await jump(place, clock, SATURDAY - timedelta(days=5, hours=-12))
    async with place.database.writing() as session:
        made = await making.create(session, viewer, "Ночное", "test:night", "Asia/Barnaul")
        await changing.change(session, viewer, made.id, "t", place="Лес")
        span = (SATURDAY, SATURDAY + timedelta(hours=2), "")
        await changing.set_sessions(session, viewer, made.id, [span], "t")
        await making.publish(session, viewer, made.id, announced=True)
    await jump(place, clock, SATURDAY - timedelta(days=5, hours=-12, minutes=-1))
    assert not said_to(anna, "Открыта запись")
    await jump(place, clock, SATURDAY - timedelta(days=4, hours=3))
    await anna.wait_for("Открыта запись", after=0)
    assert not said_to(boris, "Открыта запись")
