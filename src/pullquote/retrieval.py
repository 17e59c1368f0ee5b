"""From a question to the sentences and passages that may answer it.

Sentences and passages are both searched, by meaning (Chroma) and by words (BM25); what any of the four
finds is then scored by all of them, and by who speaks where the question names somebody. A near-duplicate
in another article takes no place of its own: it is told beside the hit as "also in".
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pullquote.filters import EVERYTHING, Scope
from pullquote.indexing import lexical
from pullquote.indexing.embedding import Embedder, Vectors
from pullquote.indexing.library import Library
from pullquote.indexing.store import VectorStore, filters_for
from pullquote.people_known import Person, known_people
from pullquote.questions import Asked, understood
from pullquote.spans import Span
from pullquote.wording import stem, stems, words


@dataclass(frozen=True, slots=True)
class Place:
    """A span of an article."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a sentence fits the question. Cosines are in [-1, 1], BM25 is scaled to [0, 1].

    `around` is the passage that the sentence stands in. `voice` is 1 when the sentence reports a person
    whom the question names, -1 when it reports somebody else, 0 when either names nobody.
    """

    dense: float
    words: float
    dense_around: float
    words_around: float
    voice: float


@dataclass(frozen=True, slots=True)
class Weights:
    """How the parts of the evidence are added up."""

    dense: float = 1.0
    words: float = 0.8
    dense_around: float = 0.3
    words_around: float = 0.4
    voice: float = 0.15

    def score(self, evidence: Evidence) -> float:
        """One number; higher is better, and comparable from question to question."""
        return (
            self.dense * evidence.dense
            + self.words * evidence.words
            + self.dense_around * evidence.dense_around
            + self.words_around * evidence.words_around
            + self.voice * evidence.voice
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence or passage that may answer; `passage` is the id of the passage it is or stands in."""

    place: Place
    score: float
    evidence: Evidence
    passage: int
    also_in: tuple[Place, ...] = ()


SENTENCES, PASSAGES = 40, 16
"""Candidates that each search contributes; more changed nothing on `dev` and costs time."""

HEADING = 14
"""Words up to which a line without a stop at its end is taken for a heading."""

SAME = 0.6
"""Share of the shorter text's word stems in common from which two articles' texts are one story."""


class Retriever:
    """Searches one published generation, through its library and its vector store."""

    def __init__(
        self, library: Library, store: VectorStore, embedder: Embedder, weights: Weights | None = None
    ) -> None:
        self.library = library
        self.rows = library.connection
        self.store = store
        self.embedder = embedder
        self.weights = weights or Weights()
        self.people: tuple[Person, ...] = known_people(self.rows)

    def understand(self, question: str) -> Asked:
        """The question with its spelling corrected against the articles, and whom it names."""
        return understood(self.rows, self.people, question, self._ordinary)

    def around(self, hit: Hit) -> Place:
        """The passage that a sentence stands in."""
        start, stop = self.rows.execute(
            "SELECT start, stop FROM passages WHERE id = ?", (hit.passage,)
        ).fetchone()
        return Place(hit.place.article, Span(start, stop))

    def topic(self, asked: Asked, hit: Hit) -> float:
        """The share, by how telling they are, of the question's words that the hit's passage holds.

        Names of speakers are left out: that somebody is quoted does not say on what. 0 when nothing is left.
        """
        named = {stem(word) for person in asked.people for word in words(person.name)}
        told = lexical.terms(self.rows, "sentence_words", asked.words)
        telling = [term for term in told if stem(term.word) not in named]
        text = self.around(hit).span.cut(self.library.article(hit.place.article).text)
        there = {stem(word) for word in words(text)}
        held = sum(term.idf for term in telling if stem(term.word) in there)
        return held / (sum(term.idf for term in telling) or 1.0)

    def neighbours(self, hit: Hit) -> list[Hit]:
        """The other sentences of a hit's passage, in order, with the hit's own evidence."""
        listed = self.rows.execute(
            "SELECT start, stop FROM sentences WHERE passage = ? ORDER BY start", (hit.passage,)
        )
        places = (Place(hit.place.article, Span(start, stop)) for start, stop in listed)
        return [replace(hit, place=place, also_in=()) for place in places if place != hit.place]

    def heard_together(self, people: Sequence[Person]) -> bool:
        """Whether some sentence reports all of these people at once, as joint speakers."""
        inside = [set(self._inside(None, sorted(person.names)) or ()) for person in people]
        return bool(inside) and bool(set.intersection(*inside))

    def _ordinary(self, word: str) -> bool:
        """An embedder's tokenizer keeps common words whole: one piece between its two marks."""
        return self.embedder.pieces([word])[0] == 3

    def sentences(self, asked: Asked, k: int, scope: Scope = EVERYTHING) -> list[Hit]:
        """The k best sentences, best first, near-duplicates collapsed; none when the scope holds none."""
        told = (hit for hit in self._scored(asked, scope) if self._tells(hit.place))
        return self._collapsed(told, k)

    def _tells(self, place: Place) -> bool:
        """A heading asserts nothing that could be cited: a line of few words, without a stop at its end."""
        text = self.library.article(place.article).text
        words = place.span.cut(text)
        alone = text[place.span.end : place.span.end + 1] in ("", "\n")
        return not (alone and len(words.split()) <= HEADING and words[-1] not in ".!?…:;”\"’')")

    def passages(self, asked: Asked, k: int, scope: Scope = EVERYTHING) -> list[Hit]:
        """The k best passages, best first: each as good as its best sentence, near-duplicates collapsed."""
        best: dict[int, Hit] = {}
        for hit in self._scored(asked, scope):
            best.setdefault(hit.passage, hit)
        spans = _rows_by_id(self.rows, "SELECT id, start, stop FROM passages", best)
        whole = [
            replace(hit, place=Place(hit.place.article, Span(spans[number][1], spans[number][2])))
            for number, hit in best.items()
        ]
        return self._collapsed(whole, k)

    def _scored(self, asked: Asked, scope: Scope) -> list[Hit]:
        """Every candidate sentence with its evidence, best first."""
        vector = self.embedder.embed([asked.corrected])[0]
        found = self._candidates(asked, vector, scope)
        rows = _rows_by_id(
            self.rows,
            "SELECT s.id, s.passage, a.name, s.start, s.stop"
            " FROM sentences s JOIN articles a ON a.id = s.article",
            found,
            "s.id",
        )
        sentences, passages = set(rows), {row[1] for row in rows.values()}
        dense = self._cosines("sentences", vector, sentences)
        around = self._cosines("passages", vector, passages)
        words = self._bm25("sentence_words", asked, len(sentences), sentences)
        words_around = self._bm25("passage_words", asked, len(passages), passages)
        voices = self._voices(asked, sentences)
        hits = []
        for number, (_, passage, article, start, stop) in rows.items():
            evidence = Evidence(
                dense[number],
                words.get(number, 0.0),
                around[passage],
                words_around.get(passage, 0.0),
                voices[number],
            )
            place = Place(article, Span(start, stop))
            hits.append(Hit(place, self.weights.score(evidence), evidence, passage))
        return sorted(hits, key=lambda hit: (-hit.score, hit.place.article, hit.place.span))

    def _candidates(self, asked: Asked, vector: Vectors, scope: Scope) -> set[int]:
        """Sentence ids that any search finds, those of the best passages among them."""
        names = None if scope.people is None else sorted({name for one in scope.people for name in one.names})
        filters = filters_for(scope.articles, names)
        inside = self._inside(scope.articles, names)
        found = {_number(near.id) for near in self.store.nearest("sentences", vector, SENTENCES, filters)}
        found |= self._bm25("sentence_words", asked, SENTENCES, inside).keys()
        passages = {_number(near.id) for near in self.store.nearest("passages", vector, PASSAGES, filters)}
        passages |= self._bm25("passage_words", asked, PASSAGES, None).keys()
        listed = self.rows.execute(
            "SELECT id FROM sentences WHERE passage IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(passages)),),
        )
        neighbours = {number for (number,) in listed}
        return found | (neighbours if inside is None else neighbours & set(inside))

    def _inside(self, articles: Sequence[str] | None, names: Sequence[str] | None) -> list[int] | None:
        """The sentences that a scope holds; None for all of them."""
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
        return [number for (number,) in self.rows.execute(query, given)]

    def _bm25(self, table: str, asked: Asked, k: int, within: Collection[int] | None) -> dict[int, float]:
        return lexical.best(self.rows, table, lexical.terms(self.rows, table, asked.words), k, within)

    def _cosines(self, collection: str, vector: Vectors, numbers: Iterable[int]) -> dict[int, float]:
        stored = self.store.vectors(collection, [f"{collection[0]}{number}" for number in sorted(numbers)])
        return {_number(name): float(np.dot(one, vector)) for name, one in stored.items()}

    def _voices(self, asked: Asked, numbers: Collection[int]) -> dict[int, float]:
        """Of each sentence whether it reports somebody whom the question names (see `Evidence.voice`)."""
        heard = dict.fromkeys(numbers, 0.0)
        wanted = {name for person in asked.people for name in person.names}
        listed = json.dumps(sorted(numbers))
        query = "SELECT sentence, person FROM voices WHERE sentence IN (SELECT value FROM json_each(?))"
        for number, person in self.rows.execute(query, (listed,)) if wanted else ():
            heard[number] = 1.0 if person in wanted else (heard[number] or -1.0)
        return heard

    def _collapsed(self, hits: Iterable[Hit], k: int) -> list[Hit]:
        """The first k that tell something new; the others are noted beside the hit whose story they are."""
        kept: list[Hit] = []
        known: list[frozenset[str]] = []
        for hit in hits:
            told = stems(hit.place.span.cut(self.library.article(hit.place.article).text))
            twin = next((n for n, other in enumerate(known) if _twins(hit, told, kept[n], other)), None)
            if twin is not None:
                kept[twin] = replace(kept[twin], also_in=(*kept[twin].also_in, hit.place))
            elif len(kept) < k:
                kept.append(hit)
                known.append(told)
        return kept


def _twins(hit: Hit, told: frozenset[str], other: Hit, known: frozenset[str]) -> bool:
    """Whether two hits of different articles tell the same in nearly the same words."""
    shorter = min(len(told), len(known))
    return (
        hit.place.article != other.place.article
        and shorter >= 4
        and len(told & known) >= SAME * max(len(told), len(known))
    )


def _rows_by_id(
    rows: sqlite3.Connection, query: str, numbers: Iterable[int], column: str = "id"
) -> dict[int, tuple[Any, ...]]:
    listed = json.dumps(sorted(numbers))
    found = rows.execute(f"{query} WHERE {column} IN (SELECT value FROM json_each(?))", (listed,))
    return {row[0]: row for row in found}


def _number(name: str) -> int:
    return int(name[1:])
