"""«Мои данные»: what is kept, the file with all of it, and having it deleted."""

from typing import Any

from aiogram.types import CallbackQuery, Message, ReplyKeyboardRemove
from aiogram_dialog import Dialog, DialogManager, StartMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, Start, SwitchTo

from bot.cases import service as cases
from bot.db import Database
from bot.i18n import Html, Texts
from bot.members.mydata import Kept
from bot.members.service import Viewer
from bot.mydata import service as mydata
from bot.regulations import Regulations
from handlers.cases.stray import unasked
from handlers.screens import Say, back_to, here, state_of
from handlers.states import Consents, MyData, Profile


async def kept(viewer: Viewer, database: Database, **_: Any) -> dict[str, Any]:
    member = viewer.member
    async with database.reading() as session:
        asked = await cases.cases_of(session, viewer.account_id, member.id if member else None)
    return {"is_member": member is not None, "cases": len(asked)}


async def send_files(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await mydata.ask_for_files(session, place.viewer, query.id)


async def what_follows(
    viewer: Viewer, database: Database, regulations: Regulations, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        farewell = await mydata.farewell(session, viewer, regulations)
    kinds = [item.kind for item in farewell.kept]
    lines = [
        _line(item, viewer.texts, regulations, is_last=item.kind not in kinds[place + 1 :])
        for place, item in enumerate(farewell.kept)
    ]
    return {"open": farewell.open_cases, "kept": Html("\n".join(lines))}


def _line(item: Kept, texts: Texts, regulations: Regulations, *, is_last: bool) -> Html:
    """The reason stands once, with the last of its kind."""
    why = getattr(regulations.retention.why, item.kind, None) if is_last else None
    term = regulations.retention.members
    return texts(
        f"mydata-kept-{item.kind}",
        dated=item.until is not None,
        until=item.until or "",
        what=item.what,
        term=texts("mydata-term", amount=term.amount, unit=term.unit.value),
        why=why.in_language(texts.language) if why else "",
    )


async def leave(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """After this he is a stranger: nothing of the chat is remembered either."""
    place = here(manager)
    async with place.database.writing() as session:
        await mydata.erase_own(session, place.viewer, place.regulations)
    await manager.reset_stack()
    await state_of(manager).clear()
    if isinstance(query.message, Message):
        await query.message.answer(
            place.texts("mydata-erased"), reply_markup=ReplyKeyboardRemove()
        )


dialog = Dialog(
    Window(
        Say("mydata-main"),
        Button(Say("button-mydata-file"), id="file", on_click=send_files),
        Row(
            Start(Say("button-mydata-correct"), id="wrong", state=Profile.wrong, when="is_member"),
            Start(Say("button-consents"), id="consents", state=Consents.main),
        ),
        SwitchTo(Say("button-mydata-leave"), id="leave", state=MyData.leave),
        Start(Say("button-back"), id="back", state=Profile.main, mode=StartMode.RESET_STACK),
        MessageInput(unasked),
        state=MyData.main,
        getter=kept,
    ),
    Window(
        Say("mydata-leave"),
        Button(Say("button-mydata-erase"), id="erase", on_click=leave),
        back_to(MyData.main),
        MessageInput(unasked),
        state=MyData.leave,
        getter=what_follows,
    ),
)
