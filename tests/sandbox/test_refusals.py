"""Requests that Telegram refuses, and its words."""

from typing import Any

import pytest

from sandbox import Person, Sandbox
from tests.sandbox.client import Bot, inline, keyboard

JSON = dict[str, Any]

CHAT = 1001
TEXT = {"chat_id": CHAT, "text": "Здравствуйте"}
HTML = {"chat_id": CHAT, "parse_mode": "HTML"}
# Messages that are there before each request.
HERS, TEXT_ID, KEYBOARD_ID, PHOTO_ID = 1, 2, 3, 4
MISSING_ID = 999


def button(**fields: Any) -> JSON:
    return {"inline_keyboard": [[{"text": "Да", **fields}]]}


def document(number: int = 1) -> JSON:
    return {"type": "document", "media": f"attach://file{number}"}


REFUSED: list[tuple[str, JSON, str]] = [
    # what is written
    ("sendMessage", {"chat_id": CHAT}, "message text is empty"),
    ("sendMessage", {"chat_id": CHAT, "text": ""}, "message text is empty"),
    ("sendMessage", {"chat_id": CHAT, "text": " \n "}, "message text is empty"),
    ("sendMessage", {**HTML, "text": "<b></b>"}, "message text is empty"),
    ("sendMessage", {"text": "без адреса"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": "", "text": "без адреса"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": 404, "text": "?"}, "chat not found"),
    ("sendMessage", {"chat_id": "@nobody", "text": "?"}, "chat not found"),
    ("sendMessage", {"chat_id": CHAT, "text": "я" * 4097}, "message is too long"),
    (
        "sendMessage",
        {**HTML, "text": f"<b>{'я' * 4097}</b>"},
        "message is too long",
    ),
    ("sendMessage", {**TEXT, "parse_mode": "BBCode"}, "unsupported parse_mode"),
    (
        "sendMessage",
        {**HTML, "text": "<b>я</b>" * 101},
        "ENTITIES_TOO_LONG",
    ),
    # HTML
    (
        "sendMessage",
        {**HTML, "text": "a < b"},
        'can\'t parse entities: Unsupported start tag "" at byte offset 2',
    ),
    (
        "sendMessage",
        {**HTML, "text": "я <div>тут</div>"},
        'can\'t parse entities: Unsupported start tag "div" at byte offset 3',
    ),
    (
        "sendMessage",
        {**HTML, "text": "<b>жирно"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    (
        "sendMessage",
        {**HTML, "text": "<b>а<i>б</b></i>"},
        "can't parse entities: Unmatched end tag at byte offset 10, "
        'expected "</i>", found "</b>"',
    ),
    (
        "sendMessage",
        {**HTML, "text": "конец</b>"},
        "can't parse entities: Unexpected end tag at byte offset 10",
    ),
    (
        "sendMessage",
        {**HTML, "text": "мало <"},
        "can't parse entities: Unclosed start tag at byte offset 9",
    ),
    (
        "sendMessage",
        {**HTML, "text": "<span>x</span>"},
        'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0',
    ),
    # keyboards
    ("sendMessage", {**TEXT, "reply_markup": inline([("Да", "я" * 33)])}, "BUTTON_DATA_INVALID"),
    ("sendMessage", {**TEXT, "reply_markup": inline([("Да", "x" * 65)])}, "BUTTON_DATA_INVALID"),
    (
        "sendMessage",
        {**TEXT, "reply_markup": button()},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": button(callback_data="1", url="https://example.org")},
        "can't parse inline keyboard button: exactly one of the optional fields must be used",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": button(url="localhost")},
        "inline keyboard button URL 'localhost' is invalid: Wrong HTTP URL",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": button(url="ftp://example.com")},
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": inline([("", "1")])},
        "inline keyboard button text is empty",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": {"inline_keyboard": [[{"callback_data": "1"}]]}},
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": "{не JSON"},
        "can't parse reply keyboard markup JSON object",
    ),
    ("sendMessage", {**TEXT, "reply_markup": "[]"}, "object expected as reply markup"),
    (
        "sendMessage",
        {**TEXT, "reply_markup": inline([("я", "1")] * 9)},
        "reply markup is too long",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": {"inline_keyboard": "[]"}},
        'field "inline_keyboard" of the inline keyboard must be an Array of Arrays',
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": button(callback_data="1", style="розовый")},
        "BUTTON_STYLE_INVALID",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": button(copy_text={"text": ""})},
        "BUTTON_COPY_TEXT_INVALID",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": button(web_app={"url": "http://example.org"})},
        "inline keyboard button Web App URL 'http://example.org' is invalid: "
        "Only HTTPS links are allowed",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": {"keyboard": [[{"request_contact": True}]]}},
        "can't parse keyboard button: Can't find field \"text\"",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": {"keyboard": [["Да"]], "input_field_placeholder": "я" * 65}},
        "reply markup is too long",
    ),
    # entities given apart
    (
        "sendMessage",
        {**TEXT, "entities": [{"type": "bold", "offset": 0, "length": 13}]},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 13",
    ),
    (
        "sendMessage",
        {**TEXT, "entities": [{"type": "bold", "length": 3}]},
        "can't parse MessageEntity: Can't find field \"offset\"",
    ),
    # replies, topics
    (
        "sendMessage",
        {**TEXT, "reply_parameters": {"message_id": MISSING_ID}},
        "message to be replied not found",
    ),
    ("sendMessage", {**TEXT, "message_thread_id": 5}, "message thread not found"),
    ("createForumTopic", {"chat_id": CHAT, "name": "Юристы"}, "the chat is not a forum"),
    # media
    ("sendPhoto", {"chat_id": CHAT}, "there is no photo in the request"),
    (
        "sendPhoto",
        {"chat_id": CHAT, "photo": "AgAC-нет-такого"},
        "wrong file identifier/HTTP URL specified",
    ),
    (
        "sendDocument",
        {"chat_id": CHAT, "document": "http://example.org/a.pdf"},
        "failed to get HTTP URL content",
    ),
    ("getFile", {"file_id": "нет такого"}, "invalid file_id"),
    ("sendMediaGroup", {"chat_id": CHAT, "media": []}, "there are no messages to send"),
    (
        "sendMediaGroup",
        {"chat_id": CHAT, "media": [document()]},
        "media group must include 2-10 items",
    ),
    (
        "sendMediaGroup",
        {"chat_id": CHAT, "media": [document(n) for n in range(11)]},
        "too many messages to send as an album",
    ),
    (
        "sendMediaGroup",
        {"chat_id": CHAT, "media": [document(), {"type": "photo", "media": "attach://p"}]},
        "document can't be mixed with other media types",
    ),
    (
        "editMessageCaption",
        {"chat_id": CHAT, "message_id": PHOTO_ID, "caption": "я" * 1025},
        "message caption is too long",
    ),
    # edits
    (
        "editMessageText",
        {"chat_id": CHAT, "message_id": TEXT_ID, "text": "Здравствуйте"},
        "message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message",
    ),
    (
        "editMessageReplyMarkup",
        {"chat_id": CHAT, "message_id": TEXT_ID},
        "message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message",
    ),
    ("editMessageText", {**TEXT, "message_id": MISSING_ID}, "message to edit not found"),
    ("editMessageText", {**TEXT, "message_id": HERS}, "message can't be edited"),
    ("editMessageText", {**TEXT, "message_id": KEYBOARD_ID}, "message can't be edited"),
    ("editMessageText", TEXT, "message identifier is not specified"),
    (
        "editMessageText",
        {**TEXT, "message_id": PHOTO_ID},
        "there is no text in the message to edit",
    ),
    (
        "editMessageText",
        {**TEXT, "message_id": TEXT_ID, "reply_markup": keyboard("Да")},
        "inline keyboard expected",
    ),
    (
        "editMessageCaption",
        {"chat_id": CHAT, "message_id": TEXT_ID, "caption": "?"},
        "there is no caption in the message to edit",
    ),
    # the rest
    ("deleteMessage", {"chat_id": CHAT, "message_id": 999}, "message to delete not found"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "я" * 201}, "MESSAGE_TOO_LONG"),
    ("sendChatAction", {"chat_id": CHAT, "action": "спит"}, "wrong parameter action in request"),
    (
        "copyMessage",
        {"chat_id": CHAT, "from_chat_id": CHAT, "message_id": MISSING_ID},
        "message to copy not found",
    ),
    (
        "forwardMessage",
        {"chat_id": CHAT, "from_chat_id": CHAT, "message_id": MISSING_ID},
        "message to forward not found",
    ),
    ("pinChatMessage", {"chat_id": CHAT, "message_id": MISSING_ID}, "message to pin not found"),
    ("getChat", {"chat_id": 404}, "chat not found"),
    ("getChatMember", {"chat_id": CHAT, "user_id": 404}, "user not found"),
    (
        "setMyCommands",
        {"commands": [{"command": "Старт", "description": "начать"}]},
        "BOT_COMMAND_INVALID",
    ),
    (
        "setWebhook",
        {"url": "http://example.org/hook"},
        "bad webhook: An HTTPS URL must be provided for webhook",
    ),
    (
        "setWebhook",
        {"url": "https://example.org/hook", "secret_token": "не подойдёт"},
        "secret token contains unallowed characters",
    ),
    # types, which Telegram itself would take for 0 and go on
    (
        "editMessageText",
        {**TEXT, "message_id": "второе"},
        'parameter "message_id" must be of type Integer',
    ),
    (
        "sendMediaGroup",
        {"chat_id": CHAT, "media": "{}"},
        'parameter "media" must be of type Array',
    ),
    ("createForumTopic", {"chat_id": CHAT}, 'parameter "name" is required'),
]


@pytest.fixture
async def conversation(box: Sandbox, anna: Person, bot: Bot) -> None:
    await anna.send("/start")
    await bot.say(CHAT, "Здравствуйте")
    await bot.say(CHAT, "Меню", reply_markup=keyboard("Профиль"))
    photo = await anna.send_photo()
    file_id = photo.raw["photo"][-1]["file_id"]
    await anna.delete(photo)
    box.telegram.chats[CHAT].last_id -= 1
    await bot.do("sendPhoto", chat_id=CHAT, photo=file_id)


@pytest.mark.usefixtures("conversation")
@pytest.mark.parametrize(("method", "params", "words"), REFUSED)
async def test_telegram_refuses(
    box: Sandbox, bot: Bot, method: str, params: JSON, words: str
) -> None:
    box.clear_calls()
    answer = await bot.call(method, **params)
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {words}"}
    [call] = box.refusals
    assert (call.method, call.error_code) == (method, 400)


async def test_a_wrong_token_is_unauthorized(box: Sandbox, bot: Bot) -> None:
    async with bot.session.get(f"{box.url}/bot1:OTHER/getMe") as response:
        assert response.status == 401
        assert (await response.json())["description"] == "Unauthorized"


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    answer = await bot.call("sendTelegramm")
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_a_method_that_is_not_simulated_says_so(bot: Bot) -> None:
    answer = await bot.call("getUserProfilePhotos", user_id=1)
    assert answer["error_code"] == 501
    assert "Not Implemented by the sandbox" in answer["description"]


async def test_a_message_older_than_48_hours_stays(box: Sandbox, anna: Person, bot: Bot) -> None:
    sent = await bot.say(anna.id, "Ваш код")
    box.advance(48 * 3600 + 1)
    answer = await bot.call("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])
    assert answer["description"] == "Bad Request: message can't be deleted for everyone"
    await bot.do("deleteMessages", chat_id=anna.id, message_ids=[sent["message_id"]])
    assert len(anna.messages) == 1


async def test_a_press_goes_stale(box: Sandbox, anna: Person, bot: Bot) -> None:
    await bot.say(anna.id, "Да?", reply_markup=inline([("Да", "1")]))
    await anna.press("Да", nowait=True)
    [update] = await bot.updates()
    box.advance(box.telegram.callback_seconds + 1)
    query_id = update["callback_query"]["id"]
    answer = await bot.call("answerCallbackQuery", callback_query_id=query_id)
    assert "query is too old" in answer["description"]


async def test_what_is_for_private_chats_is_refused_in_a_group(
    box: Sandbox, anna: Person, bot: Bot
) -> None:
    group = box.group("Юристы", members=[anna])
    share = {"keyboard": [[{"text": "Номер", "request_contact": True}]]}
    refusal = await bot.call("sendMessage", chat_id=group.id, text="?", reply_markup=share)
    assert refusal["description"] == (
        "Bad Request: phone number can be requested in private chats only"
    )
    app = button(web_app={"url": "https://example.org"})
    refusal = await bot.call("sendMessage", chat_id=group.id, text="?", reply_markup=app)
    assert refusal["description"] == "Bad Request: BUTTON_TYPE_INVALID"


async def test_markdown_is_not_simulated(anna: Person, bot: Bot) -> None:
    refusal = await bot.call("sendMessage", chat_id=anna.id, text="*да*", parse_mode="Markdown")
    assert refusal["error_code"] == 501


async def test_what_nobody_foresaw_is_an_error_of_the_server(
    anna: Person, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    refusal = await bot.call("sendPoll", chat_id=anna.id, question="?", options=[5])
    assert refusal["error_code"] == 500
    assert "sendPoll" in caplog.text
