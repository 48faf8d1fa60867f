"""Makes of a registry's rows what waits in the staging table to be written to the members."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    String,
    any_,
    column,
    literal,
    select,
    table,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.members.models import Member, Membership, surname_hash
from bot.members.registry_file import RegistryFile
from bot.members.registry_rows import Chunk, Row
from bot.members.registry_tree import OrganisationTree, Place
from bot.members.registry_words import Unfit
from bot.security import keys, seal

# The event loop hands each over at once, and others wait meanwhile.
CHUNK_ROWS = 1_000


class Difference(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    # Its member, if the card can be read, stays as he is.
    BAD = "bad"
    # The same person once more, from another school: the first row is the one that counts.
    TWICE = "twice"


# The same table without its types: sealed values pass through as the bytes that they are.
STAGED = table(
    "import_rows",
    *(column(name, Integer) for name in ("line", "member_id", "organisation_id")),
    *(
        column(name, LargeBinary)
        for name in (
            "card_hash",
            "identity",
            "row_hash",
            "person",
            "phone_hashes",
            "surname_hash",
        )
    ),
    *(column(name, String) for name in ("difference", "category", "status")),
    column("joined_on", Date),
)


def card_hash(card: str) -> bytes:
    return keys().hash(f"card:{card}")


def phone_hash(digits: str) -> bytes:
    return keys().hash(f"phone:{digits}")


@dataclass
class Batch:
    """Rows and, in the same order, what is computed from them."""

    chunk: Chunk
    cards: list[bytes]
    # Under the keys of before, while there are any.
    old_cards: list[bytes]
    row_hashes: list[bytes]
    identities: list[bytes]
    places: list[Place]


def read_batches(file: RegistryFile, tree: OrganisationTree) -> Iterator[Batch]:
    lines = file.rows()
    while part := list(islice(lines, CHUNK_ROWS)):
        chunk = Chunk()
        for line, sheet, cells in part:
            chunk.add(line, sheet, cells)
        yield Batch(
            chunk,
            [card_hash(row.card) for row in chunk.rows],
            _old_cards(chunk),
            [keys().hash(row.digest) for row in chunk.rows],
            [keys().hash(row.identity) for row in chunk.rows],
            [tree.place(row.territorial, row.organisation) for row in chunk.rows],
        )


def _old_cards(chunk: Chunk) -> list[bytes]:
    if len(keys().lookup) == 1:
        return []
    return [old for row in chunk.rows for old in keys().hashes(f"card:{row.card}")[1:]]


async def known_members(session: AsyncSession, batch: Batch) -> dict[bytes, Any]:
    """Members by their cards' hashes."""
    old = batch.old_cards
    if old and await session.scalar(select(Member.id).where(_among(session, old)).limit(1)):
        # `keys rotate` was cut off: half of the members would be taken for new.
        raise Unfit("registry-unfit-old-key")
    found = await session.execute(
        select(
            Member.card_hash,
            Member.id,
            Member.row_hash,
            Member.status,
            Member.organisation_id,
            Member.registry_organisation_id,
        ).where(_among(session, batch.cards))
    )
    return {member.card_hash: member for member in found}


def _among(session: AsyncSession, hashes: list[bytes]) -> ColumnElement[bool]:
    if session.get_bind().dialect.name == "sqlite":
        return Member.card_hash.in_(hashes)
    # One parameter instead of thousands, each of which asyncpg would prepare.
    return Member.card_hash == any_(literal(hashes, ARRAY(LargeBinary)))


def staged_records(batch: Batch, known: dict[bytes, Any]) -> list[dict[str, Any]]:
    """What is staged. A row that changes nothing is not sealed: that is what costs."""
    nothing = dict.fromkeys(column.name for column in STAGED.columns)
    records = [
        nothing
        | {"line": bad.line, "card_hash": card_hash(bad.card), "difference": Difference.BAD}
        for bad in batch.chunk.bad
        if bad.card
    ]
    for row, card, row_hash, identity, place in zip(
        batch.chunk.rows,
        batch.cards,
        batch.row_hashes,
        batch.identities,
        batch.places,
        strict=True,
    ):
        member = known.get(card)
        record = nothing | {
            "line": row.line,
            "card_hash": card,
            "identity": identity,
            "status": row.status,
            "difference": Difference.SAME,
            "member_id": member.id if member else None,
            "organisation_id": place.id,
        }
        if member is None or not _is_same(member, row_hash, place):
            record |= _written(row) | {
                "difference": Difference.CHANGED if member else Difference.ADDED,
                "row_hash": row_hash,
            }
        records.append(record)
    return records


def _is_same(member: Any, row_hash: bytes, place: Place) -> bool:
    """Whoever was moved by hand is still where the registry had him, for the registry."""
    there = member.registry_organisation_id or member.organisation_id
    return (
        member.row_hash == row_hash and member.status is not Membership.LEFT and place.id == there
    )


def _written(row: Row) -> dict[str, Any]:
    return {
        "person": seal(row.person.encode()),
        "surname_hash": surname_hash(row.surname),
        "phone_hashes": b"".join(map(phone_hash, row.phones)),
        "category": row.category,
        "status": row.status,
        "joined_on": row.joined_on,
    }
