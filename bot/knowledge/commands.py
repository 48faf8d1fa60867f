"""What `kb search`, `kb eval` and `kb calibrate` say."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bot.errors import SetupError
from bot.knowledge import measure
from bot.knowledge.library import Library
from bot.knowledge.search import SURE

COUNTRIES = ("RU", "KZ")
# Below this score hardly anything is told apart, far above the advised one nothing is answered.
TABLE_FROM, TABLE_STEPS_ON = 5.0, 6


def searched(words: str, country: str) -> str:
    """A line for each article, those that would be offered marked with a plus."""
    if country not in COUNTRIES:
        raise SetupError(f"Страны «{country}» нет. Есть: {', '.join(COUNTRIES)}.")
    library = Library.load()
    offered = library.suggested(words, country)
    lines = [
        f"{'+' if found.slug in offered else ' '} {found.score:5.1f}  {found.slug}: {title}"
        for found in library.index.search(words, country)
        if (title := library.title_of(found.slug))
    ]
    return "\n".join(lines) or "Ничего не нашлось."


def evaluated(file: Path) -> str:
    """Two lines of figures: of what our articles cover, and, last, of everything."""
    library, asked = Library.load(), measure.questions(file)
    covered = measure.covered(library, asked)
    figures = json.dumps(measure.evaluate(library, covered))
    return "\n".join(
        (
            f"Статей: {len(library.slugs)}. Из вопросов о них: {figures}",
            json.dumps(measure.evaluate(library, asked)),
        )
    )


def calibrated(file: Path) -> str:
    library, asked = Library.load(), measure.questions(file)
    thresholds = measure.calibrate(library, asked)
    best = measure.advised(thresholds)
    if best is None:
        raise SetupError(f"Файл {file}: вопросов мало, порог не подобрать.")
    now = {"current": SURE, "articles": len(library.slugs)}
    return "\n".join((*_table(thresholds, best), json.dumps(asdict(best) | now)))


def _table(thresholds: list[measure.Threshold], best: measure.Threshold) -> Iterator[str]:
    yield "порог  отвечено своим  отвечено чужим"
    to = best.value + TABLE_STEPS_ON * measure.STEP
    for one in thresholds:
        if TABLE_FROM <= one.value <= to:
            mark = " <" if one == best else ""
            own, foreign = one.covered_answered, one.foreign_answered
            yield f"{one.value:5.1f} {own:15.3f} {foreign:15.3f}{mark}"
