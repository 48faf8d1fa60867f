"""Asking many at once: made step by step, answered once by each member, counted."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.db import insert_new
from bot.errors import NoAccess, Trespass, UserError
from bot.i18n import Texts
from bot.members import organisations
from bot.members import service as members
from bot.members.models import Member, Membership, Organisation
from bot.members.scope import organisation_subject, within
from bot.members.service import ORGANISER_ROLES, Viewer, upwards
from bot.news import service as news
from bot.regulations import Regulations
from bot.rubrics import Rubric
from bot.surveys.anonymity import untie
from bot.surveys.models import (
    QuestionKind,
    Survey,
    SurveyAnswer,
    SurveyChoice,
    SurveyQuestion,
    SurveyResponse,
    SurveyStatus,
    SurveyTaken,
)

MOST_QUESTIONS: Final = 15
# Buttons of a question, one below the other.
FEWEST_CHOICES: Final = 2
MOST_CHOICES: Final = 10
LONGEST_TEXT: Final = 1000
NUMBER_BITS: Final = 62


class NotYourSurvey(Trespass):
    """Someone else's organisation."""

    key = "news-no-access"


class NotAsked(NoAccess):
    """A survey of another organisation, or one that is over: the same words."""

    key = "survey-not-there"


class AnsweredAlready(UserError):
    key = "survey-answered-already"


class NotADraft(UserError):
    """It was opened, or is over: people have seen its questions."""

    key = "survey-not-a-draft"


class NoQuestions(UserError):
    key = "survey-no-questions"


class TooMany(UserError):
    key = "survey-too-many-questions"


class WrongChoices(UserError):
    key = "survey-choices-expected"


class Incomplete(UserError):
    """An answer that is none to this survey's questions."""

    key = "survey-incomplete"


@dataclass(frozen=True)
class Choice:
    id: int
    text_ru: str
    text_kk: str | None

    def said(self, texts: Texts) -> str:
        return _said(self.text_ru, self.text_kk, texts)


@dataclass(frozen=True)
class Question:
    id: int
    kind: QuestionKind
    text_ru: str
    text_kk: str | None
    choices: Sequence[Choice]

    def said(self, texts: Texts) -> str:
        return _said(self.text_ru, self.text_kk, texts)


@dataclass(frozen=True)
class Given:
    """An answer to one question."""

    choice_id: int | None = None
    text: str | None = None


def _said(russian: str, kazakh: str | None, texts: Texts) -> str:
    return kazakh if texts.language == "kk" and kazakh else russian


def title(survey: Survey, texts: Texts) -> str:
    return _said(survey.title_ru, survey.title_kk, texts)


def subject(survey_id: int) -> str:
    return f"survey:{survey_id}"


async def reach(session: AsyncSession, viewer: Viewer, survey_id: int) -> Survey:
    """A survey that this editor may work on."""
    survey = await session.get(Survey, survey_id)
    if survey is not None:
        organisation = await session.get_one(Organisation, survey.organisation_id)
        if viewer.reaches(organisation.path, ORGANISER_ROLES):
            return survey
    raise NotYourSurvey("survey-refused", subject(survey_id))


async def questions_of(session: AsyncSession, survey_id: int) -> list[Question]:
    rows = await session.scalars(
        select(SurveyQuestion)
        .where(SurveyQuestion.survey_id == survey_id)
        .order_by(SurveyQuestion.id)
    )
    found = []
    for row in rows.all():
        choices = await session.scalars(
            select(SurveyChoice)
            .where(SurveyChoice.question_id == row.id)
            .order_by(SurveyChoice.place)
        )
        known = [Choice(choice.id, choice.text_ru, choice.text_kk) for choice in choices]
        found.append(Question(row.id, row.kind, row.text_ru, row.text_kk, known))
    return found


# Making one


async def begin(
    session: AsyncSession,
    viewer: Viewer,
    organisation_id: int,
    key: str,
    title_ru: str,
    title_kk: str | None,
    *,
    anonymous: bool,
) -> int:
    organisation = await session.get(Organisation, organisation_id)
    if organisation is None or not viewer.reaches(organisation.path, ORGANISER_ROLES):
        raise NotYourSurvey("survey-refused", organisation_subject(organisation_id))
    row = {
        "organisation_id": organisation_id,
        "author_id": viewer.account_id,
        "key": key,
        "title_ru": title_ru,
        "title_kk": title_kk,
        "anonymous": anonymous,
    }
    made: int | None = await insert_new(session, Survey, row, unique=("key",))
    if made is None:
        return (await session.scalars(select(Survey.id).where(Survey.key == key))).one()
    return made


async def _draft(session: AsyncSession, viewer: Viewer, survey_id: int) -> Survey:
    survey = await reach(session, viewer, survey_id)
    if survey.status is not SurveyStatus.DRAFT:
        raise NotADraft
    return survey


async def add_question(
    session: AsyncSession,
    viewer: Viewer,
    survey_id: int,
    key: str,
    kind: QuestionKind,
    words: tuple[str, str | None],
    choices: Sequence[tuple[str, str | None]] = (),
) -> None:
    await _draft(session, viewer, survey_id)
    if len(await questions_of(session, survey_id)) >= MOST_QUESTIONS:
        raise TooMany(limit=MOST_QUESTIONS)
    if kind is QuestionKind.CHOICE and not FEWEST_CHOICES <= len(choices) <= MOST_CHOICES:
        raise WrongChoices
    row = {
        "survey_id": survey_id,
        "key": key,
        "kind": kind,
        "text_ru": words[0],
        "text_kk": words[1],
    }
    question_id = await insert_new(session, SurveyQuestion, row, unique=("key",))
    if question_id is None:
        return
    for place, (russian, kazakh) in enumerate(choices):
        session.add(
            SurveyChoice(question_id=question_id, place=place, text_ru=russian, text_kk=kazakh)
        )
    await session.flush()


async def drop_question(
    session: AsyncSession, viewer: Viewer, survey_id: int, question_id: int
) -> None:
    """A second tap finds it gone, and takes no other."""
    await _draft(session, viewer, survey_id)
    await session.execute(
        delete(SurveyQuestion).where(
            SurveyQuestion.survey_id == survey_id, SurveyQuestion.id == question_id
        )
    )


async def discard(session: AsyncSession, viewer: Viewer, survey_id: int) -> None:
    if await session.get(Survey, survey_id) is None:
        return
    await _draft(session, viewer, survey_id)
    await session.execute(delete(Survey).where(Survey.id == survey_id))


async def open_survey(
    session: AsyncSession,
    viewer: Viewer,
    survey_id: int,
    announcement: tuple[Texts, Texts],
    regulations: Regulations,
) -> None:
    """It may be answered from now on, and those it asks hear of it like of any news.

    `announcement`: in which Russian and which Kazakh it is said.
    """
    survey = await reach(session, viewer, survey_id)
    if not await questions_of(session, survey_id):
        raise NoQuestions
    opened = await session.scalar(
        update(Survey)
        .where(Survey.id == survey_id, Survey.status == SurveyStatus.DRAFT)
        .values(status=SurveyStatus.OPEN, opened_at=clock.now())
        .returning(Survey.id)
    )
    if opened is None:
        # A second tap.
        return
    russian, kazakh = (
        texts("survey-announcement", title=title(survey, texts), anonymous=survey.anonymous)
        for texts in announcement
    )
    await news.announce(
        session,
        viewer,
        survey.organisation_id,
        (russian, kazakh),
        link=subject(survey_id),
        rubric=Rubric.INFO,
        regulations=regulations,
    )
    await members.audit(session, viewer.account_id, "survey-opened", subject(survey_id))


async def close(session: AsyncSession, viewer: Viewer, survey_id: int) -> None:
    survey = await reach(session, viewer, survey_id)
    closed = await session.scalar(
        update(Survey)
        .where(Survey.id == survey_id, Survey.status == SurveyStatus.OPEN)
        .values(status=SurveyStatus.CLOSED, closed_at=clock.now())
        .returning(Survey.id)
    )
    if closed is not None:
        if survey.anonymous:
            await untie(session, survey_id)
        await members.audit(session, viewer.account_id, "survey-closed", subject(survey_id))


async def made(
    session: AsyncSession, viewer: Viewer, page: int, size: int
) -> tuple[list[Survey], int]:
    """All that this editor may work on, the newest first."""
    rows = (
        select(Survey)
        .join(Organisation, Organisation.id == Survey.organisation_id)
        .where(within(viewer, ORGANISER_ROLES))
    )
    count = await session.scalar(select(func.count()).select_from(rows.subquery()))
    newest = rows.order_by(Survey.id.desc()).offset(page * size).limit(size)
    return list(await session.scalars(newest)), count or 0


async def answered(session: AsyncSession, survey_id: int) -> int:
    rows = select(func.count()).select_from(SurveyTaken)
    return await session.scalar(rows.where(SurveyTaken.survey_id == survey_id)) or 0


async def asked(session: AsyncSession, survey: Survey) -> int:
    """Members of its organisation and all below it."""
    organisation = await session.get_one(Organisation, survey.organisation_id)
    rows = (
        select(func.count())
        .select_from(Member)
        .join(Organisation, Organisation.id == Member.organisation_id)
        .where(
            Organisation.path.startswith(organisation.path, autoescape=True),
            Member.status == Membership.ACTIVE,
        )
    )
    return await session.scalar(rows) or 0


# Answering


def _open_to(viewer: Viewer) -> Select[Survey]:
    """Surveys of the member's organisation or one above it."""
    if viewer.organisation is None or not viewer.is_active_member:
        raise NotAsked
    return (
        select(Survey)
        .join(Organisation, Organisation.id == Survey.organisation_id)
        .where(
            Survey.status == SurveyStatus.OPEN,
            Organisation.path.in_(upwards(viewer.organisation.path)),
        )
    )


async def waiting(session: AsyncSession, viewer: Viewer) -> list[Survey]:
    """What he was asked and has not answered yet."""
    assert viewer.member
    has_answered = exists().where(
        SurveyTaken.survey_id == Survey.id, SurveyTaken.member_id == viewer.member.id
    )
    rows = await session.scalars(_open_to(viewer).where(~has_answered).order_by(Survey.id.desc()))
    return list(rows)


async def to_answer(session: AsyncSession, viewer: Viewer, survey_id: int) -> Survey:
    survey = await session.scalar(_open_to(viewer).where(Survey.id == survey_id))
    if survey is None:
        raise NotAsked
    assert viewer.member
    if await session.get(SurveyTaken, (survey_id, viewer.member.id)):
        raise AnsweredAlready
    return survey


async def answer(
    session: AsyncSession, viewer: Viewer, survey_id: int, given: Mapping[int, Given]
) -> None:
    """All answers of one member at once. Of an anonymous survey two things are kept that nothing
    ties together: that he answered, and what was answered; no time stands on either."""
    survey = await to_answer(session, viewer, survey_id)
    await _keep_open(session, survey_id)
    questions = await questions_of(session, survey_id)
    answers = [(question.id, _checked(question, given.get(question.id))) for question in questions]
    assert viewer.member
    taken = {"survey_id": survey_id, "member_id": viewer.member.id}
    if await insert_new(session, SurveyTaken, taken, unique=("survey_id", "member_id")) is None:
        raise AnsweredAlready
    response = SurveyResponse(
        id=secrets.randbits(NUMBER_BITS),
        survey_id=survey_id,
        organisation_id=viewer.member.organisation_id,
        member_id=None if survey.anonymous else viewer.member.id,
        answered_at=None if survey.anonymous else clock.now(),
    )
    session.add(response)
    await session.flush()
    for question_id, said in answers:
        if said:
            session.add(
                SurveyAnswer(
                    response_id=response.id,
                    question_id=question_id,
                    choice_id=said.choice_id,
                    text=said.text,
                )
            )
    await session.flush()


async def _keep_open(session: AsyncSession, survey_id: int) -> None:
    """Whoever closes it waits for this answer: none comes in after that."""
    still_open = await session.scalar(
        select(Survey.id)
        .where(Survey.id == survey_id, Survey.status == SurveyStatus.OPEN)
        .with_for_update(read=True)
    )
    if still_open is None:
        raise NotAsked


def _checked(question: Question, given: Given | None) -> Given | None:
    """A text may be left out, a choice may not."""
    if question.kind is QuestionKind.TEXT:
        return Given(text=given.text[:LONGEST_TEXT]) if given and given.text else None
    if given is None or given.choice_id not in {choice.id for choice in question.choices}:
        raise Incomplete
    return Given(choice_id=given.choice_id)


@organisations.goes_to_heir
async def _go_to_heir(session: AsyncSession, ended_id: int, heir_id: int) -> None:
    unclosed = (Survey.organisation_id == ended_id, Survey.status != SurveyStatus.CLOSED)
    await session.execute(update(Survey).where(*unclosed).values(organisation_id=heir_id))
