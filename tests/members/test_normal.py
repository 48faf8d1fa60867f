from datetime import date

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot import clock
from bot.members.normal import normal_card, normal_name, normal_phone, parse_date, phones_in

LETTERS = st.text("абвгдеёжзийшщъыьэюяАБЁЯәіңғүұқөһӘІҚabcXYZ \u00a0\t-–—'", max_size=40)
DAYS = st.dates(date(1900, 1, 1), date(2026, 11, 1))
RU_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
KK_MONTHS = (
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
    "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "card"),
    [
        ("0012345", "0012345"),
        ("№ 00 12-345", "0012345"),
        ("00\u00a012\u00a0345", "0012345"),
        (" ак–12/7 ", "АК127"),
        ("б/н", "БН"),
    ],
)
def test_a_card_is_its_digits_and_letters(typed: str, card: str) -> None:
    assert normal_card(typed) == card


def test_look_alike_letters_stay_different() -> None:
    assert normal_card("AK1") != normal_card("АК1")


@given(LETTERS)
def test_names_are_normal_once_and_for_all(text: str) -> None:
    assert normal_name(normal_name(text)) == normal_name(text)
    assert normal_name(f" \u00a0{text.upper()} ") == normal_name(text)


@given(st.text("0123456789 -№", max_size=30))
def test_cards_are_normal_once_and_for_all(text: str) -> None:
    assert normal_card(normal_card(text)) == normal_card(text)
    assert normal_card(text) == "".join(filter(str.isdigit, text))


def test_names_differ_neither_by_case_nor_yo_nor_spaces_nor_dashes() -> None:
    assert normal_name("  СЕМЁНОВА –  Ли\u200b ") == normal_name("Семенова-Ли")
    # As macOS writes й and ё.
    assert normal_name("Соловье\u0308в Андреи\u0306") == "соловьев андрей"


@pytest.mark.parametrize(
    "typed",
    [
        "8 913 123-45-67", "+7 (913) 123 45 67", "9131234567", "89131234567", "7-913-123-45-67",
        "8(913)1234567 доб. 12", "\u00a08\u00a0913\u00a0123\u00a045\u00a067", "79131234567",
    ],
)  # fmt: skip
def test_a_phone_is_read_however_it_is_written(typed: str) -> None:
    assert phones_in(typed) == (["79131234567"], False)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("+7 701 000 12 34", "77010001234"),
        ("8 (3852) 63-12-34", "73852631234"),
        ("+49 1512 3456789", "4915123456789"),
        ("4915123456789", "4915123456789"),
        ("12-34", None),
        ("нет", None),
        ("", None),
    ],
)
def test_phones_of_elsewhere(typed: str, digits: str | None) -> None:
    assert normal_phone(typed) == digits


@given(st.integers(10**6, 10**7 - 1), st.sampled_from(["913", "385", "701", "727", "495"]))
def test_the_short_way_reads_as_the_library_does(number: int, code: str) -> None:
    parsed = phonenumbers.parse(f"8{code}{number}", "RU")
    assume(phonenumbers.is_valid_number(parsed))
    for prefix in ("8", "+7", "7", ""):
        assert normal_phone(f"{prefix}{code}{number}") == f"7{parsed.national_number}"


@pytest.mark.parametrize(
    ("cell", "phones", "unread"),
    [
        ("89131234567, 8 913 765 43 21", ["79131234567", "79137654321"], False),
        ("89131234567 89137654321", ["79131234567", "79137654321"], False),
        ("8 (913) 123-45-67; +7 913 123 45 67", ["79131234567"], False),
        ("89131234567 / 12-34", ["79131234567"], True),
        ("нет", [], True),
        (" - ", [], False),
        ("", [], False),
    ],
)
def test_a_cell_may_hold_several_phones(cell: str, phones: list[str], unread: bool) -> None:
    assert phones_in(cell) == (phones, unread)


@given(DAYS)
def test_a_date_is_read_in_every_usual_form(day: date) -> None:
    ru, kk = RU_MONTHS[day.month - 1], KK_MONTHS[day.month - 1]
    forms = [
        f"{day:%d.%m.%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%Y} г.",
        f"{day:%d %m %Y}", f"{day:%d%m%Y}", day.isoformat(), f"{day.isoformat()}T00:00:00",
        f"{day:%d.%m.%Y} 0:00:00", f"{day.day} {ru} {day.year}", f"{day.day} {ru} {day.year} года",
        f"{day.day} {kk} {day.year}", f"{day.year} жылғы {day.day} {kk}",
        f"{day.day} {kk} {day.year} ж.", f"{day:%Y.%m.%d}",
    ]  # fmt: skip
    assert [parse_date(form) for form in forms] == [day] * len(forms)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1.2.80", date(1980, 2, 1)),
        ("01.02.05", date(2005, 2, 1)),
        ("1 фев 80", date(1980, 2, 1)),
        ("1 кантар 1980", date(1980, 1, 1)),
        ("1 акпан 1980", date(1980, 2, 1)),
        ("01.02.1980г.", date(1980, 2, 1)),
        ("01.02.1980 г.р.", date(1980, 2, 1)),
        ("01.02.1980 года рождения", date(1980, 2, 1)),
        ("1 февраля 1980 г. р.", date(1980, 2, 1)),
        ("01.02.1980.", date(1980, 2, 1)),
        ("01,02,1980", date(1980, 2, 1)),
        ("31.02.1980", None),
        ("1980", None),
        ("01.02", None),
        ("1 утра 1980", None),
        ("29252", None),
        ("вчера", None),
        ("", None),
    ],
)
def test_dates_as_people_type_them(typed: str, day: date | None) -> None:
    assert parse_date(typed) == day


@given(DAYS)
def test_a_year_of_two_digits_is_not_in_the_future(day: date) -> None:
    read = parse_date(f"{day:%d.%m.%y}")
    # The 29th of February may not be in the other century.
    assert read is None or read.year <= clock.now().year


@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text: str) -> None:
    parse_date(text)
    phones_in(text)
    normal_name(text)
    normal_card(text)
