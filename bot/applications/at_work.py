"""How an application looks to those who work on it, for what all kinds of cases share."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications import access, history
from bot.applications.reading import get
from bot.cases import kinds, notes
from bot.cases.models import FOR_MONEY
from bot.cases.service import Words
from bot.errors import NoAccess
from bot.members.service import Viewer


async def _may_open(session: AsyncSession, viewer: Viewer, case_id: int) -> bool:
    return await access.may_see(session, viewer, await get(session, case_id))


async def _ensure_may_note(session: AsyncSession, viewer: Viewer, case_id: int) -> None:
    await access.seen(session, viewer, case_id)


async def _note(session: AsyncSession, viewer: Viewer, case_id: int, words: Words) -> None:
    filed = await access.seen(session, viewer, case_id, lock=True)
    if await notes.keep(session, viewer, filed.case, words):
        await access.refresh(session, filed)


async def _conversation(session: AsyncSession, viewer: Viewer, case_id: int) -> list[str]:
    return await history.told(session, viewer.texts, await get(session, case_id))


for _kind in FOR_MONEY:
    kinds.works_on(
        _kind,
        kinds.AtWork(
            card=access.CARD,
            may_open=_may_open,
            # Whoever opens it reads it.
            may_read=_may_open,
            unread=NoAccess,
            ensure_may_note=_ensure_may_note,
            note=_note,
            conversation=_conversation,
        ),
    )
