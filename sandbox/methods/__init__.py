"""The methods the sandbox plays; a function here bears the method's name in snake case."""

from collections.abc import Callable
from inspect import getmembers, isfunction
from types import ModuleType
from typing import Any

from sandbox.methods import bot, chats, editing, sending
from sandbox.schema import Params
from sandbox.telegram import Telegram

Simulated = Callable[[Telegram, Params], Any]


def exported(module: ModuleType) -> dict[str, Simulated]:
    return {
        name.replace("_", ""): function
        for name, function in getmembers(module, isfunction)
        if function.__module__ == module.__name__ and name in module.__all__
    }


SIMULATED: dict[str, Simulated] = {
    **exported(bot),
    **exported(chats),
    **exported(editing),
    **exported(sending),
}
