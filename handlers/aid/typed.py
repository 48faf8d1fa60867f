"""What a member types in one message: the day of what happened, and the sum he asks for."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.money import parse_money
from handlers.days import read_past_day

# «2 ноября, 15 500»: a comma of kopecks stands between digits.
APART: Final = re.compile(r"[,;]\s+|\n+")


@dataclass(frozen=True)
class Happened:
    """The day, and with it the sum in kopecks (tiyn) and how it was written, or none."""

    day: date
    amount: int | None = None
    written: str = ""


def read_day_alone(text: str, today: date) -> Happened | None:
    day = read_past_day(text, today)
    return Happened(day) if day else None


def read_day_and_sum(text: str, today: date) -> Happened | None:
    """«2 ноября, 15000», «15 тыс 02.11.2026», «2 ноября». None: it can't be read in one way."""
    apart = APART.split(text.strip())
    if len(apart) == 2:
        return _in_one_way([(apart[0], apart[1])], today)
    day = read_past_day(text, today)
    # «2 ноября 9000» names no year.
    if day is not None and day.year <= today.year + 1:
        return Happened(day)
    words = text.split()
    return _in_one_way(
        [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))], today
    )


def _in_one_way(halves: list[tuple[str, str]], today: date) -> Happened | None:
    read = [
        _read(*pair, today) for first, rest in halves for pair in ((first, rest), (rest, first))
    ]
    found = [told for told in read if told is not None]
    return found[0] if len({(told.day, told.amount) for told in found}) == 1 else None


def _read(day: str, written: str, today: date) -> Happened | None:
    amount = parse_money(written)
    happened = read_past_day(day, today) if amount else None
    return Happened(happened, amount, written) if happened else None
