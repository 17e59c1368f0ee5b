"""A 1,000-word text with 20 quotations against 1,000 articles: under two seconds once the index is open."""

from __future__ import annotations

import random
import time

import pytest

from corpora import MemoryCorpus
from pullquote.articles import Article
from pullquote.checking.checker import check
from pullquote.checking.verdicts import Verdict
from pullquote.places import seeds
from pullquote.speakers import Reading

SECONDS = 2.0


def _vocabulary() -> list[str]:
    text = " ".join(path.read_text(encoding="utf-8-sig") for path in sorted(seeds().glob("*.txt")))
    return [word for word in text.split() if word.isalpha()]


def _sentence(chance: random.Random, vocabulary: list[str], length: int) -> str:
    spoken = " ".join(chance.choice(vocabulary).lower() for _ in range(length))
    return spoken[0].upper() + spoken[1:] + "."


def _articles(chance: random.Random, vocabulary: list[str]) -> list[Article]:
    return [
        Article(f"{number:04}.txt", " ".join(_sentence(chance, vocabulary, 20) for _ in range(30)))
        for number in range(1000)
    ]


def _draft(chance: random.Random, vocabulary: list[str], given: list[Article]) -> str:
    """Twenty quotations, a third of them with a word changed and a third invented, in a thousand words."""
    parts = []
    for number in range(20):
        said = chance.choice(chance.choice(given).text.split(". "))
        if number % 3 == 1:
            said = said.replace(said.split()[9], "zebra")
        if number % 3 == 2:
            said = _sentence(chance, vocabulary, 20)
        parts.append(f"{_sentence(chance, vocabulary, 30)} “{said.rstrip('.')}.”")
    return "\n\n".join(parts)


@pytest.mark.slow
def test_a_long_draft_is_checked_against_a_thousand_articles_in_two_seconds() -> None:
    chance = random.Random(7)
    vocabulary = _vocabulary()
    given = _articles(chance, vocabulary)
    corpus = MemoryCorpus(given, {article.name: Reading() for article in given})
    check(_draft(chance, vocabulary, given), corpus, quotes_only=True)
    draft = _draft(chance, vocabulary, given)
    started = time.process_time()  # one thread: the wall clock of a machine that does nothing else
    report = check(draft, corpus, quotes_only=True)
    assert time.process_time() - started < SECONDS
    verdicts = [quote.verdict for quote in report.quotes]
    assert len(verdicts) == 20
    # Word salad may seem to name a speaker, so the genuine third may count as misattributed.
    assert set(verdicts[0::3]) <= {Verdict.VERBATIM, Verdict.MISATTRIBUTED}
    assert set(verdicts[1::3]) == {Verdict.ALTERED}
    assert set(verdicts[2::3]) == {Verdict.NOT_FOUND}
