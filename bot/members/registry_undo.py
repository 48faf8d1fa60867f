"""What members were before the last import, and how they become so again.

The first earlier value stands: an import that was cut short and is finished later has one
journal, so taking it back leads to what was before its beginning. What people changed since is
newer than both: it stays, and is said.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from sqlalchemy import TextClause, bindparam, delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.db import Base, Database, UtcDateTime
from bot.members.import_models import (
    KIND,
    EarlierMember,
    EarlierPhone,
    Import,
    Stage,
    subject,
)
from bot.members.models import Member, MemberPhone, row_digest
from bot.members.portions import Portions
from bot.members.registry_tree import settle
from bot.security import keys, unseal

NAMED = 10
# After the last member.
END = 2**31 - 1
# Some members are written and some are not.
UNFINISHED = frozenset({Stage.APPLYING, Stage.UNDOING, Stage.REFUSED})
# What an import itself writes beside a member: it goes with him.
OWN: Final = frozenset(t.__tablename__ for t in (MemberPhone, EarlierMember, EarlierPhone))

_EARLIER_PHONES = """
    INSERT INTO import_undo_phones (member_id, phone_hash)
    SELECT p.member_id, p.phone_hash
    FROM import_rows AS s JOIN member_phones AS p ON p.member_id = s.member_id
    WHERE s.difference = 'changed' AND s.line BETWEEN :first AND :last
        AND NOT EXISTS (SELECT 1 FROM import_undo AS u WHERE u.member_id = p.member_id)"""
_EARLIER = """
    INSERT INTO import_undo
        (member_id, difference, person, category, status, joined_on, organisation_id,
        registry_organisation_id, row_hash, surname_hash)
    SELECT m.id, 'changed', m.person, m.category, m.status, m.joined_on, m.organisation_id,
        m.registry_organisation_id, m.row_hash, m.surname_hash
    FROM import_rows AS s JOIN members AS m ON m.id = s.member_id
    WHERE s.difference = 'changed' AND s.line BETWEEN :first AND :last
    ON CONFLICT (member_id) DO NOTHING"""
_ADDED = """
    INSERT INTO import_undo (member_id, difference)
    SELECT m.id, 'added' FROM import_rows AS s JOIN members AS m ON m.card_hash = s.card_hash
    WHERE s.difference = 'added' AND s.line BETWEEN :first AND :last
    ON CONFLICT (member_id) DO NOTHING"""
REMOVED = """
    INSERT INTO import_undo (member_id, difference, status)
    SELECT id, 'removed', status FROM members WHERE id = :id
    ON CONFLICT (member_id) DO NOTHING"""

_PORTION_END = """
    SELECT member_id FROM import_undo ORDER BY member_id LIMIT 1 OFFSET :count"""
_COUNTS = """
    SELECT difference, count(*) FROM import_undo WHERE member_id <= :last GROUP BY difference"""
# The organisations of before may have joined others since.
_TO_HEIRS = """
    UPDATE import_undo SET {place} =
        (SELECT merged_into_id FROM organisations WHERE id = import_undo.{place})
    WHERE member_id <= :last AND {place} IN
        (SELECT id FROM organisations WHERE merged_into_id IS NOT NULL)"""
_KEEP = """
    UPDATE import_undo SET difference = 'kept'
    WHERE difference = 'added' AND member_id <= :last AND ({used})"""
_AS_THEY_ARE = """
    SELECT m.id, m.person, m.category, m.status, m.joined_on, m.row_hash
    FROM import_undo AS u JOIN members AS m ON m.id = u.member_id
    WHERE u.difference = 'changed' AND u.member_id <= :last"""
_TOUCHED = "UPDATE import_undo SET difference = 'touched' WHERE member_id = :id"
# Where he is now is what is given back to him; the registry had him where he was before.
_MOVED = """
    UPDATE import_undo SET difference = 'moved',
        registry_organisation_id = COALESCE(registry_organisation_id, organisation_id),
        organisation_id = (SELECT m.organisation_id FROM members AS m
            WHERE m.id = import_undo.member_id)
    WHERE difference = 'changed' AND member_id <= :last
        AND organisation_id <> (SELECT m.organisation_id FROM members AS m
            WHERE m.id = import_undo.member_id)
        AND EXISTS (SELECT 1 FROM transfers AS t
            WHERE t.member_id = import_undo.member_id AND t.done_at >= :begun_at)"""
_FORGET_PHONES = """
    DELETE FROM member_phones WHERE member_id IN
        (SELECT member_id FROM import_undo
        WHERE difference IN ('changed', 'moved') AND member_id <= :last)"""
_RESTORE = """
    UPDATE members SET person = u.person, category = u.category, status = u.status,
        joined_on = u.joined_on, organisation_id = u.organisation_id,
        registry_organisation_id = u.registry_organisation_id, row_hash = u.row_hash,
        surname_hash = u.surname_hash
    FROM import_undo AS u
    WHERE members.id = u.member_id AND u.difference IN ('changed', 'moved')
        AND u.member_id <= :last"""
_RESTORE_PHONES = """
    INSERT INTO member_phones (member_id, phone_hash)
    SELECT p.member_id, p.phone_hash
    FROM import_undo_phones AS p JOIN import_undo AS u ON u.member_id = p.member_id
    WHERE u.difference IN ('changed', 'moved') AND p.member_id <= :last
    ON CONFLICT (member_id, phone_hash) DO NOTHING"""
# Who was given another status by hand meanwhile keeps it.
_COME_BACK = """
    UPDATE members SET status = u.status FROM import_undo AS u
    WHERE members.id = u.member_id AND u.difference = 'removed' AND members.status = 'left'
        AND u.member_id <= :last"""
_TAKE_AWAY = """
    DELETE FROM members WHERE id IN
        (SELECT member_id FROM import_undo WHERE difference = 'added' AND member_id <= :last)"""
_DONE = "DELETE FROM import_undo WHERE member_id <= :last"
_PHONES_DONE = "DELETE FROM import_undo_phones WHERE member_id <= :last"
_CLOSE = "DELETE FROM organisations WHERE id = :id AND NOT ({used})"


@dataclass
class Undone:
    """How many, and the name and card of the first of those who did not become as before."""

    taken: int = 0
    restored: int = 0
    returned: int = 0
    kept: int = 0
    kept_names: list[list[str]] = field(default_factory=list)
    moved: int = 0
    moved_names: list[list[str]] = field(default_factory=list)
    touched: int = 0
    touched_names: list[list[str]] = field(default_factory=list)


# What is said in the transaction that ends an undo.
Tell = Callable[[AsyncSession, Import, Undone], Awaitable[None]]


async def begin(session: AsyncSession, found: Import, new_organisations: list[int]) -> None:
    """From here on the journal is this import's; an unfinished one before it hands its own on."""
    last = await session.scalar(select(Import).where(Import.is_last, Import.id != found.id))
    unfinished = last is not None and last.stage in UNFINISHED
    made = list((found.shown or {}).get("made", []))
    if last is not None:
        last.is_last = False
        if unfinished:
            made += (last.shown or {}).get("made", [])
            found.begun_at = found.begun_at or last.begun_at
        last.stage = Stage.CANCELLED if unfinished else Stage.APPLIED
        await notices.refresh_cards(session, KIND, subject(last.id))
    if not unfinished and not found.is_last:
        await session.execute(delete(EarlierPhone))
        await session.execute(delete(EarlierMember))
    found.is_last = True
    found.begun_at = found.begun_at or clock.now()
    found.shown = (found.shown or {}) | {"made": made + new_organisations}
    await session.execute(update(Import).where(Import.id != found.id).values(bad=None))


async def note(session: AsyncSession, first: int, last: int) -> None:
    """Before the members of these lines are written."""
    for statement in (_EARLIER_PHONES, _EARLIER):
        await session.execute(text(statement), {"first": first, "last": last})


async def note_added(session: AsyncSession, first: int, last: int) -> None:
    await session.execute(text(_ADDED), {"first": first, "last": last})


async def undo(database: Database, import_id: int, tell: Tell | None = None) -> Undone:
    """Make the members what they were. Cut short, it goes on where it stopped."""
    portions = Portions(database)
    while True:
        async with portions.writing() as session:
            found = await session.get_one(Import, import_id)
            done = Undone(**(found.shown or {}).get("undone", {}))
            end = await session.scalar(text(_PORTION_END), {"count": portions.rows - 1})
            last = end if end is not None else END
            await _undo_portion(session, found, done, last)
            shown = (found.shown or {}) | {"undone": asdict(done)}
            if end is None:
                await _close_organisations(session, shown.pop("made", []))
                await settle(session)
                found.stage, found.is_last = Stage.UNDONE, False
            found.shown = shown
            if end is None:
                if tell:
                    await tell(session, found, done)
                return done
        await portions.let_others_write()


async def _undo_portion(session: AsyncSession, found: Import, done: Undone, last: int) -> None:
    upto = {"last": last}
    for place in ("organisation_id", "registry_organisation_id"):
        await session.execute(text(_TO_HEIRS.format(place=place)), upto)
    await _find_what_is_newer(session, found, upto)
    await _count(session, done, upto)
    for statement in (
        _FORGET_PHONES, _RESTORE, _RESTORE_PHONES, _COME_BACK, _TAKE_AWAY, _PHONES_DONE, _DONE,
    ):  # fmt: skip
        await session.execute(text(statement), upto)


async def _find_what_is_newer(session: AsyncSession, found: Import, upto: dict[str, int]) -> None:
    used = " OR ".join(_uses("members", "import_undo.member_id"))
    await session.execute(text(_KEEP.format(used=used)), upto)
    members = (await session.execute(text(_AS_THEY_ARE), upto)).all()
    if touched := await asyncio.to_thread(_touched, members):
        await session.execute(text(_TOUCHED), [{"id": member_id} for member_id in touched])
    await session.execute(_with_moment(_MOVED), upto | {"begun_at": found.begun_at})


def _touched(members: Sequence[Any]) -> list[int]:
    """Who is not as the registry's row wrote him."""
    return [
        member_id
        for member_id, person, category, status, joined_on, row_hash in members
        if row_hash
        not in keys().hashes(row_digest(unseal(person).decode(), category, status, joined_on))
    ]


def _with_moment(statement: str) -> TextClause:
    return text(statement).bindparams(bindparam("begun_at", type_=UtcDateTime()))


async def _count(session: AsyncSession, done: Undone, upto: dict[str, int]) -> None:
    counts: dict[str, int] = {row[0]: row[1] for row in await session.execute(text(_COUNTS), upto)}
    done.taken += counts.get("added", 0)
    done.restored += counts.get("changed", 0) + counts.get("moved", 0)
    done.returned += counts.get("removed", 0)
    for newer in ("kept", "moved", "touched"):
        names = getattr(done, f"{newer}_names")
        setattr(done, newer, getattr(done, newer) + counts.get(newer, 0))
        names += await _names(session, newer, upto["last"], NAMED - len(names))


async def _names(session: AsyncSession, difference: str, last: int, count: int) -> list[list[str]]:
    members = await session.scalars(
        select(Member)
        .join(EarlierMember, EarlierMember.member_id == Member.id)
        .where(EarlierMember.difference == difference, EarlierMember.member_id <= last)
        .order_by(Member.id)
        .limit(max(count, 0))
    )
    return [[member.person.short_name, member.person.card] for member in members]


async def _close_organisations(session: AsyncSession, made: list[int]) -> None:
    """Those that the import made and nobody uses; a lower one has the higher number."""
    used = " OR ".join(_uses("organisations", "organisations.id"))
    for organisation_id in sorted(made, reverse=True):
        await session.execute(text(_CLOSE.format(used=used)), {"id": organisation_id})


def _uses(table: str, key: str) -> Iterator[str]:
    """Whatever refers to the row, whichever feature's it is."""
    for other in Base.metadata.tables.values():
        for column in other.columns:
            for foreign in column.foreign_keys:
                if foreign.column.table.name == table and other.name not in OWN:
                    # Under a name of its own: a tree refers to itself.
                    yield f"EXISTS (SELECT 1 FROM {other.name} AS t WHERE t.{column.name} = {key})"


async def last_import(session: AsyncSession) -> Import | None:
    """The one that can be taken back."""
    return await session.scalar(select(Import).where(Import.is_last))
