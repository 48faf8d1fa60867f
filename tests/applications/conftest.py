from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from tests.telegram import Town, town

# Friday, 11:00 in Barnaul: the session of 10 December is still open for papers.
FRIDAY = datetime(2026, 11, 27, 4, tzinfo=UTC)


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """The time, which goes on from Friday morning unless a test moves it."""
    monkeypatch.chdir(tmp_path)
    with time_machine.travel(FRIDAY, tick=True) as coordinates:
        yield coordinates


@pytest.fixture
async def place(
    database_url: str, tmp_path: Path, clock: time_machine.Traveller
) -> AsyncIterator[Town]:
    async with town(database_url, tmp_path) as here:
        yield here
