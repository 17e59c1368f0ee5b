"""Lexical search by BM25, in SQLite's full-text index, scaled so that scores of two questions compare."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pullquote.wording import SHORT, stem

_K1 = 1.2
"""Of BM25, fixed in SQLite's `bm25()` (FTS5 documentation, "The bm25() function")."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question as the index is asked for it, and how telling it is (BM25's idf)."""

    word: str
    query: str
    idf: float


def terms(rows: sqlite3.Connection, table: str, words: Sequence[str]) -> list[Term]:
    """The question's words with their idf in that table; a word that stands nowhere has the highest."""
    (total,) = rows.execute(f"SELECT count(*) FROM {table}").fetchone()
    found = []
    for word in words:
        query = f'"{word}"' if len(word) <= SHORT else f'"{stem(word)}"*'
        (holding,) = rows.execute(f"SELECT count(*) FROM {table} WHERE {table} MATCH ?", (query,)).fetchone()
        idf = math.log((total - holding + 0.5) / (holding + 0.5))
        found.append(Term(word, query, max(idf, 1e-6)))
    return found


def best(
    rows: sqlite3.Connection, table: str, asked: Sequence[Term], k: int, within: Collection[int] | None
) -> dict[int, float]:
    """Row ids of the k best rows and their scores in [0, 1]; rows that hold no word are not among them.

    A score is BM25 divided by what a row would reach that held every word often. `within` keeps to the
    given rows.
    """
    if not asked:
        return {}
    query = " OR ".join(term.query for term in asked)
    only = "" if within is None else f" AND rowid IN (SELECT value FROM json_each(?{2}))"
    given: list[str | int] = [query] if within is None else [query, "[" + ",".join(map(str, within)) + "]"]
    ceiling = sum(term.idf for term in asked) * (_K1 + 1)
    found = rows.execute(
        f"SELECT rowid, bm25({table}) AS score FROM {table} WHERE {table} MATCH ?1{only}"
        f" ORDER BY score LIMIT {int(k)}",
        given,
    )
    return {row: min(1.0, -score / ceiling) for row, score in found if score < 0}
