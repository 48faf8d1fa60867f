"""Being away and coming back, and what becomes of the questions that someone holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.cases import service as cases
from bot.cases.models import Case, Status
from bot.db import Database, insert_new
from bot.errors import Trespass
from bot.i18n import Texts
from bot.legal import absences, desk, questions
from bot.legal.answering import go_on_counting, lease
from bot.legal.models import Absence
from bot.legal.promising import is_near, promise_anew
from bot.legal.questions import Asked
from bot.members import service as members
from bot.members.models import Account
from bot.members.service import Office, Viewer
from bot.regulations import Desk, Regulations

# An illness is often written down some days after it began.
EARLIEST = timedelta(days=31)
LONGEST = timedelta(days=366)


@dataclass
class Moved:
    """What became of the questions of someone: with a colleague now, or in the queue."""

    handed: list[int] = field(default_factory=list)
    returned: list[int] = field(default_factory=list)
    # The newest line of their histories: names what happened, for the notices' keys.
    event: int = 0


# Who may say so


async def person(
    session: AsyncSession, viewer: Viewer, account_id: int, regulations: Regulations
) -> Viewer:
    """The lawyer whose absence or questions these are: himself, or one that he leads."""
    if account_id == viewer.account_id and viewer.serves:
        return viewer
    account = await members.account_by_id(session, account_id)
    zone = regulations.union.timezone
    lawyer = await members.view_account(session, account, regulations, zone=zone)
    if not _leads(viewer, lawyer) and not await _leads_questions(session, viewer, account_id):
        raise Trespass("lawyer-refused", f"account:{account_id}")
    return lawyer


def _leads(viewer: Viewer, lawyer: Viewer) -> bool:
    return any(
        viewer.reaches(path, [at_desk.head])
        for at_desk in lawyer.serves
        for path in _scopes(lawyer.offices, at_desk)
    )


async def _leads_questions(session: AsyncSession, viewer: Viewer, account_id: int) -> bool:
    """A leaver has no office any more, and may still hold questions."""
    held = questions.asked_where(
        Case.assignee_id == account_id,
        Case.status.in_(desk.UNDER_WAY),
        questions.seen_by(viewer, leading=True),
    )
    return (await session.execute(held.limit(1))).first() is not None


def _scopes(offices: Iterable[Office], desk: Desk) -> list[str]:
    return [office.path for office in offices if office.role in desk.roles]


async def colleagues(session: AsyncSession, lawyer: Viewer) -> list[Account]:
    """Those of the desk whose work and his overlap: where one is lawyer, so is the other."""
    found: dict[int, Account] = {}
    # A leaver is at no desk any more: who may serve a question is asked of each of them anyway.
    for at_desk in lawyer.serves or lawyer.desks.values():
        mine = _scopes(lawyer.offices, at_desk)
        for account in await members.all_holders(session, at_desk.roles):
            theirs = _scopes(await members.offices_of(session, account), at_desk)
            near = any(a.startswith(b) or b.startswith(a) for a in mine for b in theirs)
            if account.id != lawyer.account_id and (near or not mine):
                found[account.id] = account
    return list(found.values())


# Away and back


async def announce(
    session: AsyncSession,
    viewer: Viewer,
    account_id: int,
    starts_on: date,
    ends_on: date,
    deputy_id: int | None,
    regulations: Regulations,
    *,
    key: str,
) -> None:
    """Write the absence down in place of an earlier one; a repeat changes nothing.

    Whoever is away from today on gives his questions away at once; one who will be, when it
    begins.
    """
    lawyer = await person(session, viewer, account_id, regulations)
    if deputy_id not in (None, *(a.id for a in await colleagues(session, lawyer))):
        raise Trespass("lawyer-refused", f"account:{deputy_id}")
    row = {
        "account_id": account_id,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "begins_at": _midnight(lawyer, starts_on),
        "over_at": _midnight(lawyer, ends_on + timedelta(days=1)),
        "deputy_id": deputy_id,
        "created_by": viewer.account_id,
        "created_at": clock.now(),
        "key": key,
    }
    added = await insert_new(session, Absence, row, unique=("key",))
    if added is None:
        return
    await _close(session, account_id, besides=added)
    await members.audit(session, viewer.account_id, "absence", f"account:{account_id}")
    await _tell_of(session, viewer, await session.get_one(Absence, added))
    await begin(session, added, regulations)


def _midnight(lawyer: Viewer, day: date) -> datetime:
    return datetime.combine(day, time(), lawyer.texts.zone)


async def _close(session: AsyncSession, account_id: int, besides: int = 0) -> list[Absence]:
    closed = await session.scalars(
        update(Absence)
        .where(
            Absence.account_id == account_id,
            Absence.over_at > clock.now(),
            Absence.id != besides,
        )
        .values(over_at=clock.now())
        .returning(Absence)
    )
    return list(closed)


async def _tell_of(session: AsyncSession, viewer: Viewer, absence: Absence) -> None:
    """The deputy; and the one who is away, where his head says so for him."""
    days: dict[str, Any] = {"starts": absence.starts_on, "ends": absence.ends_on}
    if absence.deputy_id is not None:
        who = await questions.staff_name(session, absence.account_id)
        key = f"absence:{absence.id}:deputy"
        await notices.post(session, absence.deputy_id, "absence-deputy", key=key, who=who, **days)
    if absence.account_id != viewer.account_id:
        who = await questions.staff_name(session, viewer.account_id)
        key = f"absence:{absence.id}:set"
        await notices.post(session, absence.account_id, "absence-set", key=key, who=who, **days)


async def end(
    session: AsyncSession, viewer: Viewer, account_id: int, regulations: Regulations
) -> None:
    """He is back, or does not go: new questions come to him again from now on."""
    await person(session, viewer, account_id, regulations)
    for absence in await _close(session, account_id):
        await members.audit(session, viewer.account_id, "absence-over", f"account:{account_id}")
        who = await questions.staff_name(session, account_id)
        for reader in {absence.deputy_id, account_id} - {None, viewer.account_id}:
            assert reader is not None
            key = f"absence:{absence.id}:over:{reader}"
            own = int(reader == account_id)
            await notices.post(session, reader, "absence-over", key=key, who=who, own=own)


async def begin_absences(database: Database, regulations: Regulations) -> None:
    """Whoever went away today: his questions are his deputy's, or his heads hear of them."""
    now = clock.now()
    async with database.reading() as session:
        begun = await session.scalars(
            select(Absence.id).where(
                Absence.begins_at <= now,
                Absence.over_at > now,
                Absence.handed_at.is_(None),
                # A deputy who is away himself is waited for; that there is none is said once.
                or_(Absence.deputy_id.is_not(None), Absence.told_at.is_(None)),
            )
        )
        found = list(begun)
    for absence_id in found:
        async with database.writing() as session:
            await begin(session, absence_id, regulations)


async def begin(session: AsyncSession, absence_id: int, regulations: Regulations) -> None:
    """What he holds waits for nobody's return: it goes to his deputy, or his heads decide."""
    absence = await session.get_one(Absence, absence_id)
    to = await absences.stand_in(session, absence.account_id)
    if to == absence.account_id:
        # It begins another day.
        return
    if to is None:
        await _tell_heads(session, absence_id, regulations)
    else:
        await _hand_to_deputy(session, absence_id, to, regulations)


async def _hand_to_deputy(
    session: AsyncSession, absence_id: int, to: int, regulations: Regulations
) -> None:
    # Announced and ticked at the same moment: one conditional update decides.
    begun = await session.scalar(
        update(Absence)
        .where(Absence.id == absence_id, Absence.handed_at.is_(None))
        .values(handed_at=clock.now())
        .returning(Absence.account_id)
    )
    if begun is not None:
        held = await _held_by(session, begun)
        moved = await _move(session, held, begun, to, None, regulations)
        await _tell_receiver(session, begun, to, moved)


async def _tell_heads(session: AsyncSession, absence_id: int, regulations: Regulations) -> None:
    """A list to each who leads them and is at work. What nobody leads waits in the queue."""
    absence = await session.scalar(
        update(Absence)
        .where(Absence.id == absence_id, Absence.told_at.is_(None))
        .values(told_at=clock.now())
        .returning(Absence)
    )
    if absence is None:
        return
    led: dict[int, list[int]] = {}
    for case_id in await _held_by(session, absence.account_id):
        asked = await questions.locked(session, case_id)
        if asked.case.assignee_id != absence.account_id or asked.case.status not in desk.UNDER_WAY:
            continue
        heads = await questions.heads_of(session, asked, regulations.desks)
        leading = [head.id for head in await absences.present(session, heads)]
        for head_id in leading:
            led.setdefault(head_id, []).append(case_id)
        # One that waits for the member goes there with his reply, and its clock stands still.
        if not leading and asked.case.status is Status.TAKEN:
            await to_queue(session, asked, None, "returned", regulations)
    who = await questions.staff_name(session, absence.account_id)
    for head_id, found in led.items():
        key = f"absence:{absence_id}:uncovered:{head_id}"
        values = {"who": who, "lawyer_id": absence.account_id, "ends": absence.ends_on}
        await notices.post(session, head_id, "uncovered-head", key=key, cases=found, **values)


# All at once


async def open_of(session: AsyncSession, viewer: Viewer, account_id: int) -> int:
    return len(await _held_by(session, account_id, _to_hand(viewer, account_id)))


def _to_hand(viewer: Viewer, account_id: int) -> ColumnElement[bool]:
    """One's own, or what a head leads of someone's."""
    own = account_id == viewer.account_id
    return true() if own else questions.seen_by(viewer, leading=True)


async def _held_by(
    session: AsyncSession, account_id: int, condition: ColumnElement[bool] | None = None
) -> list[int]:
    held = (Case.assignee_id == account_id, Case.status.in_(desk.UNDER_WAY))
    listed = questions.asked_where(*held, true() if condition is None else condition)
    rows = await session.scalars(listed.with_only_columns(Case.id).order_by(Case.id))
    return list(rows)


async def hand_all(
    session: AsyncSession,
    viewer: Viewer,
    account_id: int,
    to_id: int,
    regulations: Regulations,
) -> Moved:
    """All open questions of a lawyer to a colleague, in one go; a repeat finds none.

    What the colleague may not see goes back to the queue. A head hands over what he leads.
    """
    lawyer = await person(session, viewer, account_id, regulations)
    if to_id == account_id or to_id not in {a.id for a in await colleagues(session, lawyer)}:
        raise Trespass("lawyer-refused", f"account:{to_id}")
    to = await absences.stand_in(session, to_id)
    if to is None or to == account_id:
        raise desk.IsAway
    held = await _held_by(session, account_id, _to_hand(viewer, account_id))
    moved = await _move(session, held, account_id, to, viewer.account_id, regulations)
    if to != viewer.account_id:
        await _tell_receiver(session, account_id, to, moved)
    return moved


async def _move(
    session: AsyncSession,
    held: Sequence[int],
    holder: int,
    to: int,
    by: int | None,
    regulations: Regulations,
) -> Moved:
    moved = Moved()
    for case_id in held:
        asked = await questions.locked(session, case_id)
        if asked.case.assignee_id != holder or asked.case.status not in desk.UNDER_WAY:
            # Answered or taken back a moment ago.
            continue
        if to in {
            account.id for account in await questions.desk_of(session, asked, regulations.desks)
        }:
            moved.event = await _hand(session, asked, to, by, regulations)
            moved.handed.append(case_id)
        else:
            moved.event = await to_queue(session, asked, by, "returned", regulations)
            moved.returned.append(case_id)
    return moved


async def _hand(
    session: AsyncSession, asked: Asked, to: int, by: int | None, regulations: Regulations
) -> int:
    """To a colleague, who has the whole lease for it. No card: he gets a list of them all."""
    asked.case.assignee_id = to
    event = await cases.record(session, asked.id, by, "handed-over")
    if asked.case.status is Status.TAKEN:
        asked.case.lease_until = await lease(session, asked, regulations)
        if await is_near(session, asked, regulations):
            await promise_anew(session, asked, regulations, f"{event.id}:moved")
    await questions.refresh(session, asked)
    return event.id


async def to_queue(
    session: AsyncSession, asked: Asked, by: int | None, action: str, regulations: Regulations
) -> int:
    await go_on_counting(session, asked, regulations, clock.now())
    await questions.put_in_queue(session, asked, regulations)
    event = await cases.record(session, asked.id, by, action)
    if await is_near(session, asked, regulations):
        await promise_anew(session, asked, regulations, f"{event.id}:moved")
    await questions.refresh(session, asked)
    await questions.tell_desk(session, asked, regulations.desks, anew=True)
    return event.id


async def _tell_receiver(session: AsyncSession, holder: int, to: int, moved: Moved) -> None:
    """One message with the list, however many there are."""
    if moved.handed:
        who = await questions.staff_name(session, holder)
        key = f"handed-all:{moved.event}"
        await notices.post(session, to, "handed-all", key=key, who=who, cases=moved.handed)


# Whose role ended


async def return_from_leavers(database: Database, regulations: Regulations) -> None:
    """Whoever may not see a question any more does not hold it: it waits, and his head knows."""
    async with database.reading() as session:
        leavers = await _leavers(session, regulations)
    for account_id in leavers:
        async with database.writing() as session:
            await _return_all(session, account_id, regulations)


async def _leavers(session: AsyncSession, regulations: Regulations) -> list[int]:
    """Holders of questions whose desk they are not at. One of each organisation tells it."""
    rows = await session.execute(
        questions.asked_where(
            Case.status.in_(desk.UNDER_WAY), Case.assignee_id.is_not(None)
        ).order_by(Case.id)
    )
    known: dict[tuple[int | None, str], set[int]] = {}
    found: set[int] = set()
    for case, question in rows:
        assert case.assignee_id is not None
        same, asked = (case.organisation_id, question.desk), Asked(case, question)
        if same not in known:
            known[same] = {
                a.id for a in await questions.desk_of(session, asked, regulations.desks)
            }
        if case.assignee_id in known[same]:
            continue
        # The desk of one question lacks the lawyer who asked it himself: each is looked at.
        if case.assignee_id not in {
            a.id for a in await questions.desk_of(session, asked, regulations.desks)
        }:
            found.add(case.assignee_id)
    return sorted(found)


async def _return_all(session: AsyncSession, account_id: int, regulations: Regulations) -> None:
    told: dict[int, list[int]] = {}
    event = 0
    for case_id in await _held_by(session, account_id):
        asked = await questions.locked(session, case_id)
        if asked.case.assignee_id != account_id or asked.case.status not in desk.UNDER_WAY:
            continue
        if account_id in {
            account.id for account in await questions.desk_of(session, asked, regulations.desks)
        }:
            continue
        event = await to_queue(session, asked, None, "role-ended", regulations)
        heads = await questions.heads_of(session, asked, regulations.desks)
        for head in await absences.at_work(session, heads):
            told.setdefault(head.id, []).append(case_id)
    for head_id, returned in told.items():
        who = await questions.staff_name(session, account_id)
        key = f"role-ended-head:{event}:{head_id}"
        await notices.post(session, head_id, "role-ended-head", key=key, who=who, cases=returned)


# As it is shown


async def away_now(session: AsyncSession, people: Sequence[Account]) -> list[tuple[str, date]]:
    """Name and last day of those who are away, for the list of who is on duty."""
    gone = await absences.away(session, [account.id for account in people])
    return [
        (await questions.staff_name(session, account_id), absence.ends_on)
        for account_id, absence in gone.items()
    ]


async def labelled(
    session: AsyncSession, texts: Texts, people: Sequence[Account], besides: int | None = None
) -> list[tuple[Account, str]]:
    """Those to whom a question can be given; who is away stands there with his deputy.

    Whose deputy is `besides`, the one who gives it away, is not among them.
    """
    found: list[tuple[Account, str]] = []
    for account in people:
        to = await absences.stand_in(session, account.id)
        if to in (None, besides):
            continue
        assert to is not None
        name = await questions.staff_name(session, account.id)
        if to != account.id:
            deputy = await questions.staff_name(session, to)
            name = texts("colleague-away", who=name, deputy=deputy)
        found.append((account, name))
    return found
