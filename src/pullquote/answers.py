"""What an answer is, and what is told while it is being made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pullquote.spans import Span
from pullquote.speakers import Kind

if TYPE_CHECKING:  # the command line reads this module, and Chroma takes seconds to import
    from pullquote.retrieval import Hit, Place


class Outcome(StrEnum):
    """Whether the articles answer the question."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True)
class Citation:
    """Words cut from an article by span, with whose they are. Only `citations.cite` makes one.

    It proves that the words are in the article; not that the article is right.
    """

    number: int
    article: str
    title: str | None
    span: Span
    quote: str
    speaker: str | None
    kind: Kind
    role: str | None = None
    also_in: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Closest:
    """A passage that came near, for a reader who wants to look for themselves."""

    place: Place
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds from the question: until retrieval was done, the first citation could be shown, and the end."""

    retrieve: float
    first_citation: float | None
    total: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole outcome of one question. `rejected` is prose of the model that was not shown, and why."""

    question: str
    standalone: str
    outcome: Outcome
    text: str
    citations: tuple[Citation, ...]
    closest: tuple[Closest, ...]
    confidence: float
    timings: Timings
    rejected: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation; `role` is "user" or "assistant"."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Looking:
    """Told first: what came nearest, before it is decided whether any of it answers."""

    closest: tuple[Closest, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """Told as soon as it is decided; a citation told stays in the answer."""

    citation: Citation


@dataclass(frozen=True, slots=True)
class Said:
    """One finished, verified sentence of the prose."""

    sentence: str


Event = Looking | Cited | Said
Tell = Callable[[Event], None]


def unheard(_: Event) -> None:
    """For callers who only want the answer."""


def closest_of(hits: tuple[Hit, ...] | list[Hit], texts: Callable[[Place], str]) -> tuple[Closest, ...]:
    """The hits as they are shown."""
    return tuple(Closest(hit.place, texts(hit.place), hit.score) for hit in hits)
