"""Roles given and taken in the chat by administrators: from a day to a day, over a scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.db import Database, alone
from bot.errors import Trespass, UserError
from bot.members.models import Account, Grant, Member, Organisation, Role
from bot.members.scope import member_subject, reach_member, reach_organisation, within
from bot.members.service import (
    Place,
    Viewer,
    account_of_member,
    audit,
    chain_of,
    place_name,
    upwards,
)
from bot.notices import Notice
from bot.regulations import Regulations

ADMINISTRATORS = frozenset({Role.ADMIN})
TOLD_FOR = timedelta(days=7)


class RoleHeld(UserError):
    """The same role over the same organisation, on some of these days."""

    key = "roles-held"


class RoleEnded(UserError):
    key = "roles-ended"


class OwnAdministration(UserError):
    """Nobody would be left to give it back."""

    key = "roles-own-admin"


class BadDays(UserError):
    key = "roles-bad-days"


@dataclass(frozen=True)
class Entry:
    """A role in force or to come, whose it is, and where."""

    grant: Grant
    holder: str
    place: str


def lasts() -> ColumnElement[bool]:
    return or_(Grant.ends_on.is_(None), Grant.ends_on >= clock.today())


async def entries(
    session: AsyncSession, viewer: Viewer, page: int, size: int, member_id: int | None = None
) -> tuple[list[Entry], int]:
    """A page of the roles that this administrator's scope covers, and how many there are."""
    ensure_administrator(viewer)
    conditions = [lasts(), within(viewer)]
    if member_id is not None:
        conditions.append(Grant.member_id == member_id)
    asked = (
        select(Grant)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .where(*conditions)
    )
    count = await session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    rows = await session.scalars(
        asked.order_by(Grant.role, Grant.id).offset(page * size).limit(size)
    )
    return [await _entry(session, grant) for grant in rows.all()], count


async def entry(session: AsyncSession, viewer: Viewer, grant_id: int) -> Entry:
    grant = await session.get(Grant, grant_id)
    if grant is None:
        raise RoleEnded
    await _reach(session, viewer, grant)
    return await _entry(session, grant)


async def _entry(session: AsyncSession, grant: Grant) -> Entry:
    organisation = await session.get_one(Organisation, grant.organisation_id)
    return Entry(
        grant,
        await _holder_name(session, grant),
        place_name(await chain_of(session, organisation)),
    )


async def _holder_name(session: AsyncSession, grant: Grant) -> str:
    if grant.member_id is not None:
        return (await session.get_one(Member, grant.member_id)).person.short_name
    account = await session.get_one(Account, grant.account_id)
    return f"Telegram {account.telegram_id}"


async def near_scopes(session: AsyncSession, viewer: Viewer, member_id: int) -> list[Place]:
    """The member's own organisation and those above it, as far as the administrator reaches."""
    _, organisation = await reach_member(session, viewer, member_id, ADMINISTRATORS)
    rows = await session.scalars(
        select(Organisation)
        .where(Organisation.path.in_(upwards(organisation.path)))
        .order_by(func.length(Organisation.path).desc())
    )
    return [Place(o.id, o.name) for o in rows if viewer.reaches(o.path, ADMINISTRATORS)]


def ensure_administrator(viewer: Viewer) -> None:
    if Role.ADMIN not in viewer.roles:
        raise Trespass("grant-refused", f"account:{viewer.account_id}")


async def _reach(session: AsyncSession, viewer: Viewer, grant: Grant) -> None:
    organisation = await session.get_one(Organisation, grant.organisation_id)
    if not viewer.reaches(organisation.path, ADMINISTRATORS):
        raise Trespass("grant-refused", f"grant:{grant.id}")


async def give(
    session: AsyncSession,
    viewer: Viewer,
    member_id: int,
    role: str,
    organisation_id: int,
    starts_on: date,
    ends_on: date | None,
) -> None:
    """The member holds it from a day to a day, or until it is taken."""
    await reach_member(session, viewer, member_id, ADMINISTRATORS)
    await reach_organisation(session, viewer, organisation_id, ADMINISTRATORS)
    if starts_on < clock.today() - timedelta(days=1) or (ends_on and ends_on < starts_on):
        raise BadDays
    # Two presses of one button are one role.
    await alone(session)
    held = await session.scalar(
        select(Grant.id).where(
            Grant.member_id == member_id,
            Grant.role == role,
            Grant.organisation_id == organisation_id,
            or_(Grant.ends_on.is_(None), Grant.ends_on >= starts_on),
            *([Grant.starts_on <= ends_on] if ends_on else []),
        )
    )
    if held is not None:
        raise RoleHeld
    session.add(
        Grant(
            member_id=member_id,
            role=role,
            organisation_id=organisation_id,
            starts_on=starts_on,
            ends_on=ends_on,
            given_by=viewer.account_id,
        )
    )
    await audit(session, viewer.account_id, f"granted-{role}", member_subject(member_id))
    if starts_on <= clock.today():
        await tell(session, await account_of_member(session, member_id))


async def take(session: AsyncSession, viewer: Viewer, grant_id: int) -> None:
    """End it now: its cards are emptied, its buttons refused, and its holder is told."""
    grant = await session.get(Grant, grant_id)
    if grant is None:
        raise RoleEnded
    await _reach(session, viewer, grant)
    if grant.role == Role.ADMIN and _is_viewers(grant, viewer):
        raise OwnAdministration
    await end_grants(session, viewer.account_id, [grant_id])


def _is_viewers(grant: Grant, viewer: Viewer) -> bool:
    if grant.member_id is not None:
        return viewer.member is not None and viewer.member.id == grant.member_id
    return grant.account_id == viewer.account_id


async def end_grants(session: AsyncSession, by_id: int, ids: Sequence[int]) -> None:
    """The rows stay, as history."""
    ended = await session.scalars(
        update(Grant)
        .where(Grant.id.in_(ids), lasts())
        .values(ends_on=clock.today() - timedelta(days=1))
        .returning(Grant)
    )
    for grant in ended.all():
        who = f"member:{grant.member_id}" if grant.member_id else f"account:{grant.account_id}"
        await audit(session, by_id, f"revoked-{grant.role}", who)
        await tell(session, await _account(session, grant))


async def _account(session: AsyncSession, grant: Grant) -> Account | None:
    if grant.member_id is not None:
        return await account_of_member(session, grant.member_id)
    return await session.get(Account, grant.account_id)


async def tell(session: AsyncSession, account: Account | None, key: str | None = None) -> None:
    if account is None:
        return
    await notices.refresh_cards_of(session, account.id)
    await notices.post(session, account.id, "roles", key=key)


async def begin_roles(database: Database, regulations: Regulations) -> None:
    """Whose role was given ahead of its first day hears of it on that day."""
    today = clock.today()
    async with database.writing() as session:
        begun = await session.scalars(
            select(Grant).where(
                Grant.starts_on <= today,
                Grant.starts_on >= today - TOLD_FOR,
                lasts(),
            )
        )
        for grant in begun.all():
            assert grant.given_at is not None
            if clock.day_of(grant.given_at) < grant.starts_on:
                await _tell_once(session, grant)


async def _tell_once(session: AsyncSession, grant: Grant) -> None:
    key = f"role-began:{grant.id}"
    if await session.scalar(select(Notice.id).where(Notice.key == key)) is None:
        await tell(session, await _account(session, grant), key)
