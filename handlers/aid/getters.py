"""What the windows of an application for aid show."""

from collections.abc import Iterable, Sequence
from html import unescape
from itertools import groupby
from typing import Any

from aiogram_dialog import DialogManager
from sqlalchemy.ext.asyncio import AsyncSession

from bot.aid import service as aid
from bot.aid.eligibility import Check
from bot.aid.service import Draft, Offer, Person
from bot.applications.member_words import brought_words, expected_words, listed_words, sent_words
from bot.cases import service as cases
from bot.cases.conversation import paper_names
from bot.cases.models import Paper, Purpose
from bot.db import Database
from bot.i18n import Html, Texts
from bot.legal.conversation import beginning, excerpt, files_words
from bot.members.service import Viewer
from bot.money import sum_words
from bot.regulations import Body, Regulations, Terms, terms_of
from handlers.aid.actions import for_member, ground_key, own_draft
from handlers.screens import here

# More buttons are not read at a glance.
FIRST = 5
SUMMARY_TEXT = 1200
NAMES_TEXT = 600


# Grounds


async def grounds(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    """What can be asked for now first; the rest with its reason, and its card all the same."""
    async with database.reading() as session:
        person = await _person(session, dialog_manager)
        offered = await aid.offers(session, person, regulations)
    buttons = [
        (offer.key, _label(viewer.texts, offer, offered))
        for offer in sorted(offered, key=lambda offer: not offer.eligibility.is_open)
    ]
    open_now = sum(offer.eligibility.is_open for offer in offered)
    return {
        "for_whom": _for_whom(viewer.texts, person, dialog_manager),
        "first": buttons[:FIRST],
        "others": buttons[FIRST:],
        "count": open_now,
        "closed": Html("\n".join(_closed_lines(viewer.texts, offered))),
    }


async def _person(session: AsyncSession, manager: DialogManager) -> Person:
    place = here(manager)
    return await aid.person_of(session, place.viewer, for_member(manager), place.regulations)


def _for_whom(texts: Texts, person: Person, manager: DialogManager) -> str:
    if for_member(manager) is None:
        return ""
    return texts("aid-for-whom", name=person.member.person.full_name)


def _label(texts: Texts, offer: Offer, offered: Sequence[Offer]) -> str:
    """«Лечение · до 20 000 ₽»; of a second purse its name too."""
    main = offered[0].fund.key
    possible = offer.eligibility.possible_from
    label = texts(
        "aid-button-ground" if offer.eligibility.is_open else "aid-button-closed",
        title=offer.ground.title.in_language(texts.language),
        sum=_sum(texts, offer),
        dated=possible is not None,
        possible=possible or "",
    )
    purse = offer.fund.title.in_language(texts.language) if offer.fund.key != main else ""
    # A button's label is plain text.
    return " · ".join(filter(None, [unescape(label), purse]))


def _sum(texts: Texts, offer: Offer) -> str:
    ground = offer.ground
    words = sum_words(ground.ceiling, offer.currency)
    return texts("aid-sum", fixed=ground.fixed is not None, sum=words)


def _closed_lines(texts: Texts, offered: Iterable[Offer]) -> list[str]:
    """A line a reason and day, with all grounds that it closes."""
    closed = sorted(
        ((stop, offer) for offer in offered for stop in offer.eligibility.stops[:1]),
        key=lambda pair: _reason(pair[0]),
    )
    return [
        texts(
            f"aid-closed-{rule}",
            grounds=", ".join(f"«{o.ground.title.in_language(texts.language)}»" for o in grounds),
            dated=bool(day),
            possible=stop.possible_from or "",
        )
        for (rule, day), group in groupby(closed, key=lambda pair: _reason(pair[0]))
        for stop, grounds in [_parted(list(group))]
    ]


def _reason(stop: Check) -> tuple[str, str]:
    return stop.rule, str(stop.possible_from or "")


def _parted(pairs: list[tuple[Check, Offer]]) -> tuple[Check, list[Offer]]:
    return pairs[0][0], [offer for _, offer in pairs]


# One ground


async def ground(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    texts, language = viewer.texts, viewer.texts.language
    async with database.reading() as session:
        person = await _person(session, dialog_manager)
        key = await ground_key(session, dialog_manager)
        offer = await aid.offer(session, person, key, regulations)
        elsewhere = await aid.already_elsewhere(session, person, offer)
    assert regulations.aid is not None, "its ground was just offered"
    terms = terms_of(regulations.aid, offer.fund, offer.ground)
    stops = offer.eligibility.stops
    return {
        "title": offer.ground.title.in_language(language),
        "about": offer.ground.about.in_language(language),
        "for_whom": _for_whom(texts, person, dialog_manager),
        "rules": _rules(texts, offer),
        "within": _within(texts, offer),
        "purse": offer.fund.title.in_language(language),
        "sent": listed_words(texts, "aid-needed", sent_words(texts, terms)),
        "brought": listed_words(texts, "aid-brought", brought_words(texts, terms)),
        "petition": texts("aid-petition") if any(p.petition for p in terms.ticked) else "",
        "decides": Html("\n".join(_decides(texts, person, terms, offer.currency))),
        "elsewhere": Html(
            "\n".join(
                texts("aid-elsewhere", number=earlier.number, day=earlier.submitted_on)
                for earlier in elsewhere
            )
        ),
        "stops": texts("aid-stopped", why=Html(aid.why_not(viewer, stops))) if stops else "",
        "is_open": not stops,
    }


def _rules(texts: Texts, offer: Offer) -> str:
    ground = offer.ground
    return texts(
        "aid-rules",
        fixed=ground.fixed is not None,
        sum=sum_words(ground.ceiling, offer.currency),
        frequency=str(ground.frequency),
        tenure=_tenure(texts, offer),
    )


def _within(texts: Texts, offer: Offer) -> str:
    within = offer.ground.within
    return texts("aid-within", term=_term(texts, within)) if within else ""


def _term(texts: Texts, term: Any) -> str:
    return texts("aid-term", amount=term.amount, unit=str(term.unit))


def _tenure(texts: Texts, offer: Offer) -> str:
    """How long one has to be a member, and how long he is."""
    found = next((c for c in offer.eligibility.checks if c.rule == "tenure"), None)
    if found is None:
        return ""
    return texts(
        "aid-tenure",
        term=texts("aid-term", amount=found.values["amount"], unit=found.values["unit"]),
        known=found.ok is not None,
        years=found.values.get("years", 0),
    )


def _decides(texts: Texts, person: Person, terms: Terms, currency: str) -> list[str]:
    """Each body with the sum up to which it decides, and when it does."""
    return [
        texts(
            "aid-decides",
            which="first" if limit is not None else "rest" if place else "only",
            limit=sum_words(limit, currency) if limit is not None else "",
            body=body.title.in_language(texts.language),
            when=_when(texts, person, body),
        )
        for place, (limit, body) in enumerate(aid.deciders(terms, person.path))
    ]


def _when(texts: Texts, person: Person, body: Body) -> str:
    session = aid.next_session(body, person.rules)
    if session is None:
        return texts("aid-when-days", expected=aid.expected_on(body, person.rules))
    return texts("aid-when-session", session=session, papers_by=body.papers_by(session))


# The draft


async def draft(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    **_: Any,
) -> dict[str, Any]:
    """Everything about the draft that any of its windows says."""
    texts, language = viewer.texts, viewer.texts.language
    async with database.reading() as session:
        unsent = await own_draft(session, dialog_manager)
        person = await _person(session, dialog_manager)
        messages, files = await cases.being_written(
            session, unsent.id, unsent.case.account_id, Purpose.REQUEST
        )
    terms, application = unsent.terms, unsent.application
    text = cases.joined(messages)
    amount = dialog_manager.dialog_data.get("amount")
    event = terms.ground.event
    names = paper_names(texts, files)
    return {
        "title": terms.ground.title.in_language(language),
        "for_whom": _for_whom(texts, person, dialog_manager),
        "question": event.in_language(language) if event else "",
        "fixed": terms.ground.fixed is not None,
        "ceiling": sum_words(terms.ground.ceiling, application.currency),
        "sum": sum_words(amount, application.currency) if amount else "",
        "over": bool(dialog_manager.dialog_data.get("over")),
        "sure": not dialog_manager.dialog_data.get("over"),
        "has_text": bool(text),
        "no_text": not text,
        "text": texts("aid-quote", text=beginning(text, SUMMARY_TEXT)) if text else "",
        "beginning": texts("aid-quote", text=excerpt(text)) if text else "",
        "received": _received(texts, files),
        "count": len(files),
        "has_files": bool(files),
        "files": [
            (str(file.id), texts.plain("button-remove-file", name=name))
            for file, name in zip(files, names, strict=True)
        ],
        "names": excerpt(", ".join(names), NAMES_TEXT),
        "sent": listed_words(texts, "aid-needed", sent_words(texts, terms)),
        "brought": listed_words(texts, "aid-brought", brought_words(texts, terms)),
        "missing": _missing(texts, terms, files),
        **_answered(texts, unsent),
        **_who_decides(texts, person, unsent),
    }


def _received(texts: Texts, files: list[Paper]) -> str:
    if not files:
        return ""
    return texts("aid-received", count=len(files), files=files_words(texts, files))


def _missing(texts: Texts, terms: Terms, files: list[Paper]) -> str:
    """Which file is which paper nobody knows; that none came at all is known."""
    if files or not terms.sent:
        return ""
    return listed_words(texts, "aid-missing", sent_words(texts, terms, hints=False))


def _answered(texts: Texts, unsent: Draft) -> dict[str, Any]:
    application = unsent.application
    day, amount = application.event_on, application.amount
    return {
        "has_day": day is not None,
        "stated_day": texts("aid-stated", stated=texts("aid-day", day=day)) if day else "",
        "has_amount": amount is not None,
        "stated_amount": texts("aid-stated", stated=sum_words(amount, application.currency))
        if amount
        else "",
        "amount": sum_words(amount, application.currency) if amount else "",
        "day": texts("aid-event-day", day=day) if day else "",
    }


def _who_decides(texts: Texts, person: Person, unsent: Draft) -> dict[str, Any]:
    terms = unsent.terms
    amount = unsent.application.amount or terms.ground.ceiling
    body = aid.body_for(terms, person.path, amount)
    expected = aid.expected_on(body, person.rules)
    return {
        "body": body.title.in_language(texts.language),
        "decided": expected_words(texts, body, expected),
    }
