"""What a run costs: time against a fixed computation on the same machine, and memory."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from dataclasses import dataclass, field

import numpy as np

_SIZE = 256
_ROUNDS = 12


@dataclass(slots=True)
class Yardstick:
    """Seconds for a fixed amount of matrix products and of interpreted Python, measured again and again.

    About what answering needs (a model's products, our own code), so that times on another or a busy
    machine can be compared as ratios. Gates read ratios, never seconds.
    """

    every: int = 8
    readings: list[float] = field(default_factory=list)
    _calls: int = 0

    def reading(self) -> float:
        """The last reading; a new one at the first and every `every`-th call, so that it follows the load."""
        if self._calls % self.every == 0:
            self.readings.append(_once())
        self._calls += 1
        return self.readings[-1]

    def typical(self) -> float:
        """The median of all readings; one is made if there is none."""
        if not self.readings:
            self.reading()
        return statistics.median(self.readings)


def _once() -> float:
    matrix = np.linspace(-1, 1, _SIZE * _SIZE, dtype=np.float32).reshape(_SIZE, _SIZE)
    before = time.perf_counter()
    product = matrix
    for _ in range(_ROUNDS):
        product = np.tanh(product @ matrix)
    words = [str(number * 7919 % 10007) for number in range(12_000)]
    sum(len(word) for word in sorted(words))
    return time.perf_counter() - before


def peak_memory_bytes() -> int:
    """The most memory that this process or a finished child of it has held at once."""
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return peak if sys.platform == "darwin" else peak * 1024
