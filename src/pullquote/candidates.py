"""The sentences worth a closer look, and how each of them fits the question.

Sentences and passages are both searched, by meaning (Chroma) and by words (BM25). The passages that any of
the four finds, and those beside them, are then measured sentence by sentence by all four.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pullquote.answer_forms import form_of
from pullquote.filters import Scope
from pullquote.hits import Evidence, Fit, Hit, Place, Weights
from pullquote.indexing import lexical
from pullquote.indexing.embedding import Vectors
from pullquote.indexing.store import VectorStore, filters_for
from pullquote.introductions import introduction
from pullquote.questions import Asked
from pullquote.spans import Span
from pullquote.wording import content_words


@dataclass(frozen=True, slots=True)
class Depth:
    """How many units each of the four searches contributes; more changed nothing and costs time."""

    sentences: int = 30
    passages: int = 12


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for: its vector, and the BM25 scores of every sentence and passage that holds a word."""

    vector: Vectors
    sentences: dict[int, float]
    passages: dict[int, float]


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence of the index."""

    number: int
    passage: int
    article: str
    span: Span


class Candidates:
    """Searches one published generation, through its library's rows and its vector store."""

    def __init__(self, rows: sqlite3.Connection, store: VectorStore, depth: Depth) -> None:
        self.rows = rows
        self.store = store
        self.depth = depth

    def scored(
        self, asked: Asked, embed: Callable[[str], Vectors], scope: Scope, weights: Weights
    ) -> list[Hit]:
        """Every candidate sentence with its evidence, best first; none when the scope holds none."""
        whole = self._sought(embed(asked.corrected), asked.words)
        own = along = whole
        if asked.along:
            own = self._sought(embed(asked.own), asked.own_words)
            along = self._sought(embed(asked.along), content_words(asked.along))
        sought = [whole, own, along] if asked.along else [whole]
        rows = self._rows(set[int]().union(*(self._near(one, scope) for one in sought)))
        wholes = self._fits(whole, rows)
        fits, threads = wholes, dict[str, float]()
        if asked.along:
            fits = _halved(self._fits(own, rows), wholes)
            threads = _threads(rows, self._fits(along, rows), weights)
        numbers = {row.number for row in rows}
        voices, formed = self._voices(asked, numbers), self.formed(asked, numbers)
        hits = []
        for row in rows:
            evidence = Evidence(
                fits[row.number],
                wholes[row.number],
                voices[row.number],
                formed[row.number],
                threads.get(row.article, 0.0),
            )
            hits.append(Hit(Place(row.article, row.span), weights.score(evidence), evidence, row.passage))
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

    def _sought(self, vector: Vectors, words: Sequence[str]) -> _Sought:
        return _Sought(vector, self._words("sentence_words", words), self._words("passage_words", words))

    def _fits(self, sought: _Sought, rows: Sequence[_Row]) -> dict[int, Fit]:
        """Of each sentence how it fits what is looked for."""
        dense = self._cosines("sentences", sought.vector, {row.number for row in rows})
        around = self._cosines("passages", sought.vector, {row.passage for row in rows})
        return {
            row.number: Fit(
                dense[row.number],
                sought.sentences.get(row.number, 0.0),
                around[row.passage],
                sought.passages.get(row.passage, 0.0),
            )
            for row in rows
        }

    def _near(self, sought: _Sought, scope: Scope) -> set[int]:
        """Ids of the sentences in the passages that any search finds, and in those beside them."""
        names = None if scope.people is None else sorted({name for one in scope.people for name in one.names})
        filters = filters_for(scope.articles, names)
        inside = self.inside(scope.articles, names)
        homes = None if inside is None else self._passages_of(inside)
        depth = self.depth
        found = {
            _number(near.id)
            for near in self.store.nearest("sentences", sought.vector, depth.sentences, filters)
        }
        found.update(lexical.best(sought.sentences, depth.sentences, inside))
        passages = {
            _number(near.id)
            for near in self.store.nearest("passages", sought.vector, depth.passages, filters)
        }
        passages.update(lexical.best(sought.passages, depth.passages, homes))
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

    def _rows(self, sentences: Collection[int]) -> list[_Row]:
        query = (
            "SELECT s.id, s.passage, a.name, s.start, s.stop FROM sentences s JOIN articles a"
            " ON a.id = s.article WHERE s.id IN (SELECT value FROM json_each(?))"
        )
        rows: Iterable[Any] = self.rows.execute(query, (_listed(sentences),))
        return [_Row(number, passage, name, Span(start, stop)) for number, passage, name, start, stop in rows]

    def _words(self, table: str, words: Sequence[str]) -> dict[int, float]:
        return lexical.scores(self.rows, table, lexical.terms(self.rows, table, words))

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

    def formed(self, asked: Asked, numbers: Collection[int]) -> dict[int, float]:
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


def _halved(own: Mapping[int, Fit], whole: Mapping[int, Fit]) -> dict[int, Fit]:
    """The fits of a follow-up: a sentence has to tell what is asked, and what is around it all of it."""
    return {
        number: replace(
            fit,
            dense_around=(fit.dense_around + whole[number].dense_around) / 2,
            words_around=(fit.words_around + whole[number].words_around) / 2,
        )
        for number, fit in own.items()
    }


def _threads(rows: Sequence[_Row], fits: Mapping[int, Fit], weights: Weights) -> dict[str, float]:
    """Of each article how well it tells what a follow-up takes along (see `Evidence.thread`)."""
    best: dict[str, float] = {}
    for row in rows:
        told = weights.fits(fits[row.number])
        best[row.article] = max(told, best.get(row.article, told))
    most = max(best.values(), default=0.0)
    return {article: max(told - most, -1.0) for article, told in best.items()}


def _holder(asked: Asked) -> Callable[[str], object] | None:
    """What tells a sentence that has the form of the answer; None where the question asks for no form."""
    if asked.introduced:
        return lambda sentence: any(introduction(sentence, names) for names in asked.introduced)
    form = form_of(asked.by_itself)
    return form.search if form else None


def _listed(numbers: Iterable[int]) -> str:
    return json.dumps(sorted(numbers))


def _number(name: str) -> int:
    return int(name[1:])
