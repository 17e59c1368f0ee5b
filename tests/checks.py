"""The promises that every later stage leans on; each test that makes one of these things checks it here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pullquote.answers import Answer, Citation, Outcome
from pullquote.articles import Article
from pullquote.indexing.library import Library
from pullquote.indexing.passages import Count, Passage
from pullquote.spans import Span

_CITED = re.compile(r"\s*((?:\[\d+\])+)\.(?=\s|$)")
_BREAK = re.compile(r"[a-z0-9)]{2}[.!?]\s+[A-Z“]")
_MARKED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"")


def check_sentences(text: str, found: Sequence[Span], left_out: Sequence[Span] = ()) -> None:
    """In order, apart, trimmed, clear of what is left out, and nothing legible missed."""
    for before, after in pairwise(found):
        assert before.end <= after.start
    covered: set[int] = set()
    for span in found:
        words = span.cut(text)
        assert words
        assert words == words.strip()
        assert not any(span.overlap(other) for other in left_out)
        covered.update(range(span.start, span.end))
    for span in left_out:
        covered.update(range(span.start, span.end))
    missed = {place for place, char in enumerate(text) if not char.isspace()} - covered
    assert not missed, [text[place] for place in sorted(missed)]


def check_passages(article: Article, passages: Sequence[Passage], count: Count, limit: int) -> None:
    """Whole sentences in order, boilerplate out, nothing lost, and the embedder reads all of each."""
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    check_sentences(article.text, sentences, article.boilerplate)
    for passage in passages:
        assert passage.span == Span(passage.sentences[0].start, passage.sentences[-1].end)
        assert not any(passage.span.overlap(span) for span in article.boilerplate)
        assert count([passage.span.cut(article.text)])[0] <= limit


def check_citation(citation: Citation, library: Library) -> None:
    """The words are in the article, at their place, character for character, and not in its boilerplate."""
    article = library.article(citation.article)
    assert citation.quote
    assert article.text[citation.span.start : citation.span.end] == citation.quote
    assert not any(citation.span.overlap(span) for span in article.boilerplate)
    for place in citation.also_in:
        assert place.span.cut(library.article(place.article).text)


def check_answer(answer: Answer, library: Library) -> None:
    """Answered: verified citations and prose that cites them in every sentence. Abstained: none."""
    assert 0 <= answer.confidence <= 1
    assert 0 <= answer.timings.retrieve <= answer.timings.total
    if answer.outcome is Outcome.ABSTAINED:
        assert answer.citations == ()
        assert answer.timings.first_citation is None
        return
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert answer.citations
    assert answer.timings.first_citation is not None
    for citation in answer.citations:
        check_citation(citation, library)
    check_prose(answer.text, {citation.number: citation.quote for citation in answer.citations})


def check_prose(text: str, quotes: Mapping[int, str]) -> None:
    """Every sentence carries its numbers, and what it marks as quoted stands in a citation it names."""
    place = 0
    for cited in _CITED.finditer(text):
        sentence = text[place : cited.start()].strip()
        numbers = [int(number) for number in re.findall(r"\d+", cited.group(1))]
        assert sentence
        assert set(numbers) <= quotes.keys()
        told = _check_marked(sentence, [quotes[number] for number in numbers])
        assert not _BREAK.search(told), f"a sentence without a citation: {sentence}"
        place = cited.end()
    assert place, "nothing is cited"
    assert not text[place:].strip(), f"a sentence without a citation: {text[place:]}"


def _check_marked(sentence: str, quotes: Sequence[str]) -> str:
    """The sentence without what it quotes, which has to be verbatim."""
    first, last = sentence.find("“"), sentence.rfind("”")
    if 0 <= first < last and _stands(sentence[first + 1 : last], quotes):
        return sentence[:first] + "…" + sentence[last + 1 :]
    for match in _MARKED.finditer(sentence):
        assert _stands(match[1] or match[2] or "", quotes), f"not verbatim: {match[0]}"
    return _MARKED.sub("…", sentence)


def _stands(words: str, quotes: Sequence[str]) -> bool:
    """As `check` sees it: punctuation at the end may be the sentence's own."""
    return bool(words.strip()) and any(words.rstrip(".,;:!?") in quote for quote in quotes)
