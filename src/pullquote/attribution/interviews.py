"""Interviews printed as questions and answers, whose answers stand without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pullquote.articles import Article
from pullquote.attribution.headings import ASKER
from pullquote.attribution.people import People
from pullquote.attribution.quotations import paragraphs
from pullquote.spans import Span, trimmed
from pullquote.speakers import Attribution, Kind

FEWEST = 3
"""Questions from which an article is an interview."""

CONFIDENCE = 0.6
LONGEST_QUESTION = 60  # words
SCRAP = 6
"""Words up to which a further paragraph of an answer is taken for what a page puts between two."""

_LABELLED = re.compile(r"\W*Q[.:] ")
_BOLD = re.compile(r"\*\*(?!\*).*\*\*\W?$", re.DOTALL)
_ANSWER = re.compile(r"\W*A[.:] (?=\S)")
_RULE = re.compile(r"[\W_]+$|[*_](?!\*)")
"""What ends an interview: a rule, or a remark in italics."""

_TELLS = re.compile(
    r"\binterview|\b(?:talk|speak)s to\b|\b(?:talked|spoke) to\b|\bsat down with\b|\bwe met\b", re.IGNORECASE
)
_YOU = re.compile(r"\byour?\b", re.IGNORECASE)
_SPEAKS = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|[Uu]s)\b")
ADDRESSED = 2
"""Questions that say "you", from which they are put to somebody: an article that explains asks itself."""
SPOKEN = 0.4
"""Share of the answers in which somebody speaks of themselves, in one to whom they are put."""

_MARKS = '“"‘«„'
_MARKED = re.compile(rf"[^\w{_MARKS}]*(?:[\w.’' ]{{1,40}}: ?)?[{_MARKS}]")
"""How an answer opens that stands in marks, maybe behind a name."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and the paragraphs up to the next one."""

    question: Span
    behind: tuple[Span, ...]


def with_answers(article: Article, people: People, made: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with those of an interview's answers, in place of any inside them.

    What somebody says in an answer that others said is part of the answer. An article is an interview if it
    says so, or its questions are labelled, and if they are put to somebody who is named before the first
    one. Where most answers stand in marks they are quotations like any others.
    """
    asked = list(_questions(article))
    labelled = sum(bool(_LABELLED.match(article.text, one.question.start)) for one in asked) >= FEWEST
    if len(asked) < FEWEST or not (labelled or _TELLS.search(article.text)):
        return list(made)
    marked = sum(bool(_MARKED.match(article.text, one.behind[0].start)) for one in asked)
    name = _interviewed(article, people, asked[0].question.start)
    if name is None or 2 * marked >= len(asked) or not _put_to_somebody(article.text, asked):
        return list(made)
    spans = [span for one, last in _with_last(asked) for span in _answers(article.text, one, labelled, last)]
    kept = [one for one in made if not any(one.words.overlap(span) for span in spans)]
    given = [Attribution(span, Kind.DIRECT, name, confidence=CONFIDENCE) for span in spans]
    return sorted([*kept, *given], key=lambda one: (one.words.start, one.words.end))


def _put_to_somebody(text: str, asked: Sequence[_Asked]) -> bool:
    """Whether somebody is spoken to, and answers for themselves."""
    addressed = sum(bool(_YOU.search(text, one.question.start, one.question.end)) for one in asked)
    spoken = sum(bool(_SPEAKS.search(text, one.behind[0].start, one.behind[-1].end)) for one in asked)
    return addressed >= ADDRESSED and spoken >= SPOKEN * len(asked)


def _questions(article: Article) -> Iterator[_Asked]:
    text = article.text
    every = [one for one in paragraphs(text) if not any(one.overlap(gone) for gone in article.boilerplate)]
    places = [place for place, one in enumerate(every) if _asks(one.cut(text))]
    for place, after in pairwise([*places, len(every)]):
        if behind := tuple(every[place + 1 : after]):
            yield _Asked(every[place], behind)


def _asks(paragraph: str) -> bool:
    """Whether it is a line that puts something to somebody."""
    if len(paragraph.split()) > LONGEST_QUESTION or _ANSWER.match(paragraph):
        return False
    plain = paragraph.endswith("?") and paragraph[0] not in _MARKS and "”" not in paragraph
    return bool(_LABELLED.match(paragraph) or _BOLD.match(paragraph)) or plain


def _interviewed(article: Article, people: People, first: int) -> str | None:
    """The person named first who does not ask."""
    for place in people.places:
        if place.span.start >= first:
            break
        asks = ASKER.search(article.text, max(0, place.span.start - 20), place.span.start)
        if people.is_person(place.name) and place.name != article.author and not asks:
            return place.name
    return None


def _with_last(asked: Sequence[_Asked]) -> Iterator[tuple[_Asked, bool]]:
    return ((one, place == len(asked) - 1) for place, one in enumerate(asked))


def _answers(text: str, asked: _Asked, labelled: bool, last: bool) -> Iterator[Span]:
    """The paragraphs of an answer, without its label; of the last one the first alone, as notes follow it."""
    for place, paragraph in enumerate(asked.behind[:1] if last else asked.behind):
        label = _ANSWER.match(text, paragraph.start, paragraph.end)
        words = trimmed(text, label.end() if label else paragraph.start, paragraph.end)
        said = words.cut(text)
        if _MARKED.match(said) or _RULE.match(said) or (labelled and not place and not label):
            return
        if not place or len(said.split()) > SCRAP:
            yield words
