"""News reach whoever wants them, as he wants them; decisions on his own cases always do."""

from datetime import UTC, datetime

import pytest
import time_machine

from sandbox import Person
from tests.aid.acting import approve, officer
from tests.applications.acting import apply
from tests.legal.acting import answer, ask, lawyer, take
from tests.news.acting import (
    ALMATY,
    copies,
    draft,
    editor,
    jump,
    post,
    publish,
    reader,
    wait,
)
from tests.telegram import Town

ANNA, BORIS, AIGUL = "Петрова Анна Сергеевна", "Сидоров Борис", "Нұрланова Айгүл"


async def open_wishes(human: Person) -> None:
    await human.send("📰 Новости")
    await human.wait_for("Новости")
    await human.press("Как присылать")
    await human.wait_for("Как присылать новости")


async def test_who_switched_the_news_off_has_none_but_hears_of_his_question_and_application(
    place: Town,
) -> None:
    vera, lev = await editor(place), await lawyer(place)
    nina = await officer(place)
    anna = await reader(place, 1001, ANNA)
    boris = await reader(place, 1002, BORIS)
    await post(vera, "Первая новость")
    await anna.wait_for("Первая новость", after=0)
    await open_wishes(anna)
    await anna.press("Не присылать новости")
    await anna.wait_for("новости вам не приходят")
    number, application = await ask(anna), await apply(place, anna)
    await post(vera, "Вторая новость")
    await take(lev, number)
    await answer(lev, number, "Снизить можно не всегда.")
    await anna.wait_for("Снизить можно не всегда", after=0)
    await approve(place, nina, application)
    decided = await anna.wait_for(f"{application}.*одобрен", after=0)
    assert "№ 12" in decided.text
    await boris.wait_for("Вторая новость", after=0)
    await place.settled()
    assert not copies(anna, "Вторая новость")
    await open_wishes(anna)
    await anna.press("Присылать новости")
    await anna.wait_for("Приходят сразу")
    await post(vera, "Третья новость")
    await anna.wait_for("Третья новость", after=0)


async def test_an_answer_comes_in_quiet_hours_and_whatever_is_muted(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera, lev = await editor(place), await lawyer(place)
    anna = await reader(place, 1001, ANNA)
    await open_wishes(anna)
    await anna.press("Рубрики")
    await anna.wait_for("Какие рубрики")
    await anna.press("✓ #ПРОФзащита · Права и защита")
    await anna.wait_until(lambda: "#ПРОФзащита · Права и защита" in anna.buttons)
    number = await ask(anna)
    await take(lev, number)
    # 23:00 in Barnaul.
    await jump(place, clock, datetime(2026, 11, 18, 16, tzinfo=UTC))
    await answer(lev, number, "Ночной ответ.")
    await anna.wait_for("Ночной ответ", after=0)
    await post(vera, "#ПРОФзащита Ночная новость")
    await jump(place, clock, datetime(2026, 11, 19, 2, tzinfo=UTC))
    assert not copies(anna, "Ночная новость")


async def test_news_reach_ones_own_organisation_and_those_below(place: Town) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    aigul = await reader(place, 1003, AIGUL, at=(*ALMATY, "гимназия"), language="kk")
    await post(vera, "Только Барнаулу")
    await anna.wait_for("Только Барнаулу", after=0)
    await place.settled()
    assert not copies(aigul, "Только Барнаулу")
    await aigul.send("📰 Жаңалықтар")
    await aigul.wait_for("Әзірге ештеңе жарияланған жоқ")


@pytest.mark.both
async def test_a_muted_rubric_does_not_come_and_stands_in_the_section(place: Town) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await open_wishes(anna)
    await anna.press("Рубрики")
    await anna.wait_for("Какие рубрики")
    await anna.press("✓ #ПРОФопора · Молодёжь")
    await anna.wait_until(lambda: "#ПРОФопора · Молодёжь" in anna.buttons)
    await post(vera, "#ПРОФопора Слёт молодых педагогов")
    await post(vera, "#ПРОФопора #ПРОФрост Конкурс молодых")
    await anna.wait_for("Конкурс молодых", after=0)
    assert not copies(anna, "Слёт молодых педагогов")
    await anna.send("📰 Новости")
    await anna.wait_for("Страница 1 из 1")
    await anna.press("По рубрикам")
    await anna.wait_for("Какая рубрика")
    await anna.press("#ПРОФопора · Молодёжь")
    await anna.wait_for("Молодёжь")
    await anna.press("Слёт молодых педагогов")
    opened = await anna.wait_for("#ПРОФопора Слёт молодых педагогов")
    assert "Барнаул" in opened.text


async def test_the_section_turns_pages_and_finds_by_words_and_organisation(place: Town) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA, wants=False)
    for number in range(6):
        await post(vera, f"Новость номер {number}")
    await post(vera, "Премия ко дню учителя", place="школа № 7, Барнаул, Алтайский край")
    await anna.send("📰 Новости")
    await anna.wait_for("Страница 1 из 2")
    assert sum(label.startswith("18.11 · ") for label in anna.buttons) == 5
    await anna.press("Следующие")
    await anna.wait_for("Страница 2 из 2")
    assert "18.11 · Новость номер 0" in anna.buttons
    await anna.press("Поиск")
    await anna.wait_for("Что ищете")
    await anna.send("новости номера 3")
    await anna.wait_for("Поиск: «новости номера 3»")
    assert [b for b in anna.buttons if "Новость номер" in b][:1] == ["18.11 · Новость номер 3"]
    await anna.press("По организациям")
    await anna.wait_for("Чьи новости")
    await anna.press("школа № 7")
    await anna.wait_for("школа № 7")
    await anna.press("Все новости")
    await anna.wait_for("Страница 1 из 2")


async def test_a_kazakh_reader_has_the_kazakh_text_or_the_russian_with_a_mark(
    place: Town,
) -> None:
    vera = await editor(place)
    aigul = await reader(place, 1003, AIGUL, language="kk")
    await post(vera, "Только по-русски")
    marked = await aigul.wait_for("Только по-русски", after=0)
    assert "Қазақша мәтіні жоқ" in marked.text
    await draft(vera, "На двух языках")
    await vera.press("Текст по-казахски")
    await vera.wait_for("Пришлите текст по-казахски")
    await vera.send("Екі тілде")
    await vera.wait_for("по-казахски есть")
    await publish(vera)
    own = await aigul.wait_for("Екі тілде", after=0)
    assert "жоқ" not in own.text


@pytest.mark.both
async def test_quiet_hours_are_the_readers_own_and_nothing_is_lost(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera = await editor(place, scope=())
    anna = await reader(place, 1001, ANNA)
    moscow = await reader(place, 1002, BORIS)
    await moscow.send("🪪 Профиль")
    await moscow.wait_for("Сидоров")
    await moscow.press("Часовой пояс")
    await moscow.wait_for("Который у вас час")
    await moscow.press("Москва")
    await moscow.wait_for("Сидоров")
    # 22:30 in Barnaul, 18:30 in Moscow.
    await jump(place, clock, datetime(2026, 11, 18, 15, 30, tzinfo=UTC))
    await post(vera, "Вечерняя новость", place.app.regulations.union.name.ru)
    await moscow.wait_for("Вечерняя новость", after=0)
    await wait(place, clock, hours=9)
    assert not copies(anna, "Вечерняя новость")
    # 8:00 in Barnaul.
    await jump(place, clock, datetime(2026, 11, 19, 1, 0, 30, tzinfo=UTC))
    assert len(copies(anna, "Вечерняя новость")) == 1
    await wait(place, clock, hours=2)
    assert len(copies(anna, "Вечерняя новость")) == 1
    assert len(copies(moscow, "Вечерняя новость")) == 1


async def test_who_wants_no_quiet_hours_hears_at_night(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    boris = await reader(place, 1002, BORIS)
    await open_wishes(anna)
    await anna.press("Тихие часы")
    await anna.wait_for("С какого часа")
    await anna.press("Без тихих часов")
    await anna.wait_for("Тихих часов нет")
    await open_wishes(boris)
    await boris.press("Тихие часы")
    await boris.wait_for("С какого часа")
    await boris.press("23:00")
    await boris.wait_for("до какого часа")
    await boris.press("10:00")
    await boris.wait_for("Тихие часы: 23:00–10:00")
    await jump(place, clock, datetime(2026, 11, 18, 17, tzinfo=UTC))
    await post(vera, "В полночь")
    await anna.wait_for("В полночь", after=0)
    await jump(place, clock, datetime(2026, 11, 19, 2, tzinfo=UTC))
    assert not copies(boris, "В полночь")
    await jump(place, clock, datetime(2026, 11, 19, 3, 1, tzinfo=UTC))
    assert len(copies(boris, "В полночь")) == 1
