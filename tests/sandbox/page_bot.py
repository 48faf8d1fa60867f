"""A small bot that answers by script: what the chat page is tested against.

It speaks to the sandbox's Bot API over plain HTTP, as any bot would, and knows nothing of the
sandbox's insides.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Self

import aiohttp

JSON = dict[str, Any]

POLL_SECONDS = 20

WELCOME = (
    "<b>Здравствуйте. Я помощник вашего профсоюза.</b>\n"
    "Здесь можно задать вопрос юристу, подать заявление и читать новости.\n"
    "<blockquote>Первичная организация школы № 7</blockquote>Полный текст: "
    '<a href="https://example.org/consent">открыть</a>. Код <code>A-7</code>.'
)
CHOICES = [
    ["Согласен", "Не согласен"],
    ["Сделать закрытым: увидит только один юрист профсоюза"],
    ["Подождать"],
]
MENU = [
    [{"text": "⚖️ Вопрос юристу"}, {"text": "📂 Мои обращения"}],
    [{"text": "Отправить свой номер", "request_contact": True}],
]
COMMANDS = [
    {"command": "start", "description": "Главное меню"},
    {"command": "question", "description": "Вопрос юристу"},
]


class ScriptedBot:
    def __init__(self, page_url: str, token: str) -> None:
        self.url = f"{page_url.rstrip('/')}/bot{token}"
        # What the script does not answer, the tests look at.
        self.memberships: asyncio.Queue[JSON] = asyncio.Queue()
        # «Подождать» is answered when the test says so.
        self.patience = asyncio.Event()

    async def __aenter__(self) -> Self:
        self.http = aiohttp.ClientSession()
        await self.call("setMyCommands", commands=COMMANDS)
        self.polling = asyncio.create_task(self.poll())
        return self

    async def __aexit__(self, *_: object) -> None:
        self.polling.cancel()
        try:
            await self.polling
        # The end, or a Telegram that was switched off; a mistake in the script is heard.
        except* (asyncio.CancelledError, aiohttp.ClientError):
            pass
        finally:
            await self.http.close()

    async def call(self, method: str, **params: Any) -> Any:
        async with self.http.post(f"{self.url}/{method}", json=params) as response:
            answer = await response.json()
        if not answer["ok"]:
            raise RuntimeError(f"{method}: {answer['description']}")
        return answer["result"]

    async def poll(self) -> None:
        offset = 0
        async with asyncio.TaskGroup() as answering:
            while True:
                updates = await self.call("getUpdates", offset=offset, timeout=POLL_SECONDS)
                for update in updates:
                    offset = update["update_id"] + 1
                    answering.create_task(self.handle(update))

    async def handle(self, update: JSON) -> None:
        handlers: dict[str, Callable[[Any], Awaitable[None]]] = {
            "message": self.on_message,
            "edited_message": self.on_edit,
            "callback_query": self.on_press,
            "my_chat_member": self.memberships.put,
        }
        for kind, handler in handlers.items():
            if kind in update:
                await handler(update[kind])

    async def say(self, chat: int, text: str, **params: Any) -> JSON:
        sent: JSON = await self.call(
            "sendMessage", chat_id=chat, text=text, parse_mode="HTML", **params
        )
        return sent

    async def on_message(self, message: JSON) -> None:
        chat = message["chat"]["id"]
        if "photo" in message:
            await self.say(chat, "Фотография принята.")
        elif "document" in message:
            await self.say(chat, f"Файл принят: {message['document']['file_name']}")
        elif "voice" in message:
            await self.say(chat, "Голосовое принято.")
        elif "video_note" in message:
            await self.say(chat, "Видеосообщение принято.")
        elif "contact" in message:
            await self.say(chat, f"Номер принят: {message['contact']['phone_number']}")
        elif "sticker" in message:
            await self.say(chat, "Нужен текст.", disable_notification=True)
        elif "text" in message:
            await self.on_text(chat, message)

    async def on_text(self, chat: int, message: JSON) -> None:
        match message["text"]:
            case "/start":
                await self.say(
                    chat,
                    "Меню внизу.",
                    reply_markup={
                        "keyboard": MENU,
                        "resize_keyboard": True,
                        "is_persistent": True,
                        "input_field_placeholder": "Напишите вопрос",
                    },
                )
                await self.say(chat, WELCOME, reply_markup=inline(CHOICES))
            case "📂 Мои обращения":
                await self.say(chat, "Обращений пока нет.")
            case text:
                await self.call("sendChatAction", chat_id=chat, action="typing")
                await self.say(
                    chat,
                    f"Вы написали: {text.replace('<', '&lt;')}",
                    reply_parameters={"message_id": message["message_id"]},
                )

    async def on_edit(self, message: JSON) -> None:
        await self.say(message["chat"]["id"], f"Вижу правку: {message['text']}")

    async def on_press(self, query: JSON) -> None:
        message = query["message"]
        match query["data"]:
            case "Согласен":
                await self.answer(query, "Записано")
                await self.call(
                    "editMessageText",
                    chat_id=message["chat"]["id"],
                    message_id=message["message_id"],
                    text="Спасибо. Теперь введите номер билета.",
                )
            case "Не согласен":
                await self.answer(query, "Без согласия я не смогу помочь.", show_alert=True)
            case "Подождать":
                await self.patience.wait()
                await self.answer(query, "Дождались")
            case _:
                await self.answer(query, "")

    async def answer(self, query: JSON, text: str, **params: Any) -> None:
        await self.call("answerCallbackQuery", callback_query_id=query["id"], text=text, **params)


def inline(rows: list[list[str]]) -> JSON:
    """Buttons whose data is their label."""
    return {
        "inline_keyboard": [
            [{"text": label, "callback_data": label[:30]} for label in row] for row in rows
        ]
    }
