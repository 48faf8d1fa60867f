"""Unfinished forms of every kind: one line a kind."""

from typing import Final

from aiogram_dialog import DialogManager

from handlers.aid import actions as aid
from handlers.legal import actions as legal
from handlers.screens import Begun, here

KINDS: Final = (legal.begun, aid.begun)


async def offer_newest(manager: DialogManager) -> None:
    """What he began last and has not sent, whatever it is. Nothing begun: nothing is said."""
    place = here(manager)
    if not place.viewer.is_active_member:
        return
    found: list[Begun] = []
    async with place.database.reading() as session:
        for begun in KINDS:
            found += await begun(session, place)
    if found:
        await max(found, key=lambda form: form.case_id).resume(manager)
