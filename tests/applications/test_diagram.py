"""The diagram of the documents is the one that the code goes by."""

from pathlib import Path

from bot.applications.states import MOVES, diagram
from bot.cases.models import Status

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "application-states.md"


def test_the_document_shows_what_the_code_does() -> None:
    assert f"```mermaid\n{diagram()}\n```" in DOCUMENT.read_text(encoding="utf-8")


def test_from_every_state_something_is_left_to_do_or_it_is_an_end() -> None:
    sources = {source for move in MOVES.values() for source in move.sources}
    targets = {move.target for move in MOVES.values()}
    assert targets - sources == {Status.WITHDRAWN}
