"""Numbers and texts of cases: plain functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.models import CaseMessage
from bot.cases.numbers import numbers_meant
from bot.cases.service import MESSAGE_LENGTH, PART_LENGTH, joined, split_text

SPELLINGS = {
    "ВЮ-2026-000417": (
        *("ВЮ-2026-000417", "вю-2026-000417", "вю-2026-417", "ВЮ 2026 417", "ВЮ—2026—417"),
        *("BЮ-2026-417", "bю-2026-417", "vyu-2026-417", "VU_2026_417", "viu 2026 417"),
        *("BIO-2026-417", "by-2026-417", "ву-2026-417", "№ ВЮ-2026-417", "ВЮ2026000417"),
        *("вю2026417", "ВЮ/2026/417", "ВЮ.2026.417", "ВЮ‑2026‑417", "  вю-2026-000417  "),
    ),
    "СБ-2026-000001": (
        *("СБ-2026-000001", "сб-2026-1", "CБ-2026-1", "cб 2026 1", "sb-2026-1", "SB20261"),
        *("CB-2026-1", "cb-2026-000001", "С6-2026-1", "c6-2026-1", "СB-2026-1"),
    ),
    "МП-2026-000001": (
        *("МП-2026-000001", "мп-2026-1", "MП-2026-1", "mп-2026-1", "MP-2026-1", "mp 2026 1"),
        *("МP-2026-1", "mp2026000001"),
    ),
    "ЗМ-2026-000001": ("ЗМ-2026-1", "3M-2026-1", "3м-2026-1", "ZM-2026-1", "зm 2026 1"),
    "РС-2026-000001": ("РС-2026-1", "PC-2026-1", "pc-2026-1", "RS-2026-1"),
    "ОТ-2026-000001": ("от-2026-1", "OT-2026-1", "0T-2026-1", "ot 2026 1"),
}


@pytest.mark.parametrize(
    ("typed", "number"), [(typed, number) for number, all_ in SPELLINGS.items() for typed in all_]
)
def test_a_number_is_read_as_people_type_it(typed: str, number: str) -> None:
    meant = numbers_meant(typed)
    assert number in meant
    # What else it may be is no number that any section gives.
    assert not set(meant) - {number} & set(SPELLINGS)


@pytest.mark.parametrize(
    "typed", ["", "417", "ВЮ", "ВЮ-2026", "ВЮ-26-1", "вопрос", "2026-000417", "ВЮ-2026-1 и ещё"]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert numbers_meant(typed) == []


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
