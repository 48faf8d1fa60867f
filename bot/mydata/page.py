"""What the files look like: a page for people, JSON for programs."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.members.mydata import Asking, Coded, Record, Value

Chapters = Sequence[tuple[str, list[Record]]]


def readable(chapters: Chapters, made_at: datetime, asking: Asking) -> str:
    """One page without anything from elsewhere: it opens on a phone, and from a letter."""
    return _template().render(
        language=asking.texts.language,
        title=asking.texts("mydata-title"),
        about=asking.texts(
            "mydata-about-file",
            operator=asking.regulations.union.operator.name.in_language(asking.texts.language),
            made=_words(made_at, asking),
        ),
        nothing=asking.texts("mydata-none"),
        chapters=[
            (asking.texts(f"mydata-part-{name}"), [_shown(record, asking) for record in records])
            for name, records in chapters
        ],
    )


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("page.html")


def _shown(record: Record, asking: Asking) -> list[tuple[str, Any]]:
    """Labels with words, or with records of their own. What is empty has no line."""
    return [
        (asking.texts(f"mydata-field-{name.replace('_', '-')}"), _value(value, asking))
        for name, value in record.items()
        if value not in (None, "", [])
    ]


def _value(value: Value, asking: Asking) -> Any:
    if isinstance(value, list):
        return [_shown(record, asking) for record in value]
    return _words(value, asking)


def _words(value: Value, asking: Asking) -> str:
    """Dates with their year, moments in the person's zone: a file is read years later too."""
    match value:
        case Coded(words=words):
            return words
        case bool():
            return asking.texts("button-yes" if value else "button-no")
        case datetime():
            return f"{value.astimezone(asking.texts.zone):%d.%m.%Y, %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
    return str(value)


def plain(chapters: Chapters, made_at: datetime) -> str:
    everything = {"made_at": made_at, **dict(chapters)}
    return json.dumps(everything, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> str:
    return value.code if isinstance(value, Coded) else value.isoformat()
