"""Pictures of the chat page for README and for one's own eyes.

    python -m tests.screenshots docs/pictures

`pictures` takes them of any sandbox, for instance one behind which the real bot runs; the command
line brings its own sandbox and the small scripted bot of the page's tests.
"""

import asyncio
import sys
from pathlib import Path

from sandbox import Sandbox
from tests.sandbox.browser import browser, open_chat, page_in, press, screenshot, write
from tests.sandbox.page_bot import ScriptedBot, inline

TOKEN = "42:SANDBOX"
MEMBER = "Анна Петрова"
LAWYER = "Леонид Законов"
# Twice the pixels: README's reader may have a sharp screen.
SCALE = 2
SIZES = {"phone": (390, 844), "desk": (1280, 800)}
CARD = (
    "<b>ВЮ-2026-000417</b> · оплата труда · ждёт 2 ч\n"
    "«Директор снял мне стимулирующую часть без объяснений. Законно ли это?»\n"
    "Учитель, школа № 7, Барнаул · 2 фото · ответить до ср 25.11"
)
CARD_BUTTONS = [["Взять"], ["Ответить", "Уточнить"], ["Передать", "Файлы", "Похожие ответы"]]


async def pictures(url: str, folder: Path, member: str, beside: str) -> None:
    """phone-light.png, desk-dark.png and so on: the member's chat, on a desk with another's."""
    async with browser() as running:
        for size, (width, height) in SIZES.items():
            for dark in (False, True):
                async with page_in(
                    running, url, width=width, height=height, dark=dark, scale=SCALE
                ) as page:
                    await open_chat(page, member)
                    if size == "desk":
                        await open_chat(page, beside, beside=True)
                    await page.evaluate("document.activeElement.blur()")
                    await screenshot(page, folder / f"{size}-{'dark' if dark else 'light'}.png")


async def main(folder: Path) -> None:
    box = Sandbox(token=TOKEN, name="ПРОФпомощник", username="prof_helper_bot")
    await box.start(host="127.0.0.1", port=0)
    box.person(MEMBER, id=1001, phone="+79130000001", started=True)
    box.person(LAWYER, id=1002, started=True)
    box.person("Айгүл Серікқызы", id=1003, language="kk")
    try:
        async with ScriptedBot(box.page_url, TOKEN) as bot, browser() as running:
            async with page_in(running, box.page_url) as page:
                await open_chat(page, MEMBER)
                await write(page, "/start")
                await press(page, "📂 Мои обращения")
            await bot.say(1002, CARD, reply_markup=inline(CARD_BUTTONS))
            await pictures(box.page_url, folder, MEMBER, LAWYER)
    finally:
        await box.stop()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
