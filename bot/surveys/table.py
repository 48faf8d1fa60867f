"""The results of a survey as a table to go on counting with."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from bot.i18n import Texts
from bot.sheets import SHEET_NAME, safe_cell
from bot.surveys import service as surveys
from bot.surveys.results import Results

LABEL_WIDTH = 46


def write(found: Results, texts: Texts) -> bytes:
    """An XLSX. Takes a while: to be called in a thread."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    _totals(_sheet(book, texts("survey-sheet-totals")), found, texts)
    _places(_sheet(book, texts("survey-sheet-places")), found, texts)
    if any(not question.choices for question in found.questions):
        _words(_sheet(book, texts("survey-sheet-words")), found, texts)
    if not found.survey.anonymous:
        _names(_sheet(book, texts("survey-sheet-names")), found, texts)
    with BytesIO() as file:
        book.save(file)
        return file.getvalue()


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name[:SHEET_NAME])
    sheet.column_dimensions["A"].width = LABEL_WIDTH
    return sheet


def _embolden(sheet: Worksheet, row: int = 1) -> None:
    for cell in sheet[row]:
        cell.font = Font(bold=True)


def _totals(sheet: Worksheet, found: Results, texts: Texts) -> None:
    sheet.append([safe_cell(surveys.title(found.survey, texts))])
    _embolden(sheet)
    sheet.append([texts("survey-column-asked"), found.asked])
    sheet.append([texts("survey-column-answered"), len(found.replies)])
    for question in found.questions:
        if not question.choices:
            continue
        sheet.append([])
        sheet.append([safe_cell(question.said(texts))])
        _embolden(sheet, sheet.max_row)
        counts = found.counts(question, found.replies)
        for choice in question.choices:
            sheet.append([safe_cell(choice.said(texts)), counts[choice.id]])
    sheet.append([])
    sheet.append([texts("survey-note")])


def _places(sheet: Worksheet, found: Results, texts: Texts) -> None:
    choices = [(question, choice) for question in found.questions for choice in question.choices]
    heads = [f"{question.said(texts)}: {choice.said(texts)}" for question, choice in choices]
    sheet.append(
        [texts("survey-column-place"), texts("survey-column-answered"), *map(safe_cell, heads)]
    )
    _embolden(sheet)
    sheet.freeze_panes = "B2"
    for group in found.groups:
        if group.hidden:
            sheet.append([safe_cell(group.name), texts("survey-hidden")])
            continue
        counted = [
            found.counts(question, group.replies)[choice.id] for question, choice in choices
        ]
        sheet.append([safe_cell(group.name), group.count, *counted])


def _words(sheet: Worksheet, found: Results, texts: Texts) -> None:
    for question in found.questions:
        if question.choices:
            continue
        sheet.append([safe_cell(question.said(texts))])
        _embolden(sheet, sheet.max_row)
        for said in sorted(found.words(question)):
            sheet.append([safe_cell(said)])
        sheet.append([])


def _names(sheet: Worksheet, found: Results, texts: Texts) -> None:
    """Whoever answered was told before that his name stands here."""
    heads = [safe_cell(question.said(texts)) for question in found.questions]
    sheet.append([texts("survey-column-name"), texts("survey-column-place"), *heads])
    _embolden(sheet)
    for reply in sorted(found.replies, key=lambda reply: reply.name):
        said = [
            next(
                (
                    c.said(texts)
                    for c in question.choices
                    if c.id == reply.choices.get(question.id)
                ),
                reply.texts.get(question.id, ""),
            )
            for question in found.questions
        ]
        sheet.append([safe_cell(reply.name), safe_cell(reply.organisation), *map(safe_cell, said)])
