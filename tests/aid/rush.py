"""Many file at once on the real program, with kills: `python -m tests.aid.rush`.

    python -m tests.aid.rush --people 200 --kills 5 [--postgres]

Fails where an application is lost or doubled, a number is left out, a paper is missing, or an
officer has not exactly one card of each.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

from sqlalchemy import select

from bot.applications.access import CARD
from bot.applications.models import Application
from bot.cases.models import Case, CaseMessage, Paper, Status
from bot.db import Database
from bot.members.models import Role
from bot.notices import Notice
from bot.telegram.models import InboxRow
from sandbox import Message, Sandbox
from sandbox import Person as Human
from tests.aid.acting import LABEL, number_in
from tests.events.rush import FIRST_ID, settle, somewhere
from tests.spine.insistent import newest_offering, shows
from tests.spine.process import BotProcess, handled
from tests.telegram import TOKEN, Town, bot_in

# An officer's chat takes one card a second: so many members share a district.
OF_A_DISTRICT: Final = 40
FIRST_OFFICER: Final = 900_000
# For the next answer, while a killed program comes up and two hundred wait with him.
PATIENCE_SECONDS: Final = 180.0
# The program comes up in some seconds: kills hit it while it works.
SHORTEST_LIFE, LONGEST_LIFE = 3.0, 9.0
# A chat has one call under way, and at once the bot has so many chats.
IN_FLIGHT: Final = 60


async def gather(place: Town, people: int) -> tuple[list[Human], list[Human]]:
    """Members, and an officer for each forty of them."""
    humans: list[Human] = []
    officers: list[Human] = []
    for number in range(people):
        district = ("Алтайский край", f"район {number // OF_A_DISTRICT}")
        school = await place.organisation(*district, "школа № 1")
        if number % OF_A_DISTRICT == 0:
            officers.append(await _officer(place, len(officers), district))
        telegram_id = FIRST_ID + number
        async with place.database.writing() as session:
            await settle(session, telegram_id, number, school.id)
        humans.append(place.box.person(f"Народов {number}", id=telegram_id, started=True))
    return humans, officers


async def _officer(place: Town, number: int, district: tuple[str, ...]) -> Human:
    office = await place.organisation(*district, "аппарат")
    telegram_id = FIRST_OFFICER + number
    async with place.database.writing() as session:
        await settle(session, telegram_id, telegram_id, office.id)
    human = place.box.person(f"Сотрудник {number}", id=telegram_id, started=True)
    await place.give_role(human, Role.STAFF, *district)
    return human


def words_of(human: Human) -> str:
    return f"Операция у {human.id}."


async def apply(human: Human) -> str:
    """All the way to the number, as patient as people are; every fifth sends twice."""
    await human.send(LABEL["ru"])
    await press_on(human, "Лечение · до 20 000 ₽", "Платит:")
    await press_on(human, "Подать заявление", "Какая сумма нужна")
    await human.send("15000")
    await human.wait_for("Расскажите коротко", PATIENCE_SECONDS)
    await human.send(words_of(human))
    await human.wait_for(words_of(human), PATIENCE_SECONDS)
    await human.send_photo()
    await human.wait_for("Получено 1", PATIENCE_SECONDS)
    await press_on(human, "Готово", "Проверьте перед отправкой")
    await press_on(human, "Отправить", " принято", times=1 + (human.id % 5 == 0))
    return number_in(next(m for m in human.messages if " принято" in m.text))


async def press_on(human: Human, label: str, awaited: str, times: int = 1) -> None:
    """Press, and press again where the screen comes anew: a kill may have taken the first."""
    pressed = 0

    def offered() -> Message | None:
        newest = newest_offering(human, label)
        return newest if newest and newest.id > pressed else None

    def is_on() -> bool:
        return shows(human, awaited) or offered() is not None

    while not shows(human, awaited):
        await human.wait_until(is_on, PATIENCE_SECONDS)
        if message := offered():
            pressed = message.id
            for _ in range(times):
                await human.press(label, message=message, nowait=True)


async def kill_meanwhile(bot: BotProcess, filing: "asyncio.Future[list[str]]", kills: int) -> int:
    """How often it was: nothing is killed after the last number."""
    chance = random.Random(200)
    for done in range(kills):
        await asyncio.sleep(chance.uniform(SHORTEST_LIFE, LONGEST_LIFE))
        if filing.done():
            return done
        await bot.kill()
        await bot.start()
    return kills


async def check(
    database: Database, humans: list[Human], officers: list[Human], numbers: list[str]
) -> int:
    """What rests in the database is what people were told; returns what came twice to somebody."""
    expected = [f"МП-{numbers[0][3:7]}-{n:06d}" for n in range(1, len(humans) + 1)]
    assert sorted(numbers) == expected, "a gap or a double among the numbers"
    async with database.reading() as session:
        rows = await session.execute(
            select(Case.id, Case.number, CaseMessage.text)
            .join(Application, Application.case_id == Case.id)
            .join(CaseMessage, CaseMessage.case_id == Case.id)
            .where(Case.status == Status.REVIEW)
        )
        filed = {number or "": (case_id, text) for case_id, number, text in rows}
        assert await session.scalar(select(Case.id).where(Case.status != Status.REVIEW)) is None
        papers = Counter(await session.scalars(select(Paper.case_id)))
        lost = await session.scalars(select(Paper.id).where(Paper.copy.is_(None)))
        assert lost.all() == [], "a paper without our own copy"
        cards = Counter(await session.scalars(select(Notice.subject).where(Notice.kind == CARD)))
        left = await session.scalars(select(InboxRow.update_id).where(InboxRow.done_at.is_(None)))
        assert left.all() == [], "updates that nobody handled"
    assert sorted(filed) == expected
    assert {filed[number][1] for number in numbers} == {words_of(human) for human in humans}
    for human, number in zip(humans, numbers, strict=True):
        case_id, text = filed[number]
        assert text == words_of(human)
        assert papers[case_id] == 1
        assert cards[f"case:{case_id}"] == 1
    return _doubles(humans, officers, numbers)


def _doubles(humans: list[Human], officers: list[Human], numbers: list[str]) -> int:
    accepted = [
        said(human, number, " принято") for human, number in zip(humans, numbers, strict=True)
    ]
    put = [sum(said(officer, f"{number} · ") for officer in officers) for number in numbers]
    assert all(accepted)
    assert all(put), "an application without its card"
    return sum(accepted) + sum(put) - 2 * len(numbers)


def said(human: Human, *words: str) -> int:
    return sum(m.from_bot and all(word in m.text for word in words) for m in human.messages)


async def settled(database: Database, officers: list[Human], people: int) -> None:
    """Until all cards are put and all papers copied."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE_SECONDS
    while loop.time() < deadline:
        async with database.reading() as session:
            waiting = await session.scalar(select(Paper.id).where(Paper.copy.is_(None)).limit(1))
        if waiting is None and sum(said(o, "МП-", "Просит") for o in officers) >= people:
            return
        await asyncio.sleep(0.3)


async def rush(url: str, folder: Path, people: int, kills: int) -> dict[str, int]:
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, url, folder) as app:
            humans, officers = await gather(Town(app, box), people)
        bot = BotProcess(folder, url, box.url)
        database = Database(url)
        await bot.start()
        try:
            filing = asyncio.gather(*(apply(human) for human in humans))
            killed = await kill_meanwhile(bot, filing, kills)
            numbers = await filing
            await settled(database, officers, people)
            # The last kill may have come after the last word and before its mark.
            await handled(url)
            await bot.terminate()
        finally:
            await bot.kill()
        doubled = await check(database, humans, officers, numbers)
        await database.close()
        # Only what Telegram had accepted when the program was killed may have come twice.
        assert doubled <= killed * IN_FLIGHT
        return {"filed": len(numbers), "kills": killed, "came twice": doubled}


async def main(people: int, kills: int, *, postgres: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, loop = Path(name), asyncio.get_running_loop()
        os.chdir(folder)
        async with somewhere(folder, postgres=postgres) as url:
            began = loop.time()
            found = await rush(url, folder, people, kills)
            sys.stdout.write(f"{found}, {loop.time() - began:.0f} s\n")


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, default=200)
    asked.add_argument("--kills", type=int, default=5)
    asked.add_argument("--postgres", action="store_true")
    given = asked.parse_args()
    asyncio.run(main(given.people, given.kills, postgres=given.postgres))
