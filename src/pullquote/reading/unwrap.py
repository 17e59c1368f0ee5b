"""Paragraphs out of printed lines: where a page breaks a line only because it was full.

A PDF knows where letters stand, not where paragraphs end. A sentence cut at every line would be cited in
pieces, so a break that came only from the width of the column is undone, once, before any span is made.
"""

from __future__ import annotations

import re
from itertools import pairwise

_NARROWEST = 30
"""Characters under which no column is taken to be full; short lines stay as they are."""

_FULL = 0.85
"""A line is full if the next word would have passed this share of the column; letters differ in width."""

_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
_BROKEN = re.compile(r"([^\W\d_]+)[-\u00ad]$")
_WORD = re.compile(r"\w+")


def unwrapped(text: str) -> str:
    """The text with its wrapped lines joined by a space, or by nothing where a word was broken.

    A hyphen at the end of a line goes only if the text has the whole word elsewhere: "open-" and "source"
    stay two words that belong together.
    """
    lines = [line.strip() for line in text.split("\n")]
    width, known = _width(lines), {word.lower() for word in _WORD.findall(text)}
    pieces: list[str] = []
    for line, after in pairwise([*lines, ""]):
        if _runs_on(line, after, width):
            pieces += _joined(line, after, known)
        else:
            pieces += [line, "\n"]
    return "".join(pieces[:-1])


def _width(lines: list[str]) -> int:
    """The column's width in characters: that of its long lines, but not of one line that sticks out."""
    lengths = sorted(len(line) for line in lines if line)
    return max(_NARROWEST, lengths[len(lengths) * 9 // 10]) if lengths else _NARROWEST


def _runs_on(line: str, after: str, width: int) -> bool:
    """Whether the break between two lines is one of width only."""
    if not line or not after:
        return False
    if after[0].islower() and not _END.search(line):
        return True
    word = after.split(maxsplit=1)[0]
    return len(line) + 1 + len(word) > _FULL * width and len(line) >= _NARROWEST


def _joined(line: str, after: str, known: set[str]) -> tuple[str, str]:
    """The line, without a hyphen that only broke a word, and what stands between it and the next one."""
    broken, rest = _BROKEN.search(line), _WORD.match(after)
    if not broken or not rest or not after[0].islower():
        return line, " "
    whole = (broken[1] + rest[0]).lower()
    return (line[:-1] if whole in known or line.endswith("\u00ad") else line), ""
