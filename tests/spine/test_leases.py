"""Several processes on one database: each thing is done by one of them."""

import asyncio
import fcntl
import os
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.admin import service as admin
from bot.db import Database
from bot.leases import LANE_NAMES, LANES, POLLER, PRESENCE, SENDER, SHARED, Lease, Leases, Pulse
from bot.members.models import Account, Grant, Organisation
from bot.telegram.models import InboxRow
from sandbox import Sandbox
from tests.databases import fresh_postgres
from tests.spine.parts import RULES, at_work, build, eventually, expire, message, prepared, seize
from tests.telegram import TOKEN, bot_in


def lanes(leases: Leases) -> int:
    return len(leases.lanes)


async def present(database: Database) -> int:
    async with database.reading() as session:
        rows = select(func.count()).where(Lease.name.like(f"{PRESENCE}%"))
        return await session.scalar(rows) or 0


async def test_one_process_holds_all(database_url: str, tmp_path: Path) -> None:
    async with prepared(database_url) as database:
        leases = Leases(database, tmp_path)
        await leases.renew()
        assert all(leases.holds(name) for name in SHARED)
        assert leases.is_alone
        await leases.release()
        assert not any(leases.holds(name) for name in SHARED)
        assert await present(database) == 0


async def test_two_processes_share_the_lanes_and_one_has_each_of_the_rest(
    database_url: str, tmp_path: Path
) -> None:
    async with prepared(database_url) as database:
        first, second = Leases(database, tmp_path), Leases(database, tmp_path)
        for leases in (first, second, first, second):
            await leases.renew()
        assert (lanes(first), lanes(second)) == (LANES // 2, LANES // 2)
        assert not set(first.lanes) & set(second.lanes)
        assert [leases.holds(SENDER) for leases in (first, second)] == [True, False]
        await first.release()
        await second.renew()
        assert lanes(second) == LANES
        assert second.holds(SENDER)
        await second.release()


async def test_a_busy_lane_is_given_away_when_it_is_idle(
    database_url: str, tmp_path: Path
) -> None:
    async with prepared(database_url) as database:
        first, second = Leases(database, tmp_path), Leases(database, tmp_path)
        first.busy = lambda name: name == LANE_NAMES[-1]
        for leases in (first, second, first, second):
            await leases.renew()
        # Nothing new is begun in it, and nobody else has it yet.
        assert not first.holds(LANE_NAMES[-1])
        assert LANE_NAMES[-1] in first.epochs
        assert not second.holds(LANE_NAMES[-1])
        first.busy = lambda name: False
        for leases in (first, second):
            await leases.renew()
        assert second.holds(LANE_NAMES[-1])


async def test_a_killed_process_of_this_machine_is_not_waited_for(
    database_url: str, tmp_path: Path
) -> None:
    async with prepared(database_url) as database:
        killed = Leases(database, tmp_path)
        await killed.renew()
        # What the system does when a process ends.
        assert killed._pulse is not None
        assert killed._pulse._descriptor is not None
        os.close(killed._pulse._descriptor)
        fresh = Leases(database, tmp_path)
        await fresh.renew()
        assert all(fresh.holds(name) for name in SHARED)
        assert fresh.is_alone
        assert await present(database) == 1
        assert len(list((tmp_path / "alive").iterdir())) == 1
        await fresh.release()
        assert list((tmp_path / "alive").iterdir()) == []


async def test_a_living_process_with_the_same_number_keeps_what_it_has(
    database_url: str, tmp_path: Path
) -> None:
    """Two containers may both be number 1 of a host with one name."""
    async with prepared(database_url) as database:
        living, twin = Leases(database, tmp_path / "a"), Leases(database, tmp_path / "b")
        assert living.owner != twin.owner
        await living.renew()
        await twin.renew()
        assert twin.lanes == []
        assert not twin.holds(SENDER)


async def test_a_process_of_another_machine_is_waited_for_until_it_expires(
    database_url: str, tmp_path: Path
) -> None:
    async with prepared(database_url) as database:
        there, here = Leases(database, tmp_path / "there"), Leases(database, tmp_path / "here")
        await there.renew()
        await here.renew()
        assert here.lanes == []
        await expire(database, *SHARED, f"{PRESENCE}{there.owner}")
        await here.renew()
        assert lanes(here) == LANES
        # The rows of those who are gone do not pile up.
        assert await present(database) == 1


async def test_a_process_that_slept_past_its_leases_begins_nothing_before_it_asked(
    database_url: str, tmp_path: Path
) -> None:
    async with prepared(database_url) as database:
        slept = Leases(database, tmp_path)
        await slept.renew()
        told: list[str] = []
        slept.gained.append(told.append)
        slept._until = 0.0
        assert not any(slept.holds(name) for name in SHARED)
        await slept.renew()
        assert all(slept.holds(name) for name in SHARED)
        # Whoever stopped meanwhile goes on.
        assert sorted(told) == sorted(SHARED)


async def test_a_lease_that_proves_to_be_lost_is_not_believed_in_any_more(
    database_url: str, tmp_path: Path
) -> None:
    async with prepared(database_url) as database:
        leases = Leases(database, tmp_path)
        await leases.renew()
        await seize(database, SENDER)
        async with database.writing() as session:
            assert await leases.held_now(session, [SENDER]) == {}
        assert not leases.holds(SENDER)
        assert leases.holds(POLLER)


async def test_a_lease_changes_hands_with_another_epoch(database_url: str, tmp_path: Path) -> None:
    async with prepared(database_url) as database:
        leases = Leases(database, tmp_path)
        await leases.renew()
        before = leases.epochs[SENDER]
        await leases.renew()
        assert leases.epochs[SENDER] == before
        await seize(database, SENDER)
        await expire(database, SENDER)
        await leases.renew()
        assert leases.epochs[SENDER] == before + 2


def test_a_pulse_tells_the_living_from_the_dead(tmp_path: Path) -> None:
    living, watcher = Pulse(tmp_path, "host:1:aa"), Pulse(tmp_path, "host:1:bb")
    living.begin()
    assert not watcher.is_gone("host:1:aa")
    assert not watcher.is_gone("elsewhere:1:cc")
    child = os.fork()
    if not child:
        descriptor = os.open(tmp_path / "dd.lock", os.O_RDWR | os.O_CREAT)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        os._exit(0)
    os.waitpid(child, 0)
    assert watcher.is_gone("host:1:dd")
    living.end()
    assert not watcher.is_gone("host:1:aa")


@pytest.mark.postgres
async def test_of_two_bots_each_update_is_handled_by_one_and_the_living_takes_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with AsyncExitStack() as stack:
        box = await stack.enter_async_context(Sandbox(token=TOKEN))
        url = await stack.enter_async_context(fresh_postgres())
        crowd = [box.person(f"Человек {n}", id=n) for n in range(1001, 1017)]

        async def all_ask(times: int) -> None:
            before = {person.id: replies(person) for person in crowd}
            for _ in range(times):
                await asyncio.gather(*(person.send("/help") for person in crowd))
            for person in crowd:
                due = before[person.id] + times
                await person.wait_until(lambda p=person, due=due: replies(p) >= due)  # type: ignore[misc]
            await asyncio.sleep(0.2)
            assert {p.id: replies(p) - before[p.id] for p in crowd} == {p.id: times for p in crowd}

        second_stack = await stack.enter_async_context(AsyncExitStack())
        first = await stack.enter_async_context(bot_in(box, url, tmp_path))
        second = await second_stack.enter_async_context(bot_in(box, url, tmp_path))
        for leases in (first.leases, second.leases, first.leases, second.leases):
            await leases.renew()
        assert len(first.leases.lanes) == len(second.leases.lanes) == LANES // 2
        await all_ask(2)
        await second_stack.aclose()
        await first.leases.renew()
        assert len(first.leases.lanes) == LANES
        await all_ask(1)


def replies(person: object) -> int:
    return len([m for m in person.messages if m.from_bot])  # type: ignore[attr-defined]


@pytest.mark.postgres
async def test_what_a_stopped_process_had_in_hand_is_finished_by_the_other(
    tmp_path: Path,
) -> None:
    async with fresh_postgres() as url, prepared(url) as database:
        stopped = build(database, tmp_path, same_machine=False)
        other = build(database, tmp_path, same_machine=False)
        async with at_work(stopped, start=False):
            # It handles, and is stopped before it marks anything.
            await stopped.inbox.take([message(chat, f"{chat}") for chat in range(1, 33)])
            await eventually(lambda: len(stopped.handled) == 32)
            await expire(database, *SHARED, f"{PRESENCE}{stopped.leases.owner}")
            async with at_work(other):
                await eventually(lambda: len(other.handled) == 32)
                await other.settled()
                # It wakes up.
                marked = await marks(database)
                assert all(marked)
                await stopped.journal.flush()
                assert await marks(database) == marked
                assert stopped.leases.lanes == []


async def marks(database: Database) -> list[object]:
    async with database.reading() as session:
        return list(await session.scalars(select(InboxRow.done_at).order_by(InboxRow.id)))


async def test_processes_that_start_at_once_on_a_new_database_all_start(
    database_url: str,
) -> None:
    async with prepared(database_url) as database, AsyncExitStack() as stack:
        databases = [Database(database_url) for _ in range(3)]
        for each in databases:
            stack.push_async_callback(each.close)
        await asyncio.gather(*(begin(each) for each in databases))
        async with database.reading() as session:
            for table in (Organisation, Account, Grant):
                assert await session.scalar(select(func.count()).select_from(table)) == 1


async def begin(database: Database) -> None:
    """What each does after migrating, which test_stopped.py lets two real processes do at once."""
    async with database.writing() as session:
        await admin.check_keys(session)
        await admin.make_administrators(session, [9001], "ru", RULES)
    async with database.writing() as session:
        await admin.check_bot(session, 42)
