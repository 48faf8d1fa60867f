"""What lawyers say among themselves about a question. The member never sees it."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases import service as cases
from bot.cases.models import Case, Status
from bot.cases.service import Words, subject
from bot.db import insert_new
from bot.errors import Trespass
from bot.i18n import Texts
from bot.legal.conversation import excerpt, notes_of
from bot.legal.models import ColleagueNote
from bot.legal.questions import (
    Asked,
    NotYours,
    ensure_may_read,
    locked,
    may_see,
    refresh,
    staff_name,
    tell,
)
from bot.legal.templates import TooLong
from bot.members.service import Viewer

LONGEST: Final = 1000
ON_CARD: Final = 2
CARD_EXCERPT: Final = 300
# While somebody has it, or had it: of what only waits there is nothing to say yet.
NOTED: Final = (Status.TAKEN, Status.WAITING, Status.ANSWERED, Status.CLOSED)


async def may_note(session: AsyncSession, viewer: Viewer, case_id: int) -> Asked:
    """The question, for whoever of its desk may say something of it."""
    asked = await locked(session, case_id)
    if not await may_see(session, viewer, asked):
        raise Trespass("case-refused", subject(case_id))
    ensure_may_read(viewer, asked)
    if asked.case.status not in NOTED:
        raise NotYours
    return asked


async def add(session: AsyncSession, viewer: Viewer, case_id: int, words: Words) -> Asked:
    """Keep a note; who holds the question is told of another's. A repeat adds nothing."""
    asked = await may_note(session, viewer, case_id)
    if len(words.text) > LONGEST:
        raise TooLong(limit=LONGEST)
    row = {
        "case_id": case_id,
        "account_id": viewer.account_id,
        "text": words.text,
        "key": words.key,
    }
    note_id = await insert_new(session, ColleagueNote, row, unique=("key",))
    if note_id is None:
        return asked
    await cases.record(session, case_id, viewer.account_id, "noted")
    holder = asked.case.assignee_id
    if holder is not None and holder != viewer.account_id:
        who = await staff_name(session, viewer.account_id)
        await tell(session, asked, holder, "colleague-noted", f"note:{note_id}", who=who)
    await refresh(session, asked)
    return asked


async def card_lines(session: AsyncSession, texts: Texts, case: Case) -> list[str]:
    """The newest notes, for a reader who knows who asks."""
    return [
        texts(
            "card-note",
            who=await staff_name(session, note.account_id),
            text=excerpt(note.text, CARD_EXCERPT),
        )
        for note in (await notes_of(session, case.id))[-ON_CARD:]
    ]
