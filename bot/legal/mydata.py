"""What a question has beyond a case; what becomes of a person's questions when he leaves."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases import service as cases
from bot.cases.models import OPEN, Case, CaseKind, Status
from bot.cases.mydata import describes
from bot.i18n import Texts
from bot.knowledge.service import QuestionArticle, seen_with
from bot.legal import questions
from bot.legal.answering import go_on_counting
from bot.legal.models import Absence, Question
from bot.legal.service import end_withdrawn
from bot.legal.titles import detail_title, result_title, topic_title
from bot.members.mydata import Asking, Coded, Record, Whose, exports, forgets
from bot.money import money_words
from bot.regulations import Desk, Regulations

HELD = (Status.TAKEN, Status.WAITING)


@describes(CaseKind.QUESTION, Question, QuestionArticle)
async def question(session: AsyncSession, case: Case, asking: Asking) -> Record:
    asked = await session.get_one(Question, case.id)
    # Unless it runs beside a file that lacks the desk: then keys alone are left.
    desk, texts = asking.regulations.desks.get(asked.desk), asking.texts
    topic = topic_title(desk, asked.topic, texts) if desk else asked.topic
    result = result_title(desk, asked.result, texts) if desk and asked.result else asked.result
    return {
        "desk": Coded(asked.desk, desk.name.in_language(texts.language) if desk else asked.desk),
        "topic": Coded(asked.topic, topic),
        "written_in": Coded(asked.language, texts(f"language-{asked.language}")),
        "urgent": asked.urgent,
        "learned_on": asked.learned_on,
        "deadline": asked.deadline,
        "call_back": asked.call_back,
        "confidential": asked.confidential,
        "anonymous": asked.anonymous,
        "told": _told(asked, desk, texts),
        "articles": ", ".join(seen.title for seen in await seen_with(session, case.id)),
        "result": Coded(asked.result, result or "") if asked.result else None,
        "effect": money_words(asked.effect) if asked.effect else None,
        "court": asked.court,
    }


def _told(asked: Question, desk: Desk | None, texts: Texts) -> str:
    """What the desk asked for besides: «Где это: спортзал»."""
    titles = {key: detail_title(desk, key, texts) for key in asked.told} if desk else {}
    said = {key: words for key, words in asked.told.items() if words}
    return "; ".join(f"{titles.get(key, key)}: {words}" for key, words in said.items())


@exports("absences", 45, Absence)
async def absences(session: AsyncSession, asking: Asking) -> list[Record]:
    rows = await session.scalars(
        select(Absence)
        .where(Absence.account_id == asking.whose.account_id)
        .order_by(Absence.starts_on)
    )
    return [{"starts_on": row.starts_on, "ends_on": row.ends_on} for row in rows]


@forgets
async def end_his_questions(session: AsyncSession, whose: Whose, regulations: Regulations) -> None:
    """He leaves: what is open is withdrawn and its lawyer told, what is answered is closed."""
    if whose.account_id is None:
        return
    his = Case.account_id == whose.account_id
    if whose.member_id is not None:
        his = or_(Case.member_id == whose.member_id, his & Case.member_id.is_(None))
    for case_id in await _ids(session, his, Case.status.in_([*OPEN, Status.ANSWERED])):
        asked = await questions.locked(session, case_id)
        if asked.case.status in OPEN:
            await end_withdrawn(session, asked, whose.account_id)
        elif asked.case.status is Status.ANSWERED:
            asked.case.status, asked.case.closed_at = Status.CLOSED, clock.now()
            await cases.record(
                session, case_id, questions.on_record(asked, whose.account_id), "closed"
            )
            await questions.refresh(session, asked)


@forgets
async def give_back_what_he_holds(
    session: AsyncSession, whose: Whose, regulations: Regulations
) -> None:
    """A lawyer leaves: what he has taken waits for a colleague at once."""
    held = Case.assignee_id == whose.account_id
    for case_id in await _ids(session, held, Case.status.in_(HELD)):
        asked = await questions.locked(session, case_id)
        if asked.case.status not in HELD or asked.case.assignee_id != whose.account_id:
            continue
        await go_on_counting(session, asked, regulations, clock.now())
        await questions.put_in_queue(session, asked, regulations)
        await cases.record(session, case_id, whose.account_id, "returned")
        await questions.refresh(session, asked)
        await questions.tell_desk(session, asked, regulations.desks, anew=True)


async def _ids(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[int]:
    of_desks = Case.kind == CaseKind.QUESTION
    rows = await session.scalars(select(Case.id).where(of_desks, *conditions).order_by(Case.id))
    return list(rows)
