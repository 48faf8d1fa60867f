from tests.legal.conftest import clock
from tests.members.conftest import place

__all__ = ["clock", "place"]
