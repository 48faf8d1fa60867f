"""The main menu: the reply keyboard that is always there, and the way into each section."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Bot, F, Router
from aiogram.filters import BaseFilter, Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReplyKeyboardMarkup,
)
from aiogram_dialog import DialogManager, ShowMode, StartMode

from bot.errors import NoAccess
from bot.i18n import Texts, in_every_language
from bot.members import menu
from bot.members import service as members
from bot.members.models import Mode, Role
from bot.members.service import OFFICES, ORGANISER_ROLES, PEOPLE_ROLES, Viewer
from bot.regulations import Desk as DeskRules
from bot.regulations import Regulations
from bot.reports import service as numbers
from bot.telegram.outbox import menu_markup
from handlers.aid.actions import open_aid
from handlers.legal.actions import open_question
from handlers.screens import here, left_over, state_of
from handlers.states import (
    Applications,
    Cases,
    Desk,
    Events,
    News,
    Newsroom,
    Organise,
    People,
    Profile,
    Reports,
    Stray,
)

COMMANDS = ("start", "menu", "help", "lang", "cancel", "mydata")

router = Router(name=__name__)
# Pressed in mid-form, a label of the menu is a press and never an answer.
router.message.filter(F.chat.type == "private")


class NoSection(NoAccess):
    """A label of the menu without the right to it."""

    key = "error-no-section"


class Item(CallbackData, prefix="menu"):
    """A button of the menu under /menu: the same as its label below."""

    key: str


# The sections


async def ask(manager: DialogManager, desk: DeskRules) -> None:
    place = here(manager)
    if place.viewer.member is None:
        raise NoSection
    if await left_over(state_of(manager)):
        # Written before and sent nowhere: it asks once more where it belongs.
        await start(manager, Stray.choose, case_id=None)
        return
    await open_question(manager, place.viewer, place.database, place.regulations, desk.key)


async def aid(manager: DialogManager) -> None:
    if not here(manager).viewer.funds:
        raise NoSection
    await open_aid(manager)


async def cases(manager: DialogManager) -> None:
    if here(manager).viewer.member is None:
        raise NoSection
    await start(manager, Cases.all)


async def profile(manager: DialogManager) -> None:
    await start(manager, Profile.main)


async def queue(manager: DialogManager, desk: DeskRules) -> None:
    if desk not in here(manager).viewer.serves:
        raise NoSection
    await start(manager, Desk.queue, desk=desk.key)


async def mine(manager: DialogManager) -> None:
    if not here(manager).viewer.serves:
        raise NoSection
    await start(manager, Desk.mine)


async def applications(manager: DialogManager) -> None:
    ensure(here(manager).viewer, OFFICES)
    await start(manager, Applications.list)


async def people(manager: DialogManager) -> None:
    ensure(here(manager).viewer, PEOPLE_ROLES)
    await start(manager, People.main)


async def events(manager: DialogManager) -> None:
    """In staff mode for those who make them, else for those who come."""
    viewer = here(manager).viewer
    in_staff_mode = viewer.account is not None and viewer.account.mode is Mode.STAFF
    if in_staff_mode and viewer.roles & ORGANISER_ROLES:
        await start(manager, Organise.main)
    elif viewer.member is not None:
        await start(manager, Events.all)
    else:
        raise NoSection


async def reports(manager: DialogManager) -> None:
    place = here(manager)
    if not menu.has_reports(place.viewer):
        raise NoSection
    several = len(numbers.subjects_of(place.viewer, place.regulations)) > 1
    await start(manager, Reports.desk if several else Reports.period)


async def news(manager: DialogManager) -> None:
    """Whoever writes them does so in staff mode, and reads as a member."""
    viewer = here(manager).viewer
    if menu.is_at_work(viewer) and viewer.roles & ORGANISER_ROLES:
        await start(manager, Newsroom.main)
    elif viewer.is_active_member:
        await start(manager, News.feed)
    else:
        raise NoSection


async def to_staff(manager: DialogManager) -> None:
    if not menu.has_staff_menu(here(manager).viewer):
        raise NoSection
    await _switch(manager, Mode.STAFF)


async def to_member(manager: DialogManager) -> None:
    await _switch(manager, Mode.MEMBER)


async def _switch(manager: DialogManager, mode: Mode) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await members.set_mode(session, place.viewer.account_id, mode)
    viewer = await fresh_viewer(manager)
    await manager.reset_stack()
    if message := message_of(manager):
        await message.answer(viewer.texts(f"mode-{mode}"), reply_markup=menu_keyboard(viewer))


SECTIONS: dict[str, Callable[[DialogManager], Awaitable[None]]] = {
    menu.AID: aid,
    menu.CASES: cases,
    menu.PROFILE: profile,
    menu.MINE: mine,
    menu.APPLICATIONS: applications,
    menu.EVENTS: events,
    menu.PEOPLE: people,
    menu.REPORTS: reports,
    menu.NEWS: news,
    menu.TO_STAFF: to_staff,
    menu.TO_MEMBER: to_member,
}


AT_DESKS = {menu.ASK: ask, menu.QUEUE: queue}


async def open_section(manager: DialogManager, key: str) -> None:
    """A section by its key: one of each desk, or one of all."""
    if found := menu.of_desk(key, here(manager).regulations.desks):
        kind, desk = found
        await AT_DESKS[kind](manager, desk)
    else:
        await SECTIONS[key](manager)


class Label(BaseFilter):
    """A label of the menu, in whichever language the keyboard still is."""

    def __init__(self) -> None:
        self._keys = {label: key for key in SECTIONS for label in in_every_language(key)}

    async def __call__(self, message: Message, regulations: Regulations) -> bool | dict[str, Any]:
        key = (self._keys | menu.desk_labels(regulations.desks)).get(message.text or "")
        return {"section": key} if key else False


class AnyItem(BaseFilter):
    """A button of the menu under /menu."""

    async def __call__(
        self, query: CallbackQuery, regulations: Regulations
    ) -> bool | dict[str, Any]:
        prefix, _, key = (query.data or "").partition(":")
        known = prefix == Item.__prefix__ and (
            key in SECTIONS or menu.of_desk(key, regulations.desks) is not None
        )
        return {"section": key} if known else False


@router.message(Label())
async def open_by_label(message: Message, section: str, dialog_manager: DialogManager) -> None:
    await open_section(dialog_manager, section)


@router.callback_query(AnyItem())
async def open_by_button(
    query: CallbackQuery, section: str, dialog_manager: DialogManager
) -> None:
    await open_section(dialog_manager, section)
    await query.answer()


# Commands that work in the middle of any form


@router.message(Command("menu"))
async def menu_command(message: Message, viewer: Viewer) -> None:
    """The same as the keyboard below, for those who cannot find it."""
    rows = [
        [
            InlineKeyboardButton(text=menu.label(viewer, key), callback_data=Item(key=key).pack())
            for key in row
        ]
        for row in menu.menu_keys(viewer)
    ]
    markup = InlineKeyboardMarkup(inline_keyboard=rows)
    await message.answer(viewer.texts(_hint(viewer, "menu-inline")), reply_markup=markup)


@router.message(Command("cancel"))
async def cancel_command(message: Message, dialog_manager: DialogManager, viewer: Viewer) -> None:
    """Leave the form; what was written stays in its draft."""
    had = dialog_manager.has_context()
    await dialog_manager.reset_stack()
    await message.answer(
        viewer.texts("form-left" if had else "nothing-to-cancel"),
        reply_markup=menu_keyboard(viewer),
    )


# What others need


async def show_menu(message: Message, viewer: Viewer) -> None:
    await message.answer(
        viewer.texts(_hint(viewer, "menu-hint")), reply_markup=menu_keyboard(viewer)
    )


def _hint(viewer: Viewer, known: str) -> str:
    return known if viewer.member or viewer.offices else "menu-hint-stranger"


def menu_keyboard(viewer: Viewer) -> ReplyKeyboardMarkup:
    return menu_markup(menu.menu_rows(viewer))


async def show_current(manager: DialogManager, viewer: Viewer, below: object) -> None:
    """After a button of an old screen: the form that is open, else the menu."""
    if manager.has_context():
        await manager.show(ShowMode.SEND)
    elif isinstance(below, Message):
        await show_menu(below, viewer)


def message_of(manager: DialogManager) -> Message | None:
    """The message of this update: the person's own, or the one under which he pressed."""
    event = manager.event
    message = event.message if isinstance(event, CallbackQuery) else event
    return message if isinstance(message, Message) else None


async def fresh_viewer(manager: DialogManager) -> Viewer:
    """The person as he is after a change: the rest of this update goes by it."""
    place = here(manager)
    async with place.database.reading() as session:
        account = await members.account_by_id(session, place.viewer.account_id)
        viewer = await members.view_account(
            session, account, place.regulations, zone=place.texts.zone
        )
    manager.middleware_data["viewer"] = viewer
    return viewer


def ensure(viewer: Viewer, roles: frozenset[Role]) -> None:
    if not viewer.roles & roles:
        raise NoSection


async def start(manager: DialogManager, state: State, **data: Any) -> None:
    """Open a section from the menu: a new window, and whatever was open is left."""
    await manager.reset_stack()
    await manager.start(state, data or None, mode=StartMode.RESET_STACK, show_mode=ShowMode.SEND)


def commands(texts: Texts) -> list[BotCommand]:
    return [BotCommand(command=name, description=texts(f"command-{name}")) for name in COMMANDS]


async def show_commands(bot: Bot | None, viewer: Viewer) -> None:
    """In the language chosen here: that of the person's Telegram may be another."""
    assert bot is not None
    scope = BotCommandScopeChat(chat_id=viewer.telegram_id)
    await bot.set_my_commands(commands(viewer.texts), scope=scope)
