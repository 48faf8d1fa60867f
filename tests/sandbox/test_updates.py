import asyncio
import time

import pytest

from sandbox import Person, Sandbox
from tests.sandbox.client import Bot, inline


async def test_a_parked_poll_wakes_at_once(anna: Person, bot: Bot) -> None:
    poll = asyncio.create_task(bot.do("getUpdates", timeout=30))
    await until_parked(bot)

    before = time.monotonic()
    await anna.send("раз")
    [update] = await poll

    assert update["message"]["text"] == "раз"
    assert time.monotonic() - before < 1


async def test_an_empty_poll_ends_with_its_time(bot: Bot) -> None:
    assert await bot.do("getUpdates", timeout=1) == []
    assert await bot.do("getUpdates") == []


async def test_updates_stay_until_confirmed(anna: Person, bot: Bot) -> None:
    for text in ("раз", "два", "три"):
        await anna.send(text)

    first = await bot.do("getUpdates", limit=2)
    again = await bot.do("getUpdates", limit=2)
    rest = await bot.do("getUpdates", offset=first[-1]["update_id"] + 1)

    assert [u["message"]["text"] for u in first] == ["раз", "два"]
    assert again == first
    assert [u["message"]["text"] for u in rest] == ["три"]
    ids = [u["update_id"] for u in first + rest]
    assert ids == list(range(ids[0], ids[0] + 3))


async def test_a_negative_offset_forgets_all_but_the_last(anna: Person, bot: Bot) -> None:
    for text in ("раз", "два", "три"):
        await anna.send(text)
    assert [u["message"]["text"] for u in await bot.do("getUpdates", offset=-1)] == ["три"]
    assert [u["message"]["text"] for u in await bot.do("getUpdates")] == ["три"]


async def test_of_two_pollers_the_first_is_sent_away(anna: Person, bot: Bot) -> None:
    first = asyncio.create_task(bot.call("getUpdates", timeout=30))
    await until_parked(bot)
    second = asyncio.create_task(bot.call("getUpdates", timeout=30))

    refusal = await first
    await anna.send("кому?")

    assert refusal["error_code"] == 409
    assert refusal["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot "
        "instance is running"
    )
    assert (await second)["result"][0]["message"]["text"] == "кому?"


async def test_only_what_was_asked_for_comes(anna: Person, bot: Bot) -> None:
    # aiogram-dialog asks for a kind that Telegram does not know.
    await bot.do("getUpdates", allowed_updates=["callback_query", "aiogd_update"])
    await anna.send("не слышно")
    await bot.say(anna.id, "Да?", reply_markup=inline([("Да", "1")]))
    await anna.press("Да", nowait=True)

    [update] = await bot.updates()
    assert "callback_query" in update

    await bot.do("getUpdates", allowed_updates=[])
    await anna.send("слышно")
    [update] = await bot.updates()
    assert update["message"]["text"] == "слышно"


async def test_parameters_come_in_every_way_telegram_takes_them(anna: Person, bot: Bot) -> None:
    url = bot.address("sendMessage")
    params = {"chat_id": str(anna.id), "text": "так"}
    sent = [
        bot.session.get(url, params=params),
        bot.session.post(url, params=params),
        bot.session.post(url, data=params),
        bot.session.post(url, json=params),
        bot.session.post(url.replace("sendMessage", "SENDMESSAGE"), json=params),
    ]
    for request in sent:
        async with request as response:
            assert (await response.json())["ok"]
    assert (await bot.upload("sendMessage", {"unused": ("a.txt", b"a")}, **params))["ok"]
    assert [message.text for message in anna.messages] == ["так"] * 6


async def test_stopping_ends_a_waiting_poll(box: Sandbox, bot: Bot) -> None:
    poll = asyncio.create_task(bot.do("getUpdates", timeout=30))
    await until_parked(bot)
    before = time.monotonic()
    await box.stop()
    assert await poll == []
    assert time.monotonic() - before < 1


async def until_parked(bot: Bot) -> None:
    await bot.box.wait_until(lambda: bot.box.telegram.updates.parked)


@pytest.mark.parametrize("limit", [0, 101, 1000])
async def test_a_limit_out_of_bounds_is_a_hundred(anna: Person, bot: Bot, limit: int) -> None:
    for number in range(102):
        await anna.send(str(number))
    assert len(await bot.do("getUpdates", limit=limit)) == 100
