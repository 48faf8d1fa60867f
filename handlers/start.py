"""First contact, and what works before anybody has agreed to anything."""

from contextlib import suppress
from typing import Literal

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import BaseFilter, Command, CommandObject, CommandStart
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    TelegramObject,
)
from aiogram_dialog import DialogManager
from aiogram_dialog.api.entities import Context

from bot import clock
from bot.admin import service as admin
from bot.db import Database
from bot.errors import NoAccess
from bot.i18n import LANGUAGES, Texts
from bot.members import people, requests
from bot.members import service as members
from bot.members.contact import contact_words
from bot.members.recognising import is_locked
from bot.members.service import OFFICES, Viewer
from bot.regulations import Regulations
from bot.regulations.blocks import ConsentKind
from handlers.cases.opening import open_number
from handlers.drafts import offer_newest
from handlers.menu import (
    menu_keyboard,
    message_of,
    show_commands,
    show_current,
    show_menu,
    start,
)
from handlers.screens import change_buttons, here, state_of
from handlers.states import MyData, Profile, Registration

# How an office's one-time code begins, and where it waits for the consent.
INVITED = "me-"

router = Router(name=__name__)
router.message.filter(F.chat.type == "private")
# Whoever has not agreed gets no further than this one.
gate = Router(name=f"{__name__}.gate")
gate.message.filter(F.chat.type == "private")


class Agreement(CallbackData, prefix="consent"):
    """An answer to a consent, or another language to read it in."""

    kind: ConsentKind
    answer: Literal["yes", "no", "read"]
    # Anything else would be kept, and no text could be shown in it ever after.
    language: Literal["ru", "kk"]


class InMyData(BaseFilter):
    """Buttons of «Мои данные» need no consent: who withdrew it may have his data deleted."""

    async def __call__(self, event: TelegramObject, aiogd_context: Context | None = None) -> bool:
        return aiogd_context is not None and aiogd_context.state in MyData


class NotAgreed(BaseFilter):
    """No consent is in force; an office is work, and is not stopped by it."""

    async def __call__(self, event: TelegramObject, viewer: Viewer) -> bool:
        return not viewer.consented and not viewer.offices


@router.message(CommandStart(deep_link=True, magic=F.args.startswith("admin-")))
async def become_administrator(
    message: Message, command: CommandObject, viewer: Viewer, database: Database,
    regulations: Regulations,
) -> None:  # fmt: skip
    """The one-time link that the first start printed."""
    token = (command.args or "").removeprefix("admin-")
    async with database.writing() as session:
        account = await admin.open_link(
            session, token, viewer.telegram_id, viewer.texts.language, regulations
        )
    await message.answer(viewer.texts("admin-welcome" if account else "admin-link-used"))


@router.message(CommandStart())
async def greet(
    message: Message, dialog_manager: DialogManager, viewer: Viewer, regulations: Regulations
) -> None:
    """No draft is thrown away unasked: an unfinished form is offered to go on with."""
    if not viewer.consented:
        await dialog_manager.reset_stack()
        await ask_consent(message, viewer.texts, regulations)
    elif viewer.member is None and not viewer.offices:
        await register(message, dialog_manager, viewer)
    else:
        await dialog_manager.reset_stack()
        await show_menu(message, viewer)
        await offer_newest(dialog_manager)


# Consent


async def ask_consent(message: Message, texts: Texts, regulations: Regulations) -> None:
    text, markup = _consent_screen(texts, regulations)
    await message.answer(text, reply_markup=markup)


def _consent_screen(texts: Texts, regulations: Regulations) -> tuple[str, InlineKeyboardMarkup]:
    def button(key: str, answer: str, language: str) -> InlineKeyboardButton:
        data = Agreement.model_validate(
            {"kind": "services", "answer": answer, "language": language}
        ).pack()
        return InlineKeyboardButton(text=texts(key), callback_data=data)

    version = regulations.consent("services", clock.today())
    text = texts(
        "consent-services",
        aid=regulations.aid is not None,
        short=version.short.in_language(texts.language),
        text=version.text.in_language(texts.language),
    )
    answers = [
        button("button-agree", "yes", texts.language),
        button("button-disagree", "no", texts.language),
    ]
    others = [
        button(f"language-{code}", "read", code) for code in LANGUAGES if code != texts.language
    ]
    return text, InlineKeyboardMarkup(inline_keyboard=[answers, others])


@router.callback_query(Agreement.filter(F.answer == "read"))
async def read_in_language(
    query: CallbackQuery, callback_data: Agreement, viewer: Viewer, regulations: Regulations
) -> None:
    await query.answer()
    texts = Texts(callback_data.language, viewer.texts.zone)
    text, markup = _consent_screen(texts, regulations)
    if isinstance(query.message, Message):
        # Pressed twice, it is in that language already.
        with suppress(TelegramBadRequest):
            await query.message.edit_text(text, reply_markup=markup)


@router.callback_query(Agreement.filter(F.kind == "services"))
async def answer_consent(
    query: CallbackQuery,
    callback_data: Agreement,
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
) -> None:
    given = callback_data.answer == "yes"
    if viewer.consented and given:
        await query.answer(viewer.texts("consent-kept"))
        if viewer.member is None and isinstance(query.message, Message):
            await _go_on(query.message, dialog_manager, viewer)
        return
    if viewer.consented:
        # Under an older copy of the question. More than a refusal is kept by now: what goes with
        # his consent, and what stays, is said before anything does.
        await start(dialog_manager, MyData.leave)
        await query.answer()
        return
    async with database.writing() as session:
        account = await members.answer_consent(
            session,
            viewer.telegram_id,
            "services",
            given=given,
            language=callback_data.language,
            regulations=regulations,
        )
        await members.set_language(session, account.id, callback_data.language)
        await session.refresh(account)
        viewer = await members.view_account(session, account, regulations, zone=viewer.texts.zone)
    dialog_manager.middleware_data["viewer"] = viewer
    await query.answer()
    if not isinstance(query.message, Message):
        return
    await change_buttons(query)
    await show_commands(query.bot, viewer)
    if given:
        await register(query.message, dialog_manager, viewer)
    else:
        await dialog_manager.reset_stack()
        await query.message.answer(
            viewer.texts("consent-refused", contact=contact_words(viewer, regulations)),
            reply_markup=menu_keyboard(viewer) if viewer.offices else ReplyKeyboardRemove(),
        )


async def _go_on(message: Message, manager: DialogManager, viewer: Viewer) -> None:
    """The consent was given before, perhaps just before a power cut: go on where he stands."""
    if manager.has_context():
        await show_current(manager, viewer, message)
    else:
        await register(message, manager, viewer)


@router.callback_query(Agreement.filter(F.kind == "news"))
async def answer_news(
    query: CallbackQuery,
    callback_data: Agreement,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
) -> None:
    if not viewer.consented:
        raise NoAccess
    given = callback_data.answer == "yes"
    async with database.writing() as session:
        await members.answer_consent(
            session,
            viewer.telegram_id,
            "news",
            given=given,
            language=viewer.texts.language,
            regulations=regulations,
        )
    await query.answer()
    if isinstance(query.message, Message):
        with suppress(TelegramBadRequest):
            await query.message.edit_text(viewer.texts("news-yes" if given else "news-no"))


# To the registry


async def register(message: Message, manager: DialogManager, viewer: Viewer) -> None:
    """Find this person in the registry; officers without a card may pass it by."""
    if await _by_invitation(message, manager, viewer):
        return
    texts = viewer.texts
    if viewer.member is not None:
        await show_menu(message, viewer)
        return
    if viewer.offices:
        await message.answer(texts("registration-officer"), reply_markup=menu_keyboard(viewer))
    else:
        share = KeyboardButton(text=texts("button-share-phone"), request_contact=True)
        async with here(manager).database.reading() as session:
            waits = await requests.open_request(session, viewer.account_id)
        await message.answer(
            texts("registration-waits" if waits else "registration-begin"),
            reply_markup=ReplyKeyboardMarkup(keyboard=[[share]], resize_keyboard=True),
        )
    locked = viewer.account is not None and is_locked(viewer.account)
    await start(manager, Registration.failed if locked else Registration.card)


async def _by_invitation(message: Message, manager: DialogManager, viewer: Viewer) -> bool:
    """He came with his office's code, and had to agree first."""
    state = state_of(manager)
    if not (token := (await state.get_data()).get(INVITED)):
        return False
    await state.update_data({INVITED: None})
    try:
        async with here(manager).database.writing() as session:
            account = await members.account_by_id(session, viewer.account_id)
            return await people.accept(session, account, token)
    except (people.InvitationOver, people.TelegramTaken) as refusal:
        # He may still be found in the registry.
        await message.answer(viewer.texts(refusal.key))
        return False


# Commands that need no consent


@router.message(Command("help"))
async def help_command(message: Message, viewer: Viewer, regulations: Regulations) -> None:
    await message.answer(
        viewer.texts(
            "help",
            id=str(viewer.telegram_id),
            active=viewer.is_active_member,
            aid=bool(viewer.funds),
            contact=contact_words(viewer, regulations),
        )
    )


@router.message(Command("lang"))
async def language_command(
    message: Message, dialog_manager: DialogManager, viewer: Viewer, regulations: Regulations
) -> None:
    if viewer.consented or viewer.offices:
        await start(dialog_manager, Profile.language)
        return
    other = next(code for code in LANGUAGES if code != viewer.texts.language)
    await ask_consent(message, Texts(other, viewer.texts.zone), regulations)


@router.message(Command("mydata"))
async def my_data(message: Message, dialog_manager: DialogManager, viewer: Viewer) -> None:
    if viewer.account is None:
        await message.answer(viewer.texts("mydata-nothing"))
    elif not viewer.consented and viewer.member is None:
        await message.answer(viewer.texts("mydata-refusal"))
    else:
        await start(dialog_manager, MyData.main)


@router.message(Command("case"))
async def case_command(
    message: Message, command: CommandObject, viewer: Viewer, dialog_manager: DialogManager
) -> None:
    """To a case by its number. Where it is not his to see: no access, and an audit row."""
    if not command.args and (viewer.serves or viewer.roles & OFFICES or viewer.member):
        await message.answer(viewer.texts("case-usage"))
    else:
        await open_number(dialog_manager, command.args or "")


# The gate


@gate.message(NotAgreed())
async def agree_first(message: Message, viewer: Viewer, regulations: Regulations) -> None:
    """Nothing is stored of what was written; it is said what is expected first."""
    if viewer.account is None:
        await ask_consent(message, viewer.texts, regulations)
    else:
        await _say_what_is_missing(message, viewer, regulations)


@gate.callback_query(NotAgreed(), ~InMyData())
async def agree_before_pressing(
    query: CallbackQuery, viewer: Viewer, regulations: Regulations, dialog_manager: DialogManager
) -> None:
    await query.answer()
    if message := message_of(dialog_manager):
        await _say_what_is_missing(message, viewer, regulations)


async def _say_what_is_missing(message: Message, viewer: Viewer, regulations: Regulations) -> None:
    contact = contact_words(viewer, regulations)
    await message.answer(viewer.texts("consent-needed", contact=contact))
