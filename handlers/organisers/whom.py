"""For whom an event is: who may come, and the places kept for organisations."""

from datetime import timedelta
from typing import Any

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, SwitchTo

from bot import clock
from bot.events import changing
from bot.events.models import Audience
from bot.members.models import Category
from bot.members.service import Viewer
from handlers.organisers.form import (
    as_label,
    change,
    footer,
    known_id,
    onward,
    read_number,
    shown,
    text_expected,
    the_event,
)
from handlers.organisers.when import set_moment
from handlers.screens import Say, back_to, choices, complain, here, press_expected
from handlers.staff.lists import any_places, forget_sought, place_window
from handlers.states import Make

WEEK = timedelta(days=7)


async def for_all(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await change(manager, query.id, audience=Audience(str(button.widget_id)), category=None)
    await onward(manager)


async def categories(viewer: Viewer, **_: Any) -> dict[str, Any]:
    return {
        "categories": [(one.value, as_label(viewer.texts(f"category-{one}"))) for one in Category]
    }


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


# Quotas


async def choose_quota_place(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["quota_of"] = int(chosen)
    await manager.switch_to(Make.quota_places)


async def write_quota(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    places, place = read_number(message.text), here(manager)
    if places is None:
        await complain(message, manager, "event-number-expected")
        return
    async with place.database.writing() as session:
        await changing.add_quota(
            session, place.viewer, known_id(manager), manager.dialog_data["quota_of"], places
        )
    await manager.switch_to(Make.quotas)


async def drop_quotas(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await changing.drop_quotas(session, place.viewer, known_id(manager))


async def write_quota_until(
    message: Message, widget: MessageInput, manager: DialogManager
) -> None:
    if await set_moment(message, manager, "quota_until"):
        await manager.switch_to(Make.quotas)


async def week_before(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    event = await the_event(manager)
    if event.starts_at is not None:
        moment = max(event.starts_at - WEEK, clock.now() + timedelta(minutes=1))
        await change(manager, query.id, quota_until=moment)
    await manager.switch_to(Make.quotas)


async def hold_until_the_beginning(
    query: CallbackQuery, button: Button, manager: DialogManager
) -> None:
    await change(manager, query.id, quota_until=None)
    await manager.switch_to(Make.quotas)


windows = (
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
        back_to(Make.audience),
        MessageInput(press_expected),
        state=Make.category,
        getter=(shown, categories),
    ),
    place_window(
        Make.audience_place,
        "organise-audience-place",
        any_places,
        choose_place,
        back_to(Make.audience),
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
        back_to(Make.quotas),
    ),
    Window(
        Say("organise-quota-places"),
        back_to(Make.quotas),
        MessageInput(write_quota, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Make.quota_places,
        getter=shown,
    ),
    Window(
        Say("organise-quota-until"),
        Button(Say("button-week-before"), id="week", on_click=week_before),
        Button(Say("button-no-term"), id="none", on_click=hold_until_the_beginning),
        back_to(Make.quotas),
        MessageInput(write_quota_until, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Make.quota_until,
        getter=shown,
    ),
)
