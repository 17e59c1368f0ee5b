"""Writings that speak: by the fullest form that the article gives them, or for a named owner."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pullquote.attribution.nouns import DOCUMENTS, NO_NAME
from pullquote.attribution.people import People
from pullquote.attribution.wordlists import words
from pullquote.spans import Span

_WINDOW = 20_000
"""Characters before a mention in which its fuller form is looked for."""

_OWNED = re.compile(
    r"\b(?:"
    + "|".join(sorted(DOCUMENTS))
    + r"|e-mail|text|note|document)s? (?:from|by|of) (?=(?:the )?([a-z]+, )?[A-Z])"
)
_INTRODUCED = re.compile(r"\b(?:an?|the) (?:[\w-]+ )?(" + "|".join(sorted(DOCUMENTS)) + r")\b")
_WRITES_IN = re.compile(
    r"\b[Ii]n (?:an?|the|his|her|their|its|another|one) (?:[\w’'-]+ ){0,3}?("
    + "|".join(sorted(DOCUMENTS | {"note", "email", "e-mail", "text"}))
    + r")\b(?! (?:about|on) (?:the|an?) )"
)
_LATELY = 400
_LEAD = re.compile(r"[\w&’' -]*$")
_MONTHS = words("January February March April May June July August September October November December")
_MODIFIERS = words(
    "executive annual draft final interim internal joint open federal quarterly official preliminary"
)


@dataclass(slots=True)
class Documents:
    """The writings of one masked text."""

    text: str
    known: dict[tuple[str, int], str] = field(default_factory=dict)
    latest: tuple[str, int] = "", 0

    def full_name(self, bare: str, noun: str, at: int) -> str:
        """The fullest form of a writing that is called by its noun alone ("the order"); else as it stands."""
        if " " in bare:
            return bare
        key = bare, at // _WINDOW
        if key not in self.known:
            self.known[key] = self._fullest(bare, at)
        return self.known[key]

    def used(self, frame: Span) -> None:
        """Note that somebody speaks "in a memo": the memo is what "it" means next."""
        if nouns := _WRITES_IN.findall(self.text, frame.start, frame.end):
            self.latest = nouns[-1], frame.end

    def lately(self, at: int) -> str | None:
        """The writing in which somebody spoke right before a place."""
        noun, end = self.latest
        return self.full_name(noun, noun, at) if noun and 0 <= at - end < _LATELY else None

    def _fullest(self, noun: str, at: int) -> str:
        best = noun
        pattern = re.compile(rf"\b{re.escape(noun)}\b")
        start = max(0, at - _WINDOW)
        for match in pattern.finditer(self.text, start, min(len(self.text), at + _WINDOW)):
            lead = _LEAD.search(self.text, max(0, match.start() - 80), match.start())
            form = " ".join([*_modifiers(lead.group().split() if lead else []), noun])
            if len(form) > len(best):
                best = form
        return best

    def named_in(self, span: Span) -> str | None:
        """The writing that a span introduces ("has started a petition"); None without one."""
        found = _INTRODUCED.findall(self.text, span.start, span.end)
        return found[-1] if found else None

    def owner(self, span: Span, known: People) -> str | None:
        """Whose writing a span names ("an e-mail from the owners, Acme Lines"); None without one."""
        for match in _OWNED.finditer(self.text, span.start, span.end):
            inside = known.between(match.end(), min(span.end, match.end() + 60))
            if inside and not inside[0].possessive:
                return inside[0].name
        return None


def _modifiers(before: list[str]) -> list[str]:
    """The words in front of a noun that belong to its name, possessors included.

    Lower-case words count between a capital and the noun ("its May housing order").
    """
    kept: list[str] = []
    for word in reversed(before[-5:]):
        own = word[0].isupper() or word.endswith(("’s", "'s", "s’", "s'"))
        if word.lower() in _ENDS or (own and word in NO_NAME and word not in _MONTHS and len(word) > 3):
            break
        kept.insert(0, word)
    while kept and not (kept[0][0].isupper() or kept[0] in _MODIFIERS or kept[0].endswith(_POSSESSIVE)):
        kept.pop(0)
    return kept


_POSSESSIVE = ("’s", "'s", "s’", "s'")
_ENDS = words(
    "the a an its his her their this that of for in on at by to with from and or but is are was were has "
    "had who which"
)
