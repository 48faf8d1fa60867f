"""The statement to sign, in the form of the regulations, filled in."""

import re

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.aid.service import DraftGone, body_for, own_draft
from bot.applications import access
from bot.applications.models import Application
from bot.cases import service as cases
from bot.cases.models import Case, Purpose, Status
from bot.documents import FONT, dump, new_pdf
from bot.i18n import Texts
from bot.members import service as members
from bot.members.models import Member, Organisation
from bot.members.service import Viewer
from bot.money import sum_words
from bot.regulations import Body, Regulations, Terms

MARGIN_MM = 25
SIZE = 12
LINE_MM = 7


async def statement_of(
    session: AsyncSession, viewer: Viewer, case_id: int, regulations: Regulations
) -> bytes:
    """A PDF for whoever filed it, or is about to. Others are refused."""
    case = await session.get(Case, case_id)
    if case is None:
        raise DraftGone
    if case.status is Status.DRAFT:
        draft = await own_draft(session, viewer, case_id, regulations)
        application, terms = draft.application, draft.terms
        messages, _ = await cases.being_written(session, case_id, case.account_id, Purpose.REQUEST)
    else:
        filed = await access.own(session, viewer, case_id)
        application, terms = filed.application, filed.terms
        messages = [m for m in await cases.said(session, case_id) if m.purpose is Purpose.REQUEST]
    member = await _member(session, viewer, case)
    values = await _values(session, viewer, member, application, terms, cases.joined(messages))
    form = terms.fund.statement.in_language(viewer.texts.language)
    return paper(filled(form, values))


async def _member(session: AsyncSession, viewer: Viewer, case: Case) -> Member:
    if case.member_id is not None:
        return await session.get_one(Member, case.member_id)
    if viewer.member is None:
        raise DraftGone
    return viewer.member


async def _values(
    session: AsyncSession,
    viewer: Viewer,
    member: Member,
    application: Application,
    terms: Terms,
    words: str,
) -> dict[str, str]:
    texts = viewer.texts
    organisation = await session.get_one(Organisation, member.organisation_id)
    amount = application.amount or terms.ground.ceiling
    body: Body = body_for(terms, organisation.path, amount)
    return {
        "body": body.title.in_language(texts.language),
        "name": member.person.full_name,
        "place": members.place_name(await members.chain_of(session, organisation)),
        "card": member.person.card,
        "ground": terms.ground.title.in_language(texts.language),
        "amount": sum_words(amount, application.currency),
        "text": words,
        "event": _event(texts, application),
        "date": f"{clock.now().astimezone(texts.zone):%d.%m.%Y}",
    }


def _event(texts: Texts, application: Application) -> str:
    if application.event_on is None:
        return ""
    return texts("aid-statement-event", day=f"{application.event_on:%d.%m.%Y}")


def filled(form: str, values: dict[str, str]) -> str:
    """Each {place} by its value; a line whose only value is empty goes."""
    lines = []
    for line in form.split("\n"):
        places = re.findall(r"\{(\w+)\}", line)
        if places and line.strip() == f"{{{places[0]}}}" and not values.get(places[0]):
            continue
        # In one pass: what a person wrote may have braces of its own.
        lines.append(re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), line))
    return "\n".join(lines)


def paper(text: str) -> bytes:
    pdf = new_pdf()
    pdf.set_margins(MARGIN_MM, MARGIN_MM)
    pdf.add_page()
    pdf.set_font(FONT, "", SIZE)
    pdf.multi_cell(0, LINE_MM, text)
    return dump(pdf)
