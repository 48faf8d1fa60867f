"""Whose a case is, where it lies, by which rules, and how its people hear of it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.calendar import WorkCalendar
from bot.cases.models import Case
from bot.cases.service import subject
from bot.members import service as members
from bot.members.models import Organisation
from bot.members.service import Viewer
from bot.regulations import OrganisationRules, Regulations


def is_own(viewer: Viewer, case: Case) -> bool:
    """A member's case is his from whichever account; one without a member is the account's."""
    if case.member_id is None:
        return case.account_id == viewer.account_id
    return viewer.member is not None and case.member_id == viewer.member.id


async def asker(session: AsyncSession, case: Case) -> int | None:
    """The account to write to: a member may talk from another one than he asked from."""
    if case.member_id is None:
        return case.account_id
    account = await members.account_of_member(session, case.member_id)
    return account.id if account else None


async def path_of(session: AsyncSession, case: Case) -> str | None:
    if case.organisation_id is None:
        return None
    return (await session.get_one(Organisation, case.organisation_id)).path


async def rules_of(
    session: AsyncSession, organisation_id: int | None, regulations: Regulations
) -> OrganisationRules:
    if organisation_id is None:
        return regulations.settings_for(())
    organisation = await session.get_one(Organisation, organisation_id)
    return regulations.settings_for(await members.chain_of(session, organisation))


async def tell(
    session: AsyncSession, case: Case, reader: int, kind: str, key: str, **values: Any
) -> None:
    """A notice about this case; `key` names the event, so that a repeat says nothing."""
    await notices.post(
        session,
        reader,
        kind,
        key=f"{subject(case.id)}:{key}",
        subject=subject(case.id),
        case_id=case.id,
        number=case.number,
        **values,
    )


async def tell_asker(
    session: AsyncSession, case: Case, kind: str, key: str, **values: Any
) -> None:
    reader = await asker(session, case)
    if reader is not None:
        await tell(session, case, reader, kind, key, **values)


def go_on_counting(case: Case, calendar: WorkCalendar, now: datetime) -> None:
    """The promise moves by the working days that its clock stood still."""
    if case.paused_at is None or case.promised_on is None:
        return
    stood = calendar.working_days_between(
        case.paused_at.astimezone(calendar.zone).date(), now.astimezone(calendar.zone).date()
    )
    # Before its close, so that the promised day itself is not counted.
    promised_day = calendar.end_of_day(case.promised_on) - timedelta(minutes=1)
    case.promised_on = calendar.add_working_days(promised_day, stood)
    case.due_at = calendar.end_of_day(case.promised_on)
    case.paused_at = None
