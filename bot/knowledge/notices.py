"""What is said of articles to those who confirm them."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.knowledge.jobs import OVERDUE
from bot.notices import Reader, Screen, renders


@renders(OVERDUE)
async def overdue(session: AsyncSession, reader: Reader) -> Screen:
    titles = reader.values["titles"]
    return Screen(reader.texts("notice-articles-overdue", titles=titles), silent=True)
