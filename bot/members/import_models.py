"""The imports of the registry, and what the last of them may be taken back by."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot import clock
from bot.db import Base, text_enum
from bot.members.models import Category, Membership, Person, SealedPerson
from bot.security import Sealed, SealedJson

# The card that follows a file from its coming to its undoing.
KIND = "registry"


def subject(import_id: int) -> str:
    return f"import:{import_id}"


class Stage(StrEnum):
    # A file came, and nobody has said yet that it is a registry.
    OFFERED = "offered"
    CHECKING = "checking"
    CHECKED = "checked"
    # More than MAX_LOSS would lose access: asked once more.
    CONFIRMING = "confirming"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDO_ASKED = "undo_asked"
    UNDOING = "undoing"
    UNDONE = "undone"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Import(Base):
    """One registry file and how far it has come. Without an account: from a shell."""

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The message that brought the file.
    key: Mapped[str] = mapped_column(String(120), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    stage: Mapped[Stage] = mapped_column(text_enum(Stage), index=True)
    name: Mapped[str] = mapped_column(Sealed)
    # Telegram's, until our own sealed copy is made; that one goes when the import is over.
    file_id: Mapped[str | None] = mapped_column(String(200))
    copy: Mapped[str | None] = mapped_column(String(40))
    # Of the reading, in hundredths.
    progress: Mapped[int] = mapped_column(default=0)
    # What the administrator was shown, and what became of it.
    shown: Mapped[Any] = mapped_column(SealedJson, nullable=True)
    # Every bad row with its mistakes.
    bad: Mapped[Any] = mapped_column(SealedJson, nullable=True, deferred=True)
    # Why the file was refused: a `registry_words.Mistake`.
    reason: Mapped[Any] = mapped_column(SealedJson, nullable=True)
    # When the first member was written.
    begun_at: Mapped[datetime | None]
    # Its earlier values are those in `import_undo`.
    is_last: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class EarlierMember(Base):
    """What a member was before the last import. One that it added has no values."""

    __tablename__ = "import_undo"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    # "added", "changed", "removed"; and what is found when it is taken back: "kept" for an added
    # one who is in use, "moved" for one whom someone has moved since, "touched" for one who was
    # changed by hand.
    difference: Mapped[str] = mapped_column(String(8))
    person: Mapped[Person | None] = mapped_column(SealedPerson)
    category: Mapped[Category | None] = mapped_column(text_enum(Category))
    status: Mapped[Membership | None] = mapped_column(text_enum(Membership))
    joined_on: Mapped[date | None]
    organisation_id: Mapped[int | None]
    registry_organisation_id: Mapped[int | None]
    row_hash: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    surname_hash: Mapped[bytes | None] = mapped_column(LargeBinary(16))


class EarlierPhone(Base):
    __tablename__ = "import_undo_phones"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    phone_hash: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
