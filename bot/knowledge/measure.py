"""How well the search finds: `kb eval` and `kb calibrate`, on questions that people asked."""

import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.errors import SetupError
from bot.knowledge.library import Library
from bot.knowledge.search import Found

# Dev questions are on the law of Russia.
JURISDICTION: Final = "RU"
# A question is answered by the first articles of the code that its line names.
ANSWERS: Final = 2
DEPTHS: Final = (1, 3, 5)
TYPOS_IN: Final = 0.2
FOREIGN_AT_MOST: Final = 0.1
STEP: Final = 0.5


@dataclass(frozen=True)
class Asked:
    text: str
    articles: frozenset[str]


def questions(path: Path) -> list[Asked]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        return [Asked(row["question"], frozenset(row["articles"][:ANSWERS])) for row in rows]
    except OSError:
        raise SetupError(f"Файл {path} не открывается.") from None
    except (ValueError, KeyError, TypeError):
        raise SetupError(
            f"Файл {path}: нужна строка JSON на вопрос, с полями question и articles."
        ) from None


def evaluate(library: Library, asked: Sequence[Asked]) -> dict[str, float]:
    """The line of figures; shares are of the questions that the law answers at all."""
    lawful = [one for one in asked if one.articles]
    foreign = [one for one in asked if not one.articles]
    places, seconds = [], []
    for one in lawful:
        started = time.perf_counter()
        found = library.index.search(one.text, JURISDICTION)
        seconds.append(time.perf_counter() - started)
        places.append(_place(library, one, found))
    mistyped = [
        _place(library, one, library.index.search(text, JURISDICTION))
        for one, text in zip(lawful, with_typos([one.text for one in lawful]), strict=True)
    ]
    figures: dict[str, float] = {"n": len(lawful)}
    figures |= {f"hit{depth}": _share(places, depth) for depth in DEPTHS}
    figures["typo_hit3"] = _share(mistyped, 3)
    answered = sum(bool(library.suggested(one.text, JURISDICTION)) for one in foreign)
    figures["foreign_answered"] = round(answered / len(foreign), 3) if foreign else 0.0
    figures["p95_ms"] = round(1000 * _p95(seconds), 2)
    return figures


def covered(library: Library, asked: Sequence[Asked]) -> list[Asked]:
    """Those that any article of ours could answer: with a dozen articles, few."""
    have = {number for slug in library.slugs for number in library.law_of(slug)}
    return [one for one in asked if one.articles & have]


@dataclass(frozen=True)
class Threshold:
    value: float
    covered_answered: float
    foreign_answered: float


def calibrate(library: Library, asked: Sequence[Asked]) -> list[Threshold]:
    """What each threshold would answer, of what is covered and of what is foreign."""
    own, foreign = covered(library, asked), [one for one in asked if not one.articles]
    scores = [_best(library, one.text) for one in own]
    foreign_scores = [_best(library, one.text) for one in foreign]
    top = max([*scores, *foreign_scores, 0.0])
    steps = [STEP * number for number in range(1, int(top / STEP) + 2)]
    return [Threshold(at, _above(scores, at), _above(foreign_scores, at)) for at in steps]


def advised(thresholds: Sequence[Threshold]) -> Threshold | None:
    """The lowest that leaves foreign questions unanswered."""
    return next((t for t in thresholds if t.foreign_answered <= FOREIGN_AT_MOST), None)


def with_typos(texts: Sequence[str]) -> Iterator[str]:
    """Two letters swapped or one dropped in a fifth of the words; the same ones each time."""
    chance = random.Random(0)
    for text in texts:
        yield " ".join(_mistyped(word, chance) for word in text.split())


def _mistyped(word: str, chance: random.Random) -> str:
    if len(word) < 4 or chance.random() >= TYPOS_IN:
        return word
    at = chance.randrange(1, len(word) - 1)
    if chance.random() < 0.5:
        return word[:at] + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _place(library: Library, asked: Asked, found: Sequence[Found]) -> int | None:
    return next(
        (n for n, one in enumerate(found, 1) if library.law_of(one.slug) & asked.articles), None
    )


def _best(library: Library, text: str) -> float:
    found = library.index.search(text, JURISDICTION)
    return max((one.score for one in found), default=0.0)


def _share(places: Sequence[int | None], depth: int) -> float:
    hits = sum(place is not None and place <= depth for place in places)
    return round(hits / len(places), 3) if places else 0.0


def _above(scores: Sequence[float], at: float) -> float:
    return round(sum(score >= at for score in scores) / len(scores), 3) if scores else 0.0


def _p95(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(0.95 * (len(seconds) - 1))] if seconds else 0.0
