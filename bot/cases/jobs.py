"""What the clock does to all cases."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases import service
from bot.cases.models import Case, CaseMessage, Paper, Status
from bot.db import Database
from bot.regulations import Regulations
from bot.regulations.values import StorageTerm


async def drop_old_drafts(database: Database, regulations: Regulations) -> None:
    """A draft that was left alone for the term of the regulations goes, with all in it."""
    term = regulations.retention.drafts
    async with database.reading() as session:
        drafts = await session.execute(
            select(Case.id, Case.created_at).where(Case.status == Status.DRAFT)
        )
        old = [case_id for case_id, created_at in drafts if _is_over(term, created_at)]
    for case_id in old:
        async with database.writing() as session:
            await _drop(session, case_id, term)


async def _drop(session: AsyncSession, case_id: int, term: StorageTerm) -> None:
    # Locked: on PostgreSQL it might be sent at this very moment, and would go all the same.
    case = await session.scalar(
        select(Case).where(Case.id == case_id, Case.status == Status.DRAFT).with_for_update()
    )
    if case is not None and _is_over(term, await _last_touched(session, case)):
        await service.delete_draft(session, case)


async def _last_touched(session: AsyncSession, case: Case) -> datetime:
    """When something was last put into it: words, or a file."""
    moments = [case.created_at]
    for table in (CaseMessage, Paper):
        newest = await session.scalar(
            select(func.max(table.created_at)).where(table.case_id == case.id)
        )
        if newest is not None:
            moments.append(newest)
    return max(moments)


def _is_over(term: StorageTerm, since: datetime) -> bool:
    return term.after(clock.day_of(since)) <= clock.today()
