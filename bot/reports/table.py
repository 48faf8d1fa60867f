"""A report as a table to go on counting with: real numbers, real dates."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.i18n import Texts
from bot.reports import words
from bot.reports.service import By, Cell, Figure, Report, Source, report
from bot.sheets import SHEET_NAME, safe_cell

FORMATS: Final = {
    Figure.FIRST: "0.0",
    Figure.ANSWER: "0.0",
    Figure.KEPT: "0",
    Figure.RUBLES: "#,##0.00",
    Figure.TENGE: "#,##0.00",
    Figure.DAYS: "0.0",
    Figure.GRANTED_RUBLES: "#,##0.00",
    Figure.GRANTED_TENGE: "#,##0.00",
    Figure.PAID_RUBLES: "#,##0.00",
    Figure.PAID_TENGE: "#,##0.00",
}
MONTH_FORMAT: Final = "MM.YYYY"
DAY_FORMAT: Final = "DD.MM.YYYY"
LABEL_WIDTH: Final = 46
FIGURE_WIDTH: Final = 17


def write(source: Source, texts: Texts) -> bytes:
    """An XLSX with a sheet for each breakdown. Takes a while: to be called in a thread."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    found = {by: report(source, by, texts) for by in source.kind.ways}
    _summary(book, source, found[By.MONTH], texts)
    for by in source.kind.ways:
        sheet = _sheet(book, texts(f"reports-by-{by}"))
        _breakdown(sheet, by, found[by], source.kind.figures, texts)
    with BytesIO() as file:
        book.save(file)
        return file.getvalue()


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(words.plain(name)[:SHEET_NAME])
    sheet.column_dimensions["A"].width = LABEL_WIDTH
    return sheet


def _summary(book: Workbook, source: Source, whole: Report, texts: Texts) -> None:
    sheet = _sheet(book, texts("reports-sheet-summary"))
    sheet.column_dimensions["B"].width = FIGURE_WIDTH
    sheet.append([words.title(texts, source), source.name])
    sheet.append([texts("reports-since"), source.first])
    sheet.append([texts("reports-until"), source.last])
    for row in (2, 3):
        sheet.cell(row, 2).number_format = DAY_FORMAT
    for figure in source.kind.figures:
        sheet.append([words.plain(texts(_column(figure))), _value(whole.total[figure], texts)])
        sheet.cell(sheet.max_row, 2).number_format = FORMATS.get(figure, "0")
    sheet.append([])
    sheet.append([words.plain(texts(f"reports-note-{source.kind.count}"))])
    sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    _embolden(sheet)


def _breakdown(
    sheet: Worksheet, by: By, found: Report, figures: Sequence[Figure], texts: Texts
) -> None:
    heads = [words.plain(texts(_column(figure))) for figure in figures]
    sheet.append([words.plain(texts(f"reports-column-{by}")), *heads])
    for line in found.lines:
        label = line.label if isinstance(line.label, date) else safe_cell(line.label)
        sheet.append([label, *(_value(line.cells[figure], texts) for figure in figures)])
        if isinstance(line.label, date):
            sheet.cell(sheet.max_row, 1).number_format = MONTH_FORMAT
            sheet.cell(sheet.max_row, 1).alignment = Alignment(horizontal="left")
        for place, figure in enumerate(figures, start=2):
            sheet.cell(sheet.max_row, place).number_format = FORMATS.get(figure, "0")
    for place in range(2, len(figures) + 2):
        sheet.column_dimensions[get_column_letter(place)].width = FIGURE_WIDTH
        sheet.cell(1, place).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    _embolden(sheet)


def _embolden(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def _column(figure: Figure) -> str:
    return f"reports-head-{figure.name.lower()}"


def _value(cell: Cell, texts: Texts) -> float | str | None:
    if cell.hidden:
        return words.hidden_words(texts, cell)
    value = cell.value
    return int(value) if value is not None and value == int(value) else value
