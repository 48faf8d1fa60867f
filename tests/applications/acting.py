"""What people do in the tests of applications."""

import re
from io import BytesIO
from typing import Final

from sqlalchemy import select

from bot.aid import service as aid
from bot.applications.models import Application
from bot.cases import service as cases
from bot.cases.models import Case, Purpose, Side
from bot.cases.service import File, Words
from bot.members import service as members
from bot.members.models import Audit, Role
from bot.members.service import Viewer
from sandbox import Person
from sandbox.models import Message
from sandbox.people import media
from tests.telegram import Town

CITY: Final = ("Алтайский край", "Барнаул")
SCHOOL: Final = (*CITY, "школа № 7")
OFFICE: Final = ("Алтайский край", "аппарат")
TREATMENT: Final = "region/treatment"
ROUBLE: Final = 100


async def member(place: Town, telegram_id: int = 1001, name: str = "Петрова Анна") -> Person:
    return await place.member(telegram_id, name, at=SCHOOL)


async def officer(
    place: Town,
    telegram_id: int,
    name: str,
    role: str = Role.STAFF,
    scope: tuple[str, ...] = CITY,
    *,
    at: tuple[str, ...] = OFFICE,
    language: str = "ru",
) -> Person:
    human = await place.member(telegram_id, name, at=at, language=language)
    await place.give_role(human, role, *scope)
    await human.send("/start")
    return human


async def town_officer(place: Town) -> Person:
    """S1: a district, alone up to 10 000."""
    return await officer(place, 3001, "Горин Степан")


async def region_officer(place: Town) -> Person:
    """S2: the region, any sum."""
    return await officer(place, 3002, "Краева Нина", scope=("Алтайский край",))


async def treasurer(place: Town) -> Person:
    return await officer(place, 3003, "Счётова Инна", Role.TREASURER, ("Алтайский край",))


async def viewer_of(place: Town, person: Person) -> Viewer:
    async with place.database.reading() as session:
        return await members.view(
            session, person.id, place.app.regulations, guess="ru", zone=place.app.settings.timezone
        )


async def apply(
    place: Town, person: Person, roubles: int = 15_000, ground: str = TREATMENT, *, files: int = 0
) -> str:
    """Filed as the member's dialog does it; returns the number."""
    viewer, regulations = await viewer_of(place, person), place.app.regulations
    async with place.database.writing() as session:
        draft = await aid.begin(session, viewer, None, ground, regulations)
        if draft.terms.ground.fixed is None:
            aid.set_amount(draft, roubles * ROUBLE)
        to = (draft.case, viewer.account_id, Side.MEMBER, Purpose.REQUEST)
        words = Words("Была операция, помогите с лекарствами.", f"words:{draft.id}")
        await cases.say(session, *to, words)
        for n in range(files):
            photo = media(person.photo(None))["photo"][-1]
            file = File("photo", photo["file_id"], f"file:{draft.id}:{n}")
            await cases.attach(session, *to, file)
        filed = await aid.submit(session, viewer, draft.id, regulations)
        number = filed.case.number
    assert number is not None
    await place.settled()
    return number


def card_of(person: Person, number: str) -> Message:
    """His one card of this application."""
    begun = [m for m in person.messages if m.from_bot and m.text.startswith(f"{number} · ")]
    cards = [m for m in begun if "\nПравила\n" in m.text]
    assert len(cards) == 1, person.screen()
    return cards[0]


async def press_card(person: Person, number: str, label: str) -> str | None:
    return await person.press(label, message=card_of(person, number))


async def approve(
    place: Town, person: Person, number: str, label: str, protocol: str = "12 от 10.12.2026"
) -> None:
    """From the card to what is said after it."""
    await press_card(person, number, "Одобрить")
    await person.wait_for("Сколько одобрить")
    await person.press(label)
    await person.wait_for("Номер и дата протокола")
    await person.send(protocol)
    await person.wait_for("Проверьте перед отправкой")
    await person.press("Отправить")
    await person.wait_for("одобрено")
    await place.settled()


async def refuse(place: Town, person: Person, number: str, reason: str, words: str = "") -> None:
    await press_card(person, number, "Отказать")
    await person.wait_for("Почему отказать")
    await person.press(reason)
    await person.wait_for("слово в слово")
    await (person.send(words) if words else person.press("Пропустить"))
    await person.wait_for("Номер и дата протокола")
    await person.press("Пропустить")
    await person.wait_for("Проверьте перед отправкой")
    await person.press("Отправить")
    await person.wait_for("отказано")
    await place.settled()


async def case_with(place: Town, number: str) -> tuple[Case, Application]:
    async with place.database.reading() as session:
        rows = await session.execute(
            select(Case, Application)
            .join(Application, Application.case_id == Case.id)
            .where(Case.number == number)
        )
        case, application = rows.one()
        return case, application


async def audited(place: Town, person: Person, action: str) -> int:
    account = await place.account(person)
    async with place.database.reading() as session:
        rows = await session.scalars(
            select(Audit).where(Audit.account_id == account.id, Audit.action == action)
        )
        return len(rows.all())


def said_to(person: Person, *words: str) -> list[str]:
    """What the bot's messages with these words say, oldest first."""
    texts = [plain(m.text or m.caption or "") for m in person.messages if m.from_bot]
    return [text for text in texts if all(word in text for word in words)]


def last_file(person: Person) -> BytesIO:
    """The newest file that the bot sent him."""
    sent = [m for m in person.messages if m.from_bot and m.files]
    return BytesIO(sent[-1].files[0].content())


def plain(text: str) -> str:
    """Sums as they read: a space that does not break is a space."""
    return re.sub(r"[\u00a0\u202f]", " ", text)
