"""Check any text against the articles: are its quotations genuine, and are its claims borne out?

Exact words decide. What is merely similar is shown beside the text and never passes.
"""

from __future__ import annotations

from pullquote import claimed
from pullquote.claims import ClaimChecker
from pullquote.finding import Finder
from pullquote.ruling import rule
from pullquote.verdicts import CheckedQuote, Corpus, Judge, Report

NO_MODEL = "No language model was asked: claims that only one could decide are marked as uncertain."


def check(text: str, corpus: Corpus, *, quotes_only: bool = False, judge: Judge | None = None) -> Report:
    """Every quotation of the text with its verdict and, unless `quotes_only`, every claim with its own.

    Without a judge, what only a language model could decide is NOT_FOUND and not certain.
    """
    quoted = claimed.claimed_quotes(text, frozenset(corpus.names()))
    finder = Finder(corpus)
    quotes = tuple(_check_quote(text, quote, finder) for quote in quoted)
    if quotes_only:
        return Report(quotes)
    places = [quote.whole for quote in quoted]
    claims = tuple(ClaimChecker(corpus, finder, judge).check(text, places))
    open_ended = judge is None and any(not claim.certain for claim in claims)
    return Report(quotes, claims, (NO_MODEL,) if open_ended else ())


def _check_quote(text: str, quote: claimed.ClaimedQuote, finder: Finder) -> CheckedQuote:
    return rule(text, quote, finder.find(text, quote.words, quote.article))
