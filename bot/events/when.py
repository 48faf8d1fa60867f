"""When an event is: read as organisers type it, said in the reader's zone with the zone named."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.events.models import Event, Session
from bot.i18n import Html, Texts
from bot.members.normal import parse_date

# An event whose end was not named lasts so long.
USUAL_LENGTH = timedelta(hours=2)
LONGEST_AHEAD = timedelta(days=3 * 366)
_TIME = re.compile(r"(?<![\d.:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])")
# «с 9.30 до 11.00»: without such a word before it, it is a day and a month.
_DOTTED = re.compile(r"((?<!\w)(?:в|с|до|по)\s+|[–—-]\s*)(\d{1,2})\.([0-5]\d)(?![\d.])", re.I)
_HOUR = re.compile(
    r"(?:\bв|\bс|\bдо|\bсағат)\s+([01]?\d|2[0-3])(?!\s*[.:\d]|\s*(?!час)[а-яё]{3})", re.I
)
_CONNECTING = re.compile(
    r"(?<!\w)(?:в|с|со|до|по|часов|часа|час|ч|сағат|бастап|дейін)(?!\w)|[–—]|-(?=\s|$)", re.I
)
_DAYS = {"сегодня": 0, "бүгін": 0, "завтра": 1, "ертең": 1, "послезавтра": 2, "бүрсігүні": 2}


def read_span(text: str, zone: ZoneInfo, now: datetime) -> tuple[datetime, datetime] | None:
    """«5 декабря 10:00–16:00», «05.12.2026 в 10:00», «завтра 18:30». None where it is no such."""
    text = _DOTTED.sub(r"\1\2:\3", text)
    times = [(int(hour), int(minute)) for hour, minute in _TIME.findall(text)]
    rest = _TIME.sub(" ", text)
    if not times:
        times = [(int(hour), 0) for hour in _HOUR.findall(text)]
        rest = _HOUR.sub(" ", text)
    day = read_day(_CONNECTING.sub(" ", rest), now.astimezone(zone).date())
    if day is None or not 1 <= len(times) <= 2:
        return None
    start, *end = (datetime(day.year, day.month, day.day, *at, tzinfo=zone) for at in times)
    return start, end[0] if end else start + USUAL_LENGTH


def read_moment(text: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    """A day with or without an hour: without one, its end."""
    if span := read_span(text, zone, now):
        return span[0]
    day = read_day(text, now.astimezone(zone).date())
    return datetime(day.year, day.month, day.day, 23, 59, tzinfo=zone) if day else None


def read_day(text: str, today: date) -> date | None:
    """The coming one where no year is named."""
    text = " ".join(text.strip(" ,.;").split()).casefold()
    if text in _DAYS:
        return today + timedelta(days=_DAYS[text])
    if found := parse_date(text):
        return found
    for joint in (" ", "."):
        for year in (today.year, today.year + 1):
            found = parse_date(f"{text}{joint}{year}")
            if found and found >= today:
                return found
    return None


def zone_words(texts: Texts, moment: datetime) -> Html:
    """«Барнаул, UTC+7»."""
    local = moment.astimezone(texts.zone)
    minutes = int((local.utcoffset() or timedelta()).total_seconds()) // 60
    sign, (hours, rest) = "−" if minutes < 0 else "+", divmod(abs(minutes), 60)
    offset = f"{sign}{hours}" + (f":{rest:02d}" if rest else "")
    return texts("event-zone", city=str(texts.zone).rpartition("/")[2], offset=offset)


def differs(texts: Texts, zone: ZoneInfo, moment: datetime) -> bool:
    return moment.astimezone(zone).utcoffset() != moment.astimezone(texts.zone).utcoffset()


def span_words(texts: Texts, start: datetime, end: datetime) -> Html:
    same_day = start.astimezone(texts.zone).date() == end.astimezone(texts.zone).date()
    return texts("event-span", start=start, end=end, same=same_day)


def moment_words(texts: Texts, moment: datetime) -> Html:
    return texts("event-moment", at=moment, zone=zone_words(texts, moment))


def when_words(texts: Texts, event: Event) -> Html:
    """In the reader's zone, named; and in the event's own where the clocks differ."""
    if event.starts_at is None or event.ends_at is None:
        return texts("event-no-time")
    own = texts("event-when", span=span_words(texts, event.starts_at, event.ends_at),
                zone=zone_words(texts, event.starts_at))  # fmt: skip
    if not differs(texts, event.zone, event.starts_at):
        return own
    there = Texts(texts.language, event.zone)
    return texts(
        "event-when-there",
        own=own,
        span=span_words(there, event.starts_at, event.ends_at),
        zone=zone_words(there, event.starts_at),
    )


def programme_words(texts: Texts, sessions: Sequence[Session]) -> Html:
    """A line a session, where there are several."""
    if len(sessions) < 2:
        return Html("")
    lines = [
        texts(
            "event-session",
            span=span_words(texts, session.starts_at, session.ends_at),
            titled=bool(session.title),
            title=session.title,
        )
        for session in sessions
    ]
    return texts("event-programme", lines=Html("\n".join(lines)))
