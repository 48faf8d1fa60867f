"""What staff take to a meeting and to the bank: agenda, extract of the protocol, list to pay.

A table is read from the database once; the paper is made of it, as PDF or XLSX.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

from fpdf import FPDF
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications import budgets, meetings, paying
from bot.applications.access import seen_by
from bot.applications.models import Decision, Meeting, Verdict
from bot.applications.reading import Filed, filed_where, listed
from bot.cases.models import Case, Status
from bot.documents import FONT, dump, new_pdf
from bot.i18n import Texts
from bot.members import service as members
from bot.members.models import Member
from bot.members.service import Viewer
from bot.money import HUNDREDTHS, money_words, sum_words
from bot.regulations import Regulations
from bot.sheets import safe_cell

DAY_FORMAT: Final = "DD.MM.YYYY"
SUM_FORMAT: Final = "#,##0.00"
WIDEST: Final = 60
TITLE_SIZE, TEXT_SIZE = 14, 9
LINE: Final = 5

# A number stays a number in XLSX; in PDF it is written as people write sums.
Value = str | date | int | None


@dataclass(frozen=True)
class Column:
    title: str
    # Of the page's width, beside the others.
    share: int
    is_sum: bool = False


@dataclass(frozen=True)
class Table:
    title: str
    # What stands above and below it, a line each.
    above: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    below: Sequence[str]


# The tables


async def _agenda(
    session: AsyncSession, viewer: Viewer, meeting: Meeting, texts: Texts, regulations: Regulations
) -> Table:
    waiting = await meetings.agenda(session, viewer, meeting)
    rows = [await _agenda_row(session, filed, texts) for filed in waiting]
    return Table(
        title=texts("document-agenda", day=meeting.held_on),
        above=[await _place(session, meeting)],
        columns=_columns(texts, number=13, who=24, place=20, ground=16, asked=11, proposed=11),
        rows=rows,
        below=await _against_budgets(session, waiting, meeting.held_on.year, texts, regulations),
    )


async def _agenda_row(session: AsyncSession, filed: Filed, texts: Texts) -> list[Value]:
    application = filed.application
    return [
        filed.case.number,
        await _who(session, filed),
        await _where(session, filed),
        filed.terms.ground.title.in_language(texts.language),
        application.amount,
        application.proposed,
    ]


async def _against_budgets(
    session: AsyncSession,
    waiting: Sequence[Filed],
    year: int,
    texts: Texts,
    regulations: Regulations,
) -> list[str]:
    """«Лечение: просят 45 000 ₽, осталось 120 000 ₽» for each ground, and the whole."""
    asked: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    example: dict[tuple[str, str], Filed] = {}
    for filed in waiting:
        ground, currency = filed.application.ground, filed.application.currency
        sum_of = filed.application.proposed or filed.application.amount or 0
        asked[ground, currency] += sum_of
        totals[currency] += sum_of
        example.setdefault((ground, currency), filed)
    lines: list[str] = []
    for (ground, currency), total in asked.items():
        filed = example[ground, currency]
        left = await budgets.left(session, filed, year, regulations)
        lines.append(
            texts(
                "document-ground",
                ground=filed.terms.ground.title.in_language(texts.language),
                asked=sum_words(total, currency),
                left="" if left is None else sum_words(left, currency),
            )
        )
    lines += [
        texts("document-total", total=sum_words(total, currency))
        for currency, total in totals.items()
    ]
    return lines


async def _extract(session: AsyncSession, viewer: Viewer, meeting: Meeting, texts: Texts) -> Table:
    decided = await meetings.decided(session, meeting.id)
    granted: Counter[str] = Counter()
    for filed, decision in decided:
        granted[filed.application.currency] += decision.amount or 0
    return Table(
        title=texts("document-extract", number=meeting.protocol_number or "", day=meeting.held_on),
        above=[await _place(session, meeting)],
        columns=_columns(texts, number=13, who=24, place=20, ground=16, decision=27),
        rows=[await _extract_row(session, f, d, texts) for f, d in decided],
        below=[
            *(
                texts("document-granted", total=sum_words(total, currency))
                for currency, total in granted.items()
                if total
            ),
            texts("document-signatures"),
        ],
    )


async def _extract_row(
    session: AsyncSession, filed: Filed, decision: Decision, texts: Texts
) -> list[Value]:
    return [
        filed.case.number,
        await _who(session, filed),
        await _where(session, filed),
        filed.terms.ground.title.in_language(texts.language),
        decision_words(filed, decision, texts),
    ]


def decision_words(filed: Filed, decision: Decision, texts: Texts) -> str:
    """«одобрить 15 000 ₽», «отказать: не хватает документов. Нет чека»."""
    if decision.verdict is Verdict.APPROVED:
        amount = sum_words(decision.amount or 0, filed.application.currency)
        return texts("document-approved", amount=amount)
    return texts("document-refused", reason=reason_words(filed, decision, texts))


def reason_words(filed: Filed, decision: Decision, texts: Texts) -> str:
    """The reason of the list and the officer's own words, as the member reads them."""
    listed_reason = filed.terms.reasons.get(decision.reason or "")
    title = listed_reason.title.in_language(texts.language) if listed_reason else ""
    return ". ".join(filter(None, (title, decision.words)))


async def _payments(session: AsyncSession, viewer: Viewer, texts: Texts) -> Table:
    query = filed_where(Case.status == Status.APPROVED, seen_by(viewer)).order_by(Case.id)
    waiting = await listed(session, query)
    left = await paying.left_to_pay(session, [filed.id for filed in waiting])
    totals: Counter[str] = Counter()
    for filed in waiting:
        totals[filed.application.currency] += left[filed.id]
    return Table(
        title=texts("document-payments"),
        above=[],
        columns=_columns(texts, number=13, who=24, place=24, ground=18, granted=11, left=10),
        rows=[
            [
                filed.case.number,
                await _full_name(session, filed),
                await _where(session, filed),
                filed.terms.ground.title.in_language(texts.language),
                filed.application.granted,
                left[filed.id],
            ]
            for filed in waiting
        ],
        below=[
            texts("document-total", total=sum_words(total, currency))
            for currency, total in totals.items()
        ],
    )


SUMS: Final = frozenset({"asked", "proposed", "granted", "left"})


def _columns(texts: Texts, **shares: int) -> list[Column]:
    return [
        Column(str(texts(f"document-column-{name}")), share, name in SUMS)
        for name, share in shares.items()
    ]


async def _place(session: AsyncSession, meeting: Meeting) -> str:
    return await members.place_by_id(session, meeting.organisation_id)


async def _member(session: AsyncSession, filed: Filed) -> Member | None:
    member_id = filed.case.member_id
    return None if member_id is None else await session.get(Member, member_id)


async def _who(session: AsyncSession, filed: Filed) -> str:
    member = await _member(session, filed)
    return member.person.short_name if member else ""


async def _full_name(session: AsyncSession, filed: Filed) -> str:
    member = await _member(session, filed)
    return member.person.full_name if member else ""


async def _where(session: AsyncSession, filed: Filed) -> str:
    assert filed.case.organisation_id is not None
    return await members.place_by_id(session, filed.case.organisation_id)


# What is asked for


async def agenda_pdf(
    session: AsyncSession, viewer: Viewer, meeting: Meeting, texts: Texts, regulations: Regulations
) -> bytes:
    return as_pdf(await _agenda(session, viewer, meeting, texts, regulations))


async def agenda_xlsx(
    session: AsyncSession, viewer: Viewer, meeting: Meeting, texts: Texts, regulations: Regulations
) -> bytes:
    return as_xlsx(await _agenda(session, viewer, meeting, texts, regulations))


async def extract_pdf(
    session: AsyncSession, viewer: Viewer, meeting: Meeting, texts: Texts
) -> bytes:
    return as_pdf(await _extract(session, viewer, meeting, texts))


async def payments_xlsx(session: AsyncSession, viewer: Viewer, texts: Texts) -> bytes:
    return as_xlsx(await _payments(session, viewer, texts))


# As files


def as_pdf(table: Table) -> bytes:
    pdf = new_pdf(landscape=True)
    pdf.add_page()
    pdf.set_font(FONT, "B", TITLE_SIZE)
    pdf.multi_cell(0, 8, table.title, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(FONT, "", TEXT_SIZE)
    _lines(pdf, table.above)
    pdf.ln(2)
    widths = tuple(column.share for column in table.columns)
    alignment = tuple("RIGHT" if column.is_sum else "LEFT" for column in table.columns)
    with pdf.table(col_widths=widths, text_align=alignment, line_height=LINE) as printed:
        printed.row([column.title for column in table.columns])
        for row in table.rows:
            printed.row([_printed(value) for value in row])
    pdf.ln(3)
    _lines(pdf, table.below)
    return dump(pdf)


def _lines(pdf: FPDF, lines: Sequence[str]) -> None:
    for line in lines:
        pdf.multi_cell(0, LINE + 1, line, new_x="LMARGIN", new_y="NEXT")


def _printed(value: Value) -> str:
    if isinstance(value, int):
        return money_words(value)
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else value or ""


def as_xlsx(table: Table) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([table.title])
    for line in table.above:
        sheet.append([safe_cell(line)])
    sheet.append([])
    sheet.append([column.title for column in table.columns])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    sheet["A1"].font = Font(bold=True)
    for row in table.rows:
        sheet.append([_counted(value) for value in row])
        for cell, value in zip(sheet[sheet.max_row], row, strict=True):
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
            if isinstance(value, int):
                cell.number_format = SUM_FORMAT
            elif isinstance(value, date):
                cell.number_format = DAY_FORMAT
    sheet.append([])
    for line in table.below:
        sheet.append([safe_cell(line)])
    for place, column in enumerate(table.columns, start=1):
        width = min(WIDEST, column.share + 4)
        sheet.column_dimensions[get_column_letter(place)].width = width
    with BytesIO() as file:
        book.save(file)
        return file.getvalue()


def _counted(value: Value) -> str | date | float | None:
    if isinstance(value, int):
        return value / HUNDREDTHS
    return safe_cell(value) if isinstance(value, str) else value
