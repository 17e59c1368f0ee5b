"""The claims of a text: the sentences that say something about the articles, and whether these bear them out.

Numbers, dates, names and denials are compared exactly. What is left, whether one wording means the other,
is a language model's to judge; without one such a claim is NOT_FOUND and not certain.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from pullquote import phrases
from pullquote.assertions import Assertion, assertion
from pullquote.finding import Finder
from pullquote.sentences import sentences
from pullquote.spans import Span
from pullquote.transcripts import Transcript
from pullquote.values import Sort
from pullquote.verdicts import CheckedClaim, ClaimVerdict, Corpus, Judge, Passage

_ARTICLES = 6
_KEPT = 512
_WINDOWS = 6
"""Stretches of the articles that a claim is compared with."""
_NEARLY_ALL = 0.7
"""Weight of a claim's telling words that a stretch must have to be about the same thing."""
_IN_ORDER = 0.75
_LIKELY = 0.5
_SURE = 0.8
_RARE_TERMS = 2
_SHOWN = 0.3


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


class ClaimChecker:
    """Checks sentence after sentence against one corpus; keeps what it has read."""

    def __init__(self, corpus: Corpus, finder: Finder, judge: Judge | None) -> None:
        self._corpus = corpus
        self._finder = finder
        self._judge = judge
        self._total = len(corpus.names())
        self._read: dict[str, tuple[Assertion, ...]] = {}

    def check(self, text: str, quoted: Sequence[Span]) -> Iterator[CheckedClaim]:
        """Every claim of the text in order; what stands in the `quoted` places is no claim."""
        for span in sentences(text):
            inside = tuple(quote for quote in quoted if quote.overlap(span))
            said = assertion(text, span, inside)
            transcripts = self._about(said)
            if _worth_checking(said, inside) and self._shares(text, said, transcripts):
                yield self._decide(text, said, self._windows(said, transcripts))

    def _about(self, said: Assertion) -> list[Transcript]:
        keys = [term.key for term in said.terms]
        names = phrases.near(self._corpus.connection, keys, _ARTICLES) if keys else []
        return [self._finder.transcript(name) for name in sorted(names)]

    def _shares(self, text: str, said: Assertion, transcripts: list[Transcript]) -> bool:
        """True if the sentence shares a name, a telling number or rare words with an article."""
        if any(
            term.capital and term.key in transcript.proper
            for term in said.terms
            for transcript in transcripts
        ):
            return True
        numbers = {value.worth for value in said.values if _telling(value.amount)}
        if numbers and any(
            numbers & {value.worth for part in self._parts(one) for value in part.values}
            for one in transcripts
        ):
            return True
        counts = phrases.rarity(
            self._corpus.connection, [term.key for term in said.terms if len(term.key) > 4]
        )
        rare = [key for key, count in counts.items() if count <= max(2, self._total // 50)]
        return any(sum(key in transcript.at for key in rare) >= _RARE_TERMS for transcript in transcripts)

    def _parts(self, transcript: Transcript) -> tuple[Assertion, ...]:
        article = transcript.article
        if article.name not in self._read:
            if len(self._read) >= _KEPT:
                self._read.clear()
            self._read[article.name] = tuple(
                assertion(article.text, span) for span in sentences(article.text, article.boilerplate)
            )
        return self._read[article.name]

    def _windows(self, said: Assertion, transcripts: list[Transcript]) -> list[Window]:
        """The stretches that share most with the claim, single sentences before pairs of the same weight."""
        counts = phrases.rarity(self._corpus.connection, [term.key for term in said.terms])
        weights = {
            term.stem: math.log(1 + (self._total + 1) / (counts.get(term.key, 0) + 0.5))
            for term in said.terms
        }
        found = []
        for transcript in transcripts:
            parts = self._parts(transcript)
            for group in [*((part,) for part in parts), *pairwise(parts)]:
                share = _share(said, group, weights, transcript)
                if share > _SHOWN:
                    found.append(Window(transcript, group, share))
        found.sort(key=lambda window: (-window.share, len(window.parts)))
        return found[:_WINDOWS]

    def _decide(self, text: str, said: Assertion, windows: list[Window]) -> CheckedClaim:
        for verdict, rule in (
            (ClaimVerdict.SUPPORTED, _supported),
            (ClaimVerdict.CONTRADICTED, _contradicted),
        ):
            for window in windows:
                if (certain := rule(said, window)) is not None:
                    return _claim(text, said, verdict, certain, (window,))
        return self._judged(text, said, windows)

    def _judged(self, text: str, said: Assertion, windows: list[Window]) -> CheckedClaim:
        """What the rules leave open."""
        for window in windows[:2] if self._judge else ():
            assert self._judge is not None
            probability = self._judge.supports(said.span.cut(text), window.passage().quote)
            if probability is not None and probability >= _LIKELY and _same_values(said, window):
                return _claim(text, said, ClaimVerdict.SUPPORTED, probability >= _SURE, (window,))
        return _claim(text, said, ClaimVerdict.NOT_FOUND, not windows, windows[:2])


def _claim(
    text: str, said: Assertion, verdict: ClaimVerdict, certain: bool, windows: Sequence[Window]
) -> CheckedClaim:
    evidence = tuple(window.passage() for window in windows)
    return CheckedClaim(said.span.cut(text), said.span, verdict, certain, evidence)


def _worth_checking(said: Assertion, inside: tuple[Span, ...]) -> bool:
    """False where nothing is asserted: too few words, or only who said the quotation."""
    least = 3 if inside else 2
    return len(said.terms) + len(said.values) >= least


def _telling(amount: float | str) -> bool:
    return isinstance(amount, str) or amount >= 13 or amount != int(amount)


def _share(
    said: Assertion, group: tuple[Assertion, ...], weights: dict[str, float], transcript: Transcript
) -> float:
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


def _same_values(said: Assertion, window: Window) -> bool:
    have = {value.worth for part in window.parts for value in part.values}
    return all(value.worth in have for value in said.values)


def _same_denial(said: Assertion, window: Window) -> bool:
    """Both deny, or neither does, counting what stands among the shared words."""
    return len(said.denials) % 2 == sum(_denials_among(said, part) for part in window.parts) % 2


def _denials_among(said: Assertion, part: Assertion) -> int:
    """The denials of a sentence that stand among the words it shares with the claim, or just before."""
    blocks = SequenceMatcher(
        None, [term.stem for term in part.terms], [term.stem for term in said.terms], autojunk=False
    ).get_matching_blocks()
    shared = [part.terms[block.a + i].number for block in blocks for i in range(block.size)]
    if not shared:
        return 0
    return sum(min(shared) - 3 <= number <= max(shared) for number in part.denials)


def _supported(said: Assertion, window: Window) -> bool | None:
    """Whether it is certain, if every word of the claim is there; None if it is not borne out."""
    if _missing(said, window) or not _same_values(said, window) or not _same_denial(said, window):
        return None
    mine = [term.stem for term in said.terms]
    theirs = [term.stem for part in window.parts for term in part.terms]
    blocks = SequenceMatcher(None, theirs, mine, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(1, len(mine)) >= _IN_ORDER


def _contradicted(said: Assertion, window: Window) -> bool | None:
    """True if the same is said there with another number, date, name, or with the opposite sign."""
    if len(window.parts) > 1 or not any(term.capital and term.stem in window.stems for term in said.terms):
        return None
    missing = _missing(said, window)
    if window.share >= _NEARLY_ALL and _same_values(said, window) and not _same_denial(said, window):
        return True if len(missing) <= 1 else None
    if window.share >= _NEARLY_ALL and _other_value(said, window.parts[0]):
        return True
    return True if missing and _other_name(said, window.parts[0], missing) else None


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
    """True if all that is missing is one name, and the article has another in its place."""
    run = next((run for run in said.names() if {term.stem for term in run} & set(missing)), None)
    if run is None or not set(missing) <= {term.stem for term in run}:
        return False
    plain = [term for term in said.terms if not term.capital]
    if not plain or any(term.stem not in part.stems for term in plain):
        return False
    anchors = [term for term in said.terms if term not in run and 0 < run[0].number - term.number <= 4]
    anchors += [term for term in said.terms if term not in run and 0 < term.number - run[-1].number <= 4]
    rivals = [term for term in part.terms if term.capital and term.stem not in said.stems]
    return any(
        abs(rival.number - place.number) <= 5
        for anchor in anchors
        for place in part.terms
        if place.stem == anchor.stem
        for rival in rivals
    )
