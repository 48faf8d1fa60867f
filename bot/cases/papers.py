"""Which papers still lack our own copy."""

from collections.abc import Sequence

from sqlalchemy import select, update

from bot.cases.models import Case, Paper, Status
from bot.db import Database

AT_ONCE = 20


async def wanted(database: Database) -> Sequence[tuple[int, str]]:
    async with database.reading() as session:
        rows = await session.execute(
            select(Paper.id, Paper.file_id)
            .join(Case, Case.id == Paper.case_id)
            .where(
                Paper.copy.is_(None),
                Paper.copy_failed.is_(None),
                Paper.sent_at.is_not(None),
                Case.status != Status.DRAFT,
            )
            .order_by(Paper.id)
            .limit(AT_ONCE)
        )
        return [(paper_id, file_id) for paper_id, file_id in rows]


async def copied(database: Database, paper_id: int, name: str) -> None:
    async with database.writing() as session:
        await session.execute(update(Paper).where(Paper.id == paper_id).values(copy=name))


async def failed(database: Database, paper_id: int, reason: str) -> None:
    async with database.writing() as session:
        await session.execute(update(Paper).where(Paper.id == paper_id).values(copy_failed=reason))
