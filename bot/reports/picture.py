"""A report as a picture that is read on a phone."""

from typing import Final

from bot import bars
from bot.bars import Bar
from bot.i18n import Texts
from bot.reports import words
from bot.reports.service import By, Figure, Line, Report, Source

# More are not read on a phone; the table has all.
MOST_LINES: Final = 12


def draw(source: Source, found: Report, by: By, texts: Texts) -> bytes:
    """A PNG. Takes a while: to be called in a thread."""
    lines = found.lines[-MOST_LINES:] if by is By.MONTH else found.lines[:MOST_LINES]
    most = max((line.cells[Figure.CASES].value or 0 for line in lines), default=0)
    desk = source.desk.name.in_language(texts.language)
    return bars.draw(
        words.title(texts, source),
        f"{desk} · {words.plain(texts(f'reports-by-{by}'))}",
        [_bar(line, most, texts) for line in lines],
        texts("reports-foot", left=len(found.lines) - len(lines)),
    )


def _bar(line: Line, most: float, texts: Texts) -> Bar:
    label, count = words.label_words(texts, line.label), line.cells[Figure.CASES]
    if count.hidden:
        return Bar(label, words.hidden_words(texts, count), 0)
    value = count.value or 0
    return Bar(
        label, words.number_words(value), value / most if most else 0, _details(line, texts)
    )


def _details(line: Line, texts: Texts) -> str:
    return words.all_words(
        texts, dict(line.cells), Figure.ANSWER, Figure.KEPT, Figure.RUBLES, Figure.TENGE
    )
