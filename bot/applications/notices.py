"""What a member is told of his application, each in plain words with what is next."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications import paperwork
from bot.applications.member_words import (
    appeal_words,
    asked_words,
    brought_words,
    decision_values,
    expected_words,
    listed_words,
)
from bot.applications.models import Decision
from bot.applications.reading import Filed, get
from bot.i18n import Html, Texts
from bot.members.models import Member
from bot.notices import Button, Reader, Screen, renders


def action(name: str, case_id: int) -> str:
    return f"case:{name}:{case_id}"


def _open(texts: Texts, filed: Filed) -> list[Button]:
    return [Button(texts("button-open-case"), action("show", filed.id))]


async def number_for(session: AsyncSession, reader: Reader, filed: Filed) -> str:
    """With its member's name, where an officer speaks for him."""
    number = filed.case.number or ""
    if filed.application.filed_by is None or filed.case.account_id != reader.account_id:
        return number
    assert filed.case.member_id is not None, "an officer files for a member"
    member = await session.get_one(Member, filed.case.member_id)
    return f"{number} ({member.person.short_name})"


Worded = Callable[[AsyncSession, Reader, Filed], Awaitable[dict[str, Any]]]


def _told(kind: str, *buttons: str) -> Callable[[Worded], Worded]:
    """A notice of this kind with these values; its buttons go before «Открыть обращение»."""

    def register(worded: Worded) -> Worded:
        @renders(kind)
        async def screen(session: AsyncSession, reader: Reader) -> Screen:
            texts = reader.texts
            filed = await get(session, reader.values["case_id"])
            values = await worded(session, reader, filed)
            values["number"] = await number_for(session, reader, filed)
            own = [[Button(texts(f"button-{n}"), action(n, filed.id))] for n in buttons]
            return Screen(texts(f"notice-{kind}", **values), buttons=[*own, _open(texts, filed)])

        return worded

    return register


def _expected(reader: Reader, filed: Filed) -> Html:
    """The promise as it was when this was written, and not as it is now."""
    promised = reader.values["promised"]
    sitting = [body for body in filed.terms.stages if promised in body.sessions]
    return expected_words(reader.texts, sitting[0] if sitting else filed.body, promised)


def _body(reader: Reader, filed: Filed, stage: int) -> str:
    return filed.terms.stages[stage].title.in_language(reader.texts.language)


@_told("application-accepted", "statement", "signed")
async def accepted(session: AsyncSession, reader: Reader, filed: Filed) -> dict[str, Any]:
    texts = reader.texts
    brought = brought_words(texts, filed.terms, await paperwork.ticks(session, filed.id))
    return {
        "asked": asked_words(texts, filed),
        "expected": _expected(reader, filed),
        "brought": listed_words(texts, "application-brought", brought),
    }


@renders("application-accepted-for")
async def accepted_for(session: AsyncSession, reader: Reader) -> Screen:
    """To the officer who filed it. It is the member's: he follows it by its card, if he may."""
    filed = await get(session, reader.values["case_id"])
    assert filed.case.member_id is not None, "an officer files for a member"
    member = await session.get_one(Member, filed.case.member_id)
    return Screen(
        reader.texts(
            "notice-application-accepted-for",
            number=filed.case.number,
            name=member.person.full_name,
            asked=asked_words(reader.texts, filed),
            expected=_expected(reader, filed),
        )
    )


@renders("application-paper-wanted")
async def paper_wanted(session: AsyncSession, reader: Reader) -> Screen:
    """One button: he sends one file, and it is looked at again."""
    texts = reader.texts
    filed = await get(session, reader.values["case_id"])
    text = texts(
        "notice-application-paper-wanted",
        number=await number_for(session, reader, filed),
        paper=reader.values["paper"],
    )
    return Screen(text, buttons=[[Button(texts("button-attach"), action("reply", filed.id))]])


@_told("application-supply-accepted")
async def supply_accepted(session: AsyncSession, reader: Reader, filed: Filed) -> dict[str, Any]:
    return {"count": reader.values["count"], "expected": _expected(reader, filed)}


@_told("application-signed-accepted")
async def signed_accepted(session: AsyncSession, reader: Reader, filed: Filed) -> dict[str, Any]:
    return {}


@_told("application-passed-on")
async def passed_on(session: AsyncSession, reader: Reader, filed: Filed) -> dict[str, Any]:
    return {
        "body": _body(reader, filed, reader.values["body"]),
        "expected": _expected(reader, filed),
    }


async def _decided(session: AsyncSession, reader: Reader, filed: Filed) -> dict[str, Any]:
    decision = await session.get_one(Decision, reader.values["decision_id"])
    texts = reader.texts
    replaces = texts("application-replaces") if decision.replaces_id is not None else ""
    return decision_values(texts, filed, decision) | {"replaces": replaces}


@_told("application-approved")
async def approved(session: AsyncSession, reader: Reader, filed: Filed) -> dict[str, Any]:
    return await _decided(session, reader, filed)


@renders("application-refused")
async def refused(session: AsyncSession, reader: Reader) -> Screen:
    """The reason and the officer's words exactly, and where to turn with them."""
    texts = reader.texts
    filed = await get(session, reader.values["case_id"])
    appeal = await appeal_words(session, texts, filed, reader.rules)
    values = await _decided(session, reader, filed) | {
        "appeal": appeal,
        "number": await number_for(session, reader, filed),
    }
    higher = [[Button(texts("button-appeal"), action("appeal", filed.id))]] if appeal else []
    return Screen(
        texts("notice-application-refused", **values), buttons=[*higher, _open(texts, filed)]
    )


@_told("application-paid")
async def paid(session: AsyncSession, reader: Reader, filed: Filed) -> dict[str, Any]:
    values = reader.values
    rest = reader.texts("application-left-line", amount=values["rest"]) if values["rest"] else ""
    return {"amount": values["amount"], "on": values["paid_on"], "rest": rest}


@_told("application-payment-returned")
async def payment_returned(session: AsyncSession, reader: Reader, filed: Filed) -> dict[str, Any]:
    return {"amount": reader.values["amount"], "reason": reader.values["reason"]}


@_told("application-appeal-accepted")
async def appeal_accepted(session: AsyncSession, reader: Reader, filed: Filed) -> dict[str, Any]:
    return {
        "body": _body(reader, filed, reader.values["body"]),
        "expected": _expected(reader, filed),
    }
