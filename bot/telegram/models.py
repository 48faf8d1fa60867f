"""What came from Telegram and where people stand. Without aiogram, which takes seconds to import:
commands of the shell need these tables and never speak to Telegram."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot import clock
from bot.db import Base


class InboxRow(Base):
    """An update. Its payload goes once it is handled; its id stays, for Telegram may repeat it."""

    __tablename__ = "inbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    update_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(default=clock.now)
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    # Given up, with what went wrong: a type and a place, never what the person wrote.
    dead_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(300))

    __table_args__ = (Index("ix_inbox_waiting", "done_at", "dead_at", "update_id"),)


class StateRow(Base):
    __tablename__ = "states"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
