"""The token is revoked while the bot runs: it says so and ends, and loses nothing."""

import asyncio
from pathlib import Path

import pytest

from sandbox import Sandbox
from tests.databases import fresh_sqlite
from tests.spine.process import BotProcess
from tests.spine.test_webhook import SECRET, free_port
from tests.telegram import TOKEN

pytestmark = pytest.mark.slow

SECONDS = 60.0
NEW_TOKEN = "42:ANOTHER"
REFUSED = "Telegram не принял токен"


def by_webhook() -> dict[str, str]:
    port = str(free_port())
    url = f"http://127.0.0.1:{port}"
    return {"WEBHOOK_URL": url, "WEBHOOK_SECRET": SECRET, "HTTP_PORT": port}


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_revoked_token_ends_the_program_with_one_line(
    tmp_path: Path, webhook: bool
) -> None:
    environment = by_webhook() if webhook else {}
    url = fresh_sqlite(tmp_path)
    async with Sandbox(token=TOKEN) as box:
        box.webhook.first_pause = 0.1
        bot = BotProcess(tmp_path, url, box.url, **environment)
        await bot.start()
        anna = box.person("Анна", id=1001)
        await anna.send("/start")
        await anna.wait_for("соглас", SECONDS)
        await box.drained()
        box.revoke(NEW_TOKEN)
        # The last that came through: it was stored, and nobody could answer it.
        await anna.send("/help")
        assert await asyncio.wait_for(bot.ended(), SECONDS) == 1
        said = bot.log.read_text(encoding="utf-8")
        assert said.count(REFUSED) == 1
        assert REFUSED in said.strip().splitlines()[-1]
        assert "Traceback" not in said
        bot = BotProcess(tmp_path, url, box.url, **environment, BOT_TOKEN=NEW_TOKEN)
        await bot.start()
        try:
            await anna.wait_for("номер в Telegram", SECONDS)
            await box.drained()
            helped = [m for m in anna.messages if m.from_bot and "номер в Telegram" in m.text]
            assert len(helped) == 1
        finally:
            await bot.kill()
