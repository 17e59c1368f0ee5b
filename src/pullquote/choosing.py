"""Which candidates answer, and whether any does."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pullquote.aspects import over_articles
from pullquote.questions import Asked, Wants
from pullquote.retrieval import Hit


@dataclass(frozen=True, slots=True)
class Look:
    """What a closer look at some hits gives.

    `stated`: the probability, by the model, that their passages state the answer; None without a model.
    `topic`: the share of the question's telling words, names of speakers left out, in the best passage.
    `shown`: what the model read last.
    """

    stated: float | None
    topic: float
    shown: str = ""


class Basis(StrEnum):
    """What the probability that hits answer rests on, best first."""

    WEIGHED = "the log-odds of a model's Yes, and how well the best is worded, word by word"
    READ = "the log-odds of a model's Yes, and the topic's words"
    COMPARED = "how well the best is worded, word by word, and the topic's words"
    UNREAD = "how near and how well worded the best is"


WEIGHED = (-3.32, 1.59, 4.08)
READ = (-2.26, 1.58, 2.79)
COMPARED = (-3.84, 6.01, 2.33)
UNREAD = (-2.33, 3.53, 2.74)
"""Coefficients on `signals`, the intercept first: logistic regressions, the first on the first looks at three
folders' `dev` questions, the second on those of two, the third on all looks of these two, the last on those
of the shipped one. `python -m pullquote_evals.calibrate` fits others, on every look.

Beside how well the best is worded, the topic's words tell a model nothing more: of 266 questions of three
folders, each by coefficients of the other two, 150 looks are rightly taken and 14 wrongly, where with the
topic's words it is 148 and 17, and with both 148 and 17, at 56 or 57 of 65 declined.
"""


def basis(hits: Sequence[Hit], look: Look) -> Basis:
    """What is known of these hits."""
    compared = hits[0].evidence.late is not None
    if look.stated is not None:
        return Basis.WEIGHED if compared else Basis.READ
    return Basis.COMPARED if compared else Basis.UNREAD


def signals(hits: Sequence[Hit], look: Look) -> tuple[float, ...]:
    """What the probability that these hits answer rests on; see `Basis`."""
    late = max((hit.evidence.late for hit in hits if hit.evidence.late is not None), default=0.0)
    known = basis(hits, look)
    if look.stated is not None:
        return log_odds(look.stated), late if known is Basis.WEIGHED else look.topic
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

    def probability(self, hits: Sequence[Hit], look: Look) -> float:
        """The calibrated probability that these hits answer; what it reaches is in the evals' report."""
        known = {
            Basis.WEIGHED: self.weighed,
            Basis.READ: self.read,
            Basis.COMPARED: self.compared,
            Basis.UNREAD: self.unread,
        }
        coefficients = known[basis(hits, look)]
        return probability(sum(a * b for a, b in zip(coefficients, (1.0, *signals(hits, look)), strict=True)))


@dataclass(frozen=True, slots=True)
class Settings:
    """How an answer is made; each technique can be switched off, so that the evals can weigh it.

    `candidates` sentences are retrieved for each part of a question, `closest` are shown to the user.
    `cited` is the most that one part cites, `margin` how far behind the best another may score.
    `parts`: a question is taken apart. `reads`: the model says whether the answer is stated. `twice`:
    by the sentences, and by their passages where those leave it open. `looks`: how often it is asked, each
    time about the next candidates. `writes`: the model writes a lead sentence, and
    `grounds`: the sentence that bears it out is cited. `early`: what is surely right is cited before that.
    `namesakes`: a question about somebody whom the articles do not quote, only a namesake, is declined.
    `voices`: what somebody said is answered from that person's words alone. `forms`: a question for a number
    or a time from sentences that hold one alone. `particulars`: a year, numbered thing or person that the
    question names has to stand in the article.
    Below `threshold` of confidence there is no answer; None stands for what suits a desk with or without a
    model that reads (`ENOUGH`, `ENOUGH_UNREAD`). `calibration` makes the confidence.
    """

    candidates: int = 12
    closest: int = 5
    cited: int = 2
    margin: float = 0.2
    parts: bool = True
    reads: bool = True
    twice: bool = True
    looks: int = 2
    writes: bool = True
    grounds: bool = True
    early: bool = True
    namesakes: bool = True
    voices: bool = True
    forms: bool = True
    particulars: bool = True
    threshold: float | None = None
    calibration: Calibration = field(default_factory=Calibration)


WIDE = 0.6
"""Margin within which another article still has something to add, when articles are to be compared."""


Looks = Callable[[Sequence[Hit]], Look]


@dataclass(frozen=True, slots=True)
class Choice:
    """The hits that answer, best first (none: abstain), the probability that they are right, and what the
    model read of them."""

    hits: tuple[Hit, ...]
    confidence: float
    shown: str = ""


def decided(asked: Asked, groups: Sequence[Sequence[Hit]], closer: Looks, settings: Settings) -> Choice:
    """The leading candidates if they answer, else the next ones if those do, else none.

    The confidence of an abstention is that of the best answer withheld.
    """
    if settings.namesakes and asked.namesakes:
        return Choice((), NAMESAKE)
    best = 0.0
    for hits in _looks(asked, groups, settings):
        if asked.introduced and settings.forms and hits[0].evidence.form > 0:
            return Choice(hits, INTRODUCED)
        look = closer(hits)
        confidence = settings.calibration.probability(hits, look)
        if confidence >= _enough(look, settings):
            return Choice(hits, confidence, look.shown)
        best = max(best, confidence)
        if look.stated is None:
            break  # what is behind the best scores lower by the same measure
    return Choice((), best)


def _enough(look: Look, settings: Settings) -> float:
    if settings.threshold is not None:
        return settings.threshold
    return ENOUGH_UNREAD if look.stated is None else ENOUGH


def _looks(asked: Asked, groups: Sequence[Sequence[Hit]], settings: Settings) -> Iterator[tuple[Hit, ...]]:
    first = leading(asked, groups, settings)
    if first:
        yield first
    rest = [hit for hits in groups for hit in hits if hit.passage not in {one.passage for one in first}]
    rest.sort(key=lambda hit: -hit.score)
    for look in range(settings.looks - 1):
        if batch := rest[look * settings.cited : (look + 1) * settings.cited]:
            yield tuple(batch)


def leading(asked: Asked, groups: Sequence[Sequence[Hit]], settings: Settings) -> tuple[Hit, ...]:
    """The hits that would be cited, in order: of each part of the question the best, and what is near it."""
    chosen: list[Hit] = []
    for hits in groups:
        several = over_articles(asked) and len(groups) == 1
        picked = _spread(hits) if several else _near(asked, hits, settings)
        chosen += [hit for hit in picked if hit.place not in {one.place for one in chosen}]
    return tuple(chosen)


def _near(asked: Asked, hits: Sequence[Hit], settings: Settings) -> Iterator[Hit]:
    """The best and those close behind; only the best when one speaker is wanted."""
    most = 1 if asked.wants is Wants.SPEAKER else settings.cited
    return (hit for hit in hits[:most] if hit.score >= hits[0].score - settings.margin)


def _spread(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The best of each article, three at the most."""
    seen: set[str] = set()
    for hit in hits:
        if len(seen) < 3 and hit.place.article not in seen and hit.score >= hits[0].score - WIDE:
            seen.add(hit.place.article)
            yield hit


NAMESAKE = 0.03
"""Confidence in an answer about somebody else of that name."""

INTRODUCED = 0.95
"""Confidence in words that introduce who is asked after, which a small model says No to. Of 66 people and
bodies of both `dev` folders who are introduced, all but two are told by what is cut."""

ENOUGH, ENOUGH_UNREAD = 0.38, 0.5
"""Confidence from which there is an answer. On the `dev` questions of three folders, each by coefficients of
the other two, the first declines 56 of 65 that the articles do not answer; of the 201 others it takes a look
that shows the answer at 154, and one that does not at 14. Without a model they are harder to tell apart.

Where nothing is compared it was .36, on two of these folders; .38 declines one more of either kind."""

SURE = 0.7
"""Confidence from which the first hit is cited before the model writes. Of 142 first looks so sure at `dev`
questions of three folders 132 show the answer. Of 68 answers so sure to questions of `dev`, what the model
wrote was borne out by another sentence alone in two, and in neither by a better one."""
