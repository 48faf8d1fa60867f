"""What `kb check` refuses: a wrong citation harms a teacher more than no answer."""

import re
from collections.abc import Iterator, Sequence
from csv import DictReader
from pathlib import Path
from typing import Final

from bot.knowledge.articles import FOLDER, HEADINGS, LAW, NOT_CHECKED, Head, Source, sources
from bot.regulations.marked_yaml import Mistake

CODES: Final = {"РФ": ("RU", "tk-rf.tsv"), "РК": ("KZ", "tk-rk.tsv")}
REPEALED: Final = ("Утратила силу", "Исключена", "Не применяется")
KEYWORDS_AT_LEAST: Final = 5
LONGEST_TITLE: Final = 60
LONGEST_BRIEF: Final = 900
# The other three sections are one message of Telegram (4096), with their headings and the marks
# that the bot adds.
LONGEST_REST: Final = 3400
CITED = re.compile(r"ст\. (\d+(?:[.-]\d+)*)(?: и (\d+(?:[.-]\d+)*))? ТК (РФ|РК)")
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\n]*)\)")

Code = dict[str, str]


def codes(folder: Path = FOLDER) -> dict[str, Code]:
    """Number → title of each article, by code."""
    return {name: _code(folder / "codes" / file) for name, (_, file) in CODES.items()}


def _code(path: Path) -> Code:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["number"]: row["title"] for row in DictReader(file, delimiter="\t")}


def check(folder: Path = FOLDER) -> list[str]:
    """A line for each mistake, with file and line; nothing where all is well."""
    found, known = sources(folder), codes()
    if not found:
        return [f"{folder}: статей нет; они лежат в папках ru и kk."]
    slugs = {source.head.slug for source in found if source.head}
    lines = []
    for source in found:
        mistakes = [*source.mistakes]
        if source.head:
            mistakes += _mistakes(source, source.head, known, slugs)
            mistakes += _beside_others(source, source.head, found)
        lines += [f"{source.name}, {mistake}" for mistake in sorted(set(mistakes))]
    return lines


def _mistakes(
    source: Source, head: Head, known: dict[str, Code], slugs: set[str]
) -> Iterator[Mistake]:
    if head.lang != source.language:
        yield source.at(("lang",), f"файл лежит в папке {source.language}")
    if len(head.keywords) < KEYWORDS_AT_LEAST:
        yield source.at(("keywords",), f"нужно хотя бы {KEYWORDS_AT_LEAST} ключевых слов")
    if len(head.title) > LONGEST_TITLE:
        yield source.at(("title",), f"длиннее {LONGEST_TITLE} знаков: не поместится на кнопку")
    yield from _law(source, head, known)
    yield from _sections(source)
    yield from _links(source, slugs)


def _law(source: Source, head: Head, known: dict[str, Code]) -> Iterator[Mistake]:
    unread = False
    for number, entry in enumerate(head.law):
        cited = LAW.match(entry)
        if cited is None:
            unread = True
            continue
        if CODES[cited[1]][0] != head.jurisdiction:
            yield source.at(("law", number), f"кодекс другой страны: {entry}")
        if trouble := _trouble(known, cited[1], cited[2]):
            yield source.at(("law", number), trouble)
    for heading, text in source.sections.items():
        for found in CITED.finditer(text):
            for article in filter(None, found.groups()[:2]):
                if trouble := _trouble(known, found[3], article):
                    yield source.in_section(heading, trouble)
    mark = NOT_CHECKED[source.language]
    if unread and not any(mark in text for text in source.sections.values()):
        yield source.at(
            ("law",), f"есть акт, которого здесь нет; напишите о нём в статье: «{mark}»"
        )


def _trouble(known: dict[str, Code], code: str, article: str) -> str:
    title = known[code].get(article)
    if title is None:
        return f"в ТК {code} нет статьи {article}"
    return f"статья {article} ТК {code} не действует" if title.startswith(REPEALED) else ""


def _sections(source: Source) -> Iterator[Mistake]:
    headings = HEADINGS[source.language]
    for heading in headings:
        if not source.sections.get(heading):
            yield source.in_section(heading, "раздела нет, или он пуст")
    for heading in source.lines:
        if heading not in headings:
            yield source.in_section(heading, f"такого раздела нет; есть: {', '.join(headings)}")
    brief, *rest = (source.sections.get(heading, "") for heading in headings)
    if len(brief) > LONGEST_BRIEF:
        what = f"{len(brief)} знаков, а помещается {LONGEST_BRIEF}"
        yield source.in_section(headings[0], what)
    if sum(map(len, rest)) > LONGEST_REST:
        what = f"вместе с остальным {sum(map(len, rest))} знаков, а помещается {LONGEST_REST}"
        yield source.in_section(headings[1], what)


def _links(source: Source, slugs: set[str]) -> Iterator[Mistake]:
    for heading, text in source.sections.items():
        for found in LINK.finditer(text):
            target = found[1]
            if not target.startswith("https://") and target.removesuffix(".md") not in slugs:
                yield source.in_section(heading, f"ссылка ведёт в никуда: {target}")


def _beside_others(source: Source, head: Head, found: Sequence[Source]) -> Iterator[Mistake]:
    same = [other for other in found if other.head and other.head.slug == head.slug]
    twins = [other for other in same if other.language != source.language]
    for other in same:
        if other is not source and other.language == source.language:
            yield source.at(("slug",), f"такое же у {other.name}")
    if source.language == "ru":
        return
    if not twins:
        yield source.at(("slug",), "нет русской статьи с таким же slug")
    for other in twins:
        assert other.head
        if other.head.law != head.law:
            yield source.at(("law",), f"не то же, что в {other.name}")
        if other.head.jurisdiction != head.jurisdiction:
            yield source.at(("jurisdiction",), f"не то же, что в {other.name}")
