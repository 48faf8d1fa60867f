"""An application in plain words, for the one whose it is."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications import deciding, filing, paying, route
from bot.applications.models import Decision, Verdict
from bot.applications.reading import Filed
from bot.cases.models import Case, Status
from bot.i18n import Html, Texts
from bot.money import sum_words
from bot.regulations import Body, Regulations, RequiredPaper, Terms

# In a meeting it is decided before anybody is told: to its member it is under review till then.
SHOWN_AS = {Status.DECIDED: Status.REVIEW}


# Papers


def sent_words(texts: Texts, terms: Terms, *, hints: bool = True) -> list[Html]:
    """What comes through the chat, each with where to get it or what to cover."""
    return [_paper(texts, paper, hints=hints) for paper in terms.sent]


def brought_words(texts: Texts, terms: Terms, ticked: Collection[str] = ()) -> list[Html]:
    """What is brought on paper and nobody has noted yet. A petition is the officer's own."""
    wanted = [p for p in terms.ticked if not p.petition and p.key not in ticked]
    return [_paper(texts, paper, hints=True) for paper in wanted]


def _paper(texts: Texts, paper: RequiredPaper, *, hints: bool) -> Html:
    said = paper.hint.in_language(texts.language) if paper.hint and hints else ""
    return texts(
        "application-paper-line",
        title=paper.title.in_language(texts.language),
        hint=texts("application-paper-hint", hint=said) if said else "",
    )


def listed_words(texts: Texts, key: str, lines: Sequence[Html]) -> str:
    """The lines under the text of their key; nothing where there is none."""
    return texts(key, lines=Html("\n".join(lines))) if lines else ""


# Who and when


def expected_words(texts: Texts, body: Body, expected: date) -> Html:
    """By when a decision may be expected: a session has its day, all else a last day."""
    key = "application-at-session" if expected in body.sessions else "application-by-day"
    return texts(key, day=expected)


def has_it_words(texts: Texts, filed: Filed) -> Html:
    return texts("application-has-it", body=filed.body.title.in_language(texts.language))


def promised_words(texts: Texts, filed: Filed) -> str:
    """Any body may decide in its session: the day of one is said as such."""
    promised = filed.case.promised_on
    if promised is None:
        return ""
    at_session = any(promised in body.sessions for body in filed.terms.stages)
    key = "application-at-session" if at_session else "application-by-day"
    return texts(key, day=promised)


def asked_words(texts: Texts, filed: Filed) -> Html:
    """«Лечение, 15 000 ₽, 2 ноября»."""
    application = filed.application
    return texts(
        "application-asked",
        ground=filed.terms.ground.title.in_language(texts.language),
        amount=sum_words(application.amount or 0, application.currency),
        day=texts("application-event-day", day=application.event_on)
        if application.event_on
        else "",
    )


# What was decided, what was paid


def decision_values(texts: Texts, filed: Filed, decision: Decision) -> dict[str, Any]:
    """What the texts of a decision say, of an approval as of a refusal."""
    reason = filed.terms.reasons.get(decision.reason or "")
    return {
        "number": filed.case.number,
        "ground": filed.terms.ground.title.in_language(texts.language),
        "amount": sum_words(decision.amount, filed.application.currency)
        if decision.amount
        else "",
        "reason": reason.title.in_language(texts.language) if reason else "",
        "words": texts("application-refusal-words", words=decision.words)
        if decision.words
        else "",
        "protocol": texts(
            "application-protocol", protocol=decision.protocol_number, on=decision.protocol_on
        )
        if decision.protocol_number and decision.protocol_on
        else "",
        "body": _body_of(filed, decision).title.in_language(texts.language),
    }


def _body_of(filed: Filed, decision: Decision) -> Body:
    return next((b for b in filed.terms.stages if b.key == decision.body), filed.body)


async def appeal_words(
    session: AsyncSession, texts: Texts, filed: Filed, regulations: Regulations
) -> str:
    """Until when and where he may turn after a refusal; nothing where he may not."""
    until = await filing.may_appeal(session, filed, regulations)
    path = await route.path_of(session, filed)
    above = filing.above(filed, path)
    if until is None or above is None:
        return ""
    body = filed.terms.stages[above].title.in_language(texts.language)
    return texts("application-may-appeal", until=until, body=body)


async def outcome_words(
    session: AsyncSession, texts: Texts, filed: Filed, regulations: Regulations
) -> list[str]:
    """The decision in force and what was paid of it, once he was told."""
    decision = await deciding.newest(session, filed.id)
    if decision is None or decision.told_at is None:
        return []
    verdict = "approved" if decision.verdict is Verdict.APPROVED else "refused"
    lines = [
        texts(f"application-outcome-{verdict}", **decision_values(texts, filed, decision)),
        await appeal_words(session, texts, filed, regulations),
    ]
    if verdict == "approved":
        lines += await _paid_lines(session, texts, filed)
    return [line for line in lines if line]


async def _paid_lines(session: AsyncSession, texts: Texts, filed: Filed) -> list[str]:
    currency = filed.application.currency
    lines: list[str] = [
        texts(
            "application-paid-line", amount=sum_words(share.amount, currency), on=payment.paid_on
        )
        for payment, share in await paying.shares_of(session, filed.id)
        if share.returned_on is None
    ]
    left = (filed.application.granted or 0) - await paying.paid(session, filed.id)
    if left > 0:
        lines.append(texts("application-left-line", amount=sum_words(left, currency)))
    return lines


def status_words(texts: Texts, case: Case) -> Html:
    """One word of the status, as its member is told it."""
    shown = SHOWN_AS.get(case.status, case.status)
    return texts(f"application-status-{shown}")
