"""By when a decision is promised: the session of the body that decides, or working days."""

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications import route
from bot.applications.reading import Filed
from bot.calendar import WorkCalendar
from bot.cases import telling
from bot.regulations import Body, Regulations

DAY: Final = timedelta(days=1)


def next_session(body: Body, calendar: WorkCalendar, now: datetime) -> date | None:
    """The next that is still open for papers. One of today ends with the working day."""
    day = now.astimezone(calendar.zone).date()
    is_over = now >= calendar.end_of_day(day)
    found = body.next_session(day)
    return body.next_session(day + DAY) if found == day and is_over else found


def expected(body: Body, calendar: WorkCalendar, now: datetime) -> date:
    """The day of the next session that is still open for papers, else so many working days on."""
    return next_session(body, calendar, now) or calendar.add_working_days(now, body.days)


def deciding_body(filed: Filed, path: str, amount: int) -> Body:
    """The body, from where it is now upwards, that decides this sum; the last where none does."""
    here = filed.application.stage
    found = route.able_stage(filed, path, amount, here - 1)
    return filed.terms.stages[here if found is None else found]


async def promise(session: AsyncSession, filed: Filed, regulations: Regulations) -> date:
    """Set the promised day anew, by the body that will decide."""
    case = filed.case
    rules = await telling.rules_of(session, case.organisation_id, regulations)
    body = await _will_decide(session, filed)
    case.promised_on = expected(body, rules.calendar, clock.now())
    await set_due(session, filed, regulations)
    return case.promised_on


async def set_due(session: AsyncSession, filed: Filed, regulations: Regulations) -> None:
    """The promised day is over when it is so for the member and where the body sits: to the west
    of him it may be deciding yet."""
    case = filed.case
    assert case.promised_on is not None, "it was promised when it was filed"
    body = await _will_decide(session, filed)
    seat = route.seat(await route.path_of(session, filed), body.level)
    places = [case.organisation_id, *([route.seat_id(seat)] if seat else [])]
    rules = [await telling.rules_of(session, place, regulations) for place in places]
    case.due_at = max(found.calendar.end_of_day(case.promised_on) for found in rules)


async def _will_decide(session: AsyncSession, filed: Filed) -> Body:
    application = filed.application
    path = await route.path_of(session, filed)
    amount = application.proposed or application.amount or filed.terms.ground.ceiling
    return deciding_body(filed, path, amount)
