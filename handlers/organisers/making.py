"""An event made step by step, and any of its fields later."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.enums import ContentType
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Group, Keyboard, Row, SwitchTo

from bot import clock
from bot.db import Database
from bot.errors import UserError
from bot.events import changing, events, making
from bot.events.models import AnswerKind, Audience, Event, Stage
from bot.events.when import (
    LONGEST_AHEAD,
    moment_words,
    read_moment,
    read_span,
    span_words,
    when_words,
    zone_words,
)
from bot.i18n import Html, Texts
from bot.members import service as members
from bot.members.models import Category
from bot.members.service import Viewer
from bot.rubrics import Rubric
from handlers.menu import start
from handlers.organisers.main import audience_words
from handlers.profile.dialog import ZONES, zone_name
from handlers.screens import (
    Say,
    cancel_button,
    complain,
    file_of,
    here,
    message_key,
    press_expected,
)
from handlers.staff.lists import any_places, choices, forget_sought, place_window, start_value
from handlers.states import Make, Organise

# Asked one after another; all else has a default and waits under «Изменить».
STEPS = (Make.title, Make.text, Make.when, Make.place, Make.capacity, Make.audience)
TERMS = {"closes": "closes_at", "cancel": "cancel_until", "quota_until": "quota_until"}
LONGEST = {"title": 150, "text": 2500, "place": 300, "contact": 200}
MOST_PLACES = 100_000
MOST_SESSIONS = 30
LONGEST_QUESTION = 300
MOST_OPTIONS, LONGEST_OPTION = 10, 60
WEEK = timedelta(days=7)

OnClick = Callable[[CallbackQuery, Button, DialogManager], Awaitable[None]]


class FieldUnknown(UserError):
    """A button of a window that is gone."""


# Where it stands


def event_id(manager: DialogManager) -> int | None:
    chosen = manager.dialog_data.get("event_id")
    return int(chosen) if chosen is not None else start_value(manager, "event_id")


def _is_new(manager: DialogManager) -> bool:
    return start_value(manager, "event_id") is None


def _known(manager: DialogManager) -> int:
    found = event_id(manager)
    assert found is not None
    return found


async def _event(manager: DialogManager) -> Event:
    place = here(manager)
    async with place.database.reading() as session:
        return await events.own(session, place.viewer, _known(manager))


def _state(manager: DialogManager) -> State:
    return manager.current_context().state


async def onward(manager: DialogManager) -> None:
    """The next step of a new one; of another, back to where its fields are listed."""
    state, data = _state(manager), manager.start_data
    if _is_new(manager):
        if state in STEPS[:-1]:
            await manager.switch_to(STEPS[STEPS.index(state) + 1])
        else:
            await start(manager, Organise.one, event_id=_known(manager))
    elif isinstance(data, dict) and data.get("then") == "one":
        await start(manager, Organise.one, event_id=_known(manager))
    else:
        await manager.switch_to(Make.fields)


async def go_on(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await onward(manager)


async def go_back(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    state = _state(manager)
    if _is_new(manager) and state in STEPS[1:]:
        await manager.switch_to(STEPS[STEPS.index(state) - 1])
    elif _is_new(manager):
        await leave(query, button, manager)
    elif isinstance(manager.start_data, dict) and manager.start_data.get("then") == "one":
        await start(manager, Organise.one, event_id=_known(manager))
    else:
        await manager.switch_to(Make.fields)


async def leave(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """What was set stays in the draft."""
    if event_id(manager) is None:
        await start(manager, Organise.main)
    else:
        await start(manager, Organise.one, event_id=_known(manager))


def footer() -> Row:
    return Row(Button(Say("button-back"), id="back", on_click=go_back), cancel_button(leave))


async def change(manager: DialogManager, key: str, **fields: Any) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await changing.change(session, place.viewer, _known(manager), key, **fields)


async def shown(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    """What every window of the form may show."""
    number = event_id(dialog_manager)
    if number is None:
        return {"now": "", "said": False, "is_new": True}
    texts = viewer.texts
    async with database.reading() as session:
        event = await events.own(session, viewer, number)
        audience = await audience_words(session, texts, event)
        sessions = await events.sessions_of(session, number)
        questions = await events.questions_of(session, number)
        quotas = [
            (await members.place_by_id(session, quota.organisation_id), quota.places)
            for quota in await events.quotas_of(session, number)
        ]
    spans = _spans(dialog_manager) or [(s.starts_at, s.ends_at, s.title) for s in sessions]
    there = Texts(texts.language, event.zone)
    now = _now(event, _state(dialog_manager))
    return {
        "title": event.title,
        "now": now,
        "said": bool(now),
        "is_new": _is_new(dialog_manager),
        "audience": audience,
        "zone": zone_words(there, event.starts_at or clock.now()),
        "sessions": Html("\n".join(_session_line(there, *span) for span in spans)),
        "count": len(spans),
        "unsaved": bool(_spans(dialog_manager)),
        "live": event.stage is Stage.PUBLISHED,
        "draft": event.stage is Stage.DRAFT,
        "capacity": event.capacity or 0,
        "when": when_words(texts, event),
        "family": event.family,
        "rubric": texts(f"rubric-{event.rubric}"),
        "closes": moment_words(there, event.closes_at) if event.closes_at else "",
        "closing": event.closes_at is not None,
        "cancelling": event.cancel_until is not None,
        "quota_dated": event.quota_until is not None,
        "cancel": moment_words(there, event.cancel_until) if event.cancel_until else "",
        "quota_until": moment_words(there, event.quota_until) if event.quota_until else "",
        "quotas": Html(
            "\n".join(texts("organise-quota-line", name=n, places=p) for n, p in quotas)
        ),
        "has_quotas": bool(quotas),
        "questions": Html(
            "\n".join(
                texts(
                    "organise-question-line",
                    number=place,
                    text=question.text,
                    kind=texts(f"event-answer-{question.kind}"),
                )
                for place, question in enumerate(questions, start=1)
            )
        ),
        "has_questions": bool(questions),
        "has_picture": event.picture is not None,
        "has_point": event.latitude is not None,
    }


def _now(event: Event, state: State) -> str:
    """What the field says at present."""
    name = (state.state or "").partition(":")[2]
    value = getattr(event, name, "") if name in LONGEST else ""
    return str(value or "")


# Words


async def write_title(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """The first word makes the draft: nothing that follows can be lost."""
    if event_id(manager) is not None:
        await write_words(message, widget, manager)
        return
    title = " ".join((message.text or "").split())
    if len(title) > LONGEST["title"]:
        await complain(message, manager, "text-too-long", limit=LONGEST["title"])
        return
    place = here(manager)
    async with place.database.writing() as session:
        event = await making.create(
            session, place.viewer, title, message_key(message), str(place.texts.zone)
        )
    manager.dialog_data["event_id"] = event.id
    await onward(manager)


async def write_words(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    name = (_state(manager).state or "").partition(":")[2]
    text = (message.text or "").strip()
    if len(text) > LONGEST[name]:
        await complain(message, manager, "text-too-long", limit=LONGEST[name])
        return
    await change(manager, message_key(message), **{name: text})
    await onward(manager)


async def text_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "text-expected")


def words_window(state: State, key: str, *buttons: Keyboard, write: Any = write_words) -> Window:
    return Window(
        Say(key),
        *buttons,
        footer(),
        MessageInput(write, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=state,
        getter=shown,
    )


# When


def _spans(manager: DialogManager) -> list[tuple[datetime, datetime, str]]:
    return [
        (datetime.fromisoformat(start), datetime.fromisoformat(end), title)
        for start, end, title in manager.dialog_data.get("spans", [])
    ]


def _session_line(texts: Texts, start: datetime, end: datetime, title: str) -> Html:
    return texts(
        "event-session", span=span_words(texts, start, end), titled=bool(title), title=title
    )


async def write_when(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """A day and hours; several lines are several days. Nothing is set until «Готово»."""
    event, now = await _event(manager), clock.now()
    spans = _spans(manager)
    for line in filter(str.strip, (message.text or "").splitlines()):
        written, _, title = line.partition(";")
        span = read_span(written, event.zone, now)
        if span is None:
            await complain(message, manager, "organise-when-expected")
            return
        start, end = span
        if end <= start:
            end += timedelta(days=1)
        if not now < start < now + LONGEST_AHEAD:
            await complain(message, manager, "organise-when-past")
            return
        spans.append((start, end, title.strip()[:150]))
    spans = sorted(set(spans))[:MOST_SESSIONS]
    manager.dialog_data["spans"] = [
        [start.isoformat(), end.isoformat(), title] for start, end, title in spans
    ]


async def save_when(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, spans = here(manager), _spans(manager)
    if spans:
        async with place.database.writing() as session:
            await changing.set_sessions(
                session, place.viewer, _known(manager), spans, f"when:{query.id}"
            )
        manager.dialog_data.pop("spans")
    await onward(manager)


async def clear_when(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data.pop("spans", None)


async def zones(viewer: Viewer, **_: Any) -> dict[str, Any]:
    return {"zones": [(zone, zone_name(viewer.texts, zone)) for zone in ZONES]}


async def choose_zone(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    """The hours that were named stay as they were named: it is others' clocks that differ."""
    if chosen not in ZONES:
        raise FieldUnknown
    place, event, zone = here(manager), await _event(manager), ZoneInfo(chosen)

    def moved(moment: datetime) -> datetime:
        return moment.astimezone(event.zone).replace(tzinfo=zone)

    manager.dialog_data["spans"] = [
        [moved(start).isoformat(), moved(end).isoformat(), title]
        for start, end, title in _spans(manager)
    ]
    async with place.database.writing() as session:
        sessions = [
            (moved(one.starts_at), moved(one.ends_at), one.title)
            for one in await events.sessions_of(session, event.id)
        ]
        await changing.change(session, place.viewer, event.id, query.id, timezone=chosen)
        if sessions:
            await changing.set_sessions(
                session, place.viewer, event.id, sessions, f"zone:{query.id}"
            )
    await manager.switch_to(Make.when)


# Numbers


async def write_capacity(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    places = _number(message.text)
    if places is None:
        await complain(message, manager, "event-number-expected")
        return
    await change(manager, message_key(message), capacity=places)
    await onward(manager)


def _number(text: str | None) -> int | None:
    digits = "".join((text or "").split())
    if not (digits.isascii() and digits.isdigit()) or not 1 <= int(digits[:9]) <= MOST_PLACES:
        return None
    return int(digits)


async def no_limit(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await change(manager, query.id, capacity=None)
    await onward(manager)


# Who may come


async def for_all(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await change(manager, query.id, audience=Audience(str(button.widget_id)), category=None)
    await onward(manager)


async def categories(viewer: Viewer, **_: Any) -> dict[str, Any]:
    return {"categories": [(one.value, viewer.texts(f"category-{one}")) for one in Category]}


async def choose_category(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    await change(manager, query.id, audience=Audience.CATEGORY, category=Category(chosen))
    await _chosen_who(manager)


async def choose_place(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    await change(
        manager, query.id, audience=Audience.ORGANISATION, of_id=int(chosen), category=None
    )
    await _chosen_who(manager)


async def _chosen_who(manager: DialogManager) -> None:
    await manager.switch_to(Make.audience)
    await onward(manager)


async def to_places(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    forget_sought(manager)
    state = Make.audience_place if button.widget_id == "organisation" else Make.quota_place
    await manager.switch_to(state)


# Picture, point, rubric, family


async def write_picture(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    file = file_of(message)
    if file is None or file.kind != "photo":
        await complain(message, manager, "organise-picture-expected")
        return
    await change(manager, message_key(message), picture=file.file_id)
    await onward(manager)


async def no_picture(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await change(manager, query.id, picture=None)
    await onward(manager)


async def write_point(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    point = message.location or (message.venue.location if message.venue else None)
    if point is None:
        await complain(message, manager, "organise-point-expected")
        return
    await change(manager, message_key(message), latitude=point.latitude, longitude=point.longitude)
    await onward(manager)


async def no_point(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await change(manager, query.id, latitude=None, longitude=None)
    await onward(manager)


async def rubrics(viewer: Viewer, **_: Any) -> dict[str, Any]:
    return {"rubrics": [(one.value, viewer.texts(f"rubric-{one}")) for one in Rubric]}


async def choose_rubric(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    await change(manager, query.id, rubric=Rubric(chosen))
    await onward(manager)


async def set_family(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await change(manager, query.id, family=button.widget_id == "yes")
    await onward(manager)


# Terms


async def write_closes(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await _set_moment(message, manager, "closes_at")


async def write_cancel(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await _set_moment(message, manager, "cancel_until")


async def write_quota_until(
    message: Message, widget: MessageInput, manager: DialogManager
) -> None:
    await _set_moment(message, manager, "quota_until")


async def _set_moment(message: Message, manager: DialogManager, name: str) -> None:
    event = await _event(manager)
    moment = read_moment(message.text or "", event.zone, clock.now())
    if moment is None or moment <= clock.now():
        await complain(message, manager, "organise-moment-expected")
        return
    if event.starts_at is not None and moment > event.starts_at:
        await complain(message, manager, "organise-moment-late")
        return
    await change(manager, message_key(message), **{name: moment})
    await _after_term(manager, name)


async def no_term(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    names = {
        Make.closes: "closes_at",
        Make.cancel: "cancel_until",
        Make.quota_until: "quota_until",
    }
    name = names[_state(manager)]
    await change(manager, query.id, **{name: None})
    await _after_term(manager, name)


async def _after_term(manager: DialogManager, name: str) -> None:
    if name == "quota_until":
        await manager.switch_to(Make.quotas)
    else:
        await onward(manager)


async def week_before(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    event = await _event(manager)
    if event.starts_at is not None:
        moment = max(event.starts_at - WEEK, clock.now() + timedelta(minutes=1))
        await change(manager, query.id, quota_until=moment)
    await manager.switch_to(Make.quotas)


# Quotas


async def choose_quota_place(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["quota_of"] = int(chosen)
    await manager.switch_to(Make.quota_places)


async def write_quota(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    places, place = _number(message.text), here(manager)
    if places is None:
        await complain(message, manager, "event-number-expected")
        return
    async with place.database.writing() as session:
        await changing.add_quota(
            session, place.viewer, _known(manager), manager.dialog_data["quota_of"], places
        )
    await manager.switch_to(Make.quotas)


async def drop_quotas(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await changing.drop_quotas(session, place.viewer, _known(manager))


# Questions


async def kinds(viewer: Viewer, **_: Any) -> dict[str, Any]:
    return {"kinds": [(one.value, viewer.texts(f"event-answer-{one}")) for one in AnswerKind]}


async def choose_kind(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["kind"] = AnswerKind(chosen).value
    await manager.switch_to(Make.question_text)


async def write_question(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    text = " ".join((message.text or "").split())
    if len(text) > LONGEST_QUESTION:
        await complain(message, manager, "text-too-long", limit=LONGEST_QUESTION)
        return
    manager.dialog_data["question"] = text
    if manager.dialog_data["kind"] == AnswerKind.CHOICE:
        await manager.switch_to(Make.question_options)
    else:
        await _keep_question(manager, ())


async def write_options(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    lines = [" ".join(line.split()) for line in (message.text or "").splitlines()]
    options = list(dict.fromkeys(filter(None, lines)))
    too_long = any(len(option) > LONGEST_OPTION for option in options)
    if not 2 <= len(options) <= MOST_OPTIONS or too_long:
        await complain(
            message, manager, "organise-options-expected", most=MOST_OPTIONS, length=LONGEST_OPTION
        )
        return
    await _keep_question(manager, options)


async def _keep_question(manager: DialogManager, options: Any) -> None:
    place, data = here(manager), manager.dialog_data
    async with place.database.writing() as session:
        await changing.add_question(
            session,
            place.viewer,
            _known(manager),
            AnswerKind(data["kind"]),
            data["question"],
            options,
        )
    await manager.switch_to(Make.questions)


async def drop_questions(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await changing.drop_questions(session, place.viewer, _known(manager))


# All fields


async def fields_done(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await start(manager, Organise.one, event_id=_known(manager))


def _to(name: str, state: State, when: str | None = None) -> SwitchTo:
    return SwitchTo(Say(f"event-field-{name}"), id=name, state=state, when=when)


dialog = Dialog(
    words_window(Make.title, "organise-title", write=write_title),
    words_window(
        Make.text,
        "organise-text",
        Button(Say("button-skip"), id="skip", on_click=go_on, when="is_new"),
    ),
    Window(
        Say("organise-when"),
        Button(Say("button-done"), id="done", on_click=save_when, when="count"),
        Row(
            Button(Say("button-clear-days"), id="clear", on_click=clear_when, when="unsaved"),
            SwitchTo(Say("button-timezone"), id="zone", state=Make.zone),
        ),
        footer(),
        MessageInput(write_when, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Make.when,
        getter=shown,
    ),
    Window(
        Say("organise-zone"),
        choices("zones", choose_zone),
        SwitchTo(Say("button-back"), id="back", state=Make.when),
        MessageInput(press_expected),
        state=Make.zone,
        getter=(shown, zones),
    ),
    words_window(Make.place, "organise-place"),
    words_window(
        Make.capacity,
        "organise-capacity",
        Button(Say("button-no-limit"), id="nolimit", on_click=no_limit),
        write=write_capacity,
    ),
    Window(
        Say("organise-audience"),
        Button(Say("button-audience-all"), id="all", on_click=for_all),
        Row(
            SwitchTo(Say("button-audience-category"), id="category", state=Make.category),
            Button(Say("button-audience-organisation"), id="organisation", on_click=to_places),
        ),
        Row(
            Button(Say("button-audience-nominated"), id="nominated", on_click=for_all),
            Button(Say("button-audience-invited"), id="invited", on_click=for_all),
        ),
        footer(),
        MessageInput(press_expected),
        state=Make.audience,
        getter=shown,
    ),
    Window(
        Say("organise-category"),
        choices("categories", choose_category),
        SwitchTo(Say("button-back"), id="back", state=Make.audience),
        MessageInput(press_expected),
        state=Make.category,
        getter=(shown, categories),
    ),
    place_window(
        Make.audience_place,
        "organise-audience-place",
        any_places,
        choose_place,
        SwitchTo(Say("button-back"), id="back", state=Make.audience),
    ),
    Window(
        Say("organise-fields"),
        Group(
            _to("title", Make.title),
            _to("text", Make.text),
            _to("when", Make.when),
            _to("place", Make.place),
            _to("point", Make.point),
            _to("picture", Make.picture),
            _to("capacity", Make.capacity),
            _to("audience", Make.audience),
            _to("quotas", Make.quotas),
            _to("questions", Make.questions, when="draft"),
            _to("family", Make.family),
            _to("closes", Make.closes),
            _to("cancel_until", Make.cancel),
            _to("contact", Make.contact),
            _to("rubric", Make.rubric),
            width=2,
        ),
        Button(Say("button-done"), id="done", on_click=fields_done),
        MessageInput(press_expected),
        state=Make.fields,
        getter=shown,
    ),
    Window(
        Say("organise-picture"),
        Button(Say("button-no-picture"), id="none", on_click=no_picture, when="has_picture"),
        footer(),
        MessageInput(write_picture),
        state=Make.picture,
        getter=shown,
    ),
    Window(
        Say("organise-point"),
        Button(Say("button-no-point"), id="none", on_click=no_point, when="has_point"),
        footer(),
        MessageInput(write_point),
        state=Make.point,
        getter=shown,
    ),
    Window(
        Say("organise-rubric"),
        choices("rubrics", choose_rubric),
        footer(),
        MessageInput(press_expected),
        state=Make.rubric,
        getter=(shown, rubrics),
    ),
    Window(
        Say("organise-quotas-of"),
        Button(Say("button-add-quota"), id="quota", on_click=to_places),
        SwitchTo(Say("button-quota-until"), id="until", state=Make.quota_until, when="has_quotas"),
        Button(Say("button-drop-quotas"), id="drop", on_click=drop_quotas, when="has_quotas"),
        footer(),
        MessageInput(press_expected),
        state=Make.quotas,
        getter=shown,
    ),
    place_window(
        Make.quota_place,
        "organise-quota-place",
        any_places,
        choose_quota_place,
        SwitchTo(Say("button-back"), id="back", state=Make.quotas),
    ),
    Window(
        Say("organise-quota-places"),
        SwitchTo(Say("button-back"), id="back", state=Make.quotas),
        MessageInput(write_quota, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Make.quota_places,
        getter=shown,
    ),
    Window(
        Say("organise-quota-until"),
        Button(Say("button-week-before"), id="week", on_click=week_before),
        Button(Say("button-no-term"), id="none", on_click=no_term),
        SwitchTo(Say("button-back"), id="back", state=Make.quotas),
        MessageInput(write_quota_until, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Make.quota_until,
        getter=shown,
    ),
    Window(
        Say("organise-questions"),
        SwitchTo(Say("button-add-question"), id="add", state=Make.question_kind),
        Button(
            Say("button-drop-questions"), id="drop", on_click=drop_questions, when="has_questions"
        ),
        footer(),
        MessageInput(press_expected),
        state=Make.questions,
        getter=shown,
    ),
    Window(
        Say("organise-question-kind"),
        choices("kinds", choose_kind),
        SwitchTo(Say("button-back"), id="back", state=Make.questions),
        MessageInput(press_expected),
        state=Make.question_kind,
        getter=(shown, kinds),
    ),
    Window(
        Say("organise-question-text"),
        SwitchTo(Say("button-back"), id="back", state=Make.question_kind),
        MessageInput(write_question, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Make.question_text,
        getter=shown,
    ),
    Window(
        Say("organise-question-options"),
        SwitchTo(Say("button-back"), id="back", state=Make.question_text),
        MessageInput(write_options, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Make.question_options,
        getter=shown,
    ),
    Window(
        Say("organise-family"),
        Row(
            Button(Say("button-yes"), id="yes", on_click=set_family),
            Button(Say("button-no"), id="no", on_click=set_family),
        ),
        footer(),
        MessageInput(press_expected),
        state=Make.family,
        getter=shown,
    ),
    words_window(
        Make.closes,
        "organise-closes",
        Button(Say("button-no-term"), id="none", on_click=no_term, when="closing"),
        write=write_closes,
    ),
    words_window(
        Make.cancel,
        "organise-cancel",
        Button(Say("button-no-term"), id="none", on_click=no_term, when="cancelling"),
        write=write_cancel,
    ),
    words_window(Make.contact, "organise-contact"),
)
