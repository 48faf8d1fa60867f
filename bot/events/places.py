"""Places: how many are free and of which quota, and who is how far. Exact while the event's row is
locked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events.models import HOLDING, Event, Quota, Registration, Standing
from bot.members.models import Organisation


@dataclass
class Room:
    """Free places: those for all, and those kept for an organisation. None: no end of them."""

    common: int | None
    kept: dict[int, int] = field(default_factory=dict)
    # An organisation's path, and its quota.
    paths: Mapping[str, int] = field(default_factory=dict)
    # Somebody waits for more places than are free: nobody passes him by.
    held_up: bool = False

    @property
    def is_full(self) -> bool:
        return (
            self.common is not None
            and self.common <= 0
            and not any(left > 0 for left in self.kept.values())
        )

    def left_for(self, path: str) -> int | None:
        """How many somebody of this organisation may have; None: no end of them."""
        if self.common is None:
            return None
        own = [self.kept[quota] for above, quota in self.paths.items() if path.startswith(above)]
        return max(self.common, 0) + sum(left for left in own if left > 0)

    @property
    def unused(self) -> int:
        """Kept for organisations and not taken yet."""
        return sum(left for left in self.kept.values() if left > 0)

    def take(self, path: str, places: int) -> tuple[bool, int | None]:
        """Whether there is room, and of which quota."""
        for above in sorted(self.paths, key=len, reverse=True):
            quota_id = self.paths[above]
            if path.startswith(above) and self.kept[quota_id] >= places:
                self.kept[quota_id] -= places
                return True, quota_id
        if self.common is None:
            return True, None
        if self.held_up or self.common < places:
            self.held_up = True
            return False, None
        self.common -= places
        return True, None


async def room(session: AsyncSession, event: Event) -> Room:
    """As it stands while the event is locked."""
    if event.capacity is None:
        return Room(None)
    rows = await session.execute(
        select(Registration.quota_id, func.sum(Registration.places))
        .where(Registration.event_id == event.id, Registration.standing.in_(HOLDING))
        .group_by(Registration.quota_id)
    )
    taken = {quota_id: int(places) for quota_id, places in rows}
    quotas = [] if event.quota_over else await _quotas(session, event.id)
    if not quotas:
        return Room(event.capacity - sum(taken.values()))
    kept = {quota.id: quota.places - taken.pop(quota.id, 0) for quota, _ in quotas}
    promised = sum(quota.places for quota, _ in quotas)
    paths = {path: quota.id for quota, path in quotas}
    return Room(event.capacity - promised - sum(taken.values()), kept, paths)


async def _quotas(session: AsyncSession, event_id: int) -> list[tuple[Quota, str]]:
    rows = await session.execute(
        select(Quota, Organisation.path)
        .join(Organisation, Organisation.id == Quota.organisation_id)
        .where(Quota.event_id == event_id)
    )
    return [(quota, path) for quota, path in rows]


async def place_in_line(session: AsyncSession, registration: Registration) -> int:
    """How many wait before him, and himself; 0 for one who does not wait."""
    if registration.standing is not Standing.WAITING:
        return 0
    before = await session.scalar(
        select(func.count()).where(
            Registration.event_id == registration.event_id,
            Registration.standing == Standing.WAITING,
            Registration.turn < registration.turn,
        )
    )
    return (before or 0) + 1


# Counted


@dataclass(frozen=True)
class Numbers:
    confirmed: int = 0
    offered: int = 0
    waiting: int = 0
    came: int = 0


async def numbers(session: AsyncSession, event_id: int) -> Numbers:
    rows = await session.execute(
        select(
            Registration.standing,
            func.sum(Registration.places),
            func.count(Registration.came_at),
        )
        .where(Registration.event_id == event_id)
        .group_by(Registration.standing)
    )
    counted = {standing: (int(places), int(came)) for standing, places, came in rows}
    return Numbers(
        confirmed=counted.get(Standing.CONFIRMED, (0, 0))[0],
        offered=counted.get(Standing.OFFERED, (0, 0))[0],
        waiting=counted.get(Standing.WAITING, (0, 0))[0],
        came=sum(came for _, came in counted.values()),
    )
