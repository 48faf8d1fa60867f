"""Ten people ask, lawyers answer, whatever happens to the bot meanwhile."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select

from bot.cases.models import Case, CaseMessage, Purpose, Status
from bot.db import Database
from bot.members.models import Role
from bot.telegram.models import InboxRow
from sandbox import Message, Person
from tests.telegram import Town

PATIENCE = 60.0
STALE = 3.0


@dataclass
class Cast:
    members: list[Person]
    lawyers: list[Person]


async def gather_people(place: Town, members: int, lawyers: int) -> Cast:
    asking = [
        await place.member(1001 + number, f"Вопросова{number} Вера") for number in range(members)
    ]
    answering = []
    for number in range(lawyers):
        lawyer = await place.member(
            2001 + number, f"Законов{number} Лев", at=("Барнаул", "аппарат")
        )
        await place.give_role(lawyer, Role.LAWYER)
        answering.append(lawyer)
    return Cast(asking, answering)


def question_of(person: Person) -> str:
    return f"Вопрос от {person.id}: законно ли это?"


def answer_to(number: str) -> str:
    return f"Ответ на {number}: незаконно."


async def ask(person: Person) -> str:
    """Ask one question, as patient as people are; returns its number."""
    sent = await person.send("⚖️ Вопрос юристу")
    await person.wait_for("Опишите, что случилось", PATIENCE, after=sent)
    sent = await person.send(question_of(person))
    await person.wait_for("Проверьте перед отправкой", PATIENCE, after=sent)
    await person.press("Отправить", nowait=True)
    accepted = await person.wait_for(" принят", PATIENCE, after=sent)
    return number_in(accepted)


def number_in(message: Message) -> str:
    found = re.search(r"ВЮ-\d{4}-\d{6}", message.text)
    assert found
    return found[0]


async def work(lawyer: Person, done: asyncio.Event) -> None:
    """Take whatever can be taken and answer it, until all is done."""
    tried: set[int] = set()
    while not done.is_set():
        card = next((m for m in lawyer.messages if offers(m, "Взять") and m.id not in tried), None)
        if card is None:
            await asyncio.sleep(0.05)
            continue
        tried.add(card.id)
        await lawyer.press("Взять", message=card, nowait=True)
        await changed(lawyer, card)
        if mine := taken(lawyer, number_in(card)):
            await answer(lawyer, mine)


def taken(lawyer: Person, number: str) -> Message | None:
    """The card that is kept true: of a card that came twice it may be the other one."""
    return next(
        (m for m in lawyer.messages if m.text.startswith(f"{number} ·") and "у вас до" in m.text),
        None,
    )


async def changed(lawyer: Person, card: Message) -> None:
    """A card that came twice, because the connection was cut, stays as it was: leave it."""
    patience = STALE if any(is_double(card, other) for other in lawyer.messages) else PATIENCE
    number = number_in(card)
    with suppress(AssertionError):
        await lawyer.wait_until(
            lambda: not offers(card, "Взять") or taken(lawyer, number) is not None, patience
        )


def is_double(card: Message, other: Message) -> bool:
    return other.id > card.id and other.text.startswith(number_in(card) + " ·")


async def answer(lawyer: Person, card: Message) -> None:
    number = number_in(card)
    await lawyer.press("Ответить", message=card, nowait=True)
    await lawyer.wait_for(f"Ответ на {number}", PATIENCE, after=card)
    sent = await lawyer.send(answer_to(number))
    await lawyer.wait_for("Проверьте перед отправкой", PATIENCE, after=sent)
    await lawyer.press("Отправить", nowait=True)
    await lawyer.wait_for("Ответ отправлен", PATIENCE, after=sent)


def offers(message: Message, label: str) -> bool:
    return not message.deleted and any(label in row for row in message.buttons)


async def tell(cast: Cast) -> dict[int, str]:
    """The whole story; returns each member's number. Nobody may be stuck."""
    done = asyncio.Event()
    working = [asyncio.create_task(work(lawyer, done)) for lawyer in cast.lawyers]
    numbers = await asyncio.gather(*(ask(member) for member in cast.members))
    for member, number in zip(cast.members, numbers, strict=True):
        await member.wait_for(answer_to(number), PATIENCE, after=0)
    done.set()
    await asyncio.gather(*working)
    return {member.id: number for member, number in zip(cast.members, numbers, strict=True)}


async def check(database: Database, cast: Cast, numbers: dict[int, str], doubled: int) -> None:
    """Every question exactly once with one number, every answer at its member, nothing left over.

    `doubled`: how many messages may have come twice.
    """
    async with database.reading() as session:
        cases = (await session.scalars(select(Case).where(Case.status != Status.DRAFT))).all()
        assert sorted(case.number or "" for case in cases) == sorted(numbers.values())
        last = sorted(int(number[-6:]) for number in numbers.values())
        assert last == list(range(1, len(cast.members) + 1)), "a gap or a double"
        texts = await session.scalars(
            select(CaseMessage.text).where(CaseMessage.purpose == Purpose.QUESTION)
        )
        assert sorted(texts) == sorted(question_of(member) for member in cast.members)
        left = await session.scalars(select(InboxRow.update_id).where(InboxRow.done_at.is_(None)))
        assert left.all() == [], "updates that nobody handled"
    extra = 0
    for member in cast.members:
        answers = [m for m in member.messages if answer_to(numbers[member.id]) in m.text]
        assert answers, member.screen()
        extra += len(answers) - 1
    assert extra <= doubled
