"""Every refusal of `kb check`, with its file and line; and the articles that ship."""

from pathlib import Path

import pytest

from bot.knowledge.articles import FOLDER, HEADINGS, NOT_CHECKED, sources
from bot.knowledge.check import check, codes
from bot.knowledge.library import Library

GOOD = """\
---
slug: otpusk
lang: ru
title: Отпуск
section: profzashchita
audience: [педагог]
jurisdiction: RU
law: ["ТК РФ ст. 335"]
keywords: [отпуск, один, два, три, четыре]
updated: 2026-11-22
reviewed: null
review_by: 2027-05-22
status: published
---
## Коротко
Отпуск положен.

## Что делать
Пишите.

## На что сослаться
ст. 335 ТК РФ.

## Когда нужен юрист
Если отказали.
"""
MARK = NOT_CHECKED["ru"]
KAZAKH = GOOD.replace("lang: ru", "lang: kk")
for _ru, _kk in zip(HEADINGS["ru"], HEADINGS["kk"], strict=True):
    KAZAKH = KAZAKH.replace(f"## {_ru}", f"## {_kk}")


def folder_of(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        language, slug = name.split("_", 1)
        (tmp_path / language).mkdir(exist_ok=True)
        (tmp_path / language / f"{slug}.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_articles_that_ship_are_in_order() -> None:
    assert check() == []


def test_there_are_a_dozen_in_both_languages_and_on_both_laws() -> None:
    heads = [source.head for source in sources(FOLDER) if source.head]
    for language in ("ru", "kk"):
        own = [head for head in heads if head.lang == language]
        assert len(own) >= 12
        assert sum(head.jurisdiction == "KZ" for head in own) >= 3


def test_none_that_ships_passes_for_confirmed_by_a_lawyer() -> None:
    assert all(source.head and source.head.reviewed is None for source in sources(FOLDER))


def test_the_codes_know_what_is_repealed() -> None:
    known = codes()
    assert known["РФ"]["335"].startswith("Длительный отпуск")
    assert known["РФ"]["85"].startswith("Утратила силу")
    assert known["РК"]["117"] == "Исключена"


def test_what_is_right_passes(tmp_path: Path) -> None:
    assert check(folder_of(tmp_path, ru_otpusk=GOOD, kk_otpusk=KAZAKH)) == []


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("ТК РФ ст. 335", "ТК РФ ст. 85", "ru/a.md, строка 8: law[1] — статья 85 ТК РФ не дей"),
        ("ТК РФ ст. 335", "ТК РФ ст. 999", "ru/a.md, строка 8: law[1] — в ТК РФ нет статьи 999"),
        ("ТК РФ ст. 335", "ТК РК ст. 52", "ru/a.md, строка 8: law[1] — кодекс другой страны"),
        ("ТК РФ ст. 335", "273-ФЗ ст. 47", f"напишите о нём в статье: «{MARK}»"),
        ("ст. 335 ТК РФ.", "ст. 335 и 98 ТК РФ.", "строка 21: На что сослаться — статья 98"),
        (", четыре]", "]", "ru/a.md, строка 9: keywords — нужно хотя бы 5"),
        ("## Что делать\nПишите.", "", "ru/a.md, строка 1: Что делать — раздела нет"),
        ("Пишите.", "", "ru/a.md, строка 18: Что делать — раздела нет, или он пуст"),
        ("## Когда нужен юрист", "## Прочее", "такого раздела нет"),
        ("Отпуск положен.", "а" * 901, "ru/a.md, строка 15: Коротко — 901 знаков"),
        ("Пишите.", "а" * 3500, "ru/a.md, строка 18: Что делать — вместе с остальным"),
        ("title: Отпуск", "title: " + "а" * 61, "ru/a.md, строка 4: title — длиннее 60"),
        ("Пишите.", "Смотрите [это](net-takoj).", "строка 18: Что делать — ссылка ведёт в никуда"),
        ("lang: ru", "lang: kk", "ru/a.md, строка 3: lang — файл лежит в папке ru"),
        ("status: published", "status: new", "ru/a.md, строка 13: status — нужно одно из"),
        ("updated: 2026-11-22", "updated: вчера", "ru/a.md, строка 10: updated"),
        ("---\nslug", "slug", "ru/a.md, строка 1: файл начинается"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, old: str, new: str, mistake: str
) -> None:
    assert old in GOOD
    found = check(folder_of(tmp_path, ru_a=GOOD.replace(old, new, 1)))
    assert any(mistake in line for line in found), found


def test_a_slug_stands_once(tmp_path: Path) -> None:
    found = check(folder_of(tmp_path, ru_a=GOOD, ru_b=GOOD))
    assert found == [
        "ru/a.md, строка 2: slug — такое же у ru/b.md",
        "ru/b.md, строка 2: slug — такое же у ru/a.md",
    ]


def test_twins_cite_the_same_law(tmp_path: Path) -> None:
    other = KAZAKH.replace("ст. 335", "ст. 334", 1)
    assert check(folder_of(tmp_path, ru_otpusk=GOOD, kk_otpusk=other)) == [
        "kk/otpusk.md, строка 8: law — не то же, что в ru/otpusk.md"
    ]


def test_a_kazakh_text_has_its_russian_one(tmp_path: Path) -> None:
    alone = check(folder_of(tmp_path, kk_otpusk=KAZAKH))
    assert alone == ["kk/otpusk.md, строка 2: slug — нет русской статьи с таким же slug"]


def test_an_article_without_a_kazakh_text_is_the_russian_one_with_a_mark(tmp_path: Path) -> None:
    library = Library.load(folder_of(tmp_path, ru_otpusk=GOOD))
    shown = library.article("otpusk", "kk")
    assert shown
    assert shown.foreign
    assert shown.article.head.lang == "ru"


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_published_is_neither_found_nor_shown(tmp_path: Path, status: str) -> None:
    text = GOOD.replace("status: published", f"status: {status}")
    library = Library.load(folder_of(tmp_path, ru_otpusk=text))
    assert library.article("otpusk", "ru") is None
    assert library.suggested("ст. 335", "RU") == []
