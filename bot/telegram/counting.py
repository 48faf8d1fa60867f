"""Whether Telegram answers, and how often it refuses."""

from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNetworkError,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import Response, TelegramMethod

from bot.counts import Counts


class CountErrors(BaseRequestMiddleware):
    def __init__(self, counts: Counts) -> None:
        self._counts = counts

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[Any],
        bot: Bot,
        method: TelegramMethod[Any],
    ) -> Response[Any]:
        counts = self._counts
        try:
            response = await make_request(bot, method)
        except TelegramAPIError as error:
            counts.telegram_errors.labels(type(error).__name__).inc()
            counts.telegram_away = isinstance(error, (TelegramNetworkError, TelegramServerError))
            counts.token_refused = isinstance(error, TelegramUnauthorizedError)
            raise
        counts.telegram_away = counts.token_refused = False
        return response
