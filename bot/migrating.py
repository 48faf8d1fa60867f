"""Bring the database to the newest shape. Several processes may start at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import ADVISORY_LOCK, Database

MIGRATIONS = Path(__file__).parent.parent / "migrations"


async def migrate(database: Database, revision: str = "head") -> None:
    async with database.engine.connect() as connection:
        if database.is_sqlite:
            await _migrate_sqlite(connection, revision)
            return
        async with connection.begin():
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
            await connection.run_sync(migrate_within, revision)


async def _migrate_sqlite(connection: AsyncConnection, revision: str) -> None:
    """SQLite changes a table by dropping it for a copy, which would delete what refers to it.

    https://www.sqlite.org/lang_altertable.html#otheralter
    """
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None
    # Outside the transaction: within one it has no effect.
    await raw.execute("PRAGMA foreign_keys=OFF")
    try:
        async with connection.begin():
            await connection.run_sync(migrate_within, revision)
            broken = (await connection.execute(text("PRAGMA foreign_key_check"))).first()
            if broken:
                raise RuntimeError(f"a migration left a reference of {broken[0]} to nothing")
    finally:
        await raw.execute("PRAGMA foreign_keys=ON")


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def migrate_within(connection: Connection, revision: str) -> None:
    """In the caller's transaction."""
    config = alembic_config(connection)
    if revision == "base" or revision.startswith("-"):
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)
