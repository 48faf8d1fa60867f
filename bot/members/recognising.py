"""Finding someone in the registry by what he says of himself, and tying his account to it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices, reminders
from bot.cases import service as cases
from bot.members.models import (
    Account,
    Grant,
    Member,
    MemberPhone,
    Mode,
    Person,
    Request,
    RequestStatus,
)
from bot.members.normal import normal_name
from bot.members.service import GONE, account_of_member, audit, consents_of, member_by_card
from bot.regulations import Regulations
from bot.security import keys

REQUEST = "request"
MARKS = str.maketrans(".,;", "   ")


@dataclass(frozen=True)
class Claim:
    """What someone says of himself: by card and surname, or by his own phone; and birth date."""

    born: date
    card: str = ""
    surname: str = ""
    phone: str = ""


async def recognise(
    session: AsyncSession, account: Account, claim: Claim, regulations: Regulations
) -> Member | None:
    """The member of this claim, if all of it fits and nobody else has his account.

    Whatever is wrong, a pause after too many tries too, the answer is the same: None says
    nothing of whether a card exists.
    """
    if is_locked(account):
        return None
    member = await claimed_member(session, claim)
    if member is not None and await _is_free(session, member, account):
        return member
    await count_wrong_try(session, account, regulations)
    return None


def is_locked(account: Account) -> bool:
    return account.locked_until is not None and account.locked_until > clock.now()


async def count_wrong_try(
    session: AsyncSession, account: Account, regulations: Regulations
) -> None:
    rule = regulations.verification
    account.failed_tries += 1
    if account.failed_tries % rule.tries == 0:
        account.locked_until = clock.now() + rule.pause(account.failed_tries // rule.tries)
        await audit(session, account.id, "tries-used-up", f"account:{account.id}")


async def claimed_member(session: AsyncSession, claim: Claim) -> Member | None:
    """Whom all of the claim fits, whoever has his account. Several: none."""
    if claim.card:
        found = [member] if (member := await member_by_card(session, claim.card)) else []
    else:
        rows = await session.scalars(
            select(Member)
            .join(MemberPhone, MemberPhone.member_id == Member.id)
            .where(MemberPhone.phone_hash.in_(keys().hashes("phone:" + claim.phone)))
        )
        found = list(rows.unique())
    fitting = [
        member
        for member in found
        if member.status not in GONE and not differing(member.person, claim)
    ]
    return fitting[0] if len(fitting) == 1 else None


async def seeming_member(session: AsyncSession, claim: Claim) -> Member | None:
    """Whom staff should look at: the claim fits, or the card alone. He himself never hears it."""
    if member := await claimed_member(session, claim):
        return member
    return await member_by_card(session, claim.card) if claim.card else None


def differing(person: Person, claim: Claim) -> list[str]:
    """What of the claim is not as the registry says: "surname", "born"."""
    surname = not claim.card or _begins_with(claim.surname, person.surname)
    fits = {"surname": surname, "born": person.born == claim.born}
    return [name for name, fit in fits.items() if not fit]


def _begins_with(typed: str, surname: str) -> bool:
    """People asked for a surname write all their names, and stops and commas."""
    typed = typed.translate(MARKS)
    return f"{normal_name(typed)} ".startswith(f"{normal_name(surname)} ")


async def _is_free(session: AsyncSession, member: Member, account: Account) -> bool:
    holder = await account_of_member(session, member.id)
    return account.member_id in (None, member.id) and (holder is None or holder.id == account.id)


async def bind(session: AsyncSession, account: Account, member_id: int) -> None:
    """Tie the account to the member. Another account that had him is told and shown no more."""
    old = await account_of_member(session, member_id)
    if old is not None and old.id != account.id:
        await release(session, old, account, "unbound")
    await session.execute(
        update(Account)
        .where(Account.id == account.id)
        .values(member_id=member_id, failed_tries=0, locked_until=None)
    )
    await session.refresh(account)
    # A role that was given to a Telegram id is the member's from now on, and moves with him.
    await session.execute(
        update(Grant)
        .where(Grant.account_id == account.id)
        .values(account_id=None, member_id=member_id)
    )
    await withdraw_requests(session, account)
    await audit(session, account.id, "bound", f"member:{member_id}")


async def release(session: AsyncSession, old: Account, heir: Account, kind: str) -> None:
    """The old account is told by this kind of notice; what it asked for goes to the heir."""
    await session.execute(
        update(Account).where(Account.id == old.id).values(member_id=None, mode=Mode.MEMBER)
    )
    await session.refresh(old)
    await cases.move(session, old.id, heir.id)
    await notices.readdress_waiting(session, old.id, heir.id)
    await reminders.move(session, old.id, heir.id)
    await notices.refresh_cards_of(session, old.id)
    if old.telegram_id > 0:
        await notices.post(session, old.id, kind)


async def withdraw_requests(session: AsyncSession, account: Account) -> None:
    """Who was found, or left, needs nobody to confirm him any more."""
    ids = await session.scalars(
        update(Request)
        .where(Request.account_id == account.id, Request.status == RequestStatus.OPEN)
        .values(status=RequestStatus.WITHDRAWN, decided_at=clock.now())
        .returning(Request.id)
    )
    for request_id in ids.all():
        await notices.refresh_cards(session, REQUEST, f"request:{request_id}")


async def welcome(session: AsyncSession, account: Account, kind: str) -> None:
    """His menu, and then the one thing that is asked of everybody: may news come."""
    await notices.post(session, account.id, kind)
    if "news" not in await consents_of(session, account.id):
        await notices.post(session, account.id, "news-consent", key=f"news-consent:{account.id}")
