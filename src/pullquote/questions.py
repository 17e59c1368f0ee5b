"""What a question asks for, read off its words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pullquote.conversation import ABOUT
from pullquote.errors import QuestionRefused
from pullquote.introductions import asked_after
from pullquote.namesakes import mentioned
from pullquote.offices import Office, holder
from pullquote.people_known import Person
from pullquote.spelling import Ordinary, corrected
from pullquote.wording import STOPWORDS, content_words


class Wants(StrEnum):
    """The shape of the answer."""

    SPEAKER = "who said it"
    PERSON = "a person or body"
    NUMBER = "a number"
    TIME = "a date or time"
    STATEMENT = "what somebody said"
    ANYTHING = "anything"


SAYING = (
    r"(?:sa(?:y|ys|id|ying)|argu\w*|claim\w*|think\w*|thought|believ\w*|warn\w*|call\w*|describ\w*|writ\w*|wrote|view\w*"
    r"|opinion\w*|position|stance|respon\w*|react\w*|comment\w*|criti\w*|quot\w*|state[sd]?|stating|told|tell|mean\w*"
    r"|accus\w*|complain\w*|insist\w*|promis\w*|acknowledg\w*|conced\w*|urg(?:e|ed|es|ing)|recommend\w*|demand\w*"
    r"|suggest\w*|admit\w*|object\w*|explain\w*|predict\w*|concern\w*|compar\w*|respond\w*|announc\w*|assert\w*|contend\w*)"
)
"""Verbs and nouns of saying, by which a question asks for somebody's words rather than for a fact."""

_WHO_SAID = re.compile(rf"\b(?:who|whom|whose|which (?:\w+ ){{1,3}}?)\b.*\b{SAYING}\b", re.IGNORECASE)
_SAID = re.compile(rf"\b{SAYING}\b|\baccording to\b", re.IGNORECASE)
_SHAPES = (
    (
        Wants.NUMBER,
        re.compile(
            r"\bhow (?:many|much|large|big|long|old|far|high)\b|\bwhat (?:number|percentage|share|amount)\b",
            re.I,
        ),
    ),
    (
        Wants.TIME,
        re.compile(r"\bwhen\b|\b(?:what|which|in what) (?:year|month|day|date)\b|\bhow long ago\b", re.I),
    ),
    (Wants.PERSON, re.compile(r"\b(?:who|whom|whose)\b", re.I)),
)

LONGEST_QUESTION = 1000
"""Characters: the embedder reads 256 word pieces, and a question that it cannot read whole is refused."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question understood: its words as corrected, those that carry meaning, whom it names and what for.

    `office` is by what it names one of the people, where it does not by name. `introduced` are the names
    of each of whom it asks who that is. `besides` are people whose words do not answer: another part asks
    about them. `after`: the part of a question that it was asked behind, which stands in brackets at its end.
    """

    question: str
    corrected: str
    words: tuple[str, ...]
    people: tuple[Person, ...]
    wants: Wants
    namesakes: tuple[str, ...] = ()
    office: Office | None = None
    introduced: tuple[frozenset[str], ...] = ()
    besides: tuple[Person, ...] = ()
    after: str = ""

    @property
    def own(self) -> str:
        """The corrected question without what it takes along from an earlier turn."""
        return self.corrected.partition(ABOUT)[0]

    @property
    def by_itself(self) -> str:
        """Its own words without the part that it was asked behind."""
        return self.own.removesuffix(f" ({self.after})")

    @property
    def posed(self) -> str:
        """What a model is asked: the question itself if it has words that ask something, else with all."""
        return self.own if set(content_words(self.own)) - STOPWORDS else self.corrected

    @property
    def own_words(self) -> tuple[str, ...]:
        """Of `words` those of the question's own."""
        taken = set(content_words(self.along)) - set(content_words(self.own))
        return tuple(word for word in self.words if word not in taken)

    @property
    def along(self) -> str:
        """What it takes along from earlier turns; empty where it stands alone."""
        return self.corrected.partition(ABOUT)[2].removesuffix(")")


def understood(
    rows: sqlite3.Connection, people: Sequence[Person], question: str, ordinary: Ordinary
) -> Asked:
    """The question with its spelling corrected against the articles and the speakers it names."""
    found = corrected(rows, question, ordinary)
    better = found.question
    searched = dict.fromkeys([*content_words(better), *found.alternatives])
    quoted = wants(better.partition(ABOUT)[0]) in (Wants.STATEMENT, Wants.SPEAKER)
    meant, others = mentioned(rows, people, better, quoted=quoted)
    office = holder(rows, people, better)
    if office is not None:
        others_meant = (one for one in meant if one != office.person and one.surname not in office.said)
        meant = (office.person, *others_meant)
    introduced = asked_after(better.partition(ABOUT)[0], meant)
    return Asked(question, better, tuple(searched), meant, wants(better), others, office, introduced)


def wants(question: str) -> Wants:
    """The shape of the answer, by the question's own words; ANYTHING when they do not tell."""
    if _WHO_SAID.search(question):
        return Wants.SPEAKER
    for shape, pattern in _SHAPES:
        if pattern.search(question):
            return shape
    return Wants.STATEMENT if _SAID.search(question) else Wants.ANYTHING


EXAMPLE = 'Write one, as in: pullquote ask "what did Harris say"'
"""What to do about an empty question, for somebody at a shell."""


def require_question(question: str, remedy: str = EXAMPLE) -> str:
    """The question on one line; QuestionRefused when there is none, or more than can be read.

    `remedy` is what whoever asked is to do about an empty one, where that is not to type a command.
    """
    line = " ".join(question.split())
    if any("\ud800" <= char <= "\udfff" for char in line):
        raise QuestionRefused("The question holds bytes that are no text. Write it in UTF-8.")
    if not any(char.isalnum() for char in line):
        raise QuestionRefused(f"The question is empty. {remedy}")
    if len(line) > LONGEST_QUESTION:
        raise QuestionRefused(
            f"The question has {len(line)} characters; {LONGEST_QUESTION} are read. Ask it more shortly."
        )
    return line
