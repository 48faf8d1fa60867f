"""The same story told by people to whom answers may not come: they try again, as people do."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial

from sandbox import Message, Person
from tests.spine.story import Cast, answer_to, number_in, offers, question_of

# Waits until the bot has done with all that it was sent: who tries again before that begins anew
# for ever on a busy machine.
Rest = Callable[[], Awaitable[None]]

GLANCE = 0.5
TRIES = 120
PRESSES = 3


async def until(
    person: Person, seen: Callable[[], bool], act: Callable[[], Awaitable[object]], rest: Rest
) -> None:
    """Look; where it is not there, do something about it and look again."""
    for _ in range(TRIES):
        if seen():
            return
        await act()
        await rest()
        try:
            await person.wait_until(seen, GLANCE)
        except AssertionError:
            continue
    raise AssertionError(person.screen())


def shows(person: Person, text: str) -> bool:
    return any(m.from_bot and text in m.text for m in person.messages)


def newest_offering(
    person: Person, label: str, presses: Counter[int] | None = None
) -> Message | None:
    """With `presses` one is left alone after a few: what came twice may offer it for ever."""
    counted = Counter[int]() if presses is None else presses
    offering = (m for m in reversed(person.messages) if offers(m, label))
    message = next((m for m in offering if counted[m.id] < PRESSES), None)
    if message:
        counted[message.id] += 1
    return message


async def ask(person: Person, rest: Rest) -> str:
    written = False

    async def act() -> None:
        nonlocal written
        for label in ("Отправить", "Продолжить"):
            if message := newest_offering(person, label):
                await person.press(label, message=message, nowait=True)
                return
        if not written and newest_offering(person, "Срочно: увольняют, взыскание, суд"):
            written = True
            await person.send(question_of(person))
            return
        await person.send("⚖️ Вопрос юристу")

    await until(person, lambda: shows(person, " принят"), act, rest)
    return number_in(next(m for m in person.messages if m.from_bot and " принят" in m.text))


async def work(lawyer: Person, done: asyncio.Event, rest: Rest) -> None:
    """Take, answer, and look at the menu now and then: what did not arrive comes with it."""
    written: set[str] = set()
    presses: Counter[int] = Counter()
    while not done.is_set():
        taken = next((m for m in lawyer.messages if offers(m, "Передать")), None)
        if message := newest_offering(lawyer, "Отправить", presses):
            await lawyer.press("Отправить", message=message, nowait=True)
        elif taken is not None:
            await answer(lawyer, number_in(taken), written)
        elif message := newest_offering(lawyer, "Взять", presses):
            await lawyer.press("Взять", message=message, nowait=True)
        else:
            presses.clear()
            await lawyer.send("/menu")
        await rest()
        await asyncio.sleep(0.3)


async def answer(lawyer: Person, number: str, written: set[str]) -> None:
    waiting = lawyer.last
    if waiting and f"Ответ на {number}" in waiting.text and number not in written:
        written.add(number)
        await lawyer.send(answer_to(number))
        return
    card = next(m for m in lawyer.messages if offers(m, "Передать") and number in m.text)
    await lawyer.press("Ответить", message=card, nowait=True)


async def tell(cast: Cast, rest: Rest) -> dict[int, str]:
    done = asyncio.Event()
    working = [asyncio.create_task(work(lawyer, done, rest)) for lawyer in cast.lawyers]
    numbers = await asyncio.gather(*(ask(member, rest) for member in cast.members))
    for member, number in zip(cast.members, numbers, strict=True):
        await until(
            member,
            partial(shows, member, answer_to(number)),
            partial(member.send, "/menu"),
            rest,
        )
    done.set()
    await asyncio.gather(*working)
    return {member.id: number for member, number in zip(cast.members, numbers, strict=True)}
