"""Which candidates answer, and whether any does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from pullquote.aspects import over_articles
from pullquote.confidence import Calibration, Look
from pullquote.pointing import LETTERS, Pointed
from pullquote.questions import Asked, Wants
from pullquote.retrieval import Hit


@dataclass(frozen=True, slots=True)
class Settings:
    """How an answer is made; each technique can be switched off, so that the evals can weigh it.

    `candidates` sentences are retrieved for each part of a question, `closest` are shown to the user.
    `cited` is the most that one part cites, `margin` how far behind the best another may score.
    `parts`: a question is taken apart. `reads`: the model says whether the answer is stated. `twice`:
    by the sentences, and by their passages where those leave it open. `looks`: how often it is asked, each
    time about the next candidates. `points`: a model that was taught to is shown `listed` of them instead,
    points at the one that answers, and is asked about that. `writes`: the model writes a lead sentence, and
    `grounds`: the sentence that bears it out is cited.
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
    margin: float = 0.1
    parts: bool = True
    reads: bool = True
    twice: bool = True
    looks: int = 2
    points: bool = True
    listed: int = 4
    writes: bool = True
    grounds: bool = True
    namesakes: bool = True
    voices: bool = True
    forms: bool = True
    particulars: bool = True
    threshold: float | None = None
    calibration: Calibration = field(default_factory=Calibration)


WIDE = 0.3
"""Margin within which another article still has something to add, when articles are to be compared."""


PULL = 4.0
"""What a hit's score counts beside the log-probability by who points. On `dev` of both folders 1 to 8 do as
well: of 143 answerable questions the sentence that answers is first in 105 by the search, in 119 by both."""

BESIDE = 0.7
"""How far behind in log-probability another hit may be that is cited too."""


class Reads(Protocol):
    """Whoever looks closer (see `closer.Closer`)."""

    @property
    def points(self) -> bool:
        """Whether it can point."""

    def look(self, asked: Asked, hits: Sequence[Hit]) -> Look:
        """Whether the hits state the answer."""

    def point(self, asked: Asked, hits: Sequence[Hit]) -> Pointed | None:
        """Which of them does."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The hits that answer, best first (none: abstain), the probability that they are right, and what the
    model read of them."""

    hits: tuple[Hit, ...]
    confidence: float
    shown: str = ""


def decided(asked: Asked, groups: Sequence[Sequence[Hit]], closer: Reads, settings: Settings) -> Choice:
    """The leading candidates if they surely answer, else what is pointed at if that does, else the leading
    ones if they may. Where nobody points the leading ones if they answer, else the next ones if those do.

    The confidence of an abstention is that of the best answer withheld.
    """
    if settings.namesakes and asked.namesakes:
        return Choice((), NAMESAKE)
    best, kept = 0.0, None
    for hits, lead in _looks(asked, groups, closer, settings):
        if asked.introduced and settings.forms and hits[0].evidence.form > 0:
            return Choice(hits, INTRODUCED)
        look = replace(closer.look(asked, hits), lead=lead)
        confidence = settings.calibration.probability(hits, look)
        choice = Choice(hits, confidence, look.shown)
        enough = _enough(look, settings, pointing=closer.points)
        if confidence >= (SURE if closer.points and lead is None and settings.threshold is None else enough):
            return choice
        if confidence >= enough:
            kept = choice
        best = max(best, confidence)
        if look.stated is None:
            break  # what is behind the best scores lower by the same measure
    return kept or Choice((), best)


def _enough(look: Look, settings: Settings, *, pointing: bool) -> float:
    """Confidence from which there is an answer."""
    if settings.threshold is not None:
        return settings.threshold
    if look.stated is None:
        return ENOUGH_UNREAD
    return ENOUGH_POINTING if pointing else ENOUGH


def _looks(
    asked: Asked, groups: Sequence[Sequence[Hit]], closer: Reads, settings: Settings
) -> Iterator[tuple[tuple[Hit, ...], float | None]]:
    """What is looked at in turn, and with which lead."""
    first = leading(asked, groups, settings)
    if not first:
        return
    yield first, None
    ranked = sorted((hit for hits in groups for hit in hits), key=lambda hit: -hit.score)
    if closer.points:
        listed = list({hit.place: hit for hit in [*first, *ranked]}.values())
        listed = listed[: min(max(settings.listed, len(first)), len(LETTERS))]
        pointed = closer.point(asked, listed)
        if pointed is not None:
            yield _picked(asked, groups, listed, pointed, settings)
        return
    rest = [hit for hit in ranked if hit.passage not in {one.passage for one in first}]
    for look in range(settings.looks - 1):
        if batch := rest[look * settings.cited : (look + 1) * settings.cited]:
            yield tuple(batch), None


def _picked(
    asked: Asked, groups: Sequence[Sequence[Hit]], hits: Sequence[Hit], pointed: Pointed, settings: Settings
) -> tuple[tuple[Hit, ...], float]:
    """What is pointed at, and the lead of the first: of each part of a question the best, and of a question
    in one part another that is nearly as likely. Where articles are compared, the leading ones among them."""
    shares = dict(zip((hit.place for hit in hits), pointed.texts, strict=True))
    best = sorted(hits, key=lambda hit: -(shares[hit.place] + PULL * hit.score))
    most = 1 if asked.wants is Wants.SPEAKER else settings.cited
    if over_articles(asked):
        led = {hit.place for hit in leading(asked, groups, settings)}
        chosen = [hit for hit in best if hit.place in led]
    elif len(groups) > 1:
        parts = [{hit.place for hit in part} for part in groups]
        firsts = [next((hit for hit in best if hit.place in part), None) for part in parts]
        chosen = list({hit.place: hit for hit in firsts if hit is not None}.values())
    else:
        chosen = [hit for hit in best[:most] if shares[hit.place] >= shares[best[0].place] - BESIDE]
    return tuple(chosen), shares[chosen[0].place] - pointed.none


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

SURE = 0.8
"""Confidence in the leading candidates from which nothing better is looked for: on `dev` of both folders in
half of the questions. At .7 one in fifteen more is spared the list, and 4 right answers of 116 are lost."""

ENOUGH, ENOUGH_POINTING, ENOUGH_UNREAD = 0.36, 0.45, 0.5
"""Confidence from which there is an answer: where a model only reads, where it points too, and without one.

On the `dev` questions of both folders each of the first two declines nine tenths of what the articles do not
say. Without a model the two kinds are harder to tell apart.
"""
