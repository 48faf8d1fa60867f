"""`keys rotate`: afterwards nothing needs the old key, and nobody noticed."""

import asyncio
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken
from rich.console import Console
from sqlalchemy import select

from bot import keeping
from bot.admin import rotation
from bot.admin.rotation import hash_columns, sealed_columns
from bot.db import Database
from bot.errors import SetupError
from bot.members.import_command import undo_import
from bot.members.models import Member, MemberPhone
from bot.members.normal import normal_card
from bot.security import TOKEN_BEGINS, Keys, keys, new_key, use_keys
from bot.settings import Settings
from bot.tables import Base
from bot.watch.models import Process
from sandbox import Sandbox
from tests.legal.acting import ask, begin, lawyer
from tests.members.test_registry import Import, counts
from tests.members.test_registry_undo import AFTER, BEFORE
from tests.spine.process import BotProcess
from tests.telegram import TEST_KEY, TOKEN, Town

NEW_KEY = "YSBuZXcga2V5IGZvciB0aGUgdGVzdHMgb2Yga2V5cyE="

# Hashes that `keys rotate` makes anew, and those that need no care, with the reason.
MADE_ANEW = {
    "members.card_hash",
    "members.surname_hash",
    "members.row_hash",
    "member_phones.phone_hash",
    "import_undo.surname_hash",
    "import_undo.row_hash",
    "import_undo_phones.phone_hash",
}
LEFT = {
    "import_rows.card_hash": "the staging is emptied",
    "import_rows.row_hash": "the staging is emptied",
    "import_rows.identity": "the staging is emptied",
    "import_rows.surname_hash": "the staging is emptied",
    "unanswered.text_hash": "a text that comes again stands twice",
}


def test_every_hash_is_cared_for() -> None:
    found = {f"{t.name}.{name}" for t in Base.metadata.sorted_tables for name in hash_columns(t)}
    assert found == MADE_ANEW | LEFT.keys()


def test_sealed_columns_are_found_whatever_their_type() -> None:
    found = {f"{t.name}.{name}" for t in Base.metadata.sorted_tables for name in sealed_columns(t)}
    assert found >= {
        "members.person",
        "case_messages.text",
        "outbox.values",
        "inbox.payload",
        "states.data",
        "requests.claim",
    }


def with_keys(settings: Settings, *given: str) -> Settings:
    return settings.model_copy(update={"data_keys": given})


async def live_a_little(place: Town) -> None:
    anna = await place.member(1001, "Петрова Анна Сергеевна", phone="79130000001")
    await lawyer(place)
    await begin(anna)
    await anna.send_photo(b"\x89PNG paper", caption="Расчётный лист")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.press("Отправить")
    await anna.wait_for("принят")
    await begin(anna)
    await place.settled()
    async with asyncio.timeout(60):
        while not list((place.app.settings.data / "files").glob("*")):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def needing_the_old(database: Database, files: Path) -> list[str]:
    """Where something rests that the newest key does not open."""
    newest = keys().newest
    found = []
    for table in Base.metadata.sorted_tables:
        names = sealed_columns(table)
        if not names:
            continue
        listed = ", ".join(f'"{name}"' for name in names)
        async with database.engine.connect() as connection:
            rows = (await connection.exec_driver_sql(f"SELECT {listed} FROM {table.name}")).all()
        found += [table.name for row in rows for token in row if _is_old(token, newest)]
    found += [path.name for path in files.glob("*") if _is_old(path.read_bytes(), newest)]  # noqa: ASYNC240
    return found


def _is_old(token: object, newest: Fernet) -> bool:
    if not isinstance(token, bytes) or not token.startswith(TOKEN_BEGINS):
        return False
    try:
        newest.decrypt(token)
    except InvalidToken:
        return True
    return False


@pytest.mark.both
async def test_afterwards_nothing_needs_the_old_key(place: Town) -> None:
    await live_a_little(place)
    settings, database = place.app.settings, place.database
    use_keys([NEW_KEY, TEST_KEY])
    assert await needing_the_old(database, settings.data / "files")
    await place.app.watch.tick()
    said = await keeping.rotate_keys(with_keys(settings, NEW_KEY, TEST_KEY))
    assert "Новый ключ действует" in said
    assert "файлов 1" in said
    assert "прежние резервные копии открывает только он" in said
    use_keys([NEW_KEY])
    assert not await needing_the_old(database, settings.data / "files")
    async with database.reading() as session:
        hashed = keys().hash("card:" + normal_card("1001"))
        member = (await session.scalars(select(Member).where(Member.card_hash == hashed))).one()
        assert member.person.surname == "Петрова"
    # A newcomer is recognised, and a conversation goes on.
    igor = await place.member(1002, "Новый Игорь Иванович")
    assert await ask(igor)


async def test_a_rotation_that_was_cut_off_goes_on(
    place: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await live_a_little(place)
    settings, database = place.app.settings, place.database
    use_keys([NEW_KEY, TEST_KEY])
    files = settings.data / "files"

    def cut(name: str, changed: int) -> None:
        if name == "case_messages":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await rotation.rewrite(database, files, keeping.REHASHES, cut)
    assert await needing_the_old(database, files)
    await rotation.rewrite(database, files, keeping.REHASHES, lambda name, changed: None)
    assert not await needing_the_old(database, files)
    done = await rotation.rewrite(database, files, keeping.REHASHES, lambda name, changed: None)
    assert done.anything == 0


@pytest.mark.both
async def test_the_registry_is_known_as_before_and_its_last_import_is_taken_back(
    database_url: str, tmp_path: Path
) -> None:
    use_keys([TEST_KEY])
    database = Database(database_url)
    run = Import(database, tmp_path)
    await run(BEFORE)
    await run(AFTER)
    use_keys([NEW_KEY, TEST_KEY])
    await rotation.rewrite(database, tmp_path, keeping.REHASHES, lambda name, changed: None)
    use_keys([NEW_KEY])
    assert counts(await run(AFTER, apply=False)) == [0, 0, 0, 45, 0]
    said = StringIO()
    await undo_import(database, Console(file=said))
    assert "изменили от руки" not in said.getvalue()
    # Who had left as well: nobody is new and nobody changed.
    assert counts(await run(BEFORE, apply=False)) == [0, 0, 0, 40, 0]
    async with database.reading() as session:
        phones = set(await session.scalars(select(MemberPhone.phone_hash)))
    assert phones == {keys().hash(f"phone:791{n}000{m:04}") for n in (3, 4) for m in range(40)}
    await database.close()


async def test_a_key_of_the_settings_is_for_the_administrator_to_write(place: Town) -> None:
    said = await keeping.rotate_keys(place.app.settings)
    line = next(line for line in said.splitlines() if line.startswith("DATA_KEYS="))
    newer, older = line.removeprefix("DATA_KEYS=").split(",")
    assert older == TEST_KEY
    assert Keys.parse([newer, older]).names[1] == keys().names[0]
    assert "перезапустите" in said


async def test_nothing_is_sealed_with_a_key_that_a_running_bot_lacks(place: Town) -> None:
    with pytest.raises(SetupError, match="Перезапустите его"):
        await keeping.rotate_keys(with_keys(place.app.settings, NEW_KEY, TEST_KEY))


async def test_another_process_that_lives_is_waited_for(place: Town) -> None:
    async with place.database.writing() as session:
        now = datetime.now(UTC)
        session.add(Process(owner="other", keys="old", started_at=now, seen_at=now, served_at=now))
    await place.app.watch.tick()
    with pytest.raises(SetupError, match="процессов: "):
        await keeping.rotate_keys(with_keys(place.app.settings, NEW_KEY, TEST_KEY))


def test_a_new_key_in_the_file_is_known_at_once(tmp_path: Path) -> None:
    from bot.keys import put_in_front

    file = tmp_path / "keys"
    file.write_text(TEST_KEY + "\n")
    use_keys([TEST_KEY], file)
    key = new_key()
    assert put_in_front(file, key) == [key, TEST_KEY]
    assert len(keys().lookup) == 2
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text("half of a k")
    assert len(keys().lookup) == 2


@pytest.mark.slow
async def test_the_key_changes_under_a_running_bot(tmp_path: Path) -> None:
    """The real program and the real command, each a process of its own."""
    url = f"sqlite+aiosqlite:///{tmp_path}/profbot.db"
    async with Sandbox(token=TOKEN) as box:
        bot = BotProcess(tmp_path, url, box.url, DATA_KEYS="")
        await bot.start()
        try:
            await bot.said("бот работает")
            anna = box.person("Анна", id=1001)
            await anna.send("/start")
            await anna.wait_for("соглас")
            before = (tmp_path / "data" / "keys").read_text().split()
            said = await bot.command("keys", "rotate")
            assert "Новый ключ действует" in said
            after = (tmp_path / "data" / "keys").read_text().split()
            assert after[1:] == before
            count = len(anna.messages)
            await anna.send("/help")
            await anna.wait_until(lambda: len(anna.messages) > count + 1)
            assert "InvalidToken" not in bot.log.read_text()
        finally:
            await bot.kill()
    use_keys(after[:1])
    database = Database(url)
    assert not await needing_the_old(database, tmp_path / "data" / "files")
    await database.close()
