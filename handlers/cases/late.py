"""What comes after its form was sent or left: items of an album, and edits."""

from typing import Any

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import BaseFilter
from aiogram.types import Message, Update
from aiogram_dialog import DialogManager
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases import service as cases
from bot.cases.models import Case, CaseMessage, Paper, Side
from bot.cases.service import Edit
from bot.db import Database
from bot.legal.conversation import excerpt
from bot.members.service import Viewer
from bot.notices import post_card
from handlers.cases.kinds import kind_of
from handlers.screens import contents_of

router = Router(name=__name__)
router.message.filter(F.chat.type == "private", F.media_group_id)


class LateItem(BaseFilter):
    """An item of an album whose earlier items are in a case."""

    async def __call__(
        self, message: Message, viewer: Viewer, database: Database
    ) -> bool | dict[str, Any]:
        if viewer.account is None or message.media_group_id is None:
            return False
        async with database.reading() as session:
            paper = await cases.album_case(session, viewer.account.id, message.media_group_id)
        return {"earlier": paper} if paper else False


def _is_open(manager: DialogManager, case_id: int) -> bool:
    """Whether the form that the album was sent to is still there: it takes its items itself."""
    if not manager.has_context() or not isinstance(manager.start_data, dict):
        return False
    return bool(manager.start_data.get("case_id") == case_id)


@router.message(LateItem())
async def keep_late_item(
    message: Message,
    viewer: Viewer,
    database: Database,
    dialog_manager: DialogManager,
    earlier: Paper,
) -> None:
    """Albums carry no end mark: an item that comes after the form was sent belongs to it too."""
    if earlier.sent_at is None and _is_open(dialog_manager, earlier.case_id):
        raise SkipHandler
    async with database.reading() as session:
        kind = await kind_of(session, earlier.case_id)
    sent = await contents_of(message, papers_only=kind.papers_only)
    async with database.writing() as session:
        case = await session.get_one(Case, earlier.case_id)
        to = (case, viewer.account_id, earlier.side, earlier.purpose)
        if sent.words:
            await cases.say(session, *to, sent.words, earlier.sent_at)
        if sent.file is None or not await cases.attach(session, *to, sent.file, earlier.sent_at):
            return
        # One message that counts, however many items come.
        album = f"album:{message.media_group_id}"
        await post_card(session, viewer.account_id, "late-items", album)
        if earlier.sent_at is None:
            return
        paper = await cases.paper_by_key(session, sent.file.key)
        text = sent.words.text if sent.words else ""
        await kind.came_late(session, case.id, paper, text)


@router.edited_message(F.chat.type == "private")
async def edit(message: Message, event_update: Update, viewer: Viewer, database: Database) -> None:
    """What a person edits in the chat is edited in the case; the earlier words are kept."""
    text = message.text or message.caption
    if viewer.account is None or not text:
        return
    this = Edit(message.edit_date or 0, event_update.update_id)
    async with database.writing() as session:
        edited = await cases.message_of(session, viewer.account.id, message.message_id)
        if edited is None:
            key, number = "edit-not-taken", ""
        elif edited.text == text or cases.is_known(edited, this):
            # Telegram calls it an edit, too, when only a link's preview came.
            return
        else:
            key, number = await _edit(session, viewer, edited, text, this)
    await message.reply(viewer.texts(key, number=number, text=excerpt(text)))


async def _edit(
    session: AsyncSession, viewer: Viewer, edited: CaseMessage, text: str, this: Edit
) -> tuple[str, str]:
    """What to say of it, and the case's number."""
    kind = await kind_of(session, edited.case_id)
    if edited.side is Side.MEMBER and edited.sent_at is not None:
        # Whoever wrote it may have lost his account to the member's new one since.
        await kind.own(session, viewer, edited.case_id, lock=True)
    await cases.edit_words(session, edited, text, this)
    if edited.sent_at is None:
        return "draft-edited", ""
    await kind.edited(session, viewer, edited.case_id)
    case = await session.get_one(Case, edited.case_id)
    return kind.edited_key, case.number or ""
