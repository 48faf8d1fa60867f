"""`📰 Новости` for members: the last posts, by rubric, by organisation, by words."""

from typing import Any

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, Start, SwitchTo

from bot.db import Database
from bot.members import service as members
from bot.members.service import Viewer
from bot.news import reading
from bot.news.models import Post
from bot.news.reading import Choice
from bot.news.words import title
from bot.rubrics import Rubric
from bot.surveys import service as surveys
from handlers.cases.stray import unasked
from handlers.screens import Say, back_to, choices, complain, here
from handlers.staff.lists import first_page, page_of, pager
from handlers.states import News, Survey, Wishes

PAGE = 5


def _choice(manager: DialogManager) -> Choice:
    data = manager.dialog_data
    rubric = data.get("rubric")
    return Choice(
        rubric=Rubric(rubric) if rubric else None,
        organisation_id=data.get("organisation"),
        sought=data.get("sought", ""),
    )


async def feed(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    choice, number, texts = _choice(dialog_manager), page_of(dialog_manager), viewer.texts
    async with database.reading() as session:
        found, count = await reading.page(session, viewer, choice, number, PAGE)
        place = ""
        if choice.organisation_id is not None:
            place = await members.place_by_id(session, choice.organisation_id)
        wanted = await members.consent_given(session, viewer.account_id, "news")
        open_surveys = len(await surveys.waiting(session, viewer))
    return {
        "posts": [(str(post.id), _line(post, viewer)) for post in found],
        "count": count,
        "page": number + 1,
        "pages": max(-(-count // PAGE), 1),
        "rubric": texts(f"rubric-{choice.rubric}") if choice.rubric else "",
        "place": place,
        "sought": choice.sought,
        "searching": bool(choice.sought),
        "chosen": choice != Choice(),
        "wanted": wanted,
        "surveys": open_surveys,
        "has_earlier": number > 0,
        "has_later": (number + 1) * PAGE < count,
    }


def _line(post: Post, viewer: Viewer) -> str:
    texts = viewer.texts
    assert post.published_at
    day = post.published_at.astimezone(texts.zone)
    return texts("news-line", day=f"{day:%d.%m}", title=title(post, texts))


async def open_post(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    """Sent below as a message of its own: with its files, and true as long as it stands there."""
    place = here(manager)
    async with place.database.writing() as session:
        await reading.open_post(session, place.viewer, int(chosen), f"open:{query.id}")


async def show_all(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    for name in ("rubric", "organisation", "sought"):
        manager.dialog_data.pop(name, None)
    first_page(manager)


async def rubrics(viewer: Viewer, **_: Any) -> dict[str, Any]:
    return {"rubrics": [(str(r), viewer.texts(f"rubric-{r}")) for r in Rubric]}


async def choose_rubric(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["rubric"] = str(Rubric(chosen))
    first_page(manager)
    await manager.switch_to(News.feed)


async def organisations(viewer: Viewer, database: Database, **_: Any) -> dict[str, Any]:
    async with database.reading() as session:
        found = await reading.organisations(session, viewer)
    return {"organisations": [(str(o.id), o.name) for o in found], "count": len(found)}


async def choose_organisation(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    manager.dialog_data["organisation"] = int(chosen)
    first_page(manager)
    await manager.switch_to(News.feed)


async def seek(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    manager.dialog_data["sought"] = " ".join((message.text or "").split())
    first_page(manager)
    await manager.switch_to(News.feed)


async def words_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "text-expected")


dialog = Dialog(
    Window(
        Say("news-feed"),
        choices("posts", open_post),
        pager(),
        Button(Say("button-all-news"), id="all", on_click=show_all, when="chosen"),
        Row(
            SwitchTo(Say("button-by-rubric"), id="by_rubric", state=News.rubric),
            SwitchTo(Say("button-by-organisation"), id="by_org", state=News.organisation),
        ),
        Row(
            SwitchTo(Say("button-news-search"), id="search", state=News.search),
            Start(Say("button-wishes"), id="wishes", state=Wishes.main),
        ),
        Start(Say("button-surveys-waiting"), id="surveys", state=Survey.all, when="surveys"),
        MessageInput(unasked),
        state=News.feed,
        getter=feed,
    ),
    Window(
        Say("news-rubric"),
        choices("rubrics", choose_rubric),
        back_to(News.feed),
        MessageInput(unasked),
        state=News.rubric,
        getter=rubrics,
    ),
    Window(
        Say("news-organisation"),
        choices("organisations", choose_organisation),
        back_to(News.feed),
        MessageInput(unasked),
        state=News.organisation,
        getter=organisations,
    ),
    Window(
        Say("news-search"),
        back_to(News.feed),
        MessageInput(seek, content_types=[ContentType.TEXT]),
        MessageInput(words_expected),
        state=News.search,
    ),
)
