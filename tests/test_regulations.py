"""The regulations file: what it gives, and what is said of each mistake in it."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar import Hours, Term, Unit, last_day
from bot.regulations import (
    Bilingual,
    Jurisdiction,
    Regulations,
    RegulationsError,
    Terms,
    terms_of,
)

SHIPPED = Path(__file__).parent.parent / "regulations.yaml"
TEXT = SHIPPED.read_text(encoding="utf-8")
MESSAGE_LENGTH = 4096
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def regulations() -> Regulations:
    return Regulations.load(SHIPPED)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "regulations.yaml"


def mistakes_in(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RegulationsError) as caught:
        Regulations.load(file)
    return str(caught.value).splitlines()


def changed(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def line_of(words: str, text: str) -> int:
    return text[: text.index(words)].count("\n") + 1


# What is inherited


def test_an_organisation_has_what_those_above_it_have(regulations: Regulations) -> None:
    rules = regulations.settings_for(["школа № 7", "Барнаул", "Алтайский край"])
    assert rules.timezone == ZoneInfo("Asia/Barnaul")
    assert rules.jurisdiction is Jurisdiction.RU
    assert rules.contact.name.ru == "Барнаульская городская организация"
    assert not rules.calendar.is_working_day(date(2026, 11, 4))


def test_a_school_in_almaty_lives_by_the_law_and_clock_of_kazakhstan(
    regulations: Regulations,
) -> None:
    rules = regulations.settings_for(["лицей № 1", "Алматы", "Казахстан"])
    assert rules.timezone == ZoneInfo("Asia/Almaty")
    assert rules.jurisdiction is Jurisdiction.KZ
    assert rules.calendar.zone == rules.timezone
    assert not rules.calendar.is_working_day(date(2027, 3, 22))


def test_an_organisation_nobody_described_has_what_the_union_has(
    regulations: Regulations,
) -> None:
    rules = regulations.settings_for(["Никому не известная"])
    assert rules == regulations.settings_for([])
    assert rules.contact == regulations.union.contact
    assert rules.timezone == regulations.union.timezone


def test_case_and_spare_spaces_in_a_name_do_not_matter(regulations: Regulations) -> None:
    assert regulations.settings_for([" АЛТАЙСКИЙ  край"]) == regulations.settings_for(
        ["Алтайский край"]
    )


def test_hours_of_its_own_leave_the_days_of_the_country(file: Path) -> None:
    file.write_text(changed("  Барнаул:\n", "  Барнаул:\n    working_hours: 8:30-16:30\n"))
    calendar = Regulations.load(file).settings_for(["Барнаул", "Алтайский край"]).calendar
    assert calendar.hours == Hours(time(8, 30), time(16, 30))
    assert not calendar.is_working_day(date(2027, 1, 7))


def test_the_same_name_in_two_towns_is_told_apart_by_the_town(file: Path) -> None:
    schools = "organisations:\n  школа № 7:\n    working_hours: 10:00-18:00\n"
    schools += "  Алтайский край / школа № 7:\n    working_hours: 08:00-16:00\n"
    file.write_text(changed("organisations:\n", schools))
    rules = Regulations.load(file)

    def opens(*chain: str) -> int:
        return rules.settings_for(chain).calendar.hours.start.hour

    assert opens("школа № 7", "Барнаул", "Алтайский край") == 8
    assert opens("школа № 7", "Алматы", "Казахстан") == 10
    assert opens("школа № 8", "Барнаул", "Алтайский край") == 9


def test_at_night_messages_wait_for_the_morning_of_the_reader(regulations: Regulations) -> None:
    evening = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert regulations.settings_for(["Барнаул"]).quiet_until(evening) == datetime(
        2026, 11, 24, 1, tzinfo=UTC
    )
    assert regulations.settings_for(["Казахстан"]).quiet_until(evening) is None


# What the desk promises


def test_a_topic_may_have_a_term_of_its_own(file: Path) -> None:
    file.write_text(changed("      pay:\n", "      pay:\n        answer_days: 7\n"))
    desk = Regulations.load(file).desks["legal"]
    assert desk.days_to_answer("pay") == 7
    assert desk.days_to_answer("leave") == 3
    assert desk.days_to_answer("a topic that was removed") == 3
    assert desk.days_to_answer("pay", urgent=True) == 1


def test_every_desk_setting_but_the_names_may_be_left_out(
    file: Path, regulations: Regulations
) -> None:
    numbers = ("answer", "urgent", "extension", "lease", "remind", "reopen", "max_open")
    kept = [
        line
        for line in TEXT.splitlines()
        if not line.strip().startswith(numbers) or "#" not in line
    ]
    file.write_text("\n".join(kept))
    assert Regulations.load(file).desks == regulations.desks


def test_each_block_knows_its_own_name(regulations: Regulations) -> None:
    desk = regulations.desks["legal"]
    assert desk.key == "legal"
    assert [topic.key for topic in desk.topics.values()] == list(desk.topics)


def test_pauses_double_up_to_the_longest(regulations: Regulations) -> None:
    pauses = [regulations.verification.pause(times) for times in (1, 2, 3, 100)]
    assert pauses == [
        timedelta(minutes=30),
        timedelta(hours=1),
        timedelta(hours=2),
        timedelta(days=1),
    ]


# Urgent matters: each against the text of the code


@pytest.mark.parametrize(
    ("country", "matter", "term"),
    [
        ("RU", "dismissal", Term(1, Unit.MONTHS)),  # ст. 392 ТК РФ, часть первая
        ("RU", "discipline", Term(3, Unit.MONTHS)),  # ст. 193, часть седьмая; 386; 392
        ("RU", "pay", Term(1, Unit.YEARS)),  # ст. 392, часть вторая
        ("RU", "other", Term(3, Unit.MONTHS)),  # ст. 386; 392, часть первая
        ("KZ", "dismissal", Term(1, Unit.MONTHS)),  # ст. 160 ТК РК, подпункт 1
        ("KZ", "commission", Term(2, Unit.MONTHS)),  # ст. 160, подпункт 1
        ("KZ", "discipline", Term(1, Unit.YEARS)),  # ст. 160, подпункт 2
        ("KZ", "pay", Term(1, Unit.YEARS)),
        ("KZ", "other", Term(1, Unit.YEARS)),
    ],
)
def test_the_term_is_that_of_the_law(
    regulations: Regulations, country: Jurisdiction, matter: str, term: Term
) -> None:
    assert regulations.desks["legal"].urgent[country][matter].term == term


def test_an_order_of_2_november_can_be_disputed_until_2_december(
    regulations: Regulations,
) -> None:
    dismissal = regulations.desks["legal"].urgent[Jurisdiction.RU]["dismissal"]
    calendar = regulations.settings_for(["Барнаул", "Алтайский край"]).calendar
    assert last_day(date(2026, 11, 2), dismissal.term, calendar) == date(2026, 12, 2)


# Consents


@pytest.mark.parametrize("kind", ["services", "news"])
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_consent_names_the_operator_and_fits_a_message(
    regulations: Regulations, kind: str, language: str
) -> None:
    text = regulations.consent(kind, TODAY).text.in_language(language)  # type: ignore[arg-type]
    operator = regulations.union.operator
    assert operator.name.in_language(language) in text
    assert operator.address.in_language(language) in text
    assert regulations.union.contact.phone in text
    assert "{" not in text
    assert len(text) <= MESSAGE_LENGTH


def test_a_new_consent_is_in_force_from_its_day(file: Path) -> None:
    second = '      "2":\n        from: 2026-12-01\n        short: {ru: А, kk: Ә}\n'
    second += '        text: {ru: "Новый {текст}", kk: Жаңа}\n'
    second = second.replace("{текст}", "{operator}")
    file.write_text(changed('    versions:\n      "1":\n', f'    versions:\n{second}      "1":\n'))
    rules = Regulations.load(file)
    assert rules.consent("services", date(2026, 11, 30)).key == "1"
    new = rules.consent("services", date(2026, 12, 1))
    assert new.key == "2"
    assert new.text.ru == f"Новый {rules.union.operator.name.ru}"


def test_before_the_first_consent_there_is_none(regulations: Regulations) -> None:
    with pytest.raises(LookupError):
        regulations.consent("news", date(2020, 1, 1))


def test_a_text_is_read_in_the_readers_language() -> None:
    text = Bilingual(ru="да", kk="иә")
    assert (text.in_language("ru"), text.in_language("kk")) == ("да", "иә")


# The file itself


def test_the_version_moves_with_every_change(file: Path, regulations: Regulations) -> None:
    file.write_text(TEXT + "# и ещё\n")
    assert Regulations.load(file).version != regulations.version
    assert Regulations.load(SHIPPED).version == regulations.version


def test_what_was_read_does_not_change(regulations: Regulations) -> None:
    with pytest.raises(ValueError, match="frozen"):
        regulations.desks["legal"].answer_days = 1  # type: ignore[misc]


def test_a_file_saved_by_windows_notepad_is_read(file: Path, regulations: Regulations) -> None:
    file.write_text(TEXT.replace("\n", "\r\n"), encoding="utf-8-sig")
    assert Regulations.load(file).desks == regulations.desks


PAY = "title:\n          ru: Оплата труда\n          kk: Еңбекақы төлеу\n"
LAW = (
    "          law:\n            ru: ст. 392 ТК РФ\n            kk: РФ Еңбек кодексінің 392-бабы\n"
)
MISTAKES = [
    # what is broken: old, new; then words on the line that must be named, and what is said
    pytest.param(
        "answer_days: 3 ", "answer_days: три ", "answer_days: три",
        "desks.legal.answer_days — нужно целое число от 1 до 60, написано «три»",
        id="a word for a number",
    ),
    pytest.param(
        "answer_days: 3 ", "answer_days: 61 ", "answer_days: 61",
        "desks.legal.answer_days — нужно целое число от 1 до 60, написано «61»",
        id="a number too large",
    ),
    pytest.param(
        "answer_days: 3 ", "anser_days: 3 ", "anser_days",
        "desks.legal.anser_days — такого названия здесь нет; похоже на «answer_days»",
        id="a name with a typo",
    ),
    pytest.param(
        "  tries: 5 ", "  хвост: 5 ", "хвост",
        "verification.хвост — такого названия здесь нет; "
        "здесь бывает: longest_pause_hours, pause_minutes, tries",
        id="a name like no other",
    ),
    pytest.param(
        "      pay:\n", "      pay:\n        key: pay\n", "topics:",
        "desks.legal.topics — название key занято программой; уберите его",
        id="a name that is the program's",
    ),
    pytest.param(
        "Asia/Almaty\n    jurisdiction", "Asia/Almata\n    jurisdiction", "Asia/Almata",
        "organisations.Казахстан.timezone — такого часового пояса нет; "
        "похоже на «Asia/Almaty», написано «Asia/Almata»",
        id="an unknown time zone",
    ),
    pytest.param(
        "timezone: Asia/Barnaul\n  juris", "timezone: 77\n  juris", "timezone: 77",
        "union.timezone — такого часового пояса нет; нужно название вида Asia/Barnaul, "
        "написано «77»",
        id="a time zone like no other",
    ),
    pytest.param(
        "    kk: Бастауыш кәсіподақ ұйымы\n", "", "  primary:",
        "levels.primary.kk — нет текста на казахском; допишите «kk: …»",
        id="no Kazakh text",
    ),
    pytest.param(
        "    ru: Первичная организация\n", "    ru:\n", "    ru:\n    kk: Бастауыш",
        "levels.primary.ru — нет текста на русском; допишите «ru: …»",
        id="an empty Russian text",
    ),
    pytest.param(
        "    ru: Первичная организация\n", '    ru: " "\n', 'ru: " "',
        "levels.primary.ru — текст пуст",
        id="a blank text",
    ),
    pytest.param(
        "    ru: Первичная организация\n", "    ru: [а, б]\n", "ru: [а, б]",
        "levels.primary.ru — нужен текст одной строкой или после знака |, написано список",
        id="a list for a text",
    ),
    pytest.param(
        PAY, "title: Оплата труда\n", "title: Оплата труда",
        "desks.legal.topics.pay.title — нужен блок с отступом: kk, ru; написано «Оплата труда»",
        id="one text for two",
    ),
    pytest.param(
        '    phone: "+7 (3852) 00-00-00"\n', "", "  contact:",
        "union.contact.phone — не заполнено; допишите «phone: …»",
        id="no phone",
    ),
    pytest.param(
        "    prefix: ВЮ\n", "    prefix: МП\n", "prefix: МП",
        "desks.legal.prefix — буквы «МП» уже заняты: заявления, мероприятия и рассылки",
        id="a prefix of others",
    ),
    pytest.param(
        "    prefix: ВЮ\n", "    prefix: BЮ\n", "prefix: BЮ",
        "desks.legal.prefix — нужны две заглавные русские буквы, например ВЮ, написано «BЮ»",
        id="a Latin letter in the prefix",
    ),
    pytest.param(
        "      leave:\n", "      pay:\n", "pay:\n        title:\n          ru: Отпуск",
        "desks.legal.topics.pay — написано второй раз; первый — в строке {pay}",
        id="a topic twice",
    ),
    pytest.param(
        "      other:\n        title:\n          ru: Другое\n",
        "      rest:\n        title:\n          ru: Другое\n", "    topics:",
        "desks.legal.topics — нет темы other: в неё идёт всё, что не угадано",
        id="no topic for the rest",
    ),
    pytest.param(
        "      leave:\n", "      Отпуск:\n", "      Отпуск:",
        "desks.legal.topics.Отпуск — название пишется латинскими строчными буквами, "
        "до 20 знаков, написано «Отпуск»",
        id="a Russian key",
    ),
    pytest.param(
        "working_hours: 09:00-18:00", "working_hours: 18:00-09:00", "18:00-09:00",
        "calendar.RU.working_hours — начало 18:00 не раньше конца 09:00",
        id="hours the wrong way round",
    ),
    pytest.param(
        "working_hours: 09:00-18:00", "working_hours: с девяти", "с девяти",
        "calendar.RU.working_hours — нужны часы вида 09:00-18:00, написано «с девяти»",
        id="hours in words",
    ),
    pytest.param(
        "quiet_hours: 22:00-08:00", "quiet_hours: 22:00-28:00", "22:00-28:00",
        "quiet_hours — нужны часы вида 09:00-18:00, написано «22:00-28:00»",
        id="an hour that is none",
    ),
    pytest.param(
        LAW, "", "        dismissal:\n          title",
        "desks.legal.urgent.RU.dismissal.law — не заполнено; допишите «law: …»",
        id="a term without its law",
    ),
    pytest.param(
        "term: {months: 3}", "term: {month: 3}", "{month: 3}",
        "desks.legal.urgent.RU.discipline.term — нужен один срок: days, working_days, months, "
        "years и целое число, например months: 1, написано блок с month",
        id="a term in an unknown unit",
    ),
    pytest.param(
        "drafts: {days: 30}", "drafts: {working_days: 30}", "{working_days: 30}",
        "retention.drafts — срок хранения считают в days, months или years, "
        "написано блок с working_days",
        id="a storage term in working days",
    ),
    pytest.param(
        "weekdays: [пн, вт", "weekdays: [пн, mon", "[пн, mon",
        "calendar.RU.weekdays[2] — нужен день недели: пн, вт, ср, чт, пт, сб, вс, написано «mon»",
        id="a weekday in English",
    ),
    pytest.param(
        "weekdays: [пн, вт, ср, чт, пт]", "weekdays: []", "weekdays: []",
        "calendar.RU.weekdays — список пуст",
        id="no working day at all",
    ),
    pytest.param(
        "      - 02-23\n", "      - 23.02\n", "- 23.02",
        "calendar.RU.holidays[9] — нужна дата: 01-07 (каждый год, месяц и число) "
        "или 2026-01-09, написано «23.02»",
        id="a date the Russian way",
    ),
    pytest.param(
        "      - 2026-03-09\n", "      - 2026-02-30\n", "- 2026-02-30",
        "calendar.RU.holidays[15] — нужна дата: 01-07 (каждый год, месяц и число) "
        "или 2026-01-09, написано «2026-02-30»",
        id="a day that does not exist",
    ),
    pytest.param(
        "    working: []\n", "    working: [2026-03-09]\n", "working: [2026-03-09]",
        "calendar.RU.working[1] — 2026-03-09 стоит и в holidays: рабочий это день или нет?",
        id="a day off that is worked",
    ),
    pytest.param(
        "    working: []\n", "    working: 2026-02-14\n", "working: 2026-02-14",
        "calendar.RU.working — нужен список: каждое значение с новой строки после «- », "
        "написано «2026-02-14»",
        id="one value for a list",
    ),
    pytest.param(
        "  KZ:\n    weekdays", "  UZ:\n    weekdays", "  UZ:",
        "calendar.UZ — нужно одно из: RU, KZ, написано «UZ»",
        id="an unknown country",
    ),
    pytest.param(
        "roles: [lawyer,", "roles: [юрист,", "[юрист,",
        "desks.legal.roles[1] — название пишется латинскими строчными буквами, до 20 знаков, "
        "написано «юрист»",
        id="a role that no command can give",
    ),
    pytest.param(
        "roles: [lawyer,", "roles: [chair,", "roles: [chair,",
        "desks.legal.roles[1] — роль chair занята: её дают в организации; "
        "назовите роль этой службы иначе",
        id="a desk's role that is an organisation's",
    ),
    pytest.param(
        "head: head_lawyer ", "head: head_lawer ", "head: head_lawer",
        "desks.legal.head — роли head_lawer нет в roles: lawyer, head_lawyer",
        id="a head who is not at the desk",
    ),
    pytest.param(
        "ru: 🦺 Охрана труда", "ru: 📥 Очередь вопросов",
        "ru: 📥 Очередь вопросов\n        kk: 🦺",
        "desks.safety.labels.queue.ru — кнопка «📥 Очередь вопросов» уже есть: legal",
        id="a button of two desks",
    ),
    pytest.param(
        "optional: true\n    topics", "optional: иногда\n    topics", "optional: иногда",
        "desks.safety.asks.since.optional — нужно true (да) или false (нет), написано «иногда»",
        id="neither yes nor no",
    ),
    pytest.param(
        "  legal:\n", "  law:\n", "desks:",
        "desks — нет блока legal: вопросы юристу некому принять",
        id="no legal desk",
    ),
    pytest.param(
        "    suggest: true ", "    closed: true\n    suggest: true ", "    closed: true",
        "desks.legal.closed — служба legal нужна всегда, закрыть её нельзя",
        id="the legal desk closed",
    ),
    pytest.param(
        "  Барнаул:\n", "  алтайский  край:\n", "  алтайский  край:",
        "organisations.алтайский  край — это та же организация, что и «Алтайский край»",
        id="an organisation twice",
    ),
    pytest.param(
        "{operator}, адрес", "{оператор}, адрес", "text:\n",
        "consents.services.versions.1.text — вместо {оператор} подставить нечего; "
        "бывает {address}, {operator}, {phone}",
        id="a placeholder nobody fills",
    ),
    pytest.param(
        "from: 2025-09-01", "from: 1 сентября", "from: 1 сентября",
        "consents.services.versions.1.from — нужна дата вида 2026-12-31, написано «1 сентября»",
        id="a date in words",
    ),
    pytest.param(
        "from: 2025-09-01", "from: 2999-01-01", "  services:\n",
        "consents.services — сегодня ни одна версия не действует; проверьте from",
        id="a consent that has not begun",
    ),
    pytest.param(
        '      "1":\n        from: 2025-09-01\n',
        '      "0":\n        from: 2025-09-01\n        short: {ru: а, kk: ә}\n'
        '        text: {ru: а, kk: ә}\n      "1":\n        from: 2025-09-01\n',
        'from: 2025-09-01\n        short:\n',
        "consents.services.versions.1.from — с того же дня действует версия 0; "
        "нужны разные даты",
        id="two consents from one day",
    ),
    pytest.param(
        "      ru: Приёмная профсоюза", "      ru: Приёмная: профсоюза", "Приёмная: профсоюза",
        "лишнее двоеточие: возьмите весь текст строки в кавычки",
        id="a colon in a text",
    ),
    pytest.param(
        "  tries: 5", "\ttries: 5", "\ttries: 5",
        "отступ сделан табуляцией; поставьте пробелы",
        id="a tab",
    ),
    pytest.param(
        "  tries: 5", "   tries: 5", "  pause_minutes",
        "сбился отступ, выше нет двоеточия или после кавычки есть текст",
        id="an indent that slipped",
    ),
    pytest.param(
        "  tries: 5", "  tries: *five", "  tries: *",
        "значение начинается с * или &; возьмите его в кавычки",
        id="an alias",
    ),
    pytest.param(
        "  tries: 5", "  tries: *пять*", "  tries: *",
        "значение начинается с * или &; возьмите его в кавычки",
        id="an asterisk",
    ),
    pytest.param(
        "  tries: 5", "  tries: @пять", "  tries: @",
        "с этого знака значение не начинается; возьмите его в кавычки",
        id="an at sign",
    ),
    pytest.param(
        "  tries: 5", "  tries: \x07 5", "  tries: \x07",
        "непечатный знак; наберите строку заново",
        id="a character that can't be printed",
    ),
    pytest.param(
        "  tries: 5", "  tries 5", "  pause_minutes",
        "сбился отступ, выше нет двоеточия или после кавычки есть текст",
        id="no colon",
    ),
    pytest.param(
        'phone: "+7 (727) 000-00-02"', 'phone: "+7 (727) 000-00-02" доб. 5', "доб. 5",
        "сбился отступ, выше нет двоеточия или после кавычки есть текст",
        id="words after a quotation",
    ),
    pytest.param(
        "weekdays: [пн, вт, ср, чт, пт]", "weekdays: [пн, вт, ср, чт, пт", "[пн,",
        "скобка не закрыта, или между значениями нет запятой",
        id="a bracket left open",
    ),
    pytest.param(
        "  longest_pause_hours: 24", '  longest_pause_hours: "24', '"24',
        "кавычка открыта и не закрыта",
        id="a quotation left open",
    ),
    pytest.param(
        "cap: 20000\n", "cap: 20000\n          fixed: 20000\n", "        treatment:\n",
        "aid.funds.region.grounds.treatment — нужна одна сумма: cap (до какой) или fixed"
        " (ровно сколько), а написаны обе",
        id="two sums of one ground",
    ),
    pytest.param(
        "cap: 20000\n", "cap: 20 тыс\n", "cap: 20 тыс",
        "aid.funds.region.grounds.treatment.cap — нужна сумма целым числом, например 20000,"
        " написано «20 тыс»",
        id="a sum in words",
    ),
    pytest.param(
        "cap: 20000\n", "cap: 20000\n          within: {months: 6}\n", "within: {months: 6}",
        "aid.funds.region.grounds.treatment.within — считать не от чего: допишите вопрос event",
        id="a term after nothing",
    ),
    pytest.param(
        "[receipts, medical]", "[reciepts, medical]", "[reciepts",
        "aid.funds.region.grounds.treatment.papers[1] — документа reciepts нет в aid.papers;"
        " похоже на «receipts»",
        id="a paper nobody described",
    ),
    pytest.param(
        "{staff: 10000, chair: 15000}", "{editor: 10000, chair: 15000}", "{editor",
        "aid.funds.region.route.town.decides.editor — решать могут роли: staff, chair",
        id="an editor who decides",
    ),
    pytest.param(
        "{staff: 10000, chair: 15000}", "{staff: сколько угодно, chair: 15000}", "{staff: сколько",
        "aid.funds.region.route.town.decides.staff — нужна сумма целым числом или any (любая),"
        " написано «сколько угодно»",
        id="a limit in words",
    ),
    pytest.param(
        "level: regional", "level: primary", "level: primary",
        "aid.funds.region.route.region.level — путь идёт снизу вверх, а этот уровень ниже"
        " предыдущего",
        id="a way that goes down",
    ),
    pytest.param(
        "          В {body}", "          В {президиум}", "ru: |\n          В {президиум}",
        "aid.funds.region.statement.ru — вместо {президиум} подставить нечего; бывает {amount},"
        " {body}, {card}, {date}, {event}, {ground}, {name}, {place}, {text}",
        id="an unknown place in the statement",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "said"), MISTAKES)
def test_a_mistake_is_named_with_its_line(
    file: Path, old: str, new: str, at: str, said: str
) -> None:
    text = changed(old, new)
    said = said.replace("{pay}", str(line_of("      pay:\n", text)))
    assert f"regulations.yaml, строка {line_of(at, text)}: {said}" in mistakes_in(file, text)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(file: Path) -> None:
    text = changed("tries: 5", "tries: пять").replace("timezone: Asia/Barnaul", "timezone: МСК", 1)
    text = text.replace("prefix: ВЮ", "prefix: СБ").replace("reopen_days: 14", "answer_days: 3")
    mistakes = mistakes_in(file, text)
    assert [mistake.split(": ")[1].split(" — ")[0] for mistake in mistakes] == [
        "union.timezone",
        "desks.legal.prefix",
        "desks.legal.answer_days",
        "verification.tries",
    ]


def test_a_country_in_use_needs_its_calendar_and_its_terms(file: Path) -> None:
    text = changed("  KZ:\n    weekdays", "  RU:\n    weekdays")
    assert any("нет блока KZ, а он нужен" in mistake for mistake in mistakes_in(file, text))


def test_an_empty_file_is_told_what_it_lacks(file: Path) -> None:
    assert mistakes_in(file, "# пусто\n")[0].startswith("regulations.yaml, строка 1: calendar — ")


def test_a_list_is_no_regulations(file: Path) -> None:
    [mistake] = mistakes_in(file, "- один\n")
    assert "нужен блок с отступом: aid, calendar, consents" in mistake


def test_a_file_in_the_old_windows_encoding_is_told_so(file: Path) -> None:
    file.write_bytes(b"a: b\n" + "б: а\n".encode("cp1251"))
    with pytest.raises(RegulationsError, match="строка 2: файл сохранён не в UTF-8"):
        Regulations.load(file)


def test_a_file_that_is_not_there_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(RegulationsError, match=r"файл не открывается.*нет\.yaml"):
        Regulations.load(tmp_path / "нет.yaml")


LINES = TEXT.splitlines(keepends=True)
junk = st.sampled_from(
    ["", "- а\n", "а: [б, {в: г}]\n", "? [а]\n", "  а: &б в\n", "% \n", "ru: 1\n"]
)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(LINES) - 1), st.integers(0, 3), junk)
def test_whatever_is_broken_the_administrator_reads_words(
    place: int, removed: int, put: str
) -> None:
    text = "".join([*LINES[:place], put, *LINES[place + removed :]])
    with TemporaryDirectory() as folder:
        file = Path(folder, "regulations.yaml")
        file.write_text(text, encoding="utf-8")
        try:
            Regulations.load(file)
        except RegulationsError as error:
            for mistake in str(error).splitlines():
                assert re.match(r"regulations\.yaml, строка \d+: .*[а-я]", mistake)
                assert "nput should" not in mistake


def test_words_that_yaml_takes_for_something_else_stay_words(file: Path) -> None:
    file.write_text(changed("ru: Первичная организация", "ru: no"))
    assert Regulations.load(file).levels.primary.ru == "no"


def test_a_sum_that_nobody_may_decide_is_told(file: Path) -> None:
    text = changed("decides: {staff: any, chair: any}", "decides: {staff: 15000, chair: 15000}")
    told = (
        "aid.funds.region.grounds.treatment — сумму 20000 никто не решает: в route можно до 15000"
    )
    assert any(told in mistake for mistake in mistakes_in(file, text))


def test_eighteen_grounds_on_three_levels(regulations: Regulations) -> None:
    def grounds(*chain: str) -> int:
        return sum(len(fund.grounds) for fund in regulations.funds_for(chain))

    union = "Профсоюз работников образования (пример)"
    assert grounds("школа № 7", "Барнаул", union) == 18
    assert grounds("школа № 9", "Барнаул", "Алтайский край", union) == 15
    assert grounds("школа № 9", "Бийск", union) == 12
    almaty = regulations.funds_for(("№ 25 гимназия", "Алматы", union))
    assert [fund.key for fund in almaty] == ["kz"]


def test_what_was_filed_keeps_its_rules(regulations: Regulations) -> None:
    """As they are written beside an application, and read again."""
    assert regulations.aid is not None
    fund = regulations.aid.funds["region"]
    for ground in fund.grounds.values():
        terms = terms_of(regulations.aid, fund, ground)
        assert Terms.model_validate(json.loads(terms.model_dump_json())) == terms
