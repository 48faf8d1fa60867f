"""Makes a person of a registry's row, or says what is wrong with it and what is expected."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from bot import clock
from bot.members.models import Category, Membership, Person, row_digest
from bot.members.normal import clean, normal_card, normal_name, parse_date, phones_in
from bot.members.registry_file import Column, Sheet, column_of
from bot.members.registry_words import Mistake

MIN_AGE_YEARS = 14
EARLIEST = date(1900, 1, 1)
MAX_NAME = 300
FEWEST_NUMBERED = 3
# Excel keeps fifteen digits of a number, and writes zeros for the rest.
EXCEL_DIGITS = 10**15
# Day 0 of Excel's serial numbers: it believes that 1900 was a leap year.
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_SERIALS = range(1, 80_000)
SERIAL_DIGITS = 5
CACHED_VALUES = 50_000
SAID_SIGNS = 40

DATE_EXAMPLE = "01.02.1980"

_SCIENTIFIC = re.compile(r"\d[.,]?\d*[EeЕе][+-]?\d+")
_TOTALS = re.compile(r"(?:итого|всего|барлығы)\b")

Kind = TypeVar("Kind", Category, Membership)

_CATEGORIES = {
    Category.WORKER: (
        "работник", "работающий", "работающая", "сотрудник", "работник организации", "қызметкер",
    ),
    Category.STUDENT: (
        "студент", "студентка", "обучающийся", "обучающаяся", "учащийся", "учащаяся", "аспирант",
        "білім алушы",
    ),
    Category.PENSIONER: (
        "пенсионер", "пенсионерка", "неработающий пенсионер", "ветеран", "зейнеткер",
    ),
}  # fmt: skip
_STATUSES = {
    Membership.ACTIVE: ("состоит", "член профсоюза", "активен", "действует"),
    Membership.SUSPENDED: (
        "приостановлен", "приостановлена", "приостановлено", "членство приостановлено",
    ),
    Membership.EXCLUDED: ("исключен", "исключена", "исключено", "выбыл", "выбыла"),
}  # fmt: skip
_CATEGORY_OF = {word: kind for kind, words in _CATEGORIES.items() for word in words}
_STATUS_OF = {word: kind for kind, words in _STATUSES.items() for word in words}

# Made once: json.dumps makes one a call.
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Row:
    """A good row. `person` is as `SealedPerson` seals it, `digest` is what its hash is made of."""

    line: int
    card: str
    person: str
    digest: str
    # Who it is, for a card that comes twice: the same person in two schools is one member.
    identity: str
    phones: tuple[str, ...]
    category: Category
    status: Membership
    joined_on: date | None
    organisation: str
    territorial: str
    surname: str


@dataclass(frozen=True)
class BadRow:
    """`card` is empty where it cannot be read: then nobody knows whose row it is."""

    line: int
    card: str
    problems: tuple[Mistake, ...]


@dataclass
class Chunk:
    rows: list[Row] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    # Totals and repeated headers.
    skipped: list[int] = field(default_factory=list)
    unread_phones: int = 0

    def add(self, line: int, sheet: Sheet, cells: Sequence[Any]) -> None:
        values = {
            column: cells[place] if place < len(cells) else None
            for column, place in sheet.columns.items()
        }
        reader = _Reader(values, sheet.organisation)
        card = reader.card()
        if reader.is_no_person(cells, card):
            if any(map(_text, cells)):
                self.skipped.append(line)
            return
        row = reader.row(line, card)
        self.unread_phones += reader.unread_phone
        if row:
            self.rows.append(row)
        else:
            self.bad.append(BadRow(line, card, tuple(reader.problems)))


class _Reader:
    def __init__(self, values: dict[Column, Any], organisation: str = "") -> None:
        self.values = values
        self.organisation = organisation
        self.problems: list[Mistake] = []
        self.unread_phone = False

    def is_no_person(self, cells: Sequence[Any], card: str) -> bool:
        """An empty row, a totals row, a header repeated by a page break, the columns' numbers."""
        if card and self._text(Column.BORN) and not self._is_numbering(cells):
            return False
        if not card and (title := self._text(Column.CARD)):
            return column_of(title) is Column.CARD
        texts = [text for cell in cells if (text := _text(cell))]
        return (
            not texts
            or any(_TOTALS.match(text.casefold()) for text in texts)
            or self._is_numbering(cells)
        )

    @staticmethod
    def _is_numbering(cells: Sequence[Any]) -> bool:
        """«1, 2, 3 …», which forms print under their header."""
        if _text(cells[0]) not in ("", "1"):
            return False
        texts = [text for cell in cells if (text := _text(cell))]
        return len(texts) > FEWEST_NUMBERED and texts == [
            str(number) for number in range(1, len(texts) + 1)
        ]

    def row(self, line: int, card: str) -> Row | None:
        surname, first_name, patronymic = self._names()
        today = clock.today()
        born = self._date(Column.BORN, needed=True)
        if born and born > today:
            self._refuse(Column.BORN, born, "registry-problem-past")
        elif born and born > _years_before(today, MIN_AGE_YEARS):
            self._refuse(Column.BORN, born, "registry-problem-age", years=MIN_AGE_YEARS)
        joined_on = self._date(Column.JOINED, needed=False)
        if joined_on and joined_on > today:
            self._refuse(Column.JOINED, joined_on, "registry-problem-future")
        elif joined_on and born and joined_on < born:
            self._refuse(Column.JOINED, joined_on, "registry-problem-before-birth")
        category = self._word(
            Column.CATEGORY, _CATEGORY_OF, Category.WORKER, "registry-problem-category"
        )
        status = self._word(
            Column.STATUS, _STATUS_OF, Membership.ACTIVE, "registry-problem-status"
        )
        organisation = self.organisation
        if not organisation or self._text(Column.ORGANISATION):
            organisation = self._name(Column.ORGANISATION, needed=True)
        territorial = self._name(Column.TERRITORIAL, needed=False)
        phones, self.unread_phone = phones_in(self._text(Column.PHONE))
        if self.problems or not born:
            return None
        person = Person(
            surname, first_name, patronymic, born, card, tuple(phones),
            self._text(Column.POSITION),
        )  # fmt: skip
        sealed = _JSON.encode(vars(person) | {"born": born.isoformat()})
        digest = row_digest(sealed, category, status, joined_on)
        identity = f"person:{surname}\n{first_name}\n{born}".casefold().replace("ё", "е")
        return Row(
            line, card, sealed, digest, identity, person.phones, category, status, joined_on,
            organisation, territorial, surname,
        )  # fmt: skip

    def card(self) -> str:
        value = self.values.get(Column.CARD)
        text = _text(value)
        if (isinstance(value, int | float) and value >= EXCEL_DIGITS) or (
            _SCIENTIFIC.fullmatch(text)
        ):
            self._refuse(Column.CARD, text, "registry-problem-excel")
            return ""
        card = normal_card(text)
        if not any(map(str.isdigit, card)):
            self._refuse(Column.CARD, text, "registry-problem-card")
            return ""
        return card

    def _names(self) -> tuple[str, str, str]:
        if Column.SURNAME in self.values:
            surname = self._text(Column.SURNAME)
            first_name = self._text(Column.FIRST_NAME)
            if not surname:
                self._refuse(Column.SURNAME, "", "registry-problem-surname")
            if not first_name:
                self._refuse(Column.FIRST_NAME, "", "registry-problem-first-name")
            return surname, first_name, self._text(Column.PATRONYMIC)
        parts = self._text(Column.FULL_NAME).split(" ", 2)
        if len(parts) < 2:
            self._refuse(Column.FULL_NAME, " ".join(parts), "registry-problem-full-name")
        surname, first_name, patronymic = (*parts, "", "", "")[:3]
        return surname, first_name, patronymic

    def _date(self, column: Column, *, needed: bool) -> date | None:
        value = self.values.get(column)
        if value is None or value == "" or (isinstance(value, str) and not value.strip()):
            if needed:
                self._refuse(column, "", "registry-problem-date", example=DATE_EXAMPLE)
            return None
        found = _read_date(value)
        if found is None:
            self._refuse(column, value, "registry-problem-date", example=DATE_EXAMPLE)
        elif found < EARLIEST:
            self._refuse(
                column, found, "registry-problem-too-early", earliest=f"{EARLIEST:%d.%m.%Y}"
            )
            return None
        return found

    def _word(self, column: Column, words: Mapping[str, Kind], absent: Kind, key: str) -> Kind:
        text = self._text(column)
        if not text:
            return absent
        if kind := words.get(_same_name(text)):
            return kind
        self._refuse(column, text, key)
        return absent

    def _name(self, column: Column, *, needed: bool) -> str:
        name = self._text(column)
        if needed and not name:
            self._refuse(column, "", "registry-problem-name")
        if len(name) > MAX_NAME:
            self._refuse(column, name[:20] + "…", "registry-problem-long-name", most=MAX_NAME)
        return name

    def _text(self, column: Column) -> str:
        return _text(self.values.get(column))

    def _refuse(self, column: Column, value: object, key: str, **more: Any) -> None:
        if isinstance(value, date):
            value = f"{value:%d.%m.%Y}"
        said = clean(str(value))[:SAID_SIGNS]
        self.problems.append(Mistake(key, {"column": str(column), "value": said} | more))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def _text(value: object) -> str:
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _read_date(value: object) -> date | None:
    if isinstance(value, str):
        return _date_of_text(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and int(value) in EXCEL_SERIALS:
        return EXCEL_EPOCH + timedelta(days=int(value))
    return None


# Half a million people have some 25 000 birth dates and 8 000 organisations.
_same_name = lru_cache(CACHED_VALUES)(normal_name)


@lru_cache(CACHED_VALUES)
def _date_of_text(text: str) -> date | None:
    if found := parse_date(text):
        return found
    text = clean(text)
    return _read_date(int(text)) if text.isdecimal() and len(text) == SERIAL_DIGITS else None
