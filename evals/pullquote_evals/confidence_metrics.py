"""How much a system's `confidence` is worth: functions over all cases of a run, not over one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pullquote_evals.answer_metrics import right
from pullquote_evals.answers import Answer
from pullquote_evals.gold import Question

BINS = 10


@dataclass(frozen=True, slots=True)
class Stake:
    """A confidence and whether what it was about is right (1), wrong (0) or cannot be known (None)."""

    confidence: float
    right: float | None


def stake(case: Question, answer: Answer) -> Stake | None:
    """What the confidence was about; None when the system gives none.

    An abstention withholds an answer nobody sees. For an unanswerable question it would have been wrong;
    for an answerable one it cannot be known.
    """
    if answer.confidence is None:
        return None
    if answer.answered:
        return Stake(answer.confidence, right(case, answer))
    return Stake(answer.confidence, None if case.answerable else 0.0)


def calibration_error(stakes: Sequence[Stake]) -> float | None:
    """Expected calibration error: ten equal bins, |mean confidence − share right|, weighted by size.

    Guo et al. 2017, "On Calibration of Modern Neural Networks". Stakes that cannot be known are left out;
    None when none is left.
    """
    known = [(one.confidence, one.right) for one in stakes if one.right is not None]
    if not known:
        return None
    bins: dict[int, list[tuple[float, float]]] = {}
    for confidence, was_right in known:
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, was_right))
    gaps = (abs(sum(c for c, _ in held) - sum(r for _, r in held)) for held in bins.values())
    return sum(gaps) / len(known)


def risk_coverage(stakes: Sequence[Stake]) -> list[tuple[float, float]]:
    """(coverage, risk) after each case, most confident first: the share answered, and its share of wrong.

    El-Yaniv, Wiener 2010. What cannot be known counts as wrong, so that withholding gains nothing; cases
    of equal confidence enter together, so that the order of the file has no say.
    """
    ranked = sorted(stakes, key=lambda one: -one.confidence)
    curve: list[tuple[float, float]] = []
    wrong = 0.0
    for count, one in enumerate(ranked, 1):
        wrong += 1 - (one.right or 0.0)
        if count == len(ranked) or ranked[count].confidence != one.confidence:
            curve.append((count / len(ranked), wrong / count))
    return curve


def risk_coverage_area(stakes: Sequence[Stake]) -> float | None:
    """Area under the risk–coverage curve, in steps (Geifman, El-Yaniv 2017); low is good, None if empty."""
    area = 0.0
    reached = 0.0
    for coverage, risk in risk_coverage(stakes):
        area += (coverage - reached) * risk
        reached = coverage
    return area if stakes else None
