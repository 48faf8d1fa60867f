"""The program as an administrator meets it: its start, its links, its refusals."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot import doctor
from bot.demo import sandboxed
from bot.errors import SetupError
from bot.settings import Settings
from sandbox import Sandbox
from tests.databases import fresh_sqlite
from tests.spine.process import BotProcess
from tests.telegram import TOKEN

pytestmark = pytest.mark.slow

SECONDS = 60.0


@asynccontextmanager
async def started(folder: Path, api_url: str, **environment: str) -> AsyncIterator[BotProcess]:
    bot = BotProcess(folder, fresh_sqlite(folder), api_url, **environment)
    await bot.start()
    try:
        yield bot
    finally:
        await bot.kill()


async def test_the_first_start_prints_a_link_that_makes_its_opener_administrator_once(
    tmp_path: Path,
) -> None:
    async with (
        Sandbox(token=TOKEN) as box,
        started(tmp_path, box.url, ADMIN_IDS="") as bot,
    ):
        line = await asyncio.wait_for(bot.said("?start=admin-"), SECONDS)
        found = re.search(r"start=(admin-\S+)", line)
        assert found
        olga, stranger = box.person("Ольга", id=501), box.person("Чужой", id=502)
        await olga.send(f"/start {found[1]}")
        await olga.wait_for("Теперь вы администратор")
        await stranger.send(f"/start {found[1]}")
        await stranger.wait_for("уже использована")


async def test_without_a_token_the_sandbox_opens_beside_the_bot_on_data_of_its_own(
    tmp_path: Path,
) -> None:
    untouched = tmp_path / "real.db"
    environment = {"BOT_TOKEN": "", "DATABASE_URL": f"sqlite+aiosqlite:///{untouched}"}
    async with started(tmp_path, "", **environment) as bot:
        line = await asyncio.wait_for(bot.said("http://"), SECONDS)
        assert bot.log.read_text(encoding="utf-8").splitlines()[0] == line
        await asyncio.wait_for(bot.said("бот работает"), SECONDS)
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found
        async with aiohttp.ClientSession() as http, http.get(found[0]) as page:
            assert page.status == 200
        assert await bot.terminate() == 0
    assert not untouched.exists()
    assert (tmp_path / "data" / "sandbox" / "profbot.db").exists()


async def test_a_second_sandbox_beside_the_first_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two programs would share one database, and the second page would stay silent."""
    monkeypatch.chdir(tmp_path)
    settings = Settings()
    async with sandboxed(settings):
        with pytest.raises(SetupError, match="уже работает в другом окне"):
            async with sandboxed(settings):
                pytest.fail("it opened")
    async with sandboxed(settings):
        assert (tmp_path / "data" / "sandbox").is_dir()


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        ({"REGULATIONS": "нет.yaml"}, "нет.yaml"),
        ({"BOT_TOKEN": "77:WRONG"}, "Telegram не принял токен"),
    ],
)
async def test_a_mistake_stops_the_start_with_one_line(
    tmp_path: Path, environment: dict[str, str], line: str
) -> None:
    async with Sandbox(token=TOKEN) as box, started(tmp_path, box.url, **environment) as bot:
        assert await asyncio.wait_for(bot.ended(), SECONDS) == 1
        said = bot.log.read_text(encoding="utf-8").strip().splitlines()
    assert len(said) == 1
    assert line in said[0]


async def findings(monkeypatch: pytest.MonkeyPatch, **environment: str) -> list[tuple[bool, str]]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return [finding async for finding in doctor.findings()]


async def test_the_doctor_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with Sandbox(token=TOKEN) as box:
        found = await findings(
            monkeypatch,
            BOT_TOKEN=TOKEN,
            TELEGRAM_API_URL=box.url,
            DATABASE_URL=fresh_sqlite(tmp_path),
        )
    wrong = [line for ok, line in found if not ok]
    assert any("Telegram отвечает" in line for ok, line in found if ok)
    assert any("python -m bot migrate" in line for line in wrong)


async def test_the_doctor_names_every_wrong_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = await findings(monkeypatch, BOT_TOKEN="нет", TIMEZONE="Барнаул")
    assert [ok for ok, _ in found] == [False, False]
    assert "BOT_TOKEN" in found[0][1]
    assert "TIMEZONE" in found[1][1]
