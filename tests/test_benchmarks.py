"""The table of figures is made, and what was lost makes a figure FAILED. Nothing is timed here."""

import asyncio
from collections.abc import AsyncIterator
from io import StringIO

import aiohttp
import pytest
from rich.console import Console

from benchmarks import gates
from benchmarks.bench import FULL, TALK, Bench, bench
from benchmarks.plans import Outcome, Plan, Sends, Step
from benchmarks.running import Contender, Server, Turn, server
from benchmarks.sending import sending
from benchmarks.sizes import TINY
from benchmarks.table import Line, show
from benchmarks.talking import ECHO, SPINE, at, line_of

pytestmark = pytest.mark.slow

TOKEN = "1:TEST"


@pytest.fixture
async def api() -> AsyncIterator[Server]:
    async with server() as running:
        yield running


class Bot:
    """Answers what the test tells it to, call by call."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url, self._session = f"{url}/bot{TOKEN}/", session

    async def call(self, method: str, **given: object) -> dict[str, object]:
        form = {name: str(value) for name, value in given.items()}
        async with self._session.post(self._url + method, data=form) as answer:
            found: dict[str, object] = await answer.json()
        return found

    async def updates(self) -> list[dict[str, dict[str, str]]]:
        found = (await self.call("getUpdates", timeout=5))["result"]
        assert isinstance(found, list)
        return found


@pytest.fixture
async def bot(api: Server) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as session:
        yield Bot(api.url, session)


async def test_each_person_goes_on_when_answered(api: Server, bot: Bot) -> None:
    steps = (Step(say="Привет {n}", until="Привет {n}"), Step(press="Да", until="Спасибо"))
    playing = asyncio.create_task(api.play(TOKEN, Plan(1, steps, first=7)))
    (said,) = await bot.updates()
    keyboard = '{"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}'
    text = said["message"]["text"]
    await bot.call("sendMessage", chat_id=7, text=f"И вам: {text}", reply_markup=keyboard)
    (pressed,) = await bot.updates()
    assert pressed["callback_query"]["data"] == "yes"
    await bot.call("sendMessage", chat_id=7, text="Секунду")
    await bot.call("editMessageText", chat_id=7, message_id=1, text="Спасибо")
    outcome = await playing
    assert (outcome.wanted, outcome.answered, outcome.unasked) == (2, 2, 1)


async def test_what_is_not_answered_is_missed(api: Server) -> None:
    outcome = await api.play(TOKEN, Plan(2, TALK, patience=0.1))
    assert (outcome.wanted, outcome.answered) == (2, 0)
    contender = Contender.__new__(Contender)
    contender.name = "молчун"
    assert gates.answered(contender, [Turn(outcome, 0.0)]) == ["молчун: без ответа 2 из 2"]


async def test_one_message_over_the_limit_is_refused(api: Server, bot: Bot) -> None:
    playing = asyncio.create_task(api.play(TOKEN, Sends(2, limit=2, jitter=0.0, patience=5)))
    await asyncio.sleep(0)
    while True:
        answers = [await bot.call("sendMessage", chat_id=7, text="Собрание") for _ in range(3)]
        if playing.done() or not answers[-1]["ok"]:
            break
    outcome = await playing
    assert answers[-1]["error_code"] == 429
    assert outcome.answered >= 2


@pytest.fixture
async def tiny() -> AsyncIterator[Bench]:
    async with bench(TINY) as place:
        yield place


async def test_a_figure_is_made_of_two_contenders_in_turns(tiny: Bench) -> None:
    ours = at(SPINE, FULL)
    await tiny.spine(ours, FULL, "on")
    await tiny.add(ECHO, "echo", "aiogram", "{api}", "{token}")
    turns = await tiny.in_turns(Plan(TINY.messages, TALK), ours, ECHO)
    assert await gates.nothing_unmarked(ours, tiny.urls[ours]) == []
    url, given = tiny.urls[ours], tiny.given[ours]
    assert await gates.rows_kept(ours, url, given) == []
    too_few = await gates.rows_kept(ours, url, given + 1, seconds=0)
    assert too_few == [f"{ours}: строк потеряно 1"]
    line = line_of("P0", "проба", ours, ECHO, "—", FULL, turns, {ours: [], ECHO: []})
    assert "×" in shown([line])


async def test_a_broadcast_is_measured(tiny: Bench) -> None:
    lines = await sending(tiny)
    assert [line.failures for line in lines] == [[], []]
    assert "P7" in shown(lines)


def test_a_figure_with_a_loss_is_not_printed() -> None:
    outcome = Outcome(4, 4, 2.0, [0.5] * 4, 0, 0, 0.0)
    lost = Line("P1a", "проба", "база", "≥ 8×", FULL, [outcome.per_second], failures=["пропало 1"])
    printed = shown([lost])
    assert "FAILED" in printed
    assert "пропало 1" in printed
    assert "2×" not in printed


def shown(lines: list[Line]) -> str:
    console = Console(file=StringIO(), force_terminal=False)
    show(lines, console)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()
