"""How things stand, in numbers: what /health, /metrics, the alerts and the doctor say."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases.models import Case, Paper
from bot.leases import SCHEDULER, SENDER, Lease
from bot.notices import PEOPLE, Delivery, Notice
from bot.telegram.models import InboxRow

# An update or a person's notice that waits for longer means that something stands still.
INBOX_SECONDS: Final = 120
OUTBOX_SECONDS: Final = 600


@dataclass
class State:
    inbox_waiting: int = 0
    inbox_seconds: int = 0
    dead_letters: int = 0
    outbox_seconds: int = 0
    sender: bool = False
    scheduler: bool = False
    papers_without_copy: int = 0
    papers_lost: int = 0
    outbox: dict[str, int] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)

    @property
    def is_inbox_late(self) -> bool:
        return self.inbox_seconds > INBOX_SECONDS

    @property
    def is_outbox_late(self) -> bool:
        return self.outbox_seconds > OUTBOX_SECONDS

    @property
    def is_well(self) -> bool:
        return self.sender and self.scheduler and not self.is_inbox_late


async def look(session: AsyncSession) -> State:
    state = State()
    waiting = (InboxRow.done_at.is_(None), InboxRow.dead_at.is_(None))
    row = await session.execute(
        select(func.count(), func.min(InboxRow.received_at)).where(*waiting)
    )
    state.inbox_waiting, oldest = row.one()
    state.inbox_seconds = _age(oldest)
    state.dead_letters = (
        await session.scalar(
            select(func.count()).where(InboxRow.dead_at.is_not(None), InboxRow.done_at.is_(None))
        )
        or 0
    )
    unsent = await session.scalar(
        select(func.min(Notice.created_at)).where(
            Notice.status == Delivery.QUEUED,
            Notice.priority == PEOPLE,
            # A card that was shown before waits only since it was changed, which nobody notes.
            Notice.message_id.is_(None),
        )
    )
    state.outbox_seconds = _age(unsent)
    held = set(
        await session.scalars(
            select(Lease.name).where(
                Lease.name.in_([SENDER, SCHEDULER]), Lease.expires > clock.now().timestamp()
            )
        )
    )
    state.sender, state.scheduler = SENDER in held, SCHEDULER in held
    await _count(session, state)
    return state


async def _count(session: AsyncSession, state: State) -> None:
    for status, number in await session.execute(
        select(Notice.status, func.count()).group_by(Notice.status)
    ):
        state.outbox[status] = number
    for stage, number in await session.execute(
        select(Case.status, func.count()).group_by(Case.status)
    ):
        state.cases[stage] = number
    lost = select(func.count()).where(Paper.copy_failed.is_not(None), Paper.copy.is_(None))
    state.papers_lost = await session.scalar(lost) or 0
    missing = select(func.count()).where(
        Paper.copy.is_(None), Paper.copy_failed.is_(None), Paper.sent_at.is_not(None)
    )
    state.papers_without_copy = await session.scalar(missing) or 0


def _age(moment: datetime | None) -> int:
    return max(0, int((clock.now() - moment).total_seconds())) if moment else 0
