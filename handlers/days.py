"""Days as people write them in a chat."""

from datetime import date, timedelta

from bot.i18n import in_every_language
from bot.members.normal import parse_date

# A date that is written out is shorter; what is longer tells a story.
LONGEST_DATE = 40
# A day without a year is the last one of that name; this near ahead it is meant as coming.
AHEAD = timedelta(days=120)


def read_day(text: str, today: date) -> date | None:
    """«02.11.2026», and as people say it: «2 ноября», «2.11», «вчера»."""
    text = text.strip()
    if len(text) > LONGEST_DATE:
        return None
    for key, days in (("button-today", 0), ("button-yesterday", 1)):
        if text.casefold() in {label.casefold() for label in in_every_language(key)}:
            return today - timedelta(days=days)
    if found := parse_date(text):
        return found
    for joint in (" ", "."):
        this_year = parse_date(f"{text.rstrip('. ')}{joint}{today.year}")
        if this_year is None:
            continue
        if this_year <= today + AHEAD:
            return this_year
        return parse_date(f"{text.rstrip('. ')}{joint}{today.year - 1}")
    return None
