"""What Telegram refuses to a bot, and what its clients do not let a person do."""

from typing import Any


class Refusal(Exception):
    """What Telegram answers instead of a result."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


class Impossible(Exception):
    """What a person cannot do; the page has its own words for each code."""

    code = "impossible"


class NoSuchPerson(Impossible, LookupError):
    code = "no_person"


class NoSuchMessage(Impossible, LookupError):
    code = "no_message"


class NotHisMessage(Impossible, LookupError):
    code = "not_his_message"


class NothingToSend(Impossible, ValueError):
    code = "nothing_to_send"


class NoPhone(Impossible, ValueError):
    code = "no_phone"


class WrongAlbum(Impossible, ValueError):
    code = "wrong_album"


class BotIsBlocked(Impossible, RuntimeError):
    code = "bot_is_blocked"


def bad_request(text: str) -> Refusal:
    return Refusal(400, f"Bad Request: {text}")


def forbidden(text: str) -> Refusal:
    return Refusal(403, f"Forbidden: {text}")


def conflict(text: str) -> Refusal:
    return Refusal(409, f"Conflict: {text}")


def too_many_requests(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def not_simulated(what: str) -> Refusal:
    return Refusal(501, f"Not Implemented by the sandbox: {what}")
