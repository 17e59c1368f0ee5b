"""Roles whose holder the article names soon after: "its chief executive said. …” Ann Lee wrote"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pullquote.attribution.frames import Frames
from pullquote.attribution.people import People
from pullquote.attribution.tokens import Mention

_INTRODUCED = re.compile(r",? (?:who\b|\d\d,|said\b|says\b|told\b|wrote\b|has\b|added\b)")
_AGED = re.compile(r", (?:aged )?\d\d\b")
_SOON = 700
"""Characters behind a role in which its holder may be named."""


@dataclass(frozen=True, slots=True)
class Later:
    """The people of one article, as the roles in front of them are read."""

    cut: Frames
    people: People

    def person(self, words: str, head: str, mention: Mention) -> str | None:
        """Whom "The head of the service" means if the next person introduced, soon, is nothing else."""
        aged = words.startswith(("A ", "An ")) and mention.span.start < _SOON
        before_name = aged or words.lower().startswith(("its ", "their ", "his ", "her "))
        ahead = self.cut.masked[max(0, mention.whole.start - 2) : mention.whole.start].strip()
        if (
            not aged
            and not words.startswith(("The ", "Its ", "His ", "Her ", "Their "))
            and not (words.startswith(("the ", "its ", "their ")) and ahead in (",", "”"))
        ):
            return None
        at = mention.span.end
        for place in self.people.between(at, at + _SOON):
            if self.people.is_person(place.name) and self.people.first_at(place.name) == place.span.start:
                role = self.people.roles.get(place.name)
                if self.cut.masked.count("\n\n", at, place.span.start) > 1:
                    return None
                introduced = (_AGED if aged else _INTRODUCED).match(self.cut.masked, place.span.end)
                opens = before_name and role is None and self._opens(place.span.start)
                if opens or (introduced and (role is None or head in role.lower().split())):
                    self.people.describe(place.name, words, at)
                    return place.name
                return None
        return None

    def _opens(self, start: int) -> bool:
        """True for a name that begins a paragraph or follows a quotation there."""
        return self.cut.masked[max(0, start - 4) : start].rstrip(" ")[-1:] in ("\n", "”")
