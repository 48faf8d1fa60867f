"""`🪪 Профиль` and what stands beside it: language, zone, consents, commands, groups."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from bot import clock, notices
from bot.members.models import Account, Consent, Member, Membership, Role
from sandbox import Person
from sandbox.models import Message
from tests.members.steps import ANNA, audited, count
from tests.telegram import Town

SCHOOL, OTHER_SCHOOL = ("Барнаул", "школа № 7"), ("Барнаул", "школа № 9")
MENU_KK = [
    "⚖️ Заңгерге сұрақ",
    "🦺 Қауіп туралы хабарлау",
    "🤝 Материалдық көмек",
    "📅 Іс-шаралар",
    "📰 Жаңалықтар",
    "📂 Менің өтініштерім",
    "🪪 Профиль",
]


async def profile(human: Person) -> Message:
    await human.send("🪪 Профиль")
    return await human.wait_for("Билет|Вы пока не подтверждены")


# The card


async def test_the_profile_shows_what_the_union_knows(place: Town) -> None:
    anna = await place.member(1001, ANNA, card="00123456", phone="79130000001")
    text = (await profile(anna)).text
    hour = f"{clock.now().astimezone(ZoneInfo('Asia/Barnaul')):%H}"
    assert re.fullmatch(
        "Петрова Анна Сергеевна\n"
        "школа № 7, Барнаул\n"
        "Билет 00123456 · состоит\n"
        "В профсоюзе с 1 сентября 2010\n"
        r"Телефон: \+79130000001" "\n"
        rf"Время: Барнаул, {hour}:\d\d" "\n\n"
        r"Кому позвонить: Барнаульская городская организация, \+7 \(3852\) 00-00-02 .*",
        text,
    )  # fmt: skip


async def test_what_the_registry_does_not_say_has_no_line(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    async with place.database.writing() as session:
        await session.execute(update(Member).values(joined_on=None, status=Membership.SUSPENDED))
    text = (await profile(anna)).text
    assert "Телефон" not in text
    assert "В профсоюзе с" not in text
    assert "членство приостановлено" in text


# «Данные неверны»


async def report(human: Person, words: str) -> Message:
    await profile(human)
    await human.press("Данные неверны")
    await human.wait_for("Что неверно")
    await human.send(words)
    return await human.wait_for("Передал|никто не подключён|Слишком длинно")


@pytest.mark.both
async def test_wrong_data_reach_the_chair_of_the_own_school_and_nobody_else(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    chair = await place.member(2001, "Главная Ольга", at=SCHOOL)
    await place.give_role(chair, Role.CHAIR, *SCHOOL)
    others = []
    for number, scope in enumerate((OTHER_SCHOOL, ("Бийск",), ("Барнаул",), ())):
        other = await place.member(2010 + number, f"Другая Вера {number}", at=OTHER_SCHOOL)
        await place.give_role(other, Role.CHAIR, *scope)
        others.append(other)
    treasurer = await place.member(2020, "Казначей Пётр", at=SCHOOL)
    await place.give_role(treasurer, Role.TREASURER, *SCHOOL)
    await report(anna, "Фамилия теперь Иванова & Ко <b>")
    said = await chair.wait_for("сообщает об ошибке в данных", after=0)
    assert "Петрова Анна Сергеевна, школа № 7, Барнаул" in said.text
    assert "Фамилия теперь Иванова & Ко <b>" in said.text
    await chair.press("Открыть карточку")
    await chair.wait_for("Билет")
    assert len(await audited(place, "member-seen")) == 1
    # The button in the hands of another opens nothing.
    (data,) = [button["callback_data"] for row in said.raw["reply_markup"]["inline_keyboard"]
               for button in row]  # fmt: skip
    assert "Нет доступа" in str(await treasurer.press_data(treasurer.messages[-1], data))
    await place.settled()
    for other in (*others, treasurer):
        assert "ошибке" not in other.screen()
    assert len(await audited(place, "data-wrong")) == 1


async def test_a_chairs_own_wrong_data_go_to_the_next_above(place: Town) -> None:
    chair = await place.member(1001, ANNA)
    await place.give_role(chair, Role.CHAIR, *SCHOOL)
    above = await place.member(2001, "Городская Ольга", at=OTHER_SCHOOL)
    await place.give_role(above, Role.STAFF, "Барнаул")
    await report(chair, "Телефон старый")
    await above.wait_for("Телефон старый", after=0)
    await place.settled()
    assert "сообщает" not in chair.screen()


async def test_where_nobody_listens_it_is_said_whom_to_call(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    other = await place.member(2001, "Чужая Ольга", at=OTHER_SCHOOL)
    await place.give_role(other, Role.CHAIR, *OTHER_SCHOOL)
    said = await report(anna, "Телефон старый")
    assert "никто не подключён" in said.text
    assert "+7 (3852) 00-00-02" in said.text
    await place.settled()
    assert "Телефон старый" not in other.screen()


async def test_bad_input_to_wrong_data_leaves_the_step(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    said = await report(anna, "ы" * 1500)
    assert "1000 знаков" in said.text.replace("\u00a0", "").replace("1,000", "1000")
    for send in (anna.send_sticker, anna.send_voice, anna.send_photo):
        await send()
        await anna.wait_for("Здесь нужен текст")
    await anna.send("Телефон старый")
    await anna.wait_for("никто не подключён")


# Language and zone


@pytest.mark.both
async def test_the_language_changes_menu_commands_and_what_comes_later(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await profile(anna)
    await anna.press("Язык · Тіл")
    await anna.wait_for("Выберите язык")
    place.box.clear_calls()
    await anna.press("Қазақша")
    await anna.wait_for("Енді қазақша сөйлесеміз")
    assert anna.keyboard == MENU_KK
    (call,) = [call for call in place.box.calls if call.method == "setMyCommands"]
    assert "Мәзір" in str(call.params)
    assert "1001" in str(call.params)
    account = await place.account(anna)
    async with place.database.writing() as session:
        await notices.post(session, account.id, "roles")
    await anna.wait_for("Құқықтарыңыз өзгерді", after=0)
    await anna.send("🪪 Профиль")
    await anna.wait_for("Уақыт: Барнауыл")
    await anna.send("/lang")
    await anna.wait_for("Тілді таңдаңыз")
    await anna.press("Русский")
    await anna.wait_for("Дальше по-русски")


async def test_the_time_zone_is_the_persons_own_choice(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await profile(anna)
    await anna.press("Часовой пояс")
    window = await anna.wait_for("Который у вас час")
    moscow = f"{datetime.now(ZoneInfo('Europe/Moscow')):%H}"
    assert any(row[0].startswith(f"Москва, {moscow}:") for row in window.buttons)
    await anna.press("Москва")
    await anna.wait_for(f"Время: Москва, {moscow}:")
    assert (await place.account(anna)).timezone == "Europe/Moscow"


# Consents


async def test_consents_are_listed_with_dates_and_news_are_switched(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await profile(anna)
    await anna.press("Согласия")
    listed = await anna.wait_for("Согласие на обработку персональных данных")
    today = datetime.now(ZoneInfo("Asia/Barnaul"))
    assert f"согласие дано {today.day} " in listed.text
    assert "вас ещё не спрашивали" in listed.text
    for button, line in (
        ("Присылать новости", f"новост.*: согласие дано {today.day} "),
        ("Не присылать новости", "новост.*: согласия нет"),
    ):
        await anna.press(button)
        await anna.wait_for(line)
    await anna.press("Полные тексты")
    await anna.wait_for("Согласие на обработку персональных данных для помощи профсоюза")
    await place.settled()
    async with place.database.reading() as session:
        answers = await session.scalars(select(Consent.given).where(Consent.kind == "news"))
    assert list(answers) == [True, False]


# Commands


async def test_help_shows_the_own_id_and_the_contact_of_the_own_organisation(
    place: Town,
) -> None:
    anna = await place.member(1001, ANNA)
    await anna.send("/help")
    said = await anna.wait_for("Ваш номер в Telegram: 1001")
    assert "Барнаульская городская организация, +7 (3852) 00-00-02 (пн–пт с 9" in said.text
    assert "записаться на мероприятие и читать новости" in said.text
    kairat = await place.member(1002, "Серіков Қайрат", at=("Алматы", "мектеп 1"), language="kk")
    await kairat.send("/help")
    said = await kairat.wait_for("Telegram-дағы нөміріңіз: 1002")
    assert "Алматы қалалық ұйымы, +7 (727) 000-00-02" in said.text


@pytest.mark.parametrize(
    ("command", "opens"),
    [
        ("/start", "Выберите раздел"),
        ("/menu", "Выберите раздел:"),
        ("/lang", "Выберите язык"),
        ("/mydata", "Здесь хранится"),
        ("/cancel", "Закрыл"),
        ("/help", "Ваш номер в Telegram"),
    ],
)
async def test_a_command_in_the_middle_of_a_question_keeps_the_draft(
    place: Town, command: str, opens: str
) -> None:
    anna = await place.member(1001, ANNA)
    await anna.send("⚖️ Вопрос юристу")
    await anna.wait_for("Опишите, что случилось")
    await anna.send("Меня хотят уволить")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.send(command)
    await anna.wait_for(opens)
    if command != "/start":
        await anna.send("⚖️ Вопрос юристу")
    # It is asked before anything is thrown away.
    await anna.wait_until(lambda: {"Продолжить", "Начать заново"} <= set(anna.buttons))
    await anna.press("Продолжить")
    await anna.wait_for("Проверьте перед отправкой")


async def test_cancel_without_a_form_says_so(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await anna.send("/cancel")
    await anna.wait_for("Сейчас нечего отменять")
    assert "🪪 Профиль" in anna.keyboard


async def test_an_old_button_opens_what_is_current(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    old = await profile(anna)
    data = old.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await anna.send("/cancel")
    await anna.wait_for("Закрыл")
    assert await anna.press_data(old, data) == "Открыл то, на чём вы остановились."
    await anna.wait_for("Выберите раздел")
    assert await anna.press_data(old, "no-such-button") == "Открыл то, на чём вы остановились."
    await anna.wait_for("Выберите раздел")


async def test_a_press_that_waited_too_long_is_done_all_the_same(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    await profile(anna)
    place.box.telegram.callback_seconds = 0
    await anna.press("Часовой пояс", nowait=True)
    await anna.wait_for("Который у вас час")
    await anna.press("Москва", nowait=True)
    await anna.wait_for("Время: Москва")
    await place.settled()
    assert "Не получилось" not in anna.screen()


# Those who left, and groups


@pytest.mark.parametrize("status", [Membership.LEFT, Membership.EXCLUDED])
async def test_who_left_sees_his_own_history_and_asks_nothing_new(
    place: Town, status: Membership
) -> None:
    anna = await place.member(1001, ANNA)
    await anna.send("⚖️ Вопрос юристу")
    await anna.wait_for("Опишите, что случилось")
    await anna.send("Меня хотят уволить")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.press("Отправить")
    number = (await anna.wait_for("принят")).text.split()[1]
    async with place.database.writing() as session:
        await session.execute(update(Member).values(status=status))
    await anna.send("/start")
    await anna.wait_for("Выберите раздел")
    assert anna.keyboard == ["📂 Мои обращения", "🪪 Профиль"]
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Мои обращения")
    await anna.press(number)
    await anna.wait_for("Меня хотят уволить")
    assert ("исключён" if status is Membership.EXCLUDED else "нет в реестре") in (
        await profile(anna)
    ).text


async def test_in_a_group_the_bot_says_once_to_write_to_it_and_leaves(place: Town) -> None:
    anna = await place.member(1001, ANNA)
    group = place.box.group("Школа № 7", members=[anna])
    for text in ("/start", "Здравствуйте"):
        await anna.send(text, chat=group)
    await place.box.wait_until(lambda: not group.bot_is_in)
    await place.settled()
    said = [message.text for message in group.messages if message.from_bot]
    assert said == ["Пишите мне лично: в группах я не разговариваю."]
    assert await count(place, Account) == 1


async def test_a_channel_is_left_in_silence(place: Town) -> None:
    channel = place.box.channel("Новости школы")
    await place.box.wait_until(lambda: not channel.bot_is_in)
    await place.settled()
    assert not [message for message in channel.messages if message.from_bot]
