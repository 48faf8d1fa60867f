"""Who does what, where several processes share a database.

A lease is (owner, epoch, expiry by the database's clock), renewed every few seconds. Whoever marks
something checks in the same transaction that he still holds the lease under the same epoch: a
process that was stopped and wakes up marks nothing that was taken over. One process alone holds
them all.
"""

import asyncio
import fcntl
import math
import os
import secrets
import socket
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy import (
    ColumnElement,
    Float,
    String,
    delete,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Database, insert_new, is_outage

LANES: Final = 16
RENEW_SECONDS: Final = 3.0
TERM_SECONDS: Final = 10.0
OUTAGE_SECONDS: Final = 1.0
SENDER, SCHEDULER, POLLER = "sender", "scheduler", "poller"
LANE_NAMES = tuple(f"lane:{number}" for number in range(LANES))
SHARED = (*LANE_NAMES, SENDER, SCHEDULER, POLLER)
# A row of each process says that it lives, so that the others leave it a share.
PRESENCE: Final = "process:"

log = structlog.get_logger(__name__)


class Lease(Base):
    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    owner: Mapped[str] = mapped_column(String(120), default="")
    epoch: Mapped[int] = mapped_column(default=0)
    # Seconds since 1970, by the database's clock.
    expires: Mapped[float] = mapped_column(Float, default=0.0)


def lane_of(chat_id: int) -> str:
    return LANE_NAMES[chat_id % LANES]


class Pulse:
    """A locked file that says that a process of this machine lives.

    The system takes the lock away when the process ends, in whichever way it does. A process
    number says less: a container that is started again has the same one as before.
    """

    def __init__(self, folder: Path, owner: str) -> None:
        self._folder = folder
        self._path = self._file(owner)
        self._descriptor: int | None = None

    def begin(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def end(self) -> None:
        if self._descriptor is not None:
            self._path.unlink(missing_ok=True)
            os.close(self._descriptor)
            self._descriptor = None

    def forget(self, owner: str) -> None:
        self._file(owner).unlink(missing_ok=True)

    def is_gone(self, owner: str) -> bool:
        """True of one that ran here and ended; of another machine's nothing is known."""
        try:
            descriptor = os.open(self._file(owner), os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        finally:
            os.close(descriptor)
        return True

    def _file(self, owner: str) -> Path:
        return self._folder / f"{owner.rpartition(':')[2]}.lock"


class Leases:
    """The leases of this process. `gained` is told names as they come.

    `folder` is where processes of one machine see that another has ended; without it the leases
    of a dead one are waited for until they expire.
    """

    def __init__(self, database: Database, folder: Path | None = None) -> None:
        # No two processes are ever one owner: a number is used again, a host's name is copied.
        self.owner = f"{socket.gethostname()[:80]}:{os.getpid()}:{secrets.token_hex(6)}"
        self.epochs: dict[str, int] = {}
        self.gained: list[Callable[[str], None]] = []
        self.busy: Callable[[str], bool] = lambda name: False
        self._pulse = Pulse(folder / "alive", self.owner) if folder else None
        self._alive = 1
        # By the loop's clock, and not later than the database's expiry.
        self._until = 0.0
        self._begun = self._released = False
        self._leaving: set[str] = set()
        self._database = database
        self._now: ColumnElement[float] = literal_column(
            "(julianday('now') - 2440587.5) * 86400.0"
            if database.is_sqlite
            else "extract(epoch from clock_timestamp())::double precision",
            Float,
        )

    def holds(self, name: str) -> bool:
        """Whether new work may be begun under this lease.

        Not under one that ran out: a process that was stopped and wakes up asks first.
        """
        return name in self.epochs and name not in self._leaving and not self._has_run_out()

    @property
    def lanes(self) -> list[int]:
        """The numbers of the lanes in which new work may be begun."""
        return [number for number, name in enumerate(LANE_NAMES) if self.holds(name)]

    @property
    def is_alone(self) -> bool:
        """Whether no other process was there when the leases were renewed last."""
        return self._alive == 1

    async def run(self) -> None:
        pause = RENEW_SECONDS
        while True:
            await asyncio.sleep(pause)
            pause = RENEW_SECONDS if await self._try_to_renew() else OUTAGE_SECONDS

    async def renew(self) -> None:
        """Keep what is ours, take what is free, and leave a share to the others."""
        if self._released:
            return
        begun = asyncio.get_running_loop().time()
        async with self._database.writing() as session:
            dead = await self._clear_dead(session)
            self._alive = await self._be_present(session)
            kept = await self._claim(session, Lease.owner == self.owner, SHARED, bump=0)
            share = math.ceil(LANES / self._alive)
            taken = await self._take_free(session, share - sum(n in LANE_NAMES for n in kept))
        if self._pulse:
            for owner in dead:
                self._pulse.forget(owner)
        held = kept | taken
        had_run_out = self._has_run_out()
        fresh = [n for n, epoch in held.items() if had_run_out or self.epochs.get(n) != epoch]
        self.epochs = held
        self._until = begun + TERM_SECONDS
        self._leaving &= self.epochs.keys()
        for name in fresh:
            for tell in self.gained:
                tell(name)
        await self._give_way(share)

    async def held_now(self, session: AsyncSession, names: Collection[str]) -> dict[str, int]:
        """The epochs of those of the names that are ours now, locked until the transaction ends.

        Work that was begun under another epoch was taken over meanwhile, though the lease may be
        ours again. Nothing more is begun under a lease that proves to be lost.
        """
        rows = await session.execute(
            select(Lease.name, Lease.epoch)
            .where(Lease.name.in_(names), Lease.owner == self.owner)
            .with_for_update(read=True)
        )
        held = {name: epoch for name, epoch in rows}  # noqa: C416  a Row is no pair to mypy
        for name in names:
            if self.epochs.get(name) != held.get(name):
                self.epochs.pop(name, None)
        return held

    async def release(self) -> None:
        """At the end: others need not wait for the expiry."""
        self._released = True
        self.epochs = {}
        async with self._database.writing() as session:
            await self._let_go(session, [self.owner])
        if self._pulse:
            self._pulse.end()

    def _has_run_out(self) -> bool:
        return asyncio.get_running_loop().time() >= self._until

    async def _try_to_renew(self) -> bool:
        try:
            await self.renew()
        except Exception as error:
            if not is_outage(error):
                raise
            log.warning("leases not renewed: the database is away")
            return False
        return True

    async def _clear_dead(self, session: AsyncSession) -> list[str]:
        """Let go what processes of this machine held when they ended: nobody waits for them."""
        if not self._begun:
            for name in SHARED:
                await insert_new(session, Lease, {"name": name}, unique=("name",))
            if self._pulse:
                with suppress(OSError):
                    await asyncio.to_thread(self._pulse.begin)
            self._begun = True
        owners = await session.scalars(
            select(Lease.owner).where(Lease.owner != self.owner, Lease.owner != "").distinct()
        )
        dead = [owner for owner in owners if self._pulse and self._pulse.is_gone(owner)]
        if dead:
            await self._let_go(session, dead)
        return dead

    async def _let_go(self, session: AsyncSession, owners: Collection[str]) -> None:
        await session.execute(
            delete(Lease).where(Lease.name.like(f"{PRESENCE}%"), Lease.owner.in_(owners))
        )
        await session.execute(
            update(Lease).where(Lease.owner.in_(owners)).values(owner="", expires=0.0)
        )

    async def _be_present(self, session: AsyncSession) -> int:
        """Say that we live; returns how many do."""
        name = f"{PRESENCE}{self.owner}"
        await session.execute(
            delete(Lease).where(
                Lease.name.like(f"{PRESENCE}%"), Lease.name != name, Lease.expires <= self._now
            )
        )
        await insert_new(session, Lease, {"name": name, "owner": self.owner}, unique=("name",))
        await session.execute(
            update(Lease).where(Lease.name == name).values(expires=self._now + TERM_SECONDS)
        )
        alive = await session.scalar(select(func.count()).where(Lease.name.like(f"{PRESENCE}%")))
        return alive or 1

    async def _take_free(self, session: AsyncSession, room: int) -> dict[str, int]:
        """All of the others, and of the lanes no more than our share has room for."""
        free = Lease.expires <= self._now
        found = await session.scalars(
            select(Lease.name).where(Lease.name.in_(SHARED), Lease.owner != self.owner, free)
        )
        names = set(found)
        lanes = [name for name in LANE_NAMES if name in names]
        wanted = [*names.difference(LANE_NAMES), *lanes[: max(0, room)]]
        return await self._claim(session, free, wanted, bump=1)

    async def _claim(
        self,
        session: AsyncSession,
        condition: ColumnElement[bool],
        names: Collection[str],
        bump: int,
    ) -> dict[str, int]:
        if not names:
            return {}
        rows = await session.execute(
            update(Lease)
            .where(Lease.name.in_(names), condition)
            .values(owner=self.owner, epoch=Lease.epoch + bump, expires=self._now + TERM_SECONDS)
            .returning(Lease.name, Lease.epoch)
            .execution_options(synchronize_session=False)
        )
        return {name: epoch for name, epoch in rows}  # noqa: C416  a Row is no pair to mypy

    async def _give_way(self, share: int) -> None:
        """Lanes above our share: begin nothing in them, and let them go once they are idle."""
        held = [name for name in LANE_NAMES if name in self.epochs]
        self._leaving = set(held[share:])
        idle = [name for name in self._leaving if not self.busy(name)]
        if not idle:
            return
        for name in idle:
            del self.epochs[name]
        async with self._database.writing() as session:
            await session.execute(
                update(Lease)
                .where(Lease.name.in_(idle), Lease.owner == self.owner)
                .values(owner="", expires=0.0)
            )
