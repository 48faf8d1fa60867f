"""Who is it: read once for each update, before anything else."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, User

from bot.db import Database
from bot.i18n import guess_language
from bot.members import service as members
from bot.members.service import Viewer
from bot.regulations import Regulations
from bot.settings import Settings

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

# Whose update is being handled: his own screens wait for what was posted to him.
current_account: ContextVar[int | None] = ContextVar("current_account", default=None)


class Identify(BaseMiddleware):
    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        if user is None:
            return await handler(event, data)
        viewer = await identify(user, data["database"], data["regulations"], data["settings"])
        data["viewer"] = viewer
        token = current_account.set(viewer.account.id if viewer.account else None)
        try:
            return await handler(event, data)
        finally:
            current_account.reset(token)


async def identify(
    user: User, database: Database, regulations: Regulations, settings: Settings
) -> Viewer:
    guess = guess_language(user.language_code, settings.default_language)
    async with database.reading() as session:
        viewer = await members.view(
            session, user.id, regulations, guess=guess, zone=settings.timezone
        )
    if viewer.account and viewer.account.blocked_at:
        # He writes, so he is back; what he missed is sent once.
        async with database.writing() as session:
            await members.set_blocked(session, viewer.account.id, None)
    return viewer
