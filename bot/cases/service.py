"""The life that all cases share: a number, what was said, papers, history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases.models import (
    OPEN,
    Case,
    CaseEvent,
    CaseMessage,
    MessageVersion,
    Paper,
    Purpose,
    Side,
    Status,
)
from bot.cases.numbers import numbers_meant
from bot.db import insert_new
from bot.errors import NoAccess, UserError
from bot.notices import Notice

PART_LENGTH: Final = 3500
# A client cuts a longer text exactly here, in the middle of a word.
# https://core.telegram.org/bots/api#message
MESSAGE_LENGTH: Final = 4096


class NothingWritten(UserError):
    """There is nothing to send yet."""

    key = "case-nothing-written"


class AnswerIsOut(UserError):
    """The member has read it: an edit does not change it any more."""

    key = "answer-is-out"


@dataclass(frozen=True)
class Words:
    """Something a person wrote: `key` names the update, so that a repeat adds nothing."""

    text: str
    key: str
    message_id: int | None = None


@dataclass(frozen=True, order=True)
class Edit:
    """Which edit of a message it is: Telegram's date, and the update's number within a second.

    The number alone would not do: after a week without updates Telegram begins them anew.
    """

    at: int
    update_id: int


@dataclass(frozen=True)
class File:
    """A file a person sent, by Telegram's id."""

    kind: str
    file_id: str
    key: str
    name: str | None = None
    mime: str | None = None
    size: int | None = None
    media_group_id: str | None = None


async def by_number(session: AsyncSession, text: str) -> Case | None:
    """The case whose number somebody typed: of several that he may mean, the likeliest."""
    meant = numbers_meant(text)
    found = await session.scalars(select(Case).where(Case.number.in_(meant)))
    return min(found, key=lambda case: meant.index(case.number or ""), default=None)


async def get(session: AsyncSession, case_id: int) -> Case:
    found = await session.get(Case, case_id)
    if found is None:
        raise NoAccess
    return found


async def record(
    session: AsyncSession, case_id: int, account_id: int | None, action: str, detail: str = ""
) -> CaseEvent:
    event = CaseEvent(case_id=case_id, account_id=account_id, action=action, detail=detail or None)
    session.add(event)
    await session.flush()
    return event


async def say(
    session: AsyncSession,
    case: Case,
    account_id: int,
    side: Side,
    purpose: Purpose,
    words: Words,
    sent_at: datetime | None = None,
) -> None:
    row = {
        "case_id": case.id,
        "account_id": account_id,
        "side": side,
        "purpose": purpose,
        "text": words.text,
        "key": words.key,
        "telegram_message_id": words.message_id,
        "sent_at": sent_at,
    }
    await insert_new(session, CaseMessage, row, unique=("key",))


async def attach(
    session: AsyncSession,
    case: Case,
    account_id: int,
    side: Side,
    purpose: Purpose,
    file: File,
    sent_at: datetime | None = None,
) -> bool:
    """Keep a file; False where it was kept already."""
    row = {
        "case_id": case.id,
        "account_id": account_id,
        "side": side,
        "purpose": purpose,
        "kind": file.kind,
        "file_id": file.file_id,
        "name": file.name,
        "mime": file.mime,
        "size": file.size,
        "media_group_id": file.media_group_id,
        "key": file.key,
        "sent_at": sent_at,
    }
    return await insert_new(session, Paper, row, unique=("key",)) is not None


async def album_case(session: AsyncSession, account_id: int, media_group_id: str) -> Paper | None:
    """An earlier item of the same album: albums carry no end mark, so an item may come late."""
    return await session.scalar(
        select(Paper)
        .where(Paper.account_id == account_id, Paper.media_group_id == media_group_id)
        .order_by(Paper.id)
        .limit(1)
    )


async def paper_by_key(session: AsyncSession, key: str) -> Paper:
    found = await session.scalars(select(Paper).where(Paper.key == key))
    return found.one()


async def kept_file(session: AsyncSession, key: str) -> Paper | None:
    """The file of this message, where it is in a case already."""
    return await session.scalar(select(Paper).where(Paper.key == key))


async def being_written(
    session: AsyncSession, case_id: int, account_id: int, purpose: Purpose
) -> tuple[list[CaseMessage], list[Paper]]:
    """What this person has written and not sent yet."""
    messages = await session.scalars(
        select(CaseMessage)
        .where(
            CaseMessage.case_id == case_id,
            CaseMessage.account_id == account_id,
            CaseMessage.purpose == purpose,
            CaseMessage.sent_at.is_(None),
        )
        .order_by(CaseMessage.id)
    )
    papers = await session.scalars(
        select(Paper)
        .where(
            Paper.case_id == case_id,
            Paper.account_id == account_id,
            Paper.purpose == purpose,
            Paper.sent_at.is_(None),
        )
        .order_by(Paper.id)
    )
    return list(messages), list(papers)


async def send_written(
    session: AsyncSession, case_id: int, account_id: int, purpose: Purpose, at: datetime
) -> tuple[str, list[Paper]]:
    """Mark it all as said at this moment; returns the joined text and the files."""
    messages, papers = await being_written(session, case_id, account_id, purpose)
    for message in messages:
        message.sent_at = at
    for paper in papers:
        paper.sent_at = at
    return joined(messages), papers


async def discard_written(
    session: AsyncSession, case_id: int, account_id: int, purpose: Purpose, *, files: bool = True
) -> None:
    messages, papers = await being_written(session, case_id, account_id, purpose)
    for message in messages:
        await session.delete(message)
    for paper in papers if files else ():
        await session.delete(paper)


def joined(messages: Sequence[CaseMessage]) -> str:
    """Messages as paragraphs of one text; one that a client had to cut goes on as it was."""
    return in_one(message.text for message in messages)


def in_one(texts: Iterable[str | None]) -> str:
    """The same, of what was not kept as messages yet."""
    whole = ""
    was_cut = False
    for text in filter(None, texts):
        whole += text if was_cut or not whole else f"\n\n{text}"
        was_cut = len(text.encode("utf-16-le")) // 2 >= MESSAGE_LENGTH
    return whole


async def said(session: AsyncSession, case_id: int) -> list[CaseMessage]:
    """The conversation, oldest first."""
    rows = await session.scalars(
        select(CaseMessage)
        .where(CaseMessage.case_id == case_id, CaseMessage.sent_at.is_not(None))
        .order_by(CaseMessage.sent_at, CaseMessage.id)
    )
    return list(rows)


async def papers_of(session: AsyncSession, case_id: int) -> list[Paper]:
    rows = await session.scalars(
        select(Paper)
        .where(Paper.case_id == case_id, Paper.sent_at.is_not(None))
        .order_by(Paper.id)
    )
    return list(rows)


async def message_of(
    session: AsyncSession, account_id: int, message_id: int
) -> CaseMessage | None:
    """What this message of a person's chat became."""
    return await session.scalar(
        select(CaseMessage).where(
            CaseMessage.account_id == account_id, CaseMessage.telegram_message_id == message_id
        )
    )


def is_known(message: CaseMessage, edit: Edit) -> bool:
    """Whether this edit, or a later one, stands there already: after a crash updates repeat."""
    if message.edited_at is None or message.edited_by is None:
        return False
    return edit <= Edit(message.edited_at, message.edited_by)


async def message_by_key(session: AsyncSession, key: str) -> CaseMessage | None:
    return await session.scalar(select(CaseMessage).where(CaseMessage.key == key))


async def edit_words(session: AsyncSession, message: CaseMessage, text: str, edit: Edit) -> None:
    """A person edited a message he sent: the newest text counts, the earlier one is kept.

    An answer that is out is not changed so: the member has read it.
    """
    if message.sent_at is not None:
        if message.side is Side.STAFF:
            raise AnswerIsOut
        session.add(MessageVersion(message_id=message.id, text=message.text))
        message.edits += 1
    message.text, message.edited_at, message.edited_by = text, edit.at, edit.update_id


async def edits_of(session: AsyncSession, case_id: int) -> int:
    total = await session.scalar(
        select(func.sum(CaseMessage.edits)).where(CaseMessage.case_id == case_id)
    )
    return int(total or 0)


async def versions_of(session: AsyncSession, case_id: int) -> list[MessageVersion]:
    rows = await session.scalars(
        select(MessageVersion)
        .join(CaseMessage, CaseMessage.id == MessageVersion.message_id)
        .where(CaseMessage.case_id == case_id)
        .order_by(MessageVersion.id)
    )
    return list(rows)


async def delete_draft(session: AsyncSession, case: Case) -> None:
    """A draft leaves nothing behind; a case with a number is never deleted here."""
    if case.status is not Status.DRAFT:
        return
    for table in (CaseMessage, Paper, CaseEvent):
        await session.execute(delete(table).where(table.case_id == case.id))
    await session.delete(case)


async def cases_of(session: AsyncSession, account_id: int, member_id: int | None) -> list[Case]:
    """Everything this person ever asked for, newest first; drafts apart.

    What he filed for somebody else is that member's.
    """
    mine = (Case.account_id == account_id) & Case.member_id.is_(None)
    if member_id is not None:
        mine = mine | (Case.member_id == member_id)
    rows = await session.scalars(
        select(Case).where(mine, Case.status != Status.DRAFT).order_by(Case.id.desc())
    )
    return list(rows)


# Conditions of cases of which nobody who looks at a person may learn that they are his.
_untold: list[ColumnElement[bool]] = []


def never_told_of(condition: ColumnElement[bool]) -> None:
    """Said by the feature that has such cases."""
    _untold.append(condition)


async def open_of_member(session: AsyncSession, member_id: int) -> int:
    """How many he has open, for whoever sees his card: a number that moves tells of a case."""
    told = (~condition for condition in _untold)
    count = await session.scalar(
        select(func.count()).where(Case.member_id == member_id, Case.status.in_(OPEN), *told)
    )
    return count or 0


async def move(session: AsyncSession, old_id: int, new_id: int) -> None:
    """A member has a new account: what he asked for, and what he is writing, is there now."""
    await session.execute(update(Case).where(Case.account_id == old_id).values(account_id=new_id))
    # A message id means nothing in another chat.
    await session.execute(
        update(CaseMessage)
        .where(CaseMessage.account_id == old_id, CaseMessage.sent_at.is_(None))
        .values(account_id=new_id, telegram_message_id=None)
    )
    await session.execute(
        update(Paper)
        .where(Paper.account_id == old_id, Paper.sent_at.is_(None))
        .values(account_id=new_id)
    )


def subject(case_id: int) -> str:
    return f"case:{case_id}"


def split_text(text: str, limit: int = PART_LENGTH) -> list[str]:
    """Parts of at most `limit` characters, cut at paragraphs, else lines, sentences, words."""
    parts = []
    rest = text.strip()
    while len(rest) > limit:
        cut = _last_break(rest[: limit + 1])
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts


def _last_break(window: str) -> int:
    for mark in ("\n\n", "\n", ". ", " "):
        # A break near the beginning would make a part of a few words.
        if (place := window.rfind(mark)) > len(window) // 2:
            return place + (1 if mark == ". " else 0)
    return len(window) - 1


async def case_of_notice(
    session: AsyncSession, account_id: int, message_id: int | None
) -> int | None:
    """The case that a message of ours was about: people reply to it."""
    if message_id is None:
        return None
    found = await session.execute(
        select(Notice.subject, Notice.message_id, Notice.beside_ids)
        .where(Notice.account_id == account_id, Notice.message_id <= message_id)
        .order_by(Notice.message_id.desc())
        .limit(1)
    )
    about, first, beside = found.one_or_none() or (None, None, None)
    # The items of an album follow its first.
    if message_id not in (first, *(beside or ())):
        return None
    kind, _, case_id = (about or "").partition(":")
    return int(case_id) if kind == "case" else None
