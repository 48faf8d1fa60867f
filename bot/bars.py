"""Numbers as a picture that is read on a phone: a bar a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from textwrap import shorten
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH: Final = 1080
DPI: Final = 150
LABEL_LENGTH: Final = 44
HEAD_INCHES: Final = 1.0
LINE_INCHES: Final = 0.95
FOOT_INCHES: Final = 0.55
BAR, FAINT, INK, GREY = "#2f6db3", "#e3e9f0", "#1d2733", "#5d6b7a"


@dataclass(frozen=True)
class Bar:
    """`share` is of the longest bar, 0 to 1; what is hidden has none to show."""

    label: str
    number: str
    share: float
    details: str = ""


def draw(title: str, subtitle: str, bars: Sequence[Bar], foot: str) -> bytes:
    """A PNG. Takes a while: to be called in a thread."""
    # Its import takes a second, which only who opens a report should wait for.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    height = HEAD_INCHES + LINE_INCHES * len(bars) + FOOT_INCHES
    canvas = Canvas(figsize=(WIDTH / DPI, height), dpi=DPI, facecolor="white")
    FigureCanvasAgg(canvas)
    axes = canvas.add_axes((0.05, 0.0, 0.9, 1.0))
    axes.set_xlim(0, 1)
    axes.set_ylim(height, 0)
    axes.axis("off")
    _say(axes, 0.42, title, size=19, weight="bold")
    _say(axes, 0.76, subtitle, size=12, color=GREY)
    for place, bar in enumerate(bars):
        _line(axes, HEAD_INCHES + LINE_INCHES * place, bar)
    _say(axes, height - 0.25, foot, size=10.5, color=GREY)
    with BytesIO() as file:
        canvas.savefig(file, format="png")
        return file.getvalue()


def _line(axes: "Axes", top: float, bar: Bar) -> None:
    _say(axes, top + 0.2, shorten(unescape(bar.label), LABEL_LENGTH, placeholder="…"), size=13)
    axes.barh(top + 0.43, 1, height=0.16, color=FAINT)
    axes.barh(top + 0.43, bar.share, height=0.16, color=BAR)
    _say(axes, top + 0.2, bar.number, size=13, weight="bold", x=1.0, align="right")
    if bar.details:
        _say(axes, top + 0.66, bar.details, size=10.5, color=GREY)


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
        unescape(text),
        fontsize=size,
        color=color,
        fontweight=weight,
        ha=align,
        va="center",
        # A name with two «$» in it is no formula.
        parse_math=False,
    )
