from typing import Any

from sandbox.errors import bad_request
from sandbox.methods.common import (
    caption_fields,
    file_of,
    known_chat,
    media_fields,
    open_chat,
    reply_fields,
    send,
    text_fields,
)
from sandbox.models import Chat, Message
from sandbox.schema import Params
from sandbox.telegram import Telegram

JSON = dict[str, Any]

__all__ = [
    "copy_message",
    "forward_message",
    "send_animation",
    "send_audio",
    "send_chat_action",
    "send_contact",
    "send_document",
    "send_location",
    "send_media_group",
    "send_message",
    "send_photo",
    "send_poll",
    "send_sticker",
    "send_video",
    "send_video_note",
    "send_voice",
]

ALBUM_ITEMS = 10
# Telegram's methods for these take none.
WITHOUT_CAPTION = {"sticker", "video_note"}
ALBUM_KINDS = {"photo", "video", "document", "audio"}
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
SERVICE = ("new_chat_members", "left_chat_member", "pinned_message", "forum_topic_created")
# What belongs to one message in one place, and does not go along with a copy.
NOT_COPIED = {
    "message_id",
    "from",
    "sender_chat",
    "chat",
    "date",
    "edit_date",
    "reply_markup",
    "reply_to_message",
    "media_group_id",
    "message_thread_id",
    "is_topic_message",
    "forward_origin",
    "has_protected_content",
}


def send_message(telegram: Telegram, params: Params) -> JSON:
    return send(telegram, params, text_fields(params)).raw


def send_photo(telegram: Telegram, params: Params) -> JSON:
    return send_media(telegram, params, "photo")


def send_document(telegram: Telegram, params: Params) -> JSON:
    return send_media(telegram, params, "document")


def send_voice(telegram: Telegram, params: Params) -> JSON:
    return send_media(telegram, params, "voice")


def send_audio(telegram: Telegram, params: Params) -> JSON:
    return send_media(telegram, params, "audio")


def send_video(telegram: Telegram, params: Params) -> JSON:
    return send_media(telegram, params, "video")


def send_video_note(telegram: Telegram, params: Params) -> JSON:
    return send_media(telegram, params, "video_note")


def send_animation(telegram: Telegram, params: Params) -> JSON:
    return send_media(telegram, params, "animation")


def send_sticker(telegram: Telegram, params: Params) -> JSON:
    return send_media(telegram, params, "sticker")


def send_media(telegram: Telegram, params: Params, kind: str) -> JSON:
    caption = {} if kind in WITHOUT_CAPTION else caption_fields(params)
    chat = open_chat(telegram, params["chat_id"])
    file = file_of(telegram, kind, params[kind], params)
    if duration := params.get("duration"):
        file.duration = duration
    return send(telegram, params, {**media_fields(file), **caption}, chat=chat).raw


def send_media_group(telegram: Telegram, params: Params) -> list[JSON]:
    items = params["media"]
    check_album(items)
    captions = [caption_fields(item) for item in items]
    chat = open_chat(telegram, params["chat_id"])
    reply_fields(params, chat)
    files = [file_of(telegram, item["type"], item["media"], params) for item in items]
    group = {"media_group_id": str(telegram.bot["id"] * 10**8 + next(telegram.numbers))}
    return [
        send(telegram, params, {**media_fields(file), **caption}, chat=chat, group=group).raw
        for file, caption in zip(files, captions, strict=True)
    ]


def check_album(items: list[Any]) -> None:
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > ALBUM_ITEMS:
        raise bad_request("too many messages to send as an album")
    if len(items) == 1:
        # Telegram sends one item as a plain message, but documents 2-10: not to be leant on.
        raise bad_request("media group must include 2-10 items")
    for item in items:
        if not isinstance(item, dict) or not item.get("media"):
            raise bad_request("can't parse InputMedia: media not found")
        if item.get("type") not in ALBUM_KINDS:
            raise bad_request(
                f"can't parse InputMedia: type \"{item.get('type')}\" can't be used in "
                "sendMediaGroup"
            )
    kinds = {item["type"] for item in items}
    for alone in ("document", "audio"):
        if alone in kinds and len(kinds) > 1:
            raise bad_request(f"{alone} can't be mixed with other media types")


def send_contact(telegram: Telegram, params: Params) -> JSON:
    kept = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: params[name] for name in kept if name in params}
    return send(telegram, params, {"contact": contact}).raw


def send_location(telegram: Telegram, params: Params) -> JSON:
    kept = ("latitude", "longitude", "horizontal_accuracy")
    location = {name: params[name] for name in kept if name in params}
    if not (-90 <= location["latitude"] <= 90 and -180 <= location["longitude"] <= 180):
        raise bad_request("wrong latitude or longitude specified")
    return send(telegram, params, {"location": location}).raw


def send_poll(telegram: Telegram, params: Params) -> JSON:
    options = params["options"]
    if not 1 <= len(options) <= 12:
        raise bad_request("poll must have 1-12 options")
    texts = [option if isinstance(option, str) else option["text"] for option in options]
    poll = {
        "id": str(telegram.now() * 1000 + next(telegram.numbers)),
        "question": params["question"],
        "options": [
            {"text": text, "voter_count": 0, "persistent_id": str(number)}
            for number, text in enumerate(texts)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": params.get("is_anonymous", True),
        "type": params.get("type", "regular"),
        "allows_multiple_answers": params.get("allows_multiple_answers", False),
        "allows_revoting": params.get("allows_revoting", True),
        "members_only": False,
    }
    return send(telegram, params, {"poll": poll}).raw


def send_chat_action(telegram: Telegram, params: Params) -> bool:
    if params["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = open_chat(telegram, params["chat_id"])
    telegram.tell("typing", chat, action=params["action"])
    return True


def copy_message(telegram: Telegram, params: Params) -> JSON:
    original = original_of(telegram, params, "copy")
    content = {name: value for name, value in original.raw.items() if name not in NOT_COPIED}
    if "caption" in params and original.media:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= caption_fields(params)
    return {"message_id": send(telegram, params, content).id}


def forward_message(telegram: Telegram, params: Params) -> JSON:
    original = original_of(telegram, params, "forward")
    content = {name: value for name, value in original.raw.items() if name not in NOT_COPIED}
    content["forward_origin"] = original.raw.get("forward_origin") or origin_of(original)
    return send(telegram, params, content).raw


def original_of(telegram: Telegram, params: Params, verb: str) -> Message:
    chat: Chat = known_chat(telegram, params["from_chat_id"])
    original = chat.messages.get(params["message_id"])
    if original is None:
        raise bad_request(f"message to {verb} not found")
    if any(name in original.raw for name in SERVICE):
        raise bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    if original.raw.get("has_protected_content"):
        raise bad_request("message has protected content and can't be forwarded")
    return original


def origin_of(message: Message) -> JSON:
    raw = message.raw
    if "from" in raw:
        return {"type": "user", "date": raw["date"], "sender_user": raw["from"]}
    return {
        "type": "channel",
        "date": raw["date"],
        "chat": raw["sender_chat"],
        "message_id": message.id,
    }
