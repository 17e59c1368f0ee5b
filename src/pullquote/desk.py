"""The desk: a question goes in, an answer with verified citations comes out, or word that there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

from pullquote.answers import (
    Answer,
    Citation,
    Cited,
    Looking,
    Outcome,
    Said,
    Tell,
    Timings,
    Turn,
    closest_of,
    unheard,
)
from pullquote.choosing import Choice, Settings, choose
from pullquote.citations import cite, cuts
from pullquote.conversation import standalone
from pullquote.extracts import extracts
from pullquote.filters import EVERYTHING, Scope
from pullquote.library import Library
from pullquote.prose import attributed, fault, numbered
from pullquote.questions import Asked, require_question
from pullquote.retrieval import Hit, Place, Retriever
from pullquote.wording import words
from pullquote.writer import Candidate, Opinion, Writer

DECLINED = "The articles don't say."


@dataclass(slots=True)
class _Clock:
    """Seconds since the question came."""

    start: float = field(default_factory=perf_counter)
    retrieve: float = 0.0
    first: float | None = None

    def now(self) -> float:
        return perf_counter() - self.start

    def read(self) -> Timings:
        return Timings(self.retrieve, self.first, self.now())


class Desk:
    """Answers questions from one published index. Writer None: answers are made of quotations alone."""

    def __init__(self, retriever: Retriever, writer: Writer | None, settings: Settings | None = None) -> None:
        self.retriever = retriever
        self.writer = writer
        self.settings = settings or Settings()
        self.library: Library = retriever.library
        self._names = frozenset(part for person in retriever.people for part in words(person.name)[-1:])

    def ask(
        self, question: str, history: Sequence[Turn] = (), scope: Scope = EVERYTHING, tell: Tell = unheard
    ) -> Answer:
        """Answer, or abstain. `tell` hears of the nearest passages, then citations, then prose, as they come.

        QuestionRefused when the question is empty or too long.
        """
        clock = _Clock()
        full = standalone(require_question(question), history, self.retriever.people)
        asked = self.retriever.understand(full)
        hits = self.retriever.sentences(asked, self.settings.candidates, scope)
        clock.retrieve = clock.now()
        closest = closest_of(hits[: self.settings.closest], self._words)
        tell(Looking(closest))
        choice = choose(asked, hits, self._opinion(asked, hits), self.settings)
        if not choice.hits:
            return Answer(
                question, full, Outcome.ABSTAINED, DECLINED, (), closest, choice.confidence, clock.read(),
                remarks=scope.remarks,
            )  # fmt: skip
        citations = tuple(
            cite(self.library, (cut for hit in choice.hits for cut in cuts(self.library, asked, hit)))
        )
        for citation in citations:
            tell(Cited(citation))
        clock.first = clock.now()
        said, rejected = self._told(asked, choice, citations)
        for sentence in said:
            tell(Said(sentence))
        return Answer(
            question, full, Outcome.ANSWERED, " ".join(said), citations, closest, choice.confidence, clock.read(),
            rejected, scope.remarks,
        )  # fmt: skip

    def _words(self, place: Place) -> str:
        return place.span.cut(self.library.article(place.article).text)

    def _opinion(self, asked: Asked, hits: Sequence[Hit]) -> Opinion | None:
        if self.writer is None or not hits or not self.settings.reads:
            return None
        return self.writer.opinion(asked.corrected, self._candidates(hits[: self.settings.shown]))

    def _candidates(self, hits: Sequence[Hit]) -> list[Candidate]:
        return [Candidate(self._words(hit.place), self._speaker(hit.place)) for hit in hits]

    def _speaker(self, place: Place) -> str | None:
        reading = self.library.reading(place.article)
        heard = [one.speaker for one in reading.attributions if one.speaker and one.words.overlap(place.span)]
        return heard[0] if heard else None

    def _told(
        self, asked: Asked, choice: Choice, citations: Sequence[Citation]
    ) -> tuple[list[str], tuple[str, ...]]:
        """The prose, every sentence cited; a sentence of the model that does not hold is given with its reason."""
        quoted = list(extracts(citations))
        if self.writer is None or not self.settings.writes:
            return quoted, ()
        drafted = self.writer.draft(asked.corrected, self._candidates(choice.hits))
        against = (
            fault(drafted, citations, asked.corrected, self._names) if drafted else "nothing was written"
        )
        if against is None and not attributed(drafted, citations):
            against = "it does not say whose view it is"
        if against:
            return quoted, (f"{drafted} ({against})",)
        lead = numbered(drafted, [one.number for one in citations])
        return [lead, *quoted], ()
