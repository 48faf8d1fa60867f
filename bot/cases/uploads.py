"""Which files are of use to whoever opens a case, and which are not: told before one is kept."""

from io import BytesIO
from typing import Final

from pypdf import PasswordType, PdfReader

from bot.errors import UserError

APPLE_PHOTOS: Final = ("heic", "heif", "hif")
PROGRAMS: Final = frozenset(
    {
        "apk", "app", "bat", "bin", "cmd", "com", "cpl", "dll", "exe", "hta", "iso",
        "jar", "js", "jse", "lnk", "msi", "ps1", "reg", "scr", "sh", "vbe", "vbs", "wsf",
    }
)  # fmt: skip
PAPERS: Final = frozenset(
    {
        "jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "pdf", "doc", "docx",
        "xls", "xlsx", "odt", "ods", "rtf", "txt",
    }
)  # fmt: skip
PAPER_TYPES: Final = frozenset(
    {
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/gif",
        "image/bmp",
        "image/tiff",
        "application/pdf",
        "application/msword",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/rtf",
        "text/rtf",
        "text/plain",
    }
)
PDF: Final = "pdf"
# Stands in plain bytes of every PDF with a password: most files are not read any further.
ENCRYPTED: Final = b"/Encrypt"


class ApplePhoto(UserError):
    """A format that telephones of one make write and offices' computers do not open."""

    key = "file-apple-photo"


class LockedPdf(UserError):
    """Nobody here knows its password."""

    key = "file-locked-pdf"


class NoProgram(UserError):
    """What runs when it is opened is no paper."""

    key = "file-program"


class NoPaper(UserError):
    """Neither a picture nor a document: nobody could put it to the papers."""

    key = "file-no-paper"


def ending(name: str | None) -> str:
    return (name or "").rpartition(".")[2].strip().casefold() if "." in (name or "") else ""


def is_pdf(name: str | None, mime: str | None) -> bool:
    return ending(name) == PDF or mime == f"application/{PDF}"


def ensure_of_use(kind: str, name: str | None, mime: str | None, *, papers_only: bool) -> None:
    """By what its sender's program says of it. `papers_only`: nothing but pictures, documents."""
    last = ending(name)
    if last in APPLE_PHOTOS or (mime or "").startswith(("image/heic", "image/heif")):
        raise ApplePhoto
    if last in PROGRAMS:
        raise NoProgram(name=name)
    if papers_only and kind != "photo" and last not in PAPERS and mime not in PAPER_TYPES:
        raise NoPaper


def ensure_opens(content: bytes) -> None:
    """A PDF that asks for a password is refused; one that cannot be read otherwise is not."""
    if ENCRYPTED not in content:
        return
    try:
        reader = PdfReader(BytesIO(content))
        locked = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
    except Exception:  # whatever a broken file does to the library: a person may open it
        return
    if locked:
        raise LockedPdf
