"""The one card of an application before each of its officers, true at any time by edits."""

from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.applications import access, budgets, deciding, history, paperwork, paying, route
from bot.applications.access import CARD
from bot.applications.checking import checked
from bot.applications.reading import Filed, get
from bot.applications.route import PAYERS, NoPower
from bot.applications.states import UNDECIDED
from bot.applications.wording import (
    decision_words,
    ground_title,
    money,
    papers_titles,
    state_words,
    who_words,
)
from bot.cases import notes, telling
from bot.cases import service as cases
from bot.cases.conversation import files_words
from bot.cases.kinds import action as case_action
from bot.cases.models import Purpose, Side, Status
from bot.cases.wording import beginning, excerpt
from bot.i18n import Html
from bot.members import service as members
from bot.members.models import Account
from bot.members.service import Viewer
from bot.notices import Button, Reader, Screen, renders
from bot.regulations import Regulations, RequiredPaper

# Together with all else a card holds less than one message.
CARD_TEXT: Final = 900
NEWEST_TEXT: Final = 300


def action(name: str, case_id: int) -> str:
    return f"app:{name}:{case_id}"


def tick_action(case_id: int, paper: str, *, there: bool) -> str:
    return f"tick:{case_id}:{paper}:{int(there)}"


@renders(CARD)
async def card(session: AsyncSession, reader: Reader) -> Screen:
    """The application as things stand; empty for whom it is not any more."""
    account = await session.get_one(Account, reader.account_id)
    zone = ZoneInfo(str(reader.texts.zone))
    viewer = await members.view_account(session, account, reader.rules, zone=zone)
    filed = await get(session, int(reader.values["subject"].split(":")[1]))
    if not await access.may_see(session, viewer, filed):
        return Screen(reader.texts("card-gone"))
    rules = await telling.rules_of(session, filed.case.organisation_id, reader.rules)
    return Screen(
        text=await card_text(session, viewer, filed, reader.rules),
        buttons=await _buttons(session, viewer, filed),
        silent=not rules.calendar.is_working_time(clock.now()),
    )


async def card_text(
    session: AsyncSession, viewer: Viewer, filed: Filed, regulations: Regulations
) -> str:
    lines: list[str] = [
        viewer.texts(
            "application-card-head",
            number=filed.case.number,
            ground=ground_title(filed, viewer.texts),
            state=await state_words(session, viewer, filed),
        )
    ]
    lines += await _asked(session, viewer, filed)
    lines += await _said(session, viewer, filed)
    lines += await _papers(session, viewer, filed)
    lines += await _looked_up(session, viewer, filed, regulations)
    lines += await _came_of_it(session, viewer, filed)
    lines += await notes.card_lines(session, viewer.texts, filed.id)
    return "\n".join(filter(None, lines))


async def _asked(session: AsyncSession, viewer: Viewer, filed: Filed) -> list[str]:
    """How much, for whom, who filed it, and the day of the event."""
    texts, application = viewer.texts, filed.application
    filed_by = ""
    if application.filed_by is not None:
        filed_by = await members.name_of(session, application.filed_by)
    return [
        texts(
            "application-card-sum",
            amount=money(filed, application.amount),
            proposed=money(filed, application.proposed) if application.proposed else "",
        ),
        texts("card-who", who=await who_words(session, filed)),
        texts("application-card-filed-by", who=filed_by) if filed_by else "",
        texts("application-card-event", day=application.event_on) if application.event_on else "",
        texts("application-card-relative")
        if await access.is_relative(session, viewer.account_id, filed.id)
        else "",
    ]


async def _said(session: AsyncSession, viewer: Viewer, filed: Filed) -> list[str]:
    """The member's words, and the newest that came after."""
    texts = viewer.texts
    said = await cases.said(session, filed.id)
    text = cases.joined([m for m in said if m.purpose is Purpose.REQUEST])
    later = [m for m in said if m.purpose is not Purpose.REQUEST and m.side is Side.MEMBER]
    lines: list[str] = [texts("card-quote", text=beginning(text, CARD_TEXT))] if text else []
    if filed.application.appeals:
        lines.append(texts("application-card-appeal"))
    if filed.application.language != texts.language:
        lines.append(texts(f"application-card-language-{filed.application.language}"))
    if later:
        lines.append(texts("card-member-said", text=excerpt(later[-1].text, NEWEST_TEXT)))
    if edits := await cases.edits_of(session, filed.id):
        lines.append(texts("card-edited", count=edits))
    return lines


async def _papers(session: AsyncSession, viewer: Viewer, filed: Filed) -> list[str]:
    """What came through the chat, what must be on paper and is noted or not, what is awaited."""
    texts, application = viewer.texts, filed.application
    papers = [
        p for p in await cases.papers_of(session, filed.id) if p.purpose is not Purpose.SIGNED
    ]
    files = files_words(texts, papers) if papers else texts("application-card-no-files")
    there = await paperwork.ticks(session, filed.id)
    ticked = filed.terms.ticked
    wanted = application.wanted if filed.case.status in UNDECIDED else None
    return [
        texts("card-files", files=files),
        texts("application-card-signed", how=await paperwork.signed_how(session, filed.id)),
        texts(
            "application-card-on-paper",
            there=papers_titles([p for p in ticked if p.key in there], texts),
            missing=papers_titles([p for p in ticked if p.key not in there], texts),
        )
        if ticked
        else "",
        texts("application-card-wanted", paper=wanted) if wanted else "",
    ]


async def _looked_up(
    session: AsyncSession, viewer: Viewer, filed: Filed, regulations: Regulations
) -> list[str]:
    """The rules one by one, what the member had before, what others got, what is left."""
    texts = viewer.texts
    lines: list[str] = [texts("application-card-rules")]
    lines += await checked(session, texts, filed, regulations)
    for before in await history.earlier(session, filed):
        lines.append(
            texts(
                "application-card-earlier",
                number=before.case.number,
                ground=ground_title(before, texts),
                amount=money(before, before.application.granted),
                day=before.case.answered_at,
            )
        )
    if found := await history.similar(session, filed):
        lines.append(
            texts("application-card-similar", count=found.count, median=money(filed, found.median))
        )
    return [*lines, await budget_words(session, viewer, filed, regulations)]


async def budget_words(
    session: AsyncSession, viewer: Viewer, filed: Filed, regulations: Regulations
) -> str:
    """What the ground may still spend this year, where it has a limit.

    Said with its moment: another decision moves it, and a card is not made anew for that.
    """
    year = clock.now().astimezone(viewer.texts.zone).year
    left = await budgets.left(session, filed, year, regulations)
    if left is None:
        return ""
    key = "application-card-budget-over" if left < 0 else "application-card-budget"
    return viewer.texts(key, left=money(filed, abs(left)), year=str(year), at=clock.now())


async def _came_of_it(session: AsyncSession, viewer: Viewer, filed: Filed) -> list[str]:
    """The promised day; the decision in force; what was paid of it."""
    texts, case = viewer.texts, filed.case
    lines: list[str] = []
    if case.promised_on and case.status in UNDECIDED:
        lines.append(texts("application-card-promise", promised=case.promised_on))
    decision = await deciding.newest(session, filed.id)
    if decision is not None:
        lines.append(await decision_words(session, texts, filed, decision))
    for payment, share in await paying.shares_of(session, filed.id):
        lines.append(
            texts(
                "application-card-paid",
                amount=money(filed, share.amount),
                day=payment.paid_on,
                number=payment.number or "",
                returned=share.returned_on or "",
                back=int(share.returned_on is not None),
                reason=share.return_reason or "",
            )
        )
    if case.status is Status.APPROVED:
        left = (await paying.left_to_pay(session, [filed.id]))[filed.id]
        lines.append(texts("application-card-to-pay", left=money(filed, left)))
    return lines


# What may be pressed


async def _buttons(session: AsyncSession, viewer: Viewer, filed: Filed) -> list[list[Button]]:
    relative = await access.is_relative(session, viewer.account_id, filed.id)
    path = await route.path_of(session, filed)
    decides = not relative and not isinstance(route.power(viewer, filed, path), NoPower)
    rows: list[list[Button]] = []
    if filed.case.status in UNDECIDED:
        rows += _deciding_rows(viewer, filed) if decides else []
        rows += await _tick_rows(session, viewer, filed, path)
    if decides and await deciding.is_changeable(session, filed):
        rows.append([_button(viewer, "button-change-decision", "change", filed)])
    if viewer.reaches(path, PAYERS):
        rows += await _paying_rows(session, viewer, filed)
    rows.append(await _reading_row(session, viewer, filed))
    if filed.case.status in UNDECIDED and decides:
        rows.append([_button(viewer, "button-relative", "relative", filed)])
    return rows


def _button(viewer: Viewer, key: str, name: str, filed: Filed) -> Button:
    return Button(viewer.texts(key), action(name, filed.id))


def _deciding_rows(viewer: Viewer, filed: Filed) -> list[list[Button]]:
    return [
        [
            _button(viewer, "button-approve", "approve", filed),
            _button(viewer, "button-refuse", "refuse", filed),
        ],
        [
            _button(viewer, "button-ask-paper", "paper", filed),
            _button(viewer, "button-hand-over", "pass", filed),
        ],
    ]


async def _tick_rows(
    session: AsyncSession, viewer: Viewer, filed: Filed, path: str
) -> list[list[Button]]:
    """«Принято на бумаге: …», and the way back where it was pressed by mistake."""
    if not access.of_primary(viewer, path):
        return []
    there = await paperwork.ticks(session, filed.id)
    rows = [
        [
            Button(
                _tick_label(viewer, paper, there=paper.key in there),
                tick_action(filed.id, paper.key, there=paper.key not in there),
            )
        ]
        for paper in filed.terms.ticked
    ]
    how = await paperwork.signed_how(session, filed.id)
    if how != "sent":
        label = viewer.texts(f"button-signed-{how}")
        noted = tick_action(filed.id, paperwork.STATEMENT, there=how == "none")
        rows.append([Button(label, noted)])
    return rows


def _tick_label(viewer: Viewer, paper: RequiredPaper, *, there: bool) -> str:
    # A label is plain text.
    title = Html(paper.title.in_language(viewer.texts.language))
    kind = "petition" if paper.petition else "paper"
    return viewer.texts(f"button-{'un' if there else ''}tick-{kind}", paper=title)


async def _paying_rows(session: AsyncSession, viewer: Viewer, filed: Filed) -> list[list[Button]]:
    rows = []
    if filed.case.status is Status.APPROVED:
        rows.append([_button(viewer, "button-paid", "paid", filed)])
    if await paying.paid(session, filed.id):
        rows.append([_button(viewer, "button-payment-returned", "returned", filed)])
    return rows


async def _reading_row(session: AsyncSession, viewer: Viewer, filed: Filed) -> list[Button]:
    texts, row = viewer.texts, []
    if await cases.papers_of(session, filed.id):
        row.append(Button(texts("button-files"), case_action("files", filed.id)))
    row.append(Button(texts("button-conversation"), case_action("talk", filed.id)))
    row.append(Button(texts("button-note-short"), case_action("note", filed.id)))
    return row
