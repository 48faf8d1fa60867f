"""The results of a survey as pictures that are read on a phone: one a question, one of places."""

from typing import Final

from bot import bars
from bot.bars import Bar
from bot.i18n import Texts
from bot.surveys import service as surveys
from bot.surveys.results import Results
from bot.surveys.service import Question

MOST_LINES: Final = 12
HUNDRED: Final = 100


def draw(found: Results, texts: Texts) -> list[bytes]:
    """PNGs. Takes a while: to be called in a thread."""
    choices = [question for question in found.questions if question.choices]
    return [*(_question(found, question, texts) for question in choices), _places(found, texts)]


def _question(found: Results, question: Question, texts: Texts) -> bytes:
    counts, whole = found.counts(question, found.replies), len(found.replies)
    lines = [
        Bar(
            choice.said(texts),
            f"{counts[choice.id]} · {round(HUNDRED * counts[choice.id] / whole)} %",
            counts[choice.id] / whole,
        )
        for choice in question.choices
    ]
    return bars.draw(
        question.said(texts), surveys.title(found.survey, texts), lines, _foot(found, texts)
    )


def _places(found: Results, texts: Texts) -> bytes:
    most = max((group.count for group in found.groups if not group.hidden), default=1)
    lines = [
        Bar(group.name, texts("survey-hidden"), 0)
        if group.hidden
        else Bar(group.name, str(group.count), group.count / most)
        for group in found.groups[:MOST_LINES]
    ]
    return bars.draw(
        texts("survey-by-place"), surveys.title(found.survey, texts), lines, _foot(found, texts)
    )


def _foot(found: Results, texts: Texts) -> str:
    return texts("survey-foot", answered=len(found.replies), asked=found.asked)
