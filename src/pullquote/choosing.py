"""Which candidates answer, and whether any does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pullquote.aspects import over_articles, over_time
from pullquote.confidence import Calibration, Look, log_odds, probability
from pullquote.questions import Asked, Wants
from pullquote.retrieval import Hit


@dataclass(frozen=True, slots=True)
class Settings:
    """How an answer is made; each technique can be switched off, so that the evals can weigh it.

    `candidates` sentences are retrieved for each part of a question, `closest` are shown to the user.
    `cited` is the most that one part cites, `margin` how far behind the best another may score.
    `parts`: a question is taken apart. `reads`: the model says whether the answer is stated. `taught`: with
    the adapter that teaches it to, if it has one. `twice`: by the sentences, and where those leave it open to
    one that has none, by their passages. `looks`: how often it is asked, each time about the next candidates.
    `passages`: so many are read one by one, in place of the later `looks`, by a model that was taught and
    denies that the first candidates answer; not where several things or articles are asked for.
    `writes`: the model writes a lead sentence, and `grounds`: the sentence that bears it out is cited.
    `early`: what is surely right is cited before that.
    `namesakes`: a question about somebody whom the articles do not quote, only a namesake, is declined.
    `voices`: what somebody said is answered from that person's words alone. `forms`: a question for a number
    or a time from sentences that hold one alone. `particulars`: a year, numbered thing or person that the
    question names has to stand in the article.
    Below `threshold` of confidence there is no answer; None stands for what suits a desk with or without a
    model that reads (`ENOUGH_TAUGHT` and so on). `calibration` makes the confidence.
    """

    candidates: int = 12
    closest: int = 5
    cited: int = 2
    margin: float = 0.2
    parts: bool = True
    reads: bool = True
    taught: bool = True
    twice: bool = True
    looks: int = 2
    passages: int = 4
    writes: bool = True
    grounds: bool = True
    early: bool = True
    namesakes: bool = True
    voices: bool = True
    forms: bool = True
    particulars: bool = True
    threshold: float | None = None
    calibration: Calibration = field(default_factory=Calibration)

    def most(self, taught: bool) -> int:
        """How often a model is asked at the most whether an answer is stated."""
        return 1 + self.passages if taught and self.passages else self.looks


WIDE = 0.6
"""Margin within which another article still has something to add, when articles are to be compared."""


Looks = Callable[[Sequence[Hit], bool], Look]
"""Looks at the sentences of some hits or, told so, at their passages."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The hits that answer, best first (none: abstain), the probability that they are right, and what the
    model read of them. `whole`: the passage of the one hit, of which another sentence may be what answers."""

    hits: tuple[Hit, ...]
    confidence: float
    shown: str = ""
    whole: bool = False


def decided(asked: Asked, groups: Sequence[Sequence[Hit]], closer: Looks, settings: Settings) -> Choice:
    """The leading candidates if they answer, else the next ones or, by a model that was taught, the best
    whose passages do, else none.

    The confidence of an abstention is that of the best answer withheld.
    """
    if settings.namesakes and asked.namesakes:
        return Choice((), NAMESAKE)
    first = leading(asked, groups, settings)
    if not first:
        return Choice((), 0.0)
    if asked.introduced and settings.forms and all(hits[0].evidence.form > 0 for hits in groups if hits):
        return Choice(first, INTRODUCED)
    look = closer(first, False)
    best = _confidence(asked, groups, first, look, settings)
    several = len(groups) > 1 or over_articles(asked)
    if best >= _enough(look, settings, several):
        return Choice(first, best, look.shown)
    if look.stated is None:
        return Choice((), best)  # what is behind the best scores lower by the same measure
    if several and look.taught and settings.passages:
        return Choice((), best)  # no one passage tells all that was asked
    whole = look.taught and settings.passages > 0
    for hits in _passages(groups, first, settings) if whole else _next(groups, first, settings):
        look = closer(hits, whole)
        confidence = _confidence(asked, groups, hits, look, settings)
        if look.taught and not whole:
            confidence = probability(log_odds(confidence) - LATER)
        if confidence >= _enough(look, settings, several):
            return Choice(hits, confidence, look.shown, whole)
        best = max(best, confidence)
    return Choice((), best)


def _confidence(
    asked: Asked, groups: Sequence[Sequence[Hit]], hits: Sequence[Hit], look: Look, settings: Settings
) -> float:
    """The probability that the hits answer."""
    confidence = settings.calibration.probability(hits, look)
    several = len({hit.place.article for hit in hits}) > 1
    if look.taught and not look.whole and (len(groups) > 1 or (several and over_time(asked))):
        # It was taught with sentences that tell all; here each has its part, and none does.
        unread = replace(look, stated=None)
        return max(confidence, settings.calibration.probability(hits, unread))
    return confidence


def _enough(look: Look, settings: Settings, several: bool) -> float:
    if settings.threshold is not None:
        return settings.threshold
    if look.stated is None:
        return ENOUGH_UNREAD
    if look.taught:
        return ENOUGH_OF_SEVERAL if several else ENOUGH_TAUGHT
    return ENOUGH


def _next(
    groups: Sequence[Sequence[Hit]], first: Sequence[Hit], settings: Settings
) -> Iterator[tuple[Hit, ...]]:
    """The candidates of other passages than the first ones, some at a time."""
    rest = [hit for hit in _ranked(groups) if hit.passage not in {one.passage for one in first}]
    for look in range(settings.looks - 1):
        if batch := rest[look * settings.cited : (look + 1) * settings.cited]:
            yield tuple(batch)


def _passages(
    groups: Sequence[Sequence[Hit]], first: Sequence[Hit], settings: Settings
) -> Iterator[tuple[Hit, ...]]:
    """Of each passage its best candidate; those of the first ones come first."""
    best: dict[int, Hit] = {}
    for hit in [*first, *_ranked(groups)]:
        best.setdefault(hit.passage, hit)
    for hit in list(best.values())[: settings.passages]:
        yield (hit,)


def _ranked(groups: Sequence[Sequence[Hit]]) -> list[Hit]:
    return sorted((hit for hits in groups for hit in hits), key=lambda hit: -hit.score)


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


LATER = 0.85
"""Log-odds that a later look at sentences has less, with a model that was taught: the search put it behind,
and the first was denied. With the adapter before this one, on the questions of `ENOUGH_TAUGHT`, two more are
declined so, and of the looks that are taken two fewer show the answer and one fewer does not."""

NAMESAKE = 0.03
"""Confidence in an answer about somebody else of that name."""

INTRODUCED = 0.95
"""Confidence in words that introduce who is asked after, which a small model says No to. Of 66 people and
bodies of both `dev` folders who are introduced, all but two are told by what is cut."""

ENOUGH_TAUGHT, ENOUGH, ENOUGH_UNREAD = 0.6, 0.38, 0.5
"""Confidence from which there is an answer. On the `dev` questions of three folders, each by coefficients of
the other two, the second declines 56 of 65 that the articles do not answer; of the 201 others it takes a look
that shows the answer at 154, and one that does not at 14. The first, for a model that was taught, declines 57
of 60, sentences and passages together, and takes what shows the answer at 173, what does not at 10; from .55
to .65 that changes by one, and .5 takes two more that do not. Without a model they are harder to tell apart.

Where nothing is compared the second was .36, on two of these folders; .38 declines one more of either kind.
"""

ENOUGH_OF_SEVERAL = 0.5
"""The first of these where several things are asked, or several articles: each sentence tells a part, so the
model says Yes to none. Of the `dev` questions of three folders three such are answered rightly from .5 on
that are denied at .6; by one passage four were answered in part."""

SURE = 0.7
"""Confidence from which the first hit is cited before the model writes. Of 158 first looks so sure at `dev`
questions of three folders 147 show the answer. Of 68 answers so sure to questions of `dev`, what the model
wrote was borne out by another sentence alone in two, and in neither by a better one."""
