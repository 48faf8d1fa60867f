"""Being found in the registry. Whatever does not fit, the words are the same.

What was typed is kept beside the dialog, not in it: a menu press, /start or /cancel loses none.
"""

import re
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, Final

from aiogram.enums import ContentType
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row

from bot import clock
from bot.db import Database
from bot.errors import UserError
from bot.i18n import Html
from bot.members import recognising, requests
from bot.members import service as members
from bot.members.contact import contact_words
from bot.members.models import Account, Member, Organisation
from bot.members.normal import normal_card, normal_phone, parse_date
from bot.members.recognising import Claim, is_locked
from bot.members.service import Place, Viewer
from bot.regulations import Regulations
from handlers.menu import fresh_viewer, menu_keyboard
from handlers.screens import (
    Say,
    back_button,
    back_to,
    cancel_button,
    choices,
    complain,
    here,
    state_of,
)
from handlers.states import Registration

LONGEST_NAME: Final = 100
EARLIEST_BIRTH: Final = date(1900, 1, 1)
PLACES_SHOWN: Final = 8
# «Номер билета: 00123456».
CARD_WORDS: Final = re.compile(r"\b(?:номер|профбилет|билет|нөмір)\w*", re.IGNORECASE)
DATE: Final = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}")
CLAIM: Final = "claim"


class TooManyTries(UserError):
    key = "registration-locked"


# What was typed so far


async def claimed(state: FSMContext) -> dict[str, str]:
    """Of card, phone, surname and born (ISO) those that were typed."""
    return dict((await state.get_data()).get(CLAIM) or {})


async def keep(manager: DialogManager, **values: str) -> None:
    state = state_of(manager)
    await state.update_data({CLAIM: await claimed(state) | values})


def whole_claim(typed: dict[str, str]) -> Claim | None:
    """None until every step was answered."""
    if not typed.get("born") or not (typed.get("phone") or typed.get("surname")):
        return None
    return Claim(
        born=date.fromisoformat(typed["born"]),
        card=typed.get("card", ""),
        surname=typed.get("surname", ""),
        phone=typed.get("phone", ""),
    )


# The steps


async def write_card(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    text = message.text or ""
    card = normal_card(CARD_WORDS.sub(" ", text))
    if not _has_digits(card) or len(card) > LONGEST_NAME or _has_born_too(text):
        await complain(message, manager, "registration-card-expected")
        return
    await keep(manager, card=card, phone="")
    await manager.switch_to(Registration.surname)


def _has_digits(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _has_born_too(text: str) -> bool:
    """Who writes all at once is asked for one thing after another, and loses no try by it."""
    return bool(DATE.search(text)) and _has_digits(DATE.sub("", text))


async def share_contact(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """One's own number counts; someone else's contact is no proof of anything."""
    contact = message.contact
    assert contact is not None
    phone = normal_phone(contact.phone_number)
    own = message.from_user is not None and contact.user_id == message.from_user.id
    if not own or phone is None:
        await complain(message, manager, "registration-own-contact-expected")
        return
    await keep(manager, phone=phone, card="", surname="")
    await manager.switch_to(Registration.born)


async def write_surname(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    surname = " ".join((message.text or "").split())
    if not _is_name(surname):
        await complain(message, manager, "registration-surname-expected")
        return
    await keep(manager, surname=surname)
    await manager.switch_to(Registration.born)


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and text[:1].isalpha() and not any(map(str.isdigit, text))


async def write_born(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    born = parse_date(message.text or "")
    if born is None or not EARLIEST_BIRTH <= born < clock.today():
        await complain(message, manager, "registration-born-expected")
        return
    await keep(manager, born=born.isoformat())
    await look_up(manager)


async def keep_card(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    by_card = (await claimed(state_of(manager))).get("card")
    await manager.switch_to(Registration.surname if by_card else Registration.born)


async def keep_surname(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await manager.switch_to(Registration.born)


async def keep_born(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await look_up(manager)


async def lead_back(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """From the birth date: to the surname, or to the first step where a phone was shared."""
    by_card = (await claimed(state_of(manager))).get("card")
    await manager.switch_to(Registration.surname if by_card else Registration.card)


# Who it is


async def look_up(manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        account = await session.get_one(Account, place.viewer.account_id)
        member = await _recognise(manager, session, account)
        if member is not None:
            organisation = await session.get_one(Organisation, member.organisation_id)
            manager.dialog_data.update(
                name=member.person.full_name,
                place=members.place_name(await members.chain_of(session, organisation)),
            )
    await manager.switch_to(Registration.confirm if member else Registration.failed)


async def _recognise(manager: DialogManager, session: Any, account: Account) -> Member | None:
    claim = whole_claim(await claimed(state_of(manager)))
    if claim is None:
        return None
    return await recognising.recognise(session, account, claim, here(manager).regulations)


async def it_is_me(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Looked up once more: since the question was asked, another may have been faster."""
    place = here(manager)
    async with place.database.writing() as session:
        account = await session.get_one(Account, place.viewer.account_id)
        member = await _recognise(manager, session, account)
        if member is not None and account.member_id is None:
            await recognising.bind(session, account, member.id)
            await recognising.welcome(session, account, "registered")
    if member is None:
        await manager.switch_to(Registration.failed)
        return
    await state_of(manager).update_data({CLAIM: {}})
    await fresh_viewer(manager)
    await manager.done()


async def it_is_not_me(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Counts as a wrong try: nobody leafs through the registry this way."""
    place = here(manager)
    async with place.database.writing() as session:
        account = await session.get_one(Account, place.viewer.account_id)
        await recognising.count_wrong_try(session, account, place.regulations)
    await manager.switch_to(Registration.failed)


async def enter_again(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    account = here(manager).viewer.account
    if account and is_locked(account):
        raise TooManyTries(until=account.locked_until)
    await manager.switch_to(Registration.card)


# To the chair


async def hand_to_chair(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    claim = whole_claim(await claimed(state_of(manager)))
    async with place.database.writing() as session:
        account = await session.get_one(Account, place.viewer.account_id)
        await requests.ask(session, account, claim)
    await manager.switch_to(Registration.place)


async def write_place(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    text = message.text or ""
    if len(text) > LONGEST_NAME:
        await complain(message, manager, "registration-place-expected")
        return
    manager.dialog_data["sought"] = text


async def choose_place(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        found = await session.get_one(Organisation, int(chosen))
        name = members.place_name(await members.chain_of(session, found))
        await requests.add_place(session, place.viewer.account_id, Place(found.id, name))
    await to_name(query, manager)


async def skip_place(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await to_name(query, manager)


async def to_name(query: CallbackQuery, manager: DialogManager) -> None:
    """Who wrote all his names where the surname was asked is not asked again."""
    typed = (await claimed(state_of(manager))).get("surname", "")
    if len(typed.split()) < 2:
        await manager.switch_to(Registration.name)
    elif isinstance(query.message, Message):
        await _finish(query.message, manager, typed)


async def write_name(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    name = " ".join((message.text or "").split())
    if not _is_name(name) or len(name.split()) < 2:
        await complain(message, manager, "registration-name-expected")
        return
    await _finish(message, manager, name)


async def _finish(message: Message, manager: DialogManager, name: str) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await requests.add_name(session, place.viewer.account_id, name)
    await manager.done()
    contact = contact_words(place.viewer, place.regulations)
    await message.answer(
        place.texts("registration-handed", contact=contact),
        reply_markup=menu_keyboard(place.viewer),
    )


# Everywhere

EXPECTED: Final = {
    Registration.card: "registration-card-expected",
    Registration.surname: "registration-surname-expected",
    Registration.born: "registration-born-expected",
    Registration.place: "registration-place-expected",
    Registration.name: "registration-name-expected",
}


async def expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """A sticker, a file, a voice: say what this step needs."""
    state = manager.current_context().state
    await complain(message, manager, EXPECTED.get(state, "press-a-button"))


async def leave(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    viewer = here(manager).viewer
    await manager.done()
    if isinstance(query.message, Message):
        await query.message.answer(
            viewer.texts("registration-left"), reply_markup=menu_keyboard(viewer)
        )


# What the windows show

Getter = Callable[..., Awaitable[dict[str, Any]]]


def typed_before(*names: str) -> Getter:
    """For the button that keeps what was typed at this step: Назад never erases an answer."""

    async def get(state: FSMContext, **_: Any) -> dict[str, Any]:
        typed = await claimed(state)
        found = next((f"{shown(name, typed[name])}" for name in names if typed.get(name)), "")
        return {"typed": Html(found)}

    return get


def shown(name: str, value: str) -> str:
    if name == "born":
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    return f"+{value}" if name == "phone" else value


async def recognised(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    data = dialog_manager.dialog_data
    return {"name": data.get("name", ""), "place": data.get("place", "")}


async def failed(
    viewer: Viewer, database: Database, regulations: Regulations, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        account = await members.account_by_id(session, viewer.account_id)
    return {
        "locked": is_locked(account),
        "until": account.locked_until or clock.now(),
        "contact": contact_words(viewer, regulations),
    }


async def places(dialog_manager: DialogManager, database: Database, **_: Any) -> dict[str, Any]:
    sought = dialog_manager.dialog_data.get("sought", "")
    async with database.reading() as session:
        found = await members.find_places(session, sought) if sought else []
    return {
        "sought": sought,
        "count": len(found) if sought else -1,
        "more": len(found) > PLACES_SHOWN,
        "places": [(str(place.id), place.name) for place in found[:PLACES_SHOWN]],
    }


TEXT = [ContentType.TEXT]
CONTACT = [ContentType.CONTACT]

dialog = Dialog(
    Window(
        Say("registration-card"),
        Button(Say("button-keep"), id="keep", on_click=keep_card, when="typed"),
        cancel_button(leave),
        MessageInput(share_contact, content_types=CONTACT),
        MessageInput(write_card, content_types=TEXT),
        MessageInput(expected),
        state=Registration.card,
        getter=typed_before("card", "phone"),
    ),
    Window(
        Say("registration-surname"),
        Button(Say("button-keep"), id="keep", on_click=keep_surname, when="typed"),
        Row(back_to(Registration.card), cancel_button(leave)),
        MessageInput(share_contact, content_types=CONTACT),
        MessageInput(write_surname, content_types=TEXT),
        MessageInput(expected),
        state=Registration.surname,
        getter=typed_before("surname"),
    ),
    Window(
        Say("registration-born"),
        Button(Say("button-keep"), id="keep", on_click=keep_born, when="typed"),
        Row(back_button(lead_back), cancel_button(leave)),
        MessageInput(share_contact, content_types=CONTACT),
        MessageInput(write_born, content_types=TEXT),
        MessageInput(expected),
        state=Registration.born,
        getter=typed_before("born"),
    ),
    Window(
        Say("registration-confirm"),
        Row(
            Button(Say("button-yes"), id="yes", on_click=it_is_me),
            Button(Say("button-no"), id="no", on_click=it_is_not_me),
        ),
        MessageInput(expected),
        state=Registration.confirm,
        getter=recognised,
    ),
    Window(
        Say("registration-failed"),
        Button(Say("button-enter-again"), id="again", on_click=enter_again),
        Button(Say("button-to-chair"), id="chair", on_click=hand_to_chair),
        # The button for it is still there, below.
        MessageInput(share_contact, content_types=CONTACT),
        MessageInput(expected),
        state=Registration.failed,
        getter=failed,
    ),
    Window(
        Say("registration-place"),
        choices("places", choose_place),
        Button(Say("button-skip"), id="skip", on_click=skip_place),
        MessageInput(write_place, content_types=TEXT),
        MessageInput(expected),
        state=Registration.place,
        getter=places,
    ),
    Window(
        Say("registration-name"),
        MessageInput(write_name, content_types=TEXT),
        MessageInput(expected),
        state=Registration.name,
    ),
)
