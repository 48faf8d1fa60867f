"""What is wrong with a registry: kept as key and values, said in each reader's own language."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.errors import SetupError
from bot.i18n import FALLBACK, Texts

# Whoever sits at a shell reads Russian.
SHELL: Final = Texts(FALLBACK, ZoneInfo("UTC"))
# Where a row stands: the sheet, if there are several, and the number in it.
Place = tuple[str, int]


@dataclass(frozen=True)
class Mistake:
    """Its values are what JSON can hold: names, numbers, lists of places."""

    key: str
    values: dict[str, Any]

    def words(self, texts: Texts) -> str:
        """Plain text, and no HTML."""
        values = dict(self.values)
        if "column" in values:
            column, value = values["column"], values["value"]
            values["said"] = texts("registry-said", column=column, value=value, empty=not value)
        if "places" in values:
            values["places"] = ", ".join(place_words(texts, place) for place in values["places"])
        return unescape(texts(self.key, **values))


class Unfit(SetupError):
    """The file is not taken, or not now. In a shell it is a line of Russian."""

    def __init__(self, key: str, **values: Any) -> None:
        self.mistake = Mistake(key, values)
        super().__init__(self.mistake.words(SHELL))


def place_words(texts: Texts, place: Sequence[Any]) -> str:
    sheet, row = place
    return unescape(texts("registry-place", sheet=sheet, named=bool(sheet), row=str(row)))


def bad_row(place: Place, mistakes: Sequence[Mistake]) -> list[Any]:
    """A row that is not taken, as it is kept."""
    return [place, [[mistake.key, mistake.values] for mistake in mistakes]]


def mistake_words(texts: Texts, place: Sequence[Any], mistakes: Sequence[Any]) -> tuple[str, str]:
    """Where a bad row is, and what is wrong with it: of what `bad_row` kept."""
    why = "; ".join(Mistake(key, values).words(texts) for key, values in mistakes)
    return place_words(texts, place), why
