"""People talking to the real bot over the sandbox: what the tests of conversations share."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import app as wiring
from bot import commands, jobs
from bot.app import App
from bot.db import Database
from bot.knowledge.library import Library
from bot.leases import Lease
from bot.members import service as members
from bot.members.models import (
    Account,
    Category,
    Consent,
    Member,
    MemberPhone,
    Membership,
    Organisation,
    Person,
)
from bot.members.normal import normal_card
from bot.members.service import Viewer
from bot.regulations import Regulations
from bot.security import keys
from bot.settings import SHIPPED_REGULATIONS, Settings
from bot.telegram.limits import Limits
from bot.telegram.models import InboxRow
from sandbox import Person as SandboxPerson
from sandbox import Sandbox

TOKEN = "42:TEST"
load_regulations = Regulations.load
# No test waits for Telegram's own pace; that of the limits has its own tests.
FAST = 10_000.0
BORN = date(1985, 3, 12)


@dataclass
class Town:
    """The bot at work, the people around it, and what they are called."""

    app: App
    box: Sandbox
    people: dict[str, SandboxPerson] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return self.app.database

    async def organisation(self, *names: str) -> Organisation:
        """The organisation with this chain of names, the highest first; made where missing."""
        async with self.database.writing() as session:
            place = await members.root(session, self.app.regulations.union.name.ru)
            for name in names:
                found = [
                    o for o in await members.organisation_named(session, name)
                    if o.parent_id == place.id
                ]  # fmt: skip
                if found:
                    place = found[0]
                    continue
                new = Organisation(name=name, parent_id=place.id)
                session.add(new)
                await session.flush()
                new.path = f"{place.path}{new.id}/"
                place = new
            return place

    async def member(
        self,
        telegram_id: int,
        name: str,
        *,
        at: tuple[str, ...] = ("Барнаул", "школа № 7"),
        card: str | None = None,
        bound: bool = True,
        language: str = "ru",
        phone: str = "",
        status: Membership = Membership.ACTIVE,
    ) -> SandboxPerson:
        """Someone of the registry, who already talks to the bot unless not `bound`."""
        place = await self.organisation(*at)
        surname, first_name, *rest = name.split()
        person = Person(
            surname=surname,
            first_name=first_name,
            patronymic=" ".join(rest),
            born=BORN,
            card=card or str(telegram_id),
            phones=(phone,) if phone else (),
            position="учитель",
        )
        human = self.box.person(
            name, id=telegram_id, language=language, phone=f"+{phone}" if phone else None,
            started=bound,
        )  # fmt: skip
        async with self.database.writing() as session:
            row = Member(
                card_hash=keys().hash("card:" + normal_card(person.card)),
                person=person,
                category=Category.WORKER,
                status=status,
                organisation_id=place.id,
                joined_on=date(2010, 9, 1),
                row_hash=b"registry",
            )
            session.add(row)
            await session.flush()
            if phone:
                session.add(
                    MemberPhone(member_id=row.id, phone_hash=keys().hash("phone:" + phone))
                )
            if bound:
                account = await members.ensure_account(session, telegram_id, language)
                account.member_id = row.id
                session.add(
                    Consent(
                        account_id=account.id,
                        kind="services",
                        version="1",
                        text_hash="",
                        given=True,
                    )
                )
        self.people[name] = human
        if bound:
            await human.send("/start")
            await human.wait_for("")
        return human

    async def give_role(self, human: SandboxPerson, role: str, *scope: str) -> None:
        place = await self.organisation(*scope)
        async with self.database.writing() as session:
            account = await members.ensure_account(session, human.id, "ru")
            await members.grant(session, role, account, place)

    async def grant(self, role: str, holder: str, scope: str | None = None) -> str:
        """As the administrator does in a shell, beside the running bot."""
        return await commands.grant_role(self.app.settings, role, holder, scope)

    async def revoke(self, role: str, holder: str, scope: str | None = None) -> str:
        return await commands.revoke_role(self.app.settings, role, holder, scope)

    async def account(self, human: SandboxPerson) -> Account:
        async with self.database.reading() as session:
            found = await session.scalars(select(Account).where(Account.telegram_id == human.id))
            return found.one()

    async def viewer(self, human: SandboxPerson) -> Viewer:
        """The person as the bot sees him now."""
        account = await self.account(human)
        async with self.database.reading() as session:
            return await members.view_account(
                session, account, self.app.regulations, zone=self.app.settings.timezone
            )

    async def settled(self) -> None:
        """Every update handled and marked, every notice out."""
        await self.box.drained()
        while not await self._is_quiet():  # noqa: ASYNC110  it watches three parts at once
            await asyncio.sleep(0.01)

    async def handled(self) -> None:
        """Settled, with all that a process before this one left undone."""
        while await self._is_undone():  # noqa: ASYNC110  another part takes it up when it may
            await asyncio.sleep(0.01)
        await self.settled()

    async def _is_undone(self) -> bool:
        undone = InboxRow.done_at.is_(None) & InboxRow.dead_at.is_(None)
        async with self.database.reading() as session:
            return await session.scalar(select(InboxRow.id).where(undone).limit(1)) is not None

    async def _is_quiet(self) -> bool:
        app = self.app
        return app.inbox.is_idle and app.journal.is_idle and await app.outbox.is_idle()


def settings_for(database_url: str, api_url: str, folder: Path, **more: Any) -> Settings:
    return Settings(
        _env_file=None,
        bot_token=TOKEN,
        telegram_api_url=api_url,
        database_url=database_url,
        regulations=more.pop("regulations", SHIPPED_REGULATIONS),
        data_keys=more.pop("data_keys", (TEST_KEY,)),
        http_port=more.pop("http_port", 0),
        **more,
    )


TEST_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


@asynccontextmanager
async def town(database_url: str, folder: Path, **more: Any) -> AsyncIterator[Town]:
    """The bot on this database, talking to a sandbox of its own.

    Its knowledge base is empty, or the `library` that is given: a question goes straight to the
    last look. Its scheduler has nothing to tick, because each job ticks at the start and that
    takes as long as a conversation: a test of what the clock does calls the job.
    """
    with patch.object(jobs, "JOBS", ()):
        async with Sandbox(token=TOKEN) as box, bot_in(box, database_url, folder, **more) as app:
            yield Town(app, box)


def _read_once(path: Path) -> Regulations:
    """Reading the rules takes as long as a short conversation."""
    return _read(path, path.read_bytes())


@cache
def _read(path: Path, content: bytes) -> Regulations:
    return load_regulations(path)


@asynccontextmanager
async def bot_in(box: Sandbox, database_url: str, folder: Path, **more: Any) -> AsyncIterator[App]:
    library = more.pop("library", None) or Library()
    settings = settings_for(database_url, box.url, folder, **more)
    with patch.object(Regulations, "load", _read_once):
        async with _started(settings, library) as app:
            yield app


@asynccontextmanager
async def _started(settings: Settings, library: Library) -> AsyncIterator[App]:
    regulations, database = await wiring.prepare(settings)
    limits = Limits(per_second=FAST, chat_per_second=FAST)
    app = wiring.build(settings, regulations, database, limits, library)
    try:
        async with wiring.running(app):
            yield app
    finally:
        # Who died without letting go is waited for otherwise: his process, a test's, lives on.
        async with database.writing() as session:
            mine = update(Lease).where(Lease.owner == app.leases.owner)
            await session.execute(mine.values(expires=0.0))
        await database.close()


def cut_power(app: App) -> None:
    """What is done from here on stays, and that it was done is not marked any more."""

    async def cut(session: AsyncSession, inbox_ids: list[int]) -> None:
        raise RuntimeError("power cut")

    app.journal._mark = cut
