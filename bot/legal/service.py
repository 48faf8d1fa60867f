"""Asking: a draft that grows, its number and date; later its edits, or its withdrawal."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.calendar import last_day
from bot.cases import service as cases
from bot.cases.models import OPEN, Case, CaseKind, Purpose, Status
from bot.cases.numbers import next_number
from bot.cases.service import NothingWritten
from bot.errors import NoAccess, UserError
from bot.legal.figures import Counted as Counted  # reports take them from here
from bot.legal.figures import counted as counted
from bot.legal.models import Question
from bot.legal.questions import (
    LEGAL,
    Asked,
    asked_where,
    get,
    on_record,
    own,
    promise,
    refresh,
    tell,
    tell_desk,
)
from bot.legal.titles import result_title as result_title
from bot.legal.titles import topic_title as topic_title
from bot.members.service import Viewer
from bot.regulations import Desk, Detail, OrganisationRules, Regulations, UrgentMatter

# Letters that Kazakh has and Russian has not.
KAZAKH_LETTERS = frozenset("әғқңөұүһі")
# A Kazakh text of this length without one of them is not to be expected.
TELLING_LENGTH = 40


class MembersOnly(UserError):
    """Questions are for members in good standing."""

    key = "question-members-only"


class TooManyOpen(UserError):
    """The person has as many open questions as one may have."""

    key = "question-too-many-open"


class DeskClosed(UserError):
    """The regulations let nobody ask there any more."""

    key = "question-desk-closed"


class DraftGone(UserError):
    """The draft was sent meanwhile, or dropped when its term ended."""

    key = "question-draft-gone"


class NotWithdrawn(UserError):
    """It is answered, so there is nothing to withdraw."""

    key = "question-not-withdrawn"


async def draft(session: AsyncSession, account_id: int, desk: str = LEGAL) -> Asked | None:
    mine = await drafts(session, account_id)
    return next((asked for asked in mine if asked.question.desk == desk), None)


async def drafts(session: AsyncSession, account_id: int) -> list[Asked]:
    """One a desk at most, the newest first."""
    mine = asked_where(Case.account_id == account_id, Case.status == Status.DRAFT)
    rows = await session.execute(mine.order_by(Case.id.desc()))
    return [Asked(case, question) for case, question in rows]


async def begin(
    session: AsyncSession, viewer: Viewer, regulations: Regulations, desk: str = LEGAL
) -> Asked:
    """The person's one draft for this desk: the one he left, or a new one."""
    if not viewer.is_active_member or viewer.account is None:
        raise MembersOnly
    if known := await draft(session, viewer.account.id, desk):
        return known
    rules = regulations.desks.get(desk)
    # Windows of the day before may name one that is no more.
    if rules is None or rules.closed:
        raise DeskClosed
    open_now = await session.scalar(
        select(func.count())
        .select_from(Case)
        .join(Question, Question.case_id == Case.id)
        .where(_asked_by(viewer), Case.status.in_(OPEN), Question.desk == desk)
    )
    if (open_now or 0) >= rules.max_open:
        raise TooManyOpen(limit=rules.max_open)
    case = Case(kind=CaseKind.QUESTION, account_id=viewer.account.id)
    session.add(case)
    await session.flush()
    question = Question(case_id=case.id, desk=desk, language=viewer.account.language)
    session.add(question)
    await session.flush()
    return Asked(case, question)


def _asked_by(viewer: Viewer) -> ColumnElement[bool]:
    """From whichever account: a member who came with a new one has as many as before."""
    mine = Case.account_id == viewer.account_id
    return or_(mine, Case.member_id == viewer.member.id) if viewer.member else mine


async def own_draft(session: AsyncSession, viewer: Viewer, case_id: int) -> Asked:
    try:
        asked = await get(session, case_id)
    except NoAccess:
        raise DraftGone from None
    if asked.case.account_id != viewer.account_id or asked.case.status is not Status.DRAFT:
        raise DraftGone
    return asked


def guess_topic(text: str, desk: Desk) -> str:
    """The topic most of whose word beginnings occur in the text; `other` where none does."""
    words = [word.strip(".,;:!?()«»\"'—").casefold().replace("ё", "е") for word in text.split()]

    def hits(stems: Sequence[str]) -> int:
        begun = tuple(stem.casefold().replace("ё", "е") for stem in stems)
        return sum(word.startswith(begun) for word in words) if begun else 0

    best = max(desk.topics, key=lambda key: hits(desk.topics[key].words))
    return best if hits(desk.topics[best].words) else "other"


def written_in(text: str, otherwise: str) -> str:
    """The language of a text, by its letters; a short one says nothing of it."""
    if KAZAKH_LETTERS & set(text.casefold()):
        return "kk"
    return "ru" if len(text) >= TELLING_LENGTH else otherwise


def urgent_matters(
    desk: Desk, rules: OrganisationRules | None, regulations: Regulations
) -> dict[str, UrgentMatter]:
    jurisdiction = rules.jurisdiction if rules else regulations.union.jurisdiction
    return dict(desk.urgent.get(jurisdiction, {}))


def set_matter(asked: Asked, kind: str | None) -> None:
    """What the urgency is about; a day named for another matter counts no more."""
    question = asked.question
    question.urgent = True
    if question.urgent_kind != kind:
        question.urgent_kind, question.learned_on, question.deadline = kind, None, None


async def set_deadline(
    session: AsyncSession,
    viewer: Viewer,
    case_id: int,
    kind: str | None,
    learned_on: date | None,
    regulations: Regulations,
) -> Asked:
    """Mark the question urgent; with the day a term of law runs from, count its last day."""
    asked = await own_draft(session, viewer, case_id)
    matters = urgent_matters(regulations.desks[asked.question.desk], viewer.rules, regulations)
    set_matter(asked, kind if kind in matters else None)
    question = asked.question
    question.learned_on, question.deadline = learned_on, None
    if learned_on and question.urgent_kind and viewer.rules:
        term = matters[question.urgent_kind].term
        question.deadline = last_day(learned_on, term, viewer.rules.calendar)
    return asked


def still_to_ask(asked: Asked, desk: Desk) -> Detail | None:
    """The first thing that this desk asks for and was not told yet."""
    told = asked.question.told
    return next((detail for key, detail in desk.asks.items() if key not in told), None)


def tell_detail(asked: Asked, key: str, text: str) -> None:
    """As a new value: what is changed inside a JSON value is not seen."""
    asked.question.details = {**asked.question.told, key: text}


def may_be_anonymous(viewer: Viewer, desk: Desk) -> bool:
    """Where the desk allows it, and he is not of it: his colleagues would miss him among those
    to whom the question can be given."""
    return desk.anonymous and desk not in viewer.serves


def set_anonymous(
    viewer: Viewer, asked: Asked, regulations: Regulations, *, anonymous: bool
) -> None:
    """A call would tell the voice and the number."""
    if anonymous and not may_be_anonymous(viewer, regulations.desks[asked.question.desk]):
        raise NoAccess
    asked.question.anonymous = anonymous
    if anonymous:
        asked.question.call_back = False


def set_not_urgent(asked: Asked) -> None:
    question = asked.question
    question.urgent = question.call_back = False
    question.urgent_kind = question.learned_on = question.deadline = None


async def submit(
    session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
) -> Asked:
    """Give the draft its number and date, and put a card before every lawyer of the desk.

    A repeat returns what exists.
    """
    asked = await get(session, case_id)
    if asked.case.account_id != viewer.account_id:
        raise NoAccess
    if asked.case.status is not Status.DRAFT:
        return asked
    if not viewer.is_active_member:
        raise MembersOnly
    messages, _ = await cases.being_written(session, case_id, viewer.account_id, Purpose.QUESTION)
    text = cases.joined(messages)
    desk, now = regulations.desks[asked.question.desk], clock.now()
    if not text or still_to_ask(asked, desk):
        raise NothingWritten
    rules = viewer.rules or regulations.settings_for(())
    question = asked.question
    question.language = written_in(text, otherwise=viewer.texts.language)
    if not question.topic_chosen:
        question.topic = guess_topic(text, desk)
    promised = promise(desk, question, rules.calendar, now)
    number = await next_number(session, desk.prefix, now.astimezone(rules.timezone).year)
    submitted = await session.scalar(
        update(Case)
        .where(Case.id == case_id, Case.status == Status.DRAFT)
        .values(
            status=Status.QUEUED,
            number=number,
            submitted_at=now,
            promised_on=promised,
            due_at=rules.calendar.end_of_day(promised),
            take_by=rules.calendar.add_working_day(now),
            member_id=viewer.member.id if viewer.member else None,
            organisation_id=viewer.member.organisation_id if viewer.member else None,
            rules_version=regulations.version,
            step=None,
        )
        .returning(Case.id)
    )
    assert submitted is not None, "the counter's row was locked, so nobody was faster"
    await cases.send_written(session, case_id, viewer.account_id, Purpose.QUESTION, now)
    await session.refresh(asked.case)
    await cases.record(session, case_id, on_record(asked, viewer.account_id), "submitted")
    await tell(
        session, asked, viewer.account_id, "question-accepted", "accepted", promised=promised
    )
    await tell_desk(session, asked, regulations.desks)
    return asked


async def edited(session: AsyncSession, asked: Asked, account_id: int) -> None:
    """The member edited what he wrote: the cards show the newest text, its lawyer hears of it."""
    event = await cases.record(session, asked.id, on_record(asked, account_id), "edited")
    lawyer = asked.case.assignee_id
    if lawyer is not None and asked.case.status in OPEN:
        await tell(session, asked, lawyer, "member-edited", f"{event.id}:edited")
    await refresh(session, asked)


async def withdraw(session: AsyncSession, viewer: Viewer, case_id: int) -> Asked:
    asked = await own(session, viewer, case_id, lock=True)
    if asked.case.status is Status.WITHDRAWN:
        return asked
    if asked.case.status not in OPEN:
        raise NotWithdrawn
    await end_withdrawn(session, asked, viewer.account_id)
    return asked


async def end_withdrawn(session: AsyncSession, asked: Asked, account_id: int) -> None:
    """Nobody works on it any more; who did is told."""
    asked.case.status, asked.case.closed_at = Status.WITHDRAWN, clock.now()
    asked.case.lease_until = asked.case.paused_at = None
    event = await cases.record(session, asked.id, on_record(asked, account_id), "withdrawn")
    if asked.case.assignee_id is not None:
        await tell(
            session, asked, asked.case.assignee_id, "member-withdrew", f"{event.id}:withdrawn"
        )
    await refresh(session, asked)


def today(viewer: Viewer) -> date:
    """The day it is where the person is."""
    return clock.now().astimezone(viewer.texts.zone).date()
