"""P7: how much of Telegram's 30 a second a broadcast uses without one refusal."""

from typing import Final

from benchmarks import gates, people
from benchmarks.bench import CALL, FIRST, FULL, PROCESS, Bench
from benchmarks.plans import Sends
from benchmarks.running import Contender
from benchmarks.table import Line
from bot.db import Database

PER_SECOND: Final = 30
CASES: Final = (
    ("тихо", 0.0, "≥ 99 %"),
    ("дрожание до 20 мс", 0.020, "≥ 95 %"),
)
TURNS: Final = 2


async def sending(bench: Bench) -> list[Line]:
    return [await _line(bench, *case) for case in CASES]


async def _line(bench: Bench, mood: str, jitter: float, goal: str) -> Line:
    shares: list[float] = []
    failures: list[str] = []
    for _ in range(min(TURNS, bench.sizes.rounds)):
        share, found = await _share(bench, jitter)
        shares.append(100 * share)
        failures += found
    return Line(
        "P7",
        f"рассылка через outbox и Limits, {mood}",
        f"{PER_SECOND}/с в любую секунду, иначе 429",
        goal,
        FULL,
        shares,
        " %",
        f"{bench.sizes.bulk} сообщений, {PER_SECOND * max(shares) / 100:.1f}/с",
        failures,
    )


async def _share(bench: Bench, jitter: float) -> tuple[float, list[str]]:
    """Messages a second between the first and the last, of the limit."""
    count = bench.sizes.bulk
    url = await bench.database(FULL)
    database = Database(url)
    await people.prepare_bulk(database, FIRST, count)
    await database.close()
    arguments = (*CALL, url, "FULL", "bulk")
    contender = Contender("рассылка", bench.folder, f"{PROCESS}.spine", *arguments)
    try:
        await contender.start(bench.api)
        turn = await contender.play(bench.api, Sends(count, PER_SECOND, jitter))
        failures = gates.answered(contender, [turn])
        failures += await gates.nothing_unmarked(contender.name, url)
    finally:
        await contender.stop()
    if turn.outcome.refusals:
        failures.append(f"ответов 429: {turn.outcome.refusals}")
    seconds = turn.outcome.seconds
    return (count - 1) / seconds / PER_SECOND if seconds else 0.0, failures
