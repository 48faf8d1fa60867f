"""The way of an application through the bodies of its fund, and who sits in them."""

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications.models import Recusal
from bot.applications.reading import Filed
from bot.members import service as members
from bot.members.models import Account, Organisation, Role
from bot.members.service import Viewer, upwards
from bot.regulations import Body, Level

# Who of a member's own organisation notes what came on paper and speaks for him.
OF_PRIMARY: Final = frozenset({Role.STAFF, Role.CHAIR})
# Who opens applications of his scope: those who decide, speak for a member, or pay.
READERS: Final = frozenset({Role.STAFF, Role.CHAIR, Role.TREASURER})
PAYERS: Final = frozenset({Role.TREASURER})
# How many organisations lie on the way from the union to a school with nothing between left out.
WHOLE_WAY: Final = 4


class NoPower:
    """Nothing of this route is his to decide."""


NO_POWER: Final = NoPower()
Power = int | None | NoPower


def seat(path: str, level: Level) -> str | None:
    """The path of the organisation in which a body of this level sits, for a member of `path`.

    None: the tree has no such level above him.
    """
    above = upwards(path)
    match level:
        case Level.PRIMARY:
            return path
        case Level.TERRITORIAL:
            return above[-2] if len(above) > 2 else None
        case Level.REGIONAL:
            return above[1] if len(above) >= WHOLE_WAY else above[0]


def seat_id(seat: str) -> int:
    """The organisation at the end of a path."""
    return int(seat.rstrip("/").rpartition("/")[2])


async def path_of(session: AsyncSession, filed: Filed) -> str:
    """Where it was filed: it stays there though the member goes elsewhere."""
    assert filed.case.organisation_id is not None, "what was filed has an organisation"
    return (await session.get_one(Organisation, filed.case.organisation_id)).path


def power(viewer: Viewer, filed: Filed, path: str) -> Power:
    """Up to which sum this officer decides alone: the most that one of his offices gives.

    None: any sum. Whoever has the office above decides below as well; what has passed a body on
    its way up, or was appealed against, is not that body's any more.
    """
    here = range(filed.application.stage, len(filed.terms.stages))
    return _most(limit for stage in here for limit in _limits(viewer, filed, path, stage))


def stage_for(viewer: Viewer, filed: Filed, path: str, amount: int) -> int | None:
    """As which body he decides this sum: the first, from where it is upwards, that through an
    office of his may. None: it is more than he decides."""
    here = range(filed.application.stage, len(filed.terms.stages))
    return next(
        (n for n in here if suffices(_most(_limits(viewer, filed, path, n)), amount)), None
    )


def _limits(viewer: Viewer, filed: Filed, path: str, stage: int) -> list[int | None]:
    body = filed.terms.stages[stage]
    place = seat(path, body.level)
    if place is None:
        return []
    return [
        body.decides[office.role]
        for office in viewer.offices
        if office.role in body.decides and place.startswith(office.path)
    ]


def _most(limits: Iterable[int | None]) -> Power:
    found = list(limits)
    if not found:
        return NO_POWER
    return None if None in found else max(limit for limit in found if limit is not None)


def suffices(power: Power, amount: int) -> bool:
    if isinstance(power, NoPower):
        return False
    return power is None or amount <= power


async def officers(
    session: AsyncSession, filed: Filed, body: Body, path: str, besides: Collection[int] = ()
) -> list[Account]:
    """Those who decide in a body, of several the nearest to it; never the one who asks, nor
    whoever is his relative. Where the body has nobody, those above it stand in."""
    place = seat(path, body.level)
    if place is None:
        return []
    found = await members.scoped_holders(session, list(body.decides), place)
    recused = set(
        await session.scalars(select(Recusal.account_id).where(Recusal.case_id == filed.id))
    )
    able = [
        (account, len(scope))
        for account, scope in found
        if account.id not in recused
        and account.id not in besides
        and not is_applicant(account, filed)
    ]
    nearest = max((length for _, length in able), default=0)
    return [account for account, length in able if length == nearest]


async def primary_officers(session: AsyncSession, filed: Filed, path: str) -> list[Account]:
    """Whoever notes papers and speaks for the member in his own organisation, or else the next
    above it; never himself."""
    found = await members.scoped_holders(session, OF_PRIMARY, path)
    able = [(a, len(scope)) for a, scope in found if not is_applicant(a, filed)]
    nearest = max((length for _, length in able), default=0)
    return [account for account, length in able if length == nearest]


def is_applicant(account: Account, filed: Filed) -> bool:
    """Nobody decides about himself, from whichever account."""
    if account.member_id is not None:
        return account.member_id == filed.case.member_id
    return filed.case.member_id is None and account.id == filed.case.account_id


def first_stage(filed: Filed, path: str) -> int:
    """The first body that there is above this member."""
    stages = filed.terms.stages
    return next(n for n, body in enumerate(stages) if seat(path, body.level) is not None)


def able_stage(filed: Filed, path: str, amount: int, after: int) -> int | None:
    """The next body above that decides this sum; None: there is none."""
    for n, body in enumerate(filed.terms.stages[after + 1 :], start=after + 1):
        enough = any(limit is None or limit >= amount for limit in body.decides.values())
        if seat(path, body.level) is not None and enough:
            return n
    return None
