"""What was said in a question, as text: whole, in part, and as it was before edits."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases import conversation as talk
from bot.cases import service as cases
from bot.cases.conversation import files_words as files_words  # the feature takes them from here
from bot.cases.models import CaseMessage, Purpose, Side
from bot.cases.wording import TAIL_EXCERPT as TAIL_EXCERPT
from bot.cases.wording import beginning as beginning
from bot.cases.wording import excerpt as excerpt
from bot.i18n import Texts
from bot.legal.questions import Asked
from bot.regulations import Desk


async def question_text(session: AsyncSession, case_id: int) -> str:
    """What was asked: everything written before the number was given."""
    rows = await session.scalars(
        select(CaseMessage)
        .where(CaseMessage.case_id == case_id, CaseMessage.purpose == Purpose.QUESTION)
        .order_by(CaseMessage.id)
    )
    return cases.joined(list(rows))


async def conversation(
    session: AsyncSession, texts: Texts, asked: Asked, reader: Side, desk: Desk
) -> list[str]:
    return await talk.conversation(session, texts, asked.id, reader, desk.words(texts.language))


async def versions(session: AsyncSession, texts: Texts, asked: Asked) -> list[str]:
    return await talk.versions(session, texts, asked.id)


def line_of(texts: Texts, message: CaseMessage, reader: Side, desk: Desk) -> str:
    return talk.line_of(texts, message, reader, desk.words(texts.language))
