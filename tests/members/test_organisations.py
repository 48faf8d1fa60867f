"""The tree on a phone: seen, renamed, merged, closed, and found by imports."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from bot import clock
from bot.events.models import Audience
from bot.members.import_command import import_members
from bot.members.models import Grant, Member, Membership, Organisation, Role
from bot.members.registry_tree import settle
from bot.news.models import Channel, Post, PostStatus
from bot.surveys.models import Survey, SurveyStatus
from sandbox import Person
from tests.events.acting import event, in_hours, join
from tests.legal.acting import said_to
from tests.members.steps import ANNA, audited, newcomer
from tests.members.test_people import SECTION, chair_of, find
from tests.members.test_registry import row, xlsx
from tests.telegram import Town, town

SCHOOL, OTHER_SCHOOL = ("Барнаул", "школа № 7"), ("Барнаул", "школа № 9")


async def open_organisation(officer: Person, *names: str) -> None:
    """From the officer's own scope down."""
    await officer.send(SECTION)
    await officer.wait_for("Члены профсоюза")
    await officer.press("Организации")
    await officer.wait_for("Членов профсоюза:")
    for name in names:
        await officer.press(name)
        await officer.wait_for(f"{name}.*\n?.*Членов профсоюза")


async def merge(officer: Person, name: str, heir: str) -> None:
    await open_organisation(officer, name)
    await officer.press("Присоединить")
    await officer.wait_for("К какой организации")
    await officer.send(heir)
    await officer.wait_for("Выберите")
    await officer.press(f"{heir}, Барнаул")
    await officer.wait_for("войдёт в состав")
    await officer.press("Присоединить")
    await officer.wait_for("Присоединил")


async def organisation(place: Town, name: str) -> Organisation:
    async with place.database.reading() as session:
        return (await session.scalars(select(Organisation).where(Organisation.name == name))).one()


async def organisation_of(place: Town, card: str) -> str:
    async with place.database.reading() as session:
        for member in await session.scalars(select(Member)):
            if member.person.card == card:
                return (await session.get_one(Organisation, member.organisation_id)).name
    raise AssertionError(card)


async def load(place: Town, folder: Path, *rows: Sequence[object]) -> None:
    from rich.console import Console

    await import_members(
        place.database, xlsx(folder, rows), apply=True, confirm_removal=True,
        console=Console(quiet=True), root_name=place.app.regulations.union.name.ru,
    )  # fmt: skip


HEADER = [
    "Фамилия", "Имя", "Отчество", "Дата рождения", "№ профбилета", "Организация",
    "Территориальная организация", "Телефон", "Категория", "Должность", "Дата вступления",
    "Статус",
]  # fmt: skip


def at(school: str, card: str, **more: str) -> list[object]:
    values = {"Организация": school, "Территориальная_организация": "Барнаул"}
    return row(card, "Иванова", **values | more)


async def test_a_chair_sees_his_own_and_changes_nothing(place: Town) -> None:
    await newcomer(place, 1001, ANNA)
    chair = await chair_of(place, *SCHOOL)
    await open_organisation(chair)
    assert "Переименовать" not in chair.buttons
    assert "Присоединить" not in chair.buttons
    await chair.press("Список людей")
    await chair.wait_for("Членов профсоюза: 1")
    await chair.press("Петрова А. С.")
    await chair.wait_for("Билет")
    assert len(await audited(place, "members-listed")) == 1
    assert len(await audited(place, "member-seen")) == 1


@pytest.mark.both
async def test_a_renamed_and_a_merged_one_are_found_by_an_import(
    place: Town, tmp_path: Path
) -> None:
    await newcomer(place, 1001, ANNA, at=SCHOOL)
    await newcomer(place, 1002, "Сидорова Зоя", at=OTHER_SCHOOL)
    chair = await place.member(2002, "Новиков Пётр", at=SCHOOL)
    await place.give_role(chair, Role.CHAIR, *SCHOOL)
    staff = await chair_of(place, "Барнаул", role=Role.STAFF)
    await open_organisation(staff, "школа № 9")
    await staff.press("Переименовать")
    await staff.wait_for("Новое название")
    await staff.send("школа № 7")
    await staff.wait_for("уже есть")
    await staff.send("лицей «Сигма»")
    await staff.wait_for("лицей «Сигма», Барнаул", after=0)
    await merge(staff, "школа № 7", "лицей «Сигма»")
    await chair.wait_for("вошла в состав: лицей «Сигма», Барнаул")
    # The chair's role is where his people are.
    assert "Билет" in (await find(staff, "Петрова")).text
    await staff.press("История")
    await staff.wait_for("переведён: лицей «Сигма», Барнаул · Главная О. И.")
    assert "Билет" in (await find(chair, "Сидорова")).text
    assert await organisation_of(place, "1001") == "лицей «Сигма»"
    await load(
        place, tmp_path, HEADER,
        at("Школа № 9", "00901"), at("школа № 7", "00902"), at("лицей «Сигма»", "00903"),
        at("школа № 7", "00904", Территориальная_организация=""),
    )  # fmt: skip
    for card in ("00901", "00902", "00903", "00904"):
        assert await organisation_of(place, card) == "лицей «Сигма»"
    closed = await organisation(place, "школа № 7")
    heir = await organisation(place, "лицей «Сигма»")
    assert (closed.merged_into_id, closed.path) == (heir.id, f"{heir.path}{closed.id}/")


async def test_what_lies_below_goes_over_too_and_namesakes_become_one(
    place: Town, tmp_path: Path
) -> None:
    await newcomer(place, 1001, ANNA, at=("Край", "Бийск", "школа № 1"))
    await newcomer(place, 1002, "Сидорова Зоя", at=("Край", "Барнаул", "школа № 1"))
    await newcomer(place, 1003, "Зимина Инна", at=("Край", "Бийск", "школа № 2"))
    # The chair of a level manages what lies below him as its staff does.
    staff = await chair_of(place, "Край")
    async with place.database.reading() as session:
        rows = await session.scalars(select(Organisation).where(Organisation.name == "Барнаул"))
        towns = {o.parent_id: o for o in rows}
    heir = towns[(await organisation(place, "Край")).id]
    await open_organisation(staff, "Бийск")
    await staff.press("Присоединить")
    await staff.wait_for("К какой")
    await staff.send("Барнаул")
    await staff.wait_for("Выберите")
    await staff.press("Барнаул, Край")
    await staff.wait_for("войдёт в состав")
    await staff.press("Присоединить")
    await staff.wait_for("Присоединил")
    async with place.database.reading() as session:
        members = {m.person.card: m for m in await session.scalars(select(Member))}
        first, second, third = (members[card].organisation_id for card in ("1001", "1002", "1003"))
        moved = await session.get_one(Organisation, third)
    assert first == second
    assert (moved.parent_id, moved.path) == (heir.id, f"{heir.path}{third}/")
    await load(
        place, tmp_path, HEADER, at("школа № 1", "00901", Территориальная_организация="Бийск")
    )
    async with place.database.reading() as session:
        found = {m.person.card: m for m in await session.scalars(select(Member))}
    assert found["00901"].organisation_id == first


async def test_an_empty_one_is_closed_and_opened_again_by_the_registry(
    place: Town, tmp_path: Path
) -> None:
    await newcomer(place, 1001, ANNA)
    empty = await place.organisation("Барнаул", "школа № 99")
    chair = await place.member(2002, "Новиков Пётр", at=SCHOOL)
    await place.give_role(chair, Role.CHAIR, "Барнаул", "школа № 99")
    staff = await chair_of(place, "Барнаул", role=Role.STAFF)
    await open_organisation(staff, "школа № 7")
    assert "Закрыть организацию" not in staff.buttons
    await open_organisation(staff, "школа № 99")
    await staff.press("Закрыть организацию")
    await staff.wait_for("Роли в ней закончатся")
    await staff.press("Закрыть организацию")
    await staff.wait_for("Закрыл")
    await chair.wait_for("Ваши права изменились")
    assert "🔁 Режим сотрудника" not in chair.keyboard
    assert (await organisation(place, "школа № 99")).closed_on
    await load(place, tmp_path, HEADER, at("школа № 99", "00901"))
    opened = await organisation(place, "школа № 99")
    assert (opened.id, opened.closed_on) == (empty.id, None)


@pytest.mark.both
async def test_each_member_hears_once_and_in_his_language_where_he_belongs_now(
    place: Town,
) -> None:
    anna = await place.member(1001, ANNA)
    kairat = await place.member(1002, "Қайратов Қайрат", language="kk")
    excluded = await place.member(1003, "Бывший Олег", status=Membership.EXCLUDED)
    other = await place.member(1004, "Сидорова Зоя", at=OTHER_SCHOOL)
    old_chair = await place.member(2002, "Новиков Пётр", at=SCHOOL)
    await place.give_role(old_chair, Role.CHAIR, *SCHOOL)
    chair = await place.member(2003, "Девятова Инна Львовна", at=OTHER_SCHOOL)
    await place.give_role(chair, Role.CHAIR, *OTHER_SCHOOL)
    staff = await chair_of(place, "Барнаул", role=Role.STAFF)
    await merge(staff, "школа № 7", "школа № 9")
    told = await anna.wait_for("«школа № 7» вошла в состав другой")
    assert "Теперь ваша организация: школа № 9, Барнаул." in told.text
    assert "Председатели: Новиков Пётр, Девятова Инна Львовна." in told.text
    assert "позвоните: Барнаульская" in told.text
    told = await kairat.wait_for("«школа № 7» ұйымы басқа ұйымның құрамына кірді")
    assert "Енді сіздің ұйымыңыз: школа № 9, Барнаул." in told.text
    await place.settled()
    assert len(said_to(anna, "вошла в состав другой")) == 1
    # Chairs hear of their roles, and whose organisation is as it was hears nothing.
    for human in (old_chair, chair, staff, excluded, other):
        assert not said_to(human, "вошла в состав другой")


async def test_who_is_below_hears_of_it_and_at_night_without_a_sound(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # Half past midnight in Barnaul.
    with time_machine.travel(datetime(2026, 11, 18, 17, 30, tzinfo=UTC)):
        async with town(database_url, tmp_path) as place:
            anna = await place.member(1001, ANNA, at=("Край", "Бийск", "школа № 1"))
            await place.organisation("Край", "Барнаул")
            staff = await chair_of(place, "Край", role=Role.STAFF)
            await open_organisation(staff, "Бийск")
            await staff.press("Присоединить")
            await staff.wait_for("К какой")
            await staff.send("Барнаул")
            await staff.wait_for("Выберите")
            await staff.press("Барнаул, Край")
            await staff.wait_for("войдёт в состав")
            await staff.press("Присоединить")
            told = await anna.wait_for("«Бийск» вошла в состав другой")
            assert "школа № 1, Барнаул" in told.text
            assert told.silent


async def test_what_is_ahead_for_its_people_is_theirs_at_the_heir(place: Town) -> None:
    anna = await place.member(1001, ANNA, at=SCHOOL)
    await place.member(1002, "Сидорова Зоя", at=OTHER_SCHOOL)
    organiser = await place.member(3001, "Краева Нина", at=SCHOOL)
    await place.give_role(organiser, Role.STAFF, *SCHOOL)
    day = in_hours(48)
    await event(place, organiser, "Слёт", starts=day, audience=Audience.ORGANISATION)
    ended = await organisation(place, SCHOOL[-1])
    at_ended = {"organisation_id": ended.id}
    out: list[Any] = [
        Post(key="out", status=PostStatus.PUBLISHED, **at_ended),
        Survey(key="over", status=SurveyStatus.CLOSED, title_ru="Опрос", **at_ended),
    ]
    ahead: list[Any] = [
        Post(key="due", status=PostStatus.SCHEDULED, due_at=day, **at_ended),
        Survey(key="open", status=SurveyStatus.OPEN, title_ru="Опрос", **at_ended),
        Channel(code_hash="c", expires_at=day, chat_id=-100, bound_at=clock.now(), **at_ended),
    ]
    async with place.database.writing() as session:
        session.add_all([*out, *ahead])
    staff = await chair_of(place, "Барнаул", role=Role.STAFF)
    await merge(staff, SCHOOL[-1], OTHER_SCHOOL[-1])
    await join(anna, "Слёт")
    heir = await organisation(place, OTHER_SCHOOL[-1])
    async with place.database.reading() as session:
        for rows, belongs_to in ((out, ended.id), (ahead, heir.id)):
            for row in rows:
                found = await session.get_one(type(row), row.id)
                assert found.organisation_id == belongs_to, row


async def test_who_was_staged_for_a_merged_one_is_with_its_heir(place: Town) -> None:
    await newcomer(place, 1001, ANNA)
    await place.organisation(*OTHER_SCHOOL)
    staff = await chair_of(place, "Барнаул", role=Role.STAFF)
    await merge(staff, "школа № 7", "школа № 9")
    closed = await organisation(place, "школа № 7")
    async with place.database.writing() as session:
        (anna,) = [m for m in await session.scalars(select(Member)) if m.person.card == "1001"]
        anna.organisation_id = closed.id
        await session.flush()
        await settle(session)
    assert await organisation_of(place, "1001") == "школа № 9"


# Roles


async def test_an_administrator_gives_and_takes_a_role_with_dates(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    admin = await chair_of(place, role=Role.ADMIN)
    await find(admin, "Петрова")
    await admin.press("Роли")
    await admin.wait_for("Ролей пока нет")
    await admin.press("Дать роль")
    await admin.wait_for("Какую роль")
    await admin.press("Председатель")
    await admin.wait_for("В какой организации")
    await admin.press("школа № 7")
    await admin.wait_for("С какого дня")
    await admin.press("Сегодня")
    await admin.wait_for("По какой день")
    await admin.send("01.01.2020")
    await admin.wait_for("Нужна дата не раньше")
    await admin.send("31.12.2090")
    await admin.wait_for("Проверьте")
    await admin.press("Дать роль")
    await anna.wait_for("Ваши права изменились")
    assert "🔁 Режим сотрудника" in anna.keyboard
    await anna.send(SECTION)
    await anna.wait_for("Члены профсоюза")
    await admin.wait_for("Нажмите на роль", after=0)
    await admin.press("председатель · школа № 7, Барнаул")
    await admin.wait_for("по 31 декабря 2090")
    await admin.press("Снять роль")
    await anna.wait_for("Ваши права изменились")
    await place.settled()
    await anna.send(SECTION)
    await anna.wait_for("Нет доступа")
    async with place.database.reading() as session:
        rows = list(await session.scalars(select(Grant).where(Grant.role == Role.CHAIR)))
    assert [bool(g.given_by) for g in rows] == [True]


async def test_a_role_given_after_midnight_holds_at_once(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the next day in Barnaul while it is evening in Greenwich."""
    monkeypatch.chdir(tmp_path)
    with time_machine.travel(datetime(2026, 11, 27, 17, 30, tzinfo=UTC)):
        async with town(database_url, tmp_path) as place:
            anna = await place.member(1001, ANNA)
            admin = await chair_of(place, role=Role.ADMIN)
            await find(admin, "Петрова")
            for label in ("Роли", "Дать роль", "Председатель", "школа № 7", "Сегодня"):
                await admin.press(label)
                await place.settled()
            await admin.press("Без срока")
            await admin.wait_for("Проверьте")
            await admin.press("Дать роль")
            await anna.wait_for("Ваши права изменились")
            assert "🔁 Режим сотрудника" in anna.keyboard


async def test_only_administrators_reach_roles_and_none_takes_his_own(place: Town) -> None:
    admin = await chair_of(place, role=Role.ADMIN)
    chair = await place.member(2002, "Новиков Пётр", at=SCHOOL)
    await place.give_role(chair, Role.CHAIR, *SCHOOL)
    await chair.send(SECTION)
    await chair.wait_for("Члены профсоюза")
    assert "Роли" not in chair.buttons
    await admin.send(SECTION)
    await admin.wait_for("Члены профсоюза")
    await admin.press("Роли")
    listed = await admin.wait_for("Нажмите на роль")
    (label,) = [b for line in listed.buttons for b in line if "администратор" in b]
    await admin.press(label)
    await admin.wait_for("Если снять")
    assert "Снять роль администратора с себя нельзя" in (await admin.press("Снять роль") or "")
