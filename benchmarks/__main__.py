"""`python -m benchmarks [talking conversing …]`: the table of figures."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Annotated, Final

import typer

from benchmarks.bench import Bench, bench
from benchmarks.conversing import conversing
from benchmarks.importing import importing
from benchmarks.listing import listing
from benchmarks.running import ContenderEnded
from benchmarks.sending import sending
from benchmarks.sizes import TINY, Sizes
from benchmarks.starting import starting
from benchmarks.table import Line, show
from benchmarks.talking import talking

FIGURES: Final[dict[str, Callable[[Bench], Awaitable[list[Line]]]]] = {
    figure.__name__: figure
    for figure in (talking, conversing, sending, starting, importing, listing)
}


async def measure(names: Sequence[str], sizes: Sizes) -> list[Line]:
    lines = []
    for name in names:
        began = time.monotonic()
        async with bench(sizes) as place:
            try:
                lines += await FIGURES[name](place)
            except ContenderEnded as ended:
                lines.append(Line(name, "", "", "", "", failures=[str(ended)]))
        print(f"{name}: {time.monotonic() - began:.0f} с", flush=True)
    return lines


def main(
    figures: Annotated[list[str] | None, typer.Argument(help=", ".join(FIGURES))] = None,
    tiny: Annotated[bool, typer.Option(help="Только проверить, что всё работает")] = False,
    rows: Annotated[int | None, typer.Option(help="Строк в реестре, вместо 42 348")] = None,
    cases: Annotated[int | None, typer.Option(help="Заявлений в базе, вместо 30 000")] = None,
) -> None:
    """Замеры: каждая цифра рядом со своей базой из того же прогона."""
    if unknown := set(figures or ()) - FIGURES.keys():
        raise typer.BadParameter(f"нет такого: {', '.join(unknown)}")
    sizes = TINY if tiny else Sizes()
    if rows:
        sizes = replace(sizes, registry=rows)
    if cases:
        sizes = replace(sizes, cases=cases)
    lines = asyncio.run(measure(figures or list(FIGURES), sizes))
    show(lines)
    if any(line.failures for line in lines):
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
