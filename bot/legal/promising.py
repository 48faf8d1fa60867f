"""The date a member was promised: whether it is near, and how it moves when it can't be kept."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.legal import questions
from bot.legal.questions import Asked
from bot.regulations import Regulations


async def is_near(session: AsyncSession, asked: Asked, regulations: Regulations) -> bool:
    if asked.case.due_at is None:
        return False
    rules = await questions.rules_of(session, asked.case.organisation_id, regulations)
    hours = regulations.desks[asked.question.desk].remind_before_hours
    return rules.calendar.subtract_working_hours(asked.case.due_at, hours) <= clock.now()


async def promise_anew(
    session: AsyncSession, asked: Asked, regulations: Regulations, key: str
) -> None:
    """The date can't be kept: the member hears a new one."""
    case = asked.case
    rules = await questions.rules_of(session, case.organisation_id, regulations)
    days = regulations.desks[asked.question.desk].extension_days
    promised = questions.promise_in(days, asked.question, rules.calendar, clock.now())
    if promised == case.promised_on and rules.calendar.end_of_day(promised) > clock.now():
        # The law leaves no later day, and that one has not passed yet.
        return
    case.promised_on, case.due_at = promised, rules.calendar.end_of_day(promised)
    await questions.tell_asker(session, asked, "promise-moved", key, promised=promised)
