"""What is on a chat's screen: messages, buttons, and all of it as text."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from sandbox import keyboards
from sandbox.models import Chat, Message
from sandbox.shown import name_of

JSON = dict[str, Any]

SCREEN_MESSAGES = 30


def newest_of_bot(chat: Chat) -> Message | None:
    return next((m for m in reversed(chat.messages.values()) if m.from_bot), None)


def fresh_of_bot(chat: Chat, since: int) -> Iterator[Message]:
    return (m for m in chat.messages.values() if m.from_bot and m.changed > since)


def visible_buttons(
    chat: Chat, within: Message | None
) -> Iterator[tuple[Message | None, list[JSON]]]:
    """Inline buttons by message and the reply keyboard, newest first."""
    keyboard = [button for row in (chat.keyboard or {}).get("keyboard", []) for button in row]
    messages = reversed(chat.messages.values()) if within is None else iter([within])
    for message in messages:
        if within is None and keyboard and chat.keyboard_id >= message.id:
            yield None, keyboard
            keyboard = []
        rows = message.raw.get("reply_markup", {}).get("inline_keyboard", [])
        if rows:
            yield message, [button for row in rows for button in row]
    if within is None and keyboard:
        yield None, keyboard


def address_of(button: JSON) -> str | None:
    for field, name in (("web_app", "url"), ("login_url", "url"), ("copy_text", "text")):
        if field in button:
            return str(button[field][name])
    return button.get("url")


def matcher(text: str | re.Pattern[str]) -> Callable[[Message], bool]:
    if isinstance(text, re.Pattern):
        return lambda m: bool(text.search(m.text or m.caption))
    try:
        pattern = re.compile(text)
    except re.error:
        return lambda m: text in (m.text or m.caption)
    return lambda m: text in (m.text or m.caption) or bool(pattern.search(m.text or m.caption))


def screen(chat: Chat) -> str:
    """A chat as text, for the message of a failed assertion."""
    lines = [f"──── {chat.title} ({chat.id}) ────"]
    for message in list(chat.messages.values())[-SCREEN_MESSAGES:]:
        lines += shown_lines(message)
    if chat.keyboard:
        for row in keyboards.labels(chat.keyboard, "keyboard"):
            lines.append("  ⌨ " + " ".join(f"[{label}]" for label in row))
    return "\n".join(lines)


def shown_lines(message: Message) -> list[str]:
    author = message.raw.get("from") or message.raw.get("sender_chat") or {}
    name = "bot" if message.from_bot else name_of(author)
    what = " ".join(f"‹{m}: {f.name}, {f.size} B›" for m in [message.media] for f in message.files)
    for kind in ("contact", "location"):
        if kind in message.raw:
            what = f"‹{kind}: {message.raw[kind]}›"
    edited = " (edited)" if message.edited else ""
    text = " ".join(filter(None, (what, message.text or message.caption)))
    head, *rest = text.split("\n")
    lines = [f"#{message.id} {name}{edited}: {head}", *(f"     {line}" for line in rest)]
    return lines + ["     " + " ".join(f"[{b}]" for b in row) for row in message.buttons]
