"""What a ground may still spend this year. It moves by one conditional statement."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications.models import Budget
from bot.applications.reading import Filed
from bot.db import insert_new
from bot.errors import UserError
from bot.money import sum_words
from bot.regulations import Regulations


class OverBudget(UserError):
    """The ground's money for the year does not suffice; only a named override goes on."""

    key = "application-over-budget"


def limit_of(filed: Filed, year: int, regulations: Regulations) -> int | None:
    """What the ground may spend in a year, by the rules of today: a purse is one for all that
    was filed, whenever. None: nobody has set a limit."""
    funds = regulations.aid.funds if regulations.aid else {}
    fund = funds.get(filed.application.fund)
    ground = fund.grounds.get(filed.application.ground) if fund else None
    return (ground or filed.terms.ground).budget.get(year)


async def left(
    session: AsyncSession, filed: Filed, year: int, regulations: Regulations
) -> int | None:
    """None: no limit. Below zero where somebody went over it by name."""
    limit = limit_of(filed, year, regulations)
    if limit is None:
        return None
    key = (filed.application.fund, filed.application.ground, year)
    row = await session.get(Budget, key, populate_existing=True)
    return limit - (row.granted if row else 0)


async def move(
    session: AsyncSession,
    filed: Filed,
    year: int,
    amount: int,
    regulations: Regulations,
    *,
    over: bool = False,
) -> None:
    """Promise so much more of the ground's money, or less where `amount` is below zero."""
    application = filed.application
    row = {"fund": application.fund, "ground": application.ground, "year": year, "granted": 0}
    await insert_new(session, Budget, row, unique=("fund", "ground", "year"))
    conditions = [
        Budget.fund == application.fund,
        Budget.ground == application.ground,
        Budget.year == year,
    ]
    limit = limit_of(filed, year, regulations)
    if limit is not None and amount > 0 and not over:
        conditions.append(Budget.granted + amount <= limit)
    granted = await session.scalar(
        update(Budget)
        .where(*conditions)
        .values(granted=Budget.granted + amount)
        .returning(Budget.granted)
    )
    if granted is None:
        remains = await _remains(session, filed, year, limit or 0)
        raise OverBudget(left=sum_words(max(remains, 0), application.currency), year=str(year))


async def _remains(session: AsyncSession, filed: Filed, year: int, limit: int) -> int:
    granted = await session.scalar(
        select(Budget.granted).where(
            Budget.fund == filed.application.fund,
            Budget.ground == filed.application.ground,
            Budget.year == year,
        )
    )
    return limit - (granted or 0)
