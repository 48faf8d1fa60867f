"""The one card of a question before each of its lawyers, true at any time by edits."""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases import notes as colleague_notes
from bot.cases import service as cases
from bot.cases.kinds import action as action  # the feature takes it from here
from bot.cases.models import Case, Purpose, Side, Status
from bot.cases.service import subject
from bot.i18n import Html, Texts
from bot.knowledge import service as knowledge
from bot.legal import notes, questions
from bot.legal.conversation import (
    beginning,
    excerpt,
    files_words,
    question_text,
)
from bot.legal.models import Question
from bot.legal.questions import CARD, Asked
from bot.legal.titles import detail_title, result_title, topic_title
from bot.members import service as members
from bot.members.models import Account, Member, Organisation
from bot.members.service import Viewer
from bot.money import money_words
from bot.notices import Button, Delivery, Notice, Reader, Screen, renders
from bot.regulations import Desk, Regulations

CARD_TEXT = 2500
NEWEST_TEXT = 400
# Which notices of a case carry its words to the member: the lawyer hears if they don't arrive.
SPOKEN = ("answer", "clarify", "paper")


def case_id_of(reader: Reader) -> int:
    return int(reader.values["subject"].split(":")[1])


@renders(CARD)
async def card(session: AsyncSession, reader: Reader) -> Screen:
    """The question as things stand; empty for whom it is not any more."""
    account = await session.get_one(Account, reader.account_id)
    zone = ZoneInfo(str(reader.texts.zone))
    viewer = await members.view_account(session, account, reader.rules, zone=zone)
    asked = await questions.get(session, case_id_of(reader))
    if not await questions.may_see(session, viewer, asked):
        return Screen(reader.texts("card-gone"))
    rules = await questions.rules_of(session, asked.case.organisation_id, reader.rules)
    return Screen(
        text=await card_text(session, viewer, asked, reader.rules),
        buttons=await _buttons(session, viewer, asked),
        silent=not rules.calendar.is_working_time(clock.now()),
    )


async def card_text(
    session: AsyncSession, viewer: Viewer, asked: Asked, regulations: Regulations
) -> str:
    texts, case, question = viewer.texts, asked.case, asked.question
    desk = regulations.desks[question.desk]
    lines: list[str] = [
        texts(
            "card-head",
            number=case.number,
            topic=topic_title(desk, question.topic, texts),
            state=Html(await _state(session, viewer, asked)),
        )
    ]
    if question.urgent:
        lines.append(_urgency(texts, asked))
    if question.language != texts.language:
        lines.append(texts(f"card-language-{question.language}"))
    lines += await _content(session, viewer, asked)
    if case.promised_on and case.status in (Status.QUEUED, Status.TAKEN):
        lines.append(texts("card-promise", promised=case.promised_on))
    lines += _outcome(texts, asked, desk)
    return "\n".join(filter(None, lines))


async def _state(session: AsyncSession, viewer: Viewer, asked: Asked) -> str:
    case, texts = asked.case, viewer.texts
    if case.status is Status.QUEUED:
        # An age would grow old on a card that stays in the chat.
        return texts("state-waits", since=case.submitted_at or case.created_at)
    if case.status is Status.TAKEN and case.assignee_id == viewer.account_id:
        return texts("state-yours", until=case.lease_until)
    if case.status is Status.TAKEN and case.assignee_id:
        words = viewer.desks[asked.question.desk].words(texts.language)
        who = await questions.staff_name(session, case.assignee_id)
        return texts("state-taken", **words, who=who)
    return texts(f"state-{case.status}")


def _urgency(texts: Texts, asked: Asked) -> str:
    if asked.question.deadline:
        return texts("card-deadline", deadline=asked.question.deadline)
    return texts("card-urgent")


async def _content(session: AsyncSession, viewer: Viewer, asked: Asked) -> list[str]:
    """The words, and who asks: of a confidential question only its lawyer sees them."""
    texts, case = viewer.texts, asked.case
    if not questions.may_read(viewer, asked):
        taken = int(case.status is not Status.QUEUED)
        return [texts("card-confidential", taken=taken)]
    text = await question_text(session, case.id)
    lines: list[str] = [texts("card-quote", text=beginning(text, CARD_TEXT))]
    desk = viewer.desks[asked.question.desk]
    lines.append(details_words(texts, asked.question, desk))
    if edits := await cases.edits_of(session, case.id):
        lines.append(texts("card-edited", count=edits))
    lines.append(await _newest(session, texts, case.id, desk))
    lines.append(await _who(session, viewer, asked))
    if papers := await cases.papers_of(session, case.id):
        lines.append(texts("card-files", files=files_words(texts, papers)))
    if articles := await _articles(session, texts, case.id):
        lines.append(texts("card-articles", articles=Html(articles)))
    lines += await colleague_notes.card_lines(session, texts, case.id)
    if await _undelivered(session, case.id):
        lines.append(texts("card-undelivered"))
    return lines


async def _articles(session: AsyncSession, texts: Texts, case_id: int) -> str:
    """«Лишили стимулирующих» — не помогло: what the lawyer need not repeat."""
    return ", ".join(
        texts("card-article", title=seen.title, useless=int(seen.helped is False))
        for seen in await knowledge.seen_with(session, case_id)
    )


async def _newest(session: AsyncSession, texts: Texts, case_id: int, desk: Desk) -> str:
    """The newest thing said after the question itself."""
    later = [m for m in await cases.said(session, case_id) if m.purpose is not Purpose.QUESTION]
    if not later:
        return ""
    key = "card-member-said" if later[-1].side is Side.MEMBER else "card-desk-said"
    said = excerpt(later[-1].text, NEWEST_TEXT)
    return texts(key, **desk.words(texts.language), text=said)


async def _who(session: AsyncSession, viewer: Viewer, asked: Asked) -> str:
    texts, mine = viewer.texts, asked.case.assignee_id == viewer.account_id
    if asked.question.anonymous:
        return texts("card-anonymous")
    if asked.case.member_id is None or not questions.knows_who(viewer, asked):
        return ""
    member = await session.get_one(Member, asked.case.member_id)
    organisation = await session.get_one(Organisation, member.organisation_id)
    place = members.place_name(await members.chain_of(session, organisation))
    person = member.person
    who = ", ".join(filter(None, [person.full_name, person.position, place]))
    lines = [texts("card-who", who=who)]
    if asked.question.call_back and mine:
        phone = f"+{person.phones[0]}" if person.phones else ""
        lines.append(texts("card-call-back", phone=phone))
    return "\n".join(lines)


async def _undelivered(session: AsyncSession, case_id: int) -> bool:
    blocked = await session.scalar(
        select(Notice.id)
        .where(
            Notice.subject == subject(case_id),
            Notice.kind.in_(SPOKEN),
            Notice.status == Delivery.BLOCKED,
        )
        .limit(1)
    )
    return blocked is not None


def _outcome(texts: Texts, asked: Asked, desk: Desk) -> list[str]:
    """How the member found the answer, and what the lawyer marked."""
    lines: list[str] = []
    if asked.case.helped is not None:
        lines.append(texts("card-helped" if asked.case.helped else "card-not-helped"))
    if asked.question.result:
        lines.append(texts("card-result", result=result_words(texts, asked.question, desk)))
    return lines


def result_words(texts: Texts, question: Question, desk: Desk) -> str:
    """«Подготовлены документы, 50 000, суд»."""
    parts = [result_title(desk, question.result, texts)] if question.result else []
    if question.effect:
        parts.append(money_words(question.effect))
    if question.court:
        parts.append(texts("card-court"))
    return ", ".join(parts)


def details_words(texts: Texts, question: Question, desk: Desk) -> Html:
    """«Где: у входа», a line for each thing that the desk asked for and was told."""
    asked = [key for key in desk.asks if key in question.told]
    # What the regulations asked once and do not ask any more was told all the same.
    others = [key for key in question.told if key not in desk.asks]
    lines = [
        texts("card-detail", title=detail_title(desk, key, texts), text=told)
        for key in asked + others
        if (told := question.told[key])
    ]
    return Html("\n".join(lines))


async def _buttons(session: AsyncSession, viewer: Viewer, asked: Asked) -> list[list[Button]]:
    case, texts = asked.case, viewer.texts

    def button(key: str, name: str) -> Button:
        return Button(texts(key), action(name, case.id))

    reading = await _reading_row(session, texts, case)
    if case.status is Status.QUEUED:
        take = [[button("button-take", "take")]]
        return take if asked.question.confidential else [*take, *reading]
    aids = _aids_row(viewer, asked)
    if case.assignee_id != viewer.account_id:
        return aids
    rows = []
    if case.status in (Status.TAKEN, Status.WAITING):
        rows += [
            [button("button-answer", "answer"), button("button-clarify", "clarify")],
            [button("button-hand-over", "over")],
        ]
    if case.status in (Status.ANSWERED, Status.CLOSED) and not asked.question.result:
        rows.append([button("button-mark-result", "mark")])
    if case.status is Status.ANSWERED:
        rows.append([button("button-answer-more", "answer")])
    return rows + aids + reading


def _aids_row(viewer: Viewer, asked: Asked) -> list[list[Button]]:
    """Notes for colleagues; earlier answers for whoever is to answer."""
    case, texts = asked.case, viewer.texts
    if case.status not in notes.NOTED or not questions.knows_who(viewer, asked):
        return []
    row = [Button(texts("button-note"), action("note", case.id))]
    if case.assignee_id == viewer.account_id and case.status in (Status.TAKEN, Status.WAITING):
        row.insert(0, Button(texts("button-similar"), action("similar", case.id)))
    return [row]


async def _reading_row(session: AsyncSession, texts: Texts, case: Case) -> list[list[Button]]:
    row = []
    if await cases.papers_of(session, case.id):
        row.append(Button(texts("button-files"), action("files", case.id)))
    if (
        len(await cases.said(session, case.id)) > 1
        or await colleague_notes.notes_of(session, case.id)
        or len(await question_text(session, case.id)) > CARD_TEXT
    ):
        row.append(Button(texts("button-conversation"), action("talk", case.id)))
    if await cases.edits_of(session, case.id):
        row.append(Button(texts("button-versions"), action("versions", case.id)))
    # Three labels in one row would be cut.
    return [row[:2], row[2:]] if len(row) > 2 else [row] if row else []
