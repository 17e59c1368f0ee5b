"""How long an answer takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter

from pullquote.answers import Timings


@dataclass(slots=True)
class Clock:
    """Seconds since the question came."""

    start: float = field(default_factory=perf_counter)
    retrieve: float = 0.0
    first: float | None = None

    def now(self) -> float:
        """So many seconds."""
        return perf_counter() - self.start

    def read(self) -> Timings:
        """What the answer tells of them."""
        return Timings(self.retrieve, self.first, self.now())
