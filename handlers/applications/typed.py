"""What officers type in one message: a number with its day."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.days import read_past_day

# «12», «№ 12-п», «протокол 12 от 10.12.2026», «12, 10 декабря», «12 10.12.2026 күнгі».
NUMBERED = re.compile(
    r"(?:\D*?№\s*|[^\W\d]+\s+)?(?P<number>\d[\w/-]{0,28})"
    r"(?:(?:\s*,)?\s+(?:от\s+)?(?P<day>\S.*?)\s*(?:г\.?|ж\.?|күнгі)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Numbered:
    """A protocol, or a payment order: its number and day."""

    number: str
    on: date


def read_numbered(text: str, today: date) -> Numbered | None:
    """None: it can't be read. Without a day it is of today."""
    found = NUMBERED.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    on = read_past_day(found["day"], today) if found["day"] else today
    return Numbered(found["number"], on) if on else None
