"""What is found, and by what: stems, beginnings, typos, numbers of articles, the law in force."""

import json
import os
from pathlib import Path

import pytest

from bot.errors import SetupError
from bot.knowledge import measure
from bot.knowledge.commands import calibrated, evaluated, searched
from bot.knowledge.library import Library
from bot.knowledge.search import SURE


def first(library: Library, text: str, country: str = "RU") -> str:
    return library.index.search(text, country)[0].slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("сократили, что положено", "sokraschenie"),
        ("Директор снял мне стимулирующую часть без объяснений", "stimuliruyuschie"),
        ("мне объявили выговор и не взяли объяснительную", "disciplinarnoe-vzyskanie"),
        ("хочу взять творческий отпуск на год", "dlitelnyj-otpusk"),
        ("не дают отпуск летом", "otpusk-i-perenos"),
        ("лишили премии", "stimuliruyuschie"),
        ("не платят зарплату", "zaderzhka-zarplaty"),
        ("забрали часы посреди учебного года", "uchebnaya-nagruzka"),
        ("задерживают зарплату второй месяц", "zaderzhka-zarplaty"),
        ("заставляют дежурить и убирать территорию", "dopolnitelnaya-rabota"),
        ("требуют пройти медосмотр за свой счёт", "medosmotr"),
        ("хочу перенести отпуск на другой месяц", "otpusk-i-perenos"),
        ("приняли по срочному договору на время декрета", "srochnyj-dogovor"),
        ("отпуск внешнего совместителя на полставки", "sovmestitelstvo"),
        ("не прошла аттестацию, комиссия отказала", "attestaciya"),
        ("меня сократили", "sokraschenie"),
        ("попала под сокращение", "sokraschenie"),
        ("мне объявили выговор", "disciplinarnoe-vzyskanie"),
        ("сняли премию", "stimuliruyuschie"),
    ],
)  # fmt: skip
def test_each_topic_is_found_by_peoples_words(shipped: Library, text: str, slug: str) -> None:
    assert first(shipped, text) == slug
    assert slug in shipped.suggested(text, "RU")


@pytest.mark.parametrize("text", ["сокртаили ставку", "сокраили ставку", "сокрратили ставку"])
def test_a_typo_is_repaired(shipped: Library, text: str) -> None:
    assert first(shipped, text) == "sokraschenie"


def test_an_article_of_the_code_is_looked_up_by_its_number(shipped: Library) -> None:
    for text in ("ст. 335", "что говорит статья 335 ТК?", "335-бап"):
        assert shipped.suggested(text, "RU") == ["dlitelnyj-otpusk"], text
    assert shipped.suggested("ст. 64", "KZ") == ["kz-vzyskanie"]
    # The same number is another article under the other country's law.
    assert shipped.suggested("ст. 335", "KZ") == []


def test_the_laws_are_never_mixed(shipped: Library) -> None:
    for country, prefix in (("KZ", True), ("RU", False)):
        found = shipped.index.search("сократили, выговор, отпуск перенести", country)
        assert len(found) >= 3
        assert all(one.slug.startswith("kz-") is prefix for one in found)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("қысқартып жатыр, не істеймін", "kz-sokraschenie"),
        ("кыскартып жатыр, не истеймин", "kz-sokraschenie"),
        ("маған сөгіс берді", "kz-vzyskanie"),
        ("демалыс бермейді", "kz-otpusk"),
    ],
)
def test_kazakh_is_found_with_and_without_its_letters(
    shipped: Library, text: str, slug: str
) -> None:
    assert shipped.suggested(text, "KZ", "kk")[0] == slug


@pytest.mark.parametrize(
    "text",
    [
        "Где взять логин от личного кабинета?",
        "Как оспорить кадастровую стоимость квартиры?",
        "Здравствуйте",
        "",
        '"; DROP TABLE stems; --',
        "NEAR(отпуск OR",
    ],
)
def test_what_is_foreign_is_left_to_the_lawyer(shipped: Library, text: str) -> None:
    assert shipped.suggested(text, "RU") == []


QUESTIONS = [
    ("сократили, что положено", ["81", "180"]),
    ("выговор без объяснительной", ["193"]),
    ("как поделить дачу при разводе", []),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [json.dumps({"question": text, "articles": found}) for text, found in QUESTIONS]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_the_last_line_of_the_measure_is_the_agreed_one(file: Path) -> None:
    figures = json.loads(evaluated(file).splitlines()[-1])
    assert list(figures) == [
        "n", "hit1", "hit3", "hit5", "typo_hit3", "foreign_answered", "p95_ms",
    ]  # fmt: skip
    assert (figures["n"], figures["hit1"], figures["foreign_answered"]) == (2, 1.0, 0.0)


def test_a_threshold_is_advised_with_what_it_costs(file: Path) -> None:
    advice = json.loads(calibrated(file).splitlines()[-1])
    assert advice["current"] == SURE
    assert advice["foreign_answered"] <= measure.FOREIGN_AT_MOST


def test_what_would_be_offered_is_marked() -> None:
    lines = searched("сократили, что положено", "RU").splitlines()
    assert lines[0].startswith("+")
    assert "sokraschenie" in lines[0]
    assert searched("абракадабра", "RU") == "Ничего не нашлось."
    with pytest.raises(SetupError, match="Страны «XX» нет"):
        searched("отпуск", "XX")


@pytest.mark.parametrize("text", ["не json", '{"question": 1}', "[]"])
def test_a_file_of_another_kind_is_refused_in_a_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SetupError, match="нужна строка JSON"):
        measure.questions(path)


def test_the_threshold_has_not_slipped_on_peoples_questions(shipped: Library) -> None:
    """Theirs are not in the project: KB_QUESTIONS says where they are."""
    path = os.environ.get("KB_QUESTIONS")
    if not path:
        pytest.skip("KB_QUESTIONS names no file of questions")
    asked = measure.questions(Path(path))
    own = measure.evaluate(shipped, measure.covered(shipped, asked))
    everything = measure.evaluate(shipped, asked)
    assert own["hit1"] >= 0.7
    assert own["hit3"] >= 0.85
    assert own["typo_hit3"] >= own["hit3"] - 0.05
    assert everything["foreign_answered"] <= measure.FOREIGN_AT_MOST
    assert everything["p95_ms"] <= 20
