"""`restore`: a backup becomes this machine's database and files. All of it, or nothing changes."""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, Any

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import MetaData, Table, inspect, make_url, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import clock
from bot.admin import archive
from bot.admin.archive import FILES, TABLES, Manifest
from bot.db import Database, ensure_opens
from bot.errors import SetupError
from bot.migrating import MIGRATIONS, migrate, migrate_within
from bot.security import opens, use_keys
from bot.settings import Settings
from bot.watch import downtime
from bot.watch.models import Process

ROWS_AT_ONCE = 1000

# How much of the archive is done, and how much there is.
Progress = Callable[[str, int, int], None]


async def restore(
    settings: Settings, file: Path, *, replace: bool, progress: Progress
) -> Manifest:
    manifest = await asyncio.to_thread(
        archive.verify, file, lambda position: progress("check", position, 0)
    )
    _check_key(settings, manifest)
    _check_age(manifest)
    files = settings.data / "files"
    await _check_place(settings, files, replace)
    unpacked = files.with_name(f"files.restoring-{os.getpid()}")
    try:
        await asyncio.to_thread(_unpack_files, file, unpacked, progress)
        load = _restore_sqlite if _is_sqlite(settings) else _restore_postgres
        await load(settings.effective_database_url, file, manifest, progress)
        _put_in_place(unpacked, files)
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)
    return manifest


def _check_key(settings: Settings, manifest: Manifest) -> None:
    keys = settings.data / "keys"
    if not settings.data_keys and not keys.exists():
        raise SetupError(
            f"Сначала верните ключ: положите его копию в {keys} или впишите DATA_KEYS в .env."
            " В архиве ключа нет."
        )
    use_keys(settings.data_keys or keys.read_text().split())
    if not opens(manifest.probe.encode()):
        raise SetupError(
            "Этот ключ не открывает архив. Верните ключ, который был у бота, когда делалась копия."
        )


def _check_age(manifest: Manifest) -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    try:
        known = scripts.get_revision(manifest.revision)
    except CommandError:
        known = None
    if known is None:
        raise SetupError("Архив новее программы. Обновите программу и повторите.")


async def _check_place(settings: Settings, files: Path, replace: bool) -> None:
    """Nothing that is of worth is overwritten unasked, and nothing under a bot that runs."""
    if _is_sqlite(settings) and not _sqlite_file(settings.effective_database_url).exists():
        full = False
    else:
        full = await _look_into(settings)
    if (full or _has_files(files)) and not replace:
        raise SetupError(
            "В базе или папке файлов уже есть данные. Чтобы заменить их копией, повторите с"
            " --replace; прежние сохранятся рядом с пометкой before-restore."
            if _is_sqlite(settings)
            else "В базе или папке файлов уже есть данные. Сделайте их копию (backup) и повторите"
            " с --replace: в базе прежних не останется."
        )


def _has_files(folder: Path) -> bool:
    return any(folder.glob("*"))


async def _look_into(settings: Settings) -> bool:
    database = Database(settings.effective_database_url)
    await ensure_opens(database)
    try:
        async with database.engine.connect() as connection:
            names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        if Process.__tablename__ in names and await downtime.is_anybody_alive(database):
            raise SetupError("С этой базой работает бот. Остановите его и повторите.")
        if "facts" not in names:
            return bool(names)
        async with database.reading() as session:
            return bool(await session.scalar(text("SELECT count(*) FROM facts")))
    finally:
        await database.close()


async def _restore_sqlite(url: str, file: Path, manifest: Manifest, progress: Progress) -> None:
    """Into a file beside the old one, which is kept under another name."""
    target = _sqlite_file(url)
    beside = target.with_name(f"{target.name}.restoring-{os.getpid()}")
    database = Database(make_url(url).set(database=str(beside)).render_as_string(False))
    try:
        await migrate(database, manifest.revision)
        async with database.engine.connect() as connection:
            raw = (await connection.get_raw_connection()).driver_connection
            assert raw is not None
            # Outside the transaction: within one it has no effect.
            await raw.execute("PRAGMA foreign_keys=OFF")
            async with connection.begin():
                await _load(connection, file, manifest, progress)
                broken = (await connection.execute(text("PRAGMA foreign_key_check"))).first()
            if broken:
                raise archive.Broken(file)
            await raw.execute("PRAGMA foreign_keys=ON")
        await migrate(database)
        await database.close()
        beside.chmod(0o600)
        _keep(target, "-wal", "-shm")
        os.rename(beside, target)
    finally:
        await database.close()
        for name in ("", "-wal", "-shm"):
            beside.with_name(beside.name + name).unlink(missing_ok=True)


async def _restore_postgres(url: str, file: Path, manifest: Manifest, progress: Progress) -> None:
    """In one transaction, the tables too: whatever fails, the old database stands."""
    database = Database(url)
    try:
        async with database.engine.begin() as connection:
            await connection.run_sync(_drop_all)
            await connection.run_sync(migrate_within, manifest.revision)
            references = await _take_references_away(connection)
            await _load(connection, file, manifest, progress)
            for table, name, definition in references:
                await connection.execute(
                    text(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
                )
            await connection.run_sync(migrate_within, "head")
    finally:
        await database.close()


def _drop_all(connection: Any) -> None:
    metadata = MetaData()
    metadata.reflect(connection)
    metadata.drop_all(connection)


async def _take_references_away(connection: AsyncConnection) -> list[tuple[str, str, str]]:
    """Rows that refer to one another come in no order that satisfies them all."""
    found = await connection.execute(
        text(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
        )
    )
    references = [(table, name, definition) for table, name, definition in found]
    for table, name, _ in references:
        await connection.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'))
    return references


async def _load(
    connection: AsyncConnection, file: Path, manifest: Manifest, progress: Progress
) -> None:
    tables = {table.name: table for table in await archive.read_tables(connection)}
    total, done = sum(manifest.rows.values()), 0
    with archive.opened(file) as tar:
        for entry in tar:
            table = tables.get(entry.name.removeprefix(TABLES))
            content = tar.extractfile(entry)
            if table is None or content is None or not entry.name.startswith(TABLES):
                continue
            # What a migration put there is in the archive too.
            await connection.execute(table.delete())
            for rows in _portions(content, table, connection.dialect.name):
                await connection.execute(table.insert(), rows)
                done += len(rows)
                progress("rows", done, total)
            await _go_on_counting(connection, table)


def _portions(content: IO[bytes], table: Table, dialect: str) -> Iterator[list[dict[str, Any]]]:
    decode = archive.decoder(table, dialect)
    lines = map(decode, content)
    while rows := list(islice(lines, ROWS_AT_ONCE)):
        yield rows


async def _go_on_counting(connection: AsyncConnection, table: Table) -> None:
    """PostgreSQL's sequences know nothing of ids that were given to them."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        counted = await connection.scalar(
            text("SELECT pg_get_serial_sequence(:table, :column)"),
            {"table": table.name, "column": column.name},
        )
        if counted:
            newest = await connection.scalar(select(column).order_by(column.desc()).limit(1))
            await connection.execute(
                text("SELECT setval(:counted, :last, :used)"),
                {"counted": counted, "last": newest or 1, "used": newest is not None},
            )


def _unpack_files(file: Path, folder: Path, progress: Progress) -> None:
    folder.mkdir(parents=True, mode=0o700)
    with archive.opened(file) as tar:
        entries = [entry for entry in tar if entry.name.startswith(FILES)]
        for done, entry in enumerate(entries, 1):
            content = tar.extractfile(entry)
            # Only the last part of the name: nothing is ever written outside the folder.
            target = folder / Path(entry.name).name
            assert content is not None
            with target.open("wb") as out:
                shutil.copyfileobj(content, out)
            target.chmod(0o600)
            progress("files", done, len(entries))


def _put_in_place(unpacked: Path, files: Path) -> None:
    _keep(files)
    files.parent.mkdir(parents=True, exist_ok=True)
    os.rename(unpacked, files)


def _keep(path: Path, *companions: str) -> None:
    """The old one stays beside the new under a name that says when."""
    if not path.exists():
        return
    kept = path.with_name(f"{path.name}.before-restore-{clock.now():%Y%m%d-%H%M%S}")
    os.rename(path, kept)
    for suffix in companions:
        with suppress(FileNotFoundError):
            os.rename(path.with_name(path.name + suffix), kept.with_name(kept.name + suffix))


def _is_sqlite(settings: Settings) -> bool:
    return make_url(settings.effective_database_url).get_backend_name() == "sqlite"


def _sqlite_file(url: str) -> Path:
    return Path(make_url(url).database or "")
