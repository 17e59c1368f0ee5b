"""Sentences with exact spans.

The boundaries come from sentencex (Wikimedia's splitter), asked paragraph by paragraph, so that a
quotation mark nobody closed cannot swallow the article. Its offsets are counted from the pieces it
returns, in order; nothing is searched for, so a sentence that repeats keeps its own place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sentencex import segment

from pullquote.spans import Span, trimmed

VERSION = "sentences-1"
"""Changes whenever the same text would be cut differently; an index remembers it."""

LONGEST = 600
"""Characters after which a sentence that holds whole sentences (a long quotation) is cut between them."""

_PARAGRAPH = re.compile(r"[^\n]+")
# sentencex keeps what is inside quotation marks together, and with it the sentence before the mark.
_BEFORE_QUOTE = re.compile(r"(?<=[.!?…])[\"”’)\]]*(\s+)(?=[“\"])")
_INSIDE = re.compile(r"(?<=[.!?…])[”\"’)\]]*(\s+)(?=[“\"(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]\.){1,}|\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|No|vs|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|dept|est|fig)\.)$"
)
_HOUR = re.compile(r"\d\s*[ap]\.m\.$")
_AFTER_HOUR = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|E[SD]?T\b|GMT|UTC|[a-z]")


def sentences(text: str, left_out: Iterable[Span] = ()) -> Iterator[Span]:
    """Yield every sentence in order, trimmed, passing over the `left_out` spans (sorted, disjoint).

    Together with what is left out they hold every character that is not white space.
    """
    for stretch in _between(len(text), left_out):
        for paragraph in _PARAGRAPH.finditer(text, stretch.start, stretch.end):
            for piece in _joined(_pieces(text, paragraph.start(), paragraph.end()), text):
                yield from _shortened(text, piece)


def _between(length: int, left_out: Iterable[Span]) -> Iterator[Span]:
    start = 0
    for span in left_out:
        yield Span(start, span.start)
        start = span.end
    yield Span(start, length)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The library's sentences of one paragraph, with the break it misses before a quotation."""
    place = start
    for piece in segment("en", text[start:end]):
        stop = min(place + len(piece), end)
        for part in _cut_before_quotes(text, place, stop):
            if part.start < part.end:
                yield part
        place = stop
    rest = trimmed(text, place, end)
    if rest.start < rest.end:
        yield rest


def _cut_before_quotes(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for match in _BEFORE_QUOTE.finditer(text, start, end):
        before = text[begin : match.start(1)]
        if (
            before.count("“") > before.count("”")
            or before.count('"') % 2
            or _ABBREVIATION.search(before.rstrip())
        ):
            continue
        yield trimmed(text, begin, match.start(1))
        begin = match.end(1)
    yield trimmed(text, begin, end)


def _joined(pieces: Iterator[Span], text: str) -> Iterator[Span]:
    """Put back together what was cut after an hour ("at 5 p.m. Tuesday")."""
    held: Span | None = None
    for piece in pieces:
        if held and _HOUR.search(held.cut(text)) and _AFTER_HOUR.match(text, piece.start):
            held = Span(held.start, piece.end)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _shortened(text: str, piece: Span) -> Iterator[Span]:
    """Cut a very long sentence between the sentences that its quotations hold; one without stays whole."""
    if len(piece) <= LONGEST:
        yield piece
        return
    begin = piece.start
    for match in _INSIDE.finditer(text, piece.start, piece.end):
        if _ABBREVIATION.search(text[begin : match.start(1)]):
            continue
        yield Span(begin, match.start(1))
        begin = match.end(1)
    yield trimmed(text, begin, piece.end)
