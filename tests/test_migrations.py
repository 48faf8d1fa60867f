"""Every migration goes up and down, and all of them together make what the models say."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot import migrating
from bot.db import Database
from bot.members.models import Account, Consent
from bot.migrating import MIGRATIONS, migrate
from bot.tables import Base
from tests.databases import fresh_sqlite
from tests.spine.parts import prepared


def revisions() -> list[str]:
    """From the first to the newest."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    return [script.revision for script in scripts.walk_revisions()][::-1]


async def tables(database: Database) -> set[str]:
    async with database.engine.connect() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    return set(names) - {"alembic_version"}


async def test_up_down_one_by_one_and_up_again(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    for revision in revisions():
        await migrate(database, revision)
        await migrate(database, "-1")
        await migrate(database, revision)
    assert await tables(database) == set(Base.metadata.tables)
    await migrate(database, "base")
    assert await tables(database) == set()
    await migrate(database)
    assert await tables(database) == set(Base.metadata.tables)
    await database.close()


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


async def test_the_migrations_make_what_the_models_say(empty_database_url: str) -> None:
    async with prepared(empty_database_url) as database, database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_database_that_is_new_enough_is_left_alone(empty_database_url: str) -> None:
    async with prepared(empty_database_url) as database:
        async with database.writing() as session:
            session.add(Account(telegram_id=1, language="ru"))
        await migrate(database)
        async with database.reading() as session:
            assert (await session.execute(text("SELECT count(*) FROM accounts"))).scalar() == 1


COPYING = '''
"""accounts get a column, and SQLite a copy of the table"""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{newest}", None, None


def upgrade() -> None:
    with op.batch_alter_table("accounts", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("nickname", sa.String(9)))
    {then}


def downgrade() -> None:
    pass
'''


def with_a_migration(folder: Path, monkeypatch: pytest.MonkeyPatch, then: str = "") -> None:
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    script = COPYING.format(newest=revisions()[-1], then=then)
    (folder / "versions" / "9999_copying.py").write_text(script)
    monkeypatch.setattr(migrating, "MIGRATIONS", folder)


async def with_a_person(database: Database) -> None:
    async with database.writing() as session:
        account = Account(telegram_id=1, language="ru")
        session.add(account)
        await session.flush()
        consent = Consent(
            account_id=account.id, kind="news", version="1", text_hash="", given=True
        )
        session.add(consent)


async def test_sqlite_keeps_what_refers_to_a_table_that_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with prepared(fresh_sqlite(tmp_path)) as database:
        await with_a_person(database)
        with_a_migration(tmp_path / "migrations", monkeypatch)
        await migrate(database)
        async with database.reading() as session:
            for table in ("accounts", "consents"):
                rows = await session.execute(text(f"SELECT count(*) FROM {table}"))
                assert rows.scalar() == 1
        # The connection goes back to the pool as strict as it was.
        async with database.engine.connect() as connection:
            assert (await connection.execute(text("PRAGMA foreign_keys"))).scalar() == 1


async def test_a_migration_that_breaks_a_reference_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with prepared(fresh_sqlite(tmp_path)) as database:
        await with_a_person(database)
        with_a_migration(
            tmp_path / "migrations", monkeypatch, "op.execute('DELETE FROM accounts')"
        )
        with pytest.raises(RuntimeError, match="consents"):
            await migrate(database)
        async with database.reading() as session:
            assert (await session.execute(text("SELECT count(*) FROM accounts"))).scalar() == 1
