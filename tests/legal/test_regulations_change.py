"""The union edits its regulations while questions stand: what was asked stays readable."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine

from bot import app as wiring
from bot import doctor
from bot.cases import service as cases
from bot.errors import SetupError
from bot.legal import service as legal
from bot.reports.service import By, Period, report
from bot.reports.service import read as read_report
from bot.settings import SHIPPED_REGULATIONS
from sandbox import Sandbox
from tests.legal.acting import answer, card_of, lawyer, said_to, take
from tests.legal.test_desks import DANGER, SAFETY_QUEUE, inspector
from tests.legal.test_desks import report as report_danger
from tests.members.test_mydata import files_of
from tests.telegram import TEST_KEY, TOKEN, Town, bot_in, settings_for

Change = Callable[[str], str]


@pytest.fixture(autouse=True)
def _in_november(clock: time_machine.Traveller) -> None:
    """The clock of these tests, and their folder."""


def edited(folder: Path, *changes: Change) -> Path:
    text = SHIPPED_REGULATIONS.read_text(encoding="utf-8")
    for change in changes:
        before, text = text, change(text)
        assert text != before
    file = folder / "edited.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def without(block: str, indent: int) -> Change:
    """The file without this block: its name at the indent, and all that lies deeper.

    Of several with that name, the last: those of the desk `safety`.
    """

    def change(text: str) -> str:
        pattern = rf"^ {{{indent}}}{block}:.*\n(?:(?: {{{indent + 1},}}.*)?\n)*"
        last = [*re.finditer(pattern, text, re.MULTILINE)][-1]
        return text[: last.start()] + text[last.end() :]

    return change


def closed(text: str) -> str:
    return text.replace("closed: false", "closed: true")


@pytest.mark.both
async def test_a_desk_with_questions_is_missed_at_the_start_and_not_at_night(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Sandbox(token=TOKEN) as box:
        file = edited(tmp_path, without("safety", 2))
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            anna = await place.member(1001, "Петрова Анна Сергеевна")
            peter = await inspector(place)
            first, _ = await report_danger(anna), await report_danger(anna)
            await anna.send(DANGER)
            await anna.wait_for("Что опасно")
            await take(peter, first)
            await answer(peter, first, "Розетку отключили.")
            await anna.wait_for("Розетку отключили")
            await anna.press("Помогло")
            await anna.wait_for("Спасибо")
            await place.settled()
        lines = "нет службы safety, а обращений к ней 2 (открытых 1), черновиков 1"
        with pytest.raises(SetupError, match=re.escape(lines)) as refusal:
            await wiring.prepare(settings_for(database_url, box.url, tmp_path, regulations=file))
        assert "Верните её блок" in str(refusal.value)
        assert len(str(refusal.value).splitlines()) == 1
        for name, value in {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": box.url,
            "DATABASE_URL": database_url,
            "DATA_KEYS": TEST_KEY,
            "REGULATIONS": str(file),
        }.items():
            monkeypatch.setenv(name, value)
        wrong = [line async for ok, line in doctor.findings() if not ok]
        assert any(lines in line for line in wrong)


async def test_a_desk_without_questions_goes_and_its_old_windows_say_so(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            anna = await place.member(1001, "Петрова Анна Сергеевна")
            peter = await inspector(place)
            await peter.send(SAFETY_QUEUE)
            await peter.wait_for("Никто не ждёт")
            await anna.send(DANGER)
            await anna.wait_for("Что опасно")
            await place.settled()
            # Its term ended, and the window stayed.
            async with place.database.writing() as session:
                (asked,) = await legal.drafts(session, (await place.account(anna)).id)
                await cases.delete_draft(session, asked.case)
        file = edited(tmp_path, without("safety", 2))
        async with bot_in(box, database_url, tmp_path, regulations=file) as app:
            place = Town(app, box)
            await peter.send("Где моя очередь?")
            await peter.wait_for("")
            await peter.send("🦺 Охрана труда")
            await peter.wait_for("")
            await anna.send("Искрит розетка.")
            await anna.wait_for("больше не принимают")
            await anna.press("✖️ Отмена")
            await anna.wait_for("Закрыл")
            await anna.send(DANGER)
            await anna.wait_for("Куда это отнести")
            assert "🦺" not in str(anna.last.buttons if anna.last else "")
            await place.settled()
            for person in (anna, peter):
                assert not said_to(person, "сообщил администратору")


async def test_a_closed_desk_takes_nothing_new_and_finishes_what_it_has(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            anna = await place.member(1001, "Петрова Анна Сергеевна")
            peter = await inspector(place)
            number = await report_danger(anna)
            await place.settled()
        file = edited(tmp_path, closed)
        async with bot_in(box, database_url, tmp_path, regulations=file) as app:
            place = Town(app, box)
            await anna.send("/start")
            await anna.wait_for("Выберите раздел")
            assert DANGER not in anna.keyboard
            # The keyboard of yesterday.
            await anna.send(DANGER)
            await anna.wait_for("больше не принимают")
            await anna.send("Ещё искрит.")
            await anna.wait_for("Куда это отнести")
            assert f"Добавить к {number}" in anna.buttons
            assert "Это сообщение об опасности" not in anna.buttons
            await anna.press(f"Добавить к {number}")
            await anna.wait_for("Передал инспектору")
            await take(peter, number)
            await answer(peter, number, "Розетку отключили.")
            await anna.wait_for("Розетку отключили")


async def test_what_was_taken_out_of_a_desk_has_a_name_wherever_it_stands(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            anna = await place.member(1001, "Петрова Анна Сергеевна")
            chief = await lawyer(place, 2103, "Главный Иван", role="head_inspector")
            number = await report_danger(anna)
            await take(chief, number)
            await answer(chief, number, "Розетку отключили.")
            await chief.press("Отметить итог", message=card_of(chief, number))
            await chief.wait_for("о чём был вопрос")
            await chief.press("Электричество")
            await chief.wait_for("Чем закончилось")
            await chief.press("Опасность устранена")
            await chief.wait_for("Записал")
            # And one that is being written, at a step that the file will not have.
            await anna.send(DANGER)
            await anna.wait_for("Что опасно")
            await anna.send("Скользкая лестница.")
            await anna.wait_for("Где это")
            await place.settled()
        gone = (("place", 6), ("since", 6), ("electricity", 6), ("removed", 6))
        file = edited(
            tmp_path,
            *(without(block, indent) for block, indent in gone),
            lambda text: text.replace("    asks:\n", ""),
        )
        async with bot_in(box, database_url, tmp_path, regulations=file) as app:
            place = Town(app, box)
            await chief.send(f"/case {number}")
            card = await chief.wait_for(f"{number} · Другое")
            assert "Сказано ещё: Подвал, у входа в спортзал" in card.text
            assert "Итог: Итог из прежнего списка" in card.text
            page, _ = await files_of(anna)
            assert "Подвал, у входа в спортзал" in page
            assert "Итог из прежнего списка" in page
            async with place.database.reading() as session:
                viewer = await place.viewer(chief)
                source = await read_report(
                    session, viewer, "safety", Period.YEAR, place.app.regulations
                )
            labels = {
                by: [line.label for line in report(source, by, viewer.texts).lines] for by in By
            }
            assert labels[By.TOPIC] == ["Другое"]
            assert labels[By.RESULT] == ["Итог из прежнего списка"]
            await anna.send(DANGER)
            await anna.wait_for("Продолжить черновик")
            await anna.press("Продолжить")
            await anna.wait_for("Об этом больше не спрашиваем")
            await anna.press("Пропустить")
            await anna.wait_for("Проверьте перед отправкой")
            await anna.press("Отправить")
            await anna.wait_for("ОТ-2026-000002")
            await place.settled()
            for person in (anna, chief):
                assert not said_to(person, "сообщил администратору")
