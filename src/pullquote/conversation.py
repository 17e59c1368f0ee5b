"""A follow-up made into a question that can stand alone, before anything is looked up.

Plain rules: a pronoun for a person becomes the name of whoever was last spoken of, and a question that
leans on the one before ("And what about elections?") takes that one along. What stands alone is left as
it is, so that nothing of an earlier turn leaks into a question about something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pullquote.answers import Turn
from pullquote.people_known import Person
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
_FRESH = re.compile(
    r"^\W*(?:ok(?:ay)?|right|now|well|thanks?(?: you)?)?\W*"
    r"(?:something else|another (?:question|topic)|new question)\W*",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*\[\d+\]")
TAKEN = 200
"""Characters of an earlier turn that a question takes along."""

ABOUT = " (about: "
"""Between a question and what it takes along."""

FEW = 2
"""Content words up to which a question says too little by itself."""


def standalone(question: str, history: Sequence[Turn], people: Sequence[Person]) -> str:
    """The question with what it takes from the conversation written out; the question itself without one."""
    asked = [turn.content for turn in history if turn.role == "user" and turn.content.strip()]
    if not asked:
        return question
    if fresh := _FRESH.match(question):
        return question[fresh.end() :] or question
    named = _named(question, history, people)
    if not _leans(named) or (named != question and len(content_words(named)) > FEW):
        return named
    before = [turn.content for turn in history[-2:]]
    if len(asked) > 1 and _leans(asked[-1]):
        before.insert(0, asked[-2])
    topic = " ".join(_MARK.sub("", one)[:TAKEN].strip() for one in before)
    return f"{named}{ABOUT}{topic})"


def _leans(question: str) -> bool:
    return _LEANING.search(question) is not None or len(content_words(question)) <= FEW


def _named(question: str, history: Sequence[Turn], people: Sequence[Person]) -> str:
    """The question with its pronouns for a person replaced, if the conversation speaks of somebody."""
    if not _PERSONAL.search(question) or _names_somebody(question, people):
        return question
    person = _last_spoken_of(history, people)
    if person is None:
        return question
    replaced = _POSSESSIVE.sub(f"{person.name}’s ", question)
    return _PERSONAL.sub(person.name, replaced)


def _names_somebody(question: str, people: Sequence[Person]) -> bool:
    said = words(question)
    return any(person.surname in said and len(words(person.name)) > 1 for person in people)


def _last_spoken_of(history: Sequence[Turn], people: Sequence[Person]) -> Person | None:
    """Whoever the latest turn that names somebody names first; what the user asked goes before the answer."""
    turns = [turn for turn in history if turn.content.strip()]
    for turn in sorted(reversed(turns[-2:]), key=lambda turn: turn.role != "user") + list(
        reversed(turns[:-2])
    ):
        said = words(turn.content)
        found = [p for p in people if len(words(p.name)) > 1 and p.surname in said]
        if found:  # of two with one surname, the one whose other names are there too
            return min(found, key=lambda p: (said.index(p.surname), not set(words(p.name)) <= set(said)))
    return None
