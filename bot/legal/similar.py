"""Earlier answers of the desk, found by the words of a question.

What people wrote rests sealed, so nothing of it can be asked of the database: an index of word
stems is built in memory, where it ends with the process. What is shown is read anew each time.
"""

import asyncio
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

import snowballstemmer
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases import service as cases
from bot.cases.models import Case, CaseEvent, CaseMessage, Purpose, Side, Status
from bot.cases.service import Words, subject
from bot.db import Database
from bot.errors import UserError
from bot.legal.conversation import question_text
from bot.legal.models import Question
from bot.legal.questions import Asked, asked_where, hides_who, seen_by
from bot.members import service as members
from bot.members.models import Member, Person
from bot.members.service import Viewer

SHOWN: Final = 3
# More than are shown: some of them the reader may not see.
CANDIDATES: Final = 50
# One word in common is chance.
LEAST_COMMON: Final = 2
SHORTEST_WORD: Final = 4
PREFIX: Final = 5
LONGEST_ENDING: Final = 3
INDEXED_LENGTH: Final = 2000
BATCH: Final = 200
# Ids are given before they are committed: one a little lower may come to light later.
OVERLAP: Final = 500
KAZAKH: Final = re.compile("[әғқңөұүһі]")
WORD: Final = re.compile(r"[^\W\d_]+")
PHONE: Final = re.compile(r"\+?\d[\d\s()-]{8,}\d")
EMAIL: Final = re.compile(r"\S+@\S+\.\w+")
SOMEONE: Final = "…"
ENDED: Final = (Status.ANSWERED, Status.CLOSED)
# Words of every question.
COMMON: Final = frozenset(
    {
        *("если", "когда", "чтобы", "можно", "нужно", "почему", "какой", "какие", "какая"),
        *("меня", "мной", "этот", "этого", "этом", "быть", "было", "была", "были", "есть"),
        *("очень", "также", "тоже", "того", "только", "после", "перед", "через", "добрый"),
        *("день", "здравствуйте", "пожалуйста", "спасибо", "подскажите", "скажите"),
        *("сәлеметсіз", "қалай", "неге", "керек", "болады", "рақмет", "маған", "менің"),
    }
)
_russian = snowballstemmer.stemmer("russian")


class AnswerHidden(UserError):
    """That earlier answer is not to be had any more."""

    key = "similar-gone"


@dataclass(frozen=True)
class Earlier:
    """An answered question of the desk, as a colleague may read it: without a name."""

    case_id: int
    answered_at: datetime
    topic: str
    question: str
    answer: str


class EarlierAnswers:
    """The index, of all desks together. Kept by the application, brought up to date by use."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = asyncio.Lock()
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        self._index.execute(
            "CREATE VIRTUAL TABLE earlier USING fts5(stems, desk UNINDEXED, tokenize='unicode61')"
        )
        # Which answer of a question stands in the index: the id of its event.
        self._known: dict[int, int] = {}

    def close(self) -> None:
        self._index.close()

    async def like(self, viewer: Viewer, asked: Asked) -> list[Earlier]:
        """Up to three answered questions most like this one, of those the reader may see."""
        async with self._database.reading() as session:
            text = await question_text(session, asked.id)
        async with self._turn:
            await self._refresh()
            found = await asyncio.to_thread(self._search, asked, stems(text))
        async with self._database.reading() as session:
            return await _readable(session, viewer, asked, found)

    async def _refresh(self) -> None:
        async with self._database.reading() as session:
            newest = select(CaseEvent.case_id, func.max(CaseEvent.id)).where(
                CaseEvent.action == "answered",
                CaseEvent.id > max(self._known.values(), default=0) - OVERLAP,
            )
            rows = await session.execute(newest.group_by(CaseEvent.case_id))
            new = [(c, e) for c, e in rows if self._known.get(c) != e]
        for begin in range(0, len(new), BATCH):
            batch = new[begin : begin + BATCH]
            async with self._database.reading() as session:
                texts = await _questions(session, [case_id for case_id, _ in batch])
            await asyncio.to_thread(self._add, texts)
            self._known.update(batch)

    def _add(self, texts: Sequence[tuple[int, str, str]]) -> None:
        for case_id, desk, text in texts:
            self._index.execute("DELETE FROM earlier WHERE rowid = ?", (case_id,))
            self._index.execute(
                "INSERT INTO earlier (rowid, stems, desk) VALUES (?, ?, ?)",
                (case_id, " ".join(stems(text)), desk),
            )

    def _search(self, asked: Asked, wanted: Sequence[str]) -> list[int]:
        if not wanted:
            return []
        least = min(LEAST_COMMON, len(wanted))
        rows = self._index.execute(
            "SELECT rowid, stems FROM earlier WHERE stems MATCH ? AND desk = ? AND rowid <> ?"
            " ORDER BY bm25(earlier) LIMIT ?",
            (" OR ".join(f'"{s}"' for s in wanted), asked.question.desk, asked.id, CANDIDATES),
        )
        return [case_id for case_id, text in rows if len({*wanted} & {*text.split()}) >= least]


async def _questions(session: AsyncSession, ids: Iterable[int]) -> list[tuple[int, str, str]]:
    """Of those whose words may be used elsewhere: id, desk, the beginning of what was asked."""
    rows = await session.execute(asked_where(Case.id.in_(ids)))
    open_ones = [a for a in (Asked(case, question) for case, question in rows) if not hides_who(a)]
    messages = await session.scalars(
        select(CaseMessage)
        .where(
            CaseMessage.case_id.in_([asked.id for asked in open_ones]),
            CaseMessage.purpose == Purpose.QUESTION,
        )
        .order_by(CaseMessage.id)
    )
    written: dict[int, str] = {}
    for message in messages:
        written[message.case_id] = f"{written.get(message.case_id, '')} {message.text}"
    return [
        (asked.id, asked.question.desk, written.get(asked.id, "")[:INDEXED_LENGTH])
        for asked in open_ones
    ]


async def _readable(
    session: AsyncSession, viewer: Viewer, asked: Asked, found: Sequence[int]
) -> list[Earlier]:
    """The best of those the reader may see as things stand now."""
    rows = await session.execute(
        asked_where(
            Case.id.in_(found),
            Case.status.in_(ENDED),
            Question.desk == asked.question.desk,
            seen_by(viewer),
        )
    )
    known = {case.id: Asked(case, question) for case, question in rows}
    seen = [known[case_id] for case_id in found if case_id in known]
    earlier = []
    for other in [other for other in seen if not hides_who(other)]:
        if one := await _earlier(session, other):
            earlier.append(one)
        if len(earlier) == SHOWN:
            break
    return earlier


async def _earlier(session: AsyncSession, asked: Asked) -> Earlier | None:
    """None where the answer was files alone, or its words are gone."""
    answers = await session.scalars(
        select(CaseMessage)
        .where(
            CaseMessage.case_id == asked.id,
            CaseMessage.purpose == Purpose.ANSWER,
            CaseMessage.side == Side.STAFF,
            CaseMessage.sent_at.is_not(None),
        )
        .order_by(CaseMessage.sent_at, CaseMessage.id)
    )
    answer = cases.joined(list(answers))
    if not answer or asked.case.answered_at is None:
        return None
    member = (
        await session.get(Member, asked.case.member_id)
        if asked.case.member_id is not None
        else None
    )
    person = member.person if member else None
    return Earlier(
        case_id=asked.id,
        answered_at=asked.case.answered_at,
        topic=asked.question.topic,
        question=without_person(await question_text(session, asked.id), person),
        answer=without_person(answer, person),
    )


async def one(session: AsyncSession, viewer: Viewer, asked: Asked, case_id: int) -> Earlier:
    """One that was found a while ago, if it may be read still."""
    for found in await _readable(session, viewer, asked, [case_id]):
        return found
    raise AnswerHidden


async def note_seen(session: AsyncSession, viewer: Viewer, found: Iterable[Earlier]) -> None:
    for earlier in found:
        await members.audit(session, viewer.account_id, "case-seen", subject(earlier.case_id))


async def take_as_base(
    session: AsyncSession, viewer: Viewer, asked: Asked, case_id: int, key: str
) -> None:
    """Put the earlier answer into what the lawyer is writing. A repeat adds nothing."""
    words = Words((await one(session, viewer, asked, case_id)).answer, key)
    await cases.say(session, asked.case, viewer.account_id, Side.STAFF, Purpose.ANSWER, words)


# Words


def stems(text: str) -> list[str]:
    """What a text is about, each once: Russian words by their stems, Kazakh by beginnings."""
    words = WORD.findall(text.casefold().replace("ё", "е"))
    kazakh = bool(KAZAKH.search(text.casefold()))
    telling = (word for word in words if len(word) >= SHORTEST_WORD and word not in COMMON)
    return list(dict.fromkeys(_stem(word, kazakh) for word in telling))


@lru_cache(maxsize=50_000)
def _stem(word: str, kazakh: bool) -> str:
    return word[:PREFIX] if kazakh else str(_russian.stemWord(word))


def without_person(text: str, person: Person | None) -> str:
    """The words without the asker's names, phones and addresses."""
    hidden = EMAIL.sub(SOMEONE, PHONE.sub(SOMEONE, text))
    if person is None:
        return hidden
    names = [person.surname, person.first_name, person.patronymic]
    beginnings = {_beginning(name) for name in names if name}

    def hide(found: re.Match[str]) -> str:
        return SOMEONE if any(_is_name(found[0], begins) for begins in beginnings) else found[0]

    return WORD.sub(hide, hidden)


def _beginning(name: str) -> str:
    """What stays of a name in all its cases: «петров» of «Петрова», «анн» of «Анна»."""
    folded = name.casefold()
    return folded if len(folded) < SHORTEST_WORD else folded[:-1]


def _is_name(word: str, begins: str) -> bool:
    """«Вернуть» is not Вера, and neither is «верно» with a small letter."""
    if not word.casefold().startswith(begins) or len(word) > len(begins) + LONGEST_ENDING:
        return False
    return word[0].isupper() or len(begins) >= SHORTEST_WORD
