"""What is shown of any kind of case: a paper to whoever may read it, a note to who holds it."""

from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases import kinds, telling
from bot.cases.models import Case, Paper, Purpose
from bot.members import service as members
from bot.members.models import Account
from bot.notices import Attachment, Button, Reader, Screen, renders


@renders(kinds.PAPER)
async def paper(session: AsyncSession, reader: Reader) -> Screen | None:
    found = await session.get(Paper, reader.values["paper_id"])
    if found is None or not await _may_have(session, reader, found.case_id):
        return None
    if found.purpose is Purpose.SIGNED:
        name: str = reader.texts("paper-signed")
    else:
        name = reader.texts("paper-caption", name=found.name) if found.name else ""
    return Screen(
        text=name, attachment=Attachment(found.kind, found.file_id, found.name, found.copy)
    )


async def _may_have(session: AsyncSession, reader: Reader, case_id: int) -> bool:
    """Its member, and whoever may read it now: it may have waited while a role ended."""
    if await telling.asker(session, await session.get_one(Case, case_id)) == reader.account_id:
        return True
    account = await session.get_one(Account, reader.account_id)
    zone = ZoneInfo(str(reader.texts.zone))
    viewer = await members.view_account(session, account, reader.rules, zone=zone)
    return await kinds.may_read(session, viewer, case_id)


@renders("colleague-noted")
async def colleague_noted(session: AsyncSession, reader: Reader) -> Screen:
    """Nobody is woken by it."""
    case = await session.get_one(Case, reader.values["case_id"])
    rules = await telling.rules_of(session, case.organisation_id, reader.rules)
    told = {key: reader.values[key] for key in ("who", "number")}
    return Screen(
        reader.texts("notice-colleague-noted", **told),
        buttons=[[Button(reader.texts("button-open-case"), kinds.action("show", case.id))]],
        silent=not rules.calendar.is_working_time(clock.now()),
    )
