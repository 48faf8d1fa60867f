"""The files of an application, seen again before it goes."""

from pathlib import Path

import pytest

from sandbox import Message, Person, Sandbox
from tests.aid.acting import (
    LABEL,
    file,
    member,
    number_in,
    to_ground,
    to_papers,
    town_officer,
)
from tests.telegram import TOKEN, Town, bot_in, cut_power

LOOK = "Посмотреть или убрать файлы"


def shown_to(person: Person) -> list[Message]:
    return [m for m in person.messages if m.from_bot and m.media and not m.deleted]


async def look(place: Town, person: Person, label: str = LOOK) -> list[Message]:
    before = len(shown_to(person))
    await person.press(label)
    await place.settled()
    return shown_to(person)[before:]


@pytest.mark.both
async def test_they_are_seen_as_they_will_be_and_one_is_removed(place: Town) -> None:
    anna, gorin = await member(place), await town_officer(place)
    await to_papers(anna)
    assert LOOK not in anna.buttons
    await anna.send_album([("photo",)] * 3)
    await anna.wait_for("Получено 3")
    await anna.send_document("чек & договор.pdf", b"%PDF-1.4")
    await anna.wait_for("Получено 4")
    papers = await look(place, anna)
    assert [name_of(m) for m in papers] == ["Фото 1", "Фото 2", "Фото 3", "чек & договор.pdf"]
    assert len({m.raw.get("media_group_id") for m in papers}) == 2
    # What can be done with them stands under them, and the form stands there once.
    assert anna.last is not None
    assert "Ваши файлы выше" in anna.last.text
    assert not [m for m in anna.messages if "Получено 4" in m.text and m.buttons]
    left = await look(place, anna, "Убрать Фото 2")
    assert [name_of(m) for m in left] == ["Фото 1", "Фото 2", "чек & договор.pdf"]
    assert file_of(papers[1]) not in [file_of(m) for m in left]
    assert anna.last is not None
    assert "Убрать Фото 3" not in str(anna.last.buttons)
    await anna.press("⬅️ Назад")
    await anna.wait_for("Получено 3")
    await anna.press("Готово")
    await anna.wait_for("Проверьте перед отправкой")
    # From the last look he comes back to it.
    assert len(await look(place, anna)) == 3
    await anna.press("⬅️ Назад")
    await anna.wait_for("Проверьте перед отправкой")
    assert not shown_to(gorin)


async def test_the_last_one_removed_leads_back(place: Town) -> None:
    anna = await member(place)
    await to_papers(anna)
    await anna.send_photo()
    await anna.wait_for("Получено 1")
    await look(place, anna)
    await anna.press("Убрать Фото 1")
    step = await anna.wait_for("Расскажите коротко")
    assert "Получено" not in step.text
    assert LOOK not in anna.buttons


def name_of(message: Message) -> str:
    """What is read under it."""
    document = message.raw.get("document")
    return str(document["file_name"]) + message.caption if document else message.caption


def file_of(message: Message) -> str:
    media = message.raw.get("document") or message.raw["photo"][-1]
    return str(media["file_unique_id"])


async def test_in_kazakh(place: Town) -> None:
    aigul = await member(place, "kk")
    await aigul.send(LABEL["kk"])
    await aigul.wait_for("кәсіподақ")
    await aigul.press("Емделу · 20 000 ₽-ге дейін")
    await aigul.wait_for("Төлейтін")
    await aigul.press("Өтініш беру")
    await aigul.send("15000")
    await aigul.wait_for("Не болғанын")
    await aigul.send_album([("photo",)] * 2)
    await aigul.wait_for("2 файл")
    papers = await look(place, aigul, "Файлдарды көру не алып тастау")
    assert [m.caption for m in papers] == ["1-фото", "2-фото"]


async def test_a_look_that_the_next_process_handles_again_shows_them_once(
    database_url: str, tmp_path: Path
) -> None:
    async with Sandbox(token=TOKEN) as box:
        async with bot_in(box, database_url, tmp_path) as app:
            place = Town(app, box)
            anna = await member(place)
            await to_papers(anna)
            await anna.send_album([("photo",)] * 2)
            await anna.wait_for("Получено 2")
            await place.settled()
            cut_power(app)
            await anna.press(LOOK, nowait=True)
            await anna.wait_until(lambda: len(shown_to(anna)) == 2)
        async with bot_in(box, database_url, tmp_path) as app:
            await Town(app, box).handled()
            assert len(shown_to(anna)) == 2, anna.screen()
            assert anna.last is not None
            assert "Ваши файлы выше" in anna.last.text


async def test_a_reply_to_one_of_them_is_about_the_application(place: Town) -> None:
    anna = await member(place)
    first = await file(anna)
    await to_ground(anna, "Рождение ребёнка")
    await anna.press("Подать заявление")
    await anna.send("2 ноября")
    await anna.wait_for("Расскажите коротко")
    await anna.send_album([("photo",)] * 2)
    await anna.wait_for("Получено 2")
    papers = await look(place, anna)
    await anna.press("⬅️ Назад")
    await anna.press("Готово")
    await anna.wait_for("Проверьте перед отправкой")
    await anna.press("Отправить")
    second = number_in(await anna.wait_for("принято"))
    await anna.send("Это свидетельство.", reply_to=papers[1])
    await anna.wait_for("Куда это отнести")
    assert f"Добавить к {second}" in anna.buttons
    assert f"Добавить к {first}" not in anna.buttons


async def test_a_reply_to_one_of_a_draft_that_is_gone_is_kept(place: Town) -> None:
    anna = await member(place)
    await to_papers(anna)
    await anna.send_photo()
    await anna.wait_for("Получено 1")
    (paper,) = await look(place, anna)
    await anna.send("/start")
    await anna.wait_for("Продолжить черновик")
    await anna.press("Начать заново")
    await anna.press("✖️ Отмена")
    await place.settled()
    await anna.send("Это чек из аптеки.", reply_to=paper)
    await anna.wait_for("Куда это отнести")
