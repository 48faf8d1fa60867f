"""Numbers of cases: «ВЮ-2026-000417», given out without a gap and read as people type them."""

import re
from collections.abc import Iterator
from typing import Final

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases.models import Counter
from bot.db import insert_new

# What may be meant by a letter, or two, that somebody retypes: one that looks like it first,
# then one that sounds like it.
MEANT: Final = {
    "A": "А", "B": "ВБ", "C": "СЦ", "D": "Д", "E": "ЕЭ", "F": "Ф", "G": "Г", "H": "НХ",
    "I": "И", "J": "Й", "K": "К", "L": "Л", "M": "М", "N": "НИ", "O": "О", "P": "РП",
    "R": "Р", "S": "С", "T": "Т", "U": "УЮ", "V": "В", "W": "В", "X": "Х", "Y": "УЫЮ",
    "Z": "З", "У": "УЮ", "0": "О", "3": "З", "6": "Б",
    "YU": "Ю", "IU": "Ю", "JU": "Ю", "IO": "Ю", "YA": "Я", "IA": "Я", "JA": "Я",
    "CH": "Ч", "SH": "Ш", "ZH": "Ж", "TS": "Ц", "KH": "Х",
}  # fmt: skip
PREFIX_LENGTH: Final = 2
BETWEEN: Final = r"[\s\-‐‑‒–—−_/.]"
TYPED: Final = re.compile(
    rf"\s*№?\s*((?:[^\W\d_]|[036]){{2,4}}?){BETWEEN}*(\d{{4}}){BETWEEN}*(\d{{1,6}})\s*"
)


async def next_number(session: AsyncSession, prefix: str, year: int) -> str:
    """«ВЮ-2026-000417», without a gap: the counter moves in the case's own transaction."""
    await insert_new(
        session, Counter, {"prefix": prefix, "year": year, "last": 0}, unique=("prefix", "year")
    )
    last = await session.scalar(
        update(Counter)
        .where(Counter.prefix == prefix, Counter.year == year)
        .values(last=Counter.last + 1)
        .returning(Counter.last)
    )
    return f"{prefix}-{year}-{last:06d}"


def numbers_meant(text: str) -> list[str]:
    """The numbers that this may be, the likeliest first; none where it is no number.

    People type lower case, Latin look-alikes, Latin for Russian, no zeros and no dashes.
    """
    found = TYPED.fullmatch(text)
    if found is None:
        return []
    letters, year, number = found.groups()
    prefixes = (p for p in _meant(letters.upper()) if len(p) == PREFIX_LENGTH)
    return [f"{prefix}-{year}-{int(number):06d}" for prefix in dict.fromkeys(prefixes)]


def prefix_of(number: str) -> str:
    return number[:PREFIX_LENGTH]


def _meant(letters: str) -> Iterator[str]:
    if not letters:
        yield ""
    for length in (2, 1):
        typed = letters[:length]
        if len(typed) == length:
            for letter in MEANT.get(typed, typed if length == 1 else ""):
                yield from (letter + rest for rest in _meant(letters[length:]))
