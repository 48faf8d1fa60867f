"""What the windows of reports show."""

from typing import Any

from aiogram_dialog import DialogManager

from bot import clock
from bot.db import Database
from bot.members.service import Viewer
from bot.regulations import Regulations
from bot.reports import service as reports
from bot.reports import words
from bot.reports.service import SMALLEST, Period


def first_subject(viewer: Viewer, regulations: Regulations) -> str:
    """What he sees numbers of, or the first of several."""
    for key in reports.subjects_of(viewer, regulations):
        return key
    raise reports.NoNumbers(next(iter(regulations.desks)))


def chosen_subject(manager: DialogManager, viewer: Viewer, regulations: Regulations) -> str:
    chosen = str(manager.dialog_data.get("desk") or first_subject(viewer, regulations))
    if chosen not in reports.subjects_of(viewer, regulations):
        raise reports.NoNumbers(chosen)
    return chosen


async def desks(viewer: Viewer, regulations: Regulations, **_: Any) -> dict[str, Any]:
    known = reports.subjects_of(viewer, regulations)
    return {
        "desks": [(key, reports.name_of(key, regulations, viewer.texts)) for key in known],
    }


async def periods(
    dialog_manager: DialogManager, viewer: Viewer, regulations: Regulations, **_: Any
) -> dict[str, Any]:
    subject = chosen_subject(dialog_manager, viewer, regulations)
    today = clock.now().astimezone(viewer.texts.zone).date()
    named = [
        (str(period), words.period_words(viewer.texts, period, reports.span(period, today)[0]))
        for period in Period
    ]
    return {
        "desk": reports.name_of(subject, regulations, viewer.texts),
        "several": len(reports.subjects_of(viewer, regulations)) > 1,
        "periods": named,
    }


async def ways(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    subject = chosen_subject(dialog_manager, viewer, regulations)
    period = Period(dialog_manager.dialog_data["period"])
    async with database.reading() as session:
        source = await reports.read(session, viewer, subject, period, regulations)
    count = len(source.facts)
    shown = count if count == 0 or count >= SMALLEST else 1
    enough = count >= SMALLEST
    ways = [(str(by), viewer.texts(f"reports-by-{by}")) for by in source.kind.ways if enough]
    return {
        "period": words.title(viewer.texts, source),
        "desk": source.name,
        "count": 0 if not ways else count,
        "said": shown,
        "unit": str(source.kind.count),
        "ways": ways,
    }
