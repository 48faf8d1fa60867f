"""Telegram's limits are kept without its help, and what it asks for is obeyed."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramBadRequest, TelegramServerError
from aiogram.methods import SendMessage
from aiogram.types import InputMediaPhoto

from bot.telegram.limits import BULK, CHAT_BURST, PEOPLE, PER_SECOND, Limits, priority
from sandbox import Sandbox
from tests.spine.parts import bot_for, eventually
from tests.telegram import FAST, TOKEN

pytestmark = pytest.mark.slow


@asynccontextmanager
async def bot_beside(box: Sandbox, limits: Limits | None = None) -> AsyncIterator[Bot]:
    bot = bot_for(box.url, limits or Limits())
    try:
        yield bot
    finally:
        await bot.session.close()


def people(box: Sandbox, count: int, first: int = 1001) -> list[int]:
    return [box.person(f"Человек {n}", id=n, started=True).id for n in range(first, first + count)]


def texts(box: Sandbox) -> list[str]:
    return [call.params["text"] for call in box.calls if call.method == "sendMessage" and call.ok]


def refused(box: Sandbox) -> list[int | None]:
    return [call.error_code for call in box.refusals]


async def test_sixty_at_once_to_different_people_draw_no_refusal_and_are_spaced() -> None:
    async with Sandbox(token=TOKEN, limits=True) as box, bot_beside(box) as bot:
        await asyncio.gather(*(bot.send_message(chat, "всем") for chat in people(box, 60)))
        at = [call.at for call in box.calls if call.method == "sendMessage"]
    assert refused(box) == []
    assert len(at) == 60
    # No 31 of them within a second: the strictest reading of thirty a second.
    assert all(later - earlier >= 0.97 for earlier, later in zip(at, at[30:], strict=False))
    pauses = sorted(later - earlier for earlier, later in itertools.pairwise(at))
    assert pauses[len(pauses) // 2] >= 0.9 / PER_SECOND


async def test_people_go_before_bulk() -> None:
    limits = Limits(per_second=100, chat_per_second=FAST)
    async with Sandbox(token=TOKEN) as box, bot_beside(box, limits) as bot:
        everybody = people(box, 40)

        async def send(chat: int, rank: int, text: str) -> None:
            with priority(rank):
                await bot.send_message(chat, text)

        bulk = [asyncio.create_task(send(chat, BULK, "рассылка")) for chat in everybody]
        await eventually(lambda: len(texts(box)) >= 3)
        personal = [asyncio.create_task(send(c, PEOPLE, "лично")) for c in everybody[:10]]
        await asyncio.gather(*bulk, *personal)
    order = texts(box)
    first = order.index("лично")
    # One bulk call may have had its slot already when the people came.
    assert order[first : first + 11].count("лично") >= 10
    assert order[-20:] == ["рассылка"] * 20


async def test_a_chat_gets_five_at_once_and_then_one_a_second() -> None:
    async with Sandbox(token=TOKEN, limits=True) as box, bot_beside(box) as bot:
        (anna,) = people(box, 1)
        await asyncio.gather(*(bot.send_message(anna, str(n)) for n in range(CHAT_BURST + 2)))
        at = [call.at for call in box.calls]
    assert refused(box) == []
    assert at[CHAT_BURST - 1] - at[0] < 0.9
    assert at[CHAT_BURST] - at[CHAT_BURST - 1] > 0.5
    assert at[CHAT_BURST + 1] - at[CHAT_BURST] > 0.9


async def test_a_busy_chat_holds_up_no_other() -> None:
    async with Sandbox(token=TOKEN, limits=True) as box, bot_beside(box) as bot:
        anna, boris = people(box, 2)
        busy = [asyncio.create_task(bot.send_message(anna, "много")) for _ in range(7)]
        await asyncio.sleep(0)
        await bot.send_message(boris, "одно")
        await asyncio.gather(*busy)
    assert texts(box).index("одно") <= CHAT_BURST


async def test_an_album_counts_by_its_items() -> None:
    async with Sandbox(token=TOKEN, limits=True) as box, bot_beside(box) as bot:
        anna = box.person("Анна", id=1001, started=True)
        photo = (await anna.send_photo()).raw["photo"][-1]["file_id"]
        album: list[Any] = [InputMediaPhoto(media=photo) for _ in range(4)]
        await bot.send_media_group(anna.id, album)
        await bot.send_message(anna.id, "раз")
        await bot.send_message(anna.id, "два")
    assert refused(box) == []


async def test_retry_after_is_obeyed_by_all_calls_to_the_chat() -> None:
    async with Sandbox(token=TOKEN) as box:
        box.faults.longest_retry = 1
        async with bot_beside(box, Limits(per_second=FAST, chat_per_second=FAST)) as bot:
            anna, boris = people(box, 2)
            box.faults.next("429", "sendMessage")
            first = asyncio.create_task(bot.send_message(anna, "первое"))
            await eventually(lambda: refused(box) == [429])
            await asyncio.sleep(0.05)
            # Those behind wait as well; another chat does not.
            second = asyncio.create_task(bot.send_message(anna, "второе"))
            await bot.send_message(boris, "другому")
            await asyncio.gather(first, second)
            at = [call.at for call in box.calls]
            assert sorted(texts(box)) == ["второе", "другому", "первое"]
            assert texts(box)[0] == "другому"
            assert refused(box) == [429]
            assert at[2] - at[0] >= 0.95


async def test_a_call_that_waits_for_its_slot_obeys_what_its_chat_was_told_meanwhile() -> None:
    async with Sandbox(token=TOKEN) as box:
        box.faults.longest_retry = 1
        async with bot_beside(box, Limits(per_second=20, chat_per_second=FAST)) as bot:
            anna, *_ = people(box, 1)
            box.faults.next("429", "sendMessage")
            await asyncio.gather(*(bot.send_message(anna, str(n)) for n in range(5)))
            at = [call.at for call in box.calls]
    assert refused(box) == [429]
    assert at[1] - at[0] >= 0.95


@pytest.mark.parametrize("fault", ["500", "502", "cut_before", "cut_after"])
async def test_what_fails_in_passing_is_made_in_the_end(fault: str) -> None:
    limits = Limits(per_second=FAST, chat_per_second=FAST)
    async with Sandbox(token=TOKEN) as box, bot_beside(box, limits) as bot:
        (anna,) = people(box, 1)
        box.faults.next(fault, "sendMessage", times=2)
        await bot.send_message(anna, "дойдёт")
    # A connection cut after the call was accepted doubles the message: nobody can know.
    assert texts(box) == ["дойдёт"] * (3 if fault == "cut_after" else 1)
    assert len(box.calls) == 3


async def test_a_refusal_for_good_is_told_at_once() -> None:
    async with Sandbox(token=TOKEN) as box, bot_beside(box) as bot:
        with pytest.raises(TelegramBadRequest, match="chat not found"):
            await bot.send_message(404, "никому")
        assert len(box.calls) == 1


class Scripted:
    """Stands for Telegram: one answer after another."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.calls = 0

    async def __call__(self, bot: Bot, method: Any) -> Any:
        self.calls += 1
        answer = self.answers.pop(0) if self.answers else True
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.limits.RETRY_FIRST_SECONDS", 0.0)
    monkeypatch.setattr("bot.telegram.limits.SERVER_ERRORS", 3)


@pytest.mark.usefixtures("no_pauses")
async def test_a_telegram_that_fails_on_everything_is_waited_for() -> None:
    method = SendMessage(chat_id=1, text="дойдёт")
    failures = [TelegramServerError(method=method, message="Bad Gateway") for _ in range(10)]
    telegram, bot = Scripted(*failures), bot_for("http://127.0.0.1:9")
    await Limits(FAST, FAST)(telegram, bot, method)
    assert telegram.calls == 11
    await bot.session.close()


@pytest.mark.usefixtures("no_pauses")
async def test_a_call_on_which_a_server_fails_that_passes_others_is_given_up() -> None:
    method = SendMessage(chat_id=1, text="не дойдёт")
    failing = Scripted(*(TelegramServerError(method=method, message="Oops") for _ in range(10)))
    bot, limits = bot_for("http://127.0.0.1:9"), Limits(FAST, FAST)

    async def others_pass(bot: Bot, method: Any) -> Any:
        await limits(Scripted(True), bot, SendMessage(chat_id=2, text="дошло"))
        return await failing(bot, method)

    with pytest.raises(TelegramServerError):
        await limits(others_pass, bot, method)
    assert failing.calls == 3
    await bot.session.close()


async def test_an_answer_that_does_not_fit_the_schema_is_not_asked_for_again() -> None:
    """The message was sent; to say it again would double it."""
    odd = ClientDecodeError("odd", ValueError(), {"ok": True, "result": {"message_id": 5}})
    telegram, bot = Scripted(odd), bot_for("http://127.0.0.1:9")
    with pytest.raises(ClientDecodeError):
        await Limits(FAST, FAST)(telegram, bot, SendMessage(chat_id=1, text="раз"))
    assert telegram.calls == 1
    await bot.session.close()


async def test_edits_leave_a_private_chat_its_messages() -> None:
    async with Sandbox(token=TOKEN) as box, bot_beside(box) as bot:
        (chat,) = people(box, 1)
        first = await bot.send_message(chat, "0")
        for number in range(1, 16):
            await bot.edit_message_text(str(number), chat_id=chat, message_id=first.message_id)
        at = [call.at for call in box.calls]
    # As messages they would have waited for eleven tokens, one a second.
    assert at[-1] - at[0] < CHAT_BURST + 5
