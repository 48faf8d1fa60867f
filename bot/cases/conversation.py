"""What was said in a case, as text: whole, in part, and as it was before edits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases import notes
from bot.cases import service as cases
from bot.cases.models import CaseMessage, Paper, Side
from bot.cases.wording import TAIL_EXCERPT, excerpt
from bot.i18n import Texts

# A moment and what to say of it.
Spoken = tuple[datetime, str]


async def conversation(
    session: AsyncSession,
    texts: Texts,
    case_id: int,
    reader: Side,
    words: Mapping[str, str],
    besides: Iterable[Spoken] = (),
) -> list[str]:
    """All that was said, oldest first, in messages that Telegram takes.

    `words` is how texts call the one who answers; `besides` are other lines with their moments.
    """
    spoken: list[Spoken] = [
        (
            message.sent_at or message.created_at,
            texts(_key(message, reader), **words, at=message.sent_at, text=part),
        )
        for message in await cases.said(session, case_id)
        for part in cases.split_text(message.text)
    ]
    if reader is Side.STAFF:
        spoken += [
            (note.created_at, texts("talk-note", at=note.created_at, text=note.text))
            for note in await notes.notes_of(session, case_id)
        ]
    return packed([line for _, line in sorted([*spoken, *besides], key=itemgetter(0))])


async def versions(session: AsyncSession, texts: Texts, case_id: int) -> list[str]:
    earlier = await cases.versions_of(session, case_id)
    return packed(
        [
            texts("talk-version", number=number, at=version.at, text=part)
            for number, version in enumerate(earlier, start=1)
            for part in cases.split_text(version.text)
        ]
    )


def line_of(texts: Texts, message: CaseMessage, reader: Side, words: Mapping[str, str]) -> str:
    text = excerpt(message.text, TAIL_EXCERPT)
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


def paper_names(texts: Texts, papers: Sequence[Paper]) -> list[str]:
    """«Фото 1», «чек.pdf»: a photo has no name of its own. Plain text, in the papers' order."""
    names = []
    nameless = {"photo": 0, "file": 0}
    for paper in papers:
        if paper.name:
            names.append(paper.name)
            continue
        kind = "photo" if paper.kind == "photo" else "file"
        nameless[kind] += 1
        names.append(texts.plain(f"paper-{kind}", number=nameless[kind]))
    return names


def packed(lines: Sequence[str]) -> list[str]:
    """Lines together in messages as long as Telegram takes."""
    found: list[str] = []
    for line in lines:
        if found and len(found[-1]) + len(line) < cases.PART_LENGTH:
            found[-1] += f"\n\n{line}"
        else:
            found.append(line)
    return found
