"""Windows and cards stand in one chat: neither takes the other's buttons."""

from pathlib import Path

import pytest
from aiogram.fsm.state import State
from aiogram_dialog.api.entities import Stack

from bot.members.models import Role
from sandbox import Message, Person
from tests.spine.story import ask, offers
from tests.telegram import town


@pytest.fixture(autouse=True)
def _in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def taken_card(lawyer: Person, number: str) -> Message:
    card = await lawyer.wait_for(number, after=0)
    await lawyer.press("Взять", message=card)
    await lawyer.wait_until(lambda: offers(card, "Ответить"))
    return card


async def test_a_press_on_a_card_leaves_its_buttons_and_closes_the_window_that_was_open(
    database_url: str, tmp_path: Path
) -> None:
    async with town(database_url, tmp_path) as place:
        anna = await place.member(1001, "Петрова Анна")
        vera = await place.member(1002, "Иванова Вера")
        lawyer = await place.member(2001, "Законов Лев", at=("Барнаул", "аппарат"))
        await place.give_role(lawyer, Role.LAWYER)
        first = await taken_card(lawyer, await ask(anna))
        second = await taken_card(lawyer, await ask(vera))
        await lawyer.press("Ответить", message=first)
        window = await lawyer.wait_for("Ответ на")
        await lawyer.press("Ответить", message=second)
        await lawyer.wait_for("Ответ на", after=window)
        await place.settled()
        assert offers(first, "Ответить")
        assert offers(second, "Ответить")
        assert window.deleted or not window.buttons


async def test_a_window_with_newer_messages_under_it_is_sent_anew(
    database_url: str, tmp_path: Path
) -> None:
    async with town(database_url, tmp_path) as place:
        anna = await place.member(1001, "Петрова Анна")
        await anna.send("🪪 Профиль")
        window = await anna.wait_for("Петрова")
        await anna.send("/help")
        await anna.wait_for("Ваш номер в Telegram")
        await anna.press("Согласия", message=window)
        shown = await anna.wait_for("Согласия")
        assert shown.id > window.id
        assert window.deleted


async def test_a_step_goes_on_though_nobody_saw_it(database_url: str, tmp_path: Path) -> None:
    """Telegram says that the person blocked us just as he pressed: what he does next counts."""
    async with town(database_url, tmp_path) as place:
        anna = await place.member(1001, "Петрова Анна")
        await anna.send("⚖️ Вопрос юристу")
        await anna.wait_for("Опишите")
        await anna.send("Первые слова.")
        await anna.wait_for("Проверьте перед отправкой")
        place.box.faults.next("blocked", method="editMessageText")
        await anna.press("Изменить текст", nowait=True)
        await place.settled()
        assert (await place.account(anna)).blocked_at is not None
        await anna.send("Новые слова.")
        summary = await anna.wait_for("Новые слова.")
        assert "Первые слова." not in summary.text


async def test_a_step_goes_on_though_the_press_could_not_be_answered(
    database_url: str, tmp_path: Path
) -> None:
    async with town(database_url, tmp_path) as place:
        anna = await place.member(1001, "Петрова Анна")
        lawyer = await place.member(2001, "Законов Лев", at=("Барнаул", "аппарат"))
        await place.give_role(lawyer, Role.LAWYER)
        card = await taken_card(lawyer, await ask(anna))
        place.box.faults.next("blocked", method="answerCallbackQuery")
        await lawyer.press("Ответить", message=card, nowait=True)
        await lawyer.wait_for("Ответ на")
        await place.settled()
        assert (await place.account(lawyer)).blocked_at is not None
        await lawyer.send("Незаконно.")
        await lawyer.wait_for("Проверьте перед отправкой")


def test_forms_opened_in_one_second_have_ids_of_their_own() -> None:
    opened = [Stack().push(State("step", "form"), None).id for _ in range(2_000)]
    assert len(set(opened)) == len(opened)
    assert max(map(len, opened)) <= 7


@pytest.mark.parametrize("data", ["case:take:{}", "aid:{}", "{}", "x:files:{}"])
async def test_a_number_that_no_database_takes_is_an_old_button(
    database_url: str, tmp_path: Path, data: str
) -> None:
    """Only a doctored client sends it: nothing fails, and nobody is told of a failure."""
    async with town(database_url, tmp_path) as place:
        anna = await place.member(1001, "Петрова Анна")
        await anna.send("🪪 Профиль")
        window = await anna.wait_for("Петрова")
        said = await anna.press_data(window, data.format("9" * 30))
        assert said == "Открыл то, на чём вы остановились."
