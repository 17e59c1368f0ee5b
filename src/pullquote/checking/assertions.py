"""What a sentence asserts, as far as words show it: its telling words, names, values and denials."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from pullquote.checking.folding import Word, words
from pullquote.checking.inflections import lemma
from pullquote.checking.nearest import COMMON
from pullquote.checking.values import Value, values
from pullquote.spans import Span

_LIGHT = COMMON | {
    "'s", "according", "already", "although", "another", "article", "articles", "both", "called",
    "came", "come", "currently", "each", "even", "get", "go", "goes", "got", "however", "like", "made",
    "make", "makes", "many", "much", "now", "one", "other", "own", "recently", "reported",
    "reportedly", "reports", "said", "say", "saying", "says", "since", "still", "tells", "though",
    "today", "told", "well", "went", "writes", "wrote", "yet",
}  # fmt: skip
_DENIAL = re.compile(r"^(?:not|no|never|none|nobody|nothing|neither|nor|cannot|hardly|\w+n't)$")
_CLAUSE = re.compile(r"[:;—–()]")
_TITLE = re.compile(r"^(?:mr|mrs|ms|dr|prof|sen|sens|rep|gov)$")


@dataclass(frozen=True, slots=True)
class Term:
    """A telling word; `capital` if it is written with one."""

    stem: str
    key: str
    capital: bool
    number: int


@dataclass(frozen=True, slots=True)
class Assertion:
    """A sentence taken apart. Terms and denials are numbered among all its words, so order is kept."""

    span: Span
    terms: tuple[Term, ...]
    values: tuple[Value, ...]
    value_numbers: tuple[int, ...]
    denials: tuple[int, ...]
    clauses: tuple[int, ...] = (0,)

    def clause(self, number: int) -> range:
        """The numbers of the words between the colons, semicolons and dashes around a word."""
        start = max(first for first in self.clauses if first <= number)
        end = min((first for first in self.clauses if first > number), default=10**6)
        return range(start, end)

    @property
    def stems(self) -> frozenset[str]:
        """The telling words, without their places."""
        return frozenset(term.stem for term in self.terms)

    def names(self) -> list[tuple[Term, ...]]:
        """Runs of neighbouring capitalised terms; the first word of a sentence may be no name."""
        runs: list[list[Term]] = []
        for term in self.terms:
            if not term.capital:
                continue
            if runs and term.number - runs[-1][-1].number <= 3 and self._joined(runs[-1][-1], term):
                runs[-1].append(term)
            else:
                runs.append([term])
        return [tuple(run) for run in runs]

    def _joined(self, before: Term, after: Term) -> bool:
        """Nothing but small words like "of the" between them."""
        return not any(before.number < term.number < after.number for term in self.terms)


def assertion(text: str, span: Span, left_out: tuple[Span, ...] = ()) -> Assertion:
    """Take the sentence at `span` apart, without what is `left_out` (its quotations)."""
    spoken = [word for word in words(text, span.start, span.end) if not _inside(word, left_out)]
    found = tuple(
        Value(value.sort, value.amount, value.start + span.start, value.end + span.start)
        for value in values(span.cut(text))
        if not any(part.start <= value.start + span.start < part.end for part in left_out)
    )
    terms = tuple(
        Term(lemma(key), key, word.folded[:1].isupper(), number)
        for number, word in enumerate(spoken)
        if (key := word.key.removesuffix("'s")) not in _LIGHT
        and not _DENIAL.match(key)
        and not _TITLE.match(key)
        and len(key) > 1
        and not any(value.start <= word.start < value.end for value in found)
    )
    denials = tuple(number for number, word in enumerate(spoken) if _DENIAL.match(word.key))
    starts = [word.start for word in spoken]
    value_numbers = tuple(_number_at(starts, value.start) for value in found)
    clauses = [
        number
        for number, (before, after) in enumerate(pairwise(spoken), 1)
        if _CLAUSE.search(text[before.end : after.start])
    ]
    return Assertion(span, terms, found, value_numbers, denials, (0, *clauses))


def _number_at(starts: list[int], offset: int) -> int:
    return sum(start <= offset for start in starts) - 1


def _inside(word: Word, left_out: tuple[Span, ...]) -> bool:
    return any(part.start <= word.start < part.end for part in left_out)
