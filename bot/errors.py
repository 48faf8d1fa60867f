"""Refusals that a person should read. Everything else is a bug and goes to the log."""

from typing import Any


class UserError(Exception):
    """A refusal with the key of its text; `args` of the text are keyword arguments."""

    key = "error-refused"

    def __init__(self, **values: Any) -> None:
        super().__init__(self.key)
        self.values = values


class NoAccess(UserError):
    """The same words whether the thing exists or not."""

    key = "error-no-access"


class Trespass(NoAccess):
    """Someone reached for what is not his. Where refusals meet people it is audited: the
    transaction in which it was found is rolled back with the refusal."""

    def __init__(self, action: str, subject: str) -> None:
        super().__init__()
        self.action = action
        self.subject = subject


class TooLong(UserError):
    """A button or a message would not hold it."""

    key = "text-too-long"


class SetupError(Exception):
    """What stops the program, in one line that tells the administrator what to do."""


class TokenRefused(SetupError):
    """Telegram knows our token no more: nothing can be received or sent until there is another."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram не принял токен: его отозвали или записали с ошибкой. Возьмите действующий у"
            " @BotFather, впишите в BOT_TOKEN и перезапустите бота. Написанное людьми сохранено."
        )
