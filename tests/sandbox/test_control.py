"""The controls over HTTP and the page's socket, as another process sees them."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, FormData

import sandbox
from sandbox import Person, Sandbox
from sandbox.errors import Impossible
from tests.sandbox.client import JSON, Bot, inline, keyboard


class Stranger:
    """A checker in another process: it has HTTP and nothing else."""

    def __init__(self, box: Sandbox, session: ClientSession) -> None:
        self.box = box
        self.session = session

    async def get(self, path: str, status: int = 200, **query: str) -> Any:
        url = f"{self.box.url}/control/{path}"
        async with self.session.get(url, params=query) as response:
            assert response.status == status, await response.text()
            return await response.json()

    async def post(self, path: str, status: int = 200, **values: Any) -> Any:
        url = f"{self.box.url}/control/{path}"
        async with self.session.post(url, json=values) as response:
            assert response.status == status, await response.text()
            return await response.json()


@pytest.fixture
def stranger(box: Sandbox, bot: Bot) -> Stranger:
    return Stranger(box, bot.session)


async def test_a_stranger_holds_a_conversation(stranger: Stranger, bot: Bot) -> None:
    vera = await stranger.post("people", name="Вера Новикова", phone="+79130000003")
    path = f"people/{vera['id']}"
    await stranger.post(f"{path}/send", text="/start")
    await bot.say(
        vera["id"],
        "<b>Согласны?</b>",
        parse_mode="HTML",
        reply_markup=inline([("Согласен", "yes")]),
    )

    message = await stranger.get(f"{path}/wait", text="Согласны", after="0")
    assert message["html"] == "<b>Согласны?</b>"
    assert message["buttons"] == [[{"text": "Согласен", "data": "yes"}]]
    assert message["from"] == {"id": 42, "name": "Sandbox", "is_bot": True}

    press = asyncio.create_task(stranger.post(f"{path}/press", label="Согласен"))
    start, query = [*(await bot.updates(timeout=5)), *(await bot.updates(timeout=5))]
    await bot.do(
        "answerCallbackQuery", callback_query_id=query["callback_query"]["id"], text="Спасибо"
    )
    assert start["message"]["text"] == "/start"
    assert await press == {"ok": True, "toast": "Спасибо"}
    messages = await stranger.get(f"{path}/messages")
    assert [m["text"] for m in messages] == ["/start", "Согласны?"]
    assert "[Согласен]" in (await stranger.get(f"{path}/screen"))["screen"]


async def test_a_stranger_does_all_a_person_can(
    anna: Person, stranger: Stranger, bot: Bot
) -> None:
    path = f"people/{anna.id}"
    sent = await stranger.post(f"{path}/send", text="раз")
    await stranger.post(f"{path}/edit", message_id=sent["id"], text="два")
    await stranger.post(f"{path}/contact")
    await stranger.post(f"{path}/sticker")
    await stranger.post(f"{path}/voice", seconds=4)
    await stranger.post(f"{path}/video_note", seconds=4)
    await stranger.post(f"{path}/location")
    await stranger.post(f"{path}/document", name="видео.mov", size=30_000_000)
    await stranger.post(f"{path}/delete", message_id=sent["id"])
    await stranger.post(f"{path}/block")
    await stranger.post(f"{path}/unblock")
    await stranger.post(f"{path}/press", message_id=3, data="любые данные", nowait=True)

    updates = await bot.updates()
    assert len(updates) == 11
    assert updates[1]["edited_message"]["text"] == "два"
    assert updates[2]["message"]["contact"]["user_id"] == anna.id
    assert updates[-1]["callback_query"]["data"] == "любые данные"
    assert sent["id"] not in [message.id for message in anna.messages]


async def test_a_stranger_uploads_a_file_and_an_album(
    box: Sandbox, anna: Person, stranger: Stranger, bot: Bot
) -> None:
    url = f"{box.url}/control/people/{anna.id}/upload"

    async def upload(kind: str, *names: str, data: bytes = b"%PDF") -> Any:
        form = FormData({"kind": kind, "caption": "Документы"}, quote_fields=False)
        for name in names:
            form.add_field("file", BytesIO(data), filename=name)
        async with bot.session.post(url, data=form) as response:
            return await response.json()

    one = await upload("document", "справка.pdf")
    assert one["media"]["name"] == "справка.pdf"
    assert one["media"]["mime"] == "application/pdf"
    album = await upload("document", "1.pdf", "2.pdf")
    assert len({message["media_group_id"] for message in album}) == 1
    assert len(await bot.updates()) == 3
    for kind in ("photo", "voice", "video", "video_note"):
        media = (await upload(kind, "x", data=f"a {kind}".encode()))["media"]
        assert media["kind"] == kind
        assert box.file_bytes(media["file_id"]) == f"a {kind}".encode()

    async with bot.session.get(f"{box.url}/page/file/{one['media']['file_id']}") as response:
        assert response.headers["Content-Disposition"] == "attachment"
        assert await response.read() == b"%PDF"


async def test_faults_limits_clock_and_log_are_controlled(
    box: Sandbox, anna: Person, stranger: Stranger, bot: Bot
) -> None:
    await stranger.post("faults", next="500", method="getMe", times=1)
    assert (await bot.call("getMe"))["error_code"] == 500
    await stranger.post("faults", rate=1, kinds=["429"], seed=3)
    assert (await bot.call("getMe"))["error_code"] == 429
    await stranger.post("faults", next="blocked", method="sendMessage")
    assert (await stranger.get("state"))["faults"] == {
        "rate": 1.0,
        "kinds": ["429"],
        "down": False,
        "planned": [{"kind": "blocked", "method": "sendmessage", "times": 1}],
    }
    await stranger.post("faults", clear=True)
    assert (await stranger.get("state"))["faults"]["planned"] == []
    refused = await stranger.get("calls", refused="1")
    assert [(call["method"], call["fault"]) for call in refused] == [
        ("getMe", "500"),
        ("getMe", "429"),
    ]
    await stranger.post("limits", enabled=True)
    answers = [await bot.call("sendMessage", chat_id=anna.id, text="!") for _ in range(6)]
    assert [answer["ok"] for answer in answers] == [True] * 5 + [False]
    before = box.telegram.now()
    await stranger.post("clock", advance=3600)
    assert box.telegram.now() >= before + 3600
    state = await stranger.get("state")
    assert state["limits"]
    assert [person["name"] for person in state["people"]] == ["Анна Петрова"]


async def test_groups_and_channels_are_controlled(
    box: Sandbox, anna: Person, stranger: Stranger, bot: Bot
) -> None:
    group = await stranger.post("groups", title="Юристы", members=[anna.id], admin=False)
    channel = await stranger.post("channels", title="Новости", username="prof_news")
    await stranger.post(f"channels/{channel['id']}/post", text="Пленум")
    await stranger.post(f"people/{anna.id}/send", text="/start", chat=group["id"])
    await stranger.post(f"channels/{channel['id']}/bot", inside=False)

    added, promoted, post, command, removed = await bot.updates()
    assert removed["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert promoted["my_chat_member"]["chat"]["type"] == "channel"
    assert post["channel_post"]["text"] == "Пленум"
    assert command["message"]["chat"]["title"] == "Юристы"
    [message] = await stranger.get(f"people/{anna.id}/messages", chat=str(group["id"]))
    assert message["text"] == "/start"
    await stranger.get("drained")
    async with bot.session.delete(f"{box.url}/control/calls") as response:
        assert response.status == 200
    assert box.calls == []


async def test_what_cannot_be_done_is_said(anna: Person, stranger: Stranger) -> None:
    path = f"people/{anna.id}"
    assert "visible: none" in (await stranger.post(f"{path}/press", 404, label="Да"))["error"]
    assert "text" in (await stranger.post(f"{path}/send", 400))["error"]
    assert "no person" in (await stranger.post("people/5/send", 404, text="?"))["error"]
    wait = await stranger.get(f"{path}/wait", 408, text="?", timeout="0.01")
    assert "in vain" in wait["error"]
    assert (await stranger.get("people/x/messages", 400))["error"]
    assert (await stranger.post("faults", 400, next="503"))["error"]


@pytest.mark.parametrize(
    ("action", "values", "status", "code"),
    [
        ("send", {"text": " "}, 400, "nothing_to_send"),
        ("edit", {"message_id": 9, "text": "?"}, 404, "no_message"),
        ("edit", {"message_id": 1, "text": "?"}, 404, "not_his_message"),
        ("delete", {"message_id": 9}, 404, "no_message"),
        ("contact", {}, 400, "no_phone"),
        ("send", {}, 400, "mistake"),
    ],
)
async def test_a_refusal_has_a_code_for_the_page_and_english_for_a_test(
    box: Sandbox, stranger: Stranger, bot: Bot, action: str, values: JSON, status: int, code: str
) -> None:
    vera = box.person("Vera", started=True)
    await bot.say(vera.id, "Здравствуйте")
    answer = await stranger.post(f"people/{vera.id}/{action}", status, **values)
    assert answer["code"] == code
    assert not re.search("[А-я]", answer["error"].split("\n")[0])


async def test_who_blocked_the_bot_and_who_is_not_there_have_codes_too(
    anna: Person, stranger: Stranger
) -> None:
    await anna.block()
    answer = await stranger.post(f"people/{anna.id}/send", 400, text="?")
    assert answer["code"] == "bot_is_blocked"
    assert (await stranger.post("people/5/send", 404, text="?"))["code"] == "no_person"


async def test_the_page_has_words_for_every_code() -> None:
    words = (Path(sandbox.__file__).parent / "page" / "api.js").read_text()
    codes = {refusal.code for refusal in Impossible.__subclasses__()}
    assert codes == set(re.findall(r"^  (\w+): \"[А-Я]", words, re.MULTILINE))


async def test_a_person_of_whom_more_is_said(
    box: Sandbox, stranger: Stranger, bot: Bot, anna: Person
) -> None:
    about = "член профсоюза, билет 00417001"
    vera = await stranger.post("people", name="Вера", about=about)
    assert vera["about"] == about
    people = (await stranger.get("state"))["people"]
    assert [person["about"] for person in people] == ["", about]
    assert box.person("Вера").account.about == about
    assert box.person("Вера", about="юрист").account.about == "юрист"

    await box.person("Вера").send("/start")
    # The bot gets to know no more than in Telegram.
    assert "юрист" not in str(await bot.updates())


async def test_a_page_of_another_site_is_sent_away(box: Sandbox, anna: Person, bot: Bot) -> None:
    headers = {"Origin": "https://example.org"}
    url = f"{box.url}/control/people/{anna.id}/send"
    async with bot.session.post(url, json={"text": "?"}, headers=headers) as response:
        assert response.status == 403
    headers = {"Origin": box.url}
    async with bot.session.post(url, json={"text": "?"}, headers=headers) as response:
        assert response.status == 200


# --- the page's socket


@pytest.fixture
async def page(box: Sandbox, anna: Person, bot: Bot) -> AsyncIterator[ClientWebSocketResponse]:
    async with bot.session.ws_connect(f"{box.url}/page/ws") as socket:
        yield socket


async def of_type(socket: ClientWebSocketResponse, kind: str) -> JSON:
    async with asyncio.timeout(60):
        while (event := await socket.receive_json())["type"] != kind:
            pass
    assert isinstance(event, dict)
    return event


async def test_the_page_is_told_what_is_there_and_what_comes(
    box: Sandbox, anna: Person, bot: Bot, page: ClientWebSocketResponse
) -> None:
    hello = await of_type(page, "hello")
    assert hello["people"][0]["name"] == "Анна Петрова"
    assert hello["people"][0]["blocked"] is False
    assert hello["chats"]["1001"] == {"messages": [], "keyboard": None, "commands": []}

    await anna.send("привет https://example.org")
    message = (await of_type(page, "message"))["message"]
    assert message["html"] == 'привет <a href="https://example.org">https://example.org</a>'
    assert message["edit_date"] is None
    assert message["buttons"] is None

    await bot.say(anna.id, "Меню", reply_markup=keyboard("Профиль"))
    shown = (await of_type(page, "keyboard"))["keyboard"]
    assert shown["rows"] == [[{"text": "Профиль"}]]
    await bot.do("sendChatAction", chat_id=anna.id, action="typing")
    assert (await of_type(page, "typing"))["action"] == "typing"
    card = await bot.say(anna.id, "Да?", reply_markup=inline([("Да", "1")]))
    await anna.press("Да", nowait=True)
    query = (await bot.updates())[-1]["callback_query"]
    await bot.do(
        "answerCallbackQuery", callback_query_id=query["id"], text="Готово", show_alert=True
    )
    toast = await of_type(page, "toast")
    assert (toast["chat"], toast["text"], toast["alert"]) == (anna.id, "Готово", True)
    await bot.do("deleteMessage", chat_id=anna.id, message_id=card["message_id"])
    assert (await of_type(page, "deleted"))["ids"] == [card["message_id"]]
    await anna.block()
    assert (await of_type(page, "person"))["person"]["blocked"] is True
    await bot.do("setMyCommands", commands=[{"command": "start", "description": "начать"}])
    assert (await of_type(page, "commands"))["commands"][0]["command"] == "start"


async def test_the_keyboard_is_the_same_in_a_push_and_in_a_hello(
    box: Sandbox, anna: Person, bot: Bot, page: ClientWebSocketResponse
) -> None:
    given = {
        "keyboard": [["Профиль", {"text": "Свой номер", "request_contact": True}]],
        "is_persistent": True,
        "input_field_placeholder": "Ваш вопрос",
    }
    expected = {
        "rows": [[{"text": "Профиль"}, {"text": "Свой номер", "request_contact": True}]],
        "persistent": True,
        "one_time": False,
        "placeholder": "Ваш вопрос",
    }
    await bot.say(anna.id, "Меню", reply_markup=given)
    assert (await of_type(page, "keyboard"))["keyboard"] == expected
    async with bot.session.ws_connect(f"{box.url}/page/ws") as later:
        assert (await of_type(later, "hello"))["chats"]["1001"]["keyboard"] == expected
    await bot.say(anna.id, "Готово", reply_markup={"remove_keyboard": True})
    assert (await of_type(page, "keyboard"))["keyboard"] is None


async def test_a_newcomer_has_the_commands_that_were_set_before_her(
    box: Sandbox, bot: Bot, page: ClientWebSocketResponse
) -> None:
    commands = [{"command": "start", "description": "бастау"}]
    await bot.do("setMyCommands", commands=commands, language_code="kk")
    hello = await of_type(page, "hello")
    assert [person["about"] for person in hello["people"]] == [""]
    aigul = box.person("Айгүл", language="kk", about="жаңа мүше")
    assert (await of_type(page, "person"))["person"]["about"] == "жаңа мүше"
    event = await of_type(page, "commands")
    while event["chat"] != aigul.id:
        event = await of_type(page, "commands")
    assert event["commands"] == commands


async def test_a_group_is_told_with_its_type_and_members(
    box: Sandbox, anna: Person, boris: Person, bot: Bot, page: ClientWebSocketResponse
) -> None:
    lawyers = box.group("Юристы", members=[anna])
    told = {"id": lawyers.id, "title": "Юристы", "type": "supergroup", "members": [anna.id]}
    assert (await of_type(page, "group"))["group"] == told
    await boris.send("Добрый день", chat=lawyers)
    told["members"] = [anna.id, boris.id]
    assert (await of_type(page, "group"))["group"] == told
    box.channel("Новости")
    assert (await of_type(page, "group"))["group"]["type"] == "channel"
    async with bot.session.ws_connect(f"{box.url}/page/ws") as later:
        assert (await of_type(later, "hello"))["groups"][0] == told


async def test_a_photo_is_shown_to_the_page(
    box: Sandbox, anna: Person, bot: Bot, page: ClientWebSocketResponse
) -> None:
    await anna.send_photo(caption="вот")
    message = (await of_type(page, "message"))["message"]
    media = message["media"]
    assert (media["kind"], media["width"], media["height"]) == ("photo", 320, 240)
    assert message["text"] == "вот"
    async with bot.session.get(f"{box.url}/page/file/{media['file_id']}") as response:
        assert response.content_type == "image/jpeg"
        assert (await response.read()).startswith(b"\xff\xd8")


async def test_the_page_stays_in_its_folder(box: Sandbox, bot: Bot) -> None:
    async with bot.session.get(box.page_url) as response:
        assert response.content_type == "text/html"
    for path in ("page/%2e%2e/box.py", "page/no.js", "page/file/no"):
        async with bot.session.get(f"{box.url}/{path}") as response:
            assert response.status == 404


# --- the command line


async def test_the_command_prints_the_pages_address_first(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--data", str(tmp_path)]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        address = (await process.stdout.readline()).decode().strip()
        async with ClientSession() as session, session.get(f"{address}control/state") as state:
            assert (await state.json())["limits"] is True
    finally:
        process.terminate()
        await process.communicate()
    assert os.listdir(tmp_path)


async def test_ctrl_c_ends_the_command_without_a_word() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--port", "0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    address = (await process.stdout.readline()).decode().strip()
    async with ClientSession() as session, session.ws_connect(f"{address}page/ws") as page:
        await of_type(page, "hello")
        poll = f"{address}bot42:SANDBOX/getUpdates?timeout=30"
        async with asyncio.TaskGroup() as group:
            group.create_task(ended(session, poll))
            # One answer later the poll has arrived as well.
            await ended(session, f"{address}control/state")
            process.send_signal(signal.SIGINT)
            async with asyncio.timeout(60):
                _, complaints = await process.communicate()
    assert complaints == b""
    assert process.returncode == 0


async def ended(session: ClientSession, url: str) -> None:
    with suppress(ClientError):
        async with session.get(url) as response:
            await response.read()


def test_the_sandbox_imports_neither_the_bot_nor_aiogram() -> None:
    program = "import sandbox, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    modules = set(run.stdout.decode().split())
    assert "sandbox" in modules
    assert modules.isdisjoint({"aiogram", "bot", "handlers", "pydantic"})
