"""What a check found, one frozen type per thing that it says; the contract's JSON is made from these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from sqlite3 import Connection
from typing import Protocol

from pullquote.articles import Article
from pullquote.spans import Span
from pullquote.speakers import Reading


class Verdict(StrEnum):
    """What became of a quotation, in the order in which faults count."""

    UNCHECKED = "unchecked"
    NOT_FOUND = "not_found"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    VERBATIM = "verbatim"


class Edit(StrEnum):
    """A change that newspapers accept."""

    CASE = "case"
    PUNCTUATION = "punctuation"
    ELLIPSIS = "ellipsis"
    BRACKETS = "brackets"
    INTERRUPTED = "interrupted"
    TYPOGRAPHY = "typography"


class Change(StrEnum):
    """A step of a word diff, from the article to the text."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


class ClaimVerdict(StrEnum):
    """What became of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """Another place with the same words."""

    article: str
    source_spans: tuple[Span, ...]
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words cut from an article."""

    article: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A quotation of the checked text, and what the articles have to say about it.

    `span` is in the checked text, `source_spans` in the article. `nearest` is a suggestion, given only
    with NOT_FOUND; it is never a match.
    """

    quote: str
    span: Span
    verdict: Verdict
    reason: str
    edits: tuple[Edit, ...] = ()
    article: str | None = None
    source_spans: tuple[Span, ...] = ()
    source: str | None = None
    diff: tuple[tuple[Change, str], ...] = ()
    claimed_speaker: str | None = None
    speaker: str | None = None
    claimed_article: str | None = None
    also_in: tuple[OtherPlace, ...] = ()
    nearest: Passage | None = None


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A sentence of the checked text. `certain` is False where only a model could have decided."""

    text: str
    span: Span
    verdict: ClaimVerdict
    certain: bool
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Every quotation and every claim of one text, in the order of the text."""

    quotes: tuple[CheckedQuote, ...] = ()
    claims: tuple[CheckedClaim, ...] = ()
    remarks: tuple[str, ...] = field(default=())

    def ok(self, strict: bool = False) -> bool:
        """False if a quotation or a claim is wrong; `strict` also wants every claim to be borne out."""
        bad = {ClaimVerdict.CONTRADICTED, ClaimVerdict.NOT_FOUND} if strict else {ClaimVerdict.CONTRADICTED}
        return all(q.verdict in (Verdict.UNCHECKED, Verdict.VERBATIM) for q in self.quotes) and not any(
            claim.verdict in bad for claim in self.claims
        )


class Corpus(Protocol):
    """The articles that a text is checked against."""

    @property
    def connection(self) -> Connection:
        """The database with the tables of `checking.phrases` and `articles` (name, title, outlet)."""

    def names(self) -> Sequence[str]:
        """Every article's name."""

    def article(self, name: str) -> Article:
        """The article of that name; KeyError when there is none."""

    def reading(self, name: str) -> Reading:
        """Who said what in that article."""


class Judge(Protocol):
    """The language model's part: does the evidence bear the claim out?"""

    def supports(self, claim: str, evidence_text: str) -> float | None:
        """A probability in [0, 1], or None when it cannot tell."""

    @property
    def absent(self) -> bool:
        """True if it was asked and there is no model after all."""
