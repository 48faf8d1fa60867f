"""A day as people write it: «1 декабря», «01.12», «01.12.2026», «завтра»."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot.i18n import in_every_language
from bot.members.normal import parse_date

SPOKEN = (("button-yesterday", -1), ("button-today", 0), ("button-tomorrow", 1))
# A year of two digits is read as one that has begun; what is asked here lies in this century.
CENTURY = 100
# A day of the last month that is written without a year is meant so, though it is past.
LATELY = timedelta(days=31)
# A date that is written out is shorter; what is longer tells a story.
LONGEST_DATE = 40
YEAR = timedelta(days=365)


def read_day(text: str, today: date, earliest: date) -> date | None:
    """None where it can't be read. Without a year it is the first of that name from `earliest`."""
    text = text.strip().rstrip(". ")
    if len(text) > LONGEST_DATE:
        return None
    for key, days in SPOKEN:
        if text.casefold() in {label.casefold() for label in in_every_language(key)}:
            return today + timedelta(days=days)
    if found := parse_date(text):
        old = found.year < today.year - CENTURY // 2
        return found.replace(year=found.year + CENTURY) if old else found
    return next((day for day in _in_years(text, earliest.year) if day and day >= earliest), None)


def read_past_day(text: str, today: date) -> date | None:
    """The same of what has happened: «1 февраля» is the last one, be it of last year."""
    return read_day(text, today, earliest=today - YEAR + timedelta(days=1))


def _in_years(text: str, year: int) -> Iterator[date | None]:
    for one in (year, year + 1):
        for joint in (" ", "."):
            yield parse_date(f"{text}{joint}{one}")


def example(day: date) -> dict[str, Any]:
    """How a text shows what to write: «например 1 декабря или 01.12.2026»."""
    return {"example": day, "numbers": f"{day:%d.%m.%Y}"}
