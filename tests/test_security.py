"""What people write rests sealed, wherever it rests; and the wrong key opens nothing."""

import logging
import re
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from bot import app as wiring
from bot.admin import service as admin
from bot.errors import SetupError
from bot.logs import set_up_logs
from bot.members import service as members
from bot.members.models import Category, Member, Membership, Organisation, Person
from bot.members.normal import normal_card
from bot.security import Keys, keys, new_key, opens, seal, unseal, use_keys
from tests.databases import fresh_sqlite
from tests.legal.acting import answer, ask, lawyer, reply, speak, take
from tests.members.steps import newcomer, register
from tests.spine.parts import eventually, prepared
from tests.telegram import TEST_KEY, settings_for, town

ANNA = "Рябинина Евфросиния Львовна"
LAWYER = "Правдолюбов Мефодий Юрьевич"
CARD, PHONE = "738201945", "79139480517"
QUESTION = "Директриса Ухтомская лишила меня надбавки."
CLARIFICATION = "Пришлите приказ о надбавке."
REPLY = "Приказа мне не показали."
ANSWER = "Отменить надбавку можно лишь приказом."
PAPER = b"%PDF-1.4 " + "Приказ о снятии надбавки Рябининой".encode()
NONSENSE = {
    "message_id": "не число",
    "date": 1,
    "chat": {"id": 1001, "type": "private", "first_name": "Евфросиния"},
    "from": {"id": 1001, "is_bot": False, "first_name": "Евфросиния"},
    "text": ["Мой телефон 79139480517"],
}
SAID = (*ANNA.split(), *LAWYER.split(), CARD, PHONE, QUESTION, CLARIFICATION, REPLY, ANSWER,
        "Ухтомская", "надбавк", "приказ.pdf", "Рябининой")  # fmt: skip


def forms(word: str) -> Iterator[bytes]:
    """As a file may hold it."""
    for said in {word, word.lower(), word.upper()}:
        yield said.encode()
        yield said.encode("utf-16-le")
        yield said.encode("utf-16-be")
        yield said.encode("cp1251")
        yield said.encode("unicode_escape")
        yield said.encode("unicode_escape").upper().replace(b"\\U", b"\\u")


def found_in(content: bytes) -> list[str]:
    return [word for word in SAID if any(form in content for form in forms(word))]


def test_the_search_finds_what_is_there() -> None:
    for form in forms("Ухтомская"):
        assert "Ухтомская" in found_in(b"\0" * 9 + form + b"\0")
    assert found_in(PAPER) != []
    use_keys([TEST_KEY])
    assert found_in(seal(PAPER)) == []


@pytest.fixture
def program_log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What the administrator would see."""
    root, written = logging.getLogger(), StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    set_up_logs()
    return written


async def test_neither_the_database_nor_the_files_nor_the_log_hold_a_word_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program_log: StringIO
) -> None:
    monkeypatch.chdir(tmp_path)
    url = fresh_sqlite(tmp_path)
    looked_at: list[Path] = []

    def at_rest() -> dict[str, list[str]]:
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        looked_at.extend(files)
        return {
            str(path): found
            for path in files
            if (found := found_in(path.read_bytes()) + found_in(path.name.encode()))
        }

    async with town(url, tmp_path, admin_ids=(9001,)) as place:
        place.box.person("Админов Антон", id=9001, started=True)
        desk = await lawyer(place, 2001, LAWYER)
        anna = await newcomer(place, 1001, ANNA, card=CARD, phone=PHONE)
        await register(anna, CARD, "Рябинина")
        number = await ask(anna, QUESTION)
        await take(desk, number)
        await speak(desk, number, "Уточнить", CLARIFICATION)
        await anna.wait_for(CLARIFICATION)
        await reply(anna, "Ответить", REPLY)
        await desk.wait_for(REPLY, after=0)
        await anna.send_document("приказ.pdf", PAPER)
        await anna.wait_for("")
        await answer(desk, number, ANSWER)
        await anna.wait_for(ANSWER)
        await anna.press("Помогло")
        await anna.wait_for("Спасибо")
        # What fails is kept as well, and logged.
        place.box.telegram.updates.add("message", NONSENSE)
        await anna.wait_for("Не получилось")
        await place.settled()
        assert at_rest() == {}
        assert [path for path in looked_at if path.name.endswith("-wal")]
    assert at_rest() == {}
    logged = program_log.getvalue()
    assert "update failed" in logged
    assert found_in(logged.encode()) == []


async def test_a_submitted_paper_is_copied_to_the_unions_own_disk_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with town(fresh_sqlite(tmp_path), tmp_path) as place:
        anna = await place.member(1001, ANNA)
        await anna.send("⚖️ Вопрос юристу")
        await anna.wait_for("Опишите, что случилось")
        await anna.send_document("приказ.pdf", PAPER, caption=QUESTION)
        await anna.wait_for("Проверьте перед отправкой")
        await anna.press("Отправить")
        await anna.wait_for("принят")
        folder = place.app.settings.data / "files"
        # Under its last name it is whole.
        whole = re.compile("[0-9a-f]+")
        await eventually(
            lambda: (
                folder.exists()
                and all(whole.fullmatch(f.name) for f in folder.iterdir())
                and len(list(folder.iterdir())) == 1
            )
        )
        (copy,) = folder.iterdir()
        assert found_in(copy.read_bytes()) == []
        assert b"%PDF" not in copy.read_bytes()
        assert unseal(copy.read_bytes()) == PAPER


async def test_rows_written_under_an_older_key_are_found_and_read(database_url: str) -> None:
    async with prepared(database_url) as database:
        async with database.writing() as session:
            place = Organisation(name="Школа № 7")
            session.add(place)
            await session.flush()
            session.add(
                Member(
                    card_hash=keys().hash("card:" + normal_card(CARD)),
                    person=Person(surname="Рябинина", first_name="Евфросиния", card=CARD),
                    category=Category.WORKER,
                    status=Membership.ACTIVE,
                    organisation_id=place.id,
                )
            )
        use_keys([new_key(), TEST_KEY])
        async with database.reading() as session:
            found = await members.member_by_card(session, CARD)
            assert found is not None
            assert found.person.surname == "Рябинина"
        use_keys([new_key()])
        async with database.reading() as session:
            assert await members.member_by_card(session, CARD) is None


def test_a_hash_says_nothing_without_its_key() -> None:
    first, second = Keys.parse([new_key()]), Keys.parse([new_key()])
    assert first.hash(PHONE) != second.hash(PHONE)
    assert first.hash(PHONE) == first.hashes(PHONE)[0]


def test_what_is_sealed_twice_looks_different_and_opens_the_same() -> None:
    use_keys([TEST_KEY])
    one, two = seal(b"paper"), seal(b"paper")
    assert one != two
    assert unseal(one) == unseal(two) == b"paper"
    use_keys([new_key()])
    assert not opens(one)
    use_keys([TEST_KEY])


async def test_a_wrong_key_stops_the_start_with_one_line(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    url = "http://127.0.0.1:9"
    _, database = await wiring.prepare(settings_for(database_url, url, tmp_path))
    await database.close()
    other = settings_for(database_url, url, tmp_path, data_keys=(new_key(),))
    with pytest.raises(SetupError, match="не открывает базу данных") as refusal:
        await wiring.prepare(other)
    assert "\n" not in str(refusal.value)
    use_keys([TEST_KEY])


def test_a_key_that_is_none_stops_the_start_with_one_line() -> None:
    with pytest.raises(SetupError, match="DATA_KEYS") as refusal:
        Keys.parse(["не ключ"])
    assert "\n" not in str(refusal.value)


async def test_the_database_of_another_bot_is_refused(database_url: str) -> None:
    async with prepared(database_url) as database:
        async with database.writing() as session:
            await admin.check_bot(session, 42)
        async with database.writing() as session:
            await admin.check_bot(session, 42)
        async with database.writing() as session:
            with pytest.raises(SetupError, match="принадлежит боту 42") as refusal:
                await admin.check_bot(session, 43)
    assert "\n" not in str(refusal.value)
