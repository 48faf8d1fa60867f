"""The life of a post: written, shown to oneself, published now or when it is due, edited, taken
back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.db import insert_new
from bot.errors import Trespass, UserError
from bot.members import organisations
from bot.members import service as members
from bot.members.models import Organisation
from bot.members.scope import organisation_subject, within
from bot.members.service import ORGANISER_ROLES, Viewer
from bot.news import delivery
from bot.news.models import Post, PostFile, PostRubric, PostStatus
from bot.news.words import TEXT_LIMIT, hashtags, plain
from bot.regulations import Regulations
from bot.rubrics import Rubric

# What is still to be sent, and what was sent already and may be changed.
UNSENT = (PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.MISSED)
ANSWERED = "post-preview"
REPORT = "post-report"
MOST_FILES = 10


class NotYourPost(Trespass):
    """Someone else's organisation."""

    key = "news-no-access"


class NothingWritten(UserError):
    """A post without words and files."""

    key = "post-empty"


class TextTooLong(UserError):
    key = "text-too-long"


class TooManyFiles(UserError):
    key = "post-too-many-files"


class TooEarly(UserError):
    """A moment that is past."""

    key = "post-too-early"


class AlreadyOut(UserError):
    """It was published, or taken back, meanwhile."""

    key = "post-already-out"


@dataclass(frozen=True)
class File:
    kind: str
    file_id: str
    key: str
    place: int
    name: str | None = None


def subject(post_id: int) -> str:
    return f"post:{post_id}"


async def reach_organisation(
    session: AsyncSession, viewer: Viewer, organisation_id: int
) -> Organisation:
    organisation = await session.get(Organisation, organisation_id)
    if organisation is None or not viewer.reaches(organisation.path, ORGANISER_ROLES):
        raise NotYourPost("news-refused", organisation_subject(organisation_id))
    return organisation


async def reach(session: AsyncSession, viewer: Viewer, post_id: int) -> Post:
    """A post that this editor may work on."""
    post = await session.get(Post, post_id)
    if post is not None:
        organisation = await session.get_one(Organisation, post.organisation_id)
        if viewer.reaches(organisation.path, ORGANISER_ROLES):
            return post
    raise NotYourPost("news-refused", subject(post_id))


# Writing


async def begin(session: AsyncSession, viewer: Viewer, organisation_id: int, key: str) -> int:
    await reach_organisation(session, viewer, organisation_id)
    row = {
        "organisation_id": organisation_id,
        "author_id": viewer.account_id,
        "key": key,
        "zone": str(viewer.texts.zone),
    }
    made: int | None = await insert_new(session, Post, row, unique=("key",))
    if made is None:
        found = await session.scalars(select(Post.id).where(Post.key == key))
        return found.one()
    return made


async def write(
    session: AsyncSession, viewer: Viewer, post_id: int, language: str, html: str
) -> Post:
    """Its words in one language; of a published one, every copy that was sent changes."""
    if len(plain(html)) > TEXT_LIMIT:
        raise TextTooLong(limit=TEXT_LIMIT)
    post = await reach(session, viewer, post_id)
    if post.status is PostStatus.WITHDRAWN:
        raise AlreadyOut
    if language == "kk":
        post.text_kk = html
    else:
        post.text_ru = html
    for rubric in hashtags(plain(html)):
        await _add_rubric(session, post_id, rubric)
    if post.status is PostStatus.PUBLISHED:
        await changed(session, post)
        await members.audit(session, viewer.account_id, "post-edited", subject(post_id))
    return post


async def changed(session: AsyncSession, post: Post) -> None:
    """Copies are shown as it is now."""
    post.edits += 1
    post.counting = True
    await session.flush()
    await notices.refresh_bulk(session, delivery.COPIES, subject(post.id))


async def attach(session: AsyncSession, viewer: Viewer, post_id: int, file: File) -> None:
    post = await reach(session, viewer, post_id)
    if post.status not in UNSENT:
        raise AlreadyOut
    if len(await delivery.files_of(session, post_id)) >= MOST_FILES:
        raise TooManyFiles(limit=MOST_FILES)
    await add_file(session, post_id, file)


async def add_file(session: AsyncSession, post_id: int, file: File) -> bool:
    """False: this message's file is there already."""
    row = {
        "post_id": post_id,
        "kind": file.kind,
        "file_id": file.file_id,
        "name": file.name,
        "key": file.key,
        "place": file.place,
    }
    return await insert_new(session, PostFile, row, unique=("key",)) is not None


async def drop_files(session: AsyncSession, viewer: Viewer, post_id: int) -> None:
    post = await reach(session, viewer, post_id)
    if post.status not in UNSENT:
        raise AlreadyOut
    await session.execute(delete(PostFile).where(PostFile.post_id == post_id))


async def rubrics_of(session: AsyncSession, post_id: int) -> set[Rubric]:
    rows = await session.scalars(select(PostRubric.rubric).where(PostRubric.post_id == post_id))
    return set(rows)


async def toggle_rubric(
    session: AsyncSession, viewer: Viewer, post_id: int, rubric: Rubric
) -> None:
    await reach(session, viewer, post_id)
    if rubric in await rubrics_of(session, post_id):
        await session.execute(
            delete(PostRubric).where(PostRubric.post_id == post_id, PostRubric.rubric == rubric)
        )
    else:
        await _add_rubric(session, post_id, rubric)


async def _add_rubric(session: AsyncSession, post_id: int, rubric: Rubric) -> None:
    row = {"post_id": post_id, "rubric": rubric}
    await insert_new(session, PostRubric, row, unique=("post_id", "rubric"))


async def set_rubrics(session: AsyncSession, post_id: int, rubrics: Sequence[Rubric]) -> None:
    for rubric in rubrics:
        await _add_rubric(session, post_id, rubric)


async def preview(session: AsyncSession, viewer: Viewer, post_id: int, key: str) -> None:
    """As readers will see it, in each language it has words in."""
    post = await reach(session, viewer, post_id)
    await _ensure_written(session, post)
    languages = [name for name in ("ru", "kk") if getattr(post, f"text_{name}")]
    for language in languages or [viewer.texts.language]:
        await notices.post(
            session,
            viewer.account_id,
            ANSWERED,
            key=f"{key}:{language}",
            subject=subject(post_id),
            language=language,
        )


async def _ensure_written(session: AsyncSession, post: Post) -> None:
    if not (post.text_ru or post.text_kk or await delivery.files_of(session, post.id)):
        raise NothingWritten


# Publishing


async def publish(
    session: AsyncSession, viewer: Viewer, post_id: int, regulations: Regulations
) -> None:
    post = await reach(session, viewer, post_id)
    await _ensure_written(session, post)
    if not await put_out(session, post_id, UNSENT, regulations):
        # A second tap.
        return
    await members.audit(session, viewer.account_id, "post-published", subject(post_id))
    await notices.post_card(session, viewer.account_id, REPORT, subject(post_id), anew=True)


async def put_out(
    session: AsyncSession,
    post_id: int,
    since: Sequence[PostStatus],
    regulations: Regulations,
    at: datetime | None = None,
) -> bool:
    """Published, and written to everyone whom nothing holds back. False: it was already."""
    found = await session.scalar(
        update(Post)
        .where(Post.id == post_id, Post.status.in_(since))
        .values(
            status=PostStatus.PUBLISHED,
            published_at=at or clock.now(),
            due_at=None,
            missed_at=None,
            counting=True,
        )
        .returning(Post)
    )
    if found is None:
        return False
    await session.refresh(found)
    await delivery.deliver(session, found, regulations)
    return True


async def schedule(session: AsyncSession, viewer: Viewer, post_id: int, at: datetime) -> None:
    post = await reach(session, viewer, post_id)
    await _ensure_written(session, post)
    if at <= clock.now():
        raise TooEarly
    moved = await session.scalar(
        update(Post)
        .where(Post.id == post_id, Post.status.in_(UNSENT))
        .values(
            status=PostStatus.SCHEDULED,
            due_at=at,
            missed_at=None,
            zone=str(viewer.texts.zone),
            author_id=viewer.account_id,
        )
        .returning(Post.id)
    )
    if moved is None:
        raise AlreadyOut
    await members.audit(session, viewer.account_id, "post-scheduled", subject(post_id))


async def unschedule(session: AsyncSession, viewer: Viewer, post_id: int) -> None:
    await reach(session, viewer, post_id)
    moved = await session.scalar(
        update(Post)
        .where(Post.id == post_id, Post.status == PostStatus.SCHEDULED)
        .values(status=PostStatus.DRAFT, due_at=None)
        .returning(Post.id)
    )
    if moved is None:
        raise AlreadyOut
    await members.audit(session, viewer.account_id, "post-unscheduled", subject(post_id))


async def withdraw(session: AsyncSession, viewer: Viewer, post_id: int) -> None:
    """It is taken out of every chat; what is too old for that says that it is no more."""
    await reach(session, viewer, post_id)
    found = await session.scalar(
        update(Post)
        .where(Post.id == post_id, Post.status == PostStatus.PUBLISHED)
        .values(
            status=PostStatus.WITHDRAWN, withdrawn_at=clock.now(), held_until=None, counting=True
        )
        .returning(Post.id)
    )
    if found is None:
        # A second tap.
        return
    await notices.refresh_bulk(session, delivery.COPIES, subject(post_id))
    await members.audit(session, viewer.account_id, "post-withdrawn", subject(post_id))


async def discard(session: AsyncSession, viewer: Viewer, post_id: int) -> None:
    """A draft is thrown away; a second tap finds none."""
    post = await session.get(Post, post_id)
    if post is None:
        return
    await reach(session, viewer, post_id)
    if post.status not in UNSENT:
        raise AlreadyOut
    await session.execute(delete(Post).where(Post.id == post_id))


# Lists


async def written(
    session: AsyncSession, viewer: Viewer, page: int, size: int
) -> tuple[list[Post], int]:
    """All that this editor may work on, the newest first."""
    rows = (
        select(Post)
        .join(Organisation, Organisation.id == Post.organisation_id)
        .where(within(viewer, ORGANISER_ROLES))
    )
    count = await session.scalar(select(func.count()).select_from(rows.subquery()))
    newest = rows.order_by(Post.id.desc()).offset(page * size).limit(size)
    return list(await session.scalars(newest)), count or 0


@organisations.goes_to_heir
async def _go_to_heir(session: AsyncSession, ended_id: int, heir_id: int) -> None:
    """What is out stays with those to whom it was sent."""
    unsent = (Post.organisation_id == ended_id, Post.status.in_(UNSENT))
    await session.execute(update(Post).where(*unsent).values(organisation_id=heir_id))
