"""Logs for the administrator: one line an event, and nothing in it that a person wrote."""

import logging
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

HOUSE = Path(__file__).parent.parent


def set_up_logs() -> None:
    lines = _Lines(sys.stderr)
    # Libraries quote whole updates and requests when they complain.
    logging.basicConfig(level=logging.WARNING, handlers=[_Quiet()])
    sys.excepthook = _say_what_stopped_us
    structlog.configure(
        processors=[
            structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False),
            structlog.processors.add_log_level,
            _without_messages,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *names: lines,
    )


class _Lines:
    """A line that cannot be written, to a full disk or a pipe that broke, stops nothing: what was
    done before it would be done once more."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def msg(self, line: str) -> None:
        with suppress(OSError, ValueError):
            self._file.write(f"{line}\n")
            self._file.flush()

    debug = info = warning = error = critical = exception = msg


def place_of(error: BaseException) -> str:
    """The error's type and where in our code it came up; never its message, which may quote."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _is_ours(Path(frame.filename))] or frames
    if not ours:
        return type(error).__name__
    last = ours[-1]
    return f"{type(error).__name__} {Path(last.filename).name}:{last.lineno} {last.name}"


def _is_ours(file: Path) -> bool:
    # The virtual environment stands inside the house.
    return file.is_relative_to(HOUSE) and "site-packages" not in file.parts


def _without_messages(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """An exception becomes its types and places: pydantic's and SQL's messages quote values."""
    error: Any = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    chain = []
    while isinstance(error, BaseException):
        chain.append(place_of(error))
        error = error.__cause__ or error.__context__
    if chain:
        event["error"] = " <- ".join(chain)
    return event


def _say_what_stopped_us(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    structlog.get_logger().critical("the program stopped", exc_info=error)


class _Quiet(logging.Handler):
    """A library's warning as its name and place alone."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno < logging.WARNING:
            return
        error = record.exc_info[1] if record.exc_info else None
        structlog.get_logger().warning(
            "library", name=record.name, place=f"{record.filename}:{record.lineno}", exc_info=error
        )
