"""Money leaves the purse: one payment for several, several for one, and what comes back."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications import route
from bot.applications.access import refresh, seen, tell_member
from bot.applications.models import Application, Payment, PaymentShare
from bot.applications.reading import Filed
from bot.applications.route import PAYERS
from bot.applications.states import Step, moved
from bot.cases import service as cases
from bot.cases import telling
from bot.cases.models import Case, Status
from bot.cases.service import subject
from bot.db import insert_new
from bot.errors import Trespass, UserError
from bot.members import service as members
from bot.members.service import Viewer
from bot.money import sum_words


class NotPayable(UserError):
    """It is not approved, or paid already."""

    key = "application-not-payable"


class TooMuchPaid(UserError):
    """More than is left to pay."""

    key = "application-too-much-paid"


class NoSuchPayment(UserError):
    """It came back already, or was never made."""

    key = "application-no-such-payment"


async def paid(session: AsyncSession, case_id: int) -> int:
    """What has reached the member: without what came back."""
    total = await session.scalar(
        select(func.sum(PaymentShare.amount)).where(
            PaymentShare.case_id == case_id, PaymentShare.returned_on.is_(None)
        )
    )
    return int(total or 0)


async def shares_of(session: AsyncSession, case_id: int) -> list[tuple[Payment, PaymentShare]]:
    rows = await session.execute(
        select(Payment, PaymentShare)
        .join(PaymentShare, PaymentShare.payment_id == Payment.id)
        .where(PaymentShare.case_id == case_id)
        .order_by(PaymentShare.id)
    )
    return [(payment, share) for payment, share in rows]


async def pay(
    session: AsyncSession,
    viewer: Viewer,
    amounts: Mapping[int, int | None],
    number: str,
    paid_on: date,
    key: str,
) -> list[Filed]:
    """One payment for these applications: each its sum, or all that is left (None).

    All of it or nothing. `key` is the press: a repeat pays nothing.
    """
    row = {"number": number or None, "paid_on": paid_on, "by_id": viewer.account_id, "key": key}
    payment_id = await insert_new(session, Payment, row, unique=("key",))
    filed_all = []
    # In one order everywhere, so that two payments don't wait for each other.
    for case_id in sorted(amounts):
        filed = await payable(session, viewer, case_id)
        filed_all.append(filed)
        if payment_id is not None:
            await _pay_one(session, viewer, filed, payment_id, amounts[case_id], paid_on)
    return filed_all


async def payable(session: AsyncSession, viewer: Viewer, case_id: int) -> Filed:
    """The application for who pays it."""
    filed = await seen(session, viewer, case_id, lock=True)
    path = await route.path_of(session, filed)
    if not viewer.reaches(path, PAYERS):
        raise Trespass("payment-refused", subject(case_id))
    return filed


async def ensure_payable(session: AsyncSession, viewer: Viewer, case_id: int) -> Filed:
    filed = await payable(session, viewer, case_id)
    if filed.case.status is not Status.APPROVED:
        raise NotPayable(number=filed.case.number)
    return filed


async def _pay_one(
    session: AsyncSession,
    viewer: Viewer,
    filed: Filed,
    payment_id: int,
    amount: int | None,
    paid_on: date,
) -> None:
    granted, currency = filed.application.granted or 0, filed.application.currency
    left = granted - await paid(session, filed.id)
    if filed.case.status is not Status.APPROVED or left <= 0:
        raise NotPayable(number=filed.case.number)
    share = left if amount is None else amount
    if not 0 < share <= left:
        raise TooMuchPaid(number=filed.case.number, left=sum_words(left, currency))
    session.add(PaymentShare(payment_id=payment_id, case_id=filed.id, amount=share))
    await session.flush()
    if share == left:
        await moved(session, filed.id, Step.PAY, closed_at=clock.now())
        await session.refresh(filed.case)
    await cases.record(session, filed.id, viewer.account_id, "paid", sum_words(share, currency))
    await tell_member(
        session,
        filed,
        "application-paid",
        f"payment:{payment_id}",
        amount=sum_words(share, currency),
        paid_on=paid_on,
        rest=sum_words(left - share, currency) if share < left else "",
    )
    await refresh(session, filed)


async def returned(
    session: AsyncSession, viewer: Viewer, share_id: int, on: date, reason: str
) -> Filed:
    """The bank sent a payment back: it is to be paid again, and the member hears why."""
    share = await session.get(PaymentShare, share_id)
    if share is None:
        raise NoSuchPayment
    filed = await payable(session, viewer, share.case_id)
    back = await session.scalar(
        update(PaymentShare)
        .where(PaymentShare.id == share_id, PaymentShare.returned_on.is_(None))
        .values(returned_on=on, returned_by=viewer.account_id, return_reason=reason)
        .returning(PaymentShare.amount)
    )
    if back is None:
        raise NoSuchPayment
    await moved(session, filed.id, Step.RETURN, closed_at=None)
    await session.refresh(filed.case)
    amount = sum_words(back, filed.application.currency)
    await cases.record(session, filed.id, viewer.account_id, "payment-returned", amount)
    await tell_member(
        session,
        filed,
        "application-payment-returned",
        f"share:{share_id}:returned",
        amount=amount,
        reason=reason,
    )
    await refresh(session, filed)
    return filed


async def tell_payers(session: AsyncSession, filed: Filed, key: str) -> None:
    """The treasurers nearest to the body that decided."""
    path = await route.path_of(session, filed)
    seat = route.seat(path, filed.body.level) or path
    found = await members.scoped_holders(session, PAYERS, seat)
    nearest = max((len(scope) for _, scope in found), default=0)
    for account, scope in found:
        if len(scope) == nearest and not route.is_applicant(account, filed):
            await telling.tell(
                session, filed.case, account.id, "application-to-pay", f"{key}:{account.id}"
            )


async def left_to_pay(session: AsyncSession, case_ids: list[int]) -> dict[int, int]:
    """What is still to be paid of each, in one question to the database."""
    gone = await session.execute(
        select(PaymentShare.case_id, func.sum(PaymentShare.amount))
        .where(PaymentShare.case_id.in_(case_ids), PaymentShare.returned_on.is_(None))
        .group_by(PaymentShare.case_id)
    )
    paid_out = {case_id: int(total) for case_id, total in gone}
    granted = await session.execute(
        select(Application.case_id, Application.granted)
        .join(Case, Case.id == Application.case_id)
        .where(Application.case_id.in_(case_ids))
    )
    return {case_id: (total or 0) - paid_out.get(case_id, 0) for case_id, total in granted}
