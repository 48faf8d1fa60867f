"""P14: a registry goes in while people talk to the bot; how long, how much, and who waits."""

import asyncio
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook

from benchmarks import gates, people
from benchmarks.bench import CALL, FIRST, FULL, POSTGRES, Bench
from benchmarks.people import DATA_KEY
from benchmarks.plans import Plan, Step
from benchmarks.registries import HEADER, Registry, write
from benchmarks.running import Contender
from benchmarks.table import Line
from bot.db import Database
from bot.members.registry_file import open_registry
from bot.members.registry_staging import STAGED, read_batches, staged_records
from bot.members.registry_tree import OrganisationTree
from bot.security import use_keys

BOT: Final = "бот"
TALKERS: Final = 40
A_SECOND: Final = 10.0
TALK: Final = (Step(say="🪪 Профиль", until="Билет"),)
SAMPLE_SECONDS: Final = 0.1
# The second file: who is gone and new, who married, what is wrong.
GONE_SHARE: Final = 50
MARRIED: Final = 10
BAD: Final = 12
MINUTE: Final = 60.0
A_MINUTE_FOR: Final = 42_348


@dataclass
class Taken:
    """What a command of the shell took, and how long people waited meanwhile."""

    seconds: float = 0.0
    cpu: float = 0.0
    peak_mb: float = 0.0
    waits: list[float] = field(default_factory=list)
    load: float = 0.0
    said: str = ""
    failures: list[str] = field(default_factory=list)

    @property
    def longest_ms(self) -> float:
        return 1000 * max(self.waits, default=0.0)

    @property
    def p99_ms(self) -> float:
        return 1000 * percentile(self.waits, 0.99)

    def words(self, base_mb: float) -> str:
        return (
            f"{self.seconds:.1f} с ({self.cpu:.1f} с процессора), память +"
            f"{self.peak_mb - base_mb:.0f} МБ, {len(self.waits)} сообщений тем временем:"
            f" p99 {self.p99_ms:.0f} мс, дольше всех {self.longest_ms:.0f} мс;"
            f" нагрузка машины {self.load:.1f}"
        )


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)] if values else 0.0


async def importing(bench: Bench) -> list[Line]:
    lines = []
    for promise in (FULL, *([POSTGRES] if bench.has_postgres else [])):
        lines += await _on(bench, promise)
    return lines


async def _on(bench: Bench, promise: str) -> list[Line]:
    rows = bench.sizes.registry
    folder = bench.folder / f"registry-{len(bench.contenders)}"
    folder.mkdir()
    first = write(Registry(rows), talkers(), folder / "first.csv")
    gone = max(rows // GONE_SHARE, 1)
    second = Registry(rows, first=gone, married=MARRIED, bad=min(BAD, rows // 2))
    second_file = write(second, talkers(), folder / "second.csv")
    lines: list[Line] = []
    for ending in (".csv", ".xlsx"):
        name, url = await _bot(bench, f"{promise}, {ending}", promise)
        small = write(Registry(1), talkers(), folder / "small.csv")
        base_mb = (await _command(bench, name, str(small))).peak_mb
        quiet = (await bench.play(name, _talk())).outcome.latencies
        file = first if ending == ".csv" else write(Registry(rows), talkers(), folder / "a.xlsx")
        taken = await _command(bench, name, str(file), "--apply")
        base = executemany(first) if ending == ".csv" else await _read(file)
        lines.append(_line(ending, rows, promise, taken, base, base_mb))
        lines.append(_waits(ending, promise, taken, quiet))
        if ending == ".csv":
            lines += await _second(bench, name, second_file, second, promise, base_mb)
        failures = [*lines[-1].failures, *await gates.nothing_unmarked(name, url)]
        lines[-1] = replace(lines[-1], failures=failures)
        await bench.contenders[name].stop()
    return lines


async def _bot(bench: Bench, name: str, promise: str) -> tuple[str, str]:
    """The whole bot at work, and people of the registry who talk to it."""
    url = await bench.database(promise)
    database = Database(url)
    await people.prepare_union(database, FIRST, TALKERS, lawyers=1)
    await database.close()
    await bench.add(f"{BOT}, {name}", "whole", *CALL, url, url=url, warm_up=_talk())
    return f"{BOT}, {name}", url


def _talk() -> Plan:
    return Plan(TALKERS, TALK, rate=A_SECOND)


def talkers() -> list[list[str]]:
    """Their own rows: nobody who talks is missing."""
    row = dict.fromkeys(HEADER, "") | {
        "Фамилия": "Вопросова", "Имя": "Вера", "Отчество": "Ивановна",
        "Дата рождения": "12.03.1985", "Организация": "школа № 7", "Должность": "учитель",
        "Дата вступления": "01.09.2010",
    }  # fmt: skip
    return [
        list((row | {"№ профбилета": str(FIRST + number)}).values()) for number in range(TALKERS)
    ]


async def _command(bench: Bench, name: str, *arguments: str) -> Taken:
    """`import-members`, as an administrator starts it beside the bot."""
    taken = Taken()
    shell = Contender("import-members", bench.folder, "bot", "import-members", *arguments)
    environment = {
        # Without a token a command works on the sandbox's own database.
        "BOT_TOKEN": bench.contenders[name].token,
        "DATABASE_URL": bench.urls[name],
        "DATA_KEYS": DATA_KEY,
    }
    began = time.monotonic()
    await shell.start(bench.api, environment)
    watching = asyncio.create_task(_watch(shell, taken))
    while not watching.done():
        talked = await bench.play(name, _talk())
        taken.waits += talked.outcome.latencies
        taken.failures += gates.answered(bench.contenders[name], [talked])
    await watching
    taken.seconds -= began
    taken.load = os.getloadavg()[0]
    taken.said = shell.log.read_text()
    if code := shell.returncode:
        taken.failures.append(f"import-members: {code}: {taken.said.strip()[-200:]}")
    return taken


async def _watch(shell: Contender, taken: Taken) -> None:
    ending = asyncio.create_task(shell.ended())
    while not ending.done():
        # It may have ended this very moment.
        with suppress(OSError, ValueError):
            taken.peak_mb = max(taken.peak_mb, shell.resident_mb())
            taken.cpu = shell.cpu_seconds()
        await asyncio.wait({ending}, timeout=SAMPLE_SECONDS)
    taken.seconds = time.monotonic()


async def _second(
    bench: Bench, name: str, file: Path, registry: Registry, promise: str, base_mb: float
) -> list[Line]:
    """Another file: what it would do, done, and taken back."""
    lines = []
    for what, arguments in (
        ("пробный прогон второго файла", (str(file),)),
        ("второй файл применён", (str(file), "--apply", "--confirm-removal")),
        ("загрузка отменена", ("--undo",)),
    ):
        taken = await _command(bench, name, *arguments)
        if "--undo" not in arguments and taken.said.count("31.02.1980") != registry.bad:
            taken.failures.append("ошибочные строки названы не все")
        lines.append(
            Line(
                "P14", what, "—", "никто не ждёт дольше 3 с", promise, [taken.longest_ms / 1000],
                " с", taken.words(base_mb), taken.failures,
            )
        )  # fmt: skip
    return lines


def _line(ending: str, rows: int, promise: str, taken: Taken, base: float, base_mb: float) -> Line:
    csv = ending == ".csv"
    within = f", {MINUTE:.0f} с" if rows <= A_MINUTE_FOR else ""
    return Line(
        "P14",
        f"реестр {ending}, {rows} строк, применён",
        "executemany тех же зашифрованных строк" if csv else "чтение самим openpyxl",
        ("≤ 4×" if csv else "≤ 1,3×") + ", +200 МБ" + within,
        promise,
        [taken.seconds / base if base else 0.0],
        detail=f"{taken.words(base_mb)}; база {base:.1f} с",
        failures=taken.failures,
    )


def _waits(ending: str, promise: str, taken: Taken, quiet: list[float]) -> Line:
    return Line(
        "P14",
        f"ответ людям, пока загружается {ending}: дольше всех",
        "без загрузки",
        "≤ 3 с, p99 ≤ 100 мс",
        promise,
        [taken.longest_ms / 1000],
        " с",
        f"p99 {taken.p99_ms:.0f} мс против {1000 * percentile(quiet, 0.99):.0f} мс",
    )


def executemany(file: Path) -> float:
    """Seconds for the bare rows, sealed already, into a table without an index."""
    use_keys([DATA_KEY])
    names = [column.name for column in STAGED.columns]
    insert = f"INSERT INTO bare VALUES ({', '.join('?' * len(names))})"
    seconds = 0.0
    with closing(sqlite3.connect(file.with_suffix(".bare"), isolation_level=None)) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute(f"CREATE TABLE bare ({', '.join(names)})")
        bare.execute("BEGIN")
        for records in _sealed(file):
            values = [[_plain(record[name]) for name in names] for record in records]
            began = time.perf_counter()
            bare.executemany(insert, values)
            seconds += time.perf_counter() - began
        began = time.perf_counter()
        bare.execute("COMMIT")
        return seconds + time.perf_counter() - began


def _sealed(file: Path) -> Iterator[list[dict[str, Any]]]:
    with closing(open_registry(file)) as registry:
        for batch in read_batches(registry, OrganisationTree([], people.UNION)):
            yield staged_records(batch, {})


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bytes | int) else str(value)


async def _read(file: Path) -> float:
    """Seconds that openpyxl itself takes for the rows."""
    began = time.perf_counter()
    await asyncio.to_thread(_read_all, file)
    return time.perf_counter() - began


def _read_all(file: Path) -> None:
    with closing(load_workbook(file, read_only=True, data_only=True)) as book:
        for sheet in book.worksheets:
            for _ in sheet.iter_rows(values_only=True):
                continue
