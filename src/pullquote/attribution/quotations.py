"""Quotation marks of all styles, paired into quotations with exact places.

A paragraph at a time: a mark that nobody closes ends with its paragraph, and never swallows the article.
Apostrophes, decades, feet and inches are not marks. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from pullquote.spans import Span, trimmed


class Style(StrEnum):
    """The mark that opens the quotation."""

    CURLY = "curly"
    STRAIGHT = "straight"
    LOW = "low"
    TYPEWRITER = "typewriter"
    GUILLEMETS = "guillemets"
    SINGLE_CURLY = "single curly"
    SINGLE_STRAIGHT = "single straight"
    SINGLE_GUILLEMETS = "single guillemets"


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


_STYLES = {
    "“": Style.CURLY, "”": Style.CURLY, "‟": Style.CURLY, '"': Style.STRAIGHT, "„": Style.LOW,
    "``": Style.TYPEWRITER, "''": Style.TYPEWRITER, "«": Style.GUILLEMETS, "»": Style.GUILLEMETS,
    "‘": Style.SINGLE_CURLY, "’": Style.SINGLE_CURLY, "‚": Style.SINGLE_CURLY, "'": Style.SINGLE_STRAIGHT,
    "‹": Style.SINGLE_GUILLEMETS, "›": Style.SINGLE_GUILLEMETS,
}  # fmt: skip
_DOUBLE = frozenset({Style.CURLY, Style.STRAIGHT, Style.LOW, Style.TYPEWRITER})
_SINGLE = frozenset({Style.SINGLE_CURLY, Style.SINGLE_STRAIGHT})
_MARK = re.compile(r"``|''|[“”‟\"„«»‘’‚'‹›]")
_OPENING_CONTEXT = frozenset(" \t\n\xa0([{<—–-/‘“\"'«„`")
_CLOSING_CONTEXT = frozenset(" \t\n\xa0)]}>—–-/.,;:!?…’”\"'»*_")
# 'em, 'til, '90s: letters or a decade were left out, no quotation opens.
_LEFT_OUT = re.compile(r"(?:\d0s\b|\d\d\b|(?:em|til|tis|twas|cause|bout|round|n)\b)", re.IGNORECASE)
_INCHES = re.compile(r"\d['’′]\s?\d{1,2}$")


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
    for paragraph in paragraphs(text):
        found.extend(_continued(_pair(text, paragraph), found, paragraph))
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


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    glyph: str
    opens: bool
    closes: bool


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner, with the quotations met since."""

    mark: _Mark
    inner: list[Quotation] = field(default_factory=list)

    @property
    def style(self) -> Style:
        return _STYLES[self.mark.glyph]


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    skip = False
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        if skip or before == "=":  # an attribute of some markup: not a quotation, nor is its partner
            skip = not skip
            continue
        if _is_apostrophe(text, match.group(), Span(start, end), before, after):
            continue
        opens = before in _OPENING_CONTEXT and not after.isspace()
        closes = not before.isspace() and (after in _CLOSING_CONTEXT)
        yield _Mark(start, end, match.group(), opens, closes)


def _is_apostrophe(text: str, glyph: str, place: Span, before: str, after: str) -> bool:
    if glyph == '"':
        return bool(_INCHES.search(text[max(0, place.start - 6) : place.start]))
    if glyph not in "'’‘":
        return False
    if before.isalnum() and after.isalnum():
        return True
    if glyph == "'" and before.isdigit():  # feet
        return True
    return not before.isalnum() and bool(_LEFT_OUT.match(text, place.end))


def _pair(text: str, paragraph: Span) -> list[Quotation]:
    """Pair the marks of one paragraph with a stack; what is left open ends with the paragraph."""
    marks = _with_partners(text, list(_marks(text, paragraph)))
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
    for opened in _unclosed(waiting, top):
        top.extend(_ended(text, opened, paragraph.end))
    return sorted(top, key=lambda quotation: quotation.whole.start)


_DEEPEST = 6
"""Marks that may wait at a time; more are damage, not nesting."""


def _add(waiting: list[_Open], top: list[Quotation], quotation: Quotation) -> None:
    if len(quotation.words):
        (waiting[-1].inner if waiting else top).append(quotation)


def _family(mark: _Mark) -> frozenset[Style]:
    style = _STYLES[mark.glyph]
    if style in _DOUBLE:
        return _DOUBLE
    return _SINGLE if style in _SINGLE else frozenset({style})


def _closes(mark: _Mark, opened: _Open | None) -> bool:
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


def _opens(mark: _Mark, inside: bool) -> bool:
    if mark.glyph in ("“", "‟", "„", "``", "‘", "‚", "«", "‹"):
        return mark.glyph not in "‘‚" or mark.opens
    if mark.glyph in ("”", "''", "»", "›"):
        return mark.opens and not inside
    if mark.glyph == "’":
        return False
    return mark.opens


def _with_partners(text: str, marks: list[_Mark]) -> list[_Mark]:
    """Leave out single marks that are apostrophes after all.

    A straight single mark opens only if one that can close follows. One after an s ("the companies' plans")
    closes only if no firmer one follows before the next opening.
    """
    kept: list[_Mark] = []
    firm = anything = False
    for mark in reversed(marks):
        if mark.glyph not in "'’‘‚":
            kept.append(mark)
            continue
        if mark.glyph in "‘‚" or (mark.opens and mark.glyph == "'" and not mark.closes):
            if anything or mark.glyph in "‘‚":
                kept.append(mark)
            firm = anything = False
        elif mark.closes:
            possessive = text[mark.start - 1] in "sS" and text[mark.end : mark.end + 1] == " "
            if possessive and firm:
                continue
            firm = firm or not possessive
            anything = True
            kept.append(mark)
    kept.reverse()
    return kept


def _quotation(text: str, opened: _Open, stop: int, end: int, inner: list[Quotation]) -> Quotation:
    return Quotation(
        trimmed(text, opened.mark.end, stop),
        Span(opened.mark.start, end),
        opened.style,
        inner=tuple(inner),
    )


def _unclosed(waiting: list[_Open], top: list[Quotation]) -> Iterator[_Open]:
    """What still waits at the end. A single mark is then an apostrophe unless it opens the paragraph."""
    outermost: _Open | None = None
    for opened in waiting:
        if outermost is None and opened.style not in _SINGLE:
            outermost = opened
        elif outermost is None:
            top.extend(opened.inner)
        else:
            outermost.inner.extend(opened.inner)
    if outermost:
        yield outermost


def _ended(text: str, opened: _Open, end: int) -> list[Quotation]:
    """A quotation that nobody closed ends where the next one of its kind opens, or with its paragraph."""
    doubles = [inner for inner in opened.inner if inner.style not in _SINGLE]
    stop = doubles[0].whole.start if doubles else end
    words = trimmed(text, opened.mark.end, stop)
    within = tuple(inner for inner in opened.inner if inner.whole.end <= stop)
    beyond = [inner for inner in opened.inner if inner.whole.start >= stop]
    if not len(words):
        return [*within, *beyond]
    whole = Span(opened.mark.start, words.end)
    return [Quotation(words, whole, opened.style, False, inner=within), *beyond]
