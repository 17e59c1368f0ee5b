"""Quotation marks of all styles, paired into quotations with exact places.

A paragraph at a time: a mark that nobody closes ends with its paragraph, and never swallows the article.
Apostrophes, decades, feet and inches are not marks. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pullquote.attribution.marks import DOUBLE, SINGLE, STYLES, Mark, Style, marks_in, with_partners
from pullquote.spans import Span, trimmed


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between marks. `words` is trimmed and holds neither mark; `whole` holds both.

    `continues`: the same speech as the quotation before, after a paragraph break at which the mark was
    not closed but opened again. `closed` is False where the paragraph ended first. `inner` are the
    quotations inside this one.
    """

    words: Span
    whole: Span
    style: Style
    closed: bool = True
    continues: bool = False
    inner: tuple[Quotation, ...] = ()


def paragraphs(text: str) -> Iterator[Span]:
    """Every line that is not blank; the lines of a hard-wrapped block together.

    A block counts as wrapped when all its lines but the last are 40 to 100 characters long and at least
    one goes on in lower case.
    """
    for block in _blocks(text):
        if _wrapped(text, block):
            yield Span(block[0].start, block[-1].end)
        else:
            yield from block


def _blocks(text: str) -> Iterator[list[Span]]:
    block: list[Span] = []
    for line in re.finditer(r"[^\n]*\n?", text):
        span = trimmed(text, *line.span())
        if len(span):
            block.append(span)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _wrapped(text: str, lines: list[Span]) -> bool:
    return (
        len(lines) > 1
        and all(40 <= len(line) <= 100 for line in lines[:-1])
        and any(text[line.start].islower() for line in lines[1:])
    )


def quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text, in order and disjoint; those inside stand in `inner`."""
    found: list[Quotation] = []
    blocks = list(paragraphs(text))
    for paragraph, after in pairwise([*blocks, None]):
        assert paragraph is not None
        taken_up = after is not None and text[after.start] == "‘"
        found.extend(_continued(_pair(text, paragraph, taken_up), found, paragraph))
    return found


def _continued(here: list[Quotation], before: list[Quotation], paragraph: Span) -> list[Quotation]:
    """Mark the first quotation if it takes up the one that the paragraph before left open."""
    last = before[-1] if before else None
    if not here or last is None or last.closed or here[0].whole.start != paragraph.start:
        return here
    first = here[0]
    if first.style is not last.style:
        return here
    return [Quotation(first.words, first.whole, first.style, first.closed, True, first.inner), *here[1:]]


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner, with the quotations met since."""

    mark: Mark
    inner: list[Quotation] = field(default_factory=list)

    @property
    def style(self) -> Style:
        return STYLES[self.mark.glyph]


def _pair(text: str, paragraph: Span, taken_up: bool) -> list[Quotation]:
    """Pair the marks of one paragraph with a stack; what is left open ends with the paragraph.

    `taken_up`: the next paragraph opens with a single mark, so one that is left open here is no apostrophe.
    """
    marks = with_partners(text, list(marks_in(text, paragraph)))
    top: list[Quotation] = []
    waiting: list[_Open] = []
    for mark in marks:
        family = _family(mark)
        place = next((i for i in reversed(range(len(waiting))) if waiting[i].style in family), None)
        if _closes(mark, waiting[place] if place is not None else None):
            assert place is not None
            opened = waiting[place]
            inner = [*opened.inner, *(q for other in waiting[place + 1 :] for q in other.inner)]
            del waiting[place:]
            _add(waiting, top, _quotation(text, opened, mark.start, mark.end, inner))
        elif _opens(mark, place is not None) and len(waiting) < _DEEPEST:
            waiting.append(_Open(mark))
    for opened in _unclosed(waiting, top, taken_up):
        top.extend(_ended(text, opened, paragraph.end))
    return sorted(top, key=lambda quotation: quotation.whole.start)


_DEEPEST = 6
"""Marks that may wait at a time; more are damage, not nesting."""


def _add(waiting: list[_Open], top: list[Quotation], quotation: Quotation) -> None:
    if len(quotation.words):
        (waiting[-1].inner if waiting else top).append(quotation)


def _family(mark: Mark) -> frozenset[Style]:
    style = STYLES[mark.glyph]
    if style in DOUBLE:
        return DOUBLE
    return SINGLE if style in SINGLE else frozenset({style})


def _closes(mark: Mark, opened: _Open | None) -> bool:
    if opened is None:
        return False
    if mark.glyph in ("“", "‟", "„"):
        return (opened.style is Style.LOW and mark.glyph != "„") or (mark.closes and not mark.opens)
    if mark.glyph in ("”", "''"):
        return True
    if mark.glyph in "«»‹›":
        return mark.glyph != opened.mark.glyph
    if mark.glyph == '"':
        return not mark.opens or (
            mark.closes and opened.style is Style.STRAIGHT and opened.mark.end != mark.start
        )
    return mark.glyph not in "‘‚" and mark.closes


def _opens(mark: Mark, inside: bool) -> bool:
    if mark.glyph in ("“", "‟", "„", "``", "‘", "‚", "«", "‹"):
        return mark.glyph not in "‘‚" or mark.opens
    if mark.glyph in ("”", "''", "»", "›"):
        return mark.opens and not inside
    if mark.glyph == "’":
        return False
    return mark.opens


def _quotation(text: str, opened: _Open, stop: int, end: int, inner: list[Quotation]) -> Quotation:
    return Quotation(
        trimmed(text, opened.mark.end, stop),
        Span(opened.mark.start, end),
        opened.style,
        inner=tuple(inner),
    )


def _unclosed(waiting: list[_Open], top: list[Quotation], taken_up: bool) -> Iterator[_Open]:
    """What still waits at the end. A single mark is then an apostrophe unless the speech is taken up."""
    outermost: _Open | None = None
    for opened in waiting:
        if outermost is None and (opened.style not in SINGLE or (taken_up and opened.mark.glyph == "‘")):
            outermost = opened
        elif outermost is None:
            top.extend(opened.inner)
        else:
            outermost.inner.extend(opened.inner)
    if outermost:
        yield outermost


def _ended(text: str, opened: _Open, end: int) -> list[Quotation]:
    """A quotation that nobody closed ends where the next one of its kind opens, or with its paragraph."""
    doubles = [inner for inner in opened.inner if inner.style not in SINGLE]
    stop = doubles[0].whole.start if doubles else end
    words = trimmed(text, opened.mark.end, stop)
    within = tuple(inner for inner in opened.inner if inner.whole.end <= stop)
    beyond = [inner for inner in opened.inner if inner.whole.start >= stop]
    if not len(words):
        return [*within, *beyond]
    whole = Span(opened.mark.start, words.end)
    return [Quotation(words, whole, opened.style, False, inner=within), *beyond]
