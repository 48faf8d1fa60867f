"""What people do in the tests of news."""

from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import select

from bot.members import service as members
from bot.members.models import Role
from bot.news import jobs
from bot.news.models import Post
from sandbox import Person
from sandbox.models import Message
from tests.telegram import Town

BARNAUL = ("Алтайский край", "Барнаул")
OFFICE_PLACE = "Барнаул, Алтайский край"
ALMATY = ("Казахстан", "Алматы")


async def editor(
    place: Town,
    telegram_id: int = 3001,
    name: str = "Редакторова Вера Ильинична",
    *,
    scope: tuple[str, ...] = BARNAUL,
    language: str = "ru",
) -> Person:
    """In staff mode already."""
    human = await place.member(telegram_id, name, at=(*BARNAUL, "аппарат"), language=language)
    await place.give_role(human, Role.EDITOR, *scope)
    await human.send("/start")
    await human.wait_for("Выберите раздел|Төмендегі")
    await human.press("🔁 Режим сотрудника" if language == "ru" else "🔁 Қызметкер режимі")
    await human.wait_for("режиме сотрудника|режиміндесіз")
    return human


async def reader(
    place: Town,
    telegram_id: int,
    name: str,
    *,
    at: tuple[str, ...] = (*BARNAUL, "школа № 7"),
    language: str = "ru",
    wants: bool = True,
) -> Person:
    human = await place.member(telegram_id, name, at=at, language=language)
    if wants:
        await subscribe(place, human)
    return human


async def subscribe(place: Town, human: Person, *, given: bool = True) -> None:
    async with place.database.writing() as session:
        await members.answer_consent(
            session,
            human.id,
            "news",
            given=given,
            language="ru",
            regulations=place.app.regulations,
        )


async def begin_post(human: Person, place: str = OFFICE_PLACE) -> None:
    await human.send("📰 Новости")
    await human.wait_for("Новости: публикации")
    await human.press("Написать новость")
    await human.wait_for("Чья это новость")
    if place not in human.buttons:
        await human.send(place)
        await human.wait_until(lambda: place in human.buttons)
    await human.press(place)
    await human.wait_for("Пришлите текст по-русски")


async def draft(human: Person, text: str, place: str = OFFICE_PLACE) -> Message:
    await begin_post(human, place)
    await human.send(text)
    return await human.wait_for("Черновик")


async def publish(human: Person) -> None:
    await human.press("Опубликовать")
    await human.wait_for("Опубликовать «")
    await human.press("Опубликовать сейчас")
    await human.wait_for("Опубликована.")


async def post(human: Person, text: str, place: str = OFFICE_PLACE) -> None:
    await draft(human, text, place)
    await publish(human)


def copies(human: Person, words: str) -> list[Message]:
    """Messages of his chat, from the bot, that say so now."""
    return [m for m in human.messages if m.from_bot and words in (m.text or m.caption)]


async def run_jobs(place: Town) -> None:
    for job in (jobs.publish_due, jobs.deliver_held, jobs.send_digests, jobs.show_figures):
        await job(place.database, place.app.regulations)
    await place.settled()
    await jobs.show_figures(place.database, place.app.regulations)
    await place.settled()


async def jump(place: Town, clock: time_machine.Traveller, moment: datetime) -> None:
    """Later: all jobs of news have run."""
    await place.settled()
    clock.move_to(moment)
    await run_jobs(place)


async def wait(place: Town, clock: time_machine.Traveller, **later: float) -> None:
    await jump(place, clock, datetime.now(UTC) + timedelta(**later))


async def the_post(place: Town) -> Post:
    """The newest one."""
    async with place.database.reading() as session:
        found = await session.scalars(select(Post).order_by(Post.id.desc()).limit(1))
        return found.one()
