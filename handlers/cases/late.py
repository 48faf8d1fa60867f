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
from bot.cases.service import Edit, File
from bot.db import Database
from bot.legal.conversation import excerpt
from bot.members.service import Viewer
from bot.notices import post_card
from bot.regulations import Regulations
from handlers.cases.kinds import kind_of
from handlers.screens import contents_of, file_of, message_key

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
async def edit(
    message: Message,
    event_update: Update,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
) -> None:
    """What a person edits in the chat is edited in the case; the earlier words are kept."""
    text, file = message.text or message.caption or "", file_of(message)
    if not text and file is None:
        # A location that moves by itself.
        return
    this = Edit(message.edit_date or 0, event_update.update_id)
    async with database.writing() as session:
        edited, paper = await _known(session, viewer, message)
        key, number = "", ""
        if edited is None:
            # A file alone has no words, and may have been replaced.
            key = "edit-not-taken" if text or paper is None else ""
        elif edited.text != text and not cases.is_known(edited, this):
            key, number = await _edit(session, viewer, edited, text, this, regulations)
        # Else only a link's preview came, which Telegram calls an edit, too.
        replaced = paper is not None and file is not None and _is_other(file, paper)
    if key:
        await message.reply(viewer.texts(key, number=number, text=excerpt(text)))
    if replaced:
        await message.reply(viewer.texts("edit-file-not-taken"))


async def _known(
    session: AsyncSession, viewer: Viewer, message: Message
) -> tuple[CaseMessage | None, Paper | None]:
    """What the words and the file of this message became."""
    if viewer.account is None:
        return None, None
    edited = await cases.message_of(session, viewer.account.id, message.message_id)
    return edited, await cases.kept_file(session, message_key(message))


def _is_other(file: File, paper: Paper) -> bool:
    """Telegram may give the same file another id."""
    return (file.kind, file.name, file.size) != (paper.kind, paper.name, paper.size)


async def _edit(
    session: AsyncSession,
    viewer: Viewer,
    edited: CaseMessage,
    text: str,
    this: Edit,
    regulations: Regulations,
) -> tuple[str, str]:
    """What to say of it, and the case's number."""
    if not text:
        return "edit-not-taken", ""
    kind = await kind_of(session, edited.case_id)
    if edited.side is Side.MEMBER and edited.sent_at is not None:
        # Whoever wrote it may have lost his account to the member's new one since.
        await kind.own(session, viewer, edited.case_id, lock=True)
    await cases.edit_words(session, edited, text, this)
    if edited.sent_at is None:
        return "draft-edited", ""
    key = await kind.edited(session, viewer, edited.case_id, regulations)
    case = await session.get_one(Case, edited.case_id)
    return key, case.number or ""
