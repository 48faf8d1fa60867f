"""Members as their offices see them: found, looked at, and their Telegram unbound or moved."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases import service as cases
from bot.db import Database, insert_new
from bot.errors import UserError
from bot.members.models import (
    Account,
    Audit,
    Grant,
    Invitation,
    Member,
    Organisation,
    Role,
    Transfer,
    surname_hash,
    surname_hashes,
)
from bot.members.normal import normal_name
from bot.members.recognising import bind, release, welcome
from bot.members.scope import (
    is_own,
    member_subject,
    reach_another,
    reach_member,
    within,
)
from bot.members.service import (
    PEOPLE_ROLES,
    Viewer,
    account_of_member,
    audit,
    chain_of,
    ensure_account,
    member_by_card,
    name_of,
    place_name,
)
from bot.members.transfers import pending_transfer
from bot.regulations import Regulations
from bot.security import keys

FOUND_MOST = 30
# Namesakes that are opened to compare first names.
NAMESAKES_READ = 1000
# Names are sealed: within so few people their beginnings are compared one by one.
SMALL_SCOPE = 500
INVITATION_LIFE = timedelta(hours=24)
HISTORY_LINES = 15
BATCH_ROWS = 500
SHOWN_DIGITS = 4
# What stands in a member's history; looks do not.
TOLD = frozenset(
    {
        "confirmed", "bound", "unbound", "invited", "data-wrong", "tries-used-up",
        *(f"{change}-{role}" for change in ("granted", "revoked") for role in Role),
    }
)  # fmt: skip
# What the member did himself: who he is by now, or was then, is no news in his own history.
HIS_OWN = frozenset({"bound", "data-wrong", "tries-used-up"})


class NobodyBound(UserError):
    key = "people-nobody-bound"


class InvitationOver(UserError):
    """It was used, replaced by a newer one, or its day has passed."""

    key = "people-invitation-over"


class TelegramTaken(UserError):
    """Two people, one Telegram: it is one member's at a time."""

    key = "people-telegram-taken"


@dataclass(frozen=True)
class Found:
    id: int
    name: str
    place: str


@dataclass(frozen=True)
class Held:
    """A role with its scope, as it is shown."""

    grant: Grant
    place: str


@dataclass(frozen=True)
class PersonCard:
    member: Member
    place: str
    # Whose Telegram it is now; None: he does not talk to the bot.
    account: Account | None
    held: tuple[Held, ...]
    transfer: Transfer | None
    transfer_to: str
    # None: not for this viewer's eyes.
    open_cases: int | None
    is_own: bool


@dataclass(frozen=True)
class Line:
    """Who did what, and when. `who` is empty for a shell, the clock and the member himself."""

    action: str
    at: datetime
    who: str
    place: str = ""
    role: str = ""


async def search(session: AsyncSession, viewer: Viewer, typed: str) -> list[int]:
    """Members within the scope by card, or by surname and as much of the names as was typed."""
    if any(map(str.isdigit, typed)):
        return await _by_card(session, viewer, typed)
    words = normal_name(typed).split()
    if not words:
        return []
    hashed = Member.surname_hash.in_(surname_hashes(words[0]))
    namesakes = await _within(session, viewer, hashed, NAMESAKES_READ)
    found = [m.id for m in namesakes if _has_names(m, words)]
    return (found or await _beginnings(session, viewer, words))[:FOUND_MOST]


async def _by_card(session: AsyncSession, viewer: Viewer, card: str) -> list[int]:
    member = await member_by_card(session, card)
    if member is None:
        return []
    organisation = await session.get_one(Organisation, member.organisation_id)
    if viewer.reaches(organisation.path, PEOPLE_ROLES):
        return [member.id]
    # The answer is the same as for no such card; the attempt is remembered.
    await audit(session, viewer.account_id, "member-refused", member_subject(member.id))
    return []


async def _within(
    session: AsyncSession, viewer: Viewer, condition: ColumnElement[bool], most: int
) -> Sequence[Member]:
    rows = await session.scalars(
        select(Member)
        .join(Organisation, Organisation.id == Member.organisation_id)
        .where(condition, within(viewer))
        .order_by(Member.id)
        .limit(most)
    )
    return rows.all()


def _has_names(member: Member, words: Sequence[str]) -> bool:
    """«петрова ан» fits Петрова Анна."""
    names = normal_name(member.person.full_name).split()
    return len(words) <= len(names) and all(
        name.startswith(word) for name, word in zip(names, words, strict=False)
    )


async def _beginnings(session: AsyncSession, viewer: Viewer, words: Sequence[str]) -> list[int]:
    people = await _within(session, viewer, Member.id > 0, SMALL_SCOPE + 1)
    return [m.id for m in people if len(people) <= SMALL_SCOPE and _has_names(m, words)]


async def lines(session: AsyncSession, viewer: Viewer, ids: Sequence[int]) -> list[Found]:
    """How those who were found stand in a list; who left the scope meanwhile does not."""
    members = await _within(session, viewer, Member.id.in_(ids), FOUND_MOST)
    return [
        Found(m.id, m.person.short_name, await _place(session, m.organisation_id)) for m in members
    ]


async def _place(session: AsyncSession, organisation_id: int) -> str:
    organisation = await session.get_one(Organisation, organisation_id)
    return place_name(await chain_of(session, organisation))


def masked(card: str) -> str:
    return f"…{card[-SHOWN_DIGITS:]}" if len(card) > SHOWN_DIGITS else card


async def card(session: AsyncSession, viewer: Viewer, member_id: int) -> PersonCard:
    member, organisation = await reach_member(session, viewer, member_id)
    transfer = await pending_transfer(session, member_id)
    account = await account_of_member(session, member_id)
    grants = await session.scalars(
        select(Grant)
        .where(
            Grant.member_id == member_id,
            Grant.ends_on.is_(None) | (Grant.ends_on >= clock.today()),
        )
        .order_by(Grant.starts_on, Grant.id)
    )
    # That someone asked the lawyer is no matter of his own chair.
    may_count = viewer.reaches(organisation.path, [Role.STAFF, Role.ADMIN])
    return PersonCard(
        member=member,
        place=place_name(await chain_of(session, organisation)),
        account=account if account and account.telegram_id > 0 else None,
        held=tuple([Held(g, await _place(session, g.organisation_id)) for g in grants]),
        transfer=transfer,
        transfer_to=await _place(session, transfer.to_id) if transfer else "",
        open_cases=await cases.open_of_member(session, member_id) if may_count else None,
        is_own=is_own(viewer, member),
    )


async def is_in_scope(session: AsyncSession, viewer: Viewer, member_id: int) -> bool:
    return bool(await _within(session, viewer, Member.id == member_id, 1))


async def bound_since(session: AsyncSession, account: Account) -> datetime:
    at = await session.scalar(
        select(func.max(Audit.at)).where(
            Audit.account_id == account.id,
            Audit.action == "bound",
            Audit.subject == member_subject(account.member_id or 0),
        )
    )
    return at or account.created_at


async def history(session: AsyncSession, viewer: Viewer, member_id: int) -> list[Line]:
    """What became of a member and who did it, newest first."""
    await reach_member(session, viewer, member_id)
    audited = await session.scalars(
        select(Audit)
        .where(Audit.subject == member_subject(member_id), Audit.action.in_(TOLD))
        .order_by(Audit.id.desc())
        .limit(HISTORY_LINES)
    )
    told = [await _audit_line(session, row) for row in audited.all()]
    moves = await session.scalars(
        select(Transfer)
        .where(Transfer.member_id == member_id)
        .order_by(Transfer.id.desc())
        .limit(HISTORY_LINES)
    )
    for move in moves.all():
        told += await _transfer_lines(session, move)
    return sorted(told, key=lambda line: line.at, reverse=True)[:HISTORY_LINES]


async def _audit_line(session: AsyncSession, row: Audit) -> Line:
    told = row.account_id and row.action not in HIS_OWN
    who = await name_of(session, row.account_id) if told and row.account_id else ""
    action, _, role = row.action.partition("-")
    if action in ("granted", "revoked"):
        return Line(action, row.at, who, role=role)
    return Line(row.action, row.at, who)


async def _transfer_lines(session: AsyncSession, move: Transfer) -> list[Line]:
    who, place = await name_of(session, move.by_id), await _place(session, move.to_id)
    if move.done_at:
        return [Line("transferred", move.done_at, who, place)]
    told = [Line("transfer-planned", move.created_at, who, place)]
    if move.cancelled_at:
        told.append(Line("transfer-cancelled", move.cancelled_at, "", place))
    return told


# The Telegram of a member


async def unbind(session: AsyncSession, viewer: Viewer, member_id: int) -> None:
    """The account is told and shown nothing more. What the member asked for waits for his next
    Telegram, with an account that stands for none."""
    await reach_another(session, viewer, member_id)
    account = await account_of_member(session, member_id)
    if account is None or account.telegram_id < 0:
        raise NobodyBound
    waiting = await ensure_account(session, -member_id, account.language)
    await release(session, account, waiting, "unlinked")
    await session.execute(
        update(Account).where(Account.id == waiting.id).values(member_id=member_id)
    )
    await session.refresh(waiting)
    await audit(session, viewer.account_id, "unbound", member_subject(member_id))


async def invite(session: AsyncSession, viewer: Viewer, member_id: int, press: str) -> str:
    """A code that ties whoever opens it to this member, once and for a day. An earlier one of
    his dies. The same press makes the same code."""
    await reach_another(session, viewer, member_id)
    token = keys().hash(f"invitation:{member_id}:{press}").hex()
    row = {
        "member_id": member_id,
        "token_hash": _hash(token),
        "by_id": viewer.account_id,
        "expires_at": clock.now() + INVITATION_LIFE,
    }
    made = await insert_new(session, Invitation, row, unique=("token_hash",))
    if made is not None:
        await session.execute(
            update(Invitation)
            .where(
                Invitation.member_id == member_id,
                Invitation.id != made,
                Invitation.used_at.is_(None),
                Invitation.expires_at > clock.now(),
            )
            .values(expires_at=clock.now())
        )
        await audit(session, viewer.account_id, "invited", member_subject(member_id))
    return token


async def accept(session: AsyncSession, account: Account, token: str) -> bool:
    """Open the code: of two who do it at once, one is tied. False where he was already."""
    asked = Invitation.token_hash == _hash(token)
    invitation = await session.scalar(select(Invitation).where(asked))
    if invitation is None:
        raise InvitationOver
    if account.member_id == invitation.member_id:
        # The same update once more, or nothing to move.
        return False
    if account.member_id is not None:
        raise TelegramTaken
    used = await session.scalar(
        update(Invitation)
        .where(asked, Invitation.used_at.is_(None), Invitation.expires_at > clock.now())
        .values(used_at=clock.now(), used_by=account.id)
        .returning(Invitation.id)
    )
    if used is None:
        raise InvitationOver
    await bind(session, account, invitation.member_id)
    await welcome(session, account, "confirmed")
    return True


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# The clock


async def index_surnames(database: Database, regulations: Regulations) -> None:
    """Whoever was entered before surnames could be searched, portion by portion."""
    while True:
        async with database.writing() as session:
            rows = await session.scalars(
                select(Member).where(Member.surname_hash.is_(None)).limit(BATCH_ROWS)
            )
            members = rows.all()
            for member in members:
                member.surname_hash = surname_hash(member.person.surname)
        if len(members) < BATCH_ROWS:
            return
