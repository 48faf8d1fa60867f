"""Reads the rows of a registry, XLSX or CSV, whatever the order and spelling of its columns."""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.members.normal import clean, normal_name
from bot.members.registry_words import Place, Unfit

HEADER_WITHIN_ROWS = 20
# A header with merged cells: «ФИО» above «Фамилия», «Имя», «Отчество».
HEADER_ROWS = 3
# More than a sheet of Excel can have: a line's number tells its sheet.
LINES_A_SHEET = 2_000_000
DELIMITERS = ";,\t"
BLOCK_BYTES = 1 << 20

ZIP_MAGIC = b"PK\x03\x04"
# Old Excel, and XLSX under a password.
OLE_MAGIC = b"\xd0\xcf\x11\xe0"

_LEADING_ZEROS_FORMAT = re.compile(r"0+")
_NUMBER_SIGN = re.compile(r"^(?:номер|n[oº°]?|№)(?=\W|$|№)|№")
# «Дата рождения (дд.мм.гггг)».
_BRACKETS = re.compile(r"\(.*?\)")
_NOT_WORDS = re.compile(r"[\W_]+")
# What programs call a sheet that nobody has named.
_UNNAMED_SHEET = re.compile(r"(?:лист|sheet|парақ|страница|table|таблица)?\W*\d*", re.IGNORECASE)


class Column(StrEnum):
    SURNAME = "Фамилия"
    FIRST_NAME = "Имя"
    PATRONYMIC = "Отчество"
    BORN = "Дата рождения"
    CARD = "№ профбилета"
    ORGANISATION = "Организация"
    TERRITORIAL = "Территориальная организация"
    PHONE = "Телефон"
    CATEGORY = "Категория"
    POSITION = "Должность"
    JOINED = "Дата вступления"
    STATUS = "Статус"
    FULL_NAME = "ФИО"


NAMES = (Column.SURNAME, Column.FIRST_NAME, Column.PATRONYMIC)
NEEDED = (*NAMES, Column.BORN, Column.CARD, Column.ORGANISATION)
OPTIONAL = tuple(c for c in Column if c not in (*NEEDED, Column.FULL_NAME))

# Further spellings, as `_header` leaves them.
_SPELLINGS = {
    Column.CARD: (
        "билета", "билет", "профбилет", "профсоюзного билета", "профсоюзный билет",
        "проф билета", "членского билета",
    ),
    Column.BORN: ("дата рожд", "д р", "др", "день рождения"),
    Column.FULL_NAME: ("ф и о", "фамилия имя отчество", "фио члена профсоюза"),
    Column.ORGANISATION: ("первичная организация", "первичная профсоюзная организация", "ппо"),
    Column.TERRITORIAL: ("территориальная", "терр организация", "топ"),
    Column.PHONE: ("телефоны", "телефона", "мобильный телефон", "тел"),
    Column.JOINED: ("дата вступления в профсоюз",),
}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """Where the columns of one sheet stand; `header` is the header row's number, from 1.

    `rows` is what the file says of itself, for the progress bar alone.
    """

    number: int
    name: str
    header: int
    columns: dict[Column, int]
    rows: int = LINES_A_SHEET
    # Of the school whose sheet it is: for rows that name no organisation.
    organisation: str = ""


@dataclass(frozen=True)
class Source:
    """Where a registry's bytes are: a file of the shell, or what came by Telegram."""

    name: str
    size: int
    open: Callable[[], BinaryIO]

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix.lower()


@dataclass
class RegistryFile:
    """An open registry. Not for the event loop: reading takes as long as it takes."""

    source: Source
    sheets: list[Sheet] = field(default_factory=list)
    skipped_sheets: list[str] = field(default_factory=list)
    # Of the whole, 0 to 1.
    progress: float = 0.0

    def rows(self) -> Iterator[tuple[int, Sheet, Sequence[Any]]]:
        """A line number, unique in the file, its sheet, and the cells."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def where(self, line: int) -> Place:
        number, row = divmod(line, LINES_A_SHEET)
        if len(self.sheets) + len(self.skipped_sheets) < 2:
            return "", row
        return next(sheet.name for sheet in self.sheets if sheet.number == number), row

    @property
    def absent_columns(self) -> list[Column]:
        return [c for c in OPTIONAL if not any(c in sheet.columns for sheet in self.sheets)]

    @property
    def named_by_sheet(self) -> list[str]:
        return [sheet.name for sheet in self.sheets if sheet.organisation]


def open_registry(path: Path) -> RegistryFile:
    if not path.is_file():
        raise Unfit("registry-unfit-missing", name=str(path))
    return open_source(Source(str(path), path.stat().st_size, lambda: path.open("rb")))


def open_content(name: str, content: bytes) -> RegistryFile:
    """A registry that came as bytes: it never lies on the disk unsealed."""
    return open_source(Source(name, len(content), lambda: io.BytesIO(content)))


def open_source(source: Source) -> RegistryFile:
    name = source.name
    try:
        with source.open() as file:
            magic = file.read(4)
    except OSError as error:
        raise Unfit("registry-unfit-unreadable", name=name, why=error.strerror or "") from error
    if not magic:
        raise Unfit("registry-unfit-empty", name=name)
    if source.suffix == ".xls" or magic == OLE_MAGIC:
        raise Unfit("registry-unfit-old-excel", name=name)
    if magic == ZIP_MAGIC and source.suffix in (".xlsx", ".xlsm", ".csv", ""):
        return _Workbook.open(source)
    if source.suffix in (".csv", ".txt", ".tsv"):
        return _Table.open(source)
    raise Unfit("registry-unfit-kind", name=name)


class _Workbook(RegistryFile):
    @classmethod
    def open(cls, source: Source) -> "_Workbook":
        file = cls(source)
        file.content = source.open()
        try:
            file.book = load_workbook(file.content, read_only=True, data_only=True)
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
            file.content.close()
            raise Unfit("registry-unfit-broken", name=source.name) from None
        try:
            for number, sheet in enumerate(file.book.worksheets):
                # Some programs write the dimensions wrong, and rows would be lost.
                rows = sheet.max_row or LINES_A_SHEET
                sheet.reset_dimensions()
                top = [
                    [cell.value for cell in row]
                    for row in sheet.iter_rows(max_row=HEADER_WITHIN_ROWS)
                ]
                file._add(number, sheet.title, top, rows)
            _ensure_sheets(file)
        except BaseException:
            file.close()
            raise
        return file

    book: Any
    content: BinaryIO

    def _add(self, number: int, name: str, top: Sequence[Sequence[Any]], rows: int) -> None:
        header, columns, titles = _find_header(top)
        if Column.CARD not in columns and len(self.book.worksheets) > 1:
            self.skipped_sheets.append(name)
            return
        several = len(self.book.worksheets) > 1
        organisation = name if several and not _UNNAMED_SHEET.fullmatch(name) else ""
        known = {Column.ORGANISATION} if organisation else set()
        _ensure_needed(self.source.name, name, columns, titles, known)
        self.sheets.append(Sheet(number, name, header, columns, rows, clean(organisation)))

    def rows(self) -> Iterator[tuple[int, Sheet, Sequence[Any]]]:
        for done, sheet in enumerate(self.sheets):
            cards = sheet.columns[Column.CARD]
            worksheet = self.book.worksheets[sheet.number]
            first = sheet.header + 1
            base = sheet.number * LINES_A_SHEET
            for row, cells in enumerate(worksheet.iter_rows(min_row=first), first):
                values = [cell.value for cell in cells]
                if cards < len(values) and isinstance(values[cards], int | float):
                    values[cards] = _shown_number(cells[cards])
                self.progress = (done + min(row / sheet.rows, 1)) / len(self.sheets)
                yield base + row, sheet, values

    def close(self) -> None:
        self.book.close()
        self.content.close()


class _Table(RegistryFile):
    @classmethod
    def open(cls, source: Source) -> "_Table":
        file = cls(source)
        file.encoding = _encoding(source)
        best: tuple[int, dict[Column, int], list[str]] = (0, {}, [])
        for delimiter in DELIMITERS:
            with closing(file._text()) as text:
                top = list(islice(_cells(text, delimiter, source.name), HEADER_WITHIN_ROWS))
            found = _find_header(top)
            if (len(found[1]), len(found[2])) > (len(best[1]), len(best[2])):
                best, file.delimiter = found, delimiter
        header, columns, titles = best
        _ensure_needed(source.name, "", columns, titles)
        file.sheets.append(Sheet(0, source.name, header, columns))
        file.content = source.open()
        file.text = io.TextIOWrapper(file.content, encoding=file.encoding, newline="")
        return file

    encoding: str
    delimiter: str = DELIMITERS[0]
    content: BinaryIO
    text: io.TextIOWrapper

    def _text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self.source.open(), encoding=self.encoding, newline="")

    def rows(self) -> Iterator[tuple[int, Sheet, Sequence[Any]]]:
        (sheet,) = self.sheets
        # The text's own tell() is switched off while it is iterated.
        lines = _cells(self.text, self.delimiter, self.source.name)
        for row, values in enumerate(lines, 1):
            if row > sheet.header:
                yield row, sheet, values
            if row % 1000 == 0:
                self.progress = self.content.tell() / self.source.size

    def close(self) -> None:
        self.text.close()


def _cells(text: Iterable[str], delimiter: str, name: str) -> Iterator[list[str]]:
    reader = csv.reader(text, delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:
        raise Unfit(
            "registry-unfit-csv", name=name, row=str(reader.line_num), why=str(error)
        ) from None


def _encoding(source: Source) -> str:
    """UTF-8 if the whole of it is, UTF-16 by its mark, else the Windows code page."""
    with source.open() as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        file.seek(0)
        candidates = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8", "cp1251")}
        while candidates:
            block = file.read(BLOCK_BYTES)
            for name, decoder in list(candidates.items()):
                try:
                    if "\0" in decoder.decode(block, final=not block):
                        raise ValueError
                except ValueError:
                    del candidates[name]
            if not block:
                break
    if not candidates:
        raise Unfit("registry-unfit-no-text", name=source.name)
    return "utf-8-sig" if "utf-8" in candidates else "cp1251"


def _find_header(top: Sequence[Sequence[Any]]) -> tuple[int, dict[Column, int], list[str]]:
    """Its last row from 1, the columns found in it, and its titles: the row with most of them,
    or a few rows together, where each names more columns than those without it."""
    best: tuple[int, dict[Column, int], list[str]] = (0, {}, [])
    for rows in range(1, HEADER_ROWS + 1):
        for last in range(rows, len(top) + 1):
            columns = _columns(top[last - rows : last])
            titles = [clean(str(cell)) for cell in top[last - 1] if cell not in (None, "")]
            more_titles = rows == 1 and len(columns) == len(best[1])
            if len(columns) > len(best[1]) or (more_titles and len(titles) > len(best[2])):
                best = last, columns, titles
    return best


def _columns(rows: Sequence[Sequence[Any]]) -> dict[Column, int]:
    """Where each column stands. Of merged cells only the first one has the text."""
    columns: dict[Column, int] = {}
    for place in range(max(map(len, rows))):
        titles = [_title_at(row, place, merged=row is not rows[-1]) for row in rows]
        own = [_title_at(row, place) for row in rows]
        # The lowest is the most exact; «Дата» above «рождения» is one title.
        for title in (*reversed(own), " ".join(filter(None, titles))):
            if column := column_of(title):
                columns.setdefault(column, place)
                break
    if set(NAMES) <= columns.keys():
        columns.pop(Column.FULL_NAME, None)
    return columns


def _title_at(row: Sequence[Any], place: int, *, merged: bool = False) -> str:
    cells = row[: place + 1] if merged else row[place : place + 1]
    found = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    return found[-1] if found else ""


def _ensure_needed(
    name: str,
    sheet: str,
    columns: dict[Column, int],
    titles: list[str],
    known: AbstractSet[Column] = frozenset(),
) -> None:
    full_name = set(NAMES) if Column.FULL_NAME in columns else set()
    named = columns.keys() | full_name | known
    if missing := [column for column in NEEDED if column not in named]:
        raise Unfit(
            "registry-unfit-columns",
            name=name,
            sheet=sheet,
            on_sheet=bool(sheet),
            missing=_listed(missing),
            found=_listed(titles),
            any=bool(titles),
            needed=_listed(NEEDED),
        )


def _ensure_sheets(file: RegistryFile) -> None:
    if not file.sheets:
        raise Unfit(
            "registry-unfit-sheets",
            name=file.source.name,
            sheets=_listed(file.skipped_sheets),
            needed=_listed(NEEDED),
        )


def _listed(titles: Sequence[str]) -> str:
    return ", ".join(f"«{title}»" for title in titles)


def column_of(title: str) -> Column | None:
    return _COLUMNS.get(_header(title))


def _header(text: str) -> str:
    """A column's title without case, ё, signs and the word «номер»."""
    text = _NUMBER_SIGN.sub(" ", _BRACKETS.sub(" ", normal_name(text)))
    return _NOT_WORDS.sub(" ", text).strip()


def _shown_number(cell: Any) -> str | int | float:
    """What the person sees: 123 under the format 00000000 is 00000123."""
    value: int | float = cell.value
    zeros = _LEADING_ZEROS_FORMAT.fullmatch(cell.number_format or "")
    return str(int(value)).zfill(len(zeros[0])) if zeros and value == int(value) else value


_COLUMNS = {
    **{_header(column): column for column in Column},
    **{spelling: column for column, more in _SPELLINGS.items() for spelling in more},
}
