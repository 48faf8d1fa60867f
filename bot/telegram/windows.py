"""A window that has newer messages under it is sent anew instead of edited far above."""

import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import ContextVar
from typing import Any, Final

from aiogram import BaseMiddleware, Bot, Router
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramForbiddenError
from aiogram.methods import Response, TelegramMethod
from aiogram.types import CallbackQuery, ErrorEvent, Message, TelegramObject
from aiogram_dialog import ChatEvent, DialogManager
from aiogram_dialog.api.entities import NewMessage, OldMessage, ShowMode, UnknownText, stack
from aiogram_dialog.api.internal import DialogManagerFactory
from aiogram_dialog.api.protocols import DialogRegistryProtocol
from aiogram_dialog.context.media_storage import MediaIdStorage
from aiogram_dialog.manager.manager import ManagerImpl
from aiogram_dialog.manager.message_manager import MessageManager

CHATS_REMEMBERED: Final = 50_000
# Seven characters of a button's 64 bytes.
FORM_IDS: Final = 62**7


def new_form_id() -> int:
    """The library's own is the second and a number below 100: of two forms that were opened in one
    second the buttons of one could count for the other."""
    return secrets.randbelow(FORM_IDS)


stack.new_int_id = new_form_id


class Newest:
    """The newest message id of each chat that this process has seen."""

    def __init__(self) -> None:
        self._ids: OrderedDict[int, int] = OrderedDict()

    def saw(self, chat_id: int, message_id: int) -> None:
        self._ids[chat_id] = max(message_id, self._ids.get(chat_id, 0))
        self._ids.move_to_end(chat_id)
        if len(self._ids) > CHATS_REMEMBERED:
            self._ids.popitem(last=False)

    def is_under(self, chat_id: int, message_id: int) -> bool:
        return self._ids.get(chat_id, 0) > message_id


# Set while a press is handled. While an album comes in, its items stand under a window that is
# edited in place all the same.
pressed: ContextVar[Newest | None] = ContextVar("pressed", default=None)


class SeeSent(BaseRequestMiddleware):
    def __init__(self, newest: Newest) -> None:
        self._newest = newest

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[Any],
        bot: Bot,
        method: TelegramMethod[Any],
    ) -> Response[Any]:
        result = await make_request(bot, method)
        for sent in result if isinstance(result, list) else [result]:
            if isinstance(sent, Message):
                self._newest.saw(sent.chat.id, sent.message_id)
        return result


class Windows(MessageManager):
    async def show_message(
        self, bot: Bot, new_message: NewMessage, old_message: OldMessage | None
    ) -> OldMessage:
        newest = pressed.get()
        if (
            old_message
            and newest
            and new_message.show_mode is ShowMode.EDIT
            and newest.is_under(old_message.chat.id, old_message.message_id)
        ):
            new_message.show_mode = ShowMode.DELETE_AND_SEND
        return await super().show_message(bot, new_message, old_message)

    async def answer_callback(self, bot: Bot, callback_query: CallbackQuery) -> None:
        with suppress(TelegramForbiddenError):
            await super().answer_callback(bot, callback_query)

    async def remove_inline_kbd(self, bot: Bot, old_message: OldMessage | None) -> Message | None:
        """Before a window opens: that it cannot be shown is said by `WindowManager.show`."""
        with suppress(TelegramForbiddenError):
            return await super().remove_inline_kbd(bot, old_message)
        return None


# The person who wrote is not there to read: called with the update's data.
Gone = Callable[[dict[str, Any]], Awaitable[None]]


class KeepStep(BaseMiddleware):
    """The step a person took stays, though the word after it found the bot blocked.

    Stands inside the library's own middleware, which keeps no step of a handler that failed.
    """

    def __init__(self, gone: Gone) -> None:
        self._gone = gone

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        try:
            return await handler(event, data)
        except TelegramForbiddenError:
            await self._gone(data)


class WindowManager(ManagerImpl):
    gone: Gone

    async def show(self, show_mode: ShowMode | None = None) -> None:
        """Who blocked the bot sees nothing, but what he wrote and the step he is at stay."""
        try:
            await super().show(show_mode)
        except TelegramForbiddenError:
            await self.gone(self.middleware_data)

    def _get_last_message(self) -> OldMessage | None:
        """The window is the one of the stack, wherever the press came from.

        The library takes the pressed message for the window. A press on a card or a notice would
        then take its buttons away, and leave those of the window.
        """
        event = self.event.update.event if isinstance(self.event, ErrorEvent) else self.event
        window_id = self.current_stack().last_message_id
        if not isinstance(event, CallbackQuery) or event.message is None:
            return super()._get_last_message()
        if event.message.message_id == window_id:
            return super()._get_last_message()
        return self._window(event, window_id) if window_id else None

    def _window(self, event: CallbackQuery, window_id: int) -> OldMessage:
        assert event.message is not None
        stack = self.current_stack()
        return OldMessage(
            chat=event.message.chat,
            message_id=window_id,
            media_id=stack.last_media_id,
            media_uniq_id=stack.last_media_unique_id,
            text=UnknownText.UNKNOWN,
            has_protected_content=stack.has_protected_content,
            has_reply_keyboard=stack.last_reply_keyboard,
            business_connection_id=None,
            content_type=stack.content_type,
        )


class WindowManagers(DialogManagerFactory):
    def __init__(self, gone: Gone) -> None:
        self._gone = gone

    def __call__(
        self,
        event: ChatEvent,
        data: dict[str, Any],
        registry: DialogRegistryProtocol,
        router: Router,
    ) -> DialogManager:
        manager = WindowManager(
            event=event,
            data=data,
            message_manager=Windows(),
            media_id_storage=MediaIdStorage(),  # type: ignore[no-untyped-call]
            registry=registry,
            router=router,
            getter=None,
        )
        manager.gone = self._gone
        return manager
