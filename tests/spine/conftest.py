import pytest

from bot import leases
from bot.logs import set_up_logs


@pytest.fixture(autouse=True)
def as_the_program_logs() -> None:
    """A place and no locals: a failure is logged in these tests as the administrator sees it."""
    set_up_logs()


@pytest.fixture(autouse=True)
def leases_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of these tests renew none, and on a busy machine they take longer than ten seconds."""
    monkeypatch.setattr(leases, "TERM_SECONDS", 600.0)
