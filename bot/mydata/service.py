"""«Мои данные»: the file with everything, what stays when a person leaves, and leaving."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, notices
from bot.cases.models import UNANSWERED, Case
from bot.db import insert_new
from bot.errors import NoAccess
from bot.i18n import Texts
from bot.members.keeping import unbind
from bot.members.models import Account, Member
from bot.members.mydata import Asking, Kept, Record, Whose, forgetters, keepers, parts
from bot.members.service import Viewer, account_of_member, audit
from bot.mydata import page
from bot.mydata.models import Erasure
from bot.regulations import Regulations

# More numbers of questions are not read; the file has them all.
NAMED = 5


@dataclass(frozen=True)
class Everything:
    """All chapters of one person's file, empty ones too: that nothing is kept is an answer."""

    made_at: datetime
    chapters: Sequence[tuple[str, list[Record]]]


def whose(viewer: Viewer) -> Whose:
    return Whose(viewer.account_id, viewer.member.id if viewer.member else None)


# The file


async def collect(session: AsyncSession, asking: Asking) -> Everything:
    chapters = [
        (part.name, await part.export(session, asking))
        for part in sorted(parts, key=lambda part: part.place)
    ]
    return Everything(clock.now(), chapters)


async def as_files(session: AsyncSession, asking: Asking) -> dict[str, bytes]:
    """By their names: one to read, one for programs."""
    everything = await collect(session, asking)
    name = asking.texts("mydata-file-name")
    return {
        f"{name}.html": page.readable(everything.chapters, everything.made_at, asking).encode(),
        f"{name}.json": page.plain(everything.chapters, everything.made_at).encode(),
    }


async def ask_for_files(session: AsyncSession, viewer: Viewer, key: str) -> None:
    """Both files come as soon as may be: they are made as they are sent and rest nowhere.

    `key` names the press, so that a repeat sends nothing.
    """
    for kind in ("mydata-html", "mydata-json"):
        await notices.post(session, viewer.account_id, kind, key=f"{kind}:{key}")
    await audit(session, viewer.account_id, "mydata-exported", _subject(whose(viewer)))


async def files_of_member(
    session: AsyncSession, member: Member, texts: Texts, regulations: Regulations
) -> dict[str, bytes]:
    """For an answer on paper: the administrator writes them to a folder, and that is audited."""
    account = await account_of_member(session, member.id)
    person = Whose(account.id if account else None, member.id)
    await audit(session, None, "mydata-exported", _subject(person))
    return await as_files(session, Asking(person, texts, regulations))


def _subject(person: Whose) -> str:
    if person.member_id is not None:
        return f"member:{person.member_id}"
    return f"account:{person.account_id}"


# Leaving


@dataclass(frozen=True)
class Farewell:
    """What goes and what stays, as he is told before he decides."""

    open_cases: int
    kept: Sequence[Kept]


async def farewell(session: AsyncSession, viewer: Viewer, regulations: Regulations) -> Farewell:
    person = whose(viewer)
    kept = [item for keeper in keepers for item in await keeper(session, person, regulations)]
    statuses = await session.scalars(
        select(Case.status).where(
            Case.account_id == person.account_id, Case.status.in_(UNANSWERED)
        )
    )
    return Farewell(len(statuses.all()), _shortened(kept))


def _shortened(kept: Sequence[Kept]) -> list[Kept]:
    """Of many of a kind the first are named; the rest is one line with the last of their days."""
    shown: list[Kept] = []
    for kind in dict.fromkeys(item.kind for item in kept):
        same = [item for item in kept if item.kind == kind]
        shown += same[:NAMED]
        if rest := same[NAMED:]:
            last: date | None = max((item.until for item in rest if item.until), default=None)
            shown.append(Kept(f"{kind}-more", last, str(len(rest))))
    return shown


async def erase(session: AsyncSession, account_id: int, regulations: Regulations) -> None:
    """Let go of a person: his account is nobody's from now on. A repeat changes nothing."""
    account = await session.get_one(Account, account_id, with_for_update=True)
    if account.erased_at is not None:
        return
    person = Whose(account.id, account.member_id)
    for forget in forgetters:
        await forget(session, person, regulations)
    await unbind(session, account)
    await audit(session, None, "account-erased", f"account:{account.id}")
    await record(session, "accounts", 1)


async def erase_own(session: AsyncSession, viewer: Viewer, regulations: Regulations) -> None:
    if viewer.account is None:
        raise NoAccess
    await erase(session, viewer.account.id, regulations)


async def record(session: AsyncSession, kind: str, count: int) -> None:
    """What was deleted leaves a number behind, and a day."""
    day = clock.today()
    await insert_new(session, Erasure, {"kind": kind, "day": day}, unique=("kind", "day"))
    row = await session.scalar(
        select(Erasure).where(Erasure.kind == kind, Erasure.day == day).with_for_update()
    )
    assert row is not None
    row.count += count
