"""A member as his office sees him: found, his card, and what may be done about it."""

from datetime import date, timedelta
from typing import Any

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.filters import CommandObject, CommandStart
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Row, SwitchTo

from bot import clock
from bot.aid import service as aid
from bot.db import Database
from bot.i18n import Html
from bot.members import people, scope, transfers
from bot.members import service as members
from bot.members.models import Role
from bot.members.people import Line, PersonCard
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.aid.actions import open_for_member
from handlers.cases.stray import unasked
from handlers.days import LATELY, example, read_day
from handlers.menu import fresh_viewer, show_menu, start
from handlers.screens import (
    Say,
    back_out,
    back_to,
    choices,
    complain,
    here,
    press_expected,
    state_of,
)
from handlers.staff.lists import any_places, forget_sought, place_window, subject_id
from handlers.start import INVITED, ask_consent
from handlers.states import Finding, Person, Roles

router = Router(name=__name__)
router.message.filter(F.chat.type == "private")
LONGEST_SOUGHT = 100
# «Мамедова Айгүл Али кызы»; what is longer is no name.
LONGEST_NAME_WORDS = 4


def _member_id(manager: DialogManager) -> int:
    return subject_id(manager, "member_id")


async def open_person(
    query: CallbackQuery | Message, manager: DialogManager, member_id: int
) -> None:
    """Each look is audited, before anything is shown."""
    place = here(manager)
    async with place.database.writing() as session:
        await scope.look(session, place.viewer, member_id)
    await manager.start(Person.card, {"member_id": member_id})


class Look(CallbackData, prefix="person"):
    """The button under what an officer is told of someone: `person:17`."""

    member_id: int


@router.callback_query(Look.filter())
async def open_from_notice(
    query: CallbackQuery,
    callback_data: Look,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
) -> None:
    async with database.writing() as session:
        await scope.look(session, viewer, callback_data.member_id)
    await start(dialog_manager, Person.card, member_id=callback_data.member_id)
    await query.answer()


async def choose_person(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    await open_person(query, manager, int(chosen))


# Finding


async def found(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    ids = dialog_manager.dialog_data.get("found", _found_before(dialog_manager))
    async with database.reading() as session:
        lines = await people.lines(session, viewer, ids) if ids else []
    return {
        "asked": ids is not None,
        "count": len(lines),
        "more": len(lines) >= people.FOUND_MOST,
        "people": [(str(line.id), f"{line.name} · {line.place}") for line in lines],
    }


def _found_before(manager: DialogManager) -> list[int] | None:
    """By a name that was written to the window above this one."""
    data = manager.start_data
    return data.get("found") if isinstance(data, dict) else None


async def search(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    ids = await _find(message, manager)
    manager.dialog_data["found"] = ids
    if len(ids) == 1:
        await open_person(message, manager, ids[0])


async def search_at_once(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """A name written to the section itself: nobody should have to press «Найти» first."""
    if message.reply_to_message or len((message.text or "").split()) > LONGEST_NAME_WORDS:
        await unasked(message, widget, manager)
        return
    ids = await _find(message, manager)
    if len(ids) == 1:
        await open_person(message, manager, ids[0])
    else:
        await manager.start(Finding.find, {"found": ids})


async def _find(message: Message, manager: DialogManager) -> list[int]:
    place, typed = here(manager), (message.text or "")[:LONGEST_SOUGHT]
    async with place.database.writing() as session:
        return await people.search(session, place.viewer, typed)


async def surname_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "people-find-expected")


finding = Dialog(
    Window(
        Say("people-find"),
        choices("people", choose_person),
        back_out(),
        MessageInput(search, content_types=[ContentType.TEXT]),
        MessageInput(surname_expected),
        state=Finding.find,
        getter=found,
    )
)


# The card


async def card(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    async with database.reading() as session:
        shown = await people.card(session, viewer, _member_id(dialog_manager))
        may_file = await aid.may_file_for(session, viewer, shown.member, regulations)
        since = await people.bound_since(session, shown.account) if shown.account else ""
    return {
        **_card_values(viewer, shown),
        "since": since,
        "bound": shown.account is not None,
        "may_act": not shown.is_own,
        "may_file": may_file,
        "may_unbind": not shown.is_own and shown.account is not None,
        "may_transfer": not shown.is_own and shown.transfer is None,
        "may_cancel": not shown.is_own and shown.transfer is not None,
        "gives_roles": Role.ADMIN in viewer.roles,
    }


def _card_values(viewer: Viewer, shown: PersonCard) -> dict[str, Any]:
    texts = viewer.texts
    member = shown.member
    person = member.person
    return {
        "name": person.full_name,
        "born": texts("people-born", born=f"{person.born:%d.%m.%Y}") if person.born else "",
        "card": people.masked(person.card),
        "place": shown.place,
        "status": texts(f"membership-{member.status}"),
        "category": texts(f"category-{member.category}"),
        "phones": texts("people-phones", phones=", ".join(f"+{phone}" for phone in person.phones))
        if person.phones
        else "",
        "roles": Html("\n".join(_role_line(viewer, held) for held in shown.held)),
        "transfer": texts(
            "people-transfer-line", place=shown.transfer_to, day=shown.transfer.starts_on
        )
        if shown.transfer
        else "",
        "cases": texts("people-cases", count=shown.open_cases)
        if shown.open_cases is not None
        else "",
    }


def _role_line(viewer: Viewer, held: people.Held) -> Html:
    return viewer.texts(
        "people-role-line",
        role=viewer.role_words(held.grant.role),
        place=held.place,
        since=held.grant.starts_on,
        until=held.grant.ends_on or "",
        limited=held.grant.ends_on is not None,
    )


async def file_for(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await open_for_member(manager, _member_id(manager))


async def open_roles(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await manager.start(Roles.all, {"member_id": _member_id(manager)})


async def to_place(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    forget_sought(manager)
    await manager.switch_to(Person.place)


# History


async def history(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        told = await people.history(session, viewer, _member_id(dialog_manager))
    lines = [_history_line(viewer, line) for line in told]
    return {"lines": Html("\n".join(lines)), "count": len(lines)}


def _history_line(viewer: Viewer, line: Line) -> Html:
    texts = viewer.texts
    what = texts(
        f"history-{line.action}",
        place=line.place,
        role=viewer.role_words(line.role) if line.role else "",
    )
    return texts("history-line", at=line.at, what=what, who=line.who, named=bool(line.who))


# His Telegram


async def unbind(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await people.unbind(session, place.viewer, _member_id(manager))
    await manager.switch_to(Person.card)


async def invite(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """The code stands in a message of its own: it is passed on as it is."""
    place = here(manager)
    async with place.database.writing() as session:
        token = await people.invite(session, place.viewer, _member_id(manager), query.id)
    assert query.bot is not None
    me = await query.bot.me()
    link = f"https://t.me/{me.username}?start={INVITED}{token}"
    until = clock.now() + people.INVITATION_LIFE
    if isinstance(query.message, Message):
        await query.message.answer(
            place.texts(
                "people-invitation", link=link, code=f"/start {INVITED}{token}", until=until
            )
        )
    await manager.switch_to(Person.card)


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(INVITED)))
async def open_invitation(
    message: Message,
    command: CommandObject,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    dialog_manager: DialogManager,
) -> None:
    """The one-time code of an office. Who has not agreed yet is asked first, and tied then."""
    token = (command.args or "").removeprefix(INVITED)
    if not viewer.consented:
        await state_of(dialog_manager).update_data({INVITED: token})
        await dialog_manager.reset_stack()
        await ask_consent(message, viewer.texts, regulations)
        return
    async with database.writing() as session:
        account = await members.account_by_id(session, viewer.account_id)
        tied = await people.accept(session, account, token)
    await dialog_manager.reset_stack()
    if not tied:
        await show_menu(message, await fresh_viewer(dialog_manager))


# To another organisation


async def choose_place(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["to_id"] = int(chosen)
    await manager.switch_to(Person.day)


async def write_day(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    today = _today(manager)
    day = read_day(message.text or "", today, today - LATELY)
    if day is None or not today <= day <= today + transfers.FURTHEST:
        await day_expected(message, widget, manager)
        return
    await _set_day(manager, day)


def _example(today: date) -> dict[str, Any]:
    """The first of next month: so transfers begin."""
    return example((today.replace(day=28) + timedelta(days=4)).replace(day=1))


async def on_today(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _set_day(manager, _today(manager))


def _today(manager: DialogManager) -> date:
    return clock.now().astimezone(here(manager).texts.zone).date()


async def _set_day(manager: DialogManager, day: date) -> None:
    manager.dialog_data["day"] = day.isoformat()
    await manager.switch_to(Person.transfer)


async def day_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "people-day-expected", **_example(_today(manager)))


async def transfer_words(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    data = dialog_manager.dialog_data
    async with database.reading() as session:
        shown = await people.card(session, viewer, _member_id(dialog_manager))
        to = await members.place_by_id(session, int(data["to_id"])) if "to_id" in data else ""
    day = date.fromisoformat(data["day"]) if "day" in data else _today(dialog_manager)
    return {
        "name": shown.member.person.full_name,
        "left": shown.place,
        "place": to,
        "day": day,
        **_example(_today(dialog_manager)),
    }


async def do_transfer(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, data = here(manager), manager.dialog_data
    day = date.fromisoformat(data["day"])
    # One window, one transfer, however often its button is pressed.
    key = f"{manager.current_context().id}:{data['to_id']}:{day}"
    async with place.database.writing() as session:
        await transfers.transfer(
            session, place.viewer, _member_id(manager), int(data["to_id"]), day, key
        )
        stays = await people.is_in_scope(session, place.viewer, _member_id(manager))
    if isinstance(query.message, Message):
        done = "people-transferred" if day <= _today(manager) else "people-transfer-planned"
        to = (
            (await transfer_words(manager, place.viewer, place.database))["place"] if stays else ""
        )
        await query.message.answer(place.texts(done, day=day, place=to))
    if stays:
        await manager.switch_to(Person.card)
    else:
        # He is another office's member now.
        await manager.done()


async def cancel_transfer(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await transfers.cancel(session, place.viewer, _member_id(manager))
    await manager.switch_to(Person.card)


person = Dialog(
    Window(
        Say("people-card"),
        Button(Say("button-file-for"), id="file", on_click=file_for, when="may_file"),
        SwitchTo(Say("button-invite"), id="invite", state=Person.invite, when="may_act"),
        SwitchTo(Say("button-unbind"), id="unbind", state=Person.unbind, when="may_unbind"),
        Button(Say("button-transfer"), id="transfer", on_click=to_place, when="may_transfer"),
        SwitchTo(Say("button-no-transfer"), id="stay", state=Person.cancel, when="may_cancel"),
        Row(
            SwitchTo(Say("button-history"), id="history", state=Person.history),
            Button(Say("button-roles"), id="roles", on_click=open_roles, when="gives_roles"),
        ),
        back_out(),
        MessageInput(press_expected),
        state=Person.card,
        getter=card,
    ),
    Window(
        Say("people-history"),
        back_to(Person.card),
        MessageInput(press_expected),
        state=Person.history,
        getter=history,
    ),
    Window(
        Say("people-unbind"),
        Button(Say("button-unbind"), id="sure", on_click=unbind),
        back_to(Person.card),
        MessageInput(press_expected),
        state=Person.unbind,
        getter=card,
    ),
    Window(
        Say("people-invite"),
        Button(Say("button-make-code"), id="sure", on_click=invite),
        back_to(Person.card),
        MessageInput(press_expected),
        state=Person.invite,
        getter=card,
    ),
    place_window(Person.place, "people-place", any_places, choose_place, back_to(Person.card)),
    Window(
        Say("people-day"),
        Column(Button(Say("button-today"), id="today", on_click=on_today)),
        back_to(Person.place),
        MessageInput(write_day, content_types=[ContentType.TEXT]),
        MessageInput(day_expected),
        state=Person.day,
        getter=transfer_words,
    ),
    Window(
        Say("people-transfer"),
        Button(Say("button-do-transfer"), id="sure", on_click=do_transfer),
        back_to(Person.day),
        MessageInput(press_expected),
        state=Person.transfer,
        getter=transfer_words,
    ),
    Window(
        Say("people-cancel-transfer"),
        Button(Say("button-no-transfer"), id="sure", on_click=cancel_transfer),
        back_to(Person.card),
        MessageInput(press_expected),
        state=Person.cancel,
        getter=card,
    ),
)
