"""Near-duplicates: a story that two articles tell in nearly the same words takes one place, not two."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from pullquote.hits import Hit, Place
from pullquote.wording import stems

SAME = 0.6
"""Share of the longer text's word stems in common from which two articles' texts are one story."""

FEWEST = 4
"""Stems below which a text is too short to be known as a story."""

Cut = Callable[[Place], str]
"""The words at a place."""


def collapsed(hits: Iterable[Hit], k: int, cut: Cut) -> list[Hit]:
    """The first k that tell something new; the others are noted beside the hit whose story they are."""
    kept: list[Hit] = []
    known: list[frozenset[str]] = []
    for hit in hits:
        told = stems(cut(hit.place))
        twin = next((n for n, other in enumerate(known) if _twins(hit, told, kept[n], other)), None)
        if twin is not None:
            kept[twin] = replace(kept[twin], also_in=(*kept[twin].also_in, hit.place))
        elif len(kept) < k:
            kept.append(hit)
            known.append(told)
    return kept


def _twins(hit: Hit, told: frozenset[str], other: Hit, known: frozenset[str]) -> bool:
    """Whether two hits of different articles tell the same in nearly the same words, with no other number."""
    return (
        hit.place.article != other.place.article
        and not (_numbers(told - known) and _numbers(known - told))
        and min(len(told), len(known)) >= FEWEST
        and len(told & known) >= SAME * max(len(told), len(known))
    )


def _numbers(told: frozenset[str]) -> bool:
    """Whether any of the stems is a number."""
    return any(char.isdigit() for stem in told for char in stem)
