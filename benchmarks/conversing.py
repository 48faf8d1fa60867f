"""P1b and P2: the bot's own dialogs, with and without the spine under them."""

from typing import Final

from benchmarks import gates, people
from benchmarks.bench import CALL, FIRST, FULL, POSTGRES, Bench
from benchmarks.plans import Plan, Step
from benchmarks.running import Turn
from benchmarks.table import Line, compared, ratios
from bot.db import Database

OURS: Final = "наш"
BARE: Final = "запись на каждый вызов"
LAWYERS: Final = 1

OPEN: Final = (Step(say="🪪 Профиль", until="Билет"),)
MENU: Final = (
    Step(press="Язык · Тіл", until="Выберите язык"),
    Step(press="Назад", until="Билет"),
)
QUESTION: Final = (
    Step(say="⚖️ Вопрос юристу", until="Опишите, что случилось"),
    Step(say="Где взять справку о взносах {n}?", until="Проверьте перед отправкой"),
    Step(press="Отправить", until=" принят"),
)


async def conversing(bench: Bench) -> list[Line]:
    lines = []
    for promise in (FULL, *([POSTGRES] if bench.has_postgres else [])):
        lines += await _on(bench, promise)
    return lines


async def _on(bench: Bench, promise: str) -> list[Line]:
    sizes = bench.sizes
    everybody = sizes.questions * sizes.rounds
    names = [f"{OURS}, {promise}", f"{BARE}, {promise}"]
    for name, module in zip(names, ("whole", "bare"), strict=True):
        url = await bench.database(promise)
        database = Database(url)
        await people.prepare_union(database, FIRST, max(sizes.menu_people, everybody), LAWYERS)
        await database.close()
        opened = Plan(sizes.menu_people, OPEN)
        await bench.add(name, module, *CALL, url, url=url, warm_up=opened)
    menu = Plan(sizes.menu_people, MENU, rounds=sizes.menu_rounds)
    tapped = await bench.in_turns(menu, *names)
    asked: dict[str, list[Turn]] = {name: [] for name in names}
    for number in range(sizes.rounds):
        # New people each time: a person has few open questions.
        questions = Plan(sizes.questions, QUESTION, FIRST + number * sizes.questions)
        for name in names:
            asked[name].append(await bench.play(name, questions))
    failures = []
    for name in names:
        url = bench.urls[name]
        for turns in (tapped[name], asked[name]):
            failures += gates.answered(bench.contenders[name], turns)
        failures += await gates.questions_numbered(name, url, everybody)
    failures += await gates.nothing_unmarked(names[0], bench.urls[names[0]])
    return [
        _line("P1b", "шаг по меню профиля", "≥ 3×", promise, names, tapped, failures),
        _line("P2", "вопрос юристу, за шаг из трёх", "≥ 1,5×", promise, names, asked, failures),
    ]


def _line(
    figure: str,
    what: str,
    goal: str,
    promise: str,
    names: list[str],
    turns: dict[str, list[Turn]],
    failures: list[str],
) -> Line:
    ours, base = (turns[name] for name in names)
    return Line(
        figure,
        what,
        "тот же диалог, запись на каждый вызов, без inbox и outbox",
        goal,
        promise,
        ratios(ours, base),
        detail=compared(ours, base),
        failures=failures,
    )
