"""What officers do with an application: decide, pass on, ask for a paper, note one, step aside.

Each is one use case and safe to repeat; two officers at once: one wins, the other sees who.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications import budgets, paying, route
from bot.applications.access import (
    already_decided,
    ensure_decides,
    ensure_undecided,
    put_cards,
    refresh,
    seen,
    tell_member,
)
from bot.applications.models import Decision, Recusal, Tick, Verdict
from bot.applications.promising import promise
from bot.applications.reading import Filed
from bot.applications.route import suffices
from bot.applications.states import Step, moved
from bot.cases import service as cases
from bot.cases import telling
from bot.cases.models import Purpose, Side, Status
from bot.cases.service import Words
from bot.db import insert_new
from bot.errors import UserError
from bot.members import service as members
from bot.members.service import Viewer
from bot.money import sum_words
from bot.regulations import Regulations


class NobodyAbove(UserError):
    """The sum is more than he decides, and no body above may."""

    key = "application-nobody-above"


class OverLimit(UserError):
    """More than he decides; in a meeting, or in place of a decision, it is not passed on."""

    key = "application-over-limit"


class OverCeiling(UserError):
    """More than the ground pays."""

    key = "application-over-ceiling"


class NoReason(UserError):
    """A refusal needs a reason of the list."""

    key = "application-no-reason"


class NotThere(UserError):
    """No such paper is brought for this ground, or he does not note papers here."""

    key = "application-no-such-paper"


class NotYourColleague(UserError):
    """He decides nothing in this body."""

    key = "application-not-colleague"


class NotOverridden(UserError):
    """Only who decides any sum goes over a budget, and says why."""

    key = "application-not-overridden"


class NothingToChange(UserError):
    """There is no decision in force that could be changed, or money of it has gone out."""

    key = "application-nothing-to-change"


@dataclass(frozen=True)
class Protocol:
    """The record of the body that decided: its number and day."""

    number: str
    on: date


@dataclass(frozen=True)
class Refusal:
    """A reason of the regulations and the officer's own words: the member sees exactly both."""

    reason: str
    words: str = ""


async def approve(
    session: AsyncSession,
    viewer: Viewer,
    case_id: int,
    amount: int,
    protocol: Protocol,
    key: str,
    regulations: Regulations,
    override: str = "",
) -> Filed:
    """Grant a sum that he may decide. `key` is the press: a repeat returns what exists."""
    filed = await ensure_decides(session, viewer, case_id)
    if await decided_by(session, key):
        return filed
    await ensure_undecided(session, filed)
    await ensure_within(session, viewer, filed, amount)
    await _reserve(session, viewer, filed, protocol.on.year, amount, regulations, override)
    decision = Decision(
        case_id=case_id,
        verdict=Verdict.APPROVED,
        body=filed.body.key,
        amount=amount,
        protocol_number=protocol.number,
        protocol_on=protocol.on,
        year=protocol.on.year,
        override=override or None,
        by_id=viewer.account_id,
        key=key,
    )
    await _decide(session, viewer, filed, decision, Step.APPROVE)
    return filed


async def refuse(
    session: AsyncSession,
    viewer: Viewer,
    case_id: int,
    refusal: Refusal,
    protocol: Protocol | None,
    key: str,
) -> Filed:
    """Refuse with a reason. `key` is the press: a repeat returns what exists."""
    filed = await ensure_decides(session, viewer, case_id)
    if await decided_by(session, key):
        return filed
    await ensure_undecided(session, filed)
    if refusal.reason not in filed.terms.reasons:
        raise NoReason
    decision = Decision(
        case_id=case_id,
        verdict=Verdict.REFUSED,
        body=filed.body.key,
        reason=refusal.reason,
        words=refusal.words or None,
        protocol_number=protocol.number if protocol else None,
        protocol_on=protocol.on if protocol else None,
        year=protocol.on.year if protocol else clock.now().year,
        by_id=viewer.account_id,
        key=key,
    )
    await _decide(session, viewer, filed, decision, Step.REFUSE)
    return filed


async def ensure_within(session: AsyncSession, viewer: Viewer, filed: Filed, amount: int) -> None:
    """The ground pays so much, and he decides it himself."""
    ensure_ceiling(filed, amount)
    path = await route.path_of(session, filed)
    if not suffices(route.power(viewer, filed, path), amount):
        raise OverLimit


def ensure_ceiling(filed: Filed, amount: int) -> None:
    ground, currency = filed.terms.ground, filed.application.currency
    if amount <= 0 or amount > ground.ceiling:
        raise OverCeiling(ceiling=sum_words(ground.ceiling, currency))


async def _reserve(
    session: AsyncSession,
    viewer: Viewer,
    filed: Filed,
    year: int,
    amount: int,
    regulations: Regulations,
    override: str,
) -> None:
    over = bool(override)
    if over:
        path = await route.path_of(session, filed)
        if route.power(viewer, filed, path) is not None:
            raise NotOverridden
    await budgets.move(session, filed, year, amount, regulations, over=over)


async def _decide(
    session: AsyncSession, viewer: Viewer, filed: Filed, decision: Decision, step: Step
) -> None:
    """The status moves only from where nobody has decided; then the member is told."""
    now = clock.now()
    closed_at = now if step is Step.REFUSE else None
    if not await moved(
        session, filed.id, step, answered_at=now, closed_at=closed_at, paused_at=None
    ):
        raise await already_decided(session, filed)
    session.add(decision)
    await session.flush()
    await session.refresh(filed.case)
    filed.application.granted = decision.amount
    await cases.record(session, filed.id, viewer.account_id, f"{decision.verdict}")
    await tell_decision(session, filed, decision)
    await refresh(session, filed)


async def tell_decision(session: AsyncSession, filed: Filed, decision: Decision) -> None:
    """The member hears it in this transaction: from here on it is changed by a new one alone."""
    decision.told_at = clock.now()
    await tell_member(
        session,
        filed,
        f"application-{decision.verdict}",
        f"decision:{decision.id}",
        decision_id=decision.id,
    )
    if decision.verdict is Verdict.APPROVED:
        await paying.tell_payers(session, filed, f"decision:{decision.id}")


async def decided_by(session: AsyncSession, key: str) -> bool:
    known = await session.scalar(select(Decision.id).where(Decision.key == key))
    return known is not None


async def newest(session: AsyncSession, case_id: int) -> Decision | None:
    """The decision in force."""
    return await session.scalar(
        select(Decision)
        .where(Decision.case_id == case_id, Decision.undone_at.is_(None))
        .order_by(Decision.id.desc())
        .limit(1)
    )


async def decisions_of(session: AsyncSession, case_id: int) -> list[Decision]:
    rows = await session.scalars(
        select(Decision).where(Decision.case_id == case_id).order_by(Decision.id)
    )
    return list(rows)


# A new decision in place of one that the member knows


async def change(
    session: AsyncSession,
    viewer: Viewer,
    case_id: int,
    amount: int | None,
    refusal: Refusal | None,
    protocol: Protocol,
    key: str,
    regulations: Regulations,
    override: str = "",
) -> Filed:
    """Another sum, or a refusal, in place of what was decided: the member reads that it is a
    change. What money went out for stands."""
    filed = await ensure_decides(session, viewer, case_id)
    if await decided_by(session, key):
        return filed
    before = await newest(session, case_id)
    if before is None or before.told_at is None or await paying.paid(session, case_id):
        raise NothingToChange
    if amount is not None:
        await ensure_within(session, viewer, filed, amount)
    elif refusal is None or refusal.reason not in filed.terms.reasons:
        raise NoReason
    step = _change_step(before.verdict, refused=amount is None)
    if step is None:
        raise NothingToChange
    now = clock.now()
    if before.amount:
        await budgets.move(session, filed, before.year, -before.amount, regulations)
    if amount is not None:
        await _reserve(session, viewer, filed, protocol.on.year, amount, regulations, override)
    closed_at = now if amount is None else None
    if not await moved(session, case_id, step, answered_at=now, closed_at=closed_at):
        raise NothingToChange
    decision = Decision(
        case_id=case_id,
        verdict=Verdict.REFUSED if amount is None else Verdict.APPROVED,
        body=filed.body.key,
        amount=amount,
        reason=refusal.reason if refusal else None,
        words=refusal.words or None if refusal else None,
        protocol_number=protocol.number,
        protocol_on=protocol.on,
        year=protocol.on.year,
        override=override or None,
        replaces_id=before.id,
        by_id=viewer.account_id,
        key=key,
    )
    session.add(decision)
    await session.flush()
    await session.refresh(filed.case)
    filed.application.granted = amount
    await cases.record(session, case_id, viewer.account_id, "decision-changed")
    await tell_decision(session, filed, decision)
    await refresh(session, filed)
    return filed


async def is_changeable(session: AsyncSession, filed: Filed) -> bool:
    """The member was told, and no money of it has gone out."""
    if filed.case.status not in (Status.APPROVED, Status.REFUSED):
        return False
    return not await paying.paid(session, filed.id)


def _change_step(before: Verdict, *, refused: bool) -> Step | None:
    if before is Verdict.APPROVED:
        return Step.CHANGE_TO_REFUSED if refused else Step.CHANGE
    return None if refused else Step.CHANGE_TO_APPROVED


# On its way


async def propose(
    session: AsyncSession,
    viewer: Viewer,
    case_id: int,
    amount: int,
    stage: int,
    regulations: Regulations,
) -> Filed:
    """He finds this sum right, and it is more than he decides: the body above gets it.

    `stage` is the body that his screen showed: a repeat finds it passed on and changes nothing.
    """
    filed = await ensure_decides(session, viewer, case_id)
    ensure_ceiling(filed, amount)
    path = await route.path_of(session, filed)
    target = route.able_stage(filed, path, amount, stage)
    if target is None:
        raise NobodyAbove
    if filed.application.stage > stage and filed.application.proposed == amount:
        return filed
    await ensure_undecided(session, filed)
    if filed.application.stage != stage:
        raise await already_decided(session, filed)
    filed.application.proposed = amount
    await _to_stage(session, viewer, filed, target, "proposed", regulations)
    return filed


async def pass_on(
    session: AsyncSession,
    viewer: Viewer,
    case_id: int,
    stage: int,
    target: int,
    regulations: Regulations,
) -> Filed:
    """To a body above, without a sum. `stage` as in `propose`."""
    filed = await ensure_decides(session, viewer, case_id)
    if filed.application.stage == target:
        return filed
    await ensure_undecided(session, filed)
    path = await route.path_of(session, filed)
    bodies = bodies_above(filed, path)
    if filed.application.stage != stage or target not in bodies:
        raise NobodyAbove
    await _to_stage(session, viewer, filed, target, "passed-on", regulations)
    return filed


def bodies_above(filed: Filed, path: str) -> list[int]:
    stages = filed.terms.stages
    here = filed.application.stage
    return [
        n
        for n in range(here + 1, len(stages))
        if route.seat(path, stages[n].level) is not None and stages[n].decides
    ]


async def _to_stage(
    session: AsyncSession,
    viewer: Viewer,
    filed: Filed,
    target: int,
    action: str,
    regulations: Regulations,
) -> None:
    if not await moved(session, filed.id, Step.PASS_ON, assignee_id=None):
        raise await already_decided(session, filed)
    await session.refresh(filed.case)
    filed.application.stage = target
    await session.flush()
    promised = await promise(session, filed, regulations)
    await cases.record(session, filed.id, viewer.account_id, action)
    await refresh(session, filed)
    await put_cards(session, filed, anew=True)
    await tell_member(
        session,
        filed,
        "application-passed-on",
        f"stage:{target}:{filed.application.appeals}",
        body=target,
        promised=promised,
    )


async def colleagues(session: AsyncSession, viewer: Viewer, filed: Filed) -> list[int]:
    """Those of the body that has it, besides himself."""
    path = await route.path_of(session, filed)
    found = await route.officers(session, filed, filed.body, path, besides=[viewer.account_id])
    return [account.id for account in found]


async def assign(session: AsyncSession, viewer: Viewer, case_id: int, colleague: int) -> Filed:
    """Hand it to a colleague of the same body: it is his to decide first."""
    filed = await ensure_decides(session, viewer, case_id)
    await ensure_undecided(session, filed)
    if filed.case.assignee_id == colleague:
        return filed
    if colleague not in await colleagues(session, viewer, filed):
        raise NotYourColleague
    filed.case.assignee_id = colleague
    event = await cases.record(session, case_id, viewer.account_id, "handed-over")
    who = await members.name_of(session, viewer.account_id)
    await telling.tell(
        session, filed.case, colleague, "application-handed-to-you", f"{event.id}:handed", who=who
    )
    await put_cards(session, filed)
    await refresh(session, filed)
    return filed


# Papers


async def ask_paper(session: AsyncSession, viewer: Viewer, case_id: int, words: Words) -> Filed:
    """Name one paper that is missing; the promise's clock stands still until it comes."""
    filed = await ensure_decides(session, viewer, case_id)
    if await cases.message_by_key(session, words.key) is not None:
        return filed
    await ensure_undecided(session, filed)
    now = clock.now()
    paused_at = filed.case.paused_at or now
    if not await moved(session, case_id, Step.ASK, paused_at=paused_at):
        raise await already_decided(session, filed)
    await session.refresh(filed.case)
    application = filed.application
    application.wanted, application.wanted_at, application.reminded_at = words.text, now, None
    await cases.say(
        session, filed.case, viewer.account_id, Side.STAFF, Purpose.CLARIFY, words, now
    )
    event = await cases.record(session, case_id, viewer.account_id, "asked-paper")
    await tell_member(
        session, filed, "application-paper-wanted", f"{event.id}:wanted", paper=words.text
    )
    await refresh(session, filed)
    return filed


async def tick(
    session: AsyncSession, viewer: Viewer, case_id: int, paper: str, *, there: bool
) -> Filed:
    """Note that a paper was brought, or that it was noted by mistake."""
    filed = await seen(session, viewer, case_id, lock=True)
    path = await route.path_of(session, filed)
    known = {required.key for required in filed.terms.ticked}
    if paper not in known or not viewer.reaches(path, route.OF_PRIMARY):
        raise NotThere
    row = {"case_id": case_id, "paper": paper, "by_id": viewer.account_id}
    held = await session.get(Tick, (case_id, paper))
    if there and held is None:
        await insert_new(session, Tick, row, unique=("case_id", "paper"))
        await cases.record(session, case_id, viewer.account_id, "paper-noted", paper)
    elif not there and held is not None:
        await session.delete(held)
        await cases.record(session, case_id, viewer.account_id, "paper-unnoted", paper)
    await session.flush()
    await refresh(session, filed)
    return filed


async def ticks(session: AsyncSession, case_id: int) -> frozenset[str]:
    rows = await session.scalars(select(Tick.paper).where(Tick.case_id == case_id))
    return frozenset(rows)


async def recuse(session: AsyncSession, viewer: Viewer, case_id: int) -> Filed:
    """He declares the applicant his relative: from here on he decides nothing of it.

    Where nobody of the body is left, those above it get the card.
    """
    filed = await seen(session, viewer, case_id, lock=True)
    row = {"case_id": case_id, "account_id": viewer.account_id}
    await insert_new(session, Recusal, row, unique=("case_id", "account_id"))
    if filed.case.assignee_id == viewer.account_id:
        filed.case.assignee_id = None
    await cases.record(session, case_id, viewer.account_id, "recused")
    await session.flush()
    await put_cards(session, filed)
    await refresh(session, filed)
    return filed
