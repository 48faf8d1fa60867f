"""A press that waited through an outage is done all the same: only its toast comes to nobody."""

from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, Response, TelegramMethod

TOO_OLD = "query is too old"


class ForgiveStale(BaseRequestMiddleware):
    """Telegram takes no answer to an old press: that is no reason to give the press up."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[Any],
        bot: Bot,
        method: TelegramMethod[Any],
    ) -> Response[Any]:
        try:
            return await make_request(bot, method)
        except TelegramBadRequest as refusal:
            if isinstance(method, AnswerCallbackQuery) and TOO_OLD in refusal.message:
                return True  # type: ignore[return-value]
            raise
