import itertools

import pytest

from sandbox import Person, Sandbox
from tests.sandbox.client import Bot


class Clock:
    """Time that stands until it is moved, so that a count never depends on the machine."""

    def __init__(self, box: Sandbox) -> None:
        self.now = 1000.0
        box.limits.enabled = True
        box.limits.clock = lambda: self.now


@pytest.fixture
def clock(box: Sandbox) -> Clock:
    return Clock(box)


async def passed(bot: Bot, chat_id: int, tries: int = 100) -> int:
    """How many messages pass before the first refusal."""
    for count in range(tries):
        body = await bot.call("sendMessage", chat_id=chat_id, text=str(count))
        if not body["ok"]:
            assert body["error_code"] == 429
            return count
    return tries


async def test_a_burst_of_five_passes_in_a_chat_then_one_a_second(
    anna: Person, bot: Bot, clock: Clock
) -> None:
    assert await passed(bot, anna.id) == 5
    assert await bot.call("sendMessage", chat_id=anna.id, text="?") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    clock.now += 1
    assert await passed(bot, anna.id) == 1
    clock.now += 60
    assert await passed(bot, anna.id) == 5


async def test_thirty_a_second_pass_in_all(box: Sandbox, bot: Bot, clock: Clock) -> None:
    people = [box.person(f"Член {n}", started=True) for n in range(40)]
    answers = [await bot.call("sendMessage", chat_id=p.id, text="Новость") for p in people]
    assert [answer["ok"] for answer in answers] == [True] * 30 + [False] * 10

    clock.now += 0.5
    answers = [await bot.call("sendMessage", chat_id=p.id, text="Новость") for p in people]
    assert sum(answer["ok"] for answer in answers) == 15


async def test_a_group_takes_twenty_a_minute_edits_among_them(
    box: Sandbox, anna: Person, bot: Bot, clock: Clock
) -> None:
    group = box.group("Правовая инспекция", members=[anna])
    sent = await bot.say(group.id, "Карточка")
    for number in range(19):
        edit = {"chat_id": group.id, "message_id": sent["message_id"], "text": str(number)}
        await bot.do("editMessageText", **edit)

    refusal = await bot.call("sendMessage", chat_id=group.id, text="ещё")
    assert refusal["parameters"] == {"retry_after": 3}
    clock.now += 3
    await bot.say(group.id, "ещё")


async def test_edits_in_a_private_chat_weigh_on_the_whole_alone(
    anna: Person, bot: Bot, clock: Clock
) -> None:
    sent = await bot.say(anna.id, "0")
    passed = 0
    for number in itertools.count(1):
        edit = {"chat_id": anna.id, "message_id": sent["message_id"], "text": str(number)}
        if not (await bot.call("editMessageText", **edit))["ok"]:
            break
        passed += 1
    assert passed == 29


async def test_answers_polls_and_actions_are_free(anna: Person, bot: Bot, clock: Clock) -> None:
    for _ in range(40):
        assert (await bot.call("getUpdates"))["ok"]
        assert (await bot.call("sendChatAction", chat_id=anna.id, action="typing"))["ok"]
        stale = await bot.call("answerCallbackQuery", callback_query_id="1")
        assert stale["error_code"] == 400


async def test_an_album_counts_by_its_items(anna: Person, bot: Bot, clock: Clock) -> None:
    photo = (await anna.send_photo()).raw["photo"][-1]["file_id"]
    media = [{"type": "photo", "media": photo}] * 4
    await bot.do("sendMediaGroup", chat_id=anna.id, media=media)
    assert await passed(bot, anna.id) == 1


async def test_without_limits_everything_passes(anna: Person, bot: Bot) -> None:
    assert await passed(bot, anna.id) == 100
