"""Who is away, and who stands in for him. What is done about it is in `duty`."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.legal.models import Absence
from bot.members.models import Account

# A deputy may be away himself; two who name each other stand in for nobody.
LONGEST_CHAIN = 5


async def away(session: AsyncSession, accounts: Iterable[int]) -> dict[int, Absence]:
    """Those of these people who are away now, each with the absence in force."""
    now = clock.now()
    rows = await session.scalars(
        select(Absence)
        .where(
            Absence.account_id.in_(set(accounts)), Absence.begins_at <= now, Absence.over_at > now
        )
        .order_by(Absence.id)
    )
    return {absence.account_id: absence for absence in rows}


async def present(session: AsyncSession, lawyers: Sequence[Account]) -> list[Account]:
    """Those of them who are not away."""
    gone = await away(session, [lawyer.id for lawyer in lawyers])
    return [lawyer for lawyer in lawyers if lawyer.id not in gone]


async def at_work(session: AsyncSession, lawyers: Sequence[Account]) -> list[Account]:
    """Who is told of what waits: those present; if all are away, all: nobody else would know."""
    return await present(session, lawyers) or list(lawyers)


async def stand_in(session: AsyncSession, account_id: int) -> int | None:
    """Himself if he is at work, else his deputy, or the deputy's; None where nobody is."""
    for _ in range(LONGEST_CHAIN):
        absence = (await away(session, [account_id])).get(account_id)
        if absence is None:
            return account_id
        if absence.deputy_id is None:
            return None
        account_id = absence.deputy_id
    return None


async def current_or_planned(session: AsyncSession, account_id: int) -> Absence | None:
    """His one absence that is not over."""
    return await session.scalar(
        select(Absence)
        .where(Absence.account_id == account_id, Absence.over_at > clock.now())
        .order_by(Absence.id.desc())
        .limit(1)
    )
