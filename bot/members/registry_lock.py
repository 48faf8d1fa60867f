"""One import at a time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text

from bot.db import Database
from bot.errors import SetupError
from bot.locking import holding

POSTGRES_LOCK = 0x70726F66


class Busy(SetupError):
    """Another import is at work: this one waits for its turn."""


@asynccontextmanager
async def only_import(database: Database) -> AsyncIterator[None]:
    """Refuses a second import beside this one; the lock falls with the process that held it."""
    lock = _sqlite_lock if database.is_sqlite else _postgres_lock
    async with lock(database) as free:
        if not free:
            raise Busy("Реестр уже загружает другой процесс: дождитесь конца и повторите.")
        yield


@asynccontextmanager
async def _postgres_lock(database: Database) -> AsyncIterator[bool]:
    async with database.engine.connect() as connection:
        # Without a transaction: an idle one of a minute would hold back the vacuum.
        connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        key = {"key": POSTGRES_LOCK}
        free = await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), key)
        try:
            yield bool(free)
        finally:
            if free:
                await connection.scalar(text("SELECT pg_advisory_unlock(:key)"), key)


@asynccontextmanager
async def _sqlite_lock(database: Database) -> AsyncIterator[bool]:
    with holding(Path(f"{database.engine.url.database}.import")) as free:
        yield free
