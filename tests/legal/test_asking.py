"""Asking the lawyer: from the first word to the number."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import func, select, update

from bot.cases.models import Case, Paper, Status
from bot.members.models import Membership
from sandbox import Person, Sandbox
from sandbox.models import Message
from tests.legal.acting import (
    ask,
    begin,
    card_of,
    case_with,
    lawyer,
    messages_with,
    number_in,
    papers_with,
    said_to,
    send_late,
    submit,
    take,
    write,
)
from tests.telegram import TOKEN, Town, bot_in

MAIN_MENU = "⚖️ Вопрос юристу"


async def test_the_shortest_way_to_the_number_is_two_screens(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await place.settled()
    before = len([m for m in anna.messages if m.from_bot])
    number = await ask(anna, "Директор снял мне стимулирующую часть. Законно ли это?")
    assert number == "ВЮ-2026-000001"
    # The text, the last look, and the number itself.
    assert len([m for m in anna.messages if m.from_bot]) == before + 3
    accepted = said_to(anna, "принят")[0]
    assert "до понедельника, 23 ноября" in accepted


async def test_all_of_the_summary_is_on_it(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await begin(anna)
    await anna.send_photo(caption="Директор снял стимулирующую часть.")
    summary = await anna.wait_for("Проверьте перед отправкой")
    assert "Директор снял стимулирующую часть." in summary.text
    assert "Получено 1: 1 фотография" in summary.text
    assert "Оплата труда" in summary.text
    assert "юристы профсоюза" in summary.text
    assert summary.buttons[0] == ["Отправить"]
    assert len(summary.buttons) <= 5


@pytest.mark.both
async def test_the_urgent_way_names_the_last_day_in_five_screens(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна", phone="79130000001")
    leo = await lawyer(place)
    await begin(anna)
    await anna.press("Срочно: увольняют, взыскание, суд")
    await anna.wait_for("Что случилось")
    await anna.press("Увольнение")
    await anna.wait_for("приказа об увольнении")
    await anna.send("2 ноября")
    told = await anna.wait_for("последний день")
    assert "2 декабря" in told.text
    assert "ст. 392 ТК РФ" in told.text
    assert "в течение месяца" in told.text
    await anna.send("Уволили за прогул, которого не было.")
    summary = await anna.wait_for("Проверьте перед отправкой")
    assert "2 декабря" in summary.text
    await anna.press("Позвонить мне: +7 913 …01")
    await anna.wait_for("Юрист позвонит")
    await submit(anna)
    card = await leo.wait_for("Срочно: по закону последний день 2 декабря")
    assert "+79130000001" not in card.text
    await leo.press("Взять")
    await leo.wait_for("Просит позвонить: .79130000001")
    # Text, matter, date, text again, summary; one more message came of the call's button.
    screens = ("Опишите, что случилось", "Что случилось?", "Когда вам вручили", "Проверьте")
    assert [len(said_to(anna, words)) <= 2 for words in screens] == [True] * 4


async def test_the_text_may_come_first_and_the_urgency_after_it(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await write(anna, "Объявили выговор.")
    await anna.press("Это срочно")
    await anna.wait_for("Текст сохранил")
    await anna.press("Взыскание")
    await anna.wait_for("Когда вы узнали о взыскании")
    await anna.press("Вчера")
    summary = await anna.wait_for("Проверьте перед отправкой")
    assert "Объявили выговор." in summary.text
    assert "17 февраля 2027" in summary.text
    number = await submit(anna)
    # Urgent: a working day instead of three.
    assert "до четверга, 19 ноября" in said_to(anna, number, "принят")[0]


async def test_a_kazakh_member_gets_the_terms_of_his_own_law(place: Town) -> None:
    kairat = await place.member(
        1003, "Қайратов Қайрат", at=("Казахстан", "Алматы", "№ 5 мектеп"), language="kk"
    )
    await kairat.send("⚖️ Заңгерге сұрақ")
    await kairat.wait_for("Не болғанын жазыңыз")
    await kairat.press("Шұғыл: жұмыстан шығару, жаза, сот")
    await kairat.wait_for("Не болды")
    await kairat.press("Жұмыстан шығару")
    await kairat.wait_for("02.11.2026 немесе 2 қараша")
    await kairat.send("2 қараша")
    told = await kairat.wait_for("соңғы күн")
    assert "ҚР Еңбек кодексінің" in told.text
    assert "2 желтоқсан" in told.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("20.12.2026", "ещё не наступила"),
        ("1 декабря", "ещё не наступила"),
        ("когда-то осенью", "Нужна дата, например"),
        ("32.13.2026", "Нужна дата, например"),
    ],
)
async def test_a_date_that_cannot_be_meant_is_asked_for_again(
    place: Town, typed: str, said: str
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await to_date(anna)
    await anna.send(typed)
    await anna.wait_for(said)
    await anna.send("2.11")
    await anna.wait_for("2 декабря")


async def to_date(anna: Person) -> None:
    await begin(anna)
    await anna.press("Срочно: увольняют, взыскание, суд")
    await anna.wait_for("Что случилось")
    await anna.press("Увольнение")
    await anna.wait_for("приказа об увольнении")


async def test_what_is_sent_at_the_date_is_kept_for_the_question(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await to_date(anna)
    await anna.send_sticker()
    await anna.wait_for("^Нужна дата")
    await anna.send_photo()
    await anna.wait_for("Это сохранил")
    await anna.send("Директор вызвал меня и сказал, что я уволена за прогул, а прогула не было")
    await anna.wait_for("Это сохранил")
    await anna.press("Пропустить")
    summary = await anna.wait_for("Проверьте перед отправкой")
    assert "прогула не было" in summary.text
    assert "Получено 1" in summary.text
    assert "в течение месяца" in summary.text


async def test_without_a_date_it_is_urgent_all_the_same(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await to_date(anna)
    await anna.press("Пропустить")
    await anna.wait_for("Опишите, что случилось")
    await anna.send("Увольняют завтра.")
    await anna.wait_for("Проверьте перед отправкой")
    await submit(anna)
    await leo.wait_for("Срочно")


@pytest.mark.both
async def test_a_draft_survives_the_end_of_the_process_and_a_day(
    database_url: str, tmp_path: Path, clock: time_machine.Traveller
) -> None:
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            anna = await Town(app, box).member(1001, "Петрова Анна Сергеевна")
            await begin(anna)
            await anna.send_photo(caption="Уволили, помогите.")
            await anna.wait_for("Проверьте перед отправкой")
            await anna.press("Это срочно")
            await anna.wait_for("Текст сохранил")
            await anna.press("Увольнение")
            await anna.wait_for("приказа об увольнении")
        clock.move_to(datetime(2026, 11, 19, 4, tzinfo=UTC))
        async with bot_in(box, database_url, tmp_path):
            await anna.send(MAIN_MENU)
            offered = await anna.wait_for("Продолжить черновик")
            assert "Уволили, помогите." in offered.text
            assert "1 фотография" in offered.text
            await anna.press("Продолжить")
            await anna.wait_for("приказа об увольнении")
            await anna.send("2 ноября")
            summary = await anna.wait_for("Проверьте перед отправкой")
            assert "Уволили, помогите." in summary.text
            assert "2 декабря" in summary.text
            assert "Получено 1" in summary.text
            await submit(anna)


async def test_back_erases_nothing(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await write(anna, "Объявили выговор.")
    for way in ("Изменить текст", "Изменить тему", "Добавить файл", "Это срочно"):
        await anna.press(way)
        await anna.press("⬅️ Назад")
        summary = await anna.wait_for("Проверьте перед отправкой")
        assert "Объявили выговор." in summary.text
    # A press that was taken back chose nothing.
    assert "встанет первым" not in summary.text
    await anna.press("Это срочно")
    await anna.wait_for("Что случилось")
    await anna.press("Взыскание")
    await anna.wait_for("Когда вы узнали")
    await anna.send("2 ноября")
    await anna.wait_for("2 февраля 2027")
    await anna.press("Срок")
    await anna.wait_for("Что случилось")
    await anna.press("⬅️ Назад")
    summary = await anna.wait_for("Проверьте перед отправкой")
    assert "Объявили выговор." in summary.text
    assert "2 февраля 2027" in summary.text


async def test_start_anew_asks_nothing_more(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await write(anna, "Объявили выговор.")
    await anna.send("/start")
    await anna.wait_for("Продолжить черновик")
    await anna.press("Начать заново")
    await anna.wait_for("Опишите, что случилось")
    await anna.send("Совсем другое.")
    summary = await anna.wait_for("Проверьте перед отправкой")
    assert "выговор" not in summary.text


async def test_a_menu_label_in_mid_form_is_a_press_and_the_draft_stays(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await write(anna, "Объявили выговор.")
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Мои обращения")
    await anna.send(MAIN_MENU)
    offered = await anna.wait_for("Продолжить черновик")
    assert "Объявили выговор." in offered.text
    assert "Мои обращения" not in offered.text
    await anna.press("Продолжить")
    await anna.wait_for("Проверьте перед отправкой")


async def test_leaving_the_form_keeps_what_was_written(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await write(anna, "Объявили выговор.")
    await anna.press("✖️ Отмена")
    await anna.wait_for("Черновик сохранён")
    await anna.send(MAIN_MENU)
    await anna.wait_for("Объявили выговор.")


async def test_new_words_take_the_place_of_the_old_ones(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await write(anna, "Старые слова.")
    await anna.press("Изменить текст")
    await anna.wait_for("Напишите заново")
    await anna.send("Новые слова.")
    summary = await anna.wait_for("Проверьте перед отправкой")
    assert "Старые" not in summary.text
    number = await submit(anna)
    await leo.wait_for("Новые слова.")
    assert "Старые" not in card_of(leo, number).text


async def test_the_topic_may_be_chosen(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await write(anna, "Не понимаю, что делать.")
    await anna.press("Изменить тему")
    await anna.wait_for("О чём ваш вопрос")
    await anna.press("Отпуск")
    await anna.wait_for("Тема: Отпуск")
    await submit(anna)
    await leo.wait_for("Отпуск")


@pytest.mark.both
async def test_five_taps_on_send_make_one_question(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    summary = await write(anna, "Объявили выговор.")
    data = summary.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for _ in range(5):
        await anna.press_data(summary, data, nowait=True)
    await anna.wait_for("принят")
    await place.settled()
    assert len(said_to(anna, "принят")) == 1
    assert [number_in(m) for m in leo.messages if m.from_bot and "ВЮ-" in m.text] == [
        "ВЮ-2026-000001"
    ]
    # The other four taps open nothing.
    assert "принят" in ((anna.last and anna.last.text) or "")


async def test_a_button_of_an_old_screen_opens_the_current_one(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    summary = await write(anna, "Объявили выговор.")
    data = summary.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Мои обращения")
    assert "Открыл то" in str(await anna.press_data(summary, data))
    await anna.wait_for("Мои обращения")
    await place.settled()
    assert not said_to(anna, "принят")


@pytest.mark.parametrize("gap", [0.0, 0.3])
async def test_an_album_of_eight_is_all_on_the_question(place: Town, gap: float) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await begin(anna)
    await place.settled()
    before = len([m for m in anna.messages if m.from_bot])
    await anna.send_album([("photo",)] * 8, gap=gap, caption="Вот приказ.")
    await anna.wait_for("Получено 8")
    await place.settled()
    assert len([m for m in anna.messages if m.from_bot]) == before + 1
    number = await submit(anna)
    assert len(await papers_with(place, number)) == 8


@pytest.mark.both
async def test_items_of_an_album_that_come_after_the_number_are_attached(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await begin(anna)
    sent = await anna.send_album([("photo",)] * 2, caption="Вот приказ.")
    await anna.wait_for("Получено 2")
    number = await submit(anna)
    group = sent[0].raw["media_group_id"]
    for _ in range(6):
        send_late(anna, group)
    await anna.wait_for("Получено 8")
    await place.settled()
    assert len(await papers_with(place, number)) == 8
    assert len(said_to(anna, "Добавил эти файлы")) == 1
    assert "8 фотографий" in card_of(leo, number).text


async def test_items_that_come_after_the_form_was_left_go_to_its_draft(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await begin(anna)
    sent = await anna.send_album([("photo",)] * 2, caption="Вот приказ.")
    await anna.wait_for("Получено 2")
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Мои обращения")
    send_late(anna, sent[0].raw["media_group_id"])
    await anna.wait_for("в черновик. Получено 3")
    await anna.send(MAIN_MENU)
    await anna.wait_for("3 фотографии")


async def test_a_file_that_is_too_big_is_refused_and_its_words_are_kept(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await begin(anna)
    await anna.send_document("скан.pdf", size=30 * 1024 * 1024)
    refusal = await anna.wait_for("30 МБ")
    assert "до 20 МБ" in refusal.text
    await anna.send_document("скан.pdf", size=30 * 1024 * 1024, caption="Вот приказ.")
    await anna.wait_for("до 20 МБ")
    summary = await anna.wait_for("Проверьте перед отправкой")
    assert "Вот приказ." in summary.text


@pytest.mark.parametrize("what", ["sticker", "location", "contact"])
async def test_what_cannot_be_read_is_said_and_the_step_stays(place: Town, what: str) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна", phone="79130000001")
    await begin(anna)
    if what == "sticker":
        await anna.send_sticker()
    elif what == "location":
        await anna.send_location()
    else:
        await anna.share_contact()
    await anna.wait_for("Пришлите текст, фотографию, документ или голосовое")
    await anna.send("Объявили выговор.")
    await anna.wait_for("Проверьте перед отправкой")


async def test_files_are_one_album_and_each_comes_though_telegram_forgot_them(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await begin(anna)
    await write(anna, "Объявили выговор.")
    await anna.press("Добавить файл")
    await anna.wait_for("Пришлите фотографии")
    await anna.send_album([("photo",)] * 2)
    await anna.wait_for("2 фотографии")
    await anna.press("Посмотреть файлы")
    await anna.wait_until(lambda: len(sent_to(anna, "photo")) == 2)
    await anna.press("Готово")
    summary = await anna.wait_for("Проверьте перед отправкой")
    # An album is newer than the window too: what comes next stands under it.
    assert summary.id > sent_to(anna, "photo")[-1].id
    number = await submit(anna)
    await leo.wait_for("2 фотографии")
    await leo.press("Файлы")
    await leo.wait_until(lambda: len(sent_to(leo, "photo")) == 2)
    album = sent_to(leo, "photo")
    assert len({m.raw["media_group_id"] for m in album}) == 1
    # File ids die with the bot that got them: our own copies go out, one by one.
    await place.app.copies.catch_up()
    async with place.database.writing() as session:
        await session.execute(update(Paper).values(file_id="чужой"))
    await leo.press("Файлы")
    await leo.wait_until(lambda: len(sent_to(leo, "photo")) == 4)
    # Of one there is no copy: the other comes all the same.
    async with place.database.writing() as session:
        first = select(func.min(Paper.id)).scalar_subquery()
        await session.execute(update(Paper).where(Paper.id == first).values(copy=None))
    await leo.press("Файлы")
    await leo.wait_until(lambda: len(sent_to(leo, "photo")) == 5)
    # A reply to any of them is about the question, as one to its card is.
    await take(leo, number)
    await leo.send("На приказе нет даты.", reply_to=album[1])
    assert number in (await leo.wait_for("Проверьте перед отправкой")).text


@pytest.mark.parametrize(
    ("kind", "words"), [("voice", "1 голосовое"), ("video_note", "1 видеосообщение")]
)
async def test_what_is_said_is_kept_and_a_line_of_text_is_asked_for(
    place: Town, kind: str, words: str
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await begin(anna)
    await (anna.send_voice(10) if kind == "voice" else anna.send_video_note(10))
    await anna.wait_for("Напишите одной строкой")
    await anna.send("О выговоре.")
    await anna.wait_for("Проверьте перед отправкой")
    number = await submit(anna)
    await leo.wait_for(words)
    await leo.press("Файлы")
    await leo.wait_until(lambda: len(sent_to(leo, kind)) == 1)
    # Our own copy goes out as the same kind once Telegram's id has died.
    await place.app.copies.catch_up()
    async with place.database.writing() as session:
        await session.execute(update(Paper).values(file_id="чужой"))
    await leo.press("Файлы")
    await leo.wait_until(lambda: len(sent_to(leo, kind)) == 2)
    # And what a lawyer says reaches the member so.
    await take(leo, number)
    await leo.press("Ответить", message=card_of(leo, number))
    await leo.wait_for("Ответ на")
    await (leo.send_voice() if kind == "voice" else leo.send_video_note())
    await leo.wait_for("Проверьте перед отправкой")
    await leo.press("Отправить")
    await anna.wait_until(lambda: sent_to(anna, kind))


def sent_to(person: Person, kind: str) -> list[Message]:
    return [m for m in person.messages if m.from_bot and m.media == kind]


async def test_an_edit_of_a_draft_is_in_the_question(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    leo = await lawyer(place)
    await begin(anna)
    mine = await anna.send("Объявили выговр.")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.edit(mine, "Объявили выговор.")
    await anna.wait_for("Исправил в черновике: «Объявили выговор.»")
    number = await submit(anna)
    await leo.wait_for("Объявили выговор.")
    assert "изменено" not in card_of(leo, number).text


@pytest.mark.both
async def test_twenty_who_ask_at_once_get_numbers_without_a_gap(place: Town) -> None:
    people = [await place.member(1100 + n, f"Петров {n} Пётр") for n in range(20)]
    for person in people:
        await write(person, "Можно ли так?")
    for person in people:
        await person.press("Отправить", nowait=True)
    numbers = sorted([number_in(await person.wait_for("принят")) for person in people])
    assert numbers == [f"ВЮ-2026-{n:06d}" for n in range(1, 21)]


async def test_a_sixth_open_question_is_refused_with_the_way_out(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    for n in range(5):
        await ask(anna, f"Вопрос {n}.")
    await anna.send(MAIN_MENU)
    await anna.wait_for("5 открытых вопросов")


async def test_a_draft_that_was_sent_meanwhile_loses_nothing_that_is_written(place: Town) -> None:
    """As after a restart: the screen is old, and the case has its number."""
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await write(anna, "Объявили выговор.")
    async with place.database.writing() as session:
        (await session.get_one(Case, 1)).status = Status.WITHDRAWN
    await anna.send("И ещё одно.")
    await anna.wait_for("И ещё одно.")


@pytest.mark.both
async def test_promises_follow_the_calendar_of_each_place(
    place: Town, clock: time_machine.Traveller
) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    kairat = await place.member(1003, "Қайратов Қайрат", at=("Казахстан", "Алматы", "№ 5 мектеп"))
    # Tuesday 15 December, 19:30 in Barnaul, 17:30 in Almaty; 16 December is a holiday there.
    clock.move_to(datetime(2026, 12, 15, 12, 30, tzinfo=UTC))
    russian, kazakh = await ask(anna), await ask(kairat)
    # After hours it counts as come on Wednesday: Thursday, Friday, Monday.
    assert "до понедельника, 21 декабря" in said_to(anna, russian, "принят")[0]
    # Thursday, Friday, Monday.
    assert "до понедельника, 21 декабря" in said_to(kairat, kazakh, "принят")[0]
    promised = (await case_with(place, kazakh)).due_at
    assert promised == datetime(2026, 12, 21, 13, tzinfo=UTC)
    assert (await case_with(place, russian)).due_at == datetime(2026, 12, 21, 11, tzinfo=UTC)


async def test_someone_who_is_no_member_in_good_standing_is_told_so(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна", status=Membership.SUSPENDED)
    await anna.send(MAIN_MENU)
    await anna.wait_for("/help")


async def test_what_was_said_twice_is_kept_once(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    number = await ask(anna, "Одно.")
    assert [m.text for m in await messages_with(place, number)] == ["Одно."]
