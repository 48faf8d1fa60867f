"""Papers: one that is missing and asked for, one that was brought and is noted, the signed one."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications import route
from bot.applications.access import (
    already_decided,
    ensure_decides,
    ensure_undecided,
    refresh,
    seen,
    tell_member,
)
from bot.applications.models import Tick
from bot.applications.reading import Filed
from bot.applications.states import Step, moved
from bot.cases import service as cases
from bot.cases.models import Paper, Purpose, Side
from bot.cases.service import Words
from bot.db import insert_new
from bot.errors import UserError
from bot.members.service import Viewer

# The signed statement among the papers that are noted: no key of the regulations has a hyphen.
STATEMENT: Final = "signed-statement"


class NotThere(UserError):
    """No such paper is brought for this ground, or he does not note papers here."""

    key = "application-no-such-paper"


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
    known = {STATEMENT, *(required.key for required in filed.terms.ticked)}
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


# The signed statement


async def signed_how(session: AsyncSession, case_id: int) -> str:
    """How the signed statement came: «sent», «paper», or «none»."""
    sent = await session.scalar(
        select(Paper.id).where(Paper.case_id == case_id, Paper.purpose == Purpose.SIGNED).limit(1)
    )
    if sent is not None:
        return "sent"
    return "paper" if STATEMENT in await ticks(session, case_id) else "none"
