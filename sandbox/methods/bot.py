import json
import re
from typing import Any

from sandbox.errors import bad_request
from sandbox.files import DOWNLOAD_LIMIT
from sandbox.methods.common import known_chat
from sandbox.schema import Params
from sandbox.telegram import Telegram

JSON = dict[str, Any]

__all__ = [
    "close",
    "delete_my_commands",
    "delete_webhook",
    "get_chat_menu_button",
    "get_file",
    "get_me",
    "get_my_commands",
    "get_my_description",
    "get_my_name",
    "get_my_short_description",
    "get_webhook_info",
    "log_out",
    "set_chat_menu_button",
    "set_my_commands",
    "set_my_description",
    "set_my_name",
    "set_my_short_description",
    "set_webhook",
]

COMMANDS = 100
LOCAL = re.compile(r"http://(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?(/|$)")


def get_me(telegram: Telegram, params: Params) -> JSON:
    return {
        **telegram.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_guest_queries": False,
    }


def log_out(telegram: Telegram, params: Params) -> bool:
    return True


def close(telegram: Telegram, params: Params) -> bool:
    return True


def get_file(telegram: Telegram, params: Params) -> JSON:
    file = telegram.find_file(params["file_id"])
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**file.described(), "file_id": params["file_id"], "file_path": file.path}


# --- webhook


def set_webhook(telegram: Telegram, params: Params) -> bool:
    url = params["url"]
    if url and not url.startswith("https://") and not LOCAL.match(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.get("secret_token")
    if secret is not None and not re.fullmatch(r"[\w-]{1,256}", secret, re.ASCII):
        raise bad_request("secret token contains unallowed characters")
    updates = telegram.updates
    updates.allow(params.get("allowed_updates"))
    if params.get("drop_pending_updates"):
        updates.confirm_all()
    delivery = updates.delivery
    delivery.url = url
    delivery.secret = secret
    delivery.max_connections = params.get("max_connections", 40)
    delivery.last_error_date = delivery.last_error_message = None
    updates.save()
    updates.interrupt()
    updates.for_webhook.set()
    return True


def delete_webhook(telegram: Telegram, params: Params) -> bool:
    if params.get("drop_pending_updates"):
        telegram.updates.confirm_all()
    telegram.updates.delivery.url = ""
    telegram.updates.save()
    return True


def get_webhook_info(telegram: Telegram, params: Params) -> JSON:
    updates = telegram.updates
    delivery = updates.delivery
    info: JSON = {
        "url": delivery.url,
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if delivery.url:
        info |= {"max_connections": delivery.max_connections, "ip_address": "127.0.0.1"}
    if delivery.last_error_date:
        info["last_error_date"] = delivery.last_error_date
        info["last_error_message"] = delivery.last_error_message
    if delivery.allowed:
        info["allowed_updates"] = delivery.allowed
    return info


# --- commands, names, menu


def set_my_commands(telegram: Telegram, params: Params) -> bool:
    commands = params["commands"]
    if len(commands) > COMMANDS:
        raise bad_request("too many commands")
    for command in commands:
        name = command.get("command", "") if isinstance(command, dict) else ""
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    kept = [{**command, "command": command["command"].lstrip("/")} for command in commands]
    telegram.settings.commands[commands_key(telegram, params)] = kept
    telegram.save_settings()
    telegram.tell_commands()
    return True


def get_my_commands(telegram: Telegram, params: Params) -> list[JSON]:
    return telegram.settings.commands.get(commands_key(telegram, params), [])


def delete_my_commands(telegram: Telegram, params: Params) -> bool:
    telegram.settings.commands.pop(commands_key(telegram, params), None)
    telegram.save_settings()
    telegram.tell_commands()
    return True


def commands_key(telegram: Telegram, params: Params) -> str:
    scope = params.get("scope") or {"type": "default"}
    if "chat_id" in scope:
        chat = known_chat(telegram, scope["chat_id"])
        scope = {**scope, "chat_id": chat.id}
    return json.dumps([scope, params.get("language_code") or ""], sort_keys=True)


def set_my_name(telegram: Telegram, params: Params) -> bool:
    return keep(telegram, params, "name")


def set_my_description(telegram: Telegram, params: Params) -> bool:
    return keep(telegram, params, "description")


def set_my_short_description(telegram: Telegram, params: Params) -> bool:
    return keep(telegram, params, "short_description")


def get_my_name(telegram: Telegram, params: Params) -> JSON:
    return {"name": kept(telegram, params, "name") or telegram.bot["first_name"]}


def get_my_description(telegram: Telegram, params: Params) -> JSON:
    return {"description": kept(telegram, params, "description")}


def get_my_short_description(telegram: Telegram, params: Params) -> JSON:
    return {"short_description": kept(telegram, params, "short_description")}


def keep(telegram: Telegram, params: Params, what: str) -> bool:
    key = f"{what}:{params.get('language_code') or ''}"
    telegram.settings.names[key] = params.get(what) or ""
    telegram.save_settings()
    return True


def kept(telegram: Telegram, params: Params, what: str) -> str:
    names = telegram.settings.names
    own = names.get(f"{what}:{params.get('language_code') or ''}")
    return own or names.get(f"{what}:", "")


def set_chat_menu_button(telegram: Telegram, params: Params) -> bool:
    button = params.get("menu_button") or {"type": "default"}
    if button.get("type") not in {"commands", "web_app", "default"}:
        raise bad_request("can't parse MenuButton: type is unsupported")
    telegram.settings.menu_buttons[str(params.get("chat_id") or "")] = button
    telegram.save_settings()
    return True


def get_chat_menu_button(telegram: Telegram, params: Params) -> JSON:
    buttons = telegram.settings.menu_buttons
    own = buttons.get(str(params.get("chat_id") or ""))
    return own or buttons.get("") or {"type": "commands"}
