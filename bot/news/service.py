"""What other features use of news: what they have to say is a post with a button."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Html
from bot.members.service import Viewer
from bot.news import posts
from bot.news.models import Post, PostStatus
from bot.regulations import Regulations
from bot.rubrics import Rubric as Rubric


async def announce(
    session: AsyncSession,
    viewer: Viewer,
    organisation_id: int,
    words: tuple[Html, Html | None],
    *,
    link: str,
    rubric: Rubric,
    regulations: Regulations,
) -> None:
    """A post in Russian, and in Kazakh where there is such a text. Its button is the `link`, a
    press; it is announced once."""
    post_id = await posts.begin(session, viewer, organisation_id, f"link:{link}")
    post = await session.get_one(Post, post_id)
    post.text_ru, post.text_kk = words
    post.link = link
    await posts.set_rubrics(session, post_id, [rubric])
    await session.flush()
    await posts.put_out(session, post_id, [PostStatus.DRAFT], regulations)
