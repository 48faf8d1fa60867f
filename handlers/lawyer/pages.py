"""A list of questions: what a line of it says."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram_dialog import DialogManager
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.legal import questions
from bot.legal.questions import Asked
from bot.legal.titles import topic_title
from bot.members.models import Member
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers import pages
from handlers.pages import Line

# Up to so many of them, beginning with that one.
Listed = Callable[[int, int], Awaitable[list[Asked]]]


async def one_page(
    session: AsyncSession,
    manager: DialogManager,
    viewer: Viewer,
    regulations: Regulations,
    count: int,
    listed: Listed,
    *,
    holders: bool = False,
) -> dict[str, Any]:
    """The page that is open. With `holders` a line says who has the question."""

    async def lines(limit: int, offset: int) -> list[Line]:
        return [
            Line(
                asked.id,
                asked.case.number or "",
                await line(session, viewer, regulations, asked, holders=holders),
            )
            for asked in await listed(limit, offset)
        ]

    return await pages.one_page(manager, count, lines)


async def line(
    session: AsyncSession,
    viewer: Viewer,
    regulations: Regulations,
    asked: Asked,
    *,
    holders: bool = False,
) -> str:
    """Number, topic, age, promised date; of a confidential one no name."""
    case, question, texts = asked.case, asked.question, viewer.texts
    who = ""
    if case.member_id is not None and questions.knows_who(viewer, asked):
        who = (await session.get_one(Member, case.member_id)).person.short_name
    holder = ""
    if holders and case.assignee_id is not None:
        holder = await questions.staff_name(session, case.assignee_id)
    return texts(
        "queue-line",
        number=case.number,
        topic=topic_title(regulations.desks[question.desk], question.topic, texts),
        age=int((clock.now() - (case.submitted_at or case.created_at)).total_seconds()),
        promised=case.promised_on or "",
        who=who,
        named=bool(who),
        status=str(case.status),
        **regulations.desks[question.desk].words(texts.language),
        holder=holder,
        held=bool(holder),
        confidential=int(question.confidential),
        anonymous=int(question.anonymous),
        urgent=int(question.urgent),
        deadline=question.deadline or "",
        dated=int(question.deadline is not None),
    )
