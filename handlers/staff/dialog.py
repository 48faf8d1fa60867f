"""`👥 Члены профсоюза`: the way in, and those who wait to be confirmed."""

from typing import Any

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, Start, SwitchTo

from bot.db import Database
from bot.i18n import Html
from bot.members import requests
from bot.members import service as members
from bot.members.models import Request, Role
from bot.members.recognising import REQUEST
from bot.members.requests import NeedsOrganisation
from bot.members.service import Viewer
from bot.notices import post_card
from handlers.cases.stray import unasked
from handlers.menu import start
from handlers.screens import Say, back_to, cancel_button, choices, complain, here, paged_choices
from handlers.staff.importing import for_administrators, open_importing
from handlers.staff.organisations import open_tree
from handlers.staff.people import search_at_once
from handlers.states import Finding, People, Roles

PAGE = 8
router = Router(name=__name__)


class Decision(CallbackData, prefix="request"):
    """A button of a request's card, with the claim it was shown for: `request:confirm:5:9f0c…`."""

    name: str
    request_id: int
    shown: str


@router.callback_query(Decision.filter(F.name == "confirm"))
async def confirm(
    query: CallbackQuery,
    callback_data: Decision,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
) -> None:
    """One tap. Only where the organisation is not known it has to be chosen."""
    try:
        async with database.writing() as session:
            done = await requests.confirm(
                session, viewer, callback_data.request_id, callback_data.shown
            )
    except NeedsOrganisation:
        await start(
            dialog_manager,
            People.organisation,
            request_id=callback_data.request_id,
            shown=callback_data.shown,
        )
        await query.answer()
        return
    await query.answer(viewer.texts(_toast(done)), show_alert=not done)


def _toast(done: bool) -> str:
    return "request-confirmed-toast" if done else "request-look-again"


@router.callback_query(Decision.filter(F.name == "decline"))
async def decline(
    query: CallbackQuery, callback_data: Decision, viewer: Viewer, database: Database
) -> None:
    async with database.writing() as session:
        await requests.decline(session, viewer, callback_data.request_id)
    await query.answer(viewer.texts("request-declined-toast"))


async def overview(viewer: Viewer, database: Database, **_: Any) -> dict[str, Any]:
    async with database.reading() as session:
        found = await requests.waiting(session, viewer)
    return {"count": len(found), "gives_roles": Role.ADMIN in viewer.roles}


async def waiting(viewer: Viewer, database: Database, **_: Any) -> dict[str, Any]:
    async with database.reading() as session:
        found = await requests.waiting(session, viewer)
    return {
        "count": len(found),
        "requests": [(str(request.id), _line(viewer, request)) for request in found],
    }


def _line(viewer: Viewer, request: Request) -> str:
    claim = request.claim
    phone = f"+{claim['phone']}" if claim.get("phone") else ""
    who = claim.get("name") or claim.get("surname") or phone or f"№ {request.id}"
    return viewer.texts("request-line", who=Html(who), at=request.created_at)


async def open_request(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        request = await requests.look(session, place.viewer, int(chosen))
        await post_card(
            session, place.viewer.account_id, REQUEST, requests.subject(request.id), anew=True
        )
    manager.show_mode = ShowMode.NO_UPDATE


async def organisations(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    sought = dialog_manager.dialog_data.get("sought", "")
    async with database.reading() as session:
        found = await members.find_places(session, sought, viewer)
    return {
        "sought": sought,
        "count": len(found),
        "more": len(found) > PAGE,
        "organisations": [(str(place.id), place.name) for place in found[:PAGE]],
    }


async def seek(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    manager.dialog_data["sought"] = message.text or ""


async def name_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "people-organisation-expected")


async def choose_organisation(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    assert isinstance(manager.start_data, dict)
    request_id, shown = int(manager.start_data["request_id"]), str(manager.start_data["shown"])
    async with place.database.writing() as session:
        done = await requests.confirm(session, place.viewer, request_id, shown, int(chosen))
    await manager.done()
    if isinstance(query.message, Message):
        await query.message.answer(place.texts(_toast(done)))


dialog = Dialog(
    Window(
        Say("people-main"),
        SwitchTo(Say("button-waiting"), id="waiting", state=People.requests, when="count"),
        Start(Say("button-find-person"), id="find", state=Finding.find),
        Row(
            Button(Say("button-organisations"), id="tree", on_click=open_tree),
            Start(Say("button-roles"), id="roles", state=Roles.all, when="gives_roles"),
        ),
        Button(
            Say("button-load-registry"),
            id="registry",
            on_click=open_importing,
            when=for_administrators,
        ),
        MessageInput(search_at_once, content_types=[ContentType.TEXT]),
        MessageInput(unasked),
        state=People.main,
        getter=overview,
    ),
    Window(
        Say("people-requests"),
        paged_choices("requests", open_request, PAGE),
        back_to(People.main),
        MessageInput(unasked),
        state=People.requests,
        getter=waiting,
    ),
    Window(
        Say("people-organisation"),
        choices("organisations", choose_organisation),
        cancel_button(),
        MessageInput(seek, content_types=[ContentType.TEXT]),
        MessageInput(name_expected),
        state=People.organisation,
        getter=organisations,
    ),
)
