"""Where a person stands in a form is never read older than it is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Base, Database
from bot.telegram.models import StateRow
from bot.telegram.storage import buffering


class Overtaken(Database):
    """The journal's commit ends just after the rows were read, before they are used."""

    def __init__(self, url: str, journal: Any) -> None:
        super().__init__(url)
        self._journal = journal

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        async with super().reading() as session:
            yield session
        self._journal.unsaved.clear()


async def test_a_commit_that_ends_while_states_are_read_loses_none(database_url: str) -> None:
    journal: Any = SimpleNamespace(unsaved={(7, "step"): '{"state": "surname"}'})
    database = Overtaken(database_url, journal)
    async with database.engine.begin() as connection:
        await connection.run_sync(
            Base.metadata.create_all, tables=[Base.metadata.tables[StateRow.__tablename__]]
        )
    async with buffering(database, journal, 7) as buffer:
        assert buffer.read("step") == {"state": "surname"}
    await database.close()
