"""Hashes of cards, surnames and phones under the newest key: for `keys rotate`."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.members.models import Member, MemberPhone, Person, Request, surname_hash
from bot.members.normal import normal_card
from bot.security import keys


async def rehash(session: AsyncSession, after: int, limit: int) -> tuple[int | None, int]:
    """Rewrite the hashes of the next members; the last one's id, None at the end, and how many."""
    found = await session.execute(
        select(Member.id, Member.card_hash, Member.surname_hash, Member.person)
        .where(Member.id > after)
        .order_by(Member.id)
        .limit(limit)
        .with_for_update()
    )
    rows = found.all()
    if not rows:
        return None, 0
    people: dict[int, Person] = {member_id: person for member_id, _, _, person in rows}
    changed = 0
    for member_id, card_hash, by_surname, person in rows:
        newer = {
            "card_hash": await _newer_card(session, card_hash, person),
            "surname_hash": None if by_surname is None else _newer_surname(by_surname, person),
        }
        if values := {name: value for name, value in newer.items() if value}:
            await session.execute(update(Member).where(Member.id == member_id).values(values))
            changed += 1
    return rows[-1][0], changed + await _rehash_phones(session, people)


def _newer_surname(stored: bytes, person: Person) -> bytes | None:
    newest = surname_hash(person.surname)
    return newest if stored != newest else None


async def _newer_card(session: AsyncSession, card_hash: bytes, person: Person) -> bytes | None:
    if newer := _newer(card_hash, "card:" + normal_card(person.card)):
        return newer
    if normal_card(person.card):
        return None
    # Confirmed by hand without a card: his request stands for it.
    for request_id in await session.scalars(select(Request.id)):
        if newer := _newer(card_hash, f"card:request{request_id}"):
            return newer
    return None


async def _rehash_phones(session: AsyncSession, people: dict[int, Person]) -> int:
    found = await session.execute(
        select(MemberPhone.member_id, MemberPhone.phone_hash).where(
            MemberPhone.member_id.in_(people)
        )
    )
    changed = 0
    for member_id, phone_hash in found.all():
        candidates = (_newer(phone_hash, f"phone:{p}") for p in people[member_id].phones)
        newer = next(filter(None, candidates), None)
        if newer is None:
            continue
        await session.execute(
            delete(MemberPhone).where(
                MemberPhone.member_id == member_id, MemberPhone.phone_hash == phone_hash
            )
        )
        if await session.get(MemberPhone, (member_id, newer)) is None:
            session.add(MemberPhone(member_id=member_id, phone_hash=newer))
        await session.flush()
        changed += 1
    return changed


def _newer(stored: bytes, value: str) -> bytes | None:
    """The value's newest hash, where what is stored is an older one of it."""
    newest, *older = keys().hashes(value)
    return newest if stored in older else None
