"""Whom "the two senators" or "both managers" means: people whom the article names together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pullquote.attribution.frames import Frames
from pullquote.attribution.nouns import COMMON_BODIES, ROLES
from pullquote.attribution.people import Named, People

_COUNT = re.compile(
    r"(?:[Tt]he |[Tt]hese |[Tt]hose |[Aa]ll |[Hh]is |[Hh]er )?(?P<count>[Tt]wo|[Bb]oth|[Tt]hree|[Ff]our"
    r"|[Ff]ive)(?: of the| the)?"
    r" (?P<nouns>[\w-]+(?: [a-z-]+){0,3})"
)
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_BETWEEN = re.compile(
    r"(?: (?:of|from|for|in|at) (?:the )?[A-Z][\w’' -]{0,40}?)?(?:, \d\d)?(?:, [^,.;:“”\n]{1,60})?"
    r"(?P<link>,? and |, | & )(?:[\w.’'-]+ ){0,4}?"
)
_BEFORE = 1200
_BEHIND = 500
"""Characters before and behind a mention in which its people may be named."""
_KIN = {"siblings": "sibling", "women": "woman", "men": "man", "children": "child"}


@dataclass(frozen=True, slots=True)
class Groups:
    """Counted people of one article."""

    cut: Frames
    people: People

    def members(self, words: str, start: int, end: int) -> str | None:
        """The names joined by "and", in the article's order; None where the words count nobody known."""
        counted = _COUNT.match(words)
        if not counted:
            return None
        count = _NUMBERS[counted["count"].lower()]
        nouns = (
            _KIN.get(word, re.sub("men$", "man", word).removesuffix("s")) for word in counted["nouns"].split()
        )
        noun = next((word for word in nouns if word in ROLES or word in _KIN.values()), None)
        if noun is None:
            return None
        called = {one.name for one in self.people.called(noun) if self.people.first_at(one.name) < start}
        if noun in ("man", "woman") and (
            named := self._women(start, count, "she" if noun == "woman" else "he")
        ):
            return named
        definite = not words[0].isupper() or words.startswith(("The ", "Both ", "All ", "These ", "Those "))
        if definite and len(called) == count:
            return " and ".join(sorted(called, key=self.people.first_at))
        listed = self._listed(max(0, start - _BEFORE), start, count)
        if definite and listed:
            return " and ".join(listed[-1])
        listed = self._listed(end, end + _BEHIND, count)
        return " and ".join(listed[0]) if listed else None

    def counts_bodies(self, words: str) -> bool:
        """True for "the two companies", "both clubs"."""
        counted = _COUNT.match(words)
        nouns = counted["nouns"].split() if counted else []
        return any(re.sub("ies$", "y", word).removesuffix("s") in COMMON_BODIES for word in nouns)

    def _women(self, start: int, count: int, pronoun: str) -> str | None:
        """ "Both women": those spoken of last."""
        names: dict[str, None] = {}
        for place in reversed(self.people.between(max(0, start - 2 * _BEFORE), start)):
            if self.people.is_person(place.name) and self.people.genders.get(place.name) == pronoun:
                names[place.name] = None
        chosen = list(names)[:count]
        return " and ".join(sorted(chosen, key=self.people.first_at)) if len(chosen) == count else None

    def _listed(self, start: int, end: int, count: int) -> list[list[str]]:
        """The rows of exactly so many people between two places, in order."""
        rows: list[list[Named]] = []
        last: Named | None = None
        for place in self.people.between(start, end):
            if not self.people.is_person(place.name):
                continue
            linked = last and _BETWEEN.fullmatch(self.cut.masked, last.span.end, place.span.start)
            if linked and rows:
                rows[-1].append(place)
            else:
                rows.append([place])
            last = place
        names = [list(dict.fromkeys(one.name for one in row)) for row in rows]
        return [row for row in names if len(row) == count]
