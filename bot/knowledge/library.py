"""The articles as the bot has them: read and indexed once at the start."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.errors import SetupError
from bot.knowledge.articles import FOLDER, Article, sources
from bot.knowledge.check import check
from bot.knowledge.search import BESIDE, SURE, SURE_IN_KAZAKH, Index

SHOWN = 3


@dataclass(frozen=True)
class Shown:
    """An article for a reader; `foreign` where his language has none and it is the Russian one."""

    article: Article
    foreign: bool


class Library:
    def __init__(self, articles: Iterable[Article] = ()) -> None:
        published = [one for one in articles if one.head.status == "published"]
        self._articles: dict[tuple[str, str], Article] = {
            (one.head.slug, one.head.lang): one for one in published
        }
        self.index = Index(published)

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Library":
        """Refuses a folder that `kb check` refuses."""
        if mistakes := check(folder):
            raise SetupError("\n".join(mistakes))
        return cls(source.article for source in sources(folder) if source.article)

    def suggested(self, text: str, jurisdiction: str, language: str = "ru") -> list[str]:
        """Slugs of the articles to show, the likeliest first; none where nothing is sure."""
        found = self.index.search(text, jurisdiction)
        sure = SURE_IN_KAZAKH if language == "kk" else SURE
        if not any(one.is_sure(sure) for one in found):
            return []
        likely = [one for one in found if one.is_sure(sure * BESIDE)]
        return [one.slug for one in likely[:SHOWN]]

    def article(self, slug: str, language: str) -> Shown | None:
        """None: it was withdrawn meanwhile."""
        if own := self._articles.get((slug, language)):
            return Shown(own, foreign=False)
        russian = self._articles.get((slug, "ru"))
        return Shown(russian, foreign=True) if russian else None

    def russian(self) -> list[Article]:
        return [one for (_, language), one in self._articles.items() if language == "ru"]

    def title_of(self, slug: str) -> str:
        return self._articles[slug, "ru"].head.title

    def law_of(self, slug: str) -> frozenset[str]:
        return self._articles[slug, "ru"].code_articles

    @property
    def slugs(self) -> set[str]:
        return {slug for slug, _ in self._articles}


@cache
def shipped() -> Library:
    """Nothing of it belongs to one bot: a process reads it once."""
    return Library.load()
