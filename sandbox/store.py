"""What the sandbox keeps over a restart: one SQLite file, written as things change."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol


class Recorded(Protocol):
    def record(self) -> dict[str, Any]: ...


class Store:
    """Collects changes and writes them at the end of the event loop's turn, in one transaction.

    Without a folder everything is forgotten and every method returns at once.
    """

    def __init__(self, folder: Path | str | None) -> None:
        self.changes: dict[tuple[str, str], Recorded | None] = {}
        self.blobs: dict[str, bytes] = {}
        self.scheduled = False
        self.database: sqlite3.Connection | None = None
        if folder is not None:
            self.database = opened(Path(folder))

    def put(self, kind: str, key: object, thing: Recorded) -> None:
        if self.database is not None:
            self.changes[kind, str(key)] = thing
            self.schedule()

    def drop(self, kind: str, key: object) -> None:
        if self.database is not None:
            self.changes[kind, str(key)] = None
            self.schedule()

    def put_blob(self, key: str, data: bytes) -> None:
        if self.database is not None:
            self.blobs[key] = data
            self.schedule()

    def schedule(self) -> None:
        if self.scheduled:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            # People may be made before the loop runs; they are written with the next change.
            return
        self.scheduled = True
        loop.call_soon(self.flush)

    def flush(self) -> None:
        self.scheduled = False
        if self.database is None or not (self.changes or self.blobs):
            return
        changes, self.changes = self.changes, {}
        blobs, self.blobs = self.blobs, {}
        kept = [
            (kind, key, json.dumps(thing.record(), ensure_ascii=False))
            for (kind, key), thing in changes.items()
            if thing is not None
        ]
        gone = [at for at, thing in changes.items() if thing is None]
        with self.database as transaction:
            transaction.executemany("REPLACE INTO things VALUES (?, ?, ?)", kept)
            transaction.executemany("DELETE FROM things WHERE kind = ? AND key = ?", gone)
            transaction.executemany("REPLACE INTO blobs VALUES (?, ?)", blobs.items())

    async def written(self) -> None:
        """Lets the flush of this turn go first: what is answered must be on disk by then."""
        if self.scheduled:
            await asyncio.sleep(0)

    def load(self, kind: str) -> Iterator[dict[str, Any]]:
        if self.database is not None:
            rows = self.database.execute("SELECT body FROM things WHERE kind = ?", (kind,))
            yield from (json.loads(body) for (body,) in rows.fetchall())

    def blob(self, key: str) -> bytes | None:
        if self.database is None:
            return None
        row = self.database.execute("SELECT data FROM blobs WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        if self.database is not None:
            self.flush()
            self.database.close()
            self.database = None


def opened(folder: Path) -> sqlite3.Connection:
    folder.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(folder / "sandbox.sqlite3")
    # Enough for a killed process; what only a power cut could lose is play money here.
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = OFF")
    database.execute(
        "CREATE TABLE IF NOT EXISTS things (kind TEXT, key TEXT, body TEXT, "
        "PRIMARY KEY (kind, key)) WITHOUT ROWID"
    )
    database.execute("CREATE TABLE IF NOT EXISTS blobs (key TEXT PRIMARY KEY, data BLOB)")
    database.commit()
    return database
