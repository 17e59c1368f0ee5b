"""How well a search ranks the evidence: (case, passages) to a number, None where it does not apply.

A case's evidence is a list of pieces, all needed; each piece is a list of equally good places. A passage
*finds* a piece when it shares with one of its places at least half of the shorter of the two. So neither a
long passage around a short gold sentence nor a sentence inside a long gold stretch is called a miss.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pullquote_evals.answers import Cited, Passage, Search
from pullquote_evals.gold import Place, Question

RetrievalMetric = Callable[[Question, Search], float | None]
Piece = Sequence[Place]


@dataclass(frozen=True, slots=True)
class RecallAt:
    """Share of the evidence pieces that the first k passages find.

    Recall at k (Manning, Raghavan, Schütze, Introduction to Information Retrieval, 8.4), over pieces
    rather than documents, as equally good places must not count twice.
    """

    k: int

    def __call__(self, case: Question, search: Search) -> float | None:
        """In [0, 1]; None for a case without evidence."""
        return _mean([float(_rank(piece, search.passages[: self.k]) > 0) for piece in case.evidence])


@dataclass(frozen=True, slots=True)
class CompleteAt:
    """1 when the first k passages find every piece: all that a full answer needs has been read."""

    k: int

    def __call__(self, case: Question, search: Search) -> float | None:
        """0 or 1; None for a case without evidence."""
        found = RecallAt(self.k)(case, search)
        return None if found is None else float(found == 1.0)


@dataclass(frozen=True, slots=True)
class CharacterRecallAt:
    """Share of the gold characters that the first k passages cover, the best place of each piece.

    As in the Chroma technical report "Evaluating Chunking Strategies" (2024), with alternatives.
    """

    k: int

    def __call__(self, case: Question, search: Search) -> float | None:
        """In [0, 1]; None for a case without evidence."""
        return _mean([_coverage(piece, search.passages[: self.k]) for piece in case.evidence])


@dataclass(frozen=True, slots=True)
class NdcgAt:
    """Discounted gain of new pieces, over that of the ideal order (one piece a rank).

    nDCG (Järvelin, Kekäläinen 2002) with the gain of novelty (Clarke et al. 2008): a passage that finds
    again what an earlier one found gains nothing.
    """

    k: int

    def __call__(self, case: Question, search: Search) -> float | None:
        """In [0, 1]; None for a case without evidence."""
        if not case.evidence:
            return None
        ranks = [_rank(piece, search.passages[: self.k]) for piece in case.evidence]
        return sum(_discount(rank) for rank in ranks if rank) / _ideal(len(ranks), self.k)


@dataclass(frozen=True, slots=True)
class CharacterNdcgAt:
    """The same with the newly covered share of each piece's characters as the gain."""

    k: int

    def __call__(self, case: Question, search: Search) -> float | None:
        """In [0, 1]; None for a case without evidence."""
        if not case.evidence:
            return None
        gained = 0.0
        before = 0.0
        for rank in range(1, min(self.k, len(search.passages)) + 1):
            now = sum(_coverage(piece, search.passages[:rank]) for piece in case.evidence)
            gained += (now - before) * _discount(rank)
            before = now
        return gained / _ideal(len(case.evidence), self.k)


def reciprocal_rank(case: Question, search: Search) -> float | None:
    """One over the rank of the first passage that finds any piece; 0 when none does (Voorhees 1999)."""
    if not case.evidence:
        return None
    ranks = [rank for piece in case.evidence if (rank := _rank(piece, search.passages))]
    return 1 / min(ranks) if ranks else 0.0


def finds(place: Cited, piece: Piece) -> bool:
    """True if the place shares at least half of the shorter of both with a gold place of the piece."""
    return any(_shares_half(place, gold) for gold in piece)


def _shares_half(place: Cited, gold: Place) -> bool:
    span = place.span
    if span is None or place.article != gold.article or not len(span):
        return False
    return 2 * span.overlap(gold.span) >= min(len(span), len(gold.span))


def _rank(piece: Piece, passages: Sequence[Passage]) -> int:
    """The rank from 1 of the first passage that finds the piece; 0 when none does."""
    return next(
        (
            rank
            for rank, passage in enumerate(passages, 1)
            if any(finds(place, piece) for place in passage.places)
        ),
        0,
    )


def _coverage(piece: Piece, passages: Sequence[Passage]) -> float:
    return max(_covered(gold, passages) for gold in piece)


def _covered(gold: Place, passages: Sequence[Passage]) -> float:
    """Share of the gold place's characters that lie in some passage; overlaps count once."""
    there = set[int]()
    for place in (place for passage in passages for place in passage.places):
        span = place.span
        if span is not None and place.article == gold.article:
            there.update(range(max(span.start, gold.span.start), min(span.end, gold.span.end)))
    return len(there) / len(gold.span)


def _discount(rank: int) -> float:
    return 1 / math.log2(rank + 1)


def _ideal(pieces: int, k: int) -> float:
    return sum(_discount(rank) for rank in range(1, min(pieces, k) + 1))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
