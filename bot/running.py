"""`run`, from top to bottom: settings, database, dispatcher, scheduler, polling."""

import asyncio
import gc
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from aiogram.types import User

from bot import app as wiring
from bot.admin import service as admin
from bot.app import App
from bot.settings import Settings

Result = TypeVar("Result")
Furnish = Callable[[App], Awaitable[None]]

log = structlog.get_logger(__name__)


async def run_bot(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    if settings.sandboxed:
        from bot.demo import sandboxed

        async with sandboxed(settings) as (settings, furnish):
            await _serve(settings, stop, furnish)
    else:
        await _serve(settings, stop)


async def _serve(settings: Settings, stop: asyncio.Event, furnish: Furnish | None = None) -> None:
    prepared = await _unless(stop, wiring.prepare(settings))
    if prepared is None:
        return
    regulations, database = prepared
    app = wiring.build(settings, regulations, database)
    try:
        if me := await _unless(stop, wiring.meet_telegram(app)):
            await _work(app, me, stop, furnish)
    finally:
        await app.bot.session.close()
        await database.close()


async def _work(app: App, me: User, stop: asyncio.Event, furnish: Furnish | None) -> None:
    async with app.database.writing() as session:
        await admin.check_bot(session, me.id)
        link = None if app.settings.admin_ids else await admin.new_link(session)
    # What the start has made stays: collecting it again and again is aiogram's largest cost.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    async with wiring.running(app) as failed:
        if link and not app.settings.sandboxed:
            say(f"Администратор: откройте https://t.me/{me.username}?start=admin-{link}")
        log.info("бот работает", bot=me.username)
        if furnish:
            await furnish(app)
        introducing = asyncio.ensure_future(wiring.introduce(app, me))
        await _unless(stop, failed)
        introducing.cancel()
        await asyncio.gather(introducing, return_exceptions=True)


async def _unless(stop: asyncio.Event, work: Awaitable[Result]) -> Result | None:
    """The work's result; None where the signal to stop came first."""
    doing, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait([doing, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if doing.done():
        return doing.result()
    doing.cancel()
    await asyncio.gather(doing, return_exceptions=True)
    return None


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
