"""A fixed part of the cases, spread over their types."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pullquote_evals.suites import Entry


def sample(entries: Sequence[Entry], size: int | None) -> list[Entry]:
    """At most `size` entries, each type in proportion, none left out while there is room; order kept.

    Within a type the order of a hash of the id decides, so the same cases are drawn on every machine, and
    a smaller sample is nearly part of a larger one.
    """
    if size is None or size >= len(entries):
        return list(entries)
    kinds: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=_draw):
        kinds.setdefault(entry.type, []).append(entry)
    # The i-th of a type's n stands at (i + 1/2) / n: taking the first `size` by place keeps proportions.
    placed = [
        (place > 0, (place + 0.5) / len(held), _draw(entry), entry.id)
        for held in kinds.values()
        for place, entry in enumerate(held)
    ]
    chosen = {case_id for *_, case_id in sorted(placed)[:size]}
    return [entry for entry in entries if entry.id in chosen]


def _draw(entry: Entry) -> str:
    return hashlib.sha256(entry.id.encode()).hexdigest()
