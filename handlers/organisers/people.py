"""Those who come: their lists and papers, who is entered by hand, who helps at the door."""

import asyncio
from typing import Any

from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row

from bot import notices
from bot.db import Database
from bot.events import admitting, after, events, listing, papers
from bot.events.listing import Person
from bot.events.models import Event, Registration, Standing
from bot.members.service import Viewer
from handlers.organisers.shown import event_id, one
from handlers.screens import Say, back_to, here, press_expected
from handlers.states import Door, Organise, Pick

# Of what people wrote as much as a message holds.
TEXTS_SHOWN = 20


async def _pick(manager: DialogManager, purpose: str) -> None:
    await manager.start(Pick.find, {"event_id": event_id(manager), "purpose": purpose})


async def enter(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _pick(manager, "enter")


async def name_helper(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _pick(manager, "helper")


async def nominate(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _pick(manager, "nominate")


async def open_door(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await manager.start(Door.main, {"event_id": event_id(manager)})


async def helpers(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        event = await events.own(session, viewer, event_id(dialog_manager))
        names = await admitting.helpers(session, event.id)
    return {"title": event.title, "names": ", ".join(names), "count": len(names)}


async def drop_helpers(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await admitting.drop_helpers(session, place.viewer, event_id(manager))


# Papers


async def _people(
    manager: DialogManager,
) -> tuple[Event, list[str], dict[Registration, Person]]:
    place = here(manager)
    async with place.database.writing() as session:
        event, questions, found = await listing.people(
            session, place.viewer, event_id(manager), place.texts
        )
    return event, [question.text for question in questions], found


async def send_table(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    texts = here(manager).texts
    event, questions, found = await _people(manager)

    def of(*standings: Standing) -> list[Person]:
        return [person for one, person in found.items() if one.standing in standings]

    confirmed = [one for one in found if one.standing is Standing.CONFIRMED]
    groups = [
        (texts("event-group-confirmed"), of(Standing.CONFIRMED)),
        (texts("event-group-waiting"), of(Standing.WAITING, Standing.OFFERED)),
        (texts("event-group-came"), [found[one] for one in confirmed if one.came_at]),
        (texts("event-group-absent"), [found[one] for one in confirmed if not one.came_at]),
    ]
    table = await asyncio.to_thread(papers.table, texts, questions, groups)
    await _send(query, table, f"event-{event.id}.xlsx", texts("organise-table", title=event.title))


async def send_printed(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    texts = here(manager).texts
    event, _, found = await _people(manager)
    people = [person for one, person in found.items() if one.standing is Standing.CONFIRMED]
    paper = await asyncio.to_thread(papers.printed_list, texts, event, people)
    await _send(
        query, paper, f"event-{event.id}-list.pdf", texts("organise-printed", title=event.title)
    )


async def send_badges(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    texts = here(manager).texts
    event, _, found = await _people(manager)
    people = [person for one, person in found.items() if one.standing is Standing.CONFIRMED]
    if not people:
        await query.answer(texts("organise-nobody"), show_alert=True)
        return
    paper = await asyncio.to_thread(papers.badges, event, people)
    await _send(
        query, paper, f"event-{event.id}-badges.pdf", texts("organise-badges", title=event.title)
    )


async def send_certificates(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        event = await events.own(session, place.viewer, event_id(manager))
        came = await after.came(session, event.id)
        found = [await after.certify(session, one) for one in came]
    if not found:
        await query.answer(place.texts("organise-nobody"), show_alert=True)
        return
    assert query.bot is not None
    me = await query.bot.me()
    paper = await asyncio.to_thread(papers.certificates, place.texts, found, me.username or "")
    await _send(
        query,
        paper,
        f"event-{event.id}-certificates.pdf",
        place.texts("organise-certificates", title=event.title, count=len(found)),
    )


async def _send(query: CallbackQuery, content: bytes, name: str, caption: str) -> None:
    if isinstance(query.message, Message):
        await query.message.answer_document(BufferedInputFile(content, name), caption=caption)


async def send_files(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """What came as answers, each as it was sent."""
    place = here(manager)
    async with place.database.writing() as session:
        found = await listing.files(session, place.viewer, event_id(manager))
        for answer, name, question in found:
            await notices.post(
                session,
                place.viewer.account_id,
                "event-answer-file",
                key=f"{query.id}:{answer.registration_id}:{answer.question_id}",
                name=name,
                question=question,
                file_id=answer.file_id,
                file_kind=answer.file_kind,
            )
    if not found:
        await query.answer(place.texts("organise-no-files"), show_alert=True)


async def send_feedback(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.reading() as session:
        event = await events.own(session, place.viewer, event_id(manager))
        found = await after.feedback(session, place.viewer, event.id)
    if not isinstance(query.message, Message):
        return
    if found.hidden:
        await query.message.answer(
            place.texts("event-feedback-few", count=found.total, fewest=after.FEWEST)
        )
        return
    png = await asyncio.to_thread(papers.feedback_picture, place.texts, event.title, found)
    await query.message.answer_photo(
        BufferedInputFile(png, "feedback.png"),
        caption=place.texts(
            "event-feedback-caption",
            title=event.title,
            average=f"{found.average:.1f}".replace(".", ","),
            count=found.total,
        ),
    )
    for text in found.texts[:TEXTS_SHOWN]:
        await query.message.answer(place.texts("event-feedback-text", text=text))


windows = (
    Window(
        Say("organise-people"),
        Row(
            Button(Say("button-list-table"), id="table", on_click=send_table),
            Button(Say("button-printed"), id="printed", on_click=send_printed),
        ),
        Row(
            Button(Say("button-badges"), id="badges", on_click=send_badges),
            Button(Say("button-answer-files"), id="files", on_click=send_files, when="files"),
        ),
        Button(Say("button-enter-by-hand"), id="enter", on_click=enter, when="ahead"),
        back_to(Organise.one),
        MessageInput(press_expected),
        state=Organise.people,
        getter=one,
    ),
    Window(
        Say("organise-helpers"),
        Button(Say("button-name-helper"), id="name", on_click=name_helper),
        Button(Say("button-drop-helpers"), id="drop", on_click=drop_helpers, when="count"),
        back_to(Organise.more),
        MessageInput(press_expected),
        state=Organise.helpers,
        getter=helpers,
    ),
)
