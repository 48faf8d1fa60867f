"""Hashes of cards, surnames, phones and registry rows under the newest key: for `keys rotate`.

By portions: each is computed in a thread, and written by a few statements of many rows.
"""

import asyncio
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from cryptography.fernet import InvalidToken
from sqlalchemy import LargeBinary, TableClause, column, select, table, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.members.models import Membership, Request, row_digest
from bot.members.normal import normal_card, normal_name
from bot.security import Keys, keys, unseal

PLAIN: Final = ("category", "status", "joined_on")


@dataclass(frozen=True)
class Hashed:
    """Members, or what they were before the last import: their rows, and those of their phones."""

    people: str
    key: str
    hashes: tuple[str, ...]
    phones: str

    @property
    def rows(self) -> TableClause:
        """Without its types: what is sealed passes as the bytes that it is."""
        binaries = (column(name, LargeBinary) for name in ("person", *self.hashes))
        return table(self.people, *map(column, (self.key, *PLAIN)), *binaries)


MEMBERS: Final = Hashed(
    "members", "id", ("card_hash", "surname_hash", "row_hash"), "member_phones"
)
EARLIER: Final = Hashed(
    "import_undo", "member_id", ("surname_hash", "row_hash"), "import_undo_phones"
)


async def rehash(
    of: Hashed, session: AsyncSession, after: int, limit: int
) -> tuple[int | None, int]:
    """Rewrite the hashes of the next people; the last one's id, None at the end, and how many."""
    rows = of.rows
    key = rows.c[of.key]
    found = await session.execute(
        select(rows).where(key > after).order_by(key).limit(limit).with_for_update()
    )
    people = found.mappings().all()
    if not people:
        return None, 0
    last: int = people[-1][of.key]
    phones = await session.execute(
        text(
            f"SELECT member_id, phone_hash FROM {of.phones}"
            " WHERE member_id > :after AND member_id <= :last"
        ),
        {"after": after, "last": last},
    )
    requests = (await session.scalars(select(Request.id))).all()
    changed, numbers = await asyncio.to_thread(_newer, of, people, phones.all(), requests)
    if changed:
        values = ", ".join(f"{name} = :{name}" for name in of.hashes)
        await session.execute(
            text(f"UPDATE {of.people} SET {values} WHERE {of.key} = :{of.key}"), changed
        )
    if numbers:
        await session.execute(
            text(f"DELETE FROM {of.phones} WHERE member_id = :member_id AND phone_hash = :old"),
            numbers,
        )
        await session.execute(
            text(
                f"INSERT INTO {of.phones} (member_id, phone_hash) VALUES (:member_id, :new)"
                " ON CONFLICT (member_id, phone_hash) DO NOTHING"
            ),
            numbers,
        )
    return last if len(people) == limit else None, len(changed) + len(numbers)


def _newer(
    of: Hashed, people: Iterable[Any], phones: Iterable[Any], requests: Iterable[int]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The people whose hashes change, with all of their hashes; and the phones."""
    # Whoever was confirmed by hand without a card has his request's number for one.
    cardless = [f"card:request{request_id}" for request_id in requests]
    known = keys()
    changed: list[dict[str, Any]] = []
    said: dict[int, Any] = {}
    for row in people:
        if row["person"] is None:
            continue
        # What no key opens was lost before.
        with suppress(InvalidToken):
            plain = unseal(row["person"]).decode()
            person = said[row[of.key]] = json.loads(plain)
            values = {
                "card_hash": [f"card:{normal_card(person['card'])}"],
                "surname_hash": ["surname:" + normal_name(person["surname"])],
                "row_hash": [*_digests(plain, row)],
            }
            if not normal_card(person["card"]):
                values["card_hash"] = cardless
            new = {name: newest_hash(known, row[name], values[name]) for name in of.hashes}
            if any(new.values()):
                changed.append(
                    {of.key: row[of.key]} | {name: new[name] or row[name] for name in of.hashes}
                )
    numbers: list[dict[str, Any]] = []
    for member_id, old in phones:
        theirs = said[member_id]["phones"] if member_id in said else ()
        if newest := newest_hash(known, old, [f"phone:{phone}" for phone in theirs]):
            numbers.append({"member_id": member_id, "old": old, "new": newest})
    return changed, numbers


def _digests(plain: str, row: Any) -> Iterator[str]:
    """Who has left was in the registry with another status, and may come back with it."""
    statuses = [*Membership] if row["status"] == Membership.LEFT else [row["status"]]
    for status in statuses:
        yield row_digest(plain, row["category"], status, row["joined_on"])


def newest_hash(known: Keys, stored: bytes | None, values: Iterable[str]) -> bytes | None:
    """The newest hash of that value of which an older one is stored."""
    for value in values:
        if stored == known.hash(value):
            return None
        newest, *older = known.hashes(value)
        if stored in older:
            return newest
    return None
