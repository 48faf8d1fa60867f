"""What several methods need: chats that can be written to, texts, keyboards, replies, files."""

from typing import Any

from sandbox import keyboards
from sandbox.entities import CAPTION_LIMIT, TEXT_LIMIT, formatted
from sandbox.errors import Refusal, bad_request, forbidden
from sandbox.files import PHOTO_LIMIT, UPLOAD_LIMIT, File, Upload, is_picture
from sandbox.models import Chat, Message
from sandbox.schema import Params
from sandbox.telegram import Telegram

JSON = dict[str, Any]

# As TDLib names the kinds of files in its errors.
NAMES = {
    "photo": "Photo",
    "document": "Document",
    "video": "Video",
    "voice": "VoiceNote",
    "audio": "Audio",
    "animation": "Animation",
    "sticker": "Sticker",
    "video_note": "VideoNote",
}


def known_chat(telegram: Telegram, address: int | str) -> Chat:
    chat = telegram.find_chat(address)
    if chat is None:
        raise bad_request("chat not found")
    if chat.bot_status in {"left", "kicked"}:
        did = "was kicked from" if chat.bot_status == "kicked" else "is not a member of"
        raise forbidden(f"bot {did} the {chat.type} chat")
    return chat


def open_chat(telegram: Telegram, address: int | str) -> Chat:
    """A chat that the bot may write to."""
    chat = known_chat(telegram, address)
    account = telegram.accounts.get(chat.id)
    if account is None:
        return chat
    if account.deactivated:
        raise forbidden("user is deactivated")
    if account.blocked:
        raise forbidden("bot was blocked by the user")
    if not account.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def text_fields(params: Params) -> JSON:
    text, entities = formatted(params["text"], params.get("parse_mode"), params.get("entities"))
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    fields: JSON = {"text": text}
    if entities:
        fields["entities"] = entities
    if preview := params.get("link_preview_options"):
        fields["link_preview_options"] = preview
    return fields


def caption_fields(given: JSON) -> JSON:
    if not given.get("caption"):
        return {}
    text, entities = formatted(
        given["caption"], given.get("parse_mode"), given.get("caption_entities")
    )
    if len(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    fields: JSON = {"caption": text} if text else {}
    if entities:
        fields["caption_entities"] = entities
    if given.get("show_caption_above_media"):
        fields["show_caption_above_media"] = True
    return fields


def markup_of(params: Params, chat: Chat, *, inline_only: bool = False) -> JSON | None:
    markup = params.get("reply_markup")
    if not markup:
        return None
    return keyboards.checked(markup, private=chat.type == "private", inline_only=inline_only)


def reply_fields(params: Params, chat: Chat) -> JSON:
    """What links a message to the one it answers and to its topic."""
    fields: JSON = {}
    given = params.get("reply_parameters") or {}
    replied_id = given.get("message_id", params.get("reply_to_message_id"))
    if replied_id is not None:
        lenient = given.get(
            "allow_sending_without_reply", params.get("allow_sending_without_reply")
        )
        replied = chat.messages.get(int(replied_id))
        if replied is not None:
            fields["reply_to_message"] = without_reply(replied)
        elif not lenient:
            raise bad_request("message to be replied not found")
    if thread := params.get("message_thread_id"):
        if str(thread) not in chat.topics:
            raise bad_request("message thread not found")
        if chat.topics[str(thread)].get("closed") and chat.bot_status != "administrator":
            raise bad_request("TOPIC_CLOSED")
        fields |= {"message_thread_id": thread, "is_topic_message": True}
    return fields


def without_reply(message: Message) -> JSON:
    # Telegram shows one step of a chain of replies.
    return {name: value for name, value in message.raw.items() if name != "reply_to_message"}


def send(
    telegram: Telegram,
    params: Params,
    content: JSON,
    *,
    chat: Chat | None = None,
    group: JSON | None = None,
) -> Message:
    chat = chat or open_chat(telegram, params["chat_id"])
    markup = None if group else markup_of(params, chat)
    fields = {**reply_fields(params, chat), **content, **(group or {})}
    if params.get("protect_content"):
        fields["has_protected_content"] = True
    silent = bool(params.get("disable_notification"))
    return telegram.post(chat, telegram.bot, fields, markup=markup, silent=silent)


def file_of(telegram: Telegram, kind: str, value: Any, params: Params) -> File:
    """The file named by an upload, an attachment or the id of a file sent before."""
    if isinstance(value, str) and value.startswith("attach://"):
        name = value.removeprefix("attach://")
        if name not in params.uploads:
            raise bad_request(f"can't find end of attached file {name}")
        value = params.uploads[name]
    if isinstance(value, Upload):
        return uploaded(telegram, kind, value)
    if value.startswith(("http://", "https://")):
        # The sandbox has no Internet, so every address is one Telegram cannot reach.
        raise bad_request("failed to get HTTP URL content")
    file = telegram.find_file(value)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {NAMES[file.kind]} as {NAMES[kind]}")
    return file


def uploaded(telegram: Telegram, kind: str, upload: Upload) -> File:
    size = len(upload.data)
    if not size:
        raise bad_request("file must be non-empty")
    if size > UPLOAD_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "photo" and size > PHOTO_LIMIT:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; "
            f"the maximum size is {PHOTO_LIMIT} bytes"
        )
    if kind == "photo" and not is_picture(upload.data):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return telegram.add_file(kind, upload.name, upload.mime, upload.data)


def media_fields(file: File) -> JSON:
    if file.kind == "photo":
        return {"photo": file.as_photo()}
    fields: JSON = {file.kind: file.as_media()}
    if file.kind == "animation":
        # Kept by Telegram for clients that know no animations.
        fields["document"] = fields["animation"]
    return fields
