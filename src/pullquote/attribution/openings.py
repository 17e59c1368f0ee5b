"""How a sentence without speech begins: with a body that acts, or as a question about somebody."""

from __future__ import annotations

import re

from pullquote.attribution.people import People
from pullquote.spans import Span

ASKS_OF = re.compile(
    r"(?:(?:And|But|So|Then) )?(?:[Hh]ad|[Dd]id|[Dd]oes|[Dd]o|[Ii]s|[Ww]as|[Hh]as|[Ww]ill|[Ww]ould"
    r"|[Cc]ould|[Cc]an"
    r"|[Ww]hat|[Ww]hy|[Hh]ow|[Ww]here|[Ww]hen)(?: \w+){0,2} (?:he|she)\b"
)
"""A question about somebody spoken of already: it brings in nobody else."""
OPENING_ROLE = re.compile(
    r"(?:The|Its|Their|His|Her|An?) (?:[\w’'-]+ ){0,3}?([a-z]+)"
    r"(?= (?:[a-z]+(?:ed|s)|has|is|was|had)\b|, (?:who|whose)\b)"
)
_OFFICE = re.compile(
    r"([A-Z][\w-]+[’']s (?:office|team|lawyers|campaign|party|family|employer|agent|legal team))(?= [a-z])"
)
_WHICH = re.compile(r", (?:which|whose)\b")


def acting_body(text: str, people: People, frame: Span) -> str | None:
    """ "Lee's office" or "The Justice Department, which …": a body, whoever else the sentence names."""
    office = _OFFICE.match(text, frame.start, frame.end)
    if office:
        return office.group(1)
    inside = people.between(frame.start, min(frame.end, frame.start + 80))
    first = inside[0] if inside else None
    if first is None or first.possessive or people.is_person(first.name):
        return None
    opens = text[frame.start : first.span.start] in ("", "The ")
    return first.name if opens and _WHICH.match(text, first.span.end) else None
