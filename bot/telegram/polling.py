"""Updates from Telegram, by long polling or by webhook. Both store first."""

import asyncio
import hmac
import json
from typing import Any, Final

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from starlette.requests import Request
from starlette.responses import Response

from bot.counts import Counts
from bot.db import is_outage
from bot.errors import TokenRefused
from bot.leases import POLLER, Leases
from bot.telegram.inbox import Inbox

POLL_SECONDS: Final = 25
AWAY_SECONDS: Final = 1.0
SAY_AGAIN_SECONDS: Final = 60.0
ALLOWED_UPDATES: Final = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
]
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"

log = structlog.get_logger(__name__)


class GetRawUpdates(GetUpdates):
    """An update that aiogram cannot parse would block the typed method for ever."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"


class Patience:
    """Says once a minute that something is away, and once that it is back."""

    def __init__(self, away: str, back: str) -> None:
        self._away, self._back = away, back
        self._said = -SAY_AGAIN_SECONDS
        self._is_away = False

    def away(self) -> None:
        now = asyncio.get_running_loop().time()
        self._is_away = True
        if now - self._said >= SAY_AGAIN_SECONDS:
            self._said = now
            log.warning(self._away)

    def back(self) -> None:
        if self._is_away:
            log.info(self._back)
        self._is_away, self._said = False, -SAY_AGAIN_SECONDS


async def poll(bot: Bot, leases: Leases, inbox: Inbox, counts: Counts) -> None:
    """Ask for updates for ever. The offset moves only past what rests in the database."""
    telegram = Patience("Telegram недоступен, пробую снова.", "Telegram снова отвечает.")
    storage = Patience("База данных недоступна, пробую снова.", "База данных снова отвечает.")
    offset: int | None = None
    while True:
        if not leases.holds(POLLER):
            offset = None
            await asyncio.sleep(AWAY_SECONDS)
            continue
        try:
            raws: Any = await bot.session.make_request(
                bot,
                GetRawUpdates(
                    offset=offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED_UPDATES
                ),
                timeout=POLL_SECONDS + 10,
            )
        except TelegramUnauthorizedError:
            raise TokenRefused from None
        except TelegramConflictError:
            log.error(
                "Этот же токен слушает другая программа или webhook. Остановите её: иначе"
                " сообщения достаются то одной, то другой."
            )
            await asyncio.sleep(POLL_SECONDS / 5)
        except TelegramRetryAfter as refusal:
            await asyncio.sleep(refusal.retry_after)
        except (AiogramError, OSError):
            # A gateway's page instead of JSON is no TelegramAPIError.
            telegram.away()
            counts.telegram_away = True
            await asyncio.sleep(AWAY_SECONDS)
        else:
            telegram.back()
            counts.telegram_away = False
            if raws:
                offset = await _store_surely(inbox, raws, storage)


async def _store_surely(inbox: Inbox, raws: list[dict[str, Any]], storage: Patience) -> int:
    while True:
        try:
            await inbox.take(raws)
        except Exception as error:
            if not is_outage(error):
                raise
            storage.away()
            await asyncio.sleep(AWAY_SECONDS)
        else:
            storage.back()
            return int(raws[-1]["update_id"]) + 1


class Webhook:
    """The route Telegram calls. 200 is said after the commit; otherwise Telegram comes again."""

    def __init__(self, inbox: Inbox, secret: str) -> None:
        self._inbox = inbox
        self._secret = secret

    async def receive(self, request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return Response(status_code=403)
        try:
            raw = json.loads(await request.body())
            int(raw["update_id"])
        except (ValueError, KeyError, TypeError):
            return Response(status_code=400)
        try:
            await self._inbox.take([raw])
        except Exception as error:
            if not is_outage(error):
                raise
            return Response(status_code=503)
        return Response()
