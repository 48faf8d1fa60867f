"""What lawyers say among themselves about a question: who of them may, and from when."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases import notes
from bot.cases.models import Status
from bot.cases.service import Words, subject
from bot.errors import Trespass
from bot.legal.questions import Asked, NotYours, ensure_may_read, locked, may_see, refresh
from bot.members.service import Viewer

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


async def add(session: AsyncSession, viewer: Viewer, case_id: int, words: Words) -> None:
    """Keep a note. A repeat adds nothing."""
    asked = await may_note(session, viewer, case_id)
    if await notes.keep(session, viewer, asked.case, words):
        await refresh(session, asked)
