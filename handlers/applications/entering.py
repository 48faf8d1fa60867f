"""What each step of a decision shows, and how one that was opened from a meeting ends."""

from typing import Any, Final

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.kbd import Button
from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications import deciding, meetings, route
from bot.applications.budgets import OverBudget
from bot.applications.cards import budget_words
from bot.applications.deciding import Refusal
from bot.applications.reading import Filed, get
from bot.applications.wording import (
    decision_words,
    ground_title,
    money,
    protocol_words,
    refusal_words,
    short_name,
)
from bot.db import Database
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.applications.forms import form_of, key_of, protocol_in, refusal_in
from handlers.screens import Here, here, leave
from handlers.states import Decide

# What a form that was opened from a meeting gives back to it when it has decided.
DECIDED: Final = "decided"


async def about(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    """What every step shows: whose application it is, and what was entered so far."""
    form, texts, data = form_of(dialog_manager), viewer.texts, dialog_manager.dialog_data
    async with database.reading() as session:
        filed = await get(session, form.case_id)
        name = await short_name(session, filed)
        budget = await budget_words(session, viewer, filed, regulations)
        before = await deciding.newest(session, filed.id) if form.change else None
        earlier = await decision_words(session, texts, filed, before) if before else ""
    amount = amount_in(dialog_manager)
    refusal = refusal_in(dialog_manager)
    return {
        "number": filed.case.number,
        "who": name,
        "ground": ground_title(filed, texts),
        "asked": money(filed, filed.application.amount),
        "ceiling": money(filed, filed.terms.ground.ceiling),
        "budget": budget,
        "amounts": _offered(filed, viewer),
        "reasons": _reasons(filed, viewer),
        "amount": money(filed, amount) if amount else "",
        "reason": refusal_words(filed, refusal, texts) if refusal else "",
        "protocol": protocol_words(protocol_in(dialog_manager), texts),
        "override": data.get("override", ""),
        "change": form.change,
        "in_meeting": form.meeting_id is not None,
        "earlier": earlier,
    }


def amount_in(manager: DialogManager) -> int:
    """What was entered; a form may be opened with it."""
    return int(manager.dialog_data.get("amount") or form_of(manager).amount)


def _offered(filed: Filed, viewer: Viewer) -> list[tuple[str, str]]:
    """The sums that need no typing: what was asked, and what a body below found right."""
    asked, proposed = filed.application.amount, filed.application.proposed
    found = [(asked, "button-sum-asked")] if asked else []
    if proposed and proposed != asked:
        found.insert(0, (proposed, "button-sum-proposed"))
    return [(str(sum_), viewer.texts(key, amount=money(filed, sum_))) for sum_, key in found]


def _reasons(filed: Filed, viewer: Viewer) -> list[tuple[str, str]]:
    language = viewer.texts.language
    return [
        (key, reason.title.in_language(language)) for key, reason in filed.terms.reasons.items()
    ]


async def may_override(place: Here, case_id: int) -> bool:
    """Who decides any sum may go over the budget, by name."""
    async with place.database.reading() as session:
        filed = await get(session, case_id)
        return route.power(place.viewer, filed, await route.path_of(session, filed)) is None


async def decide_in_meeting(
    event: CallbackQuery | Message,
    manager: DialogManager,
    amount: int | None,
    refusal: Refusal | None,
) -> None:
    """Entered, and back to the meeting: the member hears of it when that is closed."""
    try:
        async with here(manager).database.writing() as session:
            await in_meeting(session, manager, amount, refusal)
    except OverBudget:
        if not await may_override(here(manager), form_of(manager).case_id):
            raise
        await manager.switch_to(Decide.override)
        return
    await manager.done(DECIDED)


async def in_meeting(
    session: AsyncSession, manager: DialogManager, amount: int | None, refusal: Refusal | None
) -> None:
    place, form = here(manager), form_of(manager)
    assert form.meeting_id is not None
    await meetings.decide(
        session,
        place.viewer,
        form.meeting_id,
        form.case_id,
        amount,
        refusal,
        key_of(manager, "decision"),
        place.regulations,
        manager.dialog_data.get("override", ""),
    )


async def back_or_out(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Out of the form: to the meeting it was opened from, else to the menu."""
    if form_of(manager).meeting_id is None:
        await leave(query, button, manager)
    else:
        await manager.done()
