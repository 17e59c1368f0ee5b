"""The candidates that lead: what would be cited of what the search found, before anybody has read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pullquote.aspects import over_articles
from pullquote.hits import Hit
from pullquote.questions import Asked, Wants

WIDE = 0.6
"""Margin within which another article still has something to add, when articles are to be compared."""


def leading(asked: Asked, groups: Sequence[Sequence[Hit]], cited: int, margin: float) -> tuple[Hit, ...]:
    """The hits that would be cited, in order: of each part of the question the best, and what is near
    it: `cited` at the most, no more than `margin` behind."""
    chosen: list[Hit] = []
    for hits in groups:
        several = over_articles(asked) and len(groups) == 1
        picked = _spread(hits) if several else _near(asked, hits, cited, margin)
        chosen += [hit for hit in picked if hit.place not in {one.place for one in chosen}]
    return tuple(chosen)


def _near(asked: Asked, hits: Sequence[Hit], cited: int, margin: float) -> Iterator[Hit]:
    """The best and those close behind; only the best when one speaker is wanted."""
    most = 1 if asked.wants is Wants.SPEAKER else cited
    return (hit for hit in hits[:most] if hit.score >= hits[0].score - margin)


def _spread(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The best of each article, three at the most."""
    seen: set[str] = set()
    for hit in hits:
        if len(seen) < 3 and hit.place.article not in seen and hit.score >= hits[0].score - WIDE:
            seen.add(hit.place.article)
            yield hit
