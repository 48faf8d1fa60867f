"""How values are written in `regulations.yaml`, and what is said of those written wrong."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
)

from bot.calendar import Hours, MonthDay, Term, Unit
from bot.regulations.marked_yaml import nearest, wrong

WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
# A key travels in a button's callback data, where 64 bytes are all there is.
KEY = re.compile(r"[a-z][a-z0-9_]{0,19}")
# A message of Telegram holds 4096 characters; what is put in place of {operator} needs room.
LONGEST_TEXT = 3600
# A button of the menu, two in a row on a telephone.
LONGEST_LABEL = 40
PLACEHOLDERS = {"operator", "address", "phone"}
LANGUAGES = {"ru": "русский", "kk": "казахский"}


class Strict(BaseModel):
    """A block of the file: nothing unknown in it, nothing changed after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise wrong("нужен текст одной строкой или после знака |", value)
    if not value.strip():
        raise wrong("текст пуст")
    if len(value) > LONGEST_TEXT:
        raise wrong(f"текст длиннее {LONGEST_TEXT} знаков: он не поместится в сообщение")
    return value.strip()


Text = Annotated[str, PlainValidator(text)]
Stem = Annotated[str, PlainValidator(lambda value: text(value).casefold())]


class Bilingual(Strict):
    ru: Text
    kk: Text

    def in_language(self, language: str) -> str:
        return self.kk if language == "kk" else self.ru


def _in_both(value: Any) -> Any:
    return {"ru": value, "kk": value} if isinstance(value, str) else value


# A person's name, a number of a law: it may be the same in both languages and written once.
Name = Annotated[Bilingual, BeforeValidator(_in_both)]


def _short(value: Bilingual) -> Bilingual:
    for words in (value.ru, value.kk):
        if len(words) > LONGEST_LABEL or "\n" in words:
            raise wrong(f"на кнопке помещается одна строка до {LONGEST_LABEL} знаков", words)
    return value


Label = Annotated[Bilingual, AfterValidator(_short)]


def _with_places(value: Bilingual) -> Bilingual:
    for words in (value.ru, value.kk):
        for place in re.findall(r"\{(.*?)\}", words):
            if place not in PLACEHOLDERS:
                known = ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
                raise wrong(f"вместо {{{place}}} подставить нечего; бывает {known}")
    return value


Template = Annotated[Bilingual, AfterValidator(_with_places)]


def _yes_or_no(value: Any) -> bool:
    if str(value).lower() not in ("true", "false"):
        raise wrong("нужно true (да) или false (нет)", value)
    return str(value).lower() == "true"


YesNo = Annotated[bool, PlainValidator(_yes_or_no)]


def whole(low: int, high: int) -> PlainValidator:
    def read(value: Any) -> int:
        written = str(value)
        if written.isascii() and written.isdigit() and low <= int(written) <= high:
            return int(written)
        raise wrong(f"нужно целое число от {low} до {high}", value)

    return PlainValidator(read)


def _key(value: str) -> str:
    if not KEY.fullmatch(value):
        raise wrong("название пишется латинскими строчными буквами, до 20 знаков", value)
    return value


Key = Annotated[str, AfterValidator(_key)]
# A block's own name, which stands above it in the file: `Keyed` gives it.
OwnName = Annotated[Key, Field(exclude=True)]


def _prefix(value: Any) -> str:
    if not re.fullmatch("[А-Я]{2}", str(value)):
        raise wrong("нужны две заглавные русские буквы, например ВЮ", value)
    return str(value)


Prefix = Annotated[str, PlainValidator(_prefix)]


def _zone(value: Any) -> ZoneInfo:
    if isinstance(value, str) and value in available_timezones():
        return ZoneInfo(value)
    hint = nearest(str(value), available_timezones()) or "; нужно название вида Asia/Barnaul"
    raise wrong(f"такого часового пояса нет{hint}", value)


Zone = Annotated[ZoneInfo, PlainValidator(_zone)]


def _hours(value: Any) -> Hours:
    found = re.fullmatch(r"(\d{1,2}):(\d\d)\s*[-–—]\s*(\d{1,2}):(\d\d)", str(value).strip())
    try:
        if found:
            opens, open_minute, closes, close_minute = map(int, found.groups())
            return Hours(time(opens, open_minute), time(closes, close_minute))
    except ValueError:
        pass
    raise wrong("нужны часы вида 09:00-18:00", value)


def _forward(hours: Hours) -> Hours:
    if hours.start >= hours.end:
        raise wrong(f"начало {hours.start:%H:%M} не раньше конца {hours.end:%H:%M}")
    return hours


WorkingHours = Annotated[Hours, PlainValidator(lambda value: _forward(_hours(value)))]
QuietHours = Annotated[Hours, PlainValidator(_hours)]


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise wrong("нужна дата вида 2026-12-31", value) from None


def _holiday(value: Any) -> date | MonthDay:
    if found := re.fullmatch(r"(\d\d)-(\d\d)", str(value)):
        month, day = map(int, found.groups())
        # 2000 was a leap year: 29 February is a date too.
        if _is_date(f"2000-{value}"):
            return MonthDay(month, day)
    elif _is_date(str(value)):
        return date.fromisoformat(str(value))
    raise wrong("нужна дата: 01-07 (каждый год, месяц и число) или 2026-01-09", value)


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


Day = Annotated[date, PlainValidator(_day), PlainSerializer(date.isoformat)]
Holiday = Annotated[date | MonthDay, PlainValidator(_holiday)]


def _weekday(value: Any) -> int:
    if value not in WEEKDAYS:
        raise wrong(f"нужен день недели: {', '.join(WEEKDAYS)}", value)
    return WEEKDAYS.index(value)


Weekday = Annotated[int, PlainValidator(_weekday)]


def _term(value: Any) -> Term:
    units = [unit.value for unit in Unit]
    if isinstance(value, dict) and len(value) == 1:
        [(unit, amount)] = value.items()
        if unit in units and str(amount).isdecimal() and 0 < int(amount) <= 999:
            return Term(int(amount), Unit(unit))
    raise wrong(f"нужен один срок: {', '.join(units)} и целое число, например months: 1", value)


def _calendar_term(value: Any) -> Term:
    term = _term(value)
    if term.unit is Unit.WORKING_DAYS:
        raise wrong("срок хранения считают в days, months или years", value)
    return term


def _term_as_written(term: Term) -> dict[str, int]:
    return {term.unit.value: term.amount}


LegalTerm = Annotated[Term, PlainValidator(_term), PlainSerializer(_term_as_written)]
StorageTerm = Annotated[Term, PlainValidator(_calendar_term), PlainSerializer(_term_as_written)]

Block = TypeVar("Block")


def with_keys(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if any(isinstance(block, dict) and "key" in block for block in value.values()):
        raise wrong("название key занято программой; уберите его")
    return {
        key: {**block, "key": key} if isinstance(block, dict) else block
        for key, block in value.items()
    }


def _not_empty(what: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not value:
            raise wrong(what)
        return value

    return check


SomeOf = Annotated[tuple[Block, ...], AfterValidator(_not_empty("список пуст"))]
# Blocks under names; each block knows its own name as `key`.
Keyed = Annotated[
    dict[str, Block], BeforeValidator(with_keys), AfterValidator(_not_empty("блок пуст"))
]
