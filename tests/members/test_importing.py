"""The registry from the chat: sent, checked, applied, taken back; and who may not."""

import asyncio
import csv
import io
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.members import import_work, portions, registry, registry_staging
from bot.members.import_models import Import, Stage
from bot.members.models import Member, Membership, Role
from sandbox import Person, Sandbox
from tests.databases import migrated_sqlite
from tests.members.steps import audited
from tests.members.test_registry import HEADER, many, row
from tests.telegram import TOKEN, Town, bot_in

OFFERED, CHECKED = "Это файл реестра", "Проверил: "


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_work, "SCAN_SECONDS", 0.05)


def table(rows: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEADER, *rows])
    return text.getvalue().encode("cp1251")


async def administrator(place: Town, telegram_id: int = 9001, language: str = "ru") -> Person:
    human = await place.member(telegram_id, "Админова Ада", language=language)
    await place.give_role(human, Role.ADMIN)
    return human


def own(*people: Person) -> list[list[Any]]:
    """Rows that keep those who talk to the bot in these tests."""
    return [
        row(str(human.id), human.name.split()[0], Имя=human.name.split()[1]) for human in people
    ]


async def load(ada: Person, rows: Sequence[Sequence[Any]], name: str = "реестр.csv") -> str:
    await ada.send_document(name, table(rows))
    await ada.wait_for(OFFERED)
    await ada.press("Проверить")
    return (await ada.wait_for(CHECKED)).text


async def names(place: Town) -> dict[str, str]:
    async with place.database.reading() as session:
        rows = await session.scalars(select(Member))
        return {m.person.card: m.status for m in rows}


async def stages(place: Town) -> list[Stage]:
    async with place.database.reading() as session:
        return list(await session.scalars(select(Import.stage).order_by(Import.id)))


@pytest.mark.both
async def test_a_registry_goes_in_and_comes_out_again(place: Town, tmp_path: Path) -> None:
    ada = await administrator(place)
    before = await names(place)
    said = await load(ada, [*own(ada), row("1"), row("2"), row("3", "")])
    assert "Пока ничего не изменено" in said
    assert "Новых: 2" in said
    assert "Строк с ошибками: 1" in said
    assert "строка 5: Фамилия: пусто, нужна фамилия" in said
    assert await names(place) == before
    # The file waits sealed.
    (copy,) = copies(tmp_path)
    assert b"\xd0" not in copy.read_bytes()
    await ada.press("Применить")
    done = await ada.wait_for("Реестр загружен")
    assert set(await names(place)) == {*before, "1", "2"}
    await ada.press("Отменить загрузку")
    await ada.wait_for("Вернуть реестр, каким он был")
    await ada.press("Да, вернуть как было")
    undone = await ada.wait_for("Загрузка отменена")
    assert "Убрано добавленных: 2" in undone.text
    assert await names(place) == before
    assert undone.buttons == []
    assert done.id
    await place.settled()
    # No file is left behind, sealed or not.
    async with place.database.reading() as session:
        (found,) = await session.scalars(select(Import))
    for action in ("import-sent", "import-checking", "import-applying", "import-undoing"):
        assert len(await audited(place, action)) == 1, action
    await gone(place, found.id)
    assert not copies(tmp_path)


def copies(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("files/*") if path.is_file()]


async def gone(place: Town, import_id: int) -> None:
    async with asyncio.timeout(5):
        while True:
            async with place.database.reading() as session:
                if (await session.get_one(Import, import_id)).copy is None:
                    return
            await asyncio.sleep(0.02)


async def test_all_mistakes_come_as_a_file(place: Town) -> None:
    ada = await administrator(place)
    bad = [row(str(number), "") for number in range(100, 115)]
    said = await load(ada, [*own(ada), row("1"), *bad])
    assert said.count("нужна фамилия") == 10
    assert "и ещё 5" in said
    await ada.press("Все ошибки файлом")
    await place.settled()
    sent = ada.last
    assert sent
    assert sent.files
    book = load_workbook(io.BytesIO(place.box.file_bytes(sent.files[0].id)))
    assert book.active
    rows = list(book.active.iter_rows(values_only=True))
    assert len(rows) == 16
    assert rows[-1] == ("строка 18", "Фамилия: пусто, нужна фамилия")


async def test_many_removed_are_asked_about_by_their_number(place: Town) -> None:
    ada = await administrator(place)
    everyone = [*own(ada), *many(30)]
    await load(ada, everyone)
    await ada.press("Применить")
    await ada.wait_for("Реестр загружен")
    await load(ada, everyone[:-3])
    await ada.press("Применить")
    asked = await ada.wait_for("Доступ потеряют 3 человека из 31")
    assert "Отменить загрузку" in ada.screen()
    assert "10 %" in asked.text
    assert "left" not in (await names(place)).values()
    # A number that nobody was shown confirms nothing.
    assert ada.last
    await ada.press_data(ada.last, "registry:remove:2:2")
    await place.settled()
    assert (await stages(place))[1] is Stage.CONFIRMING
    await ada.press("Да, убрать 3 человек")
    await ada.wait_for("(?s)Реестр загружен.*Выбывших: 3")
    await place.settled()
    assert list((await names(place)).values()).count(Membership.LEFT) == 3
    # The card of the first one says that it can be taken back no more.
    await ada.wait_for("Отменить её больше нельзя", after=0)
    assert ada.screen().count("[Отменить загрузку]") == 1


async def test_only_administrators_load_the_registry(place: Town) -> None:
    ada = await administrator(place)
    chair = await place.member(2001, "Главная Ольга")
    await place.give_role(chair, Role.CHAIR)
    local = await place.member(2002, "Местный Марк")
    await place.give_role(local, Role.ADMIN, "Барнаул")
    await load(ada, [*own(ada, chair, local), row("1")])
    for human in (chair, local):
        await human.send_document("реестр.csv", table([row("666")]))
        await place.settled()
        assert OFFERED not in human.screen()
        await human.send("/cancel")
        for action in ("check", "apply", "remove", "mistakes", "undo", "return"):
            assert human.last
            said = await human.press_data(human.last, f"registry:{action}:1:0")
            assert "Нет доступа" in (said or ""), action
    await chair.send("👥 Члены профсоюза")
    await chair.wait_for("Члены профсоюза")
    assert "Загрузить реестр" not in chair.screen()
    await place.settled()
    assert await stages(place) == [Stage.CHECKED]
    assert len(await audited(place, "import-refused")) == 12


async def test_the_section_asks_for_the_file_and_names_what_it_takes(place: Town) -> None:
    ada = await administrator(place)
    await place.give_role(ada, Role.STAFF)
    await ada.send("👥 Члены профсоюза")
    await ada.wait_for("Члены профсоюза")
    await ada.press("Загрузить реестр")
    await ada.wait_for("Пришлите файл реестра")
    await ada.send("вот")
    await ada.wait_for("Нужен файл реестра")
    await ada.send_document("реестр.xls", b"old")
    await ada.wait_for("Сохранить как")
    await ada.send_document("реестр.xlsx", size=21 * 1024 * 1024)
    assert "import-members" in (await ada.wait_for("Файл 21 МБ")).text
    await ada.send_document("реестр.csv", table([*own(ada), row("1")]))
    await ada.wait_for(CHECKED)
    await ada.press("Применить")
    await ada.wait_for("Реестр загружен")
    await ada.send("👥 Члены профсоюза")
    await ada.wait_for("Члены профсоюза")
    await ada.press("Загрузить реестр")
    await ada.wait_for("Последняя загрузка")
    await ada.press("Отменить загрузку")
    await ada.wait_for("Вернуть реестр, каким он был")
    await ada.press("Отмена")
    await ada.wait_for("Реестр загружен")


async def test_a_file_sent_beside_an_open_window_is_the_last_thing_on_the_screen(
    place: Town,
) -> None:
    ada = await administrator(place)
    await ada.send("/mydata")
    await ada.wait_for("Получить файл")
    await ada.send_document("реестр.csv", table(own(ada)))
    offered = await ada.wait_for(OFFERED)
    await place.settled()
    assert ada.last is offered


async def test_what_is_no_registry_is_refused_with_what_is_missing(place: Town) -> None:
    ada = await administrator(place, language="kk")
    await ada.send_document("отчёт.csv", "Месяц;Сумма\nмай;3\n".encode())
    await ada.wait_for("Бұл тізілім файлы ма")
    await ada.press("Тексеру")
    refused = await ada.wait_for("Файл жарамады")
    assert "отчёт.csv файлы: мына бағандар жоқ: «Фамилия»" in refused.text
    await ada.send_document("другое.csv", b"x")
    await ada.wait_for("Бұл тізілім файлы ма")
    await ada.press("Бұл тізілім емес")
    await ada.wait_for("жүктемеймін")
    assert await stages(place) == [Stage.REFUSED, Stage.CANCELLED]


async def test_mistakes_are_said_in_the_language_of_the_reader(place: Town) -> None:
    ada = await administrator(place, language="kk")
    rows = [*own(ada), row("1"), row("2", ""), row("3", Статус="?"), row("5"), row("5", "Ким")]
    await ada.send_document("реестр.csv", table(rows))
    await ada.wait_for("Бұл тізілім файлы ма")
    await ada.press("Тексеру")
    said = (await ada.wait_for("Тексердім")).text
    assert "• 4-жол: Фамилия: бос, тегі керек" in said
    assert "• 5-жол: Статус: «?», мыналардың бірі керек" in said
    assert "• 6-жол: № профбилета: файлда тағы бар (7-жол)" in said
    await ada.press("Барлық қате файлмен")
    await place.settled()
    assert ada.last
    book = load_workbook(io.BytesIO(place.box.file_bytes(ada.last.files[0].id)))
    assert book.active
    found = list(book.active.iter_rows(values_only=True))
    assert found[1] == ("4-жол", "Фамилия: бос, тегі керек")


async def test_what_changed_meanwhile_is_shown_again(place: Town) -> None:
    ada = await administrator(place)
    await load(ada, [*own(ada), row("1"), row("2")], "первый.csv")
    first = ada.last
    await load(ada, [*own(ada), row("1")], "второй.csv")
    await ada.press("Применить")
    await ada.wait_for("Реестр загружен")
    assert first
    await ada.press("Применить", message=first)
    again = await ada.wait_for("числа теперь другие")
    assert "Новых: 1" in again.text
    assert "2" not in await names(place)


async def test_a_file_that_nobody_decides_on_is_deleted(place: Town) -> None:
    ada = await administrator(place)
    await load(ada, [*own(ada), row("1")])
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        await ada.wait_for("Сутки прошли", after=0)
    await gone(place, 1)


async def test_a_restart_in_the_middle_finishes_the_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot goes down between two portions; it ends what it began, and all may be taken back."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(portions, "MOST_ROWS", 7)
    monkeypatch.setattr(registry_staging, "CHUNK_ROWS", 5)
    monkeypatch.setattr(portions, "BREATH_S", 0)
    url = migrated_sqlite(tmp_path)
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, url, tmp_path) as app:
            place = Town(app, box)
            ada = await administrator(place)
            before = await names(place)
            await load(ada, [*own(ada), *many(40)])
            with monkeypatch.context() as patch:
                stopped = stop_at_the_third_portion(patch)
                await ada.press("Применить")
                await asyncio.wait_for(stopped.wait(), 10)
                assert await stages(place) == [Stage.APPLYING]
                assert len(before) < len(await names(place)) < 41
                await place.settled()
        async with bot_in(box, url, tmp_path) as app:
            place = Town(app, box)
            done = await ada.wait_for("Реестр загружен", after=0)
            assert "Новых: 40" in done.text
            assert len(await names(place)) == 41
            await ada.press("Отменить загрузку")
            await ada.wait_for("Вернуть реестр, каким он был")
            await ada.press("Да, вернуть как было")
            assert "Убрано добавленных: 40" in (await ada.wait_for("Загрузка отменена")).text
            assert await names(place) == before


def stop_at_the_third_portion(patch: pytest.MonkeyPatch) -> asyncio.Event:
    real, stopped, count = registry._write, asyncio.Event(), 0

    async def write(session: AsyncSession, first: int, last: int) -> None:
        nonlocal count
        count += 1
        if count == 3:
            stopped.set()
            raise asyncio.CancelledError
        await real(session, first, last)

    patch.setattr(registry, "_write", write)
    return stopped


async def test_others_are_answered_while_a_registry_goes_in(place: Town) -> None:
    ada = await administrator(place)
    anna = await place.member(1001, "Петрова Анна")
    await ada.send_document("реестр.csv", table([*own(ada, anna), *many(3_000)]))
    await ada.wait_for(OFFERED)
    await ada.press("Проверить")
    answered = 0
    while (await stages(place))[0] is Stage.CHECKING:
        await anna.send("🪪 Профиль")
        await anna.wait_for("Билет 1001")
        answered += 1
    assert answered
    await ada.wait_for(CHECKED)
