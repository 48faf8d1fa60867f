"""Reads the rows of a registry, XLSX or CSV, whatever the order and spelling of its columns."""

import codecs
import csv
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.errors import SetupError
from bot.members.normal import clean, normal_name

HEADER_WITHIN_ROWS = 20
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


@dataclass
class RegistryFile:
    """An open registry. Not for the event loop: reading takes as long as it takes."""

    path: Path
    size: int
    sheets: list[Sheet] = field(default_factory=list)
    skipped_sheets: list[str] = field(default_factory=list)
    # Of the whole, 0 to 1.
    progress: float = 0.0

    def rows(self) -> Iterator[tuple[int, Sheet, Sequence[Any]]]:
        """A line number, unique in the file, its sheet, and the cells."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def where(self, line: int) -> str:
        number, row = divmod(line, LINES_A_SHEET)
        if len(self.sheets) + len(self.skipped_sheets) < 2:
            return f"строка {row}"
        name = next(sheet.name for sheet in self.sheets if sheet.number == number)
        return f"лист «{name}», строка {row}"

    @property
    def absent_columns(self) -> list[Column]:
        return [c for c in OPTIONAL if not any(c in sheet.columns for sheet in self.sheets)]


def open_registry(path: Path) -> RegistryFile:
    if not path.is_file():
        raise SetupError(f"Файл {path} не найден: укажите путь к реестру, .xlsx или .csv.")
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise SetupError(f"Файл {path} не читается: {error.strerror}.") from error
    if not magic:
        raise SetupError(f"Файл {path} пуст: нужен реестр с заголовком столбцов и строками.")
    if path.suffix.lower() == ".xls" or magic == OLE_MAGIC:
        raise SetupError(
            f"Файл {path} в старом формате Excel или под паролем: откройте его в Excel или"
            " LibreOffice, «Сохранить как» → «Книга Excel (.xlsx)» без пароля, и укажите новый."
        )
    if magic == ZIP_MAGIC and path.suffix.lower() in (".xlsx", ".xlsm", ".csv", ""):
        return _Workbook.open(path)
    if path.suffix.lower() in (".csv", ".txt", ".tsv"):
        return _Table.open(path)
    raise SetupError(f"Файл {path} не похож на реестр: нужен файл .xlsx или .csv.")


class _Workbook(RegistryFile):
    @classmethod
    def open(cls, path: Path) -> "_Workbook":
        file = cls(path, path.stat().st_size)
        try:
            file.book = load_workbook(path, read_only=True, data_only=True)
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
            raise SetupError(
                f"Файл {path} повреждён или это не XLSX: откройте его в Excel и сохраните заново."
            ) from None
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

    def _add(self, number: int, name: str, top: Sequence[Sequence[Any]], rows: int) -> None:
        header, columns, titles = _find_header(top)
        if Column.CARD not in columns and len(self.book.worksheets) > 1:
            self.skipped_sheets.append(name)
            return
        _ensure_needed(f"{self.path}, лист «{name}»", columns, titles)
        self.sheets.append(Sheet(number, name, header, columns, rows))

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


class _Table(RegistryFile):
    @classmethod
    def open(cls, path: Path) -> "_Table":
        file = cls(path, path.stat().st_size)
        file.encoding = _encoding(path)
        best: tuple[int, dict[Column, int], list[str]] = (0, {}, [])
        for delimiter in DELIMITERS:
            with closing(file._text()) as text:
                top = list(islice(_cells(text, delimiter, path), HEADER_WITHIN_ROWS))
            found = _find_header(top)
            if (len(found[1]), len(found[2])) > (len(best[1]), len(best[2])):
                best, file.delimiter = found, delimiter
        header, columns, titles = best
        _ensure_needed(str(path), columns, titles)
        file.sheets.append(Sheet(0, path.name, header, columns))
        file.source = file._text()
        return file

    encoding: str
    delimiter: str = DELIMITERS[0]
    source: TextIO

    def _text(self) -> TextIO:
        return self.path.open(encoding=self.encoding, newline="")

    def rows(self) -> Iterator[tuple[int, Sheet, Sequence[Any]]]:
        (sheet,) = self.sheets
        # The text's own tell() is switched off while it is iterated.
        binary = self.source.buffer
        for row, values in enumerate(_cells(self.source, self.delimiter, self.path), 1):
            if row > sheet.header:
                yield row, sheet, values
            if row % 1000 == 0:
                self.progress = binary.tell() / self.size

    def close(self) -> None:
        self.source.close()


def _cells(text: TextIO, delimiter: str, path: Path) -> Iterator[list[str]]:
    reader = csv.reader(text, delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:
        raise SetupError(
            f"Файл {path}, строка {reader.line_num}: это не CSV ({error});"
            " проверьте кавычки или сохраните файл как XLSX."
        ) from None


def _encoding(path: Path) -> str:
    """UTF-8 if the whole of it is, UTF-16 by its mark, else the Windows code page."""
    with path.open("rb") as file:
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
        raise SetupError(
            f"Файл {path} не текст: сохраните реестр как «CSV UTF-8» или как книгу XLSX."
        )
    return "utf-8-sig" if "utf-8" in candidates else "cp1251"


def _find_header(top: Sequence[Sequence[Any]]) -> tuple[int, dict[Column, int], list[str]]:
    """Row number from 1, the columns found in it, and its titles: the row with most of them."""
    best: tuple[int, dict[Column, int], list[str]] = (0, {}, [])
    for row, cells in enumerate(top, 1):
        columns: dict[Column, int] = {}
        for place, cell in enumerate(cells):
            if isinstance(cell, str) and (column := column_of(cell)):
                columns.setdefault(column, place)
        titles = [clean(str(cell)) for cell in cells if cell not in (None, "")]
        if (len(columns), len(titles)) > (len(best[1]), len(best[2])):
            best = row, columns, titles
    return best


def _ensure_needed(where: str, columns: dict[Column, int], titles: list[str]) -> None:
    named = columns.keys() | (set(NAMES) if Column.FULL_NAME in columns else set())
    if missing := [column for column in NEEDED if column not in named]:
        raise SetupError(
            f"Файл {where}: нет столбцов {_listed(missing)}."
            f" Найдены: {_listed(titles) or 'никаких'}."
            f" Нужны: {_listed(NEEDED)} (вместо первых трёх можно один «ФИО»)."
        )


def _ensure_sheets(file: RegistryFile) -> None:
    if not file.sheets:
        raise SetupError(
            f"Файл {file.path}: ни на одном листе ({_listed(file.skipped_sheets)}) нет столбца"
            f" «{Column.CARD}». Нужны: {_listed(NEEDED)}."
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
