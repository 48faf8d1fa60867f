"""Bots that repeat what they are told and store nothing: what the frameworks alone cost."""

import asyncio
import gc
import sys
from typing import Any


def say(text: str) -> str:
    return f"Принято: {text}"


async def aiogram(api: str, token: str) -> None:
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(say(message.text or ""))

    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    await dispatcher.start_polling(Bot(token, session=session))


async def aiogram_gc(api: str, token: str) -> None:
    """The one line that helps aiogram most: a comparison without it flatters everybody else."""
    import aiogram as _  # noqa: F401  what is imported is frozen

    spare_garbage_collection()
    await aiogram(api, token)


def spare_garbage_collection() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def telegram(api: str, token: str) -> None:
    """python-telegram-bot."""
    from telegram import Update
    from telegram.ext import Application, MessageHandler, filters

    async def echo(update: Update, context: Any) -> None:
        assert update.message
        await update.message.reply_text(say(update.message.text or ""))

    application = Application.builder().token(token).base_url(f"{api}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    kind, url, name = sys.argv[1:]
    if kind == "ptb":
        telegram(url, name)
    else:
        asyncio.run({"aiogram": aiogram, "aiogram-gc": aiogram_gc}[kind](url, name))
