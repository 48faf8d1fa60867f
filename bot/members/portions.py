"""A large write in portions, each of which takes about as long as anybody should wait for it.

SQLite has one writer, and a PostgreSQL row one: whoever writes for a minute keeps people waiting
for a minute. How many rows fit into a moment depends on the machine and on what else it does.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database

PORTION_S: Final = 0.5
FIRST_ROWS: Final = 2_000
LEAST_ROWS: Final = 200
MOST_ROWS = 10_000
# Another process that waits for SQLite's lock looks every tenth of a second whether it is free.
BREATH_S = 0.15
# Twice as fast as SQLite's usual 2 MB, where indexes of half a million hashes are written.
CACHE_KIB: Final = 64 * 1024


class Portions:
    """`rows` is how many the next portion may have."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.rows = min(FIRST_ROWS, MOST_ROWS)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """One portion, one transaction. What it takes sets the size of the next."""
        async with self._database.writing() as session:
            # From here on others wait.
            await session.connection()
            began = time.monotonic()
            if self._database.is_sqlite:
                await session.execute(text(f"PRAGMA cache_size = -{CACHE_KIB}"))
            yield session
        taken = time.monotonic() - began
        fitting = int(self.rows * min(PORTION_S / taken, 2.0)) if taken else MOST_ROWS
        self.rows = min(max(fitting, LEAST_ROWS), MOST_ROWS)

    async def let_others_write(self) -> None:
        await asyncio.sleep(BREATH_S)
