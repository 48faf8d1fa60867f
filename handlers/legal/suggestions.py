"""Articles that may spare a question, between its text and the last look.

Never where it is urgent, and one button skips them.
"""

import re
from html import escape
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from bot.cases import service as cases
from bot.i18n import Html, Texts
from bot.knowledge import service as knowledge
from bot.knowledge.articles import Article
from bot.knowledge.check import LINK
from bot.knowledge.library import Library, Shown
from bot.legal import service as legal
from bot.legal.service import DraftGone
from bot.members.service import Viewer
from bot.regulations import Regulations
from handlers.legal import actions
from handlers.screens import contents_of, finish, here, say_refused
from handlers.states import Ask

# What the form remembers: the article that is open, and whether it is shown whole.
OPEN = "article"
WHOLE = "whole"


async def write(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """Words or a file into the question, and on: to articles where there are any."""
    sent = await contents_of(message)
    await actions.keep(manager, sent)
    await say_refused(message, manager, sent)
    await go_on(manager)


async def go_on(manager: DialogManager) -> None:
    place, text = here(manager), await actions.words_of_draft(manager)
    async with place.database.reading() as session:
        asked = await legal.own_draft(session, place.viewer, actions.case_id(manager))
    suggests = place.regulations.desks[asked.question.desk].suggest
    if not text or asked.question.urgent or not suggests:
        await actions.to_words(manager)
    elif suggested(manager, text):
        await actions.go(manager, Ask.suggestions)
    else:
        await _note_unanswered(manager, text)
        await actions.to_words(manager)


def suggested(manager: DialogManager, text: str) -> list[str]:
    place = here(manager)
    jurisdiction = jurisdiction_of(place.viewer, place.regulations)
    language = legal.written_in(text, place.texts.language)
    return library_of(manager).suggested(text, jurisdiction, language)


def jurisdiction_of(viewer: Viewer, regulations: Regulations) -> str:
    """Which country's law applies: his organisation says so."""
    return viewer.rules.jurisdiction if viewer.rules else regulations.union.jurisdiction


def library_of(manager: DialogManager) -> Library:
    library = manager.middleware_data["library"]
    assert isinstance(library, Library)
    return library


async def _note_unanswered(manager: DialogManager, text: str) -> None:
    place = here(manager)
    language = legal.written_in(text, place.viewer.texts.language)
    async with place.database.writing() as session:
        await knowledge.note_unanswered(session, text, language, legal.today(place.viewer))


# What the windows show


async def listed(dialog_manager: DialogManager, viewer: Viewer, **_: Any) -> dict[str, Any]:
    """Titles as buttons; in the text each with its date, for a button cuts them."""
    text = await actions.words_of_draft(dialog_manager)
    found = [
        (slug, shown)
        for slug in suggested(dialog_manager, text)
        if (shown := library_of(dialog_manager).article(slug, viewer.texts.language))
    ]
    lines = [_line(viewer.texts, shown.article) for _, shown in found]
    return {
        "articles": [(slug, shown.article.head.title) for slug, shown in found],
        "lines": Html("\n".join(lines)),
    }


def _line(texts: Texts, article: Article) -> str:
    head = article.head
    day, reviewed = head.reviewed or head.updated, int(head.reviewed is not None)
    return texts("suggestion-line", title=head.title, day=day, reviewed=reviewed)


def _review(texts: Texts, article: Article) -> Html:
    if article.head.reviewed:
        return texts("article-reviewed", day=article.head.reviewed)
    return texts("article-not-reviewed", day=article.head.updated)


async def article(dialog_manager: DialogManager, viewer: Viewer, **_: Any) -> dict[str, Any]:
    shown = _open(dialog_manager)
    if shown is None:
        return {"text": viewer.texts("article-gone"), "brief": False, "stands": False}
    whole = bool(dialog_manager.dialog_data.get(WHOLE))
    return {
        "text": _text(viewer, shown, whole=whole),
        "brief": not whole,
        "stands": True,
    }


def _open(manager: DialogManager) -> Shown | None:
    slug = str(manager.dialog_data.get(OPEN, ""))
    return library_of(manager).article(slug, here(manager).viewer.texts.language)


def _text(viewer: Viewer, shown: Shown, *, whole: bool) -> Html:
    texts, one = viewer.texts, shown.article
    return texts(
        "article-whole" if whole else "article-brief",
        title=one.head.title,
        brief=_body(one.brief),
        steps=_body(one.steps),
        grounds=_body(one.grounds),
        lawyer=_body(one.lawyer),
        state=_review(texts, one),
        foreign=int(shown.foreign),
        overdue=int(one.is_overdue(legal.today(viewer))),
    )


def _body(text: str) -> Html:
    """A section for Telegram: its links are addresses, or words in quotes."""
    return Html(LINK.sub(_linked, escape(text, quote=False)))


def _linked(found: re.Match[str]) -> str:
    label = found[0][1 : found[0].index("]")]
    if found[1].startswith("https://"):
        return f'<a href="{found[1]}">{label}</a>'
    return f"«{label}»"


# What the presses do


async def open_article(
    query: CallbackQuery, widget: object, manager: DialogManager, slug: str
) -> None:
    manager.dialog_data.update({OPEN: slug, WHOLE: False})
    if shown := _open(manager):
        async with here(manager).database.writing() as session:
            asked = await actions.own_draft(session, manager)
            await knowledge.opened(session, asked.id, slug, shown.article.head.title)
    await manager.switch_to(Ask.article)


async def show_whole(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data[WHOLE] = True


async def back(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """From the whole article to its beginning, from there to the list."""
    if manager.dialog_data.pop(WHOLE, False):
        return
    await manager.switch_to(Ask.suggestions)


async def did_not_help(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    if shown := _open(manager):
        head = shown.article.head
        async with here(manager).database.writing() as session:
            asked = await actions.own_draft(session, manager)
            await knowledge.did_not_help(session, asked.id, head.slug, head.title)
    await actions.to_words(manager)


async def helped(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Nothing goes to the lawyers. A draft that is gone already was helped by an earlier tap."""
    place = here(manager)
    async with place.database.writing() as session:
        try:
            asked = await legal.own_draft(session, place.viewer, actions.case_id(manager))
        except DraftGone:
            pass
        else:
            await cases.delete_draft(session, asked.case)
    await finish(manager)
    if isinstance(query.message, Message):
        await query.message.answer(place.texts("article-helped"))
