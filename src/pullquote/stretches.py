"""Passages cut to the question: from its best sentences outwards, as far as the neighbours are about it too.

A fixed passage holds too much around a short answer and too little of a long one. Here each place starts
as one sentence, the best that is left, and takes in neighbours while they add more than they cost.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pullquote.hits import Hit, Place
from pullquote.spans import Span


@dataclass(frozen=True, slots=True)
class Growth:
    """How far a place grows.

    `sharpness` turns scores into shares of the answer: a sentence's is as exp(sharpness × score) a
    character, and those of all candidates are 1 together. `cost` is the share that 1,000 characters must
    bring. A place ends before it is longer than `longest` characters; one that is shorter than `shortest`
    takes in a neighbour whatever that brings.
    """

    sharpness: float = 5.5
    cost: float = 0.03
    longest: int = 2400
    shortest: int = 100


GROWTH = Growth()
"""As `search` is shipped. The sharpness is four fifths of what SQuAD 2.0's development questions gave; the
others are a choice of recall over brevity, made while watching the questions of Chroma's chunking report."""

Texts = Callable[[str], str]
"""The text of the article of that name."""


@dataclass(slots=True)
class _Line:
    """Sentences that follow one another, what each adds to a place, and whether it is still free."""

    hits: list[Hit]
    gains: list[float]
    free: list[bool]

    def span(self, first: int, last: int) -> Span:
        """From the start of one sentence to the end of another."""
        return Span(self.hits[first].place.span.start, self.hits[last].place.span.end)

    def open(self, at: int) -> bool:
        """Whether there is a sentence at that position and no place has it."""
        return 0 <= at < len(self.hits) and self.free[at]


def stretches(hits: Sequence[Hit], texts: Texts, growth: Growth) -> Iterator[Hit]:
    """Yield disjoint places, that with the best sentence first, until every candidate is in one.

    `hits` are sentences, best first. A place keeps the score, evidence and passage of the sentence that it
    grew from. It grows over white space only: not over a sentence that is no candidate, nor boilerplate.
    """
    lines = _lines(hits, texts, growth)
    where = {hit.place: (line, at) for line in lines for at, hit in enumerate(line.hits)}
    for hit in hits:
        line, at = where[hit.place]
        if line.free[at]:
            first, last = _filled(line, *_grown(line, at, growth), growth)
            line.free[first : last + 1] = [False] * (last + 1 - first)
            yield replace(hit, place=Place(hit.place.article, line.span(first, last)))


def _lines(hits: Sequence[Hit], texts: Texts, growth: Growth) -> list[_Line]:
    gains = _gains(hits, growth)
    lines: list[_Line] = []
    before: Place | None = None
    for hit in sorted(hits, key=lambda one: (one.place.article, one.place.span)):
        if before is None or not _follows(before, hit.place, texts):
            lines.append(_Line([], [], []))
        lines[-1].hits.append(hit)
        lines[-1].gains.append(gains[hit.place])
        lines[-1].free.append(True)
        before = hit.place
    return lines


def _follows(before: Place, after: Place, texts: Texts) -> bool:
    if before.article != after.article:
        return False
    gap = texts(before.article)[before.span.end : after.span.start]
    return not gap or gap.isspace()


def _gains(hits: Sequence[Hit], growth: Growth) -> dict[Place, float]:
    """Of each sentence its share of the answer, less what its characters cost."""
    best = hits[0].score if hits else 0.0
    worth = [len(hit.place.span) * math.exp(growth.sharpness * (hit.score - best)) for hit in hits]
    total = sum(worth)
    return {
        hit.place: share / total - growth.cost * len(hit.place.span) / 1000
        for hit, share in zip(hits, worth, strict=True)
    }


def _grown(line: _Line, at: int, growth: Growth) -> tuple[int, int]:
    """The first and last sentence of the place that gains most around this one: after it, then before."""
    last = _reach(line, (at, at), 1, growth)
    return _reach(line, (at, last), -1, growth), last


def _reach(line: _Line, ends: tuple[int, int], step: int, growth: Growth) -> int:
    """How far to go in one direction so that what is added is most; the end as it is when nothing pays."""
    first, last = ends
    edge = here = last if step > 0 else first
    best = added = 0.0
    while line.open(here + step):
        here += step
        if len(line.span(min(first, here), max(last, here))) > growth.longest:
            break
        added += line.gains[here]
        if added > best:
            best, edge = added, here
    return edge


def _filled(line: _Line, first: int, last: int, growth: Growth) -> tuple[int, int]:
    """With neighbours taken in, the better one first, until the place is long enough to be read alone."""
    while len(line.span(first, last)) < growth.shortest:
        beside = [at for at in (first - 1, last + 1) if line.open(at)]
        beside = [at for at in beside if len(line.span(min(first, at), max(last, at))) <= growth.longest]
        if not beside:
            break
        taken = max(beside, key=lambda at: line.hits[at].score)
        first, last = min(first, taken), max(last, taken)
    return first, last
