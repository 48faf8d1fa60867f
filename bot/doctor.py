"""`doctor`: looks at everything that must be right and says what to do where it is not."""

import os
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import aiohttp
from rich.console import Console
from sqlalchemy import inspect, text

from bot import clock
from bot.admin import service as admin
from bot.db import Database
from bot.errors import SetupError
from bot.keys import load_keys
from bot.members import service as members
from bot.members.models import Role
from bot.regulations import Desk, Regulations
from bot.settings import Settings, load_settings

CLOCK_SECONDS = 60
API = "https://api.telegram.org"
RIGHTS = 0o077


async def examine() -> int:
    """Print a line a finding; the exit code is 0 where nothing has to be done."""
    console, wrong = Console(highlight=False), 0
    async for ok, line in findings():
        console.print(("[green]хорошо[/]  " if ok else "[red]сделать[/] ") + line)
        wrong += not ok
    return 1 if wrong else 0


async def findings() -> AsyncIterator[tuple[bool, str]]:
    try:
        settings = load_settings()
    except SetupError as mistake:
        for line in str(mistake).splitlines():
            yield False, line
        return
    yield (
        True,
        "Настройки прочитаны."
        + (" BOT_TOKEN не задан: бот запустится с песочницей." if settings.sandboxed else ""),
    )
    async for finding in _regulations(settings):
        yield finding
    async for finding in _database(settings):
        yield finding
    if not settings.sandboxed:
        async for finding in _telegram(settings):
            yield finding
    async for finding in _rights(settings):
        yield finding


async def _regulations(settings: Settings) -> AsyncIterator[tuple[bool, str]]:
    try:
        regulations = Regulations.load(settings.regulations)
    except SetupError as mistakes:
        for line in str(mistakes).splitlines():
            yield False, line
        return
    yield True, f"Положения: {settings.regulations.name}, версия {regulations.version}."
    for jurisdiction, calendar in regulations.calendar.items():
        year = clock.now().year
        dated = [
            day for day in calendar.holidays if isinstance(day, datetime) or hasattr(day, "year")
        ]
        if not any(getattr(day, "year", None) == year for day in dated):
            yield (
                False,
                f"В calendar.{jurisdiction} нет переносов на {year} год: впишите их в"
                f" {settings.regulations.name}, иначе обещанные даты будут неверны.",
            )


async def _database(settings: Settings) -> AsyncIterator[tuple[bool, str]]:
    database = Database(settings.effective_database_url)
    try:
        async with database.engine.connect() as connection:
            tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
            await connection.execute(text("SELECT 1"))
    except Exception as error:
        yield (
            False,
            f"База данных не отвечает ({type(error).__name__}). Проверьте DATABASE_URL и то, что"
            " сервер базы запущен.",
        )
        return
    else:
        if "alembic_version" not in tables:
            yield False, "База данных пуста. Выполните: python -m bot migrate"
            return
        yield True, "База данных отвечает."
        async for finding in _inside(settings, database):
            yield finding
    finally:
        await database.close()


async def _inside(settings: Settings, database: Database) -> AsyncIterator[tuple[bool, str]]:
    try:
        await load_keys(settings, database)
        async with database.reading() as session:
            await admin.check_keys(session)
    except SetupError as mistake:
        yield False, str(mistake)
        return
    yield True, "Ключ открывает базу. Храните его копию отдельно от сервера."
    async with database.reading() as session:
        served = [(desk, await members.holders(session, desk.roles)) for desk in _desks(settings)]
        admins = await members.holders(session, [Role.ADMIN])
    for desk, people in served:
        if people:
            yield True, f"{desk.name.ru}: на весь профсоюз отвечают {len(people)}."
        else:
            command = f"python -m bot grant {desk.roles[0]} НОМЕР_БИЛЕТА"
            yield False, f"{desk.name.ru}: отвечать некому. {command}"
    if not admins and not settings.admin_ids and not settings.sandboxed:
        yield (
            False,
            "Нет администратора: впишите свой id в ADMIN_IDS (его показывает /help) или"
            " откройте ссылку, которую печатает запуск.",
        )


def _desks(settings: Settings) -> list[Desk]:
    """None of a file with mistakes: they are told above."""
    with suppress(SetupError):
        return [*Regulations.load(settings.regulations).desks.values()]
    return []


async def _telegram(settings: Settings) -> AsyncIterator[tuple[bool, str]]:
    url = f"{settings.telegram_api_url or API}/bot{settings.token}/getMe"
    timeout = aiohttp.ClientTimeout(total=10)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as http,
            http.get(url, proxy=_http_proxy(settings)) as answer,
        ):
            told = await answer.json(content_type=None)
            date = answer.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError, ValueError):
        yield (
            False,
            "Telegram недоступен с этого сервера. Проверьте сеть, TELEGRAM_API_URL и"
            " TELEGRAM_PROXY.",
        )
        return
    if not told.get("ok"):
        yield False, "Telegram не принял токен: скопируйте BOT_TOKEN у @BotFather заново."
        return
    yield True, f"Telegram отвечает, бот @{told['result'].get('username')}."
    with suppress(TypeError, ValueError):
        drift = abs(
            (clock.now() - parsedate_to_datetime(date or "").astimezone(UTC)).total_seconds()
        )
        if drift > CLOCK_SECONDS:
            yield (
                False,
                f"Часы сервера расходятся с часами Telegram на {drift:.0f} с: включите"
                " синхронизацию времени (timedatectl set-ntp true).",
            )
        else:
            yield True, f"Часы верны. Сейчас в {settings.timezone}: {_now(settings.timezone)}."


def _http_proxy(settings: Settings) -> str | None:
    proxy = settings.telegram_proxy
    return proxy if proxy and proxy.startswith("http") else None


def _now(zone: ZoneInfo) -> str:
    return f"{clock.now().astimezone(zone):%H:%M}"


async def _rights(settings: Settings) -> AsyncIterator[tuple[bool, str]]:
    """The keys and the settings are nobody else's to read."""
    for path in (settings.data / "keys", settings.data / "profbot.db"):
        if path.exists() and os.stat(path).st_mode & RIGHTS:
            yield False, f"{path} могут читать другие: chmod 600 {path}"
