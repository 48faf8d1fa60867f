"""Two real processes, one of them stopped as a machine that hangs: the other does its work."""

import asyncio
import signal
from pathlib import Path

import pytest

from sandbox import Person, Sandbox
from tests.databases import fresh_postgres
from tests.spine.parts import eventually
from tests.spine.process import BotProcess
from tests.telegram import TOKEN

pytestmark = pytest.mark.slow

START_SECONDS = 60
# The leases run out after ten seconds, and are looked at every three.
TAKE_OVER_SECONDS = 30


def answers(person: Person) -> int:
    return len([m for m in person.messages if m.from_bot])


async def all_ask(crowd: list[Person], seconds: float) -> None:
    due = {person.id: answers(person) + 1 for person in crowd}
    await asyncio.gather(*(person.send("/help") for person in crowd))
    await eventually(lambda: all(answers(person) >= due[person.id] for person in crowd), seconds)
    await asyncio.sleep(0.3)
    assert {person.id: answers(person) for person in crowd} == due


def send(process: BotProcess, name: signal.Signals) -> None:
    process.send(name)


@pytest.mark.postgres
async def test_a_process_that_is_stopped_and_wakes_up_changes_nothing(tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as box, fresh_postgres() as url:
        crowd = [box.person(f"Человек {n}", id=n) for n in range(1001, 1017)]
        first, second = (BotProcess(tmp_path, url, box.url) for _ in range(2))
        await asyncio.gather(first.start(), second.start())
        try:
            both = 2
            await eventually(
                lambda: first.log.read_text().count("бот работает") == both, START_SECONDS
            )
            # Until the one that came first has left half of the lanes to the other.
            await asyncio.sleep(4)
            await all_ask(crowd, TAKE_OVER_SECONDS)
            send(first, signal.SIGSTOP)
            await all_ask(crowd, TAKE_OVER_SECONDS)
            send(first, signal.SIGCONT)
            await asyncio.sleep(1)
            await all_ask(crowd, TAKE_OVER_SECONDS)
            await first.kill()
            # It ran on this machine, so nobody waits for its leases to expire.
            await all_ask(crowd, 9)
        finally:
            await first.kill()
            await second.terminate()
        assert "Traceback" not in first.log.read_text()
