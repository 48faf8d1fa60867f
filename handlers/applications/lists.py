"""`📋 Заявления`: what an officer is to decide first, then what waits, what is to be paid, all."""

from typing import Any, Final

from aiogram import F
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, Start, SwitchTo

from bot import clock
from bot.applications import lists
from bot.applications.lists import Only, Which
from bot.applications.reading import Filed
from bot.applications.states import UNDECIDED
from bot.applications.wording import ground_title, money
from bot.cases import kinds
from bot.cases.models import Status
from bot.db import Database
from bot.i18n import Texts
from bot.members import service as members
from bot.members.models import Organisation
from bot.members.service import OFFICE_ROLES, Viewer
from bot.regulations import Regulations
from handlers import pages
from handlers.cases import stray
from handlers.pages import Line, numbers, one_page
from handlers.screens import Say, back_to, choices, here
from handlers.staff.lists import forget_sought, own_places, place_window
from handlers.states import Applications, Meeting, Pay

# How long one has waited, in days, to be worth a look of its own.
AGES: Final = (3, 7, 14)
OVERDUE: Final = "overdue"


def _which(manager: DialogManager) -> Which:
    """Whoever only pays begins with what is to be paid."""
    usual = Which.MINE if here(manager).viewer.roles & OFFICE_ROLES else Which.PAY
    return Which(manager.dialog_data.get("which", usual))


def _only(manager: DialogManager) -> Only:
    return Only(**manager.dialog_data.get("only", {}))


async def applications(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    which, only = _which(dialog_manager), _only(dialog_manager)
    async with database.reading() as session:
        condition = await lists.condition(session, viewer, which, only)
        count = await lists.count(session, condition)

        async def lines(limit: int, offset: int) -> list[Line]:
            found = await lists.page(session, condition, which, limit, offset)
            return [
                Line(filed.id, filed.case.number or "", line(viewer.texts, filed))
                for filed in found
            ]

        page = await one_page(dialog_manager, count, lines)
        counts = {
            other: await lists.count(
                session, await lists.condition(session, viewer, other, Only())
            )
            for other in (Which.MINE, Which.WAITING, Which.PAY)
        }
    decides = bool(viewer.roles & OFFICE_ROLES)
    return {
        **page,
        **{f"{other}_count": found for other, found in counts.items()},
        "which": str(which),
        "only": await only_words(dialog_manager),
        "decides": decides,
        "pays": lists.pays(viewer),
        "is_most": count == lists.MOST,
    }


def line(texts: Texts, filed: Filed) -> str:
    """«МП-2026-000012 · Лечение · 15 000 ₽ · ждёт 3 дня · до 10 декабря»."""
    case, application = filed.case, filed.application
    amount = application.granted or application.proposed or application.amount
    undecided = case.status in UNDECIDED
    late = case.due_at is not None and case.due_at < clock.now()
    return texts(
        "application-line",
        number=case.number,
        ground=ground_title(filed, texts),
        amount=money(filed, amount),
        age=int((clock.now() - lists.waits_since(filed)).total_seconds()),
        undecided=int(undecided),
        state="" if undecided else texts(f"application-is-{case.status}"),
        paper=int(case.status is Status.WAITING),
        promised=case.promised_on if undecided and case.promised_on else "",
        late=int(late and case.status is Status.REVIEW),
    )


async def only_words(manager: DialogManager) -> str:
    """What the list is narrowed to, in words."""
    texts, only = here(manager).texts, _only(manager)
    said = [
        manager.dialog_data.get("ground_title", ""),
        manager.dialog_data.get("place_title", ""),
        texts("applications-older", days=only.older_than_days) if only.older_than_days else "",
        texts("applications-overdue") if only.overdue else "",
    ]
    return ", ".join(filter(None, said))


async def turn_to(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["which"] = button.widget_id
    await pages.first_page(manager)


async def open_card(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    """The card anew, at the end of the chat."""
    place = here(manager)
    async with place.database.writing() as session:
        await kinds.open_card(session, place.viewer, int(chosen))
    manager.show_mode = ShowMode.NO_UPDATE


# What it is narrowed to


async def narrowing(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    return {"only": await only_words(dialog_manager)}


async def grounds(viewer: Viewer, regulations: Regulations, **_: Any) -> dict[str, Any]:
    funds = regulations.aid.funds.values() if regulations.aid else ()
    language = viewer.texts.language
    return {
        "grounds": [
            (f"{fund.key}/{ground.key}", ground.title.in_language(language))
            for fund in funds
            for ground in fund.grounds.values()
        ]
    }


async def ages(viewer: Viewer, **_: Any) -> dict[str, Any]:
    older = [(str(days), viewer.texts("applications-older", days=days)) for days in AGES]
    return {"ages": [*older, (OVERDUE, viewer.texts("applications-overdue"))]}


def _narrow(manager: DialogManager, **more: Any) -> None:
    manager.dialog_data["only"] = {**manager.dialog_data.get("only", {}), **more}


async def _to_list(manager: DialogManager) -> None:
    await manager.switch_to(Applications.list)
    await pages.first_page(manager)


async def choose_ground(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    found = await grounds(place.viewer, place.regulations)
    _narrow(manager, ground=chosen)
    manager.dialog_data["ground_title"] = dict(found["grounds"])[chosen]
    await _to_list(manager)


async def choose_place(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    async with here(manager).database.reading() as session:
        organisation = await session.get_one(Organisation, int(chosen))
        title = await members.place_by_id(session, organisation.id)
    _narrow(manager, path=organisation.path)
    manager.dialog_data["place_title"] = title
    forget_sought(manager)
    await _to_list(manager)


async def choose_age(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    overdue = chosen == OVERDUE
    _narrow(manager, overdue=overdue, older_than_days=0 if overdue else int(chosen))
    await _to_list(manager)


async def widen(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    for name in ("only", "ground_title", "place_title"):
        manager.dialog_data.pop(name, None)
    await _to_list(manager)


dialog = Dialog(
    Window(
        Say("applications-list"),
        *numbers(open_card),
        Row(
            Button(Say("button-list-mine"), id="mine", on_click=turn_to, when="decides"),
            Button(Say("button-list-waiting"), id="waiting", on_click=turn_to, when="decides"),
        ),
        Row(
            Button(Say("button-list-pay"), id="pay", on_click=turn_to),
            Button(Say("button-list-all"), id="all", on_click=turn_to),
            SwitchTo(Say("button-narrow"), id="narrow", state=Applications.filter),
        ),
        Row(
            Start(Say("button-meeting"), id="meeting", state=Meeting.bodies, when="decides"),
            Start(Say("button-payments"), id="payments", state=Pay.list, when="pays"),
        ),
        MessageInput(stray.unasked),
        state=Applications.list,
        getter=applications,
    ),
    Window(
        Say("applications-narrow"),
        Row(
            SwitchTo(Say("button-by-ground"), id="ground", state=Applications.ground),
            SwitchTo(Say("button-by-place"), id="place", state=Applications.organisation),
            SwitchTo(Say("button-by-age"), id="age", state=Applications.age),
        ),
        Button(Say("button-widen"), id="widen", on_click=widen, when=F["only"]),
        back_to(Applications.list),
        MessageInput(stray.unasked),
        state=Applications.filter,
        getter=narrowing,
    ),
    Window(
        Say("applications-by-ground"),
        choices("grounds", choose_ground),
        back_to(Applications.filter),
        MessageInput(stray.unasked),
        state=Applications.ground,
        getter=grounds,
    ),
    place_window(
        Applications.organisation,
        "applications-by-place",
        own_places,
        choose_place,
        back_to(Applications.filter),
    ),
    Window(
        Say("applications-by-age"),
        choices("ages", choose_age),
        back_to(Applications.filter),
        MessageInput(stray.unasked),
        state=Applications.age,
        getter=ages,
    ),
)
