"""What a session promises, on both databases."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from bot import clock
from bot.db import Database, is_outage
from bot.members.models import Account, Category, Consent, Member, Membership, Organisation, Person
from bot.migrating import migrate
from bot.security import use_keys
from bot.telegram.models import InboxRow
from tests.databases import PostgresServer, fresh_postgres, fresh_sqlite
from tests.spine.parts import prepared
from tests.telegram import TEST_KEY


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with prepared(database_url) as ready:
        async with ready.writing() as session:
            session.add(InboxRow(update_id=1, chat_id=1, attempts=0))
        yield ready


async def attempts(database: Database) -> int:
    async with database.reading() as session:
        return (await session.get_one(InboxRow, 1)).attempts


async def test_two_tasks_that_read_wait_and_add_one_make_two(database: Database) -> None:
    async def add_one() -> None:
        async with database.writing() as session:
            row = await session.get_one(InboxRow, 1, with_for_update=True)
            await asyncio.sleep(0.05)
            row.attempts += 1

    await asyncio.gather(add_one(), add_one())
    assert await attempts(database) == 2


async def test_a_reader_beside_a_writer_sees_all_of_it_or_nothing(database: Database) -> None:
    changed, seen = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with database.writing() as session:
            row = await session.get_one(InboxRow, 1)
            row.attempts = 5
            await session.flush()
            changed.set()
            await seen.wait()

    writing = asyncio.create_task(write())
    await changed.wait()
    assert await attempts(database) == 0
    seen.set()
    await writing
    assert await attempts(database) == 5


async def test_what_failed_half_way_left_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.writing() as session:
            (await session.get_one(InboxRow, 1)).attempts = 7
            await session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await attempts(database) == 0


async def test_a_naive_moment_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="naive datetime"):
        async with database.writing() as session:
            session.add(InboxRow(update_id=2, chat_id=1, done_at=datetime(2026, 1, 1)))  # noqa: DTZ001  the very mistake


async def test_a_moment_comes_back_as_it_was(database: Database) -> None:
    moment = clock.now()
    async with database.writing() as session:
        session.add(InboxRow(update_id=2, chat_id=1, done_at=moment))
    async with database.reading() as session:
        back = await session.scalar(select(InboxRow.done_at).where(InboxRow.update_id == 2))
    assert back == moment
    assert back is not None
    assert back.tzinfo is not None


async def test_an_enum_rests_as_its_value(database: Database) -> None:
    async with database.writing() as session:
        place = Organisation(name="Школа № 7")
        session.add(place)
        await session.flush()
        session.add(
            Member(
                card_hash=b"c" * 16,
                person=Person(surname="Петрова", first_name="Анна"),
                category=Category.WORKER,
                status=Membership.SUSPENDED,
                organisation_id=place.id,
                row_hash=b"r",
            )
        )
    async with database.reading() as session:
        stored = (await session.execute(text("SELECT category, status FROM members"))).one()
    assert tuple(stored) == ("worker", "suspended")


async def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.writing() as session:
            session.add(
                Consent(account_id=404, kind="news", version="1", text_hash="", given=True)
            )


async def test_a_telegram_id_is_wider_than_32_bits(database: Database) -> None:
    async with database.writing() as session:
        session.add(Account(telegram_id=7_000_000_001, language="ru"))
    async with database.reading() as session:
        assert await session.scalar(select(Account.telegram_id)) == 7_000_000_001


async def test_a_mistake_of_ours_is_no_outage(database: Database) -> None:
    for mistake in ("SELECT nothing FROM nowhere", "SELEKT 1"):
        with pytest.raises(Exception) as failed:  # noqa: PT011  each database has its class
            async with database.writing() as session:
                await session.execute(text(mistake))
        assert not is_outage(failed.value)
    assert not is_outage(LookupError())


async def test_a_locked_file_is_an_outage(tmp_path: Path) -> None:
    url = fresh_sqlite(tmp_path)
    use_keys([TEST_KEY])
    database = Database(url)
    await migrate(database)
    holder = sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///"), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    async with database.engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await raw.execute("PRAGMA busy_timeout=10")
        with pytest.raises(OperationalError) as failed:
            await connection.execute(text("SELECT 1"))
    holder.close()
    assert is_outage(failed.value)
    await database.close()


async def test_whatever_a_server_that_goes_and_comes_back_raises_is_an_outage(
    postgres_server: PostgresServer,
) -> None:
    failures: list[BaseException] = []
    ended = asyncio.Event()

    async def work(database: Database) -> None:
        while not ended.is_set():
            try:
                async with database.writing() as session:
                    await session.execute(text("SELECT 1"))
                    await session.execute(text("SELECT 2"))
            except Exception as error:
                failures.append(error)
            await asyncio.sleep(0.001)

    async with fresh_postgres(postgres_server.url) as url:
        database = Database(url)
        working = [asyncio.create_task(work(database)) for _ in range(15)]
        await asyncio.sleep(0.2)
        await postgres_server.stop()
        await postgres_server.start()
        outside = await asyncpg.connect(
            make_url(url).set(drivername="postgresql").render_as_string()
        )
        await outside.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
        await outside.close()
        await asyncio.sleep(0.2)
        ended.set()
        await asyncio.gather(*working)
        await database.close()
    assert failures
    assert [repr(error) for error in failures if not is_outage(error)] == []
