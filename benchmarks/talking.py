"""P1a, P3, P4, P5, P6: a message is stored as a row and answered."""

from collections.abc import Sequence
from statistics import median
from typing import Final

from benchmarks import gates
from benchmarks.bench import CALL, FULL, NORMAL, POSTGRES, TALK, Bench, commit_ms
from benchmarks.plans import Plan
from benchmarks.running import Turn
from benchmarks.table import Line, compared, ratios

SPINE: Final = "наш"
OFF: Final = "наш без inbox и outbox"
USUAL: Final = "aiogram + SQLAlchemy"
USUAL_GC: Final = "aiogram + SQLAlchemy + gc"
ECHO: Final = "эхо aiogram"
ECHO_GC: Final = "эхо aiogram + gc"
PTB: Final = "эхо python-telegram-bot"

# Of the pace: the last answer comes a little after the last message.
KEEPS_UP: Final = 0.95
STORED: Final = "сообщение сохранено и отвечено"
PAIRS: Final = (
    ("P1a", USUAL, {FULL: "≥ 8×", NORMAL: "≥ 8×", POSTGRES: "≥ 5×"}),
    ("P1a", USUAL_GC, {FULL: "—", NORMAL: "—", POSTGRES: "—"}),
    ("P5", OFF, {FULL: "≥ 0,95×", POSTGRES: "≥ 0,95×"}),
)
ECHOES: Final = (("—", ECHO, "—"), ("P3", ECHO_GC, "≥ 1×"), ("P4", PTB, "≥ 3×"))

Turns = dict[str, list[Turn]]


def at(name: str, promise: str) -> str:
    return f"{name}, {promise}"


async def talking(bench: Bench) -> list[Line]:
    promises = [FULL, NORMAL, *([POSTGRES] if bench.has_postgres else [])]
    for promise in promises:
        await bench.spine(at(SPINE, promise), promise, "on")
        await bench.usual(at(USUAL, promise), promise)
        await bench.usual(at(USUAL_GC, promise), promise, "gc")
        if promise != NORMAL:
            await bench.spine(at(OFF, promise), promise, "off")
    for name, kind in ((ECHO, "aiogram"), (ECHO_GC, "aiogram-gc"), (PTB, "ptb")):
        await bench.add(name, "echo", kind, *CALL)
    turns = await bench.in_turns(Plan(bench.sizes.messages, TALK), *bench.contenders)
    paced = await _paced(bench, [p for p in promises if p != NORMAL])
    failures = await _check(bench, turns)
    lines = []
    for promise in promises:
        ours = at(SPINE, promise)
        for figure, other, goals in PAIRS:
            if promise in goals:
                base = at(other, promise)
                goal = goals[promise]
                lines.append(line_of(figure, STORED, ours, base, goal, promise, turns, failures))
        if promise != POSTGRES:
            lines += [
                line_of(figure, STORED, ours, base, goal, promise, turns, failures)
                for figure, base, goal in ECHOES
            ]
    return [*lines, *paced]


def line_of(
    figure: str,
    what: str,
    ours: str,
    base: str,
    goal: str,
    promise: str,
    turns: Turns,
    failures: dict[str, list[str]],
) -> Line:
    return Line(
        figure,
        what,
        base.partition(",")[0],
        goal,
        promise,
        ratios(turns[ours], turns[base]),
        detail=compared(turns[ours], turns[base]),
        failures=failures[ours] + failures[base],
    )


async def _check(bench: Bench, turns: Turns) -> dict[str, list[str]]:
    """By contender, what went wrong with it."""
    found = {}
    for name, contender in bench.contenders.items():
        strictly = gates.answered(contender, turns[name], strictly=True)
        url, given = bench.urls[name], bench.given[name]
        if name.startswith(USUAL):
            strictly += await gates.usual_rows_kept(name, url, given)
        elif name.startswith(SPINE):
            strictly += await gates.nothing_unmarked(name, url)
            strictly += await gates.rows_kept(name, url, given)
        found[name] = strictly
    return found


async def _paced(bench: Bench, promises: Sequence[str]) -> list[Line]:
    """P6: how long a person waits while others talk too."""
    sizes = bench.sizes
    plan = Plan(sizes.paced, TALK, rate=sizes.paced_per_second)
    names = [ECHO_GC, *(at(SPINE, promise) for promise in promises)]
    turns = await bench.in_turns(plan, *names)
    lines = []
    for promise in promises:
        name = at(SPINE, promise)
        commit = await commit_ms(await bench.database(promise), sizes.commits)
        ours, base = _p50s(turns[name]), _p50s(turns[ECHO_GC])
        lines.append(
            Line(
                "P6",
                f"ответ при {sizes.paced_per_second:g} сообщениях/с, p50 сверх базы",
                ECHO_GC,
                f"≤ {commit:.2g} мс (один commit)",
                promise,
                [mine - other for mine, other in zip(ours, base, strict=True)],
                " мс",
                f"{median(ours):.3g} мс против {median(base):.3g} мс,"
                f" {len(ours) * sizes.paced} ответов{_too_slow(turns[name], bench)}",
                gates.answered(bench.contenders[name], turns[name], strictly=True),
            )
        )
    return lines


def _too_slow(turns: Sequence[Turn], bench: Bench) -> str:
    """Who is slower than the people are has a queue that grows: its p50 says how long it was."""
    per_second = median(turn.outcome.per_second for turn in turns)
    keeps_up = per_second > KEEPS_UP * bench.sizes.paced_per_second
    return "" if keeps_up else f"; не успевает: {per_second:.0f}/с, очередь растёт"


def _p50s(turns: Sequence[Turn]) -> list[float]:
    return [1000 * turn.outcome.p50 for turn in turns]
