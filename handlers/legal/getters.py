"""What the windows of a question show."""

from collections.abc import Sequence
from typing import Any

from aiogram_dialog import DialogManager

from bot.cases import service as cases
from bot.cases.models import Paper, Purpose
from bot.db import Database
from bot.i18n import Texts
from bot.legal import service as legal
from bot.legal.cards import details_words
from bot.legal.conversation import beginning, excerpt, files_words
from bot.legal.questions import Asked
from bot.legal.titles import topic_title
from bot.members.service import Viewer
from bot.regulations import Desk, Regulations, UrgentMatter
from handlers.legal.actions import case_id, rules_of_desk
from handlers.legal.urgent import NO_MATTER

SUMMARY_TEXT = 1500


async def draft(
    dialog_manager: DialogManager,
    viewer: Viewer,
    database: Database,
    regulations: Regulations,
    **_: Any,
) -> dict[str, Any]:
    """Everything about the draft that any of its windows says."""
    async with database.reading() as session:
        asked = await legal.own_draft(session, viewer, case_id(dialog_manager))
        messages, files = await cases.being_written(
            session, asked.id, viewer.account_id, Purpose.QUESTION
        )
    texts, question = viewer.texts, asked.question
    text = cases.joined(messages)
    desk = regulations.desks[question.desk]
    topic = question.topic if question.topic_chosen else legal.guess_topic(text, desk)
    matter = _matter(asked, viewer, regulations)
    phone = own_phone(viewer)
    return {
        **desk.words(texts.language),
        **_offered(desk, viewer, asked),
        "text": beginning(text, SUMMARY_TEXT),
        "beginning": excerpt(text) or texts("question-no-words"),
        "has_text": int(bool(text)),
        "files": files_words(texts, files) if files else "",
        "count": len(files),
        "has_files": bool(files),
        "spoken": "" if text else _spoken(files),
        "topic": topic_title(desk, topic, texts),
        "question": matter.question.in_language(texts.language) if matter else "",
        "urgent": question.urgent,
        "term": term_words(texts, asked, matter, viewer),
        "confidential": question.confidential,
        "call": int(question.call_back),
        "phone": masked(phone),
        "can_call": question.urgent and bool(phone) and not question.anonymous,
        "anonymous": question.anonymous,
        "details": details_words(texts, question, desk),
    }


def _spoken(files: Sequence[Paper]) -> str:
    """What he sent instead of writing: names and dates in it are asked for in writing."""
    kinds = {file.kind for file in files}
    otherwise = "files" if files else ""
    return next((kind for kind in ("voice", "video_note") if kind in kinds), otherwise)


def _offered(desk: Desk, viewer: Viewer, asked: Asked) -> dict[str, Any]:
    """What this desk has and another may lack."""
    language, question = viewer.texts.language, asked.question
    urgent = desk.labels.urgent
    titles = ", ".join(d.title.in_language(language).lower() for d in desk.asks.values())
    return {
        "begin": desk.begin.in_language(language),
        "may_urge": bool(desk.urgent),
        "urge": bool(desk.urgent) and not question.urgent,
        "urgent_label": urgent.in_language(language) if urgent else "",
        "may_close": desk.confidential and not question.confidential,
        "may_hide": legal.may_be_anonymous(viewer, desk) and not question.anonymous,
        "asks": bool(titles),
        "asked_titles": titles[:1].upper() + titles[1:],
    }


def _matter(asked: Asked, viewer: Viewer, regulations: Regulations) -> UrgentMatter | None:
    matters = legal.urgent_matters(
        regulations.desks[asked.question.desk], viewer.rules, regulations
    )
    return matters.get(asked.question.urgent_kind or "")


def term_words(texts: Texts, asked: Asked, matter: UrgentMatter | None, viewer: Viewer) -> str:
    """The legal term in plain words with its last day."""
    question = asked.question
    if matter is None:
        return texts("urgent-first") if question.urgent else ""
    explained = matter.explain.in_language(texts.language)
    law = matter.law.in_language(texts.language)
    if question.deadline is None or question.learned_on is None:
        return texts("urgent-term", explain=explained, law=law)
    return texts(
        "urgent-deadline",
        explain=explained,
        law=law,
        learned=question.learned_on,
        deadline=question.deadline,
        passed=int(question.deadline < legal.today(viewer)),
    )


def own_phone(viewer: Viewer) -> str:
    phones = viewer.member.person.phones if viewer.member else ()
    return phones[0] if phones else ""


def masked(phone: str) -> str:
    """«+7 913 …01»: enough to know one's own number by."""
    return f"+{phone[0]} {phone[1:4]} …{phone[-2:]}" if len(phone) > 6 else ""


async def matters(
    dialog_manager: DialogManager, viewer: Viewer, regulations: Regulations, **_: Any
) -> dict[str, Any]:
    desk = rules_of_desk(dialog_manager)
    found = legal.urgent_matters(desk, viewer.rules, regulations)
    language = viewer.texts.language
    listed = [(key, matter.title.in_language(language)) for key, matter in found.items()]
    return {"matters": [*listed, (NO_MATTER, viewer.texts("urgent-other"))]}


async def topics(dialog_manager: DialogManager, viewer: Viewer, **_: Any) -> dict[str, Any]:
    desk = rules_of_desk(dialog_manager)
    language = viewer.texts.language
    return {"topics": [(key, t.title.in_language(language)) for key, t in desk.topics.items()]}
