"""«Ответить» under a survey's announcement: it carries its survey and needs no form."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from handlers.surveys.taking import open_survey

router = Router(name=__name__)


class Press(CallbackData, prefix="survey"):
    """`survey:17`."""

    survey_id: int


@router.callback_query(Press.filter())
async def answer(
    query: CallbackQuery, callback_data: Press, dialog_manager: DialogManager
) -> None:
    await open_survey(dialog_manager, callback_data.survey_id)
    await query.answer()
