"""One question and what became of it, as plain data that can be shown, kept and exported."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from pullquote.answers import Answer, Citation, Cited, Closest, Event, Looking, Outcome, Said
from pullquote.indexing.library import Library


class State(StrEnum):
    """How far an exchange is; the last four are ends."""

    WAITING = "waiting"
    LOOKING = "looking"
    WRITING = "writing"
    ANSWERED = "answered"
    ABSTAINED = "abstained"
    STOPPED = "stopped"
    FAILED = "failed"


ENDS = (State.ANSWERED, State.ABSTAINED, State.STOPPED, State.FAILED)


@dataclass(frozen=True, slots=True)
class Source:
    """A place in an article, and what a reader wants to know of that article. `words` stand at the place."""

    article: str
    start: int
    end: int
    words: str
    title: str | None
    outlet: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """A verified quotation."""

    number: int
    source: Source
    speaker: str | None
    role: str | None
    kind: str
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer so far. `fault` is one line for the user when it failed."""

    id: str
    question: str
    state: State = State.WAITING
    standalone: str = ""
    cards: tuple[Card, ...] = ()
    sentences: tuple[str, ...] = ()
    near: tuple[Source, ...] = ()
    confidence: float | None = None
    seconds: float | None = None
    model: str = "none"
    remarks: tuple[str, ...] = ()
    fault: str = ""
    ahead: int = 0
    filters: dict[str, Any] = field(default_factory=dict)

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ENDS

    @property
    def prose(self) -> str:
        """The answer's prose so far."""
        return " ".join(self.sentences)


def begun(question: str) -> Exchange:
    """An exchange that waits for its turn, under a name that nobody can guess."""
    return Exchange(secrets.token_urlsafe(12), question)


def heard(exchange: Exchange, event: Event, library: Library) -> Exchange:
    """The exchange with one more event in it."""
    if isinstance(event, Looking):
        near = tuple(_near(one, library) for one in event.closest)
        return replace(exchange, state=State.LOOKING, near=near, ahead=0)
    if isinstance(event, Cited):
        card = _card(event.citation, library)
        return replace(exchange, state=State.WRITING, cards=(*exchange.cards, card))
    if isinstance(event, Said):
        return replace(exchange, sentences=(*exchange.sentences, event.sentence))
    raise TypeError(f"unknown event {event!r}")


def finished(exchange: Exchange, answer: Answer, model: str) -> Exchange:
    """The exchange at its end."""
    answered = answer.outcome is Outcome.ANSWERED
    return replace(
        exchange,
        state=State.ANSWERED if answered else State.ABSTAINED,
        standalone=answer.standalone,
        sentences=exchange.sentences if answered else (answer.text,),
        confidence=answer.confidence,
        seconds=answer.timings.total,
        model=model,
        remarks=answer.remarks,
    )


def _card(citation: Citation, library: Library) -> Card:
    source = _source(library, citation.article, citation.span.start, citation.span.end)
    also = tuple(dict.fromkeys(place.article for place in citation.also_in))
    return Card(citation.number, source, citation.speaker, citation.role, citation.kind.value, also)


def _near(closest: Closest, library: Library) -> Source:
    return _source(library, closest.place.article, closest.place.span.start, closest.place.span.end)


def _source(library: Library, name: str, start: int, end: int) -> Source:
    article = library.article(name)
    return Source(name, start, end, article.text[start:end], article.title, article.outlet, article.date)
