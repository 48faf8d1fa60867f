"""The house rules of docs/architecture.md, read from the imports.

A new module of bot/ gets its place in these tables; a new feature needs none.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).parent.parent
SCANNED = ("bot", "handlers", "sandbox", "benchmarks", "tests")

# `tables` names all models for migrations and tests, so it stands above the features too.
WIRING = (
    "bot.__main__",
    "bot.app",
    "bot.running",
    "bot.commands",
    "bot.demo",
    "bot.demo_past",
    "bot.doctor",
    "bot.exporters",
    "bot.keeping",
    "bot.migrating",
    "bot.restoring",
    "bot.tables",
)
FEATURES = "every other package of bot"

# What any feature, and telegram beside them, may lean on.
BASE: tuple[tuple[str, ...], ...] = (
    ("bot.notices", "bot.leases", "bot.reminders"),
    ("bot.keys",),
    ("bot.db", "bot.regulations", "bot.security"),
    (
        "bot.settings",
        "bot.errors",
        "bot.clock",
        "bot.i18n",
        "bot.calendar",
        "bot.locking",
        "bot.logs",
        "bot.money",
        "bot.documents",
        "bot.counts",
        "bot.rubrics",
        "bot.bars",
        "bot.sheets",
        "bot",
    ),
)

# Downwards: a module imports from its own row and the rows below it.
LAYERS: tuple[tuple[str, ...], ...] = (
    WIRING,
    ("handlers", "bot.jobs", "bot.console", "bot.watch"),
    (FEATURES, "bot.telegram"),
    ("bot.cases", "bot.members", "bot.applications"),
    *BASE,
)

# A narrower choice than the rows give.
KNOWS_ONLY: dict[str, tuple[str, ...]] = {
    "bot.telegram": ("bot.telegram", *chain.from_iterable(BASE)),
    "bot": (),
}

CHECKING = ("tests", "benchmarks")
SPEAKS_TELEGRAM = ("bot.telegram", "handlers", *WIRING, *CHECKING)

# Who alone may import it, or anything in it.
ONLY_FOR: dict[str, tuple[str, ...]] = {
    "aiogram": SPEAKS_TELEGRAM,
    "aiogram_dialog": SPEAKS_TELEGRAM,
    "handlers": ("handlers", *WIRING, *CHECKING),
    "sandbox": ("sandbox", *WIRING, *CHECKING),
    "tests": CHECKING,
    "benchmarks": CHECKING,
}

NEVER: dict[str, tuple[str, ...]] = {"sandbox": ("bot", "handlers", "aiogram", "aiogram_dialog")}

# What of a feature another one may use; the bases in LAYERS below them are open to all.
SHARED_BY_FEATURES = "service"

CLOCK = "bot.clock"
ASKS_THE_CLOCK = ("bot", "handlers")
PRINTS = ("bot.__main__", "sandbox.__main__", "benchmarks.__main__")


@dataclass(frozen=True)
class Module:
    name: str
    path: str
    tree: ast.Module
    is_package: bool


def within(name: str, places: Iterable[str]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


def read_modules(root: Path) -> dict[str, Module]:
    modules = {}
    for path in sorted(p for folder in SCANNED for p in (root / folder).rglob("*.py")):
        relative = path.relative_to(root)
        is_package = path.name == "__init__.py"
        parts = relative.parent.parts if is_package else relative.with_suffix("").parts
        tree = ast.parse(path.read_text(encoding="utf-8"), str(relative))
        modules[".".join(parts)] = Module(".".join(parts), str(relative), tree, is_package)
    return modules


def imports(module: Module, known: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Line and dotted name of all that is imported, those inside functions too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = node.module or ""
            if node.level:
                parts = module.name.split(".")
                here = parts[: len(parts) - node.level + module.is_package]
                source = ".".join([*here, source] if source else here)
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield node.lineno, inner if inner in known else source


def place(name: str, packages: Iterable[str]) -> str | None:
    """The entry of LAYERS in which a module of bot or handlers stands."""
    listed = [entry for row in LAYERS for entry in row if entry not in (FEATURES, "bot")]
    for entry in listed:
        if within(name, [entry]):
            return entry
    if name == "bot":
        return "bot"
    if within(name, ["bot"]) and ".".join(name.split(".")[:2]) in packages:
        return FEATURES
    return None


def row(entry: str) -> int:
    return next(number for number, entries in enumerate(LAYERS) if entry in entries)


def import_mistakes(module: Module, target: str, packages: set[str]) -> Iterator[str]:
    for guarded, users in ONLY_FOR.items():
        if within(target, [guarded]) and not within(module.name, users):
            yield f"{guarded} is only for {', '.join(users)}"
    for user, barred in NEVER.items():
        if within(module.name, [user]) and within(target, barred):
            yield f"{user} imports nothing of {', '.join(barred)}"
    source_place, target_place = place(module.name, packages), place(target, packages)
    if source_place is None or target_place is None:
        return
    if row(target_place) < row(source_place):
        yield f"imports go downwards: {target_place} stands above {source_place}"
    allowed = KNOWS_ONLY.get(source_place)
    if allowed is not None and target_place not in allowed:
        yield f"{source_place} knows only {', '.join(allowed) or 'nothing of ours'}"
    if source_place == FEATURES:
        yield from feature_mistakes(module.name.split(".")[1], target, target_place)


def feature_mistakes(feature: str, target: str, target_place: str) -> Iterator[str]:
    if target_place == "bot.telegram":
        yield "a feature is true without Telegram: it writes notices"
    if target_place == FEATURES and target.split(".")[1] != feature:
        other = ".".join(target.split(".")[:2])
        if not within(target, [f"{other}.{SHARED_BY_FEATURES}"]):
            yield f"a feature uses another feature's {SHARED_BY_FEATURES} and nothing else of it"


def call_mistakes(module: Module) -> Iterator[tuple[int, str]]:
    must_use_clock = within(module.name, ASKS_THE_CLOCK) and module.name != CLOCK
    for node in ast.walk(module.tree):
        # Not only calls: `default=datetime.now` asks as well.
        if must_use_clock and asks_the_time(node):
            yield node.lineno, f"only {CLOCK} asks what time it is: use {CLOCK}.now()"
        if not isinstance(node, ast.Call):
            continue
        if not must_use_clock and asks_the_time(node.func) and not (node.args or node.keywords):
            yield node.lineno, "a time without a zone: datetime.now(UTC)"
        if getattr(node.func, "id", "") == "print" and not within(module.name, PRINTS):
            yield node.lineno, f"print is only for {', '.join(PRINTS)}"


def asks_the_time(node: ast.AST) -> TypeGuard[ast.Attribute]:
    """`datetime.now`, `datetime.datetime.now`, `date.today`; not `clock.now`, not `func.now`."""
    if not isinstance(node, ast.Attribute) or node.attr not in ("now", "utcnow", "today"):
        return False
    owner = node.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return name in ("datetime", "date")


def mistakes(root: Path) -> list[str]:
    modules = read_modules(root)
    packages = {m.name for m in modules.values() if m.is_package and m.name.count(".") == 1}
    found = []
    for module in modules.values():
        if within(module.name, ["bot"]) and place(module.name, packages) is None:
            found.append(f"{module.path}:1: stands in no row: add {module.name} to LAYERS")
        for line, target in imports(module, modules):
            for rule in import_mistakes(module, target, packages):
                found.append(f"{module.path}:{line}: imports {target}: {rule}")
        found += [f"{module.path}:{line}: {rule}" for line, rule in call_mistakes(module)]
    return found


def test_the_house_is_in_order() -> None:
    found = mistakes(ROOT)
    assert not found, "\n" + "\n".join(found)


HOUSE = """
bot/__init__.py bot/__main__.py bot/app.py bot/clock.py bot/db.py bot/notices.py bot/jobs.py
bot/cases/__init__.py bot/cases/models.py bot/members/__init__.py bot/members/service.py
bot/legal/__init__.py bot/legal/models.py bot/legal/service.py
bot/aid/__init__.py bot/aid/models.py bot/aid/service.py
bot/telegram/__init__.py bot/telegram/outbox.py
handlers/__init__.py handlers/menu.py sandbox/__init__.py sandbox/server.py
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name in HOUSE.split():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


@pytest.mark.parametrize(
    ("file", "source", "rule"),
    [
        ("bot/db.py", "from bot.notices import Notice", "downwards"),
        ("bot/cases/models.py", "import bot.legal.service", "downwards"),
        ("bot/legal/service.py", "from bot import jobs", "downwards"),
        ("bot/legal/service.py", "def late():\n    from bot import jobs", "downwards"),
        ("bot/legal/service.py", "from ..aid import models", "service and nothing else"),
        ("bot/legal/service.py", "from bot.aid.models import Aid", "service and nothing else"),
        ("bot/legal/service.py", "from bot.telegram import outbox", "true without Telegram"),
        ("bot/legal/service.py", "from aiogram import Bot", "aiogram is only for"),
        ("bot/jobs.py", "import aiogram_dialog.api", "aiogram_dialog is only for"),
        ("bot/jobs.py", "import handlers.menu", "handlers is only for"),
        ("bot/telegram/outbox.py", "from bot.members import service", "knows only"),
        ("bot/telegram/outbox.py", "from bot.legal import service", "knows only"),
        ("bot/__init__.py", "from bot import db", "knows only nothing of ours"),
        ("handlers/menu.py", "from sandbox import server", "sandbox is only for"),
        ("handlers/menu.py", "from bot import app", "downwards"),
        ("sandbox/server.py", "from bot import clock", "imports nothing of"),
        ("sandbox/server.py", "from aiogram.types import Update", "imports nothing of"),
        ("sandbox/server.py", "import datetime as d\nd.datetime.now()", "without a zone"),
        ("bot/legal/service.py", "datetime.now(UTC)", "only bot.clock"),
        ("handlers/menu.py", "date.today()", "only bot.clock"),
        ("bot/legal/models.py", "field(default=datetime.now)", "only bot.clock"),
        ("bot/clock.py", "datetime.now()", "without a zone"),
        ("bot/legal/service.py", "print(1)", "print is only for"),
        ("bot/helpers.py", "", "stands in no row"),
    ],
)
def test_a_breach_is_named_with_its_place(house: Path, file: str, source: str, rule: str) -> None:
    (house / file).write_text(source)
    (found,) = [mistake for mistake in mistakes(house) if rule in mistake]
    assert found.startswith(f"{file}:{source.count(chr(10)) + 1}: ")


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("bot/legal/service.py", "from bot.aid import service\nfrom bot.aid.service import apply"),
        (
            "bot/legal/service.py",
            "from bot.cases.models import Case\nfrom .models import Question",
        ),
        ("bot/telegram/outbox.py", "import aiogram\nfrom bot import clock, db, notices"),
        ("bot/app.py", "import aiogram, handlers.menu, sandbox.server, bot.jobs"),
        (
            "handlers/menu.py",
            "from bot.legal.models import Question\nfrom bot.telegram import outbox",
        ),
        ("bot/clock.py", "datetime.now(UTC)"),
        ("bot/__main__.py", "print(clock.now(), func.now())"),
        ("sandbox/server.py", "datetime.now(UTC)\nfrom .server import x"),
    ],
)
def test_what_is_allowed_passes(house: Path, file: str, source: str) -> None:
    (house / file).write_text(source)
    assert mistakes(house) == []


# Whose users wait at a shell. `doctor` asks Telegram, and must bring aiogram.
AT_A_SHELL = ("bot.commands", "bot.keeping", "bot.restoring", "bot.tables")


def test_who_waits_at_a_shell_does_not_wait_for_aiogram() -> None:
    """Importing it takes longer than importing forty thousand members."""
    modules = read_modules(ROOT)
    seen: set[str] = set()
    waiting = [*AT_A_SHELL]
    while waiting:
        name = waiting.pop()
        assert name.partition(".")[0] != "aiogram", sorted(seen)
        if name in modules and name not in seen:
            seen.add(name)
            waiting += imported_at_once(modules[name], modules)


def imported_at_once(module: Module, known: Iterable[str]) -> list[str]:
    """Not what functions import when they are called."""
    at_once = ast.Module([n for n in module.tree.body if not isinstance(n, ast.FunctionDef)], [])
    return [target for _, target in imports(replace(module, tree=at_once), known)]
