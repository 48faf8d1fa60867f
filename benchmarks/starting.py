"""P12: from the start of the process to the first answer, and what it keeps in memory."""

from statistics import median
from typing import Final

from benchmarks import gates
from benchmarks.bench import CALL, FULL, PROCESS, Bench
from benchmarks.people import DATA_KEY
from benchmarks.plans import Plan, Step
from benchmarks.running import Contender
from benchmarks.table import Line

BARE: Final = "голый aiogram"
FIRST_WORD: Final = Plan(1, (Step(say="/start", until=""),))
HELP: Final = Step(say="/help", until="")


async def starting(bench: Bench) -> list[Line]:
    ours: list[float] = []
    base: list[float] = []
    failures: list[str] = []
    folder = bench.folder / "run"
    folder.mkdir()
    url = f"sqlite+aiosqlite:///{folder}/profbot.db"
    # The first start makes the tables; people wait for the later ones.
    await _start(_run(bench), bench, url)
    for _ in range(bench.sizes.starts):
        for taken, contender in ((ours, _run(bench)), (base, _echo(bench))):
            seconds, found = await _start(contender, bench, url)
            taken.append(seconds)
            failures += found
    started = Line(
        "P12",
        "`run` до первого ответа",
        BARE,
        "≤ 1,3×",
        FULL,
        [mine / other for mine, other in zip(ours, base, strict=True)],
        detail=f"{median(ours):.2f} с против {median(base):.2f} с",
        failures=failures,
    )
    return [started, await _memory(bench)]


def _run(bench: Bench) -> Contender:
    return Contender("run", bench.folder, "bot", "run")


def _echo(bench: Bench) -> Contender:
    return Contender(BARE, bench.folder, f"{PROCESS}.echo", "aiogram", *CALL)


async def _start(contender: Contender, bench: Bench, url: str) -> tuple[float, list[str]]:
    environment = {
        "BOT_TOKEN": contender.token,
        "TELEGRAM_API_URL": bench.api.url,
        "DATABASE_URL": url,
        "DATA_KEYS": DATA_KEY,
        "ADMIN_IDS": "9001",
    }
    try:
        await contender.start(bench.api, environment)
        turn = await contender.play(bench.api, FIRST_WORD)
    finally:
        await contender.stop()
    return turn.outcome.ended_at - contender.started_at, gates.answered(contender, [turn])


async def _memory(bench: Bench) -> Line:
    """The whole bot at work and an echo, after as many updates of as many people."""
    plan = Plan(bench.sizes.remembered, (HELP,))
    url = await bench.database(FULL)
    names = ("наш, память", "эхо, память")
    one = Plan(1, (HELP,))
    await bench.add(names[0], "whole", *CALL, url, url=url, warm_up=one)
    await bench.add(names[1], "echo", "aiogram", *CALL, warm_up=one)
    failures = []
    at_first = [bench.contenders[name].resident_mb() for name in names]
    for name in names:
        failures += gates.answered(bench.contenders[name], [await bench.play(name, plan)])
    failures += await gates.nothing_unmarked(names[0], url)
    now = [bench.contenders[name].resident_mb() for name in names]
    return Line(
        "P12",
        f"память после {plan.count} обновлений",
        BARE,
        "≤ 1,25×",
        FULL,
        [now[0] / now[1]],
        detail=f"{now[0]:.0f} МБ (сначала {at_first[0]:.0f}) против {now[1]:.0f} МБ"
        f" (сначала {at_first[1]:.0f})",
        failures=failures,
    )
