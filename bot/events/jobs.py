"""What the clock does to events: offers end, quotas are given back, people are told."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices, reminders
from bot.db import Database
from bot.events import events, leaving, offers, telling
from bot.events.models import LISTED, Event, Registration, Stage, Standing
from bot.members import service as members
from bot.members.models import Account, Member, Organisation
from bot.members.service import Viewer
from bot.regulations import Regulations
from bot.reminders import Reminder, reminds

ANNOUNCED_AT_ONCE: Final = 200
ANNOUNCED = "event-announced"


async def end_offers(database: Database, regulations: Regulations) -> None:
    """Ignored, it passes on; also what ended while nothing ran."""
    async with database.reading() as session:
        found = await session.scalars(
            select(Registration.id)
            .where(
                Registration.standing == Standing.OFFERED,
                Registration.offer_until <= clock.now(),
            )
            .order_by(Registration.offer_until, Registration.turn)
        )
        over = found.all()
    for registration_id in over:
        async with database.writing() as session:
            await offers.end_offer(session, registration_id)


async def give_back_quotas(database: Database, regulations: Regulations) -> None:
    async with database.reading() as session:
        found = await session.scalars(
            select(Event.id).where(
                Event.stage == Stage.PUBLISHED,
                Event.quota_over.is_(False),
                Event.quota_until <= clock.now(),
            )
        )
        due = found.all()
    for event_id in due:
        async with database.writing() as session:
            await offers.return_quotas(session, event_id)


async def close_waiting_lists(database: Database, regulations: Regulations) -> None:
    """Who still waits when it begins is not left to guess."""
    async with database.reading() as session:
        found = await session.scalars(
            select(Registration.id)
            .join(Event, Event.id == Registration.event_id)
            .where(
                Registration.standing == Standing.WAITING,
                Registration.ended_at.is_(None),
                Event.stage == Stage.PUBLISHED,
                Event.starts_at <= clock.now(),
            )
            .order_by(Registration.turn)
        )
        waited = found.all()
    for registration_id in waited:
        async with database.writing() as session:
            await offers.end_turn(session, registration_id)


async def strike_off_the_gone(database: Database, regulations: Regulations) -> None:
    """Who was excluded or left, not before the next day: until then an import that was a mistake
    is taken back, and his place is still his."""
    async with database.reading() as session:
        found = await session.scalars(
            select(Registration.id)
            .join(Event, Event.id == Registration.event_id)
            .join(Member, Member.id == Registration.member_id)
            .where(
                Registration.standing.in_(LISTED),
                Event.stage == Stage.PUBLISHED,
                Event.starts_at > clock.now(),
                Member.status.in_(members.GONE),
                Member.gone_on < clock.today(),
            )
            .order_by(Registration.id)
        )
        gone = found.all()
    for registration_id in gone:
        async with database.writing() as session:
            await leaving.strike_off(session, registration_id)


# Reminders


@reminds(telling.DAY_BEFORE)
async def day_before(session: AsyncSession, reminder: Reminder, rules: Regulations) -> bool:
    """One that is later than the next of its kind would say the same as that one."""
    event = await _coming(session, reminder)
    if event is None or event.starts_at is None:
        return await _missed(session, reminder)
    if event.starts_at - telling.REMIND_BEFORE[telling.SOON] <= clock.now():
        return False
    await _say(session, reminder, event)
    return True


@reminds(telling.SOON)
async def soon(session: AsyncSession, reminder: Reminder, rules: Regulations) -> bool:
    event = await _coming(session, reminder)
    if event is None:
        return await _missed(session, reminder)
    await _say(session, reminder, event)
    return True


@reminds(telling.AFTERWARDS)
async def afterwards(
    session: AsyncSession, reminder: Reminder, rules: Regulations
) -> bool | datetime:
    """Nobody asked for it: it waits for the end of the quiet hours where the person is."""
    event = await _event_of(session, reminder)
    known = event and await _registration(session, event, reminder.account_id)
    if event is None or not known or known.rating is not None:
        return False
    if event.stage is not Stage.PUBLISHED or not await _took_part(session, known):
        return False
    if wait := await _quiet_until(session, reminder.account_id, rules):
        return wait
    await _say(session, reminder, event)
    return True


async def _coming(session: AsyncSession, reminder: Reminder) -> Event | None:
    """The event, while it is ahead and this person comes."""
    event = await _event_of(session, reminder)
    if event is None or events.has_begun(event) or event.stage is not Stage.PUBLISHED:
        return None
    known = await _registration(session, event, reminder.account_id)
    return event if known and known.standing is Standing.CONFIRMED else None


async def _event_of(session: AsyncSession, reminder: Reminder) -> Event | None:
    return await session.get(Event, int(reminder.subject.partition(":")[2]))


async def _registration(
    session: AsyncSession, event: Event, account_id: int
) -> Registration | None:
    account = await members.account_by_id(session, account_id)
    return await events.registration_of(session, event.id, account.member_id)


async def _took_part(session: AsyncSession, known: Registration) -> bool:
    """He came; where nobody was marked at the door, whoever had a place."""
    if known.standing is not Standing.CONFIRMED:
        return False
    if known.came_at is not None:
        return True
    any_came = await session.scalar(
        select(
            exists().where(
                Registration.event_id == known.event_id, Registration.came_at.is_not(None)
            )
        )
    )
    return not any_came


async def _say(session: AsyncSession, reminder: Reminder, event: Event) -> None:
    await notices.post(
        session,
        reminder.account_id,
        reminder.kind,
        key=f"reminder:{reminder.id}",
        subject=reminder.subject,
        event_id=event.id,
    )


async def _missed(session: AsyncSession, reminder: Reminder) -> bool:
    """The event began while nothing ran: its organiser hears it once for all."""
    event = await _event_of(session, reminder)
    if event is not None and event.stage is Stage.PUBLISHED and events.has_begun(event):
        await notices.post(
            session,
            event.created_by,
            "event-missed",
            key=f"missed:{reminder.subject}:{reminder.kind}:{reminder.due_at:%Y%m%d%H%M}",
            event_id=event.id,
            due=reminder.due_at,
        )
    return False


async def _quiet_until(
    session: AsyncSession, account_id: int, rules: Regulations
) -> datetime | None:
    viewer = await _viewer(session, await members.account_by_id(session, account_id), rules)
    return _quiet_for(viewer, rules)


async def _viewer(session: AsyncSession, account: Account, rules: Regulations) -> Viewer:
    return await members.view_account(session, account, rules, zone=rules.union.timezone)


def _quiet_for(viewer: Viewer, rules: Regulations) -> datetime | None:
    return rules.quiet_until(clock.now(), ZoneInfo(str(viewer.texts.zone)))


# Announced


async def announce(database: Database, regulations: Regulations) -> None:
    """Whom it is for, of those who agreed to news: portion by portion, from where it stood."""
    async with database.reading() as session:
        found = await session.scalars(
            select(Event.id).where(
                Event.announced_to.is_not(None),
                Event.stage == Stage.PUBLISHED,
                Event.starts_at > clock.now(),
            )
        )
        due = found.all()
    for event_id in due:
        while await _announce_next(database, event_id, regulations):
            continue


async def _announce_next(database: Database, event_id: int, rules: Regulations) -> bool:
    async with database.writing() as session:
        event = await events.locked(session, event_id)
        if event.announced_to is None:
            return False
        accounts = await _next_accounts(session, event)
        for account in accounts:
            await _announce_to(session, event, account, rules)
        event.announced_to = accounts[-1].id if accounts else None
        return bool(accounts)


async def _next_accounts(session: AsyncSession, event: Event) -> list[Account]:
    """Of the organisation whose event it is: others find it in the section."""
    path = await events.path_of(session, event)
    rows = await session.scalars(
        select(Account)
        .join(Member, Member.id == Account.member_id)
        .join(Organisation, Organisation.id == Member.organisation_id)
        .where(
            Account.id > (event.announced_to or 0),
            Account.telegram_id > 0,
            Account.blocked_at.is_(None),
            Organisation.path.startswith(path, autoescape=True),
        )
        .order_by(Account.id)
        .limit(ANNOUNCED_AT_ONCE)
    )
    return list(rows)


async def _announce_to(
    session: AsyncSession, event: Event, account: Account, rules: Regulations
) -> None:
    viewer = await _viewer(session, account, rules)
    wanted = viewer.is_active_member and await members.consent_given(session, account.id, "news")
    if not wanted or not await events.is_for(session, viewer, event.id):
        return
    if wait := _quiet_for(viewer, rules):
        await reminders.remind(session, account.id, events.subject(event.id), ANNOUNCED, wait)
        return
    await _post_announcement(session, event, account.id)


async def _post_announcement(session: AsyncSession, event: Event, account_id: int) -> None:
    await notices.post(
        session,
        account_id,
        ANNOUNCED,
        key=f"{ANNOUNCED}:{event.id}:{account_id}",
        subject=events.subject(event.id),
        priority=notices.BULK,
        event_id=event.id,
    )


@reminds(ANNOUNCED)
async def announced_after_the_night(
    session: AsyncSession, reminder: Reminder, rules: Regulations
) -> bool:
    event = await _event_of(session, reminder)
    if event is None or event.stage is not Stage.PUBLISHED or events.has_begun(event):
        return False
    await _post_announcement(session, event, reminder.account_id)
    return True
