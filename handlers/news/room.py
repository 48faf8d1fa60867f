"""`📰 Новости` in staff mode: writing a post, publishing it now or later, what became of it."""

from typing import Any

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row, Start, SwitchTo

from bot import clock
from bot.db import Database
from bot.events.when import zone_words
from bot.members import service as members
from bot.members.service import ORGANISER_ROLES, Viewer
from bot.news import delivery, moments, posts
from bot.news.channels import CHANNEL_ROLES
from bot.news.models import Post, PostStatus
from bot.news.notices import figures_words
from bot.news.words import title
from bot.rubrics import Rubric
from handlers.cases.stray import unasked
from handlers.news.contents import NotForNews, file_of, html_of
from handlers.profile.dialog import zone_name
from handlers.screens import Say, back_to, choices, complain, here, press_expected
from handlers.staff.lists import (
    PAGE,
    first_page,
    forget_sought,
    page_of,
    pager,
    paging,
    place_window,
    start_value,
)
from handlers.states import Channels, Newsroom, SurveyRoom

# The list


async def main(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        found, count = await posts.written(session, viewer, page_of(dialog_manager), PAGE)
    return {
        "posts": [(str(post.id), _line(post, viewer)) for post in found],
        "count": count,
        "may_bind": bool(viewer.roles & CHANNEL_ROLES),
        **paging(dialog_manager, count),
    }


def _line(post: Post, viewer: Viewer) -> str:
    texts = viewer.texts
    return texts(
        "newsroom-line", status=texts(f"post-status-{post.status}"), title=title(post, texts)
    )


async def choose(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    async with place.database.reading() as session:
        await posts.reach(session, place.viewer, int(chosen))
    manager.dialog_data["post_id"] = int(chosen)
    await manager.switch_to(Newsroom.post)


def _post_id(manager: DialogManager) -> int:
    chosen = manager.dialog_data.get("post_id") or start_value(manager, "post_id")
    assert chosen is not None
    return int(chosen)


# A new one


async def begin(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Of one office with nothing below it at once, of more the choice."""
    place = here(manager)
    own = await own_offices(place.viewer, place.database)
    forget_sought(manager)
    if len(own) == 1 and not await _has_below(place.database, own[0][0]):
        await _begin(manager, int(own[0][0]), query.id)
    else:
        await manager.switch_to(Newsroom.place)


async def own_offices(viewer: Viewer, database: Database) -> list[tuple[str, str]]:
    ids = {o.organisation_id: len(o.path) for o in viewer.offices if o.role in ORGANISER_ROLES}
    async with database.reading() as session:
        return [
            (str(place_id), await members.place_by_id(session, place_id))
            for place_id in sorted(ids, key=lambda place_id: ids[place_id])
        ]


async def _has_below(database: Database, organisation_id: str) -> bool:
    async with database.reading() as session:
        return await members.has_below(session, int(organisation_id))


async def places(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    """One's own offices, until something below them is written."""
    sought = dialog_manager.dialog_data.get("sought", "")
    if not sought:
        own = await own_offices(viewer, database)
        return {"places": own[:PAGE], "sought": "", "count": len(own), "more": False}
    async with database.reading() as session:
        found = await members.find_places(session, sought, viewer, ORGANISER_ROLES)
    return {
        "places": [(str(place.id), place.name) for place in found[:PAGE]],
        "sought": sought,
        "count": len(found),
        "more": len(found) > PAGE,
    }


async def choose_place(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    await _begin(manager, int(chosen), query.id)


async def _begin(manager: DialogManager, organisation_id: int, press: str) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        post_id = await posts.begin(session, place.viewer, organisation_id, f"press:{press}")
    manager.dialog_data["post_id"] = post_id
    manager.dialog_data["language"] = place.texts.language
    await manager.switch_to(Newsroom.words)


# Words and files


async def asked_words(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        post = await posts.reach(session, viewer, _post_id(dialog_manager))
    language = dialog_manager.dialog_data["language"]
    return {"language": language, "published": post.status is PostStatus.PUBLISHED}


async def write(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """Words, a file, or an item of an album; the next items come to the post's own window."""
    if await _keep(message, manager, str(manager.dialog_data["language"])):
        await manager.switch_to(Newsroom.post)


async def add(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """To the post's window: files are added; words where there are none yet."""
    place = here(manager)
    async with place.database.reading() as session:
        post = await posts.reach(session, place.viewer, _post_id(manager))
    language = place.texts.language
    is_new = not (post.text_ru or post.text_kk) and post.status in posts.UNSENT
    if file_of(message) is None and not is_new:
        await complain(message, manager, "post-what-to-do")
        return
    await _keep(message, manager, language if is_new else None)


async def _keep(message: Message, manager: DialogManager, language: str | None) -> bool:
    place, html, file = here(manager), html_of(message), file_of(message)
    if not html and file is None:
        raise NotForNews
    async with place.database.writing() as session:
        if file:
            await posts.attach(session, place.viewer, _post_id(manager), file)
        if html and language:
            await posts.write(session, place.viewer, _post_id(manager), language, html)
    return True


async def write_russian(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _ask_words(manager, "ru")


async def write_kazakh(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    await _ask_words(manager, "kk")


async def _ask_words(manager: DialogManager, language: str) -> None:
    manager.dialog_data["language"] = language
    await manager.switch_to(Newsroom.words)


async def drop_files(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await posts.drop_files(session, place.viewer, _post_id(manager))


# One post


async def one(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    texts = viewer.texts
    async with database.reading() as session:
        post = await posts.reach(session, viewer, _post_id(dialog_manager))
        files = await delivery.files_of(session, post.id)
        rubrics = await posts.rubrics_of(session, post.id)
        place = await members.place_by_id(session, post.organisation_id)
        audience = await delivery.audience(session, post)
        is_out = post.status in (PostStatus.PUBLISHED, PostStatus.WITHDRAWN)
        figures = await figures_words(session, post, texts) if is_out else ""
    unsent = post.status in posts.UNSENT
    return {
        "title": title(post, texts),
        "status": post.status,
        "place": place,
        "zone": zone_name(texts, str(texts.zone)),
        "due": post.due_at or "",
        "there": zone_words(texts, post.due_at) if post.due_at else "",
        "has_ru": bool(post.text_ru),
        "has_kk": bool(post.text_kk),
        "files": len(files),
        "rubrics": ", ".join(texts(f"rubric-{r}") for r in Rubric if r in rubrics),
        "has_rubrics": bool(rubrics),
        "figures": figures,
        "at_once": audience.at_once,
        "by_digest": audience.by_digest,
        "unsent": unsent,
        "has_files": bool(files) and unsent,
        "ready": unsent and bool(post.text_ru or post.text_kk or files),
        "scheduled": post.status is PostStatus.SCHEDULED,
        "may_write": unsent or post.status is PostStatus.PUBLISHED,
        "out": post.status is PostStatus.PUBLISHED,
        "is_out": is_out,
    }


async def preview(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await posts.preview(session, place.viewer, _post_id(manager), f"preview:{query.id}")


async def refresh(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """The window is drawn anew with the figures of now."""


async def rubrics(
    dialog_manager: DialogManager, viewer: Viewer, database: Database, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        await posts.reach(session, viewer, _post_id(dialog_manager))
        chosen = await posts.rubrics_of(session, _post_id(dialog_manager))
    return {
        "rubrics": [
            (
                str(rubric),
                viewer.texts(
                    "rubric-on" if rubric in chosen else "rubric-off",
                    rubric=viewer.texts(f"rubric-{rubric}"),
                ),
            )
            for rubric in Rubric
        ]
    }


async def toggle_rubric(
    query: CallbackQuery, widget: object, manager: DialogManager, chosen: str
) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await posts.toggle_rubric(session, place.viewer, _post_id(manager), Rubric(chosen))


async def publish(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await posts.publish(session, place.viewer, _post_id(manager), place.regulations)
    await manager.switch_to(Newsroom.post)


async def schedule(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    place = here(manager)
    at = moments.read(message.text or "", clock.now(), place.texts.zone)
    if at is None:
        await complain(message, manager, "post-moment-expected")
        return
    async with place.database.writing() as session:
        await posts.schedule(session, place.viewer, _post_id(manager), at)
    await manager.switch_to(Newsroom.post)


async def moment_expected(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    await complain(message, manager, "post-moment-expected")


async def unschedule(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await posts.unschedule(session, place.viewer, _post_id(manager))


async def withdraw(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await posts.withdraw(session, place.viewer, _post_id(manager))
    await manager.switch_to(Newsroom.post)


async def discard(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await posts.discard(session, place.viewer, _post_id(manager))
    manager.dialog_data.pop("post_id")
    first_page(manager)
    await manager.switch_to(Newsroom.main)


dialog = Dialog(
    Window(
        Say("newsroom"),
        Button(Say("button-new-post"), id="new", on_click=begin),
        choices("posts", choose),
        pager(),
        Row(
            Start(Say("button-surveys"), id="surveys", state=SurveyRoom.main),
            Start(Say("button-channels"), id="channels", state=Channels.all, when="may_bind"),
        ),
        MessageInput(unasked),
        state=Newsroom.main,
        getter=main,
    ),
    place_window(Newsroom.place, "post-place", places, choose_place, back_to(Newsroom.main)),
    Window(
        Say("post-words"),
        back_to(Newsroom.post),
        MessageInput(write),
        state=Newsroom.words,
        getter=asked_words,
    ),
    Window(
        Say("post-one"),
        SwitchTo(Say("button-publish"), id="sure", state=Newsroom.sure, when="ready"),
        SwitchTo(Say("button-schedule"), id="moment", state=Newsroom.moment, when="ready"),
        Button(Say("button-unschedule"), id="undo", on_click=unschedule, when="scheduled"),
        Button(Say("button-news-preview"), id="preview", on_click=preview, when="ready"),
        Row(
            Button(Say("button-words-ru"), id="ru", on_click=write_russian, when="may_write"),
            Button(Say("button-words-kk"), id="kk", on_click=write_kazakh, when="may_write"),
        ),
        Row(
            SwitchTo(Say("button-rubrics"), id="rubrics", state=Newsroom.rubrics, when="unsent"),
            Button(Say("button-drop-files"), id="files", on_click=drop_files, when="has_files"),
        ),
        Button(Say("button-refresh"), id="refresh", on_click=refresh, when="is_out"),
        SwitchTo(Say("button-withdraw-post"), id="withdraw", state=Newsroom.withdraw, when="out"),
        SwitchTo(Say("button-discard-post"), id="discard", state=Newsroom.discard, when="unsent"),
        back_to(Newsroom.main),
        MessageInput(add),
        state=Newsroom.post,
        getter=one,
    ),
    Window(
        Say("post-rubrics"),
        choices("rubrics", toggle_rubric),
        SwitchTo(Say("button-done"), id="done", state=Newsroom.post),
        MessageInput(press_expected),
        state=Newsroom.rubrics,
        getter=rubrics,
    ),
    Window(
        Say("post-moment"),
        back_to(Newsroom.post),
        MessageInput(schedule, content_types=[ContentType.TEXT]),
        MessageInput(moment_expected),
        state=Newsroom.moment,
        getter=one,
    ),
    Window(
        Say("post-sure"),
        Button(Say("button-publish-now"), id="publish", on_click=publish),
        back_to(Newsroom.post),
        MessageInput(press_expected),
        state=Newsroom.sure,
        getter=one,
    ),
    Window(
        Say("post-withdraw"),
        Button(Say("button-yes"), id="yes", on_click=withdraw),
        back_to(Newsroom.post),
        MessageInput(press_expected),
        state=Newsroom.withdraw,
        getter=one,
    ),
    Window(
        Say("post-discard"),
        Button(Say("button-yes"), id="yes", on_click=discard),
        back_to(Newsroom.post),
        MessageInput(press_expected),
        state=Newsroom.discard,
        getter=one,
    ),
)
