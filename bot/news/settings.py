"""How a member wants his news: which, when, and never at night."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert_new
from bot.errors import UserError
from bot.members import service as members
from bot.members.service import Viewer
from bot.news.models import MutedRubric, NewsSettings
from bot.regulations import Regulations
from bot.rubrics import Rubric

DIGEST_HOURS: Final = tuple(range(7, 23))
# When the night may begin and end; between them is day for everybody.
NIGHT_BEGINS: Final = (19, 20, 21, 22, 23)
NIGHT_ENDS: Final = (6, 7, 8, 9, 10)


class NoSuchHour(UserError):
    """Not one of those that were offered."""


@dataclass(frozen=True)
class Wish:
    """`quiet` are hours from and to; None where they are the union's, equal ones where none."""

    wanted: bool
    digest_hour: int | None
    quiet: tuple[int, int] | None
    muted: frozenset[Rubric]


async def wish(session: AsyncSession, account_id: int) -> Wish:
    stored = await session.get(NewsSettings, account_id)
    muted = await session.scalars(
        select(MutedRubric.rubric).where(MutedRubric.account_id == account_id)
    )
    quiet = None
    if stored and stored.quiet_from is not None and stored.quiet_to is not None:
        quiet = (stored.quiet_from, stored.quiet_to)
    return Wish(
        wanted=await members.consent_given(session, account_id, "news"),
        digest_hour=stored.digest_hour if stored else None,
        quiet=quiet,
        muted=frozenset(muted),
    )


async def turn(
    session: AsyncSession, viewer: Viewer, regulations: Regulations, *, on: bool
) -> None:
    """Consent to news is what makes a subscriber, and taking it back ends it at once."""
    await members.answer_consent(
        session,
        viewer.telegram_id,
        "news",
        given=on,
        language=viewer.texts.language,
        regulations=regulations,
    )


async def choose_digest(session: AsyncSession, viewer: Viewer, hour: int | None) -> None:
    if hour is not None and hour not in DIGEST_HOURS:
        raise NoSuchHour
    await _set(session, viewer, digest_hour=hour)


async def choose_quiet(
    session: AsyncSession, viewer: Viewer, hours: tuple[int, int] | None
) -> None:
    """None: those of the union; two equal ones: none."""
    if hours is not None and not _is_night(*hours):
        raise NoSuchHour
    begins, ends = hours or (None, None)
    await _set(session, viewer, quiet_from=begins, quiet_to=ends)


def _is_night(begins: int, ends: int) -> bool:
    return begins == ends == 0 or (begins in NIGHT_BEGINS and ends in NIGHT_ENDS)


async def _set(session: AsyncSession, viewer: Viewer, **values: int | None) -> None:
    row = {"account_id": viewer.account_id}
    await insert_new(session, NewsSettings, row, unique=("account_id",))
    await session.execute(
        update(NewsSettings).where(NewsSettings.account_id == viewer.account_id).values(**values)
    )


async def toggle_rubric(session: AsyncSession, viewer: Viewer, rubric: Rubric) -> None:
    account_id = viewer.account_id
    gone = await session.scalars(
        delete(MutedRubric)
        .where(MutedRubric.account_id == account_id, MutedRubric.rubric == rubric)
        .returning(MutedRubric.rubric)
    )
    if not gone.all():
        row = {"account_id": account_id, "rubric": rubric}
        await insert_new(session, MutedRubric, row, unique=("account_id", "rubric"))
