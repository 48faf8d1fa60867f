"""What must reach someone: kind and arguments, written in the use case's own transaction.

The text is made when it is sent, in the reader's language of then. A row that was sent keeps
its message id, so a card is a row that is shown again by an edit whenever its subject changes.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    literal,
    or_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot import clock
from bot.db import Base, insert_new, insert_selected, text_enum
from bot.i18n import Texts
from bot.regulations import Regulations
from bot.security import SealedJson

PEOPLE, BULK = 0, 1


class Delivery(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"
    MISSED = "missed"


class Notice(Base):
    """A row of the outbox."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    subject: Mapped[str | None] = mapped_column(String(40))
    values: Mapped[Any] = mapped_column(SealedJson)
    priority: Mapped[int] = mapped_column(default=PEOPLE)
    status: Mapped[Delivery] = mapped_column(text_enum(Delivery), default=Delivery.QUEUED)
    # Moves with every change; a row is marked sent only if it did not move meanwhile.
    revision: Mapped[int] = mapped_column(default=0)
    # The next showing is a new message and the old one goes, instead of an edit.
    anew: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    # The other messages of it, where it took several: items of an album.
    beside_ids: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    reason: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    # Its values are gone: what was sent is of no use to us after a while.
    forgotten: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index("ix_outbox_waiting", "status", "priority", "id"),
        Index("ix_outbox_subject", "subject", "account_id"),
        Index("ix_outbox_message", "account_id", "message_id"),
    )


@dataclass(frozen=True)
class Button:
    """`action` is what comes back when it is pressed, 1 to 64 bytes."""

    text: str
    action: str


@dataclass(frozen=True)
class Attachment:
    """A file by Telegram's id, with our own copy for when that id has died.

    One that is made when it is sent has `content`, and rests nowhere. `caption` is its own, where
    the screen has no words for all.
    """

    kind: str
    file_id: str
    name: str | None = None
    copy: str | None = None
    content: bytes | None = None
    caption: str = ""


@dataclass(frozen=True)
class Screen:
    """What the reader sees. `reply_to` is a message of his chat; `menu` are his menu's labels.

    `album` are the files of one message that has several; `apart` puts the words into a message
    of their own after the files, where a caption is too short for them or has no buttons.
    """

    text: str = ""
    buttons: Sequence[Sequence[Button]] = ()
    attachment: Attachment | None = None
    album: Sequence[Attachment] = ()
    apart: bool = False
    # On an edit the files are shown anew, too.
    new_files: bool = False
    # Who took the message out of his chat is not sent it once more by an edit.
    once: bool = False
    # Shown before, it is taken out of the chat; `text` stands where that is not possible.
    gone: bool = False
    silent: bool = False
    reply_to: int | None = None
    menu: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Reader:
    """For whom a notice is rendered."""

    account_id: int
    texts: Texts
    rules: Regulations
    values: dict[str, Any] = field(default_factory=dict)
    # A message of it stands in his chat: what is rendered edits that one.
    shown: bool = False


Undelivered = Callable[[AsyncSession, Notice], Awaitable[None]]
_undelivered: list[Undelivered] = []


def on_undelivered(tell: Undelivered) -> Undelivered:
    """Called in the transaction that marks a notice blocked: who should know is told."""
    _undelivered.append(tell)
    return tell


async def tell_undelivered(session: AsyncSession, notice: Notice) -> None:
    for tell in _undelivered:
        await tell(session, notice)


_retried: list[Undelivered] = []


def on_retried(tell: Undelivered) -> Undelivered:
    """Called when a blocked notice is to go out once more: the person is back."""
    _retried.append(tell)
    return tell


Renderer = Callable[[AsyncSession, Reader], Awaitable[Screen | None]]
_renderers: dict[str, Renderer] = {}


def renders(kind: str) -> Callable[[Renderer], Renderer]:
    """The function that makes a kind's screen; None means that it is of no use any more."""

    def register(renderer: Renderer) -> Renderer:
        _renderers[kind] = renderer
        return renderer

    return register


async def render(session: AsyncSession, kind: str, reader: Reader) -> Screen | None:
    if renderer := _renderers.get(kind):
        return await renderer(session, reader)
    return Screen(reader.texts(f"notice-{kind}", **reader.values))


async def post(
    session: AsyncSession,
    account_id: int,
    kind: str,
    *,
    key: str | None = None,
    subject: str | None = None,
    priority: int = PEOPLE,
    **values: Any,
) -> None:
    """Write a notice. A `key` that was used before changes nothing: it was said already."""
    row = {
        "account_id": account_id,
        "kind": kind,
        "key": key,
        "subject": subject,
        "priority": priority,
        "values": {name: _plain(value) for name, value in values.items()},
    }
    await insert_new(session, Notice, row, unique=("key",))
    _wake(session, account_id)


async def post_bulk(
    session: AsyncSession,
    kind: str,
    subject: str,
    accounts: Select[int],
    status: Delivery = Delivery.QUEUED,
) -> int:
    """One notice to each account that the query finds, however many: one statement, no list.

    Whoever has one of this subject is left as he is. How many were written.
    """
    found = accounts.subquery()
    account_id = found.c[0]
    return await insert_selected(
        session,
        Notice,
        {
            "account_id": account_id,
            "kind": literal(kind),
            "key": literal(f"{subject}:{kind}:").op("||")(account_id.cast(String)),
            "subject": literal(subject),
            "values": literal({}, SealedJson()),
            "priority": literal(BULK),
            "status": literal(status, Notice.status.type),
            "revision": literal(0),
            "anew": literal(False),
            "created_at": literal(clock.now(), Notice.created_at.type),
            "forgotten": literal(False),
        },
        unique=("key",),
    )


async def refresh_bulk(session: AsyncSession, kinds: Sequence[str], subject: str) -> None:
    """What was said to many is shown again, by edit, where it was shown; nobody is woken for it.

    What waits moves as well: it may be on its way with the words of before.
    """
    await session.execute(
        update(Notice)
        .where(
            Notice.subject == subject,
            Notice.kind.in_(kinds),
            or_(Notice.status == Delivery.QUEUED, Notice.message_id.is_not(None)),
        )
        .values(status=Delivery.QUEUED, revision=Notice.revision + 1)
    )


async def post_card(
    session: AsyncSession, account_id: int, kind: str, subject: str, *, anew: bool = False
) -> None:
    """Show the one card of a subject to this person: a new message, or an edit of the present."""
    changes: dict[str, Any] = {"status": Delivery.QUEUED, "revision": Notice.revision + 1}
    if anew:
        changes["anew"] = True
    known = await session.scalar(
        update(Notice)
        .where(Notice.key == f"{kind}:{subject}:{account_id}")
        .values(changes)
        .returning(Notice.id)
    )
    if known is None:
        await post(
            session, account_id, kind, key=f"{kind}:{subject}:{account_id}", subject=subject
        )
    _wake(session, account_id)


async def refresh_cards(
    session: AsyncSession, kind: str, subject: str, account_id: int | None = None
) -> None:
    """Every card of the subject, or one reader's, is shown again, by edit, as things stand when it
    is sent."""
    shown = [Notice.subject == subject, Notice.kind == kind]
    if account_id is not None:
        shown.append(Notice.account_id == account_id)
    readers = await session.scalars(
        update(Notice)
        .where(*shown)
        .values(status=Delivery.QUEUED, revision=Notice.revision + 1)
        .returning(Notice.account_id)
    )
    for account_id in readers:
        _wake(session, account_id)


async def refresh_cards_of(session: AsyncSession, account_id: int) -> None:
    """All cards a person was ever shown: he may have lost the right to some of them."""
    await session.execute(
        update(Notice)
        .where(Notice.account_id == account_id, _is_card(account_id))
        .values(status=Delivery.QUEUED, revision=Notice.revision + 1)
    )
    _wake(session, account_id)


def _is_card(account_id: int) -> ColumnElement[bool]:
    return Notice.key == Notice.kind + ":" + Notice.subject + f":{account_id}"


async def part_with(session: AsyncSession, account_id: int) -> None:
    """He is nobody to us any more: what was written to him is forgotten, what waits is not sent.

    Cards in his chat are shown once more, by edit: empty, for he may not see them.
    """
    own = Notice.account_id == account_id
    await session.execute(
        update(Notice).where(own).values(values={}, forgotten=True, status=Delivery.MISSED)
    )
    await session.execute(
        update(Notice)
        .where(own, _is_card(account_id), Notice.message_id.is_not(None))
        .values(status=Delivery.QUEUED, revision=Notice.revision + 1, anew=False)
    )
    _wake(session, account_id)


async def requeue_blocked(session: AsyncSession, account_id: int) -> None:
    """The person is back: what he missed reaches him once."""
    missed = await session.scalars(
        update(Notice)
        .where(Notice.account_id == account_id, Notice.status == Delivery.BLOCKED)
        .values(status=Delivery.QUEUED, revision=Notice.revision + 1)
        .returning(Notice)
    )
    for notice in missed.all():
        for tell in _retried:
            await tell(session, notice)
    _wake(session, account_id)


async def readdress_waiting(session: AsyncSession, old_id: int, new_id: int) -> None:
    """What the old account did not get yet reaches the person on his new one. Cards stay."""
    await session.execute(
        update(Notice)
        .where(
            Notice.account_id == old_id,
            Notice.status.in_([Delivery.QUEUED, Delivery.BLOCKED]),
            or_(Notice.key.is_(None), Notice.subject.is_(None), ~_is_card(old_id)),
        )
        .values(account_id=new_id, status=Delivery.QUEUED, message_id=None)
    )
    _wake(session, new_id)


def _wake(session: AsyncSession, account_id: int) -> None:
    session.info.setdefault("posted", set()).add(account_id)


def _plain(value: Any) -> Any:
    """Dates survive JSON: `{"$date": …}` and `{"$moment": …}`."""
    if isinstance(value, datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    return value


def read_values(stored: dict[str, Any]) -> dict[str, Any]:
    return {name: _read(value) for name, value in stored.items()}


def _read(value: Any) -> Any:
    if isinstance(value, dict) and "$moment" in value:
        return datetime.fromisoformat(value["$moment"])
    if isinstance(value, dict) and "$date" in value:
        return date.fromisoformat(value["$date"])
    return value
