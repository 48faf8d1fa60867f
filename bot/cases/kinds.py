"""What those who work on cases may do with one of any kind: each kind says how."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.cases import service as cases
from bot.cases.models import Case, CaseKind, Paper, Purpose
from bot.cases.service import Words, subject
from bot.errors import NoAccess, Trespass, UserError
from bot.members import service as members
from bot.members.service import Viewer


@dataclass(frozen=True)
class AtWork:
    """How a kind of case looks to those who work on it.

    `may_open`: whether he sees its card; `may_read`: its words and papers too, or who else has
    them is said by `unread`. `ensure_may_note` refuses where there is nothing to say of it yet.
    """

    card: str
    may_open: Callable[[AsyncSession, Viewer, int], Awaitable[bool]]
    may_read: Callable[[AsyncSession, Viewer, int], Awaitable[bool]]
    unread: type[UserError]
    ensure_may_note: Callable[[AsyncSession, Viewer, int], Awaitable[None]]
    note: Callable[[AsyncSession, Viewer, int, Words], Awaitable[None]]
    conversation: Callable[[AsyncSession, Viewer, int], Awaitable[list[str]]]


PAPERS = "papers"
_kinds: dict[CaseKind, AtWork] = {}


def works_on(kind: CaseKind, how: AtWork) -> None:
    _kinds[kind] = how


def action(name: str, case_id: int) -> str:
    """What a button of a card or notice sends back: it is the same for every kind."""
    return f"case:{name}:{case_id}"


async def kind_of(session: AsyncSession, case_id: int) -> CaseKind:
    kind = await session.scalar(select(Case.kind).where(Case.id == case_id))
    if kind is None:
        raise NoAccess
    return kind


async def of(session: AsyncSession, case_id: int) -> AtWork:
    return _kinds[await kind_of(session, case_id)]


async def may_read(session: AsyncSession, viewer: Viewer, case_id: int) -> bool:
    how = await of(session, case_id)
    return await how.may_open(session, viewer, case_id) and await how.may_read(
        session, viewer, case_id
    )


async def open_card(session: AsyncSession, viewer: Viewer, case_id: int) -> None:
    """Its card anew, at the end of his chat. Each look is audited, and each attempt."""
    how = await of(session, case_id)
    if not await how.may_open(session, viewer, case_id):
        raise Trespass("case-refused", subject(case_id))
    await members.audit(session, viewer.account_id, "case-seen", subject(case_id))
    await notices.post_card(session, viewer.account_id, how.card, subject(case_id), anew=True)


async def read(session: AsyncSession, viewer: Viewer, case_id: int) -> AtWork:
    """For whoever opens what was said, or the papers."""
    how = await of(session, case_id)
    if not await how.may_open(session, viewer, case_id):
        raise Trespass("case-refused", subject(case_id))
    if not await how.may_read(session, viewer, case_id):
        raise how.unread
    await members.audit(session, viewer.account_id, "case-seen", subject(case_id))
    return how


async def send_papers(session: AsyncSession, viewer: Viewer, case_id: int, key: str) -> None:
    """All of them, below his card. `key` is the press."""
    await read(session, viewer, case_id)
    await _show(session, viewer, case_id, await cases.papers_of(session, case_id), key)


async def show_written(
    session: AsyncSession, viewer: Viewer, case_id: int, purpose: Purpose, key: str
) -> None:
    """What he has put to it himself and not sent yet, for a last look. `key` is the press."""
    _, papers = await cases.being_written(session, case_id, viewer.account_id, purpose)
    await _show(session, viewer, case_id, papers, key)


async def _show(
    session: AsyncSession, viewer: Viewer, case_id: int, papers: Sequence[Paper], key: str
) -> None:
    if papers:
        await notices.post(
            session,
            viewer.account_id,
            PAPERS,
            key=f"{subject(case_id)}:{key}:papers",
            subject=subject(case_id),
            paper_ids=[paper.id for paper in papers],
        )
