"""A question that asks several things, taken apart: each part is looked up by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pullquote.conversation import ABOUT
from pullquote.people_known import Person
from pullquote.questions import Asked, wants
from pullquote.wording import STOPWORDS, content_words, words

MOST = 3
"""Parts that are looked up; a question with more is one question to us."""

_ASKING = r"(?:what|which|who|whom|whose|how|when|where|why)"
_JOINT = re.compile(
    r"\s*(?:[,;:]\s*(?:and|but)?|\band\b|\bbut\b)\s+"
    rf"(?=(?:(?:in|to|of|on|for|against|towards?|by|with)\s+)?{_ASKING}\b)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:articles (?:together|mention|give|say|report|name)|do the articles|each|compare\w*|both|differ\w*"
    r"|agree\w*|more than one|various|several|across)\b",
    re.IGNORECASE,
)
_SIDES = re.compile(
    r"\b(?:do|does|did|have|has|had|are|were|is|was)\s+"
    r"(?P<one>(?:[\w’'-]+ ){0,3}?[\w’'-]+) and (?P<two>(?:[\w’'-]+ ){0,3}?[\w’'-]+)"
    r"(?=\s+(?:each(?! (?:day|week|month|year|time))|both|differ\w*|disagree\w*|agree\w*)\b)",
    re.IGNORECASE,
)
"""Two who are asked about side by side: "the prosecution and the defence each"."""


def aspects(asked: Asked, *, as_one: bool = False) -> tuple[Asked, ...]:
    """The parts of a question that are to be looked up one by one; the question itself when it is one.

    "How do A and B each see it" asks about A, and about B, unless they speak `as_one` somewhere; also where
    one of them, or both, is nobody whom the articles quote ("the company"). "Who
    said it, and when was that" asks twice, and the second part needs the first to be understood.
    """
    own, about, taken = asked.corrected.partition(ABOUT)  # what an earlier turn asked is not asked again
    pieces = [piece + about + taken for piece in _JOINT.split(own) if _asks(piece)]
    if 1 < len(pieces) <= MOST:
        return tuple(_piece(asked, pieces, number) for number in range(len(pieces)))
    people = [person for person in asked.people if len(words(person.name)) > 1]
    if 1 < len(people) <= MOST and not as_one and _side_by_side(asked, people):
        return tuple(_about(asked, person, people) for person in people)
    sides = _SIDES.search(asked.own)
    if sides and not as_one:
        return tuple(_of_one(asked, sides, side) for side in ("one", "two"))
    return (asked,)


def _asks(piece: str) -> bool:
    """Whether it can be looked up: "and why" can't."""
    content = content_words(piece)
    return len(content) > 1 or not STOPWORDS.issuperset(content)


def over_articles(asked: Asked) -> bool:
    """Whether the question wants to hear from more than one article."""
    return _TOGETHER.search(asked.own) is not None


def _piece(asked: Asked, pieces: list[str], number: int) -> Asked:
    piece = pieces[number] if number == 0 else f"{pieces[number]} ({pieces[0]})"
    own = content_words(pieces[number])
    named = tuple(person for person in asked.people if person.surname in words(pieces[number]))
    return replace(asked, corrected=piece, words=tuple(own), people=named, wants=wants(pieces[number]))


def _about(asked: Asked, person: Person, people: Sequence[Person]) -> Asked:
    """The question as if it named only this one of the people; what else it names stays."""
    others = {word for one in people if one != person for word in words(one.name)} - set(words(person.name))
    kept = [word for word in asked.corrected.split() if not set(words(word)) <= others or not words(word)]
    left = tuple(word for word in asked.words if word not in others)
    return replace(asked, corrected=" ".join(kept), words=left, people=(person,))


def _of_one(asked: Asked, sides: re.Match[str], side: str) -> Asked:
    """The question as if it named only this side; who is named on the other does not answer for it."""
    own, about, taken = asked.corrected.partition(ABOUT)
    whole = f"{own[: sides.start('one')]}{sides[side]}{own[sides.end('two') :]}{about}{taken}"
    named = {one: one.surname in words(sides[side]) for one in asked.people}
    besides = tuple(one for one in asked.people if not named[one] and one.surname in words(sides.group()))
    people = tuple(one for one in asked.people if one not in besides)
    return replace(asked, corrected=whole, words=tuple(content_words(whole)), people=people, besides=besides)


def _side_by_side(asked: Asked, people: Sequence[Person]) -> bool:
    """Whether the people are named in one breath ("Harris and Wendy Hall"), not one about the other."""
    said = words(asked.corrected)
    places = sorted(said.index(person.surname) for person in people if person.surname in said)
    between = said[places[0] : places[-1]] if places else []
    return len(places) == len(people) and "and" in between and len(between) <= 4 * len(places)
