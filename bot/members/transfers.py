"""From one organisation to another, on a day."""

from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.db import Database, insert_new
from bot.errors import UserError
from bot.members import requests
from bot.members.models import Member, Organisation, Request, RequestStatus, Transfer
from bot.members.scope import member_subject, nearest_officers, reach_another
from bot.members.service import Viewer, account_of_member, audit, chain_of, place_name
from bot.regulations import Regulations

FURTHEST = timedelta(days=366)


class AlreadyThere(UserError):
    key = "people-already-there"


class BadDay(UserError):
    """In the past, or further ahead than anybody plans."""

    key = "people-bad-day"


class NoSuchPlace(UserError):
    key = "people-place-closed"


async def pending_transfer(session: AsyncSession, member_id: int) -> Transfer | None:
    return await session.scalar(
        select(Transfer).where(
            Transfer.member_id == member_id,
            Transfer.done_at.is_(None),
            Transfer.cancelled_at.is_(None),
        )
    )


async def transfer(
    session: AsyncSession, viewer: Viewer, member_id: int, to_id: int, day: date, key: str
) -> None:
    """At once if it is today. A later day waits, in place of what was planned before."""
    member, here = await reach_another(session, viewer, member_id)
    today = clock.now().astimezone(viewer.texts.zone).date()
    if not today <= day <= today + FURTHEST:
        raise BadDay
    to = await session.get(Organisation, to_id)
    if to is None or to.closed_on is not None:
        raise NoSuchPlace
    if await session.scalar(select(Transfer.id).where(Transfer.key == key)):
        return
    if to.id == here.id:
        raise AlreadyThere
    await _cancel(session, member_id)
    made = await insert_new(
        session,
        Transfer,
        {
            "member_id": member_id,
            "from_id": here.id,
            "to_id": to.id,
            "starts_on": day,
            "by_id": viewer.account_id,
            "key": key,
        },
        unique=("key",),
    )
    if made is None:
        return
    await audit(session, viewer.account_id, "transfer", member_subject(member_id))
    if day == today:
        await _carry_out(session, made)
    else:
        await _tell(
            session, member, here, to, "planned", f"{made}:planned", day, viewer.account_id
        )


async def cancel(session: AsyncSession, viewer: Viewer, member_id: int) -> None:
    member, here = await reach_another(session, viewer, member_id)
    planned = await pending_transfer(session, member_id)
    if planned is None or not await _cancel(session, member_id):
        return
    to = await session.get_one(Organisation, planned.to_id)
    await audit(session, viewer.account_id, "transfer-cancelled", member_subject(member_id))
    await _tell(
        session, member, here, to, "cancelled", f"{planned.id}:cancelled", planned.starts_on,
        viewer.account_id,
    )  # fmt: skip


async def _cancel(session: AsyncSession, member_id: int) -> bool:
    ended = await session.scalars(
        update(Transfer)
        .where(
            Transfer.member_id == member_id,
            Transfer.done_at.is_(None),
            Transfer.cancelled_at.is_(None),
        )
        .values(cancelled_at=clock.now())
        .returning(Transfer.id)
    )
    return bool(ended.all())


async def _carry_out(session: AsyncSession, transfer_id: int) -> None:
    # It may be cancelled at this very moment: one conditional update decides.
    done = await session.scalar(
        update(Transfer)
        .where(
            Transfer.id == transfer_id,
            Transfer.done_at.is_(None),
            Transfer.cancelled_at.is_(None),
        )
        .values(done_at=clock.now())
        .returning(Transfer.id)
    )
    if done is None:
        return
    move = await session.get_one(Transfer, transfer_id)
    # An import may be moving him at this very moment.
    member = await session.get_one(
        Member, move.member_id, with_for_update=True, populate_existing=True
    )
    left = await session.get_one(Organisation, member.organisation_id)
    to = await session.get_one(Organisation, move.to_id)
    # The registry may have moved him since it was planned.
    move.from_id = left.id
    in_registry = member.registry_organisation_id or left.id
    member.organisation_id = to.id
    member.registry_organisation_id = in_registry if in_registry != to.id else None
    await session.flush()
    moved = await session.scalars(
        update(Request)
        .where(Request.member_id == member.id, Request.status == RequestStatus.OPEN)
        .values(organisation_id=to.id)
        .returning(Request)
    )
    for request in moved.all():
        await requests.tell_officers(session, request)
    await _tell(
        session, member, left, to, "done", f"{transfer_id}:done", move.starts_on, move.by_id
    )


async def _tell(
    session: AsyncSession,
    member: Member,
    left: Organisation,
    to: Organisation,
    what: str,
    key: str,
    day: date,
    by_id: int,
) -> None:
    """The member himself, and who looks after either organisation."""
    place = place_name(await chain_of(session, to))
    account = await account_of_member(session, member.id)
    if account is not None:
        await notices.post(
            session, account.id, f"transfer-{what}", key=f"transfer:{key}:member",
            place=place, day=day,
        )  # fmt: skip
    officers = {
        officer
        for path in (left.path, to.path)
        for officer in await nearest_officers(session, path, by_id)
    }
    for officer in officers - ({account.id} if account else set()):
        await notices.post(
            session, officer, f"transfer-{what}-officer", key=f"transfer:{key}:{officer}",
            name=member.person.full_name, place=place, day=day,
            left=place_name(await chain_of(session, left)),
        )  # fmt: skip


async def move_members(database: Database, regulations: Regulations) -> None:
    """Whose day has come, where he goes to."""
    async with database.reading() as session:
        rows = await session.execute(
            select(Transfer.id, Transfer.starts_on, Transfer.to_id).where(
                Transfer.done_at.is_(None),
                Transfer.cancelled_at.is_(None),
                # Midnight comes to the union's east before it comes to Greenwich.
                Transfer.starts_on <= clock.today() + timedelta(days=1),
            )
        )
        due = []
        for transfer_id, day, to_id in rows.all():
            to = await session.get_one(Organisation, to_id)
            zone = regulations.settings_for(await chain_of(session, to)).timezone
            if day <= clock.now().astimezone(zone).date():
                due.append(transfer_id)
    for transfer_id in due:
        async with database.writing() as session:
            await _carry_out(session, transfer_id)
