from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import time_machine

from bot.knowledge.library import Library
from tests.legal.conftest import clock
from tests.telegram import Town, town

__all__ = ["clock"]


@pytest.fixture(scope="session")
def shipped() -> Library:
    return Library.load()


@pytest.fixture
async def place(
    database_url: str, tmp_path: Path, clock: time_machine.Traveller, shipped: Library
) -> AsyncIterator[Town]:
    """A town whose bot has the shipped articles."""
    async with town(database_url, tmp_path, library=shipped) as here:
        yield here
