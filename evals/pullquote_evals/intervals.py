"""A mean, how many cases it rests on, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from scipy.stats import binomtest, bootstrap

_T = TypeVar("_T")

RANDOM_SEED = 20240723
RESAMPLES = 999
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value over `n` cases with its 95 % interval."""

    value: float
    n: int
    low: float
    high: float


def mean(values: Sequence[float]) -> Estimate | None:
    """The mean with a Wilson interval where every value is 0 or 1, a bootstrap interval otherwise.

    Wilson 1927 through scipy's `binomtest`; percentile bootstrap (Efron 1979) through scipy's `bootstrap`
    with a fixed random seed. None without values; one value has the interval of its own point.
    """
    if not values:
        return None
    if all(value in (0, 1) for value in values):
        interval = binomtest(round(sum(values)), len(values)).proportion_ci(LEVEL, method="wilson")
        return Estimate(sum(values) / len(values), len(values), float(interval.low), float(interval.high))
    return of_values(values, np.mean)


def of_values(values: Sequence[float], statistic: Callable[..., Any]) -> Estimate | None:
    """A numpy statistic of the values (it takes `axis`) with its bootstrap interval; None without values."""
    if not values:
        return None
    value = float(statistic(values, axis=0))
    if len(values) == 1:
        return Estimate(value, 1, value, value)
    return _redrawn(value, np.asarray(values, dtype=float), statistic, vectorized=True)


def of_cases(cases: Sequence[_T], measure: Callable[[Sequence[_T]], float | None]) -> Estimate | None:
    """What `measure` makes of the cases, with the interval over redrawn sets of them."""
    value = measure(cases)
    if value is None:
        return None
    if len(cases) == 1:
        return Estimate(value, 1, value, value)

    def drawn(places: np.ndarray[Any, np.dtype[np.int_]]) -> float:
        measured = measure([cases[int(place)] for place in places])
        return value if measured is None else measured

    return _redrawn(value, np.arange(len(cases)), drawn, vectorized=False)


def _redrawn(value: float, drawn_from: Any, statistic: Callable[..., Any], *, vectorized: bool) -> Estimate:
    if np.ptp(drawn_from) == 0:
        return Estimate(value, len(drawn_from), value, value)
    result = bootstrap(
        (drawn_from,),
        statistic,
        n_resamples=RESAMPLES,
        vectorized=vectorized,
        method="percentile",
        confidence_level=LEVEL,
        rng=np.random.default_rng(RANDOM_SEED),
    )
    interval = result.confidence_interval
    return Estimate(value, len(drawn_from), float(interval.low), float(interval.high))
