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


async def show_files(
    query: CallbackQuery, manager: DialogManager, case_id: int, purpose: Purpose
) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await kinds.show_written(session, place.viewer, case_id, purpose, query.id)


def show_files_button(written: Written) -> Button:
    """For a window whose getter says whether it `has_files`."""

    async def show(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
        await show_files(query, manager, *written(manager))
        # They stand under the window: it is taller than what a phone shows of the chat.
        manager.show_mode = ShowMode.NO_UPDATE

    return Button(Say("button-show-files"), id="look", on_click=show, when="has_files")
