"""Which processes live, and when none served."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot import clock
from bot.db import Base, text_enum


class Cause(StrEnum):
    """Why nobody served."""

    STOPPED = "stopped"
    DATABASE = "database"
    TELEGRAM = "telegram"


class Process(Base):
    """A running bot says every few seconds that it lives, and that it serves."""

    __tablename__ = "processes"

    owner: Mapped[str] = mapped_column(String(120), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    # Stays behind while Telegram is away.
    served_at: Mapped[datetime] = mapped_column(default=clock.now)
    # The public names of the keys it has, newest first.
    keys: Mapped[str] = mapped_column(String(400))


class Downtime(Base):
    """A time in which nobody served. It is told to the administrators once what waited is done."""

    __tablename__ = "downtimes"

    id: Mapped[int] = mapped_column(primary_key=True)
    # A second process that finds the same break finds this row.
    began_at: Mapped[datetime] = mapped_column(unique=True)
    ended_at: Mapped[datetime]
    cause: Mapped[Cause] = mapped_column(text_enum(Cause))
    told_at: Mapped[datetime | None]
