"""Files as Telegram keeps them: an id a bot may use again, and bytes to download."""

import mimetypes
import struct
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath
from typing import Any

JSON = dict[str, Any]

MIB = 1024 * 1024
UPLOAD_LIMIT = 50 * MIB
PHOTO_LIMIT = 10 * MIB
DOWNLOAD_LIMIT = 20 * MIB

PREFIX = {
    "photo": "AgACAgIAAxkBAAI",
    "voice": "AwACAgIAAxkBAAI",
    "video": "BAACAgIAAxkBAAI",
    "document": "BQACAgIAAxkBAAI",
    "sticker": "CAACAgIAAxkBAAI",
    "animation": "CgACAgIAAxkBAAI",
    "audio": "CQACAgIAAxkBAAI",
    "video_note": "DQACAgIAAxkBAAI",
}
FOLDER = {
    "photo": "photos",
    "voice": "voice",
    "video": "videos",
    "document": "documents",
    "sticker": "stickers",
    "animation": "animations",
    "audio": "music",
    "video_note": "video_notes",
}
USUAL_MIME = {
    "photo": "image/jpeg",
    "voice": "audio/ogg",
    "video": "video/mp4",
    "sticker": "image/webp",
    "animation": "video/mp4",
    "audio": "audio/mpeg",
    "video_note": "video/mp4",
}
USUAL_SUFFIX = {
    "photo": ".jpg",
    "voice": ".oga",
    "video": ".mp4",
    "sticker": ".webp",
    "animation": ".mp4",
    "audio": ".mp3",
    "video_note": ".mp4",
}
# The sides of a photo's three sizes, largest last, where the picture is not smaller.
PHOTO_SIDES = (90, 320, 1280)
VOICE_NOTE = Path(__file__).parent / "page" / "voice.ogg"
VIDEO_NOTE = Path(__file__).parent / "page" / "round.mp4"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file inside a request."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class File:
    id: str
    unique_id: str
    kind: str
    number: int
    name: str
    mime: str
    size: int
    data: bytes | None
    """None for a file of which only the size is played."""
    width: int = 0
    height: int = 0
    duration: int = 0

    @property
    def path(self) -> str:
        suffix = USUAL_SUFFIX.get(self.kind) or PurePath(self.name).suffix
        return f"{FOLDER[self.kind]}/file_{self.number}{suffix}"

    def content(self) -> bytes:
        return self.data if self.data is not None else bytes(self.size)

    def described(self) -> JSON:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}

    def record(self) -> JSON:
        return {name: getattr(self, name) for name in self.__slots__ if name != "data"}

    def as_media(self) -> JSON:
        """The object of this file inside a message."""
        media = self.described()
        if self.kind in {"document", "audio", "video", "animation"}:
            media["file_name"] = self.name
        if self.kind not in {"photo", "sticker", "video_note"}:
            media["mime_type"] = self.mime
        if self.kind in {"voice", "audio", "video", "animation", "video_note"}:
            media["duration"] = self.duration
        if self.kind in {"video", "animation", "sticker"}:
            media |= {"width": self.width or 512, "height": self.height or 512}
        if self.kind == "sticker":
            media |= {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}
        if self.kind == "video_note":
            media["length"] = 240
        return media

    def as_photo(self) -> list[JSON]:
        sizes = []
        longest = max(self.width, self.height)
        for letter, side in zip("smx", PHOTO_SIDES, strict=True):
            scale = min(1.0, side / longest)
            sizes.append(
                {
                    # The size's letter stands before the dot: any size's id finds the file.
                    "file_id": f"{self.id}.{letter}" if letter != "x" else self.id,
                    "file_unique_id": f"{self.unique_id}{letter}",
                    "file_size": self.size,
                    "width": max(1, round(self.width * scale)),
                    "height": max(1, round(self.height * scale)),
                }
            )
        return sizes


def new_file(
    number: int, kind: str, name: str, mime: str, data: bytes | None, size: int | None = None
) -> File:
    secret = urlsafe_b64encode(struct.pack(">QI", number, number * 2654435761 % 2**32)).decode()
    file = File(
        id=PREFIX[kind] + secret,
        unique_id="AQAD" + secret[6:].rstrip("="),
        kind=kind,
        number=number,
        name=name or f"file_{number}{USUAL_SUFFIX.get(kind, '')}",
        mime=mime_of(kind, name, mime),
        size=size if size is not None else len(data or b""),
        data=data,
    )
    if kind == "photo":
        file.width, file.height = (data and picture_size(data)) or (1280, 960)
    return file


def mime_of(kind: str, name: str, given: str) -> str:
    if kind != "document":
        return USUAL_MIME[kind]
    if given and given != "application/octet-stream":
        return given
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


@cache
def voice_note() -> bytes:
    """Three seconds of Opus that any player plays."""
    return VOICE_NOTE.read_bytes()


@cache
def video_note() -> bytes:
    """Three seconds of a face, square as a client records it."""
    return VIDEO_NOTE.read_bytes()


def is_picture(data: bytes) -> bool:
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return webp or data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM"))


def picture_size(data: bytes) -> tuple[int, int] | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return (width, height) if width and height else None
    return jpeg_size(data) if data.startswith(b"\xff\xd8") else None


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return (width, height) if width and height else None
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
