"""Databases for tests: fresh ones, and a PostgreSQL server that a test may stop and start."""

import asyncio
import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import asyncpg
from sqlalchemy import make_url

from bot.db import Database
from bot.migrating import migrate

USUAL_SERVER = "postgresql+asyncpg://postgres@127.0.0.1:5432/postgres"
PROBE_TIMEOUT_S = 2
SERVER_TIMEOUT_S = 60
# fsync guards against a power cut only: what a killed server has to recover is there without.
SERVER_OPTIONS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"


class NoPostgres(Exception):
    """Neither TEST_POSTGRES_URL nor a PostgreSQL server on 127.0.0.1:5432."""


@cache
def postgres_url() -> str | None:
    """The SQLAlchemy URL of a server on which databases may be made; asked once a run."""
    if url := os.environ.get("TEST_POSTGRES_URL"):
        return url
    # A thread of its own, because the caller's may have a loop that runs.
    with ThreadPoolExecutor(1) as thread:
        return (
            USUAL_SERVER if thread.submit(asyncio.run, _answers(USUAL_SERVER)).result() else None
        )


async def _answers(url: str) -> bool:
    try:
        connection = await asyncpg.connect(_plain(url), timeout=PROBE_TIMEOUT_S)
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return False
    await connection.close()
    return True


def fresh_sqlite(folder: Path) -> str:
    """The URL of a database file that does not exist yet."""
    return f"sqlite+aiosqlite:///{folder / f'{uuid4().hex}.db'}"


@cache
def _migrated_file() -> Path:
    """A database file with all tables, made once a run: a test copies it."""
    folder = Path(tempfile.mkdtemp(prefix="profbot-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = fresh_sqlite(folder)
    _migrate(url)
    return Path(make_url(url).database or "")


@cache
def _migrated_template() -> str:
    """The same on the PostgreSQL server: the name of a database that tests are copied from."""
    server = postgres_url()
    if server is None:
        raise NoPostgres(NoPostgres.__doc__)
    name = f"template_{uuid4().hex}"
    _aside(_execute(server, f"CREATE DATABASE {name} TEMPLATE template0"))
    atexit.register(lambda: asyncio.run(_execute(server, f"DROP DATABASE IF EXISTS {name}")))
    _migrate(make_url(server).set(database=name).render_as_string(hide_password=False))
    return name


def _migrate(url: str) -> None:
    async def to_the_newest() -> None:
        database = Database(url)
        await migrate(database)
        await database.close()

    _aside(to_the_newest())


def _aside(work: Coroutine[Any, Any, None]) -> None:
    """Done in a thread of its own: the caller's may have a loop that runs."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def migrated_sqlite(folder: Path) -> str:
    """The URL of a new database file in which all tables stand, empty."""
    url = fresh_sqlite(folder)
    shutil.copyfile(_migrated_file(), make_url(url).database or "")
    return url


def migrated_postgres() -> AbstractAsyncContextManager[str]:
    """The URL of a new PostgreSQL database in which all tables stand, empty."""
    return fresh_postgres(template=_migrated_template())


@asynccontextmanager
async def fresh_postgres(
    server: str | None = None, *, template: str = "template0"
) -> AsyncIterator[str]:
    """The URL of an empty database that is dropped at the end, whoever is still connected."""
    server = server or postgres_url()
    if server is None:
        raise NoPostgres(NoPostgres.__doc__)
    name = f"test_{uuid4().hex}"
    await _execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        await _execute(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def _execute(server: str, statement: str) -> None:
    connection = await asyncpg.connect(_plain(server))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _plain(url: str) -> str:
    """The URL as asyncpg itself knows it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


class PostgresServer:
    """A server of its own, in a temporary folder: `stop()` is an outage, `start()` its end.

    Make it by `await PostgresServer.create()`; `close()` ends it and removes the folder.
    """

    def __init__(self, binaries: Path, folder: Path, user: str | None) -> None:
        self._binaries = binaries
        self._folder = folder
        self._user = user
        self._port = _free_port()
        self.url = f"postgresql+asyncpg://postgres@127.0.0.1:{self._port}/postgres"

    @classmethod
    async def create(cls) -> Self:
        binaries = postgres_binaries()
        if binaries is None:
            raise NoPostgres("PostgreSQL's initdb is not installed")
        user = _unprivileged_user()
        folder = Path(tempfile.mkdtemp(prefix="profbot-postgres-"))
        if user:
            shutil.chown(folder, user)
        server = cls(binaries, folder, user)
        try:
            await server._run(
                "initdb", "--auth=trust", "--username=postgres", "--locale=C.UTF-8", "--no-sync"
            )
            await server.start()
        except BaseException:
            await server.close()
            raise
        return server

    async def start(self) -> None:
        options = f"-p {self._port} {SERVER_OPTIONS}"
        log = str(self._folder / "log")
        await self._run(
            "pg_ctl", "start", "-w", "-t", str(SERVER_TIMEOUT_S), "-l", log, "-o", options
        )

    async def stop(self) -> None:
        """At once, as a crash would: connections are cut and nothing is written any more."""
        await self._run("pg_ctl", "stop", "-m", "immediate")

    async def close(self) -> None:
        if (self._data / "postmaster.pid").exists():
            await self.stop()
        await asyncio.to_thread(shutil.rmtree, self._folder)

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    async def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), "-D", str(self._data), *arguments]
        await asyncio.to_thread(_run, command, self._folder, self._user)


def _run(command: Sequence[str], folder: Path, user: str | None) -> None:
    # Into a file and not a pipe: the server that pg_ctl starts would keep a pipe open for ever.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            command,
            cwd=folder,
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            timeout=SERVER_TIMEOUT_S + 10,
            check=False,
        )
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)}\n{said.read().decode()}")


@cache
def postgres_binaries() -> Path | None:
    """The folder of initdb and pg_ctl; Debian keeps them off the path, a folder a version."""
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    return newest.parent if newest else None


def _unprivileged_user() -> str | None:
    """The server refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
