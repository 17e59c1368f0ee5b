"""Lexical search by BM25, in SQLite's full-text index, scaled so that scores of two questions compare."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

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


def scores(rows: sqlite3.Connection, table: str, asked: Sequence[Term]) -> dict[int, float]:
    """Row ids and scores in [0, 1] of every row that holds a word.

    A score is BM25 divided by what a row would reach that held every word often.
    """
    if not asked:
        return {}
    query = " OR ".join(term.query for term in asked)
    ceiling = sum(term.idf for term in asked) * (_K1 + 1)
    found = rows.execute(f"SELECT rowid, bm25({table}) FROM {table} WHERE {table} MATCH ?", (query,))
    return {row: min(1.0, -score / ceiling) for row, score in found if score < 0}


def best(scored: Mapping[int, float], k: int, within: Container[int] | None) -> list[int]:
    """Row ids of the k best, best first; `within` keeps to the given rows."""
    rows = scored if within is None else [row for row in scored if row in within]
    return nlargest(k, rows, key=scored.__getitem__)
