"""What people do on their way into the union's registry, and what is looked up afterwards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import time_machine
from sqlalchemy import func, select

from bot import clock
from bot.db import Base
from bot.members.models import Audit
from sandbox import Person
from sandbox.models import Message
from tests.telegram import Town

CARD, SURNAME, BORN = "Напишите номер профсоюзного", "Ваша фамилия", "Например: 12.03.1985"
FAILED, IS_IT_YOU = "Не получилось вас узнать", "Это вы"
ANNA = "Петрова Анна Сергеевна"


async def newcomer(place: Town, telegram_id: int, name: str, **more: Any) -> Person:
    """Someone of the registry who has not written to the bot yet."""
    return await place.member(telegram_id, name, bound=False, **more)


async def agree(human: Person) -> None:
    await human.send("/start")
    await human.wait_for("Я помощник вашего профсоюза")
    await human.press("Согласен")
    await human.wait_for(CARD)


async def say_who(
    human: Person, card: str, surname: str = "Петрова", born: str = "12.03.1985"
) -> Message:
    """From the card's step on; returns what the bot says of it."""
    await human.send(card)
    await human.wait_for(SURNAME)
    await human.send(surname)
    await human.wait_for(BORN)
    await human.send(born)
    return await human.wait_for(f"{FAILED}|{IS_IT_YOU}")


async def say_who_again(human: Person, *claim: str) -> Message:
    await human.press("Ввести ещё раз")
    await human.wait_for(CARD)
    return await say_who(human, *claim)


async def register(human: Person, card: str, *rest: str) -> None:
    await agree(human)
    await say_who(human, card, *rest)
    await human.press("Да")
    await human.wait_for("я вас узнал")


async def hand_over(human: Person, where: str = "", name: str = "") -> None:
    """From the failure's window: to the chair, with the organisation and the name if given."""
    await human.press("Передать председателю")
    await human.wait_for("Передал вашу просьбу")
    if where:
        await human.send(where)
        await human.wait_for("Выберите свою организацию")
        await human.press(where)
    else:
        await human.press("Пропустить")
    if name:
        await human.wait_for("Ваши фамилия, имя и отчество")
        await human.send(name)
    await human.wait_for("Просьба у председателя")


async def count(place: Town, table: type[Base]) -> int:
    async with place.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def audited(place: Town, action: str) -> list[Audit]:
    async with place.database.reading() as session:
        rows = await session.scalars(select(Audit).where(Audit.action == action))
        return list(rows)


@asynccontextmanager
async def later(**term: float) -> AsyncIterator[None]:
    with time_machine.travel(clock.now() + timedelta(**term)):
        yield
