"""What those who work on a case say among themselves. The member never sees it."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases import service as cases
from bot.cases import telling
from bot.cases.models import Case, ColleagueNote
from bot.cases.service import Words
from bot.cases.wording import excerpt
from bot.db import insert_new
from bot.errors import TooLong
from bot.i18n import Texts
from bot.members import service as members
from bot.members.service import Viewer

LONGEST: Final = 1000
ON_CARD: Final = 2
CARD_EXCERPT: Final = 300


async def keep(session: AsyncSession, viewer: Viewer, case: Case, words: Words) -> bool:
    """Keep a note of whoever may say something here; who holds the case is told of another's.

    False where it was kept already.
    """
    if len(words.text) > LONGEST:
        raise TooLong(limit=LONGEST)
    row = {
        "case_id": case.id,
        "account_id": viewer.account_id,
        "text": words.text,
        "key": words.key,
    }
    note_id = await insert_new(session, ColleagueNote, row, unique=("key",))
    if note_id is None:
        return False
    await cases.record(session, case.id, viewer.account_id, "noted")
    holder = case.assignee_id
    if holder is not None and holder != viewer.account_id:
        who = await members.name_of(session, viewer.account_id)
        await telling.tell(session, case, holder, "colleague-noted", f"note:{note_id}", who=who)
    return True


async def notes_of(session: AsyncSession, case_id: int) -> list[ColleagueNote]:
    rows = await session.scalars(
        select(ColleagueNote).where(ColleagueNote.case_id == case_id).order_by(ColleagueNote.id)
    )
    return list(rows)


async def card_lines(session: AsyncSession, texts: Texts, case_id: int) -> list[str]:
    """The newest notes, for a reader who knows who asks."""
    return [
        texts(
            "card-note",
            who=await members.name_of(session, note.account_id),
            text=excerpt(note.text, CARD_EXCERPT),
        )
        for note in (await notes_of(session, case_id))[-ON_CARD:]
    ]
