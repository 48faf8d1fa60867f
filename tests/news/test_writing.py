"""Writing news: what readers see, when it goes out, what becomes of its copies."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
import time_machine

from bot.news import moments
from bot.news.models import Post, PostStatus
from bot.news.words import plain
from sandbox import Message, Person
from sandbox.people import media
from tests.legal.acting import audited
from tests.news.acting import (
    ALMATY,
    begin_post,
    copies,
    draft,
    editor,
    jump,
    post,
    publish,
    reader,
    run_jobs,
    the_post,
    wait,
)
from tests.telegram import Town

ANNA, BORIS = "Петрова Анна Сергеевна", "Сидоров Борис"
# Thursday, 9:00 in Barnaul.
NINE = datetime(2026, 11, 19, 2, tzinfo=UTC)


async def test_formatting_links_and_a_photo_reach_the_reader(place: Town) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await begin_post(vera)
    await vera.send_photo(caption="Турслёт: подробности на https://example.org a < b")
    await vera.wait_for("Файлов: 1")
    await vera.press("Посмотреть, как увидят")
    shown = await vera.wait_for("Турслёт: подробности")
    assert shown.media == "photo"
    await publish(vera)
    got = await anna.wait_for("Турслёт: подробности", after=0)
    assert got.media == "photo"
    assert "a < b" in got.caption
    assert "Барнаул" in got.caption


@pytest.mark.both
async def test_an_album_comes_as_one_album_and_its_edit_changes_it(place: Town) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await begin_post(vera)
    await vera.send_album([("photo", None), ("photo", None), ("photo", None)], caption="Слёт")
    await vera.wait_for("Файлов: 3")
    await publish(vera)
    first = await anna.wait_for("Слёт", after=0)
    group = first.raw["media_group_id"]
    items = [m for m in anna.messages if m.raw.get("media_group_id") == group]
    assert len(items) == 3
    await vera.press("Текст по-русски")
    await vera.wait_for("Новость уже вышла")
    await vera.send("Слёт перенесён")
    await vera.wait_for("по-русски есть")
    await anna.wait_until(lambda: copies(anna, "Слёт перенесён"))
    await place.settled()
    assert copies(anna, "Слёт перенесён")[0].id == first.id
    await vera.press("Отозвать")
    await vera.wait_for("Отозвать «")
    await vera.press("Да")
    await vera.wait_for("Отозвана.")
    await place.settled()
    assert not [m for m in anna.messages if m.raw.get("media_group_id") == group]


async def sound(human: Person, caption: str) -> Message:
    file = human.telegram.add_file("audio", "song.mp3", "audio/mpeg", b"a song")
    return human.say(media(file, caption))


async def test_a_video_a_document_and_sound_come_as_they_are_and_are_taken_back(
    place: Town,
) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    sending: dict[str, Callable[[], Awaitable[Message]]] = {
        "video": partial(vera.send_video, b"a film", "Смотрите"),
        "document": partial(vera.send_document, "устав.pdf", b"%PDF-1.4", caption="Читайте"),
        "audio": partial(sound, vera, "Слушайте"),
    }
    for kind, send in sending.items():
        await begin_post(vera)
        sent = await send()
        await vera.wait_for("Файлов: 1")
        await vera.press("Посмотреть, как увидят")
        assert (await vera.wait_for(sent.caption)).media == kind
        await publish(vera)
        got = await anna.wait_for(sent.caption, after=0)
        assert got.media == kind
        assert got.files[0].content() == sent.files[0].content()
        await vera.press("Текст по-русски")
        await vera.wait_for("Новость уже вышла")
        await vera.send(f"Иначе: {kind}")
        await anna.wait_until(partial(copies, anna, f"Иначе: {kind}"))
        await vera.wait_for("по-русски есть")
        await vera.press("Отозвать")
        await vera.wait_for("Отозвать «")
        await vera.press("Да")
        await vera.wait_for("Отозвана.")
        await place.settled()
        assert not copies(anna, f"Иначе: {kind}")
    await begin_post(vera)
    await vera.send_voice()
    await vera.wait_for("Это в новость не поместить")


async def test_words_too_long_for_a_caption_stand_apart_and_whole(place: Town) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await begin_post(vera)
    await vera.send_photo()
    await vera.wait_for("Файлов: 1")
    await vera.press("Текст по-русски")
    await vera.wait_for("Пришлите текст")
    await vera.send("Длинно " * 300)
    await vera.wait_for("по-русски есть")
    await publish(vera)
    got = await anna.wait_for("Длинно Длинно", after=0)
    assert got.text.count("Длинно") == 300
    assert [m.media for m in anna.messages if m.media] == ["photo"]


async def test_an_edit_reaches_copies_and_nobody_gets_a_second_one(place: Town) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    boris = await reader(place, 1002, BORIS)
    await post(vera, "Собрание в пятницу")
    await anna.wait_for("Собрание в пятницу", after=0)
    thrown = await boris.wait_for("Собрание в пятницу", after=0)
    await place.settled()
    await boris.delete(thrown)
    await vera.press("Текст по-русски")
    await vera.wait_for("Новость уже вышла")
    await vera.send("Собрание в субботу")
    await anna.wait_until(lambda: copies(anna, "Собрание в субботу"))
    await place.settled()
    assert not copies(anna, "пятницу")
    assert len(copies(anna, "Собрание")) == 1
    # Whoever threw it away is not sent it once more.
    assert not copies(boris, "Собрание")


async def test_scheduled_goes_out_at_its_time_once(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await draft(vera, "Утренняя новость")
    await vera.press("Назначить время")
    asked = await vera.wait_for("Когда опубликовать")
    assert "Барнаул" in asked.text
    await vera.send("когда-нибудь")
    await vera.wait_for("Нужны день и время")
    await vera.send("вчера 9:00")
    await vera.wait_for("Нужны день и время")
    await vera.send("завтра 9:00")
    shown = await vera.wait_for("Выйдет: 19 ноября, 09:00")
    assert "Выйдет: 19 ноября, 09:00 (Барнаул, UTC+7)." in shown.text
    await jump(place, clock, NINE - timedelta(minutes=1))
    assert not copies(anna, "Утренняя новость")
    await jump(place, clock, NINE + timedelta(seconds=5))
    await run_jobs(place)
    assert len(copies(anna, "Утренняя новость")) == 1


async def test_unscheduled_stays_a_draft(place: Town, clock: time_machine.Traveller) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await draft(vera, "Утренняя новость")
    await vera.press("Назначить время")
    await vera.wait_for("Когда опубликовать")
    await vera.send("19.11 9:00")
    await vera.wait_for("Выйдет: 19 ноября, 09:00")
    await vera.press("Не публиковать по времени")
    await vera.wait_for("Черновик")
    await jump(place, clock, NINE + timedelta(hours=1))
    assert not copies(anna, "Утренняя новость")
    await vera.press("Удалить черновик")
    await vera.wait_for("Удалить черновик «")
    await vera.press("Да")
    await vera.wait_for("Пока ничего не написано")


@pytest.mark.both
async def test_who_blocked_is_left_out_and_comes_back_by_himself(place: Town) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    boris = await reader(place, 1002, BORIS)
    # The bot does not know yet.
    boris.account.blocked = True
    await post(vera, "Первая")
    await anna.wait_for("Первая", after=0)
    await run_jobs(place)
    await vera.wait_for("Доставлено: 1. Ждут отправки: 0. Заблокировали бота: 1", after=0)
    await post(vera, "Вторая")
    await anna.wait_for("Вторая", after=0)
    await run_jobs(place)
    await vera.wait_for("Доставлено: 1. Ждут отправки: 0. Заблокировали бота: 0", after=0)
    await boris.unblock()
    await place.settled()
    # What met the block is sent once while it is fresh; what came meanwhile is in the section.
    assert len(copies(boris, "Первая")) == 1
    assert not copies(boris, "Вторая")
    await post(vera, "Третья")
    await boris.wait_for("Третья", after=0)


async def test_who_is_back_after_days_is_not_sent_old_news(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera = await editor(place)
    boris = await reader(place, 1002, BORIS)
    boris.account.blocked = True
    await post(vera, "Давняя")
    await wait(place, clock, days=3)
    await boris.unblock()
    await place.settled()
    assert not copies(boris, "Давняя")


async def test_a_refused_copy_is_counted_as_failed_and_alarms_nobody(place: Town) -> None:
    vera = await editor(place)
    admin = await place.member(9001, "Админов Пётр")
    await place.give_role(admin, "admin")
    await reader(place, 1001, ANNA)
    await draft(vera, "Не дойдёт")
    await vera.press("Опубликовать")
    await vera.wait_for("Опубликовать «")
    post_id = (await the_post(place)).id
    async with place.database.writing() as session:
        found = await session.get_one(Post, post_id)
        found.text_ru = "<b>не закрыт"
    await vera.press("Опубликовать сейчас")
    await place.settled()
    await run_jobs(place)
    await vera.wait_for("Не дошло: 1", after=0)
    assert not copies(admin, "не доставлено")


async def test_someone_elses_organisation_is_refused_and_audited(place: Town) -> None:
    vera = await editor(place)
    foreign = await editor(place, 3002, "Чужаков Олег", scope=ALMATY)
    await draft(vera, "Своя новость")
    theirs = await the_post(place)
    assert foreign.last
    told = await foreign.press_data(foreign.last, f"news:card:{theirs.id}")
    assert told
    assert "Нет доступа: это другая организация" in told
    assert await audited(place, foreign, "news-refused") == 1


async def test_an_editor_whose_role_ended_has_no_newsroom(place: Town) -> None:
    vera = await editor(place)
    await reader(place, 1001, ANNA)
    await post(vera, "Последняя")
    await place.revoke("editor", str(vera.id))
    await place.settled()
    assert vera.last
    told = await vera.press_data(vera.last, f"news:card:{(await the_post(place)).id}")
    assert told
    assert "Нет доступа" in told
    await vera.send("📰 Новости")
    await vera.wait_for("Нажмите на новость|Пока ничего")


async def test_five_taps_publish_once(place: Town) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await draft(vera, "Одна новость")
    await vera.press("Опубликовать")
    sure = await vera.wait_for("Опубликовать «")
    (data,) = [
        b["callback_data"]
        for row in sure.raw["reply_markup"]["inline_keyboard"]
        for b in row
        if b["text"] == "Опубликовать сейчас"
    ]
    await asyncio.gather(*(vera.press_data(sure, data) for _ in range(5)))
    await anna.wait_for("Одна новость", after=0)
    await place.settled()
    assert len(copies(anna, "Одна новость")) == 1
    assert await audited(place, vera, "post-published") == 1


# The process was down


async def test_down_over_its_time_it_goes_out_late_on_the_same_day(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await draft(vera, "Запоздалая")
    await vera.press("Назначить время")
    await vera.wait_for("Когда опубликовать")
    await vera.send("завтра 9:00")
    await vera.wait_for("Выйдет")
    # Nothing ran from 9:00 to 15:00.
    await jump(place, clock, NINE + timedelta(hours=6))
    assert len(copies(anna, "Запоздалая")) == 1


async def test_down_for_a_day_it_is_missed_and_its_editor_told(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await draft(vera, "Пропущенная")
    await vera.press("Назначить время")
    await vera.wait_for("Когда опубликовать")
    await vera.send("завтра 9:00")
    await vera.wait_for("Выйдет")
    await jump(place, clock, NINE + timedelta(hours=20))
    told = await vera.wait_for("«Пропущенная» не вышла", after=0)
    assert "19 ноября, 09:00" in told.text
    assert not copies(anna, "Пропущенная")
    assert (await the_post(place)).status is PostStatus.MISSED
    await vera.press("Открыть публикацию")
    await vera.wait_for("Не вышла вовремя")
    await vera.press("Опубликовать")
    await vera.wait_for("Опубликовать «")
    await vera.press("Опубликовать сейчас")
    await vera.wait_for("Опубликована.")
    await jump(place, clock, NINE + timedelta(hours=30))
    assert len(copies(anna, "Пропущенная")) == 1


async def test_down_over_the_end_of_quiet_hours_readers_are_counted_and_the_editor_told(
    place: Town, clock: time_machine.Traveller
) -> None:
    vera = await editor(place)
    anna = await reader(place, 1001, ANNA)
    await jump(place, clock, datetime(2026, 11, 18, 16, tzinfo=UTC))
    await post(vera, "Ночная")
    await jump(place, clock, datetime(2026, 11, 20, 3, tzinfo=UTC))
    assert not copies(anna, "Ночная")
    told = await vera.wait_for("не пришла части подписчиков", after=0)
    assert "Таких: 1" in told.text


# Arithmetic

NOW = datetime(2026, 11, 18, 4, tzinfo=UTC)
BARNAUL_ZONE = ZoneInfo("Asia/Barnaul")


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("18:30", (18, 18, 30)),
        ("9:00", (19, 9, 0)),
        ("завтра 9:00", (19, 9, 0)),
        ("ертең сағат 9.00", (19, 9, 0)),
        ("сегодня в 18:30", (18, 18, 30)),
        ("27.11 09:00", (27, 9, 0)),
        ("27.11.2026, 09:00", (27, 9, 0)),
    ],
)
def test_a_moment_is_read_as_people_write_it(typed: str, local: tuple[int, int, int]) -> None:
    found = moments.read(typed, NOW, BARNAUL_ZONE)
    assert found
    assert (found.day, found.hour, found.minute) == local


@pytest.mark.parametrize("typed", ["", "скоро", "25:00", "31.02 10:00", "вчера 9:00", "27.11"])
def test_what_is_no_moment_is_not_taken_for_one(typed: str) -> None:
    assert moments.read(typed, NOW, BARNAUL_ZONE) is None


def test_a_day_that_is_past_is_next_years() -> None:
    found = moments.read("10.01 9:00", NOW, BARNAUL_ZONE)
    assert found
    assert found.year == 2027


def test_next_year_has_no_such_day() -> None:
    march = datetime(2028, 3, 10, 4, tzinfo=UTC)
    assert moments.read("29.02 9:00", march, BARNAUL_ZONE) is None


def test_plain_words_have_no_markup() -> None:
    assert plain("<b>a &lt; b</b> &amp; <i>c</i>") == "a < b & c"
