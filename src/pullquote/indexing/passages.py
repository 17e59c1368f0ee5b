"""Passages: whole sentences of one article, grouped so that the embedder reads all of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pullquote.articles import Article
from pullquote.sentences import sentences
from pullquote.spans import Span, trimmed

VERSION = "passages-1"
"""Changes whenever the same article would be grouped differently; an index remembers it."""

Count = Callable[[Sequence[str]], list[int]]
"""Word pieces of each text, the embedder's own two marks included."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article and the sentences in it, in order; the span runs from the first to the last."""

    span: Span
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How long passages are. `limit` is what the embedder reads; `target` where a passage is full.

    `target` was chosen on SQuAD 2.0's development articles (see evals): longer passages find as much
    and bury it, shorter ones lose what the neighbours say.
    """

    limit: int = 256
    target: int = 110


def split(article: Article, count: Count, sizes: Sizes) -> Iterator[Passage]:
    """Yield the article's passages in order, boilerplate left out.

    A passage ends where the next sentence would overfill it, and at a heading or a change of topic
    that the author marked by an empty line only when it is already half full. A sentence that alone is
    beyond the limit is cut at white space into pieces that fit, each a passage.
    """
    spans = list(sentences(article.text, article.boilerplate))
    target = min(sizes.target, sizes.limit)
    held: list[Span] = []
    total = 2
    for span, length in _fitting(article.text, spans, count, sizes.limit):
        added = length - 2
        if held and (total + added > target or _breaks(article, held[-1], span, total * 2 > target)):
            yield _passage(held)
            held, total = [], 2
        held.append(span)
        total += added
    if held:
        yield _passage(held)


def _passage(held: list[Span]) -> Passage:
    return Passage(Span(held[0].start, held[-1].end), tuple(held))


def _breaks(article: Article, before: Span, after: Span, half_full: bool) -> bool:
    """Never across boilerplate; across a paragraph's end only while the passage is short."""
    gap = Span(before.end, after.start)
    if any(gap.overlap(span) for span in article.boilerplate):
        return True
    return half_full and "\n" in gap.cut(article.text)


def _fitting(text: str, spans: Sequence[Span], count: Count, limit: int) -> Iterator[tuple[Span, int]]:
    """The sentences with their word pieces, any that the embedder could not read whole cut in halves.

    Their characters say little: one Hangul syllable is up to three pieces.
    """
    lengths = count([span.cut(text) for span in spans]) if spans else []
    for span, length in zip(spans, lengths, strict=True):
        if length <= limit or len(span) < 2:
            yield span, length
        else:
            yield from _fitting(text, _halves(text, span), count, limit)


def _halves(text: str, span: Span) -> tuple[Span, Span]:
    """Cut at the white space before the middle; in the middle where there is none."""
    middle = (span.start + span.end) // 2
    cut = next((place for place in range(middle, span.start, -1) if text[place].isspace()), middle)
    return trimmed(text, span.start, cut), trimmed(text, cut, span.end)
