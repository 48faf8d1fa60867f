"""The file that `backup` makes: rows as JSON lines and files as they rest, each with its checksum.

The rows are of no database's own format, so an archive of SQLite opens on PostgreSQL. What is
sealed stays sealed. The manifest stands last: an archive without it was cut off.
"""

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Date, DateTime, LargeBinary, MetaData, Table, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from bot.errors import SetupError

FORMAT = 1
MANIFEST = "manifest.json"
TABLES, FILES = "tables/", "files/"
BLOCK_BYTES = 1 << 20
# Who holds what right now is not worth keeping, and whose revision it is the manifest says.
LEFT_OUT = frozenset({"leases", "alembic_version"})


@dataclass
class Manifest:
    """What is in an archive. `probe` is a word that only the right key opens."""

    revision: str
    probe: str
    made_at: str
    rows: dict[str, int] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def written(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


class Broken(SetupError):
    """The archive was cut off or changed."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"Архив {file} повреждён или записан не до конца. Возьмите другую копию.")


class Archive:
    """An archive being written."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self._tar = tar
        self.manifest = manifest

    def add(self, name: str, content: IO[bytes]) -> None:
        digest = hashlib.sha256()
        size = 0
        while block := content.read(BLOCK_BYTES):
            digest.update(block)
            size += len(block)
        content.seek(0)
        self._put(name, content, size)
        self.manifest.sums[name] = digest.hexdigest()

    def close(self) -> None:
        written = self.manifest.written()
        self._put(MANIFEST, io.BytesIO(written), len(written))

    def _put(self, name: str, content: IO[bytes], size: int) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        self._tar.addfile(entry, content)


def verify(file: Path, tell: Callable[[int], None] = lambda position: None) -> Manifest:
    """Read the archive to its end. Raises Broken unless everything is as it was written."""
    sums: dict[str, str] = {}
    manifest: Manifest | None = None
    with opened(file) as tar:
        for entry in tar:
            content = tar.extractfile(entry)
            if content is None:
                raise Broken(file)
            if entry.name == MANIFEST:
                manifest = _manifest(file, content.read())
            else:
                sums[entry.name] = _digest(content)
            tell(entry.offset_data + entry.size)
    if manifest is None or sums != manifest.sums:
        raise Broken(file)
    return manifest


@contextmanager
def opened(file: Path) -> Iterator[tarfile.TarFile]:
    if not file.is_file():
        raise SetupError(f"Файла {file} нет.")
    try:
        with tarfile.open(file, "r:gz") as tar:
            yield tar
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile):
        raise Broken(file) from None


def _manifest(file: Path, content: bytes) -> Manifest:
    try:
        read = json.loads(content)
        if read.get("format") != FORMAT:
            raise SetupError(
                f"Архив {file} сделан другой версией программы. Обновите программу и повторите."
            )
        return Manifest(**read)
    except (ValueError, TypeError, AttributeError):
        raise Broken(file) from None


def _digest(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := content.read(BLOCK_BYTES):
        digest.update(block)
    return digest.hexdigest()


async def read_tables(connection: AsyncConnection) -> list[Table]:
    """The tables that stand, whatever version made them, referred ones first.

    Not our own models: a backup is made before an update, by a program that is newer already.
    """
    metadata = MetaData()

    def reflect(sync: Any) -> None:
        names = _plain_names(sync)
        metadata.reflect(sync, only=lambda name, _: name in names)

    await connection.run_sync(reflect)
    return [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]


def _plain_names(sync: Any) -> set[str]:
    """Without the virtual tables of SQLite's search: those fill themselves."""
    if sync.dialect.name != "sqlite":
        return set(inspect(sync).get_table_names())
    listed = sync.execute(text("PRAGMA main.table_list"))
    return {row.name for row in listed if row.type == "table" and row.schema == "main"}


def encode(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, default=_plain).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode()
    if isinstance(value, datetime):
        # SQLite's moments have no zone; they are UTC, as all of ours.
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in an archive")


def decoder(table: Table, dialect: str) -> Callable[[bytes], dict[str, Any]]:
    """Makes rows for this table of lines, as this database wants them."""
    readers = {column.name: _reader(column.type, dialect) for column in table.columns}

    def decode(line: bytes) -> dict[str, Any]:
        row = json.loads(line)
        return {
            name: None if value is None else readers[name](value) for name, value in row.items()
        }

    return decode


def _reader(kind: TypeEngine[Any], dialect: str) -> Callable[[Any], Any]:
    if isinstance(kind, LargeBinary):
        return b64decode
    if isinstance(kind, DateTime):
        return _naive if dialect == "sqlite" else datetime.fromisoformat
    if isinstance(kind, Date):
        return date.fromisoformat
    return lambda value: value


def _naive(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None)
