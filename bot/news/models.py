"""Posts, who wants which of them and when, and the channels they come from."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot import clock
from bot.db import Base, text_enum
from bot.rubrics import Rubric
from bot.security import Sealed


class PostStatus(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    # Nothing ran when it was due, and it was of no use any more.
    MISSED = "missed"


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Whose news it is: it reaches this organisation and all below it.
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    # Null: of a channel, or its writer had his data deleted.
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id"))
    # The press or the channel's message that made it; an album's later items name its group.
    key: Mapped[str] = mapped_column(String(80), unique=True)
    media_group_id: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[PostStatus] = mapped_column(text_enum(PostStatus), default=PostStatus.DRAFT)
    # HTML as Telegram takes it.
    text_ru: Mapped[str | None] = mapped_column(Sealed)
    text_kk: Mapped[str | None] = mapped_column(Sealed)
    # What its button does, as a press: «survey:17».
    link: Mapped[str | None] = mapped_column(String(64))
    # The writer's clock, by which it was scheduled.
    zone: Mapped[str | None] = mapped_column(String(40))
    due_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    # Whose quiet hours ended up to this moment was written to, and when those of others end.
    delivered_until: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    edits: Mapped[int] = mapped_column(default=0)
    # An edit brought other files, so copies get those as well.
    new_files: Mapped[bool] = mapped_column(default=False)
    # Its figures still move; `counted` are those that were shown last.
    counting: Mapped[bool] = mapped_column(default=False)
    counted: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        Index("ix_posts_due", "status", "due_at"),
        Index("ix_posts_feed", "organisation_id", "status", "published_at"),
        Index("ix_posts_album", "channel_id", "media_group_id"),
    )


class PostFile(Base):
    __tablename__ = "post_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    file_id: Mapped[str] = mapped_column(String(250))
    name: Mapped[str | None] = mapped_column(Sealed)
    # The message it came in: an edit of it changes the file.
    key: Mapped[str] = mapped_column(String(60), unique=True)
    # Its place among the others: the message's number.
    place: Mapped[int] = mapped_column(BigInteger)


class PostRubric(Base):
    __tablename__ = "post_rubrics"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    rubric: Mapped[Rubric] = mapped_column(text_enum(Rubric), primary_key=True, index=True)


class NewsSettings(Base):
    """How someone wants his news. Whether he does is his consent, and nothing here."""

    __tablename__ = "news_settings"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    # Local hour of the digest; null: each at once.
    digest_hour: Mapped[int | None]
    # Local hours; null: those of the union, two equal ones: none.
    quiet_from: Mapped[int | None]
    quiet_to: Mapped[int | None]


class MutedRubric(Base):
    __tablename__ = "muted_rubrics"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    rubric: Mapped[Rubric] = mapped_column(text_enum(Rubric), primary_key=True)


class Digest(Base):
    """A digest that is due at an hour of a zone; those who chose that hour get it once."""

    __tablename__ = "digests"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    zone: Mapped[str] = mapped_column(String(40))
    hour: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("day", "zone", "hour"),)


class Channel(Base):
    """The organisation's own channel: waits for its one-time code, then it is a source."""

    __tablename__ = "channels"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    # Null until it is bound, and after it was let go.
    chat_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    title: Mapped[str | None] = mapped_column(String(300))
    bound_at: Mapped[datetime | None]
    unbound_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
