"""`backup`, `restore` and `keys rotate`: what they ask for, show and say."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bar
from sqlalchemy import make_url

from bot import clock
from bot.admin import rotation
from bot.admin import service as admin
from bot.admin.archive import Manifest
from bot.admin.backup import Progress, back_up
from bot.admin.rotation import Rotated
from bot.commands import opened
from bot.db import Database, ensure_opens
from bot.errors import SetupError
from bot.keys import load_keys, put_in_front
from bot.members import registry
from bot.members.registry_lock import only_import
from bot.members.rehashing import EARLIER, MEMBERS, rehash
from bot.restoring import restore
from bot.security import Keys, new_key, use_keys
from bot.settings import Settings
from bot.watch import downtime

# How each feature's hashes are made anew; tests/admin/test_rotation.py finds what is missing.
REHASHES: Final = (partial(rehash, MEMBERS), partial(rehash, EARLIER))
# A running bot reads the file of keys at once, and says so with its next sign of life.
KNOWN_SECONDS: Final = 30
NAMES = {
    "check": "Проверяю архив",
    "rows": "Загружаю строки",
    "files": "Файлы",
    "hashes": "Номера билетов и телефоны",
}


async def backup(settings: Settings, target: Path) -> str:
    async with _as_it_is(settings) as database:
        with _progress() as progress:
            manifest = await back_up(database, settings.data / "files", target, progress)
    return (
        f"Копия готова: {target}, {_size(target)}; {_content(manifest)}.\n"
        f"Ключей в ней нет, они {_where_keys_are(settings)}. Храните копию ключей отдельно: без"
        " них архив не открыть."
    )


async def restore_backup(settings: Settings, file: Path, *, replace: bool) -> str:
    with _progress() as progress:
        manifest = await restore(settings, file, replace=replace, progress=progress)
    async with opened(settings):
        pass
    return (
        f"Восстановлено на {manifest.made_at[:16].replace('T', ' ')} UTC: {_content(manifest)}."
        " Ключ подходит. Запустите бота: python -m bot run"
    )


async def rotate_keys(settings: Settings) -> str:
    async with opened(settings) as database, only_import(database):
        # What an import has staged and left is of no use, and is under the old key.
        await registry.clear(database)
        if settings.data_keys:
            if len(settings.data_keys) == 1:
                return _what_to_write(settings.data_keys[0])
        elif not await rotation.is_under_way(database):
            await _add_key(settings.data / "keys", database)
        await _until_known(database, settings)
        with _progress() as progress:
            counted: dict[str, int] = {}

            def count(name: str, changed: int) -> None:
                counted[name] = counted.get(name, 0) + changed
                progress(name, counted[name], 0)

            done = await rotation.rewrite(database, settings.data / "files", REHASHES, count)
    return _rotated(settings, done)


@asynccontextmanager
async def _as_it_is(settings: Settings) -> AsyncIterator[Database]:
    """Not migrated: a backup is made before an update."""
    url = make_url(settings.effective_database_url)
    if url.get_backend_name() == "sqlite" and not _exists(url.database):
        raise SetupError(f"Базы данных {url.database} нет: копировать нечего.")
    database = Database(settings.effective_database_url)
    await ensure_opens(database)
    try:
        await load_keys(settings, database)
        async with database.writing() as session:
            await admin.check_keys(session)
        yield database
    finally:
        await database.close()


def _exists(name: str | None) -> bool:
    return name is not None and Path(name).exists()


async def _add_key(file: Path, database: Database) -> None:
    key = new_key()
    # Said first: a rotation that is cut off right here makes another key, and loses nothing.
    await rotation.begin(database, Keys.parse([key]).names[0])
    use_keys(put_in_front(file, key), file)


async def _until_known(database: Database, settings: Settings) -> None:
    """Nothing is sealed with a key that a running bot does not have."""
    deadline = clock.now().timestamp() + KNOWN_SECONDS
    while lacking := await downtime.who_lacks_the_key(database):
        if settings.data_keys:
            raise SetupError(
                f"Бот работает ещё без нового ключа (процессов: {lacking}). Перезапустите его и"
                " повторите команду."
            )
        if clock.now().timestamp() > deadline:
            raise SetupError(
                f"Бот не прочёл новый ключ из {settings.data / 'keys'} (процессов: {lacking})."
                " Перезапустите его и повторите команду: она продолжит с того же места."
            )
        await asyncio.sleep(0.5)


def _what_to_write(key: str) -> str:
    return (
        "Ключ задан в DATA_KEYS, поэтому новый впишите вы. Замените строку в .env на эту и никому"
        f" её не показывайте:\nDATA_KEYS={new_key()},{key}\n"
        "Затем перезапустите бота и повторите: python -m bot keys rotate"
    )


def _rotated(settings: Settings, done: Rotated) -> str:
    lines = [
        f"Новый ключ действует. Перешифровано: строк {done.rows}, хешей {done.hashes},"
        f" файлов {done.files}."
    ]
    if done.unreadable:
        lines.append(
            f"Не открылись ни одним ключом и раньше: {done.unreadable}. Они оставлены как есть."
        )
    where = _where_keys_are(settings)
    lines.append(
        f"Сохраните копию нового ключа, он первый {where}. Старый боту больше не нужен, его можно"
        " убрать оттуда, но прежние резервные копии открывает только он: сделайте новую"
        " (python -m bot backup ФАЙЛ), а старый ключ храните, пока храните старые копии."
    )
    return "\n".join(lines)


def _where_keys_are(settings: Settings) -> str:
    return "в DATA_KEYS (.env)" if settings.data_keys else f"в файле {settings.data / 'keys'}"


def _content(manifest: Manifest) -> str:
    files = sum(name.startswith("files/") for name in manifest.sums)
    return f"строк {sum(manifest.rows.values())}, файлов {files}"


def _size(path: Path) -> str:
    size = path.stat().st_size
    return f"{size / 1_048_576:.1f} МБ" if size >= 104_858 else f"{size / 1024:.0f} КБ"


@contextmanager
def _progress() -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    console = Console(stderr=True)
    # Where nobody sees a bar it would leave an empty line before what went wrong.
    unseen = not console.is_terminal
    with Bar(*columns, console=console, transient=True, disable=unseen) as bar:
        task = bar.add_task("", total=None)

        def show(what: str, done: int, total: int) -> None:
            bar.update(
                task, description=NAMES.get(what, what), completed=done, total=total or None
            )

        yield show
