"""What happened to an application, what came before it, and what others of its kind got."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications.models import Application
from bot.applications.paperwork import STATEMENT
from bot.applications.reading import Filed, filed_where, listed
from bot.cases import conversation
from bot.cases.conversation import Spoken
from bot.cases.models import Case, CaseEvent, Side, Status
from bot.i18n import Texts
from bot.members import service as members

GRANTED: Final = (Status.APPROVED, Status.PAID)
LIKE_THIS: Final = timedelta(days=365)
# Fewer together are people, not a figure: docs/decisions/0010-groups-under-five.md.
FEWEST: Final = 5
EARLIER: Final = 5


@dataclass(frozen=True)
class Similar:
    """What the same ground of the same purse got within a year: kopecks (tiyn)."""

    count: int
    median: int


async def similar(session: AsyncSession, filed: Filed) -> Similar | None:
    """None where they are too few to hide who they are."""
    since = clock.now() - LIKE_THIS
    # Of many thousands the sums are few: one look at the index, whatever their number.
    rows = await session.execute(
        select(Application.granted, func.count())
        .where(
            Application.fund == filed.application.fund,
            Application.ground == filed.application.ground,
            Application.granted_at > since,
        )
        .group_by(Application.granted)
        .order_by(Application.granted)
    )
    sums = Counter({amount or 0: count for amount, count in rows})
    own = filed.application.granted_at
    if own is not None and own > since:
        sums[filed.application.granted or 0] -= 1
    if sums.total() < FEWEST:
        return None
    return Similar(sums.total(), (_nth(sums, 0) + _nth(sums, 1)) // 2)


def _nth(sums: Counter[int], upper: int) -> int:
    """The lower or the upper of the two in the middle: of an odd number they are one."""
    left = (sums.total() - 1 + upper) // 2
    for amount, count in sums.items():
        if left < count:
            return amount
        left -= count
    raise AssertionError("the middle is within")


async def earlier(session: AsyncSession, filed: Filed) -> list[Filed]:
    """What this member was granted before, the newest first."""
    query = filed_where(
        Case.member_id == filed.case.member_id,
        Case.id != filed.id,
        Case.kind == filed.case.kind,
        Case.status.in_(GRANTED),
    )
    return await listed(session, query.order_by(Case.id.desc()).limit(EARLIER))


async def told(session: AsyncSession, texts: Texts, filed: Filed) -> list[str]:
    """The whole of it for staff: what was said, and who did what when."""
    events = await session.scalars(
        select(CaseEvent).where(CaseEvent.case_id == filed.id).order_by(CaseEvent.id)
    )
    steps: list[Spoken] = [
        (event.at, await _step(session, texts, filed, event))
        for event in events.all()
        # The note itself stands in the conversation.
        if event.action != "noted"
    ]
    words = {"Worker": texts("application-office")}
    return await conversation.conversation(
        session, texts, filed.id, Side.STAFF, words, besides=steps
    )


async def _step(session: AsyncSession, texts: Texts, filed: Filed, event: CaseEvent) -> str:
    who = await members.name_of(session, event.account_id) if event.account_id else ""
    paper = filed.terms.papers.get(event.detail or "")
    detail = paper.title.in_language(texts.language) if paper else event.detail or ""
    if detail == STATEMENT:
        detail = texts("paper-signed")
    what = texts(f"application-step-{event.action}", detail=detail)
    return texts("application-step", at=event.at, who=who, what=what)
