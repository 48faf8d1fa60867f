"""The README's pictures, taken of the program itself: `python -m tests.readme_pictures FOLDER`.

Starts the bot without a token, as a stranger does, and acts on the sandbox's page.
"""

import asyncio
import re
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.async_api import Page, expect

from tests.sandbox.browser import chat_page, open_chat, press, screenshot, write
from tests.spine.process import BotProcess

PHONE = (390, 844)
DESK = (1280, 800)
# The bot answers within a second; a picture waits until it has.
PAUSE_MS = 1500


async def act(page: Page, *steps: str) -> None:
    """«+ text» writes, «…text» presses what ends so, anything else is pressed."""
    for step in steps:
        if step.startswith("+ "):
            await write(page, step[2:])
        elif step.startswith("…"):
            await press_ending(page, step[1:])
        else:
            await press(page, step)
        await page.wait_for_timeout(PAUSE_MS)


async def press_ending(page: Page, label: str) -> None:
    """The label begins with a day that is another every day."""
    ending = re.compile(f"{re.escape(label)}$")
    buttons = page.locator(".chat:visible .inline-btn")
    await buttons.filter(has=page.locator("span", has_text=ending)).last.click()


async def member(url: str, folder: Path) -> None:
    async with chat_page(url, width=PHONE[0], height=PHONE[1]) as page:
        await open_chat(page, "Анна Петрова")
        await act(page, "+ /start", "Согласен", "+ 00417001", "+ Петрова", "+ 12.03.1985", "Да")
        await act(page, "Согласен", "⚖️ Вопрос юристу")
        await act(page, "+ Директор снял мне стимулирующую часть без объяснений. Законно ли это?")
        await screenshot(page, folder / "articles.png")
        await act(page, "Спросить юриста")
        await screenshot(page, folder / "ask.png")
        await act(page, "Отправить")


async def lawyer(url: str, folder: Path) -> None:
    async with chat_page(url, width=PHONE[0], height=PHONE[1]) as page:
        await open_chat(page, "Лев Законов")
        await page.wait_for_timeout(PAUSE_MS)
        await screenshot(page, folder / "card.png")
        await act(page, "Взять", "Ответить")
        await act(
            page,
            "+ Снизить стимулирующую выплату можно только по основаниям из положения об оплате"
            " труда вашей школы (ст. 135 ТК РФ).\n\nЧто сделать: попросите приказ и положение"
            " письменно и пришлите их сюда.",
            "Отправить",
        )


async def answered(url: str, folder: Path) -> None:
    async with chat_page(url, width=PHONE[0], height=PHONE[1]) as page:
        await open_chat(page, "Анна Петрова")
        await page.wait_for_timeout(PAUSE_MS)
        await screenshot(page, folder / "answer.png")


async def kazakh(url: str, folder: Path) -> None:
    async with chat_page(url, width=PHONE[0], height=PHONE[1]) as page:
        await open_chat(page, "Айгүл Нұрланова")
        await act(page, "+ /start", "Келісемін", "+ 00584002", "+ Нұрланова", "+ 01.09.1990", "Иә")
        await act(page, "Келісемін", "⚖️ Заңгерге сұрақ")
        await act(page, "Шұғыл: жұмыстан шығару, жаза, сот")
        await screenshot(page, folder / "kk.png")


# What is pressed before the picture is taken.
OTHERS = {
    "danger": (
        "Борис Сидоров",
        "🦺 Сообщить об опасности",
        "+ В спортзале отошла плитка, дети спотыкаются.",
        "+ Школа № 7, спортзал",
        "+ со вчерашнего дня",
    ),
    "my-data": ("Борис Сидоров", "+ /mydata"),
    "inspector": ("Пётр Касков", "+ /menu", "🦺 Охрана труда"),
    "head": (
        "Мария Правдина",
        "+ /menu",
        "📥 Очередь вопросов",
        "Вся очередь отдела",
        "Кто сколько ведёт",
    ),
    "people": (
        "Ольга Школина",
        "+ /menu",
        "👥 Члены профсоюза",
        "Найти человека",
        "+ Петрова",
    ),
    "aid": ("Анна Петрова", "🤝 Материальная помощь"),
    "officer": ("Вера Горина",),
    "reports": ("Нина Краева", "+ /menu", "📊 Отчёты"),
}


async def event(url: str, folder: Path) -> None:
    """Made by an organiser, with places kept for a school; a place that comes free; the door."""
    day = f"{datetime.now(UTC) + timedelta(days=14):%d.%m.%Y} 10:00–16:00"
    await other(url, folder, "organiser", "Нина Краева", "+ /menu", "📅 Мероприятия",
        "Создать мероприятие", "+ Школа молодого председателя",
        "+ Как вести заседание и говорить с директором. Возьмите тетрадь.", f"+ {day}", "Готово",
        "+ Барнаул, ул. Ленина, 23, Дом учителя", "+ 3", "Все члены профсоюза", "Изменить",
        "Ещё настройки", "Квоты", "Добавить организацию", "+ школа 7",
        "школа № 7, Барнаул, Алтайский край", "+ 2", "До какого дня держать",
        "За неделю до начала", "⬅️ Назад", "Готово", "Опубликовать")  # fmt: skip
    await other(url, folder, "helpers", "Нина Краева", "Ещё", "Помощники",
        "Назначить помощника", "+ Школина", "Школина О. И. · школа № 7, Барнаул, Алтайский край",
        "Готово")  # fmt: skip
    title = "…Школа молодого председателя"
    await other(url, folder, "event", "Борис Сидоров", "📅 Мероприятия", title, "Записаться")
    async with chat_page(url, width=PHONE[0], height=PHONE[1]) as page:
        await open_chat(page, "Айгүл Нұрланова")
        await act(page, "+ /cancel", "📅 Іс-шаралар", title, "Тіркелу")
    await other(url, folder, "event-left", "Борис Сидоров", "Отменить запись")
    await other(url, folder, "offer-kk", "Айгүл Нұрланова")
    await other(url, folder, "joined-kk", "Айгүл Нұрланова", "Тіркелу")
    await other(url, folder, "door", "Ольга Школина", "Отметить пришедших", "+ 2")


async def other(url: str, folder: Path, name: str, who: str, *steps: str) -> None:
    async with chat_page(url, width=PHONE[0], height=PHONE[1]) as page:
        await open_chat(page, who)
        await page.wait_for_timeout(PAUSE_MS)
        await act(page, *steps)
        # What is said in passing lies over the first lines.
        await expect(page.locator(".toast")).to_have_count(0, timeout=20_000)
        await screenshot(page, folder / f"{name}.png")


async def side_by_side(url: str, folder: Path) -> None:
    async with chat_page(url, width=DESK[0], height=DESK[1]) as page:
        await open_chat(page, "Анна Петрова")
        await open_chat(page, "Лев Законов", beside=True)
        await page.wait_for_timeout(PAUSE_MS)
        await screenshot(page, folder / "sandbox.png")


async def take(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        bot = BotProcess(Path(place), "", "", BOT_TOKEN="", DATABASE_URL="")
        await bot.start()
        try:
            line = await bot.said("http://")
            found = re.search(r"http://\S+", line)
            assert found
            await bot.said("бот работает")
            for scene in (member, lawyer, answered, kazakh, side_by_side, event):
                await scene(found[0], folder)
            for name, (who, *steps) in OTHERS.items():
                await other(found[0], folder, name, who, *steps)
        finally:
            await bot.terminate()


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1])))
