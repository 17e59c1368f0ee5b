"""What a system answered, read from the contract's objects; any other shape is an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from pullquote.errors import PullquoteError
from pullquote.spans import Span

_T = TypeVar("_T", bound=BaseModel)


class AnswerBroken(PullquoteError):
    """A system returned an object that does not follow the contract."""


class _Seen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Cited(_Seen):
    """A place in an article as a system gave it. Not verified: whether the words are there is measured."""

    article: str
    start: int
    end: int

    @property
    def span(self) -> Span | None:
        """The place as a span; None when the numbers are no span, which covers nothing."""
        return Span(self.start, self.end) if 0 <= self.start <= self.end else None


class Citation(Cited):
    """One numbered citation of an answer."""

    number: int
    quote: str
    speaker: str | None = None
    kind: str | None = None
    also_in: tuple[Cited, ...] = ()

    @property
    def places(self) -> tuple[Cited, ...]:
        """Where its words stand: its own place first, then the other articles that have them."""
        return (self, *self.also_in)


class Passage(Cited):
    """One search result; near-duplicates in other articles may stand beside it."""

    text: str
    score: float
    also_in: tuple[Cited, ...] = ()

    @property
    def places(self) -> tuple[Cited, ...]:
        """Its own place, then those of its near-duplicates."""
        return (self, *self.also_in)


class Timings(_Seen):
    """Seconds; `first_citation` is None when the system abstained."""

    total: float
    first_citation: float | None = None


class Answer(_Seen):
    """One answer. `confidence` None: the system gives none, so nothing about it is measured."""

    outcome: Literal["answered", "abstained"]
    answer: str
    citations: tuple[Citation, ...] = ()
    confidence: float | None = None
    timings: Timings | None = None

    @property
    def answered(self) -> bool:
        """True unless the system declined."""
        return self.outcome == "answered"


class Search(_Seen):
    """The passages a system found, best first."""

    passages: tuple[Passage, ...]


def read_answer(given: Mapping[str, Any]) -> Answer:
    """The answer of a contract object; AnswerBroken when it is none."""
    return _read(Answer, given)


def read_search(given: Mapping[str, Any]) -> Search:
    """The passages of a contract object; AnswerBroken when it is none."""
    return _read(Search, given)


def _read(kind: type[_T], given: Mapping[str, Any]) -> _T:
    try:
        return kind.model_validate(given)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise AnswerBroken(f"not the contract's object: {where}: {first['msg']}") from wrong
