"""What each kind of case does its own way for its member; for staff see `bot.cases.kinds`."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from aiogram.fsm.state import State
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications import access, filing, reading
from bot.applications.member_words import status_words
from bot.cases.models import FOR_MONEY, OPEN, Case, CaseKind, Paper, Side
from bot.db import Database
from bot.errors import NoAccess
from bot.i18n import Html
from bot.legal import answering, questions
from bot.legal import service as legal
from bot.legal.questions import desks_of
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.states import Applied, Cases


class Kind(Protocol):
    # Where its member follows it.
    window: State
    # Whether anything but papers is of use to those who work on it.
    papers_only: bool

    async def statuses(
        self,
        session: AsyncSession,
        viewer: Viewer,
        found: Sequence[Case],
        regulations: Regulations,
    ) -> dict[int, Html]: ...

    async def own(
        self, session: AsyncSession, viewer: Viewer, case_id: int, *, lock: bool = False
    ) -> Case: ...

    async def takes_more(
        self, session: AsyncSession, case_id: int, regulations: Regulations
    ) -> bool: ...

    async def adding(
        self, session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
    ) -> Case:
        """The member's case, for him to add to; a refusal where it takes nothing more."""
        ...

    async def added(
        self, session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
    ) -> None:
        """Send what he added."""
        ...

    async def edited(
        self, session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
    ) -> str:
        """Tell who works on it; returns the text key of what is said to him who edited."""
        ...

    async def came_late(
        self, session: AsyncSession, case_id: int, paper: Paper, text: str
    ) -> None:
        """An item of an album whose first items were sent already."""
        ...


class Questions:
    papers_only = False

    def __init__(self) -> None:
        # A state may stand in a class of states alone.
        self.window = Cases.one

    async def statuses(
        self,
        session: AsyncSession,
        viewer: Viewer,
        found: Sequence[Case],
        regulations: Regulations,
    ) -> dict[int, Html]:
        desks = await desks_of(session, [case.id for case in found])
        texts = viewer.texts
        return {
            case.id: texts(
                f"status-{case.status}", **regulations.desks[desks[case.id]].words(texts.language)
            )
            for case in found
        }

    async def own(
        self, session: AsyncSession, viewer: Viewer, case_id: int, *, lock: bool = False
    ) -> Case:
        return (await questions.own(session, viewer, case_id, lock=lock)).case

    async def takes_more(
        self, session: AsyncSession, case_id: int, regulations: Regulations
    ) -> bool:
        asked = await questions.get(session, case_id)
        return answering.takes_replies(asked, regulations, clock.now())

    async def adding(
        self, session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
    ) -> Case:
        return (await answering.replying(session, viewer, case_id, regulations)).case

    async def added(
        self, session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
    ) -> None:
        await answering.reply(session, viewer, case_id, regulations)

    async def edited(
        self, session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
    ) -> str:
        asked = await questions.get(session, case_id)
        await legal.edited(session, asked, viewer.account_id)
        if asked.case.status in OPEN:
            return "question-edited"
        returns = answering.takes_replies(asked, regulations, clock.now())
        return "question-edited-late" if returns else "case-edited"

    async def came_late(
        self, session: AsyncSession, case_id: int, paper: Paper, text: str
    ) -> None:
        asked = await questions.get(session, case_id)
        if paper.side is Side.STAFF:
            await answering.add_late(session, asked, paper, text)
        await questions.refresh(session, asked)


class Applications:
    papers_only = True

    def __init__(self) -> None:
        self.window = Applied.one

    async def statuses(
        self,
        session: AsyncSession,
        viewer: Viewer,
        found: Sequence[Case],
        regulations: Regulations,
    ) -> dict[int, Html]:
        return {case.id: status_words(viewer.texts, case) for case in found}

    async def own(
        self, session: AsyncSession, viewer: Viewer, case_id: int, *, lock: bool = False
    ) -> Case:
        return (await access.own(session, viewer, case_id, lock=lock)).case

    async def takes_more(
        self, session: AsyncSession, case_id: int, regulations: Regulations
    ) -> bool:
        case = await session.get_one(Case, case_id)
        return case.status in filing.TAKES_PAPERS

    async def adding(
        self, session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
    ) -> Case:
        return (await filing.adding(session, viewer, case_id)).case

    async def added(
        self, session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
    ) -> None:
        await filing.supply(session, viewer, case_id, regulations)

    async def edited(
        self, session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
    ) -> str:
        await filing.edited(session, viewer, case_id)
        return "case-edited"

    async def came_late(
        self, session: AsyncSession, case_id: int, paper: Paper, text: str
    ) -> None:
        await access.refresh(session, await reading.get(session, case_id))


KINDS: Final[Mapping[CaseKind, Kind]] = {
    CaseKind.QUESTION: Questions(),
    **dict.fromkeys(FOR_MONEY, Applications()),
}


async def kind_of(session: AsyncSession, case_id: int) -> Kind:
    case = await session.get(Case, case_id)
    if case is None:
        raise NoAccess
    return KINDS[case.kind]


async def window_of(database: Database, case_id: int) -> State:
    async with database.reading() as session:
        return (await kind_of(session, case_id)).window
