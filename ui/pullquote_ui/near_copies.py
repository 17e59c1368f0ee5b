"""Articles that hold largely the same sentences: one agency text in two outlets, an update of another.

Two files of exactly the same text are no matter here: an index takes the first and says so of the second.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from pullquote.indexing.library import Library

ENOUGH = 0.5
"""Share of the shorter article's sentences from which two articles count as near copies."""
COMMON = 20
"""A sentence that stands in more articles than this is a formula, and tells nothing about two of them."""


@dataclass(frozen=True, slots=True)
class Twin:
    """Another article that has `shared` of one article's `sentences`."""

    article: str
    shared: int
    sentences: int


def near_copies(library: Library) -> dict[str, list[Twin]]:
    """Of every article that has some, its near copies, the nearest first."""
    rows = library.connection.execute(
        "SELECT s.key, a.name FROM sentences s JOIN articles a ON a.id = s.article"
    )
    told: dict[str, set[bytes]] = defaultdict(set)
    for key, name in rows:
        told[name].add(key)
    twins: dict[str, list[Twin]] = defaultdict(list)
    for (one, other), shared in _shared(told.items()).items():
        if shared >= ENOUGH * min(len(told[one]), len(told[other])):
            twins[one].append(Twin(other, shared, len(told[one])))
            twins[other].append(Twin(one, shared, len(told[other])))
    return {name: sorted(found, key=lambda twin: -twin.shared) for name, found in twins.items()}


def _shared(told: Iterable[tuple[str, set[bytes]]]) -> Counter[tuple[str, str]]:
    """How many different sentences each two articles have in common; pairs that have none are left out."""
    holders: dict[bytes, list[str]] = defaultdict(list)
    for name, keys in sorted(told):
        for key in keys:
            holders[key].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= COMMON:
            shared.update(combinations(names, 2))
    return shared
