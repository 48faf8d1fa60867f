"""Telegram's methods and their parameters, read from aiogram's sources without importing them.

aiogram writes a file a method; the Bot API's description of a parameter stands as a string
literal under it and is in no object at run time, hence `ast`.
"""

import ast
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sandbox.errors import bad_request
from sandbox.files import Upload

LENGTH = re.compile(r"(\d+)-(\d+) characters")

# What Telegram says where a parameter is missing; the rest get the general sentence.
MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "from_chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "file_id": "file_id is not specified",
    "action": "wrong parameter action in request",
}
# Telegram has words of its own for these, said by the methods themselves.
OWN_LIMIT = {"text", "caption"}


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    kind: str
    required: bool
    description: str
    longest: int | None


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    parameters: dict[str, Parameter]


@dataclass(slots=True, eq=False, repr=False)
class Params(dict[str, Any]):
    """Checked parameters of one call, and the files that came with it."""

    uploads: dict[str, Upload] = field(default_factory=dict)


def find(name: str) -> Method | None:
    """Telegram's method names are read without regard to case."""
    path = method_files().get(name.lower())
    return read(path) if path else None


@cache
def method_files() -> dict[str, Path]:
    spec = find_spec("aiogram")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the sandbox reads the Bot API's schema from aiogram: install it")
    folder = Path(spec.submodule_search_locations[0]) / "methods"
    return {
        path.stem.replace("_", ""): path
        for path in folder.glob("*.py")
        if path.stem not in {"__init__", "base"}
    }


@cache
def read(path: Path) -> Method:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    method = next(node for node in tree.body if isinstance(node, ast.ClassDef))
    name = ""
    parameters = {}
    for statement, following in zip(method.body, [*method.body[1:], None], strict=True):
        match statement:
            case ast.Assign(
                targets=[ast.Name(id="__api_method__")], value=ast.Constant(value=str(constant))
            ):
                name = constant
            case ast.AnnAssign(target=ast.Name(id=parameter)):
                parameters[parameter] = read_parameter(parameter, statement, following)
    return Method(name, parameters)


def read_parameter(name: str, statement: ast.AnnAssign, following: ast.stmt | None) -> Parameter:
    description = ""
    if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
        description = str(following.value.value)
    length = LENGTH.search(description)
    return Parameter(
        name=name,
        kind=kind_of(ast.unparse(statement.annotation)),
        required=statement.value is None,
        description=description,
        longest=int(length[2]) if length else None,
    )


def kind_of(annotation: str) -> str:
    parts = [part for part in annotation.split(" | ") if part not in {"None", "Default"}]
    first = parts[0]
    if first in {"int", "str", "bool", "float"}:
        return first
    if first.startswith("ChatId"):
        return "chat"
    if first.startswith("InputFile"):
        return "file"
    if first.startswith("DateTime"):
        return "int"
    return "array" if first.startswith("list[") else "object"


def check(method: Method, values: dict[str, Any], uploads: dict[str, Upload]) -> Params:
    """Convert what came over the wire; what the method does not know is ignored, as there."""
    params = Params(uploads=uploads)
    for name, value in values.items():
        parameter = method.parameters.get(name)
        if parameter is None or value is None:
            continue
        params[name] = CONVERTERS[parameter.kind](name, value)
        if parameter.longest is not None and name not in OWN_LIMIT:
            check_length(parameter, params[name])
    for name, upload in uploads.items():
        if name in method.parameters and name not in params:
            params[name] = upload
    for parameter in method.parameters.values():
        if parameter.required and parameter.name not in params:
            raise bad_request(missing(parameter))
    return params


def check_length(parameter: Parameter, value: Any) -> None:
    if isinstance(value, str) and parameter.longest and len(value) > parameter.longest:
        raise bad_request(f"{parameter.name} is too long")


def missing(parameter: Parameter) -> str:
    if parameter.kind == "file":
        return f"there is no {parameter.name} in the request"
    return MISSING.get(parameter.name, f'parameter "{parameter.name}" is required')


def to_int(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise wrong_type(name, "Integer") from None


def to_float(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise wrong_type(name, "Float") from None


def to_str(name: str, value: Any) -> str:
    if isinstance(value, (dict, list)):
        raise wrong_type(name, "String")
    return value if isinstance(value, str) else json.dumps(value)


def to_bool(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return str(value).lower() in {"true", "yes", "1"}


def to_chat(name: str, value: Any) -> int | str:
    text = str(value).strip()
    if not text:
        raise bad_request(f"{name} is empty")
    return int(text) if re.fullmatch(r"-?\d+", text) else text


def to_file(name: str, value: Any) -> Any:
    if isinstance(value, (str, Upload)):
        return value
    raise wrong_type(name, "InputFile or String")


def to_array(name: str, value: Any) -> list[Any]:
    value = from_json(name, value)
    if not isinstance(value, list):
        raise wrong_type(name, "Array")
    return value


def to_object(name: str, value: Any) -> Any:
    value = from_json(name, value)
    if not isinstance(value, dict):
        if name == "reply_markup":
            raise bad_request("object expected as reply markup")
        raise wrong_type(name, "Object")
    return value


def from_json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        what = "reply keyboard markup" if name == "reply_markup" else name
        raise bad_request(f"can't parse {what} JSON object") from None


def wrong_type(name: str, expected: str) -> Exception:
    # Telegram takes such a value for 0 or for an empty one and goes on; on a desk that
    # hides a mistake, so this refusal is the sandbox's own.
    return bad_request(f'parameter "{name}" must be of type {expected}')


CONVERTERS: dict[str, Callable[[str, Any], Any]] = {
    "int": to_int,
    "float": to_float,
    "str": to_str,
    "bool": to_bool,
    "chat": to_chat,
    "file": to_file,
    "array": to_array,
    "object": to_object,
}
