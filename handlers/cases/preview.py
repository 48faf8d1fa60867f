"""A last look at the files of what is being written, before it is sent."""

from collections.abc import Callable

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.widgets.kbd import Button

from bot.cases import kinds
from bot.cases.models import Purpose
from handlers.screens import Say, here

# Where a form stands: its case, and what is being written to it.
Written = Callable[[DialogManager], tuple[int, Purpose]]


def show_files_button(written: Written) -> Button:
    """For a window whose getter says whether it `has_files`."""

    async def show(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
        place = here(manager)
        case_id, purpose = written(manager)
        async with place.database.writing() as session:
            await kinds.show_written(session, place.viewer, case_id, purpose, query.id)
        # The window stands under what it speaks of.
        manager.show_mode = ShowMode.DELETE_AND_SEND

    return Button(Say("button-show-files"), id="look", on_click=show, when="has_files")
