"""Check any text against the articles: are its quotations genuine, and are its claims borne out?

Exact words decide. What is merely similar is shown beside the text and never passes.
"""

from __future__ import annotations

from pullquote import claimed
from pullquote.finding import Finder
from pullquote.ruling import rule
from pullquote.verdicts import CheckedQuote, Corpus, Judge, Report


def check(text: str, corpus: Corpus, *, quotes_only: bool = False, judge: Judge | None = None) -> Report:
    """Every quotation of the text with its verdict and, unless `quotes_only`, every claim with its own.

    Without a judge, what only a language model could decide is NOT_FOUND and not certain.
    """
    quoted = claimed.claimed_quotes(text, frozenset(corpus.names()))
    finder = Finder(corpus)
    quotes = tuple(_check_quote(text, quote, finder) for quote in quoted)
    return Report(quotes)


def _check_quote(text: str, quote: claimed.ClaimedQuote, finder: Finder) -> CheckedQuote:
    return rule(text, quote, finder.find(text, quote.words, quote.article))
