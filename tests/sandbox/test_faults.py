import asyncio

import aiohttp
import pytest

from sandbox import Person, Sandbox
from sandbox.faults import KINDS
from tests.sandbox.client import Bot


async def test_one_call_fails_and_the_next_does_not(box: Sandbox, anna: Person, bot: Bot) -> None:
    box.faults.next("429", "sendMessage")
    assert (await bot.call("getMe"))["ok"]
    refusal = await bot.call("sendMessage", chat_id=anna.id, text="раз")
    await bot.say(anna.id, "раз")

    assert refusal["error_code"] == 429
    assert refusal["parameters"]["retry_after"] >= 1
    assert [call.fault for call in box.calls] == [None, "429", None]


async def test_several_calls_fail(box: Sandbox, anna: Person, bot: Bot) -> None:
    box.faults.next("500", times=2)
    answers = [await bot.call("sendMessage", chat_id=anna.id, text="раз") for _ in range(3)]
    assert [answer.get("error_code") for answer in answers] == [500, 500, None]
    assert answers[0]["description"] == "Internal Server Error"


async def test_a_gateway_answers_with_a_page(box: Sandbox, bot: Bot) -> None:
    box.faults.next("502")
    async with bot.session.get(bot.address("getMe")) as response:
        assert response.status == 502
        assert response.content_type == "text/html"
        assert "Bad Gateway" in await response.text()


async def test_a_cut_before_leaves_nothing_and_a_cut_after_leaves_the_message(
    box: Sandbox, anna: Person, bot: Bot
) -> None:
    for kind in ("cut_before", "cut_after"):
        box.faults.next(kind)
        with pytest.raises(aiohttp.ClientError):
            await bot.call("sendMessage", chat_id=anna.id, text=kind)

    assert [message.text for message in anna.messages] == ["cut_after"]
    assert [(call.fault, call.ok) for call in box.calls] == [
        ("cut_before", False),
        ("cut_after", True),
    ]


async def test_a_stall_is_answered_late(box: Sandbox, anna: Person, bot: Bot) -> None:
    box.faults.stall_seconds = 0.05
    box.faults.next("stall")
    await bot.say(anna.id, "наконец")
    assert box.calls[-1].seconds >= 0.05


async def test_a_blocked_fault_belongs_to_one_call(box: Sandbox, anna: Person, bot: Bot) -> None:
    box.faults.next("blocked")
    refusal = await bot.call("sendMessage", chat_id=anna.id, text="раз")
    assert refusal["description"] == "Forbidden: bot was blocked by the user"


async def test_chance_is_the_same_with_the_same_seed(box: Sandbox, bot: Bot) -> None:
    async def run() -> list[str | None]:
        box.clear_calls()
        box.faults.random(0.5, ["429", "500"], seed=7)
        for _ in range(40):
            await bot.call("getMe")
        return [call.fault for call in box.calls]

    first = await run()
    assert first == await run()
    assert {None, "429", "500"} == set(first)
    box.faults.clear()
    await bot.do("getMe")


async def test_chance_spares_get_updates_unless_asked(box: Sandbox, bot: Bot) -> None:
    box.faults.random(1, ["500"])
    assert (await bot.call("getUpdates"))["ok"]
    assert not (await bot.call("getMe"))["ok"]
    box.faults.random(1, ["500"], get_updates=True)
    assert not (await bot.call("getUpdates"))["ok"]


async def test_while_telegram_is_down_nothing_gets_through(
    box: Sandbox, anna: Person, bot: Bot
) -> None:
    poll = asyncio.create_task(bot.call("getUpdates", timeout=30))
    await box.wait_until(lambda: box.telegram.updates.parked)
    box.faults.down = True
    with pytest.raises(aiohttp.ClientError):
        await poll
    with pytest.raises(aiohttp.ClientError):
        await bot.call("getMe")
    await anna.send("вы тут?")
    box.faults.down = False

    assert [u["message"]["text"] for u in await bot.updates()] == ["вы тут?"]


def test_a_fault_that_does_not_exist_is_refused(box: Sandbox) -> None:
    with pytest.raises(ValueError, match="there are 429"):
        box.faults.next("503")
    assert set(box.faults.kinds) == set(KINDS)
