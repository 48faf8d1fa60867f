"""Who was moved by hand and whom the file has elsewhere: the newer word counts, and is said.

What the registry said when he was moved is older. So he stays where he is, until a file has him
somewhere else than then: where he was moved to, or in a third place.
"""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.members.models import Organisation, Transfer

NAMED = 20

# From the side of the members: few were moved by hand.
_MOVED = """
    FROM members JOIN import_rows ON import_rows.member_id = members.id
    WHERE members.registry_organisation_id IS NOT NULL
        AND members.organisation_id <> import_rows.organisation_id
        AND import_rows.difference IN ('same', 'changed')
        AND members.registry_organisation_id"""
_STAY = f"""
    SELECT import_rows.line, members.id, members.organisation_id, import_rows.organisation_id
    {_MOVED} = import_rows.organisation_id ORDER BY import_rows.line"""
_GO = f"SELECT count(*) {_MOVED} <> import_rows.organisation_id"
_PLANNED = """
    SELECT count(*) FROM transfers
        JOIN members ON members.id = transfers.member_id
        JOIN import_rows ON import_rows.member_id = members.id
    WHERE transfers.done_at IS NULL AND transfers.cancelled_at IS NULL
        AND import_rows.difference = 'changed'
        AND import_rows.organisation_id NOT IN (transfers.to_id, members.organisation_id)"""


@dataclass(frozen=True)
class Staying:
    """A row whose member stays where he was moved to by hand, and since when."""

    line: int
    since: date
    here: str
    in_file: str


@dataclass
class Moves:
    staying: int = 0
    first: list[Staying] = field(default_factory=list)
    # Whom the file moves though he was moved elsewhere by hand: the file is the newer word.
    overruled: int = 0
    # Whom the file moves, and whose own move is planned: on its day it is carried out.
    planned: int = 0


async def moved_by_hand(session: AsyncSession) -> Moves:
    """Of the staged rows."""
    rows = (await session.execute(text(_STAY))).all()
    return Moves(
        len(rows),
        [await _staying(session, *row) for row in rows[:NAMED]],
        await session.scalar(text(_GO)) or 0,
        await session.scalar(text(_PLANNED)) or 0,
    )


async def _staying(
    session: AsyncSession, line: int, member_id: int, here: int, in_file: int
) -> Staying:
    since = await session.scalars(
        select(Transfer.starts_on)
        .where(Transfer.member_id == member_id, Transfer.done_at.is_not(None))
        .order_by(Transfer.id.desc())
        .limit(1)
    )
    places = [await session.get_one(Organisation, place) for place in (here, in_file)]
    return Staying(line, since.one(), *(place.name for place in places))
