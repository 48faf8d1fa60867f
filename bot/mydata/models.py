"""What is left of what was deleted: that it was, and how much."""

from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class Erasure(Base):
    """So many of a kind were deleted that day, because their term ended or somebody left."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    count: Mapped[int] = mapped_column(default=0)
    day: Mapped[date]

    __table_args__ = (UniqueConstraint("kind", "day"),)
