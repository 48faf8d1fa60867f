"""Where the keys of sealed data come from, and how a new database gets one."""

import os
from pathlib import Path

import structlog
from sqlalchemy import inspect

from bot.db import Database
from bot.errors import SetupError
from bot.security import new_key, use_keys
from bot.settings import Settings

log = structlog.get_logger(__name__)


async def load_keys(settings: Settings, database: Database) -> None:
    """DATA_KEYS; else the file beside a SQLite database, made only where that is empty."""
    if settings.data_keys:
        use_keys(settings.data_keys)
        return
    file = settings.data / "keys"
    if not database.is_sqlite:
        raise SetupError(
            "Настройка DATA_KEYS: для PostgreSQL ключ нужно задать. Создайте его командой"
            " python -m bot new-key и впишите в .env."
        )
    if not file.exists():
        if await _has_tables(database):
            raise SetupError(
                f"Нет ключа к базе данных: верните файл {file} или впишите DATA_KEYS в .env."
            )
        _make(file, warn=not settings.sandboxed)
    use_keys(file.read_text().split(), file)


def put_in_front(file: Path, key: str) -> list[str]:
    """The file holds both from one moment to the next: a running bot never finds half of it."""
    keys = [key, *file.read_text().split()]
    beside = file.with_name(f"{file.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.write("\n".join(keys) + "\n")
        opened.flush()
        # Rows are sealed with it in a moment: a power cut must not leave them without their key.
        os.fsync(opened.fileno())
    os.rename(beside, file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return keys


def _make(file: Path, *, warn: bool) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(new_key() + "\n")
    if not warn:
        return
    log.warning(
        f"Создан ключ шифрования: {file}. Сохраните его копию отдельно от сервера:"
        " без него данные не прочитать."
    )


async def _has_tables(database: Database) -> bool:
    async with database.engine.connect() as connection:
        return bool(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
