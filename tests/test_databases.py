"""The tools of the other tests: databases, and the rule that CI skips nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.databases import PostgresServer, fresh_postgres

ROOT = Path(__file__).parent.parent


async def one(url: str) -> int:
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return int((await connection.execute(text("SELECT 1"))).scalar_one())
    finally:
        await engine.dispose()


async def test_every_database_is_fresh(empty_database_url: str) -> None:
    engine = create_async_engine(empty_database_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE here (id INTEGER)"))
    await engine.dispose()


async def test_a_server_that_was_stopped_answers_again_with_what_was_committed(
    postgres_server: PostgresServer,
) -> None:
    async with fresh_postgres(postgres_server.url) as url:
        await postgres_server.stop()
        with pytest.raises(OSError, match="Connect"):
            await one(url)
        await postgres_server.start()
        assert await one(url) == 1


SKIPPING = """
import pytest

@pytest.mark.browser
def test_page():
    pytest.skip("no browser here")

def test_other():
    pytest.skip("something else")
"""


@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 failed, 1 skipped"), ("", "2 skipped")])
def test_ci_fails_where_a_marked_test_was_skipped(tmp_path: Path, ci: str, outcome: str) -> None:
    test = tmp_path / "test_page.py"
    test.write_text(SKIPPING)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.conftest",
            "--rootdir",
            tmp_path,
            "-rs",
            test,
        ],
        cwd=tmp_path,
        env={**os.environ, "CI": ci, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in done.stdout, done.stdout + done.stderr
    assert "no browser here" in done.stdout
