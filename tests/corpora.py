"""A real corpus of a few articles: texts in memory, the phrase index in SQLite's memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from pullquote.articles import Article
from pullquote.attribution.rules import attribute
from pullquote.checking import headings, phrases
from pullquote.speakers import Reading


class MemoryCorpus:
    """Articles by name; their readings are made by the rules unless they are given."""

    def __init__(self, articles: Sequence[Article], readings: Mapping[str, Reading] | None = None) -> None:
        self.connection = sqlite3.connect(":memory:")
        phrases.create(self.connection)
        headings.create(self.connection)
        self._articles = {article.name: article for article in articles}
        self._readings = dict(readings or {})
        for article in articles:
            phrases.add(self.connection, article.name, article.text)
            row = (article.name, article.title, article.outlet)
            self.connection.execute("INSERT INTO articles VALUES (?, ?, ?)", row)

    def names(self) -> list[str]:
        """Every name, sorted."""
        return sorted(self._articles)

    def article(self, name: str) -> Article:
        """The article of that name."""
        return self._articles[name]

    def reading(self, name: str) -> Reading:
        """Who said what there."""
        if name not in self._readings:
            self._readings[name] = attribute(self._articles[name])
        return self._readings[name]


def corpus(**texts: str) -> MemoryCorpus:
    """A corpus of plain texts, each named by its keyword with `.txt` behind it."""
    return MemoryCorpus([Article(f"{name}.txt", text) for name, text in texts.items()])
