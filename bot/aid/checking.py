"""How the rules of aid stand for one application, in words for those who decide."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.aid.eligibility import Check, check, elsewhere
from bot.applications.checking import checks
from bot.applications.reading import Filed
from bot.cases import telling
from bot.cases.models import CaseKind
from bot.i18n import Texts
from bot.members.models import Member
from bot.regulations import Regulations

# How a rule stands, as texts choose by it.
STANDS = {True: "yes", False: "no", None: "unknown"}


@checks(CaseKind.AID)
async def checked(
    session: AsyncSession, texts: Texts, filed: Filed, regulations: Regulations
) -> list[str]:
    """As of the day it was filed: a rule that held then holds for it whatever came after."""
    case, application = filed.case, filed.application
    member = await session.get_one(Member, case.member_id)
    rules = await telling.rules_of(session, case.organisation_id, regulations)
    filed_at = case.submitted_at or case.created_at
    found = await check(
        session,
        member,
        filed.terms.fund,
        filed.terms.ground,
        rules,
        event_on=application.event_on,
        besides=filed.id,
        on=filed_at.astimezone(rules.timezone).date(),
    )
    others = await elsewhere(
        session, member.id, application.fund, application.ground, rules, besides=filed.id
    )
    return [_line(texts, rule) for rule in found.checks] + [
        texts("aid-check-elsewhere", number=other.number, day=other.submitted_on)
        for other in others
    ]


def _line(texts: Texts, rule: Check) -> str:
    known = {"possible": rule.possible_from or "", "years": 0} | rule.values
    return texts(f"aid-check-{rule.rule}", stands=STANDS[rule.ok], **known)
