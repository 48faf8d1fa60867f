"""What people do in the tests of questions."""

import re
from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import select

from bot.cases.models import Case, CaseMessage, Paper
from bot.legal import jobs
from bot.members.models import Audit, Role
from sandbox import Person
from sandbox.models import Message
from sandbox.people import media
from tests.telegram import Town

OFFICE = ("Барнаул", "аппарат")


async def lawyer(
    place: Town,
    telegram_id: int = 2001,
    name: str = "Законов Лев Петрович",
    *,
    role: str = Role.LAWYER,
    scope: tuple[str, ...] = (),
    at: tuple[str, ...] = OFFICE,
    language: str = "ru",
) -> Person:
    human = await place.member(telegram_id, name, at=at, language=language)
    await place.give_role(human, role, *scope)
    return human


async def begin(person: Person) -> None:
    await person.send("⚖️ Вопрос юристу")
    await person.wait_for("Опишите, что случилось")


async def write(person: Person, text: str) -> Message:
    await begin(person)
    await person.send(text)
    return await person.wait_for("Проверьте перед отправкой")


async def submit(person: Person) -> str:
    await person.press("Отправить")
    return number_in(await person.wait_for("принят"))


async def ask(person: Person, text: str = "Директор снял мне стимулирующую часть.") -> str:
    """Ask in the shortest way; returns the number."""
    await write(person, text)
    return await submit(person)


def number_in(message: Message, prefix: str = "ВЮ") -> str:
    found = re.search(rf"{prefix}-\d{{4}}-\d{{6}}", message.text)
    assert found, message.text
    return found[0]


def card_of(person: Person, number: str) -> Message:
    """The newest message of his chat that is this question's card."""
    cards = [m for m in person.messages if m.from_bot and m.text.startswith(f"{number} · ")]
    assert len(cards) == 1, person.screen()
    return cards[0]


async def take(person: Person, number: str) -> None:
    await person.wait_for(number, after=0)
    await person.press("Взять", message=card_of(person, number))
    await person.wait_for("у вас до")


async def speak(person: Person, number: str, button: str, text: str) -> None:
    await person.press(button, message=card_of(person, number))
    await person.wait_for(number)
    await person.send(text)
    await person.wait_for("Проверьте перед отправкой")
    await person.press("Отправить")


async def answer(person: Person, number: str, text: str = "Снизить можно не всегда.") -> None:
    await speak(person, number, "Ответить", text)
    await person.wait_for("Ответ отправлен")


async def reply(person: Person, button: str, text: str) -> None:
    await person.press(button)
    await person.wait_for("Напишите по")
    await person.send(text)
    await person.wait_for("Проверьте перед отправкой")
    await person.press("Отправить")
    await person.wait_for("Передал юристу")


async def jump(place: Town, clock: time_machine.Traveller, moment: datetime) -> None:
    """Later: all jobs of questions have run once."""
    await place.settled()
    clock.move_to(moment)
    await run_jobs(place)


async def wait(place: Town, clock: time_machine.Traveller, **later: float) -> None:
    await jump(place, clock, datetime.now(UTC) + timedelta(**later))


async def run_jobs(place: Town) -> None:
    for job in (
        jobs.end_leases,
        jobs.remind_of_promises,
        jobs.move_missed_promises,
        jobs.close_answered,
    ):
        await job(place.database, place.app.regulations)
    await place.settled()


async def case_with(place: Town, number: str) -> Case:
    async with place.database.reading() as session:
        return (await session.scalars(select(Case).where(Case.number == number))).one()


async def papers_with(place: Town, number: str) -> list[Paper]:
    case = await case_with(place, number)
    async with place.database.reading() as session:
        rows = await session.scalars(select(Paper).where(Paper.case_id == case.id))
        return list(rows)


async def messages_with(place: Town, number: str) -> list[CaseMessage]:
    case = await case_with(place, number)
    async with place.database.reading() as session:
        rows = await session.scalars(
            select(CaseMessage).where(CaseMessage.case_id == case.id).order_by(CaseMessage.id)
        )
        return list(rows)


async def audited(place: Town, person: Person, action: str) -> int:
    account = await place.account(person)
    async with place.database.reading() as session:
        rows = await session.scalars(
            select(Audit).where(Audit.account_id == account.id, Audit.action == action)
        )
        return len(rows.all())


def said_to(person: Person, *words: str) -> list[str]:
    """What the bot's messages with these words say, oldest first."""
    texts = [m.text or m.caption for m in person.messages if m.from_bot]
    return [text for text in texts if all(word in text for word in words)]


def send_late(person: Person, album: str) -> None:
    """One more photo of an album that was sent earlier."""
    person.say({**media(person.photo(None)), "media_group_id": album}, chat=None)
