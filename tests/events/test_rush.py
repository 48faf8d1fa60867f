"""The rush for places with kill -9 in the middle of it. Five hundred: `tests.events.rush`."""

from pathlib import Path

import pytest

from tests.events.rush import rush

pytestmark = pytest.mark.slow

PEOPLE, PLACES, KILLS = 60, 10, 2


@pytest.mark.both
async def test_nobody_is_lost_or_twice_on_the_list_when_the_process_is_killed(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = await rush(database_url, tmp_path, PEOPLE, PLACES, KILLS)
    assert (found["confirmed"], found["waiting"]) == (PLACES, PEOPLE - PLACES)
