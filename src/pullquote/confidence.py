"""How sure it is that some hits answer: what is seen of them, made into a calibrated probability."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pullquote.retrieval import Hit


@dataclass(frozen=True, slots=True)
class Look:
    """What a closer look at some hits gives.

    `stated`: the probability, by the model, that their passages state the answer; None without a model.
    `topic`: the share of the question's telling words, names of speakers left out, in the best passage.
    `shown`: what the model read last. `lead`: how much likelier the first of them is than none, in natural
    log-probabilities, by a model that pointed at it; None where none did.
    """

    stated: float | None
    topic: float
    shown: str = ""
    lead: float | None = None


READ = (-2.26, 1.58, 2.79)
UNREAD = (-2.33, 3.53, 2.74)
POINTED = (-2.01, 1.46, 3.31, 0.11)
"""Coefficients on `signals`, the intercept first, of answers where a model read, where none did, and where
one was pointed at and then read: logistic regressions, the first on the first looks of both folders' `dev`
questions, the second on the shipped ones, the third on what is pointed at for both folders'.
`python -m pullquote_evals.calibrate` fits others, on every look."""


def signals(hits: Sequence[Hit], look: Look) -> tuple[float, ...]:
    """What the probability that these hits answer rests on.

    With a model the log-odds of its Yes and the topic's words, and the lead where one pointed; without a
    model how near and how well worded the best hit is.
    """
    if look.stated is None:
        return max(hit.evidence.whole.dense for hit in hits), max(hit.evidence.whole.words for hit in hits)
    read = log_odds(look.stated), look.topic
    return read if look.lead is None else (*read, look.lead)


def how(look: Look) -> Literal["read", "unread", "pointed"]:
    """By which coefficients a look is judged."""
    if look.stated is None:
        return "unread"
    return "read" if look.lead is None else "pointed"


def log_odds(share: float) -> float:
    """Of a probability, bounded where a model is all but certain."""
    bounded = min(max(share, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def probability(value: float) -> float:
    """Of log-odds: the inverse of `log_odds`."""
    return 1.0 / (1.0 + math.exp(-value))


@dataclass(frozen=True, slots=True)
class Calibration:
    """How signals become a probability; another may be fitted on one's own articles and handed in."""

    read: tuple[float, ...] = READ
    unread: tuple[float, ...] = UNREAD
    pointed: tuple[float, ...] = POINTED

    def probability(self, hits: Sequence[Hit], look: Look) -> float:
        """The calibrated probability that these hits answer; what it reaches is in the evals' report."""
        weights = {"read": self.read, "unread": self.unread, "pointed": self.pointed}[how(look)]
        return probability(sum(a * b for a, b in zip(weights, (1.0, *signals(hits, look)), strict=True)))
