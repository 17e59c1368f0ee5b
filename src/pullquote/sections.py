"""Sections: stretches of an article that a model reads as one text, each sentence under a letter.

A sentence alone leaves open what "he" and "that" are, and a passage what went before it. A section tells, and
the model points into it with a letter. What it reads of a section does not change from question to question,
so it is read once, and from then on only the question is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from pullquote.hits import Place
from pullquote.retrieval import Retriever
from pullquote.spans import Span

LETTERS = ascii_uppercase
"""One for each sentence: a section has no more."""

LONGEST = 1200
"""Characters that a section has, about: some 280 tokens, four seconds of two slow cores."""

LONGEST_SENTENCE = 500
"""Characters that are shown of one sentence."""

_LETTERED = re.compile(r"^(?=[A-Z]: )")
"""Of a line without a letter of ours, as of a transcript: the model must not take it for one."""


@dataclass(frozen=True, slots=True)
class Section:
    """The sentences that have a letter, in order, and all that a model reads."""

    sentences: tuple[Place, ...]
    shown: str


def sections(retriever: Retriever, article: str) -> list[Section]:
    """An article's sections, in order, of about one length; none where it has no sentence that tells."""
    lines = list(_lines(retriever, article))
    cut = (_section(retriever, article, some) for some in _cut(lines))
    return [one for one in cut if one.sentences]


def _lines(retriever: Retriever, article: str) -> Iterator[tuple[Place, str]]:
    """Each sentence, headings too, as it is shown."""
    rows = retriever.rows.execute(
        "SELECT s.start, s.stop FROM sentences s JOIN articles a ON a.id = s.article"
        " WHERE a.name = ? ORDER BY s.start",
        (article,),
    )
    for start, stop in rows:
        place = Place(article, Span(start, stop))
        yield place, retriever.said(place)[:LONGEST_SENTENCE]


def _cut(lines: Sequence[tuple[Place, str]]) -> Iterator[list[tuple[Place, str]]]:
    """The lines in as few stretches as their length and the letters allow, none much shorter than others."""
    total = sum(len(shown) for _, shown in lines)
    least = max(math.ceil(total / LONGEST), math.ceil(len(lines) / len(LETTERS)), 1)
    longest, most = total / least, math.ceil(len(lines) / least)
    held: list[tuple[Place, str]] = []
    length = 0
    for line in lines:
        if held and (length + len(line[1]) / 2 > longest or len(held) >= min(most + 2, len(LETTERS))):
            yield held
            held, length = [], 0
        held.append(line)
        length += len(line[1])
    if held:
        yield held


def _section(retriever: Retriever, article: str, lines: Sequence[tuple[Place, str]]) -> Section:
    """A letter before each sentence that tells something; the title above where the lines lack it."""
    title = retriever.library.article(article).title
    places: list[Place] = []
    shown: list[str] = []
    for place, words in lines:
        if retriever.tells(place):
            shown.append(f"{LETTERS[len(places)]}: {words}")
            places.append(place)
        else:
            shown.append(_LETTERED.sub("– ", words))
    if title and title[:LONGEST_SENTENCE] not in "\n".join(shown):
        shown.insert(0, title[:LONGEST_SENTENCE])
    return Section(tuple(places), "\n".join(shown))
