"""What happens in the registry of people without anybody's doing."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.db import Database
from bot.members.models import Account, Grant, Member
from bot.members.service import GONE, account_of_member
from bot.notices import Notice
from bot.regulations import Regulations

# A role that ended longer ago was told of, or the bot was not there to tell.
TOLD_FOR = timedelta(days=7)


async def end_roles(database: Database, regulations: Regulations) -> None:
    """Whose role ended, by its date or with his membership, is told once, and his cards are
    emptied by edit."""
    today = clock.today()
    async with database.writing() as session:
        ended = await session.scalars(
            select(Grant).where(Grant.ends_on < today, Grant.ends_on >= today - TOLD_FOR)
        )
        for grant in ended.all():
            account_id = await _holder(session, grant)
            if account_id is not None and not await _was_told(session, account_id, grant.ends_on):
                await _tell(session, account_id, f"role-ended:{grant.id}")
        left = await session.scalars(
            select(Grant)
            .join(Member, Member.id == Grant.member_id)
            .where(Member.status.in_(GONE), or_(Grant.ends_on.is_(None), Grant.ends_on >= today))
        )
        for grant in left.all():
            account_id = await _holder(session, grant)
            if account_id is not None:
                await _tell(session, account_id, f"role-left:{grant.id}")


async def _holder(session: AsyncSession, grant: Grant) -> int | None:
    if grant.member_id is None:
        own = await session.get_one(Account, grant.account_id)
        return own.id if own.erased_at is None else None
    account = await account_of_member(session, grant.member_id)
    return account.id if account else None


async def _was_told(session: AsyncSession, account_id: int, last_day: date | None) -> bool:
    """Whether he heard of his roles since: who takes one in a shell tells of it at once."""
    assert last_day is not None
    since = datetime.combine(last_day + timedelta(days=1), time(), UTC)
    told = await session.scalar(
        select(Notice.id)
        .where(Notice.account_id == account_id, Notice.kind == "roles", Notice.created_at >= since)
        .limit(1)
    )
    return told is not None


async def _tell(session: AsyncSession, account_id: int, key: str) -> None:
    if await session.scalar(select(Notice.id).where(Notice.key == key)):
        return
    await notices.refresh_cards_of(session, account_id)
    await notices.post(session, account_id, "roles", key=key)
