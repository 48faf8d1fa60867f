"""A lock that falls with the process that held it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def holding(path: Path) -> Iterator[bool]:
    """An empty database, locked: the system lets go of it when a process dies. False: held."""
    with closing(sqlite3.connect(path, timeout=0)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
        else:
            yield True
