from tests.legal.conftest import clock, place

__all__ = ["clock", "place"]
