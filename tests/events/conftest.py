"""Events are tried at the same Wednesday as questions are."""

from tests.legal.conftest import clock as clock
from tests.legal.conftest import place as place
