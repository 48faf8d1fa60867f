"""How an application and its decision are put into words, for staff and for lists."""

from datetime import date
from html import escape

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications import route
from bot.applications.deciding import Protocol, Refusal
from bot.applications.models import Decision, Verdict
from bot.applications.reading import Filed
from bot.cases.models import Status
from bot.i18n import Html, Texts
from bot.members import service as members
from bot.members.models import Member, Organisation
from bot.members.service import Viewer
from bot.money import sum_words
from bot.regulations import Body, RequiredPaper


def ground_title(filed: Filed, texts: Texts) -> str:
    return filed.terms.ground.title.in_language(texts.language)


def body_title(body: Body, texts: Texts) -> str:
    return body.title.in_language(texts.language)


def body_named(filed: Filed, key: str, texts: Texts) -> str:
    return next((body_title(body, texts) for body in filed.terms.stages if body.key == key), key)


def money(filed: Filed, amount: int | None) -> str:
    return sum_words(amount or 0, filed.application.currency)


def papers_titles(papers: list[RequiredPaper], texts: Texts) -> str:
    return ", ".join(paper.title.in_language(texts.language) for paper in papers)


async def state_words(session: AsyncSession, viewer: Viewer, filed: Filed) -> str:
    """«на рассмотрении: Президиум городской организации, ждёт 3 дня»."""
    texts, case = viewer.texts, filed.case
    if case.status not in (Status.REVIEW, Status.WAITING):
        return texts(f"application-state-{case.status}")
    since = case.submitted_at or case.created_at
    who, mine = "", 0
    if case.assignee_id is not None:
        who = await members.name_of(session, case.assignee_id)
        mine = int(case.assignee_id == viewer.account_id)
    return texts(
        f"application-state-{case.status}",
        body=body_title(filed.body, texts),
        age=int((clock.now() - since).total_seconds()),
        who=who,
        assigned=int(bool(who)) + mine,
    )


async def who_words(session: AsyncSession, filed: Filed) -> str:
    """«Петрова Анна Сергеевна, учитель, школа № 7, Барнаул»: the place where it was filed."""
    member = await session.get_one(Member, filed.case.member_id)
    organisation = await session.get_one(Organisation, filed.case.organisation_id)
    place = members.place_name(await members.chain_of(session, organisation))
    person = member.person
    return ", ".join(filter(None, [person.full_name, person.position, place]))


async def short_name(session: AsyncSession, filed: Filed) -> str:
    member = await session.get_one(Member, filed.case.member_id)
    return member.person.short_name


def refusal_words(filed: Filed, refusal: Refusal, texts: Texts) -> Html:
    """Exactly what the member reads of the reason: as the regulations call it, then in words."""
    known = filed.terms.reasons.get(refusal.reason)
    title = known.title.in_language(texts.language) if known else refusal.reason
    said = texts("application-refusal-words", words=refusal.words) if refusal.words else ""
    return Html("\n".join(filter(None, [escape(f"{title}.", quote=False), said])))


def protocol_words(protocol: Protocol | None, texts: Texts) -> str:
    """«протокол № 12 от 10 декабря»."""
    if protocol is None:
        return ""
    return texts("protocol-words", number=protocol.number, day=protocol.on)


def protocol_of(decision: Decision) -> Protocol | None:
    if decision.protocol_number is None or decision.protocol_on is None:
        return None
    return Protocol(decision.protocol_number, decision.protocol_on)


async def decision_words(
    session: AsyncSession, texts: Texts, filed: Filed, decision: Decision
) -> str:
    """«Одобрено 15 000 ₽ · протокол № 12 от 10 декабря · Краева Н. П.»"""
    refused = decision.verdict is Verdict.REFUSED
    reason = ""
    if refused and decision.reason:
        told = Refusal(decision.reason, decision.words or "")
        reason = refusal_words(filed, told, texts)
    return texts(
        f"application-decision-{decision.verdict}",
        amount=money(filed, decision.amount),
        reason=reason,
        protocol=protocol_words(protocol_of(decision), texts),
        who=await members.name_of(session, decision.by_id),
        body=body_named(filed, decision.body, texts),
        changed=int(decision.replaces_id is not None),
        told=int(decision.told_at is not None),
        override=decision.override or "",
    )


async def waits_for(session: AsyncSession, filed: Filed, texts: Texts) -> tuple[str, str]:
    """The body that has it, and the people who decide there."""
    path = await route.path_of(session, filed)
    found = await route.officers(session, filed, filed.body, path)
    names = [await members.name_of(session, account.id) for account in found]
    return body_title(filed.body, texts), ", ".join(names)


def today(texts: Texts) -> date:
    return clock.now().astimezone(texts.zone).date()
