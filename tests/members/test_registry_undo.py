"""The last import taken back, and one that was cut short."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import func, select

from bot import security
from bot.db import Database
from bot.errors import SetupError
from bot.members import portions, registry, registry_staging, registry_undo
from bot.members.import_command import undo_import
from bot.members.import_models import EarlierMember, EarlierPhone, Import, Stage
from bot.members.models import Account, MemberPhone, Membership
from tests.members.test_registry import Import as Run
from tests.members.test_registry import counts, many, row


@pytest.fixture(autouse=True)
def _keys() -> None:
    security.use_keys([security.new_key()])


@pytest.fixture
async def run(database_url: str, tmp_path: Path) -> AsyncIterator[Run]:
    database = Database(database_url)
    yield Run(database, tmp_path)
    await database.close()


async def undo(run: Run) -> str:
    said = StringIO()
    assert await undo_import(run.database, Console(file=said)) == 0
    return said.getvalue()


async def everything(run: Run) -> dict[str, tuple[object, ...]]:
    async with run.database.reading() as session:
        rows = await session.execute(select(MemberPhone.member_id, MemberPhone.phone_hash))
        phones = {(member_id, phone) for member_id, phone in rows}
    return {
        card: (
            member.id, member.person, member.status, member.category, member.joined_on,
            member.organisation_id, member.row_hash,
            frozenset(phone for member_id, phone in phones if member_id == member.id),
        )
        for card, member in (await run.members()).items()
    }  # fmt: skip


async def journal(run: Run) -> int:
    async with run.database.reading() as session:
        return sum(
            [
                await session.scalar(select(func.count()).select_from(table)) or 0
                for table in (EarlierMember, EarlierPhone)
            ]
        )


BEFORE = [row(f"{n:03}", Телефон=f"8913000{n:04}, 8914000{n:04}") for n in range(40)]
# One who is missing, some who changed, some who are new, a school that is new.
AFTER = [
    *BEFORE[1:20],
    *(row(f"{n:03}", "Новая", Телефон=f"8915000{n:04}") for n in range(20, 45)),
    row("900", Организация="Новая школа"),
]


@pytest.mark.both
async def test_an_import_is_taken_back_to_the_last_value(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "MOST_ROWS", 7)
    await run(BEFORE)
    before, places = await everything(run), await run.organisations()
    assert counts(await run(AFTER)) == [6, 20, 1, 19, 0]
    said = await undo(run)
    assert await everything(run) == before
    assert await run.organisations() == places
    assert "Убрано добавленных:      6" in said
    assert "Возвращено как было:     20" in said
    assert "Вернулись из выбывших:   1" in said
    assert "Остались" not in said
    assert await journal(run) == 0
    with pytest.raises(SetupError, match="Отменять нечего"):
        await undo(run)
    # And the same file may be imported once more.
    assert counts(await run(AFTER)) == [6, 20, 1, 19, 0]


@pytest.mark.both
async def test_who_uses_the_bot_already_is_kept_and_named(run: Run) -> None:
    await run(many(3))
    await run([*many(3), row("777", "Занятая"), row("888")])
    async with run.database.writing() as session:
        session.add(
            Account(telegram_id=1, member_id=(await run.members())["777"].id, language="ru")
        )
    said = await undo(run)
    assert "Убрано добавленных:      1" in said
    assert "роли или перевод: 1" in said
    assert "Занятая А., билет 777" in said
    assert set(await run.members()) == {"00000", "00001", "00002", "777"}


async def test_only_the_last_import_is_kept_to_be_taken_back(run: Run) -> None:
    await run(many(30))
    await run([row(card, "Первая") for card in (f"{n:05}" for n in range(30))])
    await run([row("00000", "Вторая"), *(row(f"{n:05}", "Первая") for n in range(1, 30))])
    assert await journal(run) == 1
    await undo(run)
    assert {m.person.surname for m in (await run.members()).values()} == {"Первая"}


@pytest.mark.both
async def test_a_file_that_changes_nothing_leaves_the_import_before_it_to_be_taken_back(
    run: Run,
) -> None:
    await run(BEFORE)
    before = await everything(run)
    await run(AFTER, confirm_removal=True)
    assert "Менять нечего" in await run(AFTER)
    await undo(run)
    assert await everything(run) == before


async def test_an_import_killed_between_portions_is_finished_by_a_repeat(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And taking it back leads to what was before its beginning."""
    await run(BEFORE)
    before = await everything(run)
    monkeypatch.setattr(portions, "MOST_ROWS", 7)
    monkeypatch.setattr(registry_staging, "CHUNK_ROWS", 5)
    with monkeypatch.context() as patch:
        patch.setattr(registry, "_write", killed_at(3, registry._write))
        with pytest.raises(asyncio.CancelledError):
            await run(AFTER)
    halfway = [m.person.surname for m in (await run.members()).values()]
    assert 0 < halfway.count("Новая") < 25
    await run(AFTER)
    assert [m.person.surname for m in (await run.members()).values()].count("Новая") == 25
    assert (await run.statuses())["000"] == Membership.LEFT
    await undo(run)
    assert await everything(run) == before
    async with run.database.reading() as session:
        stages = list(await session.scalars(select(Import.stage).order_by(Import.id)))
    assert stages == [Stage.APPLIED, Stage.CANCELLED, Stage.UNDONE]


def killed_at(portion: int, real: Callable[..., Awaitable[None]]) -> Callable[..., object]:
    written = 0

    async def write(*arguments: object) -> None:
        nonlocal written
        written += 1
        if written == portion:
            raise asyncio.CancelledError
        await real(*arguments)

    return write


@pytest.mark.both
async def test_who_is_missing_goes_in_portions_too_and_comes_back(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "MOST_ROWS", 7)
    await run(BEFORE)
    before = await everything(run)
    with monkeypatch.context() as patch:
        patch.setattr(registry, "_remove", killed_at(2, registry._remove))
        with pytest.raises(asyncio.CancelledError):
            await run(BEFORE[:20], confirm_removal=True)
    assert list((await run.statuses()).values()).count(Membership.LEFT) == 7
    await run(BEFORE[:20], confirm_removal=True)
    assert list((await run.statuses()).values()).count(Membership.LEFT) == 20
    assert "Вернулись из выбывших:   20" in await undo(run)
    assert await everything(run) == before


@pytest.mark.parametrize(("seconds", "rows"), [(1e9, 14), (0.0, 2)])
async def test_a_portion_is_as_large_as_there_is_time(
    run: Run, monkeypatch: pytest.MonkeyPatch, seconds: float, rows: int
) -> None:
    for name, value in (("FIRST_ROWS", 7), ("LEAST_ROWS", 2), ("PORTION_S", seconds)):
        monkeypatch.setattr(portions, name, value)
    sizes = portions.Portions(run.database)
    async with sizes.writing() as session:
        await session.execute(select(Import))
    assert sizes.rows == rows


@pytest.mark.both
async def test_an_undo_cut_short_goes_on_where_it_stopped(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "MOST_ROWS", 7)
    await run(BEFORE)
    before = await everything(run)
    await run(AFTER)
    with monkeypatch.context() as patch:
        patch.setattr(registry_undo, "_undo_portion", killed_at(3, registry_undo._undo_portion))
        with pytest.raises(asyncio.CancelledError):
            await undo(run)
    assert "Возвращено как было:     20" in await undo(run)
    assert await everything(run) == before
