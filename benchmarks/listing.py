"""P13: what an officer opens when years of applications rest in the database."""

import time
from collections.abc import Awaitable, Callable
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

# Its rules are checked line by line on a card of aid.
import bot.aid.checking  # noqa: F401
from benchmarks.bench import FULL, POSTGRES, Bench
from benchmarks.filed import REGION_OFFICER, prepare_filed
from benchmarks.table import Line
from bot.applications import lists, meetings, reading
from bot.applications.cards import card_text
from bot.applications.lists import Only, Which
from bot.cases import service as cases
from bot.db import Database
from bot.members import service as members
from bot.members.service import Viewer
from bot.regulations import Regulations
from bot.reports import service as reports
from bot.settings import SHIPPED_REGULATIONS

PAGE: Final = 8
PEOPLE_A_CASE: Final = 7
SMALLER: Final = 100
OPENED: Final = 1
ZONE: Final = ZoneInfo("Asia/Barnaul")

Looks = Callable[[AsyncSession, Viewer, Regulations], Awaitable[object]]


def _list(which: Which, only: Only) -> Looks:
    async def look(session: AsyncSession, viewer: Viewer, rules: Regulations) -> object:
        condition = await lists.condition(session, viewer, which, only)
        await lists.count(session, condition)
        return await lists.page(session, condition, which, PAGE, 0)

    return look


async def _number(session: AsyncSession, viewer: Viewer, rules: Regulations) -> object:
    case = await cases.get(session, OPENED)
    return await cases.by_number(session, (case.number or "").lower())


async def _card(session: AsyncSession, viewer: Viewer, rules: Regulations) -> object:
    return await card_text(session, viewer, await reading.get(session, OPENED), rules)


async def _sittings(session: AsyncSession, viewer: Viewer, rules: Regulations) -> object:
    return await meetings.sittings(session, viewer)


async def _month(session: AsyncSession, viewer: Viewer, rules: Regulations) -> object:
    return await reports.read(session, viewer, reports.AID, reports.Period.MONTH, rules)


LOOKS: Final[dict[str, Looks]] = {
    "решить мне": _list(Which.MINE, Only()),
    "ждут документов": _list(Which.WAITING, Only()),
    "к выплате": _list(Which.PAY, Only()),
    "все": _list(Which.ALL, Only()),
    "просрочены": _list(Which.ALL, Only(overdue=True)),
    "по основанию": _list(Which.ALL, Only(ground="region/treatment")),
    "по номеру": _number,
    "карточка": _card,
    "заседание: органы": _sittings,
    "отчёт за месяц": _month,
}


async def listing(bench: Bench) -> list[Line]:
    """Each of many applications beside the same of few."""
    rules = Regulations.load(SHIPPED_REGULATIONS)
    many = bench.sizes.cases
    lines = []
    for promise in (FULL, *([POSTGRES] if bench.has_postgres else [])):
        taken = {}
        for count in (max(many // SMALLER, PEOPLE_A_CASE), many):
            database = Database(await bench.database(promise))
            await prepare_filed(database, rules, max(count // PEOPLE_A_CASE, 1), count)
            taken[count] = {
                name: [await _timed(database, look, rules) for _ in range(bench.sizes.rounds)]
                for name, look in LOOKS.items()
            }
            await database.close()
        few = min(taken)
        lines += [
            Line(
                "P13",
                f"{name}, {many} заявлений",
                f"{few} заявлений",
                "—",
                promise,
                [base / mine for mine, base in zip(now, taken[few][name], strict=True)],
                detail=f"{median(now):.0f} мс против {median(taken[few][name]):.0f} мс",
            )
            for name, now in taken[many].items()
        ]
    return lines


async def _timed(database: Database, look: Looks, rules: Regulations) -> float:
    """Milliseconds, as a press has it: its own transaction, and who he is looked up."""
    began = time.perf_counter()
    async with database.reading() as session:
        viewer = await members.view(session, REGION_OFFICER, rules, guess="ru", zone=ZONE)
        await look(session, viewer, rules)
    return 1000 * (time.perf_counter() - began)
