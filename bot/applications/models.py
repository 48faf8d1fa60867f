"""An application for money: what a case that is decided and paid has beyond a case.

Aid is one; a loan will be another. Money is whole kopecks (tiyn).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot import clock
from bot.db import Base, text_enum
from bot.security import Sealed


class Verdict(StrEnum):
    APPROVED = "approved"
    REFUSED = "refused"


class TermsRow(Base):
    """Rules as they stood when something was filed. Many applications share a row."""

    __tablename__ = "terms"

    id: Mapped[int] = mapped_column(primary_key=True)
    # SHA-256 of the content: the same rules are kept once.
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    content: Mapped[Any] = mapped_column(JSON)


class Application(Base):
    __tablename__ = "applications"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    fund: Mapped[str] = mapped_column(String(20))
    ground: Mapped[str] = mapped_column(String(20))
    currency: Mapped[str] = mapped_column(String(3))
    # Which rules hold for it: written when it is filed.
    terms_id: Mapped[int | None] = mapped_column(ForeignKey("terms.id"))
    # What is asked for.
    amount: Mapped[int | None] = mapped_column(BigInteger)
    # The day of what happened, where the ground has an event.
    event_on: Mapped[date | None]
    # Which body of the route has it, from 0.
    stage: Mapped[int] = mapped_column(default=0)
    # What a body below found right before it passed the application on.
    proposed: Mapped[int | None] = mapped_column(BigInteger)
    # What is to be paid: the sum of the decision in force.
    granted: Mapped[int | None] = mapped_column(BigInteger)
    # Since when the member knows that sum; null where he was told of none.
    granted_at: Mapped[datetime | None]
    # Someone filed it for a member without Telegram, whose consent on paper he has noted.
    filed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    # The paper that staff asked for last: what the member is to send.
    wanted: Mapped[str | None] = mapped_column(Sealed)
    wanted_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    # How often it was turned to a body above after a refusal.
    appeals: Mapped[int] = mapped_column(default=0)
    # The language it was written in.
    language: Mapped[str] = mapped_column(String(2))

    __table_args__ = (
        # The newest of a ground, and what it granted in a year.
        Index("ix_applications_ground", "fund", "ground", "case_id"),
        Index("ix_applications_granted", "fund", "ground", "granted_at", "granted"),
    )


class Tick(Base):
    """A paper that never goes through the chat: an officer noted that it is there."""

    __tablename__ = "ticks"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    paper: Mapped[str] = mapped_column(String(20), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Recusal(Base):
    """An officer declared the applicant his relative: he decides nothing here."""

    __tablename__ = "recusals"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Meeting(Base):
    """A session of a body, from its opening to «заседание закрыто»."""

    __tablename__ = "meetings"

    id: Mapped[int] = mapped_column(primary_key=True)
    fund: Mapped[str] = mapped_column(String(20))
    # The body's key in the route.
    body: Mapped[str] = mapped_column(String(20))
    # Where the body sits: its cases are those of this organisation and all below it.
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    held_on: Mapped[date]
    protocol_number: Mapped[str | None] = mapped_column(String(30))
    opened_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    closed_at: Mapped[datetime | None]
    # What made it: a repeat opens no other.
    key: Mapped[str] = mapped_column(String(60), unique=True)

    __table_args__ = (UniqueConstraint("fund", "body", "organisation_id", "held_on"),)


class Decision(Base):
    """A decision of a body, as its protocol has it. The newest that was not undone is in force."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    verdict: Mapped[Verdict] = mapped_column(text_enum(Verdict))
    body: Mapped[str] = mapped_column(String(20))
    amount: Mapped[int | None] = mapped_column(BigInteger)
    # A reason of the regulations, and what the officer wrote to it.
    reason: Mapped[str | None] = mapped_column(String(20))
    words: Mapped[str | None] = mapped_column(Sealed)
    # In a meeting both come when it is closed.
    protocol_number: Mapped[str | None] = mapped_column(String(30))
    protocol_on: Mapped[date | None]
    # The year whose budget pays it.
    year: Mapped[int]
    # Who went over the ground's budget, and why.
    override: Mapped[str | None] = mapped_column(Sealed)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    # The decision that this one says it changes.
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    # From here on the member knows: it is changed by a new decision alone.
    told_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    key: Mapped[str] = mapped_column(String(60), unique=True)


class Budget(Base):
    """What a ground has promised in a year: moved by one conditional statement, never by two."""

    __tablename__ = "budgets"

    fund: Mapped[str] = mapped_column(String(20), primary_key=True)
    ground: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    granted: Mapped[int] = mapped_column(BigInteger, default=0)


class Payment(Base):
    """Money that left the purse: one payment may pay several applications, or a part of one."""

    __tablename__ = "payments"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The number of the payment order.
    number: Mapped[str | None] = mapped_column(String(30))
    paid_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    key: Mapped[str] = mapped_column(String(60), unique=True)


class PaymentShare(Base):
    """What of a payment went to one application."""

    __tablename__ = "payment_shares"

    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    # The bank sent it back.
    returned_on: Mapped[date | None]
    returned_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    return_reason: Mapped[str | None] = mapped_column(Sealed)

    __table_args__ = (
        UniqueConstraint("payment_id", "case_id"),
        CheckConstraint("amount > 0", name="positive"),
    )
