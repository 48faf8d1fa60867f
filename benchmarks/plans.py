"""What people do to a contender, and what came of it: JSON between us and the server."""

from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, Final

PATIENCE_SECONDS: Final = 90.0
AT_ONCE: Final = 100


@dataclass(frozen=True)
class Step:
    """A message or a press; it is over when a text with `until` stands in the chat.

    `{n}` is the step's own number, in `say` and in `until`.
    """

    until: str
    say: str | None = None
    press: str | None = None


@dataclass(frozen=True)
class Plan:
    """`at_once` people at a time, each going through the steps; or one step each at `rate`."""

    people: int
    steps: tuple[Step, ...]
    first: int = 1_000_000
    rounds: int = 1
    at_once: int = AT_ONCE
    # Steps a second, evenly; None: each person acts as soon as he is answered.
    rate: float | None = None
    patience: float = PATIENCE_SECONDS

    @property
    def count(self) -> int:
        return self.people * self.rounds * len(self.steps)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Sends:
    """Nobody does anything: so many messages are waited for, under a strict window."""

    sends: int
    # Messages in any second; one more is refused by 429.
    limit: int
    # Each call is delayed on its way by up to so many seconds.
    jitter: float
    patience: float = PATIENCE_SECONDS

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Outcome:
    """What the server saw."""

    wanted: int
    answered: int
    seconds: float
    # Seconds from an update's release to its answer.
    latencies: list[float] = field(repr=False)
    # Messages that nobody waited for: doubles, where a plan knows each answer.
    unasked: int
    refusals: int
    # Of the machine's clock that all processes share.
    ended_at: float

    @classmethod
    def read(cls, found: dict[str, Any]) -> "Outcome":
        return cls(**found)

    @property
    def per_second(self) -> float:
        return self.answered / self.seconds if self.seconds else 0.0

    @property
    def p50(self) -> float:
        return median(self.latencies)
