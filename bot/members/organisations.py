"""The union's tree in the hands of its staff: seen, renamed, merged and closed.

What an organisation was called stays known, because the registry may call it so still.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import String, cast, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.db import alone
from bot.errors import Trespass, UserError
from bot.members import requests, roles
from bot.members.models import (
    Account,
    Grant,
    Member,
    Membership,
    Organisation,
    OrganisationAlias,
    Request,
    RequestStatus,
    Role,
    Transfer,
)
from bot.members.normal import clean, normal_name
from bot.members.people import SMALL_SCOPE, Found
from bot.members.scope import organisation_subject, reach_organisation
from bot.members.service import (
    PEOPLE_ROLES,
    Viewer,
    account_by_id,
    account_of_member,
    audit,
    chain_of,
    place_name,
)

LONGEST_NAME = 300
# Their members are told that theirs is a part of another now.
JOINED = "org-joined"
MANAGERS = frozenset({Role.STAFF, Role.CHAIR, Role.ADMIN})


class BadName(UserError):
    key = "organisations-bad-name"


class NameTaken(UserError):
    key = "organisations-name-taken"


class NotEmpty(UserError):
    key = "organisations-not-empty"


class AlreadyClosed(UserError):
    key = "organisations-already-closed"


class CannotMerge(UserError):
    """Into itself, or into what lies below it."""

    key = "organisations-cannot-merge"


@dataclass(frozen=True)
class OrganisationCard:
    organisation: Organisation
    place: str
    # People of its own, and of all below it together.
    own: int
    all: int
    children: list[Organisation]
    children_count: int
    may_manage: bool
    # None: above it the viewer sees nothing.
    parent_id: int | None


async def tops(session: AsyncSession, viewer: Viewer) -> list[Organisation]:
    """Where the viewer's part of the tree begins: mostly one organisation."""
    paths = {o.path for o in viewer.offices if o.role in PEOPLE_ROLES}
    highest = [p for p in paths if not any(p != q and p.startswith(q) for q in paths)]
    rows = await session.scalars(
        select(Organisation).where(Organisation.path.in_(highest)).order_by(Organisation.name)
    )
    return list(rows)


async def card(
    session: AsyncSession, viewer: Viewer, organisation_id: int, page: int, size: int
) -> OrganisationCard:
    here = await reach_organisation(session, viewer, organisation_id)
    open_children = (Organisation.parent_id == here.id, Organisation.closed_on.is_(None))
    children = await session.scalars(
        select(Organisation)
        .where(*open_children)
        .order_by(Organisation.name, Organisation.id)
        .offset(page * size)
        .limit(size)
    )
    return OrganisationCard(
        organisation=here,
        place=place_name(await chain_of(session, here)),
        own=await _people(session, here, below=False),
        all=await _people(session, here, below=True),
        children=list(children),
        children_count=await session.scalar(select(func.count()).where(*open_children)) or 0,
        may_manage=may_manage(viewer, here),
        parent_id=await _visible_parent(session, viewer, here),
    )


async def _visible_parent(session: AsyncSession, viewer: Viewer, here: Organisation) -> int | None:
    if here.parent_id is None:
        return None
    parent = await session.get_one(Organisation, here.parent_id)
    return parent.id if viewer.reaches(parent.path, PEOPLE_ROLES) else None


async def _people(session: AsyncSession, here: Organisation, *, below: bool) -> int:
    asked = select(func.count(Member.id)).where(Member.status != Membership.LEFT)
    if below:
        asked = asked.join(Organisation, Organisation.id == Member.organisation_id).where(
            Organisation.path.startswith(here.path, autoescape=True)
        )
    else:
        asked = asked.where(Member.organisation_id == here.id)
    return await session.scalar(asked) or 0


def may_manage(viewer: Viewer, organisation: Organisation) -> bool:
    """Administrators, staff and chairs of the level above: nobody his own organisation."""
    if organisation.parent_id is None or organisation.closed_on is not None:
        return False
    if viewer.reaches(organisation.path, [Role.ADMIN]):
        return True
    return any(
        o.role in (Role.STAFF, Role.CHAIR)
        and organisation.path.startswith(o.path)
        and organisation.path != o.path
        for o in viewer.offices
    )


async def open_people(session: AsyncSession, viewer: Viewer, organisation_id: int) -> None:
    """The list of its members is a look at each of them: audited as one."""
    await reach_organisation(session, viewer, organisation_id)
    await audit(
        session, viewer.account_id, "members-listed", organisation_subject(organisation_id)
    )


async def people(
    session: AsyncSession, viewer: Viewer, organisation_id: int, page: int, size: int
) -> tuple[list[Found], int]:
    """A page of its own members, and how many there are: by name, where they are not too many.

    Names are sealed: to put them in order, all of them are opened.
    """
    here = await reach_organisation(session, viewer, organisation_id)
    own = (Member.organisation_id == here.id, Member.status != Membership.LEFT)
    count = await session.scalar(select(func.count()).where(*own)) or 0
    asked, begin = select(Member).where(*own).order_by(Member.id), page * size
    if count > SMALL_SCOPE:
        shown = list(await session.scalars(asked.offset(begin).limit(size)))
    else:
        by_name = sorted(await session.scalars(asked), key=_name)
        shown = by_name[begin : begin + size]
    return [Found(m.id, m.person.short_name, "") for m in shown], count


def _name(member: Member) -> str:
    return normal_name(member.person.full_name)


# Changes


async def rename(session: AsyncSession, viewer: Viewer, organisation_id: int, name: str) -> None:
    """The registry may go on with the old name: it finds this organisation by it."""
    here = await _managed(session, viewer, organisation_id)
    name = clean(name)
    if not 2 <= len(name) <= LONGEST_NAME:
        raise BadName
    if name == here.name:
        return
    old, new = normal_name(here.name), normal_name(name)
    assert here.parent_id is not None
    siblings = await session.scalars(
        select(Organisation).where(
            Organisation.parent_id == here.parent_id,
            Organisation.id != here.id,
            Organisation.closed_on.is_(None),
        )
    )
    if any(normal_name(sibling.name) == new for sibling in siblings):
        raise NameTaken
    here.name = name
    if old != new:
        await _call(session, here.parent_id, old, here.id)
    await audit(session, viewer.account_id, "renamed", organisation_subject(here.id))


async def _managed(session: AsyncSession, viewer: Viewer, organisation_id: int) -> Organisation:
    # Two changes of the tree at once could make a ring of it.
    await alone(session)
    here = await reach_organisation(session, viewer, organisation_id, MANAGERS)
    await session.refresh(here)
    if here.closed_on is not None:
        raise AlreadyClosed
    if not may_manage(viewer, here):
        raise Trespass("organisation-refused", organisation_subject(organisation_id))
    return here


async def _call(session: AsyncSession, parent_id: int, name: str, organisation_id: int) -> None:
    """From now on the registry means this organisation by that name under that parent."""
    alias = await session.scalar(
        select(OrganisationAlias).where(
            OrganisationAlias.parent_id == parent_id, OrganisationAlias.name == name
        )
    )
    if alias is None:
        alias = OrganisationAlias(parent_id=parent_id, name=name)
        session.add(alias)
    alias.organisation_id = organisation_id
    await session.flush()


async def ensure_can_merge(
    session: AsyncSession, viewer: Viewer, organisation_id: int, into_id: int
) -> tuple[Organisation, Organisation]:
    """Both, while they may still become one; the other must lie within the scope too."""
    here = await _managed(session, viewer, organisation_id)
    into = await reach_organisation(session, viewer, into_id, MANAGERS)
    if into.closed_on is not None:
        raise AlreadyClosed
    if into.path.startswith(here.path):
        raise CannotMerge
    return here, into


ToHeir = Callable[[AsyncSession, int, int], Awaitable[None]]
_to_heir: list[ToHeir] = []


def goes_to_heir(move: ToHeir) -> ToHeir:
    """Called in the transaction of a merge, with the ids of the one that ends and of its heir:
    what is still to come for the people of the one is for those of the other."""
    _to_heir.append(move)
    return move


async def merge(session: AsyncSession, viewer: Viewer, organisation_id: int, into_id: int) -> None:
    """People, requests and roles go over; cases stay where they were filed, below the heir."""
    here, into = await ensure_can_merge(session, viewer, organisation_id, into_id)
    told = await _officers_of(session, here)
    # The registry may open a merged one again, and it may be merged again.
    this = f"{here.id}:{clock.now().timestamp():.0f}"
    await _tell_members(session, here, told | {viewer.account_id}, f"{JOINED}:{this}")
    await _merge(session, viewer.account_id, here, into)
    for account_id in told - {viewer.account_id}:
        await notices.post(
            session,
            account_id,
            "organisation-merged",
            key=f"merged:{this}:{account_id}",
            name=here.name,
            into=place_name(await chain_of(session, into)),
        )
        await notices.refresh_cards_of(session, account_id)


async def _tell_members(
    session: AsyncSession, here: Organisation, told: set[int], subject: str
) -> None:
    """Everyone in it and below it, by one statement: where he belongs now is found when it is
    sent."""
    people = (
        select(Account.id)
        .join(Member, Member.id == Account.member_id)
        .join(Organisation, Organisation.id == Member.organisation_id)
        .where(
            Organisation.path.startswith(here.path, autoescape=True),
            Member.status.in_([Membership.ACTIVE, Membership.SUSPENDED]),
            Account.telegram_id > 0,
            Account.erased_at.is_(None),
            Account.id.not_in(told),
        )
    )
    await notices.post_bulk(session, JOINED, subject, people)


async def _merge(
    session: AsyncSession, by_id: int, here: Organisation, into: Organisation
) -> None:
    # First of all: what comes to the heir may bear the same name.
    here.closed_on, here.merged_into_id = clock.today(), into.id
    await session.flush()
    # What joined this one before has the same heir.
    await session.execute(
        update(Organisation)
        .where(Organisation.merged_into_id == here.id)
        .values(merged_into_id=into.id)
    )
    await _move_children(session, by_id, here, into)
    await _tell_histories(session, by_id, here, into)
    await session.execute(
        update(Member).where(Member.organisation_id == here.id).values(organisation_id=into.id)
    )
    await session.execute(
        update(Member)
        .where(Member.registry_organisation_id == here.id)
        .values(registry_organisation_id=into.id)
    )
    await _move_grants(session, here, into)
    await session.execute(
        update(Transfer)
        .where(
            Transfer.to_id == here.id,
            Transfer.done_at.is_(None),
            Transfer.cancelled_at.is_(None),
        )
        .values(to_id=into.id)
    )
    await _leave_name(session, here, into)
    # Below the heir, whoever reaches it reaches what was filed here.
    await _put_below(session, here, into)
    await audit(session, by_id, "merged", organisation_subject(here.id))
    await _move_requests(session, here, into)
    for move in _to_heir:
        await move(session, here.id, into.id)


async def _tell_histories(
    session: AsyncSession, by_id: int, here: Organisation, into: Organisation
) -> None:
    """In each member's history it is a transfer of that day."""
    now = clock.now()
    moment = literal(now, Transfer.done_at.type)
    # The registry may open a merged one again, and it may be merged again.
    key = literal(f"merged:{here.id}:{now.timestamp():.0f}:") + cast(Member.id, String)
    moved = select(
        Member.id, literal(here.id), literal(into.id), literal(clock.day_of(now)), literal(by_id),
        key, moment, moment,
    ).where(Member.organisation_id == here.id)  # fmt: skip
    columns = (
        "member_id", "from_id", "to_id", "starts_on", "by_id", "key", "created_at", "done_at",
    )  # fmt: skip
    await session.execute(insert(Transfer).from_select(columns, moved))


async def _move_children(
    session: AsyncSession, by_id: int, here: Organisation, into: Organisation
) -> None:
    """Of two with one name one is left."""
    there = {normal_name(o.name): o for o in await _open_children(session, into)}
    for child in await _open_children(session, here):
        namesake = there.get(normal_name(child.name))
        if namesake is not None and namesake.id != child.id:
            await _merge(session, by_id, child, namesake)
        else:
            await _put_below(session, child, into)


async def _open_children(session: AsyncSession, parent: Organisation) -> list[Organisation]:
    rows = await session.scalars(
        select(Organisation).where(
            Organisation.parent_id == parent.id, Organisation.closed_on.is_(None)
        )
    )
    return list(rows)


async def _put_below(session: AsyncSession, moved: Organisation, parent: Organisation) -> None:
    old, new = moved.path, f"{parent.path}{moved.id}/"
    moved.parent_id = parent.id
    await session.flush()
    await session.execute(
        update(Organisation)
        .where(Organisation.path.startswith(old, autoescape=True))
        .values(path=new + func.substr(Organisation.path, len(old) + 1))
        .execution_options(synchronize_session=False)
    )
    # What this session holds of the tree is as it was before.
    for known in [o for o in session.identity_map.values() if isinstance(o, Organisation)]:
        await session.refresh(known)


async def _move_grants(session: AsyncSession, here: Organisation, into: Organisation) -> None:
    rows = await session.scalars(select(Grant).where(Grant.organisation_id == here.id))
    held = await session.scalars(select(Grant).where(Grant.organisation_id == into.id))
    there = {(g.member_id, g.account_id, g.role, g.starts_on, g.ends_on) for g in held}
    for grant in rows:
        same = (grant.member_id, grant.account_id, grant.role, grant.starts_on, grant.ends_on)
        if same not in there:
            grant.organisation_id = into.id


async def _leave_name(session: AsyncSession, here: Organisation, into: Organisation) -> None:
    """Whatever it was called, and what lay below it, means the heir and what lies below that."""
    assert here.parent_id is not None
    await session.execute(
        update(OrganisationAlias)
        .where(OrganisationAlias.organisation_id == here.id)
        .values(organisation_id=into.id)
    )
    below = await session.scalars(
        select(OrganisationAlias).where(OrganisationAlias.parent_id == here.id)
    )
    for alias in below.all():
        taken = await session.scalar(
            select(OrganisationAlias.id).where(
                OrganisationAlias.parent_id == into.id, OrganisationAlias.name == alias.name
            )
        )
        if taken is None:
            alias.parent_id = into.id
        else:
            await session.delete(alias)
    await session.flush()
    await _call(session, here.parent_id, normal_name(here.name), into.id)


async def _move_requests(session: AsyncSession, here: Organisation, into: Organisation) -> None:
    moved = await session.scalars(
        update(Request)
        .where(Request.organisation_id == here.id, Request.status == RequestStatus.OPEN)
        .values(organisation_id=into.id)
        .returning(Request)
    )
    for request in moved.all():
        await requests.tell_officers(session, request)


async def _officers_of(session: AsyncSession, here: Organisation) -> set[int]:
    """Accounts with a role in this very organisation."""
    rows = await session.scalars(
        select(Grant).where(Grant.organisation_id == here.id, roles.lasts())
    )
    accounts = set()
    for grant in rows.all():
        account = (
            await account_of_member(session, grant.member_id)
            if grant.member_id
            else await account_by_id(session, grant.account_id or 0)
        )
        if account is not None:
            accounts.add(account.id)
    return accounts


async def close(session: AsyncSession, viewer: Viewer, organisation_id: int) -> None:
    """An empty one: nobody in it, nothing below it. A registry that names it opens it again."""
    here = await _managed(session, viewer, organisation_id)
    if await _people(session, here, below=True) or await _open_children(session, here):
        raise NotEmpty
    here.closed_on = clock.today()
    await session.flush()
    held = await session.scalars(
        select(Grant.id).where(Grant.organisation_id == here.id, roles.lasts())
    )
    await roles.end_grants(session, viewer.account_id, held.all())
    await audit(session, viewer.account_id, "closed", organisation_subject(here.id))
