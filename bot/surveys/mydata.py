"""What surveys keep on a person: that he answered, and of those with names, what."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.members.mydata import Asking, Record, Whose, exports, forgets
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
    texts = asking.texts
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
    his = select(SurveyResponse.id).where(SurveyResponse.member_id == whose.member_id)
    await session.execute(
        delete(SurveyAnswer).where(
            SurveyAnswer.response_id.in_(his), SurveyAnswer.text.is_not(None)
        )
    )
    await session.execute(
        update(SurveyResponse)
        .where(SurveyResponse.member_id == whose.member_id)
        .values(member_id=None, answered_at=None)
    )
    await session.execute(delete(SurveyTaken).where(SurveyTaken.member_id == whose.member_id))
