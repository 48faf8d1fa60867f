from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from sandbox import Person, Sandbox
from tests.sandbox.client import Bot


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with Sandbox() as box:
        yield box


@pytest.fixture
async def bot(box: Sandbox) -> AsyncIterator[Bot]:
    async with ClientSession() as session:
        yield Bot(box, session)


@pytest.fixture
def anna(box: Sandbox) -> Person:
    """A member who has written to the bot before."""
    return box.person("Анна Петрова", id=1001, phone="+79130000001", started=True)


@pytest.fixture
def boris(box: Sandbox) -> Person:
    return box.person("Борис Ким", id=1002, phone="+79130000002", started=True)
