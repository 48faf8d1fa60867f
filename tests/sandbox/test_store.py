from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from sandbox import Sandbox
from tests.sandbox.client import Bot, inline, keyboard

Open = Callable[[], AbstractAsyncContextManager[Sandbox]]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Starts the sandbox on the same folder again and again."""
    return lambda: Sandbox(data=tmp_path)


async def test_everything_is_there_after_a_restart(opened: Open) -> None:
    async with opened() as box, ClientSession() as session:
        bot = Bot(box, session)
        anna = box.person("Анна", phone="+79130000001", about="билет 00417001")
        await anna.send("/start")
        await bot.say(anna.id, "Меню", reply_markup=keyboard("Профиль"))
        await bot.say(anna.id, "<b>Да?</b>", parse_mode="HTML", reply_markup=inline([("Да", "1")]))
        await anna.send_document("справка.pdf", b"%PDF")
        await bot.do("setMyCommands", commands=[{"command": "start", "description": "начать"}])
        box.group("Юристы", members=[anna])
        before = [message.raw for message in anna.messages]
        updates = await bot.do("getUpdates")

    async with opened() as box, ClientSession() as session:
        bot = Bot(box, session)
        anna = box.person("Анна")
        assert [message.raw for message in anna.messages] == before
        assert anna.account.phone == "+79130000001"
        assert anna.account.about == "билет 00417001"
        assert anna.keyboard == ["Профиль"]
        assert anna.last is not None
        assert anna.last.html == "<b>Да?</b>"
        assert box.file_bytes(anna.messages[-1].files[0].id) == b"%PDF"
        assert await bot.do("getMyCommands") == [{"command": "start", "description": "начать"}]
        assert await bot.do("getUpdates") == updates
        assert box.group("Юристы").chat.members == [anna.id]

        await anna.press("Да", nowait=True)
        later = await bot.updates()
        assert later[-1]["update_id"] == updates[-1]["update_id"] + 1
        sent = await bot.say(anna.id, "дальше")
        assert sent["message_id"] == before[-1]["message_id"] + 1


async def test_what_was_confirmed_deleted_and_blocked_stays_so(opened: Open) -> None:
    async with opened() as box, ClientSession() as session:
        anna = box.person("Анна")
        first = await anna.send("раз")
        await anna.delete(first)
        await anna.block()
        last = (await Bot(box, session).updates())[-1]["update_id"]

    async with opened() as box, ClientSession() as session:
        bot = Bot(box, session)
        anna = box.person("Анна")
        assert anna.account.blocked
        assert anna.messages == []
        assert await bot.updates() == []
        await anna.unblock()
        assert (await bot.updates())[0]["update_id"] == last + 1
        assert (await anna.send("два")).id == 2


async def test_a_killed_sandbox_never_gives_an_id_twice(opened: Open) -> None:
    async with opened() as box, ClientSession() as session:
        anna = box.person("Анна")
        await anna.send("раз")
        seen = await Bot(box, session).do("getUpdates")
        # What the bot saw is on disk before it saw it: a second reader finds it now.
        again = opened()
        assert isinstance(again, Sandbox)
        assert list(again.telegram.updates.pending.values()) == seen
        again.store.close()


async def test_without_a_folder_all_is_forgotten() -> None:
    async with Sandbox() as box:
        await box.person("Анна").send("раз")
    async with Sandbox() as box:
        assert box.people == {}
