"""Logistic regression from signals to the probability of being right, and what thresholds on it would do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_expit
from scipy.stats import rankdata

from pullquote_evals.confidence_metrics import Stake, calibration_error
from pullquote_evals.readings import Reading, Seen

RIDGE = 0.001
"""Weight of the squared coefficients beside the mean log loss: it keeps them finite on few cases."""

FOLDS = 5

Array = np.ndarray[Any, np.dtype[np.float64]]
Part = Callable[[Reading], Hashable]


def coefficients(signals: Sequence[Sequence[float]], right: Sequence[float]) -> tuple[float, ...]:
    """Intercept, then one a signal: the least penalised log loss (Cox 1958), by scipy's BFGS."""
    inputs, truth = _with_intercept(signals), np.asarray(right, dtype=float)
    signs = 2 * truth - 1

    def loss(weights: Array) -> tuple[float, Array]:
        penalised = np.append(0.0, weights[1:])
        value = -np.mean(log_expit(signs * (inputs @ weights))) + RIDGE / 2 * penalised @ penalised
        return float(value), inputs.T @ (expit(inputs @ weights) - truth) / len(truth) + RIDGE * penalised

    found = minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="BFGS")
    return tuple(float(one) for one in found.x)


def probabilities(weights: Sequence[float], signals: Sequence[Sequence[float]]) -> list[float]:
    """What these coefficients make of some signals."""
    if not signals:
        return []
    return [float(one) for one in expit(_with_intercept(signals) @ np.asarray(weights))]


def _with_intercept(signals: Sequence[Sequence[float]]) -> Array:
    inputs = np.asarray(signals, dtype=float)
    return np.column_stack([np.ones(len(inputs)), inputs])


def known(readings: Sequence[Reading]) -> list[Seen]:
    """The looks of which it is known whether their answer is right: what is fitted."""
    return [seen for one in readings for seen in one.looks if seen.right is not None]


def fitted(readings: Sequence[Reading]) -> tuple[float, ...]:
    """The coefficients on all that is known."""
    seen = known(readings)
    return coefficients([one.signals for one in seen], [one.right or 0.0 for one in seen])


def held_out(readings: Sequence[Reading], part: Part) -> list[list[float]]:
    """The probability of every look, by coefficients fitted without the part that its reading is in."""
    parts = {one: part(one) for one in readings}
    weights = {
        name: fitted([one for one in readings if parts[one] != name])
        for name in dict.fromkeys(parts.values())
    }
    return [probabilities(weights[parts[one]], [seen.signals for seen in one.looks]) for one in readings]


def fold(reading: Reading) -> int:
    """One of five parts, by a hash, so that it is the same on every machine."""
    return int(hashlib.sha256(f"{reading.source}/{reading.id}".encode()).hexdigest(), 16) % FOLDS


def area_under_curve(stakes: Sequence[Stake]) -> float | None:
    """The chance that a right one has the higher confidence (Hanley, McNeil 1982); None with one class."""
    truth = np.asarray([one.right for one in stakes], dtype=float)
    right, wrong = truth.sum(), (1 - truth).sum()
    if not right or not wrong:
        return None
    ranks = rankdata([one.confidence for one in stakes])
    return float((ranks[truth == 1].sum() - right * (right + 1) / 2) / (right * wrong))


def stakes(readings: Sequence[Reading], chances: Sequence[Sequence[float]]) -> list[Stake]:
    """Every look of which it is known whether it is right, with its probability."""
    return [
        Stake(chance, seen.right)
        for one, its in zip(readings, chances, strict=True)
        for seen, chance in zip(one.looks, its, strict=True)
        if seen.right is not None
    ]


@dataclass(frozen=True, slots=True)
class Quality:
    """How well probabilities tell right from wrong, and how far they are from the share that is right."""

    looks: int
    area: float | None
    error: float | None


def quality(readings: Sequence[Reading], chances: Sequence[Sequence[float]]) -> Quality:
    """Over every look that is known."""
    found = stakes(readings, chances)
    return Quality(len(found), area_under_curve(found), calibration_error(found))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a threshold would do, as shares; None where there is nothing to share.

    `lost`: declined of the answerable questions that the first look would have answered rightly. `wrong`:
    of all answers given, those that are wrong or to what the articles do not answer.
    """

    threshold: float
    declined_unanswerable: float | None
    declined_answerable: float | None
    lost: float | None
    wrong: float | None


def outcome(readings: Sequence[Reading], chances: Sequence[Sequence[float]], threshold: float) -> Outcome:
    """The desk's own procedure: the first look that reaches the threshold answers, else it declines."""
    taken = [
        next((seen for seen, chance in zip(one.looks, its, strict=True) if chance >= threshold), None)
        for one, its in zip(readings, chances, strict=True)
    ]
    pairs = list(
        zip(readings, [seen if seen and seen.right is not None else None for seen in taken], strict=True)
    )
    return Outcome(
        threshold,
        _share([seen is None for one, seen in pairs if not one.answerable]),
        _share([seen is None for one, seen in pairs if one.answerable]),
        _share([seen is None for one, seen in pairs if one.looks and one.looks[0].right == 1]),
        _share([not seen.right for _, seen in pairs if seen is not None]),
    )


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
