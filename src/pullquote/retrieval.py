"""From a question to the sentences and passages that may answer it.

What any search finds is scored by all of them, and by who speaks where the question names somebody. A
near-duplicate in another article takes no place of its own: it is told beside the hit as "also in".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from pullquote.candidates import Candidates, Depth
from pullquote.filters import EVERYTHING, Scope
from pullquote.hits import Evidence, Hit, Place, Weights
from pullquote.indexing import lexical
from pullquote.indexing.embedding import Embedder
from pullquote.indexing.late import Compare
from pullquote.indexing.library import Library
from pullquote.indexing.store import VectorStore
from pullquote.people_known import Person, known_people
from pullquote.questions import Asked, understood
from pullquote.spans import Span
from pullquote.stretches import GROWTH, Growth, stretches
from pullquote.twins import collapsed
from pullquote.wording import stem, words

__all__ = ["Evidence", "Hit", "Place", "Retriever", "Weights"]

HEADING = 14
"""Words up to which a line without a stop at its end is taken for a heading."""

COMPARED = 16
"""Sentences that are compared with the question word by word, 10 ms each."""

LOOKED_AT = 2
"""Times k candidates that are looked at for near-duplicates: what is further down nobody would be told."""


def under_name(words: str, speaker: str | None) -> str:
    """The words with who speaks in front, unless they name the speaker themselves."""
    return f"{speaker}: {words}" if speaker and speaker not in words else words


class Retriever:
    """Searches one published generation, through its library and its vector store.

    `growth` None: passages are those of the index, not cut to the question. `late` None: the sentences that
    seem best are not compared with the question word by word.
    """

    def __init__(
        self,
        library: Library,
        store: VectorStore,
        embedder: Embedder,
        weights: Weights | None = None,
        growth: Growth | None = GROWTH,
        late: Compare | None = None,
    ) -> None:
        self.library = library
        self.rows = library.connection
        self.store = store
        self.embedder = embedder
        self.weights = weights or Weights()
        self.growth = growth
        self.late = late
        self.candidates = Candidates(self.rows, store, Depth())
        self.people: tuple[Person, ...] = known_people(self.rows)

    def understand(self, question: str) -> Asked:
        """The question with its spelling corrected against the articles, and whom it names."""
        return understood(self.rows, self.people, question, self._ordinary)

    def sentences(
        self, asked: Asked, k: int, scope: Scope = EVERYTHING, *, formed: bool = False
    ) -> list[Hit]:
        """The k best sentences, best first, near-duplicates collapsed; none when the scope holds none.

        `formed`: of the form that the answer must have, if any sentence is.
        """
        hits = list(self._telling(asked, scope))
        fitting = [hit for hit in hits if hit.evidence.form >= 0] if formed else []
        return self._collapsed(self._compared(asked, fitting or hits), k)

    def meant(self, asked: Asked, k: int, scope: Scope = EVERYTHING) -> list[Hit]:
        """The k candidates that are nearest to the question by meaning alone, with the passages around them,
        near-duplicates collapsed: an oblique question shares no word with what answers it."""
        telling = self._telling(asked, scope)
        near = sorted(telling, key=lambda hit: -(hit.evidence.fit.dense + hit.evidence.fit.dense_around))
        return self._collapsed(near, k)

    def passages(self, asked: Asked, k: int, scope: Scope = EVERYTHING) -> list[Hit]:
        """The k best passages, best first: each as good as its best sentence, near-duplicates collapsed.

        No two share a character. See `stretches` for how long they are.
        """
        hits = self._scored(asked, scope)
        if self.growth is None:
            return self._collapsed(self._stored(hits), k)
        return self._collapsed(stretches(hits, self._text, self.growth), k)

    def around(self, hit: Hit) -> Place:
        """The passage that a sentence stands in."""
        start, stop = self.rows.execute(
            "SELECT start, stop FROM passages WHERE id = ?", (hit.passage,)
        ).fetchone()
        return Place(hit.place.article, Span(start, stop))

    def topic(self, asked: Asked, hit: Hit) -> float:
        """The share, by how telling they are, of the question's words that the hit's passage holds.

        Names of speakers are left out: that somebody is quoted does not say on what. 0 when nothing is left.
        Of a follow-up the mean of that of its own words and of all, which on follow-ups of the evals' folders
        tells right passages better (area under the curve .86) than either (.75, .80).
        """
        share = self._share(asked.words, asked, hit)
        return (self._share(asked.own_words, asked, hit) + share) / 2 if asked.along else share

    def _share(self, wanted: Sequence[str], asked: Asked, hit: Hit) -> float:
        named = {stem(word) for person in asked.people for word in words(person.name)}
        told = lexical.terms(self.rows, "sentence_words", wanted)
        telling = [term for term in told if stem(term.word) not in named]
        there = {stem(word) for word in words(self._cut(self.around(hit)))}
        held = sum(term.idf for term in telling if stem(term.word) in there)
        return held / (sum(term.idf for term in telling) or 1.0)

    def neighbours(self, hit: Hit) -> list[Hit]:
        """The other sentences of a hit's passage but headings, in order, with the hit's own evidence."""
        listed = self.rows.execute(
            "SELECT start, stop FROM sentences WHERE passage = ? ORDER BY start", (hit.passage,)
        )
        places = (Place(hit.place.article, Span(start, stop)) for start, stop in listed)
        return [
            replace(hit, place=place, also_in=())
            for place in places
            if place != hit.place and self.tells(place)
        ]

    def beside(self, asked: Asked, place: Place, found: Hit) -> Hit:
        """A sentence that was not found itself, as a hit beside one that was."""
        number, passage = self.rows.execute(
            "SELECT s.id, s.passage FROM sentences s JOIN articles a ON a.id = s.article"
            " WHERE a.name = ? AND s.start = ?",
            (place.article, place.span.start),
        ).fetchone()
        form = self.candidates.formed(asked, [number])[number]
        evidence = replace(found.evidence, form=form, late=None)
        return replace(found, place=place, passage=passage, evidence=evidence, also_in=())

    def inside(self, places: Sequence[Place], scope: Scope) -> list[Place]:
        """Those of the sentences that the scope holds."""
        names = None if scope.people is None else sorted({name for one in scope.people for name in one.names})
        if (numbers := self.candidates.inside(scope.articles, names)) is None:
            return list(places)
        held = set(
            self.rows.execute(
                "SELECT a.name, s.start FROM sentences s JOIN articles a ON a.id = s.article"
                " WHERE s.id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(numbers)),),
            )
        )
        return [place for place in places if (place.article, place.span.start) in held]

    def heard_together(self, people: Sequence[Person]) -> bool:
        """Whether some sentence reports all of these people at once, as joint speakers."""
        inside = [self.candidates.inside(None, sorted(person.names)) or set() for person in people]
        return len(inside) > 1 and bool(set.intersection(*inside))

    def _ordinary(self, word: str) -> bool:
        """An embedder's tokenizer keeps common words whole: one piece between its two marks."""
        return self.embedder.pieces([word])[0] == 3

    def _telling(self, asked: Asked, scope: Scope) -> Iterator[Hit]:
        for hit in self._scored(asked, scope):
            if not self._besides(asked, hit.place) and self.tells(hit.place):
                yield hit

    def _scored(self, asked: Asked, scope: Scope) -> list[Hit]:
        return self.candidates.scored(asked, lambda text: self.embedder.embed([text])[0], scope, self.weights)

    def _compared(self, asked: Asked, hits: Sequence[Hit]) -> list[Hit]:
        """The hits with what late interaction adds to the scores of the first; the others stay behind."""
        if self.late is None or not hits or not self.weights.late:
            return list(hits)
        first, rest = hits[:COMPARED], hits[COMPARED:]
        added = self.late(asked.posed, [self.said(hit.place) for hit in first])
        least = min(added)
        more = [*added, *(least for _ in rest)]
        weighed = [
            replace(hit, score=hit.score + self.weights.late * one, evidence=replace(hit.evidence, late=one))
            for hit, one in zip(hits, more, strict=True)
        ]
        return sorted(weighed, key=lambda hit: -hit.score)

    def _besides(self, asked: Asked, place: Place) -> bool:
        """Whether it reports nobody but people whose words do not answer."""
        heard = set(self.library.heard(place.article, place.span)) if asked.besides else set()
        return bool(heard) and heard <= {name for person in asked.besides for name in person.names}

    def said(self, place: Place) -> str:
        """The sentence on one line, under the name of who speaks if its words lack it."""
        words = " ".join(self._cut(place).split())
        return under_name(words, next(self.library.heard(place.article, place.span), None))

    def _stored(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Every passage of the index that one of these sentences stands in, that of the first one first."""
        seen: set[int] = set()
        for hit in hits:
            if hit.passage not in seen:
                seen.add(hit.passage)
                yield replace(hit, place=self.around(hit))

    def tells(self, place: Place) -> bool:
        """A heading asserts nothing that could be cited: a line of few words, without a stop at its end."""
        text = self._text(place.article)
        words = place.span.cut(text)
        alone = text[place.span.end : place.span.end + 1] in ("", "\n")
        return not (alone and len(words.split()) <= HEADING and words[-1] not in ".!?…:;”\"’')")

    def _collapsed(self, hits: Iterable[Hit], k: int) -> list[Hit]:
        return collapsed(islice(hits, LOOKED_AT * k), k, self._cut)

    def _cut(self, place: Place) -> str:
        return place.span.cut(self._text(place.article))

    def _text(self, name: str) -> str:
        return self.library.article(name).text
