from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.telegram import Town, town


@pytest.fixture
async def place(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Town]:
    """The bot at work; its files are in the test's own folder."""
    monkeypatch.chdir(tmp_path)
    async with town(database_url, tmp_path) as here:
        yield here
