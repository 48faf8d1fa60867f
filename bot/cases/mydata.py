"""What cases keep on a person: shown with all that was said in them, kept for a term, deleted."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases import papers, service
from bot.cases.models import (
    ENDED,
    FOR_MONEY,
    Case,
    CaseEvent,
    CaseKind,
    CaseMessage,
    MessageVersion,
    Paper,
    Purpose,
    Side,
    Status,
)
from bot.db import Base, Database
from bot.members.mydata import (
    Asking,
    Coded,
    Kept,
    Record,
    Value,
    Whose,
    certainly_begun_by,
    expires,
    exports,
    forgets,
    in_words,
    is_over,
    keeps,
    let_go_of,
)
from bot.notices import Notice
from bot.regulations import Regulations
from bot.regulations.values import StorageTerm

AT_ONCE = 1000
# What is not the question itself nor its answer.
TALK = (Purpose.REPLY, Purpose.CLARIFY)

Detail = Callable[[AsyncSession, Case, Asking], Awaitable[Record]]
_details: dict[CaseKind, Detail] = {}
# What a meeting has decided and has not told yet: its member reads that it is looked at.
UNTOLD = {Status.DECIDED: Status.REVIEW}
UNTOLD_EVENTS = ("decided-in-meeting", "decision-undone")
# What features keep beside their cases, and tell of there.
_beside: list[type[Base]] = []


def describes(kind: CaseKind, *models: type[Base]) -> Callable[[Detail], Detail]:
    """The function that gives what a case of this kind has beyond a case, from these tables."""

    def register(detail: Detail) -> Detail:
        _details[kind] = detail
        _beside.extend(models)
        return detail

    return register


def described() -> frozenset[str]:
    """Tables that are read together with their case."""
    return frozenset(str(model.__tablename__) for model in _beside)


def _his(whose: Whose) -> ColumnElement[bool]:
    own: list[ColumnElement[bool]] = []
    if whose.member_id is not None:
        own.append(Case.member_id == whose.member_id)
    if whose.account_id is not None:
        # From this account he may have asked as somebody else: that stays the other's.
        own.append((Case.account_id == whose.account_id) & Case.member_id.is_(None))
    return or_(false(), *own)


# Shown


@exports("cases", 60, Case, CaseMessage, MessageVersion, Paper, CaseEvent)
async def cases(session: AsyncSession, asking: Asking) -> list[Record]:
    found = await session.scalars(select(Case).where(_his(asking.whose)).order_by(Case.id))
    return [await _case(session, case, asking) for case in found.all()]


async def _case(session: AsyncSession, case: Case, asking: Asking) -> Record:
    status = UNTOLD.get(case.status, case.status)
    shown: Record = {
        "number": case.number,
        "status": Coded(status, asking.texts(f"mydata-status-{status}")),
        "created_at": case.created_at,
        "submitted_at": case.submitted_at,
        "promised_on": case.promised_on,
        "answered_at": case.answered_at,
        "closed_at": case.closed_at,
        "helped": case.helped,
    }
    if detail := _details.get(case.kind):
        shown |= await detail(session, case, asking)
    return shown | {
        "conversation": await _conversation(session, case, asking),
        "papers": await _papers(session, case, asking),
        "history": await _history(session, case, asking),
    }


async def _conversation(session: AsyncSession, case: Case, asking: Asking) -> Value:
    """What a lawyer writes and has not sent yet is not said to anybody."""
    messages = await session.scalars(
        select(CaseMessage)
        .where(
            CaseMessage.case_id == case.id,
            (CaseMessage.side == Side.MEMBER) | CaseMessage.sent_at.is_not(None),
        )
        .order_by(CaseMessage.id)
    )
    versions: dict[int, list[MessageVersion]] = {}
    for version in await service.versions_of(session, case.id):
        versions.setdefault(version.message_id, []).append(version)
    return [
        {
            "from": _side(message.side, asking),
            "at": message.sent_at or message.created_at,
            "text": message.text,
            "before": [{"at": old.at, "text": old.text} for old in versions.get(message.id, [])],
        }
        for message in messages
    ]


async def _papers(session: AsyncSession, case: Case, asking: Asking) -> Value:
    rows = await session.scalars(
        select(Paper)
        .where(Paper.case_id == case.id, (Paper.side == Side.MEMBER) | Paper.sent_at.is_not(None))
        .order_by(Paper.id)
    )
    return [
        {
            "from": _side(paper.side, asking),
            "at": paper.sent_at or paper.created_at,
            "file_name": paper.name,
            "file": Coded(paper.kind, asking.texts(f"mydata-file-{_file_kind(paper.kind)}")),
            "size": paper.size,
        }
        for paper in rows
    ]


def _file_kind(kind: str) -> str:
    named = ("photo", "voice", "video", "video_note", "audio")
    return kind if kind in named else "document"


async def _history(session: AsyncSession, case: Case, asking: Asking) -> Value:
    rows = await session.scalars(
        select(CaseEvent)
        .where(CaseEvent.case_id == case.id, CaseEvent.action.not_in(UNTOLD_EVENTS))
        .order_by(CaseEvent.id)
    )
    own = {asking.whose.account_id, case.account_id}
    return [
        {
            "at": event.at,
            "from": _actor(event.account_id, own, asking),
            "action": in_words(
                asking.texts, event.action, f"mydata-event-{event.action}", "mydata-event-other"
            ),
        }
        for event in rows
    ]


def _actor(account_id: int | None, own: set[int | None], asking: Asking) -> Coded:
    if account_id is None:
        return Coded("program", asking.texts("mydata-side-program"))
    return _side(Side.MEMBER if account_id in own else Side.STAFF, asking)


def _side(side: Side, asking: Asking) -> Coded:
    return Coded(side, asking.texts(f"mydata-side-{side}"))


# Let go of, and kept


@forgets
async def drop_drafts(session: AsyncSession, whose: Whose, regulations: Regulations) -> None:
    drafts = await session.scalars(
        select(Case).where(Case.account_id == whose.account_id, Case.status == Status.DRAFT)
    )
    for draft in drafts.all():
        await service.delete_draft(session, draft)


@keeps
async def cases_until_their_term(
    session: AsyncSession, whose: Whose, regulations: Regulations
) -> list[Kept]:
    """What is open yet is withdrawn as he leaves: its term runs from today."""
    today = clock.today()
    rows = await session.execute(
        select(Case.number, Case.closed_at, Case.status, Case.kind)
        .where(_his(whose), Case.status != Status.DRAFT)
        .order_by(Case.id.desc())
    )
    return [
        Kept(
            _kept_as(kind),
            _term(kind, regulations).after(_ended(closed_at, status, today)),
            number or "",
        )
        for number, closed_at, status, kind in rows
    ]


def _kept_as(kind: CaseKind) -> str:
    return "money" if kind in FOR_MONEY else "cases"


def _term(kind: CaseKind, regulations: Regulations) -> StorageTerm:
    """What was decided and paid is kept as long as accounts are."""
    retention = regulations.retention
    return retention.money if kind in FOR_MONEY else retention.cases


def _ended(closed_at: datetime | None, status: Status, today: date) -> date:
    return clock.day_of(closed_at) if closed_at and status in ENDED else today


# Due


@expires("cases")
async def closed_cases(database: Database, regulations: Regulations) -> int:
    """With all that was said in them, papers and their files."""
    return await _delete_ended(database, regulations.retention.cases, Case.kind.not_in(FOR_MONEY))


@expires("money")
async def closed_applications(database: Database, regulations: Regulations) -> int:
    return await _delete_ended(database, regulations.retention.money, Case.kind.in_(FOR_MONEY))


async def _delete_ended(database: Database, term: StorageTerm, kinds: ColumnElement[bool]) -> int:
    due = await _ended_before(database, term, kinds)
    for case_id in due:
        async with database.writing() as session:
            await _delete_case(session, case_id, term)
    return len(due)


async def _ended_before(
    database: Database, term: StorageTerm, *conditions: ColumnElement[bool]
) -> list[int]:
    async with database.reading() as session:
        rows = await session.execute(
            select(Case.id, Case.closed_at)
            .where(Case.status.in_(ENDED), Case.closed_at < certainly_begun_by(term), *conditions)
            .order_by(Case.closed_at)
            .limit(AT_ONCE)
        )
        return [
            case_id
            for case_id, closed_at in rows
            if closed_at and is_over(term, clock.day_of(closed_at))
        ]


async def _delete_case(session: AsyncSession, case_id: int, term: StorageTerm) -> None:
    case = await session.scalar(
        select(Case).where(Case.id == case_id, Case.status.in_(ENDED)).with_for_update()
    )
    # It may have been taken up again a moment ago.
    if case is None or case.closed_at is None or not is_over(term, clock.day_of(case.closed_at)):
        return
    copies = await session.scalars(
        select(Paper.copy).where(Paper.case_id == case_id, Paper.copy.is_not(None))
    )
    for name in filter(None, copies.all()):
        await papers.discard(session, name)
    messages = select(CaseMessage.id).where(CaseMessage.case_id == case_id)
    await session.execute(delete(MessageVersion).where(MessageVersion.message_id.in_(messages)))
    await let_go_of(session, Case, case_id)
    await session.execute(delete(Notice).where(Notice.subject == service.subject(case_id)))
    await session.delete(case)


@expires("chat_texts")
async def talk_of_closed_cases(database: Database, regulations: Regulations) -> int:
    """The question and its answer stay longer than what was asked back and forth."""
    term = regulations.retention.chat_texts
    said = select(CaseMessage.id).where(
        CaseMessage.case_id == Case.id, CaseMessage.purpose.in_(TALK)
    )
    due = await _ended_before(database, term, said.exists())
    deleted = 0
    for case_id in due:
        async with database.writing() as session:
            gone = await session.execute(
                delete(CaseMessage)
                .where(CaseMessage.case_id == case_id, CaseMessage.purpose.in_(TALK))
                .returning(CaseMessage.id)
            )
            deleted += len(gone.all())
    return deleted
