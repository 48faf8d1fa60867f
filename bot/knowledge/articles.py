"""An article of the knowledge base: a file with a head and four sections, read with its lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from pydantic import ValidationError

from bot.regulations import Jurisdiction
from bot.regulations.marked_yaml import Document, Mistake, Place, Unreadable
from bot.regulations.values import Day, Strict

FOLDER: Final = Path(__file__).parent.parent.parent / "knowledge_base"
LANGUAGES: Final = ("ru", "kk")
FENCE: Final = "---"
# How each section is headed, in the order in which they stand.
HEADINGS: Final = {
    "ru": ("Коротко", "Что делать", "На что сослаться", "Когда нужен юрист"),
    "kk": ("Қысқаша", "Не істеу керек", "Неге сілтеме жасау керек", "Заңгер қашан керек"),
}
# What an article says of an act whose text nobody here has read.
NOT_CHECKED: Final = {"ru": "не сверено с текстом", "kk": "мәтінімен салыстырылмаған"}
LAW = re.compile(r"ТК (РФ|РК) ст\. (\d+(?:[.-]\d+)*)")
HEADING = re.compile(r"## +(\S.*?)\s*")

Direction = Literal[
    "profzashchita",
    "profohrana",
    "profliderstvo",
    "profpodderzhka",
    "profopora",
    "profrost",
    "profinfo",
    "profinnovaciya",
]
State = Literal["draft", "published", "withdrawn"]


class Head(Strict):
    """What stands between the two fences."""

    slug: str
    lang: Literal["ru", "kk"]
    title: str
    section: Direction
    audience: tuple[str, ...]
    jurisdiction: Jurisdiction
    law: tuple[str, ...]
    keywords: tuple[str, ...]
    updated: Day
    # The day a lawyer of the union confirmed it; until then the article says that none has.
    reviewed: Day | None = None
    review_by: Day
    status: State


@dataclass(frozen=True)
class Article:
    head: Head
    brief: str
    steps: str
    grounds: str
    lawyer: str

    @property
    def body(self) -> str:
        return "\n".join((self.brief, self.steps, self.grounds, self.lawyer))

    @property
    def code_articles(self) -> frozenset[str]:
        """Numbers of the articles of the Labour Code of its jurisdiction."""
        return frozenset(number for _, number in self.codes())

    def codes(self) -> Iterator[tuple[str, str]]:
        for entry in self.head.law:
            if found := LAW.match(entry):
                yield found[1], found[2]

    def is_overdue(self, today: date) -> bool:
        return self.head.review_by < today


@dataclass(frozen=True)
class Source:
    """A file as it was read, with what is wrong in it so far."""

    path: Path
    language: str
    head: Head | None
    sections: dict[str, str]
    # The line of each heading, and where anything of the head stands.
    lines: dict[str, int]
    document: Document | None
    mistakes: tuple[Mistake, ...]

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}"

    @property
    def article(self) -> Article | None:
        if self.head is None or self.mistakes:
            return None
        texts = [self.sections.get(heading, "") for heading in HEADINGS[self.language]]
        return Article(self.head, *texts)

    def at(self, place: Place, what: str) -> Mistake:
        assert self.document is not None
        return self.document.mistake(place, what)

    def in_section(self, heading: str, what: str) -> Mistake:
        return Mistake(self.lines.get(heading, 1), heading, what)


def sources(folder: Path) -> list[Source]:
    return [
        read(path, language)
        for language in LANGUAGES
        for path in sorted((folder / language).glob("*.md"))
    ]


def read(path: Path, language: str) -> Source:
    lines = path.read_bytes().decode("utf-8-sig", errors="replace").split("\n")
    fences = [number for number, line in enumerate(lines) if line.strip() == FENCE][:2]
    if len(fences) < 2 or fences[0] != 0:
        mistake = Mistake(1, "", "файл начинается со строки ---, такой же строкой кончается шапка")
        return Source(path, language, None, {}, {}, None, (mistake,))
    sections, headings = _sections(lines, fences[1] + 1)
    # An empty line in place of the fence: the lines of the head keep their numbers.
    raw = "\n".join(["", *lines[1 : fences[1]]]).encode()
    try:
        document = Document(raw)
    except Unreadable as error:
        return Source(path, language, None, sections, headings, None, (error.mistake,))
    mistakes = list(document.repeated)
    head = None
    try:
        head = Head.model_validate(document.data)
    except ValidationError as error:
        mistakes += document.mistakes(error, Head)
    return Source(path, language, head, sections, headings, document, tuple(mistakes))


def _sections(lines: list[str], start: int) -> tuple[dict[str, str], dict[str, int]]:
    texts: dict[str, list[str]] = {}
    places: dict[str, int] = {}
    heading = ""
    for number, line in enumerate(lines[start:], start + 1):
        if found := HEADING.fullmatch(line):
            heading = found[1]
            places.setdefault(heading, number)
        texts.setdefault(heading, []).append("" if found else line.rstrip())
    return {name: "\n".join(text).strip() for name, text in texts.items()}, places
