"""Someone whom the registry did not recognise asks to be confirmed in person."""

import json
from datetime import date

from sqlalchemy import false, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.errors import NoAccess, Trespass, UserError
from bot.members.models import Account, Member, Organisation, Person, Request, RequestStatus
from bot.members.normal import normal_card
from bot.members.recognising import REQUEST, Claim, bind, seeming_member, welcome
from bot.members.scope import member_subject
from bot.members.service import (
    OFFICE_ROLES,
    Place,
    Viewer,
    audit,
    holders,
    is_union,
    member_by_card,
    name_of,
)
from bot.security import keys

SHOWN_LENGTH = 12


class AlreadyDecided(UserError):
    key = "request-already-decided"


class AlreadyFound(UserError):
    """He found himself in the registry before anybody decided."""

    key = "request-withdrawn"


class NeedsOrganisation(UserError):
    key = "request-needs-organisation"


class NeedsName(UserError):
    key = "request-needs-name"


def subject(request_id: int) -> str:
    return f"request:{request_id}"


def as_shown(request: Request) -> str:
    """Names whom the card is about. Its buttons carry it: the one who asks may claim to be
    another at the very moment when an officer confirms what he read.

    A place or a name that comes later makes nobody another.
    """
    said = {name: request.claim.get(name) for name in ("card", "surname", "phone", "born")}
    stands = json.dumps(request.member_id or said, sort_keys=True)
    return keys().hash("request:" + stands).hex()[:SHOWN_LENGTH]


async def ask(session: AsyncSession, account: Account, claim: Claim | None) -> Request:
    """Ask the chair to confirm this person; one open request an account, renewed by a repeat."""
    request = await open_request(session, account.id)
    if request is None:
        request = Request(account_id=account.id, claim={})
        session.add(request)
    if claim is not None:
        seeming = await seeming_member(session, claim)
        request.claim = (request.claim or {}) | {
            "card": claim.card,
            "surname": claim.surname,
            "phone": claim.phone,
            "born": claim.born.isoformat(),
        }
        request.member_id = seeming.id if seeming else None
        request.organisation_id = seeming.organisation_id if seeming else None
    await session.flush()
    await tell_officers(session, request)
    return request


async def add_place(session: AsyncSession, account_id: int, place: Place) -> None:
    """Where he says he works: its chair hears of him, unless the registry knows better."""
    request = await open_request(session, account_id)
    if request is None:
        return
    request.claim = request.claim | {"place": place.name}
    if request.member_id is None:
        request.organisation_id = place.id
    await session.flush()
    await tell_officers(session, request)


async def add_name(session: AsyncSession, account_id: int, name: str) -> None:
    request = await open_request(session, account_id)
    if request is None:
        return
    request.claim = request.claim | {"name": name}
    await notices.refresh_cards(session, REQUEST, subject(request.id))


async def open_request(session: AsyncSession, account_id: int) -> Request | None:
    return await session.scalar(
        select(Request).where(
            Request.account_id == account_id, Request.status == RequestStatus.OPEN
        )
    )


async def tell_officers(session: AsyncSession, request: Request) -> None:
    await notices.refresh_cards(session, REQUEST, subject(request.id))
    for officer in await holders(session, OFFICE_ROLES, await _path(session, request)):
        if not _is_own(request, officer):
            await notices.post_card(session, officer.id, REQUEST, subject(request.id))


def _is_own(request: Request, account: Account) -> bool:
    return request.account_id == account.id or (
        request.member_id is not None and request.member_id == account.member_id
    )


async def _path(session: AsyncSession, request: Request) -> str | None:
    if request.organisation_id is None:
        return None
    return (await session.get_one(Organisation, request.organisation_id)).path


async def waiting(session: AsyncSession, viewer: Viewer) -> list[Request]:
    """The queue «проверить» of this officer, oldest first."""
    scopes = [o.path for o in viewer.offices if o.role in OFFICE_ROLES]
    within = [Organisation.path.startswith(scope, autoescape=True) for scope in scopes]
    if any(map(is_union, scopes)):
        within.append(Request.organisation_id.is_(None))
    rows = await session.execute(
        select(Request, Organisation.path)
        .outerjoin(Organisation, Organisation.id == Request.organisation_id)
        .where(Request.status == RequestStatus.OPEN, or_(false(), *within))
        .order_by(Request.id)
    )
    return [request for request, path in rows if _may_decide(viewer, request, path)]


async def may_decide(session: AsyncSession, viewer: Viewer, request: Request) -> bool:
    return _may_decide(viewer, request, await _path(session, request))


def _may_decide(viewer: Viewer, request: Request, path: str | None) -> bool:
    """Within the scope; nobody confirms himself. Unknown organisation: the whole union's staff."""
    if viewer.account is None or _is_own(request, viewer.account):
        return False
    if path is None:
        return any(is_union(o.path) for o in viewer.offices if o.role in OFFICE_ROLES)
    return viewer.reaches(path, OFFICE_ROLES)


async def look(session: AsyncSession, viewer: Viewer, request_id: int) -> Request:
    """The request, if it is this officer's to decide. Each look is audited, and each attempt."""
    request = await session.get(Request, request_id)
    if request is None or not await may_decide(session, viewer, request):
        raise Trespass("request-refused", subject(request_id))
    await audit(session, viewer.account_id, "request-seen", subject(request_id))
    return request


async def confirm(
    session: AsyncSession,
    viewer: Viewer,
    request_id: int,
    shown: str,
    organisation_id: int | None = None,
) -> bool:
    """One tap: bind the account; a known member's account moves, and the old one is told.

    False where the claim is not as it was shown any more, or the registry learned of this card
    since: the officer's card shows it now, and he decides anew.
    """
    request = await look(session, viewer, request_id)
    # What is compared is what is bound: nobody changes the claim before this is done.
    await session.refresh(request, with_for_update=True)
    if request.status is RequestStatus.OPEN:
        if shown != as_shown(request):
            await notices.refresh_cards(session, REQUEST, subject(request.id))
            return False
        if await _became_known(session, request):
            return False
    await _settle(session, viewer, request, RequestStatus.CONFIRMED)
    member_id = request.member_id or await _add_member(session, viewer, request, organisation_id)
    account = await session.get_one(Account, request.account_id)
    await bind(session, account, member_id)
    await audit(session, viewer.account_id, "confirmed", member_subject(member_id))
    await welcome(session, account, "confirmed")
    return True


async def _became_known(session: AsyncSession, request: Request) -> bool:
    card = request.claim.get("card")
    if request.member_id is not None or not card:
        return False
    member = await member_by_card(session, card)
    if member is None:
        return False
    request.member_id, request.organisation_id = member.id, member.organisation_id
    await session.flush()
    await tell_officers(session, request)
    return True


async def decline(session: AsyncSession, viewer: Viewer, request_id: int) -> None:
    request = await look(session, viewer, request_id)
    await _settle(session, viewer, request, RequestStatus.DECLINED)
    await notices.post(session, request.account_id, "declined")


async def _settle(
    session: AsyncSession, viewer: Viewer, request: Request, status: RequestStatus
) -> None:
    # Two officers may press at once: one conditional update lets one of them decide.
    settled = await session.scalar(
        update(Request)
        .where(Request.id == request.id, Request.status == RequestStatus.OPEN)
        .values(status=status, decided_by=viewer.account_id, decided_at=clock.now())
        .returning(Request.id)
    )
    await session.refresh(request)
    if settled is None:
        if request.decided_by is None:
            raise AlreadyFound
        raise AlreadyDecided(who=await name_of(session, request.decided_by), at=request.decided_at)
    await audit(session, viewer.account_id, f"request-{status}", subject(request.id))
    await notices.refresh_cards(session, REQUEST, subject(request.id))


async def _add_member(
    session: AsyncSession, viewer: Viewer, request: Request, organisation_id: int | None
) -> int:
    """A member whom the registry does not have yet: the next import finds him by his card."""
    place = await _place_for(session, viewer, request, organisation_id)
    person = _person(request.claim)
    if not person.surname:
        raise NeedsName
    card = normal_card(person.card) or f"request{request.id}"
    member = Member(card_hash=keys().hash("card:" + card), person=person, organisation_id=place.id)
    session.add(member)
    await session.flush()
    return member.id


async def _place_for(
    session: AsyncSession, viewer: Viewer, request: Request, organisation_id: int | None
) -> Organisation:
    organisation_id = organisation_id or request.organisation_id
    if organisation_id is None:
        raise NeedsOrganisation
    organisation = await session.get_one(Organisation, organisation_id)
    if not viewer.reaches(organisation.path, OFFICE_ROLES):
        raise NoAccess
    return organisation


def _person(claim: dict[str, str]) -> Person:
    """As he wrote himself: all his names where he gave them, else the surname alone."""
    names = (claim.get("name") or claim.get("surname") or "").replace(",", " ").split()
    surname, first_name, *rest = [*names, "", ""]
    return Person(
        surname=surname,
        first_name=first_name,
        patronymic=" ".join(rest).strip(),
        born=date.fromisoformat(claim["born"]) if claim.get("born") else None,
        card=claim.get("card", ""),
        phones=(claim["phone"],) if claim.get("phone") else (),
    )
