"""A question to a desk: what a case of this kind has beyond a case."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot import clock
from bot.db import Base
from bot.security import SealedJson


class Question(Base):
    __tablename__ = "questions"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    desk: Mapped[str] = mapped_column(String(20))
    topic: Mapped[str] = mapped_column(String(40), default="other")
    topic_chosen: Mapped[bool] = mapped_column(default=False)
    # The language it was written in: the lawyer sees the original.
    language: Mapped[str] = mapped_column(String(2))
    urgent: Mapped[bool] = mapped_column(default=False)
    urgent_kind: Mapped[str | None] = mapped_column(String(40))
    learned_on: Mapped[date | None]
    # The last day the law leaves, counted from `learned_on`.
    deadline: Mapped[date | None]
    call_back: Mapped[bool] = mapped_column(default=False)
    confidential: Mapped[bool] = mapped_column(default=False)
    # Nobody of the desk learns who asks; the case knows it, for the answer's sake.
    anonymous: Mapped[bool] = mapped_column(default=False)
    # What the desk asks for beside the words, by its key; "" where it was left out.
    details: Mapped[dict[str, str] | None] = mapped_column(SealedJson)
    # What the lawyer marks on closing, for the union's reports.
    result: Mapped[str | None] = mapped_column(String(40))
    effect: Mapped[int | None] = mapped_column(BigInteger)
    court: Mapped[bool | None]

    @property
    def told(self) -> dict[str, str]:
        return self.details or {}


class Absence(Base):
    """A lawyer is away from a day to a day, and who stands in for him."""

    __tablename__ = "absences"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    starts_on: Mapped[date]
    # The last day of it.
    ends_on: Mapped[date]
    # The same as moments, by the clock of where he works; «back already» moves the second.
    begins_at: Mapped[datetime]
    over_at: Mapped[datetime]
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    # When the deputy got his questions. What he takes himself after that stays his.
    handed_at: Mapped[datetime | None]
    # When his heads heard that nobody stands in for him.
    told_at: Mapped[datetime | None]
    created_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    # What made it: a repeat makes no other.
    key: Mapped[str] = mapped_column(String(60), unique=True)

    __table_args__ = (Index("ix_absences_account", "account_id", "over_at"),)


class AnswerTemplate(Base):
    """What the desk says often, with places to fill in. Not sealed: it tells of nobody."""

    __tablename__ = "answer_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    desk: Mapped[str] = mapped_column(String(20), index=True)
    language: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(60))
    body: Mapped[str] = mapped_column(String(3000))
    created_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    # What made it (the message): a repeat adds none.
    key: Mapped[str] = mapped_column(String(60), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    retired_at: Mapped[datetime | None]
