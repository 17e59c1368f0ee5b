"""Words in their places, and the words that stand for a speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from pullquote.attribution.wordlists import words
from pullquote.spans import Span

TOKEN = re.compile(r"“[^”]*”|\w[\w'’&-]*(?:\.\w[\w'’&-]*)*(?:\.(?=\s\w|,))?|[^\w\s]")
PRONOUNS = words("he she they it we i who which")
DETERMINERS = words(
    "the a an this that these those some many most several its his her their our one another no two three"
)

REACH = 420
"""How far from its verb a subject is looked for, in characters."""


class What(Enum):
    """How a mention names."""

    PRONOUN = auto()
    NAME = auto()
    PHRASE = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """The words that stand for a speaker. `whole` holds its role and determiners too."""

    span: Span
    what: What
    whole: Span
    negated: bool = False
    told: Span | None = None
    """The clause in front ("Lee is ill, she said"), whose names a pronoun behind it does not mean."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark, and the characters of the text that it takes."""

    words: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.words[0].isupper()


def tokens_in(text: str, start: int, end: int) -> list[Token]:
    """The tokens between two offsets, in order; a word that the end cuts is cut."""
    return [Token(m.group(), *m.span()) for m in TOKEN.finditer(text, start, end)]
