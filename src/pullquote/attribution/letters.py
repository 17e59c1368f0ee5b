"""Letters that an article prints: each is the words of whoever signs it, not of the article's author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pullquote.articles import Article
from pullquote.attribution.nouns import TITLES
from pullquote.attribution.people import People
from pullquote.attribution.quotations import paragraphs
from pullquote.spans import Span, trimmed
from pullquote.speakers import Attribution, Kind

CONFIDENCE = 0.8
LONGEST_SIGNATURE = 12
"""Words up to which a paragraph may be a signature, with where its writer lives."""

_OPENS = re.compile(
    r"(?:(?:Dear )?(?:Sirs?|Madam|Editor|SIR|EDITOR)(?: (?:or|and) (?:Madam|Sir))?|To the [Ee]ditor)"
    r"(?:, Sir| ?[,:]? ?[-–—]|[,:])\s*"
)
"""How a letter to a newspaper greets its editor."""

_TAKES_LEAVE = re.compile(r"(?:Yours|Sincerely|Faithfully|Regards|(?:With )?[Bb]est wishes)\b[^.]{0,20}$")
_BEFORE_WORDS = re.compile(r"[.,;:!?…”\"’'\s]*")
_ENDS_SENTENCE = re.compile(r"[.!?…][\W_]*$")


@dataclass(frozen=True, slots=True)
class _Letter:
    """What one person writes, paragraph by paragraph."""

    signer: str
    body: tuple[Span, ...]

    @property
    def span(self) -> Span:
        return Span(self.body[0].start, self.body[-1].end)


def with_letters(article: Article, people: People, made: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with those of letters that are greeted and signed; whom a letter quotes is kept.

    A letter that nobody signs by name is left as it was read: where it ends is not known.
    """
    letters = list(_letters(article, people))
    if not letters:
        return list(made)
    kept = [one for one in made if not any(_told_by(one, letter) for letter in letters)]
    given = [
        Attribution(span, Kind.DIRECT, letter.signer, confidence=CONFIDENCE)
        for letter in letters
        for paragraph in letter.body
        for span in _without(article.text, paragraph, [one.words for one in kept])
    ]
    return sorted([*kept, *given], key=lambda one: (one.words.start, one.words.end))


def _told_by(made: Attribution, letter: _Letter) -> bool:
    """Whether words inside a letter are its writer's: all but those in marks that somebody else said."""
    others = made.kind is Kind.DIRECT and made.speaker not in (None, letter.signer)
    return made.words.overlap(letter.span) > 0 and not others


def _letters(article: Article, people: People) -> Iterator[_Letter]:
    """Those with a greeting and a name; after "Yours faithfully" that has to follow at once."""
    text = article.text
    body: list[Span] | None = None
    taken = False
    for paragraph in paragraphs(text):
        signer = _signer(text, paragraph, people) if body else None
        if greeting := _OPENS.match(text, paragraph.start, paragraph.end):
            body, taken = [], False
            paragraph = trimmed(text, greeting.end(), paragraph.end)
        elif body and (signer or taken):
            if signer:
                yield _Letter(signer, tuple(body))
            body = None
        taken = taken or _TAKES_LEAVE.match(text, paragraph.start, paragraph.end) is not None
        if body is not None and not taken and _is_told(article, paragraph):
            body.append(paragraph)


def _is_told(article: Article, paragraph: Span) -> bool:
    return len(paragraph) > 0 and not any(map(paragraph.overlap, article.boilerplate))


def _signer(text: str, paragraph: Span, people: People) -> str | None:
    """Who signs, if the paragraph is a name, maybe with a title before it and a place behind it."""
    words = paragraph.cut(text)
    if len(words.split()) > LONGEST_SIGNATURE or _ENDS_SENTENCE.search(words):
        return None
    first = next(iter(people.between(paragraph.start, paragraph.end)), None)
    if first is None:
        return None
    before = text[paragraph.start : first.span.start].split()
    if not all(word.rstrip(".") in TITLES for word in before):
        return None
    return first.name if people.is_person(first.name) or len(first.name.split()) > 1 else None


def _without(text: str, paragraph: Span, gone: Sequence[Span]) -> Iterator[Span]:
    """The parts of a paragraph between what others are quoted with, marks left out."""
    start = paragraph.start
    for inside in sorted(one for one in gone if one.overlap(paragraph)):
        yield from _worded(text, start, inside.start)
        start = inside.end
    yield from _worded(text, start, paragraph.end)


def _worded(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without what closes the words before it or opens those behind; none if no word is left."""
    before = _BEFORE_WORDS.match(text, start, end)
    span = trimmed(text, before.end() if before else start, end)
    if span.cut(text).endswith(("“", "‘", '"', "'")):
        span = trimmed(text, span.start, span.end - 1)
    if any(map(str.isalnum, span.cut(text))):
        yield span
