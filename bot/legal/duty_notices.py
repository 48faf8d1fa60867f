"""What lawyers are told of many questions at once, and heads of one that nobody takes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.i18n import Html
from bot.legal import questions
from bot.legal.cards import action
from bot.legal.titles import topic_title
from bot.members import menu
from bot.notices import Button, Reader, Screen, renders

# More lines would be two messages; the rest is in the lists.
SHOWN = 20
# A button that hands over all that someone who is away holds: `away:17`.
AWAY = "away"


@renders("handed-all")
async def handed_all(session: AsyncSession, reader: Reader) -> Screen:
    section = Button(reader.texts(menu.MINE), f"menu:{menu.MINE}")
    found = reader.values["cases"]
    return await _with_list(session, reader, "notice-handed-all", found, section)


@renders("role-ended-head")
async def role_ended(session: AsyncSession, reader: Reader) -> Screen:
    asked = await questions.get(session, reader.values["cases"][0])
    at_desk = reader.rules.desks[asked.question.desk]
    label = at_desk.labels.queue.in_language(reader.texts.language)
    section = Button(label, f"menu:{menu.QUEUE}-{at_desk.key}")
    found = reader.values["cases"]
    return await _with_list(session, reader, "notice-role-ended-head", found, section)


@renders("uncovered-head")
async def uncovered(session: AsyncSession, reader: Reader) -> Screen | None:
    """Of no use once nothing of it is with him any more."""
    lawyer_id = reader.values["lawyer_id"]
    found = [
        case_id
        for case_id in reader.values["cases"]
        if (await questions.get(session, case_id)).case.assignee_id == lawyer_id
    ]
    if not found:
        return None
    label = reader.texts("button-hand-all", count=len(found))
    hand = Button(label, f"{AWAY}:{lawyer_id}")
    ends = reader.values["ends"]
    return await _with_list(session, reader, "notice-uncovered-head", found, hand, ends=ends)


async def _with_list(
    session: AsyncSession,
    reader: Reader,
    key: str,
    found: Sequence[int],
    button: Button,
    **values: Any,
) -> Screen:
    lines = [await _line(session, reader, case_id) for case_id in found[:SHOWN]]
    text = reader.texts(
        key,
        who=reader.values["who"],
        count=len(found),
        lines=Html("\n".join(lines)),
        more=max(len(found) - SHOWN, 0),
        **values,
    )
    return Screen(text, buttons=[[button]])


async def _line(session: AsyncSession, reader: Reader, case_id: int) -> str:
    asked = await questions.get(session, case_id)
    return reader.texts(
        "handed-line",
        number=asked.case.number,
        topic=topic_title(
            reader.rules.desks[asked.question.desk], asked.question.topic, reader.texts
        ),
        promised=asked.case.promised_on or "",
    )


@renders("untaken-head")
async def untaken(session: AsyncSession, reader: Reader) -> Screen | None:
    """Of no use once somebody took it."""
    values: dict[str, Any] = reader.values
    asked = await questions.get(session, values["case_id"])
    if asked.case.assignee_id is not None:
        return None
    rules = await questions.rules_of(session, asked.case.organisation_id, reader.rules)
    return Screen(
        reader.texts("notice-untaken-head", number=values["number"]),
        buttons=[
            [Button(reader.texts("button-assign"), action("assign", asked.id))],
            [Button(reader.texts("button-open-case"), action("show", asked.id))],
        ],
        silent=not rules.calendar.is_working_time(clock.now()),
    )
