"""What the windows of reports show."""

from typing import Any

from aiogram_dialog import DialogManager

from bot import clock
from bot.db import Database
from bot.members.service import Viewer
from bot.regulations import Regulations
from bot.reports import service as reports
from bot.reports import words
from bot.reports.service import SMALLEST, By, Period


def first_desk(viewer: Viewer, regulations: Regulations) -> str:
    """The desk he sees numbers of, or the first of several."""
    for key in reports.desks_of(viewer, regulations):
        return key
    raise reports.NoNumbers(next(iter(regulations.desks)))


def chosen_desk(manager: DialogManager, viewer: Viewer, regulations: Regulations) -> str:
    chosen = str(manager.dialog_data.get("desk") or first_desk(viewer, regulations))
    if chosen not in regulations.desks:
        raise reports.NoNumbers(chosen)
    return chosen


async def desks(viewer: Viewer, regulations: Regulations, **_: Any) -> dict[str, Any]:
    language = viewer.texts.language
    known = reports.desks_of(viewer, regulations)
    return {
        "desks": [(key, regulations.desks[key].name.in_language(language)) for key in known],
    }


async def periods(
    dialog_manager: DialogManager, viewer: Viewer, regulations: Regulations, **_: Any
) -> dict[str, Any]:
    desk = regulations.desks[chosen_desk(dialog_manager, viewer, regulations)]
    today = clock.now().astimezone(viewer.texts.zone).date()
    named = [
        (str(period), words.period_words(viewer.texts, period, reports.span(period, today)[0]))
        for period in Period
    ]
    return {
        "desk": desk.name.in_language(viewer.texts.language),
        "several": len(reports.desks_of(viewer, regulations)) > 1,
        "periods": named,
    }


async def ways(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    desk = chosen_desk(dialog_manager, viewer, regulations)
    period = Period(dialog_manager.dialog_data["period"])
    async with database.reading() as session:
        source = await reports.read(session, viewer, desk, period, regulations)
    count = len(source.facts)
    shown = count if count == 0 or count >= SMALLEST else 1
    ways = [(str(by), viewer.texts(f"reports-by-{by}")) for by in By] if count >= SMALLEST else []
    return {
        "period": words.title(viewer.texts, source),
        "desk": source.desk.name.in_language(viewer.texts.language),
        "count": 0 if not ways else count,
        "said": shown,
        "ways": ways,
    }
