"""A survey: one answer a member, truly without a name where that was said, nobody to be found."""

import asyncio
from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
import time_machine
from openpyxl import Workbook
from sqlalchemy import select, text

from bot.db import Base
from bot.members import service as members
from bot.members.models import Member
from bot.mydata.models import Erasure
from bot.news.models import Post
from bot.notices import Notice
from bot.surveys import service as surveys
from bot.surveys.models import Survey, SurveyAnswer, SurveyResponse, SurveyTaken
from bot.surveys.service import Given
from sandbox import Person
from tests.legal.acting import audited
from tests.members.steps import count
from tests.members.test_mydata import files_of, run_daily
from tests.news.acting import BARNAUL, editor, reader
from tests.telegram import Town

ANNA = "Петрова Анна Сергеевна"
TITLE, QUESTION, OWN_WORDS = "Как вам питание", "Как кормят в столовой?", "Что изменить?"


async def make(place: Town, vera: Person, *, anonymous: bool = True) -> None:
    """A choice and a question of one's own words, opened."""
    await vera.send("📰 Новости")
    await vera.wait_for("Новости: публикации")
    await vera.press("Опросы")
    await vera.wait_for("Опросы")
    await vera.press("Новый опрос")
    await vera.wait_for("Кого спрашиваем")
    await vera.press("Барнаул, Алтайский край")
    await vera.wait_for("О чём опрос")
    await vera.send(TITLE)
    await vera.wait_for("Название по-казахски")
    await vera.send("Тамақ қалай")
    await vera.wait_for("Анонимно или с именами")
    await vera.press("Анонимно" if anonymous else "С именами")
    await vera.wait_for("Вопросов пока нет")
    await vera.press("Добавить вопрос")
    await vera.wait_for("Как отвечать")
    await vera.press("Выбрать из вариантов")
    await vera.wait_for("Напишите вопрос")
    await vera.send(QUESTION)
    await vera.wait_for("по-казахски")
    await vera.press("Пропустить")
    await vera.wait_for("Варианты ответа")
    await vera.send("Хорошо")
    await vera.wait_for("Нужно от двух до десяти")
    await vera.send("Хорошо\nПлохо")
    await vera.wait_for("Те же варианты")
    await vera.press("Пропустить")
    await vera.wait_for("Хорошо · Плохо")
    await vera.press("Добавить вопрос")
    await vera.wait_for("Как отвечать")
    await vera.press("Написать своими словами")
    await vera.wait_for("Напишите вопрос")
    await vera.send(OWN_WORDS)
    await vera.wait_for("по-казахски")
    await vera.press("Пропустить")
    await vera.wait_for(OWN_WORDS)
    await vera.press("Начать опрос")
    await vera.wait_for("Вопросы после этого не изменить")
    await vera.press("Да")
    await vera.wait_for("Идёт. Ответили 0")


async def take(human: Person, choice: str = "Хорошо", words: str | None = None) -> None:
    await human.wait_for("Опрос: ", after=0)
    await human.press("Ответить на вопросы")
    await human.wait_for("Вопросов: 2")
    await human.press("Начать")
    await human.wait_for(QUESTION)
    await human.press(choice)
    await human.wait_for(OWN_WORDS)
    if words is None:
        await human.press("Пропустить")
    else:
        await human.send(words)
    await human.wait_for("Проверьте перед отправкой")
    await human.press("Отправить")
    await human.wait_for("Спасибо, ответы приняты")


async def answered(place: Town, humans: list[Person], choice: int = 0) -> None:
    """Each answers, by the service: the conversation has a test of its own."""
    async with place.database.reading() as session:
        survey = (await session.scalars(select(Survey).order_by(Survey.id.desc()))).first()
        assert survey
        questions = await surveys.questions_of(session, survey.id)
    for human in humans:
        async with place.database.writing() as session:
            viewer = await members.view(
                session,
                human.id,
                place.app.regulations,
                guess="ru",
                zone=place.app.settings.timezone,
            )
            given = {questions[0].id: Given(choice_id=questions[0].choices[choice].id)}
            await surveys.answer(session, viewer, survey.id, given)


async def crowd(place: Town, first: int, count: int, school: str) -> list[Person]:
    return [
        await place.member(first + n, f"Членов{first + n} Иван", at=(*BARNAUL, school))
        for n in range(count)
    ]


async def close(vera: Person) -> None:
    await vera.press("Закрыть опрос")
    await vera.wait_for("Закрыть опрос «")
    await vera.press("Да")
    await vera.wait_for("Закрыт. Ответили")


async def test_it_is_said_before_what_becomes_of_the_answer_and_one_answers_once(
    place: Town,
) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await make(place, vera)
    announced = await anna.wait_for("Опрос: Как вам питание", after=0)
    assert "Ответы анонимные" in announced.text
    await anna.press("Ответить на вопросы")
    said = await anna.wait_for("Вопросов: 2")
    assert "без имени и без времени" in said.text
    await take(anna, "Плохо", "Больше овощей")
    told = await anna.press("Ответить на вопросы", message=announced)
    assert told
    assert "Вы уже ответили" in told
    async with place.database.reading() as session:
        assert len((await session.scalars(select(SurveyTaken))).all()) == 1
        assert len((await session.scalars(select(SurveyResponse))).all()) == 1


@pytest.mark.both
async def test_nothing_in_the_tables_ties_an_anonymous_answer_to_its_member(place: Town) -> None:
    vera = await editor(place)
    people = await crowd(place, 1100, 6, "школа № 7")
    await make(place, vera)
    await answered(place, people)
    async with place.database.reading() as session:
        responses = (await session.scalars(select(SurveyResponse))).all()
        answers = (await session.scalars(select(SurveyAnswer))).all()
        taken = (await session.scalars(select(SurveyTaken))).all()
        numbers = {member.id for member in await session.scalars(select(Member))}
    assert len(responses) == len(taken) == 6
    assert all(r.member_id is None and r.answered_at is None for r in responses)
    assert not {r.id for r in responses} & numbers
    assert len(answers) == 6
    times = {"at", "created_at", "answered_at"}
    assert not times & {c.name for c in Base.metadata.tables["survey_taken"].columns}
    assert not times & {c.name for c in Base.metadata.tables["survey_answers"].columns}
    # No hidden number of rows tells who came when.
    if place.database.is_sqlite:
        for table in ("survey_taken", "survey_responses", "survey_answers"):
            async with place.database.engine.connect() as connection:
                made = await connection.scalar(
                    text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}
                )
            assert "WITHOUT ROWID" in made
    # PostgreSQL writes with each row who wrote it and where it lies: closed, that tells nothing.
    if not place.database.is_sqlite:
        await vera.press("Закрыть опрос")
        await vera.wait_for("Закрыть опрос «")
        await vera.press("Да")
        await vera.wait_for("Закрыт. Ответили 6")
        orders = {"survey_taken": "member_id", "survey_responses": "id", "survey_answers": ""}
        for table, key in orders.items():
            async with place.database.engine.connect() as connection:
                rows = await connection.execute(
                    text(f"SELECT xmin::text, {key or 'response_id'} FROM {table} ORDER BY ctid")
                )
                lying = rows.all()
            assert len(lying) == 6
            assert len({transaction for transaction, _ in lying}) == 1
            assert [number for _, number in lying] == sorted(number for _, number in lying)
    # As the tables are read, members come in one order and answers in another.
    async with place.database.engine.connect() as connection:
        rows = await connection.execute(text("SELECT id FROM survey_responses ORDER BY id"))
        assert [row[0] for row in rows] == sorted(r.id for r in responses)


async def test_results_of_an_anonymous_survey_wait_until_it_is_closed_and_for_five(
    place: Town,
) -> None:
    vera = await editor(place)
    people = await crowd(place, 1100, 5, "школа № 7")
    await make(place, vera)
    await answered(place, people[:4])
    told = await vera.press("Таблица XLSX")
    assert told
    assert "итоги откроются, когда вы его закроете" in told
    await close(vera)
    told = await vera.press("Таблица XLSX")
    assert told
    assert "меньше пяти" in told


async def book_of(vera: Person) -> Workbook:
    await vera.press("Таблица XLSX")
    sent = await vera.wait_for("Группы меньше пяти скрыты")
    book = openpyxl.load_workbook(BytesIO(sent.files[0].content()))
    assert isinstance(book, Workbook)
    return book


async def test_small_groups_are_hidden_and_cannot_be_found_from_the_total(place: Town) -> None:
    vera = await editor(place)
    large = await crowd(place, 1100, 7, "школа № 7")
    middle = await crowd(place, 1200, 5, "школа № 8")
    small = await crowd(place, 1300, 2, "детский сад № 12")
    await make(place, vera)
    await answered(place, [*large, *middle])
    await answered(place, small, choice=1)
    await close(vera)
    book = await book_of(vera)
    places = {row[0]: row[1:] for row in book["По организациям"].iter_rows(values_only=True)}
    assert places["школа № 7"][:3] == (7, 7, 0)
    assert places["детский сад № 12"][0] == "скрыто"
    # With it the next one, or twelve less seven would tell.
    assert places["школа № 8"][0] == "скрыто"
    assert "Ответы с именами" not in book.sheetnames
    await vera.press("Картинкой")
    await vera.wait_until(lambda: sum(m.media == "photo" for m in vera.messages) == 2)
    assert await audited(place, vera, "survey-exported") == 1
    assert await audited(place, vera, "survey-seen") == 1


async def test_with_names_it_is_said_and_names_stand_in_the_table(place: Town) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    others = await crowd(place, 1100, 4, "школа № 7")
    await make(place, vera, anonymous=False)
    announced = await anna.wait_for("Опрос: Как вам питание", after=0)
    assert "Ответы с именами" in announced.text
    await take(anna, "Плохо", "=1+1")
    await answered(place, others)
    book = await book_of(vera)
    names = {row[0]: row for row in book["Ответы с именами"].iter_rows(values_only=True)}
    assert names[ANNA][2:] == ("Плохо", "'=1+1")


async def test_someone_elses_survey_is_refused_and_audited(place: Town) -> None:
    vera = await editor(place)
    foreign = await editor(place, 3002, "Чужаков Олег", scope=("Казахстан", "Алматы"))
    aigul = await reader(place, 1003, "Нұрланова Айгүл", at=("Казахстан", "Алматы", "гимназия"))
    await make(place, vera)
    async with place.database.reading() as session:
        (survey_id,) = await session.scalars(select(Survey.id))
    assert aigul.last
    told = await aigul.press_data(aigul.last, f"survey:{survey_id}")
    assert told
    assert "проводится не у вас" in told
    await foreign.send("📰 Новости")
    await foreign.wait_for("Новости: публикации")
    await foreign.press("Опросы")
    await foreign.wait_for("Пока ни одного")
    async with place.database.writing() as session:
        viewer = await members.view(
            session,
            foreign.id,
            place.app.regulations,
            guess="ru",
            zone=place.app.settings.timezone,
        )
        with pytest.raises(surveys.NotYourSurvey):
            await surveys.reach(session, viewer, survey_id)


async def test_after_the_term_names_and_words_are_gone_and_numbers_stay(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    others = await crowd(place, 1100, 4, "школа № 7")
    await make(place, vera, anonymous=False)
    await take(anna, "Плохо", "Больше овощей")
    await answered(place, others)
    await close(vera)
    _, data = await files_of(anna)
    assert data["surveys"][0]["kept_until"] == "2027-11-18"
    await place.settled()
    clock.move_to(datetime(2027, 11, 18, 4, tzinfo=UTC))
    await run_daily(place)
    assert await count(place, SurveyTaken) == 5
    clock.move_to(datetime(2027, 11, 20, 4, tzinfo=UTC))
    await run_daily(place)
    async with place.database.reading() as session:
        responses = (await session.scalars(select(SurveyResponse))).all()
        words = (await session.scalars(select(SurveyAnswer.text))).all()
        done = {row.kind: row.count for row in await session.scalars(select(Erasure))}
    assert {(r.member_id, r.answered_at) for r in responses} == {(None, None)}
    assert (len(responses), set(words)) == (5, {None})
    assert await count(place, SurveyTaken) == 0
    assert done["surveys"] == 5
    # What was published goes with its own term.
    assert await count(place, Post) == 1
    clock.move_to(datetime(2029, 11, 20, 4, tzinfo=UTC))
    await run_daily(place)
    assert await count(place, Post) == 0
    async with place.database.reading() as session:
        assert not (
            await session.scalars(select(Notice.id).where(Notice.subject == "post:1"))
        ).all()


async def test_a_kazakh_member_answers_in_kazakh(place: Town) -> None:
    vera = await editor(place)
    aigul = await reader(place, 1003, "Нұрланова Айгүл", language="kk")
    await make(place, vera)
    await aigul.wait_for("Сауалнама: Тамақ қалай", after=0)
    await aigul.press("Сұрақтарға жауап беру")
    await aigul.wait_for("Анонимді")
    await aigul.press("Бастау")
    await aigul.wait_for(QUESTION)
    await aigul.press("Хорошо")
    await aigul.wait_for(OWN_WORDS)
    await aigul.press("Артқа")
    await aigul.wait_for(QUESTION)
    await aigul.press("Плохо")
    await aigul.wait_for(OWN_WORDS)
    await aigul.send_sticker()
    await aigul.wait_for("мәтін керек")
    await aigul.press("Өткізіп жіберу")
    await aigul.wait_for("Плохо")
    await aigul.press("Жіберу")
    await aigul.wait_for("Рақмет, жауаптарыңыз қабылданды")


async def test_a_double_tap_leaves_out_one_question_and_drops_one(place: Town) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await vera.send("📰 Новости")
    await vera.wait_for("Новости: публикации")
    for label, said in (
        ("Опросы", "Опросы"),
        ("Новый опрос", "Кого спрашиваем"),
        ("Барнаул, Алтайский край", "О чём опрос"),
    ):
        await vera.press(label)
        await vera.wait_for(said)
    await vera.send(TITLE)
    await vera.wait_for("Название по-казахски")
    await vera.press("Пропустить")
    await vera.wait_for("Анонимно или с именами")
    await vera.press("С именами")
    await vera.wait_for("Вопросов пока нет")
    for asked in ("Что хорошо?", "Что плохо?", "Лишний?"):
        await vera.press("Добавить вопрос")
        await vera.wait_for("Как отвечать")
        await vera.press("Написать своими словами")
        await vera.wait_for("Напишите вопрос")
        await vera.send(asked)
        await vera.wait_for("по-казахски")
        await vera.press("Пропустить")
        await vera.wait_for(asked.replace("?", r"\?"))
    window = vera.messages[-1]
    presses = [vera.press("Убрать последний вопрос", message=window, nowait=True) for _ in "12"]
    await asyncio.gather(*presses)
    await place.settled()
    shown = window.text
    assert "Что плохо?" in shown
    assert "Лишний?" not in shown
    await vera.press("Начать опрос")
    await vera.wait_for("Вопросы после этого не изменить")
    await vera.press("Да")
    await anna.wait_for("Опрос: ", after=0)
    await anna.press("Ответить на вопросы")
    await anna.wait_for("Вопросов: 2")
    await anna.press("Начать")
    first = await anna.wait_for("Что хорошо")
    await asyncio.gather(*(anna.press("Пропустить", message=first, nowait=True) for _ in "12"))
    await place.settled()
    assert "Что плохо?" in first.text
