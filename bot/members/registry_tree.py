"""Finds in the union's tree the organisations that a registry names, and plans the missing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.members.models import Organisation, OrganisationAlias
from bot.members.normal import normal_name


@dataclass(eq=False)
class Place:
    """An organisation. `id` is 0 until the database has given one."""

    parent: "Place | None"
    name: str
    id: int = 0
    path: str = ""

    @property
    def lineage(self) -> "Iterator[Place]":
        """Itself and all above it."""
        place: Place | None = self
        while place:
            yield place
            place = place.parent


class OrganisationTree:
    """The tree as it stands, and what the file adds to it: parents before children in `new`."""

    def __init__(
        self,
        known: Iterable[Organisation],
        root_name: str,
        aliases: Iterable[OrganisationAlias] = (),
    ) -> None:
        self.new: list[Place] = []
        self._numbered = 0
        self._below: dict[tuple[Place | None, str], Place] = {}
        self._named: defaultdict[str, list[Place]] = defaultdict(list)
        self._found: dict[tuple[str, str], Place] = {}
        places = {o.id: Place(None, o.name, o.id, o.path) for o in known}
        self.last_id = max(places, default=0)
        for organisation in sorted(known, key=lambda o: o.closed_on is None):
            place = places[organisation.id]
            place.parent = places.get(organisation.parent_id or 0)
            if organisation.merged_into_id is not None:
                continue
            self._below[place.parent, normal_name(place.name)] = place
            if organisation.closed_on is None:
                self._named[normal_name(place.name)].append(place)
        for alias in aliases:
            # Who bears the name now is meant, and who bore it otherwise.
            called = (places[alias.parent_id], alias.name)
            if called not in self._below:
                self._below[called] = places[alias.organisation_id]
                self._named[alias.name].append(places[alias.organisation_id])
        roots = [place for place in places.values() if place.parent is None]
        self.root = min(roots, key=lambda place: place.id) if roots else self._add(None, root_name)

    def place(self, territorial: str, organisation: str) -> Place:
        found = self._found.get((territorial, organisation))
        if not found:
            above = self._child(self.root, territorial) if territorial else self.root
            found = self._child(above, organisation)
            self._found[territorial, organisation] = found
        return found

    async def number_new(self, session: AsyncSession) -> None:
        """Give planned organisations the ids they will have, so that rows can name them now."""
        # Only those of this moment: a thread may be planning the next.
        waiting = self.new[self._numbered :]
        if not waiting:
            return
        for place, number in zip(waiting, await self._ids(session, len(waiting)), strict=True):
            place.id = number
            place.path = f"{place.parent.path if place.parent else '/'}{number}/"
        self._numbered += len(waiting)

    async def _ids(self, session: AsyncSession, count: int) -> Iterable[int]:
        if session.get_bind().dialect.name == "sqlite":
            # Another process may take the same number meanwhile. Then the insert fails, and
            # with it the whole import, which may be repeated.
            first = 1 + max(
                self.last_id, await session.scalar(select(func.max(Organisation.id))) or 0
            )
            self.last_id = first + count - 1
            return range(first, first + count)
        numbers = await session.scalars(
            text(
                "SELECT nextval(pg_get_serial_sequence('organisations', 'id'))"
                " FROM generate_series(1, :count)"
            ),
            {"count": count},
        )
        return numbers.all()

    def _child(self, above: Place, name: str) -> Place:
        key = normal_name(name)
        if key == normal_name(above.name):
            return above
        if found := self._below.get((above, key)):
            return found
        # Without a territorial one named, or with a level more in the tree than in the file:
        # the only organisation of that name below this one is meant.
        deeper = {place for place in self._named[key] if above in place.lineage}
        return deeper.pop() if len(deeper) == 1 else self._add(above, name)

    def _add(self, above: Place | None, name: str) -> Place:
        place = Place(above, name)
        self.new.append(place)
        self._below[above, normal_name(name)] = place
        return place


_TO_HEIRS = """
    UPDATE members SET organisation_id =
        (SELECT merged_into_id FROM organisations WHERE id = members.organisation_id)
    WHERE organisation_id IN (SELECT id FROM organisations WHERE merged_into_id IS NOT NULL)"""
_CLOSED = (
    "SELECT id, path FROM organisations WHERE closed_on IS NOT NULL AND merged_into_id IS NULL"
)
_PEOPLED = """
    SELECT 1 FROM members JOIN organisations ON organisations.id = members.organisation_id
    WHERE organisations.path LIKE :below AND members.status <> 'left' LIMIT 1"""
_REOPEN = "UPDATE organisations SET closed_on = NULL WHERE id = :id"


async def settle(session: AsyncSession) -> None:
    """Nobody is left in an organisation that joined another meanwhile; one that was closed and
    has people again is open."""
    await session.execute(text(_TO_HEIRS))
    for closed, path in (await session.execute(text(_CLOSED))).all():
        if await session.scalar(text(_PEOPLED), {"below": f"{path}%"}):
            await session.execute(text(_REOPEN), {"id": closed})
