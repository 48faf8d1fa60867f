"""How the figures of a report are said: in a caption, on a picture, in a table."""

from datetime import date
from html import unescape

from bot.i18n import Html, Texts
from bot.reports.service import Cell, Figure, Label, Period, Source

# Said together or not at all: money there is none of needs no line.
ONLY_IF_ANY = frozenset(
    {
        Figure.HELPED,
        Figure.NOT_HELPED,
        Figure.RUBLES,
        Figure.TENGE,
        Figure.APPROVED,
        Figure.REFUSED,
        Figure.GRANTED_RUBLES,
        Figure.GRANTED_TENGE,
        Figure.PAID_RUBLES,
        Figure.PAID_TENGE,
    }
)


def plain(text: str) -> str:
    """Off the screen there is no HTML."""
    return unescape(text)


def period_words(texts: Texts, period: Period, first: date) -> str:
    """«Ноябрь 2026», «IV квартал 2026», «2026 год»."""
    if period in (Period.MONTH, Period.LAST_MONTH):
        return month_words(texts, first)
    year = str(first.year)
    if period is Period.QUARTER:
        return texts("reports-quarter", quarter=(first.month + 2) // 3, year=year)
    return texts("reports-year", year=year)


def month_words(texts: Texts, month: date) -> str:
    return texts("reports-month", month=month.month, year=str(month.year))


def label_words(texts: Texts, label: Label) -> str:
    return month_words(texts, label) if isinstance(label, date) else label


def title(texts: Texts, source: Source) -> str:
    return period_words(texts, source.period, source.first)


def number_words(value: float) -> str:
    """«1 250», «6,5»: as both languages write it."""
    rounded = round(value, 1)
    words = f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,.1f}"
    return words.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def hidden_words(texts: Texts, cell: Cell) -> str:
    return texts("reports-hidden", few=cell.few)


def figure_words(texts: Texts, figure: Figure, cell: Cell) -> str:
    """«до ответа 6 ч»; empty where there is nothing to say."""
    if cell.hidden:
        return "" if figure in ONLY_IF_ANY else texts(f"reports-few-{figure.name.lower()}")
    if cell.value is None:
        return ""
    key = f"reports-said-{figure.name.lower()}"
    return texts(key, value=Html(number_words(cell.value)))


def all_words(texts: Texts, cells: dict[Figure, Cell], *figures: Figure) -> str:
    said = (figure_words(texts, figure, cells[figure]) for figure in figures)
    return " · ".join(filter(None, said))
