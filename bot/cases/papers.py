"""Which papers still lack our own copy, and which copies lack their paper."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases.models import Case, DiscardedFile, Paper, Status
from bot.db import Database, insert_new

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


async def discard(session: AsyncSession, name: str) -> None:
    """The paper goes in this transaction; its file soon after, whatever happens to us."""
    await insert_new(session, DiscardedFile, {"name": name}, unique=("name",))


async def unwanted(database: Database) -> Sequence[str]:
    async with database.reading() as session:
        names = await session.scalars(select(DiscardedFile.name).limit(AT_ONCE))
        return names.all()


async def removed(database: Database, name: str) -> None:
    async with database.writing() as session:
        await session.execute(delete(DiscardedFile).where(DiscardedFile.name == name))
