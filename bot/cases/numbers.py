"""Numbers of cases: «ВЮ-2026-000417», given out without a gap and read as people type them."""

import re
from typing import Final

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases.models import Counter
from bot.db import insert_new

# Latin letters that look Cyrillic, and digits typed as letters, in a number somebody retypes.
LOOK_ALIKES: Final = str.maketrans("ABEKMHOPCTYX3", "АВЕКМНОРСТУХЗ")
TRANSLITERATED: Final = {
    "VYU": "ВЮ", "VU": "ВЮ", "ВУ": "ВЮ", "MP": "МП", "ZM": "ЗМ", "SB": "СБ", "RS": "РС",
}  # fmt: skip
PREFIX: Final = r"\s*№?\s*((?:[^\W\d_]|3){2,3}?)[\s\-–—_]*"


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


def parse_number(text: str) -> str | None:
    """A number as people type it: lower case, Latin look-alikes, missing zeros and dashes."""
    found = re.fullmatch(rf"{PREFIX}(\d{{4}})[\s\-–—_]+0*(\d{{1,6}})\s*", text)
    if found is None:
        found = re.fullmatch(rf"{PREFIX}(\d{{4}})(\d{{6}})\s*", text)
    if found is None:
        return None
    letters, year, number = found.groups()
    prefix = letters.upper()
    prefix = TRANSLITERATED.get(prefix, prefix.translate(LOOK_ALIKES))
    return f"{prefix}-{year}-{int(number):06d}"
