"""A text as its reader sees it: without Markdown's and HTML's signs, and with a way back to the offsets.

What people paste is half marked up: emphasis and links inside a quotation, the footnote numbers of a
chatbot's answer, code. None of it is a word of the quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pullquote.spans import Span

_CODE = re.compile(
    r"^(?P<fence>```+|~~~+)[^\n]*\n.*?^(?P=fence)[^\n]*$|(?<!`)`(?!`)[^`'’\n]+`(?!`)",
    re.DOTALL | re.MULTILINE,
)
_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s+[^<>\n]*)?/?>|<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_DEFINED = re.compile(r"^[ \t]*\[(?!\^)[^\]\n]+\]:[ \t]+\S.*$|^[ \t]*\[\^[^\]\n]+\]:", re.MULTILINE)
_LINK = re.compile(
    r"(\[)[^\[\]\n]*(?:\n[^\[\]\n]+)?"
    r"(\]\((?:https?://|www\.|mailto:|[/#.])[^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\))"
)
_CITED = r"(?:\[\^?\d{1,3}(?:[,–-] ?\d{1,3})*\]|\[\^[^\]\s]{1,30}\]|【[^】\n]{1,40}】)"
_NUMBER = re.compile(
    rf"(?<=\S)(?:[ \t]{_CITED}+(?=[.,;:!?”\"’')]|\s*$|\s+[A-Z“\"(])|{_CITED}+)", re.MULTILINE
)
_BULLET = re.compile(r"^[ \t]*(?:[*+•▪·]|#{1,6})[ \t]+", re.MULTILINE)
_OPENING = re.compile(r"(?<![\w*_~\\])(?:\*{1,3}|_{1,3}|~~)(?=[^\s*_~])")
_CLOSING = re.compile(r"(?<=[^\s*_~\\])(?:\*{1,3}|_{1,3}|~~)(?![\w*_~])")
_INSIDE = re.compile(r"(?<=\w)\*\*(?=\w)")
_ESCAPE = re.compile(r"\\(?=[*_\[\]()#`>~\"'.!-])")
_SIGNS = (_CODE, _TAG, _IMAGE, _DEFINED, _NUMBER, _BULLET, _OPENING, _CLOSING, _INSIDE, _ESCAPE)


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` without markup; its character `kept[i]` is the original's character `origin[i]`."""

    text: str
    kept: tuple[int, ...] = (0,)
    origin: tuple[int, ...] = (0,)

    def place(self, span: Span) -> Span:
        """The place in the original of a span of the plain text, with any markup inside it."""
        if not len(span):
            return Span(self._back(span.start), self._back(span.start))
        return Span(self._back(span.start), self._back(span.end - 1) + 1)

    def _back(self, offset: int) -> int:
        piece = bisect_right(self.kept, offset) - 1
        return self.origin[piece] + offset - self.kept[piece]


def plain(text: str) -> Plain:
    """Take the markup out of a text; code goes with all that it holds."""
    pieces: list[str] = []
    kept: list[int] = []
    origin: list[int] = []
    place = length = 0
    for start, end in _disjoint(text):
        if start > place:
            pieces.append(text[place:start])
            kept.append(length)
            origin.append(place)
            length += start - place
        place = end
    pieces.append(text[place:])
    return Plain("".join(pieces), (*kept, length), (*origin, place))


def _disjoint(text: str) -> Iterator[tuple[int, int]]:
    """Every stretch of markup, in order; one inside another goes with it."""
    end = 0
    for start, stop in sorted(_stretches(text)):
        if stop > end:
            yield max(start, end), stop
            end = stop


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    for rule in _SIGNS:
        yield from (match.span() for match in rule.finditer(text))
    for link in _LINK.finditer(text):
        yield link.span(1)
        yield link.span(2)
