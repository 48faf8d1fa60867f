"""What members were before the last import, and how they become so again.

The first earlier value stands: an import that was cut short and is finished later has one
journal, so taking it back leads to what was before its beginning.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass, field

from sqlalchemy import delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.db import Base, Database
from bot.members.import_models import (
    KIND,
    EarlierMember,
    EarlierPhone,
    Import,
    Stage,
    subject,
)
from bot.members.models import Member

PORTION_ROWS = 10_000
BREATH_S = 0.15
KEPT_NAMED = 10
# After the last member.
END = 2**31 - 1
# Some members are written and some are not.
UNFINISHED = frozenset({Stage.APPLYING, Stage.UNDOING, Stage.REFUSED})

_EARLIER_PHONES = """
    INSERT INTO import_undo_phones (member_id, phone_hash)
    SELECT p.member_id, p.phone_hash
    FROM import_rows AS s JOIN member_phones AS p ON p.member_id = s.member_id
    WHERE s.difference = 'changed' AND s.line BETWEEN :first AND :last
        AND NOT EXISTS (SELECT 1 FROM import_undo AS u WHERE u.member_id = p.member_id)"""
_EARLIER = """
    INSERT INTO import_undo
        (member_id, difference, person, category, status, joined_on, organisation_id, row_hash,
        surname_hash)
    SELECT m.id, 'changed', m.person, m.category, m.status, m.joined_on, m.organisation_id,
        m.row_hash, m.surname_hash
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
_FORGET_PHONES = """
    DELETE FROM member_phones WHERE member_id IN
        (SELECT member_id FROM import_undo
        WHERE difference = 'changed' AND member_id <= :last)"""
_RESTORE = """
    UPDATE members SET person = u.person, category = u.category, status = u.status,
        joined_on = u.joined_on, organisation_id = u.organisation_id, row_hash = u.row_hash,
        surname_hash = u.surname_hash
    FROM import_undo AS u
    WHERE members.id = u.member_id AND u.difference = 'changed' AND u.member_id <= :last"""
_RESTORE_PHONES = """
    INSERT INTO member_phones (member_id, phone_hash)
    SELECT member_id, phone_hash FROM import_undo_phones WHERE member_id <= :last
    ON CONFLICT (member_id, phone_hash) DO NOTHING"""
# Who was given another status by hand meanwhile keeps it.
_COME_BACK = """
    UPDATE members SET status = u.status FROM import_undo AS u
    WHERE members.id = u.member_id AND u.difference = 'removed' AND members.status = 'left'
        AND u.member_id <= :last"""
_KEEP = """
    UPDATE import_undo SET difference = 'kept'
    WHERE difference = 'added' AND member_id <= :last AND ({used})"""
_TAKE_AWAY = """
    DELETE FROM members WHERE id IN
        (SELECT member_id FROM import_undo WHERE difference = 'added' AND member_id <= :last)"""
_DONE = "DELETE FROM import_undo WHERE member_id <= :last"
_PHONES_DONE = "DELETE FROM import_undo_phones WHERE member_id <= :last"
_CLOSE = "DELETE FROM organisations WHERE id = :id AND NOT ({used})"


@dataclass
class Undone:
    taken: int = 0
    restored: int = 0
    returned: int = 0
    kept: int = 0
    kept_names: list[str] = field(default_factory=list)


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
        last.stage = Stage.CANCELLED if unfinished else Stage.APPLIED
        await notices.refresh_cards(session, KIND, subject(last.id))
    if not unfinished and not found.is_last:
        await session.execute(delete(EarlierPhone))
        await session.execute(delete(EarlierMember))
    found.is_last = True
    found.shown = (found.shown or {}) | {"made": made + new_organisations}
    await session.execute(update(Import).where(Import.id != found.id).values(bad=None))


async def note(session: AsyncSession, first: int, last: int) -> None:
    """Before the members of these lines are written."""
    for statement in (_EARLIER_PHONES, _EARLIER):
        await session.execute(text(statement), {"first": first, "last": last})


async def note_added(session: AsyncSession, first: int, last: int) -> None:
    await session.execute(text(_ADDED), {"first": first, "last": last})


async def forget(database: Database) -> None:
    """The last import can't be taken back any more: its hashes are of a key that goes."""
    async with database.writing() as session:
        await session.execute(delete(EarlierPhone))
        await session.execute(delete(EarlierMember))
        for last in await session.scalars(select(Import).where(Import.is_last)):
            last.is_last = False
            await notices.refresh_cards(session, KIND, subject(last.id))


async def undo(database: Database, import_id: int, tell: Tell | None = None) -> Undone:
    """Make the members what they were. Cut short, it goes on where it stopped."""
    while True:
        async with database.writing() as session:
            found = await session.get_one(Import, import_id)
            done = Undone(**(found.shown or {}).get("undone", {}))
            end = await session.scalar(text(_PORTION_END), {"count": PORTION_ROWS - 1})
            last = end if end is not None else END
            await _undo_portion(session, done, last)
            shown = (found.shown or {}) | {"undone": asdict(done)}
            if end is None:
                await _close_organisations(session, shown.pop("made", []))
                found.stage, found.is_last = Stage.UNDONE, False
            found.shown = shown
            if end is None:
                if tell:
                    await tell(session, found, done)
                return done
        await asyncio.sleep(BREATH_S)


async def _undo_portion(session: AsyncSession, done: Undone, last: int) -> None:
    upto = {"last": last}
    used = " OR ".join(_uses("members", "import_undo.member_id"))
    await session.execute(text(_KEEP.format(used=used)), upto)
    counts: dict[str, int] = {row[0]: row[1] for row in await session.execute(text(_COUNTS), upto)}
    done.taken += counts.get("added", 0)
    done.restored += counts.get("changed", 0)
    done.returned += counts.get("removed", 0)
    done.kept += counts.get("kept", 0)
    done.kept_names += await _names_of_kept(session, last, KEPT_NAMED - len(done.kept_names))
    for statement in (
        _FORGET_PHONES, _RESTORE, _RESTORE_PHONES, _COME_BACK, _TAKE_AWAY, _PHONES_DONE, _DONE,
    ):  # fmt: skip
        await session.execute(text(statement), upto)


async def _names_of_kept(session: AsyncSession, last: int, count: int) -> list[str]:
    kept = await session.scalars(
        select(Member)
        .join(EarlierMember, EarlierMember.member_id == Member.id)
        .where(EarlierMember.difference == "kept", EarlierMember.member_id <= last)
        .order_by(Member.id)
        .limit(max(count, 0))
    )
    return [f"{member.person.short_name}, билет {member.person.card}" for member in kept]


async def _close_organisations(session: AsyncSession, made: list[int]) -> None:
    """Those that the import made and nobody uses; a lower one has the higher number."""
    used = " OR ".join(_uses("organisations", "organisations.id"))
    for organisation_id in sorted(made, reverse=True):
        await session.execute(text(_CLOSE.format(used=used)), {"id": organisation_id})


def _uses(table: str, key: str) -> Iterator[str]:
    """Whatever refers to the row, whichever feature's it is, and would not go with it."""
    for other in Base.metadata.tables.values():
        for column in other.columns:
            for foreign in column.foreign_keys:
                if foreign.column.table.name == table and foreign.ondelete != "CASCADE":
                    # Under a name of its own: a tree refers to itself.
                    yield f"EXISTS (SELECT 1 FROM {other.name} AS t WHERE t.{column.name} = {key})"


async def last_import(session: AsyncSession) -> Import | None:
    """The one that can be taken back."""
    return await session.scalar(select(Import).where(Import.is_last))
