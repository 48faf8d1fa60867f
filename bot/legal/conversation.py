"""What was said in a question, as text: whole, in part, and as it was before edits."""

from collections.abc import Sequence
from operator import itemgetter

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases import service as cases
from bot.cases.models import CaseMessage, Paper, Purpose, Side
from bot.i18n import Texts
from bot.legal.models import ColleagueNote
from bot.legal.questions import Asked
from bot.regulations import Desk

EXCERPT = 120
TAIL_EXCERPT = 300


def excerpt(text: str, length: int = EXCERPT) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def beginning(text: str, length: int) -> str:
    """The same with its paragraphs left as they are."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


async def question_text(session: AsyncSession, case_id: int) -> str:
    """What was asked: everything written before the number was given."""
    rows = await session.scalars(
        select(CaseMessage)
        .where(CaseMessage.case_id == case_id, CaseMessage.purpose == Purpose.QUESTION)
        .order_by(CaseMessage.id)
    )
    return cases.joined(list(rows))


async def conversation(
    session: AsyncSession, texts: Texts, asked: Asked, reader: Side, desk: Desk
) -> list[str]:
    """All that was said, oldest first, in messages that Telegram takes."""
    words = desk.words(texts.language)
    spoken = [
        (
            message.sent_at or message.created_at,
            texts(_key(message, reader), **words, at=message.sent_at, text=part),
        )
        for message in await cases.said(session, asked.id)
        for part in cases.split_text(message.text)
    ]
    if reader is Side.STAFF:
        spoken += [
            (note.created_at, texts("talk-note", at=note.created_at, text=note.text))
            for note in await notes_of(session, asked.id)
        ]
    return _packed([line for _, line in sorted(spoken, key=itemgetter(0))])


async def notes_of(session: AsyncSession, case_id: int) -> list[ColleagueNote]:
    """What lawyers said of it among themselves: for lawyers alone."""
    rows = await session.scalars(
        select(ColleagueNote).where(ColleagueNote.case_id == case_id).order_by(ColleagueNote.id)
    )
    return list(rows)


async def versions(session: AsyncSession, texts: Texts, asked: Asked) -> list[str]:
    earlier = await cases.versions_of(session, asked.id)
    return _packed(
        [
            texts("talk-version", number=number, at=version.at, text=part)
            for number, version in enumerate(earlier, start=1)
            for part in cases.split_text(version.text)
        ]
    )


def line_of(texts: Texts, message: CaseMessage, reader: Side, desk: Desk) -> str:
    text = excerpt(message.text, TAIL_EXCERPT)
    words = desk.words(texts.language)
    return texts(_key(message, reader), **words, at=message.sent_at, text=text)


def _key(message: CaseMessage, reader: Side) -> str:
    """The member is «вы» to himself; whoever answers is «юрист» to all: the office answers."""
    if message.side is Side.STAFF:
        return "talk-desk"
    return "talk-you" if reader is Side.MEMBER else "talk-member"


def files_words(texts: Texts, papers: list[Paper]) -> str:
    """«2 фото, документ»."""
    named = ("photo", "voice", "video", "video_note")
    counts = {kind: sum(paper.kind == kind for paper in papers) for kind in named}
    counts["document"] = len(papers) - sum(counts.values())
    return ", ".join(texts(f"files-{kind}", count=n) for kind, n in counts.items() if n)


def _packed(lines: Sequence[str]) -> list[str]:
    packed: list[str] = []
    for line in lines:
        if packed and len(packed[-1]) + len(line) < cases.PART_LENGTH:
            packed[-1] += f"\n\n{line}"
        else:
            packed.append(line)
    return packed
