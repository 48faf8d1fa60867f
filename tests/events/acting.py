"""What people do in the tests of events."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from sqlalchemy import select

from bot import clock as clocks
from bot import reminders
from bot.events import changing, jobs, making
from bot.events.models import Event, Registration, Standing
from bot.members import service as members
from bot.members.models import Role
from bot.members.service import Viewer
from sandbox import Message, Person
from tests.telegram import Town

# A Saturday, 10:00 in Almaty, 12:00 in Barnaul.
SATURDAY = datetime(2026, 12, 5, 5, tzinfo=UTC)
ALMATY = ("Казахстан", "Алматы", "№ 5 мектеп")


async def organiser(
    place: Town, telegram_id: int = 3001, *scope: str, role: str = Role.STAFF
) -> Person:
    human = await place.member(telegram_id, "Краева Нина Павловна", at=("Барнаул", "аппарат"))
    await place.give_role(human, role, *scope)
    return human


async def viewer_of(place: Town, human: Person) -> Viewer:
    account = await place.account(human)
    async with place.database.reading() as session:
        regulations = place.app.regulations
        return await members.view_account(
            session, account, regulations, zone=regulations.union.timezone
        )


async def event(
    place: Town,
    by: Person,
    title: str = "Школа профактива",
    *,
    capacity: int | None = 2,
    starts: datetime = SATURDAY,
    hours: float = 6,
    zone: str = "Asia/Almaty",
    **more: Any,
) -> int:
    """A published one, made in the shortest way."""
    viewer = await viewer_of(place, by)
    async with place.database.writing() as session:
        made = await making.create(session, viewer, title, f"test:{title}", zone)
        await changing.change(
            session, viewer, made.id, "test", place="Дом учителя", capacity=capacity, **more
        )
        span = (starts, starts + timedelta(hours=hours), "")
        await changing.set_sessions(session, viewer, made.id, [span], "test")
        await making.publish(session, viewer, made.id, announced=False)
    return made.id


async def open_event(human: Person, title: str = "Школа профактива", menu: str = "") -> Message:
    await human.send(menu or "📅 Мероприятия")
    await human.wait_until(lambda: human.last and _offers(human.last, title))
    await human.press(title)
    return await human.wait_for(title)


def _offers(message: Message, title: str) -> bool:
    return any(title in label for row in message.buttons for label in row)


async def join(human: Person, title: str = "Школа профактива") -> Message:
    await open_event(human, title)
    await human.press("Записаться")
    return await human.wait_for(re.compile("Номер записи|листе ожидания, место"))


async def standings(place: Town, event_id: int) -> dict[str, list[int]]:
    """Member ids by standing, in their turn."""
    async with place.database.reading() as session:
        rows = await session.scalars(
            select(Registration)
            .where(Registration.event_id == event_id)
            .order_by(Registration.turn)
        )
        found: dict[str, list[int]] = {standing.value: [] for standing in Standing}
        for one in rows.all():
            found[one.standing.value].append(one.member_id or 0)
    return found


async def tick(place: Town) -> None:
    """What the scheduler would do now."""
    await place.settled()
    rules = place.app.regulations
    for job in (
        jobs.end_offers,
        jobs.give_back_quotas,
        jobs.close_waiting_lists,
        jobs.strike_off_the_gone,
        jobs.announce,
        reminders.say_what_is_due,
    ):
        await job(place.database, rules)
    await place.settled()


async def jump(place: Town, clock: time_machine.Traveller, moment: datetime) -> None:
    await place.settled()
    clock.move_to(moment)
    await tick(place)


async def the_event(place: Town, event_id: int) -> Event:
    async with place.database.reading() as session:
        return await session.get_one(Event, event_id)


def in_hours(hours: float) -> datetime:
    return clocks.now() + timedelta(hours=hours)
