"""What goes wrong on the way to Telegram, on demand."""

import random
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

KINDS = ("429", "500", "502", "cut_before", "cut_after", "stall")
# A block belongs to one person, so chance never plays it; `next` does.
ALL_KINDS = (*KINDS, "blocked")
STALL_SECONDS = 30.0
LONGEST_RETRY_SECONDS = 3


@dataclass(slots=True)
class Planned:
    kind: str
    method: str | None
    times: int


class Faults:
    def __init__(self) -> None:
        self.stall_seconds = STALL_SECONDS
        self.longest_retry = LONGEST_RETRY_SECONDS
        self.when_down: Callable[[], None] = lambda: None
        self.clear()

    def clear(self) -> None:
        self.rate = 0.0
        self.kinds: tuple[str, ...] = KINDS
        self.polling = False
        self.chance = random.Random(0)
        self.planned: list[Planned] = []
        self.down = False

    def random(
        self,
        rate: float,
        kinds: Iterable[str] = KINDS,
        seed: int = 0,
        *,
        get_updates: bool = False,
    ) -> None:
        """From now on a share of the calls fails; the same seed gives the same faults."""
        self.rate = rate
        self.kinds = known(kinds)
        self.chance = random.Random(seed)
        self.polling = get_updates

    def next(self, kind: str, method: str | None = None, times: int = 1) -> None:
        """The next call, or the next of this method, fails so. getUpdates only if named."""
        self.planned.append(Planned(known([kind])[0], method and method.lower(), times))

    @property
    def down(self) -> bool:
        """While true every connection of the bot is cut at once."""
        return self._down

    @down.setter
    def down(self, value: bool) -> None:
        self._down = value
        if value:
            # A poll that waits is cut as well.
            self.when_down()

    def pick(self, method: str) -> str | None:
        for planned in self.planned:
            if planned.method == method or (planned.method is None and method != "getupdates"):
                planned.times -= 1
                if planned.times <= 0:
                    self.planned.remove(planned)
                return planned.kind
        if not self.rate or (method == "getupdates" and not self.polling):
            return None
        return self.chance.choice(self.kinds) if self.chance.random() < self.rate else None

    def shown(self) -> dict[str, Any]:
        """What is in force: the kinds are those of `random`."""
        return {
            "rate": self.rate,
            "kinds": list(self.kinds),
            "down": self.down,
            "planned": [asdict(planned) for planned in self.planned],
        }

    def retry_after(self) -> int:
        return self.chance.randint(1, self.longest_retry)


def known(kinds: Iterable[str]) -> tuple[str, ...]:
    kinds = tuple(kinds)
    for kind in kinds:
        if kind not in ALL_KINDS:
            raise ValueError(f"no fault {kind!r}; there are {', '.join(ALL_KINDS)}")
    return kinds
