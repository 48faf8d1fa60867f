"""What an application keeps on a person beyond a case; what becomes of his when he leaves."""

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications import deciding, paperwork, paying
from bot.applications.documents import decision_words
from bot.applications.filing import end_withdrawn
from bot.applications.models import (
    Application,
    Decision,
    Meeting,
    Payment,
    PaymentShare,
    Recusal,
    TermsRow,
    Tick,
)
from bot.applications.reading import Filed, locked
from bot.applications.states import UNDECIDED
from bot.cases.models import FOR_MONEY, Case, CaseKind
from bot.cases.mydata import describes
from bot.members.mydata import Asking, Coded, Record, Value, Whose, forgets
from bot.money import sum_words
from bot.regulations import Regulations, Terms

BESIDE = (Application, Decision, Meeting, Payment, PaymentShare, Recusal, Tick)


@describes(CaseKind.AID, *BESIDE)
async def application(session: AsyncSession, case: Case, asking: Asking) -> Record:
    asked = await session.get_one(Application, case.id)
    shown: Record = {
        "amount": sum_words(asked.amount, asked.currency) if asked.amount else None,
        "event_on": asked.event_on,
        "written_in": Coded(asked.language, asking.texts(f"language-{asked.language}")),
        "wanted": asked.wanted,
    }
    if asked.terms_id is None:
        return {"ground": asked.ground, **shown}
    row = await session.get_one(TermsRow, asked.terms_id)
    filed = Filed(case, asked, Terms.model_validate(row.content))
    language = asking.texts.language
    noted = await paperwork.ticks(session, case.id)
    return {
        "ground": filed.terms.ground.title.in_language(language),
        **shown,
        "noted": ", ".join(
            paper.title.in_language(language) for paper in filed.terms.ticked if paper.key in noted
        ),
        "decisions": await _decisions(session, filed, asking),
        "payments": await _payments(session, filed),
    }


async def _decisions(session: AsyncSession, filed: Filed, asking: Asking) -> Value:
    """Those that he was told."""
    return [
        {
            "at": decision.told_at,
            "decision": decision_words(filed, decision, asking.texts),
            "protocol": decision.protocol_number,
            "protocol_on": decision.protocol_on,
        }
        for decision in await deciding.decisions_of(session, filed.id)
        if decision.told_at is not None
    ]


async def _payments(session: AsyncSession, filed: Filed) -> Value:
    return [
        {
            "amount": sum_words(share.amount, filed.application.currency),
            "paid_on": payment.paid_on,
            "returned_on": share.returned_on,
            "reason": share.return_reason,
        }
        for payment, share in await paying.shares_of(session, filed.id)
    ]


@forgets
async def end_his_applications(
    session: AsyncSession, whose: Whose, regulations: Regulations
) -> None:
    """He leaves: what nobody has decided is withdrawn. What was granted is paid, and kept."""
    own = Case.account_id == whose.account_id
    if whose.member_id is not None:
        own = or_(Case.member_id == whose.member_id, own & Case.member_id.is_(None))
    ids = await session.scalars(
        select(Case.id)
        .where(own, Case.kind.in_(FOR_MONEY), Case.status.in_(UNDECIDED))
        .order_by(Case.id)
    )
    for case_id in ids.all():
        filed = await locked(session, case_id)
        if filed.case.status in UNDECIDED and whose.account_id is not None:
            await end_withdrawn(session, filed, whose.account_id)


@forgets
async def give_back_what_was_handed_to_him(
    session: AsyncSession, whose: Whose, regulations: Regulations
) -> None:
    """An officer leaves: what was handed to him is his body's again."""
    held = await session.scalars(
        select(Case).where(Case.assignee_id == whose.account_id, Case.kind.in_(FOR_MONEY))
    )
    for case in held.all():
        case.assignee_id = None
