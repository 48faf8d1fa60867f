"""The database: column types with one meaning everywhere, and two kinds of session."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import UTC, datetime
from enum import Enum as PyEnum
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import (
    DateTime,
    Dialect,
    Enum,
    MetaData,
    event,
    func,
    inspect,
    make_url,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from bot.errors import SetupError

# Any number: under this lock one process changes what all of them start from.
ADVISORY_LOCK = 7_408_231
BUSY_TIMEOUT_MS = 60_000
POOL_SIZE = 10
# https://www.sqlite.org/rescode.html
SQLITE_OUTAGES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)
# Connections, deadlocks, want of resources, a standby, locks, shutdowns, the disk:
# https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRES_OUTAGES = ("08", "25006", "40", "53", "55P03", "57P", "58")

# SQLite changes tables by copying them, and can only drop a constraint that has a name.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in Python, UTC at rest. A naive value is refused: nobody knows what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def text_enum(kind: type[PyEnum]) -> Enum:
    """Values at rest, not member names, and no native type that a migration must alter."""
    return Enum(
        kind, native_enum=False, length=32, values_callable=lambda k: [str(m.value) for m in k]
    )


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime()}  # noqa: RUF012  SQLAlchemy reads it so


class Database:
    """Sessions for reading and for writing. Services never commit; the `with` does, at its end.

    `posted` is called after a commit with the ids of the accounts for whom a notice was written.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self.posted: Callable[[set[int]], None] = lambda accounts: None
        reading = self.engine.execution_options(profbot_reading=True)
        self._read = async_sessionmaker(reading, expire_on_commit=False, autoflush=False)
        self._write = async_sessionmaker(self.engine, expire_on_commit=False)
        # SQLite has one writer. Ours queue here, in order, instead of polling for the lock.
        self._turn: AbstractAsyncContextManager[Any] = (
            asyncio.Lock() if self.is_sqlite else nullcontext()
        )

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        async with self._read() as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """One transaction. No call to the network belongs inside it."""
        async with self._turn, self._write.begin() as session:
            yield session
        if posted := session.info.pop("posted", None):
            self.posted(posted)

    async def close(self) -> None:
        await self.engine.dispose()


async def ensure_opens(database: Database) -> None:
    """Before a command does anything: a database that is away, or is none, is told in one line."""
    try:
        async with database.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    # The drivers have errors of their own beside SQLAlchemy's.
    except Exception as error:
        await database.close()
        raise cannot_open(error) from error


def cannot_open(error: Exception) -> SetupError:
    return SetupError(
        f"База данных не открывается ({type(error).__name__}). Проверьте DATABASE_URL: что"
        " сервер базы запущен, а файл это база, его можно читать и менять, и на диске есть место."
    )


async def insert_new(
    session: AsyncSession, table: type[Base], row: dict[str, Any], *, unique: Sequence[str]
) -> Any | None:
    """Insert the row and return its id; None where a row with the same `unique` columns stands.

    The only place that knows the two dialects' ON CONFLICT.
    """
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
    found = await session.execute(
        insert(table)
        .values(row)
        .on_conflict_do_nothing(index_elements=list(unique))
        .returning(*inspect(table).primary_key)
    )
    inserted = found.first()
    return inserted[0] if inserted else None


async def insert_selected(
    session: AsyncSession, table: type[Base], columns: dict[str, Any], *, unique: Sequence[str]
) -> int:
    """Insert what the database itself finds, but for rows whose `unique` columns stand already.

    `columns` are expressions of one query. How many were inserted.
    """
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
    found = select(*columns.values()).where(true())
    result: Any = await session.execute(
        insert(table)
        .from_select(list(columns), found, include_defaults=False)
        .on_conflict_do_nothing(index_elements=list(unique))
    )
    return int(result.rowcount)


async def alone(session: AsyncSession) -> None:
    """From here until the transaction ends, no other process is past this line.

    SQLite has one writer at a time in any case.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))


def is_outage(error: BaseException) -> bool:
    """True for a database that is away or locked: the same work succeeds later unchanged.

    A mistake of ours is none, though SQLite reports both by the same class.
    """
    if isinstance(error, (PoolTimeout, OSError)):
        return True
    raised: BaseException | None = error
    if isinstance(error, DBAPIError):
        if error.connection_invalidated:
            return True
        raised = error.orig
    # A connection that is cut while it is set up: SQLAlchemy lets the driver's own errors through.
    if isinstance(raised, asyncpg.InterfaceError):
        return "connection is closed" in str(raised)
    code = getattr(raised, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_OUTAGES
    state = getattr(raised, "sqlstate", None)
    return state is not None and state.startswith(POSTGRES_OUTAGES)


def _engine(url: str) -> AsyncEngine:
    if make_url(url).get_backend_name() == "sqlite":
        if (name := make_url(url).database) and name != ":memory:":
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        engine = create_async_engine(
            url, pool_size=POOL_SIZE, max_overflow=0, pool_timeout=90, hide_parameters=True
        )
        event.listen(engine.sync_engine, "connect", _sqlite_connect)
        event.listen(engine.sync_engine, "begin", _sqlite_begin)
        return engine
    return create_async_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=10,
        pool_pre_ping=True,
        hide_parameters=True,
        # It compiles an officer's list for seconds that is read in a tenth of one.
        connect_args={"server_settings": {"jit": "off"}},
    )


def _sqlite_connect(connection: Any, _record: Any) -> None:
    # The driver sends no BEGIN before the first write, so what was read before it would stand
    # outside the transaction: we send it ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _sqlite_begin(connection: Any) -> None:
    # A plain BEGIN that writes later ends in "database is locked" when another wrote meanwhile.
    reading = connection.get_execution_options().get("profbot_reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
