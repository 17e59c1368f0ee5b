"""Quotation marks of all styles in a paragraph, and the apostrophes that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pullquote.spans import Span


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


STYLES = {
    "“": Style.CURLY, "”": Style.CURLY, "‟": Style.CURLY, '"': Style.STRAIGHT, "„": Style.LOW,
    "``": Style.TYPEWRITER, "''": Style.TYPEWRITER, "«": Style.GUILLEMETS, "»": Style.GUILLEMETS,
    "‘": Style.SINGLE_CURLY, "’": Style.SINGLE_CURLY, "‚": Style.SINGLE_CURLY, "'": Style.SINGLE_STRAIGHT,
    "‹": Style.SINGLE_GUILLEMETS, "›": Style.SINGLE_GUILLEMETS,
}  # fmt: skip
DOUBLE = frozenset({Style.CURLY, Style.STRAIGHT, Style.LOW, Style.TYPEWRITER})
SINGLE = frozenset({Style.SINGLE_CURLY, Style.SINGLE_STRAIGHT})
_MARK = re.compile(r"``|''|[“”‟\"„«»‘’‚'‹›]")
_OPENING_CONTEXT = frozenset(" \t\n\xa0([{<—–-/‘“\"'«„`")
_CLOSING_CONTEXT = frozenset(" \t\n\xa0)]}>—–-/.,;:!?…’”\"'»*_")
# 'em, 'til, '90s: letters or a decade were left out, no quotation opens.
_LEFT_OUT = re.compile(r"(?:\d0s\b|\d\d\b|(?:em|til|tis|twas|cause|bout|round|n)\b)", re.IGNORECASE)
_INCHES = re.compile(r"\d['’′]\s?\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in its place, and what its neighbours let it be."""

    start: int
    end: int
    glyph: str
    opens: bool
    closes: bool


def with_partners(text: str, marks: list[Mark]) -> list[Mark]:
    """Leave out single marks that are apostrophes after all.

    A straight single mark opens only if one that can close follows. One after an s ("the companies' plans")
    closes only if no firmer one follows before the next opening.
    """
    kept: list[Mark] = []
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


def marks_in(text: str, paragraph: Span) -> Iterator[Mark]:
    """The marks of a paragraph, apostrophes as far as one sign tells them left out."""
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
        yield Mark(start, end, match.group(), opens, closes)


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
