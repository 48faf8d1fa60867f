"""What aid, loans and questions share: number, status, history, conversation, papers, promise."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot import clock
from bot.db import Base, text_enum
from bot.security import Sealed


class CaseKind(StrEnum):
    QUESTION = "question"
    AID = "aid"


# Decided and paid: what has an `Application` beside it.
FOR_MONEY = (CaseKind.AID,)


class Status(StrEnum):
    DRAFT = "draft"
    QUEUED = "queued"
    TAKEN = "taken"
    # The member was asked something; the promise's clock stands still.
    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    # Of applications: before those who decide; decided in a meeting that is not closed yet;
    # to be paid; paid; refused.
    REVIEW = "review"
    DECIDED = "decided"
    APPROVED = "approved"
    PAID = "paid"
    REFUSED = "refused"


OPEN = (Status.QUEUED, Status.TAKEN, Status.WAITING)
# What ends withdrawn when its member leaves.
UNANSWERED = (*OPEN, Status.REVIEW)
# Nothing more is expected of anybody: the term of keeping runs.
ENDED = (Status.CLOSED, Status.WITHDRAWN, Status.PAID, Status.REFUSED)


class Side(StrEnum):
    MEMBER = "member"
    STAFF = "staff"


class Purpose(StrEnum):
    """What is said for: it tells an answer being written from a question back."""

    QUESTION = "question"
    # The words and papers of an application.
    REQUEST = "request"
    # The statement of an application, signed.
    SIGNED = "signed"
    REPLY = "reply"
    CLARIFY = "clarify"
    ANSWER = "answer"


class Case(Base):
    """Someone's request, from draft to its end."""

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[CaseKind] = mapped_column(text_enum(CaseKind))
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    status: Mapped[Status] = mapped_column(text_enum(Status), default=Status.DRAFT)
    # Where the form stood: an address of its dialog.
    step: Mapped[str | None] = mapped_column(String(60))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    lease_until: Mapped[datetime | None] = mapped_column(index=True)
    promised_on: Mapped[date | None]
    # The end of business on that day, where the organisation is.
    due_at: Mapped[datetime | None]
    # While it waits in a queue: by when somebody should have taken it.
    take_by: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    submitted_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    helped: Mapped[bool | None]
    rules_version: Mapped[str | None] = mapped_column(String(20))

    __table_args__ = (
        Index("ix_cases_queue", "status", "submitted_at"),
        # What ended keeps its day: those that are open are few among them.
        Index("ix_cases_due", "status", "due_at"),
    )


class Counter(Base):
    """The last number given out: changed in the same transaction, so there is no gap."""

    __tablename__ = "counters"

    prefix: Mapped[str] = mapped_column(String(10), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class CaseMessage(Base):
    """Something said in a case. `key` is what made it (an update): a repeat adds nothing."""

    __tablename__ = "case_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    side: Mapped[Side] = mapped_column(text_enum(Side))
    purpose: Mapped[Purpose] = mapped_column(text_enum(Purpose))
    text: Mapped[str] = mapped_column(Sealed)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    telegram_message_id: Mapped[int | None] = mapped_column(BigInteger)
    edits: Mapped[int] = mapped_column(default=0)
    # The last edit, as Telegram dates and numbers it: an earlier one that comes again is known.
    edited_at: Mapped[int | None] = mapped_column(BigInteger)
    edited_by: Mapped[int | None] = mapped_column(BigInteger)
    # Null while it is being written.
    sent_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (Index("ix_case_messages_telegram", "account_id", "telegram_message_id"),)


class MessageVersion(Base):
    """What a message said before an edit."""

    __tablename__ = "message_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(
        ForeignKey("case_messages.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(Sealed)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Paper(Base):
    """A file of a case: Telegram's id, and our own sealed copy once the case is submitted."""

    __tablename__ = "papers"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    side: Mapped[Side] = mapped_column(text_enum(Side))
    purpose: Mapped[Purpose] = mapped_column(text_enum(Purpose))
    kind: Mapped[str] = mapped_column(String(20))
    file_id: Mapped[str] = mapped_column(String(250))
    name: Mapped[str | None] = mapped_column(Sealed)
    mime: Mapped[str | None] = mapped_column(String(100))
    size: Mapped[int | None] = mapped_column(BigInteger)
    media_group_id: Mapped[str | None] = mapped_column(String(40), index=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    # Which exchange it came in: null while that is being written.
    sent_at: Mapped[datetime | None]
    copy: Mapped[str | None] = mapped_column(String(80))
    copy_failed: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class CaseEvent(Base):
    """The history: who did what, and when."""

    __tablename__ = "case_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    action: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str | None] = mapped_column(Sealed)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class ColleagueNote(Base):
    """What those who work on a case say among themselves about it.

    No message of the case, so that no list of those can ever show it to the member.
    """

    __tablename__ = "colleague_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    text: Mapped[str] = mapped_column(Sealed)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class DiscardedFile(Base):
    """Our copy of a paper that is gone: its file goes from the disk next, and then this row."""

    __tablename__ = "discarded_files"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
