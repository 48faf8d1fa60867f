"""First contact and being found in the registry, as a newcomer goes through it."""

import hashlib
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import clock
from bot.members.models import Account, Audit, Consent, Membership, Request
from sandbox import Person
from tests.members.steps import (
    ANNA,
    BORN,
    CARD,
    FAILED,
    IS_IT_YOU,
    SURNAME,
    agree,
    audited,
    count,
    later,
    newcomer,
    register,
    say_who,
    say_who_again,
)
from tests.telegram import Town

MENU = [
    "⚖️ Вопрос юристу",
    "🦺 Сообщить об опасности",
    "🤝 Материальная помощь",
    "📅 Мероприятия",
    "📰 Новости",
    "📂 Мои обращения",
    "🪪 Профиль",
]
MENU_KK = [
    "⚖️ Заңгерге сұрақ",
    "🦺 Қауіп туралы хабарлау",
    "🤝 Материалдық көмек",
    "📅 Іс-шаралар",
    "📰 Жаңалықтар",
    "📂 Менің өтініштерім",
    "🪪 Профиль",
]


async def consents(place: Town) -> list[Consent]:
    async with place.database.reading() as session:
        return list(await session.scalars(select(Consent).order_by(Consent.id)))


# First contact


async def test_a_stranger_is_greeted_with_the_consent_and_nothing_is_stored_of_him(
    place: Town,
) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await anna.send("/start")
    greeting = await anna.wait_for("Я помощник вашего профсоюза")
    assert "Согласие на обработку персональных данных" in greeting.text
    assert "не передаются работодателю" in greeting.text
    assert greeting.buttons == [["Согласен", "Не согласен"], ["Қазақша"]]
    assert anna.keyboard == []
    await place.settled()
    assert await count(place, Account) == await count(place, Consent) == 0


@pytest.mark.parametrize(
    "said", ["здравствуйте", "🪪 Профиль", "⚖️ Вопрос юристу", "/menu", "/cancel", "/lang"]
)
async def test_before_the_answer_there_is_no_menu_whatever_he_writes(
    place: Town, said: str
) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await anna.send(said)
    await anna.wait_for("Согласие на обработку|дербес деректерді өңдеуге")
    assert anna.keyboard == []
    assert not {"Профиль", *MENU} & set(anna.buttons)
    await place.settled()
    assert await count(place, Account) == 0


async def test_help_and_mydata_answer_a_stranger(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await anna.send("/help")
    said = await anna.wait_for("Приёмная профсоюза")
    assert "1001" in said.text
    assert "+7 (3852) 00-00-00" in said.text
    assert "мероприятие" not in said.text
    await anna.send("/mydata")
    await anna.wait_for("ничего не хранится")
    assert await count(place, Account) == 0


async def test_a_refusal_is_explained_and_is_all_that_is_stored(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await anna.send("/start")
    await anna.wait_for("Я помощник")
    await anna.press("Не согласен")
    said = await anna.wait_for("запомнил только ваш отказ")
    assert "+7 (3852) 00-00-00" in said.text
    assert "/start" in said.text
    assert anna.keyboard == []
    await anna.send("А что тогда можно?")
    await anna.wait_for("могу только подсказать, кому позвонить")
    await anna.send("/mydata")
    await anna.wait_for("согласия вы не дали")
    await place.settled()
    (answer,) = await consents(place)
    assert (answer.kind, answer.given) == ("services", False)
    account = await place.account(anna)
    assert (account.member_id, account.failed_tries) == (None, 0)


async def test_who_refused_may_think_better_of_it(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await anna.send("/start")
    await anna.wait_for("Я помощник")
    await anna.press("Не согласен")
    await anna.wait_for("запомнил только ваш отказ")
    await register(anna, "1001")
    assert anna.keyboard == MENU


async def test_a_consent_is_kept_with_version_text_and_time(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await agree(anna)
    await place.settled()
    (answer,) = await consents(place)
    version = place.app.regulations.consent("services", clock.today())
    assert (answer.kind, answer.version, answer.given) == ("services", version.key, True)
    assert answer.text_hash == hashlib.sha256(version.text.ru.encode()).hexdigest()
    assert timedelta(0) <= clock.now() - answer.at < timedelta(minutes=1)


async def test_an_older_copy_of_the_question_takes_no_consent_back_unasked(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await anna.send("/start")
    older = await anna.wait_for("Я помощник")
    await register(anna, "1001")
    await anna.press("Не согласен", message=older)
    said = await anna.wait_for("Удалить ваши данные?")
    assert "Что останется" in said.text
    await place.settled()
    assert [answer.given for answer in await consents(place)] == [True]
    await anna.send("📂 Мои обращения")
    await anna.wait_for("Мои обращения")


@pytest.mark.both
async def test_two_taps_on_an_answer_are_one(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await anna.send("/start")
    consent = await anna.wait_for("Я помощник")
    data = consent.raw["reply_markup"]["inline_keyboard"][0]
    for button in (data[1], data[1]):
        await anna.press_data(consent, button["callback_data"], nowait=True)
    await anna.wait_for("запомнил только ваш отказ")
    await place.settled()
    for button in (data[0], data[0]):
        await anna.press_data(consent, button["callback_data"], nowait=True)
    await anna.wait_for(CARD)
    await place.settled()
    assert not [message for message in anna.messages if "Не получилось" in message.text]
    assert (await consents(place))[-1].given


async def test_the_first_guess_of_the_language_is_telegrams(place: Town) -> None:
    kairat = await newcomer(place, 1002, "Серіков Қайрат", language="kk")
    await kairat.send("/start")
    greeting = await kairat.wait_for("Мен кәсіподағыңыздың көмекшісімін")
    assert greeting.buttons == [["Келісемін", "Келіспеймін"], ["Русский"]]
    john = await newcomer(place, 1003, "Ли Джон", language="en")
    await john.send("/start")
    await john.wait_for("Я помощник вашего профсоюза")


async def test_kazakh_chosen_before_the_consent_is_kept(place: Town) -> None:
    kairat = await newcomer(place, 1002, "Серіков Қайрат")
    await kairat.send("/start")
    await kairat.wait_for("Я помощник")
    await kairat.press("Қазақша")
    await kairat.wait_for("Мен кәсіподағыңыздың көмекшісімін")
    assert await count(place, Account) == 0
    await kairat.press("Келісемін")
    await kairat.wait_for("Кәсіподақ билетінің нөмірін")
    for words, next_words in (("1002", "Тегіңіз"), ("Серіков", "Туған күніңіз")):
        await kairat.send(words)
        await kairat.wait_for(next_words)
    await kairat.send("12.03.1985")
    await kairat.wait_for("Бұл сіз бе")
    await kairat.press("Иә")
    await kairat.wait_for("сізді таныдым")
    assert kairat.keyboard == MENU_KK
    await kairat.wait_for("кәсіподақ жаңалықтарын")
    (consent,) = await consents(place)
    version = place.app.regulations.consent("services", clock.today())
    assert consent.text_hash == hashlib.sha256(version.text.kk.encode()).hexdigest()
    commands = [call for call in place.box.calls if call.method == "setMyCommands"]
    assert "Мәзір" in str(commands[-1].params)


@pytest.mark.parametrize(("answer", "given"), [("Согласен", True), ("Не согласен", False)])
async def test_news_are_asked_about_apart(place: Town, answer: str, given: bool) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await register(anna, "1001")
    await anna.wait_for("Присылать вам новости")
    await anna.press(answer)
    await anna.wait_for("новости будут приходить" if given else "новостей не будет")
    await place.settled()
    services, news = await consents(place)
    assert (services.kind, services.given) == ("services", True)
    assert (news.kind, news.given) == ("news", given)


# Recognised


@pytest.mark.both
async def test_card_surname_and_birth_date_make_a_member(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA, card="00 123-456")
    await agree(anna)
    question = await say_who(anna, "№ 00123456")
    assert question.text == "Петрова Анна Сергеевна, школа № 7, Барнаул. Это вы?"
    await anna.press("Да")
    await anna.wait_for("Анна Сергеевна, я вас узнал")
    assert anna.keyboard == MENU
    await place.settled()
    account = await place.account(anna)
    assert account.member_id is not None
    assert [row.account_id for row in await audited(place, "bound")] == [account.id]


@pytest.mark.both
async def test_ones_own_contact_and_birth_date_make_a_member(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA, phone="79130000001")
    await agree(anna)
    await anna.press("Отправить мой номер телефона")
    await anna.wait_for(BORN)
    await anna.send("12 марта 1985")
    await anna.wait_for(IS_IT_YOU)
    await anna.press("Да")
    await anna.wait_for("я вас узнал")
    assert anna.keyboard == MENU


@pytest.mark.parametrize(
    "surname",
    ["СЕМЁНОВА-ЛИ", "семенова - ли", " Семенова  –  Ли ", "Семёнова-Ли Анна Сергеевна",
     "Семёнова-Ли.", "Семёнова-Ли, Анна Сергеевна"],
)  # fmt: skip
async def test_spelling_that_differs_in_form_alone_is_forgiven(place: Town, surname: str) -> None:
    anna = await newcomer(place, 1001, "Семёнова-Ли Анна Сергеевна")
    await agree(anna)
    await say_who(anna, " 10 01 ", surname, "12/3/85")
    assert anna.last
    assert IS_IT_YOU in anna.last.text


async def test_the_phone_may_be_shared_instead_at_any_step(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA, card="555", phone="79130000001")
    await agree(anna)
    await say_who(anna, "556")
    await anna.press("Отправить мой номер телефона")
    await anna.wait_for(BORN)
    await anna.press("Оставить: 12.03.1985")
    await anna.wait_for(IS_IT_YOU)
    await anna.press("Нет")
    await anna.wait_for(FAILED)
    await say_who_again(anna, "555")
    await anna.press("Нет")
    await anna.wait_for(FAILED)
    await anna.press("Ввести ещё раз")
    await anna.send("556")
    await anna.wait_for(SURNAME)
    await anna.send("Петрова")
    await anna.wait_for(BORN)
    await anna.press("Отправить мой номер телефона")
    await anna.wait_for(BORN)
    await anna.send("12.03.1985")
    await anna.wait_for(IS_IT_YOU)


@pytest.mark.parametrize("card", ["№ 00123456", "номер 00123456", "Номер билета: 0012 3456"])
async def test_the_word_before_the_number_is_no_part_of_it(place: Town, card: str) -> None:
    anna = await newcomer(place, 1001, ANNA, card="00123456")
    await agree(anna)
    assert IS_IT_YOU in (await say_who(anna, card, born="12.03.1985 г.р.")).text


async def test_who_writes_all_at_once_is_asked_step_by_step_and_loses_no_try(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA, card="00123456")
    await agree(anna)
    await anna.send("00123456, Петрова, 12.03.1985")
    await anna.wait_for("Нужен номер билета цифрами")
    assert IS_IT_YOU in (await say_who(anna, "00123456")).text
    assert (await place.account(anna)).failed_tries == 0


async def test_a_number_in_the_form_of_a_date_is_a_number(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA, card="01.02.1345")
    await agree(anna)
    assert IS_IT_YOU in (await say_who(anna, "01.02.1345")).text


# Not recognised


async def mismatch(place: Town, kind: str) -> Person:
    """Somebody whose claim does not fit, at the end of it."""
    await newcomer(place, 1001, ANNA, card="555", phone="79130000001")
    await place.member(1002, "Иванов Иван Иванович", card="777")
    await newcomer(place, 1003, "Исключённый Пётр", card="888", status=Membership.EXCLUDED)
    await newcomer(place, 1004, "Бывший Пётр", card="999", status=Membership.LEFT)
    other = place.box.person("Кто-то Другой", id=2001, phone="+79130000001")
    await agree(other)
    if kind == "a phone of another":
        await other.share_contact()
        await other.wait_for(BORN)
        await other.send("01.01.1990")
        await other.wait_for(FAILED)
        return other
    claim = {
        "no such card": ("123456",),
        "another surname": ("555", "Сидорова"),
        "another birth date": ("555", "Петрова", "13.03.1985"),
        "a card that is bound": ("777", "Иванов"),
        "an excluded member": ("888", "Исключённый"),
        "one who left": ("999", "Бывший"),
    }[kind]
    await say_who(other, *claim)
    return other


MISMATCHES = (
    "no such card", "another surname", "another birth date", "a card that is bound",
    "an excluded member", "one who left", "a phone of another",
)  # fmt: skip
SAID = (
    "Не получилось вас узнать. Проверьте номер билета и дату рождения: чаще всего ошибка в них.\n"
    "Если всё верно, я передам вашу просьбу председателю. Он подтвердит вас лично, обычно за один"
    " день.\n\n"
    "Можно и позвонить: Приёмная профсоюза, +7 (3852) 00-00-00 (пн–пт с 9:00 до 18:00)"
)


@pytest.mark.parametrize("kind", MISMATCHES)
async def test_whatever_does_not_fit_the_words_are_the_same(place: Town, kind: str) -> None:
    other = await mismatch(place, kind)
    assert other.last
    assert other.last.text == SAID
    assert other.last.buttons == [["Ввести ещё раз"], ["Передать председателю"]]
    await place.settled()
    assert (await place.account(other)).failed_tries == 1


async def test_the_refusal_is_as_plain_in_kazakh(place: Town) -> None:
    kairat = place.box.person("Қайрат", id=2001, language="kk")
    await kairat.send("/start")
    await kairat.wait_for("көмекшісімін")
    await kairat.press("Келісемін")
    for said, asked in (
        ("0077", "Кәсіподақ билетінің нөмірін жазыңыз"),
        ("Серіков", "Тегіңіз"),
        ("12.03.1985", "Туған күніңіз"),
    ):
        await kairat.wait_for(re.escape(asked))
        await kairat.send(said)
    failed = await kairat.wait_for("Сізді тану мүмкін болмады")
    assert failed.buttons == [["Қайта енгізу"], ["Төрағаға беру"]]
    assert "Кәсіподақтың қабылдау бөлмесі, +7 (3852) 00-00-00" in failed.text
    await kairat.press("Төрағаға беру")
    await kairat.wait_for("Өтінішіңізді төрағаға жеткіздім")
    await kairat.press("Өткізіп жіберу")
    await kairat.wait_for("Тегіңіз, атыңыз және әкеңіздің аты")
    await kairat.send("Серіков Қайрат")
    await kairat.wait_for("Өтініш төрағада")
    await kairat.send("🪪 Профиль")
    await kairat.wait_for("Сіз әлі расталған жоқсыз")


async def test_a_foreign_contact_is_no_proof_and_no_try(place: Town) -> None:
    await newcomer(place, 1001, ANNA, phone="79130000001")
    other = place.box.person("Кто-то Другой", id=2001, phone="+79139999999")
    await agree(other)
    await other.share_contact("+79130000001", name="Анна")
    await other.wait_for("Нужен ваш собственный номер")
    await place.settled()
    assert (await place.account(other)).failed_tries == 0
    await say_who(other, "123")


@pytest.mark.both
async def test_five_wrong_tries_make_a_pause_and_after_it_all_is_well(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await agree(anna)
    said = await say_who(anna, "2")
    for card in ("3", "4", "5"):
        said = await say_who_again(anna, card)
        assert "Попыток было много" not in said.text
    said = await say_who_again(anna, "6")
    found = re.search(r"Попыток было много\. Следующая: (\d\d:\d\d)\.", said.text)
    assert found
    until = (await place.account(anna)).locked_until
    assert until
    assert found[1] == f"{until.astimezone(place.app.settings.timezone):%H:%M}"
    assert "+7 (3852) 00-00-00" in said.text
    toast = await anna.press("Ввести ещё раз")
    assert toast
    assert f"Следующая: {found[1]}" in toast
    assert "+7 (3852) 00-00-00" in toast
    # Neither /start nor the right words help before the time.
    await anna.send("/start")
    await anna.wait_for("Попыток было много")
    await place.settled()
    async with later(minutes=31):
        await say_who_again(anna, "1001")
        await anna.press("Да")
        await anna.wait_for("я вас узнал")
    await place.settled()
    account = await place.account(anna)
    assert (account.failed_tries, account.locked_until) == (0, None)
    assert len(await audited(place, "tries-used-up")) == 1


async def test_it_is_not_me_counts_as_a_try(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await agree(anna)
    await say_who(anna, "1001")
    await anna.press("Нет")
    said = await anna.wait_for(FAILED)
    assert said.text == SAID
    await place.settled()
    account = await place.account(anna)
    assert (account.failed_tries, account.member_id) == (1, None)


@pytest.mark.both
async def test_of_two_who_say_yes_at_once_one_is_recognised(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA)
    thief = place.box.person("Вор", id=2001)
    for human in (anna, thief):
        await agree(human)
        await say_who(human, "1001")
    await anna.press("Да")
    await anna.wait_for("я вас узнал")
    await thief.press("Да")
    assert (await thief.wait_for(FAILED)).text == SAID


# Bad input


async def bad_input(human: Person, expected: str) -> None:
    for send in (human.send_sticker, human.send_voice, human.send_photo):
        await send()
        await human.wait_for(expected)


async def test_bad_input_at_any_step_says_what_is_expected_and_loses_nothing(
    place: Town,
) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await agree(anna)
    await bad_input(anna, "Нужен номер билета цифрами")
    for text in ("нет билета", "1" * 200):
        await anna.send(text)
        await anna.wait_for("Нужен номер билета цифрами")
    await anna.send("1001")
    await anna.wait_for(SURNAME)
    await bad_input(anna, "Нужна фамилия словом")
    for text in ("12345", "П" * 200, "?"):
        await anna.send(text)
        await anna.wait_for("Нужна фамилия словом")
    await anna.send("Петрова")
    await anna.wait_for(BORN)
    await bad_input(anna, "Нужна дата рождения")
    for text in ("31.02.1985", "12.03.2085", "вчера", "1" * 200, "12.03.1085"):
        await anna.send(text)
        await anna.wait_for("Нужна дата рождения")
    await anna.send("⚖️ Вопрос юристу")
    await anna.wait_for("Нет доступа")
    await anna.send("12.03.1985")
    await anna.wait_for(IS_IT_YOU)
    await bad_input(anna, "нажать одну из кнопок")
    await anna.press("Да")
    await anna.wait_for("я вас узнал")


async def test_back_keeps_what_was_typed(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await agree(anna)
    await anna.send("1001")
    await anna.wait_for(SURNAME)
    await anna.send("Петрова")
    await anna.wait_for(BORN)
    await anna.press("⬅️ Назад")
    assert "Оставить: Петрова" in (await anna.wait_for(SURNAME)).buttons[0]
    await anna.press("⬅️ Назад")
    assert "Оставить: 1001" in (await anna.wait_for(CARD)).buttons[0]
    await anna.press("Оставить: 1001")
    await anna.wait_for(SURNAME)
    await anna.press("Оставить: Петрова")
    await anna.wait_for(BORN)
    await anna.send("12.03.1985")
    await anna.wait_for(IS_IT_YOU)


@pytest.mark.parametrize("way_out", ["/start", "/cancel", "✖️ Отмена", "🪪 Профиль", "/menu"])
async def test_whoever_leaves_the_form_finds_what_he_typed(place: Town, way_out: str) -> None:
    anna = await newcomer(place, 1001, ANNA)
    await agree(anna)
    await anna.send("1001")
    await anna.wait_for(SURNAME)
    if way_out == "✖️ Отмена":
        await anna.press(way_out)
        await anna.wait_for("сохранено")
    else:
        await anna.send(way_out)
        await anna.wait_for("")
    await anna.send("/start")
    assert "Оставить: 1001" in (await anna.wait_for(CARD)).buttons[0]


async def test_the_bot_is_found_again_after_a_restart_of_the_form(place: Town) -> None:
    """A button of a window that is gone opens the current one."""
    anna = await newcomer(place, 1001, ANNA)
    await agree(anna)
    await anna.send("1001")
    old = await anna.wait_for(SURNAME)
    data = old.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await anna.send("/start")
    again = await anna.wait_for(CARD)
    assert await anna.press_data(old, data) == "Открыл то, на чём вы остановились."
    await anna.wait_for(CARD)
    assert again.id != old.id


async def test_nothing_of_a_claim_rests_readable(place: Town) -> None:
    anna = await newcomer(place, 1001, ANNA, card="00123456", phone="79130000001")
    await agree(anna)
    await say_who(anna, "00123456", "Сидорова")
    await anna.press("Передать председателю")
    await anna.wait_for("Передал вашу просьбу")
    await place.settled()
    assert await count(place, Request) == 1
    assert await count(place, Audit) == 0
    if place.database.is_sqlite:
        path = place.database.engine.url.database
        assert path
        for name in (path, f"{path}-wal"):
            with open(name, "rb") as file:  # noqa: ASYNC230
                content = file.read()
            for word in ("00123456", "Сидорова", "Петрова", "79130000001", "1985-03-12"):
                assert word.encode() not in content
