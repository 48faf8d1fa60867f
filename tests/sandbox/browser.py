"""A real Chromium on the sandbox's page, for tests and for pictures.

    async with chat_page(box.page_url, width=390, height=844) as page:
        await open_chat(page, "Анна")
        await write(page, "/start")
        await press(page, "Согласен")
        await screenshot(page, Path("start.png"))

The browser comes from the system's packages (`apt-get install chromium`), or from where the
environment variable CHROMIUM points.
"""

import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

NAMES = ("chromium", "chromium-browser", "google-chrome")
# As root, which is what a container is, Chromium starts only without its own sandbox; the rest
# keeps it from calling home during a test.
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)


class ConsoleError(AssertionError):
    """The page wrote an error into the browser's console."""


def find_browser() -> str | None:
    given = os.environ.get("CHROMIUM")
    if given:
        return given
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    path = find_browser()
    if path is None:
        raise FileNotFoundError(f"no browser: set CHROMIUM or install one of {', '.join(NAMES)}")
    async with async_playwright() as driver:
        running = await driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield running
        finally:
            await running.close()


@asynccontextmanager
async def page_in(
    running: Browser,
    url: str,
    *,
    width: int = 390,
    height: int = 844,
    dark: bool = False,
    scale: float = 1,
    errors_allowed: bool = False,
) -> AsyncIterator[Page]:
    """A fresh page, greeted by the server. At its end: ConsoleError, if it logged an error."""
    context = await running.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        device_scale_factor=scale,
        locale="ru-RU",
        reduced_motion="reduce",
    )
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda line: errors.append(line.text) if line.type in ("error", "warning") else None,
    )
    try:
        await page.goto(url)
        await expect(page.locator("#bot-sub")).to_contain_text("@")
        yield page
        if errors and not errors_allowed:
            raise ConsoleError("\n".join(errors))
    finally:
        await context.close()


@asynccontextmanager
async def chat_page(
    url: str, *, width: int = 390, height: int = 844, dark: bool = False, scale: float = 1
) -> AsyncIterator[Page]:
    """A browser for this one page; `page_in` shares a browser between many."""
    async with (
        browser() as running,
        page_in(running, url, width=width, height=height, dark=dark, scale=scale) as page,
    ):
        yield page


def chat_of(page: Page, name: str | None = None) -> Locator:
    """The open chat of a person, or the only one that is seen."""
    if name is None:
        return page.locator(".chat:visible").first
    return page.get_by_role("region", name=f"Чат: {name}", exact=True)


async def open_chat(page: Page, name: str, *, beside: bool = False) -> Locator:
    """Open a person's chat, instead of the one used last or beside those that are open."""
    back = page.get_by_role("button", name="К списку людей")
    if await back.count() and await back.first.is_visible():
        await back.first.click()
    person = page.locator("#people button.person").filter(
        has=page.locator(".name", has_text=re.compile(f"^{re.escape(name)}$"))
    )
    await person.click(modifiers=["ControlOrMeta"] if beside else [])
    chat = chat_of(page, name)
    await expect(chat).to_be_visible()
    return chat


async def write(page: Page, text: str, *, to: str | None = None) -> None:
    """Write as the person whose chat is open, and wait until the message stands there."""
    chat = chat_of(page, to)
    before = await chat.locator(".message.own").count()
    await chat.get_by_role("textbox", name="Сообщение").fill(text)
    composer = chat.locator("form.composer")
    await composer.get_by_role("button", name="Отправить", exact=True).click()
    await expect(chat.locator(".message.own")).to_have_count(before + 1)


async def press(page: Page, label: str, *, to: str | None = None) -> None:
    """Press the newest button of that label, inline or of the reply keyboard, until answered."""
    chat = chat_of(page, to)
    button = chat.locator(".inline-btn, .key").filter(
        has=page.locator("span", has_text=re.compile(f"^{re.escape(label)}$"))
    )
    await button.last.click()
    await expect(chat.locator(".inline-btn.waiting")).to_have_count(0, timeout=20_000)


async def screenshot(page: Page, path: Path) -> None:
    """A picture of what is seen, once fonts and images have come."""
    await page.evaluate("document.fonts.ready")
    await page.evaluate(
        """Promise.all([...document.images].filter((image) => !image.complete).map(
            (image) => new Promise((done) => { image.onload = image.onerror = done; })))"""
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=path)
