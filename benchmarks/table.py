"""The one table: each figure beside its base of the same run."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from rich.console import Console
from rich.table import Table

from benchmarks.running import Turn

# In a file or a pipe rich takes 80 columns, which would break every cell.
NARROWEST: Final = 170


@dataclass(frozen=True)
class Line:
    figure: str
    what: str
    base: str
    goal: str
    # The database, and for SQLite what `synchronous` was.
    promise: str
    # One of each round; shown as median (min–max).
    measured: Sequence[float] = ()
    unit: str = "×"
    detail: str = ""
    failures: Sequence[str] = field(default=())

    @property
    def result(self) -> str:
        if self.failures:
            return "[bold red]FAILED[/] " + "; ".join(self.failures)
        return spread(self.measured, self.unit)


def spread(values: Sequence[float], unit: str) -> str:
    return f"{median(values):.3g}{unit} ({min(values):.3g}–{max(values):.3g})"


def ratios(ours: Sequence[Turn], base: Sequence[Turn]) -> list[float]:
    """Speed against the base, round by round."""
    return [
        mine.outcome.per_second / other.outcome.per_second if other.outcome.per_second else 0.0
        for mine, other in zip(ours, base, strict=True)
    ]


def pace(turns: Sequence[Turn]) -> str:
    """«76/с · 9,6 мс»: updates a second, CPU an update."""
    per_second = median(turn.outcome.per_second for turn in turns)
    cpu = median(turn.cpu_ms_per_update for turn in turns)
    return f"{per_second:.0f}/с · {cpu:.2f} мс"


def compared(ours: Sequence[Turn], base: Sequence[Turn]) -> str:
    return f"{pace(ours)} против {pace(base)}"


def show(lines: Sequence[Line], console: Console | None = None) -> None:
    console = console or Console()
    console.width = max(console.width, NARROWEST)
    table = Table(show_lines=True)
    for title in ("", "что", "база в том же прогоне", "цель", "измерено", "обещание", "подробно"):
        table.add_column(title)
    for line in lines:
        table.add_row(
            line.figure, line.what, line.base, line.goal, line.result, line.promise, line.detail
        )
    console.print(table)
