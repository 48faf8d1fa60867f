"""What surveys keep on a person: that he answered, and of those with names, what."""

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.db import Database
from bot.members.mydata import (
    Asking,
    Record,
    Whose,
    certainly_begun_by,
    expires,
    exports,
    forgets,
    is_over,
)
from bot.regulations import Regulations
from bot.surveys import service as surveys
from bot.surveys.models import Survey, SurveyAnswer, SurveyResponse, SurveyTaken


@exports("surveys", 55, SurveyTaken, SurveyResponse, SurveyAnswer)
async def taken(session: AsyncSession, asking: Asking) -> list[Record]:
    rows = await session.scalars(
        select(Survey)
        .join(SurveyTaken, SurveyTaken.survey_id == Survey.id)
        .where(SurveyTaken.member_id == asking.whose.member_id)
        .order_by(Survey.id)
    )
    return [await _record(session, survey, asking) for survey in rows.all()]


async def _record(session: AsyncSession, survey: Survey, asking: Asking) -> Record:
    """Of an anonymous one nobody knows what he said, this file included."""
    texts, term = asking.texts, asking.regulations.retention.surveys
    response = await session.scalar(
        select(SurveyResponse).where(
            SurveyResponse.survey_id == survey.id,
            SurveyResponse.member_id == asking.whose.member_id,
        )
    )
    record: Record = {
        "survey": surveys.title(survey, texts),
        "anonymous": survey.anonymous,
        "answered_at": response.answered_at if response else None,
        "kept_until": term.after(clock.day_of(survey.closed_at)) if survey.closed_at else None,
    }
    if response is None:
        return record
    rows = await session.scalars(
        select(SurveyAnswer).where(SurveyAnswer.response_id == response.id)
    )
    given = {answer.question_id: answer for answer in rows}
    said = []
    for question in await surveys.questions_of(session, survey.id):
        if answer := given.get(question.id):
            choice = next((c for c in question.choices if c.id == answer.choice_id), None)
            words = choice.said(texts) if choice else answer.text or ""
            said.append(f"{question.said(texts)}: {words}")
    return record | {"survey_answers": "; ".join(said)}


@forgets
async def forget_answers(session: AsyncSession, whose: Whose, regulations: Regulations) -> None:
    """His answers stay as numbers without his name; his own words go."""
    if whose.account_id is not None:
        await session.execute(
            update(Survey).where(Survey.author_id == whose.account_id).values(author_id=None)
        )
    if whose.member_id is None:
        return
    await _leave_numbers(session, SurveyResponse.member_id == whose.member_id)
    await session.execute(delete(SurveyTaken).where(SurveyTaken.member_id == whose.member_id))


async def _leave_numbers(session: AsyncSession, which: ColumnElement[bool]) -> None:
    """Of these responses only what was chosen stays, without a name and a time."""
    found = select(SurveyResponse.id).where(which)
    await session.execute(
        delete(SurveyAnswer).where(
            SurveyAnswer.response_id.in_(found), SurveyAnswer.text.is_not(None)
        )
    )
    await session.execute(
        update(SurveyResponse).where(which).values(member_id=None, answered_at=None)
    )


@expires("surveys")
async def old_answers(database: Database, regulations: Regulations) -> int:
    """Who answered, under which name, and in which words; counted by those who answered."""
    term = regulations.retention.surveys
    async with database.reading() as session:
        rows = await session.execute(
            select(Survey.id, Survey.closed_at).where(
                Survey.closed_at < certainly_begun_by(term),
                exists().where(SurveyTaken.survey_id == Survey.id),
            )
        )
        due = [one for one, closed_at in rows if closed_at and is_over(term, closed_at.date())]
    forgotten = 0
    for survey_id in due:
        async with database.writing() as session:
            await _leave_numbers(session, SurveyResponse.survey_id == survey_id)
            gone = await session.execute(
                delete(SurveyTaken)
                .where(SurveyTaken.survey_id == survey_id)
                .returning(SurveyTaken.member_id)
            )
            forgotten += len(gone.all())
    return forgotten
