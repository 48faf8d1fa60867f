"""What a question had to do with articles, and what no article answered."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base
from bot.security import HASH_BYTES, Sealed


class QuestionArticle(Base):
    """An article that the member opened before he asked: the lawyer need not repeat it."""

    __tablename__ = "question_articles"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    # As he saw it: an article may be renamed later, or withdrawn.
    title: Mapped[str] = mapped_column(String(100))
    # Null: he opened it and said nothing of it.
    helped: Mapped[bool | None]


class Unanswered(Base):
    """A question that no article answered, for new articles and keywords. Whose it was is not
    kept; the hash is there so that what is said twice stands here once."""

    __tablename__ = "unanswered"

    id: Mapped[int] = mapped_column(primary_key=True)
    text_hash: Mapped[bytes] = mapped_column(LargeBinary(HASH_BYTES), unique=True)
    text: Mapped[str] = mapped_column(Sealed)
    language: Mapped[str] = mapped_column(String(2))
    day: Mapped[date]
