"""What is counted of questions: moments and marks, no words and nobody's name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases.models import Case, CaseEvent, Status
from bot.legal.models import Question
from bot.members.models import Organisation
from bot.members.service import is_union

# The member heard the desk: it asked him back, or answered.
FIRST_WORDS = ("asked-back", "answered")


@dataclass(frozen=True)
class Counted:
    """A question as a report sees it."""

    organisation_id: int
    path: str
    topic: str
    result: str | None
    anonymous: bool
    # Kopecks or tiyn.
    effect: int | None
    helped: bool | None
    submitted_at: datetime
    due_at: datetime | None
    first_word_at: datetime | None
    # The first answer: a question that was taken up again has been answered all the same.
    answered_at: datetime | None
    # A date that was promised passed without an answer.
    missed: int


async def counted(
    session: AsyncSession, desk: str, paths: Collection[str], since: datetime, until: datetime
) -> list[Counted]:
    """The desk's questions that were asked in [since, until) in these organisations and below."""
    within = [
        Organisation.path.startswith(path, autoescape=True)
        # Where it came from is not to be told of one without a name.
        & (true() if is_union(path) else Question.anonymous.is_(False))
        for path in paths
    ]
    first_word = func.min(case((CaseEvent.action.in_(FIRST_WORDS), CaseEvent.at)))
    answered = func.min(case((CaseEvent.action == "answered", CaseEvent.at)))
    missed = func.max(case((CaseEvent.action == "promise-missed", 1), else_=0))
    rows = await session.execute(
        select(
            Organisation.id,
            Organisation.path,
            Question.topic,
            Question.result,
            Question.anonymous,
            Question.effect,
            Case.helped,
            Case.submitted_at,
            Case.due_at,
            first_word,
            answered,
            missed,
        )
        .join(Question, Question.case_id == Case.id)
        .join(Organisation, Organisation.id == Case.organisation_id)
        .outerjoin(CaseEvent, CaseEvent.case_id == Case.id)
        .where(
            Question.desk == desk,
            Case.status != Status.DRAFT,
            Case.submitted_at >= since,
            Case.submitted_at < until,
            or_(*within),
        )
        .group_by(Case.id, Question.case_id, Organisation.id)
        .order_by(Case.submitted_at, Case.id)
    )
    return [Counted(*row) for row in rows]
