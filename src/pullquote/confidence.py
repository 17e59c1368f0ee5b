"""How likely it is that hits answer a question: signals of the search and of a model, and what they weigh."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pullquote.hits import Hit


@dataclass(frozen=True, slots=True)
class Look:
    """What a closer look at some hits gives.

    `stated`: the probability, by the model, that their passages state the answer; None without a model.
    `topic`: the share of the question's telling words, names of speakers left out, in the best passage.
    `shown`: what the model read last. `taught`: by a model that was taught to tell (`models.adapters`).
    `whole`: it read a passage, and had denied the sentences. `alone`: it read one sentence, and had denied
    the first ones together. `named`: the log-odds of a sentence that it named, having read what is around
    it. `found`: the search has that among its first, too. `before`: the confidence in what was denied then.
    """

    stated: float | None
    topic: float
    shown: str = ""
    taught: bool = False
    whole: bool = False
    alone: bool = False
    named: float | None = None
    found: bool = False
    before: float = 0.5


class Basis(StrEnum):
    """What the probability that hits answer rests on, best first."""

    NAMED = (
        "the log-odds of a sentence that a taught model names, its Yes to it, the search, and what was denied"
    )
    TAUGHT = "the log-odds of a taught model's Yes, and how well the best is worded, word by word"
    TAUGHT_READ = "the log-odds of a taught model's Yes, and the topic's words"
    WHOLE = "the log-odds of a taught model's Yes to a passage, and the topic's words"
    ALONE = "the log-odds of a taught model's Yes to one sentence, and the topic's words"
    WEIGHED = "the log-odds of a model's Yes, and how well the best is worded, word by word"
    READ = "the log-odds of a model's Yes, and the topic's words"
    COMPARED = "how well the best is worded, word by word, and the topic's words"
    UNREAD = "how near and how well worded the best is"


TAUGHT = (-2.76, 0.81, 5.08)
TAUGHT_READ = (-0.92, 0.85, 2.43)
WHOLE = (-1.29, 1.07, 2.12)
ALONE = (-2.10, 0.87, 3.29)
WEIGHED = (-3.32, 1.59, 4.08)
READ = (-2.26, 1.58, 2.79)
COMPARED = (-3.81, 6.14, 2.08)
UNREAD = (-2.33, 3.53, 2.74)
"""Coefficients on `signals`, the intercept first: logistic regressions. The first two and the fifth are
fitted on the first looks at three folders' `dev` questions, the third on 389 passages whose sentences were
denied, for 150 questions of these and of stories kept back from the lessons; the fourth on the best of five
sentences read one by one, for 138 questions of which the first look was not sure, of these folders and
another; the sixth on the first looks at two folders, the seventh on all looks at those of three, the last on
those of the shipped one.
`python -m pullquote_evals.calibrate` fits others, on every look.
`WEIGHED` was fitted with the comparison as it was trained before; that is .94 times the present one and .03
more (correlation .95), `TAUGHT_READ` where sentences are compared, too.

Beside how well the best is worded, the topic's words tell a model that reads nothing more. An untaught one:
of 266 questions of three folders, each by coefficients of the other two, 150 looks are rightly taken and 14
wrongly, where with the topic's words it is 148 and 17, and with both 148 and 17, at 56 or 57 of 65 declined.
One that was taught where somebody is quoted on another matter, as it was before it was taught with passages:
of 261 of these questions 161 looks are taken rightly and 8 wrongly, with the topic's words too 160 and 10, at
53 and 51 of 60 declined.
"""


NAMED = (1.43, 0.67, 0.30, 0.78, 0.58)
"""As those, on what was named for 180 `dev` questions of five folders whose first look was denied (the
shipped one, capitol, harbour, almanac, meridian; 79 can be answered). In ten-fold cross-validation 54 are
answered rightly from .5 on, 6 wrongly, and 6 that can't be; without the confidence in what was denied 50, 6
and 7."""

DENIED = -2.0
"""Log-odds of Yes to a passage below which it makes no difference how sure the No is."""


def basis(hits: Sequence[Hit], look: Look) -> Basis:
    """What is known of these hits."""
    compared = hits[0].evidence.late is not None
    if look.named is not None and look.stated is not None:
        return Basis.NAMED
    if look.whole or look.alone:
        return Basis.WHOLE if look.whole else Basis.ALONE
    if look.stated is not None and look.taught:
        return Basis.TAUGHT if compared else Basis.TAUGHT_READ
    if look.stated is not None:
        return Basis.WEIGHED if compared else Basis.READ
    return Basis.COMPARED if compared else Basis.UNREAD


def signals(hits: Sequence[Hit], look: Look) -> tuple[float, ...]:
    """What the probability that these hits answer rests on; see `Basis`."""
    late = max((hit.evidence.late for hit in hits if hit.evidence.late is not None), default=0.0)
    known = basis(hits, look)
    if look.stated is not None:
        if known is Basis.NAMED:
            assert look.named is not None
            return look.named, log_odds(look.stated), float(look.found), log_odds(look.before)
        if known is Basis.WHOLE:
            return max(log_odds(look.stated), DENIED), look.topic
        return log_odds(look.stated), late if known in (Basis.TAUGHT, Basis.WEIGHED) else look.topic
    if known is Basis.COMPARED:
        return late, look.topic
    return max(hit.evidence.whole.dense for hit in hits), max(hit.evidence.whole.words for hit in hits)


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
    compared: tuple[float, ...] = COMPARED
    unread: tuple[float, ...] = UNREAD
    weighed: tuple[float, ...] = WEIGHED
    taught: tuple[float, ...] = TAUGHT
    taught_read: tuple[float, ...] = TAUGHT_READ
    whole: tuple[float, ...] = WHOLE
    alone: tuple[float, ...] = ALONE
    named: tuple[float, ...] = NAMED

    def probability(self, hits: Sequence[Hit], look: Look) -> float:
        """The calibrated probability that these hits answer; what it reaches is in the evals' report."""
        known = {
            Basis.NAMED: self.named,
            Basis.TAUGHT: self.taught,
            Basis.TAUGHT_READ: self.taught_read,
            Basis.WHOLE: self.whole,
            Basis.ALONE: self.alone,
            Basis.WEIGHED: self.weighed,
            Basis.READ: self.read,
            Basis.COMPARED: self.compared,
            Basis.UNREAD: self.unread,
        }
        coefficients = known[basis(hits, look)]
        return probability(sum(a * b for a, b in zip(coefficients, (1.0, *signals(hits, look)), strict=True)))
