"""The whole bot with all its conversations, as `run` puts it together."""

import asyncio
import sys

from benchmarks.people import DATA_KEY
from bot import app as wiring
from bot.settings import Settings
from bot.telegram.limits import Limits

# Telegram's own pace is not what is measured here.
UNLIMITED = 1_000_000.0


def settings_for(api: str, token: str, database_url: str) -> Settings:
    return Settings(
        _env_file=None,
        bot_token=token,
        telegram_api_url=api,
        database_url=database_url,
        data_keys=(DATA_KEY,),
    )


async def main(api: str, token: str, database_url: str) -> None:
    settings = settings_for(api, token, database_url)
    regulations, database = await wiring.prepare(settings)
    app = wiring.build(settings, regulations, database, Limits(UNLIMITED, UNLIMITED))
    async with wiring.running(app) as failed:
        await failed


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
