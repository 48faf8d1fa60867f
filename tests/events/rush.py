"""Many press «Записаться» within a second, on the real program: `python -m tests.events.rush`.

    python -m tests.events.rush --people 500 --places 50 --kills 3

Says how many have a place, how many wait, and fails where anyone is lost or twice on the list.
"""

import argparse
import asyncio
import os
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.db import Database
from bot.events import changing, making
from bot.events.models import Registration, Standing
from bot.members import service as members
from bot.members.models import Account, Category, Consent, Member, Person, Role
from bot.security import keys
from sandbox import Person as Human
from sandbox import Sandbox
from tests.databases import migrated_postgres, migrated_sqlite
from tests.spine.process import BotProcess
from tests.telegram import TOKEN, Town, bot_in

FIRST_ID = 100_000
# For the next answer, while a killed program comes up.
PATIENCE_SECONDS = 180.0
# The program comes up in some seconds: kills hit it while it works off the presses.
SHORTEST_LIFE, LONGEST_LIFE = 3.0, 8.0


async def gather(place: Town, people: int, places: int) -> tuple[list[Human], int]:
    """Members who know the bot, and an event with so few places."""
    union = await place.organisation("Барнаул", "школа № 7")
    async with place.database.writing() as session:
        for number in range(people):
            await settle(session, FIRST_ID + number, number, union.id)
        host = await members.ensure_account(session, FIRST_ID, "ru")
        root = await members.root(session, "")
        await members.grant(session, Role.STAFF, host, root)
    regulations = place.app.regulations
    async with place.database.writing() as session:
        viewer = await members.view_account(
            session, host, regulations, zone=regulations.union.timezone
        )
        event = await making.create(session, viewer, "Путёвки", "rush", "Asia/Barnaul")
        await changing.change(session, viewer, event.id, "r", place="Белокуриха", capacity=places)
        starts = clock.now() + timedelta(days=10)
        span = (starts, starts + timedelta(hours=2), "")
        await changing.set_sessions(session, viewer, event.id, [span], "r")
        await making.publish(session, viewer, event.id, announced=False)
    humans = [
        place.box.person(f"Народов {number}", id=FIRST_ID + number, started=True)
        for number in range(people)
    ]
    return humans, event.id


async def settle(
    session: AsyncSession, telegram_id: int, number: int, organisation_id: int
) -> None:
    """A member who talks to the bot already."""
    person = Person(f"Народов{number}", "Иван", born=date(1985, 3, 12), card=str(telegram_id))
    row = Member(
        card_hash=keys().hash(f"card:{telegram_id}"),
        person=person,
        category=Category.WORKER,
        organisation_id=organisation_id,
        joined_on=date(2010, 9, 1),
    )
    session.add(row)
    await session.flush()
    account = Account(telegram_id=telegram_id, language="ru", member_id=row.id)
    session.add(account)
    await session.flush()
    session.add(
        Consent(account_id=account.id, kind="services", version="1", text_hash="", given=True)
    )


async def press_all(humans: list[Human], event_id: int, times: int = 1) -> None:
    """All within a second; some twice."""
    for _ in range(times):
        for human in humans:
            card = human.telegram.post(human.where(None), human.telegram.bot, {"text": "Путёвки"})
            await human.press_data(card, f"event:join:{event_id}", nowait=True)


async def answered(humans: list[Human]) -> None:
    """Until everybody has read what became of it; a slow machine is given its time."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE_SECONDS
    waiting = list(humans)
    while waiting and loop.time() < deadline:
        left = [human for human in waiting if not said_to(human)]
        if len(left) < len(waiting):
            deadline = loop.time() + PATIENCE_SECONDS
        waiting = left
        await asyncio.sleep(0.1)
    assert not waiting, f"{len(waiting)} heard nothing"


def said_to(human: Human) -> list[str]:
    texts = (message.text for message in human.messages if message.from_bot)
    return [text for text in texts if "Номер записи" in text or "листе ожидания" in text]


async def check(
    database: Database, humans: list[Human], event_id: int, places: int, doubled: int
) -> dict[str, int]:
    """What rests in the database, and what people were told, are one and the same."""
    async with database.reading() as session:
        rows = await session.execute(
            select(Registration.member_id, Registration.standing, Registration.number)
            .where(Registration.event_id == event_id)
            .order_by(Registration.turn)
        )
        listed = rows.all()
        turns = await session.scalar(
            select(func.count(func.distinct(Registration.turn))).where(
                Registration.event_id == event_id
            )
        )
    assert len(listed) == len(humans) == turns
    assert len({member_id for member_id, _, _ in listed}) == len(humans)
    numbers = sorted(int(number[-6:]) for _, _, number in listed)
    assert numbers == list(range(1, len(humans) + 1)), "a gap among the numbers"
    confirmed = [standing for _, standing, _ in listed].count(Standing.CONFIRMED)
    assert confirmed == min(places, len(humans))
    assert all(standing is Standing.CONFIRMED for _, standing, _ in listed[:confirmed])
    told = [said for human in humans for said in said_to(human)]
    assert len(told) <= len(humans) + doubled, "told twice"
    place = re.compile(r"ожидания, место (\d+)")
    order = Counter(int(found[1]) for said in set(told) if (found := place.search(said)))
    assert sorted(order) == list(range(1, len(humans) - confirmed + 1))
    return {"confirmed": confirmed, "waiting": len(humans) - confirmed, "told": len(told)}


async def rush(url: str, folder: Path, people: int, places: int, kills: int) -> dict[str, int]:
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, url, folder) as app:
            humans, event_id = await gather(Town(app, box), people, places)
        bot = BotProcess(folder, url, box.url)
        await bot.start()
        try:
            await press_all(humans, event_id)
            chance = random.Random(50)
            for _ in range(kills):
                await asyncio.sleep(chance.uniform(SHORTEST_LIFE, LONGEST_LIFE))
                await bot.kill()
                await bot.start()
            await answered(humans)
            await bot.terminate()
        finally:
            await bot.kill()
        database = Database(url)
        # Whatever was under way at a kill may come twice: bulk has fifty at once.
        found = await check(database, humans, event_id, places, doubled=kills * 60)
        await database.close()
        return found


@asynccontextmanager
async def somewhere(folder: Path, *, postgres: bool) -> AsyncIterator[str]:
    if postgres:
        async with migrated_postgres() as url:
            yield url
    else:
        yield await asyncio.to_thread(migrated_sqlite, folder)


async def main(people: int, places: int, kills: int, *, postgres: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, loop = Path(name), asyncio.get_running_loop()
        os.chdir(folder)
        async with somewhere(folder, postgres=postgres) as url:
            began = loop.time()
            found = await rush(url, folder, people, places, kills)
            sys.stdout.write(f"{found}, {kills} kills, {loop.time() - began:.0f} s\n")


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, default=500)
    asked.add_argument("--places", type=int, default=50)
    asked.add_argument("--kills", type=int, default=0)
    asked.add_argument("--postgres", action="store_true")
    given = asked.parse_args()
    asyncio.run(main(given.people, given.places, given.kills, postgres=given.postgres))
