"""Confirmed in person: the queue «проверить», one tap, and the account that moves."""

import asyncio

import pytest
from sqlalchemy import select

from bot.cases.models import Case
from bot.members.models import Member, Membership, Organisation, Request, RequestStatus, Role
from sandbox import Person
from tests.members.steps import (
    ANNA,
    CARD,
    FAILED,
    agree,
    audited,
    count,
    hand_over,
    newcomer,
    say_who,
)
from tests.telegram import Town

pytestmark = pytest.mark.both

SCHOOL, OTHER_SCHOOL = ("Барнаул", "школа № 7"), ("Барнаул", "школа № 9")
MENU = [
    "⚖️ Вопрос юристу",
    "🦺 Сообщить об опасности",
    "🤝 Материальная помощь",
    "📅 Мероприятия",
    "📰 Новости",
    "📂 Мои обращения",
    "🪪 Профиль",
]


async def officer(
    place: Town, telegram_id: int, name: str, *scope: str, role: Role = Role.CHAIR
) -> Person:
    """Someone with an office over `scope`, by default over the union as a whole."""
    human = await place.member(telegram_id, name, at=scope if len(scope) == 2 else OTHER_SCHOOL)
    await place.give_role(human, role, *scope)
    return human


async def new_phone(place: Town, telegram_id: int = 3001) -> Person:
    """Anna's new Telegram, at the window that says that nobody was found."""
    human = place.box.person("Анна, новый телефон", id=telegram_id)
    await agree(human)
    await say_who(human, "1001")
    return human


async def requests(place: Town) -> list[Request]:
    async with place.database.reading() as session:
        return list(await session.scalars(select(Request).order_by(Request.id)))


async def ask(human: Person, text: str) -> str:
    await human.send("⚖️ Вопрос юристу")
    await human.wait_for("Опишите, что случилось")
    await human.send(text)
    await human.wait_for("Проверьте перед отправкой")
    await human.press("Отправить")
    accepted = await human.wait_for("принят")
    return str(accepted.text.split()[1])


# The move of an account


async def test_the_chair_moves_an_account_with_one_tap(place: Town) -> None:
    old = await place.member(1001, ANNA)
    number = await ask(old, "Директор снял стимулирующую часть")
    chair = await officer(place, 2001, "Главная Ольга Ивановна", *SCHOOL)
    new = await new_phone(place)
    await hand_over(new, name=ANNA)
    card = await chair.wait_for("Просят подтвердить")
    assert "В реестре: Петрова Анна Сергеевна, школа № 7, Барнаул" in card.text
    assert "Не совпадает" not in card.text
    assert await chair.press("Подтвердить") == "Подтверждено, человеку сообщу."
    welcome = await new.wait_for("Вас подтвердили: Петрова Анна Сергеевна, школа № 7")
    assert "Меню внизу" in welcome.text
    assert new.keyboard == MENU
    await new.wait_for("Присылать вам новости")
    told = await old.wait_for("больше не связан с профсоюзным билетом")
    assert "Барнаульская" not in told.text
    await place.settled()
    assert "Подтверждено: Петрова" in card.text
    assert "Решение: Главная О. И." in card.text
    assert card.buttons == []
    # The old account is shown nothing more.
    assert old.keyboard == ["🪪 Профиль"]
    await old.send("📂 Мои обращения")
    await old.wait_for("Нет доступа")
    await old.send("🪪 Профиль")
    profile = await old.wait_for("Вы пока не подтверждены")
    assert "Петрова" not in profile.text
    await old.send("/menu")
    await old.wait_for("не знаю, кто вы")
    # The new one has all of it, and what comes next.
    await new.send("📂 Мои обращения")
    await new.wait_for("Мои обращения")
    await new.press(number)
    await new.wait_for("стимулирующую")
    async with place.database.reading() as session:
        (case,) = await session.scalars(select(Case))
    assert case.account_id == (await place.account(new)).id
    assert [row.subject for row in await audited(place, "request-confirmed")] == ["request:1"]
    # Who let her in stands in her history; her own doings bear no name, whoever she was then.
    await chair.send("👥 Члены профсоюза")
    await chair.wait_for("напишите фамилию")
    await chair.send("Петрова")
    await chair.wait_for("Билет")
    await chair.press("История")
    history = await chair.wait_for("подтверждён · Главная О. И.")
    assert "Telegram привязан ·" not in history.text


async def test_a_draft_moves_with_its_owner(place: Town) -> None:
    old = await place.member(1001, ANNA)
    await old.send("⚖️ Вопрос юристу")
    await old.wait_for("Опишите, что случилось")
    await old.send("Меня хотят уволить")
    await old.wait_for("Проверьте перед отправкой")
    chair = await officer(place, 2001, "Главная Ольга Ивановна", *SCHOOL)
    new = await new_phone(place)
    await hand_over(new, name=ANNA)
    await chair.wait_for("Просят подтвердить")
    await chair.press("Подтвердить")
    await new.wait_for("Вас подтвердили")
    await old.press("Отправить")
    await place.settled()
    assert "принят" not in old.screen()
    await new.send("/start")
    await new.press("Продолжить") if await new.wait_for("черновик|не закончен") else None
    await new.wait_for("Меня хотят уволить")


async def test_an_account_that_lost_its_member_in_mid_form_is_refused(place: Town) -> None:
    old = await place.member(1001, ANNA)
    await old.send("🪪 Профиль")
    await old.wait_for("Билет 1001")
    await old.press("Данные неверны")
    await old.wait_for("Что неверно")
    chair = await officer(place, 2001, "Главная Ольга Ивановна", *SCHOOL)
    new = await new_phone(place)
    await hand_over(new, name=ANNA)
    await chair.wait_for("Просят подтвердить", after=0)
    await chair.press("Подтвердить")
    await old.wait_for("больше не связан", after=0)
    await old.send("Фамилия теперь другая")
    await old.wait_for("Нет доступа")
    await place.settled()
    assert "Фамилия теперь другая" not in chair.screen()


async def test_roles_move_with_the_member(place: Town) -> None:
    old = await officer(place, 1001, ANNA, *SCHOOL)
    await old.send("🔁 Режим сотрудника")
    await old.wait_for("режиме сотрудника")
    head = await officer(place, 2001, "Главная Ольга Ивановна")
    new = await new_phone(place)
    await hand_over(new, name=ANNA)
    await head.wait_for("Просят подтвердить")
    await head.press("Подтвердить")
    await new.wait_for("Вас подтвердили")
    assert "🔁 Режим сотрудника" in new.keyboard
    await old.wait_for("больше не связан")
    await old.send("👥 Члены профсоюза")
    await old.wait_for("Нет доступа")


async def test_the_card_says_what_does_not_fit(place: Town) -> None:
    await newcomer(place, 1001, ANNA, status=Membership.SUSPENDED)
    chair = await officer(place, 2001, "Главная Ольга Ивановна", *SCHOOL)
    anna = place.box.person("Анна Замужняя", id=3001)
    await agree(anna)
    await say_who(anna, "1001", "Замужняя", "12.03.1986")
    await hand_over(anna, name="Замужняя Анна Сергеевна")
    await chair.wait_for("Просят подтвердить")
    card = await chair.wait_for("Пишет о себе: Замужняя Анна Сергеевна", after=0)
    assert "В реестре: Петрова Анна Сергеевна" in card.text
    assert "Не совпадает: фамилия, дата рождения" in card.text
    assert "членство приостановлено" in card.text
    assert "билет 1001" in card.text


# Who may decide


async def forge(human: Person, action: str) -> str | None:
    """Press a button of a request that is not his to decide."""
    assert human.last
    return await human.press_data(human.last, action)


async def test_only_an_officer_in_scope_decides_and_every_attempt_is_audited(
    place: Town,
) -> None:
    await place.member(1001, ANNA)
    other_chair = await officer(place, 2002, "Чужая Вера Ивановна", *OTHER_SCHOOL)
    lawyer = await officer(place, 2003, "Законов Лев", role=Role.LAWYER)
    teacher = await place.member(2004, "Учитель Олег", at=SCHOOL)
    new = await new_phone(place)
    await hand_over(new, name=ANNA)
    stranger = place.box.person("Чужой", id=4001)
    await agree(stranger)
    await place.settled()
    people = (other_chair, lawyer, teacher, new, stranger)
    for human in people:
        for action in ("request:confirm:1:0", "request:decline:1:0"):
            assert "Нет доступа" in (await forge(human, action) or "")
        assert "Просят подтвердить" not in human.screen()
    await place.settled()
    (request,) = await requests(place)
    assert request.status is RequestStatus.OPEN
    attempts = await audited(place, "request-refused")
    accounts = [(await place.account(human)).id for human in people]
    assert sorted(row.account_id or 0 for row in attempts) == sorted(accounts * 2)
    assert {row.subject for row in attempts} == {"request:1"}
    await other_chair.send("👥 Члены профсоюза")
    await other_chair.wait_for("Никто не ждёт")


async def test_a_chair_does_not_confirm_himself_from_another_telegram(place: Town) -> None:
    anna = await officer(place, 1001, ANNA, *SCHOOL)
    new = await new_phone(place)
    await hand_over(new, name=ANNA)
    await place.settled()
    assert "Просят подтвердить" not in anna.screen()
    assert "Нет доступа" in (await forge(anna, "request:confirm:1:0") or "")


async def test_of_two_officers_who_press_at_once_one_decides_and_the_other_sees_who(
    place: Town,
) -> None:
    await place.member(1001, ANNA)
    chairs = [
        await officer(place, 2001, "Первая Ольга Ивановна", *SCHOOL),
        await officer(place, 2002, "Вторая Вера Ивановна"),
    ]
    new = await new_phone(place)
    await hand_over(new, name=ANNA)
    for chair in chairs:
        await chair.wait_for("Просят подтвердить")
    said = await asyncio.gather(chairs[0].press("Подтвердить"), chairs[1].press("Не подтверждать"))
    await place.settled()
    (request,) = await requests(place)
    first = request.status is RequestStatus.CONFIRMED
    winner, loser = (said[0], said[1]) if first else (said[1], said[0])
    name = "Первая О. И." if first else "Вторая В. И."
    assert winner in ("Подтверждено, человеку сообщу.", "Не подтверждено, человеку сообщу.")
    assert f"уже рассмотрели: {name}" in (loser or "")
    for chair in chairs:
        assert f"Решение: {name}" in chair.screen()
        assert "Подтвердить" not in chair.buttons
    await new.wait_for("Вас подтвердили" if first else "Подтвердить вас не получилось", after=0)


async def test_who_is_not_confirmed_is_told_and_whom_to_call(place: Town) -> None:
    await place.member(1001, ANNA)
    chair = await officer(place, 2001, "Главная Ольга Ивановна", *SCHOOL)
    new = await new_phone(place)
    await hand_over(new, name=ANNA)
    await chair.wait_for("Просят подтвердить")
    assert await chair.press("Не подтверждать") == "Не подтверждено, человеку сообщу."
    told = await new.wait_for("Подтвердить вас не получилось")
    assert "+7 (3852) 00-00-00" in told.text
    await place.settled()
    assert new.keyboard == ["🪪 Профиль"]
    # He may ask once more: that is a new request.
    await new.send("/start")
    await new.wait_for(CARD)
    await say_who(new, "1001")
    await hand_over(new, name=ANNA)
    await chair.wait_for("Просят подтвердить")
    assert len(await requests(place)) == 2


# Not in the registry


async def test_who_waits_for_the_chair_hears_so_whenever_he_begins_again(place: Town) -> None:
    other = place.box.person("Кто-то Другой", id=2001)
    await agree(other)
    await say_who(other, "123456")
    await hand_over(other, name="Другой Кто-то")
    await other.send("/start")
    await other.wait_for("Ваша просьба у председателя")
    await other.wait_for(CARD)


async def test_someone_not_in_the_registry_is_confirmed_by_the_chair_of_one_school(
    place: Town,
) -> None:
    chair = await officer(place, 2001, "Главная Ольга Ивановна", *SCHOOL)
    other = await officer(place, 2002, "Чужая Вера Ивановна", *OTHER_SCHOOL)
    pyotr = place.box.person("Пётр", id=3001)
    await agree(pyotr)
    await say_who(pyotr, "00777", "Сидоров")
    await pyotr.press("Передать председателю")
    await pyotr.wait_for("Передал вашу просьбу")
    await pyotr.send("школа")
    chosen = await pyotr.wait_for("Выберите свою организацию")
    assert chosen.buttons == [
        ["школа № 7, Барнаул"], ["школа № 9, Барнаул"], ["Пропустить"]
    ]  # fmt: skip
    await pyotr.press("школа № 7")
    await pyotr.wait_for("Ваши фамилия, имя и отчество")
    await pyotr.send("Сидоров Пётр Ильич")
    await pyotr.wait_for("Просьба у председателя")
    # What is open meanwhile, and what is not.
    assert pyotr.keyboard == ["🪪 Профиль"]
    await pyotr.send("🪪 Профиль")
    await pyotr.wait_for("Вы пока не подтверждены")
    for label in ("⚖️ Вопрос юристу", "📂 Мои обращения", "📥 Очередь вопросов"):
        await pyotr.send(label)
        await pyotr.wait_for("Нет доступа")
    await pyotr.send("Когда меня подтвердят?")
    await pyotr.wait_for("не знаю, кто вы")
    # The queue.
    await chair.send("👥 Члены профсоюза")
    await chair.wait_for("Ждёт 1 человек")
    await chair.press("Ждут подтверждения: 1")
    listed = await chair.wait_for("Проверить")
    await chair.press(listed.buttons[0][0])
    card = await chair.wait_for("Просят подтвердить")
    assert listed.buttons[0][0].startswith("Сидоров Пётр Ильич · ")
    for words in ("Сидоров", "билет 00777", "школа № 7, Барнаул", "В реестре такого нет"):
        assert words in card.text
    await chair.press("Подтвердить")
    await pyotr.wait_for("Вас подтвердили: Сидоров Пётр Ильич, школа № 7, Барнаул")
    assert pyotr.keyboard == MENU
    await place.settled()
    assert "Сидоров" not in other.screen()
    account = await place.account(pyotr)
    async with place.database.reading() as session:
        member = await session.get_one(Member, account.member_id)
    assert member.person.full_name == "Сидоров Пётр Ильич"
    assert member.person.card == "00777"
    assert member.row_hash is None


async def test_a_union_wide_officer_chooses_the_organisation(place: Town) -> None:
    head = await officer(place, 2001, "Главная Ольга Ивановна")
    for number in range(10, 22):
        await place.organisation("Бийск", f"школа № {number}")
    school = await place.organisation("Бийск", "школа № 7")
    pyotr = place.box.person("Пётр", id=3001)
    await agree(pyotr)
    await say_who(pyotr, "777", "Сидоров Пётр Ильич")
    await hand_over(pyotr)
    await head.wait_for("Просят подтвердить")
    await head.press("Подтвердить")
    window = await head.wait_for("В какую организацию записать")
    assert "Здесь не все" in window.text
    await head.send_sticker()
    await head.wait_for("Нужно название организации")
    await head.send("нет такой")
    await head.wait_for("Организации «нет такой» не нашёл")
    await head.send("школа 7 бийск")
    found = await head.wait_for("Выберите или напишите")
    assert found.buttons == [["школа № 7, Бийск"], ["✖️ Отмена"]]
    await head.press("школа № 7, Бийск")
    await head.wait_for("Подтверждено, человеку сообщу")
    await pyotr.wait_for("Вас подтвердили: Сидоров Пётр Ильич, школа № 7, Бийск", after=0)
    account = await place.account(pyotr)
    async with place.database.reading() as session:
        member = await session.get_one(Member, account.member_id)
    assert member.organisation_id == school.id


async def test_who_shared_only_a_phone_is_not_written_down_without_a_name(place: Town) -> None:
    head = await officer(place, 2001, "Главная Ольга Ивановна")
    pyotr = place.box.person("Пётр", id=3001, phone="+79130000009")
    await agree(pyotr)
    await pyotr.share_contact()
    await pyotr.wait_for("Например: 12.03.1985")
    await pyotr.send("12.03.1985")
    await pyotr.wait_for(FAILED)
    await pyotr.press("Передать председателю")
    await pyotr.wait_for("Передал вашу просьбу")
    await head.wait_for("Просят подтвердить")
    await head.press("Подтвердить")
    await head.wait_for("В какую организацию")
    assert "ещё не назвал своего имени" in (await head.press("школа № 9, Барнаул") or "")
    await pyotr.press("Пропустить")
    await pyotr.wait_for("Ваши фамилия, имя и отчество")
    for text in ("Пётр", "12", "П" * 200):
        await pyotr.send(text)
        await pyotr.wait_for("Нужны фамилия и имя")
    await pyotr.send("Сидоров Пётр")
    await pyotr.wait_for("Просьба у председателя")
    await head.wait_for("Сидоров Пётр", after=0)
    await head.press("школа № 9, Барнаул")
    await pyotr.wait_for("Вас подтвердили: Сидоров Пётр, школа № 9", after=0)


async def test_who_finds_himself_meanwhile_needs_nobody(place: Town) -> None:
    chair = await officer(place, 2001, "Главная Ольга Ивановна", *SCHOOL)
    anna = await newcomer(place, 1001, ANNA)
    await agree(anna)
    await say_who(anna, "1001", "Пертова")
    await hand_over(anna, name=ANNA)
    card = await chair.wait_for("Просят подтвердить")
    data = card.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await anna.send("/start")
    await anna.wait_for(CARD)
    await say_who(anna, "1001")
    await anna.press("Да")
    await anna.wait_for("я вас узнал")
    await place.settled()
    assert "нашёл себя в реестре сам" in card.text
    assert "нашёл себя" in (await chair.press_data(card, data) or "")


async def test_a_card_that_came_into_the_registry_meanwhile_is_looked_at_anew(
    place: Town,
) -> None:
    chair = await officer(place, 2001, "Главная Ольга Ивановна", *SCHOOL)
    pyotr = place.box.person("Пётр", id=3001)
    await agree(pyotr)
    await say_who(pyotr, "777", "Сидоров Пётр Ильич")
    await hand_over(pyotr, "школа № 7")
    await chair.wait_for("В реестре такого нет", after=0)
    await newcomer(place, 9001, "Сидоров Пётр Ильич", card="777")
    assert "появился этот билет" in (await chair.press("Подтвердить") or "")
    await chair.wait_for("В реестре: Сидоров Пётр Ильич", after=0)
    await chair.press("Подтвердить")
    await pyotr.wait_for("Вас подтвердили: Сидоров Пётр Ильич", after=0)
    assert await count(place, Member) == 2


async def test_the_end_of_an_office_empties_its_cards(place: Town) -> None:
    await place.member(1001, ANNA)
    chair = await officer(place, 2001, "Главная Ольга Ивановна", *SCHOOL)
    head = await officer(place, 2002, "Вторая Вера Ивановна")
    new = await new_phone(place)
    await hand_over(new, name=ANNA)
    card = await chair.wait_for("Просят подтвердить")
    await head.wait_for("Просят подтвердить")
    await place.revoke("chair", "2001")
    await chair.wait_for("больше не доступна")
    assert "Петрова" not in card.text
    assert card.buttons == []
    assert "Нет доступа" in (await chair.press_data(card, "request:confirm:1:0") or "")
    assert "Подтвердить" in head.buttons


async def test_a_request_comes_in_the_officers_language(place: Town) -> None:
    await place.member(1001, ANNA)
    chair = await place.member(2001, "Ахметова Айгүл", at=SCHOOL, language="kk")
    await place.give_role(chair, Role.CHAIR, *SCHOOL)
    new = await new_phone(place)
    await hand_over(new, name=ANNA)
    await chair.wait_for("Растауды сұрайды")
    assert await chair.press("Растау") == "Расталды, адамға хабарлаймын."
    await new.wait_for("Вас подтвердили", after=0)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("школа 7", ["школа № 7, Барнаул", "школа № 7, Бийск"]),
        ("ШК 7 барн", ["школа № 7, Барнаул"]),
        ("бийск", ["Бийск", "школа № 7, Бийск"]),
        ("лицей", []),
        ("«»", ["Бийск", "Барнаул", "школа № 7, Бийск", "школа № 7, Барнаул"]),
    ],
)
async def test_an_organisation_is_found_by_parts_of_its_name(
    place: Town, typed: str, found: list[str]
) -> None:
    from bot.members import service as members

    for town in ("Барнаул", "Бийск"):
        await place.organisation(town, "школа № 7")
    async with place.database.reading() as session:
        places = await members.find_places(session, typed)
        assert {p.name for p in places} == set(found)
        assert await session.scalar(select(Organisation.id).limit(1))
