"""Papers as PDF, with a free font that has Cyrillic and Kazakh letters."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from fpdf import FPDF

FONT: Final = "DejaVu"
# matplotlib ships the font: found without importing it, which takes a second.
FILES: Final = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}


def new_pdf(*, landscape: bool = False) -> FPDF:
    """A4 with the font in regular and bold; the first page is the caller's to add."""
    pdf = FPDF(orientation="landscape" if landscape else "portrait", unit="mm", format="A4")
    for style, name in FILES.items():
        pdf.add_font(FONT, style, str(_folder() / name))
    return pdf


def _folder() -> Path:
    found = find_spec("matplotlib")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


def dump(pdf: FPDF) -> bytes:
    return bytes(pdf.output())
