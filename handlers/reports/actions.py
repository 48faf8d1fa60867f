"""What the buttons of reports do: the picture and the table are the answer to the press."""

import asyncio

from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button

from bot.i18n import Html
from bot.reports import service as reports
from bot.reports import words
from bot.reports.service import By, Period, Report, Source
from handlers.reports.getters import chosen_subject
from handlers.screens import Here, here
from handlers.states import Reports


async def choose_desk(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["desk"] = chosen
    await manager.switch_to(Reports.period)


async def choose_period(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["period"] = chosen
    await manager.switch_to(Reports.by)


async def show(query: CallbackQuery, widget: object, manager: DialogManager, chosen: str) -> None:
    place, by = here(manager), By(chosen)
    source = await _read(manager, "report-seen")
    png, found = await asyncio.to_thread(_drawn, source, by, place)
    if isinstance(query.message, Message):
        picture = BufferedInputFile(png, filename=f"{source.key}-{by}.png")
        await query.message.answer_photo(picture, caption=_caption(source, found, by, place))


def _drawn(source: Source, by: By, place: Here) -> tuple[bytes, Report]:
    from bot.reports.picture import draw

    found = reports.report(source, by, place.texts)
    return draw(source, found, by, place.texts), found


def _caption(source: Source, found: Report, by: By, place: Here) -> str:
    texts, total = place.texts, dict(found.total)
    said = filter(None, (words.all_words(texts, total, *figures) for figures in source.kind.said))
    return texts(
        "reports-caption",
        period=words.title(texts, source),
        desk=source.name,
        by=texts(f"reports-by-{by}"),
        figures=Html("\n".join(said)),
        unit=str(source.kind.count),
    )


async def send_table(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    source = await _read(manager, "report-exported")
    from bot.reports.table import write

    table = await asyncio.to_thread(write, source, place.texts)
    begun = place.texts("reports-file-name")
    name = f"{begun}-{source.first:%Y-%m-%d}-{source.last:%Y-%m-%d}.xlsx"
    if isinstance(query.message, Message):
        await query.message.answer_document(
            BufferedInputFile(table, filename=name), caption=place.texts("reports-table-caption")
        )


async def _read(manager: DialogManager, action: str) -> Source:
    place, period = here(manager), Period(manager.dialog_data["period"])
    subject = chosen_subject(manager, place.viewer, place.regulations)
    async with place.database.writing() as session:
        source = await reports.read(session, place.viewer, subject, period, place.regulations)
        await reports.note(session, place.viewer, source, action)
    return source
