"""A copy made while the bot works, and the bot that goes on from it elsewhere."""

import asyncio
import gzip
import os
import tarfile
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text

from bot import keeping
from bot.admin.archive import MANIFEST, verify
from bot.admin.backup import back_up
from bot.cases.models import Case
from bot.db import Database
from bot.errors import SetupError
from bot.keys import load_keys
from bot.migrating import MIGRATIONS, migrate
from bot.restoring import restore
from bot.security import new_key
from bot.settings import Settings
from sandbox import Sandbox
from tests.databases import fresh_postgres, fresh_sqlite
from tests.legal.acting import ask, begin, lawyer
from tests.telegram import TEST_KEY, TOKEN, Town, bot_in, settings_for

NOWHERE = "http://127.0.0.1:1"


def elsewhere(folder: Path) -> Settings:
    """Another machine, with nothing on it but the key."""
    folder.mkdir()
    os.chdir(folder)
    return settings_for(fresh_sqlite(folder), NOWHERE, folder)


@pytest.mark.both
async def test_a_copy_made_while_people_write_goes_on_elsewhere(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    target = tmp_path / "copy.tar.gz"
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            people = [await place.member(1001 + n, f"Петрова Анна {n}") for n in range(4)]
            leo = await lawyer(place)
            await ask(people[0], "Первый вопрос")
            files = app.settings.data / "files"
            _, *numbers = await asyncio.gather(
                back_up(app.database, files, target), *(ask(person) for person in people[1:])
            )
            assert len(set(numbers)) == 3
        settings = elsewhere(tmp_path / "other")
        said = await keeping.restore_backup(settings, target, replace=False)
        assert "Ключ подходит" in said
        async with bot_in(box, settings.database_url, tmp_path / "other") as app:
            place = Town(app, box)
            before = leo.messages[-1]
            await ask(people[1], "Вопрос после восстановления")
            # Numbers given after the copy was made are given again: the newest card is meant.
            card = await leo.wait_for("Вопрос после восстановления", after=before)
            await leo.press("Взять", message=card)
            await leo.wait_for("у вас до")
            await leo.press("Ответить", message=card)
            await leo.wait_for("Пишите одним")
            await leo.send("Вот ответ.")
            await leo.wait_for("Проверьте перед отправкой")
            await leo.press("Отправить")
            await people[1].wait_for("Вот ответ.")


@pytest.mark.postgres
async def test_a_copy_of_sqlite_opens_on_postgresql(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.chdir(tmp_path)
    target = tmp_path / "copy.tar.gz"
    async with Sandbox(token=TOKEN) as box, fresh_postgres() as other:
        async with bot_in(box, database_url, tmp_path) as app:
            anna = await Town(app, box).member(1001, "Петрова Анна Сергеевна")
            await ask(anna)
            await back_up(app.database, app.settings.data / "files", target)
        settings = settings_for(other, NOWHERE, tmp_path)
        await keeping.restore_backup(settings, target, replace=False)
        async with bot_in(box, other, tmp_path):
            # The numbers go on where they were, and so do the ids.
            assert (await ask(anna)).endswith("000002")


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*")]


async def copied(place: Town, target: Path) -> Settings:
    anna = await place.member(1001, "Петрова Анна Сергеевна")
    await begin(anna)
    await anna.send_photo(b"\x89PNG paper", caption="Расчётный лист")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.press("Отправить")
    await anna.wait_for("принят")
    await place.settled()
    async with asyncio.timeout(60):
        while not names_in(place.app.settings.data / "files"):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    said = await keeping.backup(place.app.settings, target)
    assert "Ключей в ней нет, они в DATA_KEYS" in said
    return place.app.settings


async def test_the_archive_is_for_its_owner_alone_and_has_no_key_inside(
    place: Town, tmp_path: Path
) -> None:
    target = tmp_path / "copy.tar.gz"
    await copied(place, target)
    assert target.stat().st_mode & 0o777 == 0o600
    content = gzip.decompress(target.read_bytes())
    assert TEST_KEY.encode() not in content
    assert "Анна".encode() not in content
    with tarfile.open(target) as tar:
        names = tar.getnames()
    assert not [name for name in names if "key" in name]
    assert len([name for name in names if name.startswith("files/")]) == 1
    assert names[-1] == MANIFEST
    with pytest.raises(SetupError, match="уже есть"):
        await keeping.backup(place.app.settings, target)


async def test_what_is_there_is_replaced_only_when_asked_and_kept_beside(
    place: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent() -> None:
        """No beat any more, as of a bot that was stopped."""

    target = tmp_path / "copy.tar.gz"
    settings = await copied(place, target)
    with pytest.raises(SetupError, match="Остановите его"):
        await keeping.restore_backup(settings, target, replace=True)
    monkeypatch.setattr(place.app.watch, "tick", silent)
    await place.app.watch.end()
    with pytest.raises(SetupError, match="--replace"):
        await keeping.restore_backup(settings, target, replace=False)
    await keeping.restore_backup(settings, target, replace=True)
    assert any(".db.before-restore-" in name for name in names_in(tmp_path))
    assert any("files.before-restore-" in name for name in names_in(tmp_path / "data"))
    assert not any("restoring" in name for name in names_in(tmp_path))
    assert len(names_in(tmp_path / "data" / "files")) == 1


@pytest.mark.parametrize("harm", ["cut", "changed", "key", "newer", "no key"])
async def test_an_archive_that_is_not_right_changes_nothing(
    place: Town, tmp_path: Path, harm: str
) -> None:
    target = tmp_path / "copy.tar.gz"
    async with place.database.reading() as session:
        before = await session.scalar(select(func.count()).select_from(Case))
    await keeping.backup(place.app.settings, target)
    settings = settings_for(fresh_sqlite(tmp_path), NOWHERE, tmp_path)
    whole = target.read_bytes()
    words = "повреждён"
    if harm == "cut":
        target.write_bytes(whole[: len(whole) * 2 // 3])
    elif harm == "changed":
        plain = bytearray(gzip.decompress(whole))
        plain[600] ^= 1
        target.write_bytes(gzip.compress(bytes(plain)))
    elif harm == "newer":
        plain = bytearray(gzip.decompress(whole))
        revision = verify(target).revision.encode()
        changed = bytes(plain).replace(
            b'"revision": "' + revision, b'"revision": "' + b"9" * len(revision)
        )
        target.write_bytes(gzip.compress(changed))
        words = "новее программы"
    elif harm == "key":
        settings = settings.model_copy(update={"data_keys": (new_key(),)})
        words = "не открывает архив"
    else:
        settings = settings.model_copy(update={"data_keys": ()})
        words = "Сначала верните ключ"
    with pytest.raises(SetupError, match=words) as refusal:
        await keeping.restore_backup(settings, target, replace=False)
    assert "\n" not in str(refusal.value)
    assert Path(settings.database_url).name not in names_in(tmp_path)
    assert before == 0


async def test_a_copy_of_the_first_version_is_brought_to_the_newest(
    empty_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made by the program of then, read by that of now."""
    monkeypatch.chdir(tmp_path)
    first = ScriptDirectory(str(MIGRATIONS)).get_bases()[0]
    settings = settings_for(empty_database_url, NOWHERE, tmp_path)
    database = Database(empty_database_url)
    await migrate(database, first)
    await load_keys(settings, database)
    async with database.writing() as session:
        await session.execute(
            text("INSERT INTO organisations (name, path) VALUES ('Союз', '/1/')")
        )
    await database.close()
    await keeping.backup(settings, tmp_path / "old.tar.gz")
    assert verify(tmp_path / "old.tar.gz").revision == first
    newer = settings_for(fresh_sqlite(tmp_path), NOWHERE, tmp_path)
    await keeping.restore_backup(newer, tmp_path / "old.tar.gz", replace=False)
    database = Database(newer.database_url)
    async with database.reading() as session:
        assert await session.scalar(text("SELECT name FROM organisations")) == "Союз"
        assert await session.scalar(text("SELECT count(*) FROM facts")) == 1
    await database.close()


@pytest.mark.postgres
async def test_a_restore_that_fails_leaves_the_old_postgresql_database(
    place: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.tar.gz"
    await keeping.backup(place.app.settings, target)
    async with fresh_postgres() as other:
        settings = settings_for(other, NOWHERE, tmp_path)
        database = Database(other)
        await migrate(database)
        async with database.writing() as session:
            await session.execute(text("INSERT INTO facts VALUES ('seal', 'old')"))

        with pytest.raises(RuntimeError, match="no space"):
            await restore(settings, target, replace=True, progress=_fails_at_rows)
        async with database.reading() as session:
            kept = await session.scalar(text("SELECT value FROM facts WHERE name = 'seal'"))
        assert kept == "old"
        await database.close()


def _fails_at_rows(what: str, done: int, total: int) -> None:
    if what == "rows":
        raise RuntimeError("no space")
