"""What readers and editors are sent of a post: made when it is sent, in the reader's language."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Html, Texts
from bot.members import menu
from bot.members.models import Account, Organisation
from bot.members.service import (
    ORGANISER_ROLES,
    Viewer,
    chain_of,
    consent_given,
    consents_of,
    place_name,
    view_account,
)
from bot.news.delivery import (
    DIGEST,
    LATE,
    LOOKED_BACK,
    OPENED,
    POST,
    figures_of,
    files_of,
    is_fresh,
)
from bot.news.models import Digest, MutedRubric, Post, PostRubric, PostStatus
from bot.news.posts import ANSWERED, REPORT
from bot.news.reading import readable
from bot.news.words import title, whole
from bot.notices import Attachment, Button, Delivery, Notice, Reader, Screen, renders

# More titles are not read; the rest is in the section.
LISTED: Final = 10


def post_id_of(reader: Reader) -> int:
    return int(str(reader.values["subject"]).removeprefix("post:"))


async def screen(session: AsyncSession, post: Post, texts: Texts) -> Screen:
    organisation = await session.get_one(Organisation, post.organisation_id)
    place = place_name(await chain_of(session, organisation))
    files = [
        Attachment(file.kind, file.file_id, file.name) for file in await files_of(session, post.id)
    ]
    text, apart = whole(post, texts, place, has_files=bool(files))
    buttons = []
    if post.link:
        kind = post.link.partition(":")[0]
        buttons = [[Button(texts(f"post-link-{kind}"), post.link)]]
    return Screen(
        text,
        buttons=buttons,
        attachment=files[0] if len(files) == 1 else None,
        album=files if len(files) > 1 else (),
        # Albums take no buttons.
        apart=apart or bool(buttons and len(files) > 1),
        new_files=post.new_files,
        once=True,
    )


@renders(POST)
async def post(session: AsyncSession, reader: Reader) -> Screen | None:
    """Sent while it is fresh and he still wants news; what was shown is kept true in any case."""
    found = await session.get(Post, post_id_of(reader))
    if found is None:
        return None
    if reader.shown:
        return await _as_it_is_now(session, found, reader)
    wanted = found.status is PostStatus.PUBLISHED and is_fresh(found)
    if not wanted or not await _still_wants(session, reader.account_id, found):
        return None
    return await screen(session, found, reader.texts)


@renders(OPENED)
async def opened(session: AsyncSession, reader: Reader) -> Screen | None:
    found = await session.get(Post, post_id_of(reader))
    if found is None or (not reader.shown and found.status is not PostStatus.PUBLISHED):
        return None
    return await _as_it_is_now(session, found, reader)


async def _as_it_is_now(session: AsyncSession, found: Post, reader: Reader) -> Screen:
    made = await screen(session, found, reader.texts)
    if found.status is PostStatus.WITHDRAWN:
        return replace(made, text=reader.texts("post-gone"), buttons=(), gone=True)
    return made


async def _still_wants(session: AsyncSession, account_id: int, found: Post) -> bool:
    """He may have switched news off, or this rubric, since it was queued."""
    if not await consent_given(session, account_id, "news"):
        return False
    rubrics = set(
        await session.scalars(select(PostRubric.rubric).where(PostRubric.post_id == found.id))
    )
    return not rubrics or bool(rubrics - await _muted(session, account_id))


async def _muted(session: AsyncSession, account_id: int) -> set[str]:
    rows = await session.scalars(
        select(MutedRubric.rubric).where(MutedRubric.account_id == account_id)
    )
    return set(rows)


# For editors


@renders(ANSWERED)
async def preview(session: AsyncSession, reader: Reader) -> Screen | None:
    found = await session.get(Post, post_id_of(reader))
    if found is None:
        return None
    texts = Texts(reader.values["language"], reader.texts.zone)
    return replace(await screen(session, found, texts), buttons=())


@renders(REPORT)
async def report(session: AsyncSession, reader: Reader) -> Screen | None:
    """How a post goes out, live; an editor who lost his role sees it no more."""
    found = await session.get(Post, post_id_of(reader))
    if found is None:
        return None
    if not await _may_see(session, reader, found):
        return Screen(reader.texts("card-gone"))
    return Screen(
        reader.texts(
            "post-report",
            title=title(found, reader.texts),
            status=found.status,
            figures=await figures_words(session, found, reader.texts),
        ),
        buttons=[[Button(reader.texts("button-open-post"), f"news:card:{found.id}")]],
    )


async def _may_see(session: AsyncSession, reader: Reader, found: Post) -> bool:
    account = await session.get_one(Account, reader.account_id)
    viewer = await view_account(session, account, reader.rules, zone=reader.texts.zone)
    organisation = await session.get_one(Organisation, found.organisation_id)
    return viewer.reaches(organisation.path, ORGANISER_ROLES)


async def figures_words(session: AsyncSession, found: Post, texts: Texts) -> Html:
    counted = await figures_of(session, found)
    return texts(
        "post-figures",
        sent=counted.sent,
        waiting=counted.waiting,
        blocked=counted.blocked,
        failed=counted.failed,
        missed=counted.missed,
        changing=counted.changing,
        held=found.held_until is not None,
    )


@renders(LATE)
async def late(session: AsyncSession, reader: Reader) -> Screen | None:
    return await _about(session, reader, "post-late")


@renders("post-missed")
async def missed(session: AsyncSession, reader: Reader) -> Screen | None:
    return await _about(session, reader, "post-missed")


async def _about(session: AsyncSession, reader: Reader, key: str) -> Screen | None:
    found = await session.get(Post, post_id_of(reader))
    if found is None:
        return None
    counted = await figures_of(session, found)
    return Screen(
        reader.texts(
            key,
            title=title(found, reader.texts),
            due=reader.values.get("due") or "",
            count=counted.missed,
        ),
        buttons=[[Button(reader.texts("button-open-post"), f"news:card:{found.id}")]],
    )


# Digests


@renders(DIGEST)
async def digest(session: AsyncSession, reader: Reader) -> Screen | None:
    """What was published since his last one and did not reach him; nothing: no message."""
    subject = str(reader.values["subject"])
    due = await session.get(Digest, int(subject.removeprefix("digest:")))
    account = await session.get_one(Account, reader.account_id)
    viewer = await view_account(session, account, reader.rules, zone=reader.texts.zone)
    if due is None or not viewer.is_active_member:
        return None
    if not await consent_given(session, reader.account_id, "news"):
        return None
    fresh = await _unread(session, viewer, due.due_at, subject)
    if not fresh:
        return None
    texts = viewer.texts
    lines = [texts("digest-line", title=title(post, texts)) for post in fresh[:LISTED]]
    rows = [[Button(title(post, texts), f"news:open:{post.id}")] for post in fresh[:LISTED]]
    rows.append([Button(texts(menu.NEWS), f"menu:{menu.NEWS}")])
    text = texts(
        "news-digest",
        day=due.due_at.astimezone(texts.zone).date(),
        lines=Html("\n".join(lines)),
        left=max(len(fresh) - LISTED, 0),
    )
    return Screen(text, buttons=rows)


async def _unread(
    session: AsyncSession, viewer: Viewer, due_at: datetime, subject: str
) -> list[Post]:
    since = await _last_digest(session, viewer.account_id, subject)
    if since is None:
        # His first: what was published since he agreed to news.
        agreed = (await consents_of(session, viewer.account_id)).get("news")
        since = agreed.at if agreed else due_at
    rows = await session.scalars(
        readable(viewer)
        .where(Post.published_at > max(since, due_at - LOOKED_BACK), Post.published_at <= due_at)
        .order_by(Post.published_at)
    )
    posts = list(rows)
    keys = {f"post:{post.id}:{POST}:{viewer.account_id}": post.id for post in posts}
    sent = await session.scalars(
        select(Notice.key).where(Notice.key.in_(keys), Notice.message_id.is_not(None))
    )
    known = {keys[key] for key in sent if key}
    muted = await _muted(session, viewer.account_id)
    wanted = []
    for post in posts:
        rows_of = await session.scalars(
            select(PostRubric.rubric).where(PostRubric.post_id == post.id)
        )
        rubrics = set(rows_of)
        if post.id not in known and (not rubrics or rubrics - muted):
            wanted.append(post)
    return wanted


async def _last_digest(session: AsyncSession, account_id: int, subject: str) -> datetime | None:
    """When his last digest was due to him: sent, or with nothing in it."""
    return await session.scalar(
        select(Digest.due_at)
        .join(Notice, Notice.subject == "digest:" + Digest.id.cast(Notice.subject.type))
        .where(
            Notice.account_id == account_id,
            Notice.kind == DIGEST,
            Notice.subject != subject,
            Notice.status.in_([Delivery.SENT, Delivery.MISSED]),
        )
        .order_by(Notice.id.desc())
        .limit(1)
    )
