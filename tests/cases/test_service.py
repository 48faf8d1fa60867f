"""Numbers and texts of cases: plain functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.models import CaseMessage
from bot.cases.numbers import parse_number
from bot.cases.service import MESSAGE_LENGTH, PART_LENGTH, joined, split_text


@pytest.mark.parametrize(
    "typed",
    [
        "ВЮ-2026-000417",
        "вю-2026-000417",
        "вю-2026-417",
        "ВЮ 2026 417",
        "ВЮ—2026—417",
        "BЮ-2026-417",
        "vyu-2026-417",
        "Vu_2026_417",
        "№ ВЮ-2026-417",
        "ВЮ2026000417",
        "  вю-2026-000417  ",
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert parse_number(typed) == "ВЮ-2026-000417"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("MП-2026-1", "МП-2026-000001"),
        ("3M-2026-1", "ЗМ-2026-000001"),
        ("ZM-2026-1", "ЗМ-2026-000001"),
    ],
)
def test_other_kinds_have_look_alikes_too(typed: str, number: str | None) -> None:
    assert parse_number(typed) == number


@pytest.mark.parametrize("typed", ["", "417", "ВЮ", "ВЮ-2026", "ВЮ-26-1", "вопрос", "2026-000417"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert parse_number(typed) is None


WORDS = st.text(st.sampled_from("аб .\n"), max_size=300)


@given(WORDS, st.integers(10, 60))
def test_parts_are_short_and_lose_nothing_but_blanks(text: str, limit: int) -> None:
    parts = split_text(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_text_is_cut_between_paragraphs() -> None:
    paragraphs = ["а" * 1500, "б" * 1500, "в" * 1500]
    assert split_text("\n\n".join(paragraphs)) == ["\n\n".join(paragraphs[:2]), paragraphs[2]]
    assert PART_LENGTH < MESSAGE_LENGTH


def test_what_a_client_cut_goes_on_as_it_was() -> None:
    first, second = CaseMessage(text="а" * MESSAGE_LENGTH), CaseMessage(text="б")
    assert joined([first, second]) == "а" * MESSAGE_LENGTH + "б"
    assert joined([second, CaseMessage(text="в")]) == "б\n\nв"
    assert joined([]) == ""
