"""The sentences worth a closer look, and how each of them fits the question.

Sentences and passages are both searched, by meaning (Chroma) and by words (BM25). The passages that any of
the four finds, and those beside them, are then measured sentence by sentence by all four.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pullquote.answer_forms import form_of
from pullquote.filters import Scope
from pullquote.hits import Evidence, Hit, Place, Weights
from pullquote.indexing import lexical
from pullquote.indexing.embedding import Vectors
from pullquote.indexing.store import VectorStore, filters_for
from pullquote.introductions import introduction
from pullquote.questions import Asked
from pullquote.spans import Span


@dataclass(frozen=True, slots=True)
class Depth:
    """How many units each of the four searches contributes; more changed nothing and costs time."""

    sentences: int = 30
    passages: int = 12


@dataclass(frozen=True, slots=True)
class _Held:
    """BM25 scores of every sentence and passage that holds a word of the question."""

    sentences: dict[int, float]
    passages: dict[int, float]


class Candidates:
    """Searches one published generation, through its library's rows and its vector store."""

    def __init__(self, rows: sqlite3.Connection, store: VectorStore, depth: Depth) -> None:
        self.rows = rows
        self.store = store
        self.depth = depth

    def scored(self, asked: Asked, vector: Vectors, scope: Scope, weights: Weights) -> list[Hit]:
        """Every candidate sentence with its evidence, best first; none when the scope holds none."""
        held = _Held(self._words("sentence_words", asked), self._words("passage_words", asked))
        rows = self._rows(self._near(vector, held, scope))
        passages = {passage for _, passage, *_ in rows}
        numbers = {number for number, *_ in rows}
        dense = self._cosines("sentences", vector, numbers)
        around = self._cosines("passages", vector, passages)
        voices = self._voices(asked, numbers)
        formed = self._formed(asked, numbers)
        hits = []
        for number, passage, article, start, stop in rows:
            evidence = Evidence(
                dense[number],
                held.sentences.get(number, 0.0),
                around[passage],
                held.passages.get(passage, 0.0),
                voices[number],
                formed[number],
            )
            hits.append(Hit(Place(article, Span(start, stop)), weights.score(evidence), evidence, passage))
        return sorted(hits, key=lambda hit: (-hit.score, hit.place.article, hit.place.span))

    def inside(self, articles: Sequence[str] | None, names: Sequence[str] | None) -> set[int] | None:
        """The sentences of any of these articles that report any of these names; None for no limit."""
        if articles is None and names is None:
            return None
        query = "SELECT s.id FROM sentences s JOIN articles a ON a.id = s.article WHERE 1"
        given = []
        if articles is not None:
            query += " AND a.name IN (SELECT value FROM json_each(?))"
            given.append(json.dumps(list(articles)))
        if names is not None:
            query += (
                " AND s.id IN (SELECT sentence FROM voices WHERE person IN (SELECT value FROM json_each(?)))"
            )
            given.append(json.dumps(list(names)))
        return {number for (number,) in self.rows.execute(query, given)}

    def _near(self, vector: Vectors, held: _Held, scope: Scope) -> set[int]:
        """Ids of the sentences in the passages that any search finds, and in those beside them."""
        names = None if scope.people is None else sorted({name for one in scope.people for name in one.names})
        filters = filters_for(scope.articles, names)
        inside = self.inside(scope.articles, names)
        homes = None if inside is None else self._passages_of(inside)
        depth = self.depth
        found = {
            _number(near.id) for near in self.store.nearest("sentences", vector, depth.sentences, filters)
        }
        found.update(lexical.best(held.sentences, depth.sentences, inside))
        passages = {
            _number(near.id) for near in self.store.nearest("passages", vector, depth.passages, filters)
        }
        passages.update(lexical.best(held.passages, depth.passages, homes))
        beside = self._beside(passages | self._passages_of(found))
        return beside if inside is None else beside & inside

    def _passages_of(self, sentences: Collection[int]) -> set[int]:
        query = "SELECT DISTINCT passage FROM sentences WHERE id IN (SELECT value FROM json_each(?))"
        return {passage for (passage,) in self.rows.execute(query, (_listed(sentences),))}

    def _beside(self, passages: Collection[int]) -> set[int]:
        """The sentences of these passages and of their neighbours: an article's ids follow one another."""
        query = (
            "SELECT s.id FROM passages near"
            " JOIN passages p ON p.id BETWEEN near.id - 1 AND near.id + 1 AND +p.article = near.article"
            " JOIN sentences s ON s.passage = p.id"
            " WHERE near.id IN (SELECT value FROM json_each(?))"
        )
        return {number for (number,) in self.rows.execute(query, (_listed(passages),))}

    def _rows(self, sentences: Collection[int]) -> list[tuple[int, int, str, int, int]]:
        """Of each sentence its id, passage, article's name, start and end."""
        query = (
            "SELECT s.id, s.passage, a.name, s.start, s.stop FROM sentences s JOIN articles a"
            " ON a.id = s.article WHERE s.id IN (SELECT value FROM json_each(?))"
        )
        rows: Iterable[Any] = self.rows.execute(query, (_listed(sentences),))
        return list(rows)

    def _words(self, table: str, asked: Asked) -> dict[int, float]:
        return lexical.scores(self.rows, table, lexical.terms(self.rows, table, asked.words))

    def _cosines(self, collection: str, vector: Vectors, numbers: Iterable[int]) -> dict[int, float]:
        stored = self.store.vectors(collection, [f"{collection[0]}{number}" for number in sorted(numbers)])
        return {_number(name): float(np.dot(one, vector)) for name, one in stored.items()}

    def _voices(self, asked: Asked, numbers: Collection[int]) -> dict[int, float]:
        """Of each sentence whether it reports somebody whom the question names (see `Evidence.voice`)."""
        heard = dict.fromkeys(numbers, 0.0)
        wanted = {name for person in asked.people for name in person.names}
        query = "SELECT sentence, person FROM voices WHERE sentence IN (SELECT value FROM json_each(?))"
        for number, person in self.rows.execute(query, (_listed(numbers),)) if wanted else ():
            heard[number] = 1.0 if person in wanted else (heard[number] or -1.0)
        return heard

    def _formed(self, asked: Asked, numbers: Collection[int]) -> dict[int, float]:
        """Of each sentence whether it holds what the answer must (see `Evidence.form`).

        Where nobody is introduced who is asked after, that tells nothing: an article may do it in other ways.
        """
        has = _holder(asked)
        if has is None:
            return dict.fromkeys(numbers, 0.0)
        query = (
            "SELECT s.id, substr(a.text, s.start + 1, s.stop - s.start) FROM sentences s JOIN articles a"
            " ON a.id = s.article WHERE s.id IN (SELECT value FROM json_each(?))"
        )
        told = self.rows.execute(query, (_listed(numbers),))
        formed = {number: 1.0 if has(text) else -1.0 for number, text in told}
        if asked.introduced and 1.0 not in formed.values():
            return dict.fromkeys(numbers, 0.0)
        return formed


def _holder(asked: Asked) -> Callable[[str], object] | None:
    """What tells a sentence that has the form of the answer; None where the question asks for no form."""
    if asked.introduced:
        return lambda sentence: introduction(sentence, asked.introduced)
    form = form_of(asked.own)
    return form.search if form else None


def _listed(numbers: Iterable[int]) -> str:
    return json.dumps(sorted(numbers))


def _number(name: str) -> int:
    return int(name[1:])
