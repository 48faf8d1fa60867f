"""What people are told of a question: the member its answers, its lawyers what changed."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases import kinds
from bot.cases.models import Case, CaseKind, CaseMessage, Paper, Purpose
from bot.i18n import Texts
from bot.legal import questions
from bot.legal.cards import SPOKEN, action
from bot.legal.conversation import excerpt, question_text
from bot.legal.questions import CARD, Asked
from bot.notices import (
    Button,
    Notice,
    Reader,
    Screen,
    on_retried,
    on_undelivered,
    refresh_cards,
    renders,
)

TO_MEMBER = (
    "question-accepted",
    "reply-accepted",
    "promise-moved",
    "rated-helped",
    "rated-not-helped",
)
TO_DESK = (
    "promise-near",
    "promise-missed-head",
    "lease-ended",
    "lease-ended-head",
    "handed-to-you",
    "assigned-to-you",
    "assigned-away",
    "member-replied",
    "member-edited",
    "member-withdrew",
    "undelivered",
)
HEADS = {"answer": "answer-head", "clarify": "clarify-head"}


def _with_case_button(kind: str, *, working_hours: bool) -> None:
    @renders(kind)
    async def screen(session: AsyncSession, reader: Reader) -> Screen:
        case_id = reader.values["case_id"]
        asked = await questions.get(session, case_id)
        told = {k: v for k, v in reader.values.items() if k not in ("subject", "case_id")}
        told |= reader.rules.desks[asked.question.desk].words(reader.texts.language)
        return Screen(
            reader.texts(f"notice-{kind}", **told),
            buttons=[[Button(reader.texts("button-open-case"), action("show", case_id))]],
            silent=working_hours and not await _at_work(session, reader, asked),
        )


async def _at_work(session: AsyncSession, reader: Reader, asked: Asked) -> bool:
    """Lawyers are not woken: what comes outside working hours comes without sound."""
    rules = await questions.rules_of(session, asked.case.organisation_id, reader.rules)
    return rules.calendar.is_working_time(clock.now())


for _kind in TO_MEMBER:
    _with_case_button(_kind, working_hours=False)
for _kind in TO_DESK:
    _with_case_button(_kind, working_hours=True)


@renders("answer")
async def answer(session: AsyncSession, reader: Reader) -> Screen:
    return await _spoken(session, reader, "answer")


@renders("clarify")
async def clarify(session: AsyncSession, reader: Reader) -> Screen:
    return await _spoken(session, reader, "clarify")


async def _spoken(session: AsyncSession, reader: Reader, kind: str) -> Screen:
    """A part of what the lawyer wrote: the first under the quoted question, the last signed."""
    texts, values = reader.texts, reader.values
    asked = await questions.get(session, values["case_id"])
    paragraphs = []
    reply_to = None
    if values["first"]:
        quoted = excerpt(await question_text(session, asked.id))
        words = reader.rules.desks[asked.question.desk].words(texts.language)
        paragraphs.append(texts(HEADS[kind], **words, number=asked.case.number, question=quoted))
        reply_to = await _first_message(session, asked, reader)
    if values["part"]:
        paragraphs.append(texts("spoken-part", text=values["part"]))
    buttons: list[list[Button]] = []
    if values["last"]:
        desk = reader.rules.desks[asked.question.desk]
        office = desk.signature.in_language(texts.language)
        paragraphs.append(texts("spoken-signature", office=office))
        buttons = _member_buttons(texts, asked, kind)
    return Screen("\n\n".join(paragraphs), buttons=buttons, reply_to=reply_to)


def _member_buttons(texts: Texts, asked: Asked, kind: str) -> list[list[Button]]:
    if kind == "clarify":
        return [[Button(texts("button-reply"), action("reply", asked.id))]]
    return [
        [
            Button(texts("button-helped"), action("helped", asked.id)),
            Button(texts("button-not-helped"), action("nothelped", asked.id)),
        ],
        [Button(texts("button-clarify"), action("reply", asked.id))],
    ]


async def _first_message(session: AsyncSession, asked: Asked, reader: Reader) -> int | None:
    """The member's own message, where this chat has it: the answer hangs under it."""
    return await session.scalar(
        select(CaseMessage.telegram_message_id)
        .where(
            CaseMessage.case_id == asked.id,
            CaseMessage.account_id == reader.account_id,
            CaseMessage.purpose == Purpose.QUESTION,
        )
        .order_by(CaseMessage.id)
        .limit(1)
    )


@renders("late-items")
async def late_items(session: AsyncSession, reader: Reader) -> Screen | None:
    """One message for all items of an album that came after it was sent: the count grows."""
    album = reader.values["subject"].partition(":")[2]
    row = (
        await session.execute(
            select(Case.number, func.count())
            .join(Paper, Paper.case_id == Case.id)
            .where(Paper.account_id == reader.account_id, Paper.media_group_id == album)
            .group_by(Case.id, Case.number)
        )
    ).first()
    if row is None:
        return None
    sent = int(row[0] is not None)
    return Screen(reader.texts("late-items", sent=sent, number=row[0] or "", count=row[1]))


@on_undelivered
async def tell_the_lawyer(session: AsyncSession, notice: Notice) -> None:
    """The member blocked the bot: the answer is kept, and its lawyer sees where it is."""
    asked = await _spoken_about(session, notice)
    if asked is None or asked.case.assignee_id is None:
        return
    # «case:17:230:0»: the parts and files of one answer are one thing to know.
    event = (notice.key or "").split(":")[2]
    key = f"{event}:undelivered:{notice.revision}"
    await questions.tell(session, asked, asked.case.assignee_id, "undelivered", key)
    await questions.refresh(session, asked)


@on_retried
async def show_again(session: AsyncSession, notice: Notice) -> None:
    """The member is back and the answer goes to him: its card does not say «blocked» any more."""
    asked = await _spoken_about(session, notice)
    if asked is not None:
        await refresh_cards(session, CARD, notice.subject or "")


async def _spoken_about(session: AsyncSession, notice: Notice) -> Asked | None:
    if notice.kind not in SPOKEN or notice.subject is None:
        return None
    case_id = int(notice.subject.partition(":")[2])
    if await kinds.kind_of(session, case_id) is not CaseKind.QUESTION:
        return None
    asked = await questions.get(session, case_id)
    reader = await questions.asker(session, asked.case)
    return asked if reader == notice.account_id else None
