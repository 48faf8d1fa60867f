"""What a person may do: his roles with scope and dates, the switch, and who is told."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from bot import clock
from bot.errors import SetupError
from bot.jobs import JOBS
from bot.members import service as members
from bot.members.jobs import end_roles
from bot.members.models import Grant, Member, Membership, Role
from bot.members.roles import begin_roles
from sandbox import Person
from tests.members.steps import ANNA, agree, audited, count, hand_over, later, register, say_who
from tests.telegram import Town

MEMBER = [
    "⚖️ Вопрос юристу",
    "🦺 Сообщить об опасности",
    "🤝 Материальная помощь",
    "📅 Мероприятия",
    "📰 Новости",
    "📂 Мои обращения",
    "🪪 Профиль",
]
MEMBER_KK = [
    "⚖️ Заңгерге сұрақ",
    "🦺 Қауіп туралы хабарлау",
    "🤝 Материалдық көмек",
    "📅 Іс-шаралар",
    "📰 Жаңалықтар",
    "📂 Менің өтініштерім",
    "🪪 Профиль",
]
STAFF = [
    "📥 Очередь вопросов",
    "🗂 Мои вопросы",
    "📋 Заявления",
    "👥 Члены профсоюза",
    "📅 Мероприятия",
    "📰 Новости",
    "📊 Отчёты",
]
TO_STAFF, TO_MEMBER = "🔁 Режим сотрудника", "🔁 Режим члена профсоюза"
SCHOOL = ("Барнаул", "школа № 7")


async def set_dates(place: Town, starts_on: date, ends_on: date | None) -> None:
    async with place.database.writing() as session:
        await session.execute(update(Grant).values(starts_on=starts_on, ends_on=ends_on))


async def is_refused(human: Person, label: str) -> None:
    await human.send(label)
    assert "Нет доступа" in (await human.wait_for("")).text


# Given and taken in a shell, while the bot runs


@pytest.mark.parametrize("holder", ["00777", "1001"], ids=["by card", "by Telegram id"])
async def test_a_role_given_in_a_shell_is_there_with_the_next_update(
    place: Town, holder: str
) -> None:
    anna = await place.member(1001, ANNA, card="00777")
    await is_refused(anna, "👥 Члены профсоюза")
    said = await place.grant("chair", holder, "школа № 7")
    assert said == "Роль chair дана: Петрова Анна Сергеевна, билет 00777; школа № 7."
    await anna.wait_for("Ваши права изменились")
    assert anna.keyboard == [*MEMBER, TO_STAFF]
    await anna.send("👥 Члены профсоюза")
    await anna.wait_for("Никто не ждёт подтверждения")
    assert await place.revoke("chair", "1001" if holder == "00777" else "00777")
    await anna.wait_for("Ваши права изменились")
    assert anna.keyboard == MEMBER
    await is_refused(anna, "👥 Члены профсоюза")
    for action in ("granted-chair", "revoked-chair"):
        assert len(await audited(place, action)) == 1


async def test_a_role_may_be_given_before_the_person_comes(place: Town) -> None:
    assert await place.grant("lawyer", "5000000123") == (
        "Роль lawyer дана: Telegram id 5000000123; Профсоюз работников образования (пример)."
    )
    lev = place.box.person("Лев", id=5_000_000_123)
    await lev.send("/start")
    await lev.wait_for("Я помощник")
    await lev.press("Согласен")
    await lev.wait_for("Разделы сотрудника уже внизу")
    assert lev.keyboard == ["🪪 Профиль", TO_STAFF]
    await lev.send("📥 Очередь вопросов")
    await lev.wait_for("Очередь")


async def test_an_officer_who_did_not_agree_works_all_the_same(place: Town) -> None:
    await place.grant("lawyer", "5000000123")
    lev = place.box.person("Лев", id=5_000_000_123)
    await lev.send("/start")
    await lev.wait_for("Я помощник")
    await lev.press("Не согласен")
    await lev.wait_for("запомнил только ваш отказ")
    await lev.send("📥 Очередь вопросов")
    await lev.wait_for("Очередь")


@pytest.mark.both
async def test_a_role_given_by_telegram_id_becomes_the_members(place: Town) -> None:
    await place.member(1001, ANNA, bound=False)
    await place.grant("lawyer", "5000000777")
    anna = place.box.person("Анна", id=5_000_000_777)
    await anna.send("/start")
    await anna.wait_for("Я помощник")
    await anna.press("Согласен")
    await anna.wait_for("Напишите номер профсоюзного")
    await say_who(anna, "1001")
    await anna.press("Да")
    await anna.wait_for("я вас узнал")
    assert anna.keyboard == [*MEMBER, TO_STAFF]
    async with place.database.reading() as session:
        (grant,) = await session.scalars(select(Grant))
    assert (grant.account_id, grant.role) == (None, Role.LAWYER)
    assert grant.member_id == (await place.account(anna)).member_id
    await place.revoke("lawyer", "5000000777")
    await anna.wait_until(lambda: anna.keyboard == MEMBER)


@pytest.mark.both
async def test_the_same_role_twice_is_one(place: Town) -> None:
    await place.member(1001, ANNA)
    for _ in range(2):
        await place.grant("chair", "1001", "школа № 7")
    assert await count(place, Grant) == 1
    assert len(await audited(place, "granted-chair")) == 1


async def test_mistakes_in_a_shell_say_what_to_write(place: Town) -> None:
    await place.member(1001, ANNA)
    await place.organisation("Бийск", "школа № 7")
    for arguments, words in (
        (("boss", "1001", None), "Роли «boss» нет. Есть: lawyer, head_lawyer, inspector"),
        (("chair", "00999", None), "Билета «00999» нет в реестре"),
        (("chair", "Петрова", None), "Билета «Петрова» нет в реестре"),
        (("chair", "1001", "лицей"), "Организации «лицей» нет в реестре"),
        (
            ("chair", "1001", "школа № 7"),
            "Организаций «школа № 7» несколько. Напишите одну из них: школа № 7, Барнаул; школа",
        ),
    ):
        with pytest.raises(SetupError, match=words):
            await place.grant(*arguments)
    with pytest.raises(SetupError, match="У 1001 нет роли chair"):
        await place.revoke("chair", "1001")
    assert await count(place, Grant) == 0
    assert "школа № 7" in await place.grant("chair", "1001", "Школа  № 7, барнаул")


# Scope


@pytest.mark.parametrize(
    ("scope", "sees"),
    [
        (("Барнаул", "школа № 7"), True),
        (("Барнаул",), True),
        ((), True),
        (("Барнаул", "школа № 9"), False),
        (("Барнаул", "школа № 77"), False),
        (("Бийск",), False),
    ],
)
@pytest.mark.both
async def test_an_office_reaches_its_organisation_and_all_below(
    place: Town, scope: tuple[str, ...], sees: bool
) -> None:
    await place.member(1001, ANNA, at=SCHOOL)
    officer = await place.member(2001, "Главная Ольга", at=("Алейск", "школа № 1"))
    await place.give_role(officer, Role.STAFF, *scope)
    new = place.box.person("Новая", id=3001)
    await agree(new)
    await say_who(new, "1001")
    await hand_over(new, name=ANNA)
    await place.settled()
    await officer.send("👥 Члены профсоюза")
    await officer.wait_for("Ждёт 1 человек" if sees else "Никто не ждёт")
    assert ("Просят подтвердить" in officer.screen()) is sees


# Dates


@pytest.mark.both
async def test_a_role_is_in_force_from_its_first_day_to_its_last(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await place.give_role(anna, Role.CHAIR, *SCHOOL)
    today, day = clock.today(), timedelta(days=1)
    for starts_on, ends_on, held in (
        (today + day, None, False),
        (today, None, True),
        (today - day, today, True),
        (today - day, today - day, False),
    ):
        await set_dates(place, starts_on, ends_on)
        await anna.send("👥 Члены профсоюза")
        await anna.wait_for("")
        await place.settled()
        assert anna.last is not None
        assert ("Нет доступа" in anna.last.text) is not held


async def test_a_role_that_ended_by_its_date_is_told_once_and_its_cards_emptied(
    place: Town,
) -> None:
    await place.member(1001, ANNA)
    chair = await place.member(2001, "Главная Ольга", at=SCHOOL)
    await place.give_role(chair, Role.CHAIR, *SCHOOL)
    new = place.box.person("Новая", id=3001)
    await agree(new)
    await say_who(new, "1001")
    await hand_over(new, name=ANNA)
    card = await chair.wait_for("Просят подтвердить", after=0)
    yesterday = clock.today() - timedelta(days=1)
    await set_dates(place, yesterday, yesterday)
    assert end_roles in [job.run for job in JOBS]
    for _ in range(2):
        await end_roles(place.database, place.app.regulations)
    await chair.wait_for("больше не доступна", after=0)
    await place.settled()
    assert "Петрова" not in card.text
    assert chair.screen().count("Ваши права изменились") == 1
    assert chair.keyboard == MEMBER


@pytest.mark.parametrize("status", [Membership.LEFT, Membership.EXCLUDED])
async def test_who_left_the_union_takes_no_office_with_him(
    place: Town, status: Membership
) -> None:
    anna = await place.member(1001, ANNA)
    await place.grant("chair", "1001", "школа № 7")
    await anna.wait_for("Ваши права изменились")
    async with place.database.writing() as session:
        await session.execute(update(Member).values(status=status))
    await is_refused(anna, "👥 Члены профсоюза")
    await anna.send("/start")
    await anna.wait_for("Выберите раздел")
    assert anna.keyboard == ["📂 Мои обращения", "🪪 Профиль"]
    # His own history stays his.
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Мои обращения")
    await anna.send("⚖️ Вопрос юристу")
    await anna.wait_for("")
    assert "Опишите, что случилось" not in anna.screen()


@pytest.mark.parametrize("status", [Membership.LEFT, Membership.EXCLUDED])
async def test_the_cards_of_who_left_are_emptied(place: Town, status: Membership) -> None:
    await place.member(1001, ANNA)
    chair = await place.member(2001, "Главная Ольга", at=SCHOOL, card="00777")
    await place.give_role(chair, Role.CHAIR, *SCHOOL)
    new = place.box.person("Новая", id=3001)
    await agree(new)
    await say_who(new, "1001")
    await hand_over(new, name=ANNA)
    card = await chair.wait_for("Просят подтвердить", after=0)
    buttons = card.raw["reply_markup"]["inline_keyboard"]
    async with place.database.writing() as session:
        member_id = (await place.account(chair)).member_id
        await session.execute(update(Member).where(Member.id == member_id).values(status=status))
    await end_roles(place.database, place.app.regulations)
    await chair.wait_for("больше не доступна", after=0)
    await place.settled()
    assert "Петрова" not in card.text
    said = await chair.press_data(card, buttons[0][0]["callback_data"])
    assert "Нет доступа" in (said or "")


async def test_a_role_given_ahead_is_told_on_its_first_day(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await place.give_role(anna, Role.CHAIR, *SCHOOL)
    await set_dates(place, clock.today() + timedelta(days=10), None)
    await begin_roles(place.database, place.app.regulations)
    await place.settled()
    assert "Ваши права изменились" not in anna.screen()
    async with later(days=10):
        for _ in range(2):
            await begin_roles(place.database, place.app.regulations)
        await anna.wait_for("Ваши права изменились", after=0)
        await place.settled()
    assert anna.screen().count("Ваши права изменились") == 1


# The switch


async def test_the_switch_goes_both_ways(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    for role in (Role.LAWYER, Role.CHAIR):
        await place.give_role(anna, role)
    await anna.send(TO_STAFF)
    await anna.wait_for("Вы в режиме сотрудника")
    assert anna.keyboard == [*STAFF, TO_MEMBER]
    await anna.send("/menu")
    listed = await anna.wait_for("Выберите раздел")
    assert [label for row in listed.buttons for label in row] == [*STAFF, TO_MEMBER]
    await anna.press(TO_MEMBER, message=listed)
    await anna.wait_for("Вы в режиме члена профсоюза")
    assert anna.keyboard == [*MEMBER, TO_STAFF]


async def test_labels_of_both_modes_and_languages_work_where_the_role_is_held(
    place: Town,
) -> None:
    anna = await place.member(1001, ANNA)
    for role in (Role.LAWYER, Role.CHAIR):
        await place.give_role(anna, role)
    for mode, said in ((TO_STAFF, "режиме сотрудника"), ("🔁 Кәсіподақ мүшесі режимі", "члена")):
        await anna.send(mode)
        await anna.wait_for(said)
        for label, opened in (
            ("📂 Менің өтініштерім", "Мои обращения"),
            ("📥 Сұрақтар кезегі", "Очередь"),
            ("🗂 Мои вопросы", "вопрос"),
            ("👥 Кәсіподақ мүшелері", "Члены профсоюза"),
            ("🪪 Профиль", "Петрова"),
            ("⚖️ Заңгерге сұрақ", "Опишите, что случилось"),
        ):
            await anna.send(label)
            await anna.wait_for(opened)


async def test_a_label_without_the_right_is_refused_with_whom_to_call(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    # What members have too opens as a member has it.
    of_staff = [label for label in STAFF if label not in MEMBER]
    for label in (*of_staff, TO_STAFF, "🔁 Қызметкер режимі", "📥 Сұрақтар кезегі"):
        await anna.send(label)
        said = await anna.wait_for("Нет доступа")
        assert "Барнаульская городская организация, +7 (3852) 00-00-02" in said.text


async def test_a_member_whose_role_ended_comes_back_from_the_staff_mode(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await place.grant("chair", "1001", "школа № 7")
    await anna.wait_for("Ваши права изменились")
    await anna.send(TO_STAFF)
    await anna.wait_for("режиме сотрудника")
    await place.revoke("chair", "1001")
    await anna.wait_for("Ваши права изменились")
    assert anna.keyboard == MEMBER
    await anna.send(TO_MEMBER)
    await anna.wait_for("режиме члена профсоюза")


async def test_the_menu_speaks_the_persons_language(place: Town) -> None:
    kairat = await place.member(1002, "Серіков Қайрат", language="kk")
    assert kairat.keyboard == MEMBER_KK
    await place.grant("chair", "1002", "школа № 7")
    await kairat.wait_for("Құқықтарыңыз өзгерді")
    assert kairat.keyboard == [*MEMBER_KK, "🔁 Қызметкер режимі"]
    await is_refused_in_kazakh(kairat, "📥 Сұрақтар кезегі")


async def is_refused_in_kazakh(human: Person, label: str) -> None:
    await human.send(label)
    await human.wait_for("Рұқсат жоқ")


async def test_the_sections_open_from_the_menu_under_the_command_too(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await anna.send("/menu")
    listed = await anna.wait_for("Выберите раздел:")
    assert [label for row in listed.buttons for label in row] == MEMBER
    await anna.press("🪪 Профиль", message=listed)
    await anna.wait_for("Петрова Анна Сергеевна")
    data = "menu:menu-people"
    assert "Нет доступа" in (await anna.press_data(listed, data) or "")


async def test_registration_is_the_way_to_the_menu(place: Town) -> None:
    anna = await place.member(1001, ANNA, bound=False)
    await register(anna, "1001")
    assert anna.keyboard == MEMBER


async def test_a_role_given_to_a_telegram_id_is_nobody_elses(place: Town) -> None:
    """Someone without a card holds it; another one without a card does not."""
    await place.grant("staff", "5000000001")
    async with place.database.writing() as session:
        stranger = await members.ensure_account(session, 5000000002, "ru")
        assert await members.offices_of(session, stranger) == ()
