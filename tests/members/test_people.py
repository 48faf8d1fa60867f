"""`👥 Члены профсоюза`: finding someone, his card, his Telegram, and where he belongs."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from bot import clock
from bot.cases.models import Case
from bot.i18n import Texts
from bot.members.models import Member, Membership, Role, Transfer
from bot.members.people import index_surnames
from bot.members.transfers import move_members
from sandbox import Person
from sandbox.models import Message
from tests.members.steps import ANNA, agree, audited, later, newcomer
from tests.members.test_requests import ask
from tests.telegram import Town

SCHOOL, OTHER_SCHOOL = ("Барнаул", "школа № 7"), ("Барнаул", "школа № 9")
SECTION = "👥 Члены профсоюза"
CARD = "Билет "
BARNAUL = ZoneInfo("Asia/Barnaul")


async def chair_of(
    place: Town, *scope: str, telegram_id: int = 2001, role: Role = Role.CHAIR
) -> Person:
    chair = await place.member(telegram_id, "Главная Ольга Ивановна", at=("Барнаул", "аппарат"))
    await place.give_role(chair, role, *scope)
    return chair


async def find(officer: Person, words: str) -> Message:
    await officer.send(SECTION)
    await officer.wait_for("Члены профсоюза")
    await officer.press("Найти человека")
    await officer.wait_for("Кого найти")
    await officer.send(words)
    return await officer.wait_for(f"{CARD}|Нашл|такого нет")


async def look(officer: Person, words: str = "Петрова") -> Message:
    found = await find(officer, words)
    assert CARD in found.text
    return found


# Finding


@pytest.mark.parametrize(
    ("typed", "card"),
    [("петрова", "00417001"), (" Петрова  Анна", "00417001"), ("00417001", "00417001"),
     ("семенова", "00417002"), ("Семёнова А", "00417002")],
)  # fmt: skip
@pytest.mark.both
async def test_someone_is_found_by_surname_or_card(place: Town, typed: str, card: str) -> None:
    await newcomer(place, 1001, ANNA, card="00417001", phone="79130000001")
    await newcomer(place, 1002, "Семёнова Анна Львовна", card="00417002")
    chair = await chair_of(place, *SCHOOL)
    text = (await look(chair, typed)).text
    assert f"Билет …{card[-4:]}" in text
    assert card not in text
    assert "Дата рождения: 12.03.1985" in text
    assert "С ботом не связан" in text
    assert len(await audited(place, "member-seen")) == 1


async def test_of_namesakes_one_is_chosen(place: Town) -> None:
    await newcomer(place, 1001, ANNA)
    await newcomer(place, 1002, "Петрова Зоя Львовна")
    chair = await chair_of(place, *SCHOOL)
    await find(chair, "Петрова")
    await chair.press("Петрова З. Л. · школа № 7, Барнаул")
    await chair.wait_for("Петрова Зоя Львовна")
    # The beginning of a surname is enough where few people are.
    await find(chair, "Пет")
    await chair.wait_for("Нашлись 2 человека")


async def test_a_name_is_sought_where_the_section_opens_and_a_story_is_not(place: Town) -> None:
    await newcomer(place, 1001, ANNA)
    await newcomer(place, 1002, "Петрова Зоя Львовна")
    chair = await chair_of(place, *SCHOOL)
    await chair.send(SECTION)
    await chair.wait_for("напишите фамилию")
    await chair.send("Петрова")
    await chair.wait_for("Нашлись 2 человека")
    await chair.send(SECTION)
    await chair.wait_for("напишите фамилию")
    await chair.send("Петрова Зоя")
    await chair.wait_for(CARD)
    await chair.press("⬅️ Назад")
    await chair.wait_for("Никто не ждёт подтверждения")
    await chair.send("Петрова Зоя спрашивала, когда будет путёвка")
    await chair.wait_for("Куда это отнести")


async def test_nobody_is_found_outside_the_scope_and_attempts_are_remembered(place: Town) -> None:
    await newcomer(place, 1001, ANNA, at=OTHER_SCHOOL)
    chair = await chair_of(place, *SCHOOL)
    for words in ("Петрова", "1001", "00999"):
        assert "такого нет" in (await find(chair, words)).text
    assert len(await audited(place, "member-refused")) == 1
    # A button for another's member, which the window never had.
    await newcomer(place, 1002, "Петрова Зоя")
    await newcomer(place, 1003, "Петрова Инна")
    listed = await find(chair, "Петрова")
    data = listed.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    async with place.database.reading() as session:
        hers = await session.scalar(select(Member.id).order_by(Member.id).limit(1))
    forged = f"{data.rpartition(':')[0]}:{hers}"
    assert "Нет доступа" in (await chair.press_data(listed, forged) or "")
    assert len(await audited(place, "member-refused")) == 2


async def test_what_is_no_name_keeps_the_step(place: Town) -> None:
    chair = await chair_of(place, *SCHOOL)
    await newcomer(place, 1001, ANNA)
    assert "такого нет" in (await find(chair, "Сидорова")).text
    await chair.send_sticker()
    await chair.wait_for("Нужна фамилия или номер билета")
    await chair.send("Петрова")
    await chair.wait_for(CARD)


async def test_members_of_before_the_index_are_indexed(place: Town) -> None:
    await newcomer(place, 1001, ANNA)
    async with place.database.writing() as session:
        await session.execute(update(Member).values(surname_hash=None))
    await index_surnames(place.database, place.app.regulations)
    async with place.database.reading() as session:
        (member,) = await session.scalars(select(Member))
    assert member.surname_hash


# His Telegram


@pytest.mark.both
async def test_an_unbound_telegram_is_told_and_shown_nothing_more(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    number = await ask(anna, "Директор снял стимулирующую часть")
    chair = await chair_of(place, *SCHOOL)
    await look(chair)
    await chair.press("Отвязать Telegram")
    await chair.wait_for("сразу перестанет видеть обращения")
    await chair.press("Отвязать Telegram")
    await anna.wait_for("больше не связан с профсоюзным билетом")
    await chair.wait_for("С ботом не связан")
    assert anna.keyboard == ["🪪 Профиль"]
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Нет доступа")
    async with place.database.reading() as session:
        (case,) = await session.scalars(select(Case))
    assert case.account_id != (await place.account(anna)).id
    # What she asked for waits for her next Telegram.
    link = await invitation(chair)
    new = place.box.person("Анна", id=3001)
    await agree_by(new, link)
    await new.wait_for("Вас подтвердили: Петрова Анна Сергеевна", after=0)
    await new.send("📂 Мои обращения")
    await new.wait_for("Мои обращения")
    await new.press(number)
    await new.wait_for("стимулирующую")
    assert len(await audited(place, "unbound")) == 1


async def invitation(chair: Person) -> str:
    """From the card: the code of the message that is passed on."""
    await chair.press("Привязать новый Telegram")
    await chair.wait_for("Передавайте ссылку только лично")
    await chair.press("Сделать ссылку")
    made = await chair.wait_for("Действует один раз")
    return str(made.text.partition("start=")[2].split()[0])


async def agree_by(human: Person, code: str) -> None:
    await human.send(f"/start {code}")
    await human.wait_for("Я помощник вашего профсоюза")
    await human.press("Согласен")


async def test_a_code_moves_the_account_once(place: Town) -> None:
    old = await place.member(1001, ANNA)
    chair = await chair_of(place, *SCHOOL)
    await look(chair)
    code = await invitation(chair)
    new = place.box.person("Анна", id=3001)
    await agree_by(new, code)
    await new.wait_for("Вас подтвердили: Петрова", after=0)
    await old.wait_for("больше не связан")
    assert (await place.account(new)).member_id is not None
    assert (await place.account(old)).member_id is None
    stranger = place.box.person("Чужой", id=3002)
    await agree_by(stranger, code)
    await stranger.wait_for("уже использована или устарела", after=0)
    assert (await place.account(stranger)).member_id is None


async def test_a_code_dies_in_a_day_and_of_a_newer_one(place: Town) -> None:
    await newcomer(place, 1001, ANNA)
    chair = await chair_of(place, *SCHOOL)
    await look(chair)
    first = await invitation(chair)
    await look(chair)
    second = await invitation(chair)
    assert first != second
    new = place.box.person("Анна", id=3001)
    await agree_by(new, first)
    await new.wait_for("уже использована или устарела", after=0)
    async with later(hours=25):
        await new.send(f"/start {second}")
        await new.wait_for("уже использована или устарела")
    await new.send(f"/start {second}")
    await new.wait_for("Вас подтвердили")


async def test_a_telegram_of_another_member_is_not_taken_away(place: Town) -> None:
    await newcomer(place, 1001, ANNA)
    husband = await place.member(1002, "Петров Иван")
    chair = await chair_of(place, *SCHOOL)
    await look(chair)
    code = await invitation(chair)
    await husband.send(f"/start {code}")
    await husband.wait_for("связан с другим членом профсоюза")
    new = place.box.person("Анна", id=3001)
    await agree_by(new, code)
    await new.wait_for("Вас подтвердили", after=0)


async def test_nobody_decides_about_himself(place: Town) -> None:
    chair = await place.member(2001, "Главная Ольга Ивановна", at=SCHOOL)
    await place.give_role(chair, Role.CHAIR, *SCHOOL)
    shown = await look(chair, "Главная")
    assert [label for row in shown.buttons for label in row] == ["История", "⬅️ Назад"]
    assert "Роль: председатель, школа № 7, Барнаул" in shown.text


# To another organisation


async def transfer(chair: Person, where: str, day: str, who: str = "Петрова") -> None:
    await look(chair, who)
    await chair.press("Перевести в другую организацию")
    await chair.wait_for("В какую организацию")
    await chair.send(where)
    await chair.wait_for("Выберите")
    await chair.press(f"{where}, Барнаул")
    await chair.wait_for("С какого дня")
    await (chair.press(day) if day == "Сегодня" else chair.send(day))
    await chair.wait_for("Проверьте перевод")
    await chair.press("Перевести")


async def where_is(place: Town, human: Person) -> int:
    async with place.database.reading() as session:
        member_id = (await place.account(human)).member_id
        return (await session.get_one(Member, member_id)).organisation_id


@pytest.mark.both
async def test_a_transfer_of_today_is_told_to_all_and_leaves_cases_where_they_are(
    place: Town,
) -> None:
    anna = await place.member(1001, ANNA)
    await ask(anna, "Директор снял стимулирующую часть")
    chair = await chair_of(place, *SCHOOL)
    there = await place.organisation(*OTHER_SCHOOL)
    other = await place.member(2002, "Новиков Пётр", at=OTHER_SCHOOL)
    await place.give_role(other, Role.CHAIR, *OTHER_SCHOOL)
    await transfer(chair, "школа № 9", "Сегодня")
    await chair.wait_for("Перевод сделан")
    await anna.wait_for("вы в организации: школа № 9, Барнаул")
    told = await other.wait_for("Петрова Анна Сергеевна")
    assert "Раньше: школа № 7, Барнаул" in told.text
    assert await where_is(place, anna) == there.id
    async with place.database.reading() as session:
        (case,) = await session.scalars(select(Case))
    assert case.organisation_id == (await place.organisation(*SCHOOL)).id
    # The former chair sees her no more.
    assert "такого нет" in (await find(chair, "Петрова")).text


async def test_a_transfer_waits_for_its_day_and_may_be_cancelled(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    chair = await chair_of(place, "Барнаул", role=Role.STAFF)
    school, there = await where_is(place, anna), await place.organisation(*OTHER_SCHOOL)
    day = clock.today() + timedelta(days=30)
    # As people write it: «27 декабря» is the coming one.
    await transfer(chair, "школа № 9", Texts("ru", BARNAUL)("template-day", day=day))
    await anna.wait_for("вы перейдёте в организацию: школа № 9")
    await move_members(place.database, place.app.regulations)
    assert await where_is(place, anna) == school
    await look(chair)
    await chair.press("Отменить перевод")
    await chair.wait_for("Отменить перевод\\?")
    await chair.press("Отменить перевод")
    await anna.wait_for("Ваш переход отменён", after=0)
    await transfer(chair, "школа № 9", f"{day:%d.%m.%Y}")
    await chair.wait_for("Записал")
    async with later(days=31):
        for _ in range(2):
            await move_members(place.database, place.app.regulations)
    assert await where_is(place, anna) == there.id
    await anna.wait_for("вы в организации: школа № 9", after=0)
    async with place.database.reading() as session:
        moves = list(await session.scalars(select(Transfer).order_by(Transfer.id)))
    assert [bool(m.done_at) for m in moves] == [False, True]


async def test_a_day_that_cannot_be_keeps_the_step(place: Town) -> None:
    await newcomer(place, 1001, ANNA)
    await place.organisation(*OTHER_SCHOOL)
    chair = await chair_of(place, "Барнаул", role=Role.STAFF)
    await look(chair)
    await chair.press("Перевести в другую организацию")
    await chair.wait_for("В какую организацию")
    await chair.send("школа № 9")
    await chair.wait_for("Выберите")
    await chair.press("школа № 9, Барнаул")
    await chair.wait_for("С какого дня")
    for words in ("когда-нибудь", "01.02.2020", "01.02.2090", "вчера"):
        await chair.send(words)
        await chair.wait_for("Нужна дата не раньше сегодняшней")
    await chair.press("Сегодня")
    await chair.wait_for("Проверьте перевод")


async def test_the_history_says_who_did_what(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await place.organisation(*OTHER_SCHOOL)
    chair = await chair_of(place, "Барнаул", role=Role.STAFF)
    await transfer(chair, "школа № 9", "Сегодня")
    await anna.wait_for("школа № 9")
    await chair.wait_for("Перевод сделан", after=0)
    await look(chair)
    await chair.press("История")
    told = await chair.wait_for("переведён")
    assert "переведён: школа № 9, Барнаул · Главная О. И." in told.text


async def test_a_chair_does_not_learn_that_someone_asked_the_lawyer(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await ask(anna, "Директор снял стимулирующую часть")
    chair = await chair_of(place, *SCHOOL)
    assert "Обращений" not in (await look(chair)).text
    staff = await place.member(2002, "Краева Нина", at=("Барнаул", "аппарат"))
    await place.give_role(staff, Role.STAFF)
    assert "Обращений в работе: 1" in (await look(staff)).text


async def test_who_left_is_still_found(place: Town) -> None:
    await newcomer(place, 1001, ANNA, status=Membership.EXCLUDED)
    chair = await chair_of(place, *SCHOOL)
    assert "исключён" in (await look(chair)).text


async def test_a_stranger_who_agrees_first_is_not_found_by_a_dead_code(place: Town) -> None:
    stranger = place.box.person("Чужой", id=3002)
    await agree(stranger)
    await stranger.send("/start me-0000")
    await stranger.wait_for("уже использована или устарела")
