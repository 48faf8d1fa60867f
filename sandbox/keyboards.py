"""Keyboards: what Telegram accepts, and the labels people see."""

import re
from typing import Any

from sandbox.errors import Refusal, bad_request

JSON = dict[str, Any]

CALLBACK_DATA_BYTES = 64
MARKUP_BYTES = 10 * 1024
ROW_BUTTONS = 8
INLINE_BUTTONS = 100
REPLY_BUTTONS = 300

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
STYLES = {"danger", "success", "primary"}
REQUESTS = ("request_contact", "request_location", "request_poll", "request_users")


def checked(markup: JSON | None, *, private: bool, inline_only: bool = False) -> JSON | None:
    """The markup as Telegram keeps it; None where it means no keyboard."""
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return checked_inline(markup, private=private)
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        return checked_reply(markup, private=private)
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    return None


def checked_inline(markup: JSON, *, private: bool) -> JSON | None:
    rows = rows_of(markup, "inline_keyboard", "inline keyboard")
    kept = []
    for row in rows:
        kept.append([checked_button(button, private=private) for button in row])
    kept = [row for row in kept if row]
    if sum(map(len, kept)) > INLINE_BUTTONS or any(len(row) > ROW_BUTTONS for row in kept):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def checked_button(button: Any, *, private: bool) -> JSON:
    if not isinstance(button, dict):
        raise unparsable("InlineKeyboardButton must be an Object")
    check_label(button)
    used = [name for name in ACTIONS if button.get(name) not in (None, "", False)]
    # An empty query is a query: "insert just the bot's username".
    used += [n for n in ACTIONS if n.startswith("switch_") and button.get(n) == ""]
    if not used:
        raise unparsable("Text buttons are unallowed in the inline keyboard")
    if len(used) > 1:
        # Telegram takes the first it knows; the documentation says exactly one.
        raise unparsable("exactly one of the optional fields must be used")
    match used[0]:
        case "callback_data":
            check_data(button["callback_data"])
        case "url":
            check_url(button["url"])
        case "web_app":
            check_web_app(button["web_app"], private=private)
        case "copy_text":
            check_copied(button["copy_text"])
    return {name: value for name, value in button.items() if value is not None}


def check_label(button: JSON) -> None:
    if "text" not in button:
        raise unparsable('Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise unparsable('Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text is empty")
    if button.get("style") not in {None, *STYLES}:
        raise bad_request("BUTTON_STYLE_INVALID")


def check_data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def check_url(url: Any) -> None:
    if not isinstance(url, str):
        raise unparsable('Field "url" must be of type String')
    scheme = re.match(r"(\w[\w+.-]*)://", url)
    if scheme and scheme[1].lower() not in {"http", "https", "tg", "ton"}:
        raise bad_request(
            f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
        )
    host = re.sub(r"^\w+://", "", url).split("/")[0].split("?")[0]
    if not (scheme and scheme[1].lower() == "tg") and ("." not in host or " " in url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def check_web_app(web_app: Any, *, private: bool) -> None:
    url = web_app.get("url", "") if isinstance(web_app, dict) else ""
    if not private:
        raise bad_request("BUTTON_TYPE_INVALID")
    if not url.startswith("https://"):
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )


def check_copied(copied: Any) -> None:
    text = copied.get("text", "") if isinstance(copied, dict) else ""
    if not 1 <= len(text) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def checked_reply(markup: JSON, *, private: bool) -> JSON | None:
    rows = rows_of(markup, "keyboard", "reply keyboard")
    kept = [[reply_button(button, private=private) for button in row] for row in rows]
    kept = [row for row in kept if row]
    placeholder = markup.get("input_field_placeholder") or ""
    if sum(map(len, kept)) > REPLY_BUTTONS or len(placeholder) > 64:
        raise bad_request("reply markup is too long")
    return {**markup, "keyboard": kept} if kept else None


def reply_button(button: Any, *, private: bool) -> JSON:
    button = {"text": button} if isinstance(button, str) else button
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("keyboard button text is empty")
    used = [name for name in (*REQUESTS, "web_app") if button.get(name)]
    if used and not private:
        kind = "phone number" if used[0] == "request_contact" else used[0]
        raise bad_request(f"{kind} can be requested in private chats only")
    return {name: value for name, value in button.items() if value is not None}


def rows_of(markup: JSON, field: str, name: str) -> list[list[Any]]:
    rows = markup[field]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{field}" of the {name} must be an Array of Arrays')
    return rows


def unparsable(what: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {what}")


def labels(markup: JSON | None, field: str) -> list[list[str]]:
    return [[button["text"] for button in row] for row in (markup or {}).get(field, [])]
