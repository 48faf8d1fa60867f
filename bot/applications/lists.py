"""An officer's lists, by the database: what he is to decide, what waits, what is to be paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot import clock
from bot.applications import seats
from bot.applications.access import seen_by
from bot.applications.models import Application, PaymentShare, Recusal
from bot.applications.reading import Filed, filed_where, listed
from bot.applications.route import PAYERS
from bot.applications.states import UNDECIDED
from bot.cases.models import Case, Status
from bot.members.models import Organisation
from bot.members.service import Viewer

Column = ColumnElement[Any] | InstrumentedAttribute[Any]
# Nobody turns more pages; whoever seeks one application has its number, or a filter.
MOST: Final = 800


class Which(StrEnum):
    MINE = "mine"
    WAITING = "waiting"
    PAY = "pay"
    ALL = "all"


# The oldest first where somebody waits; of all the newest.
BY_AGE: Final[Sequence[Column]] = (Case.submitted_at, Case.id)
# By the application: the index of a ground gives them so.
NEWEST: Final[Sequence[Column]] = (Application.case_id.desc(),)
ORDER: Final = {
    Which.MINE: BY_AGE,
    Which.WAITING: BY_AGE,
    Which.PAY: (Case.answered_at, Case.id),
    Which.ALL: NEWEST,
}


@dataclass(frozen=True)
class Only:
    """What a list is narrowed to. `ground`: «fund/ground»; `path`: an organisation and below."""

    ground: str = ""
    path: str = ""
    older_than_days: int = 0
    overdue: bool = False


async def condition(
    session: AsyncSession, viewer: Viewer, which: Which, only: Only
) -> ColumnElement[bool]:
    return and_(await _of(session, viewer, which), *_narrowed(only))


async def _of(session: AsyncSession, viewer: Viewer, which: Which) -> ColumnElement[bool]:
    match which:
        case Which.MINE:
            return await to_decide(session, viewer)
        case Which.WAITING:
            return and_(Case.status == Status.WAITING, seen_by(viewer))
        case Which.PAY:
            return to_pay(viewer)
        case Which.ALL:
            return seen_by(viewer)


async def to_decide(session: AsyncSession, viewer: Viewer) -> ColumnElement[bool]:
    """What waits for his decision: not for a paper, not for a colleague it was handed to."""
    recused = exists().where(Recusal.case_id == Case.id, Recusal.account_id == viewer.account_id)
    return and_(
        Case.status == Status.REVIEW,
        or_(Case.assignee_id.is_(None), Case.assignee_id == viewer.account_id),
        seen_by(viewer),
        ~recused,
        await seats.before(session, viewer),
    )


def to_pay(viewer: Viewer) -> ColumnElement[bool]:
    return and_(Case.status == Status.APPROVED, seen_by(viewer))


def _narrowed(only: Only) -> list[ColumnElement[bool]]:
    now = clock.now()
    found: list[ColumnElement[bool]] = []
    if only.ground:
        fund, _, ground = only.ground.partition("/")
        found += [Application.fund == fund, Application.ground == ground]
    if only.path:
        inside = Organisation.path.startswith(only.path, autoescape=True)
        found.append(exists().where(Organisation.id == Case.organisation_id, inside))
    if only.older_than_days:
        found.append(Case.submitted_at < now - timedelta(days=only.older_than_days))
    if only.overdue:
        found += [Case.due_at < now, Case.status.in_(UNDECIDED)]
    return found


async def count(session: AsyncSession, condition: ColumnElement[bool]) -> int:
    """How many, up to `MOST`."""
    found = select(Case.id).join(Application).where(condition).limit(MOST).subquery()
    return await session.scalar(select(func.count()).select_from(found)) or 0


async def page(
    session: AsyncSession, condition: ColumnElement[bool], which: Which, limit: int, offset: int
) -> list[Filed]:
    rows = filed_where(condition).order_by(*ORDER[which]).limit(limit).offset(offset)
    return await listed(session, rows)


async def due_totals(session: AsyncSession, condition: ColumnElement[bool]) -> dict[str, int]:
    """What is still to be paid of these, by currency."""
    gone = (
        select(func.coalesce(func.sum(PaymentShare.amount), 0))
        .where(PaymentShare.case_id == Case.id, PaymentShare.returned_on.is_(None))
        .correlate(Case)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(Application.currency, func.sum(Application.granted - gone))
        .join(Case, Case.id == Application.case_id)
        .where(condition)
        .group_by(Application.currency)
        .order_by(Application.currency.desc())
    )
    return {currency: int(total or 0) for currency, total in rows}


def pays(viewer: Viewer) -> bool:
    return bool(viewer.roles & PAYERS)


def waits_since(filed: Filed) -> datetime:
    return filed.case.submitted_at or filed.case.created_at
