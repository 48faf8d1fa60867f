"""A moment as people write it: «18:30», «завтра 9:00», «27.11 09:00», «ертең 9.00»."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

DAY: Final = timedelta(days=1)
MOMENT = re.compile(
    r"(?:(?P<word>сегодня|завтра|бүгін|ертең)|(?P<day>\d{1,2})\.(?P<month>\d{1,2})"
    r"(?:\.(?P<year>\d{4}))?)?"
    r"(?:^|[\s,]+)(?:в\s+|сағат\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})",
    re.IGNORECASE,
)
TOMORROW: Final = ("завтра", "ертең")


def read(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """In UTC's terms an aware moment of this zone; None where it cannot be read.

    A time alone, or a day without a year, is the next one.
    """
    found = MOMENT.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    local = now.astimezone(zone)
    try:
        at = time(int(found["hour"]), int(found["minute"]))
        day = _day(found, local.date())
    except ValueError:
        return None
    moment = datetime.combine(day, at, zone)
    if moment <= local and not found["word"] and not found["day"]:
        return datetime.combine(day + DAY, at, zone)
    if moment <= local and found["day"] and not found["year"] and day < local.date():
        return _a_year_later(moment)
    return moment


def _a_year_later(moment: datetime) -> datetime | None:
    """None: next year has no 29 February."""
    try:
        return moment.replace(year=moment.year + 1)
    except ValueError:
        return None


def _day(found: re.Match[str], today: date) -> date:
    if found["word"]:
        return today + DAY if found["word"].lower() in TOMORROW else today
    if not found["day"]:
        return today
    return date(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
