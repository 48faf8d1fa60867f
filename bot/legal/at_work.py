"""How a question looks to those who work on it, for what all kinds of cases share."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases import kinds
from bot.cases.models import CaseKind, Side
from bot.legal import conversation, notes, questions
from bot.legal.questions import NotYours
from bot.members.service import Viewer


async def _may_open(session: AsyncSession, viewer: Viewer, case_id: int) -> bool:
    return await questions.may_see(session, viewer, await questions.get(session, case_id))


async def _may_read(session: AsyncSession, viewer: Viewer, case_id: int) -> bool:
    return questions.may_read(viewer, await questions.get(session, case_id))


async def _ensure_may_note(session: AsyncSession, viewer: Viewer, case_id: int) -> None:
    await notes.may_note(session, viewer, case_id)


async def _conversation(session: AsyncSession, viewer: Viewer, case_id: int) -> list[str]:
    asked = await questions.get(session, case_id)
    desk = viewer.desks[asked.question.desk]
    return await conversation.conversation(session, viewer.texts, asked, Side.STAFF, desk)


kinds.works_on(
    CaseKind.QUESTION,
    kinds.AtWork(
        card=questions.CARD,
        may_open=_may_open,
        may_read=_may_read,
        unread=NotYours,
        ensure_may_note=_ensure_may_note,
        note=notes.add,
        conversation=_conversation,
    ),
)
