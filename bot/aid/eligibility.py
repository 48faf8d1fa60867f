"""What a member may ask for, told before he types a word; and the same, line by line, to staff."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications.models import Application
from bot.applications.states import UNDECIDED
from bot.calendar import Term
from bot.cases.models import Case, Status
from bot.members.models import Member, Membership
from bot.regulations import Frequency, Fund, Ground, OrganisationRules

# What uses up a ground: a refusal and a withdrawal do not.
COUNTS = (*UNDECIDED, Status.DECIDED, Status.APPROVED, Status.PAID)


@dataclass(frozen=True)
class Check:
    """A rule and how it stands: `aid-check-…` is its text for staff, `aid-stop-…` for the member.

    `ok` is None where the registry does not say enough to tell. `possible_from` is the day from
    which it holds, where one is known.
    """

    rule: str
    ok: bool | None
    possible_from: date | None = None
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Eligibility:
    checks: Sequence[Check]

    @property
    def stops(self) -> list[Check]:
        return [check for check in self.checks if check.ok is False]

    @property
    def is_open(self) -> bool:
        return not self.stops

    @property
    def possible_from(self) -> date | None:
        """When nothing stands in the way any more; None where nobody can say."""
        days = [stop.possible_from for stop in self.stops]
        return max((day for day in days if day), default=None) if None not in days else None


@dataclass(frozen=True)
class Earlier:
    """An application that counts."""

    number: str
    submitted_on: date
    status: Status
    event_on: date | None


async def check(
    session: AsyncSession,
    member: Member,
    fund: Fund,
    ground: Ground,
    rules: OrganisationRules,
    *,
    event_on: date | None = None,
    besides: int | None = None,
    on: date | None = None,
) -> Eligibility:
    """Every rule of the ground for this member, as of the day `on` (today).

    `besides` is the application itself, where one exists already.
    """
    today = on or clock.now().astimezone(rules.timezone).date()
    earlier = await _earlier(session, member.id, fund, ground, rules, besides)
    found = [_membership(member), _tenure(member, fund, ground, today)]
    found += [_frequency(ground, earlier, today, event_on), _term(ground, event_on, today)]
    found.append(_event_in_membership(member, event_on))
    return Eligibility([rule for rule in found if rule is not None])


def _membership(member: Member) -> Check:
    return Check("membership", member.status is Membership.ACTIVE)


def _tenure(member: Member, fund: Fund, ground: Ground, today: date) -> Check | None:
    term = None if ground.exempt else ground.tenure or fund.tenure
    if term is None:
        return None
    values = {"amount": term.amount, "unit": term.unit.value}
    if member.joined_on is None:
        return Check("tenure", None, values=values)
    possible = term.after(member.joined_on)
    years = _whole_years(member.joined_on, today)
    return Check("tenure", possible <= today, possible, values | {"years": years})


def _whole_years(since: date, today: date) -> int:
    return today.year - since.year - ((today.month, today.day) < (since.month, since.day))


def _frequency(
    ground: Ground, earlier: Sequence[Earlier], today: date, event_on: date | None
) -> Check | None:
    """One that is undecided stands in the way whatever the frequency."""
    undecided = [e for e in earlier if e.status in (*UNDECIDED, Status.DECIDED)]
    if ground.exempt or ground.frequency is Frequency.EVENT:
        same = [e for e in earlier if e.event_on == event_on and event_on is not None]
        return _used("event", same or ([] if event_on else undecided), None)
    if ground.frequency is Frequency.ALWAYS:
        return _used("always", undecided, None)
    of_year = [e for e in earlier if e.submitted_on.year == today.year]
    if of_year:
        return _used("year", of_year, date(today.year + 1, 1, 1))
    return _used("year", undecided, None)


def _used(rule: str, used: Sequence[Earlier], possible: date | None) -> Check:
    if not used:
        return Check(f"frequency-{rule}", True)
    newest = used[-1]
    values = {"number": newest.number, "day": newest.submitted_on}
    return Check(f"frequency-{rule}", False, possible, values)


def _term(ground: Ground, event_on: date | None, today: date) -> Check | None:
    if ground.within is None or event_on is None:
        return None
    until = ground.within.after(event_on)
    return Check("term", today <= until, values={"until": until, **_term_values(ground.within)})


def _term_values(term: Term) -> dict[str, Any]:
    return {"amount": term.amount, "unit": term.unit.value}


def _event_in_membership(member: Member, event_on: date | None) -> Check | None:
    """For staff to judge: what happened before he joined."""
    if event_on is None or member.joined_on is None or event_on >= member.joined_on:
        return None
    return Check("before-joining", None, values={"joined": member.joined_on})


async def _earlier(
    session: AsyncSession,
    member_id: int,
    fund: Fund,
    ground: Ground,
    rules: OrganisationRules,
    besides: int | None,
) -> list[Earlier]:
    same = (Application.fund == fund.key, Application.ground == ground.key)
    return await _of(session, member_id, rules, besides, *same)


async def elsewhere(
    session: AsyncSession,
    member_id: int,
    fund: str,
    ground: str,
    rules: OrganisationRules,
    besides: int | None = None,
) -> list[Earlier]:
    """The same ground asked of another purse: no obstacle, and both shall know of it."""
    other = (Application.fund != fund, Application.ground == ground)
    return await _of(session, member_id, rules, besides, *other)


async def _of(
    session: AsyncSession,
    member_id: int,
    rules: OrganisationRules,
    besides: int | None,
    *conditions: ColumnElement[bool],
) -> list[Earlier]:
    query = (
        select(Case.number, Case.submitted_at, Case.status, Application.event_on)
        .join(Application, Application.case_id == Case.id)
        .where(Case.member_id == member_id, Case.status.in_(COUNTS), *conditions)
        .order_by(Case.id)
    )
    if besides is not None:
        query = query.where(Case.id != besides)
    return [
        Earlier(number or "", submitted_at.astimezone(rules.timezone).date(), status, event_on)
        for number, submitted_at, status, event_on in await session.execute(query)
        if submitted_at is not None
    ]
