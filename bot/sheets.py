"""What every table that leaves the program minds."""

from html import unescape
from typing import Final

# Excel takes no longer name of a sheet.
SHEET_NAME: Final = 31
# A cell that begins so is a formula to Excel, whoever wrote it.
FORMULA: Final = ("=", "+", "-", "@")


def safe_cell(text: str) -> str:
    plain = unescape(text)
    return f"'{plain}" if plain.startswith(FORMULA) else plain
