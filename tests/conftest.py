import gc
import os
import ssl
import sys
from collections.abc import AsyncIterator, Generator, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import structlog
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot import db
from tests.databases import (
    PostgresServer,
    fresh_postgres,
    fresh_sqlite,
    migrated_postgres,
    migrated_sqlite,
    postgres_binaries,
    postgres_url,
)

# Where CI runs, these are installed: a skip would hide half of the promises.
NEVER_SKIPPED_IN_CI = ("postgres", "browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    marked = any(item.get_closest_marker(name) for name in NEVER_SKIPPED_IN_CI)
    if skipped and marked and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = (
            f"skipped, which CI does not allow: {call.excinfo and call.excinfo.value}"
        )
    return report


# More than the whole program has; SQLAlchemy keeps 500.
STATEMENTS = 5_000

# Elsewhere a test is a conversation: what it shows does not depend on the database, so it runs on
# SQLite, and on PostgreSQL where it is marked `both` or all are asked for.
RUN_ON_BOTH = (Path("spine"),)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--both", action="store_true", help="every test on PostgreSQL too")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "postgres_server" in getattr(item, "fixturenames", ()):
            item.add_marker("postgres")
    # The longest first: nobody waits for one that began last.
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    if config.getoption("both"):
        return
    left_out = [item for item in items if _is_conversation_on_postgres(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, Any, Any]:
    """Importing makes much and drops little: a third of it would be the collector's work."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """What was imported stays: the collector need not go through it again and again.

    It comes as seldom as while the bot runs.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _is_on_postgres(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    return callspec is not None and "postgres" in callspec.params.values()


def _is_conversation_on_postgres(item: pytest.Item) -> bool:
    here = Path(__file__).parent
    on_both = (item.path.parent == here / folder for folder in (Path(), *RUN_ON_BOTH))
    if any(on_both) or item.get_closest_marker("both"):
        return False
    return _is_on_postgres(item)


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """The certificates and the migrations, which each start of the bot reads anew."""
    read = ScriptDirectory.from_config
    found: dict[str | None, ScriptDirectory] = {}

    def scripts(config: Config) -> ScriptDirectory:
        location = config.get_main_option("script_location")
        if location not in found:
            found[location] = read(config)
        return found[location]

    with (
        patch.object(ScriptDirectory, "from_config", scripts),
        patch.object(ssl, "create_default_context", cache(ssl.create_default_context)),
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Statements, which SQLAlchemy compiles anew for each engine: each start of the bot has one.

    What was compiled belongs to the dialect that compiled it, so engines of a kind share both.
    """
    make = create_async_engine
    first: dict[str, Engine] = {}

    def sharing(url: str, **options: Any) -> AsyncEngine:
        made = make(url, query_cache_size=STATEMENTS, **options)
        engine = made.sync_engine
        name = engine.dialect.name
        if name in first:
            engine.dialect = first[name].dialect
            engine._compiled_cache = first[name]._compiled_cache
        else:
            # The dialect is whole once it has seen a server.
            event.listen(engine, "connect", lambda *_: first.setdefault(name, engine), once=True)
        return made

    with patch.object(db, "create_async_engine", sharing):
        yield


@pytest.fixture(autouse=True)
def logs_as_they_were(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test that runs the program here sets up its logs: the next one starts without them."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    yield
    structlog.reset_defaults()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A new database with all tables, of each kind in turn."""
    if request.param == "sqlite":
        yield migrated_sqlite(tmp_path)
        return
    if postgres_url() is None:
        pytest.skip("no PostgreSQL: neither TEST_POSTGRES_URL nor a server on 127.0.0.1:5432")
    async with migrated_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A database without a table, of each kind in turn: what a first start finds."""
    if request.param == "sqlite":
        yield fresh_sqlite(tmp_path)
        return
    if postgres_url() is None:
        pytest.skip("no PostgreSQL: neither TEST_POSTGRES_URL nor a server on 127.0.0.1:5432")
    async with fresh_postgres() as url:
        yield url


@pytest.fixture
async def postgres_server() -> AsyncIterator[PostgresServer]:
    """A server that the test may stop and start. It takes some two seconds to make."""
    if postgres_binaries() is None:
        pytest.skip("no PostgreSQL: initdb is not installed")
    server = await PostgresServer.create()
    yield server
    await server.close()
