"""Organisations, members, the accounts they talk from, and what each may do."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, validates
from sqlalchemy.types import TypeDecorator

from bot import clock
from bot.db import Base, text_enum
from bot.members.normal import normal_name
from bot.security import SealedJson, keys, seal, unseal


class Category(StrEnum):
    WORKER = "worker"
    STUDENT = "student"
    PENSIONER = "pensioner"


class Membership(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    EXCLUDED = "excluded"
    # Not in the registry any more.
    LEFT = "left"


class Role(StrEnum):
    """The roles that the program itself knows. Desks name theirs in the regulations: a role at
    rest is a plain name, and those of the first desk stand here because they were always there."""

    LAWYER = "lawyer"
    HEAD_LAWYER = "head_lawyer"
    STAFF = "staff"
    TREASURER = "treasurer"
    CHAIR = "chair"
    EDITOR = "editor"
    ADMIN = "admin"


class Mode(StrEnum):
    MEMBER = "member"
    STAFF = "staff"


class RequestStatus(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    # He found himself in the registry meanwhile.
    WITHDRAWN = "withdrawn"


class Organisation(Base):
    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    # "/1/5/17/": an organisation's own path is a prefix of all that lie below it.
    path: Mapped[str] = mapped_column(String(120), index=True, default="")
    closed_on: Mapped[date | None]
    # Closed by joining another: it stands below that one, with the cases that were filed there.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)

    __table_args__ = (
        # A closed one may leave its name to another.
        Index(
            "ix_organisations_open_name",
            "parent_id",
            "name",
            unique=True,
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
    )


class OrganisationAlias(Base):
    """What the registry may still call an organisation: its name of before, spelled normally."""

    __tablename__ = "organisation_aliases"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Under which organisation the file names it.
    parent_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(300))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)

    __table_args__ = (UniqueConstraint("parent_id", "name"),)


@dataclass(frozen=True)
class Person:
    """Who a member is, as the registry says: sealed as one value, because it is read as one."""

    surname: str
    first_name: str
    patronymic: str = ""
    born: date | None = None
    card: str = ""
    phones: tuple[str, ...] = field(default=())
    position: str = ""

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.surname, self.first_name, self.patronymic)))

    @property
    def short_name(self) -> str:
        initials = [f"{part[0]}." for part in (self.first_name, self.patronymic) if part]
        return " ".join([self.surname, *initials])


class SealedPerson(TypeDecorator[Person]):
    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Person | None, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        plain = asdict(value) | {"born": value.born.isoformat() if value.born else None}
        return seal(json.dumps(plain, ensure_ascii=False).encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Person | None:
        if value is None:
            return None
        plain = json.loads(unseal(value))
        born = date.fromisoformat(plain["born"]) if plain["born"] else None
        return Person(**plain | {"born": born, "phones": tuple(plain["phones"])})


def surname_hash(surname: str) -> bytes:
    """What a surname is searched by: ё, case and spaces make no difference."""
    return keys().hash("surname:" + normal_name(surname))


def surname_hashes(surname: str) -> list[bytes]:
    """Under every key: whoever was entered before a rotation is found too."""
    return keys().hashes("surname:" + normal_name(surname))


def row_digest(person: str, category: str, status: str, joined_on: date | str | None) -> str:
    """What of a member the registry's row says of himself; `person` as it is sealed. Where he is
    stands apart, for he may be moved by hand."""
    return "\n".join(("row:", person, category, status, str(joined_on)))


class Member(Base):
    """A row of the registry. The card number is the key; names and birth date are not."""

    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    card_hash: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    person: Mapped[Person] = mapped_column(SealedPerson)
    category: Mapped[Category] = mapped_column(text_enum(Category), default=Category.WORKER)
    status: Mapped[Membership] = mapped_column(text_enum(Membership), default=Membership.ACTIVE)
    joined_on: Mapped[date | None]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    # Where the registry still has him, since he was moved elsewhere by hand. Null: where he is.
    registry_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    # Keyed hash of `row_digest` as the registry wrote it: an import compares by it, and what was
    # changed by hand is found by it. Null: added by hand.
    row_hash: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    # Since when we know that he is excluded or has left: the term of keeping runs from it.
    gone_on: Mapped[date | None]
    # Null: a job fills it.
    surname_hash: Mapped[bytes | None] = mapped_column(LargeBinary(16), index=True)

    __table_args__ = (
        # Few are: they are looked for when organisations merge and registries come.
        Index(
            "ix_members_moved_by_hand",
            "registry_organisation_id",
            sqlite_where=text("registry_organisation_id IS NOT NULL"),
            postgresql_where=text("registry_organisation_id IS NOT NULL"),
        ),
    )

    @validates("person")
    def _index_surname(self, name: str, person: Person) -> Person:
        self.surname_hash = surname_hash(person.surname)
        return person


class MemberPhone(Base):
    __tablename__ = "member_phones"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    phone_hash: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, index=True)


class Account(Base):
    """Someone's identity in a channel. A member has one at a time; a lawyer may have no card."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    # The person's own choice; without it the organisation's.
    timezone: Mapped[str | None] = mapped_column(String(40))
    mode: Mapped[Mode] = mapped_column(text_enum(Mode), default=Mode.MEMBER)
    failed_tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    # He had his data deleted: the row stands only while something that is kept refers to it, and
    # its Telegram id is nobody's.
    erased_at: Mapped[datetime | None]
    # The chat in which cards that he may not see any more are still to be emptied.
    parting_chat_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class Consent(Base):
    """An answer to one consent text. The newest row of a kind is the one in force."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(20))
    text_hash: Mapped[str] = mapped_column(String(64))
    given: Mapped[bool]
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Grant(Base):
    """A role in an organisation and all below it, from a day to a day."""

    __tablename__ = "grants"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    role: Mapped[str] = mapped_column(String(32))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    # Null: in a shell.
    given_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    given_at: Mapped[datetime | None] = mapped_column(default=clock.now)

    __table_args__ = (
        CheckConstraint("(member_id IS NULL) <> (account_id IS NULL)", name="one_holder"),
    )


class Transfer(Base):
    """A member goes to another organisation on a day. `key` is the press that made it."""

    __tablename__ = "transfers"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    from_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    starts_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    key: Mapped[str] = mapped_column(String(60), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    done_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]


class Invitation(Base):
    """A one-time code that ties the Telegram of its opener to a member."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))


class Request(Base):
    """Someone whom the registry did not know asks a chair to confirm him in person."""

    __tablename__ = "requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    # What he typed: card, surname, born, phone, name, place.
    claim: Mapped[Any] = mapped_column(SealedJson)
    # The member he seems to be: staff see it, he does not.
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    status: Mapped[RequestStatus] = mapped_column(
        text_enum(RequestStatus), default=RequestStatus.OPEN
    )
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_requests_open", "status", "organisation_id"),)


class Audit(Base):
    """Who looked at or did what, and when. Subjects are ids: no personal data stands here."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class StagedRow(Base):
    """A row of the registry file that is being imported, and what it would do.

    No index beside the line's: a random one costs more than the few joins that would use it.
    """

    __tablename__ = "import_rows"

    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    card_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    # Keyed hash of the person's name and birth date: one card of two people is a mistake.
    identity: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    # One of registry.Difference.
    difference: Mapped[str] = mapped_column(String(8))
    # The member with this card, and what the file says of where he is and how; the place may be
    # the id of an organisation that will be created.
    member_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    status: Mapped[Membership | None] = mapped_column(text_enum(Membership))
    # What follows is null where nothing would be written.
    surname_hash: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    row_hash: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    person: Mapped[Person | None] = mapped_column(SealedPerson)
    # Sixteen bytes a phone.
    phone_hashes: Mapped[bytes | None] = mapped_column(LargeBinary)
    category: Mapped[Category | None] = mapped_column(text_enum(Category))
    joined_on: Mapped[date | None]
