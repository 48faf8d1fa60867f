"""`keys rotate`: all that is sealed, and every keyed hash, under a new key while the bot runs.

The new key is known everywhere before anything is sealed with it, and the old one opens what was
not rewritten yet: at no moment is anything unreadable. What is under the new key already is left
alone, so a rotation that was cut off is simply run again.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cryptography.fernet import InvalidToken
from sqlalchemy import (
    ColumnClause,
    LargeBinary,
    Table,
    bindparam,
    column,
    literal,
    select,
    table,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TypeDecorator, TypeEngine

from bot.admin import service as admin
from bot.db import Base, Database
from bot.members.portions import Portions
from bot.security import HASH_BYTES, TOKEN_BEGINS, keys, seal

# What was begun before the new key was known may be committed after: it is looked for again.
MOST_PASSES: Final = 10

Progress = Callable[[str, int], None]
# Rewrites a feature's hashes: after which id, how many rows; the last id, None at the end, and
# how many changed.
Rehash = Callable[[AsyncSession, int, int], Awaitable[tuple[int | None, int]]]


@dataclass
class Rotated:
    rows: int = 0
    hashes: int = 0
    files: int = 0
    # No key opens them; they were lost before.
    unreadable: int = 0

    @property
    def anything(self) -> int:
        return self.rows + self.hashes + self.files


def sealed_columns(of: Table) -> list[str]:
    """Every column whose bytes may be a token, whichever type it has in Python."""
    return [c.name for c in of.columns if _is_binary(c.type) and not is_hash(c.type)]


def hash_columns(of: Table) -> list[str]:
    return [c.name for c in of.columns if _is_binary(c.type) and is_hash(c.type)]


def is_hash(kind: TypeEngine[Any]) -> bool:
    return getattr(_plain(kind), "length", None) == HASH_BYTES


def _is_binary(kind: TypeEngine[Any]) -> bool:
    return isinstance(_plain(kind), LargeBinary)


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


async def is_under_way(database: Database) -> bool:
    """Whether the newest key was made by a rotation that has not ended."""
    async with database.reading() as session:
        return await admin.fact(session, admin.ROTATION) == keys().names[0]


async def begin(database: Database, name: str) -> None:
    async with database.writing() as session:
        await admin.remember(session, admin.ROTATION, name)


async def rewrite(
    database: Database, files: Path, rehashes: Sequence[Rehash], progress: Progress
) -> Rotated:
    """Until a pass finds nothing more to do."""
    total = Rotated()
    for _ in range(MOST_PASSES):
        once = await _pass(database, files, rehashes, progress)
        total.rows += once.rows
        total.hashes += once.hashes
        total.files += once.files
        total.unreadable = once.unreadable
        if not once.anything:
            break
    async with database.writing() as session:
        await admin.remember(session, admin.SEAL, seal(admin.SEAL.encode()).decode())
        await admin.remember(session, admin.ROTATION, "")
    return total


async def _pass(
    database: Database, files: Path, rehashes: Sequence[Rehash], progress: Progress
) -> Rotated:
    done = Rotated()
    # Hashes first: they are made of what is sealed, and read it under either key.
    for rehash in rehashes:
        await _rehash_all(database, rehash, done, progress)
    for known in Base.metadata.sorted_tables:
        if names := sealed_columns(known):
            await _rewrite_table(database, known, names, done, progress)
    await asyncio.to_thread(_rewrite_files, files, done, progress)
    return done


async def _rehash_all(
    database: Database, rehash: Rehash, done: Rotated, progress: Progress
) -> None:
    portions = Portions(database)
    after: int | None = 0
    while after is not None:
        async with portions.writing() as session:
            after, changed = await rehash(session, after, portions.rows)
        done.hashes += changed
        progress("hashes", changed)
        if after is not None:
            await portions.let_others_write()


async def _rewrite_table(
    database: Database, known: Table, names: list[str], done: Rotated, progress: Progress
) -> None:
    portions = Portions(database)
    after: tuple[Any, ...] | None = None
    while True:
        async with portions.writing() as session:
            after, changed = await _rewrite_portion(
                session, known, names, after, portions.rows, done
            )
        progress(known.name, changed)
        if after is None:
            return
        await portions.let_others_write()


async def _rewrite_portion(
    session: AsyncSession,
    known: Table,
    names: list[str],
    after: tuple[Any, ...] | None,
    limit: int,
    done: Rotated,
) -> tuple[tuple[Any, ...] | None, int]:
    """One transaction: what it reads, nobody changes before it is rewritten."""
    primary = [c.name for c in known.primary_key.columns]
    # Without its types: what is sealed passes as the bytes that it is.
    raw = table(known.name, *(_raw(known, name) for name in (*primary, *names)))
    place = tuple_(*(raw.c[name] for name in primary))
    wanted = select(raw).order_by(*(raw.c[name] for name in primary)).limit(limit)
    if after is not None:
        last_seen = (
            literal(value, raw.c[name].type) for name, value in zip(primary, after, strict=True)
        )
        wanted = wanted.where(place > tuple_(*last_seen))
    rows = (await session.execute(wanted.with_for_update())).mappings().all()
    changes = await asyncio.to_thread(_changes, rows, primary, names, done)
    if changes:
        statement = (
            update(raw)
            .where(*(raw.c[name] == bindparam(f"k_{name}") for name in primary))
            .values({name: bindparam(f"v_{name}") for name in names})
        )
        await (await session.connection()).execute(statement, changes)
    done.rows += len(changes)
    last = tuple(rows[-1][name] for name in primary) if len(rows) == limit else None
    return last, len(changes)


def _changes(
    rows: Sequence[Any], primary: list[str], names: list[str], done: Rotated
) -> list[dict[str, Any]]:
    changes = []
    for row in rows:
        new = {name: _resealed(row[name], done) for name in names}
        if any(value is not None for value in new.values()):
            changes.append(
                {f"k_{name}": row[name] for name in primary}
                | {f"v_{name}": value or row[name] for name, value in new.items()}
            )
    return changes


def _raw(known: Table, name: str) -> ColumnClause[Any]:
    return column(name, _plain(known.c[name].type))


def _resealed(token: bytes | None, done: Rotated) -> bytes | None:
    if not token or not token.startswith(TOKEN_BEGINS):
        return None
    try:
        return keys().resealed(token)
    except InvalidToken:
        done.unreadable += 1
        return None


def _rewrite_files(folder: Path, done: Rotated, progress: Progress) -> None:
    for path in sorted(folder.glob("*")):
        if path.suffix == ".part":
            continue
        try:
            new = _resealed(path.read_bytes(), done)
        except FileNotFoundError:
            continue
        if new is not None:
            _replace(path, new)
            done.files += 1
            progress("files", 1)


def _replace(path: Path, content: bytes) -> None:
    """Whoever reads it meanwhile has the old one or the new one."""
    unfinished = path.with_name(f"{path.name}.part")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    # A file that was deleted meanwhile must not come back.
    if path.exists():
        os.rename(unfinished, path)
    else:
        unfinished.unlink()
