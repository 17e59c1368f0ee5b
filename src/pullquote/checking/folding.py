"""Typographic folding with a way back to the offsets.

Folding takes away what a typesetter, a word processor or a browser may change without changing a word:
the shape of marks and dashes, the kind and number of spaces, the ellipsis glyph, ligatures, soft hyphens,
zero-width characters and decomposed accents. Case stays unless it is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from pullquote.spans import Span

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
"""Characters that show nothing: soft hyphen, zero-width spaces and joiners, direction marks."""
DOUBLE_MARKS = '“”„‟«»"″〝〞'
SINGLE_MARKS = "‘’‚‛‹›'′ʼ`´"
DASHES = "-‐‑‒–—―−﹣－"

_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_GLYPHS = (
    {ord(char): '"' for char in DOUBLE_MARKS}
    | {ord(char): "'" for char in SINGLE_MARKS}
    | {ord(char): "-" for char in DASHES}
    | {ord(char): None for char in INVISIBLE}
    | {ord(char): new for char, new in _LIGATURES.items()}
    | {ord("…"): "..."}
)
_COMBINING = "\u0300-\u036f"
_UNIT = re.compile(rf"(?:\s[{INVISIBLE}]*)+|-{{2,}}|``|''|\.(?: \.){{2,}}|.[{_COMBINING}]*", re.DOTALL)
_LETTERS = rf"[^\W_](?:[^\W_]|[{INVISIBLE}{_COMBINING}])*"
_WORD = re.compile(
    rf"\d+(?:[.,]\d+)+(?!\w)|{_LETTERS}(?:['’ʼ‘′`´]{_LETTERS})*"
    r"|[^\w\s" + re.escape(INVISIBLE + DOUBLE_MARKS + SINGLE_MARKS + DASHES) + r".,;:!?…()\[\]{}/*_>·•]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text. Character i stands for `text[starts[i]:ends[i]]` of what was folded."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def unfold(self, start: int, end: int) -> Span:
        """The place in the unfolded text of the folded characters `[start, end)`; not for an empty range."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no folded characters at [{start}, {end})")
        return Span(self.starts[start], self.ends[end - 1])


def fold(text: str, *, case: bool = False) -> Folded:
    """Fold a text, keeping for every character where it came from; with `case`, letter case goes too."""
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for unit in _UNIT.finditer(text):
        for char in _folded_unit(unit.group(), case):
            written.append(char)
            starts.append(unit.start())
            ends.append(unit.end())
    return Folded("".join(written), tuple(starts), tuple(ends))


def _folded_unit(unit: str, case: bool) -> str:
    if unit[0].isspace():
        return " "
    if unit in ("``", "''"):
        return '"'
    if unit.startswith("--"):
        return "-"
    if unit.startswith(". "):
        return "..."
    folded = fold_word(unit)
    return folded.casefold() if case else folded


def fold_word(word: str) -> str:
    """One word without its typography; length may change, case does not."""
    if word.isascii():
        return word.replace("`", "'")
    return unicodedata.normalize("NFC", word.translate(_GLYPHS))


class Word(NamedTuple):
    """A word at `[start, end)` of the text; `folded` keeps its case, `key` does not.

    Numbers keep their inner points and commas, contractions their apostrophe; a hyphen parts two words.
    Signs that are read aloud (%, $, =, &) are words.
    """

    folded: str
    key: str
    start: int
    end: int


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]`, with their places in the whole text."""
    found = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        folded = fold_word(match.group())
        found.append(Word(folded, folded.casefold(), *match.span()))
    return found


def fold_gap(gap: str) -> str:
    """What stands between two words, folded: no spaces, every quotation mark a `"`, every dash a `-`."""
    if gap == " ":
        return ""
    folded = re.sub(r"\s+", "", gap.translate(_GLYPHS)).replace("'", '"')
    return re.sub(r'"{2,}', '"', re.sub(r"-{2,}", "-", folded))
