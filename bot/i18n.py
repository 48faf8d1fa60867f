"""Texts from `bot/locales/*/*.ftl`: Kazakh falls back to Russian, dates follow the zone."""

import re
import warnings
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fluent.runtime import AbstractResourceLoader, FluentBundle, FluentLocalization, resolver
from fluent.runtime.types import FluentNone, FluentNumber
from fluent.syntax import FluentParser
from fluent.syntax.ast import Resource

from bot import clock

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("ru", "kk")
FALLBACK = "ru"
# The library puts «{???}» in place of a longer value, against files that double themselves.
# Ours are our own, and what people write is as long as a message.
resolver.MAX_PART_LENGTH = 20_000
# Stands for a value or a variant with nothing in it; its line goes.
NOTHING = "\0"
# Stands for the full stop at the end of a value: of «Законов Л. П.» at the end of a sentence there
# is one, not two.
LAST_STOP = "\1"


class Html(str):
    """A text that is HTML already and is not escaped again."""

    __slots__ = ()


class MissingText(LookupError):
    """A key that no locale file has: a mistake of ours, never shown as a key to a person."""


@dataclass(frozen=True)
class Texts:
    """Texts in one language, with times in one zone: `texts("question-accepted", number=…)`."""

    language: str
    zone: ZoneInfo

    def __call__(self, key: str, **values: Any) -> Html:
        bundle = _localization(self.language)
        text = bundle.format_value(key, {name: self._value(v) for name, v in values.items()})
        if text == key:
            raise MissingText(key)
        return Html(_tidy(text))

    def plain(self, key: str, **values: Any) -> str:
        """For where there is no HTML: labels of buttons, cells, papers."""
        return unescape(self(key, **values))

    def _value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(self.zone)
        if value == "":
            return NOTHING
        if isinstance(value, bool):
            return int(value)
        if not isinstance(value, str):
            return value
        text = str(value) if isinstance(value, Html) else escape(value, quote=False)
        return text.removesuffix(".") + LAST_STOP if text.endswith(".") else text


def _tidy(text: str) -> str:
    """A line in which nothing was said goes; a blank line of the file stays."""
    text = text.replace(LAST_STOP + ".", ".").replace(LAST_STOP, ".")
    lines = [line.strip() for line in text.split("\n")]
    said = [line for line in lines if NOTHING not in line or line.replace(NOTHING, "").strip()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(said).replace(NOTHING, "")).strip()


def guess_language(code: str | None, default: str) -> str:
    """The first guess, from Telegram's language_code (an IETF tag such as `kk` or `ru-RU`)."""
    primary = (code or "").split("-")[0].lower()
    return primary if primary in LANGUAGES else default


def in_every_language(key: str) -> frozenset[str]:
    """The label in each language: people press the keyboard of yesterday's language too."""
    return frozenset(_localization(language).format_value(key) for language in LANGUAGES)


class Files(AbstractResourceLoader):
    """The library's own loader leaves its files open."""

    def resources(
        self, locale: str, resource_ids: list[str]
    ) -> Generator[list[Resource], None, None]:
        texts = [(LOCALES / locale / name).read_text(encoding="utf-8") for name in resource_ids]
        yield [FluentParser().parse(text) for text in texts]


class Bundle(FluentBundle):
    """Says aloud what the library passes over: a value that the code did not give, of which the
    person would read the name. In tests a warning is an error."""

    def format_pattern(
        self, pattern: resolver.Pattern, args: dict[str, Any] | None = None
    ) -> tuple[str | FluentNone, list[Exception]]:
        text, errors = super().format_pattern(pattern, args)
        for error in errors:
            warnings.warn(f"«{text}»: {error}", stacklevel=2)
        return text, errors


@cache
def _localization(language: str) -> FluentLocalization:
    chain = [language, FALLBACK] if language != FALLBACK else [FALLBACK]
    files = sorted({path.name for path in LOCALES.glob("*/*.ftl")})
    return FluentLocalization(
        chain,
        files,
        Files(),
        use_isolating=False,
        bundle_class=Bundle,
        functions=_functions(language),
    )


def _functions(language: str) -> dict[str, Callable[..., Any]]:
    """DAY, UNTIL, DATE, SPAN, TIME, MOMENT: what a locale file may call on a date or a moment;
    GIVEN chooses by whether there is anything to say.

    What is read long after, such as a consent, names its year always: `DATE($at, year: 1)`; what
    stays in the chat, such as a decision on a card, its day: `MOMENT($at, day: 1)`.
    """

    def worded(key: str, moment: date, *, always: bool = False) -> str:
        # The year only where it is not this one; where it stands is the language's matter.
        year = 0 if moment.year == _today(moment).year and not always else moment.year
        parts = {"weekday": moment.isoweekday(), "day": moment.day, "month": moment.month}
        # As text: a number would be grouped, «2 027».
        text = _localization(language).format_value(
            key, parts | {"year": str(year) if year else 0}
        )
        return str(text).replace(NOTHING, "").strip()

    def day(moment: date) -> str:
        return worded("date-day", moment)

    def until(moment: date) -> str:
        return worded("date-until", moment)

    def plain(moment: date, year: int = 0) -> str:
        return worded("date-plain", moment, always=bool(year))

    def span(first: date, last: date) -> str:
        if first == last:
            return plain(first)
        words = {"first": plain(first), "last": plain(last)}
        return str(_localization(language).format_value("date-span", words))

    def time(moment: datetime) -> str:
        return f"{moment:%H:%M}"

    def moment_of(moment: datetime, day: int = 0) -> str:
        if moment.date() == _today(moment) and not day:
            return time(moment)
        return f"{plain(moment)}, {time(moment)}"

    def ago(seconds: FluentNumber) -> str:
        key, number = _age(int(str(seconds)))
        return _localization(language).format_value(key, {"number": number})

    def nothing() -> str:
        return NOTHING

    def given(value: Any) -> int:
        return int(value != NOTHING)

    return {
        "NOTHING": nothing,
        "GIVEN": given,
        "DAY": day,
        "UNTIL": until,
        "DATE": plain,
        "SPAN": span,
        "TIME": time,
        "MOMENT": moment_of,
        "AGE": ago,
    }


def _today(moment: date) -> date:
    zone = moment.tzinfo if isinstance(moment, datetime) else UTC
    return clock.now().astimezone(zone).date()


def _age(seconds: int) -> tuple[str, int]:
    if seconds < 3600:
        return "age-minutes", max(seconds // 60, 1)
    if seconds < 86_400:
        return "age-hours", seconds // 3600
    return "age-days", seconds // 86_400
