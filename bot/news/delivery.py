"""Whom a post reaches, and when: at once, when quiet hours end, or in a digest."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.calendar import Hours, quiet_until
from bot.members.models import Account, Member, Membership, Organisation
from bot.members.service import has_consented
from bot.members.zones import local_zone
from bot.news.models import Digest, MutedRubric, NewsSettings, Post, PostFile, PostRubric
from bot.notices import Delivery, Notice
from bot.regulations import Regulations

POST, OPENED, DIGEST = "post", "post-opened", "news-digest"
# What stands in people's chats of a post: sent to them, and what they opened themselves.
COPIES: Final = (POST, OPENED)
LATE = "post-late"
# After that it is read in the section: nobody is woken by yesterday's news.
FRESH: Final = timedelta(hours=24)
# A digest that was missed is made up for by the next one, so far back.
LOOKED_BACK: Final = timedelta(days=7)


def is_fresh(post: Post) -> bool:
    return post.published_at is not None and clock.now() - post.published_at <= FRESH


# Who wants it


def subscribers() -> Select[int]:
    """Accounts that agreed to news and can be written to. Consent is what makes a subscriber."""
    return (
        select(Account.id)
        .select_from(Account)
        .join(Member, Member.id == Account.member_id)
        .join(Organisation, Organisation.id == Member.organisation_id)
        .outerjoin(NewsSettings, NewsSettings.account_id == Account.id)
        .where(
            Member.status == Membership.ACTIVE,
            Account.telegram_id > 0,
            Account.blocked_at.is_(None),
            Account.erased_at.is_(None),
            has_consented("news"),
            has_consented("services"),
        )
    )


async def readers(session: AsyncSession, post: Post) -> Select[int]:
    """Subscribers of its organisation and all below it who did not mute its rubrics."""
    organisation = await session.get_one(Organisation, post.organisation_id)
    rows = await session.scalars(select(PostRubric.rubric).where(PostRubric.post_id == post.id))
    found = subscribers().where(Organisation.path.startswith(organisation.path, autoescape=True))
    rubrics = list(rows)
    return found.where(~_all_muted(rubrics)) if rubrics else found


def _all_muted(rubrics: Sequence[str]) -> ColumnElement[bool]:
    muted = (
        select(func.count())
        .select_from(MutedRubric)
        .where(MutedRubric.account_id == Account.id, MutedRubric.rubric.in_(rubrics))
        .correlate(Account)
        .scalar_subquery()
    )
    return muted == len(rubrics)


@dataclass(frozen=True)
class Audience:
    at_once: int
    by_digest: int


async def audience(session: AsyncSession, post: Post) -> Audience:
    found = await readers(session, post)
    rows = await session.execute(
        found.with_only_columns(NewsSettings.digest_hour.is_(None), func.count()).group_by(
            NewsSettings.digest_hour.is_(None)
        )
    )
    counts = {bool(at_once): count for at_once, count in rows}
    return Audience(counts.get(True, 0), counts.get(False, 0))


# When


async def deliver(session: AsyncSession, post: Post, regulations: Regulations) -> None:
    """Write to all whose quiet hours do not hold it back, and who were not written to yet.

    People are told apart by zone and quiet hours alone, so the database finds and writes them by
    one statement. Those whom nothing wrote to while it was fresh are counted as missed.
    """
    now, since = clock.now(), post.delivered_until
    assert post.published_at
    at_once = (await readers(session, post)).where(NewsSettings.digest_hour.is_(None))
    zone = await local_zone(session, regulations)
    group = (zone, NewsSettings.quiet_from, NewsSettings.quiet_to)
    due, late, held = [], [], []
    for found in (await session.execute(at_once.with_only_columns(*group).distinct())).all():
        free = _free_at(post.published_at, *found, regulations.quiet_hours)
        if free > now:
            held.append(free)
        elif is_fresh(post):
            due.append(_same(group, found))
        elif since is None or free > since:
            late.append(_same(group, found))
    if due:
        await _post(session, post, at_once.where(or_(*due)), Delivery.QUEUED)
    if late and await _post(session, post, at_once.where(or_(*late)), Delivery.MISSED):
        await _tell_of_late(session, post)
    post.delivered_until, post.held_until = now, min(held, default=None)
    post.counting = True


async def _post(session: AsyncSession, post: Post, accounts: Select[int], status: Delivery) -> int:
    return await notices.post_bulk(session, POST, f"post:{post.id}", accounts, status)


def _free_at(
    moment: datetime, zone: str, start: int | None, end: int | None, usual: Hours
) -> datetime:
    """The moment itself, or when the quiet hours end into which it falls."""
    quiet = usual if start is None or end is None else Hours(time(start), time(end))
    return quiet_until(quiet, ZoneInfo(zone), moment) or moment


def _same(columns: Sequence[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    return and_(
        *(
            column.is_(None) if value is None else column == value
            for column, value in zip(columns, values, strict=True)
        )
    )


async def _tell_of_late(session: AsyncSession, post: Post) -> None:
    if post.author_id is not None:
        await notices.post(
            session, post.author_id, LATE, key=f"{LATE}:{post.id}", subject=f"post:{post.id}"
        )


async def files_of(session: AsyncSession, post_id: int) -> list[PostFile]:
    rows = await session.scalars(
        select(PostFile).where(PostFile.post_id == post_id).order_by(PostFile.place)
    )
    return list(rows)


# The figures


@dataclass(frozen=True)
class Figures:
    """What became of a post's copies. Edits under way count as sent."""

    sent: int = 0
    waiting: int = 0
    blocked: int = 0
    failed: int = 0
    missed: int = 0
    # Copies that still say what the post said before.
    changing: int = 0

    @property
    def is_moving(self) -> bool:
        return bool(self.waiting or self.changing)

    @property
    def packed(self) -> str:
        return " ".join(
            map(
                str,
                (self.sent, self.waiting, self.blocked, self.failed, self.missed, self.changing),
            )
        )

    @classmethod
    def unpacked(cls, packed: str | None) -> "Figures":
        return cls(*map(int, (packed or "").split()))


async def figures_of(session: AsyncSession, post: Post) -> Figures:
    """Counted anew only while they move."""
    if post.counted and not post.counting:
        return Figures.unpacked(post.counted)
    return await figures(session, post.id)


async def figures(session: AsyncSession, post_id: int) -> Figures:
    rows = await session.execute(
        select(Notice.status, Notice.message_id.is_not(None), func.count())
        .where(Notice.subject == f"post:{post_id}", Notice.kind == POST)
        .group_by(Notice.status, Notice.message_id.is_not(None))
    )
    counts = {(status, bool(shown)): count for status, shown, count in rows}

    def unshown(status: Delivery) -> int:
        return counts.get((status, False), 0)

    return Figures(
        sent=sum(count for (_, shown), count in counts.items() if shown),
        waiting=unshown(Delivery.QUEUED),
        blocked=unshown(Delivery.BLOCKED),
        failed=unshown(Delivery.FAILED),
        missed=unshown(Delivery.MISSED),
        changing=counts.get((Delivery.QUEUED, True), 0),
    )


# Digests


def digested() -> Select[int]:
    return subscribers().where(NewsSettings.digest_hour.is_not(None))


async def digest_hours(
    session: AsyncSession, zone: ColumnElement[str]
) -> Collection[tuple[str, int]]:
    """Zones and hours that someone chose."""
    rows = await session.execute(
        digested().with_only_columns(zone, NewsSettings.digest_hour).distinct()
    )
    return [(name, hour) for name, hour in rows if hour is not None]


async def send_digest(session: AsyncSession, digest: Digest, zone: ColumnElement[str]) -> int:
    accounts = digested().where(zone == digest.zone, NewsSettings.digest_hour == digest.hour)
    return await notices.post_bulk(session, DIGEST, f"digest:{digest.id}", accounts)
