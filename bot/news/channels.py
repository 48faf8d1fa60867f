"""The organisation's own channel as a source: bound by a one-time code, read, kept true."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.db import insert_new
from bot.errors import Trespass
from bot.members import organisations
from bot.members import service as members
from bot.members.models import Organisation, Role
from bot.members.scope import organisation_subject
from bot.members.service import Viewer
from bot.news.models import Channel, Post, PostFile, PostStatus
from bot.news.posts import File, add_file, changed, put_out, set_rubrics
from bot.news.words import hashtags, language_of, plain
from bot.regulations import Regulations

# How a code begins: what else is written in a channel is not taken for one.
CODE_BEGINS: Final = "profbot-"
CODE_HOURS: Final = 24
# An album has no end mark: it is out when nothing of it has come for so long.
ALBUM_SECONDS: Final = 10
BOUND = "channel-bound"
CHANNEL_ROLES = frozenset({Role.ADMIN})


class NotYourChannel(Trespass):
    key = "news-no-access"


@dataclass(frozen=True)
class Said:
    """A message of a channel, as far as it is news."""

    chat_id: int
    title: str
    message_id: int
    html: str
    file: File | None
    media_group_id: str | None
    at: datetime


# Binding


async def offer(session: AsyncSession, viewer: Viewer, organisation_id: int) -> str:
    """A code for a channel of this organisation: it is shown once, and only its hash stays."""
    organisation = await session.get(Organisation, organisation_id)
    if organisation is None or not viewer.reaches(organisation.path, CHANNEL_ROLES):
        raise NotYourChannel("channel-refused", organisation_subject(organisation_id))
    code = CODE_BEGINS + secrets.token_hex(6)
    session.add(
        Channel(
            organisation_id=organisation_id,
            by_id=viewer.account_id,
            code_hash=_hash(code),
            expires_at=clock.now() + timedelta(hours=CODE_HOURS),
        )
    )
    await members.audit(
        session, viewer.account_id, "channel-offered", organisation_subject(organisation_id)
    )
    return code


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


async def awaited(session: AsyncSession) -> bool:
    """Whether some channel is to be bound: until then the bot stays in those it is put into."""
    found = await session.scalar(
        select(Channel.id)
        .where(Channel.bound_at.is_(None), Channel.expires_at > clock.now())
        .limit(1)
    )
    return found is not None


async def bind(session: AsyncSession, said: Said) -> Channel | None:
    """A post that is nothing but a code binds its channel; the code is of no use after that."""
    code = plain(said.html).strip()
    if not code.startswith(CODE_BEGINS) or await bound(session, said.chat_id):
        return None
    channel = await session.scalar(
        update(Channel)
        .where(
            Channel.code_hash == _hash(code),
            Channel.bound_at.is_(None),
            Channel.expires_at > clock.now(),
        )
        .values(chat_id=said.chat_id, title=said.title[:300], bound_at=clock.now())
        .returning(Channel)
    )
    if channel is not None and channel.by_id is not None:
        await notices.post(
            session,
            channel.by_id,
            BOUND,
            key=f"{BOUND}:{channel.id}",
            title=said.title,
            place=await members.place_by_id(session, channel.organisation_id),
        )
        await members.audit(session, channel.by_id, BOUND, f"channel:{channel.id}")
    return channel


async def bound(session: AsyncSession, chat_id: int) -> Channel | None:
    return await session.scalar(select(Channel).where(Channel.chat_id == chat_id))


async def within_reach(session: AsyncSession, viewer: Viewer) -> list[tuple[Channel, str]]:
    """Bound channels that this administrator looks after, with their organisations."""
    rows = await session.execute(
        select(Channel, Organisation)
        .join(Organisation, Organisation.id == Channel.organisation_id)
        .where(Channel.chat_id.is_not(None))
        .order_by(Channel.id)
    )
    return [
        (channel, organisation.name)
        for channel, organisation in rows
        if viewer.reaches(organisation.path, CHANNEL_ROLES)
    ]


async def reach(session: AsyncSession, viewer: Viewer, channel_id: int) -> Channel:
    for channel, _ in await within_reach(session, viewer):
        if channel.id == channel_id:
            return channel
    raise NotYourChannel("channel-refused", f"channel:{channel_id}")


async def unbind(session: AsyncSession, viewer: Viewer, channel_id: int) -> int | None:
    """What it brought stays; nothing more of it is taken. The chat that is to be left."""
    channel = await reach(session, viewer, channel_id)
    chat_id, channel.chat_id, channel.unbound_at = channel.chat_id, None, clock.now()
    await members.audit(session, viewer.account_id, "channel-unbound", f"channel:{channel_id}")
    return chat_id


async def lost(session: AsyncSession, chat_id: int) -> None:
    """The bot was put out of the channel: it is bound anew by a new code."""
    await session.execute(
        update(Channel)
        .where(Channel.chat_id == chat_id)
        .values(chat_id=None, unbound_at=clock.now())
    )


# Reading


async def receive(
    session: AsyncSession, channel: Channel, said: Said, regulations: Regulations
) -> None:
    """A message of a bound channel is a post; items of an album are one."""
    if not said.html and said.file is None:
        return
    post_id = await _album(session, channel, said)
    if post_id is not None:
        await _add(session, post_id, said)
        return
    post_id = await _begin(session, channel, said)
    if post_id is None:
        # The same update once more.
        return
    await _add(session, post_id, said)
    if said.media_group_id is None:
        await put_out(session, post_id, [PostStatus.DRAFT], regulations, said.at)


async def _album(session: AsyncSession, channel: Channel, said: Said) -> int | None:
    if said.media_group_id is None:
        return None
    return await session.scalar(
        select(Post.id).where(
            Post.channel_id == channel.id, Post.media_group_id == said.media_group_id
        )
    )


async def _begin(session: AsyncSession, channel: Channel, said: Said) -> int | None:
    row: dict[str, Any] = {
        "organisation_id": channel.organisation_id,
        "channel_id": channel.id,
        "author_id": channel.by_id,
        "key": _key(said),
        "media_group_id": said.media_group_id,
    }
    if said.media_group_id is not None:
        row |= {"status": PostStatus.SCHEDULED, "due_at": clock.now()}
    made: int | None = await insert_new(session, Post, row, unique=("key",))
    return made


def _key(said: Said) -> str:
    return f"channel:{said.chat_id}:{said.message_id}"


async def _add(session: AsyncSession, post_id: int, said: Said) -> None:
    if said.file:
        await add_file(session, post_id, said.file)
    post = await session.get_one(Post, post_id)
    if said.html:
        _say(post, said.html)
        await set_rubrics(session, post_id, sorted(hashtags(plain(said.html))))
    if post.status is PostStatus.SCHEDULED:
        post.due_at = clock.now() + timedelta(seconds=ALBUM_SECONDS)
    await session.flush()


def _say(post: Post, html: str) -> None:
    if language_of(plain(html)) == "kk":
        post.text_kk, post.text_ru = html, None
    else:
        post.text_ru, post.text_kk = html, None


async def edit(session: AsyncSession, channel: Channel, said: Said) -> None:
    """What is edited in the channel changes in every copy; what came before the binding is none
    of ours."""
    post = await _post_of(session, channel, said)
    if post is None or post.status is PostStatus.WITHDRAWN:
        return
    file = await session.scalar(select(PostFile).where(PostFile.key == _file_key(said)))
    if file and said.file and file.file_id != said.file.file_id:
        file.kind, file.file_id, file.name = said.file.kind, said.file.file_id, said.file.name
        post.new_files = True
    if said.html or file is None or post.key == _key(said):
        _say(post, said.html)
        await set_rubrics(session, post.id, sorted(hashtags(plain(said.html))))
    if post.status is PostStatus.PUBLISHED:
        await changed(session, post)


async def _post_of(session: AsyncSession, channel: Channel, said: Said) -> Post | None:
    """By the message that made it, or by an item of its album."""
    of_item = select(PostFile.post_id).where(PostFile.key == _file_key(said))
    return await session.scalar(
        select(Post).where(
            Post.channel_id == channel.id,
            (Post.key == _key(said)) | Post.id.in_(of_item),
        )
    )


def _file_key(said: Said) -> str:
    return f"m:{said.chat_id}:{said.message_id}"


@organisations.goes_to_heir
async def _go_to_heir(session: AsyncSession, ended_id: int, heir_id: int) -> None:
    """Its people read their channel on, where they are now."""
    bound = (Channel.organisation_id == ended_id, Channel.unbound_at.is_(None))
    await session.execute(update(Channel).where(*bound).values(organisation_id=heir_id))
