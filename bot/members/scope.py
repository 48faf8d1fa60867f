"""How far an office reaches among members and organisations."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, false, or_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import Trespass, UserError
from bot.members.models import Member, Organisation, Role
from bot.members.service import PEOPLE_ROLES, Viewer, audit, scoped_holders


class OwnCard(UserError):
    """Nobody decides about himself."""

    key = "people-own"


def member_subject(member_id: int) -> str:
    return f"member:{member_id}"


def organisation_subject(organisation_id: int) -> str:
    return f"organisation:{organisation_id}"


def within(viewer: Viewer, roles: Collection[str] = PEOPLE_ROLES) -> ColumnElement[bool]:
    """Organisations that the viewer's offices reach by one of the roles."""
    scopes = {office.path for office in viewer.offices if office.role in roles}
    return or_(false(), *(Organisation.path.startswith(s, autoescape=True) for s in scopes))


async def reach_member(
    session: AsyncSession,
    viewer: Viewer,
    member_id: int,
    roles: Collection[Role] = PEOPLE_ROLES,
) -> tuple[Member, Organisation]:
    member = await session.get(Member, member_id)
    if member is not None:
        organisation = await session.get_one(Organisation, member.organisation_id)
        if viewer.reaches(organisation.path, roles):
            return member, organisation
    raise Trespass("member-refused", member_subject(member_id))


async def reach_another(
    session: AsyncSession, viewer: Viewer, member_id: int
) -> tuple[Member, Organisation]:
    """A member about whom this viewer may decide: himself never."""
    found = await reach_member(session, viewer, member_id)
    if is_own(viewer, found[0]):
        raise OwnCard
    return found


def is_own(viewer: Viewer, member: Member) -> bool:
    return viewer.member is not None and viewer.member.id == member.id


async def reach_organisation(
    session: AsyncSession,
    viewer: Viewer,
    organisation_id: int,
    roles: Collection[Role] = PEOPLE_ROLES,
) -> Organisation:
    organisation = await session.get(Organisation, organisation_id)
    if organisation is None or not viewer.reaches(organisation.path, roles):
        raise Trespass("organisation-refused", organisation_subject(organisation_id))
    return organisation


async def nearest_officers(session: AsyncSession, path: str, besides: int) -> list[int]:
    """Accounts of those who look after an organisation: its own, or the nearest above it."""
    officers = [
        (account.id, len(scope))
        for account, scope in await scoped_holders(session, PEOPLE_ROLES - {Role.ADMIN}, path)
    ]
    nearest = max((length for _, length in officers), default=0)
    return [account for account, length in officers if length == nearest and account != besides]


async def look(session: AsyncSession, viewer: Viewer, member_id: int) -> Member:
    """Open a member's card: each look is audited, and each attempt."""
    member, _ = await reach_member(session, viewer, member_id)
    await audit(session, viewer.account_id, "member-seen", member_subject(member_id))
    return member
