"""What a post says: its words in a reader's language, its title in a list, its hashtags."""

import re
from html import unescape
from textwrap import shorten
from typing import Final

from bot.i18n import Html, Texts
from bot.news.models import Post
from bot.rubrics import Rubric

# https://core.telegram.org/bots/api: characters after the markup is read.
TEXT_LIMIT: Final = 4096
CAPTION_LIMIT: Final = 1024
TITLE_LENGTH: Final = 60
KAZAKH_LETTERS: Final = frozenset("әғқңөұүһі")
# As people write them; one of them the programme itself misspells.
TAGS: Final = {
    "профзащита": Rubric.PROTECTION,
    "профохрана": Rubric.SAFETY,
    "профлидерство": Rubric.LEADERSHIP,
    "профподдержка": Rubric.SUPPORT,
    "профопора": Rubric.YOUTH,
    "профрост": Rubric.GROWTH,
    "профинфо": Rubric.INFO,
    "профинновация": Rubric.INNOVATION,
    "профииновация": Rubric.INNOVATION,
}


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def hashtags(text: str) -> set[Rubric]:
    found = re.findall(r"#(\w+)", text.lower())
    return {TAGS[tag] for tag in found if tag in TAGS}


def language_of(text: str) -> str:
    """By its letters: Kazakh has some that Russian lacks."""
    return "kk" if KAZAKH_LETTERS & set(text.lower()) else "ru"


def said(post: Post, language: str) -> tuple[str, str]:
    """Its words in this language, or else in the other, and in which."""
    own, other = (post.text_kk, post.text_ru) if language == "kk" else (post.text_ru, post.text_kk)
    if own:
        return own, language
    return other or "", "ru" if language == "kk" else "kk"


def title(post: Post, texts: Texts) -> str:
    words, _ = said(post, texts.language)
    # What it is about stands in the text; a list has no room for it.
    lines = (re.sub(r"^(?:#\w+\s*)+", "", line.strip()) for line in plain(words).split("\n"))
    first = next(filter(None, lines), "")
    return shorten(first, TITLE_LENGTH, placeholder="…") or plain(texts("post-untitled"))


def whole(post: Post, texts: Texts, place: str, *, has_files: bool) -> tuple[Html, bool]:
    """All that a reader sees of it, and whether it stands apart from its files.

    Who publishes it and that it is in another language is said where there is room for it.
    """
    words, language = said(post, texts.language)
    mark = texts("post-foreign") if words and language != texts.language else ""
    signature = texts("post-signature", place=place)
    full = "\n\n".join(filter(None, (mark, words, signature)))
    if has_files and len(plain(full)) <= CAPTION_LIMIT:
        return Html(full), False
    if len(plain(full)) > TEXT_LIMIT:
        full = words
    return Html(full), has_files
