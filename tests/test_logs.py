"""A log says what happened and where; never what a person wrote."""

import logging
import sys
from collections.abc import Callable
from io import StringIO

import pytest
import structlog
from pydantic import BaseModel

from bot.logs import place_of, set_up_logs

SECRET = "Петрова Анна, 79130000001"


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    root, written = logging.getLogger(), StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    set_up_logs()
    return written.getvalue


class Claim(BaseModel):
    age: int


def stumble() -> Exception:
    try:
        try:
            Claim.model_validate({"age": SECRET})
        except ValueError as cause:
            raise LookupError(SECRET) from cause
    except LookupError as error:
        return error
    raise AssertionError


def test_an_error_is_its_types_and_places(logged: Callable[[], str]) -> None:
    structlog.get_logger().error("update failed", exc_info=stumble())
    line = logged()
    assert "LookupError test_logs.py" in line
    assert "ValidationError test_logs.py" in line
    assert SECRET not in line
    assert line.count("\n") == 1


def test_the_error_in_hand_is_found_by_itself(logged: Callable[[], str]) -> None:
    try:
        raise stumble()
    except LookupError:
        structlog.get_logger().exception("update failed")
    line = logged()
    assert "LookupError test_logs.py" in line
    assert SECRET not in line


@pytest.mark.parametrize(
    "library", ["aiogram", "aiogram_dialog.x", "asyncio", "sqlalchemy.pool", "uvicorn.error", "x"]
)
def test_a_library_is_quoted_by_name_and_place_alone(
    logged: Callable[[], str], library: str
) -> None:
    logging.getLogger(library).error("cannot handle %s", SECRET, exc_info=stumble())
    line = logged()
    assert library in line
    assert "test_logs.py:" in line
    assert SECRET not in line
    assert "cannot handle" not in line


def test_what_stops_the_program_is_said_without_its_words(logged: Callable[[], str]) -> None:
    error = stumble()
    sys.excepthook(type(error), error, error.__traceback__)
    line = logged()
    assert "LookupError test_logs.py" in line
    assert SECRET not in line


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert place_of(LookupError(SECRET)) == "LookupError"


def test_our_own_place_is_named_though_a_library_raised() -> None:
    with pytest.raises(ValueError, match="age") as failed:
        Claim.model_validate({"age": SECRET})
    assert place_of(failed.value).startswith("ValidationError test_logs.py:")


def test_a_line_that_cannot_be_written_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done before it would be done once more."""
    log = StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    set_up_logs()
    log.close()
    structlog.get_logger().error("update failed", exc_info=stumble())
