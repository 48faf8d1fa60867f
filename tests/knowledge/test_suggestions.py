"""Articles that spare a question: what is offered, and what becomes of the question."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from bot.cases.models import Case, CaseMessage
from bot.knowledge.jobs import forget_unanswered, tell_of_overdue
from bot.knowledge.models import QuestionArticle, Unanswered
from bot.members.models import Role
from sandbox import Person
from tests.legal.acting import begin, card_of, lawyer, said_to, submit
from tests.telegram import Town

REDUCED = "сократили, что положено"
TITLE = "Увольнение по сокращению: что положено"
ASKED_BEFORE = "Похоже на то, о чём уже спрашивали"


async def anna_of(place: Town) -> Person:
    return await place.member(1001, "Петрова Анна Сергеевна")


async def suggested(person: Person, text: str = REDUCED) -> None:
    await begin(person)
    await person.send(text)
    await person.wait_for(ASKED_BEFORE)


async def rows(place: Town, table: type) -> list[object]:
    async with place.database.reading() as session:
        return list(await session.scalars(select(table)))


async def test_up_to_three_articles_come_with_title_and_date(place: Town) -> None:
    anna = await anna_of(place)
    await begin(anna)
    await anna.send(REDUCED)
    screen = await anna.wait_for(ASKED_BEFORE)
    assert [TITLE] in screen.buttons
    assert f"• {TITLE} (обновлено 22 ноября" in screen.text
    # Articles, the way to the lawyer, and back with cancel.
    assert len(screen.buttons) <= 5
    assert ["Спросить юриста"] in screen.buttons


@pytest.mark.both
async def test_what_helped_ends_with_thanks_and_nothing_in_the_queue(place: Town) -> None:
    anna, leo = await anna_of(place), await lawyer(place)
    await suggested(anna)
    await anna.press(TITLE)
    opened = await anna.wait_for("выходное пособие")
    assert "Юрист профсоюза эту статью ещё не подтвердил" in opened.text
    await anna.press("Помогло", nowait=True)
    await anna.press("Помогло", nowait=True)
    await anna.wait_for("Спасибо")
    await place.settled()
    assert len(said_to(anna, "Спасибо")) == 1
    assert await rows(place, Case) == []
    assert await rows(place, CaseMessage) == []
    assert await rows(place, QuestionArticle) == []
    assert not said_to(leo, "ВЮ-")


@pytest.mark.both
async def test_what_did_not_help_goes_to_the_lawyer_with_the_article(place: Town) -> None:
    anna, leo = await anna_of(place), await lawyer(place)
    await suggested(anna)
    await anna.press(TITLE)
    await anna.wait_for("выходное пособие")
    await anna.press("Не помогло")
    summary = await anna.wait_for("Проверьте перед отправкой")
    assert REDUCED in summary.text
    number = await submit(anna)
    await leo.wait_for(number, after=0)
    assert f"Видел(а) статьи: «{TITLE}» — не помогло" in card_of(leo, number).text


async def test_an_opened_article_is_named_without_a_verdict(place: Town) -> None:
    anna, leo = await anna_of(place), await lawyer(place)
    await suggested(anna)
    await anna.press(TITLE)
    await anna.wait_for("выходное пособие")
    await anna.press("Назад")
    await anna.wait_for(ASKED_BEFORE)
    await anna.press("Спросить юриста")
    await anna.wait_for("Проверьте перед отправкой")
    number = await submit(anna)
    await leo.wait_for(number, after=0)
    assert f"Видел(а) статьи: «{TITLE}»" in card_of(leo, number).text
    assert "не помогло" not in card_of(leo, number).text


async def test_more_shows_steps_and_law_and_back_goes_step_by_step(place: Town) -> None:
    anna = await anna_of(place)
    await suggested(anna)
    await anna.press(TITLE)
    await anna.wait_for("выходное пособие")
    await anna.press("Подробнее")
    whole = await anna.wait_for("На что сослаться")
    assert "ст. 180 ТК РФ" in whole.text
    assert ["Помогло", "Не помогло"] in whole.buttons
    await anna.press("Назад")
    await anna.wait_for("выходное пособие")
    await anna.press("Назад")
    await anna.wait_for(ASKED_BEFORE)


async def test_one_button_skips_them_and_no_article_is_on_the_card(place: Town) -> None:
    anna, leo = await anna_of(place), await lawyer(place)
    await suggested(anna)
    await anna.press("Спросить юриста")
    await anna.wait_for("Проверьте перед отправкой")
    number = await submit(anna)
    await leo.wait_for(number, after=0)
    assert "Видел(а)" not in card_of(leo, number).text


async def test_an_urgent_question_is_never_delayed(place: Town) -> None:
    anna = await anna_of(place)
    await begin(anna)
    await anna.press("Срочно: увольняют, взыскание, суд")
    await anna.wait_for("Что случилось")
    await anna.press("Увольнение")
    await anna.wait_for("приказа об увольнении")
    await anna.press("Пропустить")
    await anna.wait_for("Опишите, что случилось")
    await anna.send(REDUCED)
    await anna.wait_for("Проверьте перед отправкой")
    assert not said_to(anna, ASKED_BEFORE)


async def test_files_alone_are_no_words_to_search_by(place: Town) -> None:
    anna = await anna_of(place)
    await begin(anna)
    await anna.send_voice()
    await anna.wait_for("Голосовое сохранил")
    assert not said_to(anna, ASKED_BEFORE)
    assert await rows(place, Unanswered) == []


async def test_what_is_written_at_the_articles_is_kept(place: Town) -> None:
    anna = await anna_of(place)
    await suggested(anna)
    await anna.send_photo()
    screen = await anna.wait_for("Получено 1")
    assert ASKED_BEFORE in screen.text
    await anna.press("Спросить юриста")
    summary = await anna.wait_for("Проверьте перед отправкой")
    assert "Получено 1" in summary.text


async def test_what_nothing_answers_is_noted_without_its_person_for_a_year(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await anna_of(place)
    for _ in range(2):
        await begin(anna)
        await anna.send("Где взять логин от личного кабинета?")
        await anna.wait_for("Проверьте перед отправкой")
        await submit(anna)
    (noted,) = await rows(place, Unanswered)
    assert isinstance(noted, Unanswered)
    assert noted.text == "Где взять логин от личного кабинета?"
    assert noted.language == "ru"
    for moment, left in (
        (datetime(2027, 11, 18, 4, tzinfo=UTC), 1),
        (datetime(2027, 11, 20, 4, tzinfo=UTC), 0),
    ):
        clock.move_to(moment)
        await forget_unanswered(place.database, place.app.regulations)
        assert len(await rows(place, Unanswered)) == left


async def test_a_kazakh_member_reads_of_his_own_law_in_his_language(place: Town) -> None:
    kairat = await place.member(
        1003, "Қайратов Қайрат", at=("Казахстан", "Алматы", "№ 5 мектеп"), language="kk"
    )
    await kairat.send("⚖️ Заңгерге сұрақ")
    await kairat.wait_for("Не болғанын жазыңыз")
    await kairat.send("Мені штат қысқаруына байланысты жұмыстан шығарып жатыр")
    screen = await kairat.wait_for("Бұрын сұралғанға ұқсайды")
    title = screen.buttons[0][0]
    assert title == "Штат қысқаруы: не тиесілі"
    await kairat.press(title)
    opened = await kairat.wait_for("өтемақы")
    assert "Қазақша мәтіні әзірге жоқ" not in opened.text


async def test_the_draft_is_taken_up_at_the_articles(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await anna_of(place)
    await suggested(anna)
    clock.move_to(datetime(2026, 11, 19, 4, tzinfo=UTC))
    await anna.send("⚖️ Вопрос юристу")
    await anna.wait_for("Продолжить черновик")
    await anna.press("Продолжить")
    await anna.wait_for(ASKED_BEFORE)


async def test_the_head_lawyer_hears_once_that_articles_are_due(
    place: Town, clock: time_machine.Traveller
) -> None:
    leo = await lawyer(place, role=Role.HEAD_LAWYER)
    clock.move_to(datetime(2027, 5, 23, 4, tzinfo=UTC))
    for _ in range(2):
        await tell_of_overdue(place.database, place.app.regulations)
    told = await leo.wait_for("Пора проверить статьи", after=0)
    assert TITLE in told.text
    await place.settled()
    assert len(said_to(leo, "Пора проверить статьи")) == 1
    anna = await anna_of(place)
    await suggested(anna)
    await anna.press(TITLE)
    await anna.wait_for("Срок проверки прошёл")
