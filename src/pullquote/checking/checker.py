"""Check any text against the articles: are its quotations genuine, and are its claims borne out?

Exact words decide. What is merely similar is shown beside the text and never passes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pullquote.checking import claimed
from pullquote.checking.claims import MOST_JUDGED, MOST_SECONDS, ClaimChecker
from pullquote.checking.finding import Finder, Findings
from pullquote.checking.headings import read_headings
from pullquote.checking.markup import plain
from pullquote.checking.ruling import rule
from pullquote.checking.verdicts import CheckedClaim, CheckedQuote, Corpus, Judge, Report, Verdict

NO_MODEL = (
    "No language model was asked: claims that only one could decide are marked as uncertain. "
    "To have one: pullquote model fetch"
)


def check(text: str, corpus: Corpus, *, quotes_only: bool = False, judge: Judge | None = None) -> Report:
    """Every quotation of the text with its verdict and, unless `quotes_only`, every claim with its own.

    Without a judge, what only a language model could decide is NOT_FOUND and not certain.
    """
    return Checker(corpus, judge).check(text, quotes_only=quotes_only)


class Checker:
    """Checks one text after another and keeps the articles that it has prepared."""

    def __init__(self, corpus: Corpus, judge: Judge | None = None) -> None:
        self._headings = read_headings(corpus.connection)
        self._finder = Finder(corpus)
        self._claims = ClaimChecker(corpus, self._finder, judge)
        self._judge = judge

    def check(self, text: str, *, quotes_only: bool = False) -> Report:
        """As `check` does, for one text."""
        seen = plain(text)
        quoted = claimed.claimed_quotes(seen.text, self._headings)
        ruled = (rule(seen.text, one, self._find(seen.text, one)) for one in quoted)
        quotes = tuple(
            replace(quote, span=place, quote=place.cut(text))
            for quote in ruled
            if not self._is_heading(quote)
            for place in [seen.place(quote.span)]
        )
        if quotes_only:
            return Report(quotes)
        found, left = self._claims.check(seen.text, [one.whole for one in quoted])
        claims = tuple(
            replace(claim, span=place, text=place.cut(text))
            for claim in found
            for place in [seen.place(claim.span)]
        )
        return Report(quotes, claims, tuple(self._remarks(claims, left)))

    def _remarks(self, claims: Sequence[CheckedClaim], left: int) -> Iterator[str]:
        if (self._judge is None or self._judge.absent) and any(not claim.certain for claim in claims):
            yield NO_MODEL
        elif left:
            yield (
                f"{left} claims are left uncertain: a text may ask the language model about {MOST_JUDGED} "
                f"claims and for {MOST_SECONDS:.0f} seconds."
            )

    def _find(self, text: str, quote: claimed.ClaimedQuote) -> Findings:
        return self._finder.find(text, quote.words, quote.source.articles if quote.source else frozenset())

    def _is_heading(self, quote: CheckedQuote) -> bool:
        """True for an article's title in marks: it names the article, and its text need not repeat it."""
        wrong = quote.verdict is not Verdict.VERBATIM and quote.claimed_speaker is None
        return wrong and self._headings.is_title(quote.quote)
