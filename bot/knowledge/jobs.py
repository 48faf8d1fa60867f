"""What the clock does: articles are due for review, and questions without answer are forgotten."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.db import Database
from bot.knowledge.articles import Article
from bot.knowledge.library import shipped
from bot.knowledge.models import Unanswered
from bot.members import service as members
from bot.members.models import Role
from bot.regulations import Regulations

OVERDUE = "articles-overdue"
# Long enough to write an article of it; people may have named themselves in it.
UNANSWERED_KEPT = timedelta(days=365)


async def tell_of_overdue(database: Database, regulations: Regulations) -> None:
    """Head lawyers hear once of the articles whose term of review is past."""
    today = clock.now().astimezone(regulations.union.timezone).date()
    due: dict[date, list[Article]] = defaultdict(list)
    for article in shipped().russian():
        if article.is_overdue(today):
            due[article.head.review_by].append(article)
    if not due:
        return
    async with database.writing() as session:
        for head in await members.holders(session, (Role.HEAD_LAWYER,)):
            for day, articles in due.items():
                await _tell(session, head.id, day, articles)


async def _tell(
    session: AsyncSession, account_id: int, day: date, articles: list[Article]
) -> None:
    await notices.post(
        session,
        account_id,
        OVERDUE,
        key=f"{OVERDUE}:{day}:{account_id}",
        titles="\n".join(f"• {article.head.title}" for article in articles),
    )


async def forget_unanswered(database: Database, regulations: Regulations) -> None:
    before = clock.today() - UNANSWERED_KEPT
    async with database.writing() as session:
        await session.execute(delete(Unanswered).where(Unanswered.day < before))
