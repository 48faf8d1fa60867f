"""Who someone is, what he agreed to, and what he may do."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVarTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot import clock, notices
from bot.db import insert_new
from bot.errors import NoAccess
from bot.i18n import Texts
from bot.members.models import (
    Account,
    Audit,
    Consent,
    Grant,
    Member,
    Membership,
    Mode,
    Organisation,
    Role,
)
from bot.members.normal import normal_card, normal_name
from bot.regulations import Desk, Fund, OrganisationRules, Regulations
from bot.regulations.blocks import ConsentKind
from bot.regulations.checks import FIXED_ROLES
from bot.security import keys

Row = TypeVarTuple("Row")

# Who confirms people and sees members: offices of an organisation.
OFFICE_ROLES = frozenset({Role.STAFF, Role.CHAIR})
# Who opens «Члены профсоюза».
PEOPLE_ROLES = OFFICE_ROLES | {Role.ADMIN}
# Who makes events, and writes news and surveys.
ORGANISER_ROLES = PEOPLE_ROLES | {Role.EDITOR}
OFFICES = frozenset({Role.STAFF, Role.CHAIR, Role.TREASURER})
GONE = frozenset({Membership.EXCLUDED, Membership.LEFT})


UNION_DEPTH = 2  # slashes in "/1/", the path of the union itself


@dataclass(frozen=True)
class Office:
    """A role in force: in the organisation with this path and in all below it."""

    role: str
    organisation_id: int
    path: str


def role_words(role: str, desks: Mapping[str, Desk], texts: Texts) -> str:
    """«юрист»: a desk's roles as its regulations call them."""
    for desk in desks.values():
        if role in desk.roles:
            return desk.words(texts.language)["head" if role == desk.head else "worker"]
    if role in FIXED_ROLES:
        return texts(f"role-{role}")
    # Of a desk that the regulations had once.
    return role


@dataclass(frozen=True)
class Viewer:
    """The person an update comes from, as far as he is known. Read once an update."""

    telegram_id: int
    texts: Texts
    account: Account | None = None
    member: Member | None = None
    organisation: Organisation | None = None
    chain: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    rules: OrganisationRules | None = None
    consented: bool = False
    # All that the union has; `serves` are those of them that he works at.
    desks: Mapping[str, Desk] = field(default_factory=dict)
    # Purses that are open to him as a member.
    funds: tuple[Fund, ...] = ()

    @property
    def account_id(self) -> int:
        if self.account is None:
            raise NoAccess
        return self.account.id

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(office.role for office in self.offices)

    @property
    def serves(self) -> tuple[Desk, ...]:
        return tuple(desk for desk in self.desks.values() if self.roles & {*desk.roles})

    @property
    def leads(self) -> tuple[Desk, ...]:
        return tuple(desk for desk in self.desks.values() if desk.head in self.roles)

    def role_words(self, role: str) -> str:
        return role_words(role, self.desks, self.texts)

    @property
    def is_active_member(self) -> bool:
        return self.member is not None and self.member.status is Membership.ACTIVE

    def reaches(self, path: str, roles: Collection[str]) -> bool:
        """Whether one of these roles covers the organisation with this path."""
        return any(o.role in roles and path.startswith(o.path) for o in self.offices)


async def view(
    session: AsyncSession,
    telegram_id: int,
    regulations: Regulations,
    *,
    guess: str,
    zone: ZoneInfo,
) -> Viewer:
    """Who this is. A stranger is shown texts in the language guessed for him."""
    account = await session.scalar(select(Account).where(Account.telegram_id == telegram_id))
    if account is None:
        return Viewer(telegram_id, Texts(guess, zone))
    return await view_account(session, account, regulations, zone=zone)


async def view_account(
    session: AsyncSession, account: Account, regulations: Regulations, *, zone: ZoneInfo
) -> Viewer:
    member = organisation = None
    chain: tuple[str, ...] = ()
    if account.member_id is not None:
        member = await session.get_one(Member, account.member_id)
        organisation = await session.get_one(Organisation, member.organisation_id)
        chain = await chain_of(session, organisation)
    rules = regulations.settings_for(chain) if chain else None
    own = ZoneInfo(account.timezone) if account.timezone else None
    return Viewer(
        telegram_id=account.telegram_id,
        texts=Texts(account.language, own or (rules.timezone if rules else zone)),
        account=account,
        member=member,
        organisation=organisation,
        chain=chain,
        offices=await offices_of(session, account),
        rules=rules,
        consented=await consent_given(session, account.id, "services"),
        desks=regulations.desks,
        funds=regulations.funds_for(chain) if chain else (),
    )


async def chain_of(session: AsyncSession, organisation: Organisation) -> tuple[str, ...]:
    """Names from the organisation itself up to the union."""
    above = [int(part) for part in organisation.path.split("/") if part]
    rows = await session.execute(
        select(Organisation.id, Organisation.name).where(Organisation.id.in_(above))
    )
    names = {row_id: name for row_id, name in rows}  # noqa: C416  a Row is no pair to mypy
    return tuple(names[row_id] for row_id in reversed(above))


def place_name(chain: Sequence[str]) -> str:
    """«школа № 7, Барнаул»: the union's own name says nothing more to its member."""
    return ", ".join(chain[:-1] or chain)


async def place_by_id(session: AsyncSession, organisation_id: int) -> str:
    organisation = await session.get_one(Organisation, organisation_id)
    return place_name(await chain_of(session, organisation))


async def offices_of(session: AsyncSession, account: Account) -> tuple[Office, ...]:
    own = Grant.account_id == account.id
    # Compared with None it would be «IS NULL»: the roles of everybody who holds them cardless.
    if account.member_id is not None:
        own |= Grant.member_id == account.member_id
    rows = await session.execute(
        _in_force(select(Grant.role, Grant.organisation_id, Organisation.path)).where(own)
    )
    return tuple(Office(role, organisation_id, path) for role, organisation_id, path in rows)


def _in_force(rows: Select[*Row]) -> Select[*Row]:
    """Grants of today, with their organisation; who left the union takes no office with him."""
    return (
        rows.join_from(Grant, Organisation, Organisation.id == Grant.organisation_id)
        .outerjoin(Member, Member.id == Grant.member_id)
        .where(_holds(clock.today()), or_(Member.id.is_(None), Member.status.not_in(GONE)))
    )


def holding(
    roles: Collection[str], organisation_id: ColumnElement[int] | InstrumentedAttribute[int]
) -> Select[int]:
    """Grants of today of these roles in that very organisation: a part of a larger question."""
    return _in_force(select(Grant.id)).where(
        Grant.role.in_(roles), Grant.organisation_id == organisation_id
    )


def _holds(day: date) -> ColumnElement[bool]:
    return and_(Grant.starts_on <= day, or_(Grant.ends_on.is_(None), Grant.ends_on >= day))


async def holders(
    session: AsyncSession, roles: Collection[str], path: str | None = None
) -> list[Account]:
    """Accounts with one of the roles in force over the organisation with this path.

    Without a path: in the union as a whole.
    """
    return [account for account, _ in await scoped_holders(session, roles, path)]


async def scoped_holders(
    session: AsyncSession, roles: Collection[str], path: str | None
) -> list[tuple[Account, str]]:
    """The same with the path of each one's scope: of several, the nearest to the organisation."""
    # Every school has a chair: only those above this one are read.
    covers = Organisation.parent_id.is_(None)
    if path is not None:
        covers = Organisation.path.in_(upwards(path))
    rows = await session.execute(
        _in_force(select(Account, Organisation.path))
        .join(Account, or_(Account.id == Grant.account_id, Account.member_id == Grant.member_id))
        # Who has no Telegram now hears nothing.
        .where(Grant.role.in_(roles), covers, Account.telegram_id > 0)
        .order_by(Account.id, func.length(Organisation.path))
    )
    return list({account.id: (account, scope) for account, scope in rows}.values())


async def all_holders(session: AsyncSession, roles: Collection[str]) -> list[Account]:
    """Accounts with one of the roles in force anywhere."""
    rows = await session.scalars(
        _in_force(select(Account))
        .join(Account, or_(Account.id == Grant.account_id, Account.member_id == Grant.member_id))
        .where(Grant.role.in_(roles))
        .order_by(Account.id)
        .distinct()
    )
    return list(rows)


def upwards(path: str) -> list[str]:
    """«/1/5/17/» and the paths of all above it."""
    parts = path.split("/")[1:-1]
    return [f"/{'/'.join(parts[:depth])}/" for depth in range(1, len(parts) + 1)]


def is_union(path: str) -> bool:
    return path.count("/") == UNION_DEPTH


async def audit(session: AsyncSession, account_id: int | None, action: str, subject: str) -> None:
    session.add(Audit(account_id=account_id, action=action, subject=subject))


# Consent


async def answer_consent(
    session: AsyncSession,
    telegram_id: int,
    kind: ConsentKind,
    *,
    given: bool,
    language: str,
    regulations: Regulations,
) -> Account:
    """Keep the answer with the version and the very text that was shown."""
    account = await ensure_account(session, telegram_id, language)
    version = regulations.consent(kind, clock.today())
    text = version.text.in_language(language)
    text_hash = hashlib.sha256(text.encode()).hexdigest()
    in_force = (await consents_of(session, account.id)).get(kind)
    said = (version.key, text_hash, given)
    if in_force and (in_force.version, in_force.text_hash, in_force.given) == said:
        # A second tap, or the same update once more.
        return account
    session.add(
        Consent(
            account_id=account.id,
            kind=kind,
            version=version.key,
            text_hash=text_hash,
            given=given,
        )
    )
    return account


async def ensure_account(session: AsyncSession, telegram_id: int, language: str) -> Account:
    row = {"telegram_id": telegram_id, "language": language}
    await insert_new(session, Account, row, unique=("telegram_id",))
    found = await session.scalars(select(Account).where(Account.telegram_id == telegram_id))
    return found.one()


async def consents_of(session: AsyncSession, account_id: int) -> dict[str, Consent]:
    """The answer in force for each kind."""
    rows = await session.scalars(
        select(Consent).where(Consent.account_id == account_id).order_by(Consent.id)
    )
    return {consent.kind: consent for consent in rows}


async def consent_given(session: AsyncSession, account_id: int, kind: str) -> bool:
    newest = await session.scalar(
        select(Consent.given)
        .where(Consent.account_id == account_id, Consent.kind == kind)
        .order_by(Consent.id.desc())
        .limit(1)
    )
    return bool(newest)


def has_consented(kind: ConsentKind) -> ColumnElement[bool]:
    """Of the account of a query: its answer in force is yes."""
    newest = (
        select(Consent.given)
        .where(Consent.account_id == Account.id, Consent.kind == kind)
        .order_by(Consent.id.desc())
        .limit(1)
        .correlate(Account)
        .scalar_subquery()
    )
    return newest.is_(True)


# Roles


async def grant(
    session: AsyncSession, role: str, holder: Account | Member, organisation: Organisation
) -> None:
    """Give the role from today on; who holds it already is left as he is."""
    held = await session.scalar(
        select(Grant.id).where(
            Grant.role == role,
            Grant.organisation_id == organisation.id,
            _held_by(holder),
            _holds(clock.today()),
        )
    )
    if held is not None:
        return
    who = _owner(holder)
    session.add(Grant(role=role, organisation_id=organisation.id, starts_on=clock.today(), **who))
    await audit(session, None, f"granted-{role}", _subject(who))


async def revoke(
    session: AsyncSession, role: str, holder: Account | Member, organisation_id: int | None
) -> int:
    """End the role now, in one organisation or wherever it is held. How many grants ended.

    Its cards are emptied by edit: who must be told is the caller's matter.
    """
    today = clock.today()
    conditions = [Grant.role == role, _held_by(holder), _holds(today)]
    if organisation_id is not None:
        conditions.append(Grant.organisation_id == organisation_id)
    # The row stays, as history. One that was given and taken on a day ends before it began.
    ended = await session.scalars(
        update(Grant)
        .where(*conditions)
        .values(ends_on=today - timedelta(days=1))
        .returning(Grant.id)
    )
    count = len(ended.all())
    if count:
        await audit(session, None, f"revoked-{role}", _subject(_owner(holder)))
    return count


def _owner(holder: Account | Member) -> dict[str, int]:
    """A member's roles are the member's, so that they follow him to another account."""
    if isinstance(holder, Member):
        return {"member_id": holder.id}
    if holder.member_id is not None:
        return {"member_id": holder.member_id}
    return {"account_id": holder.id}


def _held_by(holder: Account | Member) -> ColumnElement[bool]:
    ((name, owner_id),) = _owner(holder).items()
    return getattr(Grant, name) == owner_id  # type: ignore[no-any-return]


def _subject(who: dict[str, int]) -> str:
    ((name, owner_id),) = who.items()
    return f"{name.removesuffix('_id')}:{owner_id}"


async def account_of_member(session: AsyncSession, member_id: int) -> Account | None:
    return await session.scalar(select(Account).where(Account.member_id == member_id))


async def name_of(session: AsyncSession, account_id: int) -> str:
    """«Законов Л. П.»; someone without a card is known by his number in the system."""
    account = await session.get_one(Account, account_id)
    if account.member_id is None:
        return f"№ {account.id}"
    return (await session.get_one(Member, account.member_id)).person.short_name


async def member_by_card(session: AsyncSession, card: str) -> Member | None:
    return await session.scalar(
        select(Member).where(Member.card_hash.in_(keys().hashes("card:" + normal_card(card))))
    )


# Organisations


async def organisation_named(session: AsyncSession, name: str) -> list[Organisation]:
    """Those with this name, or with this name and some of those above: «школа № 7, Барнаул»."""
    wanted = normal_name(name)
    return [
        organisation
        for organisation, chain in await _chains(session)
        if any(normal_name(", ".join(chain[:n])) == wanted for n in range(1, len(chain) + 1))
    ]


@dataclass(frozen=True)
class Place:
    """An organisation as people are shown it: «школа № 7, Барнаул»."""

    id: int
    name: str


async def find_places(
    session: AsyncSession,
    typed: str,
    viewer: Viewer | None = None,
    roles: Collection[str] = PEOPLE_ROLES,
) -> list[Place]:
    """Organisations whose name, with those above, has all the typed words; the shortest first.

    With a viewer: of those that his offices reach by one of the roles.
    """
    words = _words(typed)
    found = [
        Place(organisation.id, place_name(chain))
        for organisation, chain in await _chains(session)
        if len(chain) > 1
        and (viewer is None or viewer.reaches(organisation.path, roles))
        and _has_all(chain, words)
    ]
    return sorted(found, key=lambda place: (len(place.name), place.name))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", normal_name(text))


def _has_all(chain: Sequence[str], typed: Sequence[str]) -> bool:
    """«шк 7» finds «школа № 7» and not «школа № 77»."""
    words = _words(" ".join(chain[:-1]))
    return all(
        any(word == part or (not part.isdigit() and word.startswith(part)) for word in words)
        for part in typed
    )


async def _chains(session: AsyncSession) -> list[tuple[Organisation, tuple[str, ...]]]:
    """Every organisation with its names, from itself up to the union."""
    rows = (
        await session.scalars(select(Organisation).where(Organisation.closed_on.is_(None)))
    ).all()
    names = {str(organisation.id): organisation.name for organisation in rows}
    return [
        (organisation, tuple(names[part] for part in reversed(organisation.path.split("/")[1:-1])))
        for organisation in rows
    ]


async def has_below(session: AsyncSession, organisation_id: int) -> bool:
    found = await session.scalar(
        select(Organisation.id)
        .where(Organisation.parent_id == organisation_id, Organisation.closed_on.is_(None))
        .limit(1)
    )
    return found is not None


async def root(session: AsyncSession, name: str) -> Organisation:
    """The union itself, made at the first start."""
    found = await session.scalar(select(Organisation).where(Organisation.parent_id.is_(None)))
    if found is None:
        found = Organisation(name=name)
        session.add(found)
        await session.flush()
        found.path = f"/{found.id}/"
    return found


async def set_language(session: AsyncSession, account_id: int, language: str) -> None:
    await session.execute(
        update(Account).where(Account.id == account_id).values(language=language)
    )


async def set_timezone(session: AsyncSession, account_id: int, zone: str | None) -> None:
    await session.execute(update(Account).where(Account.id == account_id).values(timezone=zone))


async def set_mode(session: AsyncSession, account_id: int, mode: Mode) -> None:
    await session.execute(update(Account).where(Account.id == account_id).values(mode=mode))


async def set_blocked(session: AsyncSession, account_id: int, at: datetime | None) -> None:
    await session.execute(update(Account).where(Account.id == account_id).values(blocked_at=at))
    if at is None:
        await notices.requeue_blocked(session, account_id)


async def account_by_id(session: AsyncSession, account_id: int) -> Account:
    return await session.get_one(Account, account_id)


async def report_wrong_data(session: AsyncSession, viewer: Viewer, note: str, key: str) -> bool:
    """A member says that his data are wrong: his chair hears it, or who is nearest above him.

    False where nobody is there to hear. `key` names the message, so that a repeat says nothing.
    """
    if viewer.member is None or viewer.organisation is None:
        raise NoAccess
    officers = [
        (account, scope)
        for account, scope in await scoped_holders(session, OFFICE_ROLES, viewer.organisation.path)
        if account.id != viewer.account_id
    ]
    nearest = max((len(scope) for _, scope in officers), default=0)
    told = [account for account, scope in officers if len(scope) == nearest]
    for account in told:
        await notices.post(
            session,
            account.id,
            "data-wrong",
            key=f"data-wrong:{key}:{account.id}",
            name=viewer.member.person.full_name,
            place=place_name(viewer.chain),
            note=note,
            member_id=viewer.member.id,
        )
    await audit(session, viewer.account_id, "data-wrong", f"member:{viewer.member.id}")
    return bool(told)
