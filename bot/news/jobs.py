"""What the clock does: scheduled posts, the end of quiet hours, digests, figures."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.calendar import DAY
from bot.db import Database, insert_new
from bot.members import service as members
from bot.members.models import Role
from bot.members.zones import local_zone
from bot.news import delivery
from bot.news.delivery import COPIES, DIGEST
from bot.news.models import Digest, Post, PostStatus
from bot.news.posts import REPORT, put_out, subject
from bot.notices import Notice
from bot.regulations import Regulations

MISSED = "post-missed"
DIGEST_MISSED = "digest-missed"
# A copy older than this is not changed any more: its row of the outbox goes.
COPIES_KEPT: Final = timedelta(days=60)


async def publish_due(database: Database, regulations: Regulations) -> None:
    """What was due while nothing ran goes out late, once, on the same day; else it is missed."""
    async with database.reading() as session:
        due = await session.scalars(
            select(Post.id)
            .where(Post.status == PostStatus.SCHEDULED, Post.due_at <= clock.now())
            .order_by(Post.due_at)
        )
        ids = due.all()
    for post_id in ids:
        async with database.writing() as session:
            await _publish(session, post_id, regulations)


async def _publish(session: AsyncSession, post_id: int, regulations: Regulations) -> None:
    post = await session.get(Post, post_id)
    if post is None or post.status is not PostStatus.SCHEDULED or post.due_at is None:
        return
    if _is_of_use(post.due_at, post.zone, regulations):
        if await put_out(session, post_id, [PostStatus.SCHEDULED], regulations) and (
            post.author_id is not None and post.channel_id is None
        ):
            await notices.post_card(session, post.author_id, REPORT, subject(post_id), anew=True)
        return
    due = post.due_at
    post.status, post.missed_at, post.due_at = PostStatus.MISSED, clock.now(), None
    if post.author_id is not None:
        await notices.post(
            session,
            post.author_id,
            MISSED,
            key=f"{MISSED}:{post_id}:{due.isoformat()}",
            subject=subject(post_id),
            due=due,
        )


def _is_of_use(due: datetime, zone: str | None, regulations: Regulations) -> bool:
    there = ZoneInfo(zone) if zone else regulations.union.timezone
    return due.astimezone(there).date() == clock.now().astimezone(there).date()


async def deliver_held(database: Database, regulations: Regulations) -> None:
    """Whose quiet hours ended is written to."""
    async with database.reading() as session:
        held = await session.scalars(
            select(Post.id).where(
                Post.status == PostStatus.PUBLISHED, Post.held_until <= clock.now()
            )
        )
        ids = held.all()
    for post_id in ids:
        async with database.writing() as session:
            post = await session.get(Post, post_id)
            if post is not None and post.held_until is not None:
                await delivery.deliver(session, post, regulations)


async def show_figures(database: Database, regulations: Regulations) -> None:
    """An editor's report changes while his post goes out, and stops with the last copy."""
    async with database.reading() as session:
        found = await session.execute(
            select(Post.id, Post.counted, Post.held_until).where(Post.counting)
        )
        counted = [(*row, await delivery.figures(session, row[0])) for row in found.all()]
    for post_id, before, held_until, now in counted:
        done = held_until is None and not now.is_moving
        if now.packed == before and not done:
            continue
        async with database.writing() as session:
            await session.execute(
                update(Post)
                .where(Post.id == post_id)
                .values(counted=now.packed, counting=not done)
            )
            await notices.refresh_cards(session, REPORT, subject(post_id))


# Digests


async def send_digests(database: Database, regulations: Regulations) -> None:
    """Rows say which are due: sent once, late on the same day; else missed, and it is told."""
    async with database.reading() as session:
        zone = await local_zone(session, regulations)
        hours = await delivery.digest_hours(session, zone)
        waiting = await session.scalars(
            select(Digest.id).where(
                Digest.due_at <= clock.now(),
                Digest.sent_at.is_(None),
                Digest.missed_at.is_(None),
            )
        )
        ids = waiting.all()
        rows = [_next(name, hour) for name, hour in hours]
        known = set(
            await session.scalars(select(Digest.due_at).where(Digest.due_at > clock.now()))
        )
    for digest_id in ids:
        async with database.writing() as session:
            await _send(session, digest_id, regulations)
    missing = [row for row in rows if (row["day"], row["zone"], row["hour"]) not in known]
    if missing:
        async with database.writing() as session:
            for row in missing:
                await insert_new(session, Digest, row, unique=("day", "zone", "hour"))


def _next(name: str, hour: int) -> dict[str, object]:
    zone = ZoneInfo(name)
    local = clock.now().astimezone(zone)
    due = datetime.combine(local.date(), time(hour), zone)
    if due <= local:
        due = datetime.combine(local.date() + DAY, time(hour), zone)
    return {"day": due.date(), "zone": name, "hour": hour, "due_at": due}


async def _send(session: AsyncSession, digest_id: int, regulations: Regulations) -> None:
    now = clock.now()
    digest = await session.get_one(Digest, digest_id)
    late = now.astimezone(ZoneInfo(digest.zone)).date() > digest.day
    claimed = await session.scalar(
        update(Digest)
        .where(Digest.id == digest_id, Digest.sent_at.is_(None), Digest.missed_at.is_(None))
        .values({"missed_at" if late else "sent_at": now})
        .returning(Digest.id)
    )
    if claimed is None:
        return
    if late:
        await _tell_of_missed(session, digest)
    elif await _something_new(session, digest):
        await delivery.send_digest(session, digest, await local_zone(session, regulations))


async def _something_new(session: AsyncSession, digest: Digest) -> bool:
    """Published since the last one of this hour; without it nobody need be looked at."""
    last = await session.scalar(
        select(Digest.due_at)
        .where(
            Digest.zone == digest.zone, Digest.hour == digest.hour, Digest.sent_at.is_not(None),
            Digest.id != digest.id,
        )
        .order_by(Digest.due_at.desc())
        .limit(1)
    )  # fmt: skip
    since = min(last, digest.due_at - DAY) if last else digest.due_at - delivery.LOOKED_BACK
    found = await session.scalar(
        select(Post.id)
        .where(Post.status == PostStatus.PUBLISHED, Post.published_at > since)
        .limit(1)
    )
    return found is not None


async def _tell_of_missed(session: AsyncSession, digest: Digest) -> None:
    for account in await members.holders(session, (Role.ADMIN,)):
        await notices.post(
            session,
            account.id,
            DIGEST_MISSED,
            key=f"{DIGEST_MISSED}:{digest.day}:{account.id}",
            day=digest.day,
        )


# What is kept


async def forget_copies(database: Database, regulations: Regulations) -> None:
    """Tens of thousands of rows a post: they go when no edit reaches their messages any more."""
    before = clock.now() - COPIES_KEPT
    async with database.reading() as session:
        old = await session.scalars(
            select(Notice.subject)
            .where(Notice.kind.in_([*COPIES, DIGEST]), Notice.created_at < before)
            .distinct()
            .limit(20)
        )
        subjects = [name for name in old if name]
    for name in subjects:
        async with database.writing() as session:
            await session.execute(
                delete(Notice).where(
                    Notice.subject == name,
                    Notice.kind.in_([*COPIES, DIGEST]),
                    Notice.created_at < before,
                )
            )
