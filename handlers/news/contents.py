"""What a message brings into a post: words with their formatting, and a file by Telegram's id."""

from typing import Final

from aiogram.types import Message

from bot.errors import UserError
from bot.news.posts import File
from handlers.screens import message_key

# Of an animation Telegram says that it is a document, too: it comes first.
KINDS: Final = ("animation", "video", "document", "audio")


class NotForNews(UserError):
    """A voice message, a sticker, a poll."""

    key = "post-cannot-use"


def html_of(message: Message) -> str:
    """As Telegram takes it back; empty where there are no words."""
    return message.html_text if message.text or message.caption else ""


def file_of(message: Message) -> File | None:
    key, place = message_key(message), message.message_id
    if message.photo:
        return File("photo", message.photo[-1].file_id, key, place)
    for kind in KINDS:
        if media := getattr(message, kind):
            return File(kind, media.file_id, key, place, getattr(media, "file_name", None))
    return None
