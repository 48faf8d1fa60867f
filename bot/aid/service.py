"""Asking for material aid: what is open to a member, a draft that grows, its number and date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.aid.eligibility import Check, Earlier, Eligibility, check, elsewhere
from bot.applications import filing, promising, route
from bot.applications.models import Application
from bot.applications.reading import Filed, get
from bot.cases import service as cases
from bot.cases.models import Case, CaseKind, Purpose, Status
from bot.errors import NoAccess, Trespass, UserError
from bot.members import service as members
from bot.members.models import Member, Membership, Organisation
from bot.members.service import OFFICE_ROLES, Viewer
from bot.money import CURRENCIES, sum_words
from bot.regulations import Body, Fund, Ground, OrganisationRules, Regulations, Terms, terms_of

PREFIX: Final = "МП"


class MembersOnly(UserError):
    """Aid is for members in good standing."""

    key = "aid-members-only"


class NotEligible(UserError):
    """A rule of the ground stands in the way; the text says which, and from when it is open."""

    key = "aid-not-eligible"


class DraftGone(UserError):
    """The draft was sent meanwhile, or dropped when its term ended, or its ground is no more."""

    key = "aid-draft-gone"


class NotComplete(UserError):
    """The sum or the day is still missing."""

    key = "aid-not-complete"


class OverCap(UserError):
    """More than the ground pays; the screen offers the most that it does."""

    key = "aid-over-cap"


class FutureEvent(UserError):
    """What has not happened yet is no ground."""

    key = "aid-event-in-future"


@dataclass(frozen=True)
class Person:
    """For whom aid is asked: he himself, or a member for whom his chair files."""

    member: Member
    chain: tuple[str, ...]
    path: str
    rules: OrganisationRules


@dataclass(frozen=True)
class Offer:
    """A ground as this person finds it."""

    fund: Fund
    ground: Ground
    eligibility: Eligibility
    currency: str

    @property
    def key(self) -> str:
        return f"{self.fund.key}/{self.ground.key}"


@dataclass(frozen=True)
class Draft:
    case: Case
    application: Application
    terms: Terms

    @property
    def id(self) -> int:
        return self.case.id


async def person_of(
    session: AsyncSession, viewer: Viewer, for_member: int | None, regulations: Regulations
) -> Person:
    """The member in question. For another one only his officers ask: an attempt is audited."""
    if for_member is None:
        if viewer.member is None or not viewer.is_active_member or viewer.organisation is None:
            raise MembersOnly
        member, organisation, chain = viewer.member, viewer.organisation, viewer.chain
    else:
        found = await session.get(Member, for_member)
        if found is None:
            raise NoAccess
        member = found
        organisation = await session.get_one(Organisation, member.organisation_id)
        is_own = viewer.member is not None and viewer.member.id == for_member
        if is_own or not viewer.reaches(organisation.path, OFFICE_ROLES):
            raise Trespass("member-refused", f"member:{for_member}")
        chain = await members.chain_of(session, organisation)
    return Person(member, chain, organisation.path, regulations.settings_for(chain))


async def may_file_for(
    session: AsyncSession, viewer: Viewer, member: Member, regulations: Regulations
) -> bool:
    """His officer may, for one who has no Telegram himself, where some purse is open to him."""
    account = await members.account_of_member(session, member.id)
    if member.status is not Membership.ACTIVE or (account and account.telegram_id > 0):
        return False
    organisation = await session.get_one(Organisation, member.organisation_id)
    is_own = viewer.member is not None and viewer.member.id == member.id
    if is_own or not viewer.reaches(organisation.path, OFFICE_ROLES):
        return False
    return bool(regulations.funds_for(await members.chain_of(session, organisation)))


async def offers(session: AsyncSession, person: Person, regulations: Regulations) -> list[Offer]:
    """All grounds of the purses open to him, in the order of the file."""
    return [
        Offer(
            fund,
            ground,
            await check(session, person.member, fund, ground, person.rules),
            currency_of(person.rules),
        )
        for fund in regulations.funds_for(person.chain)
        for ground in fund.grounds.values()
    ]


async def offer(
    session: AsyncSession, person: Person, key: str, regulations: Regulations
) -> Offer:
    """One of them by its key; the regulations may have lost it since the screen was shown."""
    found = [o for o in await offers(session, person, regulations) if o.key == key]
    if not found:
        raise DraftGone
    return found[0]


def currency_of(rules: OrganisationRules) -> str:
    return CURRENCIES[rules.jurisdiction]


async def already_elsewhere(
    session: AsyncSession, person: Person, offered: Offer
) -> list[Earlier]:
    """«уже есть № … от …»: the same ground, asked of another purse."""
    return await elsewhere(
        session, person.member.id, offered.fund.key, offered.ground.key, person.rules
    )


def deciders(terms: Terms, path: str) -> list[tuple[int | None, Body]]:
    """Who decides, each with the most that it does (None: any sum), as far up as it takes."""
    found: list[tuple[int | None, Body]] = []
    for body in terms.stages:
        if route.seat(path, body.level) is None or not body.decides:
            continue
        limits = body.decides.values()
        limit = None if None in limits else max(limit for limit in limits if limit is not None)
        if limit is not None and limit >= terms.ground.ceiling:
            limit = None
        found.append((limit, body))
        if limit is None:
            break
    return found


def body_for(terms: Terms, path: str, amount: int) -> Body:
    """Who will decide such a sum."""
    stages = [body for body in terms.stages if route.seat(path, body.level) is not None]
    for body in stages:
        if any(limit is None or limit >= amount for limit in body.decides.values()):
            return body
    return stages[-1]


def next_session(body: Body, rules: OrganisationRules) -> date | None:
    return promising.next_session(body, rules.calendar, clock.now())


def expected_on(body: Body, rules: OrganisationRules) -> date:
    """When a decision may be expected of what is filed now."""
    return promising.expected(body, rules.calendar, clock.now())


# The draft


async def drafts(session: AsyncSession, viewer: Viewer, regulations: Regulations) -> list[Draft]:
    """What he began and has not sent, for himself and for others; the newest first."""
    rows = await session.execute(
        select(Case, Application)
        .join(Application, Application.case_id == Case.id)
        .where(
            Case.account_id == viewer.account_id,
            Case.kind == CaseKind.AID,
            Case.status == Status.DRAFT,
        )
        .order_by(Case.id.desc())
    )
    found = (_with_terms(case, application, regulations) for case, application in rows)
    return [unsent for unsent in found if unsent is not None]


async def draft(
    session: AsyncSession, viewer: Viewer, for_member: int | None, regulations: Regulations
) -> Draft | None:
    """What he began, for himself or for this member, and has not sent."""
    mine = await drafts(session, viewer, regulations)
    return next((unsent for unsent in mine if unsent.case.member_id == for_member), None)


async def is_begun(session: AsyncSession, unsent: Draft) -> bool:
    """Whether anything is in it that he would miss."""
    application = unsent.application
    words, papers = await written(session, unsent)
    typed = application.amount is not None and unsent.terms.ground.fixed is None
    return bool(words or papers or application.event_on or typed)


def _with_terms(case: Case, application: Application, regulations: Regulations) -> Draft | None:
    """None where the regulations do not have its ground any more."""
    aid = regulations.aid
    fund = aid.funds.get(application.fund) if aid else None
    ground = fund.grounds.get(application.ground) if fund else None
    if aid is None or fund is None or ground is None:
        return None
    _fit(application, ground)
    return Draft(case, application, terms_of(aid, fund, ground))


def _fit(application: Application, ground: Ground) -> None:
    """It is filed by the rules of that day: what they have changed since is asked for anew."""
    if ground.fixed is not None or (application.amount or 0) > ground.ceiling:
        application.amount = ground.fixed
    if ground.event is None:
        application.event_on = None


async def begin(
    session: AsyncSession,
    viewer: Viewer,
    for_member: int | None,
    key: str,
    regulations: Regulations,
) -> Draft:
    """The draft for this ground: the one he left, or a new one. One for another ground becomes
    one for this: what was written in it stays."""
    person = await person_of(session, viewer, for_member, regulations)
    offered = await offer(session, person, key, regulations)
    ensure_open(viewer, offered.eligibility)
    known = await draft(session, viewer, for_member, regulations)
    if known is not None:
        return _for_ground(known, offered, regulations)
    case = Case(kind=CaseKind.AID, account_id=viewer.account_id, member_id=for_member)
    session.add(case)
    await session.flush()
    application = Application(
        case_id=case.id,
        fund=offered.fund.key,
        ground=offered.ground.key,
        currency=offered.currency,
        amount=offered.ground.fixed,
        filed_by=None if for_member is None else viewer.account_id,
        language=viewer.texts.language,
    )
    session.add(application)
    await session.flush()
    made = _with_terms(case, application, regulations)
    assert made is not None, "its ground was just offered"
    return made


def _for_ground(known: Draft, offered: Offer, regulations: Regulations) -> Draft:
    application, ground = known.application, offered.ground
    if (application.fund, application.ground) == (offered.fund.key, ground.key):
        return known
    application.fund, application.ground = offered.fund.key, ground.key
    application.currency, application.event_on = offered.currency, None
    made = _with_terms(known.case, application, regulations)
    assert made is not None, "its ground was just offered"
    return made


def ensure_open(viewer: Viewer, eligibility: Eligibility) -> None:
    if not eligibility.is_open:
        raise NotEligible(why=why_not(viewer, eligibility.stops))


def why_not(viewer: Viewer, stops: Sequence[Check]) -> str:
    """Each rule that stands in the way in a sentence of its own."""
    return " ".join(
        viewer.texts(
            f"aid-stop-{stop.rule}",
            possible=stop.possible_from or "",
            dated=stop.possible_from is not None,
            **stop.values,
        )
        for stop in stops
    )


async def own_draft(
    session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
) -> Draft:
    case = await session.get(Case, case_id)
    application = await session.get(Application, case_id)
    if (
        case is None
        or application is None
        or case.account_id != viewer.account_id
        or case.status is not Status.DRAFT
    ):
        raise DraftGone
    found = _with_terms(case, application, regulations)
    if found is None:
        raise DraftGone
    return found


async def drop(session: AsyncSession, unsent: Draft) -> None:
    await session.delete(unsent.application)
    await session.flush()
    await cases.delete_draft(session, unsent.case)


def set_amount(unsent: Draft, amount: int) -> None:
    ground = unsent.terms.ground
    if amount > ground.ceiling:
        raise OverCap(ceiling=sum_words(ground.ceiling, unsent.application.currency))
    unsent.application.amount = amount


async def set_event(
    session: AsyncSession,
    viewer: Viewer,
    unsent: Draft,
    day: date,
    regulations: Regulations,
) -> None:
    """The day of the event, where a term runs from it: too late is said now, not later."""
    person = await person_of(session, viewer, unsent.case.member_id, regulations)
    if day > clock.now().astimezone(person.rules.timezone).date():
        raise FutureEvent
    found = await check(
        session, person.member, unsent.terms.fund, unsent.terms.ground, person.rules, event_on=day
    )
    ensure_open(viewer, found)
    unsent.application.event_on = day


def is_complete(unsent: Draft) -> bool:
    has_day = unsent.application.event_on is not None or unsent.terms.ground.event is None
    return unsent.application.amount is not None and has_day


async def submit(
    session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
) -> Filed:
    """Give the draft its number and date, and put one card before each who decides.

    A repeat returns what exists.
    """
    case = await session.get(Case, case_id)
    if case is None or case.kind is not CaseKind.AID or case.account_id != viewer.account_id:
        raise DraftGone
    if case.status is not Status.DRAFT:
        return await get(session, case_id)
    unsent = await own_draft(session, viewer, case_id, regulations)
    person = await person_of(session, viewer, case.member_id, regulations)
    # Two applications of one member are filed one after the other, each seeing the other.
    locking = select(Member).where(Member.id == person.member.id).with_for_update()
    await session.execute(locking)
    await session.refresh(case)
    if case.status is not Status.DRAFT:
        return await get(session, case_id)
    if not is_complete(unsent):
        raise NotComplete
    found = await check(
        session,
        person.member,
        unsent.terms.fund,
        unsent.terms.ground,
        person.rules,
        event_on=unsent.application.event_on,
    )
    ensure_open(viewer, found)
    return await filing.file(
        session, viewer, case, person.member, unsent.terms, PREFIX, regulations
    )


async def written(session: AsyncSession, unsent: Draft) -> tuple[str, int]:
    """Its words, and how many files."""
    messages, papers = await cases.being_written(
        session, unsent.id, unsent.case.account_id, Purpose.REQUEST
    )
    return cases.joined(messages), len(papers)
