"""The wiring: what `run` puts together, from settings to polling. The rest knows none of it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final

import structlog
import uvicorn
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import AiogramError, TelegramAPIError, TelegramUnauthorizedError
from aiogram.methods import GetMe, Response, TelegramMethod
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Update, User
from aiogram_dialog import setup_dialogs
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.applications import Starlette
from starlette.routing import Route

import bot.aid.checking
import bot.applications.at_work
import bot.applications.cards
import bot.applications.notices
import bot.applications.reminding
import bot.applications.staff_notices
import bot.cases.notices
import bot.events.card
import bot.events.notices
import bot.exporters
import bot.knowledge.notices
import bot.legal.at_work
import bot.legal.cards
import bot.legal.digest
import bot.legal.duty_notices
import bot.legal.notices
import bot.members.import_cards
import bot.members.notices
import bot.mydata.notices
import bot.news.notices  # noqa: F401  these register what their notices look like
from bot import clock
from bot.admin import service as admin
from bot.cases import papers
from bot.counts import Counts
from bot.db import Database, cannot_open, ensure_opens, is_outage
from bot.errors import SetupError, TokenRefused
from bot.i18n import LANGUAGES, Texts
from bot.jobs import scheduler
from bot.keys import load_keys
from bot.knowledge.library import Library, shipped
from bot.leases import Leases
from bot.legal.known import ensure_desks_known
from bot.legal.similar import EarlierAnswers
from bot.members import service as members
from bot.members.import_work import ImportWork, Store
from bot.members.models import Account
from bot.migrating import migrate
from bot.notices import Reader
from bot.regulations import Regulations
from bot.settings import Settings
from bot.telegram import inbox as inboxes
from bot.telegram.copies import Copies, Shelf
from bot.telegram.counting import CountErrors
from bot.telegram.files import Files, fetch_surely
from bot.telegram.inbox import Inbox, Received
from bot.telegram.limits import Limits
from bot.telegram.outbox import Outbox
from bot.telegram.polling import ALLOWED_UPDATES, Patience, Webhook, poll
from bot.telegram.stale import ForgiveStale
from bot.telegram.storage import Journal, StateStorage
from bot.telegram.windows import KeepStep, Newest, SeeSent, WindowManagers, pressed
from bot.watch import site
from bot.watch.watch import Watch
from handlers import DIALOGS, LAST, ROUTERS
from handlers.errors import remember_blocked
from handlers.menu import commands
from handlers.viewer import Identify, current_account, identify

log = structlog.get_logger(__name__)

# Longer than any stall seen: a call that was accepted and answered late is not made twice.
CALL_SECONDS: Final = 75
# What is under way has ten seconds; the marks and the leases need the last of them.
STOP_SECONDS: Final = 9.0
SENDER_SECONDS: Final = 4.0
AWAY_SECONDS: Final = 1.0
WEBHOOK_PATH: Final = "/telegram"


class SaidFirst(BaseRequestMiddleware):
    """A handler's own screen waits for what was posted to the same person before it."""

    def __init__(self) -> None:
        self.outbox: Outbox | None = None

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[Any],
        bot: Bot,
        method: TelegramMethod[Any],
    ) -> Response[Any]:
        account_id = current_account.get()
        if self.outbox and account_id is not None and hasattr(method, "chat_id"):
            await self.outbox.said(account_id)
        return await make_request(bot, method)


@dataclass
class App:
    """The running parts, for whoever starts them: the command line, a test."""

    settings: Settings
    regulations: Regulations
    database: Database
    bot: Bot
    leases: Leases
    journal: Journal
    inbox: Inbox
    outbox: Outbox
    copies: Copies
    earlier_answers: EarlierAnswers
    imports: ImportWork
    counts: Counts
    watch: Watch


def build(
    settings: Settings,
    regulations: Regulations,
    database: Database,
    limits: Limits | None = None,
    library: Library | None = None,
) -> App:
    newest, said_first, counts = Newest(), SaidFirst(), Counts()
    articles = library or shipped()
    middlewares = [
        said_first,
        SeeSent(newest),
        ForgiveStale(),
        limits or Limits(),
        CountErrors(counts),
    ]
    bot = _bot(settings, middlewares)
    leases = Leases(database, settings.data)
    journal = Journal(database, leases, inboxes.mark)
    files = Files(settings.data / "files")
    earlier_answers = EarlierAnswers(database)

    async def handle(received: Received) -> None:
        message_id = _message_id(received.raw)
        if message_id:
            newest.saw(received.chat_id, message_id)
        if person := _person(received.raw):
            await watch.excuse(received.raw, person.id)
        pressed.set(newest if "callback_query" in received.raw else None)
        update = Update.model_validate(received.raw, context={"bot": bot})
        await dispatcher().feed_update(
            bot,
            update,
            database=database,
            regulations=regulations,
            settings=settings,
            inbox=inbox,
            library=articles,
            earlier_answers=earlier_answers,
        )
        counts.updates.inc()

    async def apologise(received: Received) -> None:
        await _apologise(app, received)

    inbox = Inbox(database, leases, journal, handle, admin.alert, apologise)
    find_reader = _reader_finder(regulations, settings)
    outbox = Outbox(database, leases, bot, find_reader, files.read, admin.alert, _blocked)
    said_first.outbox = outbox
    shelf = Shelf(papers.wanted, papers.copied, papers.failed, papers.unwanted, papers.removed)
    copies = Copies(database, leases, files, bot, shelf)
    store = Store(partial(fetch_surely, files, bot), files.read, files.delete)
    imports = ImportWork(database, leases, store, regulations.union.name.ru)
    watch = Watch(database, leases, counts, settings.data)
    app = App(
        settings,
        regulations,
        database,
        bot,
        leases,
        journal,
        inbox,
        outbox,
        copies,
        earlier_answers,
        imports,
        counts,
        watch,
    )
    return app


@cache
def dispatcher() -> Dispatcher:
    """All conversations. It holds no state: each update brings its database and its rules."""
    built = Dispatcher(storage=StateStorage())
    built.update.outer_middleware(Identify())
    built.include_routers(*ROUTERS, *DIALOGS, *LAST)
    setup_dialogs(built, dialog_manager_factory=WindowManagers(remember_blocked))
    for observer in (built.message, built.callback_query):
        observer.middleware(KeepStep(remember_blocked))
    return built


@cache
def _model_of(answer: Any) -> type[Response[Any]]:
    """Kept: pydantic forgets it at the next garbage collection, and makes it in milliseconds."""
    return Response[answer]


class Session(AiohttpSession):
    def check_response(
        self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str
    ) -> Response[Any]:
        _model_of(method.__returning__)
        return super().check_response(bot, method, status_code, content)


class PlainSession(Session):
    """aiogram waits at the end for TLS connections to close; over plain HTTP there are none."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _bot(settings: Settings, middlewares: list[BaseRequestMiddleware]) -> Bot:
    url = settings.telegram_api_url
    api = TelegramAPIServer.from_base(url) if url else PRODUCTION
    make = Session if api.base.startswith("https") else PlainSession
    session = make(proxy=settings.telegram_proxy, api=api, timeout=CALL_SECONDS)
    for middleware in middlewares:
        session.middleware(middleware)
    properties = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
    return Bot(settings.token, session=session, default=properties)


def _reader_finder(
    regulations: Regulations, settings: Settings
) -> Callable[[AsyncSession, int], Awaitable[tuple[int | None, Reader]]]:
    async def find(session: AsyncSession, account_id: int) -> tuple[int | None, Reader]:
        account = await session.get_one(Account, account_id)
        viewer = await members.view_account(session, account, regulations, zone=settings.timezone)
        # Who had his data deleted has no chat any more, once his cards are emptied.
        chat_id = account.parting_chat_id if account.erased_at else account.telegram_id
        return chat_id, Reader(account_id, viewer.texts, regulations)

    return find


def _message_id(raw: dict[str, Any]) -> int | None:
    message = raw.get("message")
    message_id = message.get("message_id") if isinstance(message, dict) else None
    return message_id if isinstance(message_id, int) else None


async def _blocked(session: AsyncSession, account_id: int) -> None:
    await members.set_blocked(session, account_id, clock.now())


async def _apologise(app: App, received: Received) -> None:
    """A dead letter: the administrator has one line, and the person something true."""
    person = _person(received.raw)
    # What people read is for private chats: there a chat has its person's id.
    if person is None or received.chat_id != person.id:
        return
    viewer = await identify(person, app.database, app.regulations, app.settings)
    texts = viewer.texts
    button = InlineKeyboardButton(
        text=texts("button-repeat"), callback_data=f"retry:{received.id}"
    )
    with suppress(TelegramAPIError):
        await app.bot.send_message(
            received.chat_id,
            texts("error-unforeseen"),
            reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]),
        )


def _person(raw: dict[str, Any]) -> User | None:
    for event in raw.values():
        if isinstance(event, dict) and isinstance(event.get("from"), dict):
            with suppress(ValueError):
                return User.model_validate(event["from"])
    return None


async def prepare(settings: Settings) -> tuple[Regulations, Database]:
    """Everything that must be right before the first update: each mistake stops with one line.

    A PostgreSQL that is away is waited for: after a power cut it comes up later than we do.
    """
    clock.use_zone(settings.timezone)
    regulations = Regulations.load(settings.regulations)
    database = Database(settings.effective_database_url)
    if database.is_sqlite:
        # A file is there or is not: nobody waits for it.
        await ensure_opens(database)
    patience = Patience("База данных недоступна, пробую снова.", "База данных отвечает.")
    while True:
        try:
            await _prepare_database(settings, regulations, database)
        except Exception as error:
            if not is_outage(error):
                await database.close()
                raise
            if database.is_sqlite:
                await database.close()
                raise cannot_open(error) from error
            patience.away()
            await asyncio.sleep(AWAY_SECONDS)
        else:
            patience.back()
            return regulations, database


async def _prepare_database(
    settings: Settings, regulations: Regulations, database: Database
) -> None:
    await load_keys(settings, database)
    await migrate(database)
    async with database.writing() as session:
        await admin.check_keys(session)
        await ensure_desks_known(session, regulations)
        await members.root(session, regulations.union.name.ru)
        await admin.make_administrators(
            session, settings.admin_ids, settings.default_language, regulations
        )


async def meet_telegram(app: App) -> User:
    """Who we are. Telegram away at the start is said once a minute, and waited for."""
    patience = Patience("Telegram недоступен, пробую снова.", "Telegram отвечает.")
    while True:
        try:
            me = await app.bot.session.make_request(app.bot, GetMe(), timeout=10)
        except TelegramUnauthorizedError:
            raise TokenRefused from None
        except (AiogramError, OSError):
            # A gateway's page instead of JSON is no TelegramAPIError.
            patience.away()
            await asyncio.sleep(AWAY_SECONDS)
        else:
            patience.back()
            return me


@asynccontextmanager
async def running(app: App) -> AsyncIterator[asyncio.Future[None]]:
    """All parts at work. The future fails when one of them does; leaving stops them in order."""
    await _surely(app.leases.renew)
    await _surely(app.watch.begin)
    ticking = scheduler(app.database, app.regulations, app.leases, app.counts)
    ticking.start()
    works = [
        app.leases.run(),
        app.journal.run(),
        app.inbox.run(),
        app.outbox.run(),
        app.copies.run(),
        app.imports.run(),
        app.watch.run(),
    ]
    entrance = _webhook(app) if app.settings.webhook_url else _polling(app)
    tasks = [asyncio.create_task(work) for work in works]
    incoming = asyncio.create_task(entrance)
    try:
        yield asyncio.ensure_future(_first_failure([*tasks, incoming]))
    finally:
        incoming.cancel()
        await asyncio.gather(incoming, return_exceptions=True)
        ticking.shutdown(wait=False)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + STOP_SECONDS
        await app.inbox.stop(STOP_SECONDS - SENDER_SECONDS)
        await app.outbox.stop(deadline - loop.time())
        with suppress(Exception):
            await asyncio.wait_for(app.journal.flush(), 1.0)
            await asyncio.wait_for(app.leases.release(), 1.0)
            await asyncio.wait_for(app.watch.end(), 1.0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await app.bot.session.close()
        app.earlier_answers.close()


async def _surely(work: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await work()
        except Exception as error:
            if not is_outage(error):
                raise
            await asyncio.sleep(AWAY_SECONDS)
        else:
            return


async def _first_failure(tasks: list[asyncio.Task[None]]) -> None:
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for task in done:
        task.result()


async def _polling(app: App) -> None:
    async with _serving(app, []):
        await app.bot.delete_webhook()
        await poll(app.bot, app.leases, app.inbox, app.counts)


async def _webhook(app: App) -> None:
    settings = app.settings
    assert settings.webhook_url
    assert settings.webhook_secret
    webhook = Webhook(app.inbox, settings.webhook_secret)
    # Listening before Telegram is told where: what it sends at once is not refused.
    async with _serving(app, [Route(WEBHOOK_PATH, webhook.receive, methods=["POST"])]) as serving:
        await app.bot.set_webhook(
            f"{settings.webhook_url}{WEBHOOK_PATH}",
            secret_token=settings.webhook_secret,
            allowed_updates=ALLOWED_UPDATES,
        )
        await asyncio.shield(serving)


@asynccontextmanager
async def _serving(app: App, routes: list[Route]) -> AsyncIterator[asyncio.Future[None]]:
    """Our HTTP side: health and metrics always, and what is given. It ends with the block."""
    entrance = _entrance(app.settings)
    if entrance is None:
        yield asyncio.get_running_loop().create_future()
        return
    pages = Starlette(routes=[*routes, *site.routes(app.database, app.counts)])
    # Its own handlers of logs would print whole errors, which may quote what people wrote.
    config = uvicorn.Config(pages, log_config=None, lifespan="off", timeout_graceful_shutdown=1)
    server = _QuietServer(config)
    with entrance:
        serving = asyncio.create_task(server.serve(sockets=[entrance]))
        try:
            yield serving
        finally:
            server.should_exit = True
            await serving


def _entrance(settings: Settings) -> socket.socket | None:
    """Only the webhook cannot do without. Port 0 says that none is wanted."""
    if not settings.http_port and not settings.webhook_url:
        return None
    try:
        return socket.create_server((settings.http_host, settings.http_port))
    except OSError as error:
        busy = (
            f"Адрес {settings.http_host}:{settings.http_port} занят или недоступен"
            f" ({error.strerror}). Укажите другой HTTP_PORT или остановите того, кто его занял."
        )
        if settings.webhook_url:
            raise SetupError(busy) from None
        log.warning(f"{busy} Бот работает, но /health и /metrics не отвечают.")
        return None


class _QuietServer(uvicorn.Server):
    """Signals are the program's own matter."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


async def introduce(app: App, me: User) -> None:
    """Tell Telegram our commands, in both languages."""
    for language in LANGUAGES:
        await app.bot.set_my_commands(
            commands(Texts(language, app.settings.timezone)),
            language_code=None if language == LANGUAGES[0] else language,
        )
