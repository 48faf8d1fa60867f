"""python-telegram-bot, a client that knows nothing of the sandbox, finds nothing amiss."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from sandbox import Person, Sandbox
from sandbox.pictures import snapshot

PDF = b"%PDF-1.4\n"
YES = InlineKeyboardMarkup([[InlineKeyboardButton("Согласен", callback_data="yes")]])


@pytest.fixture(autouse=True)
def _of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    # Else its RetryAfter warns of a change to come, and warnings are errors here.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def ptb(box: Sandbox) -> AsyncIterator[Bot]:
    bot = Bot(box.token, base_url=f"{box.url}/bot", base_file_url=f"{box.url}/file/bot")
    async with bot:
        yield bot


async def test_it_gets_to_know_itself(ptb: Bot) -> None:
    me = await ptb.get_me()
    assert (me.id, me.username, me.is_bot) == (42, "sandbox_bot", True)


async def test_it_reads_every_kind_of_update(anna: Person, ptb: Bot) -> None:
    sent = await ptb.send_message(anna.id, "Да?", reply_markup=YES)
    text = await anna.send("Здравствуйте, /start")
    await anna.edit(text, "Здравствуйте")
    await anna.send_photo(caption="фото")
    await anna.send_document("a.pdf", PDF)
    await anna.send_voice()
    await anna.send_video()
    await anna.send_sticker()
    await anna.send_location()
    await anna.share_contact()
    await anna.press("Согласен", nowait=True)
    await anna.block()

    updates = await ptb.get_updates()
    assert [update.update_id for update in updates] == sorted(u.update_id for u in updates)
    kinds = [kind_of(update) for update in updates]
    assert kinds == [
        "text",
        "edited",
        "photo",
        "document",
        "voice",
        "video",
        "sticker",
        "location",
        "contact",
        "callback",
        "moved",
    ]
    query = updates[-2].callback_query
    assert query is not None
    assert query.message is not None
    assert query.message.message_id == sent.message_id


def kind_of(update: Update) -> str:
    if update.callback_query:
        return "callback"
    if update.my_chat_member:
        return "moved"
    if update.edited_message:
        return "edited"
    assert update.message is not None
    kinds = ("text", "photo", "document", "voice", "video", "sticker", "location", "contact")
    return next(kind for kind in kinds if getattr(update.message, kind))


async def test_it_sends_edits_and_deletes(anna: Person, ptb: Bot) -> None:
    sent = await ptb.send_message(anna.id, "<b>Раз</b>", parse_mode="HTML", reply_markup=YES)
    assert [(entity.type, entity.length) for entity in sent.entities] == [("bold", 3)]
    edited = await sent.edit_text("Два")
    assert edited is not True
    assert anna.last is not None
    assert anna.last.text == "Два"
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_text("Два")
    assert await sent.delete()
    assert anna.messages == []


async def test_it_uploads_and_downloads(anna: Person, ptb: Bot) -> None:
    photo = await ptb.send_photo(anna.id, snapshot(), caption="Снимок")
    assert len(photo.photo) == 3
    document = await ptb.send_document(anna.id, PDF, filename="справка.pdf")
    assert document.document is not None
    assert document.document.file_name == "справка.pdf"
    album = await ptb.send_media_group(
        anna.id, [InputMediaPhoto(snapshot()), InputMediaPhoto(snapshot())]
    )
    assert len({message.media_group_id for message in album}) == 1

    file = await ptb.get_file(document.document.file_id)
    assert bytes(await file.download_as_bytearray()) == PDF


async def test_its_errors_are_those_of_telegram(
    box: Sandbox, anna: Person, boris: Person, ptb: Bot
) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb.send_message(404, "?")
    await boris.block()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await ptb.send_message(boris.id, "?")
    box.faults.next("429")
    with pytest.raises(RetryAfter):
        await ptb.send_message(anna.id, "?")
    await ptb.set_webhook("https://example.org/hook")
    with pytest.raises(Conflict):
        await ptb.get_updates()
    await ptb.delete_webhook()
    stranger = Bot("1:OTHER", base_url=f"{box.url}/bot")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_a_whole_application_runs_on_it(box: Sandbox, anna: Person) -> None:
    application = consenting(box)
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(timeout=5)
        await application.start()

        await anna.send("/start")
        await anna.wait_for("Согласны?")
        assert await anna.press("Согласен") == "Спасибо"
        await anna.wait_for("Согласие получено")
        await anna.send("Анна")
        await anna.wait_for("Здравствуйте, Анна")
        await box.drained()

        await application.updater.stop()
        await application.stop()
    assert box.refusals == []


def consenting(box: Sandbox) -> "Application[Any, Any, Any, Any, Any, Any]":
    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text("Согласны?", reply_markup=YES)

    async def consent(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None
        await query.answer("Спасибо")
        await query.edit_message_text("Согласие получено")

    async def name(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(f"Здравствуйте, {update.message.text}")

    application = Application.builder().token(box.token).base_url(f"{box.url}/bot").build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(consent))
    application.add_handler(MessageHandler(filters.TEXT, name))
    return application
