"""Counts which lines and branches of the program the tests run: `pytest -p tests.counting`.

slipcover puts its probes in when a module is imported, so this is loaded before the program is.
Each process that runs tests, a worker of xdist too, writes what it saw to `.coverage/`, and
`python -m slipcover --merge` puts it together. What the program does in processes that tests
start is not counted.
"""

import json
import os
import tomllib
from pathlib import Path

from slipcover import FileMatcher, ImportManager, Slipcover

ROOT = Path(__file__).parent.parent
RULES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["slipcover"]
FOLDER = ROOT / ".coverage"
# To take a probe out again, slipcover searches all objects for the functions to exchange, which
# costs more than the probe. The largest C int: it never does.
NEVER = 2**31 - 1

seen = Slipcover(
    branch=RULES["branch"],
    source=RULES["source"],
    d_miss_threshold=NEVER,
)
ImportManager(seen, FileMatcher(sources=RULES["source"])).__enter__()


def pytest_sessionfinish() -> None:
    FOLDER.mkdir(exist_ok=True)
    process = os.environ.get("PYTEST_XDIST_WORKER", "main")
    (FOLDER / f"{process}.json").write_text(json.dumps(seen.get_coverage()), encoding="utf-8")
