"""Drafts that were left alone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import func, select

from bot.cases.jobs import drop_old_drafts
from bot.cases.models import Case, CaseMessage
from tests.telegram import town


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    monkeypatch.chdir(tmp_path)
    with time_machine.travel(datetime(2026, 11, 18, 4, tzinfo=UTC), tick=True) as traveller:
        yield traveller


async def test_a_draft_goes_when_its_term_ends_and_not_before(
    database_url: str, tmp_path: Path, clock: time_machine.Traveller
) -> None:
    async with town(database_url, tmp_path) as place:
        anna = await place.member(1001, "Петрова Анна Сергеевна")
        await anna.send("⚖️ Вопрос юристу")
        await anna.wait_for("Опишите, что случилось")
        await anna.send("Объявили выговор.")
        await anna.wait_for("Проверьте перед отправкой")
        for days, left in ((29, 1), (3, 0)):
            await place.settled()
            clock.move_to(datetime.now(UTC) + timedelta(days=days))
            await drop_old_drafts(place.database, place.app.regulations)
            async with place.database.reading() as session:
                for table in (Case, CaseMessage):
                    assert await session.scalar(select(func.count()).select_from(table)) == left
        # He writes on under the old screen, and nothing of it is lost.
        await anna.send("Помогите.")
        await anna.wait_for("Помогите.")
