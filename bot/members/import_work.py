"""Reads and applies the registries that came by the chat. What is cut short goes on after a
restart: the row says how far it had come, the file rests sealed until the end."""

import asyncio
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import structlog
from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.db import Database, is_outage
from bot.leases import SCHEDULER, Leases
from bot.members import importing, registry, registry_undo
from bot.members.import_models import KIND, Import, Stage, subject
from bot.members.registry import Comparison, Progress
from bot.members.registry_file import RegistryFile, open_content
from bot.members.registry_lock import Busy, only_import
from bot.members.registry_undo import Undone
from bot.members.registry_words import Mistake, Unfit, bad_row

SCAN_SECONDS: Final = 1.0
PROGRESS_SECONDS: Final = 3.0
# A file that nobody decided on: it is people's data, and it lies no longer than that.
WAITS: Final = timedelta(hours=24)
BAD_SHOWN: Final = 10
ORGANISATIONS_SHOWN: Final = 5

WAITING = (Stage.OFFERED, Stage.CHECKED, Stage.CONFIRMING)
OVER = (Stage.APPLIED, Stage.UNDONE, Stage.REFUSED, Stage.CANCELLED, Stage.EXPIRED)
# By these it is known whether things still stand as the administrator saw them.
PROMISED = ("added", "changed", "removed", "losing", "bad", "staying", "overruled", "planned")

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Store:
    """Where files rest: fetched by Telegram's id into a sealed copy, read, deleted.

    A file that nobody can give any more raises LookupError; a Telegram that is away, OSError.
    """

    fetch: Callable[[str], Awaitable[str]]
    read: Callable[[str], Awaitable[bytes]]
    delete: Callable[[str], Awaitable[None]]


class ImportWork:
    def __init__(self, database: Database, leases: Leases, store: Store, root_name: str) -> None:
        self._database = database
        self._leases = leases
        self._store = store
        self._root_name = root_name

    async def run(self) -> None:
        while True:
            if self._leases.holds(SCHEDULER):
                try:
                    await self._work_off()
                    await self._tidy()
                except Busy:
                    log.info("an import waits for another one")
                except Exception as error:
                    log.warning("imports wait", outage=is_outage(error), exc_info=error)
            await asyncio.sleep(SCAN_SECONDS)

    async def _work_off(self) -> None:
        while found := await self._next():
            try:
                await self._advance(found)
            except Busy:
                raise
            except Unfit as unfit:
                await self._refuse(found.id, unfit.mistake)
            except Exception as error:
                if is_outage(error):
                    raise
                log.error("an import failed", id=found.id, exc_info=error)
                await self._refuse(found.id, None)

    async def _next(self) -> Import | None:
        async with self._database.reading() as session:
            return await session.scalar(
                select(Import)
                .where(
                    or_(
                        Import.stage == Stage.CHECKING,
                        # One from a shell is the shell's.
                        and_(Import.stage == Stage.APPLYING, Import.file_id.is_not(None)),
                        and_(Import.stage == Stage.UNDOING, Import.is_last),
                    )
                )
                .order_by(Import.id)
                .limit(1)
            )

    async def _advance(self, found: Import) -> None:
        async with only_import(self._database):
            if found.stage is Stage.UNDOING:
                await registry_undo.undo(self._database, found.id, _tell_undone)
                return
            try:
                async with self._opened(found) as file, self._telling(found.id) as progress:
                    result = await registry.compare(
                        self._database, file, self._root_name, progress
                    )
                    shown = _shown(file, result)
                    if found.stage is Stage.APPLYING and _is_as_shown(found, shown):
                        await registry.apply(self._database, result, found.id, _tell_applied)
                    else:
                        await self._checked(found, file, result, shown)
            finally:
                await registry.clear(self._database)

    @asynccontextmanager
    async def _opened(self, found: Import) -> AsyncIterator[RegistryFile]:
        name = found.copy
        if name is None:
            assert found.file_id
            name = await self._store.fetch(found.file_id)
            async with self._database.writing() as session:
                await session.execute(
                    update(Import).where(Import.id == found.id).values(copy=name)
                )
        content = await self._store.read(name)
        with warnings.catch_warnings():
            # It speaks of styles and extensions of the workbook, which are nothing to us.
            warnings.filterwarnings("ignore", module="openpyxl")
            file = await asyncio.to_thread(open_content, found.name, content)
            try:
                yield file
            finally:
                file.close()

    async def _checked(
        self, found: Import, file: RegistryFile, result: Comparison, shown: dict[str, Any]
    ) -> None:
        if not (result.added or result.changed or result.same):
            raise Unfit("registry-unfit-no-rows")
        again = found.stage is Stage.APPLYING
        bad = [bad_row(file.where(line), why) for line, why in sorted(result.bad.items())]
        async with self._database.writing() as session:
            await session.execute(
                update(Import)
                .where(Import.id == found.id, Import.stage == found.stage)
                .values(stage=Stage.CHECKED, shown=shown | {"again": again}, bad=bad)
            )
            await _show(session, found)

    async def _refuse(self, import_id: int, why: Mistake | None) -> None:
        async with self._database.writing() as session:
            found = await session.get_one(Import, import_id)
            found.stage = Stage.REFUSED
            found.reason = [why.key, why.values] if why else None
            await _show(session, found)

    @asynccontextmanager
    async def _telling(self, import_id: int) -> AsyncIterator[Progress]:
        """The card says how far it is, now and then."""
        done, over = 0.0, asyncio.Event()

        def show(fraction: float) -> None:
            nonlocal done
            done = fraction

        async def tell() -> None:
            while not over.is_set():
                try:
                    await asyncio.wait_for(over.wait(), PROGRESS_SECONDS)
                except TimeoutError:
                    await self._progress(import_id, int(done * 100))

        telling = asyncio.create_task(tell())
        try:
            yield show
        finally:
            over.set()
            await asyncio.gather(telling, return_exceptions=True)

    async def _progress(self, import_id: int, percent: int) -> None:
        async with self._database.writing() as session:
            moved = await session.scalar(
                update(Import)
                .where(Import.id == import_id, Import.progress != percent)
                .values(progress=percent)
                .returning(Import.id)
            )
            if moved is not None:
                await notices.refresh_cards(session, KIND, subject(import_id))

    async def _tidy(self) -> None:
        """Files whose import is over go, and those that nobody decided on."""
        async with self._database.reading() as session:
            old = select(Import.id).where(
                Import.stage.in_(WAITING), Import.created_at < clock.now() - WAITS
            )
            expired = list(await session.scalars(old))
            over = select(Import.id, Import.copy).where(
                Import.stage.in_(OVER), Import.copy.is_not(None)
            )
            files = [(row.id, row.copy) for row in await session.execute(over)]
        for import_id in expired:
            async with self._database.writing() as session:
                await session.execute(
                    update(Import)
                    .where(Import.id == import_id, Import.stage.in_(WAITING))
                    .values(stage=Stage.EXPIRED, bad=None)
                )
                await notices.refresh_cards(session, KIND, subject(import_id))
        for import_id, name in files:
            await self._store.delete(name)
            async with self._database.writing() as session:
                await session.execute(
                    update(Import).where(Import.id == import_id).values(copy=None)
                )


def _is_as_shown(found: Import, shown: dict[str, Any]) -> bool:
    """Whether what would be done is what was agreed to. Once begun, it is finished."""
    if found.begun_at:
        return True
    return all((found.shown or {}).get(name) == shown[name] for name in PROMISED)


def _shown(file: RegistryFile, result: Comparison) -> dict[str, Any]:
    bad = sorted(result.bad.items())[:BAD_SHOWN]
    return {
        "added": result.added,
        "changed": result.changed,
        "removed": len(result.removed),
        "same": result.same,
        "bad": result.bad_rows,
        "bad_first": [bad_row(file.where(line), mistakes) for line, mistakes in bad],
        "active": result.active,
        "losing": result.active_removed + result.active_excluded,
        "twice": result.twice_rows,
        "staying": result.moves.staying,
        "overruled": result.moves.overruled,
        "planned": result.moves.planned,
        "unread_phones": result.unread_phones,
        "organisations": len(result.new_organisations),
        "organisations_first": [
            place.name for place in result.new_organisations[:ORGANISATIONS_SHOWN]
        ],
        "sheets": file.skipped_sheets,
        "absent": [str(column) for column in file.absent_columns],
    }


async def _tell_applied(session: AsyncSession, found: Import) -> None:
    await _show(session, found)


async def _tell_undone(session: AsyncSession, found: Import, done: Undone) -> None:
    await notices.refresh_cards(session, KIND, subject(found.id))


async def _show(session: AsyncSession, found: Import) -> None:
    if found.account_id is not None:
        await importing.show(session, found.account_id, found.id)
