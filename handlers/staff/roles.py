"""Roles in the hands of an administrator: who has which, given and taken with dates."""

from datetime import date
from typing import Any

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot import clock
from bot.db import Database
from bot.errors import NoAccess
from bot.members import roles, scope
from bot.members import service as members
from bot.members.roles import Entry
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.days import LATELY, YEAR, example, read_day
from handlers.screens import Say, back_out, back_to, choices, complain, here, press_expected
from handlers.staff.lists import (
    PAGE,
    first_page,
    forget_sought,
    own_places,
    page_of,
    pager,
    paging,
    place_window,
    start_value,
    subject_id,
)
from handlers.states import Roles


async def entries(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    member_id = start_value(dialog_manager, "member_id")
    async with database.reading() as session:
        found, count = await roles.entries(
            session, viewer, page_of(dialog_manager), PAGE, member_id
        )
        name = ""
        if member_id is not None:
            member, _place = await scope.reach_member(session, viewer, member_id)
            name = member.person.full_name
    return {
        "count": count,
        "name": name,
        "of_one": member_id is not None,
        "grants": [(str(e.grant.id), _line(viewer, e, named=member_id is None)) for e in found],
        **paging(dialog_manager, count),
    }


def _line(viewer: Viewer, entry: Entry, *, named: bool) -> str:
    parts = [viewer.role_words(entry.grant.role), entry.place]
    return " · ".join([entry.holder, *parts] if named else parts)


async def choose_grant(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["grant_id"] = int(chosen)
    await manager.switch_to(Roles.one)


async def one(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        entry = await roles.entry(session, viewer, int(dialog_manager.dialog_data["grant_id"]))
    return {
        "holder": entry.holder,
        "role": viewer.role_words(entry.grant.role),
        "place": entry.place,
        "since": entry.grant.starts_on,
        "until": entry.grant.ends_on or "",
        "limited": entry.grant.ends_on is not None,
    }


async def take(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await roles.take(session, place.viewer, int(manager.dialog_data["grant_id"]))
    first_page(manager)
    if isinstance(query.message, Message):
        await query.message.answer(place.texts("roles-taken"))
    await manager.switch_to(Roles.all)


# A role given: which, where, from when, until when


async def kinds(viewer: Viewer, regulations: Regulations, **_: Any) -> dict[str, Any]:
    return {"roles": [(role, viewer.role_words(role).capitalize()) for role in regulations.roles]}


async def choose_role(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    if chosen not in here(manager).regulations.roles:
        raise NoAccess
    manager.dialog_data["role"] = chosen
    forget_sought(manager)
    await manager.switch_to(Roles.organisation)


async def scopes(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    """What was found; before anything is written, the member's own organisation and the union."""
    values = await own_places(dialog_manager, database, viewer)
    if values["asked"]:
        return values
    async with database.reading() as session:
        member_id = subject_id(dialog_manager, "member_id")
        near = await roles.near_scopes(session, viewer, member_id)
    return values | {"places": [(str(place.id), place.name) for place in near]}


async def choose_scope(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["organisation_id"] = int(chosen)
    await manager.switch_to(Roles.since)


def _today(manager: DialogManager) -> date:
    return clock.now().astimezone(here(manager).texts.zone).date()


async def days(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """A role often lasts a year from where it begins."""
    today = _today(dialog_manager)
    since = date.fromisoformat(dialog_manager.dialog_data.get("since", today.isoformat()))
    return example(since + YEAR if "since" in dialog_manager.dialog_data else today)


async def _read(message: Message, manager: DialogManager, earliest: date) -> date | None:
    day = read_day(message.text or "", _today(manager), earliest - LATELY)
    if day is None or day < earliest:
        await complain(message, manager, "roles-day-expected", **example(earliest))
        return None
    return day


async def read_since(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    if day := await _read(message, manager, _today(manager)):
        await _set_since(manager, day)


async def since_today(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _set_since(manager, _today(manager))


async def _set_since(manager: DialogManager, day: date) -> None:
    manager.dialog_data["since"] = day.isoformat()
    await manager.switch_to(Roles.until)


async def read_until(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    earliest = date.fromisoformat(manager.dialog_data["since"])
    if day := await _read(message, manager, earliest):
        manager.dialog_data["until"] = day.isoformat()
        await manager.switch_to(Roles.sure)


async def for_ever(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["until"] = ""
    await manager.switch_to(Roles.sure)


async def sure(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    data = dialog_manager.dialog_data
    async with database.reading() as session:
        member, _place = await scope.reach_member(
            session, viewer, subject_id(dialog_manager, "member_id")
        )
        where = await members.place_by_id(session, int(data["organisation_id"]))
    until = date.fromisoformat(data["until"]) if data["until"] else None
    return {
        "holder": member.person.full_name,
        "role": viewer.role_words(data["role"]),
        "place": where,
        "since": date.fromisoformat(data["since"]),
        "until": until or "",
        "limited": until is not None,
    }


async def give(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place, data = here(manager), manager.dialog_data
    async with place.database.writing() as session:
        await roles.give(
            session,
            place.viewer,
            subject_id(manager, "member_id"),
            data["role"],
            int(data["organisation_id"]),
            date.fromisoformat(data["since"]),
            date.fromisoformat(data["until"]) if data["until"] else None,
        )
    first_page(manager)
    if isinstance(query.message, Message):
        since = date.fromisoformat(data["since"])
        await query.message.answer(place.texts("roles-given", since=since))
    await manager.switch_to(Roles.all)


dialog = Dialog(
    Window(
        Say("roles-all"),
        SwitchTo(Say("button-give-role"), id="give", state=Roles.role, when="of_one"),
        choices("grants", choose_grant),
        pager(),
        back_out(),
        MessageInput(press_expected),
        state=Roles.all,
        getter=entries,
    ),
    Window(
        Say("roles-one"),
        Button(Say("button-take-role"), id="take", on_click=take),
        back_to(Roles.all),
        MessageInput(press_expected),
        state=Roles.one,
        getter=one,
    ),
    Window(
        Say("roles-role"),
        choices("roles", choose_role),
        back_to(Roles.all),
        MessageInput(press_expected),
        state=Roles.role,
        getter=kinds,
    ),
    place_window(
        Roles.organisation, "roles-organisation", scopes, choose_scope, back_to(Roles.role)
    ),
    Window(
        Say("roles-since"),
        Button(Say("button-today"), id="today", on_click=since_today),
        back_to(Roles.organisation),
        MessageInput(read_since, content_types=[ContentType.TEXT]),
        MessageInput(press_expected),
        state=Roles.since,
        getter=days,
    ),
    Window(
        Say("roles-until"),
        Button(Say("button-no-end"), id="for_ever", on_click=for_ever),
        back_to(Roles.since),
        MessageInput(read_until, content_types=[ContentType.TEXT]),
        MessageInput(press_expected),
        state=Roles.until,
        getter=days,
    ),
    Window(
        Say("roles-sure"),
        Button(Say("button-give-role"), id="sure", on_click=give),
        back_to(Roles.until),
        MessageInput(press_expected),
        state=Roles.sure,
        getter=sure,
    ),
)
