from typing import Any

from sandbox.errors import bad_request
from sandbox.methods.common import (
    caption_fields,
    file_of,
    known_chat,
    markup_of,
    media_fields,
    text_fields,
)
from sandbox.models import MEDIA, Chat, Message
from sandbox.schema import Params
from sandbox.telegram import Telegram

JSON = dict[str, Any]

__all__ = [
    "answer_callback_query",
    "delete_message",
    "delete_messages",
    "edit_message_caption",
    "edit_message_media",
    "edit_message_reply_markup",
    "edit_message_text",
    "set_message_reaction",
    "stop_poll",
]

DELETABLE_SECONDS = 48 * 3600
DELETED_AT_ONCE = 100
TOAST_LIMIT = 200

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"

TEXT_FIELDS = ("text", "entities", "link_preview_options")
CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")


def edit_message_text(telegram: Telegram, params: Params) -> JSON:
    if "text" not in params:
        raise bad_request("message text is empty")
    content = text_fields(params)
    message = editable(telegram, params)
    if "text" not in message.raw:
        raise bad_request("there is no text in the message to edit")
    return edited(telegram, params, message, content, TEXT_FIELDS)


def edit_message_caption(telegram: Telegram, params: Params) -> JSON:
    content = caption_fields(params)
    message = editable(telegram, params)
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    return edited(telegram, params, message, content, CAPTION_FIELDS)


def edit_message_media(telegram: Telegram, params: Params) -> JSON:
    given = params["media"]
    if given.get("type") not in {"photo", "video", "document", "audio", "animation"}:
        raise bad_request(f'can\'t parse InputMedia: type "{given.get("type")}" is unsupported')
    if not given.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    caption = caption_fields(given)
    message = editable(telegram, params)
    if message.media in {"voice", "sticker", "video_note"}:
        raise bad_request("message media can't be edited")
    file = file_of(telegram, given["type"], given["media"], params)
    content = {**media_fields(file), **caption}
    return edited(telegram, params, message, content, (*TEXT_FIELDS, *CAPTION_FIELDS, *MEDIA))


def edit_message_reply_markup(telegram: Telegram, params: Params) -> JSON:
    message = editable(telegram, params)
    return edited(telegram, params, message, {}, ())


def editable(telegram: Telegram, params: Params) -> Message:
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    if "chat_id" not in params:
        raise bad_request("chat_id is empty")
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    chat = known_chat(telegram, params["chat_id"])
    message = chat.messages.get(params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot or message.uneditable or "forward_origin" in message.raw:
        raise bad_request("message can't be edited")
    return message


def edited(
    telegram: Telegram, params: Params, message: Message, content: JSON, replaced: tuple[str, ...]
) -> JSON:
    markup = markup_of(params, message.chat, inline_only=True)
    if markup and "media_group_id" in message.raw:
        raise bad_request("message can't be edited")
    if markup:
        content["reply_markup"] = markup
    # An edit without a keyboard takes the old one away: so it is with Telegram.
    replaced = (*replaced, "reply_markup")
    before = {name: message.raw[name] for name in replaced if name in message.raw}
    if before == content:
        raise bad_request(NOT_MODIFIED)
    return telegram.edit(message, content, without=replaced).raw


def delete_message(telegram: Telegram, params: Params) -> bool:
    chat = known_chat(telegram, params["chat_id"])
    message = chat.messages.get(params["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if not may_delete(telegram, message):
        raise bad_request("message can't be deleted for everyone")
    telegram.delete(chat, [message.id])
    return True


def delete_messages(telegram: Telegram, params: Params) -> bool:
    """Deletes what can be deleted and says nothing of the rest, as Telegram does."""
    chat = known_chat(telegram, params["chat_id"])
    ids = params["message_ids"]
    if not 1 <= len(ids) <= DELETED_AT_ONCE:
        raise bad_request("there must be 1-100 message identifiers")
    found = [chat.messages[number] for number in dict.fromkeys(ids) if number in chat.messages]
    deletable = [message.id for message in found if may_delete(telegram, message)]
    if deletable:
        telegram.delete(chat, deletable)
    return True


def may_delete(telegram: Telegram, message: Message) -> bool:
    chat = message.chat
    if chat.type != "private" and chat.bot_status == "administrator":
        return True
    mine = message.from_bot or chat.type == "private"
    return mine and telegram.now() - message.raw["date"] <= DELETABLE_SECONDS


def answer_callback_query(telegram: Telegram, params: Params) -> bool:
    text = params.get("text")
    if text is not None and len(text) > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    callback = telegram.callbacks.get(params["callback_query_id"])
    if callback is None or not telegram.is_fresh(callback):
        raise bad_request(TOO_OLD)
    if callback.answered.is_set():
        return True
    callback.text = text or None
    callback.alert = bool(params.get("show_alert"))
    callback.url = params.get("url")
    callback.answered.set()
    telegram.touched(callback.chat)
    if telegram.listeners:
        telegram.tell(
            "toast",
            callback.chat,
            callback=callback.id,
            person=callback.account.id,
            text=callback.text,
            alert=callback.alert,
        )
    return True


def set_message_reaction(telegram: Telegram, params: Params) -> bool:
    chat: Chat = known_chat(telegram, params["chat_id"])
    message = chat.messages.get(params["message_id"])
    if message is None:
        raise bad_request("message to react not found")
    reactions = params.get("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    message.reaction = reactions[0].get("emoji") if reactions else None
    telegram.saved(message)
    return True


def stop_poll(telegram: Telegram, params: Params) -> JSON:
    message = editable(telegram, params)
    poll = message.raw.get("poll")
    if poll is None:
        raise bad_request("message with poll to stop not found")
    if poll["is_closed"]:
        raise bad_request("poll has already been closed")
    closed = {**poll, "is_closed": True}
    telegram.edit(message, {"poll": closed})
    return closed
