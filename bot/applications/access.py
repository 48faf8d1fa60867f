"""Who may see an application, who is told of it, and what stands before each."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.applications import route
from bot.applications.models import Application, Recusal
from bot.applications.reading import Filed, get, locked
from bot.applications.route import OF_PRIMARY, PAYERS, READERS, NoPower
from bot.applications.states import UNDECIDED
from bot.cases import telling
from bot.cases.models import Case, CaseEvent, Status
from bot.cases.service import subject
from bot.errors import Trespass, UserError
from bot.members import service as members
from bot.members.models import Organisation, Role
from bot.members.service import Viewer

CARD = "application-card"
# What a treasurer has to do with.
PAYABLE = (Status.APPROVED, Status.PAID)


class OwnApplication(UserError):
    """Nobody decides his own application."""

    key = "application-own"


class IsRelative(UserError):
    """He declared the applicant his relative."""

    key = "application-relative"


class NothingToDecide(UserError):
    """His office reads it, and decides nothing on this route."""

    key = "application-no-power"


class AlreadyDecided(UserError):
    """A colleague was faster, or the member withdrew it; the text says who and when."""

    key = "application-already-decided"


async def may_see(session: AsyncSession, viewer: Viewer, filed: Filed) -> bool:
    if viewer.account is None or filed.case.status is Status.DRAFT:
        return False
    if route.is_applicant(viewer.account, filed):
        return False
    path = await route.path_of(session, filed)
    return viewer.reaches(path, _reading(filed.case.status))


def _reading(status: Status) -> Collection[Role]:
    return READERS if status in PAYABLE else READERS - PAYERS


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """`may_see` as the database asks it, for lists: the rules stand in both."""
    if viewer.account is None:
        return false()
    reads = _within(viewer, READERS - PAYERS)
    pays = and_(_within(viewer, READERS), Case.status.in_(PAYABLE))
    not_own = Case.account_id != viewer.account.id
    if viewer.member is not None:
        not_own = Case.member_id != viewer.member.id
    in_scope = exists().where(Organisation.id == Case.organisation_id, or_(reads, pays))
    return and_(Case.status != Status.DRAFT, in_scope, not_own)


def _within(viewer: Viewer, roles: Collection[Role]) -> ColumnElement[bool]:
    return or_(
        false(),
        *(
            Organisation.path.startswith(office.path, autoescape=True)
            for office in viewer.offices
            if office.role in roles
        ),
    )


async def seen(
    session: AsyncSession, viewer: Viewer, case_id: int, *, lock: bool = False
) -> Filed:
    """The application for an officer who opens it. Each look is audited, and each attempt."""
    filed = await (locked if lock else get)(session, case_id)
    if not await may_see(session, viewer, filed):
        raise Trespass("case-refused", subject(case_id))
    await members.audit(session, viewer.account_id, "case-seen", subject(case_id))
    return filed


async def own(session: AsyncSession, viewer: Viewer, case_id: int, *, lock: bool = False) -> Filed:
    """The member's own application, from whichever of his accounts it was filed; or the one that
    an officer filed for somebody who is not here himself."""
    filed = await (locked if lock else get)(session, case_id)
    mine = telling.is_own(viewer, filed.case) or await _speaks_for(session, viewer, filed)
    if not mine or filed.case.status is Status.DRAFT:
        raise Trespass("case-refused", subject(case_id))
    return filed


async def _speaks_for(session: AsyncSession, viewer: Viewer, filed: Filed) -> bool:
    if viewer.account is None or await member_reader(session, filed) != viewer.account.id:
        return False
    return of_primary(viewer, await route.path_of(session, filed))


async def spoken_for(session: AsyncSession, viewer: Viewer) -> list[Case]:
    """What waits for a paper, of those that he filed for members who are not here themselves."""
    rows = await session.scalars(
        select(Case)
        .join(Application, Application.case_id == Case.id)
        .where(
            Case.account_id == viewer.account_id,
            Case.status == Status.WAITING,
            Application.filed_by.is_not(None),
        )
        .order_by(Case.id.desc())
    )
    return [
        case
        for case in rows.all()
        if await _speaks_for(session, viewer, await get(session, case.id))
    ]


async def member_reader(session: AsyncSession, filed: Filed) -> int | None:
    """The account of its member; while he has no Telegram, of the officer who filed it for him."""
    reader = await telling.asker(session, filed.case)
    if filed.application.filed_by is None:
        return reader
    account = await members.account_by_id(session, reader) if reader is not None else None
    return filed.case.account_id if account is None or account.telegram_id < 0 else reader


async def tell_member(
    session: AsyncSession, filed: Filed, kind: str, key: str, **values: Any
) -> None:
    """Him, or who speaks for him; `key` names the event, so that a repeat says nothing."""
    reader = await member_reader(session, filed)
    if reader is not None:
        await telling.tell(session, filed.case, reader, kind, key, **values)


async def is_relative(session: AsyncSession, account_id: int, case_id: int) -> bool:
    return await session.get(Recusal, (case_id, account_id)) is not None


async def ensure_decides(session: AsyncSession, viewer: Viewer, case_id: int) -> Filed:
    """The application, locked, for an officer who is about to decide something of it."""
    filed = await locked(session, case_id)
    if viewer.account is not None and route.is_applicant(viewer.account, filed):
        raise OwnApplication
    filed = await seen(session, viewer, case_id, lock=True)
    if await is_relative(session, viewer.account_id, case_id):
        raise IsRelative
    path = await route.path_of(session, filed)
    if isinstance(route.power(viewer, filed, path), NoPower):
        raise NothingToDecide
    return filed


async def ensure_undecided(session: AsyncSession, filed: Filed) -> None:
    if filed.case.status not in UNDECIDED:
        raise await already_decided(session, filed)


async def already_decided(session: AsyncSession, filed: Filed) -> AlreadyDecided:
    """Who did it and when, as the history has it; what came after that is not the decision."""
    status = filed.case.status
    events = select(CaseEvent).where(CaseEvent.case_id == filed.id)
    if status in _DECIDED:
        events = events.where(CaseEvent.action.in_(_DECIDED[status]))
    event = await session.scalar(events.order_by(CaseEvent.id.desc()).limit(1))
    who = ""
    if event is not None and event.account_id is not None and status in _DECIDED:
        who = await members.name_of(session, event.account_id)
    at = event.at if event is not None else filed.case.created_at
    return AlreadyDecided(who=who, status=status.value, at=at)


# What the staff did that led to a state.
_DECIDED = {
    Status.DECIDED: ("decided-in-meeting",),
    Status.APPROVED: ("approved", "decision-changed"),
    Status.REFUSED: ("refused", "decision-changed"),
    Status.PAID: ("paid",),
}


def of_primary(viewer: Viewer, path: str) -> bool:
    """Whether he notes what came on paper."""
    return viewer.reaches(path, OF_PRIMARY)


# Who is told


async def readers_of_card(session: AsyncSession, filed: Filed) -> list[int]:
    """Who has the card before him: those who decide now, and those who speak for the member."""
    path = await route.path_of(session, filed)
    deciding = await route.officers(session, filed, filed.body, path)
    speaking = await route.primary_officers(session, filed, path) if filed.terms.ticked else []
    return list(dict.fromkeys(account.id for account in [*deciding, *speaking]))


async def put_cards(session: AsyncSession, filed: Filed, *, anew: bool = False) -> None:
    """One card to each; `anew` at the end of the chat, for it waits for him again."""
    for reader in await readers_of_card(session, filed):
        await notices.post_card(session, reader, CARD, subject(filed.id), anew=anew)
        await members.audit(session, reader, "card-sent", subject(filed.id))


async def refresh(session: AsyncSession, filed: Filed) -> None:
    await notices.refresh_cards(session, CARD, subject(filed.id))


async def tell_officers(
    session: AsyncSession, filed: Filed, kind: str, key: str, **values: Any
) -> None:
    """Those who decide now; one that was assigned hears it alone."""
    assigned = filed.case.assignee_id
    if assigned is not None:
        readers = [assigned]
    else:
        path = await route.path_of(session, filed)
        readers = [a.id for a in await route.officers(session, filed, filed.body, path)]
    for reader in readers:
        await telling.tell(session, filed.case, reader, kind, f"{key}:{reader}", **values)
