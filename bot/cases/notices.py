"""What is shown of any kind of case: a paper to whoever may read it, a note to who holds it."""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases import kinds, telling
from bot.cases.conversation import paper_names
from bot.cases.models import Case, Paper, Purpose
from bot.members import service as members
from bot.members.models import Account
from bot.notices import Attachment, Button, Reader, Screen, renders

# Sound and round videos speak for themselves, and the latter take no words.
CAPTIONED = ("photo", "document")


@renders("paper")
async def paper(session: AsyncSession, reader: Reader) -> Screen | None:
    """One of an answer, to whom it is answered."""
    found = await session.get(Paper, reader.values["paper_id"])
    if found is None or not await _may_have(session, reader, found.case_id):
        return None
    name = reader.texts("paper-caption", name=found.name) if found.name else ""
    return Screen(attachment=_attachment(found, name))


@renders(kinds.PAPERS)
async def papers(session: AsyncSession, reader: Reader) -> Screen | None:
    """Those that he asked to see, as one album where Telegram allows it."""
    of_case = select(Paper).where(Paper.id.in_(reader.values["paper_ids"])).order_by(Paper.id)
    found = (await session.scalars(of_case)).all()
    # Those that he is still writing are his own; of one case, the sent ones go by one answer.
    sent = [paper for paper in found if paper.sent_at is not None]
    may_have = bool(sent) and await _may_have(session, reader, sent[0].case_id)
    listed = [
        paper
        for paper in found
        if (may_have if paper.sent_at is not None else paper.account_id == reader.account_id)
    ]
    if not listed:
        return None
    names = zip(listed, paper_names(reader.texts, listed), strict=True)
    return Screen(
        album=[_attachment(paper, _caption(reader, paper, name)) for paper, name in names]
    )


def _caption(reader: Reader, paper: Paper, name: str) -> str:
    if paper.purpose is Purpose.SIGNED:
        return reader.texts("paper-signed")
    # A document shows its own name.
    nameless = paper.kind in CAPTIONED and not paper.name
    return reader.texts("paper-caption", name=name) if nameless else ""


def _attachment(paper: Paper, caption: str) -> Attachment:
    return Attachment(paper.kind, paper.file_id, paper.name, paper.copy, caption=caption)


async def _may_have(session: AsyncSession, reader: Reader, case_id: int) -> bool:
    """Its member, and whoever may read it now: it may have waited while a role ended."""
    if await telling.asker(session, await session.get_one(Case, case_id)) == reader.account_id:
        return True
    account = await session.get_one(Account, reader.account_id)
    zone = ZoneInfo(str(reader.texts.zone))
    viewer = await members.view_account(session, account, reader.rules, zone=zone)
    return await kinds.may_read(session, viewer, case_id)


@renders("colleague-noted")
async def colleague_noted(session: AsyncSession, reader: Reader) -> Screen:
    """Nobody is woken by it."""
    case = await session.get_one(Case, reader.values["case_id"])
    rules = await telling.rules_of(session, case.organisation_id, reader.rules)
    told = {key: reader.values[key] for key in ("who", "number")}
    return Screen(
        reader.texts("notice-colleague-noted", **told),
        buttons=[[Button(reader.texts("button-open-case"), kinds.action("show", case.id))]],
        silent=not rules.calendar.is_working_time(clock.now()),
    )
