"""At nine in the morning: what waits, what one has, what is late. One message a working day."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.cases.models import Case
from bot.db import Database
from bot.i18n import Html
from bot.legal import absences, desk, head
from bot.legal.questions import Asked
from bot.members import menu
from bot.members import service as members
from bot.members.models import Account
from bot.members.service import Viewer
from bot.notices import Button, Notice, Reader, Screen, renders
from bot.regulations import Regulations

DIGEST = "digest"
BEGINS = time(9)
# Whoever was not told by then, because nothing ran, has seen his queue by himself.
ENDS = time(12)
# More numbers in a line are not read.
SHOWN = 3


async def send_digests(database: Database, regulations: Regulations) -> None:
    """It is asked for of everyone at work, once a day; one with nothing in it is not sent."""
    async with database.reading() as session:
        roles = {role for at_desk in regulations.desks.values() for role in at_desk.roles}
        lawyers = await members.all_holders(session, roles)
        at_work = await absences.present(session, lawyers)
        due = [(a.id, day) for a in at_work if (day := await _due(session, a, regulations))]
        keys = {_key(account_id, day): (account_id, day) for account_id, day in due}
        known = await session.scalars(select(Notice.key).where(Notice.key.in_(keys)))
        missing = keys.keys() - set(known)
    for key in sorted(missing):
        account_id, day = keys[key]
        async with database.writing() as session:
            await notices.post(session, account_id, DIGEST, key=key, day=day)


def _key(account_id: int, day: date) -> str:
    return f"{DIGEST}:{day}:{account_id}"


async def _due(session: AsyncSession, account: Account, regulations: Regulations) -> date | None:
    """The day it is where he works, if this is a working morning there."""
    zone = regulations.union.timezone
    viewer = await members.view_account(session, account, regulations, zone=zone)
    local = clock.now().astimezone(viewer.texts.zone)
    calendar = (viewer.rules or regulations.settings_for(())).calendar
    morning = _is_morning(local, local.date()) and calendar.is_working_day(local.date())
    return local.date() if morning else None


def _is_morning(local: datetime, day: date) -> bool:
    return local.date() == day and BEGINS <= local.time() < ENDS


@renders(DIGEST)
async def digest(session: AsyncSession, reader: Reader) -> Screen | None:
    """As things stand when it is sent: nothing where that is too late, or nothing waits."""
    account = await session.get_one(Account, reader.account_id)
    zone = ZoneInfo(str(reader.texts.zone))
    viewer = await members.view_account(session, account, reader.rules, zone=zone)
    if not _is_morning(clock.now().astimezone(viewer.texts.zone), reader.values["day"]):
        return None
    parts = await _parts(session, viewer)
    if not parts:
        return None
    queues = [f"{menu.QUEUE}-{at_desk.key}" for at_desk in viewer.serves]
    rows = [[_section(viewer, key)] for key in (*queues, menu.MINE)]
    return Screen(viewer.texts("digest", parts=Html("\n".join(parts))), buttons=rows)


def _section(viewer: Viewer, key: str) -> Button:
    return Button(menu.label(viewer, key), f"menu:{key}")


async def _parts(session: AsyncSession, viewer: Viewer) -> list[str]:
    queue, held = desk.waiting_for(viewer), desk.held_by(viewer)
    mine = and_(held, Case.status.in_(desk.UNDER_WAY))
    late = and_(or_(queue, mine), head.is_overdue())
    if head.is_head(viewer):
        late = or_(late, head.led_by(viewer, head.Which.OVERDUE))
    kinds = {"digest-queue": queue, "digest-mine": mine, "digest-late": late}
    if head.is_head(viewer):
        led = head.led_by(viewer, head.Which.ALL)
        kinds["digest-away"] = and_(led, head.is_with_someone_away())
    parts: list[str] = []
    for key, condition in kinds.items():
        if count := await desk.count(session, condition):
            first = await desk.page(session, condition, desk.BY_URGENCY, SHOWN, 0)
            parts.append(viewer.texts(key, count=count, numbers=_numbers(first, count)))
    return parts


def _numbers(first: Sequence[Asked], count: int) -> str:
    numbers = ", ".join(asked.case.number or "" for asked in first)
    return f"{numbers}…" if count > len(first) else numbers
