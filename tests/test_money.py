"""Sums as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.money import LARGEST, money_words, parse_money


@pytest.mark.parametrize(
    ("typed", "kopecks"),
    [
        ("15000", 1_500_000),
        ("50 тыс", 5_000_000),
        ("50 тыс.", 5_000_000),
        ("50т.р.", 5_000_000),
        ("50 т. р.", 5_000_000),
        ("50к", 5_000_000),
        ("50 K", 5_000_000),
        ("50 тыс. руб.", 5_000_000),
        ("50 т.руб", 5_000_000),
        ("50 тыс. тенге", 5_000_000),
        ("15 тысяч 500 рублей", 1_550_000),
        ("50 000 руб. 00 коп.", 5_000_000),
        ("15000 рублей 50 копеек", 1_500_050),
        ("50 000 тнг", 5_000_000),
        ("50 000,00", 5_000_000),
        ("50 000.50", 5_000_050),
        ("50.000", 5_000_000),
        ("1.250.000,5", 125_000_050),
        ("5О000", 5_000_000),
        ("5o000 руб.", 5_000_000),
        ("50\N{NO-BREAK SPACE}000 ₽", 5_000_000),
        ("2,5 тысячи рублей", 250_000),
        ("50 мың теңге", 5_000_000),
        ("50000 тг", 5_000_000),
        ("0,5", 50),
    ],
)
def test_a_sum_is_read_as_people_write_it(typed: str, kopecks: int) -> None:
    assert parse_money(typed) == kopecks


@pytest.mark.parametrize(
    "typed",
    ["", "много", "пятьдесят тысяч", "0", "-500", "50-60", "50 или 60", "12,345,6", "1e5",
     "99999999999999", "10 15", "15000 15000", "5 0000", "15 тыс 5000", "2 тыс 3 тыс", "50 коп"],
)  # fmt: skip
def test_what_cannot_be_read_without_guessing_is_none(typed: str) -> None:
    assert parse_money(typed) is None


@given(st.integers(1, LARGEST))
def test_what_we_write_we_read(kopecks: int) -> None:
    assert parse_money(money_words(kopecks)) == kopecks


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    found = parse_money(text)
    assert found is None or 0 < found <= LARGEST
