"""Places in a text.

A span counts Python characters of `Article.text` (or of a checked text), half-open, fixed when the
article is loaded: not bytes of the file, not JavaScript's UTF-16 units.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters `[start, end)`; an empty span is allowed, a negative or reversed one is not."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def cut(self, text: str) -> str:
        """The words at this place; a span that reaches beyond the text is an error, not a shorter cut."""
        if self.end > len(text):
            raise ValueError(f"[{self.start}, {self.end}) reaches beyond a text of {len(text)} characters")
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """True if the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: Span) -> int:
        """How many characters both spans share; 0 when they only touch."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends; empty (at `start`) when nothing else is there."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
