"""Our own copies of people's papers, sealed. Telegram's file ids die with the bot."""

import asyncio
import os
import secrets
from pathlib import Path
from typing import Final

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramNotFound
from aiohttp import ClientError
from cryptography.fernet import InvalidToken

from bot.security import seal, unseal

# https://core.telegram.org/bots/api#getfile
MAX_DOWNLOAD_BYTES: Final = 20 * 1024 * 1024


class CopyLost(LookupError):
    """Our own copy of a paper cannot be read: an answer to whoever wants it, and no outage."""


class Files:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def fetch(self, bot: Bot, file_id: str) -> str:
        """Download, seal, write; returns the copy's name."""
        content = await bot.download(file_id)
        assert content is not None
        return await asyncio.to_thread(self._write, content.read())

    async def read(self, name: str) -> bytes:
        """Raises CopyLost where there is none, or none that our keys open."""
        return await asyncio.to_thread(self._read, name)

    async def delete(self, name: str) -> None:
        await asyncio.to_thread((self._folder / name).unlink, missing_ok=True)

    def _write(self, content: bytes) -> str:
        name = secrets.token_hex(16)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = self._folder / f"{name}.part"
        with unfinished.open("wb") as file:
            file.write(seal(content))
            file.flush()
            # A power cut must not leave a name without its content.
            os.fsync(file.fileno())
        unfinished.rename(self._folder / name)
        return name

    def _read(self, name: str) -> bytes:
        try:
            return unseal((self._folder / name).read_bytes())
        except (FileNotFoundError, InvalidToken) as error:
            raise CopyLost(type(error).__name__) from None


async def fetch_surely(files: Files, bot: Bot, file_id: str) -> str:
    """A Telegram that is away is an outage, which passes; a file that it lacks is lost."""
    try:
        return await files.fetch(bot, file_id)
    except (TelegramBadRequest, TelegramNotFound) as refusal:
        raise CopyLost(type(refusal).__name__) from None
    except (AiogramError, ClientError) as error:
        raise OSError(type(error).__name__) from error
