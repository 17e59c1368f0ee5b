"""An article made ready for comparing: its words, where each stands, and where its speech is interrupted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pullquote.articles import Article
from pullquote.attribution.quotations import quotations
from pullquote.checking.folding import Word, fold_gap, words
from pullquote.sentences import sentences
from pullquote.spans import Span
from pullquote.speakers import Attribution, Kind, Reading

_ATTRIBUTION_LENGTH = 300
"""Characters that an attribution in the middle of a quotation may have."""
_SENTENCE_START = re.compile(r"[.!?…:;\n“\"]")
_AFTER_PAUSE = re.compile(r"[.,:;!?—–-]\s*[“\"‘'«„]?\s*$")


@dataclass(frozen=True)
class Transcript:
    """The words of an article in order, `at` giving the places of each by its key.

    `seams`: where speech breaks off at word i for an attribution and goes on at word j, as {i: j}.
    """

    article: Article
    reading: Reading
    words: tuple[Word, ...]
    at: dict[str, list[int]]
    seams: dict[int, int]

    @classmethod
    def of(cls, article: Article, reading: Reading) -> Transcript:
        """Prepare an article; a few milliseconds for ten thousand characters."""
        found = words(article.text)
        at: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(found):
            at[word.key].append(number)
        starts = [word.start for word in found]
        return cls(article, reading, tuple(found), dict(at), dict(_seams(article.text, reading, starts)))

    @cached_property
    def proper(self) -> frozenset[str]:
        """Words, without 's, that the article writes with a capital inside sentences and not without one."""
        inside: set[str] = set()
        plain: set[str] = set()
        for number, word in enumerate(self.words):
            key = word.key.removesuffix("'s")
            if not word.folded[0].isupper():
                plain.add(key)
            elif number and not _SENTENCE_START.search(self.raw_gap(number)):
                inside.add(key)
        return frozenset(key for key in inside - plain if len(key) > 1)

    @cached_property
    def marked(self) -> tuple[Span, ...]:
        """The words of every quotation, whoever said it."""
        return tuple(one.words for one in quotations(self.article.text))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Every sentence, in order."""
        return tuple(sentences(self.article.text))

    def gap(self, number: int) -> str:
        """What stands before that word, folded; the whole head of the article before the first."""
        before = self.words[number - 1].end if number else 0
        return fold_gap(self.article.text[before : self.words[number].start])

    def raw_gap(self, number: int) -> str:
        """What stands before that word, as it stands."""
        before = self.words[number - 1].end if number else 0
        return self.article.text[before : self.words[number].start]

    def span(self, first: int, last: int) -> Span:
        """The place of the words `[first, last)`; at least one."""
        return Span(self.words[first].start, self.words[last - 1].end)

    def keys(self, first: int, last: int) -> list[str]:
        """The folded, caseless words `[first, last)`."""
        return [word.key for word in self.words[first:last]]

    def within(self, span: Span) -> range:
        """The numbers of the words that lie wholly in a place of the article."""
        first = bisect_left(self.words, span.start, key=lambda word: word.start)
        last = first
        while last < len(self.words) and self.words[last].end <= span.end:
            last += 1
        return range(first, last)


def _seams(text: str, reading: Reading, starts: list[int]) -> list[tuple[int, int]]:
    spoken = [one for one in reading.attributions if one.kind is Kind.DIRECT]
    return [
        (bisect_left(starts, before.words.end), bisect_left(starts, after.words.start))
        for before, after in pairwise(spoken)
        if _one_speech(text, before, after)
    ]


def _one_speech(text: str, before: Attribution, after: Attribution) -> bool:
    """True if nothing but the attribution stands between two stretches of the same speaker's words."""
    between = Span(before.words.end, max(before.words.end, after.words.start))
    if before.speaker != after.speaker or before.speaker is None or len(between) > _ATTRIBUTION_LENGTH:
        return False
    marked = any(
        part is not None and between.holds(part)
        for part in (before.cue, before.mention, after.cue, after.mention)
    )
    return marked and bool(_AFTER_PAUSE.search(between.cut(text))) and "\n\n" not in between.cut(text)
