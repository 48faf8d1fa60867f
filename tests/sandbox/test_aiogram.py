"""aiogram, the client of the program, in the ways it differs from others."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiogram.filters import CommandStart
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    MediaUnion,
    Message,
)

from sandbox import Person, Sandbox

PDF = b"%PDF-1.4\n"
YES = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Согласен", callback_data="yes")]]
)


@pytest.fixture
async def aiogram(box: Sandbox) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(box.url))
    async with Bot(box.token, session=session) as bot:
        yield bot


async def test_it_uploads_under_random_names_and_downloads(anna: Person, aiogram: Bot) -> None:
    sent = await aiogram.send_document(anna.id, BufferedInputFile(PDF, "справка.pdf"))
    media: list[MediaUnion] = [
        InputMediaDocument(
            media=BufferedInputFile(PDF, f"{n}.pdf"), caption=f"<b>{n}</b>", parse_mode="HTML"
        )
        for n in range(2)
    ]
    album = await aiogram.send_media_group(anna.id, media)

    assert sent.document is not None
    assert sent.document.file_name == "справка.pdf"
    assert len({message.media_group_id for message in album}) == 1
    assert anna.messages[-1].html == "<b>1</b>"
    downloaded = await aiogram.download(sent.document)
    assert downloaded is not None
    assert downloaded.read() == PDF


async def test_its_errors_are_of_the_right_kind(
    box: Sandbox, anna: Person, boris: Person, aiogram: Bot
) -> None:
    await boris.block()
    with pytest.raises(TelegramForbiddenError):
        await aiogram.send_message(boris.id, "?")
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await aiogram.send_message(anna.id, "a < b", parse_mode="HTML")
    box.faults.next("429")
    with pytest.raises(TelegramRetryAfter):
        await aiogram.send_message(anna.id, "?")
    box.faults.next("cut_after")
    with pytest.raises(TelegramNetworkError):
        await aiogram.send_message(anna.id, "дошло")
    assert anna.messages[-1].text == "дошло"


async def test_a_dispatcher_polls_it(box: Sandbox, anna: Person, aiogram: Bot) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: Message) -> None:
        await message.answer("Согласны?", reply_markup=YES)

    @dispatcher.callback_query(F.data == "yes")
    async def consent(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("Согласие получено")
        await query.answer("Спасибо")

    polling = asyncio.create_task(
        dispatcher.start_polling(aiogram, handle_signals=False, close_bot_session=False)
    )
    await anna.send("/start")
    await anna.wait_for("Согласны?")
    assert await anna.press("Согласен") == "Спасибо"
    assert (await anna.wait_for("Согласие получено")).edited
    await dispatcher.stop_polling()
    await polling
    assert box.refusals == []
