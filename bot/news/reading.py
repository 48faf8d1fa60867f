"""The section: what a member may read, by rubric, organisation and words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.errors import NoAccess
from bot.members.models import Organisation
from bot.members.normal import normal_name
from bot.members.service import Viewer, upwards
from bot.news.delivery import OPENED
from bot.news.models import Post, PostRubric, PostStatus
from bot.news.words import plain
from bot.rubrics import Rubric

# Words of older ones are not looked through: they rest sealed, and are read one by one.
SEARCHED = 1000
# Endings differ: «премии» finds «премию».
STEM = 5


class NoSuchPost(NoAccess):
    """Of another organisation, or taken back: the same words."""

    key = "post-not-there"


@dataclass(frozen=True)
class Choice:
    """Which of them are looked at."""

    rubric: Rubric | None = None
    organisation_id: int | None = None
    sought: str = ""


def readable(viewer: Viewer) -> Select[Post]:
    """Published by the member's organisation or one above it."""
    if viewer.organisation is None or not viewer.is_active_member:
        raise NoAccess
    return (
        select(Post)
        .join(Organisation, Organisation.id == Post.organisation_id)
        .where(
            Post.status == PostStatus.PUBLISHED,
            Organisation.path.in_(upwards(viewer.organisation.path)),
        )
    )


async def page(
    session: AsyncSession, viewer: Viewer, choice: Choice, number: int, size: int
) -> tuple[list[Post], int]:
    """The posts of a page, the newest first, and how many there are."""
    found = readable(viewer).order_by(Post.published_at.desc(), Post.id.desc())
    if choice.organisation_id is not None:
        found = found.where(Post.organisation_id == choice.organisation_id)
    if choice.rubric is not None:
        found = found.join(PostRubric, PostRubric.post_id == Post.id).where(
            PostRubric.rubric == choice.rubric
        )
    if choice.sought:
        fitting = await _with_words(session, found, choice.sought)
        return fitting[number * size : (number + 1) * size], len(fitting)
    count = await session.scalar(select(func.count()).select_from(found.subquery()))
    rows = await session.scalars(found.offset(number * size).limit(size))
    return list(rows), count or 0


async def _with_words(session: AsyncSession, found: Select[Post], sought: str) -> list[Post]:
    stems = [word[:STEM] for word in _words(sought)]
    posts = await session.scalars(found.limit(SEARCHED))
    return [post for post in posts if stems and _has_all(post, stems)]


def _has_all(post: Post, stems: Sequence[str]) -> bool:
    words = _words(plain(f"{post.text_ru or ''} {post.text_kk or ''}"))
    return all(any(word.startswith(stem) for word in words) for stem in stems)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", normal_name(text))


async def organisations(session: AsyncSession, viewer: Viewer) -> list[Organisation]:
    """Those of the member's chain that have published something, the nearest first."""
    ids = readable(viewer).with_only_columns(Post.organisation_id).distinct()
    rows = await session.scalars(
        select(Organisation)
        .where(Organisation.id.in_(ids))
        .order_by(func.length(Organisation.path).desc())
    )
    return list(rows)


async def open_post(session: AsyncSession, viewer: Viewer, post_id: int, key: str) -> None:
    """A copy of his own: it changes with the post like those that were sent."""
    found = await session.scalar(readable(viewer).where(Post.id == post_id))
    if found is None:
        raise NoSuchPost
    await notices.post(session, viewer.account_id, OPENED, key=key, subject=f"post:{post_id}")
