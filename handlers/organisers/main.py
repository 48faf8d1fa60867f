"""`📅 Мероприятия` for those who make them: the list, and what is done with one of them."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, SwitchTo

from bot.db import Database
from bot.events import events, making
from bot.events.models import Audience, Event
from bot.i18n import Texts
from bot.members.service import Viewer
from handlers.cases.stray import unasked
from handlers.events.door import EVENT
from handlers.events.opening import open_card
from handlers.menu import start
from handlers.organisers import people, saying
from handlers.organisers.shown import event_id, one
from handlers.screens import Say, back_to, choices, here, press_expected
from handlers.staff.lists import PAGE, page_of, pager, paging
from handlers.states import Make, Organise


async def coming(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    return await _listed(dialog_manager, viewer, database, past=False)


async def past(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    return await _listed(dialog_manager, viewer, database, past=True)


async def _listed(
    manager: DialogManager, viewer: Viewer, database: Database, *, past: bool
) -> dict[str, Any]:
    async with database.reading() as session:
        found, count = await events.run_by(
            session, viewer, past=past, limit=PAGE, offset=page_of(manager) * PAGE
        )
    return {
        "events": [(str(event.id), _line(viewer.texts, event)) for event in found],
        "count": count,
        **paging(manager, count),
    }


def _line(texts: Texts, event: Event) -> str:
    return texts.plain(
        "organise-line",
        day=event.starts_at or "",
        dated=event.starts_at is not None,
        title=event.title,
        stage=event.stage.value,
    )


async def choose(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["event_id"] = int(chosen)
    await manager.switch_to(Organise.one)


async def create(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await start(manager, Make.title)


# One event


async def preview(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """As a member sees it: the very card, below its picture."""
    await open_card(query.bot, here(manager), event_id(manager))
    manager.show_mode = ShowMode.NO_UPDATE


async def publish(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, announced = here(manager), button.widget_id == "announce"
    async with place.database.writing() as session:
        await making.publish(session, place.viewer, event_id(manager), announced=announced)
    if isinstance(query.message, Message):
        await query.message.answer(place.texts("organise-published", announced=announced))


async def edit(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await manager.start(Make.fields, {"event_id": event_id(manager)})


async def copy(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        event = await making.copy(session, place.viewer, event_id(manager), f"copy:{query.id}")
    await start(manager, Make.when, event_id=event.id, then="one")


async def link(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """In a message of its own: it is passed on as it is."""
    place = here(manager)
    async with place.database.reading() as session:
        event = await events.own(session, place.viewer, event_id(manager))
    assert query.bot is not None
    me = await query.bot.me()
    secret = f"-{event.secret}" if event.audience is Audience.INVITED else ""
    address = f"https://t.me/{me.username}?start={EVENT}{event.id}{secret}"
    if isinstance(query.message, Message):
        await query.message.answer(
            place.texts(
                "organise-link",
                link=address,
                code=f"/start {EVENT}{event.id}{secret}",
                invited=event.audience is Audience.INVITED,
            )
        )


async def drop(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await making.drop(session, place.viewer, event_id(manager))
    await start(manager, Organise.main)


dialog = Dialog(
    Window(
        Say("organise-main"),
        Button(Say("button-create-event"), id="create", on_click=create),
        choices("events", choose),
        pager(),
        SwitchTo(Say("button-past-events"), id="past", state=Organise.past),
        MessageInput(unasked),
        state=Organise.main,
        getter=coming,
    ),
    Window(
        Say("organise-past"),
        choices("events", choose),
        pager(),
        back_to(Organise.main),
        MessageInput(unasked),
        state=Organise.past,
        getter=past,
    ),
    Window(
        Say("organise-one"),
        Button(Say("button-publish"), id="publish", on_click=publish, when="ready"),
        Button(Say("button-publish-announce"), id="announce", on_click=publish, when="to_many"),
        SwitchTo(Say("button-participants"), id="people", state=Organise.people, when="live"),
        Button(Say("button-event-door"), id="door", on_click=people.open_door, when="live"),
        Row(
            Button(
                Say("button-certificates"),
                id="certs",
                on_click=people.send_certificates,
                when="after",
            ),
            Button(
                Say("button-feedback"), id="feedback", on_click=people.send_feedback, when="after"
            ),
        ),
        Row(
            SwitchTo(Say("button-say-to"), id="say", state=Organise.message, when="live"),
            Button(Say("button-preview"), id="preview", on_click=preview, when="draft"),
            Button(Say("button-edit-event"), id="edit", on_click=edit, when="editable"),
        ),
        SwitchTo(Say("button-event-more"), id="more", state=Organise.more, when="made"),
        SwitchTo(Say("button-drop-event"), id="drop", state=Organise.drop, when="draft"),
        back_to(Organise.main),
        MessageInput(press_expected),
        state=Organise.one,
        getter=one,
    ),
    Window(
        Say("organise-more"),
        Button(Say("button-preview"), id="preview", on_click=preview),
        Row(
            Button(Say("button-event-link"), id="link", on_click=link, when="ahead"),
            SwitchTo(Say("button-helpers"), id="helpers", state=Organise.helpers, when="ahead"),
        ),
        Button(
            Say("button-event-nominate"),
            id="nominate",
            on_click=people.nominate,
            when="nominated",
        ),
        Button(Say("button-copy-event"), id="copy", on_click=copy),
        SwitchTo(Say("button-call-off"), id="off", state=Organise.off, when="ahead"),
        back_to(Organise.one),
        MessageInput(press_expected),
        state=Organise.more,
        getter=one,
    ),
    Window(
        Say("organise-drop"),
        Button(Say("button-yes"), id="yes", on_click=drop),
        back_to(Organise.one),
        MessageInput(press_expected),
        state=Organise.drop,
        getter=one,
    ),
    *people.windows,
    *saying.windows,
)
