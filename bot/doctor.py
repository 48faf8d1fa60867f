"""`doctor`: looks at everything that must be right and says what to do where it is not."""

import os
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
from rich.console import Console
from sqlalchemy import inspect, text

from bot import clock
from bot.admin import service as admin
from bot.db import Database
from bot.errors import SetupError
from bot.keys import load_keys
from bot.legal.known import DeskMissing, ensure_desks_known
from bot.members import service as members
from bot.members.models import Role
from bot.regulations import Desk, Regulations, RegulationsError
from bot.settings import Settings, load_settings
from bot.watch import alerts, downtime, health
from bot.watch.models import Process

CLOCK_SECONDS = 60
API = "https://api.telegram.org"
RIGHTS = 0o077


async def examine() -> int:
    """Print a line a finding; the exit code is 0 where nothing has to be done."""
    console, wrong = Console(highlight=False), 0
    async for ok, line in findings():
        console.print("[green]хорошо[/]  " if ok else "[red]сделать[/] ", end="")
        # A command is to be copied: no break in the middle of it, and a path is no markup.
        console.print(line, markup=False, soft_wrap=True)
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
    async for finding in _disk(settings):
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
        if Process.__tablename__ not in tables:
            yield False, "База данных от прежней версии. Выполните: python -m bot migrate"
            return
        yield await _integrity(database)
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
    async for finding in _missing_desks(settings, database):
        yield finding
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
    async for finding in _work(settings, database):
        yield finding


async def _missing_desks(
    settings: Settings, database: Database
) -> AsyncIterator[tuple[bool, str]]:
    """What would stop the next start, though the file itself is right."""
    with suppress(RegulationsError):
        regulations = Regulations.load(settings.regulations)
        try:
            async with database.reading() as session:
                await ensure_desks_known(session, regulations)
        except DeskMissing as missing:
            for line in str(missing).splitlines():
                yield False, line


async def _integrity(database: Database) -> tuple[bool, str]:
    if not database.is_sqlite:
        return True, "Целость базы проверяет сам PostgreSQL."
    async with database.engine.connect() as connection:
        said = await connection.scalar(text("PRAGMA quick_check(1)"))
    if said == "ok":
        return True, "Файл базы цел."
    return (
        False,
        "Файл базы повреждён. Остановите бота и восстановите последнюю копию:"
        " python -m bot restore ФАЙЛ --replace",
    )


async def _work(settings: Settings, database: Database) -> AsyncIterator[tuple[bool, str]]:
    """What waits, what failed, what was not saved."""
    async with database.reading() as session:
        state = await health.look(session)
        days = await alerts.days_without_backup(session)
        saved = await admin.fact(session, admin.BACKUP)
    if await downtime.is_anybody_alive(database):
        yield True, "Бот работает."
        if state.is_inbox_late or state.is_outbox_late:
            yield (
                False,
                f"Очередь стоит: сообщений {state.inbox_waiting}, первое ждёт"
                f" {state.inbox_seconds} с; уведомления ждут {state.outbox_seconds} с."
                " Перезапустите бота, ничего не потеряется: systemctl restart profbot",
            )
        else:
            yield True, f"Очереди нет: сообщений ждёт {state.inbox_waiting}."
    else:
        yield False, "Бот не запущен: systemctl start profbot (или python -m bot run)."
    if state.dead_letters:
        yield (
            False,
            f"Не обработано из-за ошибки сообщений: {state.dead_letters}. Они сохранены; передайте"
            " разработчикам строки «update failed» из журнала.",
        )
    if failed := state.outbox.get("failed"):
        yield (
            False,
            f"Не доставлено из-за ошибки уведомлений: {failed}. Они сохранены; передайте"
            " разработчикам строки «a notice was refused» из журнала.",
        )
    if state.papers_lost:
        yield (
            False,
            f"Файлов, которые Telegram не отдал для своей копии: {state.papers_lost}. Юрист видит"
            " их, пока жив бот; попросите авторов прислать их ещё раз.",
        )
    if state.papers_without_copy:
        yield True, f"Файлов ждут своей копии: {state.papers_without_copy}. Это делается само."
    if saved is None or (days is not None and days >= alerts.BACKUP_DAYS):
        since = "ещё не было" if saved is None else f"не было {days} дн."
        yield False, f"Резервной копии {since}. Сделайте: python -m bot backup ФАЙЛ"
    else:
        yield True, f"Последняя резервная копия: {days} дн. назад."


async def _disk(settings: Settings) -> AsyncIterator[tuple[bool, str]]:
    free = alerts.free_megabytes(settings.data)
    if free < alerts.LEAST_FREE_MB:
        yield False, f"На диске осталось {free} МБ: удалите старые копии или увеличьте диск."
    else:
        yield True, f"На диске свободно {free} МБ."


async def _webhook(settings: Settings) -> tuple[bool, str]:
    """Whether Telegram and the settings mean the same way of receiving."""
    told = await _ask(settings, "getWebhookInfo")
    info = told[0].get("result", {}) if told else {}
    url = info.get("url", "")
    if not settings.webhook_url:
        if url:
            return False, f"У бота включён webhook ({url}). Запуск бота его снимет."
        return True, "Бот забирает сообщения сам, сертификат не нужен."
    if not url.startswith(settings.webhook_url):
        return False, "Webhook ещё не включён: запустите бота, он включит его сам."
    if error := info.get("last_error_message"):
        return (
            False,
            f"Telegram не может доставить сообщения на {settings.webhook_url}: {error}. Проверьте"
            " nginx, домен и сертификат.",
        )
    return True, f"Telegram доставляет сообщения на {settings.webhook_url}."


def _desks(settings: Settings) -> list[Desk]:
    """Those that take questions. None of a file with mistakes: they are told above."""
    with suppress(SetupError):
        desks = Regulations.load(settings.regulations).desks.values()
        return [desk for desk in desks if not desk.closed]
    return []


async def _telegram(settings: Settings) -> AsyncIterator[tuple[bool, str]]:
    answered = await _ask(settings, "getMe")
    if answered is None:
        yield (
            False,
            "Telegram недоступен с этого сервера. Проверьте сеть, TELEGRAM_API_URL и"
            " TELEGRAM_PROXY.",
        )
        return
    told, date = answered
    if not told.get("ok"):
        yield False, "Telegram не принял токен: скопируйте BOT_TOKEN у @BotFather заново."
        return
    yield True, f"Telegram отвечает, бот @{told['result'].get('username')}."
    yield await _webhook(settings)
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


async def _ask(settings: Settings, method: str) -> tuple[dict[str, Any], str | None] | None:
    """Telegram's answer and its clock; None where it does not answer."""
    url = f"{settings.telegram_api_url or API}/bot{settings.token}/{method}"
    timeout = aiohttp.ClientTimeout(total=10)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as http,
            http.get(url, proxy=_http_proxy(settings)) as answer,
        ):
            return await answer.json(content_type=None), answer.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None


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
