"""Which state an application may go to from which, and by what: the diagram of the documents.

Nothing else moves a status: `moved` is the one statement that does, and it goes by this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases.models import ENDED, Case, Status


class Step(StrEnum):
    """What happens to an application."""

    SUBMIT = "submit"
    ASK = "ask"
    SUPPLY = "supply"
    PASS_ON = "pass-on"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    REFUSE = "refuse"
    DECIDE = "decide"
    UNDO = "undo"
    CLOSE_APPROVED = "close-approved"
    CLOSE_REFUSED = "close-refused"
    CHANGE = "change"
    CHANGE_TO_REFUSED = "change-to-refused"
    CHANGE_TO_APPROVED = "change-to-approved"
    APPEAL = "appeal"
    PAY = "pay"
    RETURN = "return"


@dataclass(frozen=True)
class Move:
    sources: tuple[Status, ...]
    target: Status


UNDECIDED: Final = (Status.REVIEW, Status.WAITING)

MOVES: Final[Mapping[Step, Move]] = {
    Step.SUBMIT: Move((Status.DRAFT,), Status.REVIEW),
    Step.ASK: Move(UNDECIDED, Status.WAITING),
    Step.SUPPLY: Move((Status.WAITING,), Status.REVIEW),
    Step.PASS_ON: Move(UNDECIDED, Status.REVIEW),
    Step.WITHDRAW: Move(UNDECIDED, Status.WITHDRAWN),
    Step.APPROVE: Move(UNDECIDED, Status.APPROVED),
    Step.REFUSE: Move(UNDECIDED, Status.REFUSED),
    # In a meeting the member hears of it when the meeting is closed.
    Step.DECIDE: Move(UNDECIDED, Status.DECIDED),
    Step.UNDO: Move((Status.DECIDED,), Status.REVIEW),
    Step.CLOSE_APPROVED: Move((Status.DECIDED,), Status.APPROVED),
    Step.CLOSE_REFUSED: Move((Status.DECIDED,), Status.REFUSED),
    # He was told: only a new decision, that says so, changes the old one.
    Step.CHANGE: Move((Status.APPROVED,), Status.APPROVED),
    Step.CHANGE_TO_REFUSED: Move((Status.APPROVED,), Status.REFUSED),
    Step.CHANGE_TO_APPROVED: Move((Status.REFUSED,), Status.APPROVED),
    Step.APPEAL: Move((Status.REFUSED,), Status.REVIEW),
    Step.PAY: Move((Status.APPROVED,), Status.PAID),
    Step.RETURN: Move((Status.PAID,), Status.APPROVED),
}


async def moved(session: AsyncSession, case_id: int, by: Step, /, **values: Any) -> bool:
    """Take the step if the case stands where it may begin; False where somebody was faster."""
    move = MOVES[by]
    found = await session.scalar(
        update(Case)
        .where(Case.id == case_id, Case.status.in_(move.sources))
        .values(status=move.target, **values)
        .returning(Case.id)
    )
    return found is not None


def diagram() -> str:
    """The table as a Mermaid diagram: docs/application-states.md holds it."""
    lines = ["stateDiagram-v2", f"    [*] --> {Status.DRAFT}"]
    lines += [
        f"    {source} --> {move.target}: {step}"
        for step, move in MOVES.items()
        for source in move.sources
    ]
    lines += [f"    {status} --> [*]" for status in ENDED if status is not Status.CLOSED]
    return "\n".join(lines)
