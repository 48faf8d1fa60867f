"""By when a decision is promised: the session of the body that decides, or working days."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications import route
from bot.applications.reading import Filed
from bot.calendar import WorkCalendar
from bot.cases import telling
from bot.regulations import Body, Regulations


def expected(body: Body, calendar: WorkCalendar, now: datetime) -> date:
    """The day of the next session that is still open for papers, else so many working days on."""
    session = body.next_session(now.astimezone(calendar.zone).date())
    return session or calendar.add_working_days(now, body.days)


def deciding_body(filed: Filed, path: str, amount: int) -> Body:
    """The body, from where it is now upwards, that decides this sum; the last where none does."""
    here = filed.application.stage
    found = route.able_stage(filed, path, amount, here - 1)
    return filed.terms.stages[here if found is None else found]


async def promise(session: AsyncSession, filed: Filed, regulations: Regulations) -> date:
    """Set the promised day anew, by the body that will decide."""
    case, application = filed.case, filed.application
    path = await route.path_of(session, filed)
    rules = await telling.rules_of(session, case.organisation_id, regulations)
    amount = application.proposed or application.amount or filed.terms.ground.ceiling
    body = deciding_body(filed, path, amount)
    case.promised_on = expected(body, rules.calendar, clock.now())
    case.due_at = rules.calendar.end_of_day(case.promised_on)
    return case.promised_on
