"""A report as a picture that is read on a phone."""

from typing import Final

from bot import bars
from bot.bars import Bar
from bot.i18n import Texts
from bot.reports import words
from bot.reports.service import By, Line, Report, Source

# More are not read on a phone; the table has all.
MOST_LINES: Final = 12


def draw(source: Source, found: Report, by: By, texts: Texts) -> bytes:
    """A PNG. Takes a while: to be called in a thread."""
    lines = found.lines[-MOST_LINES:] if by is By.MONTH else found.lines[:MOST_LINES]
    most = max((line.cells[line.count].value or 0 for line in lines), default=0)
    left = len(found.lines) - len(lines)
    return bars.draw(
        words.title(texts, source),
        f"{source.name} · {words.plain(texts(f'reports-by-{by}'))}",
        [_bar(line, most, source, texts) for line in lines],
        texts(f"reports-foot-{source.kind.count}", left=left),
    )


def _bar(line: Line, most: float, source: Source, texts: Texts) -> Bar:
    label, count = words.label_words(texts, line.label), line.cells[line.count]
    if count.hidden:
        return Bar(label, words.hidden_words(texts, count), 0)
    value = count.value or 0
    share = value / most if most else 0
    return Bar(label, words.number_words(value), share, _details(line, source, texts))


def _details(line: Line, source: Source, texts: Texts) -> str:
    return words.all_words(texts, dict(line.cells), *source.kind.details)
