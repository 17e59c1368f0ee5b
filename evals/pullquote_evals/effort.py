"""What a run costs: time against a fixed computation on the same machine, and memory."""

from __future__ import annotations

import resource
import statistics
import sys
import time

import numpy as np

_SIZE = 256
_ROUNDS = 12


def reference_seconds() -> float:
    """Median seconds, of five, for a fixed amount of matrix products and of interpreted Python.

    About what answering needs (a model's products, our own code), so that times on another or a busy
    machine can be compared as ratios. Gates read ratios, never seconds.
    """
    return statistics.median(_once() for _ in range(5))


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
