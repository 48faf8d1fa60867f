"""The buttons under an application's card."""

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.applications import access, deciding, paperwork, paying
from bot.db import Database
from bot.members.service import Viewer
from handlers.applications.forms import open_form
from handlers.states import Decide, PassOn, Pay, Recuse, WantPaper

router = Router(name=__name__)

# Which form each opens, of an application that nobody has decided.
UNDECIDED: dict[str, State] = {
    "approve": Decide.amount,
    "refuse": Decide.reason,
    "paper": WantPaper.text,
    "pass": PassOn.choose,
    "relative": Recuse.sure,
}


class Press(CallbackData, prefix="app"):
    """A button of a card: `app:approve:17`."""

    name: str
    case_id: int


class PaperTick(CallbackData, prefix="tick"):
    """«Принято на бумаге»: `tick:17:medical:1`, and with 0 at its end the way back."""

    case_id: int
    paper: str
    there: bool


@router.callback_query(Press.filter(F.name.in_(UNDECIDED)))
async def open_undecided(
    query: CallbackQuery,
    callback_data: Press,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
) -> None:
    """Whoever may not, or comes too late, hears it at once and not after he has typed."""
    async with database.writing() as session:
        filed = await access.ensure_decides(session, viewer, callback_data.case_id)
        await access.ensure_undecided(session, filed)
        stage = filed.application.stage
    state = UNDECIDED[callback_data.name]
    await open_form(dialog_manager, state, case_id=callback_data.case_id, stage=stage)
    await query.answer()


@router.callback_query(Press.filter(F.name == "change"))
async def change(
    query: CallbackQuery,
    callback_data: Press,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
) -> None:
    async with database.writing() as session:
        filed = await access.ensure_decides(session, viewer, callback_data.case_id)
        if not await deciding.is_changeable(session, filed):
            raise deciding.NothingToChange
        decision = await deciding.newest(session, filed.id)
        approved = decision is not None and decision.amount is not None
    state = Decide.change if approved else Decide.amount
    await open_form(dialog_manager, state, case_id=callback_data.case_id, change=True)
    await query.answer()


@router.callback_query(PaperTick.filter())
async def tick(
    query: CallbackQuery, callback_data: PaperTick, viewer: Viewer, database: Database
) -> None:
    async with database.writing() as session:
        await paperwork.tick(
            session,
            viewer,
            callback_data.case_id,
            callback_data.paper,
            there=callback_data.there,
        )
    key = "paper-noted-toast" if callback_data.there else "paper-unnoted-toast"
    await query.answer(viewer.texts(key))


@router.callback_query(Press.filter(F.name == "paid"))
async def paid(
    query: CallbackQuery,
    callback_data: Press,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
) -> None:
    async with database.writing() as session:
        await paying.ensure_payable(session, viewer, callback_data.case_id)
    await open_form(dialog_manager, Pay.amount, case_ids=[callback_data.case_id])
    await query.answer()


@router.callback_query(Press.filter(F.name == "returned"))
async def returned(
    query: CallbackQuery,
    callback_data: Press,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
) -> None:
    async with database.writing() as session:
        await paying.payable(session, viewer, callback_data.case_id)
    await open_form(dialog_manager, Pay.share, case_ids=[callback_data.case_id])
    await query.answer()
