from typing import Any

from sandbox.errors import bad_request, forbidden
from sandbox.methods.common import known_chat
from sandbox.models import Chat, Message, member
from sandbox.schema import Params
from sandbox.telegram import Telegram

JSON = dict[str, Any]

__all__ = [
    "close_forum_topic",
    "create_forum_topic",
    "delete_forum_topic",
    "edit_forum_topic",
    "get_chat",
    "get_chat_administrators",
    "get_chat_member",
    "get_chat_member_count",
    "leave_chat",
    "pin_chat_message",
    "reopen_forum_topic",
    "unpin_all_chat_messages",
    "unpin_chat_message",
]

TOPIC_COLOUR = 0x6FB9F0


def get_chat(telegram: Telegram, params: Params) -> JSON:
    chat = known_chat(telegram, params["chat_id"])
    info = {
        **chat.raw,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.pinned:
        info["pinned_message"] = chat.messages[chat.pinned[-1]].raw
    return info


def get_chat_member(telegram: Telegram, params: Params) -> JSON:
    chat = known_chat(telegram, params["chat_id"])
    user_id = params["user_id"]
    if user_id == telegram.bot["id"]:
        return member(telegram.bot, chat.bot_status)
    account = telegram.accounts.get(user_id)
    if account is None:
        raise bad_request("user not found")
    if user_id not in chat.members:
        return member(account.user, "left")
    first = chat.type != "private" and chat.members[0] == user_id
    return member(account.user, "creator" if first else "member")


def get_chat_administrators(telegram: Telegram, params: Params) -> list[JSON]:
    chat = known_chat(telegram, params["chat_id"])
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    admins = [member(telegram.accounts[chat.members[0]].user, "creator")] if chat.members else []
    if chat.bot_status == "administrator":
        admins.append(member(telegram.bot, "administrator"))
    return admins


def get_chat_member_count(telegram: Telegram, params: Params) -> int:
    chat = known_chat(telegram, params["chat_id"])
    return len(chat.members) + 1


def leave_chat(telegram: Telegram, params: Params) -> bool:
    chat = known_chat(telegram, params["chat_id"])
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    telegram.move_bot(chat, "left", by=telegram.bot)
    return True


def pin_chat_message(telegram: Telegram, params: Params) -> bool:
    chat = known_chat(telegram, params["chat_id"])
    message = chat.messages.get(params["message_id"])
    if message is None:
        raise bad_request("message to pin not found")
    if chat.type != "private" and chat.bot_status != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    telegram.store.put("chat", chat.id, chat)
    return True


def unpin_chat_message(telegram: Telegram, params: Params) -> bool:
    chat = known_chat(telegram, params["chat_id"])
    if not chat.pinned:
        raise bad_request("message to unpin not found")
    message_id = params.get("message_id", chat.pinned[-1])
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    telegram.store.put("chat", chat.id, chat)
    return True


def unpin_all_chat_messages(telegram: Telegram, params: Params) -> bool:
    chat = known_chat(telegram, params["chat_id"])
    chat.pinned.clear()
    telegram.store.put("chat", chat.id, chat)
    return True


# --- forum topics


def create_forum_topic(telegram: Telegram, params: Params) -> JSON:
    chat = forum(telegram, params)
    if not params["name"].strip():
        raise bad_request("TOPIC_TITLE_EMPTY")
    about = {"name": params["name"], "icon_color": params.get("icon_color", TOPIC_COLOUR)}
    opening = telegram.post(chat, telegram.bot, {"forum_topic_created": about})
    thread = {"message_thread_id": opening.id, "is_topic_message": True}
    opening.raw = {**opening.raw, **thread}
    chat.topics[str(opening.id)] = {**about, "closed": False}
    telegram.saved(opening)
    return {"message_thread_id": opening.id, **about}


def edit_forum_topic(telegram: Telegram, params: Params) -> bool:
    topic = topic_of(telegram, params)
    name = params.get("name") or topic["name"]
    if name == topic["name"]:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic["name"] = name
    return True


def close_forum_topic(telegram: Telegram, params: Params) -> bool:
    return turn_topic(telegram, params, closed=True)


def reopen_forum_topic(telegram: Telegram, params: Params) -> bool:
    return turn_topic(telegram, params, closed=False)


def delete_forum_topic(telegram: Telegram, params: Params) -> bool:
    topic_of(telegram, params)
    chat = forum(telegram, params)
    thread = params["message_thread_id"]
    del chat.topics[str(thread)]
    gone = [m.id for m in chat.messages.values() if in_topic(m, thread)]
    telegram.delete(chat, gone)
    return True


def in_topic(message: Message, thread: int) -> bool:
    return bool(message.raw.get("message_thread_id") == thread)


def turn_topic(telegram: Telegram, params: Params, *, closed: bool) -> bool:
    topic = topic_of(telegram, params)
    if topic["closed"] == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic["closed"] = closed
    chat = forum(telegram, params)
    happened = "forum_topic_closed" if closed else "forum_topic_reopened"
    thread = {"message_thread_id": params["message_thread_id"], "is_topic_message": True}
    telegram.post(chat, telegram.bot, {happened: {}, **thread})
    return True


def topic_of(telegram: Telegram, params: Params) -> JSON:
    topic = forum(telegram, params).topics.get(str(params["message_thread_id"]))
    if topic is None:
        raise bad_request("message thread not found")
    return topic


def forum(telegram: Telegram, params: Params) -> Chat:
    chat = known_chat(telegram, params["chat_id"])
    if not chat.raw.get("is_forum"):
        raise bad_request("the chat is not a forum")
    if chat.bot_status != "administrator":
        raise forbidden("not enough rights to create a topic")
    # Whoever asks for a forum is about to change it.
    telegram.store.put("chat", chat.id, chat)
    return chat
