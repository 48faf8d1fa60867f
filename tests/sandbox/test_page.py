"""The chat page in a real browser, on the real sandbox, with a small scripted bot behind it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, WebSocketRoute, expect

from sandbox import Sandbox
from tests.sandbox.browser import (
    browser,
    chat_of,
    chat_page,
    find_browser,
    open_chat,
    page_in,
    press,
    screenshot,
    write,
)
from tests.sandbox.looks import complaints
from tests.sandbox.page_bot import ScriptedBot, inline

TOKEN = "42:SANDBOX"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
SECONDS = 10
ABOUT = "член профсоюза, билет 00417001, родилась 12.03.1985, работает в школе № 7 Барнаула"

# One browser for the file: starting Chromium takes longer than most of these tests.
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@dataclass
class Desk:
    """A sandbox with three people in it, a bot that answers, and pages to look at them."""

    box: Sandbox
    bot: ScriptedBot
    running: Browser

    def page(self, **options: Any) -> Any:
        return page_in(self.running, self.box.page_url, **{**DESK, **options})


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def running() -> AsyncIterator[Browser]:
    if find_browser() is None:
        pytest.skip("no browser: CHROMIUM is not set and no chromium is installed")
    async with browser() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def desk(running: Browser) -> AsyncIterator[Desk]:
    box = Sandbox(token=TOKEN)
    await box.start(host="127.0.0.1", port=0)
    # Started: otherwise Telegram would not let the bot write to them first.
    box.person("Анна", id=1001, phone="+79130000001", started=True)
    box.person("Леонид Законов", id=1002, started=True)
    box.person("Айгүл Серікқызы", id=1003, language="kk")
    try:
        async with ScriptedBot(box.page_url, TOKEN) as bot:
            yield Desk(box, bot, running)
    finally:
        await box.stop()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return png(tmp_path / "приказ.png")


def png(path: Path) -> Path:
    """A one-pixel picture."""
    path.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
            "0000000c49444154789c63b8909a0a00034a0191ce9d58070000000049454e44ae426082"
        )
    )
    return path


def theirs(chat: Locator, text: str) -> Locator:
    return chat.locator(".message.theirs").filter(has_text=text)


def own(chat: Locator, text: str) -> Locator:
    return chat.locator(".message.own").filter(has_text=text)


async def test_a_person_writes_and_reads_the_answer_under_a_quote(desk: Desk) -> None:
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        await write(page, "Мне не выплатили премию")
        answer = theirs(chat, "Вы написали: Мне не выплатили премию")
        await expect(answer).to_be_visible()
        await expect(answer.locator(".quote")).to_have_text("АннаМне не выплатили премию")


async def test_enter_sends_and_shift_enter_begins_a_line(desk: Desk) -> None:
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        await page.keyboard.type("Первая")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("вторая")
        await page.keyboard.press("Enter")
        await expect(own(chat, "Первая").locator(".text")).to_have_text(
            "Первая\nвторая", use_inner_text=True
        )


async def test_the_start_button_greets_a_newcomer_with_formatted_text(desk: Desk) -> None:
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        await chat.get_by_role("button", name="Начать").click()
        welcome = theirs(chat, "Здравствуйте")
        await expect(welcome.locator("b")).to_have_text(
            "Здравствуйте. Я помощник вашего профсоюза."
        )
        await expect(welcome.locator("blockquote")).to_be_visible()
        await expect(welcome.get_by_role("link", name="открыть")).to_have_attribute(
            "rel", "noopener noreferrer"
        )
        await expect(chat.get_by_role("button", name="Начать")).to_be_hidden()


@pytest.mark.parametrize("started", [True, False], ids=["the bot may write first", "unknown"])
async def test_an_empty_chat_begins_with_the_start_button(desk: Desk, started: bool) -> None:
    async with desk.page() as page:
        desk.box.person("Вера Новикова", started=started)
        chat = await open_chat(page, "Вера Новикова")
        start = chat.get_by_role("button", name="Начать")
        await expect(start).to_be_visible()
        await page.reload()
        await expect(start).to_be_visible()
        await expect(chat.get_by_role("button", name="Команды бота")).to_be_visible()


async def test_a_long_quote_is_folded_until_it_is_pressed(desk: Desk) -> None:
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        lines = "\n".join(f"{number}. Согласие" for number in range(20))
        await desk.bot.say(1001, f"Коротко\n<blockquote expandable>{lines}</blockquote>")
        quote = chat.locator("blockquote")
        folded = await quote.evaluate("node => node.offsetHeight")
        await quote.click()
        assert await quote.evaluate("node => node.offsetHeight") > 3 * folded


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
async def test_who_tries_the_bot_reads_what_to_type(
    desk: Desk, size: dict[str, int], dark: bool
) -> None:
    vera = desk.box.person("Вера Новикова", about=ABOUT)
    async with desk.page(**size, dark=dark) as page:
        row = page.locator("#people li", has_text="Вера Новикова")
        await expect(row.locator(".about")).to_have_text(ABOUT)
        assert await complaints(page) == []
        chat = await open_chat(page, "Вера Новикова")
        about = chat.locator(".chat-head .about")
        await expect(about).to_have_text(ABOUT)
        shown = await about.evaluate(
            """(node) => ({
                px: parseFloat(getComputedStyle(node).fontSize),
                whole: node.scrollHeight <= node.clientHeight,
                head: node.parentElement.offsetHeight,
            })"""
        )
        assert shown["px"] >= 14
        assert shown["whole"]
        assert shown["head"] <= 140
        assert await complaints(page) == []
        await expect(await open_chat(page, "Анна")).not_to_contain_text("билет")
        assert desk.box.person("Вера Новикова", about="x" * 80) is vera
        await open_chat(page, "Вера Новикова")
        await expect(about).to_have_text("x" * 80)
        assert await complaints(page) == []


async def test_what_cannot_be_done_is_said_in_russian(desk: Desk) -> None:
    # The browser logs every refusal of the server.
    async with desk.page(errors_allowed=True) as page:
        chat = await open_chat(page, "Леонид Законов")
        await write(page, "/start")
        await press(page, "Отправить свой номер")
        await page.get_by_role("dialog").get_by_role("button", name="Поделиться").click()
        await expect(chat.locator(".toast.error")).to_have_text(
            "У этого человека нет номера телефона."
        )


async def test_a_pressed_button_waits_then_tells_and_the_message_changes(desk: Desk) -> None:
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        await write(page, "/start")
        waiting = chat.locator(".inline-btn", has_text="Подождать")
        await waiting.click()
        await expect(waiting).to_have_attribute("aria-busy", "true")
        desk.bot.patience.set()
        await expect(waiting).not_to_have_attribute("aria-busy", "true")
        await expect(chat.locator(".toast", has_text="Дождались")).to_be_visible()

        await press(page, "Согласен")
        await expect(chat.locator(".toast", has_text="Записано")).to_be_visible()
        changed = theirs(chat, "Теперь введите номер билета")
        await expect(changed.locator(".foot")).to_contain_text("изменено")
        await expect(changed.locator(".inline-btn")).to_have_count(0)


async def test_an_alert_is_a_dialog_with_ok(desk: Desk) -> None:
    async with desk.page(**PHONE) as page:
        await open_chat(page, "Анна")
        await write(page, "/start")
        await press(page, "Не согласен")
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("Без согласия я не смогу помочь.")
        await dialog.get_by_role("button", name="OK").click()
        await expect(dialog).to_have_count(0)


async def test_the_reply_keyboard_speaks_for_the_person(desk: Desk) -> None:
    async with desk.page(**PHONE) as page:
        chat = await open_chat(page, "Анна")
        await write(page, "/start")
        await press(page, "📂 Мои обращения")
        await expect(own(chat, "Мои обращения")).to_be_visible()
        await expect(theirs(chat, "Обращений пока нет.")).to_be_visible()
        await expect(chat.get_by_placeholder("Напишите вопрос")).to_be_visible()

        keyboard = chat.get_by_role("group", name="Клавиатура бота")
        await chat.get_by_role("button", name="Скрыть клавиатуру бота").click()
        await expect(keyboard).to_be_hidden()
        await chat.get_by_role("button", name="Показать клавиатуру бота").click()
        await expect(keyboard).to_be_visible()


async def test_the_contact_is_shared_after_a_question(desk: Desk) -> None:
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        await write(page, "/start")
        await press(page, "Отправить свой номер")
        await page.get_by_role("dialog").get_by_role("button", name="Поделиться").click()
        await expect(own(chat, "+79130000001")).to_be_visible()
        await expect(theirs(chat, "Номер принят")).to_be_visible()


async def test_a_photo_and_a_file_reach_the_bot(desk: Desk, picture: Path, tmp_path: Path) -> None:
    order = tmp_path / "Приказ № 17.pdf"
    order.write_bytes(b"%PDF-1.4 " + b"0" * 5000)
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        await chat.get_by_label("Выбрать фотографии").set_input_files(picture)
        await expect(chat.locator(".chip")).to_contain_text("приказ.png")
        await write(page, "Вот приказ")
        photo = own(chat, "Вот приказ")
        await expect(theirs(chat, "Фотография принята.")).to_be_visible()
        await photo.get_by_role("button", name="Фотография").click()
        await expect(page.get_by_role("dialog").locator("img")).to_be_visible()
        await page.keyboard.press("Escape")

        await chat.get_by_label("Выбрать файлы").set_input_files(order)
        await write(page, "")
        document = own(chat, "Приказ № 17.pdf")
        await expect(document).to_contain_text("4,9 КБ")
        await expect(theirs(chat, "Файл принят: Приказ № 17.pdf")).to_be_visible()
        async with page.expect_download() as coming:
            await document.get_by_role("link").click()
        download = await coming.value
        assert download.suggested_filename == "Приказ № 17.pdf"
        assert (await download.path()).read_bytes() == order.read_bytes()


async def test_several_photos_are_one_album(desk: Desk, picture: Path, tmp_path: Path) -> None:
    async with desk.page(**PHONE) as page:
        chat = await open_chat(page, "Анна")
        files = [picture, png(tmp_path / "второй.png"), png(tmp_path / "третий.png")]
        await chat.get_by_label("Выбрать фотографии").set_input_files(files)
        await write(page, "Три снимка")
        await expect(own(chat, "Три снимка").locator(".album .photo")).to_have_count(3)
        await expect(chat.locator(".message.own")).to_have_count(1)


async def test_pictures_with_words_each_say_them_when_they_are_opened(
    desk: Desk, picture: Path, tmp_path: Path
) -> None:
    async with desk.page(**PHONE) as page:
        chat = await open_chat(page, "Анна")
        files = [picture, png(tmp_path / "второй.png")]
        await chat.get_by_label("Выбрать фотографии").set_input_files(files)
        await write(page, "Два снимка")
        album = own(chat, "Два снимка")
        await expect(album.locator(".album .photo")).to_have_count(2)
        sent = [m.raw["photo"][-1]["file_id"] for m in desk.box.people[1001].messages if m.media]
        media = [
            {"type": "photo", "media": file_id, "caption": f"Фото {number}"}
            for number, file_id in enumerate(sent, start=1)
        ]
        await desk.bot.call("sendMediaGroup", chat_id=1001, media=media)
        theirs_album = chat.locator(".message:not(.own) .album")
        await expect(theirs_album.locator(".photo")).to_have_count(2)
        await expect(chat.get_by_text("Фото 2")).to_have_count(0)
        await theirs_album.locator(".photo").last.click()
        await expect(page.locator(".lightbox")).to_contain_text("Фото 2")


async def test_a_pasted_and_a_dropped_file_wait_above_the_input(desk: Desk) -> None:
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        bring = """(target, kind) => {
            const data = new DataTransfer();
            data.items.add(new File(["text"], `${kind}.txt`, { type: "text/plain" }));
            target.dispatchEvent(kind === "paste"
              ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true })
              : new DragEvent("drop", { dataTransfer: data, bubbles: true }));
        }"""
        await chat.get_by_role("textbox").evaluate(bring, "paste")
        await chat.evaluate(bring, "drop")
        await expect(chat.locator(".chip .line")).to_have_text(["paste.txt", "drop.txt"])
        await chat.get_by_role("button", name="Убрать paste.txt").click()
        await expect(chat.locator(".chip .line")).to_have_text(["drop.txt"])


async def test_a_voice_note_is_sent_and_played(desk: Desk) -> None:
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        await chat.get_by_role("button", name="Отправить голосовое сообщение").click()
        await expect(theirs(chat, "Голосовое принято.")).to_be_visible()
        note = chat.locator(".voice")
        await expect(note).to_contain_text("0:03")
        await note.get_by_role("button", name="Прослушать").click()
        await expect(note.get_by_role("button", name="Остановить")).to_be_visible()
        await expect(note.get_by_role("button", name="Прослушать")).to_be_visible(timeout=9000)

        await desk.box.people[1001].send_voice()
        await note.nth(1).get_by_role("button", name="Прослушать").click()
        await expect(note.nth(1).get_by_role("button", name="Остановить")).to_be_visible()


async def test_a_round_video_is_sent_and_shown(desk: Desk) -> None:
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        await chat.get_by_role("button", name="Прикрепить").click()
        await page.get_by_role("menuitem", name="Видеосообщение").click()
        await expect(theirs(chat, "Видеосообщение принято.")).to_be_visible()
        player = chat.locator("video.round-video")
        await expect(player).to_have_js_property("videoWidth", 240)


async def test_a_sticker_is_answered_without_sound(desk: Desk) -> None:
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        await chat.get_by_role("button", name="Отправить стикер").click()
        await expect(chat.locator(".message.own .sticker")).to_be_visible()
        await expect(theirs(chat, "Нужен текст.").get_by_label("Без звука")).to_be_visible()


async def test_ones_own_message_is_edited_and_deleted(desk: Desk) -> None:
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        await write(page, "Премию не дали")
        await own(chat, "Премию не дали").hover()
        await chat.get_by_role("button", name="Изменить или удалить").click()
        await page.get_by_role("menuitem", name="Изменить").click()
        field = chat.get_by_role("textbox")
        await expect(field).to_have_value("Премию не дали")
        await field.fill("Премию срезали")
        await field.press("Enter")
        await expect(own(chat, "Премию срезали").locator(".foot")).to_contain_text("изменено")
        await expect(theirs(chat, "Вижу правку: Премию срезали")).to_be_visible()
        await expect(field).to_have_value("")

        await own(chat, "Премию срезали").locator(".bubble").click(button="right")
        await page.get_by_role("menuitem", name="Удалить").click()
        await page.get_by_role("dialog").get_by_role("button", name="Удалить").click()
        await expect(own(chat, "Премию срезали")).to_have_count(0)


async def test_two_people_are_seen_side_by_side(desk: Desk) -> None:
    async with desk.page() as page:
        member = await open_chat(page, "Анна")
        lawyer = await open_chat(page, "Леонид Законов", beside=True)
        await write(page, "Вопрос", to="Анна")
        await write(page, "Ответ", to="Леонид Законов")
        await expect(theirs(member, "Вы написали: Вопрос")).to_be_visible()
        await expect(theirs(lawyer, "Вы написали: Ответ")).to_be_visible()
        left, right = await member.bounding_box(), await lawyer.bounding_box()
        assert left is not None
        assert right is not None
        assert left["x"] + left["width"] <= right["x"] + 1

        # The button does what ctrl does; the chat used last stays.
        await page.reload()
        await expect(page.locator(".chat:visible")).to_have_count(2)
        await lawyer.get_by_role("button", name="Закрыть чат").click()
        await expect(page.locator(".chat:visible")).to_have_count(1)
        await page.locator("#people li", has_text="Айгүл").hover()
        await page.get_by_role("button", name="Айгүл Серікқызы: открыть рядом").click()
        await expect(page.locator(".chat:visible")).to_have_count(2)


async def test_on_a_phone_one_chat_lies_over_the_list(desk: Desk) -> None:
    async with desk.page(**PHONE) as page:
        chat = await open_chat(page, "Анна")
        await expect(page.locator("#people")).to_be_hidden()
        await chat.get_by_role("button", name="К списку людей").click()
        await expect(chat).to_have_count(0)
        await open_chat(page, "Айгүл Серікқызы")
        await page.go_back()
        await expect(page.locator("#people")).to_be_visible()


async def test_unread_messages_are_counted_until_the_chat_is_opened(desk: Desk) -> None:
    async with desk.page(**PHONE) as page:
        await desk.bot.say(1002, "Первое")
        await desk.bot.say(1002, "Второе")
        row = page.locator("#people li", has_text="Леонид Законов")
        await expect(row.locator(".unread")).to_have_text("2")
        await expect(row.locator(".line")).to_have_text("Второе")
        await expect(page).to_have_title("(2) Песочница")
        chat = await open_chat(page, "Леонид Законов")
        await expect(theirs(chat, "Второе")).to_be_visible()
        await chat.get_by_role("button", name="К списку людей").click()
        await expect(row.locator(".unread")).to_have_count(0)


async def test_a_blocked_bot_learns_it_and_is_unblocked(desk: Desk) -> None:
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        await chat.get_by_role("button", name="Меню чата").click()
        await page.get_by_role("menuitem", name="Заблокировать бота").click()
        await expect(chat.get_by_role("textbox")).to_be_hidden()
        async with asyncio.timeout(SECONDS):
            gone = await desk.bot.memberships.get()
        assert gone["new_chat_member"]["status"] == "kicked"
        await expect(page.locator("#people .blocked-mark")).to_have_count(1)

        await chat.get_by_role("button", name="Разблокировать бота").click()
        await expect(chat.get_by_role("textbox")).to_be_visible()
        async with asyncio.timeout(SECONDS):
            back = await desk.bot.memberships.get()
        assert back["new_chat_member"]["status"] == "member"


async def test_the_commands_are_offered_and_sent(desk: Desk) -> None:
    async with desk.page(**PHONE) as page:
        chat = await open_chat(page, "Анна")
        await chat.get_by_role("button", name="Команды бота").click()
        await chat.get_by_role("button", name="/question Вопрос юристу").click()
        await expect(theirs(chat, "Вы написали: /question")).to_be_visible()
        await chat.get_by_role("textbox").fill("/st")
        await expect(chat.locator(".command-row")).to_have_count(1)


async def test_a_reader_of_old_messages_is_not_thrown_to_the_end(desk: Desk) -> None:
    async with desk.page(**PHONE) as page:
        for number in range(30):
            await desk.bot.say(1001, f"Новость {number}")
        chat = await open_chat(page, "Анна")
        await expect(theirs(chat, "Новость 29")).to_be_in_viewport()
        await chat.locator(".scroller").evaluate("node => { node.scrollTop = 0; }")
        down = chat.get_by_role("button", name="Вниз, к новым")
        await expect(down).to_be_visible()
        await desk.bot.say(1001, "Самая свежая")
        await expect(down).to_contain_text("1")
        await expect(theirs(chat, "Новость 0")).to_be_in_viewport()
        await down.click()
        await expect(theirs(chat, "Самая свежая")).to_be_in_viewport()
        await expect(down).to_be_hidden()
        await desk.bot.say(1001, "И ещё одна")
        await expect(theirs(chat, "И ещё одна")).to_be_in_viewport()


async def test_in_a_group_the_speaker_is_chosen(desk: Desk) -> None:
    anna, leonid = desk.box.people[1001], desk.box.people[1002]
    group = desk.box.group("Правовая служба", members=[anna, leonid])
    await desk.bot.say(group.id, "Новый вопрос", reply_markup=inline([["Взять"]]))
    async with desk.page() as page:
        chat = await open_chat(page, "Правовая служба")
        await press(page, "Взять")
        await expect(chat.locator(".inline-btn.waiting")).to_have_count(0)
        await expect(chat.locator(".chat-head")).to_contain_text("группа · 2 участника")
        await chat.get_by_label("От чьего имени").select_option("Леонид Законов")
        await write(page, "Беру")
        await expect(theirs(chat, "Вы написали: Беру")).to_be_visible()
        await chat.get_by_label("От чьего имени").select_option("Анна")
        await expect(theirs(chat, "Беру").first.locator(".author")).to_have_text("Леонид Законов")

        # Who is not in it may join by writing.
        outside = chat.locator("optgroup")
        await expect(outside.locator("option")).to_have_text(["Айгүл Серікқызы"])
        await chat.get_by_label("От чьего имени").select_option("Айгүл Серікқызы")
        await write(page, "Мен де осындамын")
        await expect(outside).to_have_count(0)
        await expect(chat.locator(".chat-head")).to_contain_text("группа · 3 участника")
        await expect(chat.get_by_label("От чьего имени")).to_have_value("1003")
        assert await complaints(page) == []


async def test_a_person_is_added(desk: Desk) -> None:
    async with desk.page(**PHONE) as page:
        await page.get_by_role("button", name="Добавить человека").click()
        await page.get_by_label("Имя").fill("Ерлан Әбенов")
        await page.get_by_label("Язык телефона").select_option("kk")
        await page.get_by_label("Телефон, если нужен").fill("+7 701 000-00-09")
        assert await complaints(page) == []
        await page.get_by_role("button", name="Добавить", exact=True).click()
        chat = chat_of(page, "Ерлан Әбенов")
        await chat.get_by_role("button", name="Меню чата").click()
        await page.get_by_role("menuitem", name="О человеке").click()
        await expect(page.get_by_role("dialog")).to_contain_text("+77010000009")
        await expect(page.get_by_role("dialog")).to_contain_text("казахский")


async def test_faults_are_set_for_the_whole_sandbox(desk: Desk) -> None:
    async with desk.page() as page:
        await page.get_by_role("button", name="Помехи").click()
        drawer = page.get_by_role("dialog", name="Помехи")
        await drawer.get_by_label("Telegram не отвечает совсем").check()
        assert await complaints(page) == []
        async with page.expect_response("**/control/faults") as answer:
            await drawer.get_by_role("button", name="Применить").click()
        assert (await answer.value).ok
        await page.get_by_role("button", name="Помехи включены").click()
        await drawer.get_by_label("долго молчит").uncheck()
        await drawer.get_by_role("button", name="Применить").click()
        await page.reload()
        await page.get_by_role("button", name="Помехи включены").click()
        await expect(drawer.get_by_label("долго молчит")).not_to_be_checked()
        await expect(drawer.get_by_label("плохой шлюз")).to_be_checked()
        await expect(drawer.get_by_label("Telegram не отвечает совсем")).to_be_checked()
        await drawer.get_by_role("button", name="Без помех").click()
        await expect(page.get_by_role("button", name="Помехи", exact=True)).to_be_visible()


async def test_a_lost_connection_is_said_and_made_good(desk: Desk) -> None:
    async with desk.page() as page:
        live: list[WebSocketRoute] = []
        cut = asyncio.Event()

        def through(route: WebSocketRoute) -> None:
            live.append(route)
            if cut.is_set():
                route.connect_to_server()

        await page.route_web_socket("**/page/ws", through)
        cut.set()
        await page.reload()
        chat = await open_chat(page, "Анна")
        offline = page.get_by_text("Нет связи с песочницей")
        await expect(offline).to_be_hidden()
        cut.clear()
        await live[-1].close()
        await expect(offline).to_be_visible()
        await desk.bot.say(1001, "Пока вас не было")
        cut.set()
        await live[-1].close()
        await expect(theirs(chat, "Пока вас не было")).to_be_visible()
        await expect(offline).to_be_hidden()


async def test_the_chosen_theme_outlives_a_reload(desk: Desk) -> None:
    async with desk.page(dark=True) as page:
        scheme = "getComputedStyle(document.documentElement).colorScheme"
        await page.get_by_role("button", name="Светлое оформление").click()
        assert await page.evaluate(scheme) == "light"
        await page.reload()
        await expect(page.get_by_role("button", name="Тёмное оформление")).to_be_visible()
        assert await page.evaluate(scheme) == "light"


async def test_the_keyboard_alone_is_enough(desk: Desk) -> None:
    async with desk.page() as page:
        await page.locator("#people button.person").first.focus()
        await page.keyboard.press("Enter")
        chat = chat_of(page)
        await page.keyboard.type("/start")
        await page.keyboard.press("Enter")
        button = chat.locator(".inline-btn", has_text="Согласен").first
        await button.focus()
        await page.keyboard.press("Enter")
        # The bubble was drawn anew without that button; the focus stays within reach.
        await expect(theirs(chat, "Теперь введите номер билета")).to_be_focused()
        await page.keyboard.press("Tab")
        ring = "getComputedStyle(document.activeElement).outlineStyle"
        assert await page.evaluate(ring) == "solid"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<b>Важно</b><br>да", "<b>Важно</b><br>да"),
        ('<img src=x onerror="alert(1)">', ""),
        ("<script>alert(1)</script>a &lt; b", "a &lt; b"),
        ('<b onclick="alert(1)" style="color:red">b</b>', "<b>b</b>"),
        ('<a href="javascript:alert(1)">сюда</a>', '<b class="mention">сюда</b>'),
        ("<div><i>x</i></div>", "<i>x</i>"),
        ("a\n<blockquote>b</blockquote>\nc", "a<blockquote>b</blockquote>c"),
        ("<pre>/start\nx</pre>", "<pre>/start\nx</pre>"),
    ],
)
async def test_only_allowed_html_is_shown(desk: Desk, html: str, shown: str) -> None:
    # Of a handler in the text the browser itself complains, by the page's content policy.
    async with desk.page(errors_allowed=True) as page:
        result = await page.evaluate(
            """async (html) => {
                const { safeHtml } = await import("/page/text.js");
                const box = document.createElement("div");
                box.append(safeHtml(html));
                return box.innerHTML;
            }""",
            html,
        )
        assert result == shown


async def test_a_spoiler_opens_when_it_is_pressed(desk: Desk) -> None:
    async with desk.page() as page:
        chat = await open_chat(page, "Анна")
        await desk.bot.say(1001, "Карта <tg-spoiler>2200 7001</tg-spoiler>")
        hidden = chat.locator("tg-spoiler")
        await expect(hidden).to_have_css("color", "rgba(0, 0, 0, 0)")
        await hidden.click()
        await expect(hidden).not_to_have_css("color", "rgba(0, 0, 0, 0)")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
async def test_it_can_be_read_and_touched(
    desk: Desk, size: dict[str, int], dark: bool, picture: Path
) -> None:
    async with desk.page(**size, dark=dark) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        assert await complaints(page) == []
        chat = await open_chat(page, "Анна")
        assert await complaints(page) == []

        await write(page, "/start")
        await write(page, "Очень" * 40 + " длинное слово и https://example.org/" + "путь" * 30)
        await chat.get_by_label("Выбрать файлы").set_input_files(picture)
        await write(page, "Снимок")
        await chat.get_by_role("button", name="Отправить голосовое сообщение").click()
        await expect(theirs(chat, "Голосовое принято.")).to_be_visible()
        await press(page, "Согласен")
        await expect(chat.locator(".toast")).to_be_visible()
        await chat.get_by_role("button", name="Команды бота").click()
        assert await complaints(page) == []

        await chat.get_by_role("button", name="Меню чата").click()
        await page.get_by_role("menuitem", name="О человеке").click()
        assert await complaints(page) == []
        assert [url for url in asked if not url.startswith((desk.box.page_url, "blob:"))] == []
        assert await page.locator("html").get_attribute("lang") == "ru"


async def test_chat_page_opens_a_browser_of_its_own(desk: Desk, tmp_path: Path) -> None:
    async with chat_page(desk.box.page_url, width=390, height=600) as page:
        assert isinstance(page, Page)
        await screenshot(page, tmp_path / "shots" / "list.png")
    assert (tmp_path / "shots" / "list.png").read_bytes().startswith(b"\x89PNG")
