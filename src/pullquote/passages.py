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
    spans = list(_fitting(article.text, sentences(article.text, article.boilerplate), count, sizes.limit))
    lengths = count([span.cut(article.text) for span in spans]) if spans else []
    held: list[Span] = []
    total = 2
    for span, length in zip(spans, lengths, strict=True):
        added = length - 2
        if held and (
            total + added > sizes.target or _breaks(article, held[-1], span, total * 2 > sizes.target)
        ):
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


def _fitting(text: str, spans: Iterator[Span], count: Count, limit: int) -> Iterator[Span]:
    """The sentences, any that the embedder could not read whole cut in halves at white space."""
    for span in spans:
        # A word piece is at least one character long: short sentences need no counting.
        if len(span) <= limit - 2 or count([span.cut(text)])[0] <= limit:
            yield span
            continue
        yield from _fitting(text, iter(_halves(text, span)), count, limit)


def _halves(text: str, span: Span) -> tuple[Span, Span]:
    middle = (span.start + span.end) // 2
    cut = text.rfind(" ", span.start + 1, middle)
    cut = middle if cut < 0 else cut
    return trimmed(text, span.start, cut), trimmed(text, cut, span.end)
