"""What Telegram remembers: people, chats, messages, presses, and what a bot said of itself."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sandbox import keyboards
from sandbox.entities import to_html
from sandbox.files import File

if TYPE_CHECKING:
    from sandbox.telegram import Telegram

JSON = dict[str, Any]

# An animation comes as a document too, and is to be known for what it is.
MEDIA = (
    "photo",
    "animation",
    "document",
    "voice",
    "video",
    "audio",
    "sticker",
    "video_note",
)

RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
KEPT = ("id", "raw", "from_bot", "silent", "uneditable", "reaction")


@dataclass(slots=True)
class Account:
    """A person as Telegram knows him."""

    id: int
    name: str
    language: str = "ru"
    phone: str | None = None
    username: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    about: str = ""
    """Who he is, for those who try the bot; the bot never learns it."""
    user: JSON = field(default_factory=dict)

    def __post_init__(self) -> None:
        first, _, last = self.name.partition(" ")
        names = {"first_name": first, "last_name": last, "username": self.username}
        self.user = {"id": self.id, "is_bot": False, "language_code": self.language} | {
            name: value for name, value in names.items() if value
        }

    def chat(self) -> JSON:
        kept = ("id", "first_name", "last_name", "username")
        return {name: self.user[name] for name in kept if name in self.user} | {"type": "private"}

    def record(self) -> JSON:
        return {name: getattr(self, name) for name in self.__slots__ if name != "user"}

    def shown(self) -> JSON:
        hidden = {"deactivated"}
        return {name: value for name, value in self.record().items() if name not in hidden}


@dataclass(slots=True, eq=False)
class Message:
    """A message; what it says is in `raw`, as the Bot API gives it, replaced on every edit."""

    telegram: "Telegram" = field(repr=False)
    chat: "Chat" = field(repr=False)
    id: int
    raw: JSON
    from_bot: bool = False
    silent: bool = False
    uneditable: bool = False
    deleted: bool = False
    reaction: str | None = None
    sent: int = 0
    """When it was sent, and when it was last sent or edited, on the sandbox's own counter."""
    changed: int = 0

    @property
    def text(self) -> str:
        return str(self.raw.get("text", ""))

    @property
    def caption(self) -> str:
        return str(self.raw.get("caption", ""))

    @property
    def html(self) -> str:
        return self.written(links=False)

    def written(self, *, links: bool) -> str:
        entities = self.raw.get("entities") or self.raw.get("caption_entities") or []
        return to_html(self.text or self.caption, entities, links=links)

    @property
    def buttons(self) -> list[list[str]]:
        return keyboards.labels(self.raw.get("reply_markup"), "inline_keyboard")

    @property
    def edited(self) -> bool:
        return "edit_date" in self.raw

    @property
    def date(self) -> datetime:
        return datetime.fromtimestamp(self.raw["date"], UTC)

    @property
    def media(self) -> str | None:
        return next((kind for kind in MEDIA if kind in self.raw), None)

    @property
    def files(self) -> list[File]:
        kind = self.media
        if kind is None:
            return []
        described = self.raw[kind][-1] if kind == "photo" else self.raw[kind]
        file = self.telegram.find_file(described["file_id"])
        return [file] if file else []

    @property
    def reply_to(self) -> "Message | None":
        replied = self.raw.get("reply_to_message")
        return self.chat.messages.get(replied["message_id"]) if replied else None

    def record(self) -> JSON:
        kept = {name: getattr(self, name) for name in KEPT}
        return {**kept, "chat": self.chat.id}


@dataclass(slots=True, eq=False)
class Chat:
    telegram: "Telegram" = field(repr=False)
    id: int
    raw: JSON
    last_id: int = 0
    members: list[int] = field(default_factory=list)
    bot_status: str = "member"
    keyboard: JSON | None = None
    keyboard_id: int = 0
    """The message that brought the reply keyboard."""
    topics: dict[str, JSON] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    last_from_bot: Message | None = field(default=None, repr=False)
    waiters: "set[asyncio.Future[None]]" = field(default_factory=set, repr=False)

    @property
    def type(self) -> str:
        return str(self.raw["type"])

    @property
    def title(self) -> str:
        return str(self.raw.get("title") or self.raw.get("first_name") or self.id)

    def record(self) -> JSON:
        hidden = {"telegram", "messages", "waiters", "last_from_bot"}
        return {name: getattr(self, name) for name in self.__slots__ if name not in hidden}


@dataclass(slots=True, eq=False)
class Callback:
    """A press of an inline button that waits for the bot's answer."""

    id: str
    chat: Chat
    account: Account
    at: float
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    text: str | None = None
    alert: bool = False
    url: str | None = None


@dataclass(slots=True)
class Settings:
    """What the bot told Telegram about itself."""

    commands: dict[str, list[JSON]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[str, JSON] = field(default_factory=dict)

    def record(self) -> JSON:
        return {name: getattr(self, name) for name in self.__slots__}


def member(user: JSON, status: str) -> JSON:
    told: JSON = {"user": user, "status": status}
    match status:
        case "creator":
            told["is_anonymous"] = False
        case "administrator":
            told |= dict.fromkeys(RIGHTS, True) | {"is_anonymous": False, "can_be_edited": False}
        case "kicked":
            told["until_date"] = 0
    return told
