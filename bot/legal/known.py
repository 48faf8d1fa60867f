"""Desks that questions stand at must be in the regulations: nothing could show them else."""

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases.models import OPEN, Case, Status
from bot.errors import SetupError
from bot.legal.models import Question
from bot.regulations import Regulations


class DeskMissing(SetupError):
    """A block was taken out of the file, or renamed, while questions stand at it."""


async def ensure_desks_known(session: AsyncSession, regulations: Regulations) -> None:
    rows = await session.execute(
        select(Question.desk, func.count(), _number(*OPEN), _number(Status.DRAFT))
        .join(Case, Case.id == Question.case_id)
        .where(Question.desk.not_in(regulations.desks))
        .group_by(Question.desk)
        .order_by(Question.desk)
    )
    if lines := [_line(*row) for row in rows]:
        raise DeskMissing("\n".join(lines))


def _number(*statuses: Status) -> ColumnElement[int]:
    return func.sum(case((Case.status.in_(statuses), 1), else_=0))


def _line(desk: str, every: int, still_open: int, drafts: int) -> str:
    return (
        f"В положениях (desks) нет службы {desk}, а обращений к ней {every - drafts}"
        f" (открытых {still_open}), черновиков {drafts}. Верните её блок. Если она больше не"
        " нужна, допишите в блок closed: true: новых обращений она не примет, прежние останутся"
        " видны."
    )
