"""A paper that was asked for: it goes as soon as it is sent, with no press in between."""

from aiogram_dialog import DialogManager
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases import service as cases
from bot.cases.models import Case, Purpose, Side, Status
from bot.members.service import Viewer
from handlers.cases.kinds import kind_of
from handlers.screens import Sent, here


async def add(session: AsyncSession, viewer: Viewer, case: Case, sent: Sent) -> None:
    """Into what he is writing to his case; nothing of it is sent yet."""
    to = (case, viewer.account_id, Side.MEMBER, Purpose.REPLY)
    if sent.file:
        await cases.attach(session, *to, sent.file)
    if sent.words:
        await cases.say(session, *to, sent.words)


async def add_at_once(manager: DialogManager, case_id: int, sent: Sent) -> bool:
    """False where the case waits for no paper: then it is written as anything else is."""
    place = here(manager)
    async with place.database.writing() as session:
        kind = await kind_of(session, case_id)
        if not kind.papers_only or sent.file is None:
            return False
        case = await kind.adding(session, place.viewer, case_id, place.regulations)
        if case.status is not Status.WAITING:
            return False
        await add(session, place.viewer, case, sent)
        await kind.added(session, place.viewer, case_id, place.regulations)
    return True
