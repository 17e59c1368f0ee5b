"""The desk: a question goes in, an answer with verified citations comes out, or word that there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain

from pullquote.answers import (
    Answer,
    Citation,
    Cited,
    Closest,
    Looking,
    Outcome,
    Said,
    Tell,
    Turn,
    closest_of,
    unheard,
)
from pullquote.apart import Part
from pullquote.aspects import aspects, over_articles
from pullquote.bounds import bounded
from pullquote.checking.proofing import Proofreader
from pullquote.choices import Choice
from pullquote.choosing import SURE, decided
from pullquote.citable import Citable
from pullquote.citations import cite, cuts
from pullquote.clock import Clock
from pullquote.closer import Closer
from pullquote.conversation import standalone
from pullquote.extracts import unsaid
from pullquote.filters import EVERYTHING, Scope
from pullquote.introductions import left_out
from pullquote.naming import named_beside
from pullquote.pointing import Pointer
from pullquote.prose import each_sentence, fault, numbered, owned, supporting
from pullquote.questions import Asked, require_question
from pullquote.retrieval import Hit, Place, Retriever
from pullquote.section_reader import Inside, SectionReader
from pullquote.settings import Settings
from pullquote.wording import words
from pullquote.writer import Writer

DECLINED = "The articles don't say."


@dataclass(frozen=True, slots=True)
class _Draft:
    """What the model wrote, unchecked, and what it was shown. `apart`: each sentence stands by itself."""

    text: str = ""
    shown: str = ""
    apart: bool = False


class Desk:
    """Answers questions from one published index. Writer None: answers are made of quotations alone."""

    def __init__(self, retriever: Retriever, writer: Writer | None, settings: Settings | None = None) -> None:
        self.retriever = retriever
        self.settings = settings or Settings()
        self.writer = writer if writer is None or self.settings.taught else Writer(writer.model, taught=False)
        self.library = retriever.library
        self._may = Citable(self.library, self.settings)
        self._proofreader = Proofreader(self.library)
        reader = self.writer if self.settings.reads else None
        self._closer = Closer(retriever, reader, twice=self.settings.twice)
        points = reader is not None and reader.pointing and self.settings.sections > 0
        self._sections = (
            SectionReader(retriever, reader, self._may.named, self.settings.cited)
            if reader and points
            else None
        )
        self._pointer = Pointer(retriever, self._closer, self._may.beside, voices=self.settings.voices)
        self._names = frozenset(part for person in retriever.people for part in words(person.name)[-1:])

    def ask(
        self, question: str, history: Sequence[Turn] = (), scope: Scope = EVERYTHING, tell: Tell = unheard
    ) -> Answer:
        """Answer, or abstain. `tell` hears of the nearest passages, then citations, then prose, as they come.

        QuestionRefused when the question is empty or too long.
        """
        clock = Clock()
        full = standalone(require_question(question), history, self.retriever.people)
        asked = self.retriever.understand(full)
        found = self._found(asked, scope)
        parts = self._fitting(asked, found)
        clock.retrieve = clock.now()
        closest = self._closest(parts or found)
        tell(Looking(closest))
        sections = Inside(self._sections, scope, self._within) if self._sections else None
        choice = decided(asked, parts, self._closer.look, sections, self.settings, taught=self._closer.taught)
        draft = cache(partial(self._draft, choice))
        alone = choice.whole or (len(parts) == 1 and not over_articles(asked))
        beside: Callable[[], tuple[Hit, ...]] = tuple
        if sections:
            beside = cache(partial(named_beside, choice, sections, self.settings))
        hits = self._evidence(asked, scope, choice, draft) if alone else iter(choice.hits)
        citations = tuple(self._cited(asked, chain(hits, _lazily(beside)), clock, tell))
        text, rejected = self._told(asked, draft(), citations, beside(), tell)
        outcome = Outcome.ANSWERED if citations else Outcome.ABSTAINED
        unmet = left_out(asked.own, asked.introduced, [citation.quote for citation in citations])
        remarks = (*scope.remarks, *asked.namesakes, *unmet)
        return Answer(
            question,
            full,
            outcome,
            text,
            citations,
            closest,
            choice.confidence,
            clock.read(),
            rejected,
            remarks,
        )

    def _found(self, asked: Asked, scope: Scope) -> list[Part]:
        """The parts of a question with the candidates for each."""
        together = self.retriever.heard_together(asked.people)
        parts = aspects(asked, as_one=together) if self.settings.parts else (asked,)
        most, formed = self.settings.candidates, self.settings.forms
        return [
            Part(
                part,
                tuple(self.retriever.sentences(part, most, self._within(part, scope), formed=formed)),
            )
            for part in parts
        ]

    def _fitting(self, asked: Asked, found: Sequence[Part]) -> list[Part]:
        """The parts with the candidates that may be cited, parts that have none left out; of several who are
        asked after, where any is introduced, whoever is not.

        A candidate has to fit all that is asked, but of two sides the one alone, as an article may know
        nothing of the other.
        """
        fitting = []
        for part in found:
            whole = part.asked if part.asked.besides or len(asked.introduced) > 1 else asked
            asks = {whole, part.asked}
            fits = tuple(hit for hit in part.hits if all(self._may.fits(one, hit) for one in asks))
            if fits:
                fitting.append(Part(part.asked, tuple(filter(self._may.tells, fits)) or fits))
        several = self.settings.forms and len(found) > 1 and bool(asked.introduced)
        introduced = [part for part in fitting if part.hits[0].evidence.form > 0]
        return introduced if several and introduced else fitting

    def _within(self, part: Asked, scope: Scope) -> Scope:
        return bounded(part, self.library, scope) if self.settings.voices else scope

    def _closest(self, parts: Sequence[Part]) -> tuple[Closest, ...]:
        best = sorted((hit for part in parts for hit in part.hits), key=lambda hit: -hit.score)
        return closest_of(best[: self.settings.closest], self._words)

    def _words(self, place: Place) -> str:
        return place.span.cut(self.library.article(place.article).text)

    def _draft(self, choice: Choice) -> _Draft:
        """The model's own words from what it was shown, unchecked; empty when it is not to write."""
        if self.writer is None or not self.settings.writes:
            return _Draft()
        told = " ".join(self.writer.draft(question, shown) for question, shown in choice.posed if shown)
        return _Draft(told, " ".join(shown for _, shown in choice.posed), choice.apart)

    def _evidence(
        self,
        asked: Asked,
        scope: Scope,
        choice: Choice,
        draft: Callable[[], _Draft],
    ) -> Iterator[Hit]:
        """What is cited of one part's hits; the model writes when more is asked for than what is sure."""
        if choice.named:
            yield from choice.hits
        elif self.settings.early and choice.confidence >= SURE and not choice.whole:
            yield from choice.hits[:1]
        if self.settings.grounds:
            written = draft()
            against = partial(self._against, asked, written.shown)
            yield from self._pointer.point(asked, scope, choice, written.text, against)
        else:
            yield from choice.hits

    def _against(self, asked: Asked, shown: str, text: str, citations: Sequence[Citation]) -> str | None:
        """What speaks against any sentence of a draft; a second one is not borne out by the first."""
        told = owned(text, citations, self._names)
        return next(
            filter(None, (self._fault(asked, shown, part, citations) for part in each_sentence(told))), None
        )

    def _fault(self, asked: Asked, shown: str, told: str, citations: Sequence[Citation]) -> str | None:
        return fault(told, citations, asked.corrected, self._names, shown)

    def _cited(self, asked: Asked, hits: Iterable[Hit], clock: Clock, tell: Tell) -> Iterator[Citation]:
        for citation in cite(self.library, (cut for hit in hits for cut in cuts(self.library, asked, hit))):
            tell(Cited(citation))
            clock.first = clock.first or clock.now()
            yield citation

    def _told(
        self, asked: Asked, draft: _Draft, citations: Sequence[Citation], beside: Sequence[Hit], tell: Tell
    ) -> tuple[str, tuple[str, ...]]:
        """The prose, each sentence cited: the model's if it holds, then the quotations that it does not hold;
        and what was rejected.

        Every sentence, ours too, goes through the checker, and is repaired or left out where it fails there.
        What is cited `beside` the evidence the model has not read when it wrote, and bears nothing of it out.
        """
        if not citations:
            return DECLINED, ()
        read = [one for one in citations if not any(hit.place.holds(one.article, one.span) for hit in beside)]
        text = owned(draft.text, read, self._names) if draft.text else ""
        faults = {part: self._fault(asked, draft.shown, part, read) for part in each_sentence(text)}
        rejected = [f"{part} ({against})" for part, against in faults.items() if against]
        told = [part for part, against in faults.items() if not against]
        told = told if draft.apart or not rejected else []
        lead = [numbered(one, supporting(one, read)) for one in told]
        said: list[str] = []
        for proof in self._proofreader.proofs(chain(lead, unsaid(citations, said)), citations):
            rejected += proof.rejected
            if proof.sentence is not None:
                said.append(proof.sentence)
                tell(Said(proof.sentence))
        return " ".join(said), tuple(rejected)


def _lazily(hits: Callable[[], Iterable[Hit]]) -> Iterator[Hit]:
    """What is to be found out only when it is asked for."""
    yield from hits()
