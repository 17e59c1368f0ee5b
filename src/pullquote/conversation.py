"""A follow-up made into a question that can stand alone, before anything is looked up.

Plain rules: a pronoun for a person becomes the name of whoever was last spoken of, "And Lee?" asks of Lee
what was asked of somebody else, "What about tolls?" asks on tolls what was asked about something else, and
any other question that leans on the one before takes that one along. What stands alone is left as it is, so
that nothing of an earlier turn leaks into a question about something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pullquote.answers import Turn
from pullquote.attribution.given_names import pronoun_of
from pullquote.people_known import Person, is_personal
from pullquote.wording import content_words, words

_PERSONAL = re.compile(r"\b(he|she|him|his|her|hers)\b(?!['’])", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(?:his|her)\s+(?=[\w“\"])", re.IGNORECASE)
_OPENING = (
    r"^\W*(?:and|but|so|then|also|what about|how about|why(?: not| so)?\W*$|really|in what|since when\W*$)\b"
)
_POINTING = (
    r"\b(?:it|its|they|them|their|theirs|this|these|those|there|one"
    r"|the (?:same|other|latter|former|first|second))\b"
)
_THAT = (
    r"(?<!so )\bthat\b(?=\s*(?:\?|,|$|(?:is|was|do|does|did|mean|coming|true|happen)\b))"
    r"|\b(?:is|was|does|did|about) that\b"
)
_LEANING = re.compile(f"{_OPENING}|{_POINTING}|{_THAT}", re.IGNORECASE)
_ONLY = re.compile(
    r"^\W*(?:(?:and|but|so|then|also|ok(?:ay)?)\W+)*?"
    r"(?:(?:what|how) about|and|but|(?:anything(?: else)? )?(?:on|about))\s+"
    r"(?:(?:on|about|regarding|concerning)\s+)?(?P<new>[^?]{1,60}?)\W*$",
    re.IGNORECASE,
)
"""A question that only puts something new into the place of something old."""

_ON = re.compile(r"\b(?:on|about|regarding|concerning)\s+(?P<old>[^?]+?)\W*$", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:wh\w+|how|is|are|was|were|does|do|did|has|have|had|can|could|will|would|should|if)\b"
    r"|^(?:in|to|by|at|for|from|before|after|since|until|now|then|not)\b",
    re.IGNORECASE,
)
"""What such a question does not hold: it asks something else, or for a place or time."""

_WHO = re.compile(r"^\W*(?:and |so )?(?:who|whom|which)\b", re.IGNORECASE)
_FRESH = re.compile(
    r"^\W*(?:ok(?:ay)?|right|now|well|thanks?(?: you)?)?\W*"
    r"(?:something else|another (?:question|topic)|new question)\W*",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*\[\d+\]")
RECENT = 20
"""Turns of a conversation that are looked back at."""

TAKEN = 200
"""Characters of an earlier turn that a question takes along."""

ABOUT = " (about: "
"""Between a question and what it takes along."""

_VAGUE = frozenset(("think", "thinks", "mean", "means", "right", "true"))
"""Content words that ask nothing of somebody without what was spoken of."""

FEW = 2
"""Content words up to which a question says too little by itself."""


def standalone(question: str, history: Sequence[Turn], people: Sequence[Person]) -> str:
    """The question with what it takes from the conversation written out; the question itself without one."""
    history = history[-RECENT:]
    asked = [turn.content for turn in history if turn.role == "user" and turn.content.strip()]
    if not asked:
        return question
    if fresh := _FRESH.match(question):
        return question[fresh.end() :] or question
    if (only := _ONLY.match(question)) and (swapped := _swapped(only["new"], asked[-1], history, people)):
        return swapped
    named = _named(question, history, people)
    if not _leans(named, people) or (named != question and _enough(named, people)):
        return named
    taken = [turn.content for turn in history[-2:]]
    if len(asked) > 1 and _leans(asked[-1], people):
        taken.insert(0, asked[-2])
    topic = " ".join(_MARK.sub("", one)[:TAKEN].strip() for one in taken)
    return f"{named}{ABOUT}{topic})"


def _swapped(new: str, last: str, history: Sequence[Turn], people: Sequence[Person]) -> str | None:
    """The last question, of somebody or on something new; None where that is not what is asked."""
    if _MORE.search(new) or re.search(_POINTING, new, re.IGNORECASE):
        return None
    then = max(place for place, turn in enumerate(history) if turn.role == "user" and turn.content == last)
    before = standalone(last, history[:then], people).partition(ABOUT)[0]
    said = words(before)
    old = min(
        (person for person in _persons(people) if person.surname in said),
        key=lambda person: said.index(person.surname),
        default=None,
    )
    if old and _is_name(old, new):
        return None
    if old and any(_is_name(person, new) for person in people):
        return mention(old).sub(lambda _: new, before)
    on = _ON.search(before)
    return f"{before[: on.start('old')]}{new}?" if on else None


def _persons(people: Sequence[Person]) -> list[Person]:
    return [person for person in people if is_personal(person.name)]


def _is_name(person: Person, text: str) -> bool:
    """Whether the text is the surname, an alias or the name of the person, and nothing else."""
    own = {part for name in (*person.names, *person.aliases) for part in words(name)}
    said = set(words(text)) - {"the"}
    return person.surname in said and said <= own


def mention(person: Person) -> re.Pattern[str]:
    """Any run of words of the person's name that ends in the surname."""
    parts = "|".join(re.escape(part) for part in person.name.split())
    return re.compile(rf"\b(?:(?:{parts})\s+)*{re.escape(person.name.split()[-1])}\b", re.IGNORECASE)


def _leans(question: str, people: Sequence[Person]) -> bool:
    unclear = _LEANING.search(question) or _PERSONAL.search(question)
    return unclear is not None or not _enough(question, people)


def _enough(question: str, people: Sequence[Person]) -> bool:
    """Whether it says enough to be looked up: of somebody named a word more is enough."""
    content = content_words(question)
    named = {
        part for one in people if one.surname in content and is_personal(one.name) for part in words(one.name)
    }
    asks = _WHO.match(question) or set(content) - named - _VAGUE
    return len(content) > FEW or bool(named and asks)


def _named(question: str, history: Sequence[Turn], people: Sequence[Person]) -> str:
    """The question with its pronouns for a person replaced, if the conversation speaks of somebody."""
    if not _PERSONAL.search(question) or _names_somebody(question, people):
        return question
    said = _PERSONAL.search(question)
    pronoun = "he" if said and said[1].lower() in ("he", "him", "his") else "she"
    fitting = [person for person in people if pronoun_of(person.name) in (None, pronoun)]
    person = _last_spoken_of(history, fitting)
    return by_name(question, person) if person else question


def by_name(question: str, person: Person) -> str:
    """The question with a name in the place of every "he" and "her"."""
    replaced = _POSSESSIVE.sub(f"{person.name}’s ", question)
    return _PERSONAL.sub(person.name, replaced)


def _names_somebody(question: str, people: Sequence[Person]) -> bool:
    said = words(question)
    return any(person.surname in said and len(words(person.name)) > 1 for person in people)


def _last_spoken_of(history: Sequence[Turn], people: Sequence[Person]) -> Person | None:
    """The person whom the latest turn that names one names first.

    What the user asked goes before the answer, unless it asked who.
    """
    turns = [turn for turn in history if turn.content.strip()]
    latest = list(reversed(turns[-2:]))
    if not any(turn.role == "user" and _WHO.match(turn.content) for turn in latest):
        latest.sort(key=lambda turn: turn.role != "user")
    for turn in latest + list(reversed(turns[:-2])):
        said = words(turn.content)
        found = [person for person in _persons(people) if person.surname in said]
        if found:  # of two with one surname, the one whose other names are there too
            return min(found, key=lambda p: (said.index(p.surname), not set(words(p.name)) <= set(said)))
    return None
