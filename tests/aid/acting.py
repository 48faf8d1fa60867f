"""What members do in the tests of aid; what officers do to them is done by the use cases."""

import re
from datetime import date
from typing import Final

from sqlalchemy import select

from bot.applications import deciding, paperwork
from bot.applications.deciding import Protocol, Refusal
from bot.cases.models import Case, Paper
from bot.cases.service import Words
from bot.members import service as members
from bot.members.models import Role
from bot.members.service import Viewer
from sandbox import Person
from sandbox.models import Message
from tests.telegram import Town

LABEL: Final = {"ru": "🤝 Материальная помощь", "kk": "🤝 Материалдық көмек"}
CITY: Final = ("Алтайский край", "Барнаул")
SCHOOL: Final = (*CITY, "школа № 7")
PROTOCOL: Final = Protocol("12", date(2026, 11, 27))
ROUBLE: Final = 100


async def member(place: Town, language: str = "ru") -> Person:
    return await place.member(1001, "Петрова Анна Сергеевна", at=SCHOOL, language=language)


async def officer(place: Town, role: str = Role.STAFF) -> Person:
    """One who decides any sum."""
    human = await place.member(3002, "Краева Нина Павловна", at=("Алтайский край", "аппарат"))
    await place.give_role(human, role, "Алтайский край")
    return human


async def town_officer(place: Town) -> Person:
    human = await place.member(3001, "Горин Степан", at=(*CITY, "аппарат"))
    await place.give_role(human, Role.STAFF, *CITY)
    return human


async def to_ground(person: Person, label: str = "Лечение · до 20 000 ₽") -> Message:
    await person.send(LABEL["ru"])
    await person.wait_for("платит профсоюз")
    await person.press(label)
    return await person.wait_for("Платит:")


async def to_amount(person: Person) -> None:
    await to_ground(person)
    await person.press("Подать заявление")
    await person.wait_for("Какая сумма нужна")


async def to_papers(person: Person, amount: str = "15000") -> None:
    await to_amount(person)
    await person.send(amount)
    await person.wait_for("Расскажите коротко")
    await person.send("Операция, лекарства.")
    await person.wait_for("Операция, лекарства.")


async def to_summary(person: Person, amount: str = "15000") -> Message:
    await to_papers(person, amount)
    await person.press("Готово")
    return await person.wait_for("Проверьте перед отправкой")


async def file(person: Person, amount: str = "15000") -> str:
    """The shortest way; returns the number."""
    await to_summary(person, amount)
    await person.press("Отправить")
    return number_in(await person.wait_for("принято"))


def number_in(message: Message) -> str:
    found = re.search(r"МП-\d{4}-\d{6}", message.text)
    assert found, message.text
    return found[0]


def shown(person: Person) -> int:
    return len([m for m in person.messages if m.from_bot])


async def open_case(person: Person, number: str) -> Message:
    await person.send("📂 Мои обращения")
    await person.wait_for("Мои обращения")
    await person.press(number)
    return await person.wait_for(f"{number} ·")


async def viewer_of(place: Town, person: Person) -> Viewer:
    async with place.database.reading() as session:
        return await members.view(
            session, person.id, place.app.regulations, guess="ru", zone=place.app.settings.timezone
        )


async def case_with(place: Town, number: str) -> Case:
    async with place.database.reading() as session:
        return (await session.scalars(select(Case).where(Case.number == number))).one()


async def papers_with(place: Town, number: str) -> list[Paper]:
    case = await case_with(place, number)
    async with place.database.reading() as session:
        rows = await session.scalars(
            select(Paper).where(Paper.case_id == case.id, Paper.sent_at.is_not(None))
        )
        return list(rows)


async def ask_paper(place: Town, by: Person, number: str, paper: str) -> None:
    case, viewer = await case_with(place, number), await viewer_of(place, by)
    async with place.database.writing() as session:
        words = Words(paper, f"ask:{case.id}:{paper}")
        await paperwork.ask_paper(session, viewer, case.id, words)


async def approve(place: Town, by: Person, number: str, roubles: int = 15_000) -> None:
    case, viewer = await case_with(place, number), await viewer_of(place, by)
    async with place.database.writing() as session:
        await deciding.approve(
            session, viewer, case.id, roubles * ROUBLE, PROTOCOL, f"approve:{case.id}",
            place.app.regulations,
        )  # fmt: skip


async def refuse(
    place: Town, by: Person, number: str, words: str = "Нет чека на операцию."
) -> None:
    case, viewer = await case_with(place, number), await viewer_of(place, by)
    async with place.database.writing() as session:
        refusal = Refusal("no_papers", words)
        await deciding.refuse(session, viewer, case.id, refusal, PROTOCOL, f"refuse:{case.id}")
