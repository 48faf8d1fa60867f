"""What a desk says often: its templates, and the places in them that a question fills."""

import re
from collections.abc import Mapping
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.cases import service as cases
from bot.cases.models import Purpose, Side
from bot.cases.service import Words
from bot.db import insert_new
from bot.errors import TooLong, Trespass, UserError
from bot.i18n import Texts
from bot.legal.models import AnswerTemplate
from bot.legal.questions import Asked, hides_who
from bot.legal.service import written_in
from bot.members import service as members
from bot.members.models import Member, Organisation
from bot.members.service import Viewer

LONGEST_TITLE: Final = 60
LONGEST_BODY: Final = 3000
# «{имя}», «{есімі}»: either language's word may stand in either's text.
PLACES: Final[Mapping[str, str]] = {
    "имя": "name",
    "номер": "number",
    "дата": "day",
    "срок": "term",
    "организация": "organisation",
    "есімі": "name",
    "нөмірі": "number",
    "күні": "day",
    "мерзімі": "term",
    "ұйымы": "organisation",
}
RUSSIAN: Final = ("имя", "номер", "дата", "срок", "организация")
KAZAKH: Final = ("есімі", "нөмірі", "күні", "мерзімі", "ұйымы")
PLACE: Final = re.compile(r"\{([^{}]*)\}")


class UnknownPlace(UserError):
    """The text has a place that nothing can fill; those that exist are listed."""

    key = "template-unknown-place"


class TemplateGone(UserError):
    """It was removed a moment ago."""

    key = "template-gone"


def places_words(language: str) -> str:
    return ", ".join(f"{{{name}}}" for name in (KAZAKH if language == "kk" else RUSSIAN))


# Who keeps them


def headed(viewer: Viewer) -> list[str]:
    """Desks whose head he is."""
    return [desk.key for desk in viewer.leads]


def _ensure_head(viewer: Viewer, desk: str) -> None:
    if desk not in headed(viewer):
        raise Trespass("wording-refused", f"desk:{desk}")


async def of_desk(session: AsyncSession, desk: str, language: str = "") -> list[AnswerTemplate]:
    """Those in use; those in this language first."""
    rows = await session.scalars(
        select(AnswerTemplate)
        .where(AnswerTemplate.desk == desk, AnswerTemplate.retired_at.is_(None))
        .order_by(AnswerTemplate.language != language, AnswerTemplate.title, AnswerTemplate.id)
    )
    return list(rows)


async def one(session: AsyncSession, viewer: Viewer, template_id: int) -> AnswerTemplate:
    """A template for the head who keeps it."""
    template = await session.get(AnswerTemplate, template_id)
    if template is None or template.retired_at is not None:
        raise TemplateGone
    _ensure_head(viewer, template.desk)
    return template


async def add(
    session: AsyncSession,
    viewer: Viewer,
    desk: str,
    title: str,
    body: Words,
) -> None:
    _ensure_head(viewer, desk)
    check_title(title)
    _check_body(body.text, viewer.texts.language)
    row = {
        "desk": desk,
        "language": written_in(body.text, otherwise=viewer.texts.language),
        "title": title,
        "body": body.text,
        "created_by": viewer.account_id,
        "key": body.key,
    }
    added = await insert_new(session, AnswerTemplate, row, unique=("key",))
    if added is not None:
        await members.audit(session, viewer.account_id, "wording-added", f"template:{added}")


async def rewrite(session: AsyncSession, viewer: Viewer, template_id: int, body: str) -> None:
    template = await one(session, viewer, template_id)
    _check_body(body, viewer.texts.language)
    template.body = body
    template.language = written_in(body, otherwise=viewer.texts.language)
    await members.audit(session, viewer.account_id, "wording-changed", f"template:{template.id}")


async def rename(session: AsyncSession, viewer: Viewer, template_id: int, title: str) -> None:
    template = await one(session, viewer, template_id)
    check_title(title)
    template.title = title
    await members.audit(session, viewer.account_id, "wording-changed", f"template:{template.id}")


async def retire(session: AsyncSession, viewer: Viewer, template_id: int) -> None:
    """Out of use. A second press finds it so."""
    template = await session.get(AnswerTemplate, template_id)
    if template is None:
        raise TemplateGone
    _ensure_head(viewer, template.desk)
    retired = await session.scalar(
        update(AnswerTemplate)
        .where(AnswerTemplate.id == template_id, AnswerTemplate.retired_at.is_(None))
        .values(retired_at=clock.now())
        .returning(AnswerTemplate.id)
    )
    if retired is not None:
        await members.audit(session, viewer.account_id, "wording-removed", f"template:{retired}")


def check_title(title: str) -> None:
    if len(title) > LONGEST_TITLE:
        raise TooLong(limit=LONGEST_TITLE)


def _check_body(body: str, language: str) -> None:
    if len(body) > LONGEST_BODY:
        raise TooLong(limit=LONGEST_BODY)
    for name in PLACE.findall(body):
        if name.strip().casefold() not in PLACES:
            raise UnknownPlace(place=f"{{{name}}}", places=places_words(language))


# How one is used


async def use(
    session: AsyncSession,
    viewer: Viewer,
    asked: Asked,
    purpose: Purpose,
    template_id: int,
    key: str,
) -> None:
    """Put the filled text into what the lawyer is writing; he can still add to it."""
    template = await session.get(AnswerTemplate, template_id)
    if template is None or template.retired_at is not None or template.desk != asked.question.desk:
        raise TemplateGone
    text = await filled(session, viewer, asked, template)
    words = Words(text, key)
    await cases.say(session, asked.case, viewer.account_id, Side.STAFF, purpose, words)


async def filled(
    session: AsyncSession, viewer: Viewer, asked: Asked, template: AnswerTemplate
) -> str:
    texts = Texts(template.language, viewer.texts.zone)
    values = await _values(session, texts, asked)

    def fill(found: re.Match[str]) -> str:
        place = PLACES.get(found[1].strip().casefold())
        return values[place] if place else found[0]

    return PLACE.sub(fill, template.body)


async def _values(session: AsyncSession, texts: Texts, asked: Asked) -> dict[str, str]:
    name, organisation = await _whom(session, texts, asked)
    promised = asked.case.promised_on
    return {
        "name": name,
        "organisation": organisation,
        "number": asked.case.number or "",
        "day": texts("template-day", day=clock.now()),
        "term": texts("template-day", day=promised) if promised else "",
    }


async def _whom(session: AsyncSession, texts: Texts, asked: Asked) -> tuple[str, str]:
    """Whose name is not to be spread is a colleague, at his own organisation."""
    case = asked.case
    if case.member_id is None or hides_who(asked):
        return texts("template-colleague"), texts("template-your-organisation")
    member = await session.get_one(Member, case.member_id)
    place = await session.get_one(Organisation, member.organisation_id)
    person = member.person
    name = " ".join(filter(None, (person.first_name, person.patronymic)))
    return name, members.place_name(await members.chain_of(session, place))
