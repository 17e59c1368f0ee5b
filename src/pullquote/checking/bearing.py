"""Does a stretch of an article bear a claim out, or say otherwise? Rules on words alone, no model."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from pullquote.checking.assertions import Assertion, Term
from pullquote.checking.transcripts import Transcript
from pullquote.checking.values import Sort
from pullquote.checking.verdicts import Passage
from pullquote.spans import Span

_NEARLY_ALL = 0.7
"""Weight of a claim's telling words that a stretch must have to be about the same thing."""
_IN_ORDER = 0.75
_ALL_BUT_ONE = 0.9
_APART = 6
"""Words further apart than in the claim from which a name belongs to something else."""
_BESIDE = 5


@dataclass(frozen=True, slots=True)
class Window:
    """A sentence of an article, or two; `share` is the weight of the claim's telling words in it."""

    transcript: Transcript
    parts: tuple[Assertion, ...]
    share: float

    @property
    def stems(self) -> frozenset[str]:
        """The telling words of all its sentences."""
        return frozenset().union(*(part.stems for part in self.parts))

    @property
    def span(self) -> Span:
        """From the first sentence to the last."""
        return Span(self.parts[0].span.start, self.parts[-1].span.end)

    def passage(self) -> Passage:
        """As evidence."""
        return Passage(self.transcript.article.name, self.span, self.span.cut(self.transcript.article.text))


def share(
    said: Assertion, group: tuple[Assertion, ...], weights: dict[str, float], transcript: Transcript
) -> float:
    """The weight of the claim's telling words that the group has, of all of them.

    A given name counts where the surname is there and the article has it elsewhere.
    """
    have = frozenset().union(*(part.stems for part in group))
    names = {
        term.stem for run in said.names() if run[-1].stem in have for term in run if term.key in transcript.at
    }
    covered = sum(weight for stem, weight in weights.items() if stem in have or stem in names)
    total = sum(weights.values())
    return covered / total if total else 0.0


def _missing(said: Assertion, window: Window) -> list[str]:
    """The claim's telling words that the window lacks; a given name may stand elsewhere in the article."""
    have = window.stems
    given = {
        term.stem
        for run in said.names()
        if run[-1].stem in have
        for term in run[:-1]
        if term.key in window.transcript.at
    }
    return [term.stem for term in said.terms if term.stem not in have and term.stem not in given]


def same_values(said: Assertion, window: Window) -> bool:
    """True if the window has every number and date of the claim."""
    have = {value.worth for part in window.parts for value in part.values}
    return all(value.worth in have for value in said.values)


def same_denial(said: Assertion, window: Window) -> bool:
    """Both deny, or neither does, counting what stands among the shared words."""
    return len(said.denials) % 2 == sum(_denials_among(said, part) for part in window.parts) % 2


def _denials_among(said: Assertion, part: Assertion) -> int:
    """The denials that stand among the words shared with the claim, or just before, in the same clauses."""
    blocks = SequenceMatcher(
        None, [term.stem for term in part.terms], [term.stem for term in said.terms], autojunk=False
    ).get_matching_blocks()
    aligned = [part.terms[block.a + i].number for block in blocks for i in range(block.size)]
    if not aligned:
        return 0
    first = part.clause(min(aligned))
    shared = [term.number for term in part.terms if term.stem in said.stems and term.number in first]
    reach = range(max(first.start, min(shared) - 3), max(aligned) + 1)
    return sum(number in reach for number in part.denials)


def supported(said: Assertion, window: Window) -> bool | None:
    """Whether it is certain, if every word of the claim is there; None if it is not borne out."""
    if _missing(said, window) or not same_values(said, window) or not same_denial(said, window):
        return None
    torn = _torn(said, window)
    if any(name.number > other.number for name, other in torn):
        return None
    mine = [term.stem for term in said.terms]
    theirs = [term.stem for part in window.parts for term in part.terms]
    blocks = SequenceMatcher(None, theirs, mine, autojunk=False).get_matching_blocks()
    in_order = sum(block.size for block in blocks) / max(1, len(mine)) >= _IN_ORDER
    return in_order and len(window.parts) == 1 and not torn


def _torn(said: Assertion, window: Window) -> list[tuple[Term, Term]]:
    """Each name of the claim that stands far from its neighbour in the same sentence, with that neighbour.

    A subject may be parted from its verb by an apposition; a name after a noun or verb belongs to it.
    """
    return [
        (before, after) if before.capital else (after, before)
        for before, after in pairwise(said.terms)
        if before.capital != after.capital
        and (apart := _least_apart(window, before.stem, after.stem)) is not None
        and apart > after.number - before.number + _APART
    ]


def _least_apart(window: Window, one: str, other: str) -> int | None:
    """Words between two words of one sentence, at the least; None if no sentence has both."""
    apart = [
        abs(first.number - second.number)
        for part in window.parts
        for first in part.terms
        if first.stem == one
        for second in part.terms
        if second.stem == other
    ]
    return min(apart, default=None)


def denied(said: Assertion, window: Window) -> bool:
    """True if one sentence says all of the claim, a word at most aside, with the opposite sign."""
    return (
        len(window.parts) == 1
        and window.share >= _NEARLY_ALL
        and len(_missing(said, window)) <= 1
        and same_values(said, window)
        and not same_denial(said, window)
    )


def otherwise(said: Assertion, window: Window) -> bool:
    """True if one sentence says the same with another number, date or name."""
    if len(window.parts) > 1:
        return False
    named = any(term.capital and term.stem in window.stems for term in said.terms)
    if window.share >= (_NEARLY_ALL if named else _ALL_BUT_ONE) and _other_value(said, window.parts[0]):
        return True
    missing = _missing(said, window)
    if not missing and same_values(said, window):
        return any(
            name.number > other.number and _beside(said, window.parts[0], (name,), other)
            for name, other in _torn(said, window)
        )
    return _other_name(said, window.parts[0], missing)


def _other_value(said: Assertion, part: Assertion) -> bool:
    """True if a value of the claim is missing where the article has another one of its sort."""
    have = {value.worth for value in part.values}
    mine = {value.worth for value in said.values}
    for value in said.values:
        rivals = [other for other in part.values if other.sort is value.sort and other.worth not in mine]
        if value.worth not in have and rivals:
            return value.sort is not Sort.NUMBER or _anchored(said, part, value.worth)
    return False


def _anchored(said: Assertion, part: Assertion, worth: tuple[Sort, float | str]) -> bool:
    """True if a word beside the claim's number stands beside a rival number of the article."""
    number = next(
        place for value, place in zip(said.values, said.value_numbers, strict=True) if value.worth == worth
    )
    beside = {term.stem for term in said.terms if abs(term.number - number) <= 3}
    return any(
        term.stem in beside and abs(term.number - place) <= 4
        for value, place in zip(part.values, part.value_numbers, strict=True)
        if value.sort is worth[0]
        for term in part.terms
    )


def _other_name(said: Assertion, part: Assertion, missing: list[str]) -> bool:
    """True if all that is missing is one name, and the article has another in its place.

    In its place: where the two sentences differ, or beside a word that stands beside the claim's name.
    """
    run = next((run for run in said.names() if {term.stem for term in run} & set(missing)), None)
    if run is None or not set(missing) <= {term.stem for term in run}:
        return False
    plain = [term for term in said.terms if not term.capital]
    if not plain or any(term.stem not in part.stems for term in plain):
        return False
    return _replaced(said, part, missing) or _beside(said, part, run)


def _replaced(said: Assertion, part: Assertion, missing: list[str]) -> bool:
    theirs, mine = [term.stem for term in part.terms], [term.stem for term in said.terms]
    return any(
        tag == "replace" and set(missing) <= set(mine[c:d]) and any(term.capital for term in part.terms[a:b])
        for tag, a, b, c, d in SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes()
    )


def _beside(said: Assertion, part: Assertion, run: tuple[Term, ...], anchor: Term | None = None) -> bool:
    """True if a name that the claim lacks stands in the article beside a neighbour of the claim's name."""
    anchors = {
        term.stem
        for term in said.terms
        if term not in run and (0 < run[0].number - term.number <= 4 or 0 < term.number - run[-1].number <= 4)
    }
    rivals = [term for term in part.terms if term.capital and term.stem not in said.stems]
    return any(
        abs(rival.number - place.number) <= _BESIDE
        for place in part.terms
        if place.stem in ({anchor.stem} if anchor else anchors)
        for rival in rivals
    )
