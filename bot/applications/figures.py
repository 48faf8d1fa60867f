"""What is counted of applications: moments, sums and reasons, no words and nobody's name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.applications.models import Application, Decision, PaymentShare, Verdict
from bot.cases.models import Case, CaseKind, Status
from bot.members.models import Organisation

# A meeting's decisions are counted when it is closed: nobody knows them before.
DECIDED = {Status.APPROVED: Verdict.APPROVED, Status.PAID: Verdict.APPROVED,
           Status.REFUSED: Verdict.REFUSED}  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """An application as a report sees it. Sums are kopecks or tiyn."""

    organisation_id: int
    path: str
    fund: str
    ground: str
    currency: str
    status: Status
    submitted_at: datetime
    decided_at: datetime | None
    reason: str | None
    granted: int
    paid: int

    @property
    def verdict(self) -> Verdict | None:
        return DECIDED.get(self.status)


async def counted(
    session: AsyncSession,
    kind: CaseKind,
    paths: Collection[str],
    since: datetime,
    until: datetime,
) -> list[Counted]:
    """Applications that were filed in [since, until) in these organisations and below."""
    within = [Organisation.path.startswith(path, autoescape=True) for path in paths]
    newest = (
        select(func.max(Decision.id))
        .where(Decision.case_id == Case.id, Decision.undone_at.is_(None))
        .correlate(Case)
        .scalar_subquery()
    )
    in_force = aliased(Decision)
    paid = (
        select(func.coalesce(func.sum(PaymentShare.amount), 0))
        .where(PaymentShare.case_id == Case.id, PaymentShare.returned_on.is_(None))
        .correlate(Case)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(
            Organisation.id,
            Organisation.path,
            Application.fund,
            Application.ground,
            Application.currency,
            Case.status,
            Case.submitted_at,
            in_force.told_at,
            in_force.reason,
            func.coalesce(Application.granted, 0),
            paid,
        )
        .join(Application, Application.case_id == Case.id)
        .join(Organisation, Organisation.id == Case.organisation_id)
        .outerjoin(in_force, and_(in_force.id == newest, in_force.told_at.is_not(None)))
        .where(
            Case.kind == kind,
            Case.status != Status.DRAFT,
            Case.submitted_at >= since,
            Case.submitted_at < until,
            or_(*within),
        )
        .order_by(Case.submitted_at, Case.id)
    )
    found: Sequence[Any] = rows.all()
    return [Counted(*row) for row in found]
