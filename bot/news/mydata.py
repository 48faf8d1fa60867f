"""What news keeps on a person: how he wants them."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.db import Database
from bot.members.mydata import (
    Asking,
    Coded,
    Record,
    Whose,
    certainly_begun_by,
    expires,
    exports,
    forgets,
    is_over,
)
from bot.news.models import Channel, MutedRubric, NewsSettings, Post, PostStatus
from bot.news.posts import subject
from bot.notices import Notice
from bot.regulations import Regulations

AT_ONCE = 500


@exports("news", 50, NewsSettings, MutedRubric)
async def wishes(session: AsyncSession, asking: Asking) -> list[Record]:
    if asking.whose.account_id is None:
        return []
    texts, account_id = asking.texts, asking.whose.account_id
    stored = await session.get(NewsSettings, account_id)
    muted = await session.scalars(
        select(MutedRubric.rubric).where(MutedRubric.account_id == account_id)
    )
    muted_words = ", ".join(texts(f"rubric-{rubric}") for rubric in muted)
    if stored is None and not muted_words:
        return []
    quiet = None
    if stored and stored.quiet_from is not None and stored.quiet_to is not None:
        quiet = f"{stored.quiet_from}:00–{stored.quiet_to}:00"
    how = "digest" if stored and stored.digest_hour is not None else "at-once"
    return [
        {
            "news_how": Coded(how, texts(f"mydata-news-{how}")),
            "news_hour": stored.digest_hour if stored else None,
            "news_quiet": quiet,
            "news_muted": muted_words,
        }
    ]


@forgets
async def forget_wishes(session: AsyncSession, whose: Whose, regulations: Regulations) -> None:
    """What he wrote for the union stays the union's, without his name."""
    if whose.account_id is None:
        return
    for table in (NewsSettings, MutedRubric):
        await session.execute(delete(table).where(table.account_id == whose.account_id))
    await session.execute(
        update(Post).where(Post.author_id == whose.account_id).values(author_id=None)
    )
    await session.execute(
        update(Channel).where(Channel.by_id == whose.account_id).values(by_id=None)
    )


@expires("post_drafts")
async def old_drafts(database: Database, regulations: Regulations) -> int:
    """Posts that were never published."""
    term = regulations.retention.drafts
    async with database.writing() as session:
        rows = await session.execute(
            select(Post.id, Post.created_at).where(
                Post.status.in_([PostStatus.DRAFT, PostStatus.MISSED]),
                Post.created_at < certainly_begun_by(term),
            )
        )
        due = [post_id for post_id, since in rows if is_over(term, clock.day_of(since))]
        if due:
            await session.execute(delete(Post).where(Post.id.in_(due)))
    return len(due)


@expires("posts")
async def old_posts(database: Database, regulations: Regulations) -> int:
    """What was published, and what was taken back, with its files' ids and reports."""
    term = regulations.retention.posts
    async with database.reading() as session:
        rows = await session.execute(
            select(Post.id, Post.published_at)
            .where(
                Post.status.in_([PostStatus.PUBLISHED, PostStatus.WITHDRAWN]),
                Post.published_at < certainly_begun_by(term),
            )
            .limit(AT_ONCE)
        )
        due = [one for one, since in rows if since and is_over(term, clock.day_of(since))]
    for post_id in due:
        async with database.writing() as session:
            await session.execute(delete(Notice).where(Notice.subject == subject(post_id)))
            await session.execute(delete(Post).where(Post.id == post_id))
    return len(due)
