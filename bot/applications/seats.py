"""Before whom an application lies now, as the database asks it: `route.officers` for lists."""

from collections import defaultdict
from collections.abc import Collection
from itertools import pairwise
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.applications.models import Application, Recusal
from bot.applications.reading import terms_of
from bot.applications.route import WHOLE_WAY
from bot.applications.states import UNDECIDED
from bot.cases.models import Case
from bot.members import service as members
from bot.members.models import Account, Grant, Organisation
from bot.members.service import Office, Viewer
from bot.regulations import Level, Terms

# At one body: its level and the roles that decide there.
Kind = tuple[Level, frozenset[str]]
# From the member's own organisation upwards: as deep as a tree goes below a region.
PLACE: Final = aliased(Organisation, name="place")
ABOVE: Final = (
    PLACE,
    aliased(Organisation, name="above_1"),
    aliased(Organisation, name="above_2"),
    aliased(Organisation, name="above_3"),
)
REGION_DEPTH: Final = 2


async def waiting_terms(session: AsyncSession) -> list[tuple[int, int, Terms]]:
    """The rules and stages at which anything waits: few rows, whatever the number of cases."""
    rows = await session.execute(
        select(Application.terms_id, Application.stage)
        .join(Case, Case.id == Application.case_id)
        .where(Case.status.in_(UNDECIDED), Application.terms_id.is_not(None))
        .distinct()
    )
    pairs = [(terms_id, stage) for terms_id, stage in rows if terms_id is not None]
    known = await terms_of(session, {terms_id for terms_id, _ in pairs})
    return [(terms_id, stage, known[terms_id]) for terms_id, stage in pairs]


async def at_body(session: AsyncSession, fund: str, body: str) -> ColumnElement[bool]:
    """Those that this body of the purse has before it."""
    stages: dict[int, list[int]] = defaultdict(list)
    for terms_id, stage, terms in await waiting_terms(session):
        if terms.stages[stage].key == body and terms.fund.key == fund:
            stages[stage].append(terms_id)
    return _at_stages(stages)


async def before(session: AsyncSession, viewer: Viewer) -> ColumnElement[bool]:
    """Those that lie before this officer: he sits in the body, and nobody sits nearer."""
    kinds: dict[Kind, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for terms_id, stage, terms in await waiting_terms(session):
        body = terms.stages[stage]
        kinds[body.level, frozenset(body.decides)][stage].append(terms_id)
    return or_(
        *(
            and_(_at_stages(stages), _sits(viewer, level, roles))
            for (level, roles), stages in kinds.items()
            if viewer.roles & roles
        ),
        # Without any there is nothing.
        Case.id < 0,
    )


def _at_stages(stages: dict[int, list[int]]) -> ColumnElement[bool]:
    return or_(
        Case.id < 0,
        *(
            and_(Application.stage == stage, Application.terms_id.in_(ids))
            for stage, ids in stages.items()
        ),
    )


def _sits(viewer: Viewer, level: Level, roles: frozenset[str]) -> ColumnElement[bool]:
    offices = [office for office in viewer.offices if office.role in roles]
    found = select(PLACE.id).where(
        PLACE.id == Case.organisation_id, or_(*(_office(o, level, roles) for o in offices))
    )
    for below, above in pairwise(ABOVE):
        found = found.outerjoin(above, above.id == below.parent_id)
    return exists(found.correlate(Case))


def _office(office: Office, level: Level, roles: Collection[str]) -> ColumnElement[bool]:
    """The body of a case sits in this office's organisation or below it, nobody being nearer."""
    depth = _depth_of(office.path)
    inside = PLACE.path.startswith(office.path, autoescape=True)
    place_depth = _depth(PLACE)
    match level:
        case Level.PRIMARY:
            return and_(inside, *_nobody_nearer(ABOVE, depth, roles))
        case Level.TERRITORIAL:
            above = ABOVE[1:]
            seated = above[0].path.startswith(office.path, autoescape=True)
            return and_(place_depth > REGION_DEPTH, seated, *_nobody_nearer(above, depth, roles))
        case Level.REGIONAL:
            if depth == REGION_DEPTH:
                return and_(place_depth >= WHOLE_WAY, inside)
            if depth > REGION_DEPTH:
                return Case.id < 0
            regions = [and_(_depth(above) == REGION_DEPTH, _held(above, roles)) for above in ABOVE]
            return and_(inside, or_(place_depth < WHOLE_WAY, not_(or_(*regions))))


def _nobody_nearer(
    seats: Collection[type[Organisation]], depth: int, roles: Collection[str]
) -> list[ColumnElement[bool]]:
    return [or_(at.id.is_(None), _depth(at) <= depth, not_(_held(at, roles))) for at in seats]


def _held(at: type[Organisation], roles: Collection[str]) -> ColumnElement[bool]:
    """Somebody there decides about this member: neither he himself nor his relative."""
    recused = (
        select(Recusal.account_id)
        .join(Account, Account.id == Recusal.account_id)
        .where(
            Recusal.case_id == Case.id,
            or_(Account.id == Grant.account_id, Account.member_id == Grant.member_id),
        )
        .correlate(Case, Grant)
    )
    held = members.holding(roles, at.id).where(
        or_(Grant.member_id.is_(None), Grant.member_id != Case.member_id), ~exists(recused)
    )
    return exists(held.correlate(Case, at))


def _depth(at: type[Organisation]) -> ColumnElement[int]:
    """How many organisations its path names; «/1/5/» is 2 deep."""
    return func.length(at.path) - func.length(func.replace(at.path, "/", "")) - 1


def _depth_of(path: str) -> int:
    return path.count("/") - 1
