"""«Согласия»: each with its date, each withdrawn by itself."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Start

from bot import clock
from bot.db import Database
from bot.i18n import Html
from bot.members import service as members
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.cases.stray import unasked
from handlers.screens import Say, back_out, here
from handlers.states import Consents, MyData


async def consents(
    viewer: Viewer, database: Database, regulations: Regulations, **_: Any
) -> dict[str, Any]:
    async with database.reading() as session:
        answers = await members.consents_of(session, viewer.account_id)
    lines = []
    for kind in ("services", "news"):
        title = getattr(regulations.consents, kind).title.in_language(viewer.texts.language)
        answer = answers.get(kind)
        state = "none" if answer is None else "given" if answer.given else "refused"
        lines.append(
            viewer.texts(
                f"consent-line-{state}",
                title=title,
                at=answer.at.astimezone(viewer.texts.zone).date() if answer else "",
            )
        )
    news, services = answers.get("news"), answers.get("services")
    return {
        "lines": Html("\n".join(lines)),
        "news": bool(news and news.given),
        "no_news": not (news and news.given),
        "services": bool(services and services.given),
    }


async def toggle_news(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    async with place.database.writing() as session:
        await members.answer_consent(
            session,
            place.viewer.telegram_id,
            "news",
            given=button.widget_id == "news_on",
            language=place.texts.language,
            regulations=place.regulations,
        )


async def full_texts(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    place = here(manager)
    if not isinstance(query.message, Message):
        return
    for kind in ("services", "news"):
        version = place.regulations.consent(kind, clock.today())
        await query.message.answer(
            place.texts("consent-full", text=version.text.in_language(place.texts.language))
        )


dialog = Dialog(
    Window(
        Say("profile-consents"),
        Button(Say("button-full-texts"), id="full", on_click=full_texts),
        Button(Say("button-news-on"), id="news_on", on_click=toggle_news, when="no_news"),
        Button(Say("button-news-off"), id="news_off", on_click=toggle_news, when="news"),
        # Without it nothing works and nothing may be kept: what follows is said there.
        Start(Say("button-withdraw-services"), id="leave", state=MyData.leave, when="services"),
        back_out(),
        MessageInput(unasked),
        state=Consents.main,
        getter=consents,
    ),
)
