"""Surveys, their questions, and answers that know no more of a member than he was told."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot import clock
from bot.db import Base, text_enum
from bot.security import Sealed

# SQLite numbers the rows of a table as they come, beside any key: whoever counts the rows of two
# such tables would know who said what. These tables are ordered by their key alone.
UNORDERED = {"sqlite_with_rowid": False}


class SurveyStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class QuestionKind(StrEnum):
    CHOICE = "choice"
    TEXT = "text"


class Survey(Base):
    __tablename__ = "surveys"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Whom it asks: this organisation and all below it.
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    # The screen that made it.
    key: Mapped[str] = mapped_column(String(80), unique=True)
    status: Mapped[SurveyStatus] = mapped_column(
        text_enum(SurveyStatus), default=SurveyStatus.DRAFT
    )
    anonymous: Mapped[bool] = mapped_column(default=True)
    title_ru: Mapped[str] = mapped_column(Sealed)
    title_kk: Mapped[str | None] = mapped_column(Sealed)
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class SurveyQuestion(Base):
    __tablename__ = "survey_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(
        ForeignKey("surveys.id", ondelete="CASCADE"), index=True
    )
    # The screen that made it: a second tap makes no second question.
    key: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[QuestionKind] = mapped_column(text_enum(QuestionKind))
    text_ru: Mapped[str] = mapped_column(Sealed)
    text_kk: Mapped[str | None] = mapped_column(Sealed)


class SurveyChoice(Base):
    __tablename__ = "survey_choices"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("survey_questions.id", ondelete="CASCADE"))
    place: Mapped[int]
    text_ru: Mapped[str] = mapped_column(Sealed)
    text_kk: Mapped[str | None] = mapped_column(Sealed)

    __table_args__ = (UniqueConstraint("question_id", "place"),)


class SurveyTaken(Base):
    """That a member has answered: not what, and not when."""

    __tablename__ = "survey_taken"

    survey_id: Mapped[int] = mapped_column(
        ForeignKey("surveys.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, index=True
    )

    __table_args__ = (UNORDERED,)


class SurveyResponse(Base):
    """One member's answers. Its number is random: it tells no order."""

    __tablename__ = "survey_responses"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    survey_id: Mapped[int] = mapped_column(
        ForeignKey("surveys.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    # Of an anonymous survey neither stands.
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    answered_at: Mapped[datetime | None]

    __table_args__ = (UNORDERED,)


class SurveyAnswer(Base):
    __tablename__ = "survey_answers"

    response_id: Mapped[int] = mapped_column(
        ForeignKey("survey_responses.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[int] = mapped_column(
        ForeignKey("survey_questions.id", ondelete="CASCADE"), primary_key=True
    )
    choice_id: Mapped[int | None] = mapped_column(ForeignKey("survey_choices.id"))
    text: Mapped[str | None] = mapped_column(Sealed)

    __table_args__ = (UNORDERED,)
