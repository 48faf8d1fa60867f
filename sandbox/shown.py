"""Messages, keyboards and groups as the chat page gets them."""

from typing import Any

from sandbox.models import Chat, Message

JSON = dict[str, Any]


def shown(message: Message) -> JSON:
    """A message for the page."""
    raw = message.raw
    author = raw.get("from") or raw["sender_chat"]
    replied = raw.get("reply_to_message")
    return {
        "id": message.id,
        "chat": message.chat.id,
        "from": {"id": author["id"], "name": name_of(author), "is_bot": message.from_bot},
        "date": raw["date"],
        "edit_date": raw.get("edit_date"),
        "html": message.written(links=True),
        "text": message.text or message.caption,
        "media": shown_media(message),
        "media_group_id": raw.get("media_group_id"),
        "contact": raw.get("contact"),
        "location": raw.get("location"),
        "reply_to": replied
        and {
            "id": replied["message_id"],
            "text": replied.get("text") or replied.get("caption") or "",
            "name": name_of(replied.get("from") or replied.get("sender_chat") or {}),
        },
        "buttons": shown_buttons(raw.get("reply_markup")),
        "silent": message.silent,
    }


def shown_group(chat: Chat) -> JSON:
    return {"id": chat.id, "title": chat.title, "type": chat.type, "members": list(chat.members)}


def shown_keyboard(markup: JSON | None) -> JSON | None:
    """The reply keyboard under the input; its buttons are as the Bot API gives them."""
    if not markup:
        return None
    return {
        "rows": markup["keyboard"],
        "persistent": bool(markup.get("is_persistent")),
        "one_time": bool(markup.get("one_time_keyboard")),
        "placeholder": markup.get("input_field_placeholder") or "",
    }


def name_of(author: JSON) -> str:
    if "title" in author:
        return str(author["title"])
    return " ".join(filter(None, (author.get("first_name"), author.get("last_name"))))


def shown_media(message: Message) -> JSON | None:
    kind = message.media
    files = message.files
    if kind is None or not files:
        return None
    file = files[0]
    return {
        "kind": kind,
        "file_id": file.id,
        "name": file.name,
        "size": file.size,
        "mime": file.mime,
        "width": file.width or None,
        "height": file.height or None,
        "duration": file.duration or None,
    }


def shown_buttons(markup: JSON | None) -> list[list[JSON]] | None:
    if not markup or "inline_keyboard" not in markup:
        return None
    return [[shown_button(button) for button in row] for row in markup["inline_keyboard"]]


def shown_button(button: JSON) -> JSON:
    rest = {name: value for name, value in button.items() if name != "callback_data"}
    return {**rest, "data": button["callback_data"]} if "callback_data" in button else rest
