"""Many file at once while the process is killed. Two hundred: `RUSH=200`, or `tests.aid.rush`."""

import os
from pathlib import Path

import pytest

from tests.aid.rush import rush

pytestmark = pytest.mark.slow

PEOPLE = int(os.environ.get("RUSH", "20"))
KILLS = 2 if PEOPLE <= 50 else 5


@pytest.mark.both
async def test_each_application_is_there_once_though_the_process_is_killed(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = await rush(database_url, tmp_path, PEOPLE, KILLS)
    assert found["filed"] == PEOPLE
