"""`🪪 Профиль`: what the union knows of a person, and what he may change about it."""

from typing import Any
from zoneinfo import ZoneInfo

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Row, Select, Start, SwitchTo

from bot import clock
from bot.errors import UserError
from bot.i18n import LANGUAGES, Html, Texts
from bot.members import service as members
from bot.members.contact import contact_words
from bot.members.models import Member
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.cases.stray import unasked
from handlers.menu import fresh_viewer, menu_keyboard, show_commands
from handlers.screens import Say, back_to, choices, complain, here, message_key
from handlers.start import register
from handlers.states import Consents, MyData, Profile

# The zones of the two unions' countries: offset differs, so a person finds his by the clock.
ZONES = (
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Almaty",
    "Asia/Omsk", "Asia/Barnaul", "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok",
    "Asia/Magadan", "Asia/Kamchatka",
)  # fmt: skip
LONGEST_NOTE = 1000


async def own(viewer: Viewer, regulations: Regulations, **_: Any) -> dict[str, Any]:
    member = viewer.member
    return {
        "is_member": member is not None,
        "is_stranger": member is None,
        "card": _card(viewer, member) if member else viewer.texts("profile-stranger"),
        "zone": zone_name(viewer.texts, str(viewer.texts.zone)),
        "contact": contact_words(viewer, regulations),
    }


def _card(viewer: Viewer, member: Member) -> Html:
    texts, person = viewer.texts, member.person
    return texts(
        "profile-card",
        name=person.full_name,
        place=members.place_name(viewer.chain),
        card=person.card,
        status=texts(f"membership-{member.status}"),
        joined=texts("profile-joined", joined=member.joined_on) if member.joined_on else "",
        phone=texts("profile-phone", phone=f"+{person.phones[0]}") if person.phones else "",
    )


def zone_name(texts: Texts, zone: str) -> str:
    now = clock.now().astimezone(ZoneInfo(zone))
    return texts("zone", city=zone.rpartition("/")[2], time=f"{now:%H:%M}")


async def languages(**_: Any) -> dict[str, Any]:
    return {"languages": LANGUAGES}


async def choose_language(
    query: CallbackQuery, widget: object, manager: DialogManager, language: str
) -> None:
    if language not in LANGUAGES:
        raise UserError
    place = here(manager)
    async with place.database.writing() as session:
        await members.set_language(session, place.viewer.account_id, language)
    viewer = await fresh_viewer(manager)
    await show_commands(query.bot, viewer)
    await manager.switch_to(Profile.main)
    if isinstance(query.message, Message):
        await query.message.answer(
            viewer.texts("language-chosen"), reply_markup=menu_keyboard(viewer)
        )


async def zones(viewer: Viewer, **_: Any) -> dict[str, Any]:
    return {"zones": [(zone, zone_name(viewer.texts, zone)) for zone in ZONES]}


async def choose_zone(
    query: CallbackQuery, widget: object, manager: DialogManager, zone: str
) -> None:
    if zone not in ZONES:
        raise UserError
    place = here(manager)
    async with place.database.writing() as session:
        await members.set_timezone(session, place.viewer.account_id, zone)
    await fresh_viewer(manager)
    await manager.switch_to(Profile.main)


async def say_wrong(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    place = here(manager)
    note = (message.text or "").strip()
    if len(note) > LONGEST_NOTE:
        await complain(message, manager, "text-too-long", limit=LONGEST_NOTE)
        return
    async with place.database.writing() as session:
        told = await members.report_wrong_data(session, place.viewer, note, message_key(message))
    await manager.done()
    key = "profile-wrong-sent" if told else "profile-wrong-nobody"
    contact = contact_words(place.viewer, place.regulations)
    await message.answer(place.texts(key, contact=contact))


async def text_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "text-expected")


async def find_oneself(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    if isinstance(query.message, Message):
        await register(query.message, manager, here(manager).viewer)


dialog = Dialog(
    Window(
        Say("profile-main"),
        Button(Say("button-find-me"), id="register", on_click=find_oneself, when="is_stranger"),
        SwitchTo(Say("button-data-wrong"), id="wrong", state=Profile.wrong, when="is_member"),
        Row(
            SwitchTo(Say("button-language"), id="language", state=Profile.language),
            SwitchTo(Say("button-timezone"), id="timezone", state=Profile.timezone),
        ),
        Row(
            Start(Say("button-my-data"), id="mydata", state=MyData.main),
            Start(Say("button-consents"), id="consents", state=Consents.main),
        ),
        MessageInput(unasked),
        state=Profile.main,
        getter=own,
    ),
    Window(
        Say("profile-language"),
        Column(
            Select(
                Say("language-item"),
                id="language",
                item_id_getter=str,
                items="languages",
                on_click=choose_language,
            )
        ),
        back_to(Profile.main),
        MessageInput(unasked),
        state=Profile.language,
        getter=languages,
    ),
    Window(
        Say("profile-timezone"),
        choices("zones", choose_zone),
        back_to(Profile.main),
        MessageInput(unasked),
        state=Profile.timezone,
        getter=zones,
    ),
    Window(
        Say("profile-wrong"),
        back_to(Profile.main),
        MessageInput(say_wrong, content_types=[ContentType.TEXT]),
        MessageInput(text_expected),
        state=Profile.wrong,
        getter=own,
    ),
)
