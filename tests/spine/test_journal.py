"""Where a person stands and the mark of his update are one commit, shared with others'."""

import asyncio
from pathlib import Path

import pytest
from aiogram.fsm.storage.base import StorageKey
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.leases import lane_of
from bot.telegram import inbox as inboxes
from bot.telegram.inbox import Received
from bot.telegram.models import InboxRow, StateRow
from bot.telegram.storage import StateStorage, buffering
from tests.spine.parts import (
    Commits,
    Spine,
    at_work,
    build,
    eventually,
    expire,
    message,
    prepared,
    remember,
    running,
    seize,
    text_of,
)

STATES = StateStorage()


def place_of(chat_id: int) -> StorageKey:
    return StorageKey(bot_id=42, chat_id=chat_id, user_id=chat_id)


async def count_on(spine: Spine, received: Received) -> None:
    """A form: each message is one more step from the state before."""
    key = place_of(received.chat_id)
    data = await STATES.get_data(key)
    steps = [*data.get("steps", []), text_of(received)]
    await STATES.set_data(key, {"steps": steps})
    await remember(spine, received)


async def steps_of(spine: Spine, chat_id: int) -> list[str]:
    async with buffering(spine.database, spine.journal, chat_id):
        return list((await STATES.get_data(place_of(chat_id))).get("steps", []))


async def waiting(spine: Spine) -> int:
    async with spine.database.reading() as session:
        unmarked = select(func.count()).select_from(InboxRow).where(InboxRow.done_at.is_(None))
        return await session.scalar(unmarked) or 0


async def stored_states(spine: Spine) -> int:
    async with spine.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(StateRow)) or 0


class PowerCut(Exception):
    """Of the test: in the middle of a commit."""


async def cut_while_marking(session: AsyncSession, inbox_ids: list[int]) -> None:
    await inboxes.mark(session, inbox_ids)
    raise PowerCut


async def test_state_and_mark_are_one_commit(database_url: str, tmp_path: Path) -> None:
    async with prepared(database_url) as database:
        falling = build(database, tmp_path, handle=count_on, mark=cut_while_marking)
        async with at_work(falling, start=False):
            await falling.inbox.take([message(1, "раз"), message(1, "два")])
            await eventually(lambda: falling.handled == ["раз", "два"])
            with pytest.raises(PowerCut):
                await falling.journal.flush()
            assert await stored_states(falling) == 0
            assert await waiting(falling) == 2
        fresh = build(database, tmp_path, handle=count_on)
        async with at_work(fresh):
            await eventually(lambda: fresh.handled == ["раз", "два"])
            await fresh.settled()
            assert await steps_of(fresh, 1) == ["раз", "два"]
            assert await waiting(fresh) == 0


async def test_a_state_that_waits_for_its_group_is_read_from_memory(
    database_url: str, tmp_path: Path
) -> None:
    async with prepared(database_url) as database:
        spine = build(database, tmp_path, handle=count_on)
        async with at_work(spine, start=False):
            await spine.inbox.take([message(1, word) for word in ("раз", "два", "три")])
            await eventually(lambda: len(spine.handled) == 3)
            assert await stored_states(spine) == 0
            assert await steps_of(spine, 1) == ["раз", "два", "три"]
            await spine.journal.flush()
            assert await stored_states(spine) == 1
            assert spine.journal.unsaved == {}
            assert await steps_of(spine, 1) == ["раз", "два", "три"]


async def test_a_state_that_became_empty_leaves_no_row(database_url: str, tmp_path: Path) -> None:
    async def clear_at_the_end(spine: Spine, received: Received) -> None:
        await count_on(spine, received)
        if text_of(received) == "конец":
            await STATES.set_data(place_of(received.chat_id), {})

    async with running(database_url, tmp_path, handle=clear_at_the_end) as spine:
        await spine.inbox.take([message(1, "раз")])
        await spine.settled()
        assert await stored_states(spine) == 1
        await spine.inbox.take([message(1, "конец")])
        await spine.settled()
        assert await stored_states(spine) == 0


async def test_the_ends_of_many_updates_share_commits(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path, handle=count_on) as spine:
        await spine.inbox.take([message(chat, "раз") for chat in range(1, 101)])
        commits = Commits(spine.database)
        await spine.settled()
        assert await waiting(spine) == 0
        assert commits.count < 50


async def test_nothing_is_lost_when_two_flushes_run_at_once(
    database_url: str, tmp_path: Path
) -> None:
    async with prepared(database_url) as database:
        spine = build(database, tmp_path, handle=count_on)
        async with at_work(spine, start=False):
            for start in range(0, 100, 10):
                chats = range(start + 1, start + 11)
                await spine.inbox.take([message(chat, "раз") for chat in chats])
                await asyncio.gather(spine.journal.flush(), spine.journal.flush())
            await eventually(lambda: len(spine.handled) == 100)
            await asyncio.gather(*(spine.journal.flush() for _ in range(3)))
            assert await waiting(spine) == 0
            assert await stored_states(spine) == 100
            assert spine.journal.is_idle


async def test_a_flush_that_was_cancelled_leaves_its_group_to_the_next(
    database_url: str, tmp_path: Path
) -> None:
    marking = asyncio.Event()
    hang = True

    async def mark(session: AsyncSession, inbox_ids: list[int]) -> None:
        if hang:
            marking.set()
            await asyncio.Event().wait()
        await inboxes.mark(session, inbox_ids)

    async with prepared(database_url) as database:
        spine = build(database, tmp_path, handle=count_on, mark=mark)
        async with at_work(spine, start=False):
            await spine.inbox.take([message(1, "раз")])
            await eventually(lambda: len(spine.handled) == 1)
            flush = asyncio.create_task(spine.journal.flush())
            await marking.wait()
            flush.cancel()
            await asyncio.gather(flush, return_exceptions=True)
            hang = False
            await spine.journal.flush()
            assert await waiting(spine) == 0


async def test_what_was_taken_over_before_its_commit_is_not_marked_and_is_replayed(
    database_url: str, tmp_path: Path
) -> None:
    async with prepared(database_url) as database:
        stopped = build(database, tmp_path, handle=count_on, same_machine=False)
        owner = build(database, tmp_path, handle=count_on, same_machine=False)
        async with at_work(stopped, start=False):
            await stopped.inbox.take([message(1, "раз"), message(2, "сам")])
            await eventually(lambda: len(stopped.handled) == 2)
            await seize(database, lane_of(1))
            await stopped.journal.flush()
            assert await waiting(stopped) == 1
            assert await stored_states(stopped) == 1
            assert stopped.journal.unsaved == {}
            # The one that seized it is gone as well: its lease runs out.
            await expire(database, lane_of(1))
            stopped.leases.epochs.clear()
            async with at_work(owner):
                await eventually(lambda: owner.handled == ["раз"])
                await owner.settled()
                assert await steps_of(owner, 1) == ["раз"]
                assert await waiting(owner) == 0


async def test_a_lane_that_was_lost_and_is_ours_again_is_another_epoch(
    database_url: str, tmp_path: Path
) -> None:
    """Another process may have gone on from the state that we read before."""
    go_on = asyncio.Event()

    async def handle(spine: Spine, received: Received) -> None:
        if not spine.handled:
            spine.handled.append("начато")
            await go_on.wait()
        await count_on(spine, received)

    async with running(database_url, tmp_path, handle=handle) as spine:
        await spine.inbox.take([message(1, "раз"), message(1, "два")])
        await eventually(lambda: spine.handled == ["начато"])
        await seize(spine.database, lane_of(1))
        await spine.leases.renew()
        await expire(spine.database, lane_of(1))
        await spine.leases.renew()
        assert spine.leases.holds(lane_of(1))
        go_on.set()
        await eventually(lambda: len(spine.handled) == 4)
        await spine.settled()
        # What was begun under the old epoch counts for nothing: «раз» is handled anew.
        assert spine.handled == ["начато", "раз", "раз", "два"]
        assert await steps_of(spine, 1) == ["раз", "два"]
