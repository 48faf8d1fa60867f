import pytest

from sandbox import Person, Sandbox
from sandbox.pictures import snapshot
from tests.sandbox.client import Bot

PDF = b"%PDF-1.4\n" + b"x" * 1000
MIB = 1024 * 1024


async def download(bot: Bot, file_id: str) -> bytes:
    file = await bot.do("getFile", file_id=file_id)
    url = f"{bot.box.url}/file/bot{bot.box.token}/{file['file_path']}"
    async with bot.session.get(url) as response:
        assert response.status == 200
        return await response.read()


async def test_a_document_arrives_and_is_downloaded(anna: Person, bot: Bot) -> None:
    await anna.send_document("справка.pdf", PDF, caption="Вот справка")

    [update] = await bot.updates()
    document = update["message"]["document"]
    assert document["file_name"] == "справка.pdf"
    assert document["mime_type"] == "application/pdf"
    assert document["file_size"] == len(PDF)
    assert update["message"]["caption"] == "Вот справка"
    assert await download(bot, document["file_id"]) == PDF


async def test_a_photo_comes_in_three_sizes(box: Sandbox, anna: Person, bot: Bot) -> None:
    picture = snapshot()
    await anna.send_photo(picture)

    [update] = await bot.updates()
    sizes = update["message"]["photo"]
    assert [size["width"] for size in sizes] == sorted(size["width"] for size in sizes)
    assert (sizes[-1]["width"], sizes[-1]["height"]) == (320, 240)
    assert len({size["file_id"] for size in sizes}) == 3
    for size in sizes:
        assert await download(bot, size["file_id"]) == picture
    assert box.file_bytes(sizes[0]["file_id"]) == picture


async def test_two_photos_are_never_the_same_file(anna: Person, bot: Bot) -> None:
    await anna.send_photo()
    await anna.send_photo()
    ids = {u["message"]["photo"][-1]["file_unique_id"] for u in await bot.updates()}
    assert len(ids) == 2


async def test_voice_video_sticker_and_place_arrive(anna: Person, bot: Bot) -> None:
    await anna.send_voice(seconds=7)
    await anna.send_video(caption="ролик")
    await anna.send_video_note(seconds=9)
    await anna.send_sticker()
    await anna.send_location()

    updates = await bot.updates()
    voice, video, note, sticker, place = [update["message"] for update in updates]
    assert voice["voice"]["duration"] == 7
    assert voice["voice"]["mime_type"] == "audio/ogg"
    assert video["video"]["mime_type"] == "video/mp4"
    assert (note["video_note"]["duration"], note["video_note"]["length"]) == (9, 240)
    assert sticker["sticker"]["emoji"]
    assert place["location"]["latitude"] == pytest.approx(53.3, abs=0.1)


async def test_a_voice_note_is_heard_whether_recorded_or_made_up(
    anna: Person, box: Sandbox, bot: Bot
) -> None:
    await anna.send_voice(data=b"recorded")
    await anna.send_voice()
    recorded, made_up = [update["message"]["voice"] for update in await bot.updates()]
    assert await download(bot, recorded["file_id"]) == b"recorded"
    sound = await download(bot, made_up["file_id"])
    assert sound.startswith(b"OggS")
    assert sound[28:36] == b"OpusHead"
    assert len(sound) == made_up["file_size"]


async def test_a_file_of_thirty_megabytes_is_announced_but_not_given(
    anna: Person, bot: Bot
) -> None:
    await anna.send_document("видео.mov", size=30 * MIB)
    [update] = await bot.updates()
    document = update["message"]["document"]
    assert document["file_size"] == 30 * MIB
    refusal = await bot.call("getFile", file_id=document["file_id"])
    assert refusal["description"] == "Bad Request: file is too big"


async def test_a_file_without_bytes_has_its_size(anna: Person, bot: Bot) -> None:
    message = await anna.send_document("скан.jpg", size=2 * MIB)
    assert len(await download(bot, message.files[0].id)) == 2 * MIB


async def test_an_album_is_messages_with_one_group_id(anna: Person, bot: Bot) -> None:
    items = [("photo", None), ("document", "чек.pdf", PDF), ("photo", None)]
    sent = await anna.send_album(items, gap=0.001, caption="Документы")

    messages = [update["message"] for update in await bot.updates()]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["Документы", None, None]
    assert [message.media for message in sent] == ["photo", "document", "photo"]


async def test_the_bot_uploads_a_file_and_sends_it_again_by_id(
    anna: Person, boris: Person, bot: Bot
) -> None:
    body = await bot.upload(
        "sendDocument",
        {"document": ("заявление.pdf", PDF)},
        chat_id=str(anna.id),
        caption="<b>Подпишите</b>",
        parse_mode="HTML",
    )
    file_id = body["result"]["document"]["file_id"]
    await bot.do("sendDocument", chat_id=boris.id, document=file_id)

    assert anna.last is not None
    assert anna.last.html == "<b>Подпишите</b>"
    assert anna.last.media == "document"
    assert boris.last is not None
    assert boris.last.files[0].name == "заявление.pdf"
    assert boris.last.files[0].content() == PDF


async def test_the_bot_uploads_an_album(anna: Person, bot: Bot) -> None:
    body = await bot.upload(
        "sendMediaGroup",
        {"first": ("1.jpg", snapshot()), "second": ("2.jpg", snapshot())},
        chat_id=str(anna.id),
        media='[{"type": "photo", "media": "attach://first", "caption": "Приём"},'
        ' {"type": "photo", "media": "attach://second"}]',
    )
    first, second = body["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert first["caption"] == "Приём"
    assert [message.media for message in anna.messages] == ["photo", "photo"]


async def test_what_is_wrong_with_an_upload_is_said(anna: Person, bot: Bot) -> None:
    chat_id = str(anna.id)
    empty = await bot.upload("sendDocument", {"document": ("a.pdf", b"")}, chat_id=chat_id)
    no_picture = await bot.upload("sendPhoto", {"photo": ("a.jpg", PDF)}, chat_id=chat_id)
    large = snapshot() + bytes(10 * MIB)
    heavy = await bot.upload("sendPhoto", {"photo": ("a.jpg", large)}, chat_id=chat_id)

    assert empty["description"] == "Bad Request: file must be non-empty"
    assert no_picture["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    assert "is too big for a photo" in heavy["description"]


async def test_more_than_fifty_megabytes_are_not_taken(anna: Person, bot: Bot) -> None:
    body = await bot.upload(
        "sendDocument", {"document": ("a.zip", bytes(50 * MIB + 1))}, chat_id=str(anna.id)
    )
    assert (body["error_code"], body["description"]) == (413, "Request Entity Too Large")


async def test_a_file_is_sent_only_as_what_it_is(anna: Person, bot: Bot) -> None:
    document = await anna.send_document("a.pdf", PDF)
    file_id = document.files[0].id
    refusal = await bot.call("sendPhoto", chat_id=anna.id, photo=file_id)
    assert refusal["description"] == "Bad Request: can't use file of type Document as Photo"


async def test_a_wrong_path_is_not_found(box: Sandbox, bot: Bot) -> None:
    async with bot.session.get(f"{box.url}/file/bot{box.token}/documents/no.pdf") as response:
        assert response.status == 404
    async with bot.session.get(f"{box.url}/file/bot1:OTHER/documents/no.pdf") as response:
        assert response.status == 401
