"""How much is measured. Ratios settle early; the machine's mood does not, hence the rounds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    # A B, so many times.
    rounds: int = 4
    warm_up: int = 100
    # Messages a turn, and people between whom they are shared.
    messages: int = 300
    menu_people: int = 50
    menu_rounds: int = 2
    questions: int = 30
    paced: int = 750
    paced_per_second: float = 100.0
    bulk: int = 300
    starts: int = 3
    remembered: int = 2000
    commits: int = 200
    registry: int = 42_348
    # Applications of five years: the union of a region has 300 000 in the end.
    cases: int = 30_000


TINY = Sizes(
    rounds=1, warm_up=4, messages=6, menu_people=2, menu_rounds=1, questions=2, paced=4,
    paced_per_second=20.0, bulk=4, starts=1, remembered=4, commits=3,
    registry=40, cases=60,
)  # fmt: skip
