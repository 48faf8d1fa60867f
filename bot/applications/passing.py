"""An application goes to another: a body above, a colleague, or past a relative.

Each is one use case and safe to repeat; two officers at once: one wins, the other sees who.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications import route
from bot.applications.access import (
    already_decided,
    ensure_decides,
    ensure_undecided,
    put_cards,
    refresh,
    seen,
    tell_member,
)
from bot.applications.deciding import ensure_ceiling
from bot.applications.models import Recusal
from bot.applications.promising import promise
from bot.applications.reading import Filed
from bot.applications.states import Step, moved
from bot.cases import service as cases
from bot.cases import telling
from bot.db import insert_new
from bot.errors import UserError
from bot.members import service as members
from bot.members.service import Viewer
from bot.regulations import Regulations


class NobodyAbove(UserError):
    """The sum is more than he decides, and no body above may."""

    key = "application-nobody-above"


class NotYourColleague(UserError):
    """He decides nothing in this body."""

    key = "application-not-colleague"


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
    if not await moved(session, filed.id, Step.PASS_ON, assignee_id=None, paused_at=None):
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
