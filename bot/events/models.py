"""Events, their sessions, who may come, who comes, and what they said."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, Float, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot import clock
from bot.db import Base, text_enum
from bot.members.models import Category
from bot.rubrics import Rubric
from bot.security import Sealed


class Stage(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Audience(StrEnum):
    """Who may come."""

    ALL = "all"
    CATEGORY = "category"
    ORGANISATION = "organisation"
    # Whom a chair names.
    NOMINATED = "nominated"
    # Who has the link.
    INVITED = "invited"


class Standing(StrEnum):
    """How someone stands with an event."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    # A place was freed for him, until a moment.
    OFFERED = "offered"
    CANCELLED = "cancelled"
    # He let an offer pass.
    EXPIRED = "expired"


# Has a place: his own, or kept for him while the offer lasts.
HOLDING = (Standing.CONFIRMED, Standing.OFFERED)
# Is on a list.
LISTED = (*HOLDING, Standing.WAITING)


class AnswerKind(StrEnum):
    CHOICE = "choice"
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yesno"
    FILE = "file"


class Event(Base):
    """Not sealed: what is published tells of nobody."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    # What made it: a repeat makes no other.
    key: Mapped[str] = mapped_column(String(60), unique=True)
    stage: Mapped[Stage] = mapped_column(text_enum(Stage), default=Stage.DRAFT)
    # Whose it is: offices over this organisation run it.
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    created_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    title: Mapped[str] = mapped_column(String(150))
    text: Mapped[str] = mapped_column(String(2500), default="")
    picture: Mapped[str | None] = mapped_column(String(250))
    rubric: Mapped[Rubric] = mapped_column(text_enum(Rubric), default=Rubric.GROWTH)
    place: Mapped[str] = mapped_column(String(300), default="")
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    timezone: Mapped[str] = mapped_column(String(40))
    # From the first session to the end of the last; null while none is named.
    starts_at: Mapped[datetime | None] = mapped_column(index=True)
    ends_at: Mapped[datetime | None]
    # Null: as many as come.
    capacity: Mapped[int | None]
    # When what organisations have not used of their quotas is for all.
    quota_until: Mapped[datetime | None]
    quota_over: Mapped[bool] = mapped_column(default=False)
    audience: Mapped[Audience] = mapped_column(text_enum(Audience), default=Audience.ALL)
    category: Mapped[Category | None] = mapped_column(text_enum(Category))
    # Of which organisation and all below it; null: of the whole union.
    of_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    # In the link of an event for the invited.
    secret: Mapped[str] = mapped_column(String(20))
    family: Mapped[bool] = mapped_column(default=False)
    closes_at: Mapped[datetime | None]
    cancel_until: Mapped[datetime | None]
    contact: Mapped[str] = mapped_column(String(200), default="")
    # The last turn given out: the order of those who wait.
    turns: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    # How far those whom it is for have been told: the last account; null: nobody is to be told.
    announced_to: Mapped[int | None]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Session(Base):
    """A day, or a part of one."""

    __tablename__ = "event_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(150), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class Quota(Base):
    """Places kept for an organisation and all below it."""

    __tablename__ = "event_quotas"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    places: Mapped[int]

    __table_args__ = (UniqueConstraint("event_id", "organisation_id"),)


class Question(Base):
    """What those who come are asked."""

    __tablename__ = "event_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    kind: Mapped[AnswerKind] = mapped_column(text_enum(AnswerKind))
    text: Mapped[str] = mapped_column(String(300))
    options: Mapped[Any] = mapped_column(JSON, default=list)


class Invitee(Base):
    """For whom an event of the nominated or the invited is."""

    __tablename__ = "event_invitees"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    # Null: he came by the link.
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (UniqueConstraint("event_id", "member_id"),)


class Helper(Base):
    """Who marks at the door those who came."""

    __tablename__ = "event_helpers"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))

    __table_args__ = (UniqueConstraint("event_id", "member_id"),)


class Registration(Base):
    """Someone with an event, once: who comes back has the same number and a new turn."""

    __tablename__ = "event_registrations"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    # Somebody whom the registry has not: his name, and what a repeat is known by.
    guest: Mapped[str | None] = mapped_column(Sealed)
    key: Mapped[str | None] = mapped_column(String(60), unique=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    standing: Mapped[Standing] = mapped_column(text_enum(Standing))
    turn: Mapped[int]
    # Himself and those he brings.
    places: Mapped[int] = mapped_column(default=1)
    quota_id: Mapped[int | None] = mapped_column(ForeignKey("event_quotas.id"))
    offer_until: Mapped[datetime | None] = mapped_column(index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    # He gave it up, let it pass, or waited until the beginning in vain.
    ended_at: Mapped[datetime | None]
    # He was asked a day before, and said that he comes.
    coming_at: Mapped[datetime | None]
    came_at: Mapped[datetime | None]
    came_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    certificate: Mapped[str | None] = mapped_column(String(30), unique=True)
    rating: Mapped[int | None]
    feedback: Mapped[str | None] = mapped_column(Sealed)

    __table_args__ = (
        UniqueConstraint("event_id", "member_id"),
        Index("ix_event_registrations_standing", "event_id", "standing", "turn"),
    )


class Companion(Base):
    """Someone of the family whom a member brings."""

    __tablename__ = "event_companions"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("event_registrations.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(Sealed)
    key: Mapped[str] = mapped_column(String(60), unique=True)


class Answer(Base):
    """What somebody said to a question; a file by Telegram's id."""

    __tablename__ = "event_answers"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("event_registrations.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[int] = mapped_column(
        ForeignKey("event_questions.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[str] = mapped_column(Sealed)
    file_id: Mapped[str | None] = mapped_column(String(250))
    file_kind: Mapped[str | None] = mapped_column(String(20))


class Pass(Base):
    """Six digits that stand beside a member's QR, for a while."""

    __tablename__ = "event_passes"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("event_registrations.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    digits: Mapped[str] = mapped_column(String(6))
    expires_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("event_id", "digits"),)
