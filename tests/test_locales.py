"""Both languages say the same; the code asks for no text that is missing; none lies unused."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.regulations import Regulations
from tests.fixed_labels import FIXED_LABELS

ROOT = Path(__file__).parent.parent
LANGUAGES = ("ru", "kk")
CODE = ("bot", "handlers")

# How keys begin that code puts together otherwise than f"status-{name}", which is found by itself.
PUT_TOGETHER: tuple[str, ...] = ()

# Literals and starts of f-strings that look like a key beside others of its kind and are none.
NO_KEYS = frozenset(
    {
        # Actions of the audit, and kinds of notices.
        "application-accepted",
        "application-accepted-for",
        "application-appeal-accepted",
        "application-approved",
        "application-bring-paper",
        "application-card",
        "application-handed-to-you",
        "application-paid",
        "application-paper-reminder",
        "application-paper-wanted",
        "application-passed-on",
        "application-payment-returned",
        "application-promise-missed",
        "application-promise-moved",
        "application-refused",
        "application-send-paper",
        "application-supplied",
        "application-signed-accepted",
        "application-supply-accepted",
        "application-to-pay",
        "application-withdrawn",
        "card-sent",
        "meeting-missed",
        "meeting-refused",
        "paper-noted",
        "paper-unnoted",
        "payment-refused",
        "news-consent",
        "request-refused",
        "request-seen",
        "colleague-noted",
        "role-ended",
        "role-ended-head",
        "case-refused",
        "case-seen",
        "handed-to-you",
        "question-accepted",
        "question-card",
        "mydata-html",
        "mydata-json",
        "mydata-exported",
        "event-announced",
        "event-called-off",
        "event-changed",
        "event-day",
        "event-door-refused",
        "event-files-seen",
        "event-helper",
        "event-joined",
        "event-left",
        "event-list-seen",
        "event-missed",
        "event-no-place",
        "event-nominated",
        "event-off",
        "event-offer",
        "event-offers-missed",
        "event-offer-expired",
        "event-published",
        "event-refused",
        "event-said",
        "event-struck-off",
        "event-soon",
        "event-waiting",
        # How a button's data begin, a chapter of the file.
        "event-rate",
        "event-roles",
        "channel-bound",
        "channel-offered",
        "channel-refused",
        "channel-unbound",
        "digest-missed",
        "news-refused",
        "post-edited",
        "post-opened",
        "post-preview",
        "post-published",
        "post-scheduled",
        "post-unscheduled",
        "post-withdrawn",
        "survey-closed",
        "survey-exported",
        "survey-opened",
        "survey-refused",
        "survey-seen",
    }
)

# A literal is certainly a key as first argument of these, and in a class under the name `key`.
TAKES_A_KEY = ("texts", "in_every_language")
KEY_ATTRIBUTE = "key"

# A date is a date, and nobody talks as a decree does. «данные» (data) is a word, «данный» none.
OFFICIALESE = (
    r"в течение \S+ (?:\S+ )?(?:дн|сут)",
    r"\bданн(?:ый|ая|ое|ого|ому|ой|ую)\b",
    r"осуществл",
    r"в соответствии с\b",
    r"!",
)


@dataclass
class Locale:
    """What the files of one language say."""

    entries: dict[str, ftl.Message | ftl.Term] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)


@dataclass
class Used:
    """What the code asks for: literal → where; `certain` are keys and can't be anything else."""

    literals: dict[str, str] = field(default_factory=dict)
    certain: dict[str, str] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)


class References(Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.entries: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:
        self.entries.add(node.id.name)

    def visit_TermReference(self, node: ftl.TermReference) -> None:
        self.entries.add(f"-{node.id.name}")
        self.generic_visit(node)


class Said(Visitor):
    """The words themselves, without what is put in."""

    def __init__(self) -> None:
        self.text = ""

    def visit_TextElement(self, node: ftl.TextElement) -> None:
        self.text += node.value

    def visit_StringLiteral(self, node: ftl.StringLiteral) -> None:
        self.text += node.parse()["value"]


def references(entry: ftl.BaseNode) -> References:
    found = References()
    found.visit(entry)
    return found


def said(entry: ftl.BaseNode) -> str:
    found = Said()
    found.visit(entry)
    return found.text


def read_locale(folder: Path) -> Locale:
    locale = Locale()
    for path in sorted(folder.glob("*.ftl")):
        source = path.read_text(encoding="utf-8")
        for entry in FluentParser().parse(source).body:
            start = entry.span.start if entry.span else 0
            where = f"{folder.name}/{path.name}:{source.count(chr(10), 0, start) + 1}"
            if isinstance(entry, ftl.Junk):
                why = "; ".join(str(note.message) for note in entry.annotations)
                locale.mistakes.append(f"{where}: {why}")
            elif isinstance(entry, ftl.Message | ftl.Term):
                key = f"-{entry.id.name}" if isinstance(entry, ftl.Term) else entry.id.name
                if key in locale.entries:
                    locale.mistakes.append(f"{where}: {key} stands in {locale.places[key]} too")
                locale.entries[key], locale.places[key] = entry, where
    return locale


def compare(one: Locale, other: Locale) -> Iterator[str]:
    for key in one.entries.keys() ^ other.entries.keys():
        has = one if key in one.entries else other
        yield f"{has.places[key]}: {key} stands in this language only"
    for key in one.entries.keys() & other.entries.keys():
        # Forms of a word differ between languages, what is put in does not.
        here, there = (references(locale.entries[key]).variables for locale in (one, other))
        if here != there:
            odd = ", ".join(f"${name}" for name in sorted(here ^ there))
            yield f"{one.places[key]}, {other.places[key]}: {key}: {odd} in one language only"


def read_code(root: Path) -> Used:
    used = Used()
    for path in sorted(p for folder in CODE for p in (root / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            where = f"{path.relative_to(root)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.literals.setdefault(node.value, where)
            elif isinstance(node, ast.JoinedStr) and (prefix := constant_start(node)):
                used.prefixes.setdefault(prefix, where)
            for key in certain_keys(node):
                used.certain.setdefault(key, where)
    for path in (*root.glob("regulations*.yaml"), *root.glob("bot/regulations*.yaml")):
        for value in strings(yaml.safe_load(path.read_text(encoding="utf-8"))):
            used.literals.setdefault(value, path.name)
    return used


def constant_start(text: ast.JoinedStr) -> str | None:
    first = text.values[0] if text.values else None
    if isinstance(first, ast.Constant) and re.fullmatch(r"[a-z][a-z0-9_-]*[-_]", str(first.value)):
        return str(first.value)
    return None


def certain_keys(node: ast.AST) -> Iterator[str]:
    values: Sequence[ast.expr | None] = ()
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", None))
        values = node.args[:1] if name in TAKES_A_KEY else ()
    elif isinstance(node, ast.ClassDef):
        values = [
            line.value
            for line in node.body
            if isinstance(line, ast.Assign | ast.AnnAssign)
            for target in (line.targets if isinstance(line, ast.Assign) else [line.target])
            if isinstance(target, ast.Name) and target.id == KEY_ATTRIBUTE
        ]
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def unused(locale: Locale, used: Used) -> Iterator[str]:
    prefixes = (*used.prefixes, *PUT_TOGETHER)
    named = {name for entry in locale.entries.values() for name in references(entry).entries}
    for key, where in locale.places.items():
        if key not in used.literals and key not in named and not key.startswith(prefixes):
            yield f"{where}: {key} is used nowhere"


def missing(locale: Locale, used: Used) -> Iterator[str]:
    """Keys that the code asks for: certain ones, and literals that look like those that exist."""
    kinds = {key.split("-")[0] for key in locale.entries if "-" in key.lstrip("-")}
    for literal, where in (used.certain | used.literals).items():
        looks_so = re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", literal)
        likely = looks_so and literal.split("-")[0] in kinds and literal not in NO_KEYS
        if (literal in used.certain or likely) and literal not in locale.entries:
            yield f"{where}: {literal} is in no locale file"
    for prefix, where in used.prefixes.items():
        likely = prefix.split("-")[0] in kinds and prefix not in NO_KEYS
        if likely and not any(key.startswith(prefix) for key in locale.entries):
            yield f"{where}: {prefix}… is in no locale file"


def missing_labels(ru: Locale, kk: Locale, labels: Iterable[tuple[str, str]]) -> Iterator[str]:
    keys = ru.entries.keys() & kk.entries.keys()
    stand = {(said(ru.entries[key]), said(kk.entries[key])) for key in keys}
    for pair in labels:
        if pair not in stand:
            yield f"no key says «{pair[0]}» in Russian and «{pair[1]}» in Kazakh"


def officialese(locale: Locale) -> Iterator[str]:
    for key, entry in locale.entries.items():
        for pattern in OFFICIALESE:
            if found := re.search(pattern, said(entry), re.IGNORECASE):
                yield f"{locale.places[key]}: {key}: «{found[0]}»"


def report(mistakes: Iterable[str]) -> str:
    return "\n".join(["", *sorted(mistakes)]).rstrip()


@pytest.fixture(scope="module")
def locales() -> tuple[Locale, Locale]:
    if not any((ROOT / "bot" / "locales").glob("*/*.ftl")):
        pytest.skip("no locale files yet: bot/locales/*/*.ftl")
    ru, kk = (read_locale(ROOT / "bot" / "locales" / language) for language in LANGUAGES)
    return ru, kk


@pytest.fixture(scope="module")
def used() -> Used:
    return read_code(ROOT)


def test_every_file_is_read_whole(locales: tuple[Locale, Locale]) -> None:
    assert not report([*locales[0].mistakes, *locales[1].mistakes])


def test_both_languages_have_the_same_keys_and_put_in_the_same(
    locales: tuple[Locale, Locale],
) -> None:
    assert not report(compare(*locales))


def test_every_text_is_used(locales: tuple[Locale, Locale], used: Used) -> None:
    assert not report(unused(locales[0], used))


def test_every_text_that_is_used_stands(locales: tuple[Locale, Locale], used: Used) -> None:
    assert not report(missing(locales[0], used))


def test_the_fixed_labels_stand_as_fixed(locales: tuple[Locale, Locale]) -> None:
    """In the texts; those of a desk's menu in the regulations."""
    desks = Regulations.load(ROOT / "regulations.yaml").desks.values()
    of_desks = {(b.ru, b.kk) for desk in desks for b in (desk.labels.ask, desk.labels.queue)}
    assert not report(missing_labels(*locales, set(FIXED_LABELS) - of_desks))
    assert of_desks <= set(FIXED_LABELS)


def test_russian_texts_shout_at_nobody_and_decree_nothing(locales: tuple[Locale, Locale]) -> None:
    assert not report(officialese(locales[0]))


def locale_of(folder: Path, **files: str) -> Locale:
    for name, source in files.items():
        (folder / f"{name}.ftl").write_text(source)
    return read_locale(folder)


@pytest.mark.parametrize(
    ("ru", "kk", "mistake"),
    [
        ("aid-sum = Сумма\n", "", "aid-sum stands in this language only"),
        ("aid-sum = { $sum } из { $all }\n", "aid-sum = { $sum }\n", "aid-sum: $all in one"),
        ("aid-sum = Сумма\naid-sum = Сумма\n", "aid-sum = Сома\n", "stands in one/all.ftl:1 too"),
        ("aid-sum = { $sum\n", "aid-sum = { $sum }\n", "one/all.ftl:1: Expected token"),
    ],
)
def test_a_difference_is_found(tmp_path: Path, ru: str, kk: str, mistake: str) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, other = locale_of(tmp_path / "one", all=ru), locale_of(tmp_path / "two", all=kk)
    assert mistake in report([*one.mistakes, *compare(one, other)])


def test_forms_of_a_word_may_differ(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    forms = "{ $count ->\n  [one] { $count } файл\n *[many] { $count } файлов\n }"
    one = locale_of(tmp_path / "one", all=f"files = {forms}\n")
    assert not one.mistakes
    assert not report(compare(one, locale_of(tmp_path / "two", all="files = { $count } файл\n")))


def test_the_code_and_the_texts_are_compared(tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "cards.py").write_text(
        "class Refusal:\n    key = 'refused'\n\n"
        "texts('card-title'); texts(f'status-{x}'); texts(f'card-sum-{x}'); y = 'card-lost'\n"
    )
    (tmp_path / "regulations.yaml").write_text("topics: [{title: topic-pay}]")
    locale = locale_of(
        tmp_path,
        all="card-title = { -brand }\n-brand = Профсоюз\nstatus-new = Новое\ntopic-pay = Оплата\n"
        "card-old = Старое\n",
    )
    used = read_code(tmp_path)
    assert report(unused(locale, used)).split("\n")[1:] == [
        f"{tmp_path.name}/all.ftl:5: card-old is used nowhere"
    ]
    assert report(missing(locale, used)).split("\n")[1:] == [
        "bot/cards.py:2: refused is in no locale file",
        "bot/cards.py:4: card-lost is in no locale file",
        "bot/cards.py:4: card-sum-… is in no locale file",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ответим в течение 3 рабочих дней",
        "По данному вопросу",
        "Осуществляется приём",
        "В соответствии с законом",
        "Готово!",
    ],
)
def test_officialese_is_found(tmp_path: Path, text: str) -> None:
    assert report(officialese(locale_of(tmp_path, all=f"aid-text = {text}\n")))


def test_plain_words_pass(tmp_path: Path) -> None:
    text = "Ваши данные хранит профсоюз, ответим до пятницы"
    assert not report(officialese(locale_of(tmp_path, all=f"aid-text = {text}\n")))
