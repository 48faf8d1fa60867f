"""No update is lost, one chat's come in order, and a bad one holds nobody up."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.methods import GetMe
from sqlalchemy import func, select, update

from bot.counts import Counts
from bot.db import Database
from bot.leases import LANE_NAMES
from bot.security import use_keys
from bot.telegram.inbox import Received, chat_of
from bot.telegram.models import InboxRow
from bot.telegram.polling import poll
from sandbox import Sandbox
from tests.spine.parts import (
    Spine,
    at_work,
    build,
    eventually,
    message,
    prepared,
    remember,
    running,
    seize,
    text_of,
)
from tests.telegram import TEST_KEY, TOKEN, town


@asynccontextmanager
async def polling(spine: Spine) -> AsyncIterator[None]:
    task = asyncio.create_task(poll(spine.bot, spine.leases, spine.inbox, Counts()))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def read_only(database: Database) -> AsyncIterator[None]:
    """Nothing can be written meanwhile; what was begun fails."""
    turn, database._turn = database._turn, Refusing()
    try:
        yield
    finally:
        database._turn = turn


class Refusing:
    async def __aenter__(self) -> None:
        raise ConnectionRefusedError

    async def __aexit__(self, *error: object) -> None:
        """Never entered."""


def confirmed(box: Sandbox) -> int:
    """The newest update that the bot allowed Telegram to forget."""
    offsets = [c.params.get("offset") or 0 for c in box.calls if c.method == "getUpdates"]
    return max(offsets, default=0) - 1


async def newest_stored(database: Database) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.max(InboxRow.update_id))) or 0


async def test_an_update_rests_in_the_database_before_telegram_may_forget_it(
    database_url: str, tmp_path: Path
) -> None:
    async with (
        Sandbox(token=TOKEN) as box,
        running(database_url, tmp_path, box) as spine,
        polling(spine),
    ):
        anna = box.person("Анна", id=1001)
        async with read_only(spine.database):
            for word in ("раз", "два", "три"):
                await anna.send(word)
            await asyncio.sleep(1.2)
            assert box.telegram.updates.pending
            assert confirmed(box) < min(box.telegram.updates.pending)
            assert spine.handled == []
        await box.drained()
        assert await newest_stored(spine.database) >= confirmed(box)
        await spine.settled()
        assert spine.handled == ["раз", "два", "три"]


async def test_a_repeated_update_has_no_second_effect(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as spine:
        again = message(1001, "раз")
        await asyncio.gather(*(spine.inbox.take([again]) for _ in range(3)))
        await spine.settled()
        await spine.inbox.take([again])
        await spine.settled()
        assert spine.handled == ["раз"]


async def test_what_is_done_keeps_its_id_and_not_its_words(
    database_url: str, tmp_path: Path
) -> None:
    async with running(database_url, tmp_path) as spine:
        await spine.inbox.take([message(1001, "раз", update_id=77)])
        await spine.settled()
        row = await spine.row(77)
        assert row.payload is None
        assert row.done_at is not None


async def test_a_slow_chat_keeps_its_order_and_holds_up_no_other(
    database_url: str, tmp_path: Path
) -> None:
    go_on = asyncio.Event()

    async def handle(spine: Spine, received: Received) -> None:
        if text_of(received) == "медленно":
            await go_on.wait()
        await remember(spine, received)

    async with running(database_url, tmp_path, handle=handle) as spine:
        await spine.inbox.take([message(1, "медленно"), message(1, "потом"), message(2, "сразу")])
        await eventually(lambda: spine.handled == ["сразу"])
        await spine.inbox.take([message(1, "последним")])
        go_on.set()
        await spine.settled()
        assert spine.handled == ["сразу", "медленно", "потом", "последним"]


async def test_many_chats_at_once_each_in_its_order(database_url: str, tmp_path: Path) -> None:
    async def handle(spine: Spine, received: Received) -> None:
        await asyncio.sleep(0.001 * (received.update_id % 3))
        await remember(spine, received)

    async with running(database_url, tmp_path, handle=handle) as spine:
        for step in range(10):
            await spine.inbox.take([message(chat, f"{chat}:{step}") for chat in range(1, 21)])
        await spine.settled()
        for chat in range(1, 21):
            mine = [word for word in spine.handled if word.startswith(f"{chat}:")]
            assert mine == [f"{chat}:{step}" for step in range(10)]


async def test_a_failing_update_is_tried_again_given_up_reported_and_revived(
    database_url: str, tmp_path: Path
) -> None:
    tries = 0
    mended = False

    async def handle(spine: Spine, received: Received) -> None:
        nonlocal tries
        if text_of(received) == "плохо" and not mended:
            tries += 1
            raise LookupError("Петрова Анна")
        await remember(spine, received)

    async with (
        Sandbox(token=TOKEN) as box,
        running(database_url, tmp_path, box, handle=handle) as spine,
    ):
        box.person("Админов Антон", id=9001, started=True)
        await spine.administrator(9001)
        await spine.inbox.take(
            [message(1, "плохо", update_id=5), message(1, "дальше"), message(2, "рядом")]
        )
        await spine.settled()
        assert tries == 3
        assert sorted(spine.handled) == ["дальше", "рядом"]
        row = await spine.row(5)
        assert row.dead_at is not None
        assert row.error is not None
        assert row.error.startswith("LookupError test_inbox.py")
        assert "Петрова" not in row.error
        assert spine.apologies == [5]
        told = [(notice.kind, notice.values["update"]) for notice in await spine.notices()]
        assert told == [("update-failed", 5)]
        mended = True
        await spine.inbox.revive(row.id, row.chat_id)
        await spine.settled()
        assert spine.handled[-1] == "плохо"
        assert (await spine.row(5)).payload is None


async def test_while_the_token_is_refused_nothing_is_given_up(
    database_url: str, tmp_path: Path
) -> None:
    refused = [TelegramUnauthorizedError(method=GetMe(), message="Unauthorized")]

    async def handle(spine: Spine, received: Received) -> None:
        if refused:
            raise refused.pop()
        await remember(spine, received)

    async with running(database_url, tmp_path, handle=handle, retries=()) as spine:
        await spine.inbox.take([message(1, "раз", update_id=5)])
        await spine.settled()
        assert spine.handled == ["раз"]
        assert (await spine.row(5)).dead_at is None


async def test_tries_are_spaced_wider_and_wider(database_url: str, tmp_path: Path) -> None:
    at: list[float] = []

    async def handle(spine: Spine, received: Received) -> None:
        at.append(asyncio.get_running_loop().time())
        raise LookupError

    retries = (0.01, 0.05, 0.2)
    async with running(database_url, tmp_path, handle=handle, retries=retries) as spine:
        await spine.inbox.take([message(1, "плохо")])
        await spine.settled()
    pauses = [later - earlier for earlier, later in itertools.pairwise(at)]
    assert all(pause >= least for pause, least in zip(pauses, retries, strict=True))


NONSENSE: dict[str, Any] = {
    "message_id": "не число",
    "date": 1,
    "chat": {"id": 1001, "type": "private", "first_name": "Анна"},
    "from": {"id": 1001, "is_bot": False, "first_name": "Анна"},
    "text": ["не текст"],
}


async def test_what_aiogram_cannot_parse_is_given_up_and_blocks_nobody(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with town(database_url, tmp_path, admin_ids=(9001,)) as place:
        chief = place.box.person("Админов Антон", id=9001, started=True)
        anna = await place.member(1001, "Петрова Анна")
        boris = place.box.person("Борис", id=1002)
        place.box.telegram.updates.add("message", NONSENSE)
        await boris.send("/start")
        told = await anna.wait_for("Не получилось")
        assert "сообщил администратору" in told.text
        line = await chief.wait_for("не обработано")
        assert "ValidationError" in line.text
        assert "не текст" not in line.text
        await boris.wait_for("")
        await anna.send("/menu")
        await anna.wait_for("")
        # Nothing was mended, so it fails once more, and he is told once more.
        await anna.press("Повторить", message=told)
        await anna.wait_for("Не получилось")


@pytest.mark.parametrize(
    "event",
    [
        {"message": "не словарь"},
        {"message": {"chat": "не чат", "from": None}},
        {"callback_query": {"message": {"chat": {"id": "сто"}}, "from": {}}},
        {"poll": {"id": "1"}},
        {"что-то новое": [1, 2, 3]},
        {},
    ],
)
def test_the_chat_of_nonsense_is_none(event: dict[str, Any]) -> None:
    assert chat_of({"update_id": 1, **event}) == 0


def test_the_chat_of_a_press_is_where_the_button_is() -> None:
    press = {"message": {"chat": {"id": -100}}, "from": {"id": 7}}
    assert chat_of({"update_id": 1, "callback_query": press}) == -100
    assert chat_of({"update_id": 1, "callback_query": {"from": {"id": 7}}}) == 7


async def test_what_a_crash_left_is_handled_before_what_comes_after_it(
    database_url: str, tmp_path: Path
) -> None:
    async with prepared(database_url) as database:
        crashed = build(database, tmp_path)
        async with at_work(crashed, start=False):
            await crashed.inbox.stop(0)
            await crashed.inbox.take([message(1, "раз"), message(1, "два")])
        fresh = build(database, tmp_path)
        async with at_work(fresh, start=False):
            # Polled before the first scan.
            await fresh.inbox.take([message(1, "три"), message(2, "рядом")])
            fresh.start()
            await fresh.settled()
        assert [word for word in fresh.handled if word != "рядом"] == ["раз", "два", "три"]


async def test_what_another_process_received_goes_before_what_came_here_later(
    database_url: str, tmp_path: Path
) -> None:
    async with prepared(database_url) as database:
        owner = build(database, tmp_path)
        other = build(database, tmp_path)
        async with at_work(owner, start=False):
            await other.inbox.take([message(1, "раз")])
            await owner.inbox.take([message(1, "два")])
            owner.start()
            await owner.settled()
            assert owner.handled == ["раз", "два"]
            assert other.handled == []
        await other.bot.session.close()


async def test_a_process_begins_nothing_in_a_lane_that_is_not_its_own(
    database_url: str, tmp_path: Path
) -> None:
    async with running(database_url, tmp_path) as spine:
        await seize(spine.database, *LANE_NAMES)
        await spine.leases.renew()
        await spine.inbox.take([message(1, "раз")])
        await spine.inbox.scan()
        assert spine.inbox.is_idle or spine.handled == []
        assert spine.handled == []


async def test_an_update_sealed_with_a_key_that_is_gone_is_given_up(
    database_url: str, tmp_path: Path
) -> None:
    async with prepared(database_url) as database:
        crashed = build(database, tmp_path)
        async with at_work(crashed, start=False):
            await crashed.inbox.stop(0)
            await crashed.inbox.take([message(1, "раз", update_id=5)])
            async with database.writing() as session:
                await session.execute(update(InboxRow).values(payload=b"gAAAA"))
        fresh = build(database, tmp_path)
        async with at_work(fresh):
            await fresh.inbox.take([message(1, "два")])
            await fresh.settled()
            assert fresh.handled == ["два"]
            assert "InvalidToken" in str((await fresh.row(5)).error)
    use_keys([TEST_KEY])
