"""What officers decide: a sum, a refusal, and another decision in place of a known one.

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
    refresh,
    tell_member,
)
from bot.applications.models import Decision, Verdict
from bot.applications.reading import Filed
from bot.applications.states import Step, moved
from bot.cases import service as cases
from bot.cases.models import Status
from bot.errors import UserError
from bot.members.service import Viewer
from bot.money import sum_words
from bot.regulations import Regulations


class OverLimit(UserError):
    """More than he decides; in a meeting, or in place of a decision, it is not passed on."""

    key = "application-over-limit"


class OverCeiling(UserError):
    """More than the ground pays."""

    key = "application-over-ceiling"


class NoReason(UserError):
    """A refusal needs a reason of the list."""

    key = "application-no-reason"


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
    filed.application.stage = await ensure_within(session, viewer, filed, amount)
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


async def ensure_within(session: AsyncSession, viewer: Viewer, filed: Filed, amount: int) -> int:
    """The ground pays so much, and he decides it himself; returns as which body of the route."""
    ensure_ceiling(filed, amount)
    path = await route.path_of(session, filed)
    stage = route.stage_for(viewer, filed, path, amount)
    if stage is None:
        raise OverLimit
    return stage


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
    approved = decision.verdict is Verdict.APPROVED
    filed.application.granted_at = decision.told_at if approved else None
    await tell_member(
        session,
        filed,
        f"application-{decision.verdict}",
        f"decision:{decision.id}",
        decision_id=decision.id,
    )
    if approved:
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
        filed.application.stage = await ensure_within(session, viewer, filed, amount)
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
