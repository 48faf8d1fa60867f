"""A YAML file that knows the line of everything in it, so that every mistake is shown in place.

Scalars stay as they are written: `no`, `22:00` or `010` are what the administrator sees, and what
they mean is decided by the model that reads them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from types import UnionType
from typing import Any, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

Place = tuple[int | str, ...]
EMPTY = {"", "~", "null"}
SHOWN_LENGTH = 40
# What PyYAML says, by its beginning, and what that means to somebody who has never met YAML.
TROUBLES = {
    "found character '\\t'": "отступ сделан табуляцией; поставьте пробелы",
    "mapping values are not allowed": "лишнее двоеточие: возьмите весь текст строки в кавычки",
    "could not find expected ':'": "после названия нужны двоеточие и пробел",
    "expected <block end>": "сбился отступ, выше нет двоеточия или после кавычки есть текст",
    "found unexpected end of stream": "кавычка открыта и не закрыта",
    "expected ',' or": "скобка не закрыта, или между значениями нет запятой",
    "expected a single document": "строка --- делит файл надвое; уберите её",
    "found character": "с этого знака значение не начинается; возьмите его в кавычки",
    "expected alphabetic or numeric": "значение начинается с * или &; возьмите его в кавычки",
    "an alias": "значение начинается с * или &; возьмите его в кавычки",
}
LEFT_OPEN = ("found unexpected end of stream", "expected ',' or")


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    line: int
    where: str
    what: str

    def __str__(self) -> str:
        line = f"строка {self.line}: " if self.line else ""
        return line + (f"{self.where} — {self.what}" if self.where else self.what)


class Unreadable(Exception):
    """The file is no YAML; nothing after the mistake could be understood."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake


class Document:
    def __init__(self, raw: bytes) -> None:
        text = _decoded(raw)
        self._lines: dict[Place, int] = {(): 1}
        self.repeated: list[Mistake] = []
        try:
            node = yaml.compose(text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            raise Unreadable(Mistake(_line_of(error), "", _trouble(error))) from error
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, int(error.position)) + 1
            raise Unreadable(
                Mistake(line, "", "непечатный знак; наберите строку заново")
            ) from error
        self.data: Any = {} if node is None else self._value(node, ())

    def mistake(self, place: Place, what: str) -> Mistake:
        return Mistake(self._line(place), in_words(place), what)

    def mistakes(self, error: ValidationError, model: type[BaseModel]) -> Iterator[Mistake]:
        for details in error.errors(include_url=False):
            place = tuple(part for part in details["loc"] if part != "[key]")
            if place[-1:] == ("key",):
                # Not written: a block's own name, given to it by `Keyed`.
                place = place[:-1]
            yield self.mistake(place, _explain(details, place, model))

    def _line(self, place: Place) -> int:
        while place not in self._lines:
            place = place[:-1]
        return self._lines[place]

    def _value(self, node: yaml.Node, place: Place) -> Any:
        match node:
            case yaml.MappingNode():
                return dict(self._entries(node, place))
            case yaml.SequenceNode():
                for index, item in enumerate(node.value):
                    self._lines[*place, index] = item.start_mark.line + 1
                return [self._value(item, (*place, i)) for i, item in enumerate(node.value)]
        plain = isinstance(node, yaml.ScalarNode) and node.style is None
        return None if plain and node.value in EMPTY else node.value

    def _entries(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[str, Any]]:
        """The named values; a name without a value is the same as none."""
        for name, item in node.value:
            here = (*place, str(name.value))
            line = name.start_mark.line + 1
            if here in self._lines:
                what = f"написано второй раз; первый — в строке {self._lines[here]}"
                self.repeated.append(Mistake(line, in_words(here), what))
                continue
            self._lines[here] = line
            value = self._value(item, here)
            if value is not None:
                yield str(name.value), value


def in_words(place: Place) -> str:
    """`desks.legal.roles[2]`: people count from one."""
    words = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place)
    return words.removeprefix(".")


def wrong(what: str, written: object = None) -> PydanticCustomError:
    """A mistake in the administrator's language; a validator raises it."""
    shown = f", написано {_shown(written)}" if written is not None else ""
    return PydanticCustomError("wrong", "{what}", {"what": what + shown})


def nearest(name: str, known: Iterator[str] | set[str]) -> str:
    close = get_close_matches(name, sorted(known), n=1)
    return f"; похоже на «{close[0]}»" if close else ""


class _Loader(yaml.BaseLoader):
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "an alias", self.get_mark())
        return super().compose_node(parent, index)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = "файл сохранён не в UTF-8; сохраните его в этой кодировке"
        raise Unreadable(Mistake(line, "", what)) from error


def _line_of(error: yaml.MarkedYAMLError) -> int:
    # What was left open is noticed far below: the line is that of its beginning.
    left_open = str(error.problem).startswith(LEFT_OPEN)
    mark = (error.context_mark if left_open else None) or error.problem_mark
    return mark.line + 1 if mark else 1


def _trouble(error: yaml.MarkedYAMLError) -> str:
    for start, meaning in TROUBLES.items():
        if str(error.problem).startswith(start):
            return meaning
    return "строка не читается: проверьте в ней и перед ней отступы, двоеточия и кавычки"


def _explain(details: ErrorDetails, place: Place, model: type[BaseModel]) -> str:
    context = details.get("ctx", {})
    match details["type"]:
        case "missing":
            if place[-1] in ("ru", "kk"):
                language = {"ru": "русском", "kk": "казахском"}[str(place[-1])]
                return f"нет текста на {language}; допишите «{place[-1]}: …»"
            return f"не заполнено; допишите «{place[-1]}: …»"
        case "extra_forbidden":
            known = _names(model, place[:-1])
            hint = nearest(str(place[-1]), known) or f"; здесь бывает: {', '.join(sorted(known))}"
            return f"такого названия здесь нет{hint}"
        case "enum" | "literal_error":
            expected = str(context["expected"]).replace("'", "").replace(" or ", ", ")
            return f"нужно одно из: {expected}, написано {_shown(details['input'])}"
        case "model_type" | "dict_type":
            known = _names(model, place)
            inside = f": {', '.join(sorted(known))}" if known else ""
            return f"нужен блок с отступом{inside}; написано {_shown(details['input'])}"
        case "tuple_type" | "frozen_set_type" | "list_type":
            written = _shown(details["input"])
            return f"нужен список: каждое значение с новой строки после «- », написано {written}"
    return details["msg"]


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "блок с " + ", ".join(map(str, value)) if value else "пустой блок"
    if isinstance(value, list):
        return "список"
    text = str(value)
    return f"«{text[:SHOWN_LENGTH]}…»" if len(text) > SHOWN_LENGTH else f"«{text}»"


def _names(model: type[BaseModel], place: Place) -> set[str]:
    """What may be written in the block that stands at that place."""
    kind: Any = model
    for part in place:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            fields = {field.alias or name: field for name, field in kind.model_fields.items()}
            kind = fields[str(part)].annotation if part in fields else None
        else:
            kind = get_args(kind)[-1] if get_origin(kind) is dict else None
        if get_origin(kind) in (Union, UnionType):
            kind = get_args(kind)[0]
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return set()
    return {field.alias or name for name, field in kind.model_fields.items()} - {"key"}
