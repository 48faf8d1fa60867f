"""`📅 Мероприятия` for those who make them: the list, one event, those who come to it."""

import asyncio
from operator import itemgetter
from typing import Any

from aiogram.enums import ContentType
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Row, Select, SwitchTo
from aiogram_dialog.widgets.text import Format
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.db import Database
from bot.events import addressing, admitting, after, events, listing, making, papers, places
from bot.events.listing import Person
from bot.events.models import Audience, Event, Registration, Stage, Standing
from bot.events.when import moment_words, programme_words, when_words
from bot.i18n import Html, Texts
from bot.members import service as members
from bot.members.service import Viewer
from handlers.cases.stray import unasked
from handlers.events.door import EVENT
from handlers.events.opening import open_card
from handlers.menu import start
from handlers.screens import Say, back_to, complain, here, message_key, press_expected
from handlers.staff.lists import PAGE, choices, page_of, pager, paging
from handlers.states import Door, Make, Organise, Pick

LONGEST_MESSAGE = 2000
LONGEST_REASON = 500
GROUPS = ("confirmed", "waiting", "came", "absent")
# Of what people wrote as much as a message holds.
TEXTS_SHOWN = 20


def event_id(manager: DialogManager) -> int:
    chosen = manager.dialog_data.get("event_id")
    if chosen is None:
        assert isinstance(manager.start_data, dict)
        chosen = manager.start_data["event_id"]
    return int(chosen)


# The list


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


async def one(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    texts = viewer.texts
    async with database.reading() as session:
        event = await events.own(session, viewer, event_id(dialog_manager))
        sessions = await events.sessions_of(session, event.id)
        numbers = await places.numbers(session, event.id)
        asked = len(await events.questions_of(session, event.id))
        quotas = await _quota_words(session, texts, event)
        named = await admitting.nominees(session, event.id)
        rated = await after.rated(session, event.id)
        audience = await audience_words(session, texts, event)
    draft, live = event.stage is Stage.DRAFT, event.stage is Stage.PUBLISHED
    over, lacking = events.is_over(event), making.missing(event)
    return {
        "title": event.title,
        "stage": event.stage.value,
        "over": over,
        "when": when_words(texts, event),
        "programme": programme_words(texts, sessions),
        "place": texts("event-place", place=event.place) if event.place else "",
        "capacity": event.capacity or 0,
        "confirmed": numbers.confirmed,
        "offered": numbers.offered,
        "waiting": numbers.waiting,
        "came": numbers.came,
        "rated": rated,
        "quotas": quotas,
        "audience": audience,
        "named": named,
        "asked": asked,
        "closes": texts("event-closes", at=moment_words(texts, event.closes_at))
        if event.closes_at
        else "",
        "cancel": texts("event-cancel-until", at=moment_words(texts, event.cancel_until))
        if event.cancel_until
        else "",
        "lacking": ", ".join(texts(f"event-field-{name}") for name in lacking),
        "incomplete": draft and bool(lacking),
        "ready": draft and not lacking,
        "draft": draft,
        "live": live,
        "ahead": live and not over,
        "after": live and over,
        "nominated": live and event.audience is Audience.NOMINATED,
        "editable": draft or (live and not over),
        "to_many": draft
        and not lacking
        and event.audience not in (Audience.NOMINATED, Audience.INVITED),
    }


async def _quota_words(session: AsyncSession, texts: Texts, event: Event) -> Html | str:
    quotas = await events.quotas_of(session, event.id)
    if not quotas:
        return ""
    lines = [
        f"{await members.place_by_id(session, quota.organisation_id)}: {quota.places}"
        for quota in quotas
    ]
    return texts(
        "organise-quotas",
        lines=", ".join(lines),
        over=event.quota_over,
        until=moment_words(texts, event.quota_until) if event.quota_until else "",
        dated=event.quota_until is not None,
    )


async def audience_words(session: AsyncSession, texts: Texts, event: Event) -> Html:
    place = ""
    if event.audience is Audience.ORGANISATION and event.of_id is not None:
        place = await members.place_by_id(session, event.of_id)
    category = texts(f"category-{event.category}") if event.category else ""
    return texts(f"event-audience-{event.audience}", place=place, category=category)


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


async def call_off(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    reason = (message.text or "").strip()
    if len(reason) > LONGEST_REASON:
        await complain(message, manager, "text-too-long", limit=LONGEST_REASON)
        return
    await _call_off(manager, reason)


async def call_off_silently(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _call_off(manager, "")


async def _call_off(manager: DialogManager, reason: str) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await making.call_off(session, place.viewer, event_id(manager), reason)
    await manager.switch_to(Organise.one)


# Those who come


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


# A message to them


async def groups(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    texts = viewer.texts
    async with database.reading() as session:
        event = await events.own(session, viewer, event_id(dialog_manager))
        counts = {group: len(await addressing.whom(session, event.id, group)) for group in GROUPS}
    chosen = dialog_manager.dialog_data.get("group", GROUPS[0])
    return {
        "title": event.title,
        "groups": [
            (group, f"{texts(f'event-group-{group}')} · {count}")
            for group, count in counts.items()
        ],
        "group": texts(f"event-group-{chosen}"),
        "count": counts[chosen],
        "words": dialog_manager.dialog_data.get("words", ""),
    }


async def choose_group(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["group"] = chosen
    await manager.switch_to(Organise.words)


async def write_words(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    text = (message.text or "").strip()
    if len(text) > LONGEST_MESSAGE:
        await complain(message, manager, "text-too-long", limit=LONGEST_MESSAGE)
        return
    manager.dialog_data["words"], manager.dialog_data["words_key"] = text, message_key(message)
    await manager.switch_to(Organise.sure)


async def say(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, data = here(manager), manager.dialog_data
    async with place.database.writing() as session:
        told = await addressing.say_to(
            session,
            place.viewer,
            event_id(manager),
            data["group"],
            data["words"],
            data["words_key"],
        )
    await manager.switch_to(Organise.one)
    if isinstance(query.message, Message):
        await query.message.answer(place.texts("organise-said", count=told))


async def text_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "text-expected")


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
        Button(Say("button-event-door"), id="door", on_click=open_door, when="live"),
        Row(
            SwitchTo(Say("button-say-to"), id="say", state=Organise.message, when="live"),
            Button(Say("button-event-link"), id="link", on_click=link, when="ahead"),
        ),
        Row(
            SwitchTo(Say("button-helpers"), id="helpers", state=Organise.helpers, when="ahead"),
            Button(
                Say("button-event-nominate"), id="nominate", on_click=nominate, when="nominated"
            ),
        ),
        Row(
            Button(
                Say("button-certificates"), id="certs", on_click=send_certificates, when="after"
            ),
            Button(Say("button-feedback"), id="feedback", on_click=send_feedback, when="after"),
        ),
        Row(
            Button(Say("button-preview"), id="preview", on_click=preview),
            Button(Say("button-edit-event"), id="edit", on_click=edit, when="editable"),
        ),
        Row(
            Button(Say("button-copy-event"), id="copy", on_click=copy, when="live"),
            SwitchTo(Say("button-call-off"), id="off", state=Organise.off, when="ahead"),
            SwitchTo(Say("button-drop-event"), id="drop", state=Organise.drop, when="draft"),
        ),
        back_to(Organise.main),
        MessageInput(press_expected),
        state=Organise.one,
        getter=one,
    ),
    Window(
        Say("organise-people"),
        Row(
            Button(Say("button-list-table"), id="table", on_click=send_table),
            Button(Say("button-printed"), id="printed", on_click=send_printed),
        ),
        Row(
            Button(Say("button-badges"), id="badges", on_click=send_badges),
            Button(Say("button-answer-files"), id="files", on_click=send_files, when="asked"),
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
        back_to(Organise.one),
        MessageInput(press_expected),
        state=Organise.helpers,
        getter=helpers,
    ),
    Window(
        Say("organise-message"),
        Column(
            Select(
                Format("{item[1]}"),
                id="group",
                item_id_getter=itemgetter(0),
                items="groups",
                on_click=choose_group,
            )
        ),
        back_to(Organise.one),
        MessageInput(press_expected),
        state=Organise.message,
        getter=groups,
    ),
    Window(
        Say("organise-words"),
        back_to(Organise.message),
        MessageInput(write_words, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Organise.words,
        getter=groups,
    ),
    Window(
        Say("organise-sure"),
        Button(Say("button-send"), id="send", on_click=say),
        back_to(Organise.words),
        MessageInput(press_expected),
        state=Organise.sure,
        getter=groups,
    ),
    Window(
        Say("organise-off"),
        Button(Say("button-call-off-silently"), id="off", on_click=call_off_silently),
        back_to(Organise.one),
        MessageInput(call_off, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Organise.off,
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
)
