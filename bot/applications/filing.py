"""What the member does with an application after its number: adds, withdraws, turns higher."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications import route
from bot.applications.access import (
    already_decided,
    own,
    put_cards,
    refresh,
    tell_member,
    tell_officers,
)
from bot.applications.deciding import newest
from bot.applications.models import Application, Decision
from bot.applications.promising import promise, set_due
from bot.applications.reading import Filed, get, keep_terms
from bot.applications.states import UNDECIDED, Step, moved
from bot.calendar import last_day
from bot.cases import service as cases
from bot.cases import telling
from bot.cases.models import Case, Purpose, Side, Status
from bot.cases.numbers import next_number
from bot.cases.service import File, NothingWritten, Words
from bot.errors import UserError
from bot.members.models import Member
from bot.members.service import Viewer
from bot.regulations import Regulations, Terms

# What was written to an application may still be added to while somebody can look at it.
TAKES_PAPERS = UNDECIDED


class NotWithdrawable(UserError):
    """It is decided: there is nothing to withdraw."""

    key = "application-not-withdrawn"


class TakesNothing(UserError):
    """It is decided: nothing more is added."""

    key = "application-takes-nothing"


class NoAppeal(UserError):
    """It was not refused, the term is over, or no body is above; the text says which."""

    key = "application-no-appeal"


async def file(
    session: AsyncSession,
    viewer: Viewer,
    case: Case,
    member: Member,
    terms: Terms,
    prefix: str,
    regulations: Regulations,
) -> Filed:
    """Give a draft its number, its rules and its first body, and put a card before who decides.

    The caller has checked that it may be filed, and has locked the member's row.
    """
    application = await session.get_one(Application, case.id)
    application.terms_id = await keep_terms(session, terms)
    now = clock.now()
    rules = await telling.rules_of(session, member.organisation_id, regulations)
    number = await next_number(session, prefix, now.astimezone(rules.timezone).year)
    submitted = await moved(
        session,
        case.id,
        Step.SUBMIT,
        number=number,
        submitted_at=now,
        member_id=member.id,
        organisation_id=member.organisation_id,
        rules_version=regulations.version,
        step=None,
    )
    assert submitted, "the member's row was locked, so nobody was faster"
    await session.flush()
    await session.refresh(case)
    filed = await get(session, case.id)
    path = await route.path_of(session, filed)
    filed.application.stage = route.first_stage(filed, path)
    await cases.send_written(session, case.id, case.account_id, Purpose.REQUEST, now)
    promised = await promise(session, filed, regulations)
    await session.flush()
    await cases.record(session, case.id, viewer.account_id, "submitted")
    await telling.tell_asker(session, case, "application-accepted", "accepted", promised=promised)
    if filed.application.filed_by is not None:
        await telling.tell(
            session,
            case,
            filed.application.filed_by,
            "application-accepted-for",
            "accepted-for",
            promised=promised,
        )
    await put_cards(session, filed)
    return filed


async def withdraw(session: AsyncSession, viewer: Viewer, case_id: int) -> Filed:
    filed = await own(session, viewer, case_id, lock=True)
    if filed.case.status is Status.WITHDRAWN:
        return filed
    await end_withdrawn(session, filed, viewer.account_id)
    return filed


async def end_withdrawn(session: AsyncSession, filed: Filed, account_id: int) -> None:
    if not await moved(session, filed.id, Step.WITHDRAW, closed_at=clock.now(), paused_at=None):
        raise NotWithdrawable
    await session.refresh(filed.case)
    event = await cases.record(session, filed.id, account_id, "withdrawn")
    await tell_officers(session, filed, "application-withdrawn", f"{event.id}:withdrawn")
    await refresh(session, filed)


async def adding(session: AsyncSession, viewer: Viewer, case_id: int) -> Filed:
    """The member's application, if anything more can be added to it."""
    filed = await own(session, viewer, case_id, lock=True)
    if filed.case.status not in TAKES_PAPERS:
        raise TakesNothing
    return filed


async def supply(
    session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
) -> Filed:
    """Send what was added: the paper that was asked for, or anything else.

    One that waited is back before those who decide, and its promise goes on counting. A repeat
    finds nothing written and changes nothing.
    """
    filed = await adding(session, viewer, case_id)
    now = clock.now()
    text, papers = await cases.send_written(
        session, case_id, viewer.account_id, Purpose.REPLY, now
    )
    if not text and not papers:
        return filed
    event = await cases.record(session, case_id, viewer.account_id, "supplied")
    # Passed on meanwhile, it waits no more, and what was asked for has come all the same.
    filed.application.wanted = None
    if await moved(session, case_id, Step.SUPPLY):
        await session.refresh(filed.case)
        rules = await telling.rules_of(session, filed.case.organisation_id, regulations)
        telling.go_on_counting(filed.case, rules.calendar, now)
        await set_due(session, filed, regulations)
        await session.flush()
    await tell_officers(session, filed, "application-supplied", f"{event.id}:supplied")
    await telling.tell(
        session,
        filed.case,
        viewer.account_id,
        "application-supply-accepted",
        f"{event.id}:accepted",
        promised=filed.case.promised_on,
        count=len(papers),
    )
    await refresh(session, filed)
    return filed


async def send_signed(session: AsyncSession, viewer: Viewer, case_id: int, file: File) -> Filed:
    """The member sends a picture of his signed statement: it is filed as such. A repeat of the
    message says nothing."""
    filed = await adding(session, viewer, case_id)
    to = (filed.case, viewer.account_id, Side.MEMBER, Purpose.SIGNED)
    if not await cases.attach(session, *to, file, clock.now()):
        return filed
    event = await cases.record(session, case_id, viewer.account_id, "signed")
    await tell_officers(session, filed, "application-signed", f"{event.id}:signed")
    await telling.tell(
        session, filed.case, viewer.account_id, "application-signed-accepted", f"{event.id}:heard"
    )
    await refresh(session, filed)
    return filed


async def edited(session: AsyncSession, viewer: Viewer, case_id: int) -> Filed:
    """The member edited what he wrote: the cards show the newest text."""
    filed = await adding(session, viewer, case_id)
    await cases.record(session, case_id, viewer.account_id, "edited")
    await refresh(session, filed)
    return filed


# After a refusal


async def appeal_until(
    session: AsyncSession, filed: Filed, decision: Decision, regulations: Regulations
) -> date | None:
    """The last day on which he may turn to the body above; None where none is above."""
    if decision.told_at is None:
        return None
    path = await route.path_of(session, filed)
    if above(filed, path) is None:
        return None
    rules = await telling.rules_of(session, filed.case.organisation_id, regulations)
    told_on = decision.told_at.astimezone(rules.timezone).date()
    return last_day(told_on, filed.terms.fund.appeal, rules.calendar)


def above(filed: Filed, path: str) -> int | None:
    """The next body of the route that decides anything."""
    stages = filed.terms.stages
    return next(
        (
            n
            for n in range(filed.application.stage + 1, len(stages))
            if route.seat(path, stages[n].level) is not None and stages[n].decides
        ),
        None,
    )


async def may_appeal(session: AsyncSession, filed: Filed, regulations: Regulations) -> date | None:
    """Until when; None: not, or not any more."""
    decision = await newest(session, filed.id)
    if filed.case.status is not Status.REFUSED or decision is None:
        return None
    until = await appeal_until(session, filed, decision, regulations)
    rules = await telling.rules_of(session, filed.case.organisation_id, regulations)
    today = clock.now().astimezone(rules.timezone).date()
    return until if until is not None and today <= until else None


async def appeal(
    session: AsyncSession, viewer: Viewer, case_id: int, words: Words, regulations: Regulations
) -> Filed:
    """Ask the body above to look again, in one's own words. The number stays."""
    filed = await own(session, viewer, case_id, lock=True)
    said = await cases.message_by_key(session, words.key)
    if said is not None:
        return filed
    if not words.text.strip():
        raise NothingWritten
    path = await route.path_of(session, filed)
    target = above(filed, path)
    if target is None or await may_appeal(session, filed, regulations) is None:
        raise NoAppeal
    now = clock.now()
    if not await moved(
        session, case_id, Step.APPEAL, answered_at=None, closed_at=None, assignee_id=None
    ):
        raise await already_decided(session, filed)
    await session.refresh(filed.case)
    application = filed.application
    application.stage, application.granted, application.proposed = target, None, None
    application.appeals += 1
    promised = await promise(session, filed, regulations)
    await cases.say(
        session, filed.case, viewer.account_id, Side.MEMBER, Purpose.REQUEST, words, now
    )
    await session.flush()
    event = await cases.record(session, case_id, viewer.account_id, "appealed")
    await tell_member(
        session,
        filed,
        "application-appeal-accepted",
        f"{event.id}:appealed",
        body=target,
        promised=promised,
    )
    await put_cards(session, filed, anew=True)
    await refresh(session, filed)
    return filed
