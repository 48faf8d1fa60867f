"""`backup`: the database at one moment and the papers' copies, while the bot goes on working."""

import asyncio
import os
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from sqlalchemy import Table, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import clock
from bot.admin import service as admin
from bot.admin.archive import FILES, TABLES, Archive, Manifest, encode, read_tables
from bot.db import Database
from bot.errors import SetupError

ROWS_AT_ONCE = 1000
# What is sealed does not shrink; the rest does at the first level already.
COMPRESSION = 1

# What is being written, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


def _silently(what: str, done: int, total: int) -> None:
    return


async def back_up(
    database: Database, files: Path, target: Path, progress: Progress = _silently
) -> Manifest:
    """Write the archive. It has its name once it is whole, and nobody else may read it."""
    _refuse_to_overwrite(target)
    unfinished = target.with_name(f"{target.name}.part")
    with _private(unfinished) as out:
        try:
            manifest = await _write(database, files, out, target.parent, progress)
            out.flush()
            os.fsync(out.fileno())
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    _name(unfinished, target)
    async with database.writing() as session:
        await admin.remember(session, admin.BACKUP, clock.now().isoformat())
    return manifest


def _refuse_to_overwrite(target: Path) -> None:
    if target.exists():
        raise SetupError(f"Файл {target} уже есть. Укажите другое имя: копии не перезаписываются.")


def _private(path: Path) -> IO[bytes]:
    try:
        path.unlink(missing_ok=True)
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except OSError as error:
        raise SetupError(f"Не могу записать {path}: {error.strerror}.") from None


def _name(unfinished: Path, target: Path) -> None:
    try:
        # Unlike a rename, a link never replaces what another backup has put there meanwhile.
        os.link(unfinished, target)
    except FileExistsError:
        _refuse_to_overwrite(target)
    except OSError:
        # A disk that knows no links.
        os.rename(unfinished, target)
    with suppress(FileNotFoundError):
        unfinished.unlink()


async def _write(
    database: Database, files: Path, out: IO[bytes], folder: Path, progress: Progress
) -> Manifest:
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=COMPRESSION) as tar:
        async with database.engine.connect() as connection:
            await _one_moment(connection, database)
            archive = Archive(tar, await _manifest(connection))
            for table in await read_tables(connection):
                await _dump(connection, table, archive, folder, progress)
        # After the rows: a copy that a row names was there before the row.
        await asyncio.to_thread(_add_files, files, archive, progress)
        archive.close()
        return archive.manifest


async def _one_moment(connection: AsyncConnection, database: Database) -> None:
    """From the first read on, what others commit is not seen: all tables are of one moment."""
    if database.is_sqlite:
        await connection.execution_options(profbot_reading=True)
    else:
        await connection.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )


async def _manifest(connection: AsyncConnection) -> Manifest:
    revision = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    probe = await connection.scalar(
        text("SELECT value FROM facts WHERE name = :name"), {"name": admin.SEAL}
    )
    return Manifest(revision, probe, clock.now().isoformat())


async def _dump(
    connection: AsyncConnection, table: Table, archive: Archive, folder: Path, progress: Progress
) -> None:
    total = await connection.scalar(select(func.count()).select_from(table)) or 0
    count = 0
    with tempfile.TemporaryFile(dir=folder) as lines:
        rows = await connection.stream(select(table).order_by(*table.primary_key.columns))
        async for part in rows.mappings().partitions(ROWS_AT_ONCE):
            lines.writelines(encode(dict(row)) for row in part)
            count += len(part)
            progress(table.name, count, total)
            # The bot may live in the same process.
            await asyncio.sleep(0)
        lines.seek(0)
        await asyncio.to_thread(archive.add, f"{TABLES}{table.name}", lines)
    archive.manifest.rows[table.name] = count


def _add_files(files: Path, archive: Archive, progress: Progress) -> None:
    names = sorted(path.name for path in files.glob("*") if path.suffix != ".part")
    for done, name in enumerate(names, 1):
        # What was deleted meanwhile was to be deleted.
        with suppress(FileNotFoundError), (files / name).open("rb") as content:
            archive.add(f"{FILES}{name}", content)
        progress("files", done, len(names))
