"""Compares the union's registry file with the members, and makes them as the file says.

Rows are read and sealed in a thread, chunk by chunk, and wait in the staging table: members are
touched at the end, in sets, and a crash before it leaves them as they were.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.members import registry_undo
from bot.members.import_models import Import, Stage
from bot.members.models import Membership, Organisation, OrganisationAlias
from bot.members.portions import Portions
from bot.members.registry_file import Column, RegistryFile
from bot.members.registry_moves import Moves, moved_by_hand
from bot.members.registry_staging import (
    CHUNK_ROWS,
    STAGED,
    Batch,
    Difference,
    known_members,
    read_batches,
    staged_records,
)
from bot.members.registry_tree import OrganisationTree, Place, settle
from bot.members.registry_words import Mistake, Unfit
from bot.security import HASH_BYTES

# More than that, and the administrator is asked once more.
MAX_LOSS = 0.05
BAD_ROWS_KEPT = 20_000
TWICE_NAMED = 20
REPEATS_NAMED = 5
# After the last line of any file.
END = 2**31 - 1

Progress = Callable[[float], None]
# What is said in the transaction that ends an import.
Applied = Callable[[AsyncSession, Import], Awaitable[None]]


@dataclass
class Comparison:
    """What the file would change. `bad` holds the first rows alone, `bad_rows` counts all."""

    tree: OrganisationTree
    added: int = 0
    changed: int = 0
    same: int = 0
    bad_rows: int = 0
    # Ids of members: found by a join that is too slow to wait for in a write transaction.
    removed: list[int] = field(default_factory=list)
    active: int = 0
    # Of the active ones.
    active_removed: int = 0
    active_excluded: int = 0
    bad: dict[int, list[Mistake]] = field(default_factory=dict)
    skipped: list[int] = field(default_factory=list)
    # One person in two schools, and the row that counts: the first ones.
    twice: dict[int, int] = field(default_factory=dict)
    twice_rows: int = 0
    unread_phones: int = 0
    moves: Moves = field(default_factory=Moves)
    new_organisations: list[Place] = field(default_factory=list)

    @property
    def loss(self) -> float:
        """The share of active members who would lose access."""
        return (self.active_removed + self.active_excluded) / self.active if self.active else 0

    def refuse(self, line: int, *problems: Mistake) -> None:
        if line in self.bad or len(self.bad) < BAD_ROWS_KEPT:
            self.bad.setdefault(line, []).extend(problems)


_COUNTS = "SELECT difference, count(*) FROM import_rows GROUP BY difference"
_REPEATED = """
    SELECT card_hash, line, identity, status FROM import_rows WHERE card_hash IN
        (SELECT card_hash FROM import_rows GROUP BY card_hash HAVING count(*) > 1)
    ORDER BY card_hash, line"""
_MARK = "UPDATE import_rows SET difference = :difference WHERE line = :line"
_PLACES = """
    SELECT DISTINCT organisation_id FROM import_rows WHERE difference IN ('added', 'changed')"""
# Members added by hand have no row hash: the registry never removes them.
_MISSING = """
    SELECT members.id, members.status
    FROM members LEFT JOIN import_rows ON import_rows.card_hash = members.card_hash
    WHERE import_rows.line IS NULL AND members.row_hash IS NOT NULL AND members.status <> 'left'"""
_ACTIVE = "SELECT count(*) FROM members WHERE status = 'active'"
_EXCLUDED = """
    SELECT count(*) FROM import_rows JOIN members ON members.id = import_rows.member_id
    WHERE import_rows.difference = 'changed'
        AND import_rows.status = 'excluded' AND members.status = 'active'"""

_REMOVE = "UPDATE members SET status = 'left' WHERE id = :id"
_PORTION_END = """
    SELECT line FROM import_rows WHERE line > :after AND difference IN ('added', 'changed')
    ORDER BY line LIMIT 1 OFFSET :count"""
_FORGET_PHONES = """
    DELETE FROM member_phones WHERE member_id IN
        (SELECT member_id FROM import_rows
        WHERE difference = 'changed' AND line BETWEEN :first AND :last)"""
_CHANGE = """
    UPDATE members SET person = s.person, category = s.category, status = s.status,
        joined_on = s.joined_on, row_hash = s.row_hash, surname_hash = s.surname_hash,
        organisation_id = CASE WHEN s.organisation_id = members.registry_organisation_id
            THEN members.organisation_id ELSE s.organisation_id END,
        registry_organisation_id = CASE WHEN s.organisation_id = members.registry_organisation_id
            THEN members.registry_organisation_id END
    FROM import_rows AS s
    WHERE members.id = s.member_id
        AND s.difference = 'changed' AND s.line BETWEEN :first AND :last"""
_ADD = """
    INSERT INTO members
        (card_hash, person, category, status, joined_on, organisation_id, row_hash, surname_hash)
    SELECT card_hash, person, category, status, joined_on, organisation_id, row_hash, surname_hash
    FROM import_rows
    WHERE difference = 'added' AND line BETWEEN :first AND :last ORDER BY line"""
_MOST_PHONES = """
    SELECT max(length(phone_hashes)) FROM import_rows
    WHERE difference <> 'bad' AND line BETWEEN :first AND :last"""
_PHONES = """
    INSERT INTO member_phones (member_id, phone_hash)
    SELECT members.id, substr(s.phone_hashes, :start, :size)
    FROM import_rows AS s JOIN members ON members.card_hash = s.card_hash
    WHERE s.difference IN ('added', 'changed') AND length(s.phone_hashes) >= :start
        AND s.line BETWEEN :first AND :last"""


async def compare(
    database: Database, file: RegistryFile, root_name: str, progress: Progress
) -> Comparison:
    """Stage the file's rows and say what they would change. Writes to the staging table alone."""
    await clear(database)
    async with database.reading() as session:
        known = (await session.scalars(select(Organisation))).all()
        aliases = (await session.scalars(select(OrganisationAlias))).all()
    result = Comparison(OrganisationTree(known, root_name, aliases))
    batches = read_batches(file, result.tree)
    coming = asyncio.create_task(asyncio.to_thread(next, batches, None))
    try:
        while batch := await coming:
            # The thread reads the next rows while these are written.
            coming = asyncio.create_task(asyncio.to_thread(next, batches, None))
            await _stage(database, batch, result)
            progress(file.progress)
    finally:
        # The file must not be closed under it.
        await asyncio.gather(coming, return_exceptions=True)
    await _refuse_repeated(database, file, result)
    await _count(database, result)
    return result


async def apply(
    database: Database, result: Comparison, import_id: int, tell: Applied | None = None
) -> None:
    """Make the members as the staged rows say, and keep what they were before.

    In portions, so that nobody waits long: a crash between two leaves whole members, some of them
    as before, and a repeated import does the rest. The last one marks the import applied.
    """
    portions = Portions(database)
    last, removed = -1, 0
    try:
        while True:
            async with portions.writing() as session:
                if last < 0:
                    await _begin(session, import_id, result)
                if last < END:
                    first, last = last + 1, await _portion_end(session, last, portions.rows)
                    await _write(session, first, last)
                if last == END:
                    ids = result.removed[removed : removed + portions.rows]
                    await _remove(session, ids)
                    removed += len(ids)
                if last == END and removed == len(result.removed):
                    await _end(session, import_id, tell)
                    return
            await portions.let_others_write()
    except IntegrityError as conflict:
        raise Unfit("registry-unfit-raced") from conflict


async def _begin(session: AsyncSession, import_id: int, result: Comparison) -> None:
    await _create_organisations(session, result.new_organisations)
    found = await session.get_one(Import, import_id)
    await registry_undo.begin(session, found, [place.id for place in result.new_organisations])


async def _portion_end(session: AsyncSession, after: int, count: int) -> int:
    return await session.scalar(text(_PORTION_END), {"after": after, "count": count}) or END


async def _end(session: AsyncSession, import_id: int, tell: Applied | None) -> None:
    await settle(session)
    found = await session.get_one(Import, import_id)
    found.stage = Stage.APPLIED
    if tell:
        await tell(session, found)


async def _write(session: AsyncSession, first: int, last: int) -> None:
    lines = {"first": first, "last": last}
    await registry_undo.note(session, first, last)
    for statement in (_FORGET_PHONES, _CHANGE, _ADD):
        await session.execute(text(statement), lines)
    await registry_undo.note_added(session, first, last)
    most = await session.scalar(text(_MOST_PHONES), lines) or 0
    for start in range(1, most, HASH_BYTES):
        await session.execute(text(_PHONES), lines | {"start": start, "size": HASH_BYTES})


async def _remove(session: AsyncSession, ids: list[int]) -> None:
    if rows := [{"id": member_id} for member_id in ids]:
        await session.execute(text(registry_undo.REMOVED), rows)
        await session.execute(text(_REMOVE), rows)


async def clear(database: Database) -> None:
    async with database.writing() as session:
        # Both are at once, whatever the number of rows.
        await session.execute(
            text("DELETE FROM import_rows" if database.is_sqlite else "TRUNCATE import_rows")
        )


async def _stage(database: Database, batch: Batch, result: Comparison) -> None:
    result.skipped += batch.chunk.skipped
    result.unread_phones += batch.chunk.unread_phones
    for bad in batch.chunk.bad:
        result.refuse(bad.line, *bad.problems)
        # Without a card it is not staged, and counted here.
        result.bad_rows += not bad.card
    async with database.reading() as session:
        known = await known_members(session, batch)
        await result.tree.number_new(session)
    if records := await asyncio.to_thread(staged_records, batch, known):
        async with database.writing() as session:
            await session.execute(insert(STAGED), records)


async def _refuse_repeated(database: Database, file: RegistryFile, result: Comparison) -> None:
    async with database.reading() as session:
        repeated = (await session.execute(text(_REPEATED))).all()
    marks: list[dict[str, Any]] = []
    for _, group in groupby(repeated, itemgetter(0)):
        rows = list(group)
        lines = [row.line for row in rows]
        if rows[0].identity and len({row.identity for row in rows}) == 1:
            marks += _keep_one(rows, result)
            continue
        marks += [{"line": line, "difference": Difference.BAD} for line in lines]
        for line in lines:
            # A sign that stands for «none» may be the card of thousands.
            others = [file.where(other) for other in lines[: REPEATS_NAMED + 2] if other != line]
            values = {
                "column": str(Column.CARD),
                "value": "",
                "places": others[:REPEATS_NAMED],
                "more": len(others) > REPEATS_NAMED,
            }
            result.refuse(line, Mistake("registry-problem-twice", values))
    for start in range(0, len(marks), CHUNK_ROWS):
        async with database.writing() as session:
            await session.execute(text(_MARK), marks[start : start + CHUNK_ROWS])


def _keep_one(rows: list[Any], result: Comparison) -> list[dict[str, Any]]:
    """Who works in two schools is a member of the first, or of the one where he still is one."""
    main = next((row for row in rows if row.status == Membership.ACTIVE), rows[0])
    others = [row.line for row in rows if row is not main]
    result.twice_rows += len(others)
    for line in others[: TWICE_NAMED - len(result.twice)]:
        result.twice[line] = main.line
    return [{"line": line, "difference": Difference.TWICE} for line in others]


async def _count(database: Database, result: Comparison) -> None:
    if not database.is_sqlite:
        # PostgreSQL plans the joins by what it knows of a table, and this one is a minute old.
        async with database.writing() as session:
            await session.execute(text("ANALYZE import_rows"))
    async with database.reading() as session:
        counts = {row[0]: row[1] for row in await session.execute(text(_COUNTS))}
        result.added = counts.get(Difference.ADDED, 0)
        result.changed = counts.get(Difference.CHANGED, 0)
        result.same = counts.get(Difference.SAME, 0)
        result.bad_rows += counts.get(Difference.BAD, 0)
        missing = (await session.execute(text(_MISSING))).all()
        result.removed = [member_id for member_id, _ in missing]
        result.active_removed = sum(status == Membership.ACTIVE for _, status in missing)
        result.active = await session.scalar(text(_ACTIVE)) or 0
        result.active_excluded = await session.scalar(text(_EXCLUDED)) or 0
        result.moves = await moved_by_hand(session)
        used = set(await session.scalars(text(_PLACES)))
    needed = {place for new in result.tree.new if new.id in used for place in new.lineage}
    result.new_organisations = [place for place in result.tree.new if place in needed]


async def _create_organisations(session: AsyncSession, places: list[Place]) -> None:
    rows = [
        {
            "id": place.id,
            "parent_id": place.parent.id if place.parent else None,
            "name": place.name,
            "path": place.path,
        }
        for place in places
    ]
    if rows:
        await session.execute(insert(Organisation), rows)
