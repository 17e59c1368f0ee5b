"""Which candidates answer, and whether any does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pullquote.apart import STATED, Looks, Names, Part, Read, likely, named_alone, of_all, of_each, of_one
from pullquote.aspects import over_articles, over_time
from pullquote.confidence import Look, log_odds, probability
from pullquote.leading import leading
from pullquote.questions import Asked, Wants
from pullquote.retrieval import Hit
from pullquote.settings import Settings


@dataclass(frozen=True, slots=True)
class Choice:
    """The hits that answer, best first (none: abstain), the probability that they are right, and what the
    model may answer: questions, each with what it read of the hits.

    `whole`: the passage of the one hit, of which another sentence may be what answers. `apart`: each question
    is a part of what was asked, or is asked of one of several articles. `named`: the model has named the
    first hit, out of all that stands around it.
    """

    hits: tuple[Hit, ...]
    confidence: float
    posed: tuple[tuple[str, str], ...] = ()
    whole: bool = False
    apart: bool = False
    named: bool = False


def decided(
    asked: Asked,
    parts: Sequence[Part],
    looks: Looks,
    names: Names | None,
    settings: Settings,
    *,
    taught: bool,
) -> Choice:
    """The leading candidates if they answer, else the next ones or, by a model that was `taught`, the best
    whose passages do, else none.

    The confidence of an abstention is that of the best answer withheld.
    """
    if settings.namesakes and asked.namesakes:
        return Choice((), NAMESAKE)
    groups = [part.hits for part in parts]
    first = leading(asked, groups, settings.cited, settings.margin)
    if not first:
        return Choice((), 0.0)
    if asked.introduced and settings.forms and all(hits[0].evidence.form > 0 for hits in groups if hits):
        return Choice(first, INTRODUCED)
    several = len(groups) > 1 or over_articles(asked)
    told = _apart(asked, parts, looks) if several and taught and settings.apart else ()
    share = sum(_surely(read[0], settings) for read in told) / (len(told) or 1)
    first = tuple({one.hit.place: one.hit for read in told for one in read}.values()) or first
    if told and share >= (ENOUGH_OF_SEVERAL if settings.threshold is None else settings.threshold):
        return Choice(first, share, _posed(asked, told), apart=True)
    if told and max(read[0].odds for read in told) < 0:
        return Choice((), share)  # it denies every part
    look = looks(asked, first, False)
    best = max(_confidence(asked, groups, first, look, settings), share)
    if best >= _enough(look, settings, several):
        return Choice(first, best, ((asked.posed, look.shown),))
    if look.stated is None:
        return Choice((), best)  # what is behind the best scores lower by the same measure
    if several and look.taught and settings.passages:
        return Choice((), best)  # no one passage tells all that was asked
    if names is not None:
        return _in_sections(Part(asked, tuple(groups[0])), best, looks, names, settings)
    for choice in _later(asked, groups, first, look, looks, settings):
        if choice.confidence >= _enough(look, settings, several, later=look.taught):
            return choice
        best = max(best, choice.confidence)
    return Choice((), best)


def _later(
    asked: Asked,
    groups: Sequence[Sequence[Hit]],
    first: Sequence[Hit],
    denied: Look,
    looks: Looks,
    settings: Settings,
) -> Iterator[Choice]:
    """What might be taken where the first candidates are denied, look by look."""
    whole = denied.taught and settings.passages > 0
    if whole and settings.alone:
        read = _one_by_one(Part(asked, tuple(groups[0])), first, denied, looks, settings)
        yield Choice((read.hit,), _surely(read, settings), ((asked.posed, read.look.shown),))
    for hits in _passages(groups, first, settings) if whole else _next(groups, first, settings):
        look = looks(asked, hits, whole)
        confidence = _confidence(asked, groups, hits, look, settings)
        if look.taught and not whole:
            confidence = probability(log_odds(confidence) - LATER)
        yield Choice(tuple(hits), confidence, ((asked.posed, look.shown),), whole)


def _in_sections(part: Part, denied: float, looks: Looks, names: Names, settings: Settings) -> Choice:
    """The sentence that the model names of the sections, and another if it is likely, too; `denied` is the
    confidence in what it has denied."""
    if not (named := likely(names(part), settings.cited)):
        return Choice((), denied)
    read = named_alone(part, named, looks)
    confidence = _surely(read, settings)
    if confidence < (ENOUGH_TAUGHT if settings.threshold is None else settings.threshold):
        return Choice((), max(confidence, denied))
    hits = tuple(one.hit for one in named)
    shown = read.look.shown if len(hits) == 1 else looks(part.asked, hits, False).shown
    return Choice(hits, confidence, ((part.asked.posed, shown),), named=True)


def named_beside(part: Part, choice: Choice, names: Names, settings: Settings) -> tuple[Hit, ...]:
    """What the model names of the sections where a first look has settled it, but not beyond doubt, and that
    had not looked at: it may have stood beside what answers, or tell half of it.

    Nothing where one speaker is wanted.
    """
    settled = choice.confidence >= settings.doubt or part.asked.wants is Wants.SPEAKER
    if settled or choice.named or not choice.hits:
        return ()
    named = likely(names(part), settings.cited)
    known = {place for hit in choice.hits for place in (hit.place, *hit.also_in)}
    sure = sum(one.share for one in named) >= NAMED_BESIDE
    return tuple(one.hit for one in named if sure and one.hit.place not in known)


def _apart(asked: Asked, parts: Sequence[Part], looks: Looks) -> tuple[tuple[Read, ...], ...]:
    """What a model that reads the sentences one by one takes for each thing that is asked."""
    if len(parts) > 1:
        return of_each(parts, looks)
    return tuple(filter(None, [of_all(replace(parts[0], asked=asked), looks)]))


def _one_by_one(part: Part, first: Sequence[Hit], look: Look, looks: Looks, settings: Settings) -> Read:
    """What a model that denies that the first sentences answer takes of them and the next, one by one."""
    known = Read(part.asked, first[0], look) if len(first) == 1 else None
    best = of_one(part, settings.alone, looks, known)
    return replace(best, look=replace(best.look, alone=True))


def _posed(asked: Asked, told: Sequence[Sequence[Read]]) -> tuple[tuple[str, str], ...]:
    """What is to be answered: each part from its own sentence, or all that is asked from each of two; nothing
    of what hardly states it, of which a model makes what it can."""
    surest = [one for read in told for one in (read[:1] if len(told) > 1 else read[:2])]
    each = {one.look.shown: one.asked.posed for one in surest if one.odds >= STATED}
    return tuple((question if len(each) > 1 else asked.posed, text) for text, question in each.items())


def _surely(read: Read, settings: Settings) -> float:
    return settings.calibration.probability([read.hit], read.look)


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


def _enough(look: Look, settings: Settings, several: bool, later: bool = False) -> float:
    if settings.threshold is not None:
        return settings.threshold
    if look.stated is None:
        return ENOUGH_UNREAD
    if later:
        return ENOUGH_LATER
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

It holds for what a model names, too: of 111 `dev` questions of four folders whose first look is denied (53
can be answered) 33 are so answered rightly, 3 wrongly, and 3 that can't be; from .45 on 34, 5 and 3, in
ten-fold cross-validation, but of whole answers to `dev` and capitol 1 was right and 4 were wrong between .45
and .6 with the adapter before.

Where nothing is compared the second was .36, on two of these folders; .38 declines one more of either kind.
"""

NAMED_BESIDE = 0.5
"""The share that the model must give what it names beside what is cited already. Of 204 first looks that
settle a `dev` question with one part of four folders 48 are less than .9 sure, and beside 8 something else is
named: for 4 of these it answers and what was taken does not, for 3 it is the other way round. Below .95 it is
6 and 4, of 82; from a share of .3 on the same."""

ENOUGH_LATER = 0.7
"""The first of these where a model that was taught denied the first look: the best of five sentences and two
passages is less sure than it says: from .6 to .7 five of twelve are right on `dev`, capitol and harbour."""

ENOUGH_OF_SEVERAL = 0.5
"""The first of these where several things are asked, or several articles: each sentence tells a part, so the
model says Yes to none. Of the `dev` questions of three folders three such are answered rightly from .5 on
that are denied at .6; by one passage four were answered in part."""

SURE = 0.7
"""Confidence from which the first hit is cited before the model writes. Of 158 first looks so sure at `dev`
questions of three folders 147 show the answer. Of 68 answers so sure to questions of `dev`, what the model
wrote was borne out by another sentence alone in two, and in neither by a better one."""
