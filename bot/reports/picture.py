"""A report as a picture that is read on a phone."""

from collections.abc import Sequence
from io import BytesIO
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from bot.i18n import Texts
from bot.reports import words
from bot.reports.service import By, Line, Report, Source

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH: Final = 1080
DPI: Final = 150
# More are not read on a phone; the table has all.
MOST_LINES: Final = 12
LABEL_LENGTH: Final = 44
HEAD_INCHES: Final = 1.0
LINE_INCHES: Final = 0.95
FOOT_INCHES: Final = 0.55
BAR, FAINT, INK, GREY = "#2f6db3", "#e3e9f0", "#1d2733", "#5d6b7a"


def draw(source: Source, found: Report, by: By, texts: Texts) -> bytes:
    """A PNG. Takes a while: to be called in a thread."""
    # Its import takes a second, which only who opens a report should wait for.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    lines = found.lines[-MOST_LINES:] if by is By.MONTH else found.lines[:MOST_LINES]
    height = HEAD_INCHES + LINE_INCHES * len(lines) + FOOT_INCHES
    canvas = Canvas(figsize=(WIDTH / DPI, height), dpi=DPI, facecolor="white")
    FigureCanvasAgg(canvas)
    axes = canvas.add_axes((0.05, 0.0, 0.9, 1.0))
    axes.set_xlim(0, 1)
    axes.set_ylim(height, 0)
    axes.axis("off")
    _say(axes, 0.42, words.title(texts, source), size=19, weight="bold")
    _say(
        axes,
        0.76,
        f"{source.name} · {words.plain(texts(f'reports-by-{by}'))}",
        size=12,
        color=GREY,
    )
    most = max((line.cells[line.count].value or 0 for line in lines), default=0)
    for place, line in enumerate(lines):
        _line(axes, HEAD_INCHES + LINE_INCHES * place, line, most, source, texts)
    _say(axes, height - 0.25, _foot(found.lines, lines, source, texts), size=10.5, color=GREY)
    with BytesIO() as file:
        canvas.savefig(file, format="png")
        return file.getvalue()


def _line(axes: "Axes", top: float, line: Line, most: float, source: Source, texts: Texts) -> None:
    label = words.label_words(texts, line.label)
    _say(axes, top + 0.2, shorten(words.plain(label), LABEL_LENGTH, placeholder="…"), size=13)
    count = line.cells[line.count]
    axes.barh(top + 0.43, 1, height=0.16, color=FAINT)
    axes.barh(top + 0.43, (count.value or 0) / most if most else 0, height=0.16, color=BAR)
    number = (
        words.hidden_words(texts, count) if count.hidden else words.number_words(count.value or 0)
    )
    _say(axes, top + 0.2, number, size=13, weight="bold", x=1.0, align="right")
    if not count.hidden:
        _say(axes, top + 0.66, _details(line, source, texts), size=10.5, color=GREY)


def _details(line: Line, source: Source, texts: Texts) -> str:
    return words.all_words(texts, dict(line.cells), *source.kind.details)


def _foot(every: Sequence[Line], shown: Sequence[Line], source: Source, texts: Texts) -> str:
    left = len(every) - len(shown)
    return words.plain(texts(f"reports-foot-{source.kind.count}", left=left))


def _say(
    axes: "Axes",
    y: float,
    text: str,
    *,
    size: float,
    x: float = 0.0,
    color: str = INK,
    weight: str = "normal",
    align: str = "left",
) -> None:
    axes.text(
        x,
        y,
        words.plain(text),
        fontsize=size,
        color=color,
        fontweight=weight,
        ha=align,
        va="center",
        # A name with two «$» in it is no formula.
        parse_math=False,
    )
