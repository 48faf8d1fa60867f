"""How a member wants his news: on or off, at once or as a digest, which rubrics, quiet hours."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Group, Row, SwitchTo

from bot import clock
from bot.db import Database
from bot.members.service import Viewer
from bot.news import settings
from bot.news.settings import DIGEST_HOURS, NIGHT_BEGINS, NIGHT_ENDS, Wish
from bot.regulations import Regulations
from bot.rubrics import Rubric
from handlers.cases.stray import unasked
from handlers.profile.dialog import zone_name
from handlers.screens import Chosen, Say, back_out, back_to, choice, choices, here
from handlers.states import Wishes


async def main(
    viewer: Viewer, database: Database, regulations: Regulations, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        wish = await settings.wish(session, viewer.account_id)
    version = regulations.consent("news", clock.today())
    return {
        "wanted": wish.wanted,
        "unwanted": not wish.wanted,
        "by_digest": wish.wanted and wish.digest_hour is not None,
        "at_once": wish.wanted and wish.digest_hour is None,
        "hour": _clock(wish.digest_hour) if wish.digest_hour is not None else "",
        "muted": len(wish.muted),
        "all_muted": len(wish.muted) == len(Rubric),
        "as_digest": wish.digest_hour is not None,
        "quiet": _quiet_words(wish, regulations),
        "is_quiet": bool(_quiet_words(wish, regulations)),
        "zone": zone_name(viewer.texts, str(viewer.texts.zone)),
        "short": version.short.in_language(viewer.texts.language),
    }


def _clock(hour: int) -> str:
    return f"{hour}:00"


def _quiet_words(wish: Wish, regulations: Regulations) -> str:
    """«22:00–8:00»; nothing where he wants none."""
    if wish.quiet is None:
        return _usual_words(regulations)
    begins, ends = wish.quiet
    return "" if begins == ends else f"{_clock(begins)}–{_clock(ends)}"


def _usual_words(regulations: Regulations) -> str:
    begins, ends = regulations.quiet_hours
    return f"{begins.hour}:{begins:%M}–{ends.hour}:{ends:%M}"


async def turn(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await settings.turn(
            session, place.viewer, place.regulations, on=button.widget_id == "news_on"
        )


async def at_once(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _choose_digest(manager, None)


async def choose_hour(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    await _choose_digest(manager, int(chosen))


async def _choose_digest(manager: DialogManager, hour: int | None) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await settings.choose_digest(session, place.viewer, hour)
    await manager.switch_to(Wishes.main)


async def hours(viewer: Viewer, **_: Any) -> dict[str, Any]:
    return {
        "hours": [(str(hour), _clock(hour)) for hour in DIGEST_HOURS],
        "zone": zone_name(viewer.texts, str(viewer.texts.zone)),
    }


async def rubrics(viewer: Viewer, database: Database, **_: Any) -> dict[str, Any]:
    async with database.reading() as session:
        wish = await settings.wish(session, viewer.account_id)
    return {
        "rubrics": [
            (
                str(rubric),
                viewer.texts(
                    "rubric-off" if rubric in wish.muted else "rubric-on",
                    rubric=viewer.texts(f"rubric-{rubric}"),
                ),
            )
            for rubric in Rubric
        ]
    }


async def toggle_rubric(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await settings.toggle_rubric(session, place.viewer, Rubric(chosen))


async def nights(
    dialog_manager: DialogManager, viewer: Viewer, regulations: Regulations, **_: Any
) -> dict[str, Any]:
    begins = dialog_manager.dialog_data.get("begins")
    return {
        "nights": [(str(hour), _clock(hour)) for hour in NIGHT_BEGINS],
        "mornings": [(str(hour), _clock(hour)) for hour in NIGHT_ENDS],
        "begins": _clock(begins) if begins is not None else "",
        "usual": _usual_words(regulations),
        "zone": zone_name(viewer.texts, str(viewer.texts.zone)),
    }


async def choose_night(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["begins"] = int(chosen)
    await manager.switch_to(Wishes.morning)


async def choose_morning(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    await _choose_quiet(manager, (int(manager.dialog_data["begins"]), int(chosen)))


async def usual_quiet(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _choose_quiet(manager, None)


async def no_quiet(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _choose_quiet(manager, (0, 0))


async def _choose_quiet(manager: DialogManager, hours: tuple[int, int] | None) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await settings.choose_quiet(session, place.viewer, hours)
    await manager.switch_to(Wishes.main)


def _hours(name: str, on_click: Chosen) -> Group:
    return Group(choice(name, on_click), width=4)


dialog = Dialog(
    Window(
        Say("wishes"),
        Button(Say("button-news-on"), id="news_on", on_click=turn, when="unwanted"),
        SwitchTo(Say("button-as-digest"), id="digest", state=Wishes.hour, when="at_once"),
        Button(Say("button-at-once"), id="at_once", on_click=at_once, when="by_digest"),
        SwitchTo(Say("button-digest-hour"), id="hour", state=Wishes.hour, when="by_digest"),
        Row(
            SwitchTo(Say("button-rubrics"), id="rubrics", state=Wishes.rubrics, when="wanted"),
            SwitchTo(Say("button-quiet"), id="quiet", state=Wishes.night, when="at_once"),
        ),
        Button(Say("button-news-off"), id="news_off", on_click=turn, when="wanted"),
        back_out(),
        MessageInput(unasked),
        state=Wishes.main,
        getter=main,
    ),
    Window(
        Say("wishes-rubrics"),
        choices("rubrics", toggle_rubric),
        SwitchTo(Say("button-done"), id="done", state=Wishes.main),
        MessageInput(unasked),
        state=Wishes.rubrics,
        getter=rubrics,
    ),
    Window(
        Say("wishes-hour"),
        _hours("hours", choose_hour),
        back_to(Wishes.main),
        MessageInput(unasked),
        state=Wishes.hour,
        getter=hours,
    ),
    Window(
        Say("wishes-night"),
        _hours("nights", choose_night),
        Button(Say("button-usual-quiet"), id="usual", on_click=usual_quiet),
        Button(Say("button-no-quiet"), id="none", on_click=no_quiet),
        back_to(Wishes.main),
        MessageInput(unasked),
        state=Wishes.night,
        getter=nights,
    ),
    Window(
        Say("wishes-morning"),
        _hours("mornings", choose_morning),
        back_to(Wishes.night),
        MessageInput(unasked),
        state=Wishes.morning,
        getter=nights,
    ),
)
