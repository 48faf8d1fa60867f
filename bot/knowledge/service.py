"""Articles beside a question: which ones the member saw, and what none of them answered."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert_new
from bot.knowledge.models import QuestionArticle as QuestionArticle  # my data shows it
from bot.knowledge.models import Unanswered
from bot.security import keys


async def opened(session: AsyncSession, case_id: int, slug: str, title: str) -> None:
    """A second look at the same article changes nothing."""
    row = {"case_id": case_id, "slug": slug, "title": title}
    await insert_new(session, QuestionArticle, row, unique=("case_id", "slug"))


async def did_not_help(session: AsyncSession, case_id: int, slug: str, title: str) -> None:
    await opened(session, case_id, slug, title)
    seen = await session.get_one(QuestionArticle, (case_id, slug))
    seen.helped = False


async def seen_with(session: AsyncSession, case_id: int) -> list[QuestionArticle]:
    """The articles that were opened for a question; those that did not help come first."""
    rows = await session.scalars(
        select(QuestionArticle)
        .where(QuestionArticle.case_id == case_id)
        .order_by(QuestionArticle.helped.is_(None), QuestionArticle.slug)
    )
    return list(rows)


async def note_unanswered(session: AsyncSession, text: str, language: str, day: date) -> None:
    row = {
        "text_hash": keys().hash("unanswered:" + " ".join(text.casefold().split())),
        "text": text,
        "language": language,
        "day": day,
    }
    await insert_new(session, Unanswered, row, unique=("text_hash",))
