"""Sealed columns and keyed hashes. Keys come from the environment, newest first."""

import hashlib
import hmac
import json
import os
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from bot.errors import SetupError

HASH_BYTES = 16
# How every Fernet token begins: version 0x80 and the high bytes of a moment of this century.
TOKEN_BEGINS = b"gAAAAA"
NAME_LENGTH = 12


@dataclass(frozen=True)
class Keys:
    fernet: MultiFernet
    lookup: tuple[bytes, ...]
    newest: Fernet

    @classmethod
    def parse(cls, keys: Sequence[str]) -> "Keys":
        try:
            fernets = [Fernet(key) for key in keys]
            return cls(MultiFernet(fernets), tuple(map(_lookup_key, keys)), fernets[0])
        except (ValueError, IndexError):
            raise SetupError(
                "Настройка DATA_KEYS: ключ не читается. Нужны ключи, созданные этой программой,"
                " через запятую, новый первым."
            ) from None

    def hash(self, value: str) -> bytes:
        """What a searched column holds instead of the value."""
        return _keyed_hash(self.lookup[0], value)

    def hashes(self, value: str) -> list[bytes]:
        """The value's hash under every key: rows written before a rotation are found too."""
        return [_keyed_hash(key, value) for key in self.lookup]

    @property
    def names(self) -> list[str]:
        """What a key may be called in public, newest first."""
        return [hashlib.sha256(b"name" + key).hexdigest()[:NAME_LENGTH] for key in self.lookup]

    def resealed(self, token: bytes) -> bytes | None:
        """The same under the newest key; None where it is already. Raises InvalidToken."""
        try:
            self.newest.decrypt(token)
        except InvalidToken:
            return self.fernet.rotate(token)
        return None


_keys: Keys | None = None
_file: Path | None = None
_read_at: tuple[int, int] | None = None


def use_keys(keys: Sequence[str], file: Path | None = None) -> Keys:
    """Set the keys of this process, once at start: column types have no other way to get them.

    The `file` they come from is looked at again and again: `keys rotate` writes a new one into it
    while the bot runs.
    """
    global _keys, _file, _read_at
    _keys, _file = Keys.parse(keys), file
    _read_at = _changed_at(file) if file else None
    return _keys


def keys() -> Keys:
    if _keys is None:
        raise RuntimeError("keys are not loaded")
    if _file and (changed_at := _changed_at(_file)) != _read_at and changed_at:
        # A file that someone is editing by hand: what was read before holds.
        with suppress(SetupError, OSError):
            return use_keys(_file.read_text().split(), _file)
    return _keys


def _changed_at(file: Path) -> tuple[int, int] | None:
    try:
        stat = os.stat(file)
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ino


def new_key() -> str:
    return Fernet.generate_key().decode()


def seal(value: bytes) -> bytes:
    return keys().fernet.encrypt(value)


def unseal(token: bytes) -> bytes:
    return keys().fernet.decrypt(token)


def opens(token: bytes) -> bool:
    try:
        unseal(token)
    except InvalidToken:
        return False
    return True


class Sealed(TypeDecorator[str]):
    """A text that rests encrypted."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else seal(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else unseal(value).decode()


class SealedJson(TypeDecorator[Any]):
    """A JSON value that rests encrypted. Assign a new value to change it: it is not tracked."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else seal(json.dumps(value, ensure_ascii=False).encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(unseal(value))


def _lookup_key(key: str) -> bytes:
    derive = HKDF(hashes.SHA256(), length=32, salt=None, info=b"profbot lookup")
    return derive.derive(urlsafe_b64decode(key))


def _keyed_hash(key: bytes, value: str) -> bytes:
    return hmac.digest(key, value.encode(), "sha256")[:HASH_BYTES]
