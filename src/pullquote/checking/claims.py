"""The claims of a text: the sentences that say something about the articles, and whether these bear them out.

Numbers, dates, names and denials are compared exactly. What is left, whether one wording means the other,
is a language model's to judge; without one such a claim is NOT_FOUND and not certain.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from time import perf_counter

from pullquote.checking import phrases
from pullquote.checking.assertions import Assertion, assertion
from pullquote.checking.bearing import Window, denied, otherwise, same_denial, same_values, share, supported
from pullquote.checking.finding import Finder
from pullquote.checking.transcripts import Transcript
from pullquote.checking.verdicts import CheckedClaim, ClaimVerdict, Corpus, Judge
from pullquote.sentences import sentences
from pullquote.spans import Span
from pullquote.speakers import voice_at

_ARTICLES = 6
_KEPT = 512
_WINDOWS = 6
"""Stretches of the articles that a claim is compared with."""
_LIKELY = 0.5
_SURE = 0.8
"""The gap between the logits of Yes and No, as a probability, below which the model is not certain."""
MOST_JUDGED = 12
"""Claims of one text that the model is asked about: each takes it some seconds."""
MOST_SECONDS = 60.0
"""Time in all after which the model is asked no more, however few claims it was asked about."""
_RARE_TERMS = 2
_SHOWN = 0.3
"""Weight of a claim's telling words that a stretch must have to be compared; the best may have less."""
_FAINT = 0.1
_SAME_MATTER = 0.5
"""Weight from which a stretch is about the claim, so that a No of the model means something."""


@dataclass(slots=True)
class _Share:
    """What one text may ask of the judge. `refused` counts the claims that came too late."""

    judge: Judge | None
    asked: int = 0
    seconds: float = 0.0
    refused: int = 0

    def supports(self, claim: str, evidence: str) -> float | None:
        if self.judge is None:
            return None
        if self.asked >= MOST_JUDGED or self.seconds >= MOST_SECONDS:
            self.refused += 1
            return None
        started = perf_counter()
        probability = self.judge.supports(claim, evidence)
        self.asked += 1
        self.seconds += perf_counter() - started
        return probability


class ClaimChecker:
    """Checks sentence after sentence against one corpus; keeps what it has read."""

    def __init__(self, corpus: Corpus, finder: Finder, judge: Judge | None) -> None:
        self._corpus = corpus
        self._finder = finder
        self._judge = judge
        self._total = len(corpus.names())
        self._read: dict[str, tuple[Assertion, ...]] = {}

    def check(self, text: str, quoted: Sequence[Span]) -> tuple[list[CheckedClaim], int]:
        """Every claim of the text in order, and how many were left open because the model had had its share.

        What stands in the `quoted` places is no claim.
        """
        found: list[CheckedClaim] = []
        share = _Share(self._judge)
        for span in sentences(text):
            inside = tuple(quote for quote in quoted if quote.overlap(span))
            said = assertion(text, span, inside)
            transcripts = self._about(said)
            if not _worth_checking(said, inside) or not self._shares(text, said, transcripts):
                continue
            windows = self._windows(said, transcripts)
            claim = _by_rules(text, said, windows)
            if claim is None:
                claim = _judged(text, said, windows, share)
            found.append(claim)
        return found, share.refused

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
                weight = share(said, group, weights, transcript)
                if weight > _FAINT:
                    found.append(Window(transcript, group, weight))
        found.sort(key=lambda window: (-window.share, len(window.parts)))
        return [window for window in found if window.share > _SHOWN][:_WINDOWS] or found[:1]


def _by_rules(text: str, said: Assertion, windows: list[Window]) -> CheckedClaim | None:
    """What words, numbers, names and denials decide; None where they leave it open."""
    for window in windows:
        if (certain := supported(said, window)) is not None:
            return _claim(text, said, ClaimVerdict.SUPPORTED, certain, (window,))
        if denied(said, window):
            return _claim(text, said, ClaimVerdict.CONTRADICTED, True, (window,))
    for window in windows:
        if otherwise(said, window):
            return _claim(text, said, ClaimVerdict.CONTRADICTED, True, (window,))
    return None


def _judged(text: str, said: Assertion, windows: list[Window], share: _Share) -> CheckedClaim:
    """What the rules leave open, by the model: it reads the best window and the next one apart from it."""
    if not windows:
        return _claim(text, said, ClaimVerdict.NOT_FOUND, True, ())
    read = [windows[0], *[other for other in windows[1:] if _apart(other, windows[0])][:1]]
    evidence = " ".join(_shown(window) for window in read)
    probability = share.supports(said.span.cut(text), evidence)
    if probability is None:
        return _claim(text, said, ClaimVerdict.NOT_FOUND, False, windows[:2])
    may_pass = any(same_values(said, window) for window in read) and _names_known(said, read)
    if probability >= _LIKELY and may_pass:
        sure = probability >= _SURE and any(same_denial(said, window) for window in read)
        return _claim(text, said, ClaimVerdict.SUPPORTED, sure, read)
    sure = probability <= 1 - _SURE and read[0].share >= _SAME_MATTER
    return _claim(text, said, ClaimVerdict.NOT_FOUND, sure, read)


def _apart(one: Window, other: Window) -> bool:
    return one.transcript is not other.transcript or not one.span.overlap(other.span)


def _shown(window: Window) -> str:
    """The words of a window, under the name of who speaks if they lack it."""
    article = window.transcript.article
    words = window.span.cut(article.text)
    speaker = voice_at(article, window.transcript.reading, window.span).speaker
    return f"{speaker}: {words}" if speaker and speaker not in words else words


def _names_known(said: Assertion, windows: Sequence[Window]) -> bool:
    """True if an article that it was judged by has each name of the claim; no model may pass another."""
    names = [term.key for term in said.terms if term.capital and term.number]
    return all(any(name in window.transcript.at for window in windows) for name in names)


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
