"""Opening a case, by a button or by its number as somebody typed it."""

from aiogram_dialog import DialogManager

from bot.cases import kinds, telling
from bot.cases import service as cases
from bot.cases.numbers import numbers_meant, prefix_of
from bot.errors import NoAccess
from bot.events import events
from bot.events.models import Registration
from bot.regulations import Regulations
from bot.regulations.checks import TAKEN_PREFIXES
from handlers.cases.kinds import kind_of
from handlers.events.opening import open_card
from handlers.menu import start
from handlers.screens import here


def is_number(text: str, regulations: Regulations) -> bool:
    """Whether it is a number and nothing else, of a kind that the union gives."""
    given = TAKEN_PREFIXES | {desk.prefix for desk in regulations.desks.values()}
    return any(prefix_of(number) in given for number in numbers_meant(text))


async def open_number(manager: DialogManager, text: str) -> None:
    """The same refusal whether there is no such case, or it is not his to see."""
    async with here(manager).database.reading() as session:
        registered = await events.by_number(session, text)
        case = None if registered else await cases.by_number(session, text)
    if registered is not None:
        await _open_registration(manager, registered)
        return
    if case is None:
        raise NoAccess
    await open_case(manager, case.id)


async def open_case(manager: DialogManager, case_id: int) -> None:
    """One's own as a member sees it, any other as the card of who works on it. Looks and
    attempts are audited."""
    place = here(manager)
    async with place.database.writing() as session:
        is_own = telling.is_own(place.viewer, await cases.get(session, case_id))
        kind = await kind_of(session, case_id)
        if is_own:
            await kind.own(session, place.viewer, case_id)
        else:
            await kinds.open_card(session, place.viewer, case_id)
    if is_own:
        await start(manager, kind.window, case_id=case_id)


async def _open_registration(manager: DialogManager, registered: Registration) -> None:
    """One's own, or of an event that he runs."""
    place = here(manager)
    member = place.viewer.member
    if member is None or member.id != registered.member_id:
        async with place.database.reading() as session:
            await events.own(session, place.viewer, registered.event_id)
    await open_card(manager.middleware_data["bot"], place, registered.event_id)
