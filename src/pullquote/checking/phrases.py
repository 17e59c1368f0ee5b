"""Where a phrase may stand among thousands of articles, without reading them.

Full-text search over the folded words of every article, in the same database as the articles. It names
candidates only: whether the words are there is decided on the article's own text.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from itertools import pairwise

from pullquote.checking.folding import words as words_of

VERSION = "phrases-1"
"""Changes whenever the same text would be written differently; an index remembers it."""

_PLAIN = re.compile(r"[^0-9a-z\x80-\U0010ffff]")


def create(connection: sqlite3.Connection) -> None:
    """Make the empty tables; the caller commits."""
    connection.execute("CREATE TABLE phrase_articles (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)")
    connection.execute(
        "CREATE VIRTUAL TABLE phrase_words USING fts5(body, tokenize = \"ascii tokenchars '_'\")"
    )
    connection.execute("CREATE VIRTUAL TABLE phrase_terms USING fts5vocab('phrase_words', 'row')")


def add(connection: sqlite3.Connection, name: str, text: str) -> None:
    """Write an article's words; a name that is there already is an `sqlite3.IntegrityError`."""
    row = connection.execute("INSERT INTO phrase_articles (name) VALUES (?)", (name,)).lastrowid
    body = " ".join(_term(word.key) for word in words_of(text))
    connection.execute("INSERT INTO phrase_words (rowid, body) VALUES (?, ?)", (row, body))


def remove(connection: sqlite3.Connection, name: str) -> None:
    """Take an article out; one that is not there is left alone."""
    for (row,) in connection.execute("SELECT id FROM phrase_articles WHERE name = ?", (name,)).fetchall():
        connection.execute("DELETE FROM phrase_words WHERE rowid = ?", (row,))
        connection.execute("DELETE FROM phrase_articles WHERE id = ?", (row,))


def candidates(connection: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """The articles, by name, that hold these words one after another, whatever stands between them."""
    if not words:
        return []
    return _names(connection, f"{_phrase(words)} ", "name", -1)


def near(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> list[str]:
    """The articles that share most with these words, best first: pairs of neighbours, then rare words."""
    pairs = [_phrase(pair) for pair in dict.fromkeys(pairwise(words))]
    found = _names(connection, " OR ".join(pairs), "phrase_words.rank", limit) if pairs else []
    if len(found) < limit:
        rare = " OR ".join(_phrase([word]) for word in _rarest(connection, words))
        more = _names(connection, rare, "phrase_words.rank", limit) if rare else []
        found.extend(name for name in more if name not in found)
    return found[:limit]


_RARE = 6
"""Rare words that are looked up when pairs of words find too little."""


def _rarest(connection: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """The words of the query that the fewest articles have, of those that any has."""
    counts = rarity(connection, words)
    return sorted(counts, key=lambda word: counts[word])[:_RARE]


def rarity(connection: sqlite3.Connection, words: Sequence[str]) -> dict[str, int]:
    """In how many articles each word stands; words that stand in none are left out."""
    counts = {}
    for word in dict.fromkeys(words):
        row = connection.execute("SELECT doc FROM phrase_terms WHERE term = ?", (_term(word),)).fetchone()
        if row:
            counts[word] = int(row[0])
    return counts


def _names(connection: sqlite3.Connection, query: str, order: str, limit: int) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM phrase_words JOIN phrase_articles ON phrase_articles.id = phrase_words.rowid"
        f" WHERE phrase_words MATCH ? ORDER BY {order} LIMIT ?",
        (query, limit),
    )
    return [name for (name,) in rows]


def _phrase(words: Sequence[str]) -> str:
    return '"' + " ".join(_term(word.casefold()) for word in words) + '"'


def _term(key: str) -> str:
    """A word as one token of the index; what the tokenizer would split at becomes an underscore."""
    return _PLAIN.sub("_", key)
