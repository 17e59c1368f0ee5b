"""What a sentence replies to, in an article that is made of questions and answers.

"Because they were never ours" tells little without what was asked, so whatever reads it reads that before it.
What is cited is the sentence alone.
"""

from __future__ import annotations

from functools import lru_cache

from pullquote.articles import Article
from pullquote.attribution.interviews import FEWEST, Asked, questions
from pullquote.spans import Span

LONGEST = 40
"""Words up to which a question is read before an answer: a longer one buries it."""

REACH = 5
"""Paragraphs behind a question that reply to it: what stands further on, an article tells by itself."""


def replied_to(article: Article, place: Span) -> Span | None:
    """The question in whose answer the place stands; None where there is none, or it is too long."""
    for one in _exchanges(article):
        if any(paragraph.overlap(place) for paragraph in one.behind[:REACH]):
            return one.question if len(one.question.cut(article.text).split()) <= LONGEST else None
    return None


@lru_cache(maxsize=64)
def _exchanges(article: Article) -> tuple[Asked, ...]:
    """Its questions, each with its answer; none where it only asks now and then."""
    asked = tuple(questions(article))
    return asked if len(asked) >= FEWEST else ()
