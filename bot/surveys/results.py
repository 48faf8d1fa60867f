"""What was answered, in numbers in which nobody can be found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.members import service as members
from bot.members.models import Member, Organisation
from bot.members.service import Viewer
from bot.reports.service import SMALLEST, too_few
from bot.surveys import service as surveys
from bot.surveys.models import Survey, SurveyAnswer, SurveyResponse, SurveyStatus
from bot.surveys.service import Question


class TooFewAnswered(UserError):
    """Fewer than five: whoever saw the figures would know who said what."""

    key = "survey-too-few"


class StillOpen(UserError):
    """Of an anonymous one: whoever looks before and after an answer would know it."""

    key = "survey-still-open"


@dataclass(frozen=True)
class Reply:
    """One member's answers: to each question a choice's id or his words."""

    organisation: str
    # Of a survey that is not anonymous.
    name: str
    choices: Mapping[int, int]
    texts: Mapping[int, str]


@dataclass(frozen=True)
class Group:
    """An organisation right below the survey's own. `hidden`: too few answered, or it would give
    away one of which too few did."""

    name: str
    count: int
    hidden: bool
    replies: Sequence[Reply]


@dataclass(frozen=True)
class Results:
    survey: Survey
    questions: Sequence[Question]
    replies: Sequence[Reply]
    groups: Sequence[Group]
    asked: int

    def counts(self, question: Question, replies: Sequence[Reply]) -> dict[int, int]:
        found = Counter(reply.choices.get(question.id) for reply in replies)
        return {choice.id: found[choice.id] for choice in question.choices}

    def words(self, question: Question) -> list[str]:
        """In the order of random numbers, and without an organisation."""
        return [reply.texts[question.id] for reply in self.replies if question.id in reply.texts]


async def results(session: AsyncSession, viewer: Viewer, survey_id: int, action: str) -> Results:
    """Who took which figures stands in the journal, under this action."""
    survey = await surveys.reach(session, viewer, survey_id)
    if survey.anonymous and survey.status is not SurveyStatus.CLOSED:
        raise StillOpen
    replies = await _replies(session, survey)
    if len(replies) < SMALLEST:
        raise TooFewAnswered
    await members.audit(session, viewer.account_id, action, surveys.subject(survey_id))
    return Results(
        survey=survey,
        questions=await surveys.questions_of(session, survey_id),
        replies=replies,
        groups=_groups(replies),
        asked=await surveys.asked(session, survey),
    )


def _groups(replies: Sequence[Reply]) -> list[Group]:
    """The largest first, and the hidden by name: no order of size."""
    by_name: dict[str, list[Reply]] = {}
    for reply in replies:
        by_name.setdefault(reply.organisation, []).append(reply)
    hidden = too_few({name: len(found) for name, found in by_name.items()})
    groups = [
        Group(name, len(found), name in hidden, [] if name in hidden else found)
        for name, found in by_name.items()
    ]
    return sorted(groups, key=lambda g: (g.hidden, 0 if g.hidden else -g.count, g.name))


async def _replies(session: AsyncSession, survey: Survey) -> list[Reply]:
    scope = await session.get_one(Organisation, survey.organisation_id)
    rows = await session.execute(
        select(SurveyResponse, Organisation.path, Member)
        .join(Organisation, Organisation.id == SurveyResponse.organisation_id)
        .outerjoin(Member, Member.id == SurveyResponse.member_id)
        .where(SurveyResponse.survey_id == survey.id)
        .order_by(SurveyResponse.id)
    )
    responses = rows.all()
    names = await _names(session, scope)
    answers = await _answers(session, survey.id)
    return [
        Reply(
            organisation=names.get(_branch(path, scope), scope.name),
            name=member.person.full_name if member else "",
            choices={
                a.question_id: a.choice_id for a in answers.get(response.id, ()) if a.choice_id
            },
            texts={a.question_id: a.text for a in answers.get(response.id, ()) if a.text},
        )
        for response, path, member in responses
    ]


def _branch(path: str, scope: Organisation) -> int:
    below = path.removeprefix(scope.path).split("/")[0]
    return int(below) if below and path.startswith(scope.path) else scope.id


async def _names(session: AsyncSession, scope: Organisation) -> dict[int, str]:
    rows = await session.execute(
        select(Organisation.id, Organisation.name).where(
            (Organisation.parent_id == scope.id) | (Organisation.id == scope.id)
        )
    )
    return {row_id: name for row_id, name in rows}  # noqa: C416  a Row is no pair to mypy


async def _answers(session: AsyncSession, survey_id: int) -> dict[int, list[SurveyAnswer]]:
    rows = await session.scalars(
        select(SurveyAnswer)
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .where(SurveyResponse.survey_id == survey_id)
    )
    found: dict[int, list[SurveyAnswer]] = {}
    for answer in rows:
        found.setdefault(answer.response_id, []).append(answer)
    return found
