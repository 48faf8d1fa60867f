"""Asking for aid: from the first look to the number."""

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from pypdf import PdfWriter
from sqlalchemy import func, select

from bot.cases.models import Case
from bot.members.models import Membership
from bot.settings import SHIPPED_REGULATIONS
from handlers.aid.typed import read_day_and_sum
from sandbox import Sandbox
from tests.aid.acting import (
    LABEL,
    SCHOOL,
    file,
    member,
    number_in,
    papers_with,
    shown,
    to_amount,
    to_ground,
    to_papers,
    to_summary,
    town_officer,
)
from tests.telegram import TOKEN, Town, bot_in, cut_power, town

# Of two items of an album. Telegram takes up to five seconds: `ALBUM_GAP=5` plays it.
GAP_SECONDS = float(os.environ.get("ALBUM_GAP", "0.3"))


@pytest.mark.both
async def test_treatment_from_the_ground_to_the_number(place: Town) -> None:
    anna, gorin = await member(place), await town_officer(place)
    await place.settled()
    before = shown(anna)
    ground = await to_ground(anna)
    for fact in ("До 20 000 ₽", "раз в календарный год", "полугода: у вас 16 лет", "Чеки",
                 "закройте диагноз", "10 декабря", "до 3 декабря"):  # fmt: skip
        assert fact in ground.text
    await anna.press("Подать заявление")
    await anna.wait_for("Какая сумма нужна")
    await anna.send("15000")
    await anna.wait_for("Расскажите коротко")
    await anna.send("Операция, лекарства.")
    await anna.wait_for("Операция, лекарства.")
    await anna.send_album([("photo",)] * 2)
    await anna.wait_for("Получено 2")
    await anna.send_document("договор.pdf", b"%PDF-1.4")
    await anna.wait_for("договор.pdf")
    await anna.press("Готово")
    summary = await anna.wait_for("Проверьте перед отправкой")
    for fact in ("15 000 ₽", "Операция, лекарства.", "Получено 3", "Кто увидит", "11 декабря"):
        assert fact in summary.text
    await anna.press("Отправить")
    accepted = await anna.wait_for("МП-2026-000001 принято")
    assert "до пятницы, 11 декабря" in accepted.text
    assert shown(anna) - before <= 7
    await place.settled()
    cards = [m for m in gorin.messages if "МП-2026-000001" in m.text]
    assert len(cards) == 1, gorin.screen()
    assert len(await papers_with(place, "МП-2026-000001")) == 3


async def test_the_same_in_kazakh(place: Town) -> None:
    aigul = await member(place, "kk")
    await aigul.send(LABEL["kk"])
    await aigul.wait_for("кәсіподақ төлейді")
    await aigul.press("Емделу")
    card = await aigul.wait_for("күнтізбелік жылда бір рет")
    assert "Ең көбі 20 000 ₽" in card.text
    await aigul.press("Өтініш беру")
    await aigul.wait_for("Қанша сома керек")
    await aigul.send("15 мың")
    await aigul.wait_for("15 000 ₽, дұрыс па?")
    await aigul.press("Иә")
    await aigul.wait_for("Не болғанын қысқаша жазып, құжаттарды жіберіңіз")
    await aigul.send_photo()
    await aigul.wait_for("1 файл алынды")
    await aigul.press("Дайын")
    await aigul.wait_for("Жіберер алдында тексеріңіз")
    await aigul.press("Жіберу")
    accepted = await aigul.wait_for("МП-2026-000001 өтініші қабылданды")
    assert "11 желтоқсан" in accepted.text


async def test_a_fixed_sum_is_not_asked_and_its_day_is(place: Town) -> None:
    anna = await member(place)
    await to_ground(anna, "Рождение ребёнка · 5 000 ₽")
    await anna.press("Подать заявление")
    await anna.wait_for("Когда родился ребёнок?")
    await anna.send("не помню")
    await anna.wait_for("Нужна дата")
    await anna.send("31 декабря 2026")
    await anna.wait_for("ещё не наступила")
    await anna.send("1 февраля")
    await anna.wait_for("последний день был 1 августа")
    await anna.send("2 ноября")
    asked = await anna.wait_for("Расскажите коротко")
    assert "Свидетельство о рождении" in asked.text
    await anna.press("Готово")
    summary = await anna.wait_for("Проверьте перед отправкой")
    for fact in ("5 000 ₽", "2 ноября", "Не приложено", "Свидетельство о рождении"):
        assert fact in summary.text


async def test_the_longest_way_has_seven_screens(place: Town) -> None:
    """A ground behind «Другое основание» that asks for a day and a sum."""
    anna = await member(place)
    screens: list[tuple[Callable[[str], Awaitable[object]], str, str]] = [
        (anna.send, LABEL["ru"], "платит профсоюз"),
        (anna.press, "Другое основание", "Другие основания"),
        (anna.press, "Кража · до 10 000 ₽", "Платит:"),
        (anna.press, "Подать заявление", "Когда это случилось?"),
        (anna.send, "2 ноября, 9000", "Расскажите коротко"),
        (anna.press, "Готово", "Проверьте перед отправкой"),
        (anna.press, "Отправить", "МП-2026-000001 принято"),
    ]
    for act, label, shows in screens:
        await act(label)
        last = await anna.wait_for(shows)
    assert len(screens) == 7
    for fact in ("Кража", "9 000 ₽", "2 ноября"):
        assert fact in last.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2 ноября, 9 тыс", "9 000 ₽, верно?"),
        ("50000 02.11.2026", "Указать 10 000 ₽?"),
        ("2 ноября", "Какая сумма нужна"),
        ("9000", "Нужны дата и сумма"),
        ("31 декабря 2026, 9000", "ещё не наступила"),
    ],
)
async def test_a_day_and_a_sum_of_one_message(place: Town, typed: str, said: str) -> None:
    anna = await member(place)
    await anna.send(LABEL["ru"])
    await anna.wait_for("платит профсоюз")
    await anna.press("Другое основание")
    await anna.wait_for("Другие основания")
    await anna.press("Кража · до 10 000 ₽")
    await anna.wait_for("Платит:")
    await anna.press("Подать заявление")
    await anna.wait_for("Напишите дату и нужную сумму, до 10 000 ₽")
    await anna.send(typed)
    await anna.wait_for(said)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2 ноября, 2000", (date(2026, 11, 2), 2_000_00)),
        ("2 ноября 9000", (date(2026, 11, 2), 9_000_00)),
        ("2 ноября 2025", (date(2025, 11, 2), None)),
        ("31 декабря 2026", (date(2026, 12, 31), None)),
        ("2 ноября, 15 500", (date(2026, 11, 2), 15_500_00)),
        ("15 тыс 02.11.2026", (date(2026, 11, 2), 15_000_00)),
        ("вчера 900,50 руб", (date(2026, 11, 26), 900_50)),
        ("2 ноября 2026 20 000", (date(2026, 11, 2), 20_000_00)),
        # Two readings: the year 2015 and 500, or 15 500.
        ("2 ноября 15 500", None),
        ("2 ноября и ещё раз 3 ноября", None),
        ("15000", None),
    ],
)
def test_a_day_and_a_sum_are_read_where_there_is_one_way_to(
    typed: str, told: tuple[date, int | None] | None
) -> None:
    found = read_day_and_sum(typed, date(2026, 11, 27))
    assert (found and (found.day, found.amount)) == told


@pytest.mark.both
async def test_what_was_had_this_year_is_refused_before_a_word_is_typed(place: Town) -> None:
    anna = await member(place)
    number = await file(anna)
    await anna.send(LABEL["ru"])
    first = await anna.wait_for("платит профсоюз")
    assert "Уже просили в этом году: «Лечение», снова можно с 1 января 2027" in first.text
    if not any("Лечение" in label for row in first.buttons for label in row):
        await anna.press("Другое основание")
        await anna.wait_for("Другие основания")
    await anna.press("Лечение · с 1 января 2027")
    card = await anna.wait_for("Сейчас подать нельзя")
    assert "раз в календарный год" in card.text
    assert number in card.text
    assert card.buttons == [["⬅️ Назад"]]


async def test_another_ground_keeps_what_was_written(place: Town) -> None:
    anna = await member(place)
    await to_papers(anna, "19000")
    for _ in range(2):
        await anna.press("⬅️ Назад")
    await anna.wait_for("раз в календарный год")
    await anna.press("⬅️ Назад")
    await anna.wait_for("платит профсоюз")
    await anna.press("Пожар, паводок · до 30 000 ₽")
    await anna.wait_for("на каждое такое событие")
    await anna.press("Подать заявление")
    await anna.wait_for("Когда это случилось?")
    await anna.press("Вчера")
    stated = await anna.wait_for("Какая сумма нужна")
    assert "Сейчас: 19 000 ₽" in stated.text
    await anna.press("Далее")
    assert "Операция, лекарства." in (await anna.wait_for("Расскажите коротко")).text


async def test_a_second_tap_on_the_day_skips_no_sum(place: Town) -> None:
    anna = await member(place)
    await to_ground(anna, "Пожар, паводок")
    await anna.press("Подать заявление")
    await anna.wait_for("дату и нужную сумму")
    await anna.send("2 ноября")
    await anna.wait_for("Какая сумма")
    await anna.press("⬅️ Назад")
    await anna.wait_for("Сейчас: 2 ноября")
    window, button = anna.find_button("Далее", anna.where(None))
    assert window is not None
    pressed = (anna.press_data(window, button["callback_data"]) for _ in range(2))
    await asyncio.gather(*pressed)
    await place.settled()
    assert "Какая сумма" in anna.messages[-1].text


async def test_many_files_with_long_names_fit_into_the_window(place: Town) -> None:
    anna = await member(place)
    await to_papers(anna)
    for n in range(45):
        name = f"{n} выписка из счёта за лечение и лекарства по договору с больницей от ноября"
        await anna.send_document(f"{name}, страница первая из трёх.jpg", b"x" * 100)
    await anna.wait_for("Получено 45")
    await anna.press("Готово")
    await anna.wait_for("Проверьте перед отправкой")


@pytest.mark.both
async def test_a_draft_opens_at_its_step_after_a_restart_and_a_day(
    database_url: str, tmp_path: Path, clock: time_machine.Traveller
) -> None:
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            anna = await member(Town(app, box))
            await to_amount(anna)
            await anna.send("15000")
            await anna.wait_for("Расскажите коротко")
        clock.move_to(datetime(2026, 11, 28, 4, tzinfo=UTC))
        async with bot_in(box, database_url, tmp_path):
            await anna.send(LABEL["ru"])
            offered = await anna.wait_for("Продолжить черновик?")
            assert "Лечение" in offered.text
            assert "15 000 ₽" in offered.text
            await anna.press("Продолжить")
            await anna.wait_for("Расскажите коротко")
            await anna.press("⬅️ Назад")
            assert "Сейчас: 15 000 ₽" in (await anna.wait_for("Какая сумма")).text


def treatment_at(folder: Path, terms: str) -> Path:
    """The shipped rules, with other terms for «Лечение»."""
    text = SHIPPED_REGULATIONS.read_text(encoding="utf-8")
    before, found, after = text.partition(
        "          cap: 20000\n          papers: [receipts, medical]"
    )
    assert found
    file = folder / "changed.yaml"
    changed = found.replace("cap: 20000", terms)
    file.write_text(before + changed + after, encoding="utf-8")
    return file


async def test_a_draft_goes_by_a_cap_that_was_lowered_meanwhile(
    database_url: str, tmp_path: Path, clock: time_machine.Traveller
) -> None:
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            anna = await member(Town(app, box))
            await to_summary(anna, "20000")
        lowered = treatment_at(tmp_path, "cap: 15000")
        async with bot_in(box, database_url, tmp_path, regulations=lowered) as app:
            assert "Не хватает суммы" in str(await anna.press("Отправить"))
            await anna.press("Изменить сумму")
            await anna.wait_for("выплачивают до 15 000 ₽")
            await anna.send("15000")
            await anna.wait_for("Проверьте перед отправкой")
            await anna.press("Отправить")
            assert "15 000 ₽" in (await anna.wait_for("принято")).text


@pytest.mark.parametrize("goes", ["on", "back"])
async def test_a_step_that_the_rules_have_lost_meanwhile_is_left_behind(
    database_url: str, tmp_path: Path, clock: time_machine.Traveller, goes: str
) -> None:
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            anna = await member(Town(app, box))
            await to_amount(anna)
        fixed = treatment_at(tmp_path, "fixed: 7000")
        async with bot_in(box, database_url, tmp_path, regulations=fixed) as app:
            if goes == "on":
                await anna.send("5000")
            else:
                await anna.press("⬅️ Назад")
                await anna.wait_for("Платит:")
                await anna.press("Подать заявление")
            assert "Лечение · 7 000 ₽" in (await anna.wait_for("Расскажите коротко")).text


@pytest.mark.parametrize("left_by", ["/start", "📂 Мои обращения", "✖️ Отмена"])
async def test_leaving_in_mid_form_keeps_the_draft(place: Town, left_by: str) -> None:
    anna = await member(place)
    await to_papers(anna)
    if left_by == "✖️ Отмена":
        await anna.press(left_by)
        await anna.wait_for("Черновик сохранён")
        await anna.send("/start")
    elif left_by == "/start":
        await anna.send(left_by)
    else:
        await anna.send(left_by)
        await anna.wait_for("Мои обращения")
        await anna.send(LABEL["ru"])
    await anna.wait_for("Продолжить черновик?")
    await anna.press("Продолжить")
    await anna.wait_for("Расскажите коротко")
    await anna.press("Готово")
    assert "Операция, лекарства." in (await anna.wait_for("Проверьте перед отправкой")).text


async def test_the_newest_draft_of_all_kinds_is_offered(place: Town) -> None:
    anna = await member(place)
    await to_papers(anna)
    await anna.send("⚖️ Вопрос юристу")
    await anna.wait_for("Опишите, что случилось")
    await anna.send("Объявили выговор.")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.send("/start")
    offered = await anna.wait_for("Продолжить черновик?")
    assert "выговор" in offered.text
    await anna.press("Начать заново")
    await anna.wait_for("Опишите, что случилось")
    await anna.send("/start")
    offered = await anna.wait_for("Продолжить черновик?")
    assert "Лечение" in offered.text


@pytest.mark.both
async def test_five_taps_make_one_application(place: Town) -> None:
    anna, gorin = await member(place), await town_officer(place)
    summary = await to_summary(anna)
    await asyncio.gather(
        *(anna.press("Отправить", message=summary, nowait=True) for _ in range(5))
    )
    await anna.wait_for("принято")
    await place.settled()
    async with place.database.reading() as session:
        numbers = (await session.scalars(select(Case.number))).all()
    assert numbers == ["МП-2026-000001"]
    assert len([m for m in anna.messages if "принято" in m.text]) == 1
    assert len([m for m in gorin.messages if "МП-2026-000001" in m.text]) == 1


async def test_killed_between_the_number_and_its_mark(
    database_url: str, tmp_path: Path, clock: time_machine.Traveller
) -> None:
    """The press is handled once more by the next process, and changes nothing."""

    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            anna, gorin = await member(place), await town_officer(place)
            await to_summary(anna)
            await place.settled()
            cut_power(app)
            await anna.press("Отправить", nowait=True)
            await anna.wait_for("МП-2026-000001 принято")
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            await place.handled()
            async with place.database.reading() as session:
                assert await session.scalar(select(func.count()).select_from(Case)) == 1
            assert len([m for m in anna.messages if "принято" in m.text]) == 1, anna.screen()
            assert len([m for m in gorin.messages if "МП-2026-000001" in m.text]) == 1


@pytest.mark.parametrize("gap", [0.0, GAP_SECONDS])
async def test_an_album_of_eight_is_all_on_it_in_one_reply(place: Town, gap: float) -> None:
    anna = await member(place)
    await to_papers(anna)
    await place.settled()
    before = shown(anna)
    await anna.send_album([("photo",)] * 8, gap=gap)
    await anna.wait_for("Получено 8")
    await place.settled()
    assert shown(anna) - before == 1
    await anna.press("Посмотреть или убрать файлы")
    await anna.wait_for("Ваши файлы выше")
    await anna.press("Убрать Фото 8")
    await anna.wait_until(lambda: "Убрать Фото 8" not in anna.buttons)
    await anna.press("⬅️ Назад")
    await anna.wait_for("Получено 7")
    await anna.press("Готово")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.press("Отправить")
    number = number_in(await anna.wait_for("принято"))
    assert len(await papers_with(place, number)) == 7


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12 тыс", "12 000 ₽, верно?"),
        ("12т.р.", "12 000 ₽, верно?"),
        ("12 000,00", "12 000 ₽, верно?"),
        ("12О00", "12 000 ₽, верно?"),
        ("12 тыс. руб.", "12 000 ₽, верно?"),
        ("12 000 руб. 00 коп.", "12 000 ₽, верно?"),
        ("15 тысяч 500", "15 500 ₽, верно?"),
        ("10 15", "Нужна сумма цифрами"),
        ("двенадцать", "Нужна сумма цифрами"),
        ("50000", "По этому основанию выплачивают до 20 000 ₽. Указать 20 000 ₽?"),
    ],
)
async def test_a_sum_as_people_write_it(place: Town, typed: str, said: str) -> None:
    anna = await member(place)
    await to_amount(anna)
    await anna.send(typed)
    await anna.wait_for(said)
    await anna.send("9000")
    await anna.wait_for("Расскажите коротко")
    await anna.press("⬅️ Назад")
    await anna.wait_for("Сейчас: 9 000 ₽")


async def test_what_was_read_is_asked_first_and_then_the_cap(place: Town) -> None:
    anna = await member(place)
    await to_amount(anna)
    await anna.send("50 тыс")
    await anna.wait_for("50 000 ₽, верно?")
    await anna.press("Да")
    await anna.wait_for("Указать 20 000 ₽?")
    await anna.press("Другая сумма")
    await anna.wait_for("Какая сумма")
    await anna.send("50000")
    await anna.wait_for("Указать 20 000 ₽?")
    await anna.press("Да")
    await anna.wait_for("Расскажите коротко")


@pytest.mark.parametrize("what", ["sticker", "voice"])
async def test_what_is_no_sum_is_said_and_the_step_stays(place: Town, what: str) -> None:
    anna = await member(place)
    await to_amount(anna)
    await (anna.send_sticker() if what == "sticker" else anna.send_voice())
    await anna.wait_for("Нужна сумма цифрами, например 15000.")
    await anna.send("15000")
    await anna.wait_for("Расскажите коротко")


def locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def open_pdf() -> bytes:
    """Printing is forbidden in it, reading is not."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("", "owner", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


async def test_a_file_of_no_use_is_refused_and_the_step_stays(place: Town) -> None:
    anna = await member(place)
    await to_papers(anna)
    await anna.send_document("скан.pdf", size=30 * 1024 * 1024)
    await anna.wait_for("Файл 30 МБ, а принять я могу до 20 МБ")
    await anna.send_document("IMG_0417.HEIC", b"heic")
    await anna.wait_for("как фотографию")
    await anna.send_document("снимок", b"heic", mime="image/heif")
    await anna.wait_for("HEIC")
    await anna.send_document("чек.pdf", locked_pdf())
    await anna.wait_for("закрыт паролем")
    await anna.send_document("чек.pdf.exe", b"MZ")
    await anna.wait_for("запускает программу")
    await anna.send_voice()
    await anna.wait_for("напишите словами")
    await anna.send_sticker()
    await anna.wait_for("прочитать не могу")
    await anna.send_document("чек.pdf", open_pdf())
    received = await anna.wait_for("Получено 1")
    assert "пришлите документы" in received.text


async def test_a_pdf_that_telegram_does_not_give_now_is_accepted(place: Town) -> None:
    anna = await member(place)
    await to_papers(anna)
    await place.settled()
    # Its size alone: Telegram has no bytes of it to give.
    await anna.send_document("чек.pdf", size=1000)
    await anna.wait_for("Получено 1")


async def test_the_statement_comes_filled_in_before_it_is_sent(place: Town) -> None:
    anna = await member(place)
    await to_summary(anna)
    await anna.press("Заявление для подписи")
    sent = await anna.wait_for("подпишите")
    assert sent.media is not None
    await anna.press("Отправить")
    await anna.wait_for("принято")


async def test_where_no_purse_is_open_there_is_no_button(
    database_url: str, tmp_path: Path, clock: time_machine.Traveller
) -> None:
    without = tmp_path / "regulations.yaml"
    whole = SHIPPED_REGULATIONS.read_text(encoding="utf-8")
    without.write_text(re.sub(r"^aid:.*?(?=^\w)", "", whole, flags=re.M | re.S), encoding="utf-8")
    async with town(database_url, tmp_path, regulations=without) as place:
        anna = await member(place)
        assert anna.keyboard
        assert not any(LABEL["ru"] in label for label in anna.keyboard)
        await anna.send("/menu")
        menu = await anna.wait_for("Выберите раздел")
        assert LABEL["ru"] not in str(menu.buttons)
        # Who remembers the words, or has them on an old keyboard, is told.
        await anna.send(LABEL["ru"])
        await anna.wait_for("этот раздел вам не открыт")


@pytest.mark.parametrize("status", [Membership.SUSPENDED, Membership.EXCLUDED])
async def test_who_is_not_in_the_union_now_has_no_button(place: Town, status: Membership) -> None:
    anna = await place.member(1001, "Петрова Анна", at=SCHOOL, status=status)
    assert not any(LABEL["ru"] in label for label in anna.keyboard)
    await anna.send(LABEL["ru"])
    await anna.wait_for("состоит в профсоюзе")
